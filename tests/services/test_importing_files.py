"""A CSV file is read whatever program wrote it, or refused as a whole."""

from __future__ import annotations

import pytest

from slo_desktop.domain.errors import FileTooLargeError
from slo_desktop.domain.importing import (
    ImportKind,
    Notice,
    Unreadable,
    UnreadableImportError,
)
from slo_desktop.domain.languages import Language
from slo_desktop.domain.limits import IMPORT_BYTES
from slo_desktop.i18n.import_words import unreadable_line
from slo_desktop.services.importing import read_file, read_table
from slo_desktop.services.importing.reading import Table
from tests.services.importing_world import (
    Importer,
    warnings,
)

EVIDENCE = ImportKind.EVIDENCE
HEADS = "happened_on,title_cy"


def table(content: bytes) -> Table:
    return read_table(EVIDENCE, content, "file.csv")


def refusal(content: bytes) -> UnreadableImportError:
    with pytest.raises(UnreadableImportError) as caught:
        table(content)
    return caught.value


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8"])
def test_unicode_is_read_with_and_without_its_mark(encoding: str) -> None:
    found = table(f"{HEADS}\r\n2026-11-10,Tŷ a gardd ŵyn\r\n".encode(encoding))
    assert found.rows[0].cells["title_cy"] == "Tŷ a gardd ŵyn"
    assert not found.guessed


def test_other_letters_are_guessed_and_said_so(importer: Importer) -> None:
    path = importer.path(f"{HEADS}\r\n2026-11-10,Môr a mân".encode("cp1252"))
    outcome = importer.file(EVIDENCE, path)
    assert outcome.kept == 1
    assert warnings(outcome) == [(0, "", Notice.GUESSED_LETTERS)]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_cells_are_parted_by_what_the_headings_show(separator: str) -> None:
    lines = [HEADS.replace(",", separator), f'2026-11-10{separator}"a, b; c"']
    assert table("\n".join(lines).encode()).rows[0].cells["title_cy"] == "a, b; c"


def test_rows_are_numbered_as_a_spreadsheet_shows_them() -> None:
    text = f'{HEADS}\n2026-11-10,"dwy\nlinell"\n,\n\n2026-11-11,un'
    assert [row.number for row in table(text.encode()).rows] == [2, 5]


def test_headings_may_be_capitals_with_spaces_and_cells_may_be_absent() -> None:
    found = table(b" Happened_On , TITLE_CY ,note_cy\n2026-11-10,Teitl")
    assert found.rows[0].cells == {
        "happened_on": "2026-11-10",
        "title_cy": "Teitl",
        "note_cy": "",
    }


def test_a_column_nobody_knows_is_left_out_and_named(importer: Importer) -> None:
    outcome = importer.lines(EVIDENCE, f"{HEADS},mood", "2026-11-10,Teitl,da")
    assert outcome.kept == 1
    assert warnings(outcome) == [(1, "mood", Notice.UNKNOWN_COLUMN)]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", Unreadable.EMPTY),
        (b" \r\n ", Unreadable.EMPTY),
        (b"\xef\xbb\xbf,,\n", Unreadable.EMPTY),
        (b"PK\x03\x04\x00\x00", Unreadable.NOT_TEXT),
        ("happened_on".encode("utf-16"), Unreadable.NOT_TEXT),
        (b"happened_on,title_cy\n\x81\x8d", Unreadable.NOT_TEXT),
        (b'happened_on,title_cy\n2026-11-10,"open', Unreadable.NOT_A_TABLE),
        (b"ref,date\n", Unreadable.MISSING_COLUMNS),
        (b"happened_on,note_cy\n", Unreadable.MISSING_COLUMNS),
        (b"happened_on,title_cy,Title_cy\n", Unreadable.REPEATED_COLUMNS),
    ],
)
def test_what_is_not_a_table_of_this_kind_is_refused(
    content: bytes, reason: Unreadable
) -> None:
    error = refusal(content)
    assert error.reason is reason
    for language in Language:
        assert "file.csv" in unreadable_line(error, language)


def test_a_refusal_names_the_columns_and_the_row() -> None:
    assert refusal(b"ref\n").columns == ("happened_on", "title_cy", "title_en")
    assert refusal(b"happened_on,title_cy,Title_cy").columns == ("title_cy",)
    assert refusal(b'happened_on,title_cy\nx,"open').row == 2


def test_a_file_beyond_the_limit_is_refused_by_name() -> None:
    with pytest.raises(FileTooLargeError) as caught:
        table(b" " * (IMPORT_BYTES + 1))
    assert (caught.value.name, caught.value.limit) == ("file.csv", IMPORT_BYTES)


def test_a_file_that_is_not_there_is_an_operating_system_error(
    importer: Importer,
) -> None:
    with pytest.raises(FileNotFoundError):
        read_file(EVIDENCE, importer.folder / "none.csv")
