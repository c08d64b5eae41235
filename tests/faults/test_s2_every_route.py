"""What a page of another site can send, at every route there is."""

from __future__ import annotations

import hashlib

import pytest
from flask import Flask
from werkzeug.routing import Rule

from slo_desktop.web.guards import OPEN_ENDPOINTS
from tests.faults.attacking import FORM, Serving

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


def fingerprint(served: Serving) -> str:
    return hashlib.sha256((served.data / "school.sqlite").read_bytes()).hexdigest()


def test_s2_a_rebound_name_gets_nothing_from_any_route(
    app: Flask, served: Serving
) -> None:
    host = f"rebound.example:{served.port}"
    for method, path, _endpoint in requests(app):
        answer = served.inside.ask(method, path, headers={"Host": host})
        assert answer.status == 403, (method, path)
        assert "Ysgol" not in answer.text
        assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("sender", SENDERS.values(), ids=SENDERS)
def test_s3_a_write_from_elsewhere_is_refused_everywhere(
    app: Flask, served: Serving, sender: dict[str, str]
) -> None:
    before, token = fingerprint(served), served.inside.csrf()
    said = {name: value.format(port=served.port) for name, value in sender.items()}
    for method, path, _endpoint in requests(app):
        for kind, body in BODIES.values() if method not in READS else ():
            sent = said | {"Content-Type": kind, "X-CSRFToken": token}
            answer = served.inside.ask(method, path, body, sent)
            assert answer.status == 403, (method, path, kind)
    assert fingerprint(served) == before


def test_s3_a_body_no_form_sends_is_refused_even_from_us(
    app: Flask, served: Serving
) -> None:
    kind, body = BODIES["text"]
    for method, path, endpoint in requests(app):
        if method not in READS and endpoint not in OPEN_ENDPOINTS:
            sent = {"Content-Type": kind, "X-CSRFToken": served.inside.csrf()}
            answer = served.inside.ask(method, path, body, sent)
            assert answer.status == 415, (method, path)


@pytest.mark.parametrize("cookie", ["", "inside=1", "{name}=eyJpbnNpZGUiOnRydWV9.x.y"])
def test_s5_without_the_cookie_every_route_says_how_to_come_in(
    app: Flask, served: Serving, cookie: str
) -> None:
    name = served.inside.cookie.partition("=")[0]
    sent = {"Cookie": cookie.format(name=name)}
    for method, path, endpoint in requests(app):
        answer = served.inside.ask(method, path, headers=sent)
        if endpoint not in OPEN_ENDPOINTS:
            assert answer.status == 401, (method, path)
            assert "agorwch y rhaglen" in answer.text
            assert "Ysgol" not in answer.text
