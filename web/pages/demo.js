/** The buttons of /demo: each does to the widget what some real page has done. */
"use strict";

const events = document.querySelector("#events");

function watch() {
  for (const name of ["open", "close", "reply", "feedback", "error"])
    window.faqbot.on(name, (detail) => {
      const item = document.createElement("li");
      item.textContent = `${name} ${detail?.decision ?? detail?.code ?? ""}`;
      events.append(item);
    });
}

// This page's policy lets no plain text become a script's address.
const trusted = window.trustedTypes?.createPolicy("demo", { createScriptURL: (url) => url });

function load() {
  const script = document.createElement("script");
  script.src = trusted?.createScriptURL("/widget.js") ?? "/widget.js";
  document.body.append(script);
}

const acts = {
  open: () => window.faqbot.open({ question: "How do I top up?" }),
  close: () => window.faqbot.close(),
  twice: load,
  swap() {
    const body = document.createElement("body");
    body.append(...document.body.children);
    document.documentElement.replaceChild(body, document.body);
  },
  accent: () => document.querySelector("faqbot-widget").style.setProperty("--faqbot-accent", "#ffe94d"),
  dark: () => document.querySelector("faqbot-widget").setAttribute("theme", "dark"),
  light: () => document.querySelector("faqbot-widget").setAttribute("theme", "light"),
  destroy: () => window.faqbot.destroy(),
};

for (const button of document.querySelectorAll("[data-do]")) button.addEventListener("click", acts[button.dataset.do]);

let heard = 0;
addEventListener("keydown", (event) => {
  if (event.key === "o") document.querySelector("#shortcuts output").textContent = String(++heard);
});

if (window.faqbot) watch();
else addEventListener("faqbot:ready", watch);
