import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { test } from "node:test";
import { column, LANGUAGES, TABLE } from "../src/table.js";

const dist = new URL("../dist/", import.meta.url);

test("every row has a text in every language, and its number where the English one has", () => {
  for (const [key, row] of Object.entries(TABLE)) {
    assert.equal(row.length, LANGUAGES.length, key);
    for (const text of row) {
      assert.ok(text.trim(), key);
      assert.equal(text.includes("#"), row[0].includes("#"), `${key}: ${text}`);
    }
  }
});

test("every row is used, and every word that is used is a row", () => {
  const source = ["views", "widget", "chat", "api"].map((name) => readFileSync(new URL(`../src/${name}.js`, import.meta.url), "utf8")).join();
  const used = new Set([...source.matchAll(/words\.(\w+)/g)].map((match) => match[1]));
  const codes = [...source.matchAll(/trouble\("(\w+)"|code: "(\w+)"|\? "(offline)" : \S+ \? "(timeout)" : "(failed)"/g)];
  for (const code of codes.flatMap((match) => match.slice(1).filter(Boolean))) used.add(code);
  used.delete("refused"); // comes with the server's own words
  const stock = ["clarify", "person"]; // the server's English sentences, translated where they appear
  assert.deepEqual([...used, ...stock].sort(), Object.keys(TABLE).sort());
});

test("the built file of words is the table", () => {
  const built = JSON.parse(readFileSync(new URL("strings.json", dist), "utf8"));
  assert.deepEqual(built.words, Object.fromEntries(LANGUAGES.map((language) => [language, column(language)])));
  assert.ok(readFileSync(new URL("faqbot.js", dist), "utf8").includes(`"${built.rows}"`));
});

test("script and words are under 12 KiB in every language, compressed, with room for what the server adds", () => {
  const packed = (/** @type {string | Buffer} */ text) => gzipSync(text, { level: 9 }).length;
  const script = packed(readFileSync(new URL("faqbot.js", dist)));
  for (const language of LANGUAGES)
    assert.ok(script + (language === "en" ? 0 : packed(JSON.stringify(Object.values(column(language))))) <= 12 * 1024 - 300, language);
});
