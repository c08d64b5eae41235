"""Fields and values of the history, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from flask_babel import gettext as _

from slo_desktop.i18n.field_words import field_label, value_words
from slo_desktop.web.history.pages import EntryRow, FieldRow
from slo_desktop.web.language import current_language

if TYPE_CHECKING:
    from slo_desktop.domain.history import FieldChange, HistoryEntry

SECRET: Final = frozenset({"reflection"})
"""Private texts whose words are not repeated here."""
SKIPPED: Final = frozenset({"position", "logged_at", "sha256", "media_type", "size"})


def entry_row(entry: HistoryEntry) -> EntryRow:
    """One step in words."""
    return EntryRow(
        step=entry.step,
        at=entry.at,
        who=entry.who,
        op=entry.op,
        takes_back=entry.undoes is not None,
        is_undone=entry.is_undone,
        is_erased=entry.is_erased,
        fields=tuple(_row(f) for f in entry.fields if f.field not in SKIPPED),
    )


def _row(change: FieldChange) -> FieldRow:
    if change.field in SECRET:
        hidden = _("Private")
        name = _("Private reflection")
        return FieldRow(label=name, language=None, before=hidden, after=hidden)
    language = current_language()
    return FieldRow(
        label=field_label(change.field, language),
        language=change.language,
        before=value_words(change.field, change.before, language),
        after=value_words(change.field, change.after, language),
    )
