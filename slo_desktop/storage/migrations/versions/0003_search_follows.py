"""How far search has followed the changes, and smaller indexes of them.

Nothing that a record holds changes, so every content hash stays as it is.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Search knows everything so far; what most changes do not say is not indexed."""
    op.create_table(
        "text_mark", sa.Column("seq", sa.Integer(), nullable=False, primary_key=True)
    )
    op.execute("INSERT INTO text_mark SELECT coalesce(max(seq), 0) FROM change")
    for said in ("undoes", "erased"):
        name = f"ix_change_{said}"
        op.drop_index(name, "change")
        where = sa.text(f"{said} NOT NULL")
        op.create_index(name, "change", [said], sqlite_where=where)
