"""Words that look like a program are shown as words, wherever they were written."""

from __future__ import annotations

import json
import re
import time
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from io import BytesIO

import pypdfium2
import pytest
from playwright.sync_api import Browser, Page

from tests.faults.attacking import Inside, Serving
from tests.faults.planting import plant

EVIL = (
    '"><img data-evil src=x onerror="window.evil=1">'
    "<script data-evil>window.evil=1</script>'{{7*7}}"
)
VARIABLE = re.compile("=[^&]*|[0-9a-f]{32}|[0-9a-f-]{36}|[0-9.]+")
HANDLERS = re.compile("on[a-z]+")
JOB_OVER = frozenset({"done", "failed", "stopped"})
PATIENCE_SECONDS = 60


class Marks(HTMLParser):
    """Finds what a browser would run, and where a page leads."""

    def __init__(self) -> None:
        super().__init__()
        self.run: list[str] = []
        self.links: set[str] = set()
        self._script = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self._script = tag == "script"
        if "data-evil" in found or any(map(HANDLERS.fullmatch, found)):
            self.run.append(tag)
        link = found.get("href") or ""
        if link.lower().startswith(("javascript:", "data:", "vbscript:")):
            self.run.append(link)
        if link.startswith("/") and not link.startswith(("/static/", "/reports/")):
            self.links.add(link.partition("#")[0])

    def handle_data(self, data: str) -> None:
        if self._script and data.strip():
            self.run.append("an inline script")
        self._script = False


@pytest.fixture(scope="module")
def planted(served: Serving) -> Inside:
    """The school, with the same evil words in every field that takes words."""
    for form, answer in plant(served.inside, EVIL):
        assert answer.status in {200, 303}, (form, answer.text)
        assert not look(answer.text).run, form
    return served.inside


def look(text: str) -> Marks:
    marks = Marks()
    marks.feed(text)
    return marks


def crawl(inside: Inside, *, of_a_kind: int) -> Iterator[tuple[str, str]]:
    """Pages that can be reached by following links, some of every kind."""
    waiting, seen = ["/", "/bin", "/import", "/reports"], set[str]()
    kinds: Counter[str] = Counter()
    while waiting:
        path = waiting.pop(0)
        kind = VARIABLE.sub("-", path)
        if path in seen or kinds[kind] == of_a_kind:
            continue
        seen.add(path)
        kinds[kind] += 1
        answer = inside.get(path)
        assert answer.status < 500, path
        if answer.headers["content-type"].startswith("text/html"):
            yield path, answer.text
            waiting += sorted(look(answer.text).links - seen)


def test_s9_no_page_holds_anything_that_would_run(planted: Inside) -> None:
    shown = 0
    for path, text in crawl(planted, of_a_kind=2):
        assert look(text).run == [], path
        shown += "data-evil" in text
    assert shown > 10


def test_s9_the_palette_gets_words_and_no_markup(planted: Inside) -> None:
    answer = planted.ask("GET", "/search?q=evil", headers={"Accept": "text/json"})
    found = planted.get("/search?q=evil&format=json")
    assert found.headers["content-type"] == "application/json"
    assert "data-evil" in json.dumps(json.loads(found.body))
    assert look(answer.text).run == []


def test_s9_a_draft_comes_back_as_data(planted: Inside) -> None:
    sent = {"Content-Type": "application/json", "X-CSRFToken": planted.csrf()}
    body = json.dumps({"title_en": [EVIL], "note_cy": [EVIL]}).encode()
    planted.ask("PUT", "/drafts/evidence-new", body, sent)
    answer = planted.get("/drafts/evidence-new")
    assert answer.headers["content-type"] == "application/json"
    assert answer.body == body


def enter(page: Page, inside: Inside) -> None:
    name, _is, value = inside.cookie.partition("=")
    page.context.add_cookies([{"name": name, "value": value, "url": inside.here}])


def test_s9_nothing_runs_in_a_real_browser(planted: Inside, browser: Browser) -> None:
    dialogs: list[str] = []
    context = browser.new_context()
    page = context.new_page()
    page.on("dialog", lambda dialog: dialogs.append(dialog.message))
    enter(page, planted)
    for path in ("/evidence/new", "/evidence/1", "/plan/2024", "/learning/1", "/"):
        page.goto(planted.here + path)
        page.wait_for_selector(":root[data-script]", state="attached")
        page.keyboard.press("Control+k")
        page.keyboard.type("evil")
        page.wait_for_timeout(400)
        assert page.evaluate("window.evil") is None, path
        assert page.locator("[data-evil]").count() == 0, path
    context.close()
    assert dialogs == []


def test_s9_the_report_prints_it_as_words(planted: Inside) -> None:
    sent = {"layout": "en", "naming": "names", "period": "since", "since": "2024-09-01"}
    answer = planted.post("/reports/governors", sent)
    assert answer.status == 303, answer.text
    job, deadline = answer.headers["location"], time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        state = json.loads(planted.get(f"{job}/state").body)["state"]
        if state in JOB_OVER:
            break
        time.sleep(0.2)
    assert state == "done"
    pdf = planted.get(f"{job}/pdf")
    for word in (b"/JavaScript", b"/EmbeddedFile", b"/Launch", b"file://"):
        assert word not in pdf.body
    pages = pypdfium2.PdfDocument(BytesIO(pdf.body))
    text = "".join(page.get_textpage().get_text_range() for page in pages)
    pages.close()
    assert "window.evil=1" in text.replace("\r\n", "").replace("\n", "")
    assert "{{7*7}}" in text.replace("\r\n", "").replace("\n", "")
