// Text typed into any form is kept in this browser until the form was taken, and put back when its page is opened.
// Values and notes of indicators are kept by autosave.js; passwords, files, choices and hidden fields are not kept, nor
// what a page turns into other fields (data-passing).

import * as kept from "./kept.js";
import { isOutdated, signInOf } from "./requests.js";

const KIND = "draft";
const SENT = "draft-sent";
const TEXTS = ["text", "number", "date", "email", "tel", "url", "textarea"];
const known = new WeakSet();

// The address that takes the form, which is the page's own where it names none; its id tells it from others there.
function addressOf(form, submitter) {
  const action = submitter?.getAttribute("formaction") ?? form.getAttribute("action");
  const url = new URL(action || window.location.href, window.location.href);
  return `${url.pathname}${url.search}#${form.getAttribute("id") ?? ""}`;
}

// Filters, searches and the dialog of questions change nothing.
const isPost = (form) => form?.getAttribute("method") === "post";

function isDraft(field) {
  const isText = field.name && TEXTS.includes(field.type) && !field.hasAttribute("data-passing");
  return isText && isPost(field.form) && !field.closest("[data-autosave] .entry-form");
}

function remember(field) {
  const address = addressOf(field.form);
  const drafts = kept.read(KIND, address) ?? {};
  const before = drafts[field.name]?.before ?? field.defaultValue;
  drafts[field.name] = { before, value: field.value };
  if (field.value === before) {
    delete drafts[field.name];
  }
  store(address, drafts);
}

function store(address, drafts) {
  if (Object.keys(drafts).length) {
    kept.keep(KIND, address, drafts);
  } else {
    kept.forget(KIND, address);
  }
}

function restore(form) {
  const address = addressOf(form);
  const fresh = [...form.elements].filter((field) => isDraft(field) && !known.has(field));
  fresh.forEach((field) => known.add(field));
  const drafts = kept.read(KIND, address) ?? {};
  // The portal strips blanks at both ends: a draft that differs by these alone is what it has.
  const isNews = ({ name, value }) => name in drafts && drafts[name].value.trim() !== value.trim();
  const changed = fresh.filter(isNews);
  for (const field of changed) {
    field.value = drafts[field.name].value;
    unfold(field);
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
  if (changed.length) {
    const isOvertaken = changed.some((field) => drafts[field.name].before !== field.defaultValue);
    kept.tell(isOvertaken ? "overtaken" : "restored", placeOf(changed[0]), () => discard(address, changed));
  }
  if (fresh.length) {
    kept.tellOfOthers(KIND, address, placeOf(fresh[0]));
  }
}

function unfold(field) {
  for (let part = field.closest("details"); part; part = part.parentElement.closest("details")) {
    part.open = true;
  }
}

// A note stands above the label of the field, and never between the field and its unit.
function placeOf(field) {
  const label = field.labels[0];
  const group = field.closest(".input-group") ?? field;
  return field.closest("[id^=div_id_]") ?? (label?.parentElement === group.parentElement ? label : group);
}

function discard(address, fields) {
  const drafts = kept.read(KIND, address) ?? {};
  for (const field of fields) {
    field.value = field.defaultValue;
    delete drafts[field.name];
  }
  store(address, drafts);
  fields[0].focus();
}

export function restoreAll() {
  [...document.forms].forEach(restore);
}

// The part of the page that came back says why something was refused.
const isRefused = (part) => document.getElementById(part.id)?.querySelector("[role=alert]");

function forgetAnswered({ requestConfig, successful, target, xhr }) {
  const form = requestConfig.elt; // it may be gone from the page
  const header = (name) => xhr.getResponseHeader(name);
  const isTaken = successful && xhr.status < 400 && !isRefused(target) && !signInOf(header) && !isOutdated(header);
  if (isTaken && form.matches("form") && isPost(form)) {
    kept.forget(KIND, addressOf(form));
  }
}

// A form was taken when the portal led on from it without an error to another page of the same person.
function forgetSent() {
  const sent = JSON.parse(sessionStorage.getItem(SENT));
  sessionStorage.removeItem(SENT);
  const isLedOn = performance.getEntriesByType("navigation")[0]?.redirectCount > 0;
  const error = document.querySelector("#messages .message-error, #messages .message-warning");
  if (sent?.person === kept.person && isLedOn && !error) {
    kept.forget(KIND, sent.address);
  }
}

if (kept.person) {
  forgetSent();
  restoreAll();
  document.addEventListener("input", (event) => isDraft(event.target) && remember(event.target));
  document.addEventListener("htmx:load", restoreAll);
  document.addEventListener("htmx:afterRequest", (event) => forgetAnswered(event.detail));
  document.addEventListener("submit", ({ target, submitter, defaultPrevented }) => {
    const address = addressOf(target, submitter);
    if (isPost(target) && !defaultPrevented && kept.read(KIND, address)) {
      const sent = { person: kept.person, address };
      sessionStorage.setItem(SENT, JSON.stringify(sent));
    }
  });
} else if (navigator.cookieEnabled) {
  sessionStorage.removeItem(SENT); // what led to the sign-in page was not taken
}
