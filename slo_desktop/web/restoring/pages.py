"""What each template of a restore is given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from slo_desktop.domain.values import dataclass

if TYPE_CHECKING:
    from slo_desktop.domain.safety.restoring import KindCount
    from slo_desktop.web.restoring.forms import FileForm, KeyForm, SureForm


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptRow:
    """One backup in the folder.

    Attributes:
        proven: when it was last restored for trial, or that it never was.
    """

    url: str
    made: str
    reason: str
    records: int
    files: int
    proven: str
    is_proven: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class BrokenRow:
    """One file among the backups that cannot be used, and why."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoosePage:
    """restoring/choose.html.

    Attributes:
        last: what became of the last restore; None where there was none.
        can_undo: whether it can be taken back.
        undo: what the button for that says.
        has_dialog: the window asks for a file itself.
    """

    title: str
    kept: tuple[KeptRow, ...]
    broken: tuple[BrokenRow, ...]
    form: FileForm
    has_dialog: bool
    problem: str | None
    last: str | None
    can_undo: bool
    undo: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LockedPage:
    """restoring/locked.html."""

    title: str
    name: str
    form: KeyForm
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One line about a backup."""

    name: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KindRow:
    """Records of one kind on both sides."""

    label: str
    count: KindCount


@dataclass(frozen=True, slots=True, kw_only=True)
class LookPage:
    """restoring/look.html.

    Attributes:
        facts: what the file says of itself.
        lines: what would change.
        warnings: what to know before deciding.
        another: that it is another school's, with both names.
        is_first: there is no school here yet.
    """

    title: str
    name: str
    facts: tuple[Fact, ...]
    kinds: tuple[KindRow, ...]
    lines: tuple[str, ...]
    warnings: tuple[str, ...]
    another: str | None
    is_first: bool
    sure_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SurePage:
    """restoring/sure.html.

    Attributes:
        act: what the button does, named.
        lines: what happens.
        warnings: what to know before deciding, said again.
        another: that it is another school's, with both names.
    """

    title: str
    act: str
    lines: tuple[str, ...]
    warnings: tuple[str, ...]
    another: str | None
    form: SureForm
    url: str
    back_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedPage:
    """restoring/refused.html: why a backup is not restored.

    Attributes:
        name: of the backup, or of the school that stays.
        back: what to do next, and `back_url` where.
    """

    title: str
    name: str
    reason: str
    back: str
    back_url: str
