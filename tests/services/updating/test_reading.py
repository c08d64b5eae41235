"""An update file is believed only as its makers left it."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from slo_desktop.domain.languages import Language
from slo_desktop.domain.updates import UpdateFault, UpdateRefusedError, Version
from slo_desktop.services.updating.keys import SIGNED_BYTES, built_in_keys
from slo_desktop.services.updating.preparing import check
from slo_desktop.services.updating.reading import open_update
from tests.updates import HERE, KEYS, NEWS, OURS, PACKAGE, SPARE, STRANGER, Made, signed

F = UpdateFault


def fault_of(path: Path) -> UpdateFault:
    with pytest.raises(UpdateRefusedError) as caught:
        check(path, here=HERE, keys=KEYS)
    return caught.value.fault


def test_a_good_update_says_what_it_brings_and_who_signed_it(made: Made) -> None:
    checked = check(made.write(), here=HERE, keys=KEYS)
    assert checked.manifest.version == Version(0, 2, 0)
    assert checked.manifest.news == NEWS
    assert checked.key.number == 1
    assert checked.installer.name == "slo-desktop_0.2.0_amd64.deb"


def test_either_key_will_do(made: Made) -> None:
    path = made.write(signature=signed(made.manifest(), SPARE))
    assert check(path, here=HERE, keys=KEYS).key.number == 2


def test_any_program_can_open_it_as_a_zip(made: Made) -> None:
    with zipfile.ZipFile(made.write()) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == [
            "manifest.json",
            "manifest.sig",
            "slo-desktop_0.2.0_amd64.deb",
            "SLO-Desktop-0.2.0-setup.exe",
        ]
        assert archive.read("slo-desktop_0.2.0_amd64.deb") == PACKAGE


def test_the_same_parts_make_the_same_file(made: Made, tmp_path: Path) -> None:
    first = made.write(name="a.sloupdate").read_bytes()
    assert made.write(name="b.sloupdate").read_bytes() == first


def test_every_changed_byte_is_found_or_belongs_to_another_system(
    made: Made, tmp_path: Path
) -> None:
    """All of them, one after the other, each turned over whole."""
    content = made.write().read_bytes()
    other = made.contents["windows-amd64"][1]
    start = content.index(other)
    beside = range(start, start + len(other))
    place = tmp_path / "changed.sloupdate"
    believed = []
    for at in range(len(content)):
        place.write_bytes(
            content[:at] + bytes([content[at] ^ 0xFF]) + content[at + 1 :]
        )
        try:
            checked = check(place, here=HERE, keys=KEYS)
        except UpdateRefusedError:
            continue
        believed.append(at)
        with open_update(place, KEYS) as update:
            assert b"".join(update.chunks(checked.installer)) == PACKAGE
    assert set(believed) <= set(beside)


@settings(
    max_examples=300,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_no_change_of_any_length_brings_in_another_installer(
    made: Made, data: st.DataObject
) -> None:
    content = made.write().read_bytes()
    start = data.draw(st.integers(0, len(content)))
    length = data.draw(st.integers(0, 64))
    new = data.draw(st.binary(max_size=64))
    place = made.folder / "changed.sloupdate"
    place.write_bytes(content[:start] + new + content[start + length :])
    try:
        with open_update(place, KEYS) as update:
            assert update.manifest == _manifest(made)
            installer = update.manifest.installers[0]
            assert b"".join(update.chunks(installer)) == PACKAGE
    except UpdateRefusedError:
        pass


def _manifest(made: Made) -> Any:
    with open_update(made.write(name="same.sloupdate"), KEYS) as update:
        return update.manifest


@pytest.mark.parametrize("left", [0, 3, 29, 42, 200, 700, 1500, -1])
def test_a_file_that_was_cut_off_is_refused(made: Made, left: int) -> None:
    path = made.write()
    path.write_bytes(path.read_bytes()[:left])
    assert fault_of(path) in {F.DAMAGED, F.NOT_AN_UPDATE}


@pytest.mark.parametrize("content", [b"", b"Cofnodion", b"PK\x03\x04" + bytes(60)])
def test_other_files_are_no_updates(made: Made, content: bytes) -> None:
    path = made.folder / "x.sloupdate"
    path.write_bytes(content)
    assert fault_of(path) is F.NOT_AN_UPDATE


def test_an_ordinary_zip_is_no_update_whatever_it_holds(made: Made) -> None:
    path = made.folder / "x.sloupdate"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("manifest.json", made.manifest())
        archive.writestr("manifest.sig", signed(made.manifest()))
    assert fault_of(path) is F.NOT_AN_UPDATE


def test_bytes_behind_the_end_are_refused(made: Made) -> None:
    path = made.write()
    path.write_bytes(path.read_bytes() + b"\n")
    assert fault_of(path) is F.DAMAGED


def test_a_key_that_the_program_does_not_know_is_told_from_a_changed_text(
    made: Made,
) -> None:
    content = made.manifest()
    stranger = made.write(signature=signed(content, STRANGER))
    assert fault_of(stranger) is F.UNKNOWN_KEY
    name = signed(content).partition(b" ")[0]
    lying = name + b" " + signed(content, STRANGER).partition(b" ")[2]
    assert fault_of(made.write(signature=lying)) is F.CHANGED


def test_an_update_that_nobody_signed_is_refused(made: Made) -> None:
    assert fault_of(made.write(signature=b"")) is F.NOT_SIGNED
    assert fault_of(made.write(signature=b" " * SIGNED_BYTES)) is F.NOT_SIGNED
    assert fault_of(made.write(signature=b"llofnod")) is F.DAMAGED
    assert fault_of(made.write(signature=b"x" * 200)) is F.DAMAGED


def test_another_text_under_the_old_signature_is_refused(made: Made) -> None:
    good = made.manifest()
    changed = good.replace(b'"0.2.0"', b'"9.9.9"')
    assert len(changed) == len(good)
    assert fault_of(made.write(manifest=changed)) is F.CHANGED
    spaced = good.replace(b", ", b",  ", 1)
    assert fault_of(made.write(manifest=spaced)) is F.CHANGED


def test_another_installer_of_the_same_size_is_refused(made: Made) -> None:
    name = made.contents["debian-amd64"][0]
    other = PACKAGE[:-1] + b"!"
    assert fault_of(made.write(contents={name: other})) is F.CHANGED_INSTALLER
    assert fault_of(made.write(contents={name: PACKAGE + b"!"})) is F.DAMAGED


def test_an_installer_of_another_system_is_not_even_read(made: Made) -> None:
    name, content = made.contents["windows-amd64"]
    path = made.write(contents={name: bytes(len(content))})
    assert check(path, here=HERE, keys=KEYS).installer.name.endswith(".deb")


def test_a_program_without_keys_accepts_nothing(made: Made) -> None:
    with pytest.raises(UpdateRefusedError) as caught:
        check(made.write(), here=HERE, keys=())
    assert caught.value.fault is F.NO_KEYS


def test_the_source_has_two_keys_or_none() -> None:
    assert len(built_in_keys()) != 1


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"keys": 1}', '{"keys": ["x"]}', '{"keys": ["AAAA"]}']
)
def test_a_list_of_keys_that_makes_no_sense_holds_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    place = tmp_path / "keys.json"
    monkeypatch.setattr("slo_desktop.services.updating.keys.place", lambda: place)
    assert built_in_keys() == ()
    place.write_text(text, "utf-8")
    assert built_in_keys() == ()


@pytest.mark.parametrize(
    "over",
    [
        {"format": "1"},
        {"format": -1},
        {"version": "0.2"},
        {"version": 2},
        {"oldest": "0.1.0-beta"},
        {"schema": True},
        {"made_on": "yesterday"},
        {"news": {"cy": ["Dim"]}},
        {"news": {"cy": [], "en": ["x"]}},
        {"news": {"cy": ["x" * 301], "en": ["x"]}},
        {"news": {"cy": ["x\n"], "en": ["x"]}},
        {"news": {"cy": "x", "en": "x"}},
        {"news": {"cy": ["x"] * 31, "en": ["x"]}},
        {"installers": []},
        {"installers": {}},
        {"installers": [1]},
    ],
)
def test_a_slip_of_the_makers_is_found_although_they_signed_it(
    made: Made, over: dict[str, Any]
) -> None:
    made.over = over
    assert fault_of(made.write()) is F.CHANGED


@pytest.mark.parametrize(
    "over",
    [
        {"name": "../x.exe"},
        {"name": "x.bat"},
        {"name": "manifest.json"},
        {"name": "a\\b.exe"},
        {"name": "CON:.exe"},
        {"size": 0},
        {"size": 1 << 40},
        {"size": "1"},
        {"sha256": "0"},
        {"sha256": "G" * 64},
        {"system": "Windows"},
    ],
)
def test_an_installer_of_an_odd_name_or_size_is_not_looked_for(
    made: Made, over: dict[str, Any]
) -> None:
    one = {
        "system": "debian-amd64",
        "name": "a.deb",
        "size": 3,
        "sha256": "0" * 64,
    }
    made.over = {"installers": [one | over]}
    assert fault_of(made.write()) is F.CHANGED
    made.over = {"installers": [one, one | {"name": "A.deb", "system": "macos-arm64"}]}
    assert fault_of(made.write()) is F.CHANGED


def test_installers_of_more_than_an_update_may_hold_are_refused(made: Made) -> None:
    kinds = [
        "windows-amd64",
        "windows-arm64",
        "debian-amd64",
        "debian-arm64",
        "macos-x",
    ]
    large = [
        {"system": k, "name": f"{k}.exe", "size": 500 << 20, "sha256": "0" * 64}
        for k in kinds
    ]
    made.over = {"installers": large}
    assert fault_of(made.write()) is F.CHANGED


def test_a_newer_form_is_told_as_such(made: Made) -> None:
    made.over = {"format": 2}
    assert fault_of(made.write()) is F.NEWER_FORM


def test_the_two_languages_are_both_there(made: Made) -> None:
    with open_update(made.write(), KEYS) as update:
        assert set(update.manifest.news) == set(Language)


def test_a_key_signs_for_nobody_else(made: Made) -> None:
    content = made.manifest()
    assert signed(content, OURS) != signed(content, SPARE)
    assert len(signed(content)) == SIGNED_BYTES
