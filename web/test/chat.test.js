import assert from "node:assert/strict";
import { test } from "node:test";
import { retryAfter } from "../src/api.js";
import { createChat } from "../src/chat.js";
import { parseHistory } from "../src/history.js";

/** A chat with a server in hand: `server.settle(reply or trouble)` ends the oldest call. */
function made(history = parseHistory("", 0)) {
  const told = /** @type {[string, any][]} */ ([]);
  const waiting = /** @type {any[]} */ ([]);
  const asked = /** @type {any[]} */ ([]);
  let stored = history;
  const call = (/** @type {any} */ body) => (asked.push(body), new Promise((resolve, reject) => waiting.push({ resolve, reject })));
  const chat = createChat({
    api: /** @type {any} */ ({ ask: call, feedback: (/** @type {string} */ id, /** @type {any} */ feedback) => call({ id, ...feedback }) }),
    store: { read: () => stored, change: (edit) => (stored = { ...stored, ...edit(stored) }) },
    scope: async () => ({ locale: "en" }),
    changed() {},
    followed() {},
    tell: (name, detail) => told.push([name, detail]),
  });
  const settle = async (/** @type {any} */ { reply, trouble, before }) => {
    while (!waiting.length) await new Promise((go) => setTimeout(go));
    before?.();
    const { resolve, reject } = waiting.shift();
    if (reply) resolve({ reply, raw: reply });
    else if (trouble) reject(trouble);
    else resolve();
    await new Promise((go) => setTimeout(go));
  };
  /** Another tab writes. */
  const elsewhere = (/** @type {any} */ ...messages) => {
    stored = { ...stored, messages };
    chat.sync();
  };
  return { chat, told, asked, settle, elsewhere };
}

const LEFT = /** @type {const} */ ({ id: "u", at: 1, from: "user", text: "why?", faq_id: "", waiting: true });
const REPLY = { id: "r1", message: "m", answer: null, choices: [], handoff: null };
const OFFLINE = { code: "offline", wait: 0, detail: "" };
const FAILED = { ...OFFLINE, code: "failed" };
const LIMITED = { code: "limited", wait: 59, detail: "" };

/** What was asked, leaving ratings out. @param {any[]} asked */
const questions = (asked) => asked.flatMap((a) => a.question ?? []);

test("a question goes with the conversation and the scope, and its reply after it", async () => {
  const { chat, asked, told, settle } = made();
  const reply = chat.ask("  why? ");
  assert.equal(chat.pending, true);
  await settle({ reply: REPLY });
  assert.equal(await reply, REPLY);
  assert.deepEqual(asked, [{ question: "why?", faq_id: null, conversation_id: chat.history.id, locale: "en" }]);
  assert.deepEqual(chat.history.messages.map((m) => m.from), ["user", "bot"]);
  assert.deepEqual([chat.pending, told], [false, [["reply", REPLY]]]);
});

test("what was picked goes with its FAQ, also when it is tried again", async () => {
  const { chat, asked, settle } = made();
  chat.ask("why?", "because");
  await settle({ trouble: OFFLINE });
  chat.problem?.retry();
  await settle({ reply: REPLY });
  assert.deepEqual(asked.map((a) => [a.question, a.faq_id]), [["why?", "because"], ["why?", "because"]]);
});

test("while one is under way a second is not asked, nor a blank one ever", async () => {
  const { chat, asked, settle } = made();
  chat.ask("one");
  assert.equal(await chat.ask("two"), null);
  assert.equal(await chat.ask("  "), null);
  await settle({ reply: REPLY });
  assert.equal(asked.length, 1);
});

test("next waits its turn", async () => {
  const { chat, asked, settle } = made();
  const both = [chat.next("one"), chat.next("two")];
  await settle({ reply: REPLY });
  await settle({ reply: { ...REPLY, id: "r2" } });
  assert.deepEqual((await Promise.all(both)).map((r) => r.id), ["r1", "r2"]);
  assert.deepEqual(asked.map((a) => a.question), ["one", "two"]);
});

test("a failed question stays, and its retry asks it again without repeating it", async () => {
  const { chat, told, settle } = made();
  const reply = chat.ask("why?");
  await settle({ trouble: OFFLINE });
  assert.equal(await reply, null);
  assert.equal(chat.problem?.code, "offline");
  assert.deepEqual(told, [["error", { code: "offline", retry_after: 0, detail: "" }]]);
  chat.problem?.retry();
  await settle({ reply: REPLY });
  assert.equal(chat.problem, null);
  assert.deepEqual(chat.history.messages.map((m) => m.from), ["user", "bot"]);
});

/** Waiting for what is over already would spin for ever, and stop the page: here it fails instead. */
function watched(/** @type {any} */ chat) {
  let { pending } = chat;
  let looks = 0;
  Object.defineProperty(chat, "pending", {
    get() {
      assert.ok(++looks < 100, "it spins");
      return pending;
    },
    set: (value) => (pending = value),
  });
}

test("next waits for a retry, too", async () => {
  const { chat, asked, settle } = made();
  chat.ask("why?");
  await settle({ trouble: OFFLINE });
  watched(chat);
  chat.problem?.retry();
  const next = chat.next("and then?");
  await settle({ reply: REPLY });
  await settle({ reply: { ...REPLY, id: "r2" } });
  assert.equal((await next).id, "r2");
  assert.deepEqual(asked.map((a) => a.question), ["why?", "why?", "and then?"]);
});

test("next waits for a question that a page left unanswered, once that is asked again", async () => {
  const { chat, asked, settle } = made({ id: "c", unread: false, messages: [LEFT] });
  watched(chat);
  chat.problem?.retry();
  const next = chat.next("and then?");
  await settle({ reply: REPLY });
  await settle({ reply: { ...REPLY, id: "r2" } });
  assert.equal((await next).id, "r2");
  assert.deepEqual(asked.map((a) => a.question), ["why?", "and then?"]);
});

test("a rating that fails is taken back until it is sent again", async () => {
  const { chat, told, settle } = made();
  chat.ask("why?");
  await settle({ reply: REPLY });
  const rated = () => /** @type {any} */ (chat.history.messages[1]).feedback;
  chat.rate(/** @type {any} */ (chat.history.messages[1]), { helpful: true });
  assert.deepEqual(rated(), { helpful: true });
  await settle({ trouble: OFFLINE });
  assert.equal(rated(), undefined);
  chat.problem?.retry();
  await settle({});
  assert.deepEqual(rated(), { helpful: true });
  assert.deepEqual(told.at(-1), ["feedback", { reply_id: "r1", helpful: true }]);
});

test("clear begins another conversation, and undo brings the old one back as history", async () => {
  const { chat, settle } = made();
  chat.ask("why?");
  await settle({ reply: REPLY });
  const { id } = chat.history;
  chat.clear();
  assert.deepEqual([chat.history.messages, chat.history.id === id], [[], false]);
  chat.clear();
  chat.undo();
  assert.equal(chat.history.messages.length, 2);
  assert.equal(chat.seen, 2);
});

test("a question that a page left unanswered can be asked again", async () => {
  const { chat, asked, settle } = made({ id: "c", unread: false, messages: [LEFT] });
  assert.equal(chat.problem?.code, "cut");
  chat.problem?.retry();
  await settle({ reply: REPLY });
  assert.equal(asked[0].question, "why?");
  assert.equal(chat.history.messages.length, 2);
});

test("all that a page left unanswered can be asked again, and what was answered or refused is not", async () => {
  const messages = ["one", "two", "three"].map((text) => ({ ...LEFT, id: text, text, waiting: text !== "two" }));
  const { chat, asked, settle } = made({ id: "c", unread: false, messages });
  assert.equal(chat.problem?.detail, "“one”");
  chat.problem?.retry();
  await settle({ reply: REPLY });
  await settle({ reply: { ...REPLY, id: "r2" } });
  assert.deepEqual(questions(asked), ["one", "three"]);
  assert.ok(chat.history.messages.every((m) => m.from === "bot" || !m.waiting));
});

test("Retry-After in seconds is taken, anything else is five", () => {
  assert.deepEqual(["12", "0.2", null, "", "soon", "Wed, 21 Oct 2026 07:28:00 GMT", "0"].map(retryAfter), [12, 1, 5, 5, 5, 5, 5]);
});

test("a question that was cleared while under way is answered where it is back", async () => {
  const { chat, settle } = made();
  const reply = chat.ask("why?");
  chat.clear();
  chat.undo();
  assert.deepEqual([chat.problem, chat.pending], [null, true]);
  await settle({ reply: REPLY });
  await reply;
  assert.deepEqual(chat.history.messages.map((m) => m.from), ["user", "bot"]);
  assert.equal(chat.problem, null);
});

for (const end of [{ reply: REPLY }, { trouble: OFFLINE }])
  test(`one whose ${Object.keys(end)[0]} came while it was cleared can be asked again once it is back`, async () => {
    const { chat, asked, settle } = made();
    const reply = chat.ask("why?", "because");
    chat.clear();
    await settle(end);
    await reply;
    assert.equal(chat.problem, null);
    chat.undo();
    assert.deepEqual([chat.problem?.code, chat.problem?.detail], ["cut", "“why?”"]);
    chat.problem?.retry();
    await settle({ reply: REPLY });
    assert.deepEqual(asked.map((a) => [a.question, a.faq_id]), [["why?", "because"], ["why?", "because"]]);
    assert.deepEqual(chat.history.messages.map((m) => m.from), ["user", "bot"]);
    assert.equal(chat.problem, null);
  });

test("what failed is offered again after another question was answered, or a rating sent", async () => {
  const { chat, asked, settle } = made();
  chat.ask("one");
  await settle({ trouble: LIMITED });
  chat.ask("two");
  await settle({ reply: REPLY });
  assert.deepEqual([chat.problem?.code, chat.problem?.detail], ["cut", "“one”"]);
  chat.rate(/** @type {any} */ (chat.history.messages[2]), { helpful: true });
  await settle({});
  assert.equal(chat.problem?.code, "cut");
  chat.problem?.retry();
  await settle({ reply: { ...REPLY, id: "r2" } });
  assert.equal(chat.problem, null);
  assert.deepEqual(questions(asked), ["one", "two", "one"]);
  assert.deepEqual(chat.history.messages.map((m) => m.from), ["user", "user", "bot", "bot"]);
});

test("all that failed are tried again at once, in the order in which they were asked", async () => {
  const { chat, asked, settle } = made();
  for (const text of ["one", "two"]) {
    chat.ask(text);
    await settle({ trouble: LIMITED });
  }
  chat.problem?.retry();
  assert.equal(await chat.ask("between"), null);
  await settle({ reply: REPLY });
  assert.equal(chat.pending, true);
  await settle({ reply: { ...REPLY, id: "r2" } });
  assert.deepEqual([chat.problem, chat.pending], [null, false]);
  assert.deepEqual(questions(asked), ["one", "two", "one", "two"]);
});

test("offline, a question waits for those before it, and all are sent in order", async () => {
  const { chat, asked, settle } = made();
  for (const text of ["one", "two", "three"]) {
    chat.ask(text);
    await settle({ trouble: OFFLINE });
  }
  assert.deepEqual(questions(asked), ["one", "one", "one"]);
  asked.length = 0;
  chat.problem?.retry();
  for (const id of ["r1", "r2", "r3"]) await settle({ reply: { ...REPLY, id } });
  assert.deepEqual(questions(asked), ["one", "two", "three"]);
  assert.deepEqual(chat.history.messages.flatMap((m) => (m.from === "bot" ? m.reply.id : [])), ["r1", "r2", "r3"]);
  assert.equal(chat.problem, null);
});

test("a question on which the server fails holds up none after it", async () => {
  const { chat, asked, settle } = made();
  for (const text of ["one", "two"]) {
    chat.ask(text);
    await settle({ trouble: FAILED });
  }
  chat.problem?.retry();
  await settle({ trouble: FAILED });
  await settle({ reply: REPLY });
  assert.deepEqual(questions(asked), ["one", "two", "one", "two"]);
  assert.deepEqual([chat.problem?.code, chat.problem?.detail], ["cut", "“one”"]);
});

test("after a rating that could not be sent, what else waits is sent with it", async () => {
  const { chat, asked, settle } = made();
  chat.ask("one");
  await settle({ reply: REPLY });
  chat.ask("two");
  await settle({ trouble: OFFLINE });
  chat.rate(/** @type {any} */ (chat.history.messages[1]), { helpful: true });
  await settle({ trouble: OFFLINE });
  chat.problem?.retry();
  await settle({});
  await settle({ reply: { ...REPLY, id: "r2" } });
  assert.equal(chat.problem, null);
  assert.deepEqual(questions(asked), ["one", "two", "two"]);
});

test("of several that wait, none is sent once the chat is cleared", async () => {
  const { chat, asked, settle } = made();
  for (const text of ["one", "two"]) {
    chat.ask(text);
    await settle({ trouble: LIMITED });
  }
  asked.length = 0;
  chat.problem?.retry();
  await settle({ trouble: FAILED, before: () => chat.clear() });
  assert.deepEqual([questions(asked), chat.history.messages, chat.problem, chat.pending], [["one"], [], null, false]);
});

test("what another tab asks is its own to ask again", async () => {
  const { chat, elsewhere } = made();
  elsewhere(LEFT);
  assert.equal(chat.problem, null);
});

test("what another tab has answered meanwhile is not offered any more", async () => {
  const { chat, settle, elsewhere } = made({ id: "c", unread: false, messages: [LEFT] });
  elsewhere(LEFT);
  assert.equal(chat.problem?.code, "cut");
  elsewhere({ ...LEFT, waiting: false }, { id: "b", at: 2, from: "bot", reply: REPLY });
  assert.equal(chat.problem, null);
  chat.ask("and then?");
  await settle({ reply: REPLY });
  assert.equal(chat.problem, null);
});

test("what was refused is not offered again after the next question", async () => {
  const { chat, settle } = made();
  chat.ask("one");
  await settle({ trouble: { code: "refused", wait: 0, detail: "It is too long." } });
  assert.equal(chat.problem?.code, "refused");
  chat.ask("two");
  await settle({ reply: REPLY });
  assert.equal(chat.problem, null);
});

test("what was asked before the chat was cleared is neither answered nor a problem after it", async () => {
  const { chat, settle } = made();
  for (const end of [{ reply: REPLY }, { trouble: OFFLINE }]) {
    const reply = chat.ask("why?");
    chat.clear();
    await settle(end);
    await reply;
    assert.deepEqual([chat.history.messages, chat.problem, chat.pending], [[], null, false]);
  }
});
