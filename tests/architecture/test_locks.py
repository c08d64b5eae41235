from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LOCKS = sorted((ROOT / "build" / "lock").glob("*.txt"))
PINNED = re.compile(r"^([a-z0-9-]+)==(\S+)", re.MULTILINE)


def pins(name: str) -> dict[str, str]:
    text = (ROOT / "build" / "lock" / f"{name}.txt").read_text("utf-8")
    return dict(PINNED.findall(text))


def wanted() -> list[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return [re.split(r"[\s;<>=\[]", line)[0] for line in project["dependencies"]]


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.stem)
def test_s23_every_locked_package_has_its_hashes_and_no_address(path: Path) -> None:
    text = path.read_text("utf-8")
    entries = re.split(r"\n(?=[a-z])", text)
    assert all("--hash=sha256:" in entry for entry in entries)
    assert "://" not in text
    assert "--index" not in text


def test_everything_the_program_needs_is_locked() -> None:
    assert set(wanted()) - set(pins("app")) == set()


def test_s23_the_locks_agree_with_each_other() -> None:
    together = [pins(path.stem) for path in LOCKS]
    for one in together:
        for other in together:
            assert {n: v for n, v in one.items() if other.get(n, v) != v} == {}


def test_the_printer_moves_only_on_purpose() -> None:
    assert pins("app")["weasyprint"] == "70.0"
