"""What was erased for good, and how long records are kept.

Nothing that a record holds changes, so every content hash stays as it is.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

CATEGORIES = (
    "plan",
    "evidence",
    "pupil-evidence",
    "learning",
    "review",
    "leaver",
    "bin",
)
REASONS = ("time-is-up", "asked", "consent-withdrawn", "mistake", "ordered")
ASKERS = ("school", "person", "parent", "officer", "authority")


def upgrade() -> None:
    """Add the disposal log, retention, and the mark on emptied changes."""
    op.add_column("change", sa.Column("erased", sa.String(36), nullable=True))
    op.create_index("ix_change_erased", "change", ["erased"])
    _record(
        "retention_period",
        _must("category", _choice("category", *CATEGORIES), unique=True),
        _must("years", sa.Integer()),
    )
    _record(
        "retention_hold",
        _must("kind", sa.String(40)),
        _must("subject", sa.String(36)),
        _must("until", sa.Date()),
        _must("reason", sa.String(200)),
    )
    op.create_index("ix_retention_hold_subject", "retention_hold", ["subject"])
    _disposal()


def _disposal() -> None:
    _record(
        "disposal",
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
    )
    op.create_index("ix_disposal_subject", "disposal", ["subject"])
    op.create_index("ix_disposal_step", "disposal", ["step"])


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


def _record(table: str, *items: sa.schema.SchemaItem) -> None:
    op.create_table(
        table,
        _must("id", sa.Integer(), primary_key=True),
        _must("uid", sa.String(36), unique=True),
        _must("rev", sa.Integer()),
        _must("content_hash", sa.String(64)),
        _must("created_at", sa.DateTime()),
        _must("updated_at", sa.DateTime()),
        sa.Column("binned_at", sa.DateTime(), nullable=True),
        *items,
    )
