// The strip of accented letters types at the cursor of the Welsh box last used.
// It stays out of the tab order: AltGr does the same on the keyboard.

let last = null;
document.addEventListener("focusin", (event) => {
  if (event.target.matches('input[lang="cy"], textarea[lang="cy"]')) last = event.target;
});

for (const strip of document.querySelectorAll("[data-letters]")) {
  strip.hidden = false;
  const group = strip.closest("[data-duo]") ?? document;
  // The cursor must not leave the box while a letter is pressed.
  strip.addEventListener("pointerdown", (event) => event.preventDefault());
  strip.addEventListener("click", (event) => {
    const button = event.target.closest("[data-letter]");
    if (button) type(group, event.shiftKey ? button.textContent.toUpperCase() : button.textContent);
  });
}

function type(group, letter) {
  const box = last && group.contains(last) ? last : group.querySelector('input[lang="cy"], textarea[lang="cy"]');
  box.focus();
  // execCommand keeps the box's own undo; the plain way is for browsers without it.
  if (document.execCommand?.("insertText", false, letter)) return;
  box.setRangeText(letter, box.selectionStart, box.selectionEnd, "end");
  box.dispatchEvent(new Event("input", { bubbles: true }));
}
