from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
KINDS = frozenset(
    [
        ".cfg",
        ".css",
        ".csv",
        ".editorconfig",
        ".gitattributes",
        ".gitignore",
        ".html",
        ".in",
        ".js",
        ".json",
        ".md",
        ".po",
        ".pot",
        ".py",
        ".sh",
        ".svg",
        ".toml",
        ".txt",
        ".yml",
    ]
)
TOP = frozenset(
    [
        ".ci",
        ".editorconfig",
        ".gitattributes",
        ".github",
        ".gitignore",
        "CHANGELOG.md",
        "LICENSE",
        "README.md",
        "assets",
        "build",
        "pyproject.toml",
        "slo_desktop",
        "tests",
        "translations",
    ]
)
"""What a developer finds on opening the source; anything else slipped in."""
NOT_OURS = frozenset({".git", ".venv", "__pycache__", "node_modules", "out", "vendor"})
# Put together here, so that this file does not hold what it looks for.
INDEX = re.compile(
    "|".join(["pypi" + r"\.org", "python" + "hosted", "npm" + r"js\.com"])
)
MACHINE = re.compile("|".join([r"(?<!\w)/ro" + "ot/", r"(?<!\w)/wo" + "rk/"]))
PERSON = re.compile(r"(?<!\w)/ho" + r"me/\w")


def files_in(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        if path.is_dir():
            kept = path.name in {".ci", ".github"} or not path.name.startswith(".")
            if kept and path.name not in NOT_OURS and path.suffix != ".egg-info":
                yield from files_in(path)
        elif path.suffix in KINDS or path.name in KINDS:
            yield path


TEXTS = list(files_in(ROOT))


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def top() -> set[str]:
    """What lies at the top of the source: kept by git, or there and not ignored."""
    ignored = (ROOT / ".gitignore").read_text("utf-8").split()
    there = {
        path.name
        for path in ROOT.iterdir()
        if not any(fnmatch(path.name, pattern.rstrip("/")) for pattern in ignored)
    }
    git = shutil.which("git")
    if git is None or ".git" not in there:
        return there
    asked = [git, "-C", str(ROOT), "ls-files", "-z"]
    kept = subprocess.run(asked, capture_output=True, encoding="utf-8", check=False)
    if kept.returncode:  # of somebody else, whom git does not trust
        return there - {".git"}
    return {name.partition("/")[0] for name in kept.stdout.split("\0") if name}


def offenders(pattern: re.Pattern[str], *, outside: str = "") -> list[str]:
    return [
        f"{named(path)}: {found.group()}"
        for path in TEXTS
        if not (outside and named(path).startswith(outside))
        and (found := pattern.search(path.read_text("utf-8")))
    ]


def test_the_top_of_the_source_holds_nothing_that_slipped_in() -> None:
    assert top() - TOP == set()


def test_no_file_names_a_package_index() -> None:
    assert offenders(INDEX) == []


def test_no_file_names_a_place_on_somebodys_machine() -> None:
    assert offenders(MACHINE) == []
    # Tests invent people's folders, to see that nothing tells of them.
    assert offenders(PERSON, outside="tests/") == []


@pytest.mark.parametrize("folder", ["css", "js"])
def test_styles_and_scripts_fetch_nothing_from_elsewhere(folder: str) -> None:
    namespaces = "http://www.w3.org/"
    for path in files_in(ROOT / "assets" / folder):
        text = path.read_text("utf-8").replace(namespaces, "")
        assert not re.search(r"https?://|url\(\s*[\"']?//", text), named(path)
