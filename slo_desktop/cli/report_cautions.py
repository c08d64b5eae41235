"""What the verb `report` says of a paper beside that it is ready."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from slo_desktop import paths
from slo_desktop.domain.governors import Layout
from slo_desktop.domain.languages import Language
from slo_desktop.i18n.catalogues import N_
from slo_desktop.reports.fonts import folder as fonts
from slo_desktop.reports.gaps import PARTS, gaps_of
from slo_desktop.reports.letters import holes
from slo_desktop.services.governors import names_in_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

    from slo_desktop.cli.launch import Launch
    from slo_desktop.domain.governors import GovernorsReport

NAMES = N_("Names or initials in the texts: %(count)s")
PHOTOS = N_("Photos that stay in the school: %(count)s")
HOLES = N_("Characters that cannot be printed: %(count)s")
SIGN = N_("In their place stands [?].")


def cautions(
    launch: Launch, session: Session, report: GovernorsReport, layout: Layout
) -> list[str]:
    """What somebody should look at before the paper goes out, a line each."""
    return [
        *_names(launch, session, report),
        *_photos(launch, report),
        *_gaps(launch, report, layout),
        *_holes(launch, report),
    ]


def _names(launch: Launch, session: Session, report: GovernorsReport) -> Iterator[str]:
    places: dict[str, list[str]] = defaultdict(list)
    for found in names_in_text(session, report):
        places[found.name].append(found.ref)
    if places:
        count = launch.words(NAMES, count=sum(map(len, places.values())))
        where = (f"{name}: {', '.join(refs)}" for name, refs in sorted(places.items()))
        yield f"{count} ({'; '.join(where)})."


def _photos(launch: Launch, report: GovernorsReport) -> Iterator[str]:
    if report.photos_kept_back:
        yield f"{launch.words(PHOTOS, count=report.photos_kept_back)}."


def _gaps(launch: Launch, report: GovernorsReport, layout: Layout) -> Iterator[str]:
    mine = launch.language
    one = layout in {Layout.CY, Layout.EN}
    printed = [Language(layout.value)] if one else list(Language)
    for gaps in gaps_of(report, printed):
        yield f"{gaps.head(mine)} ({gaps.places(mine)})."


def _holes(launch: Launch, report: GovernorsReport) -> Iterator[str]:
    if found := holes(report, fonts(paths.assets())):
        places = (ref or launch.words(PARTS[place]) for place, ref in found)
        count = launch.words(HOLES, count=sum(found.values()))
        yield f"{count} ({', '.join(places)}). {launch.words(SIGN)}"
