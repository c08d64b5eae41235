from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from slo_desktop.settings import Settings
from slo_desktop.web.folder import KEY
from slo_desktop.web.guards import APART, HEADERS, OPEN_ENDPOINTS, guard

HERE = "http://127.0.0.1:5000"


def address(rule: Rule) -> str:
    """A path that this rule matches."""
    values = {
        name: min(getattr(converter, "items", (1,)))
        for name, converter in rule._converters.items()
    }
    _domain, path = rule.build(values, append_unknown=False) or ("", rule.rule)
    return path


def every_request(app: Flask) -> list[tuple[str, str, str]]:
    """Endpoint, method and path of everything the server answers."""
    return [
        (rule.endpoint, method, address(rule))
        for rule in app.url_map.iter_rules()
        for method in sorted((rule.methods or set()) - {"OPTIONS", "HEAD"})
    ]


def test_every_route_but_the_open_ones_needs_the_cookie(app: Flask) -> None:
    outside = app.test_client()
    for endpoint, method, path in every_request(app):
        answer = outside.open(
            path, method=method, base_url=HERE, headers={"Origin": HERE}
        )
        if endpoint in OPEN_ENDPOINTS:
            continue
        assert answer.status_code == 401, (method, path)
        assert "SLO Desktop" in answer.text
        assert "agorwch y rhaglen" in answer.text


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "127.0.0.1.evil.example",
        "127.0.0.1:5001",
        "127.0.0.1",
        "localhost:5000",
        "[::1]:5000",
        "127.0.0.1:5000, evil.example",
        "",
    ],
)
def test_a_foreign_host_gets_nothing_anywhere(
    app: Flask, client: FlaskClient, host: str
) -> None:
    for _endpoint, method, path in every_request(app):
        answer = client.open(path, method=method, headers={"Host": host})
        assert answer.status_code in {400, 403}, (method, path, host)


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:5001"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_a_foreign_page_gets_nothing_anywhere(
    app: Flask, client: FlaskClient, headers: dict[str, str]
) -> None:
    for _endpoint, method, path in every_request(app):
        answer = client.open(path, method=method, headers=headers)
        assert answer.status_code == 403, (method, path, headers)


def test_a_write_without_an_origin_is_refused(app: Flask, settings: Settings) -> None:
    plain = app.test_client()
    plain.get(f"/enter/{settings.launch_token}", base_url=HERE)
    for _endpoint, method, path in every_request(app):
        if method != "GET":
            answer = plain.open(path, method=method, base_url=HERE)
            assert answer.status_code == 403, (method, path)


def test_every_write_needs_the_csrf_token(app: Flask, client: FlaskClient) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    for endpoint, method, path in every_request(app):
        if method != "GET" and endpoint not in OPEN_ENDPOINTS:
            assert client.open(path, method=method).status_code == 400, (method, path)


def test_no_get_changes_the_database(app: Flask, client: FlaskClient) -> None:
    database = app.extensions["slo_desktop"].settings.database
    before = database.read_bytes()
    for _endpoint, method, path in every_request(app):
        if method == "GET":
            client.get(path).close()
    assert database.read_bytes() == before


def test_an_entry_opens_once(app: Flask, settings: Settings) -> None:
    for expected in (302, 401):
        answer = app.test_client().get(f"/enter/{settings.launch_token}", base_url=HERE)
        assert answer.status_code == expected
    assert app.test_client().get("/enter/guess", base_url=HERE).status_code == 401


def test_the_cookie_is_strict_and_named_for_this_launch(
    app: Flask, settings: Settings
) -> None:
    answer = app.test_client().get(f"/enter/{settings.launch_token}", base_url=HERE)
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith(app.config["SESSION_COOKIE_NAME"])
    assert len(app.config["SESSION_COOKIE_NAME"]) > len("slo-") + 8
    for word in ("HttpOnly", "SameSite=Strict", "Path=/"):
        assert word in cookie


def test_every_answer_forbids_foreign_content(app: Flask, client: FlaskClient) -> None:
    for path in ("/school", "/no-such-page", "/static/any/icons/mark.svg"):
        with client.get(path) as answer:
            for name, value in (*HEADERS.items(), APART):
                assert answer.headers[name] == value, (path, name)
    assert client.get("/school").headers["Cache-Control"] == "no-store"
    policy = HEADERS["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy


def test_a_window_needs_no_guard_against_who_opened_it(
    app: Flask, client: FlaskClient
) -> None:
    shell: Any = object()
    app.extensions[KEY] = replace(app.extensions[KEY], shell=shell)
    answer = client.get("/school")
    assert APART[0] not in answer.headers
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS


def test_an_unknown_method_or_body_is_refused(client: FlaskClient) -> None:
    assert client.open("/school", method="TRACE").status_code == 405
    assert client.open("/school", method="OPTIONS").status_code == 405
    answer = client.post("/school", data="{}", content_type="text/plain")
    assert answer.status_code == 415


def test_too_much_at_once_is_refused(client: FlaskClient) -> None:
    answer = client.post("/school", data={"vision_en": "x" * (4 * 1024 * 1024 + 1)})
    assert answer.status_code == 413


def test_static_files_hold_nobodys_data(client: FlaskClient) -> None:
    for path in (
        "sample/evidence.csv",
        "frameworks/slo-wales.json",
        "css/../sample/school.json",
        "../slo_desktop/app.py",
        "css/%2e%2e/%2e%2e/README.md",
    ):
        assert client.get(f"/static/any/{path}").status_code == 404, path


@pytest.mark.parametrize(
    ("path", "media_type"),
    [
        ("css/tokens.css", "text/css"),
        ("css/program.css", "text/css"),
        ("js/app.js", "text/javascript"),
        ("icons/sprite.svg", "image/svg+xml"),
    ],
)
def test_types_do_not_depend_on_the_computer(
    client: FlaskClient, path: str, media_type: str
) -> None:
    answer = client.get(f"/static/any/{path}")
    assert answer.status_code == 200
    assert answer.mimetype == media_type
    answer.close()


def test_a_second_start_gets_a_fresh_entry_for_its_nonce(app: Flask) -> None:
    with app.app_context():
        nonce = guard().nonce
    first_start = app.test_client()
    wrong = first_start.post(
        "/second-start",
        base_url=HERE,
        headers={"Origin": HERE, "X-Second-Start": "guess"},
    )
    assert wrong.status_code == 401
    right = first_start.post(
        "/second-start",
        base_url=HERE,
        headers={"Origin": HERE, "X-Second-Start": nonce},
    )
    assert right.json is not None
    assert not right.json["shown"]
    assert first_start.get(right.json["entry"], base_url=HERE).status_code == 302
