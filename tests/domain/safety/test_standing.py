from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from slo_desktop.domain.languages import Language
from slo_desktop.domain.safety.backups import Place
from slo_desktop.domain.safety.standing import Care, Copies, PlaceFault, Standing
from slo_desktop.i18n.safety_words import CARES, FAULTS, newest_line, status_line

NOW = dt.datetime(2026, 11, 22, 18, tzinfo=dt.UTC)


def copies(place: Place, days: float | None = 0, **over: Any) -> Copies:
    at = None if days is None else NOW - dt.timedelta(days=days)
    return Copies(place=place, count=1 if at else 0, newest_at=at, **over)


def standing(
    here: float | None = 0,
    device: float | None = 0,
    away: float | None = 0,
    **over: Any,
) -> Standing:
    facts: dict[str, Any] = {
        "now": NOW,
        "here": copies(Place.HERE, here),
        "device": copies(Place.DEVICE, device),
        "away": copies(Place.AWAY, away),
        "proven_at": NOW,
        "has_key": True,
    }
    return Standing(**facts | over)


def test_three_copies_two_devices_one_away_is_the_rule() -> None:
    best = standing()
    assert best.keeps_the_rule
    assert (best.copies, best.devices, best.is_away) == (4, 3, True)
    assert best.cares() == ()
    assert standing(device=None).keeps_the_rule
    assert not standing(away=None).keeps_the_rule
    assert not standing(here=None, device=None).keeps_the_rule


@pytest.mark.parametrize(
    ("found", "care"),
    [
        (standing(failed=True), Care.BACKUP_FAILED),
        (standing(trial_failed=True), Care.TRIAL_FAILED),
        (standing(clock_is_odd=True), Care.CLOCK_ODD),
        (standing(here=None), Care.NOTHING_HERE),
        (standing(has_key=False), Care.NO_KEY),
        (standing(device=None, away=None), Care.NOTHING_ELSEWHERE),
        (standing(device=14.1, away=None), Care.NOTHING_ELSEWHERE),
        (standing(away=30.1), Care.NOTHING_AWAY),
        (standing(proven_at=None), Care.NOT_PROVEN),
        (standing(proven_at=NOW - dt.timedelta(days=46)), Care.NOT_PROVEN),
    ],
)
def test_each_gap_is_said(found: Standing, care: Care) -> None:
    assert found.cares()[0] is care


def test_a_copy_on_the_same_disk_is_no_other_device() -> None:
    near = replace(standing(away=None), device=copies(Place.DEVICE, same_disk=True))
    assert near.devices == 1
    assert Care.NOTHING_ELSEWHERE in near.cares()


def test_a_stick_in_a_drawer_is_no_fault_while_its_copy_is_fresh() -> None:
    def missing(days: float, fault: PlaceFault) -> bool:
        one = copies(Place.DEVICE, days, fault=fault)
        return Care.PLACE_MISSING in replace(standing(), device=one).cares()

    assert not missing(3, PlaceFault.GONE)
    assert missing(20, PlaceFault.GONE)
    assert missing(3, PlaceFault.FULL)


def test_nothing_is_asked_where_nothing_can_be_lost() -> None:
    empty = standing(None, None, None, proven_at=None, has_key=False, has_work=False)
    assert empty.cares() == ()


@pytest.mark.parametrize("language", Language)
def test_every_care_and_fault_has_its_words(language: Language) -> None:
    assert set(CARES) == set(Care)
    assert set(FAULTS) == set(PlaceFault)
    assert newest_line(standing(), language)


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (standing(), "Adfer wedi’i brofi: 22 Tach 2026"),
        (standing(proven_at=None), "Restore not proven yet"),
        (standing(away=None), "Nothing is away from school"),
        (standing(away=31), "Last copy away from school: 22 Oct 2026"),
        (standing(failed=True), "The last backup could not be made."),
        (standing(trial_failed=True), "The last trial restore found something wrong."),
    ],
)
def test_the_foot_of_the_page_says_the_one_thing(found: Standing, words: str) -> None:
    language = Language.CY if "brofi" in words else Language.EN
    assert status_line(found, language) == words


def test_the_newest_copy_anywhere_counts() -> None:
    assert newest_line(standing(here=5, device=2, away=9), Language.EN) == (
        "Newest copy: 20 Nov 2026"
    )
    assert newest_line(standing(None, None, None), Language.CY) == "Dim copi eto"
