// A page that is read anew in the middle of a word may be answered before the word has
// arrived. It is then read once more, and as a last resort the word is put back here.
import { fill } from "./words.js";

const LEFT = "slo-left";
const PAUSE = 300;
const here = () => location.pathname + location.search;

/** Remember the words that are only just on their way. */
export function leave(savers) {
  const words = savers.map((saver) => [saver.url, Object.fromEntries(saver.changed(true))]);
  const underWay = words.filter(([, fields]) => Object.keys(fields).length > 0);
  if (underWay.length > 0) keep({ path: here(), words: underWay, again: false });
}

/** See whether the words that were on their way are here. */
export function comeBack(savers) {
  const left = JSON.parse(sessionStorage.getItem(LEFT));
  sessionStorage.removeItem(LEFT);
  if (left?.path !== here()) return;
  const lost = left.words.filter(([url, fields]) => savers.some((saver) => saver.url === url && differs(saver, fields)));
  if (lost.length === 0) return;
  if (left.again) for (const [url, fields] of lost) for (const saver of savers) saver.url === url && fill(saver.form, fields);
  else {
    keep({ ...left, again: true });
    setTimeout(() => location.reload(), PAUSE);
  }
}

const keep = (left) => sessionStorage.setItem(LEFT, JSON.stringify(left));

function differs(saver, fields) {
  const shown = saver.values();
  return Object.entries(fields).some(([name, value]) => shown.get(name)?.join("\0") !== value.join("\0"));
}
