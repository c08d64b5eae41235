"""Every route of the Safety page, joined to its blueprint."""

from __future__ import annotations

from slo_desktop.web.safety import copies, keys
from slo_desktop.web.safety.blueprint import bp

__all__ = ["bp", "copies", "keys"]
