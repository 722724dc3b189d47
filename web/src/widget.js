/** `<faqbot-widget>`: puts a conversation on the page. Focus, keys, opening and closing; no words, no templates. */

import { html, render } from "lit/html.js";
import { createApi } from "./api.js";
import { createChat } from "./chat.js";
import { openStore } from "./history.js";
import { counted, ENGLISH, pickLanguage, ROWS, worded } from "./strings.js";
import css from "./style.css?inline";
import { createTypeahead } from "./typeahead.js";
import { launcher, panel } from "./views.js";

/** @import {BotMessage, Config, EventName, Ref, Scope} from "./types.d.ts" */

const PHONE = matchMedia("(max-width:480px),(max-height:420px)");
const OPEN = "faqbot:open";

/** Whether a key press means "send": Enter, but not the one that ends an IME composition. @param {KeyboardEvent} event */
const isSend = (event) => event.key === "Enter" && !event.isComposing && event.keyCode !== 229;

/** Whether the panel was left open on the page before. @param {string} [open] what to remember */
function leftOpen(open) {
  try {
    if (open !== undefined) sessionStorage[OPEN] = open;
    return sessionStorage[OPEN];
  } catch {
    return ""; // Storage is blocked: every page begins closed.
  }
}

/**
 * The face of one conversation in `host`.
 * @param {Widget} host
 */
function createFace(host) {
  const floating = !host.getAttribute("mode");
  const base = /** @type {string} */ (host.getAttribute("base"));
  const key = "faqbot:" + base;
  const topic = host.getAttribute("topic");
  /** As the page says; once the server has understood that, as it does. @type {Scope} */
  let scope = { locale: null, topic };
  const language = pickLanguage([host.lang, document.documentElement.lang, ...navigator.languages]);
  const gone = new AbortController();
  const { signal } = gone;
  const api = createApi(base);
  const root = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  /** @type {Promise<Config | null> | null} */
  let loading = null;
  /** What was told last, until something else is. */
  let note = "";
  /** @type {any} where the focus was before the panel opened */
  let held;

  /** @param {string} id @returns {any} */
  const at = (id) => root.getElementById(id);
  const focusInput = () => at("input").focus();

  const load = () =>
    (loading ??= api.config({ lang: language, topic, rows: ROWS }).then(
      (config) => {
        // Customers get answers from all topics, rather than none; who can mend it looks here.
        if (topic != config.topic) console.warn("faqbot: there is no topic " + topic);
        scope = { locale: config.locale, topic: config.topic };
        Object.assign(w, { config, words: worded(config.strings) });
        update();
        return config;
      },
      () => (loading = null), // Greeting and asking work without; the next question tries again.
    ));

  /** @param {EventName} name @param {object} [detail] */
  const tell = (name, detail) => {
    if (name === "reply" && !w.open) chat.mark(true);
    note = name === "feedback" ? w.words.thanks : "";
    host.dispatchEvent(new CustomEvent("faqbot:" + name, { detail, bubbles: true, composed: true }));
  };

  function update() {
    if (!host.isConnected) return;
    const inner = panel(w);
    render(
      html`<div id="root" lang=${language} dir=${language === "ar" ? "rtl" : "ltr"}>${floating
        ? html`${launcher(w)}<dialog id="panel" part="panel" aria-labelledby="title" @cancel=${cancel}>${inner}</dialog>`
        : html`<section id="panel" part="panel" aria-labelledby="title">${inner}</section>`}</div>`,
      root,
    );
  }

  /** Show what was said last: a question or problem at the end, an answer from its beginning. */
  const follow = () => {
    update();
    const newest = at("log").lastElementChild;
    at("scroll").scrollTop = newest && !chat.pending && !chat.problem ? newest.offsetTop - 12 : 1e6;
  };

  /** @param {boolean} focus */
  const show = (focus) => {
    const dialog = at("panel");
    dialog.close();
    if (PHONE.matches) dialog.showModal();
    else dialog.open = true; // show() would also move the focus, which only an asked-for panel may.
    if (focus) focusInput();
  };

  /** @param {boolean} open */
  const toggle = (open, focus = true) => {
    if (floating && open !== w.open) {
      const inside = root.activeElement;
      w.open = open;
      leftOpen(open ? "1" : "");
      if (open) {
        held = document.activeElement;
        load();
        chat.mark(false);
        show(focus);
        at("scroll").scrollTop = chat.history.messages.length ? 1e6 : 0;
      } else {
        typeahead.close();
        at("panel").close();
        update();
        if (inside) {
          at("launcher").focus();
          held?.focus(); // Does nothing where it is gone, or is the page itself.
        }
      }
      tell(open ? "open" : "close");
    } else if (open && focus) focusInput();
  };

  /** Escape, or the back gesture of a phone. @param {Event} event */
  const cancel = (event) => {
    event.preventDefault();
    if (typeahead.items.length) typeahead.close();
    else if (floating) toggle(false);
    else tell("close");
  };

  /** @param {{question: string, faq_id?: string}} ref */
  const send = ({ question, faq_id }) => {
    typeahead.close();
    chat.ask(question, faq_id);
  };
  /** Send what was typed, or what was picked from what that suggested. @param {{question: string, faq_id?: string}} ref */
  const submit = (ref = { question: at("input").value }) => {
    if (chat.pending || !ref.question.trim()) return;
    at("input").value = "";
    send(ref);
  };

  const retry = () => {
    chat.problem?.retry();
    focusInput();
  };

  const chat = createChat({
    api,
    store: openStore(key),
    scope: async () => (await load(), scope),
    changed: update,
    followed: follow,
    tell,
  });
  const typeahead = createTypeahead((q, signal) => api.suggest({ q, ...scope }, signal), update);

  /** What the templates show, and what they call. */
  const w = {
    words: ENGLISH,
    chat,
    typeahead,
    floating,
    open: !floating,
    /** @type {Config | null} */
    config: null,
    /** The topic whose questions the greeting shows. */
    topic: "",
    toggle,
    send,
    submit,
    retry,
    typed: () => typeahead.typed(at("input").value),
    status() {
      if (chat.pending) return chat.slow ? w.words.slow : w.words.looking;
      const { length } = typeahead.items;
      return length ? counted(w.words.count, length) : note;
    },
    /** @param {string} title */
    pick(title) {
      w.topic = w.topic === title ? "" : title;
      update();
    },
    clear() {
      note = w.words.cleared;
      chat.clear();
    },
    undo() {
      focusInput();
      chat.undo();
    },
    /** @param {KeyboardEvent} event */
    key(event) {
      const { items, active } = typeahead;
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (isSend(event)) submit(items[active]);
      else if (step && items.length && !event.isComposing) {
        event.preventDefault();
        typeahead.move(step);
      }
    },
    /**
     * Record what became of a reply. Only the help center's report misses one that fails, so nobody here is told.
     * @param {BotMessage} message @param {string} event @param {string} [faq_id]
     */
    note(message, event, faq_id) {
      if (w.config?.feedback) api.event(message.reply.id, event, faq_id).catch(() => {});
    },
    /** @param {BotMessage} message @param {Ref} choice */
    choose(message, choice) {
      if (chat.pending) return;
      w.note(message, "choice", choice.faq_id);
      send(choice);
    },
    /** @param {BotMessage} message */
    none(message) {
      if (message.none || chat.pending) return;
      w.note(message, "none_of_these");
      chat.none(message, w.words.unknown, w.config?.handoff ?? null);
    },
    /** A comment is sent by Enter in its input, or by the button after it. @param {BotMessage} message @param {any} event */
    comment(message, event) {
      const input = event.target.closest("div").firstElementChild;
      const comment = input.value.trim();
      if ((event.key && !isSend(event)) || !comment) return;
      focusInput();
      chat.rate(message, { helpful: message.feedback?.helpful === true, comment });
    },
  };

  sheet.replaceSync(css);
  root.adoptedStyleSheets = [sheet];
  for (const type of ["keydown", "keyup", "keypress"])
    root.addEventListener(type, (/** @type {any} */ event) => {
      if (type === "keydown" && event.key === "Escape" && !event.isComposing) cancel(event);
      event.stopPropagation(); // What is typed here is no shortcut of the page around it.
    });
  addEventListener("storage", (event) => (event.key === key || !event.key) && chat.sync(), { signal });
  addEventListener("pageshow", (event) => event.persisted && chat.sync(), { signal });
  addEventListener("online", () => chat.problem?.code === "offline" && chat.problem.retry(), { signal });
  PHONE.addEventListener("change", () => floating && w.open && show(!!root.activeElement), { signal });

  update();
  if (!floating || language !== "en") load();
  if (floating && !PHONE.matches && leftOpen()) toggle(true, false);

  return {
    view: w,
    chat,
    toggle,
    tell,
    /** Again in the document: a dialog that leaves it loses its place in the top layer. */
    back() {
      update();
      if (floating && w.open) show(false);
    },
    end() {
      gone.abort();
      host.remove();
    },
  };
}

/** @typedef {ReturnType<typeof createFace>["view"]} View */

/** The one launcher of this page: a page cache that clones the body must not make a second. @type {Widget | null} */
let only = null;

export class Widget extends HTMLElement {
  /** From when it is first in the document. @type {ReturnType<typeof createFace> | undefined} */ face;

  connectedCallback() {
    if (!this.getAttribute("mode") && (only ??= this) !== this) this.remove();
    else if (this.face) this.face.back();
    else this.face = createFace(this);
  }

  disconnectedCallback() {
    // A page that takes everything away means its own content, not the helper beside it; `destroy` ends it.
    queueMicrotask(() => this === only && !this.isConnected && document.documentElement?.append(this));
  }

  destroy() {
    if (only === this) only = null;
    this.face?.end();
  }
}
