"""What a thousand tests would work out again and again, worked out once.

Nearly every test makes a program of its own. Its templates, its addresses and its
questions to the data file are the same each time, and to compile them took more time
than all the rest.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from jinja2 import Environment
from sqlalchemy import Engine
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.util import LRUCache
from werkzeug.routing import Rule

STATEMENTS = 3_000
OF_AN_ADDRESS = ("_parts", "_trace", "_converters", "arguments")


@contextmanager
def compiling_once() -> Iterator[None]:
    """Keep what was compiled, whoever asks for the same again in this process."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Environment, "compile", _templates())
        patch.setattr(Rule, "compile", _addresses())
        patch.setattr(Engine, "_compiled_cache", _Kept(), raising=False)
        patch.setattr(SQLiteDialect_pysqlite, "__eq__", _is_alike)
        patch.setattr(SQLiteDialect_pysqlite, "__hash__", _kind)
        yield


@pytest.fixture(scope="session", autouse=True)
def compiled_once() -> Iterator[None]:
    with compiling_once():
        yield


def _templates() -> Any:
    """Compile a template the first time that it is asked for with these filters."""
    really: Any = Environment.compile
    kept = dict[object, Any]()

    def once(env: Environment, source: Any, *named: str | None, **more: Any) -> Any:
        what = (type(env), frozenset(env.filters), source, *named, *more.items())
        if what not in kept:
            kept[what] = really(env, source, *named, **more)
        return kept[what]

    return once


def _addresses() -> Any:
    """Compile an address the first time that a program has it."""
    really: Any = Rule.compile
    kept = dict[object, tuple[dict[str, Any], Any, Any]]()

    def once(rule: Any) -> None:
        ways = frozenset(rule.map.converters.items())
        told = (rule.subdomain, rule.host, rule.merge_slashes, repr(rule.defaults))
        what = (type(rule), rule.rule, *told, ways)
        if what not in kept:
            really(rule)
            learnt = {name: getattr(rule, name) for name in OF_AN_ADDRESS}
            kept[what] = learnt, rule._build.__func__, rule._build_unknown.__func__
        learnt, build, build_unknown = kept[what]
        vars(rule).update(learnt)
        rule._build = build.__get__(rule, None)
        rule._build_unknown = build_unknown.__get__(rule, None)

    return once


class _Kept:
    """The compiled statements of every engine, which thinks that they are its own."""

    def __init__(self) -> None:
        self.statements = LRUCache[Any, Any](STATEMENTS)

    def __get__(self, _engine: object, _kind: object = None) -> LRUCache[Any, Any]:
        return self.statements

    def __set__(self, _engine: object, _own: object) -> None:
        """An engine that is made brings an empty one along."""


def _kind(dialect: SQLiteDialect_pysqlite) -> int:
    return hash(type(dialect))


def _is_alike(one: SQLiteDialect_pysqlite, other: object) -> bool:
    """Whether two engines speak to the same SQLite in the same way."""
    return type(one) is type(other) and _manner(one) == _manner(other)


def _manner(dialect: Any) -> tuple[object, ...]:
    names = ("dbapi", "paramstyle", "_json_serializer", "server_version_info")
    return tuple(getattr(dialect, name, None) for name in names)
