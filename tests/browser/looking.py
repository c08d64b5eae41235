"""One look at a page: everything that several tests want to know about it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from tests.browser.conftest import School, Window

SMALL = (800, 600)
NARROWEST = (320, 640)
USUAL = (1280, 800)
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What was found on one page in one language.

    Attributes:
        language: what the page says of itself.
        faults: what axe finds, by theme or width.
        overflow: pixels too wide, by width or text size.
        complaints: what stood on the console.
        words: every text in the language of the page.
    """

    language: str | None
    faults: dict[str, list[str]]
    overflow: dict[str, int]
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
        window.go(path)
        # Colours and folds are the same in both languages; Welsh words are longer.
        faults, overflow = {}, {}
        words = frozenset[str](window.page.evaluate(WORDS))
        faults["light"] = window.faults()
        if language == "cy":
            with window.dark():
                faults["dark"] = window.faults(rules=["color-contrast"])
        with window.text_at_200_percent():
            overflow["text at 200 %"] = window.overflow()
        with window.sized(SMALL):
            overflow["800 × 600"] = window.overflow()
        with window.sized(NARROWEST):
            overflow["320 × 640"] = window.overflow()
            if language == "cy":
                faults["narrow"] = window.faults()
        return Look(
            language=window.page.get_attribute("html", "lang"),
            faults={name: found for name, found in faults.items() if found},
            overflow={name: pixels for name, pixels in overflow.items() if pixels},
            complaints=window.complaints.copy(),
            words=words,
        )

    return look


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
