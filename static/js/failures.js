// What htmx asked for and did not get is said above the page, whose content stays as it is. What was said there of a
// former step goes with the next change by the person; what the page asks for by itself leaves it.

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
function takeMessagesAway() {
  place.querySelector("[data-messages]")?.remove();
}

document.addEventListener("saved", takeMessagesAway);
document.addEventListener("htmx:afterRequest", ({ detail }) => {
  const isByPerson = detail.requestConfig.triggeringEvent;
  if (isByPerson) {
    takeMessagesAway();
  }
  if (detail.successful) {
    takeFailureAway();
  }
});
