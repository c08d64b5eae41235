from __future__ import annotations

from flask.testing import FlaskClient

from slo_desktop import paths
from slo_desktop.web.statics import SHEETS


def test_every_sheet_is_part_of_the_whole_style(client: FlaskClient) -> None:
    style = client.get("/static/css/program.css").text
    for name in SHEETS:
        text = (paths.assets() / "css" / f"{name}.css").read_text(encoding="utf-8")
        assert text in style, name


def test_no_sheet_is_forgotten() -> None:
    found = {path.stem for path in (paths.assets() / "css").glob("*.css")}
    widths = {name for name in found if name.startswith("narrow-")}
    assert found - widths - {"forced"} == set(SHEETS)


def test_an_unchanged_style_is_not_sent_again(client: FlaskClient) -> None:
    first = client.get("/static/css/program.css")
    same = {"If-None-Match": first.headers["ETag"]}
    assert client.get("/static/css/program.css", headers=same).status_code == 304
