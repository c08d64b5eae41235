// The Safety page: how far a job is, and fields whose letters are hidden.

const PAUSE = 500;

const running = document.querySelector("[data-job]");
if (running) watch(running);

async function watch(box) {
  const bar = box.querySelector("[data-job-bar]");
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
    const answer = await fetch(box.dataset.job, { headers: { Accept: "application/json" } }).catch(() => null);
    if (!answer?.ok) continue;
    const { state, percent } = await answer.json();
    if (state !== "running") return location.reload();
    if (percent) bar.value = percent;
  }
}

for (const form of document.querySelectorAll("[data-secret-form]")) {
  const fields = [...form.querySelectorAll("[data-secret]")];
  const tick = form.querySelector("[data-secret-show]");
  const box = tick.querySelector("input");
  const show = () => {
    for (const field of fields) field.type = box.checked ? "text" : "password";
  };
  tick.hidden = false;
  box.addEventListener("change", show);
  for (const take of document.querySelectorAll("[data-secret-take]")) {
    take.hidden = false;
    take.addEventListener("click", () => {
      for (const field of fields) field.value = take.dataset.secretTake;
      box.checked = true;
      show();
      fields[0].focus();
    });
  }
}
