import assert from "node:assert/strict";
import { test } from "node:test";
import { isSafeUrl } from "../src/links.js";

test("absolute http(s) addresses may become links", () => {
  for (const url of ["https://docs.example.com", "http://localhost:8000/a?b#c", "HTTPS://X.example/", "https://[::1]/"])
    assert.equal(isSafeUrl(url), true, url);
});

test("everything else stays text", () => {
  for (const url of ["javascript:alert(1)", "JaVa\tScRiPt:x", "//evil", "https://good@evil", " https://x", "https://x\n", "https:\\\\x", "data:,x", "/x", "", "https://", "https:///x", "https://x\u202e", `https://x/${"a".repeat(2000)}`])
    assert.equal(isSafeUrl(url), false, url);
  for (const value of [null, undefined, 7, {}, ["https://x"], { toString: () => "https://x" }]) assert.equal(isSafeUrl(value), false);
});
