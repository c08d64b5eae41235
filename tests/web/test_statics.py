from __future__ import annotations

import mimetypes
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from slo_desktop import paths
from slo_desktop.settings import Settings
from slo_desktop.web import guards
from slo_desktop.web.statics import SHEETS


def test_every_sheet_is_part_of_the_whole_style(client: FlaskClient) -> None:
    style = client.get("/static/css/program.css").text
    for name in SHEETS:
        text = (paths.assets() / "css" / f"{name}.css").read_text(encoding="utf-8")
        assert text in style, name


def test_the_font_that_a_page_asks_for_at_once_is_the_one_its_style_names(
    client: FlaskClient,
) -> None:
    asked = re.search(r'rel="preload" href="/static/([^"]+)"', client.get("/").text)
    assert asked
    assert f"../{asked[1]}" in client.get("/static/css/program.css").text
    with client.get(f"/static/{asked[1]}") as font:
        assert font.mimetype == "font/woff2"


def test_no_sheet_is_forgotten() -> None:
    found = {path.stem for path in (paths.assets() / "css").glob("*.css")}
    widths = {name for name in found if name.startswith("narrow-")}
    assert found - widths - {"forced"} == set(SHEETS)


def test_an_unchanged_style_is_not_sent_again(client: FlaskClient) -> None:
    first = client.get("/static/css/program.css")
    same = {"If-None-Match": first.headers["ETag"]}
    assert client.get("/static/css/program.css", headers=same).status_code == 304


def test_what_other_programs_wrote_into_the_registry_spoils_no_page(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def registry(types: mimetypes.MimeTypes, strict: bool = True) -> None:  # noqa: FBT002  as Python has it
        for ending in guards.TYPES:
            types.add_type("text/plain", ending, strict)

    monkeypatch.setattr(mimetypes, "_db", None)
    monkeypatch.setattr(mimetypes.MimeTypes, "read_windows_registry", registry)
    guards.init_app(Flask("x"), settings)
    told = {ending: mimetypes.guess_type(f"a{ending}")[0] for ending in guards.TYPES}
    assert told == guards.TYPES


def test_everything_a_page_loads_has_a_type_of_its_own() -> None:
    for folder in ("css", "js", "fonts", "icons"):
        for path in (paths.assets() / folder).glob("*.*"):
            loaded = path.suffix not in {".md", ".txt", ".ttf"}
            assert not loaded or path.suffix in guards.TYPES, path
