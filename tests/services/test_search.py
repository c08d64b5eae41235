from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from sqlalchemy.orm import Session

from slo_desktop.domain.bilingual import Bilingual
from slo_desktop.domain.changes import Authorship
from slo_desktop.domain.languages import Language
from slo_desktop.domain.search import Hit
from slo_desktop.services.plan.binning import put_in_bin
from slo_desktop.services.search import search
from slo_desktop.storage.changes import write_as
from slo_desktop.storage.models import (
    Attachment,
    Evidence,
    LearningImpact,
    SuccessCriterion,
)
from tests import builders
from tests.conftest import NOW

CY, EN = Language.CY, Language.EN


def kept(session: Session, cy: str = "", en: str = "", **over: Any) -> Evidence:
    record: Evidence = builders.evidence(session, title=builders.both(cy, en), **over)
    return record


def found(session: Session, text: str, language: Language = CY) -> list[Hit]:
    answer = search(session, text, language=language)
    return [hit for group in answer.groups for hit in group.hits]


def numbers(session: Session, text: str) -> list[int]:
    return [hit.record.number for hit in found(session, text)]


def marked(hit: Hit) -> list[str]:
    return [piece.text for piece in hit.excerpt if piece.marked]


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("ty", "Tŷ"),
        ("tŷ", "Ty"),
        ("tŷ", "TŶ"),
        ("wyn", "ŵyn"),
        ("wyn", "Wyn"),
        ("pel droed", "Pêl-droed"),
        ("pêl-droed", "Pel droed"),
        ("o'r", "o’r ysgol"),
        ("o’r", "o'r ysgol"),
        ("cynnydd", "y gynnydd"),
        ("cynnydd", "eu nghynnydd"),
        ("cynnydd", "ei chynnydd"),
        ("gynnydd", "Cynnydd"),
        ("gardd", "yr ardd"),
        ("ardd", "Gardd"),
        ("Caerdydd", "yng Nghaerdydd"),
        ("Caerdydd", "o Gaerdydd"),
        ("l", "Llan"),
        ("ll", "Llan"),
        ("llan", "i Lan"),
        ("DŴR", "dw\u0302r"),
        ("werthuso", "Hunanwerthuso"),
        ("dys", "Dysgu"),
        ("addysg", "Dysgu ac addysg"),
    ],
)
def test_a_word_is_found_however_it_is_written(
    session: Session, typed: str, stored: str
) -> None:
    record = kept(session, cy=stored)
    kept(session, cy="Zzz")
    (hit,) = found(session, typed)
    assert hit.record.uid == record.uid
    assert marked(hit)


@pytest.mark.parametrize("typed", ["qqq", "", "  ", "…", "'", '"', "*", "-", "( OR"])
def test_what_is_not_there_is_not_found(session: Session, typed: str) -> None:
    kept(session, cy="Tŷ")
    assert found(session, typed) == []


@pytest.mark.parametrize(
    "typed",
    ['"tŷ', "tŷ*", "(tŷ)", "cy:tŷ", "tŷ NOT a", "tŷ%", "tŷ\x00", "^tŷ", "_", "tŷ_a"],
)
def test_signs_have_no_power_in_a_question(session: Session, typed: str) -> None:
    kept(session, cy="Tŷ not a cy")
    search(session, typed, language=CY)


def test_both_languages_are_always_searched(session: Session) -> None:
    both = kept(session, cy="Mathemateg pen", en="Mental arithmetic")
    welsh, english = (
        kept(session, cy="Mathemateg"),
        kept(session, en="Maths mathemateg"),
    )
    hits = found(session, "mathemateg", EN)
    assert {hit.record.uid for hit in hits} == {both.uid, welsh.uid, english.uid}
    assert {hit.record.uid: hit.language for hit in hits} == {
        both.uid: CY,
        welsh.uid: CY,
        english.uid: EN,
    }


def test_the_readers_language_is_shown_where_both_answer(session: Session) -> None:
    kept(session, cy="Ysgol Bryn", en="Bryn School")
    assert [hit.language for hit in found(session, "bryn", EN)] == [EN]
    assert [hit.language for hit in found(session, "bryn", CY)] == [CY]


def test_every_word_counts_wherever_it_stands_in_the_record(session: Session) -> None:
    record = kept(
        session, cy="Taith ddysgu", en="Learning walk", note=Bilingual.of(cy="Mêl")
    )
    kept(session, cy="Taith arall", en="Another")
    assert numbers(session, "taith mel") == [record.id]
    assert numbers(session, "learning taith") == [record.id]
    assert numbers(session, "taith qqq") == []


def test_exact_hits_come_before_mutated_ones_and_those_before_inner_ones(
    session: Session,
) -> None:
    inner = kept(session, cy="Isgynnydd", happened_on=dt.date(2026, 11, 20))
    mutated = kept(session, cy="Y chynnydd", happened_on=dt.date(2026, 11, 19))
    exact = kept(session, cy="Cynnydd", happened_on=dt.date(2026, 11, 1))
    inside = kept(session, cy="Rhagcynnydd", happened_on=dt.date(2026, 11, 21))
    hits = found(session, "cynnydd")
    assert [hit.record.number for hit in hits] == [exact.id, mutated.id, inside.id]
    assert [hit.is_exact for hit in hits] == [True, False, False]
    assert inner.id not in numbers(session, "cynnydd")


def test_the_newest_come_first_by_the_day_they_happened(session: Session) -> None:
    days = [dt.date(2025, 9, 1), dt.date(2026, 11, 2), dt.date(2026, 1, 5)]
    records = [kept(session, cy="Dysgu", happened_on=day) for day in days]
    assert numbers(session, "dysgu") == [records[1].id, records[2].id, records[0].id]
    records[0].happened_on = dt.date(2026, 12, 1)
    session.flush()
    assert numbers(session, "dysgu")[0] == records[0].id


def test_hits_are_grouped_by_the_kind_of_their_page(session: Session) -> None:
    kept(session, cy="Darllen")
    action = builders.action(session, title=builders.both("Darllen"))
    builders.learning(session, title=builders.both("Darllen"))
    builders.person(session, name="Darllen Jones")
    answer = search(session, "darllen", language=CY)
    kinds = [group.kind for group in answer.groups]
    assert kinds == ["evidence", "priority", "action", "learning", "person"]
    assert answer.count == 5
    assert answer.groups[1].hits[0].record.uid == action.priority.uid


def test_a_part_leads_to_the_page_that_shows_it(session: Session) -> None:
    action = builders.action(session)
    learning = builders.learning(session)
    criterion = SuccessCriterion(
        priority=action.priority,
        action=action,
        position=1,
        text=builders.both("Gwenynen"),
    )
    impact = LearningImpact(
        learning=learning, level="l/1", text=builders.both("Gwenynen")
    )
    session.add_all([criterion, impact])
    session.flush()
    first, second = found(session, "gwenynen")
    assert (first.record.uid, first.page.uid) == (criterion.uid, action.uid)
    assert (second.record.uid, second.page.uid) == (impact.uid, learning.uid)


def test_a_page_is_listed_once_by_its_own_words_first(session: Session) -> None:
    action = builders.action(session, title=builders.both("Gwenynen"))
    for position in (1, 2):
        text = builders.both("Gwenynen eto")
        session.add(
            SuccessCriterion(
                priority=action.priority, action=action, position=position, text=text
            )
        )
    session.flush()
    (hit,) = found(session, "gwenynen")
    assert hit.record.uid == action.uid


def test_a_file_leads_to_its_evidence(session: Session) -> None:
    file = Attachment(sha256="a" * 64, name="gwenyn.jpg", media_type="a/b", size=1)
    record = kept(session, cy="Ysgol", attachments={file})
    (hit,) = found(session, "gwenyn")
    assert (hit.record.kind, hit.page.uid, hit.language) == (
        "attachment",
        record.uid,
        None,
    )
    record.attachments.clear()
    session.flush()
    assert found(session, "gwenyn") == []


def test_references_and_names_are_found(session: Session) -> None:
    record = kept(session, cy="A", ref="E-2026-114")
    assert numbers(session, "E-2026-114") == [record.id]
    assert numbers(session, "2026 114") == [record.id]


def test_what_lies_in_the_bin_is_not_found_until_it_is_back(session: Session) -> None:
    action = builders.action(session, title=builders.both("Gwenynen"))
    criterion = SuccessCriterion(
        priority=action.priority, action=action, position=1, text=builders.both("Mêl")
    )
    session.add(criterion)
    write_as(session, Authorship(NOW, "bin"))
    put_in_bin(session, action)
    assert found(session, "gwenynen") == found(session, "mel") == []
    action.binned_at = None
    session.flush()
    assert len(found(session, "gwenynen")) == 1


def test_a_changed_text_is_found_by_its_new_words_only(session: Session) -> None:
    record = kept(session, cy="Gwenynen")
    record.title = Bilingual.of(cy="Cacynen")
    session.flush()
    assert numbers(session, "gwenynen") == []
    assert numbers(session, "cacynen") == [record.id]


def test_a_group_says_when_there_is_more(session: Session) -> None:
    for _ in range(4):
        kept(session, cy="Gwenynen")
    answer = search(session, "gwenynen", language=CY, most=3)
    (group,) = answer.groups
    assert (len(group.hits), group.has_more) == (3, True)
    assert not search(session, "gwenynen", language=CY, most=4).groups[0].has_more


def test_an_excerpt_shows_the_words_around_the_hit(session: Session) -> None:
    words = " ".join(f"gair{n}" for n in range(40))
    note = f"{words}\n\nGwenynen, {words}"
    kept(session, cy="Ysgol", note=Bilingual.of(cy=note))
    (hit,) = found(session, "wenynen")
    text = "".join(piece.text for piece in hit.excerpt)
    assert text.startswith("… gair")
    assert text.endswith(" …")
    assert "\n" not in text
    assert marked(hit) == ["Gwenynen,"]
    assert (hit.field, hit.language) == ("note", CY)


def test_a_very_long_question_is_cut(session: Session) -> None:
    kept(session, cy="Gwenynen")
    assert len(found(session, "gwenynen " * 500)) == 1
