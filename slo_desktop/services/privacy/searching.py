"""Everything in which a person is named, in any text, caption or file name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from slo_desktop.domain.privacy.mentions import Mention
from slo_desktop.services.pages import page_of
from slo_desktop.services.privacy.naming import Name, excerpt, spans, surest
from slo_desktop.storage.names import named
from slo_desktop.storage.privacy import texts_holding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

    from slo_desktop.domain.privacy.mentions import Span
    from slo_desktop.storage.models.base import Record
    from slo_desktop.storage.models.people import Person
    from slo_desktop.storage.privacy import Text

    Spans = tuple[Span, ...]

NEVER_NAMES = frozenset({"ref", "initials"})


def name_of(person: Person) -> Name:
    """What a person may be called in a text."""
    return Name.of(person.name, person.initials)


def texts_naming(session: Session, person: Person) -> Iterator[tuple[Text, Spans]]:
    """Every text of every other record that names a person, and where it does.

    Mutated forms, first name or surname alone, and the initials as they are written
    all count; the binned records and private reflections are read as well.
    """
    name = name_of(person)
    forms = {form for form in name.words if form}
    if name.initials:
        forms.add(name.initials.casefold())
    for told in texts_holding(session, forms):
        record, field, _language, text = told
        if record is person or field in NEVER_NAMES:
            continue
        if found := spans(name, text):
            yield told, found


def mentions(session: Session, person: Person) -> Iterator[tuple[Record, Mention]]:
    """The same, as it is shown to whoever has to look at each."""
    for (record, field, language, text), found in texts_naming(session, person):
        yield (
            record,
            Mention(
                record=named(record),
                page=named(page_of(session, record) or record),
                field=field,
                language=language,
                match=surest(found),
                excerpt=excerpt(text, found),
            ),
        )
