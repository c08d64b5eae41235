"""Evidence: write it down, file it, tie it to what it shows and serves, find it."""

from slo_desktop.services.evidence.changing import (
    attach_file,
    bin_evidence,
    detach_file,
    edit_evidence,
    edit_file,
    file_it,
    link,
    mark_text,
    quick_capture,
    record_evidence,
    restore_evidence,
    unlink,
)
from slo_desktop.services.evidence.looking import (
    PAGE_ROWS,
    evidence_detail,
    evidence_listing,
    evidence_neighbours,
    link_choices,
    page_with,
)

__all__ = [
    "PAGE_ROWS",
    "attach_file",
    "bin_evidence",
    "detach_file",
    "edit_evidence",
    "edit_file",
    "evidence_detail",
    "evidence_listing",
    "evidence_neighbours",
    "file_it",
    "link",
    "link_choices",
    "mark_text",
    "page_with",
    "quick_capture",
    "record_evidence",
    "restore_evidence",
    "unlink",
]
