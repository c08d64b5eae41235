"""How long the pages of a school with 20,000 records take, and what memory."""

from __future__ import annotations

import statistics
import time
from collections.abc import Sequence
from contextlib import closing
from urllib.parse import urlencode

from jinja2 import Environment

from slo_desktop.settings import Settings
from slo_desktop.storage.driver import dbapi2
from tests.bench.inside import Inside
from tests.bench.table import Row, milliseconds, percentile
from tests.bench.visitor import Server, Visitor

ROUNDS = 40
LIST_SECONDS = 0.015
SEARCH_SECONDS = 0.030
MATRIX_SECONDS = 0.020
SERVER_MEGABYTES = 150
TYPED = ("darllen", "ddysgu", "gymraeg", "plant", "reading", "chynllun", "ysgolion")
LEAST = 3
BARE_PAGE = """<!doctype html><table>{% for row in rows %}<tr>{% for cell in row %}
<td>{{ cell }}</td>{% endfor %}</tr>{% endfor %}</table>"""
BARE_QUERY = """SELECT ref, happened_on, title, kind FROM evidence
WHERE binned_at IS NULL ORDER BY happened_on DESC, id DESC LIMIT 50"""


class PageFailedError(RuntimeError):
    """A page that was to be measured did not come."""


def times(
    visitor: Visitor, paths: Sequence[str], rounds: int = ROUNDS, **headers: str
) -> list[float]:
    """Seconds of each answer, after a round that nobody counts."""
    taken = []
    for number in range(rounds + 1):
        for path in paths:
            answer = visitor.get(path, **headers)
            if answer.status != 200:
                raise PageFailedError(path, answer.status)
            if number:
                taken.append(answer.seconds)
    return taken


def inside(settings: Settings, path: str) -> float:
    """Median seconds that the program spends on a page, after a round nobody counts."""
    with closing(Inside(settings)) as asked:
        asked.seconds(path)
        return statistics.median(asked.seconds(path) for _ in range(ROUNDS))


def bare_list(settings: Settings) -> float:
    """Median seconds of the least that shows fifty rows: SQL and Jinja."""
    page = Environment(autoescape=True).from_string(BARE_PAGE)
    taken = []
    with closing(dbapi2.connect(str(settings.database))) as connection:
        for _ in range(ROUNDS):
            began = time.perf_counter()
            page.render(rows=connection.execute(BARE_QUERY).fetchall())
            taken.append(time.perf_counter() - began)
    return statistics.median(taken)


def keystrokes(word: str) -> list[str]:
    """What is in the search field while a word is typed."""
    return [word[:length] for length in range(LEAST, len(word) + 1)]


def rows(settings: Settings, server: Server) -> list[Row]:
    """The lines of the table that a running server fills."""
    sent = statistics.median(times(server.visitor, ["/evidence"]))
    listed, bare = inside(settings, "/evidence"), bare_list(settings)
    searches = [
        f"/search?{urlencode({'q': typed})}"
        for word in TYPED
        for typed in keystrokes(word)
    ]
    asked = times(server.visitor, searches, 5, Accept="application/json")
    searched = percentile(asked, 95)
    matrix = statistics.median(times(server.visitor, ["/elements"]))
    memory = server.megabytes()
    return [
        Row(
            "evidence list, 50 rows of 20,000, median in the server",
            f"<= {milliseconds(LIST_SECONDS)}",
            f"{milliseconds(listed)} = {listed / bare:.0f} x bare {milliseconds(bare)}",
            listed <= LIST_SECONDS,
        ),
        Row("the same list over HTTP, median", "-", milliseconds(sent)),
        Row(
            "search as you type, 20,000 records, p95",
            f"<= {milliseconds(SEARCH_SECONDS)}",
            milliseconds(searched),
            searched <= SEARCH_SECONDS,
        ),
        Row(
            "50-element matrix, 20,000 records, median",
            f"<= {milliseconds(MATRIX_SECONDS)}",
            milliseconds(matrix),
            matrix <= MATRIX_SECONDS,
        ),
        Row(
            "memory of the server, 20,000 records",
            f"<= {SERVER_MEGABYTES} MB",
            "not told by this system" if memory is None else f"{memory:.0f} MB",
            None if memory is None else memory <= SERVER_MEGABYTES,
        ),
    ]
