"""Take steps back and bring them back, and tell what happened to a record."""

from slo_desktop.services.history.days import day_of
from slo_desktop.services.history.reading import history_of
from slo_desktop.services.history.steps import last_step, last_undone, step_for
from slo_desktop.services.history.undoing import redo, undo

__all__ = [
    "day_of",
    "history_of",
    "last_step",
    "last_undone",
    "redo",
    "step_for",
    "undo",
]
