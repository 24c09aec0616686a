// The screen of an audit: the list stands where the indicator is, and reading goes on at what a verdict has brought.

function showCurrent() {
  const list = document.querySelector(".audit-list");
  const current = list?.querySelector("[aria-current]");
  if (current) {
    const from = current.getBoundingClientRect().top - list.getBoundingClientRect().top;
    list.scrollTop += from - list.clientHeight / 2;
  }
}

showCurrent();

// What had the focus is gone after a verdict: the next indicator is read from its name, the same one from its verdict.
document.addEventListener("htmx:afterSwap", (event) => {
  const screen = document.querySelector("#screen");
  if (event.detail.target?.id === "screen") {
    showCurrent();
    // Folds of one name shut each other, and the one that this takes the place of was still there.
    screen.querySelectorAll("#verdict [data-refused]").forEach((fold) => (fold.open = true));
    const fault = screen.querySelector("#verdict [aria-invalid=true]");
    const place = fault ?? screen.querySelector("[data-reads-on]");
    place.focus({ preventScroll: true });
    if (place.getBoundingClientRect().top < 0 || fault) {
      place.scrollIntoView();
    }
  }
});
