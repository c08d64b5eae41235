"""Fields and values of the history, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from flask_babel import gettext as _

from slo_desktop.domain.changes import Op
from slo_desktop.i18n.field_words import field_label, value_words
from slo_desktop.i18n.labels import label
from slo_desktop.i18n.lists import join_and
from slo_desktop.web.history.pages import EntryRow, FieldRow
from slo_desktop.web.language import current_language

if TYPE_CHECKING:
    from slo_desktop.domain.history import FieldChange, HistoryEntry, Undone

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


def undone_words(undone: Undone) -> str:
    """What was taken back, and of which record."""
    return _told(_("Undone: %(name)s", name=_name(undone)), _what(undone))


def redone_words(redone: Undone) -> str:
    """What was brought back, and to which record."""
    name = _("Brought back: %(name)s", name=_name(redone))
    if redone.op is Op.EDIT:
        return _told(name, _what(redone))
    # The step that is taken back here is an undo, so it did the opposite.
    return _told(name, label(Op.BIN, current_language()) if redone.is_binned else "")


def _told(name: str, what: str) -> str:
    return f"{name} – {what}" if what else name


def _name(undone: Undone) -> str:
    title = undone.record.title.shown(current_language()).text
    return title or undone.record.ref or "–"


def _what(undone: Undone) -> str:
    language = current_language()
    if undone.op is not Op.EDIT:
        return label(undone.op, language)
    if undone.record.kind == "evidence" and undone.fields == ("state",):
        return _("Filing")
    labels = [
        _("Private reflection") if field in SECRET else field_label(field, language)
        for field in undone.fields
        if field not in SKIPPED
    ]
    return join_and(list(dict.fromkeys(labels)), language)


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
