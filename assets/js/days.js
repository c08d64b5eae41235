// A date is typed as people write it; where the browser has a calendar, a button
// beside the box opens it.

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
