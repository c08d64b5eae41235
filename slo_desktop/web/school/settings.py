"""The school's own page: details, terms and meetings."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import abort, redirect, request, url_for
from flask_babel import gettext as _

from slo_desktop.domain.school_year import school_year_of
from slo_desktop.domain.values import dataclass
from slo_desktop.services import school as service
from slo_desktop.services.records import find, put_in_bin
from slo_desktop.storage.models.school import Meeting, School, Term
from slo_desktop.storage.school import meetings, terms_of, the_school
from slo_desktop.web.asking import school_year
from slo_desktop.web.autosave import autosave
from slo_desktop.web.folder import folder
from slo_desktop.web.forms import numbered
from slo_desktop.web.once import once
from slo_desktop.web.saving import reading, saving
from slo_desktop.web.school.blueprint import bp
from slo_desktop.web.school.forms import MeetingForm, SchoolForm, TermForm
from slo_desktop.web.school.pages import MeetingRow, SettingsPage, TermRow
from slo_desktop.web.templating import render
from slo_desktop.web.toasts import toast

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue
    from werkzeug import Response


@bp.get("")
def settings() -> Response:
    """The school's details, terms and meetings."""
    return _settings_page()


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """Dates that were refused, to be shown in the place where they stand.

    Attributes:
        number: of the term or the meeting; None for a meeting that is not added yet.
    """

    term: TermForm | None = None
    meeting: MeetingForm | None = None
    number: int | None = None


def _settings_page(
    form: SchoolForm | None = None, refused: Refused | None = None
) -> Response:
    here = folder()
    today = here.settings.today()
    this_year = school_year_of(today)
    year = request.args.get("year", this_year, type=school_year)
    given = refused or Refused()
    is_new = given.number is None
    with reading() as session:
        rows = [_meeting_row(each, given) for each in meetings(session)]
        page = SettingsPage(
            title=_("Settings"),
            form=form or SchoolForm.of(the_school(session)),
            new_meeting=(is_new and given.meeting) or MeetingForm(formdata=None),
            terms=tuple(_term_row(each, given) for each in terms_of(session, year)),
            meetings=tuple(row for row in reversed(rows) if row.held_on >= today),
            past=tuple(row for row in rows if row.held_on < today),
            years=range(year - 1, year + 2),
            year=year,
            data_dir=str(here.settings.data_dir),
        )
    return render("school/settings.html", page, 422 if form or refused else 200)


def _term_row(term: Term, given: Refused) -> TermRow:
    form = (term.id == given.number and given.term) or TermForm.of(term)
    form.belongs_to(term.school_year)
    numbered(form, term.key.value)
    return TermRow(id=term.id, key=term.key, form=form)


def _meeting_row(meeting: Meeting, given: Refused) -> MeetingRow:
    is_given = meeting.id == given.number
    form = (is_given and given.meeting) or MeetingForm.of(meeting)
    numbered(form, f"meeting-{meeting.id}")
    return MeetingRow(id=meeting.id, held_on=meeting.held_on, form=form)


@bp.post("")
def save() -> ResponseReturnValue:
    """Save details of the school."""
    form = SchoolForm()
    with reading() as session:
        number = the_school(session).id
    answer = autosave(
        form,
        kind=School,
        number=number,
        save=lambda session, changes: service.edit_school(
            session, rev=form.opened_rev, changes=changes
        ),
        url=url_for(".settings"),
        again=lambda: _settings_page(form),
    )
    _remember_name()
    return answer


def _remember_name() -> None:
    here = folder()
    with reading() as session:
        school = the_school(session)
        name = school.name.shown(school.working_language).text
    if here.preferences.load().school != name:
        here.preferences.update(school=name)


@bp.post("/terms")
@once
def add_terms() -> Response:
    """Give a school year its terms."""
    year = request.form.get("year", type=school_year)
    if year is None:
        abort(HTTPStatus.BAD_REQUEST)
    with saving() as session:
        service.add_terms(session, year)
    toast(_("Terms added. Please check the dates."))
    url = url_for(".settings", year=year, _anchor="h-terms")
    return redirect(url, HTTPStatus.SEE_OTHER)


@bp.post("/terms/<int:number>")
def save_term(number: int) -> ResponseReturnValue:
    """Save the dates of a term."""
    form = TermForm()
    with reading() as session:
        form.belongs_to(find(session, Term, number).school_year)
    return autosave(
        form,
        kind=Term,
        number=number,
        save=lambda session, changes: service.edit_term(
            session, number, rev=form.opened_rev, changes=changes
        ),
        url=url_for(".settings"),
        again=lambda: _settings_page(refused=Refused(term=form, number=number)),
    )


@bp.post("/meetings")
@once
def add_meeting() -> Response:
    """Add a governors' meeting."""
    form = MeetingForm()
    if not form.held_on.validate(form) or form.held_on.data is None:
        return _settings_page(refused=Refused(meeting=form))
    with saving() as session:
        service.add_meeting(session, form.held_on.data)
    toast(_("Meeting added."))
    if form.held_on.question:
        toast(form.held_on.question, undo=False, category="care")
    return _to_meetings()


@bp.post("/meetings/<int:number>")
def save_meeting(number: int) -> ResponseReturnValue:
    """Save the dates of a meeting."""
    form = MeetingForm()
    return autosave(
        form,
        kind=Meeting,
        number=number,
        save=lambda session, changes: service.edit_meeting(
            session, number, rev=form.opened_rev, changes=changes
        ),
        url=url_for(".settings"),
        again=lambda: _settings_page(refused=Refused(meeting=form, number=number)),
    )


@bp.post("/meetings/<int:number>/bin")
def bin_meeting(number: int) -> Response:
    """Take a meeting out of the calendar."""
    with saving() as session:
        put_in_bin(session, find(session, Meeting, number))
    toast(_("Meeting put in the bin."))
    return _to_meetings()


def _to_meetings() -> Response:
    url = url_for(".settings", _anchor="h-meetings")
    return redirect(url, HTTPStatus.SEE_OTHER)
