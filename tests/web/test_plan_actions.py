"""An action's page, with its criteria and termly updates."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from slo_desktop.domain.plan import ActionStatus
from slo_desktop.services.plan.criteria import add_to_action
from slo_desktop.services.school import add_terms
from slo_desktop.storage.models import School
from tests.builders import action, evidence, learning, person, priority

JSON = {"Accept": "application/json"}


@pytest.fixture
def world(session: Session, school: School) -> dict[str, int]:
    """An action of this year, and one of last year that it goes on with."""
    del school
    add_terms(session, 2026)
    old = action(session, priority=priority(session, school_year=2025))
    step = action(
        session,
        priority=priority(session),
        status=ActionStatus.AT_RISK,
        carried_from=old,
        owners={person(session, name="Wedi Gadael", active_to=None)},
        funding_source="funding-sources/raffle",
        financial_year=2019,
    )
    other = action(session, priority=step.priority)
    seen = evidence(session, actions={step})
    course = learning(session, actions={step})
    criterion = add_to_action(session, step.id, values={"text_cy": "Pob athro"})
    return {
        "priority": step.priority_id,
        "action": step.id,
        "other": other.id,
        "old": old.id,
        "evidence": seen.id,
        "learning": course.id,
        "criterion": criterion.id,
    }


@pytest.fixture
def english(world: dict[str, int], in_english: None) -> None:
    """The pages speak English, once everything is in the file."""
    del world, in_english


def page(client: FlaskClient, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


@pytest.mark.usefixtures("english")
def test_a_new_action_is_kept_and_opened(
    world: dict[str, int], client: FlaskClient
) -> None:
    url = f"/plan/2026/actions/new?priority={world['priority']}"
    assert f'<option value="{world["priority"]}" selected>' in page(client, url)
    answer = client.post(
        "/plan/2026/actions/new",
        data={
            "title_cy": "",
            "title_en": "Reading evening",
            "priority": str(world["priority"]),
            "due": "3/12/2026",
            "cost_pence": "80",
            "funding_source": "",
            "elements": "slo-wales/6.4",
        },
    )
    assert answer.status_code == 303
    html = page(client, answer.headers["Location"])
    assert "Action added." in html
    assert "03/12/2026" in html
    assert 'value="slo-wales/6.4" checked' in html


@pytest.mark.usefixtures("english")
def test_several_actions_are_added_one_after_the_other(
    world: dict[str, int], client: FlaskClient
) -> None:
    sent = {"title_en": "First step", "priority": str(world["priority"])}
    answer = client.post("/plan/2026/actions/new", data=sent | {"then": "another"})
    html = page(client, answer.headers["Location"])
    assert "Action added." in html
    assert f'<option value="{world["priority"]}" selected>' in html
    assert "First step" not in html
    assert "First step" in page(client, "/plan/2026")


@pytest.mark.usefixtures("english")
def test_a_new_action_keeps_the_words_that_were_refused(
    world: dict[str, int], client: FlaskClient
) -> None:
    data = {
        "title_cy": "",
        "title_en": "",
        "priority": str(world["priority"]),
        "due": "soon",
    }
    answer = client.post("/plan/2026/actions/new", data=data)
    html = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "Write a date like this: 22/11/2026." in html
    assert 'value="soon"' in html


def test_without_a_priority_there_is_nothing_to_add_to(client: FlaskClient) -> None:
    answer = client.get("/plan/2026/actions/new")
    assert answer.headers["Location"] == "/plan/2026/priorities/new"


@pytest.mark.usefixtures("english")
def test_an_action_shows_all_that_touches_it(
    world: dict[str, int], client: FlaskClient
) -> None:
    html = page(client, f"/plan/actions/{world['action']}")
    assert f"/evidence/{world['evidence']}" in html
    assert f"/learning/{world['learning']}" in html
    assert f"/plan/priorities/{world['priority']}" in html
    assert "Carried over from: 2025/26" in html
    assert f"/plan/actions/{world['old']}" in html
    assert "Pob athro" in html


@pytest.mark.usefixtures("english")
def test_choices_no_longer_offered_stay_with_the_action_that_has_them(
    world: dict[str, int], client: FlaskClient
) -> None:
    html = page(client, f"/plan/actions/{world['action']}")
    assert '<option value="funding-sources/raffle" selected>' in html
    assert '<option value="2019" selected>' in html


def test_an_action_saves_itself_field_by_field(
    world: dict[str, int], client: FlaskClient
) -> None:
    url = f"/plan/actions/{world['action']}"
    for rev, (field, value) in enumerate(
        [("status", "done"), ("spent_pence", "12.50"), ("due", "2026-12-04")], start=1
    ):
        data = {"rev": str(rev), field: value, "_fields": field}
        assert client.post(url, data=data, headers=JSON).status_code == 200
    html = page(client, url)
    assert '<option value="done" selected>' in html
    assert 'value="12.50"' in html
    assert "04/12/2026" in html


@pytest.mark.usefixtures("english")
def test_an_action_cannot_be_due_before_it_starts(
    world: dict[str, int], client: FlaskClient
) -> None:
    url = f"/plan/actions/{world['action']}"
    first = {"rev": "1", "due": "4/12/2026", "_fields": "due"}
    assert client.post(url, data=first, headers=JSON).status_code == 200
    data = {"rev": "2", "starts": "5/12/2026", "_fields": "starts"}
    answer = client.post(url, data=data, headers=JSON)
    assert answer.status_code == 422
    assert answer.json == {"errors": {"starts": "It would be due before it starts."}}
    both_dates = {"rev": "2", "starts": "5/12/2026", "due": "4/12/2026"}
    answer = client.post(url, data=both_dates | {"status": "done"})
    assert answer.status_code == 422
    assert "It would be due before it starts." in answer.get_data(as_text=True)


def test_an_update_is_begun_and_gone_on_with(
    world: dict[str, int], client: FlaskClient
) -> None:
    url = f"/plan/actions/{world['action']}/updates/autumn"
    begin = {"rev": "0", "text_cy": "Wedi dechrau", "_fields": "text_cy"}
    answer = client.post(url, data=begin, headers=JSON)
    assert answer.json is not None
    assert answer.json["rev"] == 1
    more = {"rev": "1", "text_en": "Begun", "_fields": "text_en"}
    answer = client.post(url, data=more, headers=JSON)
    assert answer.json is not None
    assert answer.json["states"] == {"text_cy": "original", "text_en": "translated"}
    html = page(client, f"/plan/actions/{world['action']}")
    assert "Wedi dechrau" in html
    assert html.count('<option value="at-risk" selected>') >= 2


def test_an_update_begun_in_two_windows_collides(
    world: dict[str, int], client: FlaskClient
) -> None:
    url = f"/plan/actions/{world['action']}/updates/autumn"
    data = {"rev": "0", "text_cy": "Un", "_fields": "text_cy"}
    client.post(url, data=data, headers=JSON)
    answer = client.post(url, data=data | {"text_cy": "Dau"}, headers=JSON)
    assert answer.status_code == 409


@pytest.mark.usefixtures("english")
def test_an_update_is_written_without_scripts_too(
    world: dict[str, int], client: FlaskClient
) -> None:
    url = f"/plan/actions/{world['action']}/updates/spring"
    data = {"rev": "0", "text_cy": "Un", "text_en": "", "status": "on-track"}
    answer = client.post(url, data=data)
    assert answer.status_code == 303
    assert answer.headers["Location"].endswith("#h-updates")
    refused = client.post(url, data=data | {"status": "splendid"})
    assert refused.status_code == 303


def test_there_are_three_terms_and_no_other(
    world: dict[str, int], client: FlaskClient
) -> None:
    url = f"/plan/actions/{world['action']}/updates/winter"
    assert client.post(url, data={"text_cy": "Un"}).status_code == 404


def test_a_criterion_leads_back_to_its_action(
    world: dict[str, int], client: FlaskClient
) -> None:
    url = f"/plan/actions/{world['action']}"
    added = client.post(
        f"{url}/criteria", data={"text_cy": "Pob disgybl", "text_en": ""}
    )
    assert added.headers["Location"] == f"{url}#h-criteria"
    refused = client.post(f"{url}/criteria", data={"text_cy": "", "text_en": ""})
    assert refused.headers["Location"] == f"{url}#h-criteria"
    assert "Pob disgybl" in page(client, url)
    criterion = f"/plan/criteria/{world['criterion']}"
    data = {"rev": "1", "text_cy": "Pob athro", "state": "nonsense"}
    assert client.post(criterion, data=data).status_code == 303
    client.post(f"{criterion}/bin")
    assert f'action="{criterion}"' not in page(client, url)


def test_actions_move_from_their_menu(
    world: dict[str, int], client: FlaskClient
) -> None:
    answer = client.post(f"/plan/actions/{world['other']}/move", data={"to": "up"})
    assert answer.status_code == 303
    assert ">1.1<" in page(client, f"/plan/actions/{world['other']}").replace(
        "Cam gweithredu ", ">"
    )
    client.post(f"/plan/actions/{world['other']}/move", data={"to": "down"})
    html = page(client, "/plan/2026")
    assert html.index(f"action-{world['action']}") < html.index(
        f"action-{world['other']}"
    )


@pytest.mark.usefixtures("english")
def test_an_action_goes_to_the_bin_and_comes_back(
    world: dict[str, int], client: FlaskClient
) -> None:
    url = f"/plan/actions/{world['action']}"
    answer = client.post(f"{url}/bin")
    assert answer.headers["Location"] == f"/plan/2026?priority={world['priority']}"
    assert "Action put in the bin." in page(client, answer.headers["Location"])
    assert "This is in the bin." in page(client, url)
    client.post(f"{url}/restore")
    assert "Action restored." in page(client, url)


def test_an_action_that_never_was_is_not_found(client: FlaskClient) -> None:
    assert client.get("/plan/actions/99").status_code == 404
