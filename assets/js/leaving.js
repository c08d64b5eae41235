// Nobody leaves a page with words that are not saved: whoever holds words registers
// here, and links and forms wait until they are safe.

const holders = [];
const PATIENCE = 4000;

/** Register `{ dirty(), flush(last) }`, and `unfit()`, what cannot be saved as it stands. */
export function holdWords(holder) {
  holders.push(holder);
}

const dirty = () => holders.some((holder) => holder.dirty());

/** Save everything; true when nothing is left unsaved. */
export async function flush() {
  // A form cannot be sent again while the event that stopped it is still running.
  await new Promise((resume) => setTimeout(resume));
  const all = Promise.all(holders.map((holder) => holder.flush()));
  const enough = new Promise((resolve) => setTimeout(resolve, PATIENCE));
  await Promise.race([all, enough]).catch(() => {});
  return !dirty();
}

const refused = () => holders.flatMap((holder) => holder.unfit?.() ?? []);

/** Ask whether to go while something cannot be saved as it stands; it is kept. */
function mayLeave() {
  const dialog = document.querySelector("[data-leaving]");
  if (refused().length === 0 || !dialog?.showModal) return true;
  dialog.querySelector("[data-leaving-fields]").textContent = refused().join(", ");
  dialog.returnValue = "";
  dialog.showModal();
  dialog.querySelector("[data-focus-first]").focus();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "leave"), { once: true });
  });
}

document.addEventListener("click", async (event) => {
  const link = event.target.closest?.("a[href]");
  const isPlain = event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
  if (!link || !isPlain || event.defaultPrevented || link.target || link.download) return;
  if (link.getAttribute("href").startsWith("#") || !(dirty() || refused().length > 0)) return;
  event.preventDefault();
  await flush();
  if (await mayLeave()) location.assign(link.href);
});

document.addEventListener("submit", async (event) => {
  const { target: form, submitter } = event;
  if (event.defaultPrevented || form.method === "dialog" || form.dataset.cleared || !dirty()) return;
  event.preventDefault();
  await flush();
  form.dataset.cleared = "yes";
  if (submitter) submitter.click();
  else form.submit();
});

// The last chance: the page goes whatever we do, so send what is left on its way.
window.addEventListener("pagehide", () => holders.forEach((holder) => holder.dirty() && holder.flush(true)));
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden") holders.forEach((holder) => holder.dirty() && holder.flush());
});
