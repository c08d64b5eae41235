// The words of a form as plain data, and back again.

const { get } = Object.getOwnPropertyDescriptor(HTMLFormElement.prototype, "elements");

/** The fields of a form, also of one that has a field called "elements". */
export const fieldsOf = (form) => get.call(form);

const SKIP = new Set(["csrf_token", "rev", "_fields", "next", "back", "once", "waiting"]);
const isWords = (field) => field.name && !SKIP.has(field.name) && !["file", "submit", "button", "reset"].includes(field.type);
const isChoice = (field) => ["checkbox", "radio"].includes(field.type);

/** Field name -> list of values, for every field that holds words or choices. */
export function snapshot(form) {
  const words = {};
  for (const field of fieldsOf(form)) {
    if (!isWords(field)) continue;
    words[field.name] ??= [];
    if (field.type === "select-multiple") words[field.name].push(...[...field.selectedOptions].map((o) => o.value));
    else if (!isChoice(field) || field.checked) words[field.name].push(field.value);
  }
  return words;
}

/** Put the words back where they were, and let every other script know. */
export function fill(form, words) {
  const taken = {};
  for (const field of fieldsOf(form)) {
    if (!isWords(field) || !Array.isArray(words[field.name])) continue;
    const values = words[field.name];
    if (isChoice(field)) change(field, "checked", values.includes(field.value));
    else if (field.type === "select-multiple") for (const option of field.options) option.selected = values.includes(option.value);
    else {
      const place = (taken[field.name] = (taken[field.name] ?? -1) + 1);
      if (place < values.length) change(field, "value", values[place]);
    }
  }
}

function change(field, property, value) {
  if (field[property] === value) return;
  field[property] = value;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  if (property === "checked") field.dispatchEvent(new Event("change", { bubbles: true }));
}

/** Whether somebody wrote here since the page came. */
export function touched(form) {
  return [...fieldsOf(form)].some((field) => {
    if (!isWords(field)) return false;
    if (isChoice(field)) return field.checked !== field.defaultChecked;
    if (field.options) return [...field.options].some((o) => o.selected !== o.defaultSelected);
    return field.value !== field.defaultValue;
  });
}
