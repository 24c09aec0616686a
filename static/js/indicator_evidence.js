// Evidence at an indicator: files dropped there go into the picker, and a bar tells how far they are sent.
// htmx sends the form and brings back the evidence of the indicator alone; without scripts the page is loaded anew.

import { acceptDrops } from "./drops.js";

acceptDrops("[data-drop]", (section, files) => {
  const picker = section.querySelector("input[type=file]");
  picker.closest("details").open = true;
  picker.files = files;
  section.querySelector("button[type=submit][form^=cite-]").focus();
});

document.addEventListener("htmx:xhr:progress", (event) => {
  const bar = document.querySelector(`[data-progress-of="${event.target.id}"]`);
  const picker = event.target.elements?.files;
  if (bar && picker?.files.length && event.detail.lengthComputable) {
    bar.hidden = false;
    bar.value = (100 * event.detail.loaded) / event.detail.total;
  }
});
