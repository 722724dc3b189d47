/** What comes from the server or out of storage is unknown until it has been read here. */

/** @import {Message, Ref, Reply} from "./types.d.ts" */

/** @param {any} value @returns {string} */
const text = (value) => (typeof value === "string" ? value : "");
/** @param {any} value @returns {any[]} */
export const list = (value) => (Array.isArray(value) ? value : []);

/** FAQs to ask; questions alone where nothing else is known of them. @param {any} value @returns {Ref[]} */
export const refs = (value) =>
  list(value)
    .map((item) => ({ faq_id: text(item?.faq_id), question: text(item?.question ?? item), qualifier: text(item?.qualifier) }))
    .filter((ref) => ref.question);

/**
 * A reply as the widget keeps it; null for what is none.
 * @param {any} value
 * @returns {Reply | null}
 */
export function readReply(value) {
  const { id, message, answer, choices, handoff } = value ?? {};
  const { question, blocks, link, follow_ups } = answer ?? {};
  return text(id) && text(message)
    ? {
        id,
        message,
        answer: answer && {
          question: text(question),
          blocks: list(blocks),
          link: link && { url: text(link.url), title: text(link.title) },
          follow_ups: refs(follow_ups),
        },
        choices: refs(choices),
        handoff: handoff && { url: text(handoff.url), label: text(handoff.label) },
      }
    : null;
}

/**
 * A stored message; null for what is none.
 * @param {any} value
 * @returns {Message | null}
 */
export function readMessage(value) {
  const { id, at, from, text: said, faq_id, waiting, none, feedback } = value ?? {};
  if (!text(id) || !(at > 0)) return null;
  if (from === "user") return text(said) ? { id, at, from, text: said, faq_id: text(faq_id), waiting: waiting === true } : null;
  const reply = readReply(value.reply);
  return reply && {
    id, at, from: "bot", reply,
    none: none === true,
    feedback: feedback && { helpful: feedback.helpful === true, comment: text(feedback.comment) },
  };
}
