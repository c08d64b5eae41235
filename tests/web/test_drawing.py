"""What is drawn once: rows that show the same facts, and lists to choose from."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import unescape
from itertools import pairwise
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from markupsafe import Markup
from wtforms import Form, SelectField

from slo_desktop.domain.evidence import Worked
from slo_desktop.web.drawing import choices, drawn
from slo_desktop.web.evidence.forms import worked_choices
from slo_desktop.web.forms import ChoiceField

HOSTILE = "<script>\"&'"
OPTION = re.compile(r'<option value="(.*?)"( selected)?>(.*?)</option>')


class Macro:
    """Counts how often it draws, as a macro of a template would."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self, *facts: object) -> str:
        self.times += 1
        return " ".join(map(str, facts))


@pytest.fixture
def asked(app: Flask) -> Iterator[None]:
    with app.test_request_context():
        yield


@pytest.mark.usefixtures("asked")
def test_what_shows_the_same_facts_is_drawn_once() -> None:
    macro = Macro()
    assert {drawn(macro, "a row", 1) for _again in range(3)} == {"a row 1"}
    assert macro.times == 1


@pytest.mark.usefixtures("asked")
def test_other_facts_and_other_macros_are_drawn_anew() -> None:
    one, other = Macro(), Macro()
    assert (drawn(one, "a row", 1), drawn(one, "a row", 2)) == ("a row 1", "a row 2")
    assert drawn(other, "a row", 1) == "a row 1"
    assert (one.times, other.times) == (2, 1)


def test_each_language_has_its_own_drawing(app: Flask) -> None:
    macro, preferences = Macro(), app.extensions["slo_desktop"].preferences
    for language in ("en", "cy", "en"):
        preferences.update(language=language)
        with app.test_request_context():
            drawn(macro, "a row")
    assert macro.times == 2


@pytest.mark.usefixtures("school_year_of_work")
def test_a_row_is_as_new_as_what_it_shows(client: FlaskClient) -> None:
    seen = []
    for title in ("Y clwb darllen", "Y clwb garddio", "Y clwb darllen"):
        sent = {"_fields": "title_cy", "title_cy": title}
        assert client.post("/evidence/1", data=sent).status_code in {200, 204, 303}
        seen.append(client.get("/evidence").get_data(as_text=True))
        assert f">{title}</span>" in seen[-1]
    assert all(before != after for before, after in pairwise(seen))


def asking(
    offered: Any, chosen: object = None, coerce: Callable[[Any], Any] = str
) -> SelectField:
    """A field of a form, as our forms fill it."""

    class Asked(Form):
        asked = ChoiceField(coerce=coerce)

    form = Asked(data={"asked": chosen})
    form.asked.choices = offered
    return form.asked


LISTS = {
    "few": asking([("a", "A"), (HOSTILE, HOSTILE)], HOSTILE),
    "none": asking([]),
    "number": asking([(1, "One"), (2, "Two")], 2, int),
    "groups": asking({"": [("", "-")], "<B>": [("b", "B"), ("c", "C")]}, "c"),
}


def test_what_can_be_chosen_is_escaped() -> None:
    made = choices(LISTS["few"])
    escaped = "&lt;script&gt;&#34;&amp;&#39;"
    assert isinstance(made, Markup)
    assert made == (
        '<option value="a">A</option>'
        f'<option value="{escaped}" selected>{escaped}</option>'
    )


def test_groups_stand_below_their_names() -> None:
    assert choices(LISTS["groups"]) == (
        '<option value="">-</option>'
        '<optgroup label="&lt;B&gt;"><option value="b">B</option>'
        '<option value="c" selected>C</option></optgroup>'
    )


@pytest.mark.parametrize("name", LISTS)
def test_the_same_is_offered_and_chosen_as_the_library_says(name: str) -> None:
    _is_the_same(LISTS[name])


@pytest.mark.usefixtures("asked")
@pytest.mark.parametrize("chosen", [*Worked, None])
def test_an_empty_choice_is_chosen_where_nothing_was_said(
    chosen: Worked | None,
) -> None:
    coerce = lambda text: Worked(text) if text else None  # noqa: E731
    field = asking(worked_choices("Not said"), chosen, coerce)
    _is_the_same(field)
    assert choices(field).count(" selected") == 1


def _is_the_same(field: SelectField) -> None:
    told = [
        (unescape(value), bool(is_chosen), unescape(label))
        for value, is_chosen, label in OPTION.findall(choices(field))
    ]
    library = [
        (str(value), bool(is_chosen), str(label))
        for value, label, is_chosen, *_more in field.iter_choices()
    ]
    assert told == library
