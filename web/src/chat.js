/** One conversation: what was said, what is under way, what went wrong. Knows no page. */

import { newId } from "./history.js";

/** @import {Api, BotMessage, EventName, Feedback, Handoff, Message, Problem, Scope, Store, UserMessage} from "./types.d.ts" */

const SLOW = 4_000;

/**
 * @param {{
 *   api: Api, store: Store, scope(): Promise<Scope>,
 *   changed(): void, followed(): void, tell(name: EventName, detail: object): void,
 * }} with_ `changed` is called after each change of the state, `followed`
 *   where something new is to be seen
 */
export function createChat({ api, store, scope, changed, followed, tell }) {
  /** The attempt that is under way, or the last one: whoever waits for another would never let it end. @type {Promise<unknown>} */
  let current = Promise.resolve();
  /** What was asked and has no answer yet, by id. @type {Map<string, UserMessage>} */
  const open = new Map();

  /** @param {(messages: Message[]) => Message[]} edit */
  const write = (edit) => {
    chat.history = store.change((now) => ({ messages: edit(now.messages) }));
    changed();
  };
  /** @param {Message} message */
  const add = (message) => write((messages) => [...messages, message]);
  /** @param {BotMessage} message @param {Partial<BotMessage>} patch */
  const patch = (message, patch) => write((all) => all.map((m) => (m.id === message.id ? /** @type {Message} */ ({ ...m, ...patch }) : m)));

  /** @param {any} error a Trouble @param {() => unknown} retry */
  const fail = ({ code, wait, detail }, retry) => {
    chat.problem = { code, wait, detail, retry };
    tell("error", { code, retry_after: wait, detail });
  };

  /** Whether it still stands in the talk, which may have been cleared since. @param {UserMessage} said */
  const stands = (said) => chat.history.messages.some((m) => m.id === said.id);

  /** Where nothing else is the matter, offer to ask again what was left without an answer. */
  const offer = () => {
    const said = [...open.values()].find(stands);
    if (said && !chat.pending) chat.problem ??= { code: "cut", wait: 0, detail: `“${said.text.slice(0, 99)}”`, retry: () => again(said) };
  };
  /** @param {UserMessage} said */
  const again = (said) => chat.pending || answer(said);

  /** @param {UserMessage} said @returns {Promise<any>} the server's reply as it came; null where none came */
  const answer = (said) => (current = attempt(said));

  /** @param {UserMessage} said */
  async function attempt(said) {
    chat.pending = true;
    chat.problem = null;
    const timer = setTimeout(() => { chat.slow = true; followed(); }, SLOW);
    followed();
    open.set(said.id, said);
    try {
      const { id } = chat.history;
      const { reply, raw } = await api.ask({ question: said.text, faq_id: said.faq_id || null, conversation_id: id, ...(await scope()) });
      if (stands(said)) {
        open.delete(said.id);
        add({ id: newId(), at: Date.now(), from: "bot", reply });
      }
      tell("reply", raw);
      return raw;
    } catch (/** @type {any} */ error) {
      if (error.code === "refused") open.delete(said.id); // So it would be the next time.
      if (stands(said)) fail(error, () => again(said));
      return null;
    } finally {
      clearTimeout(timer);
      chat.pending = chat.slow = false;
      offer();
      followed();
    }
  }

  const history = store.read();
  const chat = {
    history,
    /** Messages before this one were there when the page began: they are not announced. */
    seen: history.messages.length,
    pending: false,
    slow: false,
    /** @type {Problem | null} */
    problem: null,
    /** What "clear" took away and "undo" brings back. @type {Message[]} */
    cleared: [],

    /** Ask, unless a question is under way. @param {string} text @param {string} [faq_id] of what was picked */
    async ask(text, faq_id = "") {
      text = text.trim();
      if (!text || chat.pending) return null;
      /** @type {UserMessage} */
      const said = { id: newId(), at: Date.now(), from: "user", text, faq_id };
      chat.cleared = [];
      add(said);
      return answer(said);
    },
    /** Ask, after what is under way. @param {string} text */
    async next(text) {
      while (chat.pending) await current;
      return chat.ask(text);
    },
    /** @param {BotMessage} message @param {Feedback} feedback */
    async rate(message, feedback) {
      patch(message, { feedback });
      chat.problem = null;
      try {
        await api.feedback(message.reply.id, feedback);
        tell("feedback", { reply_id: message.reply.id, ...feedback });
      } catch (error) {
        patch(message, { feedback: message.feedback });
        fail(error, () => chat.rate(message, feedback));
        followed();
      }
      offer();
      changed();
    },
    /** None of the choices of `message` was meant. @param {BotMessage} message @param {string} said @param {Handoff | null} handoff */
    none(message, said, handoff) {
      patch(message, { none: true });
      add({ id: newId(), at: Date.now(), from: "bot", reply: { ...message.reply, message: said, choices: [], handoff } });
      followed();
    },
    clear() {
      if (chat.history.messages.length) chat.cleared = chat.history.messages;
      chat.problem = null;
      chat.history = store.change(() => ({ id: newId(), messages: [] }));
      chat.seen = 0;
      changed();
    },
    undo() {
      const { cleared } = chat;
      chat.seen = cleared.length;
      chat.cleared = [];
      write(() => cleared);
      offer();
      followed();
    },
    /** @param {boolean} unread */
    mark(unread) {
      if (unread !== chat.history.unread) chat.history = store.change(() => ({ unread }));
      changed();
    },
    /** Another tab has written. */
    sync() {
      chat.history = store.read();
      chat.seen = chat.history.messages.length;
      chat.history.messages.forEach((m, i, all) => m.from === "bot" && open.delete(all[i - 1]?.id));
      if (chat.problem?.code === "cut") chat.problem = null;
      offer();
      changed();
    },
  };

  const last = history.messages.at(-1);
  if (last?.from === "user") open.set(last.id, last);
  offer();
  return chat;
}
/** @typedef {ReturnType<typeof createChat>} Chat */
