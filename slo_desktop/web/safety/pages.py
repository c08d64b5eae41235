"""What each template of safety is given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from slo_desktop.domain.values import dataclass

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from slo_desktop.domain.safety.backups import Reason
    from slo_desktop.domain.safety.standing import Standing
    from slo_desktop.domain.safety.watching import Watched
    from slo_desktop.web.safety.forms import (
        ChangeForm,
        CopyForm,
        FolderForm,
        PassphraseForm,
        SheetForm,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceCard:
    """One kind of place, with what there is in it.

    Attributes:
        kind: `here`, `device` or `away`.
        days: how many days old the newest copy is.
        fresh: whether it is new enough to count.
        fault: why nothing was copied there, as a sentence.
        form: chooses the folder; None on this computer.
    """

    kind: str
    name: str
    count: int
    newest_at: dt.datetime | None
    days: int
    fresh: bool
    path: str | None
    seen_at: dt.datetime | None
    fault: str | None
    same_disk: bool
    by_hand: bool
    form: FolderForm | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DiskLine:
    """Whether the disk of this computer is encrypted."""

    words: str
    icon: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One part of three-two-one.

    Attributes:
        wanted: what the rule asks for, as words.
        found: how many there are.
        kept: whether that is enough.
    """

    wanted: str
    found: int
    kept: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupRow:
    """One automatic backup."""

    name: str
    made_at: dt.datetime
    reason: Reason
    why: str
    records: int
    files: int
    size: int
    proven_at: dt.datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BrokenRow:
    """A file among the backups that cannot be used."""

    name: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class JobBox:
    """Work that is being done, or what came of it.

    Attributes:
        key: names the job.
        state: word of `JobState`.
        doing: what is being done, as a sentence.
        lines: what came of it, as sentences.
        is_good: whether all of it went well.
        file: name of a file that waits to be downloaded.
        percent: how far it is.
    """

    key: str
    state: str
    doing: str
    lines: Sequence[str] = ()
    is_good: bool = True
    file: str | None = None
    percent: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SafetyPage:
    """safety/safety.html.

    Attributes:
        verdict: how safe the work is, in a sentence.
        is_good: whether nothing is left to do.
        cares: what somebody should do, as sentences.
        waiting: changes that are in no backup yet.
        key_name: of the school's key, if it has one.
        key_is_damaged: whether a part of it cannot be read.
        has_window: whether the computer's own dialogs can be shown.
        watched: the last look at the whole folder.
    """

    title: str
    verdict: str
    is_good: bool
    cares: Sequence[str]
    standing: Standing
    rules: Sequence[Rule]
    places: Sequence[PlaceCard]
    disk: DiskLine
    waiting: int
    rows: Sequence[BackupRow]
    broken: Sequence[BrokenRow]
    job: JobBox | None
    key_name: str | None
    key_is_damaged: bool
    change: ChangeForm
    copy: CopyForm
    has_window: bool
    watched: Watched | None


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyPage:
    """safety/key.html: the steps of a set-up, one at a time.

    Attributes:
        step: `passphrase`, `making` or `paper`.
        suggestions: passphrases that may be taken, with their language.
        job: while the key is being made.
        key_name: of the key that is being set up.
        replaces: name of the key that the school has already.
        holes: characters of the school's name that the sheet cannot print.
        was_fetched: whether the sheet was saved.
        has_window: whether the computer's own dialogs can be shown.
    """

    title: str
    step: str
    form: PassphraseForm
    sheet: SheetForm
    suggestions: Sequence[tuple[str, str]]
    job: JobBox | None
    key_name: str | None
    replaces: str | None
    holes: int
    was_fetched: bool
    has_window: bool
