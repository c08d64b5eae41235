"""Names of years, the same in both languages."""

from __future__ import annotations

from slo_desktop.domain.school_year import parse_year

__all__ = ["financial_year_name", "parse_year", "year_name"]


def year_name(year: int) -> str:
    """A school year by its first calendar year: 2026/27."""
    return f"{year}/{(year + 1) % 100:02d}"


def financial_year_name(year: int) -> str:
    """A financial year by its first calendar year: 2026-27."""
    return f"{year}-{(year + 1) % 100:02d}"
