"""Pages of evidence: list, record, files beside it."""
