from __future__ import annotations

import datetime as dt
import re

from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from slo_desktop.domain.elements import Stage
from slo_desktop.domain.languages import Language
from slo_desktop.services.elements import element_detail, judge, matrix
from tests import builders

ELEMENT = "slo-wales/4.2"
KINDS = ("learner-conversation", "lesson-observation", "staff-meeting-notes")


def show(session: Session, kind: str | None, day: dt.date = builders.DAY) -> None:
    code = f"evidence-kinds/{kind}" if kind else None
    builders.evidence(session, kind=code, happened_on=day, elements={ELEMENT})


def cell_of(session: Session, year: int = 2026):  # type: ignore[no-untyped-def]  # noqa: ANN201
    cells = [cell for row in matrix(session, year) for cell in row.cells]
    assert len(cells) == 50
    return next(cell for cell in cells if cell.element.code == ELEMENT)


def test_an_element_counts_kinds_of_source_not_records(session: Session) -> None:
    assert cell_of(session).is_empty
    for _each in range(4):
        show(session, "learner-conversation")
    show(session, None)
    cell = cell_of(session)
    assert (cell.kinds, cell.records, cell.is_enough) == (1, 5, False)
    assert cell.newest == builders.DAY


def test_evidence_of_this_year_and_the_last_counts(session: Session) -> None:
    show(session, "learner-conversation", dt.date(2025, 9, 1))
    show(session, "staff-meeting-notes", dt.date(2025, 8, 31))
    assert cell_of(session).kinds == 1


def test_binned_evidence_does_not_count(session: Session) -> None:
    builders.evidence(session, elements={ELEMENT}, binned_at=dt.datetime.now(dt.UTC))  # noqa: TID251  any moment
    assert cell_of(session).is_empty


def test_not_a_focus_is_a_decision_not_a_hole(session: Session) -> None:
    judge(
        session,
        ELEMENT,
        school_year=2026,
        stage=Stage.NOT_A_FOCUS_THIS_YEAR,
        reviewed_on=builders.DAY,
        reason={Language.CY: "Y flwyddyn nesaf"},
    )
    cell = cell_of(session)
    assert cell.set_aside
    assert not cell.is_empty
    assert not cell_of(session, 2027).set_aside


def test_judging_again_changes_the_same_judgement(session: Session) -> None:
    for stage in (Stage.STARTING, Stage.DEVELOPING):
        judge(
            session,
            ELEMENT,
            school_year=2026,
            stage=stage,
            reviewed_on=builders.DAY,
            reason={Language.EN: str(stage)},
        )
    (judged,) = element_detail(session, ELEMENT, 2026).judgements
    assert judged.stage is Stage.DEVELOPING
    assert judged.reason.text(Language.EN) == "developing"


def test_an_element_tells_everything_that_touches_it(session: Session) -> None:
    show(session, "learner-conversation")
    priority = builders.priority(session, elements={ELEMENT})
    action = builders.action(session, priority=priority, elements={ELEMENT})
    record = builders.learning(session, elements={ELEMENT})
    detail = element_detail(session, ELEMENT, 2026)
    assert [each.records for each in detail.families].count(1) == 1
    assert [each.id for each in detail.priorities] == [priority.id]
    assert [each.id for each in detail.actions] == [action.id]
    assert [each.id for each in detail.learning] == [record.id]


def test_the_matrix_and_every_element_have_pages(
    client: FlaskClient, in_english: None
) -> None:
    page = client.get("/elements")
    assert page.status_code == 200
    assert page.text.count("weave--none") == 50
    for code in ("slo-wales/1.1", "slo-wales/7.7"):
        answer = client.get(f"/elements/{code}")
        assert answer.status_code == 200
        assert "Draft" in answer.text or "drafft" in answer.text
    assert client.get("/elements/slo-wales/9.9").status_code == 404


def test_a_judgement_is_saved_from_the_page(
    client: FlaskClient, in_english: None
) -> None:
    sent = {"stage": "developing", "reason_cy": "", "reason_en": "Half of the staff."}
    answer = client.post("/elements/slo-wales/4.2", data=sent, follow_redirects=True)
    assert "Half of the staff." in answer.text
    assert "Judgement saved." in answer.text


def test_a_stage_that_does_not_exist_is_refused(client: FlaskClient) -> None:
    answer = client.post("/elements/slo-wales/4.2", data={"stage": "splendid"})
    assert answer.status_code == 422


def test_a_judgement_that_is_saved_is_no_draft_any_more(
    client: FlaskClient, in_english: None
) -> None:
    place = "/elements/slo-wales/4.2"
    found = re.search(r'data-draft="(judge-[^"]+)"', client.get(place).text)
    assert found
    assert found[1] == "judge-2026-4-2"
    words = {"reason_en": ["Half of the staff."]}
    client.put(f"/drafts/{found[1]}", json=words)
    client.post(place, data={"stage": "developing", "reason_en": "Half of the staff."})
    assert client.get(f"/drafts/{found[1]}").status_code == 204
