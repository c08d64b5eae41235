"""What is remembered about the backups of a folder, beside them in `proven.json`."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import field
from typing import TYPE_CHECKING, Any, Self

from slo_desktop.domain.foreign_json import parsed_object
from slo_desktop.domain.safety.backups import Failure
from slo_desktop.domain.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class Notes:
    """When backups were proven, and what went wrong last.

    Attributes:
        proven: when each was last restored for trial, by its name.
        failed: the last automatic backup, if it could not be made.
        unproven: the last trial restore, if it did not end well.
    """

    proven: Mapping[str, dt.datetime] = field(default_factory=dict)
    failed: Failure | None = None
    unproven: Failure | None = None

    def to_json(self) -> str:
        """As it is written."""
        told = {
            "proven": {
                name: at.isoformat() for name, at in sorted(self.proven.items())
            },
            "failed": _out(self.failed),
            "unproven": _out(self.unproven),
        }
        return json.dumps(told, indent=1)

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Read it.

        Raises:
            ValueError, KeyError, TypeError, AttributeError: it makes no sense.
        """
        told = parsed_object(text)
        return cls(
            proven={name: _at(at) for name, at in told["proven"].items()},
            failed=_in(told.get("failed")),
            unproven=_in(told.get("unproven")),
        )


def _out(failure: Failure | None) -> dict[str, str] | None:
    if failure is None:
        return None
    return {"at": failure.at.isoformat(), "fault": failure.fault}


def _in(told: Mapping[str, Any] | None) -> Failure | None:
    return Failure(at=_at(told["at"]), fault=str(told["fault"])) if told else None


def _at(text: str) -> dt.datetime:
    at = dt.datetime.fromisoformat(text)
    if at.tzinfo is None:
        raise ValueError(text)
    return at
