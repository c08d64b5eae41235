"""Put together what the pages of evidence show."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import url_for
from flask_babel import gettext as _

from slo_desktop.i18n.frameworks import frameworks
from slo_desktop.services import evidence as service
from slo_desktop.services.records import find
from slo_desktop.storage import evidence as queries
from slo_desktop.storage.models.evidence import Attachment, Evidence
from slo_desktop.storage.people import people
from slo_desktop.storage.school import the_school
from slo_desktop.web.errors import explain
from slo_desktop.web.evidence.conditions import Condition, condition_of, copy_of
from slo_desktop.web.evidence.filters import (
    arguments,
    filter_asked,
    in_words,
    page_asked,
    place_to_mend,
)
from slo_desktop.web.evidence.forms import (
    AttachForm,
    EvidenceForm,
    FileForm,
    NewEvidenceForm,
    evidence_form,
    filter_form,
)
from slo_desktop.web.evidence.pages import FilePart, ListPage, NewPage, ShowPage
from slo_desktop.web.evidence.receiving import arrival_told
from slo_desktop.web.folder import folder
from slo_desktop.web.new_records import beginning
from slo_desktop.web.saving import reading
from slo_desktop.web.slate import slate

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy.orm import Session

    from slo_desktop.domain.errors import SloError
    from slo_desktop.domain.evidence import AttachedFile, EvidenceFilter

DRAFT = "evidence-new"


def list_page() -> ListPage:
    """The list that the address asks for."""
    wanted = filter_asked()
    with reading() as session:
        parts = _list_parts(session, wanted, page_asked())
        return ListPage(title=_("Evidence"), slate=slate(session), **parts)


def show_page(
    number: int, form: EvidenceForm | None = None, file_form: FileForm | None = None
) -> ShowPage:
    """A record beside the list that the address asks for.

    Args:
        number: which record.
        form: what was refused, to be shown again; None shows what is saved.
        file_form: what was refused about a file.
    """
    wanted = filter_asked()
    with reading() as session:
        record = find(session, Evidence, number)
        page = service.page_with(session, wanted, record)
        detail = service.evidence_detail(session, number)
        choices = service.link_choices(session, on=detail.happened_on, detail=detail)
        return ShowPage(
            title=_("Evidence"),
            record=detail,
            form=form or evidence_form(record, choices),
            files=tuple(_file_part(session, file, file_form) for file in detail.files),
            attach=AttachForm(formdata=None),
            arrival=arrival_told(number),
            today=folder().settings.today(),
            beside=service.evidence_neighbours(session, wanted, record),
            first_language=the_school(session).first_column,
            **_list_parts(session, wanted, page),
        )


def next_to_sort(number: int) -> int | None:
    """The note beside this one, where somebody sorts the inbox."""
    wanted = filter_asked()
    if not wanted.inbox:
        return None
    with reading() as session:
        record = find(session, Evidence, number)
        beside = service.evidence_neighbours(session, wanted, record)
    return beside.older or beside.newer


def new_page(form: NewEvidenceForm, refused: Iterable[SloError] = ()) -> NewPage:
    """An empty record, its draft, or one that was refused.

    Args:
        form: what it says.
        refused: why some files that came with it were not kept.
    """
    offer_for_new(form)
    with reading() as session:
        first_language = the_school(session).first_column
    return NewPage(
        title=_("New evidence"),
        form=form,
        first_language=first_language,
        beginning=beginning(
            DRAFT,
            new_url=url_for("evidence.new"),
            list_url=url_for("evidence.index"),
            not_kept=[explain(error)[0] for error in refused],
        ),
    )


def offer_for_new(form: NewEvidenceForm) -> None:
    """Let the form of a new record know what could be chosen."""
    with reading() as session:
        choices = service.link_choices(session, on=folder().settings.today())
    form.offer(choices)


def offer_choices(form: EvidenceForm, number: int) -> None:
    """Let a sent form know what could be chosen, and when the record began."""
    with reading() as session:
        detail = service.evidence_detail(session, number)
        choices = service.link_choices(session, on=detail.happened_on, detail=detail)
    form.offer(choices)
    form.started = detail.happened_on


def _list_parts(session: Session, wanted: EvidenceFilter, page: int) -> dict[str, Any]:
    everybody = people(session)
    named = next((p for p in everybody if p.id == wanted.person), None)
    years = queries.years_with_evidence(session)
    return {
        "wanted": wanted,
        "kept_to": tuple(in_words(wanted, named)),
        "listing": service.evidence_listing(session, wanted, page=page),
        "counts": queries.evidence_counts(session, wanted),
        "more": filter_form(wanted, years, everybody),
        "dimensions": frameworks().dimensions,
        "families": frameworks().families,
        "around_number": _around_number(wanted),
    }


def _around_number(wanted: EvidenceFilter) -> tuple[str, str]:
    """An address is built once and not for every row of a list."""
    place = place_to_mend(wanted)
    address = url_for("evidence.show", number=0, _anchor=place, **arguments(wanted))
    before, _number, after = address.partition("0")
    return before, after


def _file_part(
    session: Session, file: AttachedFile, refused: FileForm | None
) -> FilePart:
    attachment = find(session, Attachment, file.id)
    form = refused
    if form is None or form.number != file.id:
        form = FileForm.of(attachment)
        form.offer(file.id)
    condition = condition_of(attachment)
    copy = None if condition is Condition.WHOLE else copy_of(attachment)
    return FilePart(file=file, form=form, condition=condition, copy=copy)
