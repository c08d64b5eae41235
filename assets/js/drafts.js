// Forms marked data-draft="name" keep their words on this computer until they are
// sent, so that a language switch, a reload or a crash costs nothing. When their
// record is made, or when they are given up, the server lets go of them.
import { holdWords } from "./leaving.js";
import { say } from "./saved.js";
import { draft } from "./server.js";
import { fill, snapshot } from "./words.js";

const PAUSE = 600;
const NOTHING = "{}";
const SLOW = 10_000; // whoever still sees the page then was not led on by it
const LEFT = "slo-draft-left"; // words that were only just on their way when a page went

class Keeper {
  constructor(form) {
    this.form = form;
    this.key = form.dataset.draft;
    this.kept = JSON.stringify(this.words());
    this.timer = null;
    this.sent = false;
    form.addEventListener("input", () => this.later());
    form.addEventListener("change", () => this.later());
    form.addEventListener("submit", (event) => this.sending(event));
  }

  /** A quick note that is empty again is no draft, whatever it was tied to. */
  words() {
    const isEmpty = this.form.querySelector("[data-capture]")?.value.trim() === "";
    return isEmpty ? {} : snapshot(this.form);
  }

  /** Words on their way to become a record are no draft any more. */
  dirty() {
    return !this.sent && JSON.stringify(this.words()) !== this.kept;
  }

  later() {
    clearTimeout(this.timer);
    if (!this.dirty()) return;
    say("begun");
    this.timer = setTimeout(() => this.flush(), PAUSE);
  }

  async flush() {
    clearTimeout(this.timer);
    if (!this.dirty()) return;
    const words = this.words();
    try {
      await draft("PUT", this.key, words);
      this.kept = JSON.stringify(words);
      say(this.kept === NOTHING ? "before" : "kept");
    } catch {
      say("failed");
    }
  }

  sending(event) {
    // The event may still be stopped by whoever waits for these words to be kept.
    setTimeout(() => {
      this.sent = !event.defaultPrevented;
    });
    setTimeout(() => {
      this.sent = false;
    }, SLOW);
  }

  /** Give back what was kept, unless the page already shows what was refused. */
  async restore() {
    if (this.form.querySelector(".faults")) return;
    const words = left?.[this.key] ?? (await draft("GET", this.key).catch(() => null));
    if (words && !this.dirty()) {
      fill(this.form, words);
      this.kept = JSON.stringify(this.words());
      say("kept");
    }
  }
}

const keepers = [...document.querySelectorAll("form[data-draft]")].map((form) => new Keeper(form));
keepers.forEach(holdWords);

const left = JSON.parse(sessionStorage.getItem(LEFT));
sessionStorage.removeItem(LEFT);
window.addEventListener("pagehide", () => {
  const words = keepers.filter((keeper) => keeper.dirty()).map((keeper) => [keeper.key, keeper.words()]);
  if (words.length > 0) sessionStorage.setItem(LEFT, JSON.stringify(Object.fromEntries(words)));
});

// Whoever comes back to a page that was sent goes on writing in it.
window.addEventListener("pageshow", () => {
  for (const keeper of keepers) keeper.sent = false;
});

/** When every draft is back in its form. */
export const restored = Promise.all(keepers.map((keeper) => keeper.restore()));
