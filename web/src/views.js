/** What is on the screen for a state: templates only. */

import { html, nothing } from "lit/html.js";
import { link, renderBlocks } from "./blocks.js";
import { isSafeUrl } from "./links.js";
import { refs } from "./replies.js";
import { counted, translated } from "./strings.js";

/** @import {BotMessage, Handoff, Message, Ref} from "./types.d.ts" */
/** @import {View} from "./widget.js" */

const CHAT = "M4 5h16v12h-9l-4 3v-3H4z";
const CLOSE = "M6 6l12 12M18 6L6 18";
const CLEAR = "M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13";
const SEND = "M12 19V5M6 11l6-6 6 6";
const UP = "M4 11h3v9H4zM7 12l4-8c2 0 3 2 2 6h6l-2 10H7";
const DOWN = "M4 4h3v9H4zM7 12l4 8c2 0 3-2 2-6h6L17 4H7";

/** @param {string} path */
const icon = (path) => html`<svg viewBox="0 0 24 24" aria-hidden="true"><path d=${path} /></svg>`;

/**
 * A button that shows an icon and is called `name`.
 * @param {string} kind @param {string} name @param {string} path @param {() => void} act
 * @param {{pressed?: boolean, off?: boolean}} [state]
 */
const tool = (kind, name, path, act, { pressed, off } = {}) =>
  html`<button class=${kind} part=${kind} aria-label=${name} title=${name} aria-pressed=${pressed ?? nothing} aria-disabled=${off ?? nothing} @click=${act}>${icon(path)}</button>`;

/** A button that shows its text. @param {string} kind @param {string} text @param {(event: Event) => void} act @param {unknown} [off] @param {unknown} [expanded] */
const button = (kind, text, act, off = nothing, expanded = nothing) =>
  html`<button class=${kind} part=${kind} dir="auto" aria-disabled=${off} aria-expanded=${expanded} @click=${act}>${text}</button>`;

/** @param {string} label @param {unknown[]} buttons */
const chips = (label, buttons) =>
  html`<ul class="chips" aria-label=${label}>${buttons.map((one) => html`<li>${one}</li>`)}</ul>`;

/** @param {Ref} ref */
const label = ({ question, qualifier }) => question + (qualifier && ` (${qualifier})`);

/** @param {View} w @param {Ref[]} found @param {(ref: Ref) => void} [act] */
const questions = (w, found, act = w.send) => found.map((ref) => button("chip", label(ref), () => act(ref), w.chat.pending));

/** Who answers here. @param {View} w */
const title = (w) => w.config?.title ?? w.words.help;

/** @param {View} w */
export const launcher = (w) => {
  const dot = w.chat.history.unread && !w.open;
  return html`<button id="launcher" part="launcher" aria-haspopup="dialog" aria-controls="panel" aria-expanded=${w.open}
    aria-label=${w.words.open + (dot ? ` (${w.words.unread})` : "")} @click=${() => w.toggle(!w.open)}
  >${icon(w.open ? CLOSE : CHAT)}${dot ? html`<span class="dot"></span>` : nothing}</button>`;
};

/** @param {View} w */
export const panel = (w) => {
  const { history, seen, pending, slow } = w.chat;
  /** @param {Message} m */
  const one = (m) => message(w, m);
  return html`<div class="head" part="header">
      <h2 id="title">${title(w)}</h2>
      ${tool("tool", w.words.clear, CLEAR, () => w.clear())}
      ${w.floating ? tool("tool", w.words.close, CLOSE, () => w.toggle(false)) : nothing}
    </div>
    <div id="scroll" tabindex="0" role="group" aria-label=${w.words.talk}>
      ${greeting(w)}
      <div class="list">${history.messages.slice(0, seen).map(one)}</div>
      <div class="list" id="log" role="log" aria-labelledby="title">${history.messages.slice(seen).map(one)}</div>
      ${pending ? html`<p class="wait"><i></i><i></i><i></i>${slow ? w.words.slow : nothing}</p>` : nothing}
      <div role="alert">${problem(w)}</div>
    </div>
    ${composer(w)}
    <p class="sr" role="status">${w.status()}</p>`;
};

/** @param {View} w */
function greeting(w) {
  const topics = w.config?.topics ?? [];
  const chosen = topics.length > 1 ? topics.find((topic) => topic.title === w.topic) : topics[0];
  return html`<div class="hello">
    <p class="say">${w.chat.cleared.length ? html`${w.words.cleared} ${button("quiet", w.words.undo, () => w.undo())}` : w.words.hello}</p>
    ${topics.length > 1
      ? chips(w.words.topics, topics.map(({ title }) => button("chip", title, () => w.pick(title), nothing, title === w.topic)))
      : nothing}
    ${chosen ? chips(w.words.suggested, questions(w, refs(chosen.questions))) : nothing}
  </div>`;
}

/** @param {View} w @param {Message} m */
const message = (w, m) =>
  m.from === "user"
    ? html`<div class="user"><span class="sr">${w.words.you}: </span><p part="question"><bdi>${m.text}</bdi></p></div>`
    : html`<div><span class="sr">${title(w)}: </span>${reply(w, m)}</div>`;

/** @param {View} w @param {BotMessage} m */
function reply(w, m) {
  const { answer, choices, handoff, message } = m.reply;
  if (!answer)
    return html`<p class="say" dir="auto">${translated(w.words, message)}</p>
      ${choices.length
        ? chips(w.words.suggested, [
            ...questions(w, choices, (one) => w.choose(m, one)),
            button("chip", w.words.none, () => w.none(m), w.chat.pending || m.none),
          ])
        : nothing}
      ${person(w, m, handoff)}`;
  const { blocks, follow_ups, link: doc } = answer;
  return html`<div class="card" part="answer" dir="auto">
      <p><b>${answer.question}</b></p>
      ${blocks.length ? renderBlocks(blocks, w.words.tab) : html`<p>${w.words.page}</p>`}
      ${doc ? html`<p class="doc">${link(doc.url, doc.title, w.words.tab)}</p>` : nothing}
    </div>
    ${w.config?.feedback ? rating(w, m) : nothing}
    ${follow_ups.length ? html`<p class="label" aria-hidden="true">${w.words.related}</p>${chips(w.words.related, questions(w, follow_ups))}` : nothing}`;
}

/** @param {View} w @param {BotMessage} m @param {Handoff | null | undefined} handoff */
const person = (w, m, handoff) => {
  const { url, label = "" } = handoff ?? {};
  const words = translated(w.words, label);
  const mail = url && /^mailto:[^\s\p{C}]+$/iu.test(url);
  const note = () => w.note(m, "handoff");
  return mail || isSafeUrl(url)
    ? html`<p class="person">${mail ? html`<a href=${url} @click=${note}>${words}</a>` : link(url, words, w.words.tab, note)}</p>`
    : nothing;
};

/** @param {View} w @param {BotMessage} m */
function rating(w, m) {
  const given = m.feedback;
  /** @param {boolean} helpful @param {string} name @param {string} path */
  const thumb = (helpful, name, path) =>
    tool("thumb", name, path, () => w.chat.rate(m, { helpful }), { pressed: given?.helpful === helpful });
  return html`<div class="rating" role="group" aria-label=${w.words.helpful}>
      <span aria-hidden="true">${given ? w.words.thanks : w.words.helpful}</span>${thumb(true, w.words.yes, UP)}${thumb(false, w.words.no, DOWN)}
    </div>
    ${given && !given.comment
      ? html`<div class="comment">
          <input aria-label=${w.words.comment} placeholder=${w.words.comment} maxlength="1000" dir="auto"
            @keydown=${(/** @type {Event} */ e) => w.comment(m, e)}>
          ${button("quiet", w.words.send, (e) => w.comment(m, e))}
        </div>`
      : nothing}
    ${given && !given.helpful ? person(w, m, w.config?.handoff) : nothing}`;
}

/** @param {View} w */
function problem(w) {
  const trouble = w.chat.problem;
  return trouble
    ? html`<div class="trouble"><p><bdi>${trouble.detail}</bdi> ${counted(w.words[trouble.code] ?? "", trouble.wait)}</p>${button("quiet", w.words.retry, () => w.retry())}</div>`
    : nothing;
}

/** @param {View} w */
function composer(w) {
  const { items, active } = w.typeahead;
  return html`<div class="compose">
    <ul id="list" role="listbox" aria-label=${w.words.suggested} ?hidden=${!items.length}>
      ${items.map((ref, i) => html`<li id=${"o" + i} role="option" dir="auto" aria-selected=${i === active}
        @pointerdown=${(/** @type {Event} */ e) => e.preventDefault()} @click=${() => w.submit(ref)}>${label(ref)}</li>`)}
    </ul>
    <input id="input" part="input" role="combobox" autocomplete="off" enterkeyhint="send" dir="auto"
      aria-label=${w.words.ask} placeholder=${w.words.ask} maxlength=${w.config?.max_question_length ?? 4000}
      aria-autocomplete="list" aria-controls="list" aria-expanded=${items.length > 0}
      aria-activedescendant=${active < 0 ? nothing : "o" + active}
      @input=${() => w.typed()} @keydown=${(/** @type {KeyboardEvent} */ e) => w.key(e)} @blur=${() => w.typeahead.close()}>
    ${tool("send", w.words.send, SEND, () => w.submit(), { off: w.chat.pending })}
  </div>`;
}
