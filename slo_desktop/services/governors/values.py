"""Turns single records into what is printed of them."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

from slo_desktop.domain.attachments import PICTURES
from slo_desktop.domain.bilingual import Bilingual
from slo_desktop.domain.governors import Criterion, EvidenceItem, Impact, TermNote
from slo_desktop.i18n.frameworks import frameworks

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from slo_desktop.storage.models import (
        Attachment,
        Evidence,
        LearningImpact,
        SuccessCriterion,
        TermUpdate,
    )


def pictures_of(record: Evidence) -> list[Attachment]:
    """The pictures among its files, in order of number."""
    kept = (each for each in record.attachments if each.binned_at is None)
    found = (each for each in kept if each.media_type in PICTURES)
    return sorted(found, key=lambda each: each.id)


def criteria(records: Iterable[SuccessCriterion]) -> tuple[Criterion, ...]:
    """Success criteria."""
    return tuple(Criterion(text=each.text, state=each.state) for each in records)


def note(update: TermUpdate) -> TermNote:
    """What was said in one term."""
    return TermNote(term=update.term, written_on=update.written_on, text=update.text)


def impact(record: LearningImpact) -> Impact:
    """What came of some learning."""
    unknown = Bilingual.of(cy=record.level, en=record.level)
    return Impact(
        level=label(record.level) or unknown,
        text=record.text,
        judged_on=record.judged_on,
    )


def label(code: str | None) -> Bilingual | None:
    """The label of a code, in both languages; None for an unknown one."""
    entry = frameworks().entry(code) if code else None
    return entry.name if entry else None


def short_codes(codes: Collection[str]) -> tuple[str, ...]:
    """Elements by the last part of their codes, in order."""
    known = {entry.code for entry in frameworks().elements}
    return tuple(frameworks().short(code) for code in sorted(codes) if code in known)


def by_priority(item: EvidenceItem) -> float:
    """Where an item stands among the others: what serves no priority comes last."""
    return float(item.priorities[0]) if item.priorities else inf
