"""Keep a quick note, and say where it went or why it could not be kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import url_for
from flask_babel import gettext as _

from slo_desktop.domain.evidence import EvidenceState
from slo_desktop.domain.languages import Language
from slo_desktop.i18n.catalogues import N_
from slo_desktop.i18n.guessing import guess_language
from slo_desktop.services import evidence as service
from slo_desktop.web.folder import folder
from slo_desktop.web.forms import title_of
from slo_desktop.web.language import current_language
from slo_desktop.web.new_records import keep_sent
from slo_desktop.web.saving import reading, saving
from slo_desktop.web.slate import DRAFT, sent_note
from slo_desktop.web.toasts import toast

if TYPE_CHECKING:
    from slo_desktop.web.slate import NoteForm

WAITS = {
    None: N_("Note saved. It waits under “To sort”."),
    Language.CY: N_("Note saved as Welsh. It waits under “To sort”."),
    Language.EN: N_("Note saved as English. It waits under “To sort”."),
}
FILED = {
    None: N_("Evidence saved."),
    Language.CY: N_("Evidence saved as Welsh."),
    Language.EN: N_("Evidence saved as English."),
}
"""Where the words are in the other language than the menus, that is said."""


def take_note() -> None:
    """Keep the line that this request sends; one that cannot be kept stays a draft."""
    with reading() as session:
        form = sent_note(session)
    if not (form.note.data or "").strip():
        toast(_("Write what you saw or heard, then save."), category="care")
    elif form.validate():
        _keep(form)
    else:
        keep_sent(DRAFT)
        for field in form:
            if field.errors:
                said = f"{title_of(field)}: {field.errors[0]}"
                toast(_("Not saved: %(fields)s", fields=said), category="care")


def _keep(form: NoteForm) -> None:
    note, settings = str(form.note.data), folder().settings
    language = guess_language(note) or current_language()
    with saving() as session:
        evidence = service.quick_capture(
            session,
            note,
            language=language,
            now=settings.now(),
            today=settings.today(),
            ties=form.values(settings.today()),
        )
        number, state = evidence.id, evidence.state
    folder().drafts.drop(DRAFT)
    waits = state is EvidenceState.INBOX
    words = WAITS if waits else FILED
    page = url_for(".show", number=number, inbox=1 if waits else None)
    is_other = language is not current_language()
    toast(_(words[language if is_other else None]), open_url=page)
