"""What each template of the privacy pages is given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from slo_desktop.domain.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from slo_desktop.domain.history import Named
    from slo_desktop.domain.privacy.disposal import DisposalEntry
    from slo_desktop.domain.privacy.erasing import ErasePlan, HeldOutside
    from slo_desktop.domain.privacy.exporting import (
        Everything,
        Exported,
        OtherPerson,
    )
    from slo_desktop.domain.privacy.retention import Category, Due, Period
    from slo_desktop.web.privacy.forms import EraseForm, KeepForm, PeriodsForm


@dataclass(frozen=True, slots=True, kw_only=True)
class PrivacyPage:
    """privacy/index.html.

    Attributes:
        back: what was erased once and is here again after a restore.
        kinds: what kinds of records are called.
    """

    title: str
    due: int
    back: Sequence[Named]
    kinds: Mapping[str, str]
    periods: Sequence[Period]
    form: PeriodsForm
    erased: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DueRow:
    """One record whose time is up.

    Attributes:
        kind: what its kind is called.
        url: its page, if it has one.
    """

    due: Due
    kind: str
    url: str | None

    @property
    def key(self) -> str:
        """Names it in a form."""
        return f"{self.due.record.kind}:{self.due.record.number}"


@dataclass(frozen=True, slots=True, kw_only=True)
class DueGroup:
    """What is due of one category; `more` is how many are not listed."""

    category: Category
    years: int
    rows: Sequence[DueRow]
    more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewPage:
    """privacy/review.html.

    Attributes:
        problem: why nothing was done, where it is no field's fault.
    """

    title: str
    groups: Sequence[DueGroup]
    form: KeepForm
    ticked: frozenset[str]
    problem: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasePage:
    """privacy/erase.html.

    Attributes:
        keys: what is asked for, as the form sends it back.
        kinds: what kinds of records are called.
        pages: addresses of records, by kind and number.
        ticked: records that are to lose the name.
        back_url: where Cancel leads.
        button: names the act.
    """

    title: str
    plan: ErasePlan
    form: EraseForm
    keys: Sequence[str]
    kinds: Mapping[str, str]
    pages: Mapping[str, str]
    ticked: frozenset[str]
    back_url: str
    button: str

    @property
    def is_person(self) -> bool:
        """Whether somebody is erased, and not only a record."""
        return any(subject.kind == "person" for subject in self.plan.subjects)


@dataclass(frozen=True, slots=True, kw_only=True)
class LogPage:
    """privacy/log.html.

    Attributes:
        new: uids of the lines that were written a moment ago.
        outside: known places elsewhere that may still hold what went.
        kinds: what kinds of records are called.
    """

    title: str
    entries: Sequence[DisposalEntry]
    new: frozenset[str]
    outside: Sequence[HeldOutside]
    kinds: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class EverythingPage:
    """privacy/everything.html."""

    title: str
    number: int
    found: Everything
    others: Sequence[OtherPerson]
    kinds: Mapping[str, str]
    pages: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkPage:
    """privacy/work.html: an export on its way, or made.

    Attributes:
        key: names the job.
        state: word of `JobState`.
        problem: what went wrong, as a sentence.
        made: what went in.
        name: file name that is offered.
        saved: where it was saved from the window.
        back_url: where it was asked for.
    """

    title: str
    key: str
    state: str
    problem: str | None
    made: Exported | None
    name: str
    saved: str | None
    has_window: bool
    back_url: str
