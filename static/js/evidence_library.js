// The library: how much is ticked, said beside the button; ticks stay when the list comes anew.

const form = document.querySelector("#cite-files");
let ticked = [];

function count() {
  const files = document.querySelectorAll("[data-tick]:checked").length;
  const line = form.querySelector("[data-tick-count]");
  line.textContent = line.dataset.words.replace("{count}", files);
  for (const group of form.querySelectorAll("details")) {
    const targets = group.querySelectorAll("input:checked").length;
    group.querySelector("[data-ticks-in]").textContent = targets ? `✓ ${targets}` : "";
  }
}

if (form) {
  document.addEventListener("change", ({ target }) => {
    if (target.form === form) {
      count();
    }
  });
  document.addEventListener("htmx:beforeSwap", () => {
    ticked = [...document.querySelectorAll("[data-tick]:checked")].map((box) => box.value);
  });
  document.addEventListener("htmx:afterSettle", () => {
    for (const box of document.querySelectorAll("[data-tick]")) {
      box.checked ||= ticked.includes(box.value);
    }
    count();
  });
  if (document.querySelector("[data-tick]:checked, #cite-files input:checked")) {
    count();
  }
}
