// Theme, text size and density change at once and are kept by the program.
import { post } from "./server.js";

const root = document.documentElement;
const form = document.querySelector("[data-preferences]");
const SMALLEST = 80;
const LARGEST = 200;
const LOW = 460; // height of the lowest window that still has a fixed frame

const keep = (name, value) => post(form.action, [[name, value]]).catch(() => {});

const change = {
  theme(value) {
    if (value === "system") delete root.dataset.theme;
    else root.dataset.theme = value;
    press("theme", (button) => button.value === value);
    keep("theme", value);
  },
  compact(value) {
    if (value === "yes") root.dataset.density = "compact";
    else delete root.dataset.density;
    const button = form.querySelector('[name="compact"]');
    button.value = value === "yes" ? "no" : "yes";
    button.setAttribute("aria-pressed", String(value === "yes"));
    keep("compact", value);
  },
  zoom(value) {
    const percent = Math.max(SMALLEST, Math.min(LARGEST, Math.round(Number(value) / 10) * 10));
    root.dataset.zoom = percent;
    for (const sheet of document.querySelectorAll("link[data-width]")) {
      const width = (Number(sheet.dataset.width) * percent) / 100;
      const low = sheet.dataset.width === "720" ? `, (max-height: ${(LOW * percent) / 100}px)` : "";
      sheet.media = `(max-width: ${width}px)${low}`;
    }
    form.querySelector("[data-zoom-words]").textContent = `${percent} %`;
    keep("zoom", percent);
  },
};

function press(name, isOn) {
  for (const button of form.querySelectorAll(`[name="${name}"]`)) button.setAttribute("aria-pressed", String(isOn(button)));
}

/** Make the text larger (10), smaller (-10) or the usual size (0). */
export function zoom(step) {
  if (form) change.zoom(step === 0 ? 100 : Number(root.dataset.zoom) + step);
}

form?.addEventListener("submit", (event) => {
  const { submitter } = event;
  event.preventDefault();
  if (submitter.dataset.zoomStep !== undefined) zoom(Number(submitter.dataset.zoomStep));
  else change[submitter.name]?.(submitter.value);
});
