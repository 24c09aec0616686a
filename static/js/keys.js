// The keys of all pages. Inside data-keys the key A presses what carries data-key="a", while no field has the focus; a
// key that unfolds fields leads to the first of them, with data-key-text to the text. In a field Escape leads out, and
// Ctrl+Enter in a text presses the button that follows it. A person can turn the keys of one letter off: software that
// types what is spoken would press them.

const FIELDS = "input, textarea, select, [contenteditable]";
const LAYERS = "dialog[open], :popover-open";
const WAITING = "[data-keys].htmx-request, [data-keys] .htmx-request";
const LETTERS_OFF = "letter-keys-off"; // in this browser
const KEYBOARD = window.matchMedia("(any-hover: hover) and (any-pointer: fine)");

// A key is what it writes. One that writes no Latin letter, as on a Thai keyboard, is what stands at its place.
function nameOf({ key, code, shiftKey }) {
  if (/^[\x21-\x7e]$/.test(key)) {
    return key.toLowerCase();
  }
  if (code === "Slash" && shiftKey) {
    return "?";
  }
  return /^Key[A-Z]$/.test(code) ? code.at(-1).toLowerCase() : `${shiftKey ? "Shift+" : ""}${key}`;
}

const targetOf = (event) => document.querySelector(`[data-keys] [data-key="${CSS.escape(nameOf(event))}"]`);

function press(target) {
  const fold = target.matches("summary") && target.parentElement;
  if (!fold) {
    target.click();
    const layer = target.popoverTargetElement;
    layer?.matches(":popover-open") && layer.querySelector("[popovertargetaction=hide]").focus();
    return;
  }
  const first = fold.querySelector("input:checked, input:not([type=hidden], [type=radio]), select, textarea");
  const field = "keyText" in target.dataset ? fold.querySelector("textarea") : first;
  fold.open = field ? true : !fold.open;
  // The whole of it comes into view, not only the field.
  fold.querySelector("form")?.scrollIntoView({ block: "nearest" });
  (field ?? target).focus();
}

// What has the focus is left, and the fold around it closes; else the fold that a key has opened.
function leave(place) {
  const isField = place.matches(FIELDS);
  const opened = document.querySelector("[data-keys] details[open]:has(> summary[data-key])");
  const fold = place.closest("details[open]:not([data-fold-on-phone])") ?? (isField ? null : opened);
  if (fold) {
    fold.open = false;
    fold.querySelector("summary").focus();
  } else if (isField) {
    place.blur();
  }
}

// A text without a button is one that saves itself: it does so now.
function send(text) {
  const isButton = (control) => control.type === "submit" && !control.disabled && control.checkVisibility();
  const buttons = [...(text.form?.elements ?? [])].filter(isButton);
  const isAfter = (button) => text.compareDocumentPosition(button) & Node.DOCUMENT_POSITION_FOLLOWING;
  const button = buttons.find(isAfter) ?? buttons.at(-1);
  if (button) {
    button.click();
  } else {
    text.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing || event.altKey) {
    return;
  }
  const place = event.target.closest?.(FIELDS);
  const isInLayer = document.querySelector(LAYERS);
  const isCommand = event.ctrlKey || event.metaKey;
  if (event.key === "Escape" && !isInLayer) {
    leave(event.target);
  } else if (event.key === "Enter" && isCommand && place?.matches("textarea")) {
    event.preventDefault();
    send(place);
  } else if (!place && !isInLayer && !isCommand && targetOf(event) && works(targetOf(event))) {
    event.preventDefault();
    // Held down, or before the answer to the last key is there, it would act on what nobody has read.
    if (!event.repeat && !document.querySelector(WAITING)) {
      press(targetOf(event));
    }
  }
});

const areLettersOff = () => localStorage.getItem(LETTERS_OFF) !== null;
const works = (target) => target.dataset.key.length > 1 || !areLettersOff();

// Screen readers tell the keys where there is a keyboard.
function tellKeys() {
  document.documentElement.toggleAttribute("data-letter-keys-off", areLettersOff());
  for (const choice of document.querySelectorAll("[data-letter-keys]")) {
    choice.checked = !areLettersOff();
  }
  for (const target of document.querySelectorAll("[data-keys] [data-key]")) {
    if (KEYBOARD.matches && works(target)) {
      const { key } = target.dataset;
      target.setAttribute("aria-keyshortcuts", key.length === 1 ? key.toUpperCase() : key);
    } else {
      target.removeAttribute("aria-keyshortcuts");
    }
  }
}

document.addEventListener("change", ({ target }) => {
  if (target.matches("[data-letter-keys]")) {
    if (target.checked) {
      localStorage.removeItem(LETTERS_OFF);
    } else {
      localStorage.setItem(LETTERS_OFF, "");
    }
    tellKeys();
  }
});

tellKeys();
KEYBOARD.addEventListener("change", tellKeys);
document.addEventListener("htmx:load", tellKeys);
