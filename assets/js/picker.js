// A long list of checkboxes: what is chosen stands above it, and a word narrows it.

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
      const box = item.querySelector("input");
      box.checked = false;
      for (const kind of ["input", "change"]) box.dispatchEvent(new Event(kind, { bubbles: true }));
      picker.querySelector("summary").focus();
    });
    line.append(away);
    return line;
  }

  const find = picker.querySelector("[data-picker-find]");
  find.hidden = items.length < 8;
  find.addEventListener("input", (event) => {
    // What is typed to find is not part of the record.
    event.stopPropagation();
    const parts = fold(event.target.value).split(/\s+/).filter(Boolean);
    for (const item of items) item.hidden = !parts.every((part) => fold(item.textContent).includes(part));
    for (const group of picker.querySelectorAll("[data-picker-group]")) {
      group.hidden = !group.querySelector("[data-picker-item]:not([hidden])") && group.querySelector("[data-picker-item]") !== null;
    }
  });
  find.addEventListener("change", (event) => event.stopPropagation());
  find.addEventListener("keydown", (event) => event.key === "Enter" && event.preventDefault());

  picker.addEventListener("change", show);
  picker.addEventListener("input", show);
  show();
}
