"""Ask the full-text index.

A question is asked three times, each time wider, until enough is found: the words as
typed (each the beginning of a word), their mutated relatives, and longer words that
hold them inside.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import sqlalchemy as sa

from slo_desktop.domain.search import LONGEST_QUESTION, MOST_WORDS
from slo_desktop.domain.values import dataclass
from slo_desktop.i18n.folding import fold, mutations
from slo_desktop.storage.models.texts import TextIndex, TextRow, TextWord
from slo_desktop.storage.search_index import KINDS, WORD, kind_and_id, span
from slo_desktop.storage.search_upkeep import keep_up

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from sqlalchemy.orm import Session

    from slo_desktop.storage.models.base import Record

INSIDE_LETTERS = 3
"""Letters from which on a word is also looked for inside longer words."""

MOST_LONGER_WORDS = 40
PLENTIFUL = "evidence"
OTHERS = (span("attachment")[0], span("self_review")[1])
MOST_OTHERS = 2000
ASK = sa.text(
    "SELECT rowid FROM text_search WHERE text_search MATCH :question"
    " AND rowid BETWEEN :lowest AND :highest ORDER BY rowid DESC LIMIT :most"
)
MATCHING = sa.text("SELECT rowid FROM text_search WHERE text_search MATCH :question")


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody typed, as the index understands it.

    Attributes:
        words: the folded words.
        forms: per word, itself and its mutated relatives.
        longer: per word, longer words that hold it inside.
    """

    words: tuple[str, ...]
    forms: tuple[tuple[str, ...], ...]
    longer: tuple[tuple[str, ...], ...]

    @property
    def widening(self) -> tuple[str, ...]:
        """The same question, each time wider, in the language of FTS5."""
        exact = [_beginnings([word]) for word in self.words]
        mutated = [_beginnings(forms) for forms in self.forms]
        inside = [
            " OR ".join([beginnings, *map(_quoted, longer)])
            for beginnings, longer in zip(mutated, self.longer, strict=True)
        ]
        asked = (
            " AND ".join(f"({s})" for s in said) for said in (exact, mutated, inside)
        )
        return tuple(dict.fromkeys(asked))

    @property
    def widest(self) -> str:
        """The question in its widest sense."""
        return self.widening[-1]


def _quoted(word: str) -> str:
    return f'"{" ".join(WORD.findall(word))}"'


def _beginnings(words: Collection[str]) -> str:
    return " OR ".join(f"{_quoted(word)}*" for word in words)


def understood(session: Session, text: str) -> Question | None:
    """What somebody typed, as a question; None if it holds no word.

    The index is brought up to the newest change before it is asked.
    """
    keep_up(session)
    folded = fold(text[:LONGEST_QUESTION])
    words = tuple(word for word in folded.split() if WORD.search(word))[:MOST_WORDS]
    if not words:
        return None
    return Question(
        words,
        tuple(mutations(word) for word in words),
        tuple(tuple(_longer_words(session, word)) for word in words),
    )


def _longer_words(session: Session, word: str) -> Sequence[str]:
    if len(word) < INSIDE_LETTERS or WORD.fullmatch(word) is None:
        return []
    inside = TextWord.word.contains(word, autoescape=True)
    beginning = TextWord.word.startswith(word, autoescape=True)
    query = sa.select(TextWord.word).where(inside, ~beginning).order_by(TextWord.word)
    return session.scalars(query.limit(MOST_LONGER_WORDS)).all()


def answers(
    session: Session, question: Question, most: int
) -> dict[str, dict[int, bool]]:
    """Ids of the records that answer, by kind, and whether each does so exactly.

    Exact answers come first, and the newest first among them. Evidence is asked
    apart: there is far more of it than of anything else.

    Args:
        session: reads only.
        question: what to look for.
        most: how many of one kind are wanted.
    """
    found: dict[str, dict[int, bool]] = {kind: {} for kind in KINDS}
    for width, asked in enumerate(question.widening):
        if len(found[PLENTIFUL]) < most:
            _collect(session, asked, span(PLENTIFUL), most, width, found)
        _collect(session, asked, OTHERS, MOST_OTHERS, width, found)
    return {kind: _first(ids, most) for kind, ids in found.items() if ids}


def _collect(
    session: Session,
    asked: str,
    between: tuple[int, int],
    most: int,
    width: int,
    found: dict[str, dict[int, bool]],
) -> None:
    limits = {"lowest": between[0], "highest": between[1], "most": most}
    for number in session.scalars(ASK, {"question": asked, **limits}).all():
        kind, record_id = kind_and_id(number)
        found[kind].setdefault(record_id, width == 0)


def _first(ids: dict[int, bool], most: int) -> dict[int, bool]:
    return dict(itertools.islice(ids.items(), most))


def ids_matching(session: Session, kind: type[Record], text: str) -> sa.Select[int]:
    """Ids of the records of one kind that answer a question, for use in a list.

    Every word counts, in either language and in any of a record's texts; a question
    without words finds everything that has a text.
    """
    question = understood(session, text)
    query = sa.select(TextRow.record_id).where(TextRow.record == kind.__tablename__)
    if question is None:
        return query
    lowest, highest = span(kind.__tablename__)
    asked = MATCHING.bindparams(question=question.widest).columns(rowid=sa.Integer)
    return query.where(TextRow.id.between(lowest, highest), TextRow.id.in_(asked))


def texts_of_records(
    session: Session, kind: str, ids: Collection[int]
) -> dict[int, list[TextIndex]]:
    """The indexed texts of some records of one kind, in a fixed order."""
    query = (
        sa.select(TextIndex)
        .where(TextIndex.record == kind, TextIndex.record_id.in_(ids))
        .order_by(TextIndex.record_id, TextIndex.id)
    )
    found: dict[int, list[TextIndex]] = {}
    for text in session.scalars(query):
        found.setdefault(text.record_id, []).append(text)
    return found
