"""Values of the pages of a restore, in the reader's language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import url_for
from flask_babel import gettext as _

from slo_desktop.domain.safety.errors import BackupRefusedError
from slo_desktop.domain.safety.restoring import RECORDS, Here
from slo_desktop.domain.safety.standing import DiskRefusedError
from slo_desktop.i18n.catalogues import N_, say
from slo_desktop.i18n.numbers import file_size
from slo_desktop.i18n.restore_words import (
    GOOD,
    KINDS,
    LOST,
    REASONS,
    STEPS,
    UNTOUCHED,
    another_line,
    changes_lines,
    moment,
    note_line,
    refusal_line,
    warning_lines,
    why_refused,
    work_line,
)
from slo_desktop.i18n.safety_words import safety_line
from slo_desktop.web.folder import folder
from slo_desktop.web.language import current_language
from slo_desktop.web.restoring import working
from slo_desktop.web.restoring.pages import (
    BrokenRow,
    ChoosePage,
    Fact,
    KeptRow,
    KindRow,
    LookPage,
    RefusedPage,
    SurePage,
)
from slo_desktop.web.restoring.sources import sources
from slo_desktop.web.work import WorkPage

if TYPE_CHECKING:
    from slo_desktop.domain.errors import SloError
    from slo_desktop.domain.languages import Language
    from slo_desktop.domain.safety.backups import Kept
    from slo_desktop.domain.safety.restoring import Comparison
    from slo_desktop.storage.backup.keeping import Broken
    from slo_desktop.web.jobs import Job
    from slo_desktop.web.restoring.forms import FileForm, SureForm
    from slo_desktop.web.restoring.sources import Source

TAKE_BACK = N_("Take the restore back")
BRING_BACK = N_("Bring the sample school back")


def address(endpoint: str, source: Source, **more: Any) -> str:
    """The address of a page about one backup."""
    return url_for(f"restoring.{endpoint}", place=source.place, id_=source.id, **more)


def choose_page(form: FileForm, problem: str | None = None) -> ChoosePage:
    """Everything that can be restored."""
    own, language = sources(), current_language()
    note = own.note
    return ChoosePage(
        title=_("Restore from a backup"),
        kept=tuple(map(_kept_row, own.backups.all())),
        broken=tuple(map(_broken_row, own.backups.broken())),
        form=form,
        has_dialog=folder().shell is not None,
        problem=problem,
        last=note_line(note, language) if note else None,
        can_undo=can_undo(),
        undo=say(BRING_BACK if note and note.own else TAKE_BACK, language),
    )


def can_undo() -> bool:
    """Whether the last restore can be taken back."""
    note = sources().note
    if note is None or not note.safety:
        return False
    is_there = any(one.path.name == note.safety for one in sources().backups.all())
    return is_there and note.ending in GOOD


def _kept_row(kept: Kept) -> KeptRow:
    language, manifest = current_language(), kept.manifest
    proven = kept.proven_at
    counted = (n for kind, n in manifest.counts.items() if kind in RECORDS)
    return KeptRow(
        url=url_for("restoring.look", place="kept", id_=kept.path.name),
        made=moment(manifest.made_at, language),
        reason=say(REASONS[manifest.reason], language),
        records=sum(counted),
        files=len(manifest.objects),
        proven=moment(proven, language) if proven else _("Not yet"),
        is_proven=proven is not None,
    )


def _broken_row(broken: Broken) -> BrokenRow:
    told = why_refused(BackupRefusedError(broken.fault), current_language())
    return BrokenRow(name=broken.path.name, reason=told or "")


def look_page(source: Source, job: Job) -> LookPage:
    """What a backup holds, and what would change."""
    found: Comparison = job.result
    language = current_language()
    return LookPage(
        title=found.school.shown(language).text or source.name,
        name=source.name,
        facts=tuple(_facts(found)),
        kinds=tuple(
            KindRow(label=say(KINDS[count.kind], language), count=count)
            for count in found.kinds
        ),
        lines=tuple(changes_lines(found, language)),
        warnings=tuple(warning_lines(found, language)),
        another=another_line(found, language),
        is_first=found.here is not Here.SCHOOL,
        sure_url=address("sure", source, job=job.key),
    )


def _facts(found: Comparison) -> list[Fact]:
    language, manifest = current_language(), found.manifest
    facts = [
        Fact(name=_("Backup made"), value=moment(manifest.made_at, language)),
        Fact(name=_("Why"), value=say(REASONS[manifest.reason], language)),
        Fact(name=_("Newest change in it"), value=moment(found.newest, language)),
        Fact(name=_("Size"), value=file_size(manifest.size, language)),
        Fact(name=_("Version of the program"), value=manifest.program),
    ]
    if found.newest_here:
        here = moment(found.newest_here, language)
        facts.insert(3, Fact(name=_("Newest change here"), value=here))
    return facts


def sure_page(source: Source, job: Job, form: SureForm) -> SurePage:
    """The last question before everything is replaced."""
    found: Comparison = job.result
    language = current_language()
    when = moment(found.manifest.made_at, language)
    return SurePage(
        title=_("Restore this backup?"),
        act=_("Restore the backup: %(when)s", when=when),
        lines=tuple(_sure_lines(found)),
        warnings=tuple(warning_lines(found, language)),
        another=another_line(found, language),
        form=form,
        url=address("begin", source, job=job.key),
        back_url=address("look", source),
    )


def _sure_lines(found: Comparison) -> list[str]:
    language = current_language()
    if found.here is not Here.SCHOOL:
        return [_("There is nothing here that would be lost.")]
    lines = [
        _(
            "Everything in the school now is replaced by what the backup holds. A "
            "backup of how it is now is made first, so that you can take this back."
        )
    ]
    if found.lost.changes:
        lines.append(work_line(LOST, found.lost, language))
    return lines


def refused_page(source: Source, job: Job) -> RefusedPage:
    """Why a backup is not restored."""
    told = refusal_line(job.error, current_language()) if job.error else None
    return RefusedPage(
        title=_("This backup was not restored"),
        name=source.name,
        reason=told or _("Something went wrong in the program. Nothing was changed."),
        back=_("Choose another backup"),
        back_url=url_for("restoring.choose"),
    )


def not_begun_page(job: Job) -> RefusedPage:
    """Why the sample school did not make room."""
    return RefusedPage(
        title=_("Your own school was not begun"),
        name="",
        reason=_why_not_begun(job.error, current_language()),
        back=_("Back"),
        back_url=url_for("school.begin"),
    )


def _why_not_begun(error: SloError | None, language: Language) -> str:
    if isinstance(error, DiskRefusedError):
        return f"{safety_line(error, language)} {say(UNTOUCHED, language)}"
    told = refusal_line(error, language) if error else None
    return told or _("Something went wrong in the program. Nothing was changed.")


def work_page(job: Job, next_url: str) -> WorkPage:
    """How far a look or a restore is."""
    is_look = job.kind == working.LOOK
    may_stop = not job.is_over
    return WorkPage(
        title=_work_title(job),
        words=words_of(job),
        percent=working.percent(job),
        promise=_(
            "What is in the school now stays as it is until everything is ready."
        ),
        state_url=url_for("restoring.state", key=job.key),
        next_url=next_url,
        gone_url=url_for("restoring.choose") if is_look else url_for("home.index"),
        stop_url=url_for("restoring.stop", key=job.key) if may_stop else None,
    )


def _work_title(job: Job) -> str:
    if job.kind == working.LOOK:
        return _("Looking at the backup")
    is_own = working.is_own(job)
    return _("Making room for your own school") if is_own else _("Restoring the backup")


def words_of(job: Job) -> str:
    """What a look or a restore is doing."""
    if sources().ordered == job.key:
        return _("The program closes the school and opens it again.")
    return say(STEPS[working.step_of(job)], current_language())
