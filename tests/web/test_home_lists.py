"""Each check of the first page leads to a list that is as long as its count says."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from slo_desktop.domain.bilingual import Bilingual
from slo_desktop.domain.plan import ActionStatus
from slo_desktop.storage.models import Attachment, School
from tests import builders

ROW = re.compile(
    r'href="([^"]+)" data-row><span class="sev(?:(?!<li>).)*?row__title">([^<]+)</span>'
    r'<b class="row__count">(\d+)</b>'
)
CHECKS = {
    "Evidence whose photos lack a consent note": 3,
    "Evidence with translations missing or out of date": 2,
    "Evidence not linked to an element": 55,
    "Actions without a date": 4,
    "Actions without an owner": 3,
}
EVIDENCE = [name for name in CHECKS if name.startswith("Evidence")]
ACTIONS = [name for name in CHECKS if name.startswith("Actions")]


@pytest.fixture
def faulty(session: Session, school: School) -> None:
    """A school in which every kind of fault is found more than once."""
    del school
    shown = {"slo-wales/3.6"}
    for number in range(3):
        # The second photo of a record makes no second record of it.
        photos = {
            Attachment(
                sha256=f"{number}{place}" * 32,
                name=f"llun{place}.jpg",
                media_type="image/jpeg",
                size=3,
            )
            for place in range(1 + number % 2)
        }
        builders.evidence(session, attachments=photos, elements=shown)
    for only in (Bilingual.of(cy="Dim ond"), Bilingual.of(en="Only")):
        builders.evidence(session, title=only, elements=shown)
    for _number in range(55):
        builders.evidence(session)
    last_year = builders.priority(session, school_year=2025)
    owner = builders.person(session)
    for over in ({}, {"priority": last_year}, {"owners": {owner}}):
        builders.action(session, **over)
    builders.action(session, owners={owner}, status=ActionStatus.AT_RISK)
    builders.action(session, due=builders.DAY)
    builders.action(session, status=ActionStatus.DONE)


@pytest.fixture
def client(faulty: None, client: FlaskClient, in_english: None) -> FlaskClient:
    """A window on that school."""
    del faulty, in_english
    return client


def checks(client: FlaskClient) -> dict[str, tuple[str, int]]:
    rows = ROW.findall(client.get("/").text)
    return {name: (html.unescape(url), int(count)) for url, name, count in rows}


def listed(client: FlaskClient, url: str) -> list[str]:
    """Addresses of the records of a list, page after page."""
    found: list[str] = []
    place: str | None = url
    while place:
        text = client.get(place).text
        found += re.findall(
            r'<a class="(?:log__row|row row--due)" href="([^"]+)"', text
        )
        further = re.search(r'href="([^"]+)" rel="next"', text)
        place = html.unescape(further[1]) if further else None
    return [html.unescape(each) for each in found]


@pytest.mark.parametrize(("name", "count"), CHECKS.items())
def test_a_list_is_as_long_as_the_count_that_leads_to_it(
    client: FlaskClient, name: str, count: int
) -> None:
    url, counted = checks(client)[name]
    rows = listed(client, url)
    assert (counted, len(rows), len(set(rows))) == (count, count, count)


@pytest.mark.parametrize("name", EVIDENCE)
def test_a_list_of_faults_names_what_it_keeps_to_and_lets_go_of_it(
    client: FlaskClient, name: str
) -> None:
    text = client.get(checks(client)[name][0]).text
    assert re.search(r'class="log__kept">.*<a href="/evidence">Clear</a>', text)
    assert 'aria-current="true"' in text


@pytest.mark.parametrize("name", EVIDENCE)
def test_a_record_keeps_the_list_it_was_opened_from(
    client: FlaskClient, name: str
) -> None:
    url = checks(client)[name][0]
    first, second = listed(client, url)[:2]
    text = html.unescape(client.get(first).text)
    assert f'href="{second}"' in text
    assert f'href="{url}" data-sheet-close' in text
    client.post("/language", data={"language": "cy", "next": first})
    assert f'href="{second}"' in html.unescape(client.get(first).text)


def test_a_record_opens_where_the_fault_is_put_right(client: FlaskClient) -> None:
    assert listed(client, "/evidence?unlinked=1")[0].endswith("?unlinked=1#elements")
    assert listed(client, "/evidence?unconsented=1")[0].endswith("#attached")
    assert listed(client, "/plan/actions?need=date")[0].endswith("?need=date#due")
    for url in ("/evidence?unlinked=1", "/evidence?unconsented=1"):
        row = listed(client, url)[0]
        assert f' id="{row.partition("#")[2]}"' in client.get(row).text


def test_faults_are_offered_in_the_pane_where_there_are_some(
    client: FlaskClient,
) -> None:
    text = client.get("/evidence?worked=no").text
    assert 'href="/evidence?unlinked=1"' in text
    assert 'href="/evidence?unconsented=1"' in text
    record = listed(client, "/evidence?unconsented=1")[0].partition("?")[0]
    assert 'href="/evidence?unlinked=1"' in client.get(record).text


@pytest.mark.parametrize("name", ACTIONS)
def test_an_action_leads_back_to_its_list_and_on_to_the_next(
    client: FlaskClient, name: str
) -> None:
    url = checks(client)[name][0]
    first, second = listed(client, url)[:2]
    text = html.unescape(client.get(first).text)
    assert f'href="{url}" data-sheet-close' in text
    assert f'href="{second}" title="Next record"' in text
    assert 'title="Previous record"' not in text
    assert 'title="Next record"' not in client.get(first.partition("?")[0]).text


def test_a_mended_action_leaves_its_list_and_the_count(client: FlaskClient) -> None:
    for row in listed(client, "/plan/actions?need=date"):
        place = row.partition("#")[0]
        rev = re.search(r'name="rev" value="(\d+)"', client.get(place).text)
        assert rev
        sent: dict[str, Any] = {"rev": rev[1], "due": "1/3/2027", "_fields": "due"}
        answer = client.post(place, data=sent)
        assert answer.status_code == 303
        assert answer.location.endswith(place)
    assert "Actions without a date" not in checks(client)
    text = client.get("/plan/actions?need=date").text
    assert "Every open action has a date." in text
    assert 'href="/">' in text
    assert "Back to the plan" in text


def test_whatever_is_done_on_an_action_leaves_it_beside_its_list(
    client: FlaskClient,
) -> None:
    place = listed(client, "/plan/actions?need=date")[0].partition("#")[0]

    def form(kind: str) -> str:
        text = html.unescape(client.get(place).text)
        found = re.search(rf'action="(/plan/{kind}[^"]*)"', text)
        assert found, kind
        return found[1]

    words = {"text_en": "Seen", "_fields": "text_en", "rev": "1", "to": "down"}
    kinds = (r"actions/\d+/criteria", r"criteria/\d+\?", r"criteria/\d+/bin")
    for url in (
        *map(form, (*kinds[:1], r"actions/\d+/updates")),
        place.replace("?", "/move?"),
    ):
        answer = client.post(url, data=words | {"status": "under-way"})
        assert answer.status_code == 303, url
        assert answer.location.partition("#")[0] == place
    for kind in kinds[1:]:
        answer = client.post(form(kind), data=words)
        assert answer.location.partition("#")[0] == place


def test_a_list_of_faults_without_any_says_so_and_leads_back(
    client: FlaskClient,
) -> None:
    for record in listed(client, "/evidence?unconsented=1"):
        client.post(f"{record.partition('?')[0]}/bin")
    text = client.get("/evidence?unconsented=1").text
    assert "Every photo has a consent note." in text
    assert "Back to home" in text
    assert "No evidence matches" not in text
    assert "No evidence matches" in client.get("/evidence?unconsented=1&q=zzz").text
    assert 'href="/evidence?unconsented=1"' not in client.get("/evidence").text


@pytest.mark.parametrize("asked", ["", "?need=", "?need=money", "?need=date%00"])
def test_a_list_of_nothing_in_particular_is_no_page(
    client: FlaskClient, asked: str
) -> None:
    assert client.get(f"/plan/actions{asked}").status_code == 404


def test_the_lists_speak_welsh(client: FlaskClient) -> None:
    client.post("/language", data={"language": "cy", "next": "/"})
    assert "Camau gweithredu heb ddyddiad" in client.get("/plan/actions?need=date").text
    assert "Heb ei chysylltu ag elfen" in client.get("/evidence?unlinked=1").text
