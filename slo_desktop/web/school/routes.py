"""First run, and the school's own page, joined to their blueprint."""

from __future__ import annotations

from slo_desktop.web.school import beginning, first_run, settings
from slo_desktop.web.school.blueprint import bp

__all__ = ["beginning", "bp", "first_run", "settings"]
