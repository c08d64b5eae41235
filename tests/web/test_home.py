from __future__ import annotations

import datetime as dt
import re

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from slo_desktop.domain.attachments import Consent
from slo_desktop.domain.bilingual import Bilingual
from slo_desktop.domain.home import CheckKind
from slo_desktop.domain.plan import ActionStatus
from slo_desktop.services.home import first_page
from slo_desktop.storage.models import Attachment
from tests import builders

TODAY = dt.date(2026, 11, 22)


def test_a_new_school_has_nothing_due_and_nothing_wrong(session: Session) -> None:
    home = first_page(session, TODAY)
    assert (home.stops, home.due, home.checks, home.done) == ((), (), (), ())
    assert not home.has_evidence


def test_dates_are_counted_back_from_the_next_meeting(session: Session) -> None:
    builders.meeting(session)
    stops = first_page(session, TODAY).stops
    assert [stop.days_left for stop in stops] == [-5, -4, 2, 9]
    assert [stop.key for stop in stops if stop.is_next] == ["papers"]


def test_open_actions_are_due_late_ones_first(session: Session) -> None:
    soon = builders.action(session, due=dt.date(2026, 12, 1))
    late = builders.action(session, due=dt.date(2026, 11, 1))
    builders.action(session, due=dt.date(2026, 11, 1), status=ActionStatus.DONE)
    builders.action(session, due=dt.date(2027, 6, 1))
    due = first_page(session, TODAY).due
    assert [(action.id, action.late) for action in due] == [
        (late.id, True),
        (soon.id, False),
    ]


def test_what_goes_on_in_another_year_is_due_there(session: Session) -> None:
    old = builders.action(session, due=dt.date(2026, 7, 1))
    builders.action(session, due=dt.date(2027, 6, 1), carried_from=old)
    assert first_page(session, TODAY).due == ()


def test_every_kind_of_fault_is_counted_once(session: Session) -> None:
    photo = Attachment(
        sha256="a" * 64, name="llun.jpg", media_type="image/jpeg", size=3
    )
    builders.evidence(session, title=Bilingual.of(cy="Dim ond"), attachments={photo})
    builders.action(session)
    builders.learning(session, review_on=dt.date(2026, 11, 1))
    found = {check.kind: check.count for check in first_page(session, TODAY).checks}
    assert set(found) == set(CheckKind)
    assert found[CheckKind.PHOTOS_WITHOUT_CONSENT] == 1
    photo.consent = Consent.GIVEN
    session.flush()
    kinds = {check.kind for check in first_page(session, TODAY).checks}
    assert CheckKind.PHOTOS_WITHOUT_CONSENT not in kinds


def test_what_was_done_last_stands_first_and_once(session: Session) -> None:
    first = builders.evidence(session)
    second = builders.learning(session)
    first.title = Bilingual.of(cy="Newydd")
    session.flush()
    done = first_page(session, TODAY).done
    assert [(thing.kind, thing.id) for thing in done] == [
        ("evidence", first.id),
        ("learning", second.id),
    ]


def test_the_first_page_shows_it_all(
    app: Flask, client: FlaskClient, in_english: None, school_year_of_work: None
) -> None:
    page = client.get("/").text
    for words in (
        "Sunday 22 November 2026",
        "Before the next governors’ meeting",
        "Observe lessons",
        "Evidence not linked to an element",
        "Done last",
        "To sort: 1",
    ):
        assert words in page, words


def test_the_first_page_speaks_welsh(client: FlaskClient) -> None:
    page = client.get("/").text
    assert 'lang="cy"' in page
    assert "Hafan" in page
    assert "Dydd Sul 22 Tachwedd 2026" in page


def test_a_date_that_has_passed_is_not_ticked_off(
    client: FlaskClient, in_english: None, school_year_of_work: None
) -> None:
    page = client.get("/").text
    stops = page[page.index('<ol class="stops">') : page.index("</ol>")]
    assert "Past" in stops
    assert "#i-check-lg" not in stops


def test_a_count_is_as_long_as_the_list_that_it_opens(
    client: FlaskClient, in_english: None
) -> None:
    for title in ({"title_cy": "Dim ond"}, {"title_en": "Only"}):
        sent = {"happened_on": "18/11/2026", "starts_on": "18/11/2026", **title}
        assert client.post("/evidence", data=sent).status_code == 303
        for due in ("1/12/2026", "25/11/2026", "1/3/2027"):
            answer = client.post("/learning", data=sent | {"review_on": due})
            assert answer.status_code == 303
    page = client.get("/").text
    rows = dict(
        re.findall(r'row__title">([^<]+)</span><b class="row__count">(\d+)</b>', page)
    )
    gaps = client.get("/evidence?gap=any").text
    assert rows["Evidence with translations missing or out of date"] == "2"
    assert gaps.count('class="log__row"') == 2
    assert "Welsh missing" in gaps or "English only" in gaps
    learning = client.get("/learning?need=review").text
    assert f"Impact reviews due: {rows['Impact reviews due']}" in learning


def test_records_that_were_begun_wait_on_the_first_page(
    client: FlaskClient, in_english: None
) -> None:
    words = "New evidence, begun and not saved yet"
    assert words not in client.get("/").text
    client.put("/drafts/evidence-new", json={"title_en": ["Half a thought"]})
    page = client.get("/").text
    assert words in page
    assert 'href="/evidence/new"' in page
    assert "New learning, begun" not in page
