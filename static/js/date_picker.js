// Fields of dates: what is typed is read by the portal and shown in words, and a dialog offers a calendar.
// Keys as the ARIA practices name them for a date picker. Without this script the field is a text input.

const DAY = 24 * 60 * 60 * 1000;
const PAUSE = 350; // milliseconds without a key, after which the portal is asked
const STEPS = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };

const template = document.querySelector("#date-picker");
const known = new WeakSet();
let calendar; // the names and holidays, once the portal has sent them

// A day is the midnight of UTC, so that no time zone moves it.
const isoOf = (day) => day.toISOString().slice(0, 10);
const dayOf = (iso) => new Date(`${iso}T00:00:00Z`);
const plus = (day, days) => new Date(day.getTime() + days * DAY);

function today() {
  const now = new Date();
  return new Date(Date.UTC(now.getFullYear(), now.getMonth(), now.getDate()));
}

// The same day of another month, or its last day where that is shorter.
function plusMonths(day, months) {
  const first = new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + months, 1));
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0));
  return plus(first, Math.min(day.getUTCDate(), last.getUTCDate()) - 1);
}

async function ask(address) {
  const response = await fetch(address, { headers: { Accept: "application/json" } });
  if (!response.ok) {
    throw new Error(response.statusText);
  }
  return response.json();
}

export function enhanceDates(root) {
  for (const place of template ? root.querySelectorAll("[data-date-input]") : []) {
    if (!known.has(place)) {
      known.add(place);
      enhance(place);
    }
  }
}

function enhance(place) {
  const field = place.querySelector("input");
  const button = place.querySelector("[data-date-open]");
  let waiting;
  button.hidden = false;
  button.addEventListener("click", () => open(place, field, button));
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => read(place, field, button), PAUSE);
  });
}

async function readingOf(text) {
  return text.trim() ? ask(`${template.dataset.day}?text=${encodeURIComponent(text)}`) : {};
}

async function read(place, field, button) {
  const text = field.value;
  try {
    const reading = await readingOf(text);
    if (field.value === text) {
      show(place, button, reading);
    }
  } catch {
    // The portal cannot be reached: the date is read when the form is sent.
    show(place, button, {});
  }
}

function show(place, button, { words = "", warning = "", refusal = "" }) {
  const warns = place.querySelector("[data-date-warning]");
  const sentence = refusal || ("workingDay" in place.dataset ? warning : "");
  place.querySelector("[data-date-words]").textContent = words;
  warns.textContent = sentence;
  warns.hidden = !sentence;
  label(button, words);
}

function label(button, words) {
  const { choose, change } = template.dataset;
  button.querySelector("[data-date-open-label]").textContent = words ? `${change}: ${words}` : choose;
}

async function open(place, field, button) {
  let start = today();
  try {
    calendar ??= await ask(template.dataset.calendar);
    const { iso } = await readingOf(field.value);
    start = iso ? dayOf(iso) : start;
  } catch {
    return field.focus(); // the portal cannot be reached: the date can still be typed
  }
  const picker = new Picker(start, (day) => {
    field.value = typed(day);
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.dispatchEvent(new Event("change", { bubbles: true }));
    read(place, field, button);
  });
  picker.dialog.addEventListener("close", () => {
    picker.dialog.remove();
    button.focus();
  });
  place.append(picker.dialog);
  picker.dialog.showModal();
  picker.focus();
}

const yearOf = (day) => day.getUTCFullYear() + calendar.yearsAhead;
const typed = (day) => `${day.getUTCDate()}/${day.getUTCMonth() + 1}/${yearOf(day)}`;
const monthOf = (day) => `${calendar.months[day.getUTCMonth()]} ${yearOf(day)}`;

function spoken(day) {
  const name = `${calendar.weekdays[day.getUTCDay()]}${calendar.afterWeekday}${day.getUTCDate()} ${monthOf(day)}`;
  return [name, calendar.holidays[isoOf(day)]].filter(Boolean).join(", ");
}

class Picker {
  constructor(start, take) {
    this.day = this.chosen = start;
    this.take = take;
    this.dialog = template.content.cloneNode(true).querySelector("dialog");
    this.dialog.addEventListener("click", (event) => this.onClick(event));
    this.dialog.addEventListener("keydown", (event) => this.onKey(event));
    this.part("[data-weekdays]").append(...calendar.weekdays.map(headOf));
    this.draw();
  }

  part(selector) {
    return this.dialog.querySelector(selector);
  }

  focus() {
    this.part('[tabindex="0"]').focus();
  }

  draw() {
    const first = new Date(Date.UTC(this.day.getUTCFullYear(), this.day.getUTCMonth(), 1));
    const last = new Date(Date.UTC(this.day.getUTCFullYear(), this.day.getUTCMonth() + 1, 0));
    const rows = [];
    for (let sunday = plus(first, -first.getUTCDay()); sunday <= last; sunday = plus(sunday, 7)) {
      const row = document.createElement("tr");
      row.append(...[0, 1, 2, 3, 4, 5, 6].map((number) => this.cellOf(plus(sunday, number))));
      rows.push(row);
    }
    this.part("[data-month]").textContent = monthOf(this.day);
    this.part("[data-days]").replaceChildren(...rows);
    this.part("[data-note]").textContent = spoken(this.day);
  }

  cellOf(day) {
    const cell = document.createElement("td");
    if (day.getUTCMonth() !== this.day.getUTCMonth()) {
      return cell;
    }
    const iso = isoOf(day);
    cell.textContent = day.getUTCDate();
    cell.dataset.day = iso;
    cell.tabIndex = iso === isoOf(this.day) ? 0 : -1;
    cell.setAttribute("role", "gridcell");
    cell.setAttribute("aria-label", spoken(day));
    cell.setAttribute("aria-selected", String(iso === isoOf(this.chosen)));
    cell.classList.toggle("is-weekend", [0, 6].includes(day.getUTCDay()));
    cell.classList.toggle("is-holiday", iso in calendar.holidays);
    if (iso === isoOf(today())) {
      cell.setAttribute("aria-current", "date");
    }
    return cell;
  }

  move(day) {
    this.day = day;
    this.draw();
  }

  finish(day) {
    this.take(day);
    this.dialog.close();
  }

  onClick({ target }) {
    const cell = target.closest("[data-day]");
    const mover = target.closest(".date-move");
    if (cell) {
      this.finish(dayOf(cell.dataset.day));
    } else if (mover) {
      const months = Number(mover.dataset.months ?? 0) + 12 * Number(mover.dataset.years ?? 0);
      this.move(plusMonths(this.day, months));
    } else if (target.closest("[data-take]")) {
      this.finish(this.day);
    } else if (target.closest("[data-cancel]")) {
      this.dialog.close();
    }
  }

  onKey(event) {
    event.stopPropagation(); // keys of the page mean nothing while the dialog is open
    if (!event.target.closest("[data-day]") || event.altKey || event.ctrlKey || event.metaKey) {
      return;
    }
    const day = this.dayAfter(event);
    if (day) {
      event.preventDefault();
      this.move(day);
      this.focus();
    } else if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      this.finish(this.day);
    }
  }

  // The day to which a key leads, undefined for another key.
  dayAfter({ key, shiftKey }) {
    const weekday = this.day.getUTCDay();
    if (key in STEPS) {
      return plus(this.day, STEPS[key]);
    }
    const days = { Home: -weekday, End: 6 - weekday };
    const months = { PageUp: shiftKey ? -12 : -1, PageDown: shiftKey ? 12 : 1 };
    if (key in days) {
      return plus(this.day, days[key]);
    }
    return key in months ? plusMonths(this.day, months[key]) : undefined;
  }
}

function headOf(name, number) {
  const head = document.createElement("th");
  head.scope = "col";
  head.abbr = name;
  head.textContent = calendar.shortWeekdays[number];
  return head;
}

document.addEventListener("htmx:load", (event) => enhanceDates(event.target));
enhanceDates(document);
