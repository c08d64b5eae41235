"""The files that rows name, which lie in `attachments` beside the CSV file."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from slo_desktop.domain.errors import (
    EmptyFileError,
    FileKindRefusedError,
    FileTooLargeError,
    PhotoTooLargeError,
)
from slo_desktop.domain.importing import Finding, Notice
from slo_desktop.storage.models import Attachment

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from slo_desktop.storage.objects import ObjectStore

FOLDER = "attachments"
COLUMN = "attachments"


@dataclass(slots=True)
class KeptFiles:
    """The files of one import, by the names that rows give them."""

    attachments: dict[str, Attachment] = field(default_factory=dict)
    refused: dict[str, Notice] = field(default_factory=dict)

    def of(self, names: Iterable[str]) -> set[Attachment]:
        """The files of one row that are here."""
        return {self.attachments[n] for n in names if n in self.attachments}

    def notices(self, row: int, names: Iterable[str]) -> list[Finding]:
        """What to say about the files of one row that are not."""
        refused = self.refused
        return [Finding(row, COLUMN, refused[n], n) for n in names if n in refused]


def keep_files(
    names: Iterable[str], folder: Path, store: ObjectStore | None
) -> KeptFiles:
    """Keep every file that is there; the same name is one attachment in all rows.

    Args:
        names: what the rows say.
        folder: where to look; only at files of this very folder.
        store: takes the bytes; None only looks whether they are there.
    """
    kept, present = KeptFiles(), _present(folder)
    for name in dict.fromkeys(names):
        path = present.get(_same(name))
        if path is None:
            kept.refused[name] = Notice.FILE_NOT_FOUND
        elif store is not None:
            _keep(kept, name, path, store)
    return kept


def _same(name: str) -> str:
    """A name as compared: some systems store accents apart, some ignore case."""
    return unicodedata.normalize("NFC", name).casefold()


def _present(folder: Path) -> dict[str, Path]:
    if not folder.is_dir():
        return {}
    files = (p for p in sorted(folder.iterdir()) if p.is_file() and not p.is_symlink())
    return {_same(path.name): path for path in files}


def _keep(kept: KeptFiles, name: str, path: Path, store: ObjectStore) -> None:
    try:
        with path.open("rb") as stream:
            stored = store.add(stream, name)
    except EmptyFileError:
        kept.refused[name] = Notice.FILE_EMPTY
    except (FileTooLargeError, PhotoTooLargeError):
        kept.refused[name] = Notice.FILE_TOO_LARGE
    except FileKindRefusedError:
        kept.refused[name] = Notice.FILE_KIND_REFUSED
    except OSError:
        kept.refused[name] = Notice.FILE_NOT_FOUND
    else:
        kept.attachments[name] = Attachment(
            sha256=stored.sha256,
            name=unicodedata.normalize("NFC", path.name),
            media_type=stored.media_type,
            size=stored.size,
        )
