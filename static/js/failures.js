// What htmx asked for and did not get is said above the page, whose content stays as it is.

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

// The portal answers a script with one sentence; a proxy before it, with a page of its own.
function sentenceOf(request) {
  const isSentence = (request.getResponseHeader("Content-Type") ?? "").startsWith("text/plain");
  return isSentence && request.responseText ? request.responseText : failure.dataset.failed;
}

document.addEventListener("htmx:responseError", (event) => sayFailure(sentenceOf(event.detail.xhr)));
document.addEventListener("htmx:sendError", () => sayFailure(failure.dataset.unreached));
document.addEventListener("htmx:timeout", () => sayFailure(failure.dataset.unreached));
document.addEventListener("htmx:afterRequest", (event) => {
  if (event.detail.successful) {
    takeFailureAway();
  }
});
