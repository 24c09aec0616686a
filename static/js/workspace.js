// The workspace of an aspect. On a wide screen the proof of one indicator stands in the right column: of the one that is
// worked on. static/css/workspace.css places it; the order of the Tab key is that of the page, card by card.

const WIDE = window.matchMedia("(min-width: 1200px) and (min-height: 560px)");

const workspace = document.querySelector("[data-workspace]");
const rows = [...workspace.querySelectorAll("[data-indicator-row]")];
const level = workspace.querySelector(".work-level");
const seen = new Set();
let current = null;

const rowOf = (element) => element?.closest?.("[data-indicator-row]");

function show(row) {
  if (row && row !== current) {
    current?.classList.remove("is-current");
    row.classList.add("is-current");
    current = row;
  }
}

// The row that the address names, by its indicator, its evidence or its note.
function rowOfAddress() {
  return rowOf(document.getElementById(decodeURIComponent(window.location.hash.slice(1))));
}

workspace.addEventListener("pointerdown", (event) => show(rowOf(event.target)));
workspace.addEventListener("focusin", (event) => {
  const row = rowOf(event.target);
  if (row && row !== current) {
    show(row);
    event.target.scrollIntoView({ block: "nearest" });
  }
});
window.addEventListener("hashchange", () => show(rowOfAddress()));

workspace.addEventListener("click", (event) => {
  const line = event.target.closest("[data-leads-to-proof]");
  if (line && WIDE.matches) {
    event.preventDefault();
    const proof = document.getElementById(line.getAttribute("href").slice(1));
    proof.tabIndex = -1;
    proof.focus();
  }
});

// Whoever reads on with the wheel takes the proof along, unless they are at work in the row that they leave.
const observer = new IntersectionObserver(
  (entries) => {
    for (const { target, isIntersecting } of entries) {
      seen[isIntersecting ? "add" : "delete"](rowOf(target));
    }
    if (seen.size && !seen.has(current) && !current.contains(document.activeElement)) {
      show(rows.find((row) => seen.has(row)));
    }
  },
  { rootMargin: "-25% 0px -40%" },
);

// The proof begins where the level ends.
new ResizeObserver(() => workspace.style.setProperty("--level-height", `${level.offsetHeight}px`)).observe(level);

// Another aspect is opened as soon as it is chosen.
document.addEventListener("change", (event) => event.target.closest("[data-go-at-once]")?.requestSubmit());

show(rowOfAddress() ?? rows[0]);
for (const row of rows) {
  observer.observe(row.querySelector(".indicator-card"));
}
