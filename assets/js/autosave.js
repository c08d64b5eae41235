// Forms marked data-autosave save themselves, field by field, while people write.
//
// Only changed fields are sent, with `_fields` naming them. Nothing typed is lost: a
// field that was refused stays as it is and says why, here and when somebody comes
// back; what collides is kept until it is answered; and a failed save is tried again
// until it succeeds or the words are kept as a copy.
import { holdWords } from "./leaving.js";
import { rewrite, showError, showQuestion, titleOf } from "./marking.js";
import { comeBack, leave } from "./returning.js";
import { already, onSaveCopy, onShowField, onTryAgain, say } from "./saved.js";
import { post } from "./server.js";
import { fieldsOf, fill } from "./words.js";

const PAUSE = 800; // after the last key
const PAGE = Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(16)).join("");
const RETRY = [3000, 6000, 12000, 30000];
const BOOKKEEPING = new Set(["csrf_token", "rev", "_fields", "answers"]);

// A date half typed is not wrong yet: these are saved when they are left.
const WHOLE = "[data-day] input, [inputmode], input[type=date], input[type=number]";
const WRITTEN = "input[type=text], textarea";

// Files go their own way, and buttons are acts, not words.
const OTHERS = new Set(["file", "submit", "button", "reset"]);

// Forms that write in the same record name it, so that none is taken for another window.
const recordOf = (form) => form.dataset.record ?? form.getAttribute("action");

const same = (one, other) => one !== undefined && one.join("\0") === other.join("\0");

const turns = new Map();

/** Do what is to be done to a record when everything before it is done. */
function inTurn(record, act) {
  const turn = (turns.get(record) ?? Promise.resolve()).then(act, act);
  turns.set(record, turn);
  return turn;
}

class Saver {
  constructor(form) {
    this.form = form;
    this.url = form.getAttribute("action"); // a field may be called "action"
    this.record = recordOf(form);
    this.saved = this.values();
    this.refused = new Map();
    this.failures = 0;
    this.running = null;
    this.everything = false;
    this.collided = false;
    this.timer = null;
    form.addEventListener("input", (event) => this.typed(event.target));
    form.addEventListener("change", () => this.flush());
    form.addEventListener("submit", (event) => this.submitted(event));
  }

  values() {
    const values = new Map();
    for (const field of fieldsOf(this.form)) {
      if (field.name && !OTHERS.has(field.type) && !BOOKKEEPING.has(field.name)) values.set(field.name, []);
    }
    for (const [name, value] of new FormData(this.form)) {
      if (typeof value === "string" && values.has(name)) values.get(name).push(value);
    }
    return values;
  }

  /** Fields whose value is neither saved nor already refused as it stands. */
  changed(all = false) {
    if (this.collided) return [];
    const open = all ? null : this.unfinished();
    return [...this.values()].filter(
      ([name, value]) =>
        name !== open && !same(this.refused.get(name), value) && (this.refused.has(name) || !same(this.saved.get(name), value)),
    );
  }

  /** The box with the cursor, while nobody can tell what is meant to stand there. */
  unfinished() {
    const box = document.activeElement;
    const isEmptied = box?.matches(WRITTEN) && box.value === "";
    return isEmptied || box?.matches(WHOLE) ? box.name : null;
  }

  /** What the fields are called that cannot be saved as they stand. */
  titles() {
    return [...this.refused.keys()].map((name) => titleOf(this.form, name));
  }

  /** Those of them that somebody typed something into. */
  unfit() {
    return [...this.refused].filter(([, value]) => value.join("")).map(([name]) => titleOf(this.form, name));
  }

  dirty() {
    return this.running !== null || this.changed(true).length > 0;
  }

  typed(field) {
    if (field.matches(WHOLE) || !field.name) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), PAUSE);
  }

  submitted(event) {
    const { submitter } = event;
    // A button with a place of its own is an act on the record; it follows the save.
    if (submitter?.hasAttribute("formaction") || submitter?.name) return;
    event.preventDefault();
    this.flush().then(() => this.dirty() || already());
  }

  /** Save what has changed; who asks meanwhile waits for the same end. */
  save(all = false) {
    clearTimeout(this.timer);
    this.everything ||= all;
    this.running ??= this.work().finally(() => {
      this.running = null;
      this.everything = false;
    });
    return this.running;
  }

  /** One request at a time, and again while there is more. */
  async work() {
    for (;;) {
      const changed = this.changed(this.everything);
      if (changed.length === 0) return;
      say("saving");
      await inTurn(this.record, () => this.send(changed));
      if (this.failures > 0) return;
    }
  }

  /** Save everything, the box with the cursor too. */
  flush(last = false) {
    if (!last) return this.save(true);
    // The page is going: this stands on what is under way, as the server knows by PAGE.
    const changed = this.changed(true);
    return changed.length > 0 ? this.send(changed) : Promise.resolve();
  }

  async send(changed) {
    const { rev, answers } = fieldsOf(this.form);
    const fields = changed.flatMap(([name, values]) => values.map((value) => [name, value]));
    if (answers) fields.push(["answers", answers.value]);
    fields.push(["rev", rev?.value ?? ""], ["_page", PAGE], ["_fields", changed.map(([name]) => name).join(",")]);
    let reply;
    try {
      reply = await post(this.url, fields);
    } catch {
      reply = { status: 0, answer: {} };
    }
    await this.hear(reply, changed);
  }

  async hear({ status, answer }, changed) {
    if (status === 200) this.done(answer, changed);
    else if (status === 409 && answer.stay) this.collide(answer.collision, changed);
    else if (status === 409 && answer.collision) await this.goTo(answer.collision, changed);
    else if (status === 422 && answer.errors) this.refuse(answer.errors, changed);
    else this.fail();
  }

  /** Somebody else saved the record: all that is typed is kept until it is answered. */
  collide(page, changed) {
    this.failures = 0;
    for (const [name, value] of changed) this.saved.set(name, value);
    const banner = document.querySelector("[data-collision]");
    banner.querySelector("[data-collision-url]").href = page;
    banner.hidden = false;
    say("collided");
  }

  /** The server keeps what was typed; what was typed since then goes the same way. */
  async goTo(page, sent) {
    const since = this.changed(true).filter(([name, value]) => !same(new Map(sent).get(name), value));
    this.collided = true;
    if (since.length > 0) await this.send(since);
    location.assign(page);
  }

  done(answer, changed) {
    this.failures = 0;
    for (const [name, value] of changed) {
      this.saved.set(name, rewrite(this.form, name, value, answer.shown?.[name]));
      this.refused.delete(name);
      showError(this.form, name, "");
      showQuestion(this.form, name, answer.questions?.[name]);
    }
    for (const input of document.querySelectorAll('form[data-autosave] input[name="rev"]')) {
      if (recordOf(input.form) === this.record) input.value = answer.rev;
    }
    for (const [name, state] of Object.entries(answer.states ?? {})) {
      const box = fieldsOf(this.form)[name]?.closest?.("[data-state]");
      if (box) box.dataset.state = state;
    }
    if (answer.kept) say("kept");
    else sayRefused() || say("saved", { time: answer.saved, step: answer.step });
    this.form.dispatchEvent(new CustomEvent("saved", { bubbles: true, detail: answer }));
  }

  /** Keep what was refused where it stands; whatever came with it is sent alone. */
  refuse(errors, changed) {
    this.failures = 0;
    for (const [name, value] of changed) {
      if (!(name in errors)) continue;
      this.refused.set(name, value);
      showQuestion(this.form, name);
      showError(this.form, name, errors[name]);
    }
    sayRefused();
    if (!changed.some(([name]) => name in errors)) this.fail();
  }

  fail() {
    const pause = RETRY[Math.min(this.failures, RETRY.length - 1)];
    this.failures += 1;
    say("failed");
    this.timer = setTimeout(() => this.retry(), pause);
  }

  retry() {
    return this.flush();
  }
}

/** Name in the bar what cannot be saved as it stands, if there is any of it. */
function sayRefused() {
  const fields = savers.flatMap((saver) => saver.titles());
  if (fields.length > 0) say("refused", { fields: fields.join(", ") });
  return fields.length > 0;
}

const savers = [...document.querySelectorAll("form[data-autosave]")].map((form) => new Saver(form));

/** Save everything now; answers when there was nothing to do. */
export async function saveNow() {
  if (savers.some((saver) => saver.dirty())) await Promise.all(savers.map((saver) => saver.flush()));
  else already();
}

function unsent() {
  const lines = savers.flatMap((saver) => saver.changed(true).map(([name, values]) => `${name}\n${values.join("\n")}\n`));
  return `${document.title}\n${location.pathname}\n\n${lines.join("\n")}`;
}

savers.forEach(holdWords);
comeBack(savers);
for (const kept of document.querySelectorAll("[data-refused-words]")) putBackRefused(JSON.parse(kept.dataset.refusedWords));

/** What could not be saved stands in its box again, with the reason. */
function putBackRefused(forms) {
  for (const saver of savers) {
    if (!(saver.url in forms)) continue;
    fill(saver.form, forms[saver.url]);
    saver.flush();
  }
}

onShowField(() => {
  const saver = savers.find((each) => each.refused.size > 0);
  const name = saver?.refused.keys().next().value;
  saver?.form.querySelector(`[data-error-for="${name}"]`)?.closest(".field")?.querySelector("input, select, textarea")?.focus();
});
window.addEventListener("pagehide", () => leave(savers));
onTryAgain(() => savers.forEach((saver) => saver.retry()));
onSaveCopy(unsent);

window.addEventListener("beforeunload", (event) => {
  if (savers.some((saver) => saver.failures > 0 && saver.dirty())) event.preventDefault();
});
