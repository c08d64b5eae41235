// Forms marked data-draft="name" keep their words on this computer until they are
// sent, so that a language switch, a reload or a crash costs nothing.
import { holdWords } from "./leaving.js";
import { say } from "./saved.js";
import { draft } from "./server.js";
import { fill, snapshot } from "./words.js";

const PAUSE = 600;
const SENT = "slo-draft-sent";
const LEFT = "slo-draft-left"; // words that were only just on their way when a page went

class Keeper {
  constructor(form) {
    this.form = form;
    this.key = form.dataset.draft;
    this.kept = JSON.stringify(snapshot(form));
    this.timer = null;
    form.addEventListener("input", () => this.later());
    form.addEventListener("change", () => this.later());
    form.addEventListener("submit", (event) => this.sending(event));
  }

  dirty() {
    return JSON.stringify(snapshot(this.form)) !== this.kept;
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush(), PAUSE);
  }

  async flush() {
    clearTimeout(this.timer);
    const words = snapshot(this.form);
    const text = JSON.stringify(words);
    if (text === this.kept) return;
    try {
      await draft("PUT", this.key, words);
      this.kept = text;
      say("kept");
    } catch {
      say("failed");
    }
  }

  sending(event) {
    if (event.submitter?.hasAttribute("formaction")) return;
    sessionStorage.setItem(SENT, this.key);
  }

  /** Give back what was kept, unless the page already shows what was refused. */
  async restore() {
    if (this.form.querySelector(".faults")) return;
    const words = left?.[this.key] ?? (await draft("GET", this.key).catch(() => null));
    if (words && !this.dirty()) {
      fill(this.form, words);
      this.kept = JSON.stringify(snapshot(this.form));
      say("kept");
    }
  }
}

const keepers = [...document.querySelectorAll("form[data-draft]")].map((form) => new Keeper(form));
keepers.forEach(holdWords);

const left = JSON.parse(sessionStorage.getItem(LEFT));
sessionStorage.removeItem(LEFT);
window.addEventListener("pagehide", () => {
  const words = keepers.filter((keeper) => keeper.dirty()).map((keeper) => [keeper.key, snapshot(keeper.form)]);
  if (words.length > 0) sessionStorage.setItem(LEFT, JSON.stringify(Object.fromEntries(words)));
});

// A draft whose form was sent and is no longer here has become a record.
const sent = sessionStorage.getItem(SENT);
sessionStorage.removeItem(SENT);
if (sent && !keepers.some((keeper) => keeper.key === sent)) draft("DELETE", sent).catch(() => {});

/** When every draft is back in its form. */
export const restored = Promise.all(keepers.map((keeper) => keeper.restore()));
