// Ticking recipients without loading the page again, saying what a print run would make, and taking suggestions.

const form = document.querySelector("#print-form");
const boxes = () => [...document.querySelectorAll('input[form="print-form"][name="recipient"]')];
const FITS = { all: () => true, none: () => false, new: (box) => "isNew" in box.dataset };

function fill(words, ticked) {
  const sum = (name) => ticked.reduce((total, box) => total + Number(box.dataset[name]), 0);
  return words
    .replace("{recipients}", ticked.length)
    .replace("{documents}", sum("documents"))
    .replace("{numbers}", sum("numbers"));
}

function tell() {
  const ticked = boxes().filter((box) => box.checked);
  const chosen = form.querySelector("[data-chosen]");
  chosen.textContent = fill(chosen.dataset.chosen, ticked);
  form.dataset.confirm = fill(form.dataset.asked, ticked);
}

if (form) {
  document.addEventListener("change", (event) => {
    if (event.target.matches('[form="print-form"]')) {
      tell();
    }
  });
  form.addEventListener("click", (event) => {
    const link = event.target.closest("[data-tick]");
    if (link) {
      event.preventDefault();
      for (const box of boxes()) {
        box.checked = FITS[link.dataset.tick](box);
      }
      tell();
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
