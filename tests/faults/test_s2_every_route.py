"""What a page of another site can send, at every route there is."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from flask import Flask
from werkzeug.routing import Rule

from slo_desktop.web.guards import OPEN_ENDPOINTS
from tests.faults.attacking import FORM, Answer, Serving, kept_files
from tests.faults.proof import Proof

READS = frozenset({"GET", "HEAD"})
BODIES = {
    "form": (FORM, b"title_en=evil"),
    "files": (
        "multipart/form-data; boundary=b",
        b'--b\r\nContent-Disposition: form-data; name="title_en"\r\n\r\nx\r\n--b--\r\n',
    ),
    "text": ("text/plain", b'{"title_en": "evil"}'),
}
SENDERS = {
    "another site": {"Origin": "http://evil.example"},
    "nobody": {"Origin": "null"},
    "another port": {"Origin": "http://127.0.0.1:1"},
    "a name for us": {"Origin": "http://localhost:{port}"},
    "a safe page": {"Origin": "https://127.0.0.1:{port}"},
    "cross-site": {"Sec-Fetch-Site": "cross-site"},
    "same-site": {"Sec-Fetch-Site": "same-site"},
}
HERE = ("/safety/restore", "/privacy/erase", "/safety/key", "/safety/restore/undo")
THERE = ("/recovery/start", "/recovery/file", "/recovery/open", "/recovery/readable")
"""Acts that change most, which must be among the routes that are attacked."""


def address(rule: Rule) -> str:
    """A path that this rule matches."""
    values = {
        name: min(getattr(converter, "items", (1,)))
        for name, converter in rule._converters.items()
    }
    _domain, path = rule.build(values, append_unknown=False) or ("", rule.rule)
    return path


def requests(app: Flask) -> list[tuple[str, str, str]]:
    return [
        (method, address(rule), rule.endpoint)
        for rule in app.url_map.iter_rules()
        for method in sorted((rule.methods or set()) - {"OPTIONS", "HEAD"})
    ]


@dataclass(frozen=True)
class Target:
    """Pages as they run, and every request that they have an answer to."""

    served: Serving
    requests: list[tuple[str, str, str]]

    @property
    def writes(self) -> list[tuple[str, str, str]]:
        return [asked for asked in self.requests if asked[0] not in READS]

    def ask(self, method: str, path: str, *sent: dict[str, str]) -> Answer:
        headers = {name: value for part in sent for name, value in part.items()}
        return self.served.inside.ask(method, path, headers=headers)


@pytest.fixture
def program(app: Flask, served: Serving) -> Target:
    return Target(served, requests(app))


@pytest.fixture
def recovery(recovery_app: Flask, recovering: Serving) -> Target:
    return Target(recovering, requests(recovery_app))


@pytest.fixture(params=["program", "recovery"])
def target(request: pytest.FixtureRequest) -> Target:
    found: Target = request.getfixturevalue(request.param)
    return found


def test_s3_every_act_that_matters_is_among_the_routes(
    program: Target, recovery: Target
) -> None:
    assert set(HERE) <= {path for _method, path, _endpoint in program.writes}
    assert set(THERE) <= {path for _method, path, _endpoint in recovery.writes}


def test_s2_a_rebound_name_gets_nothing_from_any_route(
    target: Target, proof: Proof
) -> None:
    host = f"rebound.example:{target.served.port}"
    for method, path, _endpoint in target.requests:
        answer = target.ask(method, path, {"Host": host})
        assert answer.status == 403, (method, path)
        assert "Ysgol" not in answer.text
        assert "set-cookie" not in answer.headers
    proof.count("requests", len(target.requests))


@pytest.mark.parametrize("sender", SENDERS.values(), ids=SENDERS)
def test_s3_a_write_from_elsewhere_is_refused_everywhere(
    target: Target, sender: dict[str, str], proof: Proof
) -> None:
    served = target.served
    before, token = kept_files(served.data), served.inside.csrf()
    said = {name: value.format(port=served.port) for name, value in sender.items()}
    for method, path, _endpoint in target.writes:
        for kind, body in BODIES.values():
            sent = said | {"Content-Type": kind, "X-CSRFToken": token}
            answer = served.inside.ask(method, path, body, sent)
            assert answer.status == 403, (method, path, kind)
    assert kept_files(served.data) == before
    proof.count("requests", len(target.writes) * len(BODIES))


def test_s3_a_body_no_form_sends_is_refused_even_from_us(
    target: Target, proof: Proof
) -> None:
    (kind, body), inside = BODIES["text"], target.served.inside
    for method, path, endpoint in target.writes:
        if endpoint not in OPEN_ENDPOINTS:
            sent = {"Content-Type": kind, "X-CSRFToken": inside.csrf()}
            answer = inside.ask(method, path, body, sent)
            assert answer.status == 415, (method, path)
            proof.count("requests")


def test_s3_our_own_page_without_the_token_of_its_form_changes_nothing(
    target: Target, proof: Proof
) -> None:
    kind, body = BODIES["form"]
    before = kept_files(target.served.data)
    for method, path, endpoint in target.writes:
        if endpoint not in OPEN_ENDPOINTS:
            for token in ("", "evil"):
                sent = {"Content-Type": kind, "X-CSRFToken": token}
                answer = target.served.inside.ask(method, path, body, sent)
                assert answer.status >= 300, (method, path)
                assert answer.status < 500, (method, path)
                proof.count("requests")
    assert kept_files(target.served.data) == before


@pytest.mark.parametrize("cookie", ["", "inside=1", "{name}=eyJpbnNpZGUiOnRydWV9.x.y"])
def test_s5_without_the_cookie_every_route_says_how_to_come_in(
    target: Target, cookie: str, proof: Proof
) -> None:
    name = target.served.inside.cookie.partition("=")[0]
    for method, path, endpoint in target.requests:
        answer = target.ask(method, path, {"Cookie": cookie.format(name=name)})
        if endpoint not in OPEN_ENDPOINTS:
            assert answer.status == 401, (method, path)
            assert "agorwch y rhaglen" in answer.text
            assert "Ysgol" not in answer.text
            proof.count("requests")
