from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from slo_desktop.domain.languages import Language
from slo_desktop.services.search import search
from slo_desktop.storage.models import Evidence, TextIndex, TextRow
from slo_desktop.storage.search import ids_matching
from slo_desktop.storage.search_upkeep import catch_up
from tests import builders

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


def test_a_text_that_is_rewritten_keeps_its_place(session: Session) -> None:
    record = kept(session, cy="Gwenynen")
    other = kept(session, cy="Cacynen")

    def places() -> set[tuple[int, str]]:
        mine = TextIndex.record_id == record.id, TextIndex.record == "evidence"
        query = sa.select(TextIndex.id, TextIndex.language).where(*mine)
        return {(row.id, row.language) for row in session.execute(query)}

    before = places()
    record.title = builders.both("Gwas y neidr")
    session.flush()
    assert places() == before
    found = search(session, "neidr", language=CY).groups[0].hits
    assert [hit.record.uid for hit in found] == [record.uid]
    assert not search(session, "gwenynen", language=CY).groups
    assert search(session, "cacynen", language=CY).groups[0].hits[0].record.uid == (
        other.uid
    )


def test_a_text_that_is_emptied_leaves_the_index(session: Session) -> None:
    record = kept(session, cy="Gwenynen", note=builders.both("Cacynen"))
    record.note = builders.both("")
    session.flush()
    fields = sa.select(TextIndex.field).where(
        TextIndex.record == "evidence", TextIndex.record_id == record.id
    )
    assert "note" not in set(session.scalars(fields))
    assert not search(session, "cacynen", language=CY).groups


def test_a_new_day_is_a_new_place_in_the_index(session: Session) -> None:
    record = kept(session, cy="Gwenynen")
    place = sa.select(TextRow.id).where(TextRow.record_id == record.id)
    catch_up(session)
    before = session.scalars(place).one()
    record.happened_on = record.happened_on.replace(year=2020)
    catch_up(session)
    assert session.scalars(place).one() < before
    assert search(session, "gwenynen", language=CY).groups[0].hits
