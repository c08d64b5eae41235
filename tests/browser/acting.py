"""What the head of a school does with mouse and keys, in the language she reads."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Locator, Page, expect

from slo_desktop.domain.languages import Language
from slo_desktop.i18n.catalogues import say
from tests.browser.conftest import Window


@dataclass(frozen=True, slots=True)
class Head:
    """Somebody at a window; what she presses she finds by the words on it."""

    window: Window
    language: str

    @property
    def page(self) -> Page:
        return self.window.page

    def words(self, english: str) -> str:
        """A sentence of the program as this person reads it."""
        return say(english, Language(self.language))

    def press(self, english: str, within: str = "main") -> None:
        """Press a button that leads somewhere."""
        button = self.page.locator(within).get_by_role("button")
        with self.page.expect_navigation():
            button.and_(self.page.get_by_text(self.words(english), exact=True)).click()
        self.settled()

    def follow(self, english: str) -> None:
        """Follow the first link with these words."""
        words = self.words(english).partition("%(")[0].strip()
        with self.page.expect_navigation():
            self.page.get_by_role("link", name=words).first.click()
        self.settled()

    def visit(self, place: str) -> None:
        """Go to a place of the rail by its address."""
        with self.page.expect_navigation():
            self.page.locator(f".rail__item[href='{place}']").click()
        self.settled()

    def settled(self) -> None:
        if self.page.evaluate("'script' in document.documentElement.dataset"):
            self.window.settled()

    def write(self, name: str, text: str, within: str = "main") -> None:
        """Write in the box of her language."""
        self.page.fill(f"{within} [name={name}_{self.language}]:visible", text)

    def pick(self, name: str, words: str) -> None:
        """Tick something in a long list that has to be opened first."""
        picker = self.page.locator("[data-picker]").filter(
            has=self.page.locator(f"[name={name}]")
        )
        more = picker.locator("details")
        if more.get_attribute("open") is None:
            picker.locator("summary").click()
        picker.locator("[data-picker-item]", has_text=words).first.locator(
            "input"
        ).check()

    def told(self, english: str) -> None:
        """The toast says this."""
        toast = self.page.locator("[data-toast]").first
        expect(toast).to_contain_text(self.words(english))

    def sees(self, text: str, within: str = "main") -> Locator:
        """A text stands on the page."""
        found = self.page.locator(within).get_by_text(text).first
        expect(found).to_be_visible()
        return found


def photo(folder: Path) -> Path:
    """A picture that says where it was taken."""
    path = folder / "gardd.jpg"
    exif = Image.Exif()
    exif[0x010F] = "A camera"
    Image.new("RGB", (640, 480), (90, 140, 60)).save(path, exif=exif)
    return path
