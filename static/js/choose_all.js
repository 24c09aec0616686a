// Choosing all or none of a group of checkboxes at once. Without this script each is chosen by itself.

for (const group of document.querySelectorAll("[data-choices]")) {
  const buttons = group.querySelector("[data-choose-all]");
  buttons.hidden = false;
  buttons.addEventListener("click", (event) => {
    const choice = event.target.closest("[data-choose]")?.dataset.choose;
    if (choice) {
      for (const box of group.querySelectorAll('input[type="checkbox"]')) {
        box.checked = choice === "all";
      }
    }
  });
}
