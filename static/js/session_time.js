// Warns before the session ends, and says when it has. Whoever does something on the page, if only reading on by keys,
// keeps the session up; another page of the same browser may do so, too, therefore the portal is asked before the warning.

import { requestHeaders } from "./requests.js";

const dialog = document.querySelector("#session-dialog");
const SECOND = 1000;
const LONGEST_WAIT = 2 ** 31 - 1; // milliseconds that a timer takes

let ends; // when the session ends, in milliseconds of this computer: without activity, and in any case
let isActive = false; // whether the person did something since the portal knew of it
let isClosed = false; // whether the person has read that it ends in any case
let timer;

const now = () => Date.now();
const warning = () => Number(dialog.dataset.warning) * SECOND;
const endOf = () => Math.min(ends.idle, ends.atMost);
const isAtMost = () => ends.atMost <= ends.idle;

function note({ idle, at_most: atMost }) {
  ends = { idle: now() + idle * SECOND, atMost: now() + atMost * SECOND };
}

// Asks how long the session lasts; by POST it goes on. Null when it has ended, undefined without an answer.
async function ask(method) {
  const token = document.querySelector("[name=csrfmiddlewaretoken]")?.value;
  const isPost = method === "POST";
  const headers = { ...requestHeaders(), ...(isPost ? { "X-CSRFToken": token } : { "X-Background": "1" }) };
  try {
    const answer = await fetch(dialog.dataset.url, { method, headers, credentials: "same-origin" });
    const isTime = answer.ok && (answer.headers.get("Content-Type") ?? "").startsWith("application/json");
    return isTime ? await answer.json() : null;
  } catch {
    return undefined;
  }
}

function show(state) {
  for (const part of dialog.querySelectorAll("[data-session-state]")) {
    part.hidden = part.dataset.sessionState !== state;
    const id = (name) => (part.hidden ? "" : name);
    part.querySelector("[data-session-title]").id = id("session-title");
    part.querySelector("[data-session-words]").id = id("session-words");
  }
  dialog.classList.toggle("is-over", state === "over");
  if (!dialog.open) {
    dialog.showModal();
  }
  dialog.querySelector("[data-session-state]:not([hidden]) .btn").focus();
}

function countDown() {
  const left = Math.max(0, Math.ceil((endOf() - now()) / SECOND));
  const isMinutes = left >= 120;
  const words = dialog.querySelector(isMinutes ? "[data-session-minutes]" : "[data-session-seconds]").innerHTML;
  const text = words.replace("{count}", isMinutes ? Math.floor(left / 60) : left);
  for (const place of dialog.querySelectorAll("[data-session-left]")) {
    place.textContent = text;
  }
}

function wait(milliseconds) {
  clearTimeout(timer);
  timer = setTimeout(look, Math.min(Math.max(milliseconds, SECOND), LONGEST_WAIT));
}

async function goOn() {
  const time = await ask("POST");
  if (time === null) {
    show("over");
    return;
  }
  isActive = false;
  if (time) {
    note(time);
    dialog.close();
  }
  await look();
}

// What the time asks for now: nothing yet, to keep the session up, to warn, or to say that it has ended.
async function look() {
  if (endOf() - now() > warning()) {
    wait(endOf() - now() - warning());
    return;
  }
  if (!dialog.open) {
    const time = await ask("GET");
    if (time) {
      note(time);
    }
    if (time === null || endOf() <= now()) {
      show("over");
      return;
    }
    if (endOf() - now() > warning()) {
      wait(endOf() - now() - warning());
      return;
    }
    if (isActive && !isAtMost()) {
      await goOn();
      return;
    }
    if (!(isAtMost() && isClosed)) {
      show(isAtMost() ? "at-most" : "idle");
    }
  }
  if (endOf() <= now()) {
    // Another page of this browser may have kept it up meanwhile.
    const time = await ask("GET");
    if (time) {
      note(time);
      dialog.close();
      await look();
    } else {
      show("over");
    }
    return;
  }
  countDown();
  wait(SECOND);
}

if (dialog) {
  note({ idle: Number(dialog.dataset.idle), at_most: Number(dialog.dataset.atMost) });
  for (const kind of ["input", "keydown", "pointerdown", "submit"]) {
    document.addEventListener(kind, () => {
      isActive = true;
    });
  }
  dialog.querySelector("[data-session-stay]").addEventListener("click", goOn);
  dialog.querySelector("[data-session-close]").addEventListener("click", () => {
    isClosed = true;
    dialog.close();
  });
  // Escape goes on working, and does not take away that the session is over.
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault();
    dialog.querySelector("[data-session-state]:not([hidden]) button")?.click();
  });
  // A computer that slept, or a tab in the background, has let the time pass.
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && look());
  look();
}
