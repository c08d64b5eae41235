"""What waits for a translation, and where each text is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from slo_desktop.domain.bilingual import TextState
from slo_desktop.domain.languages import Language
from slo_desktop.domain.translation import TranslationListing, Untranslated
from slo_desktop.domain.unreadable import UnreadableRow
from slo_desktop.services.pages import page_of
from slo_desktop.storage.names import named
from slo_desktop.storage.school import next_meeting
from slo_desktop.storage.translation import records_at, texts_waiting, waiting_for

if TYPE_CHECKING:
    import datetime as dt

    from sqlalchemy.orm import Session

    from slo_desktop.storage.models.base import Record
    from slo_desktop.storage.models.texts import TextIndex

PAGE_ROWS = 50


def translation_listing(
    session: Session, language: Language | None, *, page: int, today: dt.date
) -> TranslationListing:
    """One page of the texts that wait for a language, or for either of the two.

    Args:
        session: reads only.
        language: which; None for both.
        page: counted from 1; one that is not there is the nearest that is.
        today: from which day on the next meeting counts.
    """
    waiting = waiting_for(session)
    matching = sum(waiting[each].texts for each in Language if language in {None, each})
    pages = max(1, -(-matching // PAGE_ROWS))
    page = min(max(page, 1), pages)
    offset = (page - 1) * PAGE_ROWS
    texts = texts_waiting(session, language, offset=offset, limit=PAGE_ROWS)
    records = records_at(session, [(text.record, text.record_id) for text in texts])
    meeting = next_meeting(session, today)
    due = meeting.translation_due if meeting else None
    return TranslationListing(
        rows=tuple(
            _row(session, records[place], text)
            for text in texts
            if (place := (text.record, text.record_id)) in records
        ),
        waiting=waiting,
        matching=matching,
        page=page,
        pages=pages,
        due=due if due and due >= today else None,
    )


def _row(
    session: Session, record: Record | UnreadableRow, text: TextIndex
) -> Untranslated | UnreadableRow:
    if isinstance(record, UnreadableRow):
        return record
    language = Language(text.language)
    return Untranslated(
        record=named(record),
        page=named(page_of(session, record) or record),
        field=text.field,
        language=language,
        state=TextState(text.state),
        words=text.words,
        original=getattr(record, text.field).text(language.other),
    )
