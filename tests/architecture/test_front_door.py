from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FRONT_DOOR = ROOT / "build" / "dev.py"
README = (ROOT / "README.md").read_text("utf-8")
TEST_COMMAND = "python3 build/dev.py test"
sys.path.append(str(FRONT_DOOR.parent))

import packages  # noqa: E402  found beside the front door


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


def test_every_verb_is_explained_to_developers() -> None:
    usage = ask("--help").stdout
    verbs = set(re.findall(r"\w+\|[\w|]+", usage)[0].split("|"))
    guide = (ROOT / "build" / "README.md").read_text("utf-8")
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
    assert packages.package(asked) == 2
    said = capsys.readouterr().err
    assert re.search(r"[Mm]ae angen|Dim ond ar", said)
    assert re.search(r"needs|only", said)


def test_the_front_door_needs_only_the_standard_library() -> None:
    # These run in an environment that holds what they ask for.
    inside = {"catalogues", "releasing", "signing_keys", "windows_lock", "bill", "icon"}
    inside |= {"spec_macos", "spec_windows", "pe_imports"}
    beside = {path.stem for path in FRONT_DOOR.parent.glob("*.py")}
    for name in beside - inside:
        tree = ast.parse((FRONT_DOOR.parent / f"{name}.py").read_text("utf-8"))
        imported = {
            alias.name.partition(".")[0]
            for node in ast.walk(tree)
            if isinstance(node, ast.Import)
            for alias in node.names
        } | {
            (node.module or "").partition(".")[0]
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom)
        }
        assert imported - sys.stdlib_module_names - beside == set(), name


def test_every_picture_of_the_readme_is_there() -> None:
    for picture in re.findall(r"\]\((assets/[^)]+)\)", README):
        assert (ROOT / picture).is_file(), picture
