from __future__ import annotations

from sqlalchemy.orm import Session

from slo_desktop.domain.elements import Stage
from slo_desktop.domain.languages import Language
from slo_desktop.storage.models import SelfReview
from slo_desktop.storage.names import named
from tests import builders


def test_a_judgement_is_called_after_its_element_in_both_languages(
    session: Session,
) -> None:
    judgement = SelfReview(
        school_year=2026,
        element="slo-wales/5.1",
        stage=next(iter(Stage)),
        reviewed_on=builders.DAY,
    )
    session.add(judgement)
    session.flush()
    title = named(judgement).title
    assert title.text(Language.CY).startswith("5.1 ")
    assert title.text(Language.EN).startswith("5.1 ")
    assert title.text(Language.CY) != title.text(Language.EN)


def test_a_record_without_a_title_is_not_given_one(session: Session) -> None:
    note = builders.evidence(session, title=builders.both())
    assert named(note).title.is_empty
    assert named(note).ref == note.ref
