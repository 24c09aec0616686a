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

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-take]");
  if (button) {
    const field = document.getElementById(button.dataset.takeInto);
    field.value = button.dataset.take;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.focus();
  }
});

// The box above a column of the arrangement ticks all boxes of the column on this page.
function setUpColumn(all) {
  const column = [...document.querySelectorAll(`input[type="checkbox"][name$="-${all.dataset.tickColumn}"]`)];
  const show = () => {
    const ticked = column.filter((box) => box.checked).length;
    all.checked = ticked === column.length;
    all.indeterminate = ticked > 0 && ticked < column.length;
  };
  all.addEventListener("change", () => {
    for (const box of column) {
      box.checked = all.checked;
    }
  });
  for (const box of column) {
    box.addEventListener("change", show);
  }
  show();
}

document.querySelectorAll("[data-tick-column]").forEach(setUpColumn);
