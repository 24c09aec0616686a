// Files that were chosen and not sent yet: each stands with its size, and with its page where it has one, until it is
// taken out or sent. The picker holds them, so that its form sends them.

const chosen = new WeakMap(); // picker → its files
const pickers = new Set();
let sent; // the form that was sent last
const rows = new WeakMap(); // file → its row
const UNITS = ["byte", "KB", "MB", "GB"];
const BYTES = { style: "unit", unit: "byte", unitDisplay: "long" };

const filesOf = (picker) => chosen.get(picker) ?? [];
const placeOf = (picker) => picker.closest("[data-files]");
const isSame = (one, other) =>
  one.name === other.name && one.size === other.size && one.lastModified === other.lastModified;

export function choose(picker, files) {
  const before = filesOf(picker);
  sent = undefined;
  hold(picker, [...before, ...[...files].filter((file) => !before.some((known) => isSame(known, file)))]);
  // What comes next is in view: the button that sends them.
  const buttons = [...(picker.form?.elements ?? [])].filter((control) => control.type === "submit");
  buttons.find((button) => button.checkVisibility())?.scrollIntoView({ block: "nearest" });
}

// Empties the picker; returns what stood in it, each file with its row.
export function takeAll(picker) {
  const taken = filesOf(picker).map((file) => [file, rows.get(file)]);
  hold(picker, []);
  return taken;
}

function hold(picker, files) {
  const transfer = new DataTransfer();
  files.forEach((file) => transfer.items.add(file));
  picker.files = transfer.files;
  chosen.set(picker, files);
  pickers.add(picker);
  show(picker, files);
}

function show(picker, files) {
  const place = placeOf(picker);
  const list = place.querySelector("[data-chosen]");
  list.replaceChildren(...files.map((file) => rows.get(file) ?? addRow(picker, file)));
  list.hidden = !files.length;
  // Each file has a page of its own then.
  const common = place.querySelector("[data-common-page]");
  common?.toggleAttribute("hidden", files.length > 0);
}

function addRow(picker, file) {
  const row = document.querySelector("#chosen-file").content.cloneNode(true).firstElementChild;
  row.querySelector("[data-name]").textContent = file.name;
  row.querySelector("[data-size]").textContent = sizeOf(file);
  row.querySelectorAll("[data-again]").forEach((words) => (words.textContent = ` ${file.name}`));
  row.querySelector("progress").setAttribute("aria-label", file.name);
  row.querySelector("[data-take-out]").addEventListener("click", () => takeOut(picker, file));
  const page = row.querySelector("[data-page]");
  if (page) {
    const sent = row.querySelector("[name=file_page]");
    [page, sent].forEach((field) => field.setAttribute("form", picker.form.id));
    page.value = sent.value = placeOf(picker).querySelector("[data-common-page] input").value;
    page.addEventListener("input", () => (sent.value = page.value));
  }
  rows.set(file, row);
  return row;
}

function takeOut(picker, file) {
  hold(picker, filesOf(picker).filter((kept) => kept !== file));
  const next = placeOf(picker).querySelector("[data-take-out]") ?? picker;
  next.focus();
}

function sizeOf(file) {
  const power = file.size ? Math.min(Math.floor(Math.log2(file.size) / 10), UNITS.length - 1) : 0;
  if (!power) {
    return file.size.toLocaleString(document.documentElement.lang, BYTES);
  }
  const number = file.size / 1024 ** power;
  return `${number.toLocaleString("en", { minimumFractionDigits: 1, maximumFractionDigits: 1 })} ${UNITS[power]}`;
}

// Whoever leaves the page with files that were chosen and not sent is asked first by the browser.
document.addEventListener("submit", ({ target }) => (sent = target));
window.addEventListener("beforeunload", (event) => {
  if ([...pickers].some((picker) => picker.isConnected && picker.form !== sent && filesOf(picker).length)) {
    event.preventDefault();
  }
});

document.addEventListener("change", ({ target }) => {
  if (target.matches("[data-files] input[type=file]")) {
    choose(target, target.files);
  }
});
