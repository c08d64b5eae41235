// How far a look or a restore is. While the school closes and opens again the server
// holds the question back, and whoever answers then knows nothing of this work: it is
// over, and the next page says what became of it.

const PAUSE = 500;

const box = document.querySelector("[data-work]");
if (box) watch(box);

async function watch(work) {
  const words = work.querySelector("[data-work-words]");
  const bar = work.querySelector("progress");
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
    const answer = await fetch(work.dataset.work, { headers: { Accept: "application/json" } }).catch(() => null);
    if (!answer?.ok) continue;
    const { state, words: told, percent } = await answer.json();
    if (state === "gone") return location.replace(work.dataset.gone);
    if (state !== "running") return location.replace(work.dataset.next);
    if (words.textContent !== told) words.textContent = told;
    if (percent === null) bar.removeAttribute("value");
    else bar.value = percent;
  }
}
