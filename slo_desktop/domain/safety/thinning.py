"""Which automatic backups may go.

All of the last two days stay; of older ones the newest of each day, week and year,
for as many days, weeks and years as have one. Days without a backup do not count, so
that neither a long holiday nor a clock that jumps ahead empties the folder. The last
one of a school that another took the place of stays as well, as no newer one holds it,
until the day that an erasure names as the last one of any backup.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from slo_desktop.domain.languages import Language

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Sequence
    from pathlib import Path

    from slo_desktop.domain.safety.backups import Kept

WHOLE_DAYS = dt.timedelta(days=2)
DAYS, WEEKS, YEARS, SCHOOLS = 30, 52, 7, 5
TOLERANCE = dt.timedelta(minutes=5)
"""How far apart two honest clocks of one computer may be."""


def newest_first(kept: Iterable[Kept]) -> list[Kept]:
    """In the order in which they were made, whatever the clock said then."""
    return sorted(
        kept,
        key=lambda one: (one.manifest.number, one.manifest.made_at, one.path.name),
        reverse=True,
    )


def clock_looks_wrong(
    now: dt.datetime,
    kept: Iterable[Kept],
    newest_change_at: dt.datetime | None = None,
) -> bool:
    """Whether something was written in what the clock calls the future.

    That is so when it is set wrong now, or was when that was written.

    Args:
        now: what the clock says.
        kept: every backup there is.
        newest_change_at: time of the newest change, where it is in no backup yet.
    """
    times = [newest_change_at]
    for one in kept:
        times += [one.manifest.made_at, one.manifest.newest_change_at]
    return any(at is not None and at > now + TOLERANCE for at in times)


def to_thin(
    kept: Iterable[Kept],
    *,
    now: dt.datetime,
    newest_change_at: dt.datetime | None = None,
) -> Sequence[Kept]:
    """The backups that may go, oldest first; none when the clock looks wrong.

    Args:
        kept: every backup there is, in any order.
        now: what the clock says.
        newest_change_at: time of the newest change, where it is in no backup yet.
    """
    ordered = newest_first(kept)
    if clock_looks_wrong(now, ordered, newest_change_at):
        return []
    stay = {one.path for one in ordered if one.manifest.made_at >= now - WHOLE_DAYS}
    stay |= {one.path for one in ordered[:1]}
    stay |= {one.path for one in last_proven(ordered)}
    stay |= _newest_of_each(ordered, _day, DAYS)
    stay |= _newest_of_each(ordered, _week, WEEKS)
    stay |= _newest_of_each(ordered, _year, YEARS)
    stay |= _newest_of_each(_lately(ordered), _school, SCHOOLS)
    return [one for one in reversed(ordered) if one.path not in stay]


def last_proven(ordered: Sequence[Kept]) -> Sequence[Kept]:
    """The newest one that was restored for trial, if any: it alone is sure."""
    return [one for one in ordered if one.proven_at is not None][:1]


def _newest_of_each(
    ordered: Sequence[Kept], span: Callable[[Kept], Hashable], most: int
) -> set[Path]:
    found: dict[Hashable, Path] = {}
    for one in ordered:
        if len(found) == most and span(one) not in found:
            break
        found.setdefault(span(one), one.path)
    return set(found.values())


def _day(kept: Kept) -> Hashable:
    return kept.manifest.made_at.date()


def _week(kept: Kept) -> Hashable:
    return kept.manifest.made_at.isocalendar()[:2]


def _year(kept: Kept) -> Hashable:
    return kept.manifest.made_at.year


def _lately(ordered: Sequence[Kept]) -> Sequence[Kept]:
    """All but those of years so long ago that an erasure says that none is left.

    Nothing tells a school that was replaced from one that only changed its name.
    """
    years = sorted({one.manifest.made_at.year for one in ordered})[-(YEARS + 1) :]
    return [one for one in ordered if one.manifest.made_at.year in years]


def _school(kept: Kept) -> Hashable:
    """The school as it was called then; nothing else in a backup tells which it is."""
    return tuple(kept.manifest.school.text(language) for language in Language)
