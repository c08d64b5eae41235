from __future__ import annotations

import random
from contextlib import closing
from typing import Any

import pytest
from sqlalchemy.orm import Session

from slo_desktop.domain.errors import SloError
from slo_desktop.services.checking import check
from slo_desktop.settings import Settings
from slo_desktop.storage.driver import dbapi2
from slo_desktop.storage.journal import Journal
from slo_desktop.storage.models import Base
from tests import builders

FLIPS = 60
MANY_FLIPS = 1_000
DERIVED = {"text_index", "text_row", "text_word"}
KEPT = [table for table in Base.metadata.sorted_tables if table.name not in DERIVED]


@pytest.fixture
def whole(session: Session, settings: Settings) -> bytes:
    """A small school's file; it is let go of, so that it can be spoilt."""
    people = {builders.person(session) for _ in range(5)}
    for number in range(25):
        builders.evidence(
            session,
            note=builders.both(f"Nodyn {number} " * 30, f"Note {number} " * 30),
            people=people,
            elements={"slo-wales/4.2"},
        )
    session.commit()
    Journal(settings.data_dir).catch_up(session)
    session.close()
    return settings.database.read_bytes()


def content(settings: Settings) -> list[list[Any]]:
    """Everything a person wrote, as the file holds it."""
    with closing(dbapi2.connect(str(settings.database))) as connection:
        connection.text_factory = bytes  # a flipped bit need not leave a letter
        return [
            connection.execute(
                f"SELECT {columns(table.name)} FROM {table.name!r}"  # noqa: S608  ours
            ).fetchall()
            for table in KEPT
        ]


def columns(name: str) -> str:
    """All but the revision, which only counts, of one table."""
    found = [c.name for c in Base.metadata.tables[name].columns if c.name != "rev"]
    return ", ".join(f'"{column}"' for column in found)


def is_another(settings: Settings, before: list[list[Any]]) -> bool:
    """Whether a person would read something else, or nothing."""
    try:
        return content(settings) != before
    except (dbapi2.Error, UnicodeDecodeError):
        return True  # it stumbles, now and then over its own sentence about that


def is_noticed(settings: Settings) -> bool:
    try:
        return bool(check(settings.data_dir, settings.database).findings)
    except SloError:
        return True


@pytest.mark.parametrize(
    "flips", [FLIPS, pytest.param(MANY_FLIPS, marks=pytest.mark.slow)]
)
def test_d1_a_flipped_bit_is_noticed_wherever_it_matters(
    flips: int, settings: Settings, whole: bytes
) -> None:
    assert not is_noticed(settings)
    before = content(settings)
    luck = random.Random(flips)  # noqa: S311  only which bit
    passed, mattered = [], 0
    for _ in range(flips):
        spoilt, bit = bytearray(whole), luck.randrange(len(whole) * 8)
        spoilt[bit // 8] ^= 1 << bit % 8
        settings.database.write_bytes(spoilt)
        # To check takes twenty times as long as to compare.
        if is_another(settings, before):
            mattered += 1
            if not is_noticed(settings):
                passed.append(bit)
    assert passed == []
    assert mattered > 0


@pytest.mark.parametrize("step", [3, pytest.param(1, marks=pytest.mark.slow)])
def test_d1_every_destroyed_page_is_noticed(
    step: int, settings: Settings, whole: bytes
) -> None:
    before = content(settings)
    passed = []
    for start in range(0, len(whole), 4096 * step):
        spoilt = whole[:start] + bytes(4096) + whole[start + 4096 :]
        settings.database.write_bytes(spoilt)
        if is_another(settings, before) and not is_noticed(settings):
            passed.append(start // 4096)
    assert passed == []
