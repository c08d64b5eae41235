"""Read an update file as if a stranger had made it, until its signature is right.

Nothing of the description is understood before the signature over its very bytes is
proven, and nothing is read that the signed description does not list.
"""

from __future__ import annotations

import hashlib
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO, Final

from slo_desktop.domain.update_manifest import UpdateManifest
from slo_desktop.domain.updates import (
    PublicKey,
    UpdateFault,
    UpdateRefusedError,
    UpdateStoppedError,
)
from slo_desktop.domain.values import dataclass
from slo_desktop.services.updating import frame
from slo_desktop.services.updating.frame import FrameError, Part
from slo_desktop.services.updating.keys import SIGNED_BYTES, signer_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from slo_desktop.domain.update_manifest import Installer

MANIFEST, SIGNATURE = "manifest.json", "manifest.sig"
MANIFEST_BYTES: Final = 1 << 16
CHUNK: Final = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenUpdate:
    """An update file whose description is proven; it stays open meanwhile.

    Attributes:
        manifest: what it says of itself.
        key: that signed it.
    """

    manifest: UpdateManifest
    key: PublicKey
    _file: BinaryIO
    _parts: tuple[Part, ...]

    def chunks(
        self,
        installer: Installer,
        progress: Callable[[int, int], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> Iterator[bytes]:
        """The bytes of an installer, and never more than its size.

        Args:
            installer: one of the manifest.
            progress: is told bytes read, and bytes in all.
            cancelled: asked now and then.

        Raises:
            UpdateRefusedError: they are not those that were signed; raised at the end.
            UpdateStoppedError: it was cancelled.
            OSError: the file cannot be read.
        """
        part = next(part for part in self._parts if part.name == installer.name)
        seen, left = hashlib.sha256(), part.size
        self._file.seek(part.start)
        while left and (chunk := self._file.read(min(CHUNK, left))):
            if cancelled is not None and cancelled():
                raise UpdateStoppedError
            left -= len(chunk)
            seen.update(chunk)
            yield chunk
            if progress is not None:
                progress(part.size - left, part.size)
        if left or seen.hexdigest() != installer.sha256:
            raise UpdateRefusedError(UpdateFault.CHANGED_INSTALLER)


@contextmanager
def open_update(path: Path, keys: Sequence[PublicKey]) -> Iterator[OpenUpdate]:
    """Open an update; who signed it and its whole form are proven before this returns.

    Args:
        path: the file.
        keys: those that are believed.

    Raises:
        UpdateRefusedError: it is not an update, damaged, or not signed by one of them.
        OSError: it cannot be read.
    """
    with path.open("rb") as file:
        yield _read(file, keys)


def _read(file: BinaryIO, keys: Sequence[PublicKey]) -> OpenUpdate:
    told, content = _first(file)
    signed, signature = _second(file, told)
    key = signer_of(content, signature, keys)
    manifest = UpdateManifest.from_json(content)
    parts = [told, signed]
    try:
        for installer in manifest.installers:
            part = frame.read_part(file, parts[-1].end)
            if (part.name, part.size) != (installer.name, installer.size):
                raise UpdateRefusedError(UpdateFault.DAMAGED)
            parts.append(part)
        frame.check_end(file, parts)
    except FrameError as error:
        raise UpdateRefusedError(UpdateFault.DAMAGED) from error
    return OpenUpdate(manifest=manifest, key=key, _file=file, _parts=tuple(parts))


def _first(file: BinaryIO) -> tuple[Part, bytes]:
    """The description, which begins every update."""
    try:
        part = frame.read_part(file, 0)
    except FrameError as error:
        raise UpdateRefusedError(UpdateFault.NOT_AN_UPDATE) from error
    if part.name != MANIFEST or part.size > MANIFEST_BYTES:
        raise UpdateRefusedError(UpdateFault.NOT_AN_UPDATE)
    content = file.read(part.size)
    if len(content) < part.size:
        raise UpdateRefusedError(UpdateFault.DAMAGED)
    return part, content


def _second(file: BinaryIO, before: Part) -> tuple[Part, bytes]:
    """The signature, which comes next."""
    try:
        part = frame.read_part(file, before.end)
    except FrameError as error:
        raise UpdateRefusedError(UpdateFault.DAMAGED) from error
    if part.name != SIGNATURE:
        raise UpdateRefusedError(UpdateFault.NOT_SIGNED)
    if part.size > SIGNED_BYTES:
        raise UpdateRefusedError(UpdateFault.DAMAGED)
    content = file.read(part.size)
    if len(content) < part.size:
        raise UpdateRefusedError(UpdateFault.DAMAGED)
    return part, content
