"""Headings and words of a table are known in both languages, and told in either."""

from __future__ import annotations

import pytest

from slo_desktop.domain.evidence import Worked
from slo_desktop.domain.importing import ImportKind, Level
from slo_desktop.domain.languages import Language
from slo_desktop.domain.plan import ActionStatus
from slo_desktop.i18n.import_columns import ALSO, LABELS, MEANINGS
from slo_desktop.i18n.import_headings import (
    CLOSED,
    column_called,
    heading_label,
    heading_meaning,
    listed_words,
    parted,
)
from slo_desktop.i18n.known_words import choice_called, entry_called, near_entries
from slo_desktop.services.importing.columns import IN_ORDER, KNOWN, REASON

COLUMNS = [(kind, column) for kind in ImportKind for column in IN_ORDER[kind]]


def test_every_column_is_called_something_and_nothing_else_is() -> None:
    named = {parted(column)[0] for _kind, column in COLUMNS} | {REASON}
    assert named == set(LABELS)
    assert set(MEANINGS) <= named
    assert set(ALSO) <= named


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize(("kind", "column"), COLUMNS)
def test_a_column_is_known_by_its_name_and_by_its_label(
    kind: ImportKind, column: str, language: Language
) -> None:
    label = heading_label(column, language)
    assert column_called(KNOWN[kind], column) == column
    assert column_called(KNOWN[kind], label.upper()) == column
    assert heading_meaning(column, language)


@pytest.mark.parametrize(
    ("kind", "heading", "column"),
    [
        (ImportKind.EVIDENCE, "Title", "title_en"),
        (ImportKind.EVIDENCE, "TEITL", "title_cy"),
        (ImportKind.EVIDENCE, "Title in Welsh", "title_cy"),
        (ImportKind.EVIDENCE, "Welsh title", "title_cy"),
        (ImportKind.EVIDENCE, "Teitl Saesneg", "title_en"),
        (ImportKind.EVIDENCE, "Notes", "note_en"),
        (ImportKind.EVIDENCE, "A weithiodd", "worked"),
        (ImportKind.EVIDENCE, "happened on", "happened_on"),
        (ImportKind.PLAN, "Lead", "owner"),
        (ImportKind.PLAN, "Math", "level"),
        (ImportKind.LEARNING, "Math", "kind"),
        (ImportKind.LEARNING, "Hwyl", None),
    ],
)
def test_headings_may_be_written_as_people_write_them(
    kind: ImportKind, heading: str, column: str | None
) -> None:
    assert column_called(KNOWN[kind], heading) == column


def test_a_heading_that_nobody_knows_is_called_as_it_stands() -> None:
    assert heading_label("mood_cy", Language.EN) == "mood_cy"


@pytest.mark.parametrize(
    ("key", "word", "code"),
    [
        ("evidence-kinds", "lesson-observation", "evidence-kinds/lesson-observation"),
        ("evidence-kinds", "Lesson observation", "evidence-kinds/lesson-observation"),
        ("evidence-kinds", "ARSYLWI GWERS", "evidence-kinds/lesson-observation"),
        ("evidence-kinds", "Looking at learner's work", "evidence-kinds/learners-work"),
        ("evidence-kinds", "Nodiadau’r cyngor ysgol", "evidence-kinds/school-council"),
        (
            "evidence-kinds",
            "evidence-kinds/learning-walk",
            "evidence-kinds/learning-walk",
        ),
        ("slo-wales", "4.6", "slo-wales/4.6"),
        ("evidence-kinds", "Tea", None),
    ],
)
def test_an_entry_is_known_by_its_code_and_by_what_it_is_called(
    key: str, word: str, code: str | None
) -> None:
    found = entry_called(key, word)
    assert (found.code if found else None) == code


def test_an_entry_that_is_nearly_written_is_offered() -> None:
    near = near_entries("evidence-kinds", "Leson observaton")
    assert near[0] == "evidence-kinds/lesson-observation"
    assert not near_entries("evidence-kinds", "xyzzy")
    assert not near_entries("slo-wales", "9.9")


@pytest.mark.parametrize(
    ("word", "worked"),
    [
        ("yes", Worked.YES),
        ("Ie", Worked.YES),
        ("Gweithiodd", Worked.YES),
        ("Worked in part", Worked.MIXED),
        ("yn rhannol", Worked.MIXED),
        ("Ni weithiodd.", Worked.NO),
        ("naddo", Worked.NO),
        ("perhaps", None),
    ],
)
def test_a_choice_is_known_in_both_languages(word: str, worked: Worked | None) -> None:
    assert choice_called(Worked, word) is worked


def test_a_status_and_a_level_are_known_by_their_labels() -> None:
    assert choice_called(ActionStatus, "Wedi'i gwblhau") is ActionStatus.DONE
    assert choice_called(ActionStatus, "completed") is ActionStatus.DONE
    assert choice_called(Level, "Cam gweithredu") is Level.ACTION


@pytest.mark.parametrize("language", Language)
def test_every_word_that_is_listed_is_known(language: Language) -> None:
    for kind, column in COLUMNS:
        for word in listed_words(kind, column, language):
            if column in CLOSED:
                assert choice_called(CLOSED[column], word)
    words = listed_words(ImportKind.EVIDENCE, "kind", language)
    assert len(words) > 20
    assert all(entry_called("evidence-kinds", word) for word in words)
    assert listed_words(ImportKind.PLAN, "title_cy", language) == ()
