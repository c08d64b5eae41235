"""What the program's own source must not do, whatever it is sent."""

from __future__ import annotations

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[2] / "slo_desktop"
SOURCES = sorted(ROOT.rglob("*.py"))
FORBIDDEN_MODULES = frozenset({"pickle", "yaml", "marshal", "shelve", "dill"})
FORBIDDEN_CALLS = frozenset({"eval", "exec", "compile", "__import__", "extractall"})
SQL = re.compile(
    r"\s*(select|insert|update|delete|attach|create|drop|alter)\s", re.IGNORECASE
)


def nodes() -> list[tuple[Path, ast.AST]]:
    return [
        (path, node)
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
    ]


def test_s18_nothing_turns_data_into_code() -> None:
    for path, node in nodes():
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        if isinstance(node, ast.ImportFrom):
            names = [node.module or ""]
        assert not FORBIDDEN_MODULES & {n.partition(".")[0] for n in names}, path
        if isinstance(node, ast.Call):
            called = node.func
            name = getattr(called, "id", "") or getattr(called, "attr", "")
            is_pattern = name == "compile" and isinstance(called, ast.Attribute)
            assert name not in FORBIDDEN_CALLS or is_pattern, (path, node.lineno)
            assert "shell=True" not in ast.unparse(node), (path, node.lineno)


def test_s18_no_statement_is_put_together_from_values() -> None:
    """Storage may name its own tables so; whoever meets a request may not."""
    found = [
        (path, node.lineno)
        for path, node in nodes()
        if isinstance(node, ast.JoinedStr)
        and isinstance(node.values[0], ast.Constant)
        and SQL.match(str(node.values[0].value))
        and {"web", "services"} & set(path.relative_to(ROOT).parts)
    ]
    assert found == []


def test_s18_no_template_switches_escaping_off() -> None:
    templates = sorted(ROOT.rglob("*.html"))
    assert templates
    for path in templates:
        text = path.read_text("utf-8")
        for word in ("|safe", "| safe", "autoescape false", "<script>", " style="):
            assert word not in text, (path, word)
