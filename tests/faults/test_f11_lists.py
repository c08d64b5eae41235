"""A list goes on where one of its records cannot be read, and says which."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from slo_desktop.domain.changes import Authorship
from slo_desktop.domain.plan import ActionStatus
from slo_desktop.domain.school_year import TermKey
from slo_desktop.settings import Settings
from slo_desktop.storage.changes import write_as
from slo_desktop.storage.database import begin_writing, open_engine
from slo_desktop.storage.models import SuccessCriterion, TermUpdate
from tests import builders
from tests.conftest import NOW

ENGLISH, WELSH = "This record cannot be read.", "Ni ellir darllen y cofnod hwn."
BROKEN_JSON = '{"cy": {"text": "Ta'
WHOLE = "Whole and readable"


@pytest.fixture
def two_of_each(settings: Settings, client: FlaskClient) -> None:
    """Two records for every list; the first is going to be damaged."""
    engine = open_engine(settings.database)
    with Session(engine) as session:
        begin_writing(session)
        write_as(session, Authorship(NOW, "step-2"))
        for title in ("Damaged", WHOLE):
            said = builders.both(title, title)
            person = builders.person(session, name=title)
            builders.evidence(session, title=said)
            builders.learning(session, title=said, people={person})
            whose = builders.priority(session, title=said)
            action = builders.action(
                session, title=said, priority=whose, owners={person}
            )
            whose.lead = person
            of = {"priority": whose, "action": action}
            session.add(SuccessCriterion(position=1, text=said, **of))
            session.add(
                TermUpdate(
                    action=action,
                    term=TermKey.AUTUMN,
                    text=said,
                    status=ActionStatus.UNDER_WAY,
                    written_on=builders.DAY,
                )
            )
        session.commit()
    engine.dispose()


def spoil(settings: Settings, table: str, column: str, value: str) -> None:
    engine = open_engine(settings.database)
    with engine.begin() as connection:
        connection.execute(sa.text("PRAGMA ignore_check_constraints = ON"))
        first = sa.table(table, sa.column("id"), sa.column(column))
        connection.execute(sa.update(first).where(first.c.id == 1), {column: value})
    engine.dispose()


@pytest.mark.parametrize(
    ("page", "table", "column", "value"),
    [
        ("/evidence", "evidence", "title", BROKEN_JSON),
        ("/evidence", "evidence", "title", '{"cy": {"text": 5}}'),
        ("/evidence", "evidence", "happened_on", "yesterday"),
        ("/evidence", "evidence", "worked", "perhaps"),
        ("/learning", "learning", "title", BROKEN_JSON),
        ("/learning?view=person", "learning", "role_groups", "[1,"),
        ("/learning?view=kind", "learning", "review_on", "soon"),
        ("/people", "person", "role", BROKEN_JSON),
        ("/people", "person", "active_to", "for good"),
        ("/plan/2026", "priority", "title", BROKEN_JSON),
        ("/plan/2026", "priority", "national_priorities", "["),
        ("/plan/2026", "action", "title", BROKEN_JSON),
        ("/plan/2026", "action", "due", "soon"),
        ("/plan/2026", "success_criterion", "text", BROKEN_JSON),
        ("/plan/2026", "term_update", "written_on", "once"),
    ],
)
@pytest.mark.usefixtures("two_of_each")
def test_f11_a_list_shows_every_record_that_can_be_read(
    page: str,
    table: str,
    column: str,
    value: str,
    client: FlaskClient,
    settings: Settings,
) -> None:
    assert WELSH not in client.get(page).text
    spoil(settings, table, column, value)
    answer = client.get(page)
    assert answer.status_code == 200
    assert WHOLE in answer.text
    assert answer.text.count(WELSH) == 1
    assert 'class="broken" href="/safety/check"' in answer.text


@pytest.mark.usefixtures("two_of_each", "in_english")
def test_f11_a_damaged_record_is_named_in_its_place(
    client: FlaskClient, settings: Settings
) -> None:
    spoil(settings, "evidence", "title", BROKEN_JSON)
    page = client.get("/evidence").text
    row = page[page.index('class="broken"') :]
    row = row[: row.index("</li>")]
    assert ENGLISH in row
    assert "Evidence E-2026-" in row
    assert page.index(WHOLE) < page.index(ENGLISH)  # the newest stands first


@pytest.mark.usefixtures("two_of_each")
def test_f11_somebody_who_cannot_be_read_keeps_no_list_from_being_shown(
    client: FlaskClient, settings: Settings
) -> None:
    spoil(settings, "person", "role", BROKEN_JSON)
    for page in ("/evidence", "/learning", "/evidence/new", "/plan/2026"):
        answer = client.get(page)
        assert answer.status_code == 200, page
        assert WELSH not in answer.text, page


@pytest.mark.usefixtures("two_of_each")
def test_f11_a_plan_keeps_its_numbers_without_the_damaged_parts(
    client: FlaskClient, settings: Settings
) -> None:
    spoil(settings, "priority", "title", BROKEN_JSON)
    page = client.get("/plan/2026").text
    assert 'id="priority-2"' in page
    assert 'id="priority-1"' not in page
    assert "</span>2</span>" in page  # still the second
