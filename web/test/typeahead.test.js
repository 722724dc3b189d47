import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { createTypeahead } from "../src/typeahead.js";

/** A type-ahead over `suggest`, with the clock in hand. */
function made(/** @type {(typed: string) => Promise<string[]>} */ suggest) {
  mock.timers.enable({ apis: ["setTimeout"] });
  const asked = /** @type {string[]} */ ([]);
  const list = createTypeahead((typed) => (asked.push(typed), /** @type {Promise<any[]>} */ (suggest(typed))), () => {});
  const pass = async () => {
    mock.timers.tick(200);
    for (let i = 0; i < 5; i++) await Promise.resolve();
  };
  return { list, asked, pass };
}

test("it asks once somebody stops typing, from the second letter on", async () => {
  const { list, asked, pass } = made(async () => ["A?", "B?"]);
  list.typed("a");
  await pass();
  list.typed("ab");
  list.typed("abc");
  await pass();
  assert.deepEqual([asked, list.items, list.active], [["abc"], ["A?", "B?"], -1]);
  mock.timers.reset();
});

test("moving goes round through nothing", async () => {
  const { list, pass } = made(async () => ["A?", "B?"]);
  list.typed("ab");
  await pass();
  const seen = [1, 1, 1, -1, -1, -1].map((step) => (list.move(step), list.active));
  assert.deepEqual(seen, [0, 1, -1, 1, 0, -1]);
  mock.timers.reset();
});

test("whoever types on has chosen nothing any more", async () => {
  const { list, pass } = made(async () => ["A?", "B?"]);
  list.typed("ab");
  await pass();
  list.move(1);
  list.typed("abc");
  assert.deepEqual([list.items, list.active], [["A?", "B?"], -1]);
  mock.timers.reset();
});

test("a failure, or too little text, shows nothing", async () => {
  const { list, pass } = made(async (typed) => {
    if (typed === "bad") throw new Error("no");
    return ["A?"];
  });
  list.typed("good");
  await pass();
  assert.deepEqual(list.items, ["A?"]);
  list.typed("bad");
  await pass();
  assert.deepEqual(list.items, []);
  list.typed("good");
  await pass();
  list.typed("g");
  assert.deepEqual(list.items, []);
  mock.timers.reset();
});
