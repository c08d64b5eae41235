"""A real browser in front of the real server, with no way out to the network."""

from __future__ import annotations

import datetime as dt
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import waitress
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from slo_desktop.app import create_app
from slo_desktop.settings import Settings
from slo_desktop.web.extensions import db
from slo_desktop.web.guards import guard

AXE = Path(__file__).with_name("axe.min.js").read_text("utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PATIENCE_MS = 15_000
NOW = dt.datetime(2026, 11, 22, 18, 0, tzinfo=dt.UTC)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker(pytest.mark.browser)


class Window:
    """A page that was let in, and what it said on its console."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.address = address
        self.complaints: list[str] = []
        page.set_default_timeout(PATIENCE_MS)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on(
            "console",
            lambda said: said.type == "error" and self.complaints.append(said.text),
        )

    def go(self, path: str) -> None:
        self.page.goto(self.address + path)
        self.page.wait_for_selector(":root[data-script]")
        self.page.wait_for_load_state("networkidle")

    def speak(self, language: str) -> None:
        if self.page.get_attribute("html", "lang") != language:
            self.page.click("[data-language] button")
            self.page.wait_for_selector(f"html[lang={language}]")

    def saved(self) -> None:
        """Wait until the status bar says that everything is kept."""
        self.page.wait_for_selector("[data-save-state][data-now=saved]")

    def faults(self) -> list[str]:
        """What axe finds, one line per rule."""
        self.page.evaluate(AXE)
        found: list[str] = self.page.evaluate(
            """(tags) => axe.run(document, { runOnly: tags }).then((result) =>
              result.violations.map((rule) => `${rule.id}: ` +
                rule.nodes.map((node) => node.target.join(" ")).join(", ")))""",
            RULES,
        )
        return found

    def overflow(self) -> int:
        """Pixels by which the page is wider than its window."""
        wide: int = self.page.evaluate(
            "document.documentElement.scrollWidth - window.innerWidth"
        )
        return max(wide, 0)


@contextmanager
def serving(app: Flask) -> Iterator[str]:
    """Serve an application as the program does; gives its address."""
    server = waitress.create_server(app, host="127.0.0.1", port=0, threads=4)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.effective_port}"
    finally:
        server.close()
        server.task_dispatcher.shutdown()
        thread.join(timeout=10)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        pytest.skip("needs Chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox"]
        )
        yield browser
        browser.close()


@pytest.fixture
def window(app: Flask, browser: Browser) -> Iterator[Window]:
    """A small school, and a window of the usual size in front of it, in English."""
    app.config["WTF_CSRF_ENABLED"] = True
    app.extensions["slo_desktop"].preferences.update(language="en")
    with serving(app) as address:
        context = browser.new_context(viewport={"width": 1280, "height": 800})
        yield entered(context, app, address)
        context.close()


def entered(context: BrowserContext, app: Flask, address: str) -> Window:
    """A new window that used an entry of its own."""
    with app.app_context():
        entry = guard().new_entry()
    window = Window(context.new_page(), address)
    window.go(entry)
    return window


class SampleSchool:
    """The invented school, served; every window is a fresh one."""

    def __init__(self, app: Flask, browser: Browser, address: str) -> None:
        self.app = app
        self.browser = browser
        self.address = address

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
        preferences = self.app.extensions["slo_desktop"].preferences
        preferences.update(language=language, theme=theme, zoom=zoom)
        width, height = size
        context = self.browser.new_context(viewport={"width": width, "height": height})
        yield entered(context, self.app, self.address)
        context.close()


@pytest.fixture(scope="session")
def sample_school(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[SampleSchool]:
    """Opened as a person opens it: from the first page of an empty folder."""
    folder = tmp_path_factory.mktemp("sample")
    settings = Settings(
        data_dir=folder / "school", cache_dir=folder / "cache", clock=lambda: NOW
    )
    app = create_app(settings)
    with serving(app) as address:
        context = browser.new_context()
        first = entered(context, app, address)
        first.page.click("form[action$='/sample'] button >> nth=0")
        first.page.wait_for_selector(".rail__item[aria-current]")
        context.close()
        yield SampleSchool(app, browser, address)
    with app.app_context():
        db.engine.dispose()
