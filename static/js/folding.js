// What stands open on a wide screen and would be in the way on a phone.

const PHONE = window.matchMedia("(max-width: 859px)");

export function foldOnPhones(root) {
  if (PHONE.matches) {
    for (const one of root.querySelectorAll("details[data-fold-on-phone]")) {
      one.open = false;
    }
  }
}

// What takes the place of something else is as open as that was.
export function keepFolds(old, fresh) {
  const before = [...old.querySelectorAll("details")];
  [...fresh.querySelectorAll("details")].forEach((one, place) => {
    one.open = before[place]?.open ?? one.open;
  });
}
