"""The result of the last look at the whole folder, and which files were whole when.

Kept in `checked.json`. A file that cannot be read costs a look more, and nothing else.
"""

from __future__ import annotations

import datetime as dt
import json
from contextlib import suppress
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from slo_desktop.domain.checking import Fault, Finding
from slo_desktop.domain.foreign_json import parsed_object
from slo_desktop.domain.safety.watching import FILE_AGAIN_AFTER, Watched
from slo_desktop.storage.files import write_atomically

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

CHECKED = "checked.json"


class CheckedStore:
    """What is known from looking at one data folder."""

    def __init__(self, data_dir: Path) -> None:
        self.path = data_dir / CHECKED

    def last(self) -> Watched | None:
        """The last whole look; None where there was none."""
        with suppress(OSError, ValueError, KeyError, TypeError, AttributeError):
            return watched_from_json(self._read()["last"])
        return None

    def proven(self, now: dt.datetime) -> set[str]:
        """Kept files that were whole not long ago."""
        with suppress(OSError, ValueError, KeyError, TypeError, AttributeError):
            files = self._read()["files"].items()
            return {
                sha256
                for sha256, at in files
                if now - FILE_AGAIN_AFTER < dt.datetime.fromisoformat(at) <= now
            }
        return set()

    def keep(self, watched: Watched, proven: set[str]) -> None:
        """Keep a result, and the files that were whole in it or not long before."""
        known: dict[str, str] = {}
        with suppress(OSError, ValueError, KeyError, TypeError):
            known = dict(self._read()["files"])
        files = {name: known.get(name, watched.at.isoformat()) for name in proven}
        told = {"last": watched_to_json(watched), "files": files}
        text = json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True)
        write_atomically(self.path, text.encode(), private=True)

    def _read(self) -> dict[str, Any]:
        return parsed_object(self.path.read_text(encoding="utf-8"))


def watched_to_json(watched: Watched) -> dict[str, Any]:
    """As it is kept, and as the worker says it."""
    return asdict(watched) | {
        "at": watched.at.isoformat(),
        "findings": [[f.fault.value, f.kind, f.name] for f in watched.findings],
    }


def watched_from_json(told: Mapping[str, Any]) -> Watched:
    """The way back.

    Raises:
        ValueError, KeyError, TypeError: it makes no sense.
    """
    return Watched(
        at=dt.datetime.fromisoformat(told["at"]),
        records=int(told["records"]),
        changes=int(told["changes"]),
        files=int(told["files"]),
        damaged=int(told["damaged"]),
        findings=tuple(
            Finding(Fault(fault), kind, name) for fault, kind, name in told["findings"]
        ),
    )
