// What stands open on a wide screen and would be in the way on a phone.

const PHONE = window.matchMedia("(max-width: 859px)");

export function foldOnPhones(root) {
  if (PHONE.matches) {
    for (const details of root.querySelectorAll("details[data-fold-on-phone]")) {
      details.open = false;
    }
  }
}

// What takes the place of something else is as open as that was.
export function keepFolds(old, fresh) {
  const before = [...old.querySelectorAll("details")];
  [...fresh.querySelectorAll("details")].forEach((details, place) => {
    details.open = before[place]?.open ?? details.open;
  });
}

// What has a name and was open stays open when htmx brings the part of the page anew that it stands in.
let openNames = [];
document.addEventListener("htmx:beforeSwap", () => {
  openNames = [...document.querySelectorAll("details[id][open]")].map((details) => details.id);
});
document.addEventListener("htmx:afterSwap", () => {
  for (const name of openNames) {
    document.getElementById(name)?.setAttribute("open", "");
  }
});
