// The status bar: Saving, Saved: 19:42, or what went wrong and what to do about it.

const bar = document.querySelector("[data-save-state]");
const words = bar?.querySelector("[data-save-words]");
const again = document.querySelector("[data-save-again]");
const copy = document.querySelector("[data-save-copy]");
const undo = document.querySelector("[data-undo-last]");

/** Show one of the bar's own sentences: saving saved already kept failed refused. */
export function say(kind, { time = "", step = null } = {}) {
  // While a failed save is tried again the bar stays as it is: a button must not move
  // from under a click.
  if (!bar || (kind === "saving" && bar.dataset.now === "failed")) return;
  words.textContent = (bar.dataset[kind] ?? "").replace("{time}", time);
  bar.dataset.now = kind;
  again.hidden = copy.hidden = kind !== "failed";
  if (step) {
    undo.hidden = false;
    undo.dataset.step = step;
  }
}

/** Answer Ctrl S, unless there is something better to say. */
export function already() {
  if (bar && !["failed", "saving", "refused"].includes(bar.dataset.now)) say("already");
}

export function onTryAgain(act) {
  again?.addEventListener("click", act);
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
