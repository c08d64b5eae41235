// Arrow keys walk a list; Enter is the link's own.

const STEPS = { ArrowDown: 1, ArrowUp: -1, Home: -Infinity, End: Infinity };

for (const list of document.querySelectorAll("[data-rows]")) {
  list.addEventListener("keydown", (event) => {
    const step = STEPS[event.key];
    if (step === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
    const rows = [...list.querySelectorAll("[data-row]")];
    const here = rows.indexOf(document.activeElement.closest("[data-row]"));
    if (rows.length === 0 || (here < 0 && document.activeElement !== list)) return;
    event.preventDefault();
    rows[Math.max(0, Math.min(rows.length - 1, here + step))].focus();
  });
}

// The open record's row is seen in its list.
const row = document.querySelector('[data-row][aria-current="true"]');
row?.scrollIntoView({ block: "nearest" });
document.querySelector('.strip [aria-current="page"]')?.scrollIntoView({ block: "nearest", inline: "nearest" });

// Whoever followed a link to a row, or to what is to be written in it, goes on there.
const place = location.hash && document.getElementById(location.hash.slice(1));
const aim = place?.matches?.("input, textarea, select") ? place : place?.querySelector?.("[data-aim]");
const goOn = () => document.activeElement === document.body && aim?.focus();
goOn();
// The browser goes to the place itself once all is there, and lets go of the field again.
const soon = () => requestAnimationFrame(() => requestAnimationFrame(goOn));
if (document.readyState === "complete") soon();
else addEventListener("load", soon, { once: true });

// Esc leads from the open record to its row, or where only one has room, to the list.
// Whatever is open in front of the record answers first.
const OPEN = "dialog[open], details[data-menu][open], .picker__more[open]";
document.addEventListener(
  "keydown",
  (event) => {
    if (event.key !== "Escape" || !event.target.closest?.(".sheet") || document.querySelector(OPEN)) return;
    if (row?.offsetParent) row.focus();
    else document.querySelector("[data-sheet-close]")?.click();
  },
  { capture: true },
);
