"""Money, time, sizes, years and lists in words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slo_desktop.domain.languages import Language
from slo_desktop.i18n import lists, numbers, years

CY, EN = Language.CY, Language.EN


@pytest.mark.parametrize(
    ("pence", "expected"),
    [
        (0, "£0"),
        (99_000, "£990"),
        (123_450, "£1,234.50"),
        (123_456_789, "£1,234,567.89"),
        (5, "£0.05"),
        (-1050, "−£10.50"),
    ],
)
def test_money_is_written_alike_in_both_languages(pence: int, expected: str) -> None:
    assert numbers.money(pence, CY) == numbers.money(pence, EN) == expected


@pytest.mark.parametrize(
    ("text", "pence"),
    [
        ("0", 0),
        ("990", 99_000),
        ("£1,234.50", 123_450),
        ("£ 1,234.5", 123_450),
        ("1 234", 123_400),
        ("0.05", 5),
    ],
)
def test_money_is_read_as_people_type_it(text: str, pence: int) -> None:
    assert numbers.parse_money(text) == pence


def test_an_amount_that_nobody_entered_is_no_amount() -> None:
    assert numbers.parse_money(" ") is None
    assert numbers.money(None, CY) == numbers.money(None, EN) == "–"


@pytest.mark.parametrize(
    "text", ["dim", "-5", "1.234", "12,345,6", "£", "1e3", "9" * 12, "9" * 5000, "$5"]
)
def test_what_is_not_money_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        numbers.parse_money(text)


@pytest.mark.parametrize(
    ("text", "pence"),
    [
        ("1200,50", 120_050),
        ("1.200,50", 120_050),
        ("1 200,5", 120_050),
        ("£1,200.50", 120_050),
        ("£ 12,5", 1_250),
        ("1,200", 120_000),
        ("-0", 0),
    ],
)
def test_pence_may_stand_behind_a_comma(text: str, pence: int) -> None:
    assert numbers.parse_money(text) == pence


@pytest.mark.parametrize("text", ["-50", "−1,250.00", "£-5", "-£5", "- 0,01"])
def test_money_below_nought_is_told_from_what_is_no_money(text: str) -> None:
    with pytest.raises(numbers.NegativeMoneyError):
        numbers.parse_money(text)


@pytest.mark.parametrize("text", ["999999999999", "1,000,000,000.01", "9" * 5000])
def test_money_that_is_too_much_is_told_from_what_is_no_money(text: str) -> None:
    with pytest.raises(numbers.TooMuchMoneyError):
        numbers.parse_money(text)


@given(st.integers(min_value=0, max_value=10**9))
def test_money_that_is_written_can_be_read(pence: int) -> None:
    assert numbers.parse_money(numbers.money(pence, CY)) == pence


@pytest.mark.parametrize(
    ("minutes", "welsh", "english"),
    [
        (0, "0 munud", "0 minutes"),
        (1, "1 munud", "1 minute"),
        (45, "45 munud", "45 minutes"),
        (60, "1 awr", "1 hour"),
        (90, "1.5 awr", "1.5 hours"),
        (75, "1.25 awr", "1.25 hours"),
        (80, "1 awr 20 munud", "1 hour 20 minutes"),
        (600, "10 awr", "10 hours"),
        (720, "12 awr", "12 hours"),
    ],
)
def test_time_is_written_in_hours(minutes: int, welsh: str, english: str) -> None:
    assert numbers.hours(minutes, CY) == welsh
    assert numbers.hours(minutes, EN) == english


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("", 0),
        ("2", 120),
        ("1.5", 90),
        ("1,5", 90),
        (".5", 30),
        ("1:30", 90),
        ("1h 30m", 90),
        ("1h30", 90),
        ("1 awr 20 munud", 80),
        ("1 hour 20 minutes", 80),
        ("90 munud", 90),
        ("45 min", 45),
        ("2 awr", 120),
        ("1.5 hours", 90),
        ("0.33", 20),
    ],
)
def test_time_is_read_as_people_type_it(text: str, minutes: int) -> None:
    assert numbers.parse_hours(text) == minutes


@pytest.mark.parametrize("text", ["hir", "-1", "1:75", "1e9", "99999999"])
def test_what_is_not_a_length_of_time_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        numbers.parse_hours(text)


@given(st.integers(min_value=0, max_value=10_000), st.sampled_from(Language))
def test_time_that_is_written_can_be_read(minutes: int, language: Language) -> None:
    assert numbers.parse_hours(numbers.hours(minutes, language)) == minutes


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        (2_048, "2 KB"),
        (340 * 1024, "340 KB"),
        (1_468_006, "1.4 MB"),
        (200 * 1024 * 1024, "200 MB"),
        (3 * 1024**3, "3.0 GB"),
    ],
)
def test_sizes_are_written_alike(size: int, expected: str) -> None:
    assert numbers.file_size(size, CY) == numbers.file_size(size, EN) == expected


def test_small_files_count_bytes() -> None:
    assert numbers.file_size(12, CY) == "12 beit"
    assert numbers.file_size(12, EN) == "12 bytes"


def test_years_are_named_by_both_calendar_years() -> None:
    assert years.year_name(2026) == "2026/27"
    assert years.year_name(2099) == "2099/00"
    assert years.financial_year_name(2026) == "2026-27"
    assert years.parse_year("2026/27") == years.parse_year("2026-27") == 2026


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        ([], ""),
        (["Cymraeg"], "Cymraeg"),
        (["a", "b", "c"], "a, b a c"),
        (["Siân", "Gwion"], "Siân a Gwion"),
        (["gwaith", "iechyd"], "gwaith ac iechyd"),
        (["cath", "ŵyn"], "cath ac ŵyn"),
        (["MH", "EH"], "MH ac EH"),
        (["7", "8"], "7 ac 8"),
        (["10", "11"], "10 ac 11"),
        (["2", "12"], "2 a 12"),
        (["1", "18"], "1 a 18"),
        (["nid hwn", "mae hwn"], "nid hwn ac mae hwn"),
        (["", "un", ""], "un"),
    ],
)
def test_welsh_lists_end_in_a_or_ac_without_a_comma(
    items: list[str], expected: str
) -> None:
    assert lists.join_and(items, CY) == expected


def test_english_lists_end_in_and_without_a_comma() -> None:
    assert lists.join_and(["a", "b", "c"], EN) == "a, b and c"


@pytest.mark.parametrize(
    ("language", "items", "expected"),
    [
        (EN, ["Clerk", "Cook and cleaner"], "Clerk; Cook and cleaner"),
        (EN, ["Clerk", "Cook", "Aide, mornings"], "Clerk; Cook; Aide, mornings"),
        (EN, ["Cook and cleaner"], "Cook and cleaner"),
        (EN, ["Andy", "AND"], "Andy and AND"),
        (CY, ["Pennaeth", "Athro a chlerc"], "Pennaeth; Athro a chlerc"),
        (CY, ["Pennaeth", "Cogydd ac athro"], "Pennaeth; Cogydd ac athro"),
        (CY, ["Clerk and cook", "AC"], "Clerk and cook ac AC"),
    ],
)
def test_semicolons_tell_items_apart_that_are_lists_themselves(
    language: Language, items: list[str], expected: str
) -> None:
    assert lists.join_and(items, language, mutate=True) == expected


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        (["ci", "cath"], "ci a chath"),
        (["Saesneg", "Cymraeg"], "Saesneg a Chymraeg"),
        (["papur", "pensil"], "papur a phensil"),
        (["ci", "ty"], "ci a thy"),
        (["sgwrs", "chwarae"], "sgwrs a chwarae"),
        (["Mathemateg", "Addysg"], "Mathemateg ac Addysg"),
        (["ci", "buwch"], "ci a buwch"),
    ],
)
def test_ordinary_words_mutate_after_a(items: list[str], expected: str) -> None:
    assert lists.join_and(items, CY, mutate=True) == expected
