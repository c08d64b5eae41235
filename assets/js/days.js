// A date is typed as people write it; where the browser has a calendar, a button
// beside the box opens it. What is typed is read when the box is left: a form that
// saves itself does so by saving, any other asks.
import { rewrite, showError, showQuestion } from "./marking.js";
import { ask } from "./server.js";

for (const box of document.querySelectorAll(":is([data-day], .affix) > input[type=text]")) {
  if (box.form && !("autosave" in box.form.dataset)) box.addEventListener("change", () => look(box));
}

async function look(box) {
  const { near, far, year } = box.parentElement.dataset;
  const text = box.value;
  const asked = near ? { text, near, far, ...(year && { year }) } : { text };
  const found = text.trim() && (await ask(near ? "/fields/day" : "/fields/pounds", asked).catch(() => null));
  if (box.value !== text) return;
  showError(box.form, box.name, found?.error ?? "");
  showQuestion(box.form, box.name, found?.question ?? "");
  if (!found?.shown || found.shown === text) return;
  rewrite(box.form, box.name, [text], found.shown);
  box.dispatchEvent(new Event("input", { bubbles: true }));
}

if ("showPicker" in HTMLInputElement.prototype) {
  for (const day of document.querySelectorAll("[data-day]")) {
    const box = day.querySelector("input");
    const button = day.querySelector("[data-day-open]");
    const native = document.createElement("input");
    native.type = "date";
    native.className = "day__native";
    native.tabIndex = -1;
    native.setAttribute("aria-hidden", "true");
    day.append(native);
    button.hidden = false;
    button.addEventListener("click", () => {
      native.value = iso(box.value);
      native.showPicker();
    });
    native.addEventListener("change", (event) => {
      event.stopPropagation();
      const [year, month, date] = native.value.split("-");
      if (!date) return;
      box.value = `${date}/${month}/${year}`;
      for (const kind of ["input", "change"]) box.dispatchEvent(new Event(kind, { bubbles: true }));
      box.focus();
    });
    native.addEventListener("input", (event) => event.stopPropagation());
  }
}

function iso(text) {
  const [, date, month, year] = text.trim().match(/^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/) ?? [];
  return year ? `${year}-${month.padStart(2, "0")}-${date.padStart(2, "0")}` : "";
}
