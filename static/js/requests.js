// A script's own requests carry the headers of htmx and the person of the page, and are answered in those of htmx.

import { person } from "./kept.js";

export function requestHeaders() {
  return { "HX-Request": "true", "HX-Current-URL": window.location.href, ...(person && { "X-Person": person }) };
}

// The page to sign in on, after the session has ended; null as long as it lasts.
export const signInOf = (header) => header("HX-Redirect");

// Whether the session is another one than the page's, which must be loaded anew.
export const isOutdated = (header) => header("HX-Refresh") === "true";

// The portal answers a script with one sentence; a proxy before it, with a page of its own, for which `failed` stands.
export function sentenceOf(request, failed) {
  const isSentence = (request.getResponseHeader("Content-Type") ?? "").startsWith("text/plain");
  return isSentence && request.responseText ? request.responseText : failed;
}

document.addEventListener("htmx:configRequest", (event) => {
  if (person) {
    event.detail.headers["X-Person"] = person;
  }
  // What a page asks for by itself does not keep the session up.
  if (!event.detail.triggeringEvent) {
    event.detail.headers["X-Background"] = "1";
  }
});
