// A form or a button with data-confirm="question" sends only after the question was answered in the page's dialog.

export function askBeforeSubmitting(root) {
  const dialog = root.querySelector("#confirm-dialog");
  if (!dialog) {
    return;
  }
  const stop = (event) => {
    const form = event.target;
    const question = event.submitter?.dataset.confirm || form.dataset.confirm;
    if (!question || form.dataset.confirmed === "yes") {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    ask(dialog, question, form, event.submitter);
  };
  // While the event goes down: before htmx or the browser sends the form.
  root.addEventListener("submit", stop, { capture: true });
}

function ask(dialog, question, form, submitter) {
  dialog.querySelector("[data-confirm-question]").textContent = question;
  dialog.querySelector("[data-confirm-answer]").textContent = submitter?.textContent.trim() || submitter?.value || "";
  dialog.returnValue = "no";
  dialog.addEventListener(
    "close",
    () => {
      if (dialog.returnValue === "yes") {
        form.dataset.confirmed = "yes";
        form.requestSubmit(submitter);
        delete form.dataset.confirmed;
      }
    },
    { once: true },
  );
  dialog.showModal();
}
