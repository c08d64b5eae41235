from __future__ import annotations

from collections.abc import Callable

from sqlalchemy.orm import Session

from slo_desktop.storage.kept import MOST, KeptAnswers
from tests import builders


def asked() -> tuple[list[int], Callable[[], int]]:
    times: list[int] = []

    def answer() -> int:
        times.append(1)
        return len(times)

    return times, answer


def test_an_answer_is_worked_out_once_until_something_changes(
    session: Session,
) -> None:
    kept: KeptAnswers[int] = KeptAnswers()
    times, answer = asked()
    builders.person(session)
    assert [kept.get(session, "q", answer) for _ in range(3)] == [1, 1, 1]
    builders.person(session)
    assert kept.get(session, "q", answer) == 2
    assert kept.get(session, "another", answer) == 3
    assert len(times) == 3


def test_old_answers_make_room(session: Session) -> None:
    kept: KeptAnswers[int] = KeptAnswers()
    _times, answer = asked()
    for question in range(MOST + 1):
        kept.get(session, question, answer)
    assert kept.get(session, MOST, answer) == MOST + 1
    assert kept.get(session, 0, answer) == MOST + 2
