"""What a report says on page one of the texts that one language lacks."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from slo_desktop.domain.governors import Place
from slo_desktop.domain.languages import Language
from slo_desktop.domain.values import dataclass
from slo_desktop.i18n.catalogues import N_, say

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from slo_desktop.domain.governors import GovernorsReport

PARTS = {
    Place.PLAN: N_("Plan"),
    Place.EVIDENCE: N_("Evidence"),
    Place.LEARNING: N_("Professional learning"),
    Place.SCHOOL: N_("Name of the school"),
    Place.STAFF: N_("Staff roles"),
}
"""Parts of a report, in order."""
LACKS = {
    (Language.CY, False): N_("no Welsh"),
    (Language.EN, False): N_("no English"),
    (Language.CY, True): N_("Welsh"),
    (Language.EN, True): N_("English"),
}
HEADS = {False: N_("Items not translated"), True: N_("Translations out of date")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Gaps:
    """Texts that are missing, or out of date, in the languages of a paper.

    Attributes:
        counts: by language, how many in each part that has any.
    """

    stale: bool
    counts: Mapping[Language, Mapping[Place, int]]
    is_told_by_language: bool

    def head(self, language: Language) -> str:
        """Eitemau heb eu cyfieithu: 3."""
        total = sum(sum(parts.values()) for parts in self.counts.values())
        return f"{say(HEADS[self.stale], language)}: {total}"

    def places(self, language: Language) -> str:
        """Heb Saesneg: Cynllun 1, Tystiolaeth 2; heb Gymraeg: Tystiolaeth 4."""
        return "; ".join(
            f"{self._lacks(lacking, language)}{_listed(parts, language)}"
            for lacking, parts in self.counts.items()
            if parts
        )

    def _lacks(self, lacking: Language, language: Language) -> str:
        if not self.is_told_by_language:
            return ""
        return f"{say(LACKS[lacking, self.stale], language)}: "


def gaps_of(report: GovernorsReport, printed: Collection[Language]) -> tuple[Gaps, ...]:
    """What a paper in these languages lacks: the missing texts, then the stale ones."""
    found = [gap for gap in report.gaps() if gap.language in printed]
    return tuple(
        Gaps(
            stale=stale,
            counts={
                language: Counter(
                    gap.place
                    for gap in found
                    if gap.stale is stale and gap.language is language
                )
                for language in printed
            },
            is_told_by_language=len(printed) > 1,
        )
        for stale in sorted({gap.stale for gap in found})
    )


def _listed(parts: Mapping[Place, int], language: Language) -> str:
    return ", ".join(
        f"{say(word, language)}\u00a0{parts[place]}"
        for place, word in PARTS.items()
        if parts.get(place)
    )
