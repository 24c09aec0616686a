// What a page gains from a script. Without it every form and link still works.

import { askBeforeSubmitting, askInDialogs } from "./confirm.js";
import "./date_picker.js";
import "./drafts.js";
import { foldOnPhones } from "./folding.js";
import "./keys.js";
import "./session_time.js";

// The browser focuses the field with autofocus by itself, and complains when something else has the focus by then.
function focusFirstError(root) {
  if (!root.querySelector("[autofocus]")) {
    root.querySelector("[data-focus-first]")?.focus();
  }
}

function showPrintButtons(root) {
  for (const button of root.querySelectorAll("[data-print]")) {
    button.hidden = false;
  }
}

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) {
    window.print();
  }
});

document.addEventListener("htmx:afterSwap", (event) => focusFirstError(event.target));

// A part that asks by itself what has changed waits while a form in it is open, so that nothing typed is lost; an answer
// that was on its way when the form was opened is left out.
const isInUse = (part) => part.matches("[data-follows]") && part.querySelector(".cite[open]");

document.addEventListener("htmx:beforeRequest", (event) => {
  if (isInUse(event.target)) {
    event.preventDefault();
  }
});

document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.requestConfig.verb === "get" && isInUse(event.target)) {
    event.detail.shouldSwap = false;
  }
});

// What arrived by itself is said to those who do not see it.
document.addEventListener("htmx:load", (event) => {
  foldOnPhones(event.target);
  const arrived = event.target.closest?.("[data-announce]");
  if (arrived) {
    document.querySelector("[data-announcer]").textContent = arrived.dataset.announce;
  }
});

askBeforeSubmitting(document);
askInDialogs(document);
foldOnPhones(document);
focusFirstError(document);
showPrintButtons(document);
