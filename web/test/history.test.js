import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { newId, openStore, parseHistory } from "../src/history.js";

const DAY = 864e5;
const said = (/** @type {string} */ id, at = Date.now()) => /** @type {any} */ ({ id, at, from: "user", text: "text " + id });

/** A localStorage that may refuse. */
function storage({ full = false, blocked = false } = {}) {
  /** @type {Map<string, string>} */
  const kept = new Map();
  const fake = {
    getItem: (/** @type {string} */ key) => kept.get(key) ?? null,
    setItem(/** @type {string} */ key, /** @type {string} */ value) {
      if (full) throw new Error("full");
      kept.set(key, value);
    },
  };
  Object.defineProperty(globalThis, "localStorage", {
    configurable: true,
    get() {
      if (blocked) throw new Error("blocked");
      return fake;
    },
  });
  return kept;
}

afterEach(() => Reflect.deleteProperty(globalThis, "localStorage"));

test("what cannot be read begins a new talk", () => {
  for (const text of [null, "", "{", "null", "7", "[]", '"x"', '{"messages":{}}', '{"id":["a"]}', '{"id":"../x"}']) {
    const { id, messages, unread } = parseHistory(text, 0);
    assert.match(id, /^[\w-]{1,64}$/);
    assert.deepEqual([messages, unread], [[], false]);
  }
});

test("messages older than a week are forgotten, and more than 200", () => {
  const now = 100 * DAY;
  const old = JSON.stringify({ id: "c", messages: [said("old", now - 8 * DAY), said("new", now - 6 * DAY)] });
  assert.deepEqual(parseHistory(old, now).messages.map((m) => m.id), ["new"]);
  const many = JSON.stringify({ messages: Array.from({ length: 300 }, (_, i) => said(`${i}`, now)) });
  const kept = parseHistory(many, now).messages;
  assert.deepEqual([kept.length, kept[0].id], [200, "100"]);
});

test("after a week of silence another conversation begins, and nothing of the old one is kept", () => {
  const kept = storage();
  const now = Date.now();
  const entry = (/** @type {number[]} */ ...days) => JSON.stringify({ id: "c", messages: days.map((day) => said(day + "d", now - day * DAY)), unread: true });
  kept.set("k", entry(9, 8));
  const { id, messages, unread } = openStore("k").read();
  assert.deepEqual([id === "c", messages, unread], [false, [], false]);
  assert.doesNotMatch(kept.get("k") ?? "", /"c"|"9d"|"8d"/);
  assert.equal(openStore("k").read().id, id);
  kept.set("k", entry(9, 6));
  assert.deepEqual([openStore("k").read().id, openStore("k").read().unread], ["c", true]);
  assert.doesNotMatch(kept.get("k") ?? "", /"9d"/);
});

test("a page that only looks writes nothing", () => {
  const kept = storage();
  openStore("k").read();
  assert.equal(kept.size, 0);
  for (const entry of ["{", "null", JSON.stringify({ id: "c", messages: [said("a")], more: 1 })]) {
    kept.set("k", entry);
    openStore("k").read();
    assert.equal(kept.get("k"), entry);
  }
});

test("two tabs that write in turn lose nothing of each other", () => {
  storage();
  const [one, two] = [openStore("k"), openStore("k")];
  one.change(({ messages }) => ({ messages: [...messages, said("a")] }));
  two.change(({ messages }) => ({ messages: [...messages, said("b")] }));
  one.change(({ messages }) => ({ messages: [...messages, said("c")] }));
  assert.deepEqual(two.read().messages.map((m) => m.id), ["a", "b", "c"]);
});

test("a conversation keeps its id over reads", () => {
  storage();
  const store = openStore("k");
  const { id } = store.change(() => ({}));
  assert.equal(store.read().id, id);
  assert.equal(openStore("k").read().id, id);
});

for (const refusal of [{ full: true }, { blocked: true }])
  test(`storage that is ${Object.keys(refusal)[0]} leaves the talk of this page`, () => {
    storage(refusal);
    const store = openStore("k");
    store.change(({ messages }) => ({ messages: [...messages, said("a")] }));
    store.change(({ messages }) => ({ messages: [...messages, said("b")], unread: true }));
    assert.deepEqual(store.read().messages.map((m) => m.id), ["a", "b"]);
    assert.equal(store.read().unread, true);
  });

test("ids differ and fit the API", () => {
  const ids = Array.from({ length: 1000 }, newId);
  assert.equal(new Set(ids).size, 1000);
  for (const id of ids) assert.match(id, /^[A-Za-z0-9_-]{1,64}$/);
});
