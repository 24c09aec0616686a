// A form or a button with data-confirm="question" sends only after the question was answered in the page's dialog.
// One with data-confirm-unsaved="question" asks only while something that was typed is not saved.
// A link with data-opens-dialog="id" leads to a page that asks; where the page has that dialog, it asks at once.

import { hasUnsaved, leaveUnsaved } from "./kept.js";

const OR_NOT = "หรือไม่";

export function askBeforeSubmitting(root) {
  const dialog = root.querySelector("#confirm-dialog");
  if (!dialog) {
    return;
  }
  const stop = (event) => {
    const form = event.target;
    const unsaved = hasUnsaved() ? form.dataset.confirmUnsaved : "";
    const question = event.submitter?.dataset.confirm || form.dataset.confirm || unsaved;
    // What is not complete is sent at once, to be refused at its field.
    const isIncomplete = [...form.elements].some((control) => control.validity?.valueMissing) && !event.submitter?.formNoValidate;
    if (!question || form.dataset.confirmed === "yes" || isIncomplete) {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    ask(dialog, question, form, event.submitter);
  };
  // While the event goes down: before htmx or the browser sends the form.
  root.addEventListener("submit", stop, { capture: true });
}

export function askInDialogs(root) {
  root.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-opens-dialog]");
    const dialog = link && document.getElementById(link.dataset.opensDialog);
    const isForAnotherPlace = event.ctrlKey || event.metaKey || event.shiftKey;
    if (dialog && !isForAnotherPlace) {
      event.preventDefault();
      dialog.showModal();
    }
  });
}

// "Or not" ends a question; lines break by dictionary, which would part it.
function writeQuestion(place, question) {
  const [start, ...parts] = question.split(OR_NOT);
  place.replaceChildren(start);
  for (const part of parts) {
    const whole = document.createElement("span");
    whole.className = "no-break";
    whole.textContent = OR_NOT;
    place.append(whole, part);
  }
}

function ask(dialog, question, form, submitter) {
  writeQuestion(dialog.querySelector("[data-confirm-question]"), question);
  dialog.querySelector("[data-confirm-answer]").textContent = submitter?.textContent.trim() || submitter?.value || "";
  dialog.returnValue = "no";
  dialog.addEventListener(
    "close",
    () => {
      if (dialog.returnValue === "yes") {
        if (question === form.dataset.confirmUnsaved) {
          leaveUnsaved();
        }
        form.dataset.confirmed = "yes";
        form.requestSubmit(submitter);
        delete form.dataset.confirmed;
      }
    },
    { once: true },
  );
  dialog.showModal();
}
