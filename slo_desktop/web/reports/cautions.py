"""What somebody should look at before the report goes out, and where to mend it."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, TypeAlias

from flask import url_for
from flask_babel import gettext as _

from slo_desktop import paths
from slo_desktop.domain.governors import Place
from slo_desktop.domain.languages import Language
from slo_desktop.i18n.catalogues import N_
from slo_desktop.reports.fonts import folder as fonts
from slo_desktop.reports.gaps import PARTS
from slo_desktop.reports.letters import holes
from slo_desktop.services.governors import names_in_text
from slo_desktop.storage.governors import records_by_ref
from slo_desktop.web.records import page_of
from slo_desktop.web.reports.pages import Lacking, Spot, Warnings

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy.orm import Session

    from slo_desktop.domain.governors import Gap, GovernorsReport

    Addresses: TypeAlias = Mapping[str, str | None]

WITHOUT_NUMBER = {Place.SCHOOL: "school.settings", Place.STAFF: "people.index"}
"""Where a text is written that belongs to no record of the report."""
LACKS = {
    (Language.CY, False): N_("no Welsh"),
    (Language.EN, False): N_("no English"),
    (Language.CY, True): N_("Welsh out of date"),
    (Language.EN, True): N_("English out of date"),
}


def warnings(session: Session, report: GovernorsReport) -> Warnings:
    """Everything to look at in this report."""
    addresses = _addresses(session, report)
    gaps = report.gaps()
    return Warnings(
        names=names_in_text(session, report),
        addresses=addresses,
        photos_kept_back=report.photos_kept_back,
        missing=_lacking([gap for gap in gaps if not gap.stale], addresses),
        stale=_lacking([gap for gap in gaps if gap.stale], addresses),
        pupil_data=report.pupil_data,
        unprintable=_unprintable(report, addresses),
    )


def _addresses(session: Session, report: GovernorsReport) -> Addresses:
    refs = {ref for _place, ref, _text in report.texts()}
    found = records_by_ref(session, refs)
    return {ref: page_of(kind, number) for ref, (kind, number) in found.items()}


def _lacking(gaps: Sequence[Gap], addresses: Addresses) -> list[Lacking]:
    order = list(PARTS)
    parts: dict[tuple[Place, Language, bool], Counter[str]] = defaultdict(Counter)
    for gap in sorted(gaps, key=lambda gap: (order.index(gap.place), gap.language)):
        parts[gap.place, gap.language, gap.stale][gap.ref] += 1
    return [
        Lacking(
            part=_(PARTS[place]),
            lacks=_(LACKS[language, stale]),
            spots=[
                Spot(
                    words=ref,
                    url=_url(place, ref, addresses),
                    count=count,
                    lang=_foreign(place, language, stale=stale),
                )
                for ref, count in refs.items()
            ],
        )
        for (place, language, stale), refs in parts.items()
    ]


def _foreign(place: Place, lacking: Language, *, stale: bool) -> str | None:
    """Language of a name or role that stands for itself, where it is known."""
    return None if stale or place not in WITHOUT_NUMBER else lacking.other.value


def _unprintable(report: GovernorsReport, addresses: Addresses) -> list[Spot]:
    found = holes(report, fonts(paths.assets()))
    return [
        Spot(words=ref or _(PARTS[place]), url=_url(place, ref, addresses), count=count)
        for (place, ref), count in found.items()
    ]


def _url(place: Place, ref: str, addresses: Addresses) -> str | None:
    if place in WITHOUT_NUMBER:
        return url_for(WITHOUT_NUMBER[place])
    return addresses.get(ref)
