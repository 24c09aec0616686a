// The keys of the screen of an audit: each presses what carries it as data-key, while no field has the focus.

const TYPING = "input, textarea, select, [contenteditable]";

function press(key) {
  const target = document.querySelector(`[data-audit] [data-key="${CSS.escape(key)}"]`);
  if (!target) {
    return false;
  }
  const choice = target.closest("summary")?.parentElement;
  if (choice) {
    choice.open = true;
    const field = choice.querySelector("input:checked") ?? choice.querySelector("input:not([type=hidden]), select, textarea");
    (field ?? target).focus();
  } else {
    target.click();
  }
  return true;
}

// The list stands where the indicator is.
function showCurrent() {
  const list = document.querySelector(".audit-list");
  const current = list?.querySelector("[aria-current]");
  if (current) {
    list.scrollTop = current.offsetTop - list.offsetTop - list.clientHeight / 2;
  }
}

showCurrent();

document.addEventListener("keydown", (event) => {
  const isTyping = event.target.closest?.(TYPING) || document.querySelector("dialog[open]");
  if (isTyping || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) {
    return;
  }
  if (press(event.key.toLowerCase())) {
    event.preventDefault();
  }
});

// A verdict that is not taken comes back with its reason.
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.xhr.status === 422) {
    event.detail.shouldSwap = true;
  }
});

// What had the focus is gone after a verdict was saved: reading goes on at its state.
document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target?.id === "screen" || event.target.id === "screen") {
    showCurrent();
    const fault = document.querySelector("#verdict [aria-invalid=true]");
    const heading = document.querySelector("#verdict-title");
    heading?.setAttribute("tabindex", "-1");
    (fault ?? heading)?.focus();
  }
});
