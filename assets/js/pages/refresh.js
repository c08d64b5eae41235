// What stands beside the fields of a record (links, notes, its row in the list) is
// shown anew after a save, as the server now says it; the fields themselves stay.

const PARTS = "[data-refresh], [data-row][aria-current='true']";
const PAUSE = 400;
let timer = null;

async function refresh() {
  const answer = await fetch(location.href).catch(() => null);
  if (!answer?.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = [...page.querySelectorAll(PARTS)];
  const shown = [...document.querySelectorAll(PARTS)];
  // A record that left this list, or a page that changed its shape, is read whole later.
  if (fresh.length !== shown.length) return;
  shown.forEach((part, place) => {
    if (!part.contains(document.activeElement)) part.replaceChildren(...fresh[place].childNodes);
  });
}

document.addEventListener("saved", () => {
  clearTimeout(timer);
  timer = setTimeout(refresh, PAUSE);
});
