"""A table in people's own words: understood, shown before it is kept, and mended."""

from __future__ import annotations

import csv
import datetime as dt
import io

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from slo_desktop.domain.importing import ImportKind, Problem
from slo_desktop.domain.languages import Language
from slo_desktop.i18n import import_words
from slo_desktop.i18n.import_words import unreadable_line
from slo_desktop.services.importing import LeftOut, example, read_table
from slo_desktop.storage.models import Evidence, Person
from tests import builders
from tests.services.importing_world import Importer, findings, only_error
from tests.services.test_importing_files import refusal

EVIDENCE, PLAN, LEARNING = ImportKind
WELSH = "Dyddiad,Teitl,Math,Elfennau,A weithiodd?,Pobl"


def said(outcome_row: object, language: Language) -> str:
    return import_words.taken_line(outcome_row, language)  # type: ignore[arg-type]


def test_headings_and_words_may_be_those_of_the_menus(
    session: Session, importer: Importer, mererid: Person
) -> None:
    row = '10 Tach 2026,Llyfrau,Edrych ar waith dysgwyr,"4.6, 5.3",Ni weithiodd,MH'
    outcome = importer.lines(EVIDENCE, WELSH, row)
    assert outcome.kept == 1
    kept = session.scalars(sa.select(Evidence)).one()
    assert kept.kind == "evidence-kinds/learners-work"
    assert kept.elements == {"slo-wales/4.6", "slo-wales/5.3"}
    assert kept.worked == "no"
    assert kept.title.text(Language.CY) == "Llyfrau"
    assert kept.people == {mererid}


def test_the_first_rows_are_told_as_they_were_understood(
    importer: Importer, mererid: Person
) -> None:
    del mererid
    row = "10/11/2026,Llyfrau,Looking at learners’ work,4.6,yes,mh"
    outcome = importer.lines(EVIDENCE, WELSH, row, dry_run=True)
    (first,) = outcome.first
    assert [cell.heading for cell in first.cells] == WELSH.split(",")
    assert said(first, Language.EN) == (
        "Row 2: Date: 10 Nov 2026 · Title (Welsh): Llyfrau · Kind: Looking at"
        " learners’ work · Elements: 4.6 Learning from mistakes · Did it work?:"
        " Worked · People: Mererid Haul"
    )
    assert "Math: Edrych ar waith dysgwyr" in said(first, Language.CY)


def test_a_plan_is_told_in_row_order_with_money_and_years(importer: Importer) -> None:
    heads = "Type,Reference,Belongs to priority,School year,Title,Cost,Status"
    action = "Action,A1,N1,2026/27,Training,1250.5,Completed"
    priority = "Priority,N1,,2026/27,Oracy,,Under way"
    outcome = importer.lines(PLAN, heads, action, priority)
    assert outcome.kept == 2
    assert [row.row for row in outcome.first] == [2, 3]
    told = said(outcome.first[0], Language.EN)
    assert "Priority or action: Action" in told
    assert "Cost: £1,250.50" in told
    assert "School year: 2026/27" in told
    assert "Status: Done" in told


def test_only_the_first_good_rows_are_told(importer: Importer) -> None:
    rows = [f"2026-11-1{n},Teitl" for n in range(5)]
    outcome = importer.lines(EVIDENCE, "Date,Title", "dim,Teitl", *rows)
    assert [row.row for row in outcome.first] == [3, 4, 5]


def test_an_error_names_the_heading_of_the_file_and_what_is_nearly_right(
    importer: Importer,
) -> None:
    outcome = importer.lines(
        EVIDENCE, "Dyddiad,Title,Type", "2026-11-10,Lesson,Leson observation"
    )
    line = import_words.finding_line(only_error(outcome), Language.EN)
    assert line.startswith("Row 2, column Type: This is not on the list: Leson")
    assert "Perhaps: Lesson observation" in line
    line = import_words.finding_line(only_error(outcome), Language.CY)
    assert "Efallai: Arsylwi gwers" in line


def test_a_choice_that_is_none_is_answered_with_the_words_to_choose_from(
    importer: Importer,
) -> None:
    outcome = importer.cell(EVIDENCE, "Did it work?", "perhaps")
    line = import_words.finding_line(only_error(outcome), Language.CY)
    assert "Gweithiodd, Gweithiodd yn rhannol, Ni weithiodd" in line


def test_two_kinds_in_one_cell_are_too_many(importer: Importer) -> None:
    outcome = importer.cell(EVIDENCE, "Kind", "Lesson observation, Learning walk")
    assert findings(outcome) == [(2, "kind", Problem.UNKNOWN_CODE)]


@pytest.mark.parametrize("people", ["Haul, Mererid", "MH, Gwion Cwmwl", "MH;GC"])
def test_people_are_parted_by_commas_too(
    session: Session, importer: Importer, mererid: Person, people: str
) -> None:
    builders.person(session, name="Gwion Cwmwl", initials="GC")
    assert importer.cell(EVIDENCE, "People", people).kept == 1
    assert mererid in session.scalars(sa.select(Evidence)).one().people


def test_a_refusal_names_columns_in_the_words_of_the_reader() -> None:
    missing = refusal(b"ref\n")
    assert unreadable_line(missing, Language.EN).endswith(
        "Missing: Date; Title (Welsh) / Title (English)."
    )
    assert "Dyddiad; Teitl (Cymraeg)" in unreadable_line(missing, Language.CY)
    same = refusal(b"Date,Title,title_en\n")
    assert "Columns: Title (English)." in unreadable_line(same, Language.EN)


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("kind", ImportKind)
def test_the_example_can_be_imported_as_it_stands(
    importer: Importer, kind: ImportKind, language: Language
) -> None:
    content = example(kind, language, dt.date(2026, 11, 22))
    outcome = importer.file(kind, importer.path(content))
    assert (outcome.errors, outcome.warnings) == ((), ())
    assert outcome.kept == outcome.rows > 0


def test_what_was_left_out_is_kept_in_both_languages_and_can_come_back(
    importer: Importer,
) -> None:
    heads = "Date,Title,Kind"
    bad = "2026-11-10,=Sum,Leson observation"
    outcome = importer.lines(EVIDENCE, heads, "2026-11-10,Da,", bad, skip_bad=True)
    left = LeftOut.from_json(LeftOut.of(outcome).to_json())
    assert left == LeftOut.of(outcome)
    assert (left.name, left.kept, left.rows) == ("file.csv", 1, 2)
    assert left.left[0].found[0].column == {"cy": "Kind", "en": "Kind"}
    content = left.to_csv(Language.CY)
    text = content.decode("utf-8-sig")
    headings = next(csv.reader(io.StringIO(text)))
    assert headings == [*heads.split(","), "Rheswm"]
    assert "'=Sum" in text
    assert "Efallai: Arsylwi gwers" in text
    mended = text.replace("Leson", "Lesson").encode()
    again = read_table(EVIDENCE, mended, "eto.csv")
    assert again.unknown == ()
    outcome = importer.file(EVIDENCE, importer.path(mended))
    assert outcome.kept == 1
    assert all(cell.column != "reason" for cell in outcome.first[0].cells)


def test_a_second_column_of_reasons_is_never_added(importer: Importer) -> None:
    outcome = importer.lines(EVIDENCE, "Date,Title,Reason", "dim,Teitl,hen reswm")
    text = LeftOut.of(outcome).to_csv(Language.EN).decode()
    assert text.count("Reason") == 1
    assert "hen reswm" not in text


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"{}", b'{"kind":"tea"}', b'{"kind":"plan","name":1}']
)
def test_what_the_program_did_not_write_is_not_read(content: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  of whatever kind
        LeftOut.from_json(content)
