"""Every route of the plan, joined to its blueprint."""

from __future__ import annotations

from slo_desktop.web.plan import actions, criteria, needs, priorities, updates, years
from slo_desktop.web.plan.blueprint import bp

__all__ = ["actions", "bp", "criteria", "needs", "priorities", "updates", "years"]
