// A long list of checkboxes: what is chosen stands above it, and a word narrows it.
// Whoever opens it writes at once; Enter takes the first that fits, Esc closes it.

const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replaceAll("’", "'").toLowerCase();

for (const picker of document.querySelectorAll("[data-picker]")) {
  const items = [...picker.querySelectorAll("[data-picker-item]")];
  const chosen = picker.querySelector("[data-picker-chosen]");
  const count = picker.querySelector("[data-picker-count]");

  const show = () => {
    const on = items.filter((item) => item.querySelector("input").checked);
    chosen.replaceChildren(...on.map(chip));
    count.textContent = count.dataset.pickerCount.replace("{count}", on.length);
  };

  function chip(item) {
    const line = document.createElement("li");
    line.className = "picker__chip";
    for (const part of item.querySelectorAll("label > span")) line.append(part.cloneNode(true));
    const away = document.createElement("button");
    away.type = "button";
    away.append(document.importNode(picker.querySelector("[data-picker-away]").content, true));
    away.querySelector("[data-picker-name]").textContent = item.textContent.trim().replace(/\s+/g, " ");
    away.addEventListener("click", () => {
      tick(item.querySelector("input"), false);
      summary.focus();
    });
    line.append(away);
    return line;
  }

  const find = picker.querySelector("[data-picker-find]");
  const word = find.querySelector("input");
  const more = picker.querySelector("details");
  const summary = more.querySelector("summary");
  find.hidden = items.length < 8;

  function narrow() {
    const parts = fold(word.value).split(/\s+/).filter(Boolean);
    for (const item of items) item.hidden = !parts.every((part) => fold(item.textContent).includes(part));
    for (const group of picker.querySelectorAll("[data-picker-group]")) {
      group.hidden = !group.querySelector("[data-picker-item]:not([hidden])") && group.querySelector("[data-picker-item]") !== null;
    }
    const first = parts.length > 0 ? items.find((item) => !item.hidden) : undefined;
    for (const item of items) item.toggleAttribute("data-picker-first", item === first);
  }

  function tick(box, checked) {
    box.checked = checked;
    for (const kind of ["input", "change"]) box.dispatchEvent(new Event(kind, { bubbles: true }));
  }

  // What is typed to find is not part of the record.
  for (const kind of ["input", "change"]) word.addEventListener(kind, (event) => event.stopPropagation());
  word.addEventListener("input", narrow);
  word.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    const first = picker.querySelector("[data-picker-first] input");
    if (!first) return;
    tick(first, true);
    word.value = "";
    narrow();
  });

  // Only a person's own click or key opens it so: a switched page opens it as it was.
  summary.addEventListener("click", () =>
    setTimeout(() => {
      if (!more.open) return;
      (find.hidden ? more.querySelector("input[type=checkbox]") : word)?.focus({ preventScroll: true });
      more.scrollIntoView({ block: "nearest" });
    }),
  );
  more.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !more.open) return;
    event.stopPropagation();
    more.open = false;
    summary.focus();
  });

  picker.addEventListener("change", show);
  picker.addEventListener("input", show);
  show();
}
