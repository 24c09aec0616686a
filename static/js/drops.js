// Files dropped on an element that fits `selector` are handed to `take(element, files)`.

export function acceptDrops(selector, take) {
  const listen = (name, act) =>
    document.addEventListener(name, (event) => {
      if (event.dataTransfer?.types.includes("Files")) {
        act(event, event.target.closest?.(selector));
      }
    });

  // A file that misses must not replace the page.
  listen("dragover", (event, zone) => {
    event.preventDefault();
    zone?.classList.add("is-over");
  });
  listen("dragleave", (event, zone) => {
    if (!zone?.contains(event.relatedTarget)) {
      zone?.classList.remove("is-over");
    }
  });
  listen("drop", (event, zone) => {
    event.preventDefault();
    zone?.classList.remove("is-over");
    if (zone) {
      take(zone, event.dataTransfer.files);
    }
  });
}
