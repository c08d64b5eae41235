"""Whether the bytes of an attached file are as they were, and where a copy is.

Nothing is hashed for every page: a size is compared, and only a file that the last look
at the whole folder complained about is read.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from slo_desktop.domain.checking import Fault
from slo_desktop.i18n.restore_words import moment
from slo_desktop.storage.checked import CheckedStore
from slo_desktop.web.folder import folder
from slo_desktop.web.language import current_language

if TYPE_CHECKING:
    from slo_desktop.storage.models.evidence import Attachment


class Condition(StrEnum):
    """How the kept bytes of a file are."""

    WHOLE = "whole"
    CHANGED = "changed"
    GONE = "gone"


def condition_of(attachment: Attachment) -> Condition:
    """How a file is, as far as that is known without reading it."""
    here, sha256 = folder(), attachment.sha256
    path = here.objects.path(sha256)
    if not path.is_file():
        return Condition.GONE
    is_suspect = path.stat().st_size != attachment.size or sha256 in _complaints()
    is_damaged = is_suspect and not here.objects.is_whole(sha256)
    return Condition.CHANGED if is_damaged else Condition.WHOLE


def _complaints() -> frozenset[str]:
    last = CheckedStore(folder().settings.data_dir).last()
    found = last.findings if last else ()
    return frozenset(each.name for each in found if each.fault is Fault.FILE_CHANGED)


def copy_of(attachment: Attachment) -> str | None:
    """When the newest backup was made that holds a file; None where none does."""
    kept = folder().backups.kept.holding(attachment.sha256)
    return moment(kept.manifest.made_at, current_language()) if kept else None
