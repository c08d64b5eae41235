// Many boxes at once: tick all of a form's or none, and hear how many are ticked.

const bar = document.querySelector("[data-ticks]");
const boxes = [...(bar?.closest("form").querySelectorAll(`input[name="${bar.dataset.ticks}"]`) ?? [])];

function count() {
  const ticked = boxes.filter((box) => box.checked).length;
  const told = bar.querySelector("[data-ticks-count]");
  told.textContent = told.dataset.ticksCount.replace("{count}", ticked);
}

if (boxes.length > 1) {
  for (const button of bar.querySelectorAll("[data-tick]")) {
    button.addEventListener("click", () => {
      for (const box of boxes) box.checked = button.dataset.tick === "all";
      count();
    });
  }
  bar.closest("form").addEventListener("change", count);
  // Ticks come back with the page when somebody goes back to it.
  window.addEventListener("pageshow", count);
  count();
  bar.hidden = false;
}
