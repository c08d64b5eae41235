// The palette: places, commands and records by a word. The server finds, so accents
// and mutations count as the same word; here the match is marked and chosen.

const dialog = document.querySelector("[data-palette]");
const PAUSE = 120;

const input = dialog?.querySelector("input");
const list = dialog?.querySelector('[role="listbox"]');
const none = dialog?.querySelector("[data-palette-none]");
const groupShape = dialog?.querySelector("[data-palette-group]");
const rowShape = dialog?.querySelector("[data-palette-row]");

let timer;
let asked = 0;

export function openPalette() {
  if (!dialog?.showModal || dialog.open) return;
  dialog.showModal();
  input.select();
  ask();
}

async function ask() {
  const number = ++asked;
  const url = `${dialog.dataset.url}?${new URLSearchParams({ q: input.value, format: "json" })}`;
  try {
    const response = await fetch(url, { headers: { Accept: "application/json" } });
    if (!response.ok) throw new Error(String(response.status));
    const { groups } = await response.json();
    if (number === asked) show(groups);
  } catch {
    if (number === asked) show([], dialog.dataset.failed);
  }
}

function show(groups, sentence = dialog.dataset.nothing) {
  list.replaceChildren(...groups.filter((group) => group.items.length > 0).map(drawGroup));
  rows().forEach((row, place) => {
    row.id = `palette-${place}`;
  });
  none.textContent = rows().length === 0 ? sentence : "";
  choose(rows()[0]);
}

function drawGroup(group) {
  const drawn = groupShape.content.firstElementChild.cloneNode(true);
  drawn.setAttribute("aria-label", group.label);
  drawn.querySelector("p").textContent = group.label;
  drawn.append(...group.items.map(drawRow));
  return drawn;
}

function drawRow(item) {
  const row = rowShape.content.firstElementChild.cloneNode(true);
  const use = row.querySelector("use");
  use.setAttribute("href", use.getAttribute("href") + item.icon);
  const label = row.querySelector(".palette__label");
  mark(label, item.label);
  if (item.lang) label.lang = item.lang;
  const meta = row.querySelector(".palette__meta");
  mark(meta, item.meta ?? "");
  if (item.meta_lang) meta.lang = item.meta_lang;
  if (item.key) {
    const key = document.createElement("kbd");
    key.textContent = item.key;
    row.append(key);
  }
  row.dataset.url = item.url;
  return row;
}

// ---- Marking what was typed ----

const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replaceAll("’", "'").toLowerCase();

function mark(place, text) {
  const parts = fold(input.value).split(/\s+/).filter((part) => part.length > 1);
  for (const piece of text.split(/([\p{L}\p{N}’']+)/u)) {
    if (!parts.some((part) => related(fold(piece), part))) {
      place.append(piece);
      continue;
    }
    const marked = document.createElement("mark");
    marked.textContent = piece;
    place.append(marked);
  }
}

// A mutation changes only how a word begins, so the rest of it is enough to know it by.
function related(word, part) {
  if (word.includes(part)) return true;
  const rest = part.replace(/^(ngh|mh|nh|ng|ch|ph|th|dd|ll|rh|[bcdfglmprt])/, "");
  const start = word.indexOf(rest);
  return rest.length > 3 && start >= 0 && start <= 3;
}

// ---- Choosing ----

const rows = () => [...list.querySelectorAll('[role="option"]')];
const chosen = () => list.querySelector('[aria-selected="true"]');

function choose(row) {
  chosen()?.setAttribute("aria-selected", "false");
  input.removeAttribute("aria-activedescendant");
  if (!row) return;
  row.setAttribute("aria-selected", "true");
  input.setAttribute("aria-activedescendant", row.id);
  row.scrollIntoView({ block: "nearest" });
}

function go(row) {
  if (!row) return;
  dialog.close();
  // A link, so that words not saved yet are saved first.
  const link = document.createElement("a");
  link.href = row.dataset.url;
  document.body.append(link);
  link.click();
  link.remove();
}

function key(event) {
  const all = rows();
  const here = all.indexOf(chosen());
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step && all.length > 0) {
    event.preventDefault();
    choose(all[(here + step + all.length) % all.length]);
  } else if (event.key === "Enter") {
    event.preventDefault();
    go(chosen());
  }
}

if (dialog?.showModal) {
  document.querySelector("[data-palette-open]")?.addEventListener("click", (event) => {
    event.preventDefault();
    openPalette();
  });
  input.addEventListener("keydown", key);
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  });
  list.addEventListener("click", (event) => go(event.target.closest('[role="option"]')));
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
}
