"""Features whose code is loaded when one of their pages is first asked for.

Every address is known from the start: one start learns them from the code and writes
them down, the next ones read them. So a start loads the feature that it shows, and not
the two dozen others, which take as long to load as a page takes to be drawn.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from contextlib import suppress
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flask import Flask

from slo_desktop import __version__
from slo_desktop.storage.files import write_atomically

if TYPE_CHECKING:
    from collections.abc import Iterable

    from flask.typing import ResponseReturnValue

    Address = tuple[str, str, str, list[str]]

NAME = "addresses.json"
ADDED = frozenset({"HEAD", "OPTIONS"})
"""Methods that Flask adds by itself."""


class LateView:
    """A page that is loaded with its feature when somebody asks for it."""

    def __init__(self, feature: str, endpoint: str) -> None:
        """Know where it will be found.

        Args:
            feature: a package of the web room.
            endpoint: its name, which CSRF protection asks for like a function's.
        """
        self._feature, self.__name__ = feature, endpoint

    def __call__(self, **values: Any) -> ResponseReturnValue:
        """Answer a request."""
        answer: ResponseReturnValue = self._view(**values)
        return answer

    @property
    def most_bytes(self) -> int:
        """What it receives besides a form (`web/guards.py`)."""
        return getattr(self._view, "most_bytes", 0)

    @property
    def _view(self) -> Any:  # noqa: ANN401  a function
        return _alone(self._feature).view_functions[self.__name__]


def init_app(app: Flask, features: Iterable[str], folder: Path) -> None:
    """Know every page of these features.

    Args:
        app: the application.
        features: packages of the web room, each with its `routes.bp`.
        folder: may be deleted at any time; nothing is kept where it cannot be made.
    """
    for feature, rule, endpoint, methods in _addresses(tuple(features), folder / NAME):
        view = LateView(feature, endpoint)
        app.add_url_rule(rule, endpoint, view, methods=methods)


def load(features: Iterable[str]) -> None:
    """Load what nobody has asked for yet."""
    for feature in features:
        _alone(feature)


@cache
def _alone(feature: str) -> Flask:
    """An application of one feature alone, which nobody is served with."""
    app = Flask(__name__, static_folder=None)
    app.register_blueprint(import_module(f"slo_desktop.web.{feature}.routes").bp)
    return app


def _addresses(features: tuple[str, ...], file: Path) -> list[Address]:
    code = _code(features)
    with suppress(OSError, ValueError):
        mark, _newline, kept = file.read_text(encoding="utf-8").partition("\n")
        if mark == _mark(code, kept):
            addresses: list[Address] = json.loads(kept)
            return addresses
    learnt = _learnt(features)
    told = json.dumps(learnt)
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(file, f"{_mark(code, told)}\n{told}".encode())
    return learnt


@cache
def _learnt(features: tuple[str, ...]) -> list[Address]:
    return [
        (feature, rule.rule, rule.endpoint, sorted((rule.methods or set()) - ADDED))
        for feature in features
        for rule in _alone(feature).url_map.iter_rules()
    ]


def _mark(code: str, kept: str) -> str:
    """Proves that nothing of it was changed, and that it is about this code."""
    return hashlib.sha256(f"{code}\n{kept}".encode()).hexdigest()


def _code(features: tuple[str, ...]) -> str:
    """What is another whenever an address may be: the program, or files of its source.

    A packaged program has its code in one file.
    """
    room = Path(__file__).parent
    dated = [_dated(Path(sys.executable))]
    for feature in features:
        with suppress(OSError), os.scandir(room / feature) as found:
            dated += sorted(_dated(file) for file in found if file.name.endswith(".py"))
    return repr((__version__, features, dated))


def _dated(file: Path | os.DirEntry[str]) -> tuple[str, int, int]:
    about = file.stat()
    return file.name, about.st_mtime_ns, about.st_size
