/** The copy buttons of /embed-code; without them the lines can still be selected. */
"use strict";

for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    const lines = document.getElementById(button.dataset.copy);
    getSelection().selectAllChildren(lines);
    // Plain http has no clipboard: the line is selected, and the keyboard copies it.
    const copied = await navigator.clipboard?.writeText(lines.textContent).then(() => true, () => false);
    button.textContent = copied ? "Copied" : "Selected";
    setTimeout(() => (button.textContent = "Copy"), 2000);
  });
}
