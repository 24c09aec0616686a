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
