from __future__ import annotations

import mimetypes
import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from slo_desktop import paths
from slo_desktop.settings import Settings
from slo_desktop.web import guards, statics
from slo_desktop.web.statics import SHEETS

STYLE = "/static/any/css/program.css"


def test_every_sheet_is_part_of_the_whole_style(client: FlaskClient) -> None:
    style = client.get(STYLE).text
    for name in SHEETS:
        text = (paths.assets() / "css" / f"{name}.css").read_text(encoding="utf-8")
        assert text in style, name


def test_the_font_that_a_page_asks_for_at_once_is_the_one_its_style_names(
    client: FlaskClient,
) -> None:
    asked = re.search(
        r'rel="preload" href="(/static/\w+/([^"]+))"', client.get("/").text
    )
    assert asked
    assert f"../{asked[2]}" in client.get(STYLE).text
    with client.get(asked[1]) as font:
        assert font.mimetype == "font/woff2"


def test_no_sheet_is_forgotten() -> None:
    found = {path.stem for path in (paths.assets() / "css").glob("*.css")}
    widths = {name for name in found if name.startswith("narrow-")}
    assert found - widths - {"forced"} == set(SHEETS)


def test_an_unchanged_style_is_not_sent_again(client: FlaskClient) -> None:
    first = client.get(STYLE)
    same = {"If-None-Match": first.headers["ETag"]}
    assert client.get(STYLE, headers=same).status_code == 304


def test_what_a_page_names_is_asked_for_once(client: FlaskClient) -> None:
    """Else each page asks for thirty files anew."""
    named = re.findall(r'(?:href|src)="(/static/[^"#]+)', client.get("/evidence").text)
    assert {path.rpartition(".")[2] for path in named} >= {"css", "js", "svg", "woff2"}
    for path in named:
        with client.get(path) as answer:
            assert answer.status_code == 200, path
            assert answer.headers["Cache-Control"] == statics.FOR_GOOD, path


def test_a_page_from_before_an_update_gets_what_is_there_and_keeps_it_for_now(
    client: FlaskClient,
) -> None:
    with client.get(STYLE) as answer:
        assert answer.status_code == 200
        assert answer.headers["Cache-Control"] == "no-cache"


def test_what_is_not_there_is_not_kept(client: FlaskClient) -> None:
    for path in ("css/none.css", "nothing"):
        answer = client.get(f"/static/{statics.mark()}/{path}")
        assert answer.status_code == 404
        assert answer.headers["Cache-Control"] == "no-cache"


def test_the_mark_changes_with_any_file_and_with_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("js/pages", "css", "frameworks"):
        (tmp_path / name).mkdir(parents=True)
    monkeypatch.setattr(paths, "assets", lambda: tmp_path)
    work_out = statics.mark.__wrapped__
    marks = [work_out()]
    for name in ("css/a.css", "js/pages/b.js", "frameworks/c.json"):
        (tmp_path / name).write_text(name, "ascii")
        marks.append(work_out())
    (tmp_path / "css" / "a.css").write_text("another", "ascii")
    marks.append(work_out())
    empty, style, script, framework, changed = marks
    assert len({empty, style, script, changed}) == 4
    assert framework == script


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
