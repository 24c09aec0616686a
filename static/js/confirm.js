// A form with data-confirm="question" is sent only after the question was answered in the page's dialog.

export function askBeforeSubmitting(root) {
  const dialog = root.querySelector("#confirm-dialog");
  if (!dialog) {
    return;
  }
  const stop = (event) => {
    const form = event.target.closest("form[data-confirm]");
    if (!form || form.dataset.confirmed === "yes") {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    ask(dialog, form, event.submitter);
  };
  // While the event goes down: before htmx or the browser sends the form.
  root.addEventListener("submit", stop, { capture: true });
}

function ask(dialog, form, submitter) {
  dialog.querySelector("[data-confirm-question]").textContent = form.dataset.confirm;
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
