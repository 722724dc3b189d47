/** The script's own tag -> the element, and `window.faqbot`. */

import { Widget } from "./widget.js";

/** @import {Handle} from "./types.d.ts" */

const NAME = "faqbot-widget";
const tag = /** @type {HTMLScriptElement | null} */ (document.currentScript);

/** The attributes that a `data-` of the tag becomes; `target` and `open` are dealt with here. */
const PASSED = ["lang", "theme", "accent", "position", "topic", "mode"];

function start() {
  if (window.faqbot) return;
  if (!customElements.get(NAME)) customElements.define(NAME, Widget);
  const options = tag?.dataset ?? {};
  const element = /** @type {Widget} */ (document.createElement(NAME));
  if (tag?.src) element.setAttribute("base", new URL(".", tag.src).href);
  for (const name of PASSED) if (options[name]) element.setAttribute(name, options[name]);

  /** @type {Handle} */
  const handle = {
    open({ question } = {}) {
      element.face.toggle(true);
      if (question) handle.ask(question);
    },
    close: () => element.face.toggle(false),
    ask: (text) => element.face.chat.next(String(text)),
    on(name, listener) {
      /** @param {any} event */
      const heard = (event) => listener(event.detail);
      if (name === "ready") queueMicrotask(() => listener({}));
      else element.addEventListener("faqbot:" + name, heard);
      return () => element.removeEventListener("faqbot:" + name, heard);
    },
    destroy() {
      element.destroy();
      delete window.faqbot;
    },
  };
  window.faqbot = handle;

  const target = options.target ? document.querySelector(options.target) : null;
  if (target) target.replaceChildren(element);
  else document.body.append(element);
  element.face.tell("ready");
  if (options.open === "true") handle.open();
}

if (document.body) start();
else addEventListener("DOMContentLoaded", start);
