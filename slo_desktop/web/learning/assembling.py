"""Put together what the pages of professional learning show."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import request, url_for
from flask_babel import gettext as _

from slo_desktop.domain.learning import LearningFilter, View
from slo_desktop.domain.school_year import school_year_of
from slo_desktop.services import learning as service
from slo_desktop.services.records import find
from slo_desktop.storage.learning import impacts_of, providers
from slo_desktop.storage.models.learning import LearningImpact, LearningRecord
from slo_desktop.web.asking import school_year
from slo_desktop.web.folder import folder
from slo_desktop.web.learning.choices import link_choices
from slo_desktop.web.learning.forms import (
    ImpactForm,
    LearningForm,
    NewLearningForm,
    ReflectionForm,
    impact_form,
    learning_form,
)
from slo_desktop.web.learning.pages import ImpactPart, ListPage, NewPage, ShowPage
from slo_desktop.web.new_records import beginning, begun
from slo_desktop.web.saving import reading

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

DRAFT = "learning-new"


def filter_asked(year: int | None = None) -> LearningFilter:
    """The filter that the address asks for; what cannot be read is left open."""
    today = folder().settings.today()
    view = request.args.get("view", View.DATE, type=View)
    asked = request.args.get("year", year or school_year_of(today), type=school_year)
    return LearningFilter(
        year=asked,
        view=view,
        review_due=request.args.get("need") == "review",
        text=request.args.get("q", "").strip(),
    )


def list_page() -> ListPage:
    """The list that the address asks for."""
    with reading() as session:
        return ListPage(
            title=_("Professional learning"), **_list_parts(session, filter_asked())
        )


def _list_parts(session: Session, wanted: LearningFilter) -> dict[str, Any]:
    today = folder().settings.today()
    listing = service.learning_listing(session, wanted, today)
    return {"wanted": wanted, "listing": listing}


def show_page(
    number: int,
    form: LearningForm | None = None,
    impact: ImpactForm | None = None,
    reflection: ReflectionForm | None = None,
) -> ShowPage:
    """A record beside the list that the address asks for.

    Args:
        number: which record.
        form: what was refused, to be shown again; None shows what is saved.
        impact: a new impact that was refused.
        reflection: a reflection that was refused.
    """
    today = folder().settings.today()
    with reading() as session:
        record = find(session, LearningRecord, number)
        detail = service.learning_detail(session, number, today)
        choices = link_choices(session, detail.starts_on, detail)
        parts = zip(detail.impacts, impacts_of(session, number), strict=True)
        return ShowPage(
            title=_("Professional learning"),
            record=detail,
            form=form or learning_form(record, choices),
            reflection=reflection or ReflectionForm.of(record),
            impacts=tuple(
                ImpactPart(impact=each, form=impact_form(stored))
                for each, stored in parts
            ),
            new_impact=impact or new_impact(number),
            providers=providers(session),
            **_list_parts(session, filter_asked(school_year_of(detail.starts_on))),
        )


def new_impact(of: int) -> ImpactForm:
    """A form for the next impact, with the words that are kept, or dated today."""
    form = begun(ImpactForm, f"impact-{of}", {"judged_on": folder().settings.today()})
    form.offer("new")
    return form


def new_page(form: NewLearningForm) -> NewPage:
    """An empty record, its draft, or one that was refused."""
    offer_for_new(form)
    with reading() as session:
        known = providers(session)
    return NewPage(
        title=_("New learning"),
        form=form,
        providers=known,
        beginning=beginning(
            DRAFT,
            new_url=url_for("learning.new"),
            list_url=url_for("learning.index"),
        ),
    )


def offer_for_new(form: NewLearningForm) -> None:
    """Let the form of a new record know what could be chosen."""
    with reading() as session:
        choices = link_choices(session, folder().settings.today())
    form.offer(choices)


def offer_choices(form: LearningForm, number: int) -> None:
    """Let a sent form know what could be chosen, and when the record began."""
    with reading() as session:
        detail = service.learning_detail(session, number, folder().settings.today())
        choices = link_choices(session, detail.starts_on, detail)
    form.offer(choices)
    form.started = detail.starts_on


def learning_of(impact: int) -> int:
    """Number of the record that an impact belongs to."""
    with reading() as session:
        return find(session, LearningImpact, impact).learning_id
