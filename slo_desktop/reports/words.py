"""What one column of a report says: every word, date and sum in one language."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from slo_desktop.domain.bilingual import TextState
from slo_desktop.domain.governors import Naming, Standing
from slo_desktop.domain.languages import Language
from slo_desktop.domain.plan import ActionStatus
from slo_desktop.domain.values import dataclass
from slo_desktop.i18n import dates, labels, lists, numbers
from slo_desktop.i18n.catalogues import N_, say

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from slo_desktop.domain.bilingual import Bilingual
    from slo_desktop.domain.evidence import Worked
    from slo_desktop.domain.governors import Impact
    from slo_desktop.domain.plan import CriterionState
    from slo_desktop.domain.school_year import TermKey

NAMING = {
    Naming.ROLES: N_("Staff are named by role."),
    Naming.INITIALS: N_("Staff are named by their initials."),
    Naming.NAMES: N_("Staff are named in full, because the school chose so."),
}
LATE = N_("Late")


@dataclass(frozen=True, slots=True)
class Piece:
    """A text as one column prints it.

    Attributes:
        text: in the column's language, or the other one where that is all there is.
        language: the language `text` is really in.
        missing: somebody still has to write it in this column's language.
    """

    text: str
    language: Language
    missing: bool


@dataclass(frozen=True, slots=True)
class Column:
    """One language of a report; `alone` when the other does not stand beside it."""

    language: Language
    alone: bool

    def piece(self, value: Bilingual) -> Piece:
        """A text for this column, never silently in the other language."""
        shown = value.shown(self.language)
        return Piece(shown.text, shown.language, self.is_missing(value))

    def is_missing(self, value: Bilingual) -> bool:
        """Whether somebody still has to write it in this language."""
        return value.state(self.language) is TextState.MISSING

    def is_told(self, texts: Sequence[Bilingual]) -> bool:
        """Whether a mark at the first of these texts speaks for all of them."""
        first, *others = texts
        known = (text for text in others if not text.is_empty)
        return self.is_missing(first) and (
            self.alone or all(map(self.is_missing, known))
        )

    def name(self, value: Bilingual) -> str:
        """A name or label, in the other language where it must be."""
        return value.shown(self.language).text

    def names(self, values: Sequence[Bilingual]) -> str:
        """Names as a list, each of them once; with how many, where several bear it.

        What one language tells apart (*Athro*, *Athrawes*) may be one word in the
        other: with the number both speak of as many people. What is not translated
        is left to `untranslated`.

        Roles and groups are ordinary words, which Welsh mutates after *a*; the name of
        a person is the same in both languages, and stays.
        """
        known = [value for value in values if not self.is_missing(value)]
        bearers = Counter(map(self.name, known))
        values_by_name = {self.name(value): value for value in known}
        last = next(reversed(values_by_name.values()), None)
        is_word = last is not None and not _is_same_in_both(last)
        counted = (_counted(name, count) for name, count in bearers.items())
        return lists.join_and(counted, self.language, mutate=is_word)

    def untranslated(self, values: Sequence[Bilingual]) -> Counter[Bilingual]:
        """Names that this language lacks, and how many bear each of them."""
        return Counter(filter(self.is_missing, values))

    def paragraphs(self, piece: Piece, lead: str = "") -> Markup:
        """Plain text as paragraphs and line breaks, marked where it is foreign.

        Args:
            piece: the text.
            lead: what it is, in this column's language, said before its first words.
        """
        blocks = (block for block in piece.text.split("\n\n") if block.strip())
        said = [self._marked(block, piece.language) for block in blocks]
        if lead:
            said[0] = Markup("<b>{}.</b> {}").format(lead, said[0])
        return Markup("").join(map(Markup("<p>{}</p>").format, said))

    def _marked(self, block: str, language: Language) -> Markup:
        lines = Markup("<br/>").join(map(escape, block.split("\n")))
        if language is self.language:
            return lines
        return Markup('<span lang="{}">{}</span>').format(language.value, lines)

    def long_date(self, day: dt.date) -> str:
        """22 Tachwedd 2026."""
        return dates.long_date(day, self.language)

    def medium_date(self, day: dt.date) -> str:
        """22 Tach 2026."""
        return dates.medium_date(day, self.language)

    def period(self, start: dt.date, end: dt.date | None) -> str:
        """22–24 Tach 2026."""
        return dates.date_range(start, end, self.language)

    def hours(self, minutes: int) -> str:
        """1.5 awr."""
        return numbers.hours(minutes, self.language)

    def money(self, pence: int | None) -> str:
        """£1,250."""
        return numbers.money(pence, self.language)

    def standing(self, standing: Standing) -> str:
        """The word for a status; late stands in place of any open one."""
        if standing is Standing.LATE:
            return say(LATE, self.language)
        return labels.status_label(ActionStatus(standing.value), self.language)

    def criterion(self, state: CriterionState) -> str:
        """How far a success criterion is met."""
        return labels.criterion_label(state, self.language)

    def worked(self, worked: Worked) -> str:
        """Whether it worked."""
        return labels.worked_label(worked, self.language)

    def impact(self, impact: Impact) -> str:
        """At which level learning had an impact, and when somebody judged so."""
        level = self.name(impact.level)
        judged = impact.judged_on
        return f"{level}, {self.medium_date(judged)}" if judged else level

    def term(self, term: TermKey) -> str:
        """Name of a term."""
        return labels.term_label(term, self.language)

    def naming(self, naming: Naming) -> str:
        """How people are spoken of, in a sentence."""
        return say(NAMING[naming], self.language)


def _counted(name: str, count: int) -> str:
    return f"{name} ({count})" if count > 1 else name


def _is_same_in_both(value: Bilingual) -> bool:
    return value.text(Language.CY) == value.text(Language.EN)
