"""The list of everything that the package holds."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import Any

import pytest

from package.linux.program import MADE_OF, PROGRAM
from package.parts import sbom, schema
from places import OUT
from tests.package.installed import Run
from tests.package.linux.conftest import HOME

INSIDE = HOME / "licences" / sbom.NAME
RULES = "cyclonedx/schema/_res/bom-1.6.SNAPSHOT.schema.json"


@pytest.fixture(scope="module")
def told(frozen: Run) -> dict[str, Any]:
    """The list that the installed program carries."""
    listed: dict[str, Any] = json.loads(INSIDE.read_text("utf-8"))
    return listed


def every(parts: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for part in parts:
        yield part
        yield from every(part.get("components", []))


def test_s23_the_list_keeps_the_rules_of_cyclonedx(told: dict[str, Any]) -> None:
    (rules,) = (OUT / "bundle-env").rglob(RULES)
    assert list(schema.faults(told, json.loads(rules.read_text("utf-8")))) == []


def test_s23_every_package_with_a_licence_is_in_the_list(told: dict[str, Any]) -> None:
    texts = (HOME / "licences" / "README.txt").read_text("utf-8").splitlines()
    names = {line.split()[0].lower().replace("_", "-") for line in texts}
    assert len(names) > 40
    assert names - {part["name"].lower() for part in told["components"]} == set()


def test_s23_every_package_comes_with_the_hashes_of_the_lock(
    told: dict[str, Any],
) -> None:
    packages = [
        part
        for part in told["components"]
        if part.get("purl", "").startswith("pkg:pypi/")
    ]
    assert len(packages) > 40
    for part in packages:
        (archives,) = part["externalReferences"]
        assert archives["hashes"], part["name"]


def test_s23_every_file_in_the_list_is_the_one_that_is_installed(
    told: dict[str, Any],
) -> None:
    files = [part for part in every(told["components"]) if "hashes" in part]
    assert len(files) > 30
    for part in files:
        (place,) = (each["value"] for each in part["properties"])
        inside = HOME / place if place.startswith("_") else HOME / "_internal" / place
        (digest,) = (each["content"] for each in part["hashes"])
        assert hashlib.sha256(inside.read_bytes()).hexdigest() == digest, place


def test_every_part_that_is_more_than_a_file_has_a_licence(
    told: dict[str, Any],
) -> None:
    parts = [part for part in every(told["components"]) if part["type"] != "file"]
    assert [part["name"] for part in parts if not part.get("licenses")] == []


def test_the_list_names_the_database_that_writes_a_schools_file(
    told: dict[str, Any], frozen: Run
) -> None:
    (sqlite,) = (part for part in told["components"] if part["name"] == "sqlite")
    assert f"SQLite ({sqlite['version']})" in frozen.must("selftest", "--lang", "en")


def test_s23_the_list_is_the_same_each_time_it_is_written(frozen: Run) -> None:
    made = sbom.write(PROGRAM, MADE_OF)
    assert made.read_bytes() == INSIDE.read_bytes()
