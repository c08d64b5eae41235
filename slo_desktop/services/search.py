"""Find records by their words, in both languages at once."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from slo_desktop.domain.bilingual import Bilingual
from slo_desktop.domain.languages import Language
from slo_desktop.domain.search import Found, Hit, HitGroup, Piece
from slo_desktop.i18n.folding import fold
from slo_desktop.services.pages import page_of
from slo_desktop.storage.links import kinds
from slo_desktop.storage.names import named
from slo_desktop.storage.search import answers, texts_of_records, understood
from slo_desktop.storage.search_index import WORD

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sqlalchemy.orm import Session

    from slo_desktop.storage.models.base import Record
    from slo_desktop.storage.models.texts import TextIndex
    from slo_desktop.storage.search import Question

MOST = 8
BEFORE, LENGTH = 4, 16
"""Words of an excerpt before the first that is marked, and in all."""

ORDER = ("evidence", "priority", "action", "learning", "self_review", "person")
PARTS = re.compile(r"\S+|\s+")
MAIN_FIELDS = ("title", "name", "ref")
DAYS = ("happened_on", "starts_on", "due", "reviewed_on")


def search(
    session: Session, text: str, *, language: Language, most: int = MOST
) -> Found:
    """What answers a question, grouped by the kind of page that shows it.

    Both languages are always searched; exact hits come before mutated ones and those
    inside longer words, and newer records before older.

    Args:
        session: reads only.
        text: what somebody typed so far.
        language: the reader's, preferred where both languages answer.
        most: hits in a group.
    """
    question = understood(session, text)
    if question is None:
        return Found(question=text, groups=())
    hits = [
        hit
        for kind, ids in answers(session, question, most + 1).items()
        for hit in _hits(session, question, kind, ids, language)
    ]
    grouped = (_group(kind, hits, most) for kind in ORDER)
    groups = tuple(group for group in grouped if group.hits)
    return Found(question=text, groups=groups)


def _group(kind: str, hits: Iterable[Hit], most: int) -> HitGroup:
    """One hit for each page; the page's own words before those of its parts."""
    mine = [hit for hit in hits if hit.page.kind == kind]
    mine.sort(key=lambda hit: (not hit.is_exact, hit.record.kind != kind))
    pages = {hit.page.uid: hit for hit in reversed(mine)}
    once = [hit for hit in mine if pages[hit.page.uid] is hit]
    return HitGroup(kind=kind, hits=tuple(once[:most]), has_more=len(once) > most)


def _hits(
    session: Session,
    question: Question,
    kind: str,
    ids: Mapping[int, bool],
    language: Language,
) -> list[Hit]:
    model = kinds()[kind]
    records = session.scalars(sa.select(model).where(model.id.in_(ids))).all()
    by_id = {record.id: record for record in records}
    texts = texts_of_records(session, kind, ids)
    hits = (
        _hit(session, question, by_id[number], texts[number], language, is_exact)
        for number, is_exact in ids.items()
        if number in by_id
    )
    return [hit for hit in hits if hit is not None]


def _hit(
    session: Session,
    question: Question,
    record: Record,
    texts: Sequence[TextIndex],
    language: Language,
    is_exact: bool,  # noqa: FBT001  comes in a pair with the record
) -> Hit | None:
    page = page_of(session, record)
    if page is None or page.binned_at is not None:
        return None
    best = max(texts, key=lambda text: _fit(question, text, language))
    shown = Language(best.language) if best.language else None
    return Hit(
        record=named(record),
        page=named(page),
        on=next((getattr(page, day) for day in DAYS if hasattr(page, day)), None),
        field=best.field,
        language=shown,
        excerpt=excerpt(question, _text(getattr(record, best.field), shown)),
        is_exact=is_exact,
    )


def _text(value: Any, language: Language | None) -> str:  # noqa: ANN401  any column
    if isinstance(value, Bilingual) and language is not None:
        return value.text(language)
    return str(value)


def _fit(
    question: Question, text: TextIndex, language: Language
) -> tuple[int, int, bool, bool]:
    """How well one of a record's texts answers: exactly, at all, where, for whom."""
    words = WORD.findall(text.folded)
    exactly = sum(_begins(words, [word]) for word in question.words)
    somehow = sum(
        _begins(words, forms) or not set(longer).isdisjoint(words)
        for forms, longer in zip(question.forms, question.longer, strict=True)
    )
    return somehow, exactly, text.field in MAIN_FIELDS, text.language == language


def _begins(words: Iterable[str], forms: Iterable[str]) -> bool:
    beginnings = tuple(part for form in forms for part in WORD.findall(form)[:1])
    return any(word.startswith(beginnings) for word in words)


def excerpt(question: Question, text: str) -> tuple[Piece, ...]:
    """The words around the first that answers, with every answer marked."""
    forms = tuple(
        part for each in question.forms for form in each for part in WORD.findall(form)
    )
    longer = frozenset(word for each in question.longer for word in each)
    parts = PARTS.findall(text)
    first = next(
        (i for i, part in enumerate(parts) if _answers(part, forms, longer)), 0
    )
    start = first - 2 * BEFORE if first > 3 * BEFORE else 0
    end = start + 2 * LENGTH
    pieces = (Piece(part, _answers(part, forms, longer)) for part in parts[start:end])
    before = [Piece("… ")] if start else []
    after = [Piece(" …")] if end < len(parts) else []
    return (*before, *_joined(pieces), *after)


def _answers(part: str, forms: tuple[str, ...], longer: frozenset[str]) -> bool:
    if part.isspace():
        return False
    words = WORD.findall(fold(part))
    return any(word.startswith(forms) or word in longer for word in words)


def _joined(parts: Iterable[Piece]) -> list[Piece]:
    """Unmarked neighbours as one piece; line ends count as spaces."""
    kept: list[Piece] = []
    for piece in parts:
        text = " " if piece.text.isspace() else piece.text
        if kept and not piece.marked and not kept[-1].marked:
            kept[-1] = Piece(kept[-1].text + text)
        else:
            kept.append(Piece(text, piece.marked))
    return kept
