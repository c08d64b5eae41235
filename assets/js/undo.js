// Undo and redo reach everything that was saved; in a box that somebody is writing
// in, the keys belong to the box.

const form = document.querySelector("[data-undo-form]");
const WRITING = "input:not([type=checkbox], [type=radio], [type=file]), textarea";

function go(url, step) {
  form.action = url;
  form.elements.step.value = step;
  const button = document.createElement("button");
  form.append(button);
  button.click();
}

let written = null;
document.addEventListener("focusin", () => {
  written = null;
});
document.addEventListener("input", (event) => {
  written = event.target;
});

/** Take back the last step, unless the box with the cursor has its own last step. */
export function undo(event) {
  if (!form || belongsToBox()) return;
  event?.preventDefault();
  go(form.action, document.querySelector("[data-undo-last]")?.dataset.step ?? "");
}

export function redo(event) {
  if (!form || belongsToBox()) return;
  event?.preventDefault();
  go(form.dataset.redoUrl, "");
}

const belongsToBox = () => document.activeElement?.matches(WRITING) && written === document.activeElement;

document.querySelector("[data-undo-last]")?.addEventListener("click", (event) => go(form.action, event.currentTarget.dataset.step ?? ""));
