"""Values of the pages of an update, in the reader's language."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from flask import url_for
from flask_babel import gettext as _

from slo_desktop import __version__
from slo_desktop.domain.updates import (
    SetupRefusedError,
    UpdateEnding,
    UpdateStep,
    Version,
)
from slo_desktop.i18n.catalogues import say
from slo_desktop.i18n.dates import medium_date
from slo_desktop.i18n.numbers import file_size
from slo_desktop.i18n.update_words import (
    ENDINGS,
    STEPS,
    became_line,
    key_name,
    update_refusal,
)
from slo_desktop.services.updating.keys import built_in_keys
from slo_desktop.web.folder import folder
from slo_desktop.web.language import current_language
from slo_desktop.web.updates import working
from slo_desktop.web.updates.pages import (
    ChoosePage,
    EndingPage,
    Fact,
    LookPage,
    RefusedPage,
)
from slo_desktop.web.work import WorkPage

if TYPE_CHECKING:
    from pathlib import Path

    from slo_desktop.domain.update_manifest import Ready
    from slo_desktop.web.jobs import Job
    from slo_desktop.web.updates.arrived import Source
    from slo_desktop.web.updates.forms import FileForm

PACKAGE = ".deb"


def choose_page(form: FileForm, problem: str | None = None) -> ChoosePage:
    """Choose an update file."""
    return ChoosePage(
        title=_("Update the program"),
        version=__version__,
        has_keys=bool(built_in_keys()),
        has_dialog=folder().shell is not None,
        form=form,
        problem=problem,
        last=_last_line(),
    )


def _last_line() -> str | None:
    updating = folder().preferences.load().updating
    if updating is None or not updating.told:
        return None
    if Version.read(__version__) > Version.read(updating.before):
        return None
    return became_line(updating, __version__, current_language())


def look_page(source: Source, job: Job) -> LookPage:
    """What an update brings; every byte of it was checked."""
    ready: Ready = job.result
    manifest, language = ready.checked.manifest, current_language()
    size = ready.checked.installer.size
    return LookPage(
        title=_("Update to version %(version)s", version=manifest.version),
        name=source.name,
        facts=(
            Fact(name=_("Version here now"), value=__version__),
            Fact(name=_("Version of the update"), value=str(manifest.version)),
            Fact(name=_("Signed on"), value=medium_date(manifest.made_on, language)),
            Fact(name=_("Signed with"), value=key_name(ready.checked.key, language)),
            Fact(name=_("Size of the installer"), value=file_size(size, language)),
        ),
        news=manifest.news[language],
        install_url=url_for("updates.begin", id_=source.id, job=job.key),
        save_url=url_for("updates.save", key=job.key),
    )


def work_page(job: Job, next_url: str) -> WorkPage:
    """How far a look or an installation is."""
    is_look = job.kind == working.LOOK
    may_stop = not job.is_over and working.step_of(job) is not UpdateStep.STARTING
    return WorkPage(
        title=_("Checking the update") if is_look else _("Installing the update"),
        words=words_of(job),
        percent=job.page or None,
        state_url=url_for("updates.state", key=job.key),
        next_url=next_url,
        gone_url=url_for("updates.show"),
        stop_url=url_for("updates.stop", key=job.key) if may_stop else None,
    )


def words_of(job: Job) -> str:
    """What a look or an installation is doing."""
    return say(STEPS[working.step_of(job)], current_language())


def ending_page(job: Job) -> EndingPage:
    """What happens now that the installer was handed over."""
    ending: UpdateEnding = job.result
    installer: Path = job.about.ready.path
    is_by_hand = ending is UpdateEnding.BY_HAND
    has_command = is_by_hand and installer.suffix == PACKAGE
    place = job.about.saved or f"./{installer.name}"
    command = f"sudo apt-get install {shlex.quote(str(place))}"
    return EndingPage(
        title=_("The update is ready"),
        words=say(ENDINGS[ending], current_language()),
        save_url=url_for("updates.save", key=job.key) if is_by_hand else None,
        command=command if has_command else None,
    )


def refused_page(job: Job) -> RefusedPage:
    """Why an update is not installed."""
    told = update_refusal(job.error, current_language()) if job.error else None
    may_save = isinstance(job.error, SetupRefusedError)
    return RefusedPage(
        title=_("The update was not installed"),
        name=job.about.source.name,
        reason=told or _("Something went wrong in the program. Nothing was changed."),
        save_url=url_for("updates.save", key=job.key) if may_save else None,
    )
