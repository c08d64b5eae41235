// Files come by drop, paste or choice.
//
// form[data-upload="now"]   each file is sent by itself as soon as it is there;
//                           the page then shows it, and says which were not kept.
// form[data-upload="with"]  each file is sent at once to wait beside the form's draft
//                           (data-upload-to), and becomes part of the record with it.
// Any other box names what was chosen, and the form is sent as it is.
import { flush } from "./leaving.js";
import { showError } from "./marking.js";
import { say } from "./saved.js";
import { fieldsOf } from "./words.js";

const forms = [...document.querySelectorAll("form[data-upload]")].filter((form) => form.querySelector('input[type="file"]'));
const boxOf = (form) => form.querySelector('input[type="file"]');

let under = null; // what is being sent; whoever sends a form meanwhile waits for it

for (const form of forms) {
  boxOf(form).addEventListener("change", () => take(form, boxOf(form).files));
}

for (const box of document.querySelectorAll('form:not([data-upload]) input[type="file"]')) {
  box.addEventListener("change", () => tell(box));
}

const [first] = forms;
if (first) {
  const hasFiles = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");
  const target = document.querySelector("main");
  const light = (on) => target.classList.toggle("is-dropping", on);

  document.addEventListener("dragover", (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    light(true);
  });
  document.addEventListener("dragleave", (event) => event.relatedTarget === null && light(false));
  document.addEventListener("drop", (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    light(false);
    take(first, event.dataTransfer.files);
  });
  document.addEventListener("paste", (event) => {
    const files = [...(event.clipboardData?.files ?? [])];
    if (files.length === 0) return;
    event.preventDefault();
    take(first, files);
  });
}

function tell(box) {
  const list = box.parentElement.querySelector("[data-upload-names]");
  if (list) list.textContent = [...box.files].map((file) => file.name).join(", ");
  if (box.files.length > 0) showError(box.form, box.name, "");
}

/** Send files one after the other; those of a second choice follow the first.
    Comes to true when nothing has to be said about any of them. */
function take(form, files) {
  const chosen = [...files];
  if (chosen.length === 0) return;
  const act = form.dataset.upload === "with" ? wait : attach;
  const turn = (under ?? Promise.resolve()).then(() => act(form, chosen));
  under = turn;
  turn.finally(() => {
    if (under === turn) under = null;
  });
}

/** To a record that is there: its page is shown anew, and tells what was not kept. */
async function attach(form, files) {
  await flush();
  const answers = await sendAll(form, form.getAttribute("action"), files);
  const isWhole = answers.every(({ failed }) => !failed);
  if (isWhole) leaveFor(answers.at(-1).url);
  return isWhole;
}

/** To a record that does not exist yet: the file waits, and the page lists it. */
async function wait(form, files) {
  const answers = await sendAll(form, form.dataset.uploadTo, files);
  const list = form.querySelector("[data-waiting]");
  for (const { rows } of answers) if (rows) list.insertAdjacentHTML("beforeend", rows);
  if (answers.some(({ rows }) => rows?.trim())) say("kept");
  const refused = answers.flatMap((answer) => answer.refused ?? []);
  const box = form.querySelector("[data-not-kept]");
  box.hidden = refused.length === 0;
  box.querySelector("ul").replaceChildren(...refused.map(line));
  return refused.length === 0 && answers.every(({ failed }) => !failed);
}

function line(sentence) {
  const item = document.createElement("li");
  item.textContent = sentence;
  return item;
}

async function sendAll(form, url, files) {
  const bar = form.querySelector("progress");
  bar.hidden = false;
  const total = files.reduce((sum, file) => sum + file.size, 0) || 1;
  const answers = [];
  let done = 0;
  for (const file of files) {
    const isLast = file === files.at(-1);
    const answer = await send(form, url, file, isLast, (part) => {
      bar.value = ((done + part) / total) * 100;
    });
    answers.push(answer);
    done += file.size;
  }
  bar.hidden = true;
  boxOf(form).value = "";
  sayFailed(form, answers, files);
  return answers;
}

/** What did not even arrive is named, beside what did. */
function sayFailed(form, answers, files) {
  const error = boxOf(form).closest(".field").querySelector(".field__error");
  const failed = files.filter((_file, place) => answers[place].failed);
  error.hidden = failed.length === 0;
  if (failed.length === 0) return;
  const there = files.filter((file) => !failed.includes(file)).map((file) => file.name);
  const said = failed.map((file) => `${file.name}: ${answers[files.indexOf(file)].failed}`);
  if (there.length > 0) said.push(boxOf(form).dataset.arrived.replace("{names}", there.join(", ")));
  error.querySelector("span").textContent = said.join(" ");
}

/** Send one file; gives back the server's answer, or why there was none. */
function send(form, url, file, isLast, progress) {
  const box = boxOf(form);
  if (file.size > Number(box.dataset.most)) return { failed: box.dataset.large };
  return new Promise((resolve) => {
    const body = new FormData();
    for (const name of ["csrf_token", "once"]) body.append(name, fieldsOf(form).namedItem(name).value);
    body.append(box.name, file, file.name);
    if (isLast) body.append("last", "yes");
    const request = new XMLHttpRequest();
    request.open("POST", url);
    request.setRequestHeader("Accept", "application/json");
    request.responseType = "json";
    request.upload.addEventListener("progress", (event) => progress(event.loaded));
    request.addEventListener("loadend", () => {
      const isGood = request.status >= 200 && request.status < 300;
      resolve(isGood ? request.response : { failed: request.response?.message ?? box.dataset.failed });
    });
    request.send(body);
  });
}

/** The page may be the one that is shown already, with another line in its address. */
function leaveFor(url) {
  under = null;
  location.assign(url);
}

// A file under way is neither left behind nor cut off without a question.
document.addEventListener(
  "submit",
  async (event) => {
    const { target: form, submitter } = event;
    if (!under || form.method === "dialog") return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (!(await under)) return;
    if (submitter) submitter.click();
    else form.requestSubmit();
  },
  { capture: true },
);

window.addEventListener("beforeunload", (event) => {
  if (under) event.preventDefault();
});

document.addEventListener("click", async (event) => {
  const button = event.target.closest?.("[data-waiting-remove]");
  if (!button) return;
  event.preventDefault();
  const item = button.closest("[data-waiting-file]");
  const next = item.nextElementSibling ?? item.previousElementSibling;
  const token = document.querySelector('meta[name="csrf-token"]').content;
  const headers = { Accept: "application/json", "X-CSRFToken": token };
  const answer = await fetch(button.formAction, { method: "POST", headers }).catch(() => null);
  if (!answer?.ok) return;
  const form = button.form;
  item.remove();
  (next?.querySelector("button") ?? boxOf(form)).focus();
});
