// Choosing all or none of a list, or a group of it, at once. Without this script each is chosen by itself.

function setUp(list) {
  const buttons = list.querySelector("[data-choose-all]");
  const count = list.querySelector("[data-chosen-count]");
  const everything = list.querySelector("[name=everything]");
  const groups = [...list.querySelectorAll("[data-choose-group]")];
  const boxes = [...list.querySelectorAll('input[type="checkbox"]')].filter(
    (box) => box !== everything && !groups.includes(box) && !box.closest("[data-not-a-row]"),
  );

  function show() {
    for (const group of groups) {
      const own = boxes.filter((box) => group.closest("[data-choice-group]").contains(box));
      const chosen = own.filter((box) => box.checked).length;
      group.checked = chosen === own.length;
      group.indeterminate = chosen > 0 && chosen < own.length;
    }
    if (count) {
      const number = everything?.checked
        ? everything.dataset.number
        : boxes.filter((box) => box.checked).length;
      count.textContent = count.dataset.chosenCount.replace("{number}", number);
    }
  }

  function choose(chosenBoxes, isChosen) {
    for (const box of chosenBoxes) {
      box.checked = isChosen;
    }
  }

  buttons.hidden = false;
  for (const group of groups) {
    group.closest("[hidden]").hidden = false;
  }
  buttons.addEventListener("click", (event) => {
    const choice = event.target.closest("[data-choose]")?.dataset.choose;
    if (choice) {
      choose(boxes, choice === "all");
      if (everything && choice === "none") {
        everything.checked = false;
      }
      show();
    }
  });
  list.addEventListener("change", ({ target }) => {
    if (target === everything && everything.checked) {
      choose(boxes, true);
    } else if (groups.includes(target)) {
      const group = target.closest("[data-choice-group]");
      choose(boxes.filter((box) => group.contains(box)), target.checked);
    }
    if (everything && target !== everything && !target.checked) {
      everything.checked = false;
    }
    show();
  });
  show();
}

document.querySelectorAll("[data-choices]").forEach(setUp);
