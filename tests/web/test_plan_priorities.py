"""A priority's page, and its criteria."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from slo_desktop.services.plan.criteria import add_to_priority
from slo_desktop.storage.models import School
from tests.builders import action, evidence, learning, person, priority

JSON = {"Accept": "application/json"}


@pytest.fixture
def world(session: Session, school: School) -> dict[str, int]:
    """A priority with an action, a criterion, and something that serves it."""
    del school
    first, second = priority(session, position=1), priority(session, position=2)
    step = action(session, priority=first)
    seen = evidence(session, actions={step})
    course = learning(session, actions={step})
    criterion = add_to_priority(session, first.id, values={"text_cy": "Cynnydd"})
    lead = person(session, name="Siân Eira")
    return {
        "priority": first.id,
        "second": second.id,
        "action": step.id,
        "evidence": seen.id,
        "learning": course.id,
        "criterion": criterion.id,
        "lead": lead.id,
    }


@pytest.fixture
def english(world: dict[str, int], in_english: None) -> None:
    """The pages speak English, once everything is in the file."""
    del world, in_english


def page(client: FlaskClient, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


@pytest.mark.usefixtures("in_english")
def test_a_new_priority_needs_a_title_in_one_language(client: FlaskClient) -> None:
    assert "Why this, and why now" in page(client, "/plan/2026/priorities/new")
    answer = client.post(
        "/plan/2026/priorities/new", data={"rationale_cy": "Dangosodd y data"}
    )
    html = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "Write a title in Welsh or in English." in html
    assert "Dangosodd y data" in html


@pytest.mark.usefixtures("english")
def test_a_new_priority_is_kept_and_opened(
    world: dict[str, int], client: FlaskClient
) -> None:
    answer = client.post(
        "/plan/2026/priorities/new",
        data={
            "title_cy": "",
            "title_en": "Reading",
            "rationale_cy": "",
            "rationale_en": "",
            "lead": str(world["lead"]),
        },
    )
    assert answer.status_code == 303
    html = page(client, answer.headers["Location"])
    assert "Priority added." in html
    assert "Reading" in html
    assert "Priority 3" in html


@pytest.mark.usefixtures("english")
def test_a_priority_links_to_all_that_serves_it(
    world: dict[str, int], client: FlaskClient
) -> None:
    html = page(client, f"/plan/priorities/{world['priority']}")
    assert f"/evidence/{world['evidence']}" in html
    assert f"/learning/{world['learning']}" in html
    assert f"/plan/actions/{world['action']}" in html
    assert "Cynnydd" in html


def test_a_priority_saves_itself_field_by_field(
    world: dict[str, int], client: FlaskClient
) -> None:
    url = f"/plan/priorities/{world['priority']}"
    answer = client.post(
        url,
        data={"rev": "1", "title_en": "Reading well", "_fields": "title_en"},
        headers=JSON,
    )
    assert answer.status_code == 200
    assert answer.json is not None
    assert answer.json["rev"] == 2
    assert answer.json["states"]["title_en"] in {"translated", "original"}
    assert "Reading well" in page(client, url)


def test_an_emptied_list_of_choices_counts(
    world: dict[str, int], client: FlaskClient
) -> None:
    url = f"/plan/priorities/{world['priority']}"
    for rev, data in (
        (1, {"elements": "slo-wales/4.2"}),
        (2, {}),
    ):
        answer = client.post(
            url, data={"rev": str(rev), "_fields": "elements", **data}, headers=JSON
        )
        assert answer.status_code == 200
        assert ("picker__chip" in page(client, url)) is False
        is_there = 'value="slo-wales/4.2" checked' in page(client, url)
        assert is_there is bool(data)


def test_what_is_not_on_a_list_is_refused(
    world: dict[str, int], client: FlaskClient
) -> None:
    answer = client.post(
        f"/plan/priorities/{world['priority']}",
        data={"rev": "1", "elements": "slo-wales/9.9", "_fields": "elements"},
        headers=JSON,
    )
    assert answer.status_code == 422
    assert answer.json is not None
    assert list(answer.json["errors"]) == ["elements"]


def test_two_windows_that_collide_are_told(
    world: dict[str, int], client: FlaskClient
) -> None:
    url = f"/plan/priorities/{world['priority']}"
    data = {"rev": "1", "title_cy": "Un", "_fields": "title_cy"}
    client.post(url, data=data, headers=JSON)
    answer = client.post(url, data=data | {"title_cy": "Dau"}, headers=JSON)
    assert answer.status_code == 409
    assert answer.json is not None
    assert answer.json["collision"].startswith("/collisions/priority/")


@pytest.mark.usefixtures("english")
def test_without_scripts_the_whole_form_is_sent(
    world: dict[str, int], client: FlaskClient
) -> None:
    url = f"/plan/priorities/{world['priority']}"
    texts = ("title", "rationale", "outcome", "end_of_year")
    data = {f"{text}_{code}": "" for text in texts for code in ("cy", "en")}
    data |= {"rev": "1", "title_cy": "Un", "title_en": "One", "status": "at-risk"}
    answer = client.post(url, data=data)
    assert answer.status_code == 303
    assert "At risk" in page(client, url)
    long = client.post(url, data=data | {"rev": "2", "title_cy": "x" * 600})
    assert long.status_code == 422
    assert "Not saved yet" in long.get_data(as_text=True)


def test_priorities_move_from_their_menu(
    world: dict[str, int], client: FlaskClient
) -> None:
    url = f"/plan/priorities/{world['second']}"
    answer = client.post(f"{url}/move", data={"to": "up"})
    assert answer.status_code == 303
    html = page(client, "/plan/2026")
    first, second = (
        html.index(f"priority-{world[name]}") for name in ("second", "priority")
    )
    assert first < second
    client.post(f"{url}/move", data={"to": "down"})
    html = page(client, "/plan/2026")
    assert html.index(f"priority-{world['priority']}") < html.index(
        f"priority-{world['second']}"
    )


@pytest.mark.usefixtures("english")
def test_a_priority_goes_to_the_bin_and_comes_back(
    world: dict[str, int], client: FlaskClient
) -> None:
    url = f"/plan/priorities/{world['priority']}"
    assert client.post(f"{url}/bin").status_code == 303
    html = page(client, "/plan/2026")
    assert "Priority and its actions put in the bin." in html
    assert f'id="priority-{world["priority"]}"' not in html
    assert "This is in the bin." in page(client, url)
    assert "This is in the bin." in page(client, f"/plan/actions/{world['action']}")
    client.post(f"{url}/restore")
    assert "Priority restored." in page(client, url)


def test_a_priority_that_never_was_is_not_found(client: FlaskClient) -> None:
    assert client.get("/plan/priorities/99").status_code == 404


@pytest.mark.usefixtures("english")
def test_criteria_are_added_judged_and_binned(
    world: dict[str, int], client: FlaskClient
) -> None:
    url = f"/plan/priorities/{world['priority']}"
    client.post(
        f"{url}/criteria", data={"text_cy": "", "text_en": "Most learners read daily"}
    )
    assert "Most learners read daily" in page(client, url)
    client.post(f"{url}/criteria", data={"text_cy": "", "text_en": " "})
    assert "Write it in Welsh or in English." in page(client, url)
    criterion = f"/plan/criteria/{world['criterion']}"
    data = {"rev": "1", "state": "partly-met", "_fields": "state"}
    assert client.post(criterion, data=data, headers=JSON).status_code == 200
    assert client.post(f"{criterion}/bin").headers["Location"].startswith(url)
    assert "Cynnydd" not in page(client, url)
