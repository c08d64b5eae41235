"""Every route of the history, joined to its blueprint."""

from __future__ import annotations

from slo_desktop.web.history import days, steps
from slo_desktop.web.history.blueprint import bp

__all__ = ["bp", "days", "steps"]
