/** The script's own tag -> the element, and `window.faqbot`. */

import { Widget } from "./widget.js";

/** @import {Handle} from "./types.d.ts" */

const tag = /** @type {HTMLScriptElement | null} */ (document.currentScript);
const options = tag?.dataset ?? {};

/** The attributes that a `data-` of the tag becomes; the others are dealt with here. */
const PASSED = ["lang", "theme", "position", "topic", "mode"];

if (!customElements.get("faqbot-widget")) customElements.define("faqbot-widget", Widget);
const element = /** @type {Widget} */ (document.createElement("faqbot-widget"));
element.setAttribute("base", new URL(".", tag?.src || location.origin).href);
for (const name of PASSED) if (options[name]) element.setAttribute(name, options[name]);
const { accent, target, open, question } = options;
if (accent && CSS.supports("color", accent)) element.style.setProperty("--faqbot-accent", accent);

/** @type {Handle} */
const handle = {
  open({ question: asked } = {}) {
    element.face?.toggle(true);
    if (asked) handle.ask(asked);
  },
  close: () => element.face?.toggle(false),
  ask: async (text) => element.face?.chat.next(String(text)),
  on(name, listener) {
    /** @param {any} event */
    const heard = (event) => listener(event.detail);
    element.addEventListener("faqbot:" + name, heard);
    if (name === "ready" && element.face) listener({});
    return () => element.removeEventListener("faqbot:" + name, heard);
  },
  destroy() {
    element.destroy();
    delete window.faqbot;
  },
};
window.faqbot = handle;

function start() {
  const place = target && document.querySelector(target);
  if (place) place.replaceChildren(element);
  // What floats stands beside the body: a filter or transform there would move it with the page, off the screen.
  else (options.mode ? document.body : document.documentElement).append(element);
  element.face?.tell("ready", {});
  if (open === "true") handle.open();
  // A reload of the page has the answer in its history.
  if (question && !element.face?.chat.history.messages.some((m) => m.from === "user" && m.text === question.trim())) handle.ask(question);
}

if (document.readyState === "loading") addEventListener("DOMContentLoaded", start);
else start();
