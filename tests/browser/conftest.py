"""A real browser in front of the real server, with no way out to the network."""

from __future__ import annotations

import datetime as dt
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
)

from slo_desktop import paths
from slo_desktop.app import create_app
from slo_desktop.desktop.server import Server
from slo_desktop.settings import Settings
from slo_desktop.web.extensions import db
from slo_desktop.web.guards import guard

AXE = Path(__file__).with_name("axe.min.js").read_text("utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PATIENCE_MS = 15_000
# A page never asks for a module twice, so this waits for its own.
SCRIPT = """document.querySelector("script[src$='/js/app.js']").src"""
SETTLED = f"""(names) => Promise.all(names.map((name) =>
    import(new URL(`./${{name}}.js`, {SCRIPT}))))
  .then((modules) => Promise.all(modules.map((module) => module.restored)))
  .then(() => true)"""
BEHAVIOURS = [
    path.stem for path in (paths.assets() / "js").glob("*.js") if path.stem != "app"
]
NOW = dt.datetime(2026, 11, 22, 18, 0, tzinfo=dt.UTC)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker(pytest.mark.browser)
            # A busy machine can be too slow for a real browser once; the run says so.
            item.add_marker(pytest.mark.flaky(reruns=1))


class Window:
    """A page that was let in, and what it said on its console."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.address = address
        self.complaints: list[str] = []
        page.set_default_timeout(PATIENCE_MS)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", self._hear)

    def _hear(self, said: ConsoleMessage) -> None:
        if said.type == "error":
            self.complaints.append(said.text)

    def go(self, path: str) -> None:
        """Open a page and wait until its scripts have had their say."""
        self.page.goto(self.address + path)
        self.settled()

    def settled(self) -> None:
        """Wait until every behaviour listens and every kept word is back."""
        self.page.wait_for_selector(":root[data-script]", state="attached")
        self.page.evaluate(SETTLED, BEHAVIOURS)

    def glance(self, path: str) -> None:
        """Open a page only to look at it."""
        self.page.goto(self.address + path)
        self.page.wait_for_selector(":root[data-script]", state="attached")

    def speak(self, language: str) -> None:
        if self.page.get_attribute("html", "lang") != language:
            self.page.click("[data-language] button")
            self.page.wait_for_selector(f"html[lang={language}]")

    def saved(self) -> None:
        """Wait until the status bar says that everything is kept."""
        self.page.wait_for_selector("[data-save-state][data-now=saved]")

    def faults(
        self, *, rules: list[str] | None = None, colours: bool = True
    ) -> list[str]:
        """What axe finds, one line per rule.

        Args:
            rules: only these; otherwise all of WCAG 2.2 AA and best practice.
            colours: whether contrast counts, which takes as long as all the rest.
        """
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(AXE)
        kind, values = ("rule", rules) if rules else ("tag", TAGS)
        # What is in order is not described: that takes a quarter of the time. Sheets
        # are read again only where all is looked at: one rule about turning needs it.
        found: list[str] = self.page.evaluate(
            """([runOnly, enabled, preload]) => axe
              .run(document, { runOnly, preload, resultTypes: ["violations"],
                rules: { "color-contrast": { enabled } } })
              .then((result) => result.violations.map((rule) => `${rule.id}: ` +
                rule.nodes.map((node) => node.target.join(" ")).join(", ")))""",
            [{"type": kind, "values": values}, colours, colours and not rules],
        )
        return found

    @contextmanager
    def dark(self) -> Iterator[None]:
        """The same page in its dark colours."""
        self.page.evaluate("document.documentElement.dataset.theme = 'dark'")
        yield
        self.page.evaluate("document.documentElement.dataset.theme = 'light'")

    def resize(self, size: tuple[int, int]) -> None:
        """Give the window another size."""
        self.page.set_viewport_size({"width": size[0], "height": size[1]})

    @contextmanager
    def sized(self, size: tuple[int, int]) -> Iterator[None]:
        """The same page in a window of another size."""
        before = self.page.viewport_size
        assert before
        self.resize(size)
        yield
        self.page.set_viewport_size(before)

    @contextmanager
    def text_at_200_percent(self) -> Iterator[None]:
        """The same page with its text as large as it gets, which nobody remembers."""
        self.page.route("**/preferences", lambda route: route.fulfill(status=204))
        theirs = f"import(new URL('./preferences.js', {SCRIPT}))"
        step = f"{theirs}.then((their) => their.zoom(%s))"
        self.page.evaluate(step % 100)
        yield
        self.page.evaluate(step % 0)
        self.page.unroute("**/preferences")

    def until(self, expression: str) -> None:
        """Wait until something is true; the page itself may not evaluate words."""
        end = time.monotonic() + PATIENCE_MS / 1000
        while not self.page.evaluate(expression):
            assert time.monotonic() < end, expression
            self.page.wait_for_timeout(50)

    def overflow(self) -> int:
        """Pixels by which the page is wider than its window, once it is all there."""
        self.page.wait_for_load_state("load")
        self.page.evaluate("document.fonts.ready.then(() => true)")
        wide: int = self.page.evaluate(
            "document.documentElement.scrollWidth - window.innerWidth"
        )
        return max(wide, 0)


@contextmanager
def serving(app: Flask) -> Iterator[str]:
    """Serve an application as the program does; gives its address."""
    server = Server(app)
    server.start()
    try:
        yield server.address
    finally:
        server.stop()


@pytest.fixture
def window(app: Flask, browser: Browser) -> Iterator[Window]:
    """A small school, and a window of the usual size in front of it, in English."""
    app.config["WTF_CSRF_ENABLED"] = True
    app.extensions["slo_desktop"].preferences.update(language="en")
    with serving(app) as address:
        context = browser.new_context(viewport={"width": 1280, "height": 800})
        yield entered(context, app, address)
        context.close()


def entered(
    context: BrowserContext, app: Flask, address: str, *, scripts: bool = True
) -> Window:
    """A new window that used an entry of its own."""
    with app.app_context():
        entry = guard().new_entry()
    window = Window(context.new_page(), address)
    if scripts:
        window.go(entry)
    else:
        window.page.goto(address + entry)
    return window


class School:
    """A school that is served; every window on it is a fresh one."""

    def __init__(self, app: Flask, browser: Browser, address: str) -> None:
        self.app = app
        self.browser = browser
        self.address = address

    def prefer(self, **preferences: object) -> None:
        """Choose a language, theme or text size as the menus do."""
        self.app.extensions["slo_desktop"].preferences.update(**preferences)

    @contextmanager
    def seen(
        self,
        *,
        language: str,
        size: tuple[int, int] = (1280, 800),
        theme: str = "light",
        zoom: int = 100,
    ) -> Iterator[Window]:
        """A window with these preferences."""
        self.prefer(language=language, theme=theme, zoom=zoom)
        with self.opened(size=size) as window:
            yield window

    @contextmanager
    def opened(
        self, *, size: tuple[int, int] = (1280, 800), scripts: bool = True
    ) -> Iterator[Window]:
        """A window as the last one was left."""
        width, height = size
        context = self.browser.new_context(
            viewport={"width": width, "height": height},
            reduced_motion="reduce",
            java_script_enabled=scripts,
        )
        try:
            yield entered(context, self.app, self.address, scripts=scripts)
        finally:
            context.close()


def settings_in(folder: Path) -> Settings:
    """A launch on the school and the cache of a folder, on the day of the sample."""
    return Settings(
        data_dir=folder / "school", cache_dir=folder / "cache", clock=lambda: NOW
    )


@contextmanager
def school_in(folder: Path, browser: Browser) -> Iterator[School]:
    """Serve the school of a folder, which may still be empty."""
    app = create_app(settings_in(folder))
    with serving(app) as address:
        yield School(app, browser, address)
    with app.app_context():
        db.engine.dispose()


@pytest.fixture(scope="session")
def sample_folder(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented school, opened as a person opens it, and closed again."""
    folder = tmp_path_factory.mktemp("sample")
    with school_in(folder, browser) as school:
        context = browser.new_context()
        first = entered(context, school.app, school.address)
        first.page.click("form[action$='/sample'] button >> nth=0")
        first.page.wait_for_selector(".rail__item[aria-current]", timeout=60_000)
        context.close()
    return folder


@pytest.fixture(scope="session")
def sample_school(
    browser: Browser, sample_folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[School]:
    """The invented school, for tests that only look."""
    folder = tmp_path_factory.mktemp("looked-at") / "copy"
    shutil.copytree(sample_folder, folder)
    with school_in(folder, browser) as school:
        yield school


@pytest.fixture
def own_school(
    browser: Browser, sample_folder: Path, tmp_path: Path
) -> Iterator[School]:
    """A copy of the invented school, for a test that writes."""
    shutil.copytree(sample_folder, tmp_path / "own")
    with school_in(tmp_path / "own", browser) as school:
        yield school


@pytest.fixture
def new_school(browser: Browser, tmp_path: Path) -> Iterator[School]:
    """An empty folder: the first run is still to come."""
    with school_in(tmp_path / "new", browser) as school:
        yield school
