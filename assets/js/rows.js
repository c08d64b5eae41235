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
document.querySelector('[data-row][aria-current="true"]')?.scrollIntoView({ block: "nearest" });
