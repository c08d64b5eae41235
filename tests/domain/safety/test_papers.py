from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyrage import x25519

from slo_desktop.domain.safety.papers import (
    LETTERS,
    PREFIX,
    ROWS,
    PaperFault,
    PaperKeyError,
    check_letter,
    has_its_checksum,
    rows_of,
    secret_of,
)

SECRET = str(x25519.Identity.generate())
SHEET = [("".join(row.groups), row.check) for row in rows_of(SECRET)]
WRITTEN = "\n".join(f"{letters} {check}" for letters, check in SHEET)


def refused(typed: str) -> PaperKeyError:
    with pytest.raises(PaperKeyError) as caught:
        secret_of(typed)
    return caught.value


def test_a_key_is_five_rows_of_letters_nobody_mistakes() -> None:
    assert len(SHEET) == ROWS == 5
    assert not set(WRITTEN) & set("BIO1")
    assert has_its_checksum(SECRET)


@pytest.mark.parametrize(
    "typed",
    [
        WRITTEN,
        WRITTEN.lower(),
        WRITTEN.replace(" ", ""),
        WRITTEN.replace("\n", " - "),
        "".join(letters for letters, _check in SHEET),
        SECRET,
        f" {SECRET.lower()}\n",
        WRITTEN.replace("0", "o"),
        WRITTEN.replace("L", "1"),
        WRITTEN.replace("L", "i"),
        WRITTEN.replace("8", "B"),
    ],
    ids=range(11),  # the key is another one in every process
)
def test_a_key_may_be_typed_as_people_type(typed: str) -> None:
    assert secret_of(typed) == SECRET


@given(row=st.integers(0, 4), place=st.integers(0, 9), letter=st.sampled_from(LETTERS))
def test_one_wrong_letter_names_its_row(row: int, place: int, letter: str) -> None:
    letters, check = SHEET[row]
    wrong = letters[:place] + letter + letters[place + 1 :]
    if wrong == letters:
        return
    lines = [f"{l}{c}" for l, c in SHEET]  # noqa: E741  letters and check
    lines[row] = wrong + check
    error = refused("\n".join(lines))
    assert (error.fault, error.row) == (PaperFault.ROW, row + 1)
    bare = [letters for letters, _check in SHEET]
    bare[row] = wrong
    assert refused("".join(bare)).fault is PaperFault.WHOLE


@given(st.text(LETTERS, min_size=12, max_size=12), st.integers(0, 10))
def test_two_letters_changed_about_are_noticed(row: str, place: int) -> None:
    turned = row[:place] + row[place + 1] + row[place] + row[place + 2 :]
    assert turned == row or check_letter(turned) != check_letter(row)


def test_rows_in_another_order_are_noticed() -> None:
    lines = WRITTEN.splitlines()
    assert (
        refused("\n".join([lines[1], lines[0], *lines[2:]])).fault is PaperFault.WHOLE
    )


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ("", PaperFault.EMPTY),
        (" \n ", PaperFault.EMPTY),
        (WRITTEN[:-1], PaperFault.LENGTH),
        (WRITTEN + "Q", PaperFault.LENGTH),
        ("tŷ gŵyl mawr", PaperFault.LENGTH),
        ("?" + WRITTEN[1:], PaperFault.LETTER),
        ("ŵ" + "".join(letters for letters, _ in SHEET)[1:], PaperFault.LETTER),
    ],
    ids=range(7),
)
def test_what_is_no_key_is_told_why(typed: str, fault: PaperFault) -> None:
    assert refused(typed).fault is fault


def test_nothing_shows_the_key_by_accident() -> None:
    assert SHEET[0][0][:4] not in repr(rows_of(SECRET))
    assert PREFIX not in repr(refused(WRITTEN[:-1]))
