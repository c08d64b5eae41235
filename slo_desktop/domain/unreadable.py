"""A record that a list shows although it cannot be read."""

from __future__ import annotations

from slo_desktop.domain.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class UnreadableRow:
    """What is still known of a record in which something makes no sense any more.

    Attributes:
        kind: table name, such as `evidence`.
        name: its reference or a person's name, where that much can be read.
        parent: number of the record that it belongs to, where a list is in parts.
    """

    kind: str
    id: int
    name: str = ""
    parent: int | None = None
