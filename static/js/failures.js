// What htmx asked for and did not get is said above the page, whose content stays as it is.

import { sentenceOf } from "./requests.js";

const place = document.querySelector("#messages");
const failure = document.querySelector("#failure");

function sayFailure(sentence) {
  const message = failure.content.cloneNode(true);
  message.querySelector("[data-sentence]").textContent = sentence;
  takeFailureAway();
  place.append(message);
  place.scrollIntoView({ block: "nearest" });
}

function takeFailureAway() {
  place.querySelector("[data-failure]")?.remove();
}

document.addEventListener("htmx:responseError", ({ detail }) =>
  sayFailure(sentenceOf(detail.xhr, failure.dataset.failed)),
);
document.addEventListener("htmx:sendError", () => sayFailure(failure.dataset.unreached));
document.addEventListener("htmx:timeout", () => sayFailure(failure.dataset.unreached));
document.addEventListener("htmx:afterRequest", (event) => {
  if (event.detail.successful) {
    takeFailureAway();
  }
});
