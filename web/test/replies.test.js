import assert from "node:assert/strict";
import { test } from "node:test";
import { readMessage, readReply, refs } from "../src/replies.js";

const REPLY = { id: "r", message: "m", decision: "answer", confidence: 0.9 };

test("a reply is kept as far as the widget shows it", () => {
  const answer = { faq_id: "f", question: "Q?", blocks: ["b"], link: { url: "u", title: "t", more: 1 }, follow_ups: [{ faq_id: "g", question: "G?", more: 1 }] };
  const choices = [{ faq_id: "h", question: "H?", qualifier: "Plans", confidence: 0.3 }];
  assert.deepEqual(readReply({ ...REPLY, answer, choices, handoff: { label: "Person", url: null } }), {
    id: "r",
    message: "m",
    answer: { question: "Q?", blocks: ["b"], link: { url: "u", title: "t" }, follow_ups: [{ faq_id: "g", question: "G?", qualifier: "" }] },
    choices: [{ faq_id: "h", question: "H?", qualifier: "Plans" }],
    handoff: { url: "", label: "Person" },
  });
});

test("what is no reply is null", () => {
  for (const value of [null, undefined, 7, "x", [], {}, { id: 1, message: "m" }, { id: "r" }, { message: "m" }])
    assert.equal(readReply(value), null);
});

test("parts of another type are left out", () => {
  const odd = readReply({ ...REPLY, answer: { question: {}, blocks: "x", link: { url: [], title: 7 }, follow_ups: {} }, choices: 7 });
  assert.deepEqual(odd?.answer, { question: "", blocks: [], link: { url: "", title: "" }, follow_ups: [] });
  assert.deepEqual(odd?.choices, []);
});

test("questions come as objects from the server, and as texts from older storage", () => {
  const read = refs([{ question: "A?", faq_id: "a", qualifier: null }, "B?", null, 7, {}, { question: 7 }, ""]);
  assert.deepEqual(read, [{ faq_id: "a", question: "A?", qualifier: "" }, { faq_id: "", question: "B?", qualifier: "" }]);
  assert.deepEqual(refs(null), []);
});

test("stored messages are read back, and nothing else", () => {
  const said = { id: "1", at: 5, from: "user", text: "hi", faq_id: "a", waiting: true };
  assert.deepEqual(readMessage({ ...said, more: 1 }), said);
  assert.deepEqual(readMessage({ ...said, faq_id: 7, waiting: 1 }), { ...said, faq_id: "", waiting: false });
  const rated = { id: "2", at: 5, from: "bot", reply: REPLY, none: true, feedback: { helpful: false, comment: 7 } };
  const read = readMessage(rated);
  assert.equal(read?.from === "bot" && read.none, true);
  assert.deepEqual(read?.from === "bot" && read.feedback, { helpful: false, comment: "" });
  for (const value of [null, {}, { ...said, id: 1 }, { ...said, at: "x" }, { ...said, text: "" }, { ...rated, reply: {} }])
    assert.equal(readMessage(value), null);
});
