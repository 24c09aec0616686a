// Tick recipients without loading the page again, say what a print run would make, and take suggestions.

const form = document.querySelector("#print-form");
const boxes = () => [...document.querySelectorAll('input[form="print-form"][name="recipient"]')];
const IS_TICKED = { all: () => true, none: () => false, new: (box) => "isNew" in box.dataset };

function fill(template, ticked) {
  const sum = (name) => ticked.reduce((total, box) => total + Number(box.dataset[name]), 0);
  return template
    .replace("{recipients}", ticked.length)
    .replace("{documents}", sum("documents"))
    .replace("{numbers}", sum("numbers"));
}

function updateSummary() {
  const ticked = boxes().filter((box) => box.checked);
  const summary = form.querySelector("[data-summary]");
  summary.textContent = fill(summary.dataset.summary, ticked);
}

if (form) {
  document.addEventListener("change", (event) => {
    if (event.target.matches('[form="print-form"]')) {
      updateSummary();
    }
  });
  form.addEventListener("click", (event) => {
    const link = event.target.closest("[data-tick]");
    if (link) {
      event.preventDefault();
      for (const box of boxes()) {
        box.checked = IS_TICKED[link.dataset.tick](box);
      }
      updateSummary();
    }
  });
}

for (const button of document.querySelectorAll("[data-take]")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    const field = document.getElementById(button.dataset.takeInto);
    field.value = button.dataset.take;
    field.focus();
  });
}
