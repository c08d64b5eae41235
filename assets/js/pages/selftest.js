// The self-test: its steps as they are tried, until it is over.

const PAUSE = 400;

const box = document.querySelector("[data-selftest]");
if (box) follow(box);

async function follow(running) {
  const bar = running.querySelector("[data-selftest-bar]");
  const shown = document.querySelector("[data-selftest-steps]");
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
    const answer = await fetch(running.dataset.selftest).catch(() => null);
    if (!answer?.ok) continue;
    const part = new DOMParser().parseFromString(await answer.text(), "text/html");
    const { state, percent } = part.querySelector("[data-state]")?.dataset ?? {};
    if (state !== "running") return location.reload();
    if (percent !== "0") bar.value = percent;
    shown.replaceChildren(...part.body.childNodes);
  }
}
