"""What a check has found, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from slo_desktop.domain.checking import Fault
from slo_desktop.i18n.catalogues import N_, say
from slo_desktop.i18n.field_words import kind_label

if TYPE_CHECKING:
    from slo_desktop.domain.checking import Finding
    from slo_desktop.domain.languages import Language

FAULTS = {
    Fault.DATABASE: N_("The data file is missing or damaged: %(name)s."),
    Fault.INTEGRITY: N_("The data file is damaged: %(name)s."),
    Fault.FOREIGN_KEY: N_("A record names another that is not there: %(kind)s."),
    Fault.RECORD_UNREADABLE: N_("A record cannot be read: %(kind)s %(name)s."),
    Fault.RECORD_CHANGED: N_(
        "A record was changed from outside the program: %(kind)s %(name)s."
    ),
    Fault.RECORD_MISSING: N_("A record is missing: %(kind)s %(name)s."),
    Fault.CHAIN_BROKEN: N_("The history is broken at change: %(name)s."),
    Fault.JOURNAL_DIFFERS: N_("The journal differs at change: %(name)s."),
    Fault.FILE_MISSING: N_("A kept file is missing: %(name)s."),
    Fault.FILE_CHANGED: N_("A kept file has changed: %(name)s."),
    Fault.JOURNAL_BEHIND: N_("The journal is behind; it catches up by itself."),
    Fault.TEXTS_OUT_OF_DATE: N_("Search must be made again for: %(kind)s %(name)s."),
    Fault.FILE_ORPHAN: N_("A file that no record names: %(name)s."),
}


def finding_line(finding: Finding, language: Language) -> str:
    """One thing that is not as it should be, as a sentence."""
    kind = kind_label(finding.kind, language) if finding.kind else ""
    facts = {"kind": kind, "name": finding.name}
    return say(FAULTS[finding.fault], language) % facts
