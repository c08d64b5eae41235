"""Check the whole data folder: SQLite's own checks find less than half (SAFETY.md 0.1)."""

from slo_desktop.services.checking.folder import check

__all__ = ["check"]
