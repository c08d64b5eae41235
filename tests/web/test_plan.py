"""Pages of the plan: the year, the start of the next one."""

from __future__ import annotations

import datetime as dt

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from slo_desktop.domain.plan import ActionStatus
from slo_desktop.domain.school_year import TermKey
from slo_desktop.services.plan.criteria import add_to_action
from slo_desktop.services.plan.updates import write_update
from slo_desktop.services.school import add_terms
from slo_desktop.storage.models import School
from tests.builders import action, both, person, priority

PAST = dt.date(2026, 10, 9)


@pytest.fixture
def plan(session: Session, school: School) -> dict[str, int]:
    """A small plan of this year, with one action in each kind of trouble."""
    del school
    add_terms(session, 2026)
    lead = person(session, name="Siân Eira", initials="SE")
    parent = priority(
        session,
        lead=lead,
        position=1,
        national_priorities=["national-priorities/cabinet-secretary-2025/literacy"],
        plan_contents=["sdp-contents/priorities"],
    )
    late = action(
        session,
        priority=parent,
        position=1,
        title=both(cy="Arsylwi gwersi darllen"),
        due=PAST,
        status=ActionStatus.UNDER_WAY,
        owners={lead},
        elements={"slo-wales/2.3"},
        cost_pence=60_000,
        funding_source="funding-sources/school-budget",
    )
    done = action(
        session, priority=parent, position=2, status=ActionStatus.DONE, due=PAST
    )
    add_to_action(session, late.id, values={"text_cy": "Pob athro", "text_en": "All"})
    write_update(
        session, done.id, TermKey.AUTUMN, rev=None, changes={"text_cy": "Wedi gorffen"}
    )
    return {"priority": parent.id, "late": late.id, "done": done.id}


@pytest.fixture
def english(plan: dict[str, int], in_english: None) -> None:
    """The pages speak English, once everything is in the file."""
    del plan, in_english


def page(client: FlaskClient, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


@pytest.mark.usefixtures("english")
def test_the_plan_opens_at_this_year(plan: dict[str, int], client: FlaskClient) -> None:
    assert plan
    answer = client.get("/plan")
    assert answer.headers["Location"] == "/plan/2026"


def test_without_this_year_the_plan_opens_at_the_newest_one_before(
    session: Session, school: School, request: pytest.FixtureRequest
) -> None:
    del school
    priority(session, school_year=2024)
    priority(session, school_year=2027)
    client = request.getfixturevalue("client")
    assert client.get("/plan").headers["Location"] == "/plan/2024"


@pytest.mark.usefixtures("in_english")
def test_an_empty_year_says_what_to_do(client: FlaskClient) -> None:
    html = page(client, "/plan/2026")
    assert "No plan for 2026/27 yet" in html
    assert "/plan/2026/priorities/new" in html


def test_a_year_that_cannot_be_is_refused(client: FlaskClient) -> None:
    assert client.get("/plan/1066").status_code == 404


@pytest.mark.usefixtures("english")
def test_the_year_shows_counts_costs_and_rows(
    plan: dict[str, int], client: FlaskClient
) -> None:
    html = page(client, "/plan/2026")
    assert "Actions: 2" in html
    assert "Late" in html
    assert "£600" in html
    assert "School budget: £600" in html
    assert "Costs by funding source" in html
    assert "Literacy" in html
    assert 'title="Siân Eira"' in html
    assert "To write" in html
    assert "/elements/slo-wales/2.3" in html
    assert f"/plan/priorities/{plan['priority']}" in html


@pytest.mark.usefixtures("english")
def test_a_title_in_one_language_says_so(
    plan: dict[str, int], client: FlaskClient
) -> None:
    assert plan
    html = page(client, "/plan/2026")
    assert '<span lang="cy">Arsylwi gwersi darllen</span>' in html
    assert "Welsh only" in html


def test_the_year_speaks_welsh(plan: dict[str, int], client: FlaskClient) -> None:
    assert plan
    html = page(client, "/plan/2026")
    assert "Cynllun Datblygu Ysgol" in html
    assert "Hwyr" in html
    assert "Camau gweithredu: 2" in html


@pytest.mark.usefixtures("english")
def test_a_row_opens_in_its_place(plan: dict[str, int], client: FlaskClient) -> None:
    html = page(client, f"/plan/2026?open={plan['late']}")
    assert f'action="/plan/actions/{plan["late"]}"' in html
    assert f"/plan/actions/{plan['late']}/updates/autumn" in html
    assert "What has begun?" in html
    assert 'aria-expanded="true"' in html


@pytest.mark.usefixtures("english")
def test_an_update_in_the_other_language_is_shown_beside_the_box(
    plan: dict[str, int], client: FlaskClient
) -> None:
    html = page(client, f"/plan/2026?open={plan['done']}")
    assert '<span lang="cy">Wedi gorffen</span>' in html


@pytest.mark.usefixtures("english")
def test_the_contents_by_law_name_their_priorities(
    plan: dict[str, int], client: FlaskClient
) -> None:
    assert plan
    html = page(client, "/plan/2026")
    assert "Priorities: 1" in html
    assert "No priority yet" in html


@pytest.mark.usefixtures("english")
def test_another_year_has_no_column_of_updates(
    plan: dict[str, int], client: FlaskClient, session: Session
) -> None:
    assert plan
    html = page(client, "/plan/2025")
    assert "No plan for 2025/26 yet" in html
    assert session.in_transaction() is False


@pytest.mark.usefixtures("english")
def test_the_next_plan_starts_with_what_is_left_open(
    plan: dict[str, int], client: FlaskClient
) -> None:
    html = page(client, "/plan/2026/next")
    assert f'value="{plan["late"]}"' in html
    assert f'value="{plan["done"]}"' not in html
    answer = client.post("/plan/2026/next", data={"actions": str(plan["late"])})
    assert answer.status_code == 303
    assert answer.headers["Location"] == "/plan/2027"
    html = page(client, "/plan/2027")
    assert "Arsylwi gwersi darllen" in html
    assert "Actions carried over: 1" in html
    carried = page(client, f"/plan/actions/{plan['late']}")
    assert "Goes on in: 2027/28" in carried


@pytest.mark.usefixtures("english")
def test_an_empty_next_plan_can_be_begun(
    plan: dict[str, int], client: FlaskClient
) -> None:
    assert plan
    html = page(client, "/plan/2030/next")
    assert "Nothing was left open" in html
    answer = client.post("/plan/2030/next")
    assert answer.headers["Location"] == "/plan/2031"


@pytest.mark.usefixtures("english")
def test_an_empty_year_offers_what_the_year_before_left_open(
    plan: dict[str, int], client: FlaskClient
) -> None:
    assert plan
    assert "/plan/2026/next" in page(client, "/plan/2027")
