// Small behaviours only; every page reads and works without them.
// A script's words come from the page, in data- attributes, in the page's language.
// Each behaviour loads by itself: one that fails takes no other with it, saving least.

document.documentElement.dataset.script = "on";

const BEHAVIOURS = [
  "autosave",
  "drafts",
  "language",
  "menus",
  "duo",
  "letters",
  "days",
  "picker",
  "upload",
  "undo",
  "toasts",
  "rows",
  "palette",
  "preferences",
  "keys",
];

for (const name of BEHAVIOURS) {
  import(`./${name}.js`).catch((error) => console.error(name, error));
}
