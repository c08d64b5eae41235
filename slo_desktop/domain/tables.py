"""Cells of tables that other programs open, so that none of them is a formula."""

from __future__ import annotations

GUARD = "'"
FORMULA_STARTS = frozenset("=+-@\t\r\n\x00＝＋－＠")
"""What a spreadsheet takes for the beginning of a formula, also in wide letters."""


def guarded(cell: str) -> str:
    """A cell that every spreadsheet shows as the text it is."""
    is_formula = bool(cell) and cell[0] in FORMULA_STARTS
    return f"{GUARD}{cell}" if is_formula else cell


def unguarded(cell: str) -> str:
    """A cell as it was before it was guarded; any other stays as it is."""
    is_guarded = len(cell) > 1 and cell[0] == GUARD and cell[1] in FORMULA_STARTS
    return cell[1:] if is_guarded else cell
