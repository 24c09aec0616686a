// Chosen files are sent one by one, each with its progress; without this the plain form sends them all at once.

import { choose, takeAll } from "./chosen_files.js";
import { acceptDrops } from "./drops.js";
import { isOutdated, requestHeaders, sentenceOf, signInOf } from "./requests.js";

const form = document.querySelector("form[data-uploads]");

if (form) {
  const picker = form.querySelector("input[type=file]");
  form.addEventListener("submit", (event) => {
    const taken = takeAll(picker);
    if (taken.length) {
      event.preventDefault();
      sendAll(taken);
    }
  });
  acceptDrops(".drop-zone", (zone, files) => choose(picker, files));
}

let waiting = Promise.resolve();

function sendAll(taken) {
  const list = form.querySelector("[data-upload-list]");
  list.hidden = false;
  for (const [file, row] of taken) {
    row.querySelector("[data-take-out]").remove();
    row.querySelector("progress").hidden = false;
    list.append(row);
    waiting = waiting.then(() => send(file, row));
  }
  waiting = waiting.then(() => {
    document.querySelector("#evidence-files").dispatchEvent(new Event("uploaded"));
  });
}

function send(file, row) {
  const data = new FormData();
  data.append("files", file);
  const request = new XMLHttpRequest();
  request.open("POST", form.action);
  for (const [name, value] of Object.entries({ ...requestHeaders(), Accept: "application/json" })) {
    request.setRequestHeader(name, value);
  }
  request.setRequestHeader("X-CSRFToken", form.elements.csrfmiddlewaretoken.value);
  request.upload.addEventListener("progress", (event) => {
    if (event.lengthComputable) {
      row.querySelector("progress").value = (100 * event.loaded) / event.total;
    }
  });
  return new Promise((done) => {
    request.addEventListener("loadend", () => {
      tell(row, outcomeOf(request));
      leave((name) => request.getResponseHeader(name));
      done();
    });
    request.send(data);
  });
}

// The session ended, or is another person's: the page goes on where they sign in.
function leave(header) {
  if (signInOf(header)) {
    window.location.assign(signInOf(header));
  } else if (isOutdated(header)) {
    window.location.reload();
  }
}

function outcomeOf(request) {
  try {
    return JSON.parse(request.responseText).outcomes[0];
  } catch {
    return { state: "refused", message: sentenceOf(request, form.dataset.failed) };
  }
}

function tell(row, outcome) {
  const line = row.querySelector("[data-outcome]");
  row.querySelector("progress").hidden = true;
  line.classList.add(`is-${outcome.state}`);
  line.textContent = outcome.message;
}
