from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
MODULE_LINES = 300
FUNCTION_LINES = 40
MODULES = sorted(
    path
    for room in ("slo_desktop", "build", "tests")
    for path in (ROOT / room).rglob("*.py")
    # A migration is a list of steps, as long as the schema is wide.
    if not {"out", "versions"} & set(path.relative_to(ROOT).parts)
)


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of a function; what its docstring explains is not held against it."""
    first = node.body[0]
    has_docstring = ast.get_docstring(node, clean=False) is not None
    explained = (first.end_lineno or 0) - first.lineno + 1 if has_docstring else 0
    return (node.end_lineno or 0) - node.lineno + 1 - explained


def test_no_module_is_longer_than_its_budget() -> None:
    lines = {named(path): len(path.read_text("utf-8").splitlines()) for path in MODULES}
    too_long = {name: count for name, count in lines.items() if count > MODULE_LINES}
    assert too_long == {}


def test_no_function_is_longer_than_its_budget() -> None:
    too_long = [
        f"{named(path)}: {node.name}"
        for path in MODULES
        for node in functions(path)
        if length(node) > FUNCTION_LINES
    ]
    assert too_long == []


def test_nothing_is_left_for_later_in_the_code() -> None:
    marks = ("TO" + "DO", "FIX" + "ME", "XX" + "X")
    left = [
        f"{named(path)}: {mark}"
        for path in MODULES
        for mark in marks
        if mark in path.read_text("utf-8")
    ]
    assert left == []
