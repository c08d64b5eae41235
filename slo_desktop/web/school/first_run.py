"""First run: a school begins, or the sample school is opened."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import redirect, url_for

from slo_desktop.domain.languages import Language
from slo_desktop.domain.school import LanguageCategory
from slo_desktop.domain.school_year import school_year_of
from slo_desktop.i18n.catalogues import N_, say
from slo_desktop.i18n.restore_words import GOOD, note_line
from slo_desktop.services import school as service
from slo_desktop.services.people import add_people
from slo_desktop.services.sample import make_sample
from slo_desktop.storage.backup.swapping import last_note
from slo_desktop.storage.school import the_school
from slo_desktop.web.asking import language_sent
from slo_desktop.web.folder import folder
from slo_desktop.web.once import once
from slo_desktop.web.pasting import keep_left
from slo_desktop.web.saving import reading, saving
from slo_desktop.web.school.blueprint import bp
from slo_desktop.web.school.forms import FirstRunForm
from slo_desktop.web.school.pages import FirstRunPage
from slo_desktop.web.templating import render
from slo_desktop.web.toasts import toast

if TYPE_CHECKING:
    from werkzeug import Response

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


def _kept() -> dict[str, str]:
    """That the sample school made room, and can be had back."""
    here = folder()
    note = last_note(here.settings.data_dir)
    if note is None or not (note.own and note.safety and note.ending in GOOD):
        return {}
    if not (here.backups.kept.folder / note.safety).is_file():
        return {}
    return {language.value: note_line(note, language) for language in Language}


def _first_run_form() -> FirstRunForm:
    year = school_year_of(folder().settings.today())
    form = FirstRunForm(school_year=year)
    form.offer(year)
    return form


def _door(
    form: FirstRunForm, problem: str | None = None, refused: str = ""
) -> Response:
    page = FirstRunPage(
        title="Croeso – Welcome",
        form=form,
        problem=problem,
        refused=refused,
        kept=_kept(),
    )
    return render("school/first_run.html", page, 422 if problem else 200)
