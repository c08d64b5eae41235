from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from slo_desktop.domain.languages import Language
from slo_desktop.services.search import search
from slo_desktop.storage.models import TextIndex, TextRow, TextWord
from slo_desktop.storage.search_again import make_again
from slo_desktop.storage.search_upkeep import keep_up
from tests import builders
from tests.conftest import NOW

CY = Language.CY


@pytest.fixture
def known(session: Session) -> list[Any]:
    """What search knows of a few records, one of them in the bin."""
    builders.evidence(session, title=builders.both("Gwenynen"), binned_at=NOW)
    builders.evidence(session, title=builders.both("Gwenynen yn yr ardd"))
    builders.action(session, title=builders.both("Cadw gwenyn"))
    keep_up(session)
    session.commit()
    return rows(session)


def rows(session: Session) -> list[Any]:
    columns = [c for c in TextIndex.__table__.columns if c.key != "id"]
    queries = (sa.select(*columns), sa.select(TextRow.__table__), sa.select(TextWord))
    found = [sorted(map(str, session.execute(query))) for query in queries[:2]]
    return [*found, sorted(session.scalars(sa.select(TextWord.word)))]


def spoil(session: Session, sql: str) -> None:
    session.execute(sa.text(sql))
    session.commit()


def again(session: Session) -> int:
    return sum(make_again(session))


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM text_index",
        "UPDATE text_index SET folded = 'x'",
        "UPDATE text_index SET record_id = 99 WHERE record = 'evidence'",
        "DELETE FROM text_row",
        "UPDATE text_row SET id = id + 68719476736 WHERE record = 'evidence'",
        "DELETE FROM text_word",
        "INSERT INTO text_search (text_search) VALUES ('delete-all')",
    ],
)
def test_search_that_is_wrong_is_made_again(
    session: Session, known: list[Any], sql: str
) -> None:
    before = search(session, "gwenyn", language=CY)
    spoil(session, sql)
    assert again(session) == 4
    assert rows(session) == known
    assert search(session, "gwenyn", language=CY) == before


def test_a_damaged_index_is_made_again(session: Session, known: list[Any]) -> None:
    before = search(session, "gwenyn", language=CY)
    newest = "(SELECT max(id) FROM text_search_data)"
    spoil(session, f"DELETE FROM text_search_data WHERE id = {newest}")  # noqa: S608  no input
    with pytest.raises(DatabaseError):
        search(session, "gwenyn", language=CY)
    session.rollback()
    again(session)
    assert rows(session) == known
    assert search(session, "gwenyn", language=CY) == before


def test_a_record_that_cannot_be_read_keeps_no_other_from_being_found(
    session: Session, known: list[Any]
) -> None:
    spoil(session, "UPDATE evidence SET title = '{' WHERE id = 2")
    again(session)
    (group,) = search(session, "gwenyn", language=CY).groups
    assert group.kind == "action"


def test_what_is_saved_between_two_steps_is_found_as_well(
    session: Session, known: list[Any]
) -> None:
    steps = make_again(session)
    next(steps)
    builders.evidence(session, title=builders.both("Gwenyn newydd"))
    session.commit()
    assert sum(steps) == 5
    assert len(search(session, "newydd", language=CY).groups) == 1
