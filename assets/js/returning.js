// A page that is read anew in the middle of a word may be answered before the word has
// arrived. It is then read once more, and as a last resort the word is put back here.
import { fieldsOf, fill } from "./words.js";

const LEFT = "slo-left";
const PAUSE = 300;
const here = () => location.pathname + location.search;
const revOf = (saver) => Number(fieldsOf(saver.form).rev?.value ?? 0);

let readAgain = null; // what this page waits for, when it is about to be read once more

/** Remember the words that are only just on their way, and which state was reached. */
export function leave(savers) {
  const words = savers.map((saver) => [saver.url, Object.fromEntries(saver.changed(true))]);
  const underWay = words.filter(([, fields]) => Object.keys(fields).length > 0);
  if (readAgain) keep({ ...readAgain, words: [...readAgain.words, ...underWay] });
  else if (savers.length > 0) {
    const revs = Object.fromEntries(savers.map((saver) => [saver.url, revOf(saver)]));
    keep({ path: here(), words: underWay, revs, again: false });
  }
}

/** See whether the words that were on their way are here. */
export function comeBack(savers) {
  const left = JSON.parse(sessionStorage.getItem(LEFT));
  sessionStorage.removeItem(LEFT);
  if (left?.path !== here()) return;
  const lost = left.words.filter(([url, fields]) => savers.some((saver) => saver.url === url && differs(saver, fields)));
  const isOlder = savers.some((saver) => revOf(saver) < left.revs[saver.url]);
  if (left.again) putBack(savers, lost);
  else if (isOlder || lost.length > 0) {
    readAgain = { ...left, words: lost, again: true };
    setTimeout(() => location.reload(), PAUSE);
  }
}

const keep = (left) => sessionStorage.setItem(LEFT, JSON.stringify(left));

function putBack(savers, lost) {
  for (const [url, fields] of lost) for (const saver of savers) if (saver.url === url) fill(saver.form, fields);
}

function differs(saver, fields) {
  const shown = saver.values();
  return Object.entries(fields).some(([name, value]) => shown.get(name)?.join("\0") !== value.join("\0"));
}
