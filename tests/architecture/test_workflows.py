"""What the build machines may do, and with whose code."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
NAMES = [path.stem for path in WORKFLOWS]
PINNED = re.compile(r"actions/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+")
OUR_OWN = "./.github/workflows/"
MAY_WRITE = {("release", "draft"): {"contents": "write"}}
HARMLESS = re.compile(r"\$\{\{ (github\.(ref_name|token)|matrix\.os) \}\}")


def read(path: Path) -> dict[Any, Any]:
    told: dict[Any, Any] = yaml.safe_load(path.read_text("utf-8"))
    return told


def jobs() -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path in WORKFLOWS:
        for name, job in read(path)["jobs"].items():
            yield path.stem, name, job


def steps() -> Iterator[tuple[str, dict[str, Any]]]:
    for workflow, name, job in jobs():
        for step in job.get("steps", ()):
            yield f"{workflow}: {name}", step


def test_there_is_a_workflow_for_tests_for_packages_and_for_a_release() -> None:
    assert {"tests", "packages", "release"} <= set(NAMES)


@pytest.mark.parametrize("path", WORKFLOWS, ids=NAMES)
def test_s23_every_action_is_pinned_by_its_hash_and_tells_its_version(
    path: Path,
) -> None:
    used = re.findall(r"uses:\s*(.+)", path.read_text("utf-8"))
    assert used
    ours = [name for name in used if name.startswith(OUR_OWN)]
    assert all((ROOT / name).is_file() for name in ours)
    assert [n for n in used if n not in ours and not PINNED.fullmatch(n)] == []


def test_s23_one_action_is_the_same_version_everywhere() -> None:
    text = "".join(path.read_text("utf-8") for path in WORKFLOWS)
    pins = set(re.findall(r"uses: (actions/.+)", text))
    assert len({pin.partition("@")[0] for pin in pins}) == len(pins)


@pytest.mark.parametrize("path", WORKFLOWS, ids=NAMES)
def test_a_workflow_may_only_read(path: Path) -> None:
    assert read(path)["permissions"] == {"contents": "read"}


def test_only_the_draft_of_a_release_is_written() -> None:
    more = {
        (workflow, name): job["permissions"]
        for workflow, name, job in jobs()
        if "permissions" in job
    }
    assert more == MAY_WRITE


def test_no_key_is_within_reach_of_a_workflow() -> None:
    for path in WORKFLOWS:
        assert "secrets" not in path.read_text("utf-8"), path.name


def test_nothing_that_others_write_becomes_part_of_a_command() -> None:
    for place, step in steps():
        assert "${{" not in step.get("run", ""), place
    for path in WORKFLOWS:
        text = path.read_text("utf-8")
        assert HARMLESS.sub("", text).count("${{") == 0, path.name


@pytest.mark.parametrize("path", WORKFLOWS, ids=NAMES)
def test_strangers_code_never_runs_with_our_rights(path: Path) -> None:
    # YAML reads the word "on" as true.
    triggers = read(path)[True]
    assert not {"pull_request_target", "workflow_run", "issue_comment"} & set(triggers)


def test_the_source_is_fetched_without_leaving_the_key_to_it() -> None:
    fetched = [
        (place, step)
        for place, step in steps()
        if step.get("uses", "").startswith("actions/checkout@")
    ]
    assert fetched
    for place, step in fetched:
        assert step["with"] == {"persist-credentials": False}, place


def test_no_job_runs_for_ever() -> None:
    for workflow, name, job in jobs():
        if "uses" not in job:
            assert job["timeout-minutes"] <= 60, f"{workflow}: {name}"


def test_a_release_is_made_of_the_packages_that_were_tried() -> None:
    release = {name: job for workflow, name, job in jobs() if workflow == "release"}
    assert release["packages"]["uses"] == f"{OUR_OWN}packages.yml"
    assert release["draft"]["needs"] == "packages"
    made = {
        step["with"]["name"]: job
        for _, _, job in jobs()
        for step in job.get("steps", ())
        if step.get("uses", "").startswith("actions/upload-artifact@")
    }
    assert len(made) == 4
    for name, job in made.items():
        commands = [step.get("run", "") for step in job["steps"]]
        is_tried = any(command.endswith("--test") for command in commands)
        assert is_tried == name.startswith("release-"), name
