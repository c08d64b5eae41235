// The language switch keeps the record, the scroll, the open parts and every word.
import { restored } from "./drafts.js";
import { flush } from "./leaving.js";
import { fill, snapshot, touched } from "./words.js";

const KEPT = "slo-switch";
const SCROLLING = [".main", ".log", ".sheet__body", ".filters", ".rail", ".pl__left", ".comp__scroll", ".prev__well"];

const forms = () => [...document.forms].filter((form) => form.method === "post" && !form.closest("dialog, .topbar, .toasts"));
const folds = () => [...document.querySelectorAll("main details")];

function remember() {
  const words = forms().map((form) => (touched(form) ? snapshot(form) : null));
  const kept = {
    path: location.pathname + location.search,
    scroll: SCROLLING.map((name) => document.querySelector(name)?.scrollTop ?? 0),
    page: window.scrollY,
    open: folds().map((fold) => fold.open),
    focus: document.activeElement?.id ?? "",
    words,
  };
  sessionStorage.setItem(KEPT, JSON.stringify(kept));
}

async function recall() {
  const text = sessionStorage.getItem(KEPT);
  if (!text) return;
  sessionStorage.removeItem(KEPT);
  const kept = JSON.parse(text);
  if (kept.path !== location.pathname + location.search) return;
  await restored;
  folds().forEach((fold, place) => {
    if (kept.open[place] !== undefined) fold.open = kept.open[place];
  });
  forms().forEach((form, place) => kept.words[place] && fill(form, kept.words[place]));
  SCROLLING.forEach((name, place) => document.querySelector(name)?.scrollTo({ top: kept.scroll[place] }));
  window.scrollTo({ top: kept.page });
  if (kept.focus) document.getElementById(kept.focus)?.focus({ preventScroll: true });
}

let focus = null;
document.addEventListener("focusin", (event) => {
  if (event.target.closest("main")) focus = event.target;
});

document.querySelector("[data-language]")?.addEventListener("submit", async (event) => {
  const { target: form, submitter } = event;
  if (form.dataset.cleared) return;
  event.preventDefault();
  await flush();
  focus?.focus({ preventScroll: true });
  remember();
  form.dataset.cleared = "yes";
  submitter?.click();
});

recall();
