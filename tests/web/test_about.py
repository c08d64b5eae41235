from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from slo_desktop import __version__, paths
from slo_desktop.domain.errors import PrintFailedError
from slo_desktop.reports.press import Order, Press
from slo_desktop.web import printing
from slo_desktop.web.folder import KEY
from slo_desktop.web.help import licences
from slo_desktop.web.jobs import KEY as JOBS

NAME = "nodyn-technegydd-technician-note.pdf"


class Window:
    """Shows, saves and opens what it is told to, and remembers it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.asked: list[tuple[str, Path]] = []
        self.agrees = True

    def show_in_folder(self, path: Path) -> bool:
        self.asked.append(("show", path))
        return True

    def save_as(self, name: str, content: Path) -> Path | None:
        return Path(shutil.copy(content, self.folder / name)) if self.agrees else None

    def open_file(self, path: Path) -> bool:
        self.asked.append(("open", path))
        return True


class PaperPress(Press):
    """Prints nothing, quickly, and remembers what it was asked for."""

    orders: list[Order]
    is_broken = False

    def print_out(self, order: Order, **_rest: object) -> int:
        if self.is_broken:
            raise PrintFailedError(order.pdf.name)
        self.orders.append(order)
        order.pdf.write_bytes(b"%PDF-1.7 note")
        return 1


@pytest.fixture(autouse=True)
def _english(in_english: None) -> None:
    pass


@pytest.fixture
def press(app: Flask, tmp_path: Path) -> Iterator[PaperPress]:
    machine = PaperPress(tmp_path / "press")
    machine.orders = []
    app.extensions[printing.KEY] = machine
    yield machine
    app.extensions[JOBS].stop_all()


@pytest.fixture
def window(app: Flask, tmp_path: Path) -> Window:
    shell = Window(tmp_path)
    app.extensions[KEY] = replace(app.extensions[KEY], shell=shell)
    return shell


@pytest.fixture
def packaged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A program of a folder, with the licences that its build collected."""
    folder = tmp_path / "program" / "licences"
    (folder / "Paper-2.0" / "sub").mkdir(parents=True)
    (folder / "Paper-2.0" / "LICENSE").write_text("Do <b>as</b> you like – ŵ.", "utf-8")
    (folder / "Paper-2.0" / "sub" / "NOTICE.txt").write_bytes(b"caf\xe9")
    (folder / "README.txt").write_text(
        "python 3.13.2: PSF-2.0\nPaper 2.0: MIT (taken from Pulp)\nnot a line\n",
        "utf-8",
    )
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(folder.parent / "slo-desktop"))
    licences.parts.cache_clear()
    yield folder
    licences.parts.cache_clear()


def about(client: FlaskClient) -> str:
    answer = client.get("/help/about")
    assert answer.status_code == 200
    return " ".join(answer.text.split())


def test_about_names_the_folders_to_be_copied(app: Flask, client: FlaskClient) -> None:
    settings, page = app.extensions[KEY].settings, about(client)
    for path in (settings.data_dir, settings.cache_dir, settings.data_dir / "logs"):
        assert f'<code class="folders__path">{path}</code>' in page
    assert "/help/about/show/" not in page
    assert client.post("/help/about/show/data").status_code == 404


def test_the_window_opens_each_folder_itself(
    app: Flask, client: FlaskClient, window: Window
) -> None:
    settings = app.extensions[KEY].settings
    logs = settings.data_dir / "logs"
    logs.mkdir()
    page = about(client)
    places = {"data": settings.data_dir, "cache": settings.cache_dir, "logs": logs}
    for which, folder in places.items():
        assert f'action="/help/about/show/{which}"' in page
        assert client.post(f"/help/about/show/{which}").status_code == 303
        _, shown = window.asked[-1]
        assert folder in {shown, shown.parent}
    assert window.asked[0][1].parent == settings.data_dir
    assert client.post("/help/about/show/elsewhere").status_code == 404


def test_a_folder_that_is_not_there_yet_is_said_so(
    client: FlaskClient, window: Window
) -> None:
    client.post("/help/about/show/logs")
    assert window.asked == []
    assert "There is no such folder yet." in about(client)


def test_about_leads_to_the_updates_where_there_are_any(
    app: Flask, client: FlaskClient
) -> None:
    if "updates.show" not in app.view_functions:
        assert "Update the program…" not in about(client)
        app._got_first_request = False
        app.add_url_rule("/updates", "updates.show", lambda: "")
    with app.test_request_context():
        from flask import url_for

        address = url_for("updates.show")
    assert re.search(
        rf'<a class="btn" href="{address}">.+?Update the program…</a>', about(client)
    )


def test_about_names_the_versions_also_where_nothing_is_installed(
    client: FlaskClient, packaged: Path
) -> None:
    line = "weasyprint 70.0: BSD\npillow 13.0.0: MIT-CMU\n"
    (packaged / "README.txt").write_text(line, "utf-8")
    page = about(client)
    for name, number in (("SLO Desktop", __version__), ("weasyprint", "70.0")):
        assert f'{name}</th><td class="num">{number}</td>' in page
    assert "waitress</th>" not in page


def test_every_part_has_its_licence_and_a_text(client: FlaskClient) -> None:
    page = client.get("/help/licences").text
    names = {part.name for part in licences.parts()}
    assert {"SLO Desktop", "Source Sans 3", "Bootstrap Icons", "Python"} <= names
    assert {"Flask", "weasyprint", "pywebview", "SQLAlchemy"} <= names
    assert not {"pytest", "mypy", "ruff", "slo-desktop"} & names
    keys = set(re.findall(r'href="/help/licences/([^"]+)"', page))
    texts = {part.key for part in licences.parts() if part.texts}
    assert keys == texts
    # Its makers brought no text; a package for installing takes it from elsewhere.
    assert {part.key for part in licences.parts()} - texts <= {"proxy-tools", "python"}
    for part in licences.parts():
        assert part.kind or part.texts
        assert "\n" not in part.kind


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("slo-desktop", "Permission is hereby granted, free of charge"),
        ("source-sans-3", "SIL OPEN FONT LICENSE"),
        ("bootstrap-icons", "The MIT License"),
        ("flask", "Redistribution and use in source and binary forms"),
        ("Flask_WTF", "Redistribution and use in source and binary forms"),
    ],
)
def test_a_licence_can_be_read_in_the_window(
    client: FlaskClient, name: str, words: str
) -> None:
    page = client.get(f"/help/licences/{name}")
    assert page.status_code == 200
    legal = page.text.partition('<pre class="legal" lang="en">')[2]
    assert words in " ".join(legal.split())


def test_a_package_shows_the_texts_that_its_build_collected(
    client: FlaskClient, packaged: Path
) -> None:
    named = [part.name for part in licences.parts()]
    assert named[3:] == ["Paper", "python"]
    page = client.get("/help/licences/paper").text
    assert "Do &lt;b&gt;as&lt;/b&gt; you like – ŵ." in page
    assert "sub/NOTICE.txt" in page
    assert "caf\ufffd" in page
    assert "MIT (taken from Pulp)" in page
    shutil.rmtree(packaged / "Paper-2.0")
    gone = client.get("/help/licences/paper")
    assert gone.status_code == 200
    assert "It brings no text of its own." in gone.text


def test_a_package_without_its_licences_still_names_our_own(
    client: FlaskClient, packaged: Path
) -> None:
    shutil.rmtree(packaged)
    assert len(licences.parts()) == 3
    assert client.get("/help/licences").status_code == 200


def test_no_address_reads_a_file_that_is_no_licence(client: FlaskClient) -> None:
    for name in ("nothing", "..", "%2e%2e%2fREADME.txt", "....//README"):
        assert client.get(f"/help/licences/{name}").status_code == 404


def test_the_source_has_no_folder_of_licences() -> None:
    assert paths.licences() is None


def test_the_note_for_the_technician_is_a_file_in_both_languages(
    client: FlaskClient, press: PaperPress
) -> None:
    assert 'href="/help/technician.pdf" download' in client.get("/help/technician").text
    assert "/help/technician.pdf" not in client.get("/help/keys").text
    with client.get("/help/technician.pdf") as sent:
        assert sent.data == b"%PDF-1.7 note"
        assert sent.mimetype == "application/pdf"
        assert NAME in sent.headers["Content-Disposition"]
    (order,) = press.orders
    (html,) = order.parts
    assert html.index("technegydd TG") < html.index("For the IT technician", 600)


def test_the_window_asks_where_the_note_goes_and_shows_it(
    client: FlaskClient, press: PaperPress, window: Window
) -> None:
    assert 'action="/help/technician/save"' in client.get("/help/technician").text
    answer = client.post("/help/technician/save")
    assert (answer.status_code, answer.location) == (303, "/help/technician")
    assert window.asked == [("open", window.folder / NAME)]
    assert f"Saved: {NAME}." in client.get("/help/technician").text
    window.agrees = False
    client.post("/help/technician/save")
    assert len(window.asked) == 1


def test_without_a_window_there_is_nobody_to_ask(
    client: FlaskClient, press: PaperPress
) -> None:
    assert client.post("/help/technician/save").status_code == 404


def test_a_note_that_cannot_be_printed_is_said_so(
    client: FlaskClient, press: PaperPress
) -> None:
    press.is_broken = True
    answer = client.get("/help/technician.pdf")
    assert answer.status_code == 500
    assert "The report could not be printed" in answer.text
