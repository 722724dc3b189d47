/**
 * The talk between /embed in an iframe and the page around it.
 *
 * Both ways a message is `{faqbot: 1, type, detail?}`. The page sends `open` (`detail.question`) and `ask`
 * (`detail.text`); the frame sends `ready`, `close`, `reply`, `feedback`, `error`. Heard is only the parent window on
 * an allowed origin, and only that origin is told anything.
 */
"use strict";

{
  const allowed = document.currentScript.dataset.origins.split(" ");
  // Browsers that hide ancestorOrigins still send a referrer's.
  const referrer = document.referrer && new URL(document.referrer).origin;
  const origin = location.ancestorOrigins?.[0] ?? referrer;

  const questionOf = (data) => {
    if (typeof data !== "object" || data?.faqbot !== 1) return "";
    const asked = data.type === "ask" ? data.detail?.text : data.type === "open" ? data.detail?.question : "";
    return typeof asked === "string" ? asked.slice(0, 100_000) : "";
  };

  if (parent !== window && (allowed.includes(origin) || origin === location.origin)) {
    addEventListener("message", (event) => {
      if (event.source !== parent || event.origin !== origin) return;
      const question = questionOf(event.data);
      if (question.trim()) window.faqbot.ask(question);
    });
    for (const type of ["ready", "close", "reply", "feedback", "error"])
      window.faqbot.on(type, (detail) => parent.postMessage({ faqbot: 1, type, detail }, origin));
  }
}
