// Files come by drop, paste or choice.
//
// form[data-upload="now"]   each file is sent by itself as soon as it is there;
//                           the page then shows it.
// form[data-upload="with"]  files wait in the form's own box and go with its words.
// Any other box names what was chosen, and the form is sent as it is.
import { flush } from "./leaving.js";

const forms = [...document.querySelectorAll("form[data-upload]")].filter((form) => form.querySelector('input[type="file"]'));
const boxOf = (form) => form.querySelector('input[type="file"]');

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

function take(form, files) {
  if (files.length === 0) return;
  if (form.dataset.upload === "with") put(form, files);
  else sendAll(form, [...files]);
}

function put(form, files) {
  const all = new DataTransfer();
  for (const file of [...boxOf(form).files, ...files]) if (![...all.files].includes(file)) all.items.add(file);
  if (boxOf(form).files !== files) boxOf(form).files = all.files;
  tell(boxOf(form));
}

function tell(box) {
  const list = box.parentElement.querySelector("[data-upload-names]");
  if (list) list.textContent = [...box.files].map((file) => file.name).join(", ");
}

async function sendAll(form, files) {
  const bar = form.querySelector("progress");
  const error = form.querySelector(".field__error");
  error.hidden = true;
  bar.hidden = false;
  await flush();
  const total = files.reduce((sum, file) => sum + file.size, 0) || 1;
  let done = 0;
  let last = {};
  for (const file of files) {
    last = await send(form, file, (part) => {
      bar.value = ((done + part) / total) * 100;
    });
    done += file.size;
    if (last.message) break;
  }
  bar.hidden = true;
  boxOf(form).value = "";
  if (last.message) {
    error.hidden = false;
    error.querySelector("span").textContent = last.message;
  } else if (last.url) location.assign(last.url);
  else location.reload();
}

/** Send one file; gives back the server's answer, with a message when it refused. */
function send(form, file, progress) {
  return new Promise((resolve) => {
    const box = boxOf(form);
    const body = new FormData(form);
    body.delete(box.name);
    body.append(box.name, file, file.name);
    const request = new XMLHttpRequest();
    request.open("POST", form.getAttribute("action"));
    request.setRequestHeader("Accept", "application/json");
    request.responseType = "json";
    request.upload.addEventListener("progress", (event) => progress(event.loaded));
    request.addEventListener("loadend", () => {
      const answer = request.response ?? {};
      const isGood = request.status >= 200 && request.status < 300;
      const refused = answer.message ?? Object.values(answer.errors ?? {})[0] ?? box.dataset.failed;
      resolve(isGood ? answer : { message: refused });
    });
    request.send(body);
  });
}
