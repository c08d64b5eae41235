// Two languages side by side; in a narrow window they become tabs with a count of
// what is missing or out of date. A new record remembers which box was begun first:
// it holds the original, and the other its translation.

const SHOWN = "slo-duo";

for (const duo of document.querySelectorAll("[data-duo]")) {
  const tabs = [...duo.querySelectorAll("[data-duo-tab]")];
  const words = duo.querySelector("[data-duo-words]");

  const show = (side) => {
    duo.dataset.show = side;
    for (const tab of tabs) tab.setAttribute("aria-pressed", String(tab.dataset.duoTab === side));
  };

  const count = () => {
    for (const tab of tabs) {
      const gaps = duo.querySelectorAll(`[data-side="${tab.dataset.duoTab}"]:is([data-state="missing"], [data-state="stale"])`).length;
      const dot = tab.querySelector(".duo__dot");
      dot.hidden = gaps === 0;
      dot.querySelector("[data-duo-count]").textContent = gaps;
    }
    if (words) words.textContent = words.dataset.duoWords.replace(/\{(cy|en)\}/g, (_, side) => written(duo, side));
  };

  for (const tab of tabs) {
    tab.addEventListener("click", () => {
      show(tab.dataset.duoTab);
      sessionStorage.setItem(SHOWN, tab.dataset.duoTab);
    });
  }
  // Whatever takes the cursor must be seen: a link from the list of faults, for one.
  duo.addEventListener("focusin", (event) => {
    const side = event.target.closest("[data-side]")?.dataset.side;
    if (side) show(side);
  });
  duo.addEventListener("input", count);
  const typed = duo.closest("form")?.querySelector("[data-typed]");
  if (typed) duo.addEventListener("input", (event) => remember(typed, event.target));
  document.addEventListener("saved", count);
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.('.faults a[href^="#"]');
    const field = link && document.getElementById(link.hash.slice(1));
    const side = field && duo.contains(field) && field.closest("[data-side]")?.dataset.side;
    if (side) show(side);
  });
  duo.querySelector("[data-duo-tabs]").hidden = false;
  // A link to a box that stands behind the other tab brings it to the front.
  const named = location.hash && document.getElementById(location.hash.slice(1));
  const asked = duo.contains(named || null) && named.closest("[data-side]")?.dataset.side;
  show(asked || (sessionStorage.getItem(SHOWN) ?? document.documentElement.lang));
  if (asked && document.activeElement === document.body) named.focus();
  count();
}

function remember(typed, { name, value }) {
  const begun = typed.value.split(",").filter(Boolean);
  if (!value.trim()) typed.value = begun.filter((each) => each !== name).join(",");
  else if (!begun.includes(name)) typed.value = [...begun, name].join(",");
}

function written(duo, side) {
  const boxes = duo.querySelectorAll(`[data-side="${side}"] :is(input[type="text"], textarea)`);
  return [...boxes].reduce((sum, box) => sum + (box.value.match(/[\p{L}\p{N}][\p{L}\p{N}’'-]*/gu) ?? []).length, 0);
}
