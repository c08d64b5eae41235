"""First run, and the school's own page."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import Blueprint, abort, redirect, request, url_for
from flask_babel import gettext as _

from slo_desktop.domain.school import LanguageCategory
from slo_desktop.domain.school_year import school_year_of
from slo_desktop.i18n.catalogues import N_, say
from slo_desktop.services import school as service
from slo_desktop.services.records import find, put_in_bin
from slo_desktop.services.sample import make_sample
from slo_desktop.storage.models.school import Meeting, School, Term
from slo_desktop.storage.school import meetings, terms_of, the_school
from slo_desktop.web.asking import language_sent, school_year
from slo_desktop.web.autosave import autosave
from slo_desktop.web.folder import folder
from slo_desktop.web.saving import reading, saving
from slo_desktop.web.school.forms import (
    FirstRunForm,
    MeetingForm,
    SchoolForm,
    TermForm,
)
from slo_desktop.web.school.pages import (
    FirstRunPage,
    MeetingRow,
    SettingsPage,
    TermRow,
)
from slo_desktop.web.templating import render
from slo_desktop.web.toasts import toast

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue
    from werkzeug import Response

    from slo_desktop.domain.languages import Language

bp = Blueprint("school", __name__, url_prefix="/school")

NO_NAME = N_("Write the name of the school, in Welsh, in English or in both.")


@bp.get("/first-run")
def first_run() -> Response:
    """Welcome a new school, in both languages."""
    if folder().memory.has_school:
        return redirect(url_for("home.index"))
    return _door(_first_run_form())


@bp.post("/first-run")
def start() -> Response:
    """Begin the school, and speak the language of the button that was pressed."""
    form = _first_run_form()
    language = language_sent()
    if not (form.name_cy.data or form.name_en.data):
        return _door(form, NO_NAME)
    if not form.validate():
        return _door(form, N_("Please look at what is written here."))
    _start(form, language)
    return _inside(language, N_("Your school is ready."))


@bp.post("/sample")
def open_sample() -> Response:
    """Fill the empty folder with the invented school."""
    language = language_sent()
    here = folder()
    with saving() as session:
        make_sample(session, store=here.objects, now=here.settings.now())
    return _inside(language, N_("This is an invented school. Try anything."))


def _start(form: FirstRunForm, language: Language) -> None:
    with saving() as session:
        service.start_school(
            session,
            name_cy=form.name_cy.data or "",
            name_en=form.name_en.data or "",
            category=LanguageCategory(form.category.data),
            working_language=language,
            school_year=form.school_year.data,
            people=form.people.data or "",
        )


def _inside(language: Language, text: str) -> Response:
    here = folder()
    with reading() as session:
        name = the_school(session).name.shown(language).text
    here.preferences.update(language=language.value, school=name)
    here.drafts.drop("first-run")
    toast(say(text, language), undo=False)
    return redirect(url_for("home.index"), HTTPStatus.SEE_OTHER)


def _first_run_form() -> FirstRunForm:
    year = school_year_of(folder().settings.today())
    form = FirstRunForm(school_year=year)
    form.offer(year)
    return form


def _door(form: FirstRunForm, problem: str | None = None) -> Response:
    page = FirstRunPage(title="Croeso – Welcome", form=form, problem=problem)
    return render("school/first_run.html", page, 422 if problem else 200)


@bp.get("")
def settings() -> Response:
    """The school's details, terms and meetings."""
    return _settings_page()


def _settings_page(form: SchoolForm | None = None) -> Response:
    here = folder()
    this_year = school_year_of(here.settings.today())
    year = request.args.get("year", this_year, type=school_year)
    with reading() as session:
        page = SettingsPage(
            title=_("School"),
            form=form or SchoolForm.of(the_school(session)),
            new_meeting=MeetingForm(formdata=None),
            terms=tuple(map(_term_row, terms_of(session, year))),
            meetings=tuple(map(_meeting_row, meetings(session))),
            years=range(year - 1, year + 2),
            year=year,
            data_dir=str(here.settings.data_dir),
        )
    return render("school/settings.html", page, 422 if form else 200)


def _term_row(term: Term) -> TermRow:
    return TermRow(id=term.id, key=term.key, form=TermForm.of(term))


def _meeting_row(meeting: Meeting) -> MeetingRow:
    form = MeetingForm.of(meeting)
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
def add_terms() -> Response:
    """Give a school year its terms."""
    year = request.form.get("year", type=school_year)
    if year is None:
        abort(HTTPStatus.BAD_REQUEST)
    with saving() as session:
        service.add_terms(session, year)
    toast(_("Terms added. Please check the dates."))
    return redirect(url_for(".settings", year=year), HTTPStatus.SEE_OTHER)


@bp.post("/terms/<int:number>")
def save_term(number: int) -> ResponseReturnValue:
    """Save the dates of a term."""
    form = TermForm()
    return autosave(
        form,
        kind=Term,
        number=number,
        save=lambda session, changes: service.edit_term(
            session, number, rev=form.opened_rev, changes=changes
        ),
        url=url_for(".settings"),
        again=lambda: _refused(form),
    )


@bp.post("/meetings")
def add_meeting() -> Response:
    """Add a governors' meeting."""
    form = MeetingForm()
    if not form.held_on.validate(form) or form.held_on.data is None:
        return _refused(form)
    with saving() as session:
        service.add_meeting(session, form.held_on.data)
    toast(_("Meeting added."))
    return redirect(url_for(".settings"), HTTPStatus.SEE_OTHER)


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
        again=lambda: _refused(form),
    )


@bp.post("/meetings/<int:number>/bin")
def bin_meeting(number: int) -> Response:
    """Take a meeting out of the calendar."""
    with saving() as session:
        put_in_bin(session, find(session, Meeting, number))
    toast(_("Meeting put in the bin."))
    return redirect(url_for(".settings"), HTTPStatus.SEE_OTHER)


def _refused(form: TermForm | MeetingForm) -> Response:
    problem = next(iter(form.first_errors().values()), _("Write a date."))
    toast(problem, undo=False, category="care")
    return redirect(url_for(".settings"), HTTPStatus.SEE_OTHER)
