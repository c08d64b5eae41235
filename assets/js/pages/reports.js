// The report composer: asks how far the press is, turns pages without a journey, offers
// the evidence of another period as soon as it is chosen, and keeps what is not sent yet.

import { fill, snapshot, touched } from "../words.js";

const CHOICES = "slo-report-choices";
const PAUSE = 400;
const LAYOUT_STEP = 5;
const PICTURE_STEP = 8;

const running = document.querySelector("[data-job]");
if (running) watch(running);

async function watch(box) {
  const words = box.querySelector("[data-job-words]");
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
    const answer = await fetch(box.dataset.job, { headers: { Accept: "application/json" } }).catch(() => null);
    if (!answer?.ok) continue;
    const { state, step, page } = await answer.json();
    if (state !== "running") return location.reload();
    const sentence = step === PICTURE_STEP ? box.dataset.wordsPicture : box.dataset.wordsPage;
    if (step >= LAYOUT_STEP && page) words.textContent = sentence.replace("{page}", page);
  }
}

const well = document.querySelector("[data-pages]");
if (well) {
  const links = [...well.querySelectorAll("[data-page]")];
  const image = well.querySelector("[data-page-image]");
  const shown = () => links.findIndex((link) => link.hasAttribute("aria-current"));
  const turnTo = (place) => {
    const link = links[Math.min(Math.max(place, 0), links.length - 1)];
    for (const each of links) each.toggleAttribute("aria-current", false);
    link.setAttribute("aria-current", "true");
    image.src = link.querySelector("img").src;
    image.alt = image.dataset.alt.replace("{page}", link.dataset.page);
    document.querySelector("[data-page-number]").textContent = link.dataset.page;
    link.scrollIntoView({ block: "nearest" });
    history.replaceState(null, "", link.href);
    // The language switch and other forms come back to the page that is shown now.
    const here = location.pathname + location.search;
    for (const next of document.querySelectorAll('input[name="next"]')) next.value = here;
  };
  document.querySelector(".prev").addEventListener("click", (event) => {
    const link = event.target.closest("[data-page], [data-page-step]");
    if (!link) return;
    event.preventDefault();
    if (link.dataset.page) turnTo(links.indexOf(link));
    else turnTo(shown() + Number(link.dataset.pageStep));
  });
}

const form = document.querySelector("[data-compose]");
const again = form?.querySelector("[data-offer-again]");
if (again) {
  again.closest("p").hidden = true;
  form.addEventListener("change", ({ target }) => {
    if (target.name === "meeting") form.elements.since.value = "";
    if (target.name === "meeting" || target.name === "since") again.click();
  });
  keepChoices(form);
}

/** What is chosen and not sent yet is there again after a look elsewhere. */
function keepChoices(form) {
  const kept = JSON.parse(sessionStorage.getItem(CHOICES));
  const isAt = (address) => location.pathname === new URL(address, location.href).pathname;
  const isComposer = isAt(form.dataset.compose);
  const isChosen = isComposer ? location.search !== "" : isAt(form.action);
  if (kept?.period[0] === form.elements.period.value) fill(form, kept);
  else if (kept && isComposer && !isChosen) location.replace(`${form.dataset.compose}?${query(kept)}`);
  let isSent = false;
  form.addEventListener("submit", ({ submitter }) => {
    isSent = submitter !== again;
  });
  window.addEventListener("pageshow", () => {
    isSent = false;
  });
  window.addEventListener("pagehide", () => {
    if (isSent) sessionStorage.removeItem(CHOICES);
    else if (kept || isChosen || touched(form)) sessionStorage.setItem(CHOICES, JSON.stringify(snapshot(form)));
  });
}

function query(words) {
  const pairs = Object.entries(words).flatMap(([name, values]) => values.map((value) => [name, value]));
  return new URLSearchParams(pairs);
}
