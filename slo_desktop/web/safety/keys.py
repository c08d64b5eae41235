"""Setting the school's key up, and changing its passphrase.

Neither passphrase nor key is ever in an address, in a page that is sent back, or in a
log; until the sheet has opened a backup they are in memory alone.
"""

from __future__ import annotations

import io
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from flask import abort, current_app, redirect, url_for
from flask_babel import gettext as _

from slo_desktop import paths
from slo_desktop.domain.languages import Language
from slo_desktop.domain.safety.keys import (
    KeyDamagedError,
    NoKeyError,
    WrongPassphraseError,
)
from slo_desktop.domain.safety.papers import PaperKeyError
from slo_desktop.domain.safety.passphrases import normalised, weakness
from slo_desktop.i18n.catalogues import say
from slo_desktop.i18n.safety_words import paper_line, weakness_line
from slo_desktop.reports.fonts import folder as fonts
from slo_desktop.reports.letters import holes_in
from slo_desktop.reports.recovery_sheet import NAME, to_html
from slo_desktop.services.safety import setting_up
from slo_desktop.storage.backup.keyring import Keyring
from slo_desktop.storage.school import the_school
from slo_desktop.web.folder import folder
from slo_desktop.web.jobs import JobState, jobs
from slo_desktop.web.language import current_language
from slo_desktop.web.made import sent
from slo_desktop.web.printing import press
from slo_desktop.web.safety.assembling import safety_page
from slo_desktop.web.safety.blueprint import bp
from slo_desktop.web.safety.copies import PAGE
from slo_desktop.web.safety.forms import ChangeForm, PassphraseForm, SheetForm
from slo_desktop.web.safety.jobs import KEY, box_of
from slo_desktop.web.safety.pages import KeyPage
from slo_desktop.web.safety.working import BACKUP, backing_up
from slo_desktop.web.saving import reading
from slo_desktop.web.templating import render
from slo_desktop.web.toasts import toast

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask.typing import ResponseReturnValue

    from slo_desktop.domain.bilingual import Bilingual
    from slo_desktop.services.safety.setting_up import SetUp
    from slo_desktop.web.jobs import Job

KEY_PAGE = "safety/key.html"
PENDING = "safety-set-up"
REFUSED = HTTPStatus.UNPROCESSABLE_ENTITY


@bp.get("/key")
def key() -> ResponseReturnValue:
    """Where the set-up stands."""
    return render(KEY_PAGE, _page())


@bp.post("/key")
def begin_key() -> ResponseReturnValue:
    """Make a key for this passphrase, and print its sheet."""
    form = PassphraseForm()
    if not form.validate() or not _is_good(form):
        return render(KEY_PAGE, _page(form=form), REFUSED)
    current_app.extensions[PENDING] = jobs().start(KEY, _making(form))
    return redirect(url_for(".key"), HTTPStatus.SEE_OTHER)


@bp.post("/key/sheet")
def sheet() -> ResponseReturnValue:
    """The printed sheet: where the person says, or as a download."""
    made = _set_up()
    pdf, name = made.printed or abort(HTTPStatus.NOT_FOUND), _sheet_name(made)
    shell = folder().shell
    if shell is None:
        made.was_fetched = True
        return sent(io.BytesIO(pdf), name, "application/pdf")
    if saved := shell.save_as(name, pdf):
        made.was_fetched = True
        shell.open_file(saved)
    return redirect(url_for(".key"), HTTPStatus.SEE_OTHER)


@bp.post("/key/test")
def test_key() -> ResponseReturnValue:
    """Open a little backup with the sheet; only then does the key count."""
    form, made = SheetForm(), _set_up()
    try:
        setting_up.open_with_sheet(made, form.typed.data or "")
    except PaperKeyError as error:
        form.typed.errors = [paper_line(error, current_language())]
        return render(KEY_PAGE, _page(sheet=form), REFUSED)
    here = folder()
    setting_up.finish(here.settings.data_dir, made, replace=True)
    _forget()
    toast(_("The sheet has opened a backup. Your key is ready."), undo=False)
    if not here.preferences.load().places:
        return redirect(url_for(".index"), HTTPStatus.SEE_OTHER)
    job = jobs().start(BACKUP, backing_up(here))
    return redirect(url_for(".job", key=job.key), HTTPStatus.SEE_OTHER)


@bp.post("/key/cancel")
def cancel_key() -> ResponseReturnValue:
    """Leave the set-up; nothing was kept."""
    _forget()
    toast(_("Nothing was changed."), undo=False)
    return redirect(url_for(".index"), HTTPStatus.SEE_OTHER)


@bp.post("/key/passphrase")
def change_passphrase() -> ResponseReturnValue:
    """Lock the same key with another passphrase."""
    form = ChangeForm()
    if not form.validate() or not _is_good(form) or not _change(form):
        return render(PAGE, safety_page(change=form), REFUSED)
    text = _("Changed. Older copies open with the passphrase they were made with.")
    toast(text, undo=False)
    return redirect(url_for(".index"), HTTPStatus.SEE_OTHER)


def _change(form: ChangeForm) -> bool:
    settings = folder().settings
    try:
        Keyring(settings.data_dir).change_passphrase(
            form.old.data or "", form.passphrase.data or "", today=settings.today()
        )
    except WrongPassphraseError:
        form.old.errors = [_("This is not the current passphrase.")]
    except (KeyDamagedError, NoKeyError):
        form.old.errors = [_("The key in the folder cannot be read.")]
    return not form.errors


def _is_good(form: PassphraseForm) -> bool:
    mine = current_language()
    if fault := weakness(form.passphrase.data or "", _known_names()):
        form.passphrase.errors = [weakness_line(fault, mine)]
    elif normalised(form.again.data or "") != normalised(form.passphrase.data or ""):
        form.again.errors = [_("This is not the same.")]
    return not (form.passphrase.errors or form.again.errors)


def _school_name() -> Bilingual:
    with reading() as session:
        return the_school(session).name


def _known_names() -> list[str]:
    name = _school_name()
    return [name.text(language) for language in Language]


def _making(form: PassphraseForm) -> Callable[[Job], SetUp]:
    passphrase = form.passphrase.data or ""
    with reading() as session:
        school = the_school(session)
        name, first = school.name, school.first_column
    today, machine = folder().settings.today(), press()

    def work(_job: Job) -> SetUp:
        made = setting_up.begin(passphrase, school=name, first=first, today=today)
        made.printed = machine.print_secret(to_html(made.sheet))
        return made

    return work


def _pending() -> Job | None:
    found: Job | None = current_app.extensions.get(PENDING)
    return found


def _set_up() -> SetUp:
    """The keys that are being set up, or no such page."""
    job = _pending()
    made: SetUp | None = job.result if job else None
    return made or abort(HTTPStatus.NOT_FOUND)


def _forget() -> None:
    """Nothing of the keys stays in memory that is not needed any more."""
    job: Job | None = current_app.extensions.pop(PENDING, None)
    if job:
        job.stop.set()
        job.result = None


def _sheet_name(made: SetUp) -> str:
    names = [say(NAME, language) for language in Language]
    return f"{'-'.join(names)}-{made.keys.name}.pdf"


def _page(
    *, form: PassphraseForm | None = None, sheet: SheetForm | None = None
) -> KeyPage:
    job = _pending()
    made: Any = job.result if job else None
    if job and job.state in {JobState.FAILED, JobState.STOPPED}:
        current_app.extensions.pop(PENDING, None)
    return KeyPage(
        title=_("Set up the key"),
        step=_step(job),
        form=form or PassphraseForm(formdata=None),
        sheet=sheet or SheetForm(formdata=None),
        suggestions=tuple((x.value, setting_up.suggested(x)) for x in Language),
        job=box_of(job) if job and job.state is not JobState.DONE else None,
        key_name=made.keys.name if made else None,
        replaces=_kept_name(),
        holes=holes_in(_school_name(), fonts(paths.assets())),
        was_fetched=bool(made and made.was_fetched),
        has_window=folder().shell is not None,
    )


def _step(job: Job | None) -> str:
    match job.state if job else None:
        case JobState.RUNNING:
            return "making"
        case JobState.DONE:
            return "paper"
    return "passphrase"


def _kept_name() -> str | None:
    try:
        keys = Keyring(folder().settings.data_dir).public()
    except KeyDamagedError:
        return None
    return keys.name if keys else None
