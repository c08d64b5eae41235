"""Bring a school back from a backup file: look first, prove everything, then swap.

Nothing of the folder is touched before the backup has been proven in a place of its
own, and before what the folder holds has been backed up and proven itself.
"""

from slo_desktop.services.safety.restoring.beginning import begin_empty, lay_out
from slo_desktop.services.safety.restoring.doing import (
    give_up,
    prepare,
    put_in_place,
)
from slo_desktop.services.safety.restoring.looking import look
from slo_desktop.services.safety.restoring.proving import what_is_here

__all__ = [
    "begin_empty",
    "give_up",
    "lay_out",
    "look",
    "prepare",
    "put_in_place",
    "what_is_here",
]
