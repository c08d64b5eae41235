from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from slo_desktop.domain.bilingual import Bilingual
from slo_desktop.domain.safety.backups import Kept, Manifest, Reason
from slo_desktop.domain.safety.parts import DATABASE, Part
from slo_desktop.domain.safety.thinning import (
    DAYS,
    WEEKS,
    WHOLE_DAYS,
    YEARS,
    clock_looks_wrong,
    newest_first,
    to_thin,
)

NOW = dt.datetime(2026, 11, 22, 18, 0, tzinfo=dt.UTC)
HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)


def kept(
    number: int,
    made_at: dt.datetime,
    *,
    changed_at: dt.datetime | None = None,
    proven: bool = False,
) -> Kept:
    manifest = Manifest(
        program="0",
        schema=1,
        made_at=made_at,
        reason=Reason.CHANGES,
        number=number,
        newest_change_at=changed_at,
        database=Part(DATABASE, 1, "0" * 64),
    )
    at = made_at if proven else None
    return Kept(path=Path(f"{number}.slobackup"), manifest=manifest, proven_at=at)


def every(step: dt.timedelta, count: int) -> list[Kept]:
    """Backups at one distance, the newest now, numbered as they were made."""
    return [kept(count - n, NOW - n * step) for n in range(count)]


def left(backups: Sequence[Kept]) -> list[Kept]:
    gone = {one.path for one in to_thin(backups, now=NOW)}
    return [one for one in newest_first(backups) if one.path not in gone]


def test_everything_of_the_last_two_days_stays() -> None:
    recent = every(HOUR, 49)
    assert to_thin(recent, now=NOW) == []


def test_after_two_days_the_newest_of_each_day_stays() -> None:
    stay = left(every(HOUR, 24 * 10))
    older = [one for one in stay if one.manifest.made_at < NOW - WHOLE_DAYS]
    days = [one.manifest.made_at.date() for one in older]
    assert len(days) == len(set(days)) == 8
    assert all(one.manifest.made_at.hour == 23 for one in older[1:])


def test_thirty_days_then_a_year_of_weeks_then_seven_years_stay() -> None:
    stay = left(every(DAY, 365 * 9))
    dates = [one.manifest.made_at for one in stay]
    assert sum(1 for at in dates if at > NOW - 30 * DAY) == 30
    assert len({at.isocalendar()[:2] for at in dates}) >= 52
    assert {at.year for at in dates} == set(range(2020, 2027))
    assert len(stay) <= DAYS + WEEKS + YEARS


def test_a_school_that_writes_once_a_week_keeps_a_year_of_it() -> None:
    stay = left(every(7 * DAY, 80))
    assert len([one for one in stay if one.manifest.made_at > NOW - 364 * DAY]) == 52


def test_a_long_holiday_takes_nothing_away() -> None:
    before = [kept(n, NOW - 400 * DAY + n * DAY) for n in range(20)]
    assert to_thin(before, now=NOW) == []


def test_f16_a_clock_a_year_ahead_takes_at_most_the_double_ones_of_a_day() -> None:
    backups = every(HOUR, 24 * 20)
    gone = to_thin(backups, now=NOW + 365 * DAY)
    stay = [one for one in backups if one not in gone]
    every_day = {one.manifest.made_at.date() for one in backups}
    assert {one.manifest.made_at.date() for one in stay} == every_day


def test_f16_a_clock_a_year_back_takes_nothing() -> None:
    backups = every(HOUR, 24 * 100)
    assert clock_looks_wrong(NOW - 365 * DAY, backups)
    assert to_thin(backups, now=NOW - 365 * DAY) == []


def test_f16_a_change_in_the_future_takes_nothing() -> None:
    backups = every(DAY, 100)
    assert to_thin(backups, now=NOW)
    assert to_thin(backups, now=NOW, newest_change_at=NOW + HOUR) == []
    odd = [*backups, kept(0, NOW - 200 * DAY, changed_at=NOW + DAY)]
    assert to_thin(odd, now=NOW) == []


def test_two_honest_clocks_may_be_a_little_apart() -> None:
    backups = [*every(DAY, 100), kept(101, NOW + dt.timedelta(minutes=2))]
    assert not clock_looks_wrong(NOW, backups)
    assert to_thin(backups, now=NOW)


def test_the_order_is_that_of_the_numbers_when_the_clock_was_wrong() -> None:
    early, late = kept(1, NOW), kept(2, NOW - 300 * DAY)
    assert newest_first([early, late]) == [late, early]


MOMENTS = st.integers(0, 10 * 365 * 24).map(lambda hours: NOW - hours * HOUR)
BACKUPS = st.lists(st.tuples(MOMENTS, st.booleans()), max_size=300).map(
    lambda made: [
        kept(number, at, proven=proven)
        for number, (at, proven) in enumerate(sorted(made))
    ]
)


@given(BACKUPS)
def test_the_newest_and_the_last_proven_one_always_stay(backups: list[Kept]) -> None:
    stay = left(backups)
    ordered = newest_first(backups)
    assert ordered[:1] == stay[:1]
    proven = [one for one in ordered if one.proven_at is not None]
    assert set(map(id, proven[:1])) <= set(map(id, stay))


@given(BACKUPS)
def test_nothing_of_two_days_goes_and_every_day_week_and_year_is_held(
    backups: list[Kept],
) -> None:
    stay = left(backups)
    recent = [one for one in backups if one.manifest.made_at >= NOW - WHOLE_DAYS]
    assert all(one in stay for one in recent)
    spans: list[tuple[Callable[[dt.datetime], Any], int]] = [
        (dt.datetime.date, DAYS),
        (lambda at: at.isocalendar()[:2], WEEKS),
        (lambda at: at.year, YEARS),
    ]
    for span, most in spans:
        had = sorted({span(one.manifest.made_at) for one in backups})[-most:]
        assert set(had) <= {span(one.manifest.made_at) for one in stay}


@given(BACKUPS)
def test_thinning_twice_is_thinning_once(backups: list[Kept]) -> None:
    stay = left(backups)
    assert to_thin(stay, now=NOW) == []
    extra = len([one for one in stay if one.manifest.made_at < NOW - WHOLE_DAYS])
    assert extra <= DAYS + WEEKS + YEARS + 2


@given(BACKUPS, st.integers(1, 10 * 365))
def test_f16_no_clock_set_back_ever_takes_anything(
    backups: list[Kept], days: int
) -> None:
    if backups:
        newest = max(one.manifest.made_at for one in backups)
        assert to_thin(backups, now=newest - days * DAY) == []


def of(school: str, backups: Sequence[Kept]) -> list[Kept]:
    """The same backups, of a school with this name."""
    name = Bilingual.of(cy=school, en=school)
    return [
        replace(one, manifest=replace(one.manifest, school=name)) for one in backups
    ]


def test_the_last_backup_of_a_school_that_another_replaced_stays() -> None:
    day = NOW - 400 * DAY
    old = of("Ysgol Cwm Enfys", [kept(n, day + n * HOUR / 60) for n in (1, 2)])
    new = of("Ysgol y Bryn", [kept(3, day + HOUR), *(every(HOUR, 60)[:50])])
    new = [replace(one, path=Path(f"new-{one.path}")) for one in new]
    stay = {one.path for one in left([*old, *new])}
    assert old[1].path in stay
    assert old[0].path not in stay


def test_no_backup_stays_longer_than_an_erasure_says() -> None:
    old = of("Ysgol y Brin", [kept(0, NOW - (8 * 365 + 3) * DAY)])
    new = of("Ysgol y Bryn", every(DAY * 7, 400))
    new = [replace(one, path=Path(f"new-{one.path}")) for one in new]
    assert old[0].path not in {one.path for one in left([*old, *new])}


def test_f16_a_clock_far_ahead_takes_no_school_that_another_replaced() -> None:
    old = of("Ysgol Cwm Enfys", [kept(0, NOW - 100 * DAY)])
    ahead = NOW + 20 * 365 * DAY
    new = of("Ysgol y Bryn", [*every(HOUR, 2400), kept(2401, ahead)])
    new = [replace(one, path=Path(f"new-{one.path}")) for one in new]
    assert old[0] not in to_thin([*old, *new], now=ahead)
