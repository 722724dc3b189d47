/** One conversation: what was said, what is under way, what went wrong. Knows no page. */

import { newId } from "./history.js";

/** @import {Api, BotMessage, EventName, Feedback, Handoff, Message, Problem, Scope, Store, UserMessage} from "./types.d.ts" */

const SLOW = 4_000;
/** Troubles that the next question would meet, too. @type {unknown[]} */
const SHARED = ["offline", "limited", "timeout"];

/**
 * @param {{
 *   api: Api, store: Store, scope(): Promise<Scope>,
 *   changed(): void, followed(): void, tell(name: EventName, detail: object): void,
 * }} with_ `changed` is called after each change of the state, `followed`
 *   where something new is to be seen
 */
export function createChat({ api, store, scope, changed, followed, tell }) {
  const history = store.read();
  /** What is asked again here: what this page began with, or has asked itself. Another tab's is its own to ask. */
  const ours = new Set(history.messages.map((m) => m.id));
  /** What is being sent, or was last: whoever waits for another would never let it end. @type {Promise<unknown>} */
  let current = Promise.resolve();

  /** @param {(messages: Message[]) => Message[]} edit */
  const write = (edit) => {
    chat.history = store.change((now) => ({ messages: edit(now.messages) }));
    changed();
  };
  /** @param {Message} message @param {Partial<BotMessage> | Partial<UserMessage>} patch @param {Message[]} added after all others */
  const amend = (message, patch, ...added) =>
    write((all) => [...all.map((m) => (m.id === message.id ? /** @type {Message} */ ({ ...m, ...patch }) : m)), ...added]);

  /** @param {any} error a Trouble @param {() => unknown} retry */
  const fail = ({ code, wait, detail }, retry) => {
    chat.problem = { code, wait, detail, retry };
    tell("error", { code, retry_after: wait, detail });
  };

  /** Whether it still stands in the talk, which may have been cleared since. @param {UserMessage} said */
  const stands = (said) => chat.history.messages.some((m) => m.id === said.id);

  /** What has no answer yet, in the order in which it was asked; `said` is among it though it was refused. @param {UserMessage} [said] */
  const waiting = (said) =>
    /** @type {UserMessage[]} */ (chat.history.messages).filter((m) => m.id === said?.id || (m.waiting && ours.has(m.id)));

  /** Where nothing else is the matter, offer to ask again what was left without an answer. */
  const offer = () => {
    const [said] = waiting();
    if (said && !chat.pending) chat.problem ??= { code: "cut", wait: 0, detail: `“${said.text.slice(0, 99)}”`, retry: again };
  };
  /** @param {UserMessage} [said] */
  const again = (said) => chat.pending || send(waiting(said));

  /** @param {UserMessage[]} questions @returns {Promise<any>} the reply to the last as it came; null where none came */
  const send = (questions) => (current = oneByOne(questions));

  /** @param {UserMessage[]} questions */
  async function oneByOne(questions) {
    let raw = null;
    chat.pending = true;
    for (const said of questions) {
      if (stands(said)) raw = await attempt(said);
      if (SHARED.includes(chat.problem?.code)) break;
    }
    chat.pending = false;
    offer();
    followed();
    return raw;
  }

  /** @param {UserMessage} said */
  async function attempt(said) {
    chat.problem = null;
    const timer = setTimeout(() => { chat.slow = true; followed(); }, SLOW);
    followed();
    try {
      const { id } = chat.history;
      const { reply, raw } = await api.ask({ question: said.text, faq_id: said.faq_id || null, conversation_id: id, ...(await scope()) });
      if (stands(said)) amend(said, { waiting: false }, { id: newId(), at: Date.now(), from: "bot", reply });
      tell("reply", raw);
      return raw;
    } catch (/** @type {any} */ error) {
      if (error.code === "refused") amend(said, { waiting: false }); // So it would be the next time.
      if (stands(said)) fail(error, () => again(said));
      return null;
    } finally {
      clearTimeout(timer);
      chat.slow = false;
    }
  }

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

    /** Ask, unless a question is under way; after what waits for the network, if anything does. @param {string} text @param {string} [faq_id] of what was picked */
    async ask(text, faq_id = "") {
      text = text.trim();
      if (!text || chat.pending) return null;
      /** @type {UserMessage} */
      const said = { id: newId(), at: Date.now(), from: "user", text, faq_id, waiting: true };
      chat.cleared = [];
      ours.add(said.id);
      write((all) => [...all, said]);
      return send(chat.problem?.code === "offline" ? waiting() : [said]);
    },
    /** Ask, after what is under way. @param {string} text */
    async next(text) {
      while (chat.pending) await current;
      return chat.ask(text);
    },
    /** @param {BotMessage} message @param {Feedback} feedback what follows where it was taken is `then` */
    async rate(message, feedback, then = offer) {
      amend(message, { feedback });
      chat.problem = null;
      try {
        await api.feedback(message.reply.id, feedback);
        tell("feedback", { reply_id: message.reply.id, ...feedback });
        then();
      } catch (error) {
        amend(message, { feedback: message.feedback });
        fail(error, () => chat.rate(message, feedback, again)); // It hides what else is to be tried again.
        followed();
      }
      changed();
    },
    /** None of the choices of `message` was meant. @param {BotMessage} message @param {string} said @param {Handoff | null} handoff */
    none(message, said, handoff) {
      amend(message, { none: true }, { id: newId(), at: Date.now(), from: "bot", reply: { ...message.reply, message: said, choices: [], handoff } });
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
      if (chat.problem?.code === "cut") chat.problem = null;
      offer();
      changed();
    },
  };

  offer();
  return chat;
}
/** @typedef {ReturnType<typeof createChat>} Chat */
