// A toast stays ten seconds, and longer while somebody points at it or is inside it.

const STAY = 10_000;

for (const toast of document.querySelectorAll("[data-toast]")) {
  let timer;
  const leave = () => {
    timer = setTimeout(() => toast.remove(), STAY);
  };
  const stay = () => clearTimeout(timer);
  toast.addEventListener("pointerenter", stay);
  toast.addEventListener("focusin", stay);
  toast.addEventListener("pointerleave", () => toast.contains(document.activeElement) || leave());
  toast.addEventListener("focusout", (event) => toast.contains(event.relatedTarget) || leave());
  const close = toast.querySelector("[data-toast-close]");
  close.hidden = false;
  close.addEventListener("click", () => toast.remove());
  leave();
}
