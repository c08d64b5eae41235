"""What the program is built upon is named to the last byte, and from nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LOCKS = sorted((ROOT / "build" / "lock").glob("*.txt"))
WORKFLOWS = sorted((ROOT / ".github").rglob("*.yml"))
PIN = re.compile(
    r"(?P<name>[a-z0-9][a-z0-9-]*)==(?P<version>[0-9][\w.+!-]*)(?: ; [^\\]+)? \\"
)
HASH = re.compile(r"    --hash=sha256:[0-9a-f]{64}(?: \\)?")
COMMENT = re.compile(r" *#(?!.*://).*")
ACTION = re.compile(r"uses: (\S+)")
BY_COMMIT = re.compile(r"[\w-]+/[\w-]+@[0-9a-f]{40}|\./\.github/workflows/\w+\.yml")
"""Somebody else's as it was when it was read, or another workflow of ours."""
ELSEWHERE = re.compile(
    r"index-url|find-links|trusted-host|extra-index|\[\[tool\.uv\.index|git\+|@ file:",
    re.IGNORECASE,
)
ADDRESS = re.compile(r"https?://([^/\s\"'`)>]+)")
OURSELVES = re.compile(r"127\.0\.0\.1|localhost|evil\.example|\{|www\.w3\.org")
WITHOUT = re.compile("--no-emit-(index-url|find-links)")
"""How locks are made, so that they name no place."""
TEXTS = frozenset({".py", ".toml", ".yml", ".md", ".in", ".txt", ".cfg", ".ini", ""})
NOT_OURS = frozenset({"out", "__pycache__", "texts"})
"""What is made, and licences of others, which stand as they were written."""


def texts() -> Iterator[tuple[Path, str]]:
    """Everything that says how the program is made, and every document."""
    places = [ROOT / "build", ROOT / ".github", ROOT / "slo_desktop"]
    inside = [path for place in places for path in place.rglob("*")]
    for path in sorted([*inside, *ROOT.glob("*.md"), ROOT / "pyproject.toml"]):
        if NOT_OURS & set(path.relative_to(ROOT).parts) or path.suffix not in TEXTS:
            continue
        if path.is_file():
            yield path.relative_to(ROOT), path.read_text("utf-8")


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.stem)
def test_s23_a_lock_says_names_versions_and_hashes_and_nothing_else(
    path: Path,
) -> None:
    pinned = hashed = 0
    after_pin = False
    for line in path.read_text("utf-8").splitlines():
        if PIN.fullmatch(line):
            assert not after_pin, line
            pinned, after_pin = pinned + 1, True
        elif HASH.fullmatch(line):
            hashed, after_pin = hashed + 1, False
        else:
            assert not line.strip() or COMMENT.fullmatch(line), line
    assert not after_pin
    assert pinned
    assert hashed >= pinned


def test_s23_what_is_asked_for_is_a_name_and_no_address() -> None:
    for path in sorted((ROOT / "build" / "lock").glob("*.in")):
        for line in path.read_text("utf-8").splitlines():
            asked = line.partition("#")[0].strip()
            assert re.fullmatch(r"([\w-]+([<>=!~]=?[\w.]+)?( ; .+)?)?", asked), line


def test_s23_nothing_is_installed_without_its_hash() -> None:
    text = (ROOT / "build" / "installing.py").read_text("utf-8")
    assert text.count('"install"') == 1
    assert text.count('"--no-deps"') == 1
    # Every lock, and besides it the program itself from this very folder.
    assert text.count("    _install(") == 2
    assert text.count('"--require-hashes", *files)') == 1
    assert text.count('"--editable", str(ROOT))') == 1


def test_s23_no_file_says_where_packages_come_from() -> None:
    for path, text in texts():
        assert not ELSEWHERE.search(WITHOUT.sub("", text)), path
        for host in ADDRESS.findall(text):
            assert OURSELVES.match(host), (path, host)


def test_s23_every_action_of_a_workflow_is_one_commit() -> None:
    assert WORKFLOWS
    for path in WORKFLOWS:
        text = path.read_text("utf-8")
        actions = ACTION.findall(text)
        assert actions
        assert all(map(BY_COMMIT.fullmatch, actions)), actions
        assert "contents: read" in text
        assert text.count("persist-credentials: false") == sum(
            action.startswith("actions/checkout@") for action in actions
        )
        assert "pull_request_target" not in text
