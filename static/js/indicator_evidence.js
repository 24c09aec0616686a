// Evidence at an indicator: the button of an expected item opens the picker, files dropped on it go there, and a bar
// tells how far they are sent. htmx sends the form and brings back the evidence of the indicator alone; without scripts
// the page is loaded anew.

import { choose } from "./chosen_files.js";
import { acceptDrops } from "./drops.js";

acceptDrops("[data-drop]", (place, files) => {
  const details = place.querySelector(":scope > .cite");
  details.open = true;
  choose(details.querySelector("input[type=file]"), files);
  details.querySelector("button[type=submit]").focus();
});

document.addEventListener("click", (event) => {
  const details = event.target.closest("summary[data-pick]")?.parentElement;
  if (details && !details.open) {
    details.querySelector("input[type=file]").click();
  }
});

document.addEventListener("htmx:xhr:progress", (event) => {
  const bar = document.querySelector(`[data-progress-of="${event.target.id}"]`);
  const picker = event.target.elements?.files;
  if (bar && picker?.files.length && event.detail.lengthComputable) {
    bar.hidden = false;
    bar.value = (100 * event.detail.loaded) / event.detail.total;
  }
});
