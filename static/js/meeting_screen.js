// The meeting screen: the arrow keys turn to the previous and the next area of the agenda.

const KEYS = { ArrowLeft: "[data-meeting-previous]", ArrowRight: "[data-meeting-next]" };

document.addEventListener("keydown", (event) => {
  const isTyping = event.target.closest("input, textarea, select, [contenteditable], dialog");
  if (!KEYS[event.key] || isTyping || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) {
    return;
  }
  const link = document.querySelector(KEYS[event.key]);
  if (link) {
    event.preventDefault();
    link.click();
  }
});
