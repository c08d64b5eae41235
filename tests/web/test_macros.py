"""What the shared macros know by heart stays true to the framework files."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from slo_desktop.domain.bilingual import Bilingual
from slo_desktop.domain.languages import Language
from slo_desktop.domain.plan import ActionStatus, Standing
from slo_desktop.i18n.frameworks import frameworks

SCALES = (
    "action-states",
    "success-criterion-states",
    "element-stages",
    "worked-states",
)


@pytest.fixture
def marks(app: Flask) -> Any:
    app.extensions["slo_desktop"].preferences.update(language="en")
    with app.test_request_context():
        yield app.jinja_env.get_template("macros/marks.html").module


def test_the_weave_has_the_families_of_the_file_in_their_order(marks: Any) -> None:
    assert tuple(entry.short for entry in frameworks().families) == marks.FAMILIES


def test_the_weave_counts_the_kinds_and_three_are_enough(marks: Any) -> None:
    cell = marks.weave("slo-wales/3.6", ["learners", "data", "external"], "/")
    assert "3.6: 3" in cell
    assert "weave--enough" in cell
    assert cell.count('class="on"') == 3


def test_every_state_has_the_shape_of_the_file(marks: Any) -> None:
    for scale in SCALES:
        for entry in frameworks().statuses(scale):
            assert marks.SHAPES[entry.short] == entry.extra["shape"]


def test_late_stands_before_every_open_status(marks: Any) -> None:
    assert "Late" in marks.status(ActionStatus.UNDER_WAY, late=True)
    assert "Late" in marks.status(Standing.LATE)
    assert "Done" in marks.status(ActionStatus.DONE, late=True)


def test_a_text_in_the_other_language_says_so(marks: Any) -> None:
    welsh = Bilingual.of(cy="Dim ond Cymraeg")
    assert "Welsh only" in marks.only(welsh, Language.EN)
    assert marks.only(welsh, Language.CY).strip() == ""
