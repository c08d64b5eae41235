// What a field says about itself: why its value cannot be kept, what may be a slip of
// the hand, and how a value reads that was understood.
import { fieldsOf } from "./words.js";

const placeOf = (form, kind, name) => form.querySelector(`[data-${kind}-for="${name}"]`);

/** Say why a value cannot be kept, or that it can. */
export function showError(form, name, sentence) {
  const place = placeOf(form, "error", name);
  if (!place) return;
  place.hidden = sentence === "";
  place.querySelector("span").textContent = sentence;
  place.closest(".field")?.classList.toggle("field--refused", sentence !== "");
  const field = fieldsOf(form)[name];
  if (field instanceof HTMLElement) {
    if (sentence) field.setAttribute("aria-invalid", "true");
    else field.removeAttribute("aria-invalid");
  }
}

/** Ask whether a value is right that can be kept. */
export function showQuestion(form, name, sentence = "") {
  const place = placeOf(form, "question", name);
  if (!place) return;
  place.hidden = sentence === "";
  place.querySelector("span").textContent = sentence;
}

/** What a field is called, in the language of the page. */
export const titleOf = (form, name) => placeOf(form, "error", name)?.dataset.title ?? name;

/** Show a value as it was understood, unless somebody writes on; gives what stands there. */
export function rewrite(form, name, sent, shown) {
  const field = fieldsOf(form)[name];
  if (shown === undefined || field?.value !== sent[0]) return sent;
  field.value = shown;
  return [shown];
}
