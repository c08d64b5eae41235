"""Evidence: write it down, file it, tie it to what it shows and serves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from slo_desktop.domain.bilingual import tidy
from slo_desktop.domain.errors import BadDatesError, RecordNotFoundError
from slo_desktop.domain.evidence import (
    EvidenceState,
    first_words,
)
from slo_desktop.services.attachments import attach, detach, find_shown
from slo_desktop.services.records import (
    edit,
    find,
    put_in_bin,
    refuse_binned,
    restore,
    with_records,
    with_texts,
)
from slo_desktop.services.refs import next_evidence_ref
from slo_desktop.storage.models.evidence import Attachment, Evidence

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping

    from sqlalchemy.orm import Session

    from slo_desktop.domain.attachments import StoredObject
    from slo_desktop.domain.bilingual import Bilingual, Mark
    from slo_desktop.domain.languages import Language


def record_evidence(
    session: Session,
    values: Mapping[str, Any],
    *,
    now: dt.datetime,
    state: EvidenceState = EvidenceState.FILED,
) -> Evidence:
    """Write down a piece of evidence.

    Args:
        session: a signed session.
        values: fields as `edit_evidence` takes them; `happened_on` is among them.
        now: when it is written down.
        state: whether it is filed already.

    Raises:
        BadDatesError: it ended before it began.
        RecordNotFoundError: it names somebody or something that is not here.
    """
    built = with_texts(Evidence, with_records(session, Evidence, values))
    built.setdefault("ref", next_evidence_ref(session, built["happened_on"]))
    evidence = Evidence(logged_at=now, state=state, **built)
    _check_dates(evidence)
    session.add(evidence)
    session.flush()
    return evidence


def quick_capture(
    session: Session,
    text: str,
    *,
    language: Language,
    now: dt.datetime,
    today: dt.date,
    ties: Mapping[str, Any] | None = None,
) -> Evidence:
    """Keep a quick note; it waits in the inbox until somebody files it.

    A short note is a title. A longer one is kept whole as the note, and its first
    words are the title. One that says which element it shows is filed already.

    Args:
        session: a signed session.
        text: what was written.
        language: which language it is in.
        now: when it is written down.
        today: when it happened, unless the ties say so.
        ties: fields as `edit_evidence` takes them.
    """
    note = tidy(text)
    title = first_words(note)
    values = {"happened_on": today, **(ties or {}), f"title_{language}": title}
    if title != note:
        values[f"note_{language}"] = note
    is_filed = bool(values.get("elements"))
    state = EvidenceState.FILED if is_filed else EvidenceState.INBOX
    return record_evidence(session, values, now=now, state=state)


def edit_evidence(
    session: Session, number: int, *, rev: int | None, changes: Mapping[str, Any]
) -> Evidence:
    """Change some fields of a piece of evidence.

    Args:
        session: a signed session.
        number: which.
        rev: revision the person saw.
        changes: new values by field, as `services/records.py` takes them, but people,
            priorities and actions by their numbers, and elements by their codes.

    Raises:
        CollisionError: somebody changed it since it was opened.
        BadDatesError: it would end before it began.
    """
    evidence = find(session, Evidence, number)
    _check_dates(evidence, changes)
    changes = with_records(session, Evidence, changes)
    return edit(session, evidence, rev=rev, changes=changes)


def file_it(session: Session, number: int) -> Evidence:
    """Take a quick note out of the inbox."""
    changes = {"state": EvidenceState.FILED}
    return edit(session, find(session, Evidence, number), rev=None, changes=changes)


def link(session: Session, number: int, **more: Iterable[Any]) -> Evidence:
    """Tie a piece of evidence to more elements, people, priorities or actions.

    Args:
        session: a signed session.
        number: which evidence.
        more: codes of `elements`; numbers of `people`, `priorities`, `actions`.
    """
    evidence = find(session, Evidence, number)
    targets = with_records(session, Evidence, more)
    changes = {name: set(getattr(evidence, name)) | targets[name] for name in targets}
    return edit(session, evidence, rev=None, changes=changes)


def unlink(session: Session, number: int, **less: Iterable[Any]) -> Evidence:
    """Untie a piece of evidence from elements, people, priorities or actions."""
    evidence = find(session, Evidence, number)
    targets = with_records(session, Evidence, less)
    changes = {name: set(getattr(evidence, name)) - targets[name] for name in targets}
    return edit(session, evidence, rev=None, changes=changes)


def bin_evidence(session: Session, number: int) -> Evidence:
    """Put a piece of evidence in the bin."""
    evidence = find(session, Evidence, number)
    put_in_bin(session, evidence)
    return evidence


def restore_evidence(session: Session, number: int) -> Evidence:
    """Bring a piece of evidence back from the bin."""
    evidence = find(session, Evidence, number)
    restore(session, evidence)
    return evidence


def mark_text(
    session: Session,
    number: int,
    field: str,
    language: Language,
    mark: Mark | None,
) -> Evidence:
    """Decide about one language of a text; any decision says that it fits the other.

    Args:
        session: a signed session.
        number: which evidence.
        field: `title` or `note`.
        language: the language that is decided about.
        mark: the decision; None takes one back.
    """
    evidence = find(session, Evidence, number)
    text: Bilingual = getattr(evidence, field)
    changes = {field: text.with_mark(language, mark)}
    return edit(session, evidence, rev=None, changes=changes)


def attach_file(
    session: Session, number: int, kept: StoredObject, *, name: str
) -> Attachment:
    """Put a kept file beside a piece of evidence.

    Raises:
        FileThereError: the same file stands there already.
    """
    evidence = find(session, Evidence, number)
    refuse_binned(evidence)
    return attach(session, evidence, kept, name=name)


def edit_file(
    session: Session,
    number: int,
    file: int,
    *,
    rev: int | None,
    changes: Mapping[str, Any],
) -> Attachment:
    """Change what is known about a file: caption, consent, whether it may leave."""
    attachment = _file_of(session, number, file)
    return edit(session, attachment, rev=rev, changes=changes)


def detach_file(session: Session, number: int, file: int) -> None:
    """Take a file off a piece of evidence."""
    attachment = _file_of(session, number, file)
    detach(session, find(session, Evidence, number), attachment)


def _file_of(session: Session, number: int, file: int) -> Attachment:
    attachment, evidence = find_shown(session, file), find(session, Evidence, number)
    refuse_binned(evidence)
    if attachment not in evidence.attachments:
        raise RecordNotFoundError(Attachment.__tablename__, file)
    return attachment


def _check_dates(evidence: Evidence, changes: Mapping[str, Any] | None = None) -> None:
    coming = changes or {}
    start = coming.get("happened_on", evidence.happened_on)
    end = coming.get("happened_until", evidence.happened_until)
    if end is not None and start is not None and end < start:
        raise BadDatesError(start, end)
