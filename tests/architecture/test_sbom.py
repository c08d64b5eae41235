from __future__ import annotations

import datetime as dt
import json
from importlib.metadata import distribution, distributions
from pathlib import Path
from typing import Any

import pytest

from package.parts import carried, ingredients, known, sbom, schema
from places import LOCKS

RULES: dict[str, Any] = {
    "type": "object",
    "required": ["name"],
    "additionalProperties": False,
    "properties": {
        "name": {"$ref": "#/definitions/word"},
        "kinds": {"type": "array", "uniqueItems": True, "items": {"enum": ["a", "b"]}},
        "either": {"oneOf": [{"type": "string"}, {"type": "integer", "minimum": 3}]},
        "both": {"allOf": [{"minLength": 2}, {"maxLength": 3}]},
        "some": {"anyOf": [{"const": 1}, {"const": 2}]},
    },
    "definitions": {"word": {"type": "string", "pattern": "^[a-z]+$"}},
}


@pytest.mark.parametrize(
    "more", [{}, {"kinds": ["a", "b"]}, {"either": 3}, {"both": "abc"}, {"some": 2}]
)
def test_a_document_that_keeps_the_rules_has_no_faults(more: dict[str, Any]) -> None:
    assert list(schema.faults({"name": "enw", **more}, RULES)) == []


@pytest.mark.parametrize(
    ("document", "place"),
    [
        ([], ""),
        ({}, ""),
        ({"name": 1}, "/name"),
        ({"name": "Enw 1"}, "/name"),
        ({"name": "enw", "other": 1}, "/other"),
        ({"name": "enw", "kinds": ["a", "a"]}, "/kinds"),
        ({"name": "enw", "kinds": ["a", "c"]}, "/kinds/1"),
        ({"name": "enw", "either": 2}, "/either"),
        ({"name": "enw", "either": True}, "/either"),
        ({"name": "enw", "both": "a"}, "/both"),
        ({"name": "enw", "both": "abcd"}, "/both"),
        ({"name": "enw", "some": 3}, "/some"),
    ],
)
def test_a_document_that_breaks_a_rule_is_told_where(
    document: object, place: str
) -> None:
    told = list(schema.faults(document, RULES))
    assert [fault.partition(":")[0] for fault in told] == [place]


def test_a_rule_that_is_not_understood_is_a_fault_and_not_passed_over() -> None:
    assert "dependencies" in next(schema.faults({}, {"dependencies": {}}))


@pytest.fixture
def locks() -> ingredients.Hashes:
    return ingredients.locked()


def test_s23_every_package_of_the_locks_is_known_with_its_hashes(
    locks: ingredients.Hashes,
) -> None:
    names = {name for name, _ in locks}
    assert {"flask", "weasyprint", "gstreamer-libs", "pyinstaller"} <= names
    assert all(hashes for hashes in locks.values())
    assert all(len(digest) == 64 for hashes in locks.values() for digest in hashes)


def test_s23_a_package_carries_its_hashes_from_the_lock(
    locks: ingredients.Hashes,
) -> None:
    flask = ingredients.package_part(distribution("flask"), locks)
    assert flask.purl == f"pkg:pypi/flask@{flask.version}"
    assert flask.locked == locks["flask", flask.version]
    assert flask.licence == "BSD-3-Clause"
    assert {"werkzeug", "jinja2"} <= set(flask.needs)


def test_s23_a_package_that_no_lock_names_stops_the_build() -> None:
    with pytest.raises(SystemExit, match="in no lock"):
        ingredients.package_part(distribution("flask"), {})


def test_the_licence_of_every_package_of_the_program_is_known() -> None:
    lock = (LOCKS / "app.txt").read_text("utf-8")
    wanted = {ingredients.plain(name) for name, *_ in ingredients.PINNED.findall(lock)}
    here = {
        ingredients.plain(package.metadata["Name"]): package
        for package in distributions()
    }
    told = {name: ingredients.licence(here[name]) for name in wanted & here.keys()}
    assert len(told) > 30
    assert {name: text for name, text in told.items() if "\n" in text or not text} == {}


def program_of(folder: Path, *files: str) -> Path:
    for name in files:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(name.encode())
    return folder


def installed(site: Path, name: str, *files: str, license_: str = "MIT") -> None:
    """A package as pip leaves it."""
    about = site / f"{name.replace('-', '_')}-1.0.dist-info"
    program_of(site, *files)
    about.mkdir(parents=True, exist_ok=True)
    told = f"Metadata-Version: 2.4\nName: {name}\nVersion: 1.0\n"
    (about / "METADATA").write_text(f"{told}License-Expression: {license_}\n", "utf-8")
    lines = [f"{file},," for file in (*files, f"{about.name}/METADATA")]
    (about / "RECORD").write_text("\n".join(lines) + "\n", "utf-8")


def test_only_what_the_program_is_made_of_is_listed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = tmp_path / "site"
    installed(site, "inside", "inside/__init__.py", "inside/libavif-0123abcd.so.16")
    installed(site, "outside", "outside/__init__.py")
    installed(site, "gstreamer-libs", "gstreamer_libs/bin/pango-1.0-0.dll")
    monkeypatch.setattr(
        ingredients,
        "locked",
        lambda: {(name, "1.0"): ("0" * 64,) for name in ("inside", "gstreamer-libs")},
    )
    program = program_of(
        tmp_path / "program",
        "_internal/inside/libavif-0123abcd.so.16",
        "_internal/inside/quick.cpython-313-darwin.so",
        "_internal/pango-1.0-0.dll",
        "_internal/python313.dll",
    )
    made_of = tmp_path / "made-of.json"
    made_of.write_text(json.dumps([str(site / "inside" / "__init__.py")]), "utf-8")
    found, loose = ingredients.packages(program, made_of)
    assert {part.name: [p.name for p in part.parts] for part in found} == {
        "gstreamer-libs": ["pango"],
        "inside": ["libavif"],
    }
    assert [part.file for part in loose] == ["_internal/python313.dll"]
    (avif,) = found[1].parts
    assert (avif.licence, len(avif.digest)) == ("BSD-2-Clause", 64)


def test_what_was_built_into_a_package_is_taken_from_its_own_list(
    tmp_path: Path,
) -> None:
    site = tmp_path / "site"
    installed(
        site, "picture", "picture/__init__.py", "picture-1.0.dist-info/sboms/a.json"
    )
    told = [
        {
            "name": "libtiff",
            "version": "4.7",
            "licenses": [{"license": {"id": "libtiff"}}],
        },
        {"name": "own", "purl": "pkg:pypi/picture@1.0#c-ext"},
        {"name": "for-building", "scope": "excluded"},
        {"name": "FreeType", "version": "2.14"},
    ]
    listed = site / "picture-1.0.dist-info" / "sboms" / "a.json"
    listed.write_text(json.dumps({"components": told}), "utf-8")
    (package,) = distributions(path=[str(site)])
    found = list(ingredients.told_by(package, ["PIL/_imaging.so"]))
    assert [(part.name, part.licence) for part in found] == [("libtiff", "libtiff")]
    more = list(ingredients.told_by(package, ["PIL/_imagingft.so"]))
    assert [part.name for part in more] == ["libtiff", "FreeType"]


def test_a_file_that_wine_names_is_found_on_this_disk() -> None:
    assert ingredients.here("Z:\\one\\Two three.py") == Path("/one/Two three.py")
    assert ingredients.here("/one/two.py") == Path("/one/two.py")


def test_a_file_for_windows_tells_its_version() -> None:
    words = b"\x0d\x00\x03\x00\x00\x00\x02\x00"  # 3.13 and 2.0, as Windows writes them
    assert (
        carried.file_version(b"MZ" + carried.VERSION_MARK + b"\0\0\1\0" + words)
        == "3.13.2"
    )
    assert carried.file_version(b"MZ and nothing more") == ""


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("libpython3.11.so.1.0", "libpython"),
        ("liblzma-de26b416.so.5.8.4", "xz"),
        ("harfbuzz-subset.dll", "harfbuzz"),
        ("libpng16.16.56.0.dylib", "libpng"),
        ("VCRUNTIME140_1.dll", "Microsoft Visual C++ runtime"),
        ("Microsoft.Web.WebView2.Core.dll", "Microsoft WebView2 SDK"),
        ("Python.Runtime.dll", "Python.Runtime.dll"),
        ("libnobody.so", "libnobody.so"),
    ],
)
def test_a_library_is_known_by_its_name_on_every_system(
    file: str, name: str, tmp_path: Path
) -> None:
    part = carried.library_part(program_of(tmp_path, file), tmp_path / file)
    assert part.name == name
    assert part.kind == ("file" if name == file else "library")
    assert bool(part.licence) == (name != file)


def test_fonts_icons_and_frameworks_are_listed_with_their_licences() -> None:
    found = {part.name: part for part in carried.assets()}
    assert found["@fontsource/source-sans-3"].licence == "OFL-1.1"
    assert len(found["@fontsource/source-sans-3"].parts) == 3
    assert found["bootstrap-icons"].licence == "MIT"
    assert found["slo-wales"].kind == "data"
    assert all(part.licence and part.version for part in found.values())


def test_licences_that_are_known_are_not_sentences() -> None:
    told = [
        *known.PACKAGES.values(),
        *(w for _, w in known.LIBRARIES.values()),
    ]
    assert [text for text in told if not text or "\n" in text] == []


def test_the_list_says_when_the_source_was_made_and_not_when_it_was_written(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1764547200")
    assert sbom.source_time() == dt.datetime(2025, 12, 1, tzinfo=dt.UTC)
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    assert sbom.source_time() == sbom.source_time()


def test_the_list_knows_which_system_a_program_is_for(tmp_path: Path) -> None:
    app = tmp_path / "SLO Desktop.app"
    app.mkdir()
    assert sbom.system_of(app).startswith("macos-")
    assert sbom.system_of(program_of(tmp_path / "one", "slo-desktop")).startswith(
        "linux-"
    )
    windows = program_of(tmp_path / "two", "slo-desktop.exe")
    assert sbom.system_of(windows) == "windows-amd64"
