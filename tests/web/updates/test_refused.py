"""Each update that is refused is told why, in the reader's language."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from slo_desktop.services.updating import preparing
from tests.updates import PACKAGE, STRANGER, Made, signed, trust
from tests.web.updates.conftest import Person

LANGUAGES = pytest.mark.parametrize("language", ["en", "cy"])


@LANGUAGES
@pytest.mark.parametrize(
    ("spoilt", "reason"),
    [
        ("stranger", "signed with a key that this program does not know"),
        ("unsigned", "This update is not signed"),
        ("text", "The description in this update is not the one"),
        ("installer", "The installer in this update is not the one"),
        ("cut", "or it was not copied completely"),
        ("other", "This file is not an update of this program."),
        ("older", "This update is older than the program. Update: 0.0.9"),
        ("same", "This version is installed already: 0.1.0."),
        ("system", "no installer for this kind of computer"),
        ("oldest", "Oldest version that it can update: 0.1.9."),
        ("schema", "written by a newer version than this update brings"),
        ("form", "in a newer form than this program knows"),
    ],
)
def test_each_refusal_has_its_own_sentence(
    person: Person, made: Made, spoilt: str, reason: str, language: str
) -> None:
    person.folder.preferences.update(language=language)
    answer = person.looked(spoil(made, spoilt))
    assert answer.status_code == 422
    assert (reason in answer.text) == (language == "en")
    untouched = {"en": "Nothing was changed.", "cy": "Ni newidiwyd dim."}
    assert untouched[language] in answer.text
    assert person.computer.given == []
    assert list(person.folder.settings.cache_dir.rglob("*.deb")) == []


def spoil(made: Made, how: str) -> Path:
    """An update with one fault."""
    name = made.contents["debian-amd64"][0]
    over: dict[str, dict[str, Any]] = {
        "older": {"version": "0.0.9", "oldest": "0.0.1"},
        "same": {"version": "0.1.0", "oldest": "0.0.1"},
        "oldest": {"oldest": "0.1.9"},
        "schema": {"schema": 1},
        "form": {"format": 2},
    }
    made.over = over.get(how, {})
    if how == "system":
        del made.contents["debian-amd64"]
    content = made.manifest()
    match how:
        case "stranger":
            return made.write(signature=signed(content, STRANGER))
        case "unsigned":
            return made.write(signature=b"")
        case "text":
            return made.write(manifest=content.replace(b"0.2.0", b"0.3.0"))
        case "installer":
            return made.write(contents={name: bytes(len(PACKAGE))})
        case "cut" | "other":
            path = made.write()
            path.write_bytes(path.read_bytes()[:-300] if how == "cut" else b"Nodyn")
            return path
    return made.write()


def test_a_program_without_keys_says_so_before_and_after(
    person: Person, made: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trust(monkeypatch, tmp_path)
    assert "was made without keys" in person.client.get("/updates").text
    answer = person.looked(made.write())
    assert answer.status_code == 422
    assert "holds no keys to check an update with" in answer.text


def test_a_portable_copy_says_how_it_is_updated(
    person: Person, made: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("slo_desktop.paths.portable_home", lambda: tmp_path)
    answer = person.looked(made.write())
    assert "This is the portable copy of the program." in answer.text


def test_a_disk_that_is_too_full_is_told_with_the_figures(
    person: Person, made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = type("Usage", (), {"free": 10})()
    monkeypatch.setattr("shutil.disk_usage", lambda _place: usage)
    answer = person.looked(made.write())
    assert answer.status_code == 422
    assert "There is too little room on the disk." in answer.text


@pytest.mark.parametrize(
    ("number", "reason"),
    [
        (28, "The disk of this computer is full."),
        (2, "The update cannot be read any more."),
        (13, "could not be written to"),
    ],
)
def test_a_disk_that_refuses_on_the_way_is_told_in_words(
    person: Person,
    made: Made,
    monkeypatch: pytest.MonkeyPatch,
    number: int,
    reason: str,
) -> None:
    def refuses(*_asked: object) -> None:
        raise OSError(number, "refused")

    monkeypatch.setattr(preparing, "_write", refuses)
    answer = person.looked(made.write())
    assert answer.status_code == 422
    assert reason in answer.text
    updates = person.folder.settings.cache_dir / "updates"
    assert list(updates.iterdir()) == []
