"""The small forms that stand on a page of the plan: criteria and termly updates."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from flask import url_for

from slo_desktop.domain.languages import Language
from slo_desktop.domain.school_year import TermKey
from slo_desktop.i18n.catalogues import N_
from slo_desktop.services.plan.updates import NOT_THERE_YET
from slo_desktop.web.forms import numbered
from slo_desktop.web.new_records import beginning, begun
from slo_desktop.web.plan.forms import CriterionForm, NewCriterionForm, UpdateForm
from slo_desktop.web.plan.pages import CriterionPart, TermPart

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from slo_desktop.domain.bilingual import Bilingual
    from slo_desktop.domain.plan import (
        ActionStatus,
        ActionSummary,
        Criterion,
        PlanTerm,
        Update,
    )
    from slo_desktop.storage.models.plan import Action, Priority
    from slo_desktop.web.new_records import Beginning

QUESTIONS: Mapping[TermKey, str] = {
    TermKey.AUTUMN: N_("What has begun?"),
    TermKey.SPRING: N_("What has changed?"),
    TermKey.SUMMER: N_("What difference has it made for learners?"),
}


def criterion_parts(criteria: Iterable[Criterion]) -> tuple[CriterionPart, ...]:
    """Each criterion with its form."""
    return tuple(
        CriterionPart(criterion=criterion, form=_criterion_form(criterion))
        for criterion in criteria
    )


def criterion_draft(of: Action | Priority) -> str:
    """Names the words of a criterion that is not added yet."""
    return f"criterion-{of.uid}"


def new_criterion(of: Action | Priority) -> NewCriterionForm:
    """The form of one more criterion, with the words that are kept."""
    form = begun(NewCriterionForm, criterion_draft(of))
    numbered(form, "new")
    return form


def criterion_beginning(of: Action | Priority) -> Beginning:
    """What is known of the words that wait; their page is the record's own."""
    place = url_for(f".{of.__tablename__}", number=of.id, _anchor="h-criteria")
    kept = beginning(criterion_draft(of), new_url=place, list_url=place)
    return replace(kept, new_url=place)


def term_parts(
    action: ActionSummary, terms: Iterable[PlanTerm], now: TermKey | None
) -> tuple[TermPart, ...]:
    """The three columns below an action."""
    return tuple(
        TermPart(
            key=term.key,
            ends=term.ends,
            question=QUESTIONS[term.key],
            is_now=term.key is now,
            update=action.updates.get(term.key),
            form=_update_form(term.key, action.updates.get(term.key), action.status),
        )
        for term in terms
    )


def _criterion_form(criterion: Criterion) -> CriterionForm:
    form = CriterionForm(
        formdata=None,
        data=_texts(criterion.text)
        | {"rev": str(criterion.rev), "state": criterion.state},
    )
    form.states = _states(criterion.text)
    form.offer()
    numbered(form, f"criterion-{criterion.id}")
    return form


def _update_form(
    term: TermKey, update: Update | None, status: ActionStatus
) -> UpdateForm:
    rev, status = (update.rev, update.status) if update else (NOT_THERE_YET, status)
    texts = _texts(update.text) if update else {}
    data = texts | {"rev": str(rev), "status": status}
    form = UpdateForm(formdata=None, data=data)
    form.states = _states(update.text) if update else {}
    form.offer()
    numbered(form, term.value)
    return form


def _texts(text: Bilingual) -> dict[str, object]:
    return {f"text_{language}": text.text(language) for language in Language}


def _states(text: Bilingual) -> dict[str, str]:
    return {f"text_{language}": text.state(language).value for language in Language}
