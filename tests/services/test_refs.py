"""References run on, per year and per priority."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy.orm import Session

from slo_desktop.services import records, refs
from tests import builders

DAY = dt.date(2026, 11, 22)


def test_the_first_reference_of_a_year_is_number_one(session: Session) -> None:
    assert refs.next_evidence_ref(session, DAY) == "E-2026-001"
    assert refs.next_learning_ref(session, DAY) == "L-2026-001"
    assert refs.next_priority_ref(session, 2026) == "P2627-1"


def test_numbers_run_on_within_the_year_of_the_event(session: Session) -> None:
    builders.evidence(session, ref="E-2026-013")
    builders.evidence(session, ref="E-2025-099")
    builders.evidence(session, ref="E2627-200")
    builders.learning(session, ref="L-2026-002")
    assert refs.next_evidence_ref(session, DAY) == "E-2026-014"
    assert refs.next_learning_ref(session, DAY) == "L-2026-003"


@pytest.mark.parametrize(("newest", "expected"), [(9, "010"), (999, "1000")])
def test_numbers_count_as_numbers(session: Session, newest: int, expected: str) -> None:
    builders.evidence(session, ref=f"E-2026-{newest:03d}")
    assert refs.next_evidence_ref(session, DAY) == f"E-2026-{expected}"


def test_a_binned_record_keeps_its_number(session: Session) -> None:
    binned = builders.evidence(session, ref="E-2026-001")
    records.put_in_bin(session, binned)
    assert refs.next_evidence_ref(session, DAY) == "E-2026-002"


def test_actions_are_numbered_below_their_priority(session: Session) -> None:
    first = builders.priority(session, ref="P2627-1", school_year=2026)
    other = builders.priority(session, ref="P2627-10", school_year=2026)
    for number in (1, 2, 10):
        builders.action(session, priority=first, ref=f"P2627-1.{number}")
    assert refs.next_action_ref(session, first) == "P2627-1.11"
    assert refs.next_action_ref(session, other) == "P2627-10.1"
    assert refs.next_priority_ref(session, 2026) == "P2627-11"
    assert refs.next_priority_ref(session, 2099) == "P9900-1"


def test_signs_with_a_meaning_in_sql_are_only_signs(session: Session) -> None:
    odd = builders.priority(session, ref="A_B%")
    builders.action(session, priority=odd, ref="AxB1.7")
    assert refs.next_action_ref(session, odd) == "A_B%.1"
