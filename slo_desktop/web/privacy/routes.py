"""Every route of the privacy pages, joined to their blueprint."""

from __future__ import annotations

from slo_desktop.web.privacy import erasing, handing, keeping
from slo_desktop.web.privacy.blueprint import bp

__all__ = ["bp", "erasing", "handing", "keeping"]
