from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

import system
from package import installers
from places import BUILD, OUT, ROOT
from proving import LONG, MEASURED, WHOLE

FRONT_DOOR = BUILD / "dev.py"
README = (ROOT / "README.md").read_text("utf-8")
TEST_COMMAND = "python3 build/dev.py test"
INSIDE = {
    "catalogues",
    "package.macos.spec",
    "package.parts.bill",
    "package.windows.icon",
    "package.windows.imports",
    "package.windows.lock",
    "package.windows.spec",
    "release.keys",
    "release.making",
}
"""Modules that run in an environment which holds what they ask for."""


def ask(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(FRONT_DOOR), *arguments],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_the_build_machine_runs_the_commands_the_readme_gives() -> None:
    script = (ROOT / ".ci" / "run").read_text("utf-8").splitlines()
    commands = [line for line in script if line.startswith("python3 ")]
    assert commands == [TEST_COMMAND, "python3 build/dev.py package --windows --test"]
    assert all(command.removesuffix(" --test") in README for command in commands)
    assert "set -e" in script


def test_the_test_command_leaves_no_folder_of_tests_out() -> None:
    """Those of packages are run by the command that makes packages."""
    tests = (path.relative_to(ROOT / "tests") for path in ROOT.glob("tests/*/**/*.py"))
    folders = {path.parts[0] for path in tests if path.name.startswith("test_")}
    assert sorted([*MEASURED, *WHOLE, "package"]) == sorted(folders)
    marked = (path for path in ROOT.glob("tests/*/**/*.py") if _has_long_ones(path))
    assert {path.relative_to(ROOT / "tests").parts[0] for path in marked} == set(LONG)


def _has_long_ones(path: Path) -> bool:
    return "mark.slow" in path.read_text("utf-8") and "architecture" not in path.parts


def test_every_verb_is_explained_to_developers() -> None:
    usage = ask("--help").stdout
    verbs = set(re.findall(r"\w+\|[\w|]+", usage)[0].split("|"))
    guide = (BUILD / "README.md").read_text("utf-8")
    assert {"run", "test", "setup", "check", "package"} <= verbs
    assert {verb for verb in verbs if f"| `{verb}` |" not in guide} == set()


@pytest.mark.parametrize("asked", [["--windows"], []])
def test_packaging_says_in_both_languages_what_it_cannot_do(
    asked: list[str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    monkeypatch.setattr(sys, "platform", "linux")
    assert installers.make(asked) == 2
    said = capsys.readouterr().err
    assert re.search(r"[Mm]ae angen|Dim ond ar", said)
    assert re.search(r"needs|only", said)


@pytest.fixture
def handed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """What another Python was started with; Debian's own one is complete here."""
    started: list[list[str]] = []
    monkeypatch.setattr(os, "execv", lambda _python, told: started.append(told))
    monkeypatch.setattr(sys, "orig_argv", ["/home/mair/bin/python3", "dev.py", "run"])
    monkeypatch.setattr(sys, "prefix", sys.base_prefix)
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(system, "DEBIANS", _a_python(tmp_path / "python3", answer=0))
    return started


def _a_python(path: Path, *, answer: int) -> Path:
    path.write_text(f"#!/bin/sh\nexit {answer}\n", "ascii")
    path.chmod(0o755)
    return path


def test_debians_own_python_goes_on_where_any_was_asked_for(
    handed_over: list[list[str]],
) -> None:
    system.go_on_in_debians()
    assert handed_over == [[str(system.DEBIANS), "dev.py", "run"]]


@pytest.mark.parametrize(
    "case", ["mac", "named", "inside", "lacking", "none", "itself"]
)
def test_the_python_that_runs_goes_on_otherwise(
    handed_over: list[list[str]],
    case: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    match case:
        case "mac":  # which asks people to install a compiler for it
            monkeypatch.setattr(sys, "platform", "darwin")
        case "named":
            monkeypatch.setattr(sys, "orig_argv", ["python3.13", "dev.py", "run"])
        case "inside":
            monkeypatch.setattr(sys, "prefix", "/somewhere/.venv")
        case "lacking":
            _a_python(system.DEBIANS, answer=1)
        case "none":
            monkeypatch.setattr(system, "DEBIANS", tmp_path / "nothing")
        case "itself":
            monkeypatch.setattr(system, "DEBIANS", Path(sys.executable))
    system.go_on_in_debians()
    assert handed_over == []


def test_the_python_of_this_environment_has_all_that_is_needed(tmp_path: Path) -> None:
    """Nobody has to install more for the sake of a faster Python."""
    assert system._serves(Path(getattr(sys, "_base_executable", sys.executable)))
    assert not system._serves(_a_python(tmp_path / "python3", answer=1))


def modules() -> dict[str, Path]:
    """Every module of the build, by the name under which the others import it."""
    return {
        ".".join(path.relative_to(BUILD).with_suffix("").parts): path
        for path in BUILD.rglob("*.py")
        if not path.is_relative_to(OUT)
    }


def imported(path: Path) -> Iterator[str]:
    """What a module imports, by the first part of its name."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield (node.module or "").partition(".")[0]


def test_the_front_door_needs_only_the_standard_library() -> None:
    found = modules()
    assert found.keys() >= INSIDE
    beside = {name.partition(".")[0] for name in found}
    for name in found.keys() - INSIDE:
        known = sys.stdlib_module_names | beside
        assert set(imported(found[name])) - known == set(), name


def test_no_module_of_the_build_hides_one_that_others_mean() -> None:
    """`build` on the path comes before what is installed."""
    beside = {name.partition(".")[0] for name in modules()}
    assert beside & (sys.stdlib_module_names | set(packages_distributions())) == set()


def test_every_picture_of_the_readme_is_there() -> None:
    for picture in re.findall(r"\]\((assets/[^)]+)\)", README):
        assert (ROOT / picture).is_file(), picture
