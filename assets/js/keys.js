// Keys that work everywhere. Each has a visible control as well; in a browser tab
// Ctrl N and the digits stay the browser's.
import { saveNow } from "./autosave.js";
import { openPalette } from "./palette.js";
import { zoom } from "./preferences.js";
import { redo, undo } from "./undo.js";

const follow = (link) => link?.click();
const place = (key) => document.querySelector(`[data-place="${key}"]`);

function quickNote() {
  const capture = document.querySelector("[data-capture]");
  if (capture) capture.focus();
  else location.assign("/#capture");
}

function findHere(event) {
  const box = document.querySelector("[data-find-here]");
  if (!box) return;
  event.preventDefault();
  const opener = document.querySelector('[data-opens="filters"][aria-expanded="false"]');
  if (opener?.offsetParent) opener.click();
  box.focus();
  box.select();
}

/** A record that does not exist yet is made; everything else is saved by itself. */
function save() {
  const here = document.activeElement?.closest("form[data-draft]");
  const only = document.querySelector("form[data-autosave]") ? null : document.querySelector("form[data-draft]:not(.slate)");
  const form = here ?? only;
  if (form && !form.querySelector("[data-capture]:placeholder-shown")) form.requestSubmit();
  else saveNow();
}

const WITH_CTRL = {
  k: openPalette,
  n: quickNote,
  s: save,
  p: () => follow([...document.querySelectorAll("[data-place]")].find((link) => link.pathname === "/reports")),
};
// Where text size cannot be remembered, the keys are the browser's.
if (document.querySelector("[data-preferences]")) {
  Object.assign(WITH_CTRL, { "+": () => zoom(10), "=": () => zoom(10), "-": () => zoom(-10), 0: () => zoom(0) });
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey) withCtrl(event);
  else if (event.altKey) withAlt(event);
  else plain(event);
});

function withCtrl(event) {
  if (event.altKey) return; // AltGr, which types letters
  const key = event.key.toLowerCase();
  if (key === "z" && !event.shiftKey) undo(event);
  else if (key === "y" || (key === "z" && event.shiftKey)) redo(event);
  else if (key === "f") findHere(event);
  else if (key in WITH_CTRL) act(event, WITH_CTRL[key]);
  else if (/^[1-8]$/.test(key) && place(key)) act(event, () => follow(place(key)));
}

function withAlt(event) {
  if (event.key === "ArrowLeft" && !event.target.matches("input, textarea, select")) act(event, () => history.back());
}

function plain(event) {
  if (event.key === "F1") act(event, () => follow(document.querySelector("[data-help]")));
  else if (event.key === "?" && !event.target.matches("input, textarea, select")) act(event, () => follow(document.querySelector('[data-open="keys"]')));
}

function act(event, deed) {
  event.preventDefault();
  deed(event);
}

// The quick note is where /#capture points.
if (location.hash === "#capture") document.querySelector("[data-capture]")?.focus();
