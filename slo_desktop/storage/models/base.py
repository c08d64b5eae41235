"""What every table shares."""

from __future__ import annotations

import datetime as dt
import uuid
from enum import Enum
from typing import Any, ClassVar

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    MappedColumn,
    Mapper,
    declared_attr,
    mapped_column,
    registry,
)

from slo_desktop.domain.bilingual import Bilingual

NAMING = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
STORED_ENUM = sa.Enum(
    Enum,
    values_callable=lambda kind: [member.value for member in kind],
    native_enum=False,
    create_constraint=True,
    length=40,
)


class StoredBilingual(sa.types.TypeDecorator[Bilingual]):
    """A `Bilingual` in one JSON column; an empty text is an empty object."""

    impl = sa.JSON
    cache_ok = True

    def process_bind_param(
        self,
        value: Bilingual | None,
        dialect: sa.Dialect,  # noqa: ARG002  part of SQLAlchemy's interface
    ) -> dict[str, Any]:
        """Python to JSON."""
        return (value or Bilingual()).to_json()

    def process_result_value(
        self,
        value: dict[str, Any] | None,
        dialect: sa.Dialect,  # noqa: ARG002  part of SQLAlchemy's interface
    ) -> Bilingual:
        """JSON to Python."""
        return Bilingual.from_json(value or {})


class StoredInstant(sa.types.TypeDecorator[dt.datetime]):
    """An aware UTC datetime; SQLite itself keeps no time zone."""

    impl = sa.DateTime
    cache_ok = True

    def process_bind_param(
        self,
        value: dt.datetime | None,
        dialect: sa.Dialect,  # noqa: ARG002  part of SQLAlchemy's interface
    ) -> dt.datetime | None:
        """Aware to naive UTC."""
        return value.astimezone(dt.UTC).replace(tzinfo=None) if value else None

    def process_result_value(
        self,
        value: dt.datetime | None,
        dialect: sa.Dialect,  # noqa: ARG002  part of SQLAlchemy's interface
    ) -> dt.datetime | None:
        """Naive UTC to aware."""
        return value.replace(tzinfo=dt.UTC) if value else None


def bilingual_column() -> MappedColumn[Bilingual]:
    """A column for text in two languages, empty to begin with."""
    return mapped_column(StoredBilingual, default=Bilingual)


def codes_column() -> MappedColumn[list[str]]:
    """A column for a short list of codes, empty to begin with."""
    return mapped_column(sa.JSON, default=list)


class Base(DeclarativeBase):
    """Base class for stored things."""

    registry = registry(
        metadata=sa.MetaData(naming_convention=NAMING),
        type_annotation_map={
            Enum: STORED_ENUM,
            Bilingual: StoredBilingual,
            dt.datetime: StoredInstant,
            list[str]: sa.JSON,
        },
    )


def _uid() -> str:
    return str(uuid.uuid4())


def _default(default: sa.ColumnDefault) -> Any:  # noqa: ANN401  columns of any type
    return default.arg(None) if default.is_callable else default.arg


class Record(Base):
    """A thing with a history: identified, counted, hashed, binned and restored.

    `rev` is the optimistic lock: SQLAlchemy writes `WHERE id = ? AND rev = ?`.
    `uid` identifies the record across files and in the journal.
    """

    __abstract__ = True

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(sa.String(36), unique=True)
    rev: Mapped[int]
    content_hash: Mapped[str] = mapped_column(sa.String(64), default="")
    created_at: Mapped[dt.datetime]
    updated_at: Mapped[dt.datetime]
    binned_at: Mapped[dt.datetime | None]

    searched: ClassVar[tuple[str, ...]] = ()
    """Plain text columns that search reads besides every bilingual one."""

    private: ClassVar[frozenset[str]] = frozenset()
    """Bilingual columns that nobody is asked to translate, and that no search reads."""

    append_only: ClassVar[bool] = False
    """Once written it is never changed, put in the bin or taken back."""

    def __init__(self, **values: Any) -> None:
        """Fill in defaults now, so that the first recorded change holds them."""
        values.setdefault("uid", _uid())
        for column in sa.inspect(type(self)).columns:
            if isinstance(column.default, sa.ColumnDefault) and column.key:
                values.setdefault(column.key, _default(column.default))
        super().__init__(**values)

    @declared_attr.directive
    @classmethod
    def __mapper_args__(cls) -> dict[str, Any]:
        """Let the database refuse a save that is based on an older revision."""
        return {"version_id_col": cls.rev}


@event.listens_for(Mapper, "mapper_configured")
def remember_old_values(mapper: Mapper[Any], kind: type[Any]) -> None:
    """Have a field's old value loaded before a new one replaces it.

    The recorded change holds both, also when the session has let go of the old one.
    """
    if issubclass(kind, Record):
        for prop in mapper.column_attrs:
            getattr(kind, prop.key).impl.active_history = True
