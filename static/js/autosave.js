// Saves each indicator, and each note, while the officer types. What cannot be sent is kept in the browser and sent later.
// Without this script the page's own buttons save.

import { restoreAll } from "./drafts.js";
import { keepFolds } from "./folding.js";
import * as kept from "./kept.js";
import { isOutdated, requestHeaders, signInOf } from "./requests.js";

const PAUSE = 1000; // milliseconds after the last key
const AGAIN = 5; // seconds until the next try, unless the answer names others
const KIND = "entry";
const THAI_DIGITS = /[๐-๙]/;

const form = document.querySelector("[data-autosaving]");
const cards = new Map();
let isByKeyboard = false;

class Card {
  constructor(element) {
    this.element = element;
    this.url = element.dataset.autosave;
    this.timer = 0;
    this.sending = null;
    this.isSending = false;
    this.isDirty = false;
    this.isConfirming = false;
  }

  get fields() {
    return [...this.element.querySelectorAll(".entry-form [name]")];
  }

  get before() {
    return this.fields.find((field) => field.name.endsWith("-before"));
  }

  get isKept() {
    return kept.read(KIND, this.url) !== undefined;
  }

  // Of several radio buttons the one that is chosen.
  values() {
    const fields = this.fields.filter((field) => field.type !== "radio" || field.checked);
    return fields.map((field) => [field.name, field.type === "checkbox" ? field.checked : field.value]);
  }

  // What was typed before the tab or the connection was lost comes back, and is sent.
  restore() {
    kept.tellOfOthers(KIND, this.url, this.element.querySelector(".entry-form"));
    if (!this.isKept) {
      return;
    }
    const values = new Map(kept.read(KIND, this.url));
    for (const field of this.fields.filter(({ name }) => values.has(name))) {
      if (field.type === "checkbox") {
        field.checked = values.get(field.name);
      } else if (field.type === "radio") {
        field.checked = values.get(field.name) === field.value;
      } else {
        field.value = values.get(field.name);
      }
    }
    this.change(0);
  }

  // What does not apply waits for its reason.
  get isHalf() {
    const reason = this.fields.find((field) => field.name.endsWith("-reason"));
    const isExempt = this.fields.some((field) => field.name.endsWith("-not_applicable") && field.checked);
    return isExempt && reason?.value.trim() === "" && !reason.matches(".is-invalid");
  }

  change(pause = PAUSE) {
    this.isDirty = true;
    kept.keep(KIND, this.url, this.values());
    clearTimeout(this.timer);
    if (!this.isHalf) {
      this.timer = setTimeout(() => this.send(), pause);
    }
  }

  hurry() {
    if (this.isDirty) {
      this.change(0);
    }
  }

  // The end of the sending that is under way; once it is there, what was typed meanwhile goes out.
  send() {
    if (!this.isSending) {
      this.sending = this.sendNow();
    }
    return this.sending;
  }

  // Before the whole page is sent: nobody shall be told to be in conflict with their own values.
  async settle() {
    await this.sending;
    clearTimeout(this.timer);
    if (this.isDirty) {
      await this.sendNow();
    }
  }

  async sendNow() {
    this.isSending = true;
    this.isDirty = false;
    this.say(form.dataset.saving);
    try {
      const sent = { method: "POST", headers: requestHeaders(), body: this.body() };
      await this.take(await fetch(this.url, { ...sent, redirect: "manual", keepalive: true }));
    } catch {
      this.wait(form.dataset.offline);
    }
    this.isSending = false;
    if (this.isDirty) {
      this.change(0);
    }
  }

  body() {
    const body = new FormData();
    body.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    for (const [name, value] of this.values()) {
      if (value !== false) {
        body.append(name, value === true ? "on" : value);
      }
    }
    return body;
  }

  // Confirms the value carried forward, and leads on to the next one that waits.
  async confirm() {
    if (this.isConfirming) {
      return;
    }
    this.isConfirming = true;
    await this.settle();
    try {
      const body = this.body();
      body.append("confirm", "1");
      await this.take(await fetch(this.url, { method: "POST", headers: requestHeaders(), body, redirect: "manual" }));
      await this.leadOn();
    } catch {
      this.say(form.dataset.unconfirmed, "is-failed");
    }
    this.isConfirming = false;
  }

  async leadOn() {
    const { next } = this.element.querySelector(".indicator-feedback").dataset;
    if (next === undefined) {
      return;
    }
    const url = new URL(next || window.location.pathname, window.location.href);
    const button = url.hash && document.getElementById(url.hash.slice(1));
    if (next && !button) {
      const busy = [...cards.values()].filter((card) => card.isSending || card.isDirty);
      await Promise.all(busy.map((card) => card.settle()));
      window.location.assign(url);
      return;
    }
    // After the last one the reader stays at its card.
    if (!button) {
      this.element.tabIndex = -1;
    }
    (button || this.element).focus();
  }

  async take(response) {
    const header = (name) => response.headers.get(name);
    if (signInOf(header)) {
      this.lead(form.dataset.signedOut, form.dataset.signIn, signInOf(header));
    } else if (isOutdated(header)) {
      this.lead(form.dataset.outdated, form.dataset.openAgain, window.location.pathname + window.location.search);
    } else if ([200, 409, 422].includes(response.status)) {
      replaceNamesakes(await response.text());
      this.show(response.status);
    } else {
      this.wait(form.dataset.failed, Number(header("Retry-After")) || AGAIN);
    }
  }

  show(status) {
    const feedback = this.element.querySelector(".indicator-feedback");
    const invalid = (feedback.dataset.invalid ?? "").split(" ");
    for (const field of this.fields) {
      const isInvalid = invalid.includes(field.name.slice(field.name.indexOf("-") + 1));
      field.classList.toggle("is-invalid", isInvalid);
      mark(field.closest("[role=radiogroup]") ?? field, isInvalid);
    }
    for (const old of this.element.querySelectorAll(".entry-form .invalid-feedback")) {
      old.remove();
    }
    const warning = this.element.querySelector("[data-says]")?.dataset.says ?? "";
    announce(`${feedback.querySelector("[data-saved-state]").textContent} ${warning}`);
    if (status === 200) {
      this.before.value = feedback.dataset.before;
      document.dispatchEvent(new Event("saved"));
      if (!this.isDirty) {
        kept.forget(KIND, this.url);
        this.fields.filter((field) => THAI_DIGITS.test(field.value)).forEach(showArabicDigits);
      }
    }
  }

  wait(words, seconds = AGAIN) {
    this.say(words, "is-failed");
    this.timer = setTimeout(() => this.send(), 1000 * seconds);
  }

  say(words, state = "") {
    const line = this.element.querySelector("[data-saved-state]");
    line.className = `saved-state ${state}`;
    line.textContent = words;
    announce(words);
  }

  // What was typed stays kept; the page that the link leads to goes on with it.
  lead(words, label, address) {
    this.say(`${words} `, "is-failed");
    const link = document.createElement("a");
    link.href = address;
    link.textContent = label;
    this.element.querySelector("[data-saved-state]").append(link);
  }

  keepMine(before) {
    this.before.value = before;
    this.change(0);
  }

  forget() {
    clearTimeout(this.timer);
    kept.forget(KIND, this.url);
  }
}

// Each part of the answer takes the place of the element with the same id; the fields themselves stay.
function replaceNamesakes(html) {
  const parts = new DOMParser().parseFromString(html, "text/html").body.children;
  for (const part of [...parts]) {
    const old = document.getElementById(part.id);
    if (old) {
      keepFolds(old, part);
    }
    if (old && !old.isEqualNode(part)) {
      const place = stopsOf(old).indexOf(document.activeElement);
      keepTyped(old, part);
      old.replaceWith(part);
      stopsOf(part)[place]?.focus();
      window.htmx?.process(part);
    }
  }
  restoreAll();
  // What grew above must not push the focus of the keyboard out of sight or behind the bar of buttons.
  if (isByKeyboard && document.activeElement !== document.body) {
    document.activeElement.scrollIntoView({ block: "nearest" });
  }
}

// Whoever has tabbed on into a part stays where they are in it.
function stopsOf(part) {
  return [...part.querySelectorAll("a[href], button, select, summary")];
}

// A reason that is being typed is not lost when its warning is drawn again.
function keepTyped(old, part) {
  for (const text of old.querySelectorAll("textarea")) {
    const next = part.querySelector(`[id="${text.id}"]`);
    if (next && text.value !== text.defaultValue) {
      next.value = text.value;
    }
  }
}

// A number stands in the field as everywhere on the screen; a text stays as it was typed.
function showArabicDigits(field) {
  if (field.matches("input.number")) {
    const { selectionStart, selectionEnd } = field;
    field.value = field.value.replace(/[๐-๙]/g, (digit) => "๐๑๒๓๔๕๖๗๘๙".indexOf(digit));
    if (document.activeElement === field) {
      field.setSelectionRange(selectionStart, selectionEnd);
    }
  }
}

function mark(control, isInvalid) {
  if (isInvalid) {
    control.setAttribute("aria-invalid", "true");
  } else {
    control.removeAttribute("aria-invalid");
  }
}

// For those who do not see the line change.
function announce(words) {
  document.querySelector("[data-announcer]").textContent = words;
}

function cardOf(element) {
  return cards.get(element.closest("[data-autosave]"));
}

// The next field that waits for a value, or the button that goes on. Of a group of steps, the one for "not chosen yet".
// What does not apply waits for its reason.
function nextField(field) {
  if (field.name.endsWith("-not_applicable") && field.checked) {
    const reason = field.closest(".entry-form").querySelector("[name$=-reason]");
    if (!reason.value.trim()) {
      return reason;
    }
  }
  const fields = [...form.querySelectorAll(".indicator-card .entry-form :is(input, select)")];
  const isWaiting = (other) =>
    !["hidden", "checkbox"].includes(other.type) &&
    other.value === "" &&
    (other.type !== "radio" || other.checked) &&
    other.name !== field.name &&
    other.checkVisibility() &&
    !other.closest(".entry-form").querySelector("[name$=-not_applicable]").checked;
  const next = fields.slice(fields.indexOf(field) + 1).find(isWaiting);
  return next ?? form.querySelector("[name=save-and-continue]");
}

if (form) {
  for (const element of form.querySelectorAll("[data-autosave]")) {
    cards.set(element, new Card(element));
  }
  for (const card of cards.values()) {
    card.restore();
  }
  const isField = (event) => event.target.closest(".entry-form");
  form.addEventListener("input", (event) => isField(event) && cardOf(event.target)?.change());
  // Leaving a field sends what still waits; nothing else, or the link under the pointer would go before the click.
  // The arrow keys pass over steps that nobody means: those wait until the keys rest.
  const isPassing = (event) => isByKeyboard && event.target.type === "radio";
  form.addEventListener("change", (event) => isField(event) && !isPassing(event) && cardOf(event.target)?.hurry());
  form.addEventListener("focusout", ({ target, relatedTarget }) => {
    const card = cardOf(target);
    if (card?.isDirty && card.isHalf && !card.element.contains(relatedTarget)) {
      card.send();
    }
  });
  document.addEventListener("keydown", () => (isByKeyboard = true));
  for (const name of ["pointerdown", "wheel", "touchmove"]) {
    document.addEventListener(name, () => (isByKeyboard = false), { passive: true });
  }
  // The Enter key saves the value at once and leads on, as in a spreadsheet.
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && isField(event) && event.target.matches("input, select")) {
      event.preventDefault();
      cardOf(event.target).change(0);
      nextField(event.target).focus();
    }
  });
  form.querySelector("[data-enter-hint]").hidden = false;
  let isSettled = false;
  form.addEventListener("submit", async (event) => {
    if (event.submitter?.name === "confirm") {
      event.preventDefault();
      cardOf(event.submitter).confirm();
      return;
    }
    const busy = [...cards.values()].filter((card) => card.isSending || card.isDirty);
    if (isSettled || !busy.length) {
      return;
    }
    event.preventDefault();
    await Promise.all(busy.map((card) => card.settle()));
    isSettled = true;
    form.requestSubmit(event.submitter);
    isSettled = false;
  });
  form.addEventListener("click", (event) => {
    const mine = event.target.closest("[data-keep-mine]");
    if (mine) {
      cardOf(mine).keepMine(mine.dataset.keepMine);
    }
    const theirs = event.target.closest("[data-take-theirs]");
    if (theirs) {
      event.preventDefault();
      cardOf(theirs).forget();
      window.location.reload();
    }
  });
  window.addEventListener("online", () => {
    for (const card of cards.values()) {
      if (card.isKept) {
        card.change(0);
      }
    }
  });
}
