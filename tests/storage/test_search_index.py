from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from slo_desktop.domain.languages import Language
from slo_desktop.domain.search import Found
from slo_desktop.services.search import search
from slo_desktop.storage.models import Evidence, TextIndex, TextRow, TextWord
from slo_desktop.storage.search import ids_matching
from slo_desktop.storage.texts import rebuild
from tests import builders
from tests.conftest import NOW

CY = Language.CY


def kept(session: Session, cy: str, **over: Any) -> Evidence:
    record: Evidence = builders.evidence(session, title=builders.both(cy), **over)
    return record


def test_a_list_can_be_narrowed_by_a_question(session: Session) -> None:
    first, second = kept(session, cy="Gwenynen"), kept(session, cy="Cacynen")

    def matching(text: str) -> set[int]:
        ids = ids_matching(session, Evidence, text)
        return set(session.scalars(sa.select(Evidence.id).where(Evidence.id.in_(ids))))

    assert matching("wenynen") == {first.id}
    assert matching("ynen") == matching(" ") == {first.id, second.id}
    assert matching("qqq") == set()


def test_the_index_can_be_built_anew_from_the_records(session: Session) -> None:
    kept(session, cy="Gwenynen", binned_at=NOW)
    action = builders.action(session, title=builders.both("Gwenynen"))

    def rows() -> list[Any]:
        index = sa.select(
            TextIndex.record, TextIndex.record_id, TextIndex.field, TextIndex.folded
        )
        return [
            sorted(session.execute(query).all())
            for query in (index, sa.select(TextRow.__table__), sa.select(TextWord.word))
        ]

    before, answer = rows(), search(session, "gwenynen", language=CY)
    session.execute(sa.delete(TextRow))
    session.execute(sa.delete(TextIndex))
    rebuild(session)
    assert rows() == before
    again: Found = search(session, "gwenynen", language=CY)
    assert again == answer
    assert again.groups[0].hits[0].record.uid == action.uid
