from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
from flask import Flask
from jinja2 import Environment, meta, nodes

ROOT = Path(__file__).parents[2] / "slo_desktop"
PAGES = ROOT / "web" / "templates"
PRINTED = ROOT / "reports" / "templates"
ON_SCREEN = sorted(PAGES.rglob("*.html"))
ON_PAPER = sorted(PRINTED.rglob("*.html"))
FRAMES = ("base.html", "door.html")
READ_ON_SCREEN = {"page", "shell"}


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def is_page(path: Path) -> bool:
    return not path.name.startswith("_") and "macros" not in path.parts


@cache
def parsed(env: Environment, path: Path) -> nodes.Template:
    return env.parse(path.read_text("utf-8"), filename=str(path))


def imported(tree: nodes.Template) -> set[str]:
    """Macros, and files of macros."""
    named_one_by_one = {
        name if isinstance(name, str) else name[1]
        for node in tree.find_all(nodes.FromImport)
        for name in node.names
    }
    return named_one_by_one | {node.target for node in tree.find_all(nodes.Import)}


def set_anywhere(tree: nodes.Template) -> set[str]:
    """What a template names for itself."""
    macros = {node.name for node in tree.find_all(nodes.Macro)}
    names = tree.find_all(nodes.Name)
    return macros | {node.name for node in names if node.ctx == "store"}


def includes(tree: nodes.Template, path: Path) -> bool:
    name = path.relative_to(PAGES).as_posix()
    return any(
        isinstance(node.template, nodes.Const) and node.template.value == name
        for node in tree.find_all(nodes.Include)
    )


@cache
def handed_over(env: Environment, path: Path) -> frozenset[str]:
    """Names that every template which includes this part has for it."""
    if is_page(path):
        return frozenset()
    including = [
        handed_over(env, other) | set_anywhere(tree) | imported(tree)
        for other in ON_SCREEN
        if includes(tree := parsed(env, other), path)
    ]
    return frozenset.intersection(*including) if including else frozenset()


def read_names(env: Environment, path: Path) -> set[str]:
    """Names that a template takes from outside itself."""
    tree = parsed(env, path)
    own = imported(tree) | set_anywhere(tree) | set(env.globals)
    return meta.find_undeclared_variables(tree) - own


def test_every_template_reads_only_its_page_and_the_frame(app: Flask) -> None:
    env = app.jinja_env
    env.globals.setdefault("csrf_token", None)
    strange = {
        named(path): names
        for path in ON_SCREEN
        if (names := read_names(env, path) - READ_ON_SCREEN - handed_over(env, path))
    }
    assert strange == {}


def test_every_template_compiles_with_our_filters(app: Flask) -> None:
    for path in ON_SCREEN:
        app.jinja_env.get_template(path.relative_to(PAGES).as_posix())


@pytest.mark.parametrize(
    "path", [path for path in ON_SCREEN if is_page(path)], ids=named
)
def test_every_page_has_a_title(path: Path) -> None:
    text = path.read_text("utf-8")
    frames = "|".join(map(re.escape, FRAMES))
    assert re.search(rf'{{% extends "({frames})" %}}|<title>.*\S.*</title>', text)


@pytest.mark.parametrize("name", FRAMES)
def test_the_frames_give_every_page_its_title(name: str) -> None:
    text = (PAGES / name).read_text("utf-8")
    assert re.search(r"<title>.*page\.title.*</title>", text)


@pytest.mark.parametrize("path", [*ON_SCREEN, *ON_PAPER], ids=named)
def test_no_template_trusts_text_as_markup(path: Path) -> None:
    text = path.read_text("utf-8")
    assert not re.search(r"\|\s*safe\b|autoescape\s+false", text)


@pytest.mark.parametrize("path", ON_SCREEN, ids=named)
@pytest.mark.parametrize(
    "inline",
    [r"<style\b", r"<script\b(?![^>]*\bsrc=)", r"\sstyle\s*=", r"\son[a-z]+\s*="],
    ids=["style element", "script", "style attribute", "event attribute"],
)
def test_no_page_has_inline_style_or_script(path: Path, inline: str) -> None:
    assert not re.search(inline, path.read_text("utf-8"), re.IGNORECASE)


@pytest.mark.parametrize("path", ON_SCREEN, ids=named)
def test_no_form_with_a_token_is_sent_as_an_address(path: Path) -> None:
    text = path.read_text("utf-8")
    assert not re.search(r"formmethod\s*=\s*[\"']?get", text, re.IGNORECASE)
    forms = re.findall(r"<form\b[^>]*method=\"get\".*?</form>", text, re.DOTALL)
    assert not any("csrf_token" in form or "hidden(" in form for form in forms)


@pytest.mark.parametrize("path", [*ON_SCREEN, *ON_PAPER], ids=named)
def test_no_template_fetches_from_elsewhere(path: Path) -> None:
    text = path.read_text("utf-8")
    assert not re.search(r"(src|href|action)\s*=\s*[\"']\s*(https?:)?//", text)
