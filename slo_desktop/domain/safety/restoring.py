"""What a restore would change, how far it is, and how it ended."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from slo_desktop.domain.values import dataclass

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from slo_desktop.domain.bilingual import Bilingual
    from slo_desktop.domain.safety.backups import Kept, Manifest

KINDS = (
    "evidence",
    "attachment",
    "priority",
    "action",
    "learning",
    "person",
    "meeting",
)
"""Tables whose records a person counts, in the order of the rail."""
RECORDS = frozenset(KINDS) - {"attachment"}
"""Those of them that every page calls records; files are counted beside them."""


class Here(StrEnum):
    """What the folder holds that a backup would be put into."""

    NOTHING = "nothing"
    SCHOOL = "school"
    DAMAGED = "damaged"


class Step(StrEnum):
    """What a restore is doing."""

    SAFETY = "safety"
    READING = "reading"
    CHECKING = "checking"
    PLACING = "placing"


class Ending(StrEnum):
    """How a restore ended.

    `FINISHED` and `DROPPED` were decided by the next start, after an interruption.
    """

    RESTORED = "restored"
    FINISHED = "finished"
    DROPPED = "dropped"
    FAILED = "failed"
    BUSY = "busy"


@dataclass(frozen=True, slots=True, kw_only=True)
class KindCount:
    """Records of one kind, those in the bin left out.

    Attributes:
        kind: table name.
        here: in the folder now.
        there: in the backup.
        gained: only in the backup.
        lost: only in the folder.
    """

    kind: str
    here: int
    there: int
    gained: int
    lost: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """Changes that only one of the two has."""

    changes: int = 0
    first: dt.datetime | None = None
    last: dt.datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What a backup holds, and what would change if it were restored.

    Attributes:
        name: of the file.
        manifest: what the file says of itself.
        here: what the folder holds now.
        school: name of the school in the backup.
        school_here: name of the school in the folder.
        another_school: whether the two are not the same one.
        kinds: records of each kind.
        lost: work in the folder that the backup does not have.
        gained: work in the backup that the folder does not have.
        newest: when the newest change in the backup was made.
        newest_here: the same for the folder.
        differing: records of the backup that are not as they were kept.
        absent: attached files that were gone already when the backup was made.
        returning: erasures made in the folder that the backup knows nothing of.
    """

    name: str
    manifest: Manifest
    here: Here
    school: Bilingual
    school_here: Bilingual | None
    another_school: bool
    kinds: tuple[KindCount, ...]
    lost: Work
    gained: Work
    newest: dt.datetime | None
    newest_here: dt.datetime | None
    differing: int = 0
    absent: int = 0
    returning: int = 0

    @property
    def is_same(self) -> bool:
        """Whether a restore would change no record at all."""
        is_school = self.here is Here.SCHOOL and not self.another_school
        return is_school and not (self.lost.changes or self.gained.changes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Laid:
    """A data file that was proven and lies ready beside the folder's own files.

    Attributes:
        folder: where it lies.
        sha256: of the data file as it lies there.
        safety: the backup of what the folder holds; None where it holds nothing.
    """

    folder: Path
    sha256: str
    safety: Kept | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared(Laid):
    """A backup that was proven and lies ready.

    Attributes:
        manifest: what it says of itself.
    """

    manifest: Manifest


@dataclass(frozen=True, slots=True, kw_only=True)
class RestoreNote:
    """What became of the last restore.

    Attributes:
        ending: how it ended.
        school: name of the school that was restored.
        made_at: when its backup was made.
        safety: file name of the backup made before it, which takes it back.
        chain: hash of the newest change right after it.
        told: whether somebody has been told.
        own: nothing was restored: the invented school made room for somebody's own,
            and `school` and `made_at` are of the backup that it is kept in.
    """

    ending: Ending
    school: str = ""
    made_at: dt.datetime | None = None
    safety: str | None = None
    chain: str | None = None
    told: bool = False
    own: bool = False
