"""Bad rows are reported with row, column and reason; nothing is kept unless asked."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from slo_desktop.domain.importing import Finding, ImportKind, Notice, Problem
from slo_desktop.domain.languages import Language
from slo_desktop.domain.limits import TEXT_CHARACTERS
from slo_desktop.i18n import import_words
from slo_desktop.services import records
from slo_desktop.storage.models import Action, Change, Evidence, Person, Priority
from tests import builders
from tests.services.importing_world import (
    Importer,
    findings,
    only_error,
)

EVIDENCE, PLAN, LEARNING = ImportKind
HEADS = "ref,happened_on,title_cy"


def kept(session: Session) -> list[str]:
    return list(session.scalars(sa.select(Evidence.ref).order_by(Evidence.id)))


@pytest.mark.parametrize(
    ("kind", "column", "value", "problem"),
    [
        (EVIDENCE, "kind", "dim-byd", Problem.UNKNOWN_CODE),
        (EVIDENCE, "kind", "photograph;data", Problem.UNKNOWN_CODE),
        (EVIDENCE, "kind", "learners", Problem.UNKNOWN_CODE),
        (EVIDENCE, "source_family", "photograph", Problem.UNKNOWN_CODE),
        (EVIDENCE, "elements", "4.2;9.9", Problem.UNKNOWN_CODE),
        (EVIDENCE, "elements", "4", Problem.UNKNOWN_CODE),
        (EVIDENCE, "people", "ZZ", Problem.UNKNOWN_PERSON),
        (EVIDENCE, "priority_ref", "P1999-1", Problem.UNKNOWN_PRIORITY),
        (EVIDENCE, "action_ref", "P1999-1.1", Problem.UNKNOWN_ACTION),
        (EVIDENCE, "happened_until", "2026-11-09", Problem.WRONG_ORDER),
        (EVIDENCE, "happened_until", "2026-11-31", Problem.BAD_DATE),
        (EVIDENCE, "worked", "efallai", Problem.NOT_A_CHOICE),
        (EVIDENCE, "contains_pupil_data", "efallai", Problem.NOT_YES_OR_NO),
        (EVIDENCE, "note_cy", "a" * (TEXT_CHARACTERS + 1), Problem.TOO_LONG),
        (EVIDENCE, "ref", "E" * 41, Problem.TOO_LONG),
        (PLAN, "due", "30/02/2027", Problem.BAD_DATE),
        (PLAN, "status", "nearly", Problem.NOT_A_CHOICE),
        (PLAN, "success_state", "nearly", Problem.NOT_A_CHOICE),
        (PLAN, "national_priority", "coding", Problem.UNKNOWN_CODE),
        (PLAN, "inspection_area", "coding", Problem.UNKNOWN_CODE),
        (PLAN, "owner", "ZZ", Problem.UNKNOWN_PERSON),
        (LEARNING, "review_date", "cyn bo hir", Problem.BAD_DATE),
        (LEARNING, "hours", "hir", Problem.BAD_TIME),
        (LEARNING, "cost", "dim", Problem.BAD_MONEY),
        (LEARNING, "grant", "loteri", Problem.UNKNOWN_CODE),
        (LEARNING, "role_groups", "pawb", Problem.UNKNOWN_CODE),
        (LEARNING, "standard", "hud", Problem.UNKNOWN_CODE),
        (LEARNING, "action_ref", "P1999-1.1", Problem.UNKNOWN_ACTION),
        (LEARNING, "impact_level", "hud", Problem.UNKNOWN_CODE),
        (LEARNING, "impact_cy", "Newid mawr.", Problem.MISSING),
        (LEARNING, "provider", "a" * 201, Problem.TOO_LONG),
        (LEARNING, "until", "2026-11-09", Problem.WRONG_ORDER),
    ],
)
def test_a_bad_cell_is_found(
    importer: Importer,
    kind: ImportKind,
    column: str,
    value: str,
    problem: Problem,
) -> None:
    if kind is PLAN and column == "due":
        heads = "level,parent_ref,school_year,title_cy,due"
        builders.priority(importer.session, ref="P2627-1", school_year=2026)
        row = f"action,P2627-1,2026/27,Cam,{value}"
        outcome = importer.lines(kind, heads, row)
    else:
        outcome = importer.cell(kind, column, value)
    assert outcome.kept == 0
    assert outcome.is_refused
    error = only_error(outcome)
    assert (error.row, error.what) == (2, problem)
    assert error.column == ("impact_level" if column == "impact_cy" else column)
    assert error.value in (value, "", value[: len(error.value)], "9.9")


@pytest.mark.parametrize(
    ("kind", "heads", "row", "column"),
    [
        (EVIDENCE, "happened_on,title_cy,note_cy", ",Teitl,n", "happened_on"),
        (LEARNING, "date,title_cy", ",Teitl", "date"),
        (PLAN, "level,school_year,title_cy", "priority,,Teitl", "school_year"),
        (PLAN, "level,school_year,title_cy", ",2026/27,Teitl", "level"),
        (PLAN, "level,school_year,title_cy", "action,2026/27,Teitl", "parent_ref"),
    ],
)
def test_a_needed_cell_that_is_empty_is_found(
    importer: Importer,
    kind: ImportKind,
    heads: str,
    row: str,
    column: str,
) -> None:
    outcome = importer.lines(kind, heads, row)
    assert (2, column, Problem.MISSING) in findings(outcome)


def test_a_row_without_a_title_is_found(importer: Importer) -> None:
    outcome = importer.lines(EVIDENCE, "happened_on,title_en", "2026-11-10,")
    assert findings(outcome) == [(2, "title_cy", Problem.NO_TITLE)]


def test_more_cells_than_headings_are_found(importer: Importer) -> None:
    outcome = importer.lines(EVIDENCE, HEADS, "E1,2026-11-10,Teitl,,mwy")
    assert findings(outcome) == [(2, "", Problem.TOO_MANY_CELLS)]


def test_every_error_of_every_row_is_told_in_order(importer: Importer) -> None:
    outcome = importer.lines(
        EVIDENCE,
        f"{HEADS},worked",
        "E1,2026-13-01,Teitl,nage",
        "E2,2026-11-10,Teitl,yes",
        "E3,2026-11-10,,yes",
    )
    assert findings(outcome) == [
        (2, "happened_on", Problem.BAD_DATE),
        (2, "worked", Problem.NOT_A_CHOICE),
        (4, "title_cy", Problem.NO_TITLE),
    ]
    assert outcome.bad_rows == 2
    assert outcome.rows == 3


def test_nothing_of_a_file_with_a_bad_row_is_kept(
    session: Session,
    importer: Importer,
) -> None:
    outcome = importer.lines(EVIDENCE, HEADS, "E1,2026-11-10,Teitl", "E2,dim,Teitl")
    assert outcome.is_refused
    assert kept(session) == []
    assert session.scalar(sa.select(sa.func.count()).select_from(Change)) == 0


def test_good_rows_are_kept_when_that_is_asked_for(
    session: Session,
    importer: Importer,
) -> None:
    rows = ("E1,2026-11-10,Teitl", "E2,dim,Teitl", "E3,2026-11-10,Teitl")
    outcome = importer.lines(EVIDENCE, HEADS, *rows, skip_bad=True)
    assert kept(session) == ["E1", "E3"]
    assert outcome.kept == 2
    assert not outcome.is_refused
    assert findings(outcome) == [(3, "happened_on", Problem.BAD_DATE)]


def test_a_dry_run_says_everything_and_keeps_nothing(
    session: Session,
    importer: Importer,
) -> None:
    importer.attachment("nodyn.txt")
    heads = "happened_on,title_cy,attachments"
    outcome = importer.lines(
        EVIDENCE, heads, "2026-11-10,Teitl,nodyn.txt;arall.txt", dry_run=True
    )
    assert outcome.dry_run
    assert outcome.kept == 1
    assert [f.value for f in outcome.warnings] == ["arall.txt"]
    assert kept(session) == []
    assert list(importer.store.all()) == []


def test_a_reference_used_twice_in_the_file_is_found(importer: Importer) -> None:
    outcome = importer.lines(EVIDENCE, HEADS, *["E1,2026-11-10,Teitl"] * 2)
    error = only_error(outcome)
    assert error == Finding(3, "ref", Problem.REPEATED_REF, "E1", "2", heading="ref")


@pytest.mark.parametrize("binned", [False, True])
def test_a_reference_that_is_already_here_is_found(
    session: Session,
    importer: Importer,
    binned: bool,
) -> None:
    evidence = builders.evidence(session, ref="E1")
    if binned:
        records.put_in_bin(session, evidence)
    outcome = importer.lines(EVIDENCE, HEADS, "E1,2026-11-10,Teitl")
    assert findings(outcome) == [(2, "ref", Problem.TAKEN_REF)]


@pytest.mark.parametrize("value", ["MH", "mh", "Mererid Haul", "mererid  haul"])
def test_people_are_known_by_initials_or_name(
    session: Session,
    importer: Importer,
    mererid: Person,
    value: str,
) -> None:
    outcome = importer.cell(EVIDENCE, "people", f"{value};MH")
    assert outcome.kept == 1
    assert session.scalars(sa.select(Evidence)).one().people == {mererid}


def test_initials_of_two_people_are_not_guessed(
    session: Session,
    importer: Importer,
    mererid: Person,
) -> None:
    del mererid
    builders.person(session, name="Mair Haf", initials="MH")
    outcome = importer.cell(EVIDENCE, "people", "MH")
    assert only_error(outcome).what is Problem.SEVERAL_PEOPLE


def test_what_lies_in_the_bin_cannot_be_named(
    session: Session,
    importer: Importer,
    mererid: Person,
    first_priority: Priority,
    first_action: Action,
) -> None:
    for record in (mererid, first_priority, first_action):
        records.put_in_bin(session, record)
    heads = "happened_on,title_cy,people,priority_ref,action_ref"
    row = "2026-11-10,Teitl,MH,P2627-1,P2627-1.1"
    assert findings(importer.lines(EVIDENCE, heads, row)) == [
        (2, "action_ref", Problem.UNKNOWN_ACTION),
        (2, "people", Problem.UNKNOWN_PERSON),
        (2, "priority_ref", Problem.UNKNOWN_PRIORITY),
    ]


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("what", [*Problem, *Notice])
def test_everything_that_is_found_can_be_said_in_both_languages(
    what: Problem | Notice, language: Language
) -> None:
    line = import_words.finding_line(Finding(14, "kind", what, "x%", "7"), language)
    assert line.startswith("Row 14" if language is Language.EN else "Rhes 14")
    assert "%(" not in line
    assert line.endswith(".")


def test_a_finding_says_where_it_is() -> None:
    def said(row: int, column: str) -> str:
        finding = Finding(row, column, Problem.NO_TITLE)
        return import_words.finding_line(finding, Language.EN)

    no_title = "Row 3, column Title (Welsh): There is no title"
    assert said(3, "title_cy").startswith(no_title)
    assert said(3, "").startswith("Row 3: There is no title")
    assert said(0, "").startswith("There is no title")


def test_an_outcome_is_said_in_sentences(importer: Importer) -> None:
    rows = ("E1,2026-11-10,Teitl", "E2,dim,Teitl")

    def said(**how: bool) -> list[str]:
        outcome = importer.lines(EVIDENCE, HEADS, *rows, **how)
        return list(import_words.outcome_lines(outcome, Language.EN))

    assert said() == ["Nothing was imported. Rows with errors: 1 of 2."]
    left_out = "Rows with errors, left out: 1."
    assert said(skip_bad=True, dry_run=True) == [
        "Rows that would be kept: 1 of 2.",
        left_out,
    ]
    assert said(skip_bad=True) == ["Rows kept: 1 of 2.", left_out]
    clean = importer.lines(EVIDENCE, HEADS, "E9,2026-11-10,Teitl")
    assert list(import_words.outcome_lines(clean, Language.CY)) == [
        "Rhesi a gadwyd: 1. Cyfanswm y rhesi: 1."
    ]
    assert import_words.kind_label(PLAN, Language.CY) == "Cynllun"
