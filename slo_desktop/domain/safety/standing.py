"""How safe the work is, in facts that a page can say in words: the 3-2-1 rule.

Three copies, on two devices, one of them away from school. A copy of long ago counts
as none, and the page says how old it is.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from slo_desktop.domain.errors import SloError
from slo_desktop.domain.safety.backups import Place
from slo_desktop.domain.values import dataclass

FRESH = {
    Place.HERE: dt.timedelta(days=7),
    Place.DEVICE: dt.timedelta(days=14),
    Place.AWAY: dt.timedelta(days=30),
}
"""How old the newest copy in each kind of place may be before it counts as none."""
PROOF_HOLDS = dt.timedelta(days=45)
"""The program proves one a month; a fortnight more means that it could not."""


class PlaceFault(StrEnum):
    """Why nothing was copied to a place."""

    GONE = "gone"
    OTHER = "other"
    FULL = "full"
    REFUSED = "refused"
    NO_KEY = "no-key"
    FAILED = "failed"


class Care(StrEnum):
    """What somebody should do; the most urgent comes first."""

    BACKUP_FAILED = "backup-failed"
    TRIAL_FAILED = "trial-failed"
    CLOCK_ODD = "clock-odd"
    NOTHING_HERE = "nothing-here"
    NO_KEY = "no-key"
    NOTHING_ELSEWHERE = "nothing-elsewhere"
    NOTHING_AWAY = "nothing-away"
    PLACE_MISSING = "place-missing"
    NOT_PROVEN = "not-proven"


class DiskRefusedError(SloError):
    """A disk did not take or give what was asked of it.

    Attributes:
        fault: why, as a person would say it.
    """

    def __init__(self, fault: PlaceFault) -> None:
        super().__init__(fault)
        self.fault = fault


@dataclass(frozen=True, slots=True, kw_only=True)
class Copies:
    """What there is in one kind of place.

    Attributes:
        place: which kind.
        count: how many copies; of a place that is not there now, as last seen.
        newest_at: when the newest was made.
        path: the folder, where one was chosen.
        seen_at: when that folder was last there.
        fault: why the last copy was not made.
        same_disk: whether it lies on the disk of the work itself.
        by_hand: whether the newest is a complete copy that somebody took away, so that
            the program has only their word for it.
    """

    place: Place
    count: int = 0
    newest_at: dt.datetime | None = None
    path: str | None = None
    seen_at: dt.datetime | None = None
    fault: PlaceFault | None = None
    same_disk: bool = False
    by_hand: bool = False

    def is_fresh(self, now: dt.datetime) -> bool:
        """Whether the newest copy is new enough to count."""
        return self.newest_at is not None and now - self.newest_at <= FRESH[self.place]


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How safe the work is now.

    Attributes:
        now: the time this was asked.
        here: automatic backups on this computer.
        device: copies on another device.
        away: copies away from school.
        proven_at: when a backup was last restored for trial, whole and right.
        changed_at: when something was last changed.
        has_key: whether copies that leave the computer can be sealed.
        failed: whether the last automatic backup could not be made.
        trial_failed: whether the last trial restore did not end well.
        clock_is_odd: whether the clock says that work or a backup is of the future.
        has_work: whether there is anything to lose yet.
    """

    now: dt.datetime
    here: Copies
    device: Copies
    away: Copies
    proven_at: dt.datetime | None = None
    changed_at: dt.datetime | None = None
    has_key: bool = False
    failed: bool = False
    trial_failed: bool = False
    clock_is_odd: bool = False
    has_work: bool = True

    @property
    def all(self) -> tuple[Copies, Copies, Copies]:
        """From the nearest to the farthest."""
        return (self.here, self.device, self.away)

    @property
    def newest_at(self) -> dt.datetime | None:
        """When the newest copy anywhere was made."""
        times = [one.newest_at for one in self.all if one.newest_at]
        return max(times, default=None)

    @property
    def copies(self) -> int:
        """How many places hold a copy that counts, the work itself included."""
        return 1 + sum(one.is_fresh(self.now) for one in self.all)

    @property
    def devices(self) -> int:
        """How many devices that is: this computer, and every place outside it."""
        return 1 + sum(self._is_apart(one) for one in (self.device, self.away))

    def _is_apart(self, one: Copies) -> bool:
        on_this = one.same_disk and one.place is Place.DEVICE and not one.by_hand
        return one.is_fresh(self.now) and not on_this

    @property
    def is_away(self) -> bool:
        """Whether a copy that counts is away from school."""
        return self.away.is_fresh(self.now)

    @property
    def keeps_the_rule(self) -> bool:
        """Three copies, two devices, one away."""
        return self.copies >= 3 and self.devices >= 2 and self.is_away  # noqa: PLR2004  the rule's own figures

    def cares(self) -> tuple[Care, ...]:
        """What should be done, the most urgent first; nothing in an empty school."""
        if not self.has_work:
            return ()
        found = {
            Care.BACKUP_FAILED: self.failed,
            Care.TRIAL_FAILED: self.trial_failed,
            Care.CLOCK_ODD: self.clock_is_odd,
            Care.NOTHING_HERE: self.here.newest_at is None and not self.failed,
            Care.NO_KEY: not self.has_key,
            Care.NOTHING_ELSEWHERE: self.devices == 1,
            Care.NOTHING_AWAY: self.devices > 1 and not self.is_away,
            Care.PLACE_MISSING: any(map(self._is_missed, (self.device, self.away))),
            Care.NOT_PROVEN: self._proof_is_old and not self.trial_failed,
        }
        return tuple(care for care, is_so in found.items() if is_so)

    def _is_missed(self, one: Copies) -> bool:
        """A stick lies in a drawer on most days; that is no fault while it is fresh."""
        if one.fault is PlaceFault.GONE and one.is_fresh(self.now):
            return False
        return one.fault is not None

    @property
    def _proof_is_old(self) -> bool:
        if self.proven_at is None:
            return self.here.newest_at is not None
        return self.now - self.proven_at > PROOF_HOLDS
