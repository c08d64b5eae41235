"""Amounts that nobody entered, the schema of a change, and carried lines of the log.

An empty box was kept as 0 so far, and a 0 that somebody typed cannot be told from it:
every such 0 becomes "nothing entered". `domain.changes.as_today` reads the recorded
changes the same way, so they stay as they are; a content hash follows its field.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

AMOUNTS = {"action": ("cost_pence", "spent_pence"), "learning": ("cost_pence",)}
REASONS = ("time-is-up", "asked", "consent-withdrawn", "mistake", "ordered")
ASKERS = ("school", "person", "parent", "officer", "authority")


def upgrade() -> None:
    """Let amounts be missing; changes say their schema; a log outlives a restore."""
    for table, fields in AMOUNTS.items():
        for field in fields:
            _hash_as_missing(table, field)
            _let_be_missing(table, field)
    op.add_column("change", sa.Column("schema", sa.Integer(), nullable=True))
    _carried_disposal()


def _hash_as_missing(table: str, field: str) -> None:
    """The hash of a record combines one of each field, so one can be exchanged."""
    connection = op.get_bind()
    empty = sa.text(f"SELECT id, content_hash FROM {table} WHERE {field} = 0")  # noqa: S608  our own names
    change = sa.text(f"UPDATE {table} SET content_hash = :hash WHERE id = :id")  # noqa: S608  our own names
    exchanged = _digest({field: 0}) ^ _digest({field: None})
    for number, kept in connection.execute(empty).all():
        try:
            renewed = f"{int(kept, 16) ^ exchanged:064x}"
        except ValueError:  # tampered with, and stays so
            continue
        connection.execute(change, {"hash": renewed, "id": number})


def _digest(field: dict[str, int | None]) -> int:
    text = json.dumps(field, separators=(",", ":"))
    return int(hashlib.sha256(text.encode()).hexdigest(), 16)


def _let_be_missing(table: str, field: str) -> None:
    """SQLite lets a column be empty only from its beginning."""
    op.execute(f"ALTER TABLE {table} ADD COLUMN entered INTEGER")
    op.execute(f"UPDATE {table} SET entered = nullif({field}, 0)")  # noqa: S608  our own names
    op.execute(f"ALTER TABLE {table} DROP COLUMN {field}")
    op.execute(f"ALTER TABLE {table} RENAME COLUMN entered TO {field}")


def _carried_disposal() -> None:
    op.create_table(
        "carried_disposal",
        _must("id", sa.Integer(), primary_key=True),
        _must("uid", sa.String(36), unique=True),
        _must("rev", sa.Integer()),
        _must("content_hash", sa.String(64)),
        _must("created_at", sa.DateTime()),
        _must("updated_at", sa.DateTime()),
        sa.Column("binned_at", sa.DateTime(), nullable=True),
        _must("kind", sa.String(40)),
        _must("subject", sa.String(36)),
        _must("ref", sa.String(40)),
        _must("erased_at", sa.DateTime()),
        _must("reason", _choice("disposalreason", *REASONS)),
        _must("asker", _choice("asker", *ASKERS)),
        _must("case", sa.String(40)),
        _must("records", sa.JSON()),
        _must("redacted", sa.JSON()),
        _must("changes", sa.JSON()),
        _must("files", sa.Integer()),
        _must("step", sa.String(36)),
        _must("line", sa.String(36), unique=True),
        sa.Column("writer", sa.String(36), nullable=True),
    )
    for column in ("subject", "step"):
        name = f"ix_carried_disposal_{column}"
        op.create_index(name, "carried_disposal", [column])


def _must(
    name: str,
    kind: sa.types.TypeEngine[Any],
    *,
    primary_key: bool = False,
    unique: bool | None = None,
) -> sa.Column[Any]:
    return sa.Column(name, kind, nullable=False, primary_key=primary_key, unique=unique)


def _choice(kind: str, *values: str) -> sa.Enum:
    return sa.Enum(
        *values, name=kind, native_enum=False, create_constraint=True, length=40
    )
