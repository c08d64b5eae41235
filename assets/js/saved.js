// The status bar: Saving, Saved: 19:42, or what went wrong and what to do about it.

const bar = document.querySelector("[data-save-state]");
const words = bar?.querySelector("[data-save-words]");
const again = document.querySelector("[data-save-again]");
const copy = document.querySelector("[data-save-copy]");
const undo = document.querySelector("[data-undo-last]");
const show = document.querySelector("[data-save-show]");
const shape = bar?.querySelector("use");
const SHAPES = {
  begun: "pencil",
  kept: "pencil-square",
  failed: "exclamation-triangle-fill",
  refused: "exclamation-triangle-fill",
  collided: "exclamation-triangle-fill",
}; // a tick stands for what is saved alone

const UNSAVED = ["failed", "saving", "refused", "collided", "waiting"];

const before = bar && { words: words.textContent, now: bar.dataset.now ?? "", shape: shape?.getAttribute("href") };

/**
 * Show one of the bar's own sentences: saving saved already begun kept failed refused
 * collided, or what stood there before.
 */
export function say(kind, { time = "", step = null, fields = "" } = {}) {
  // While a failed save is tried again the bar stays as it is: a button must not move
  // from under a click.
  if (!bar || (kind === "saving" && bar.dataset.now === "failed")) return;
  const isBefore = kind === "before";
  words.textContent = isBefore ? before.words : (bar.dataset[kind] ?? "").replace("{time}", time).replace("{fields}", fields);
  bar.dataset.now = isBefore ? before.now : kind;
  shape?.setAttribute("href", isBefore ? before.shape : before.shape.replace(/#.*/, `#i-${SHAPES[kind] ?? "check-lg"}`));
  again.hidden = copy.hidden = kind !== "failed";
  show.hidden = kind !== "refused";
  if (step) {
    undo.hidden = false;
    undo.dataset.step = step;
  }
}

/** Answer Ctrl S, unless there is something better to say. */
export function already() {
  if (bar && !UNSAVED.includes(bar.dataset.now)) say("already");
}

export function onTryAgain(act) {
  again?.addEventListener("click", act);
}

/** What brings a person to the field that was refused. */
export function onShowField(act) {
  show?.addEventListener("click", act);
}

/** Offer the unsent words as a text file that this computer keeps. */
export function onSaveCopy(unsent) {
  copy?.addEventListener("click", () => {
    const file = new Blob([unsent()], { type: "text/plain;charset=utf-8" });
    const link = document.createElement("a");
    link.href = URL.createObjectURL(file);
    link.download = `${copy.dataset.saveCopy}.txt`;
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000); // the browser may still be reading
  });
}
