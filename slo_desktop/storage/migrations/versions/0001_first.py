"""The first schema: every table of the first release."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

CATEGORIES = ("primarily-welsh", "dual-language", "primarily-english")
TERMS = ("autumn", "spring", "summer")
CONSENTS = ("unknown", "nobody-shown", "given", "refused")
STATUSES = ("not-started", "under-way", "on-track", "at-risk", "done", "stopped")
CRITERION_STATES = ("not-yet", "partly-met", "met", "not-met")
STAGES = (
    "not-yet-a-focus",
    "starting",
    "developing",
    "embedded",
    "not-a-focus-this-year",
)
TEXT_SEARCH = """
CREATE VIRTUAL TABLE text_search USING fts5(
    cy, en, plain, content='', contentless_delete=1,
    tokenize="unicode61 remove_diacritics 0", prefix='1 2 3'
)
"""


def upgrade() -> None:
    """Make every table."""
    _school()
    _people_and_files()
    _priorities()
    _actions()
    _what_actions_hold()
    _evidence()
    _learning()
    _elements()
    _changes()
    _texts()


def _must(
    name: str,
    kind: sa.types.TypeEngine[Any],
    *,
    primary_key: bool = False,
    unique: bool | None = None,
) -> sa.Column[Any]:
    return sa.Column(name, kind, nullable=False, primary_key=primary_key, unique=unique)


def _may(name: str, kind: sa.types.TypeEngine[Any]) -> sa.Column[Any]:
    return sa.Column(name, kind, nullable=True)


def _choice(kind: str, *values: str) -> sa.Enum:
    return sa.Enum(
        *values, name=kind, native_enum=False, create_constraint=True, length=40
    )


def _to(name: str, table: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(
        name, sa.Integer(), sa.ForeignKey(f"{table}.id"), nullable=nullable
    )


def _key(name: str, table: str) -> sa.Column[Any]:
    """Half of the key of a linking table."""
    return sa.Column(name, sa.Integer(), sa.ForeignKey(f"{table}.id"), primary_key=True)


def _bilingual(*names: str) -> list[sa.Column[Any]]:
    return [_must(name, sa.JSON()) for name in names]


_codes = _bilingual


def _whole(*names: str) -> list[sa.Column[Any]]:
    return [_must(name, sa.Integer()) for name in names]


def _flags(*names: str) -> list[sa.Column[Any]]:
    return [_must(name, sa.Boolean()) for name in names]


def _days(*names: str) -> list[sa.Column[Any]]:
    return [_must(name, sa.Date()) for name in names]


def _maybe_days(*names: str) -> list[sa.Column[Any]]:
    return [_may(name, sa.Date()) for name in names]


def _record(table: str, *items: sa.schema.SchemaItem) -> None:
    """A table whose rows have a history."""
    op.create_table(
        table,
        _must("id", sa.Integer(), primary_key=True),
        _must("uid", sa.String(36), unique=True),
        _must("rev", sa.Integer()),
        _must("content_hash", sa.String(64)),
        _must("created_at", sa.DateTime()),
        _must("updated_at", sa.DateTime()),
        _may("binned_at", sa.DateTime()),
        *items,
    )


def _index(table: str, *columns: str, name: str | None = None) -> None:
    op.create_index(name or f"ix_{table}_{'_'.join(columns)}", table, [*columns])


def _links(table: str, first: str, second: str) -> None:
    """Many to many, found quickly from either end."""
    op.create_table(
        table,
        _key(f"{first}_id", first),
        _key(f"{second}_id", second),
    )
    _index(table, f"{second}_id")


def _element_links(owner: str) -> None:
    """Elements that a record serves or shows, by code."""
    op.create_table(
        f"{owner}_element",
        _key(f"{owner}_id", owner),
        _must("code", sa.String(80), primary_key=True),
    )


def _school() -> None:
    language = ("language", "cy", "en")
    _record(
        "school",
        *_bilingual("name", "local_authority", "vision"),
        _must("school_number", sa.String(20)),
        _must("language_category", _choice("languagecategory", *CATEGORIES)),
        _must("working_language", _choice(*language)),
        _must("first_column", _choice(*language)),
        _must("is_sample", sa.Boolean()),
    )
    _record(
        "term",
        _must("school_year", sa.Integer()),
        _must("key", _choice("termkey", *TERMS)),
        *_days("starts", "ends"),
        *_maybe_days("half_term_starts", "half_term_ends"),
    )
    _record(
        "meeting",
        *_days("held_on", "papers_due", "translation_due"),
    )
    _index("meeting", "held_on")


def _people_and_files() -> None:
    _record(
        "person",
        _must("name", sa.String(200)),
        _must("initials", sa.String(10)),
        *_bilingual("role"),
        *_codes("groups"),
        *_maybe_days("active_from", "active_to"),
    )
    _record(
        "attachment",
        _must("sha256", sa.String(64)),
        _must("name", sa.String(255)),
        _must("media_type", sa.String(100)),
        _must("size", sa.BigInteger()),
        *_bilingual("caption"),
        _must("consent", _choice("consent", *CONSENTS)),
        _must("may_leave", sa.Boolean()),
    )
    _index("attachment", "sha256")


def _priorities() -> None:
    _record(
        "priority",
        _must("ref", sa.String(40), unique=True),
        *_whole("school_year", "position"),
        *_bilingual("title", "rationale", "outcome", "end_of_year"),
        _to("lead_id", "person", nullable=True),
        _must("status", _choice("actionstatus", *STATUSES)),
        _may("success_state", _choice("criterionstate", *CRITERION_STATES)),
        *_codes("national_priorities", "inspection_areas", "plan_contents"),
    )
    _index("priority", "school_year")
    _element_links("priority")
    _index("priority_element", "code")


def _actions() -> None:
    _record(
        "action",
        _must("ref", sa.String(40), unique=True),
        _to("priority_id", "priority"),
        _must("position", sa.Integer()),
        *_bilingual("title"),
        *_maybe_days("starts", "due"),
        _must("status", _choice("actionstatus", *STATUSES)),
        *_whole("cost_pence", "spent_pence"),
        _may("funding_source", sa.String(80)),
        _may("financial_year", sa.Integer()),
        *_bilingual("resources", "monitoring"),
        _to("monitored_by_id", "person", nullable=True),
        _may("monitored_on", sa.Date()),
        _to("carried_from_id", "action", nullable=True),
    )
    _index("action", "priority_id")
    _index("action", "due")
    _element_links("action")
    _index("action_element", "code")
    _links("action_owner", "action", "person")


def _what_actions_hold() -> None:
    _record(
        "success_criterion",
        _to("priority_id", "priority"),
        _to("action_id", "action", nullable=True),
        _must("position", sa.Integer()),
        *_bilingual("text"),
        _must("state", _choice("criterionstate", *CRITERION_STATES)),
    )
    _index("success_criterion", "priority_id")
    _index("success_criterion", "action_id")
    _record(
        "term_update",
        _to("action_id", "action"),
        _must("term", _choice("termkey", *TERMS)),
        *_bilingual("text"),
        _must("status", _choice("actionstatus", *STATUSES)),
        _must("written_on", sa.Date()),
    )
    _index("term_update", "action_id")


def _evidence() -> None:
    _record(
        "evidence",
        _must("ref", sa.String(40), unique=True),
        _must("happened_on", sa.Date()),
        _may("happened_until", sa.Date()),
        _must("logged_at", sa.DateTime()),
        *_bilingual("title", "note"),
        _may("kind", sa.String(80)),
        _may("worked", _choice("worked", "yes", "mixed", "no")),
        _must("has_pupil_data", sa.Boolean()),
        _must("state", _choice("evidencestate", "inbox", "filed")),
    )
    newest = ("binned_at", "happened_on", "id", "kind")
    _index("evidence", *newest, name="ix_evidence_newest")
    counted = ("binned_at", "kind", "worked", "state", "happened_on")
    _index("evidence", *counted, name="ix_evidence_facets")
    _element_links("evidence")
    by_code = ("code", "evidence_id")
    _index("evidence_element", *by_code, name="ix_evidence_element_code")
    for other in ("person", "priority", "action", "attachment"):
        _links(f"evidence_{other}", "evidence", other)


def _learning() -> None:
    _record(
        "learning",
        _must("ref", sa.String(40), unique=True),
        _must("starts_on", sa.Date()),
        _may("ends_on", sa.Date()),
        *_bilingual("title"),
        _may("kind", sa.String(80)),
        *_codes("role_groups"),
        _must("minutes", sa.Integer()),
        _must("provider", sa.String(200)),
        _must("cost_pence", sa.Integer()),
        _may("funding_source", sa.String(80)),
        *_bilingual("intended", "applied", "reflection"),
        _may("review_on", sa.Date()),
        *_codes("standards", "hallmarks"),
    )
    _index("learning", "starts_on")
    _index("learning", "review_on")
    _element_links("learning")
    _index("learning_element", "code")
    for other in ("person", "action", "evidence"):
        _links(f"learning_{other}", "learning", other)
    _record(
        "learning_impact",
        _to("learning_id", "learning"),
        _must("level", sa.String(80)),
        *_bilingual("text"),
        _may("judged_on", sa.Date()),
    )
    _index("learning_impact", "learning_id")


def _elements() -> None:
    _record(
        "self_review",
        _must("school_year", sa.Integer()),
        _must("element", sa.String(80)),
        _must("stage", _choice("stage", *STAGES)),
        _must("reviewed_on", sa.Date()),
        *_bilingual("reason"),
        sa.UniqueConstraint("school_year", "element", name="uq_self_review_year"),
    )
    _index("self_review", "element")
    once = ("taken_on", "dimension", "role_group")
    _record(
        "survey_score",
        _must("school_year", sa.Integer()),
        _must("taken_on", sa.Date()),
        _must("dimension", sa.String(80)),
        _must("role_group", sa.String(80)),
        _must("mean", sa.Double()),
        _must("respondents", sa.Integer()),
        sa.UniqueConstraint(*once, name="uq_survey_score_taken_on"),
    )
    _index("survey_score", "school_year")


def _changes() -> None:
    op.create_table(
        "change",
        _must("seq", sa.Integer(), primary_key=True),
        _must("at", sa.DateTime()),
        _may("actor", sa.String(36)),
        _must("step", sa.String(36)),
        _must("op", _choice("op", "add", "edit", "bin", "restore")),
        _must("record", sa.String(40)),
        _must("uid", sa.String(36)),
        _must("before", sa.JSON()),
        _must("after", sa.JSON()),
        _may("undoes", sa.String(36)),
        _must("previous", sa.String(64)),
        _must("hash", sa.String(64), unique=True),
    )
    _index("change", "step")
    _index("change", "undoes")
    _index("change", "uid", "seq", name="ix_change_uid")


def _texts() -> None:
    op.create_table(
        "text_index",
        _must("id", sa.Integer(), primary_key=True),
        _must("record", sa.String(40)),
        _must("record_id", sa.Integer()),
        _must("field", sa.String(40)),
        _must("language", sa.String(2)),
        _must("folded", sa.String()),
        _must("words", sa.Integer()),
        _must("state", sa.String(20)),
        *_flags("is_gap", "is_binned"),
    )
    _index("text_index", "record", "record_id", name="ix_text_index_record")
    _index("text_index", "is_gap", "record", name="ix_text_index_gap")
    op.create_table(
        "text_row",
        _must("id", sa.Integer(), primary_key=True),
        _must("record", sa.String(40)),
        _must("record_id", sa.Integer()),
    )
    where = ["record", "record_id"]
    op.create_index("ix_text_row_record", "text_row", where, unique=True)
    op.create_table(
        "text_word",
        _must("word", sa.String(), primary_key=True),
        sqlite_with_rowid=False,
    )
    op.execute(TEXT_SEARCH)
