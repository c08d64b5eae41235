"""First run, and the school's own page."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import Blueprint, abort, redirect, request, url_for
from flask_babel import gettext as _

from slo_desktop.domain.school import LanguageCategory
from slo_desktop.domain.school_year import school_year_of
from slo_desktop.domain.values import dataclass
from slo_desktop.i18n.catalogues import N_, say
from slo_desktop.services import school as service
from slo_desktop.services.people import add_people
from slo_desktop.services.records import find, put_in_bin
from slo_desktop.services.sample import make_sample
from slo_desktop.storage.models.school import Meeting, School, Term
from slo_desktop.storage.school import meetings, terms_of, the_school
from slo_desktop.web.asking import language_sent, school_year
from slo_desktop.web.autosave import autosave
from slo_desktop.web.folder import folder
from slo_desktop.web.once import once
from slo_desktop.web.pasting import keep_left
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
LINES_LEFT = N_(
    "Your school is ready. Lines about people that were not used: %(count)s."
)
NO_CATEGORY = N_("Choose the language category of the school.")


@bp.get("/first-run")
def first_run() -> Response:
    """Welcome a new school, in both languages."""
    if folder().memory.has_school:
        return redirect(url_for("home.index"))
    return _door(_first_run_form())


@bp.post("/first-run")
@once
def start() -> Response:
    """Begin the school, and speak the language of the button that was pressed."""
    form = _first_run_form()
    language = language_sent()
    if not (form.name_cy.data or form.name_en.data):
        return _door(form, NO_NAME, "name")
    if not form.category.data:
        return _door(form, NO_CATEGORY, "category")
    if not form.validate():
        return _door(form, N_("Please look at what is written here."))
    left = _start(form, language)
    if left:
        words = say(LINES_LEFT, language) % {"count": left}
        return _inside(language, words, more=url_for("people.index", left=left))
    return _inside(language, say(N_("Your school is ready."), language))


@bp.post("/sample")
@once
def open_sample() -> Response:
    """Fill the empty folder with the invented school."""
    language = language_sent()
    here = folder()
    with saving() as session:
        make_sample(session, store=here.objects, now=here.settings.now())
    words = say(N_("This is an invented school. Try anything."), language)
    return _inside(language, words)


def _start(form: FirstRunForm, language: Language) -> int:
    """Begin the school; gives the number of lines about people that were not used."""
    with saving() as session:
        service.start_school(
            session,
            name_cy=form.name_cy.data or "",
            name_en=form.name_en.data or "",
            category=LanguageCategory(form.category.data),
            working_language=language,
            school_year=form.school_year.data,
        )
        pasted = add_people(session, form.people.data or "", language=language)
    keep_left(pasted.left)
    return len(pasted.left)


def _inside(language: Language, words: str, more: str | None = None) -> Response:
    here = folder()
    with reading() as session:
        name = the_school(session).name.shown(language).text
    here.preferences.update(language=language.value, school=name)
    here.drafts.drop("first-run")
    toast(words, undo=False, category="care" if more else "done", more_url=more)
    return redirect(url_for("home.index"), HTTPStatus.SEE_OTHER)


def _first_run_form() -> FirstRunForm:
    year = school_year_of(folder().settings.today())
    form = FirstRunForm(school_year=year)
    form.offer(year)
    return form


def _door(
    form: FirstRunForm, problem: str | None = None, refused: str = ""
) -> Response:
    page = FirstRunPage(
        title="Croeso – Welcome", form=form, problem=problem, refused=refused
    )
    return render("school/first_run.html", page, 422 if problem else 200)


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
    this_year = school_year_of(here.settings.today())
    year = request.args.get("year", this_year, type=school_year)
    given = refused or Refused()
    is_new = given.number is None
    with reading() as session:
        page = SettingsPage(
            title=_("School"),
            form=form or SchoolForm.of(the_school(session)),
            new_meeting=(is_new and given.meeting) or MeetingForm(formdata=None),
            terms=tuple(_term_row(each, given) for each in terms_of(session, year)),
            meetings=tuple(_meeting_row(each, given) for each in meetings(session)),
            years=range(year - 1, year + 2),
            year=year,
            data_dir=str(here.settings.data_dir),
        )
    return render("school/settings.html", page, 422 if form or refused else 200)


def _term_row(term: Term, given: Refused) -> TermRow:
    form = (term.id == given.number and given.term) or TermForm.of(term)
    form.belongs_to(term.school_year)
    return TermRow(id=term.id, key=term.key, form=form)


def _meeting_row(meeting: Meeting, given: Refused) -> MeetingRow:
    is_given = meeting.id == given.number
    form = (is_given and given.meeting) or MeetingForm.of(meeting)
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
        again=lambda: _settings_page(refused=Refused(meeting=form, number=number)),
    )


@bp.post("/meetings/<int:number>/bin")
def bin_meeting(number: int) -> Response:
    """Take a meeting out of the calendar."""
    with saving() as session:
        put_in_bin(session, find(session, Meeting, number))
    toast(_("Meeting put in the bin."))
    return redirect(url_for(".settings"), HTTPStatus.SEE_OTHER)
