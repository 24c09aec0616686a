// What a person typed and the portal has not taken yet, kept in this browser for that person alone.
// Where another person left something, only that is said: it is neither shown nor sent.

const DAYS = 14; // then what nobody came back for is deleted
const PREFIX = "kept";
// How values were kept before they were kept by person: nobody knows whose they are.
const UNNAMED = "entry";

export const person = document.body.dataset.person;

const keyOf = (kind, address, owner = person) => `${PREFIX}:${owner}:${kind}:${address}`;
const keys = () => Object.keys(localStorage);
const entryOf = (key) => JSON.parse(localStorage.getItem(key));

export function read(kind, address) {
  return entryOf(keyOf(kind, address))?.values;
}

export function keep(kind, address, values) {
  try {
    localStorage.setItem(keyOf(kind, address), JSON.stringify({ at: Date.now(), values }));
  } catch {
    // The browser has no room left: what is typed is still sent.
  }
}

export function forget(kind, address) {
  localStorage.removeItem(keyOf(kind, address));
}

const ownKeys = () => keys().filter((key) => key.startsWith(`${PREFIX}:${person}:`));

export function hasUnsaved() {
  return ownKeys().some((key) => !entryOf(key).isLeft);
}

// Whoever signed out all the same is not asked again about what they left.
export function leaveUnsaved() {
  for (const key of ownKeys()) {
    localStorage.setItem(key, JSON.stringify({ ...entryOf(key), isLeft: true }));
  }
}

function ofOthers(kind, address) {
  const own = keyOf(kind, address);
  const isThere = (key) => key.startsWith(`${PREFIX}:`) && key.split(":").slice(2).join(":") === `${kind}:${address}`;
  return keys().filter((key) => (key !== own && isThere(key)) || key === `${UNNAMED}:${address}`);
}

// Says before `place` that another person left something, with a button that deletes it.
export function tellOfOthers(kind, address, place) {
  if (ofOthers(kind, address).length) {
    tell("others", place, () => ofOthers(kind, address).forEach((key) => localStorage.removeItem(key)));
  }
}

// Puts a note of the page before `place`; its button discards what the note is about.
export function tell(name, place, discard) {
  const note = document.querySelector(`#kept-${name}`).content.cloneNode(true).firstElementChild;
  note.querySelector("button").addEventListener("click", () => {
    discard();
    note.remove();
  });
  place.before(note);
}

function forgetOld() {
  const isOld = (key) => Date.now() - entryOf(key).at > DAYS * 24 * 60 * 60 * 1000;
  for (const key of keys().filter((stored) => stored.startsWith(`${PREFIX}:`) && isOld(stored))) {
    localStorage.removeItem(key);
  }
}

if (person) {
  forgetOld();
}
