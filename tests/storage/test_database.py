from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from slo_desktop.storage import driver
from slo_desktop.storage.database import begin_writing, open_engine, run
from slo_desktop.storage.driver import dbapi2


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", "delete"),
        ("synchronous", 3),
        ("foreign_keys", 1),
        ("trusted_schema", 0),
        ("cell_size_check", 1),
        ("secure_delete", 1),
        ("busy_timeout", 5000),
    ],
)
def test_every_connection_is_careful(
    session: Session, pragma: str, value: object
) -> None:
    assert session.scalar(sa.text(f"PRAGMA {pragma}")) == value


def test_the_sqlite_is_new_enough() -> None:
    assert dbapi2.sqlite_version_info >= driver.OLDEST_SQLITE


def test_only_one_session_writes_at_a_time(database: Path) -> None:
    engine = open_engine(database)
    with Session(engine) as first, Session(engine) as second:
        begin_writing(first)
        second.execute(sa.text("PRAGMA busy_timeout=1"))
        second.commit()
        with pytest.raises(sa.exc.OperationalError, match="locked"):
            begin_writing(second)
        assert second.scalar(sa.text("SELECT count(*) FROM person")) == 0
    engine.dispose()


def test_what_goes_wrong_past_the_toolkit_is_raised_as_it_would_raise_it(
    session: Session,
) -> None:
    with pytest.raises(sa.exc.OperationalError, match="no such table: nowhere"):
        run(session.connection(), "SELECT * FROM nowhere")
    with pytest.raises(sa.exc.IntegrityError, match="NOT NULL"):
        run(session.connection(), "INSERT INTO change (seq) VALUES (:seq)", {"seq": 1})
