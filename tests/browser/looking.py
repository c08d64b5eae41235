"""One look at a page: everything that several tests want to know about it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from slo_desktop.domain.languages import Language
from slo_desktop.i18n.catalogues import translations
from tests.browser.conftest import School, Window

SMALL = (800, 600)
NARROWEST = (320, 640)
USUAL = (1280, 800)
Found = dict[str, list[str]]
REFUSED = re.compile(r"status of (409|422)")

# Words in the language of the page; names of languages and words that say they are in
# the other language are none of them.
WORDS = """() => {
  const speaks = document.documentElement.lang;
  const ours = (node) => node.closest("[lang]").lang === speaks;
  const silent = "script, style, template, noscript, textarea, kbd, svg, code";
  const found = new Set();
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const { parentElement: parent, data } = walk.currentNode;
    if (ours(parent) && !parent.closest(silent)) found.add(data);
  }
  for (const name of ["title", "aria-label", "placeholder", "alt", "label"])
    for (const node of document.body.querySelectorAll(`[${name}]`))
      if (ours(node)) found.add(node.getAttribute(name));
  for (const node of document.body.querySelectorAll("[data-save-state], dialog"))
    for (const [name, value] of Object.entries(node.dataset))
      if (value.includes(" ")) found.add(value);
  return [...found].map((text) => text.trim().replace(/\\s+/g, " "));
}"""


# Whatever a link with an anchor, a key or the wheel asks for, one after the other.
PUSHED = """() => {
  const edge = (name) => document.querySelector(name).getBoundingClientRect();
  const moved = () => edge(".topbar").top !== 0
    || Math.abs(edge(".statusbar").bottom - window.innerHeight) > 1;
  const found = [];
  if (!document.querySelector(".topbar")) return ["there is no frame"];
  const { scrollHeight } = document.documentElement;
  if (scrollHeight > window.innerHeight) found.push(`page is ${scrollHeight} high`);
  for (const node of document.querySelectorAll("#main, #main [id]")) {
    node.scrollIntoView();
    if (moved()) found.push(`#${node.id}`);
  }
  document.scrollingElement.scrollTo(0, 1e6);
  if (moved()) found.push("the end");
  for (const node of document.querySelectorAll("*")) node.scrollTo(0, 0);
  return found.slice(0, 3);
}"""
# A long word may be cut once; in three pieces it stands in a column that is too narrow.
IN_PIECES = """() => {
  const found = [];
  const isSeen = (node) => {
    if (!node.checkVisibility()) return false;
    for (let each = node; each; each = each.parentElement)
      if (getComputedStyle(each).clipPath !== "none") return false;
    return true;
  };
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  while (walk.nextNode()) {
    const { currentNode: node } = walk;
    if (!isSeen(node.parentElement)) continue;
    for (const { 0: word, index } of node.data.matchAll(/\\p{L}{4,}/gu)) {
      range.setStart(node, index);
      range.setEnd(node, index + word.length);
      const lines = new Set([...range.getClientRects()].map((box) => box.top));
      if (lines.size > 2) found.push(word);
    }
  }
  return [...new Set(found)].slice(0, 5);
}"""
# The same in both languages, and right so.
NAMES = re.compile(
    r"""[\W\d]*                            # numbers, signs, dates in digits
    | [EPL]-?\d[\w.-]*                     # names of records
    | .*\.(?:jpg|pdf|docx|xlsx)            # names of files
    | .*\bCtrl\b.* | Esc | Enter | F1 | Alt\ ←
    """,
    re.VERBOSE,
)
# Words that the catalogue itself says are the same, like Bin and Cost.
SHARED = {
    english
    for english, welsh in translations(Language.CY)._catalog.items()
    if english == welsh
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What was found on one page in one language.

    Attributes:
        language: what the page says of itself.
        faults: what axe finds, by theme or width.
        overflow: pixels too wide, by width or text size.
        pieces: words in columns of a few letters, by the same.
        pushed: what moves the frame, by width.
        complaints: what stood on the console.
        words: every text in the language of the page.
    """

    language: str | None
    faults: Found
    overflow: dict[str, int]
    pieces: Found
    pushed: Found
    complaints: list[str]
    words: frozenset[str]


Looks = Callable[[School, str, str], Look]


def looks(window_on: Callable[[School], Window]) -> Looks:
    """A way to look at pages that looks at none of them twice."""

    @cache
    def look(school: School, path: str, language: str) -> Look:
        window = window_on(school)
        school.prefer(language=language)
        window.complaints.clear()
        window.resize(USUAL)
        window.go(path)
        words = frozenset[str](window.page.evaluate(WORDS))
        # Colours and folds are the same in both languages; Welsh words are longer.
        in_welsh = language == "cy"
        faults = {"light": window.faults(colours=in_welsh)}
        if in_welsh:
            with window.dark():
                faults["dark"] = window.faults(rules=["color-contrast"])
        overflow, pieces, pushed = _shapes(window, in_welsh=in_welsh)
        if in_welsh:
            faults["narrow"] = window.faults(colours=False)
        return Look(
            language=window.page.get_attribute("html", "lang"),
            faults=_not_empty(faults),
            overflow={name: pixels for name, pixels in overflow.items() if pixels},
            pieces=_not_empty(pieces),
            pushed=_not_empty(pushed),
            complaints=window.complaints.copy(),
            words=words,
        )

    return look


def _shapes(window: Window, *, in_welsh: bool) -> tuple[dict[str, int], Found, Found]:
    """What does not fit the window in any size, which is the narrowest afterwards."""
    overflow, pieces, pushed, read = {}, Found(), Found(), window.page.evaluate
    with window.text_at_200_percent():
        overflow["text at 200 %"] = window.overflow()
    for size in (USUAL, SMALL, NARROWEST):
        window.resize(size)
        here = " × ".join(map(str, size))
        overflow[here] = window.overflow()
        if in_welsh:
            pieces[here] = read(IN_PIECES)
        if in_welsh and size != NARROWEST:
            pushed[here] = read(PUSHED)
        if in_welsh and size == SMALL:
            with window.text_at_200_percent():
                pieces[f"{here}, text at 200 %"] = read(IN_PIECES)
    return overflow, pieces, pushed


def _not_empty(found: Found) -> Found:
    return {name: all_ for name, all_ in found.items() if all_}


def looks_right(window: Window) -> None:
    """No fault for anybody's eyes, in any width, theme or size of text."""
    assert window.faults() == []
    with window.dark():
        assert window.faults(rules=["color-contrast"]) == []
    for size in (SMALL, NARROWEST):
        with window.sized(size):
            assert window.overflow() == 0, size
    with window.text_at_200_percent(), window.sized(SMALL):
        assert window.overflow() == 0
    assert complaints(window) == []


def complaints(window: Window) -> list[str]:
    """What stood on the console, but that a page says why something was refused."""
    return [line for line in window.complaints if not REFUSED.search(line)]


def untranslated(same: frozenset[str], names: set[str]) -> Iterator[str]:
    """Texts that are neither names nor words that Welsh and English share."""
    for text in same:
        parts = set(text.strip("; :").split(", "))
        if not (NAMES.fullmatch(text) or parts <= names or text in SHARED):
            yield text
