"""Write the same words into every field that takes words, as a person would."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from html.parser import HTMLParser

from PIL import Image

from tests.faults.attacking import Answer, Inside

BOTH = ("cy", "en")


def _both(*names: str) -> tuple[str, ...]:
    return tuple(f"{name}_{side}" for name in names for side in BOTH)


RECORDS = (
    ("/evidence/1", "/evidence/1", _both("title", "note")),
    (
        "/plan/actions/1",
        "/plan/actions/1",
        _both("title", "monitoring", "resources"),
    ),
    ("/plan/actions/1", "/plan/actions/1/updates/autumn", _both("text")),
    (
        "/plan/priorities/1",
        "/plan/priorities/1",
        _both("title", "rationale", "outcome", "end_of_year"),
    ),
    (
        "/learning/1",
        "/learning/1",
        (*_both("title", "intended", "applied"), "provider"),
    ),
    ("/learning/1", "/learning/1/reflection", _both("reflection")),
    ("/people/1", "/people/1", ("name", *_both("role"))),
    (
        "/school",
        "/school",
        _both("name", "local_authority", "vision"),
    ),
)
"""Page, form on it, and the words it takes."""

LEVEL = {"level": "impact-levels/change-in-practice"}
MADE = (
    ("/plan/actions/1/criteria", _both("text")),
    ("/plan/priorities/1/criteria", _both("text")),
    ("/learning/1/impacts", _both("text")),
)
"""Forms that add something to what is there."""


class _Forms(HTMLParser):
    """Finds the hidden `rev` of each form."""

    def __init__(self) -> None:
        super().__init__()
        self.revs: dict[str, str] = {}
        self._form = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag == "form":
            self._form = found.get("action") or ""
        elif found.get("name") == "rev":
            self.revs[self._form] = found.get("value") or ""


def rev_of(inside: Inside, page: str, form: str) -> str:
    """Revision of a record, as its page shows it."""
    forms = _Forms()
    forms.feed(inside.get(page).text)
    return forms.revs[form]


def picture() -> bytes:
    content = io.BytesIO()
    Image.new("RGB", (60, 40), "teal").save(content, "JPEG")
    return content.getvalue()


def save(inside: Inside, page: str, form: str, fields: dict[str, str]) -> Answer:
    """Let a form save itself, as its script does."""
    sent = fields | {"rev": rev_of(inside, page, form), "_fields": ",".join(fields)}
    return inside.post(form, sent, accept="application/json")


def plant(inside: Inside, words: str) -> Iterator[tuple[str, Answer]]:
    """Write into every form; gives each form and the answer to it."""
    for page, form, names in RECORDS:
        yield form, save(inside, page, form, dict.fromkeys(names, words))
    for form, names in MADE:
        sent = dict.fromkeys(names, words) | {"judged_on": "2026-11-01"}
        yield form, inside.post(form, sent | LEVEL)
    yield from _plant_new(inside, words)
    yield from _plant_file(inside, words)
    yield "/people", inside.post("/people", {"people": f"{words}\n", "group": ""})
    yield from _plant_table(inside, words)


def _plant_new(inside: Inside, words: str) -> Iterator[tuple[str, Answer]]:
    titled = dict.fromkeys(_both("title"), words)
    day = {"happened_on": "2026-11-20", "starts_on": "2026-11-20", "priority": "1"}
    yield "/evidence", inside.post("/evidence", titled | day | {"note_en": words})
    yield "/evidence/capture", inside.post("/evidence/capture", {"note": words})
    yield "/learning", inside.post("/learning", titled | day | {"provider": words})
    for kind in ("priorities", "actions"):
        form = f"/plan/2024/{kind}/new"
        yield form, inside.post(form, titled | day)


def _plant_file(inside: Inside, words: str) -> Iterator[tuple[str, Answer]]:
    name = words.replace('"', "%22").replace("/", "") + ".jpg"
    files = [("files", name, picture())]
    yield "files", inside.post("/evidence/1/files", files=files)
    page = inside.get("/evidence/1").text
    form = re.findall(r'action="(/evidence/1/files/\d+)"', page)[-1]
    captions = dict.fromkeys(_both("caption"), words)
    yield form, save(inside, "/evidence/1", form, captions)


def _plant_table(inside: Inside, words: str) -> Iterator[tuple[str, Answer]]:
    quoted = '"' + words.replace('"', '""') + '"'
    good = f"2026-11-20,{quoted},{quoted},{quoted}"
    bad = f"{quoted},{quoted},{quoted},{quoted}"
    table = f"happened_on,title_en,note_en,attachments\n{good}\n{bad}\n"
    files = [("table", "table.csv", table.encode())]
    sent = inside.post("/import", {"kind": "evidence"}, files=files)
    yield "/import", sent
    look = sent.headers["location"]
    yield "the look", inside.get(look)
    yield "the rows", inside.post(look, {"skip_bad": "yes"})
