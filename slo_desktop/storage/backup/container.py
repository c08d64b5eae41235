"""The backup file: a ZIP that any computer can open, read here as if it were hostile.

Its end holds the SHA-256 of everything before, so that no byte of it can change
unseen. Nothing is ever unpacked by the names in the file: only what the manifest lists
is read, under the sizes it gives, to places that the caller chooses.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING

from slo_desktop.domain.safety.backups import Manifest
from slo_desktop.domain.safety.errors import (
    BackupFault,
    BackupRefusedError,
    BackupStoppedError,
)
from slo_desktop.domain.safety.parts import (
    KEY,
    MANIFEST,
    MANIFEST_BYTES,
    SEALED,
    Part,
)
from slo_desktop.storage.backup.frame import (
    UNREADABLE,
    check_entries,
    check_hash,
    check_names,
    open_frame,
)
from slo_desktop.storage.backup.frame import is_sealed as is_sealed_frame

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Callable, Iterator

CHUNK = 1 << 20
"""Bytes that are read at a time."""


class Container:
    """An opened backup whose entries are exactly those of its manifest."""

    def __init__(
        self,
        path: Path,
        archive: zipfile.ZipFile,
        manifest: Manifest,
        *,
        seal: Path | None = None,
    ) -> None:
        self.path = path
        self.manifest = manifest
        self._seal = seal
        self._archive = archive

    @property
    def sealed(self) -> bool:
        """Whether it needed a key."""
        return self._seal is not None

    def chunks(self, part: Part) -> Iterator[bytes]:
        """The bytes of one part, never more than its size.

        Raises:
            BackupRefusedError: they are not what the manifest says; raised at the end.
        """
        seen, size = hashlib.sha256(), 0
        try:
            with self._open(part) as file:
                while chunk := file.read(min(CHUNK, part.size - size + 1)):
                    size += len(chunk)
                    if size > part.size:
                        break
                    seen.update(chunk)
                    yield chunk
        except UNREADABLE as error:
            raise BackupRefusedError(BackupFault.DAMAGED, part=part.path) from error
        if size != part.size or seen.hexdigest() != part.sha256:
            raise BackupRefusedError(BackupFault.DAMAGED, part=part.path)

    def _open(self, part: Part) -> IO[bytes]:
        if part.is_object and not self.manifest.inside:
            return self._open_beside(part)
        return self._archive.open(part.path)

    def _open_beside(self, part: Part) -> IO[bytes]:
        place = self.path.parent / part.path
        try:
            if place.is_symlink():
                raise FileNotFoundError(place)
            return place.open("rb")
        except OSError as error:
            raise BackupRefusedError(
                BackupFault.MISSING_PART, part=part.path
            ) from error

    def extract(self, part: Part, target: Path) -> None:
        """Write one part to a new file, whole and right, or not at all.

        Raises:
            BackupRefusedError: the part is not what the manifest says.
            FileExistsError: the target is there already.
        """
        target.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o600)
        try:
            with os.fdopen(handle, "wb") as file:
                for chunk in self.chunks(part):
                    file.write(chunk)
                file.flush()
                os.fsync(file.fileno())
        except BaseException:
            target.unlink(missing_ok=True)
            raise

    def verify(
        self,
        progress: Callable[[int, int], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> None:
        """Compare every byte and every part with its hash.

        Args:
            progress: is told bytes looked at, and bytes in all.
            cancelled: asked now and then.

        Raises:
            BackupRefusedError: something is wrong; `part` says where.
            BackupStoppedError: it was cancelled.
        """
        done, total = 0, self.manifest.size
        for part in self.manifest.parts:
            for chunk in self.chunks(part):
                done += len(chunk)
                if cancelled is not None and cancelled():
                    raise BackupStoppedError
                if progress is not None:
                    progress(done, total)
        self.check_whole()

    def check_whole(self) -> None:
        """Compare the file itself, without what lies beside it, with its hash.

        Raises:
            BackupRefusedError: it is damaged.
        """
        for place in filter(None, (self.path, self._seal)):
            with place.open("rb") as file:
                check_hash(file)


_BINARY = getattr(os, "O_BINARY", 0)


@contextmanager
def opened(
    path: Path, *, key: str | None = None, scratch: Path | None = None
) -> Iterator[Container]:
    """Open a backup; everything about its frame is checked before this returns.

    Args:
        path: the file.
        key: an age secret key, where it is sealed.
        scratch: an existing folder that a sealed one may be unsealed into.

    Raises:
        BackupRefusedError: it is not a backup of ours, damaged, or needs another key.
    """
    with ExitStack() as stack:
        archive = stack.enter_context(_archive(path))
        sealed = is_sealed_frame(archive)
        if sealed:
            if key is None:
                raise BackupRefusedError(BackupFault.LOCKED)
            inner = stack.enter_context(_unsealed(archive, key, scratch))
            archive = stack.enter_context(_archive(inner))
            if is_sealed_frame(archive):
                raise BackupRefusedError(BackupFault.UNEXPECTED_ENTRY, part=SEALED)
            yield Container(inner, archive, _manifest(archive), seal=path)
        else:
            yield Container(path, archive, _manifest(archive))


def read_manifest(
    path: Path, *, key: str | None = None, scratch: Path | None = None
) -> Manifest:
    """What a backup says of itself, once its frame is found right.

    Raises:
        BackupRefusedError: it is not a backup of ours, damaged, or needs another key.
    """
    with opened(path, key=key, scratch=scratch) as container:
        return container.manifest


def is_sealed(path: Path) -> bool:
    """Whether a backup needs a key to be read.

    Raises:
        BackupRefusedError: it is not a backup of ours.
    """
    with _archive(path) as archive:
        return is_sealed_frame(archive)


def key_file(path: Path) -> bytes:
    """The school's private key as a sealed backup carries it, under its passphrase.

    Raises:
        BackupRefusedError: it is not a sealed backup of ours.
    """
    with _archive(path) as archive:
        if KEY not in archive.NameToInfo:
            raise BackupRefusedError(BackupFault.NOT_A_BACKUP)
        try:
            return archive.read(KEY)
        except UNREADABLE as error:
            raise BackupRefusedError(BackupFault.DAMAGED, part=KEY) from error


def check_file(path: Path) -> None:
    """Compare a backup file with the hash it ends with; no key is needed.

    Raises:
        BackupRefusedError: it is not a backup of ours, or damaged.
    """
    with _archive(path), path.open("rb") as file:
        check_hash(file)


@contextmanager
def _archive(path: Path) -> Iterator[zipfile.ZipFile]:
    with path.open("rb") as file, open_frame(file) as archive:
        check_names(archive)
        yield archive


def _manifest(archive: zipfile.ZipFile) -> Manifest:
    try:
        with archive.open(MANIFEST) as file:
            text = file.read(MANIFEST_BYTES + 1)
    except UNREADABLE as error:
        raise BackupRefusedError(BackupFault.DAMAGED, part=MANIFEST) from error
    if len(text) > MANIFEST_BYTES:
        raise BackupRefusedError(BackupFault.TOO_LARGE, limit=MANIFEST_BYTES)
    manifest = Manifest.from_json(text)
    check_entries(archive, manifest)
    return manifest


@contextmanager
def _unsealed(
    archive: zipfile.ZipFile, key: str, scratch: Path | None
) -> Iterator[Path]:
    from slo_desktop.storage.backup.sealing import unseal  # noqa: PLC0415  rarely

    with tempfile.TemporaryDirectory(prefix="open-", dir=scratch) as folder:
        place = Path(folder) / "backup.zip"
        with archive.open(SEALED) as sealed, place.open("xb") as plain:
            unseal(sealed, plain, key)
        yield place
