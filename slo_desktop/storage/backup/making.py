"""Make a backup of a data folder, beside a program that goes on writing to it.

A backup is believed only when it has been read back from the disk and every hash in it
holds; until then it has another name (SAFETY.md 4.4).
"""

from __future__ import annotations

import datetime as dt
import hashlib
from contextlib import ExitStack
from dataclasses import replace
from typing import TYPE_CHECKING

from slo_desktop import __version__
from slo_desktop.domain.safety.backups import Kept, Manifest, Reason
from slo_desktop.domain.safety.errors import (
    BackupFailedError,
    BackupFault,
    BackupRefusedError,
    MakingFault,
)
from slo_desktop.domain.safety.keys import NoKeyError
from slo_desktop.domain.safety.parts import DATABASE, MOST_PARTS, Part
from slo_desktop.domain.values import dataclass
from slo_desktop.storage.backup.container import opened
from slo_desktop.storage.backup.facts import copy_database, facts_of
from slo_desktop.storage.backup.gathering import gather
from slo_desktop.storage.backup.keeping import Backups
from slo_desktop.storage.backup.naming import name_of
from slo_desktop.storage.backup.readme import sealed_readme
from slo_desktop.storage.backup.workshop import (
    PARTIAL,
    alone,
    need_room,
    workshop,
)
from slo_desktop.storage.backup.writing import (
    ChangedError,
    Watch,
    write_plain,
    write_sealed,
)
from slo_desktop.storage.files import PRIVATE_FOLDER, rename_into_place
from slo_desktop.storage.preferences import PreferenceStore

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from slo_desktop.storage.backup.facts import Facts

ATTEMPTS = 3
"""Times that a backup begins anew because a file was found damaged on the way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is to be made.

    Attributes:
        data_dir: the school's folder.
        database: its data file.
        reason: why.
        now: the time, in UTC.
        target: the file to write; in `backups/` under a name of its own unless given.
        inside: with attached files in it; else they lie beside it.
        sealed: encrypted to the school's keys.
        trial: is given the proven file before it counts, and before it is sealed.
    """

    data_dir: Path
    database: Path
    reason: Reason
    now: dt.datetime
    target: Path | None = None
    inside: bool = False
    sealed: bool = False
    trial: Callable[[Path], None] | None = None


def make(  # noqa: PLR0913  all by name: what, of what, and how far it is
    data_dir: Path,
    database: Path,
    *,
    reason: Reason,
    now: dt.datetime,
    target: Path | None = None,
    inside: bool = False,
    sealed: bool = False,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Kept:
    """Make a backup, and prove what was written before it counts.

    See `Order` for what is asked, and `carry_out` for what can go wrong.

    Args:
        data_dir: the school's folder.
        database: its data file.
        reason: why.
        now: the time, in UTC.
        target: the file to write; in `backups/` under a name of its own unless given.
        inside: with attached files in it; else they lie beside it.
        sealed: encrypted to the school's keys.
        progress: is told bytes done, and bytes in all.
        cancelled: asked now and then.
    """
    order = Order(
        data_dir=data_dir,
        database=database,
        reason=reason,
        now=now,
        target=target,
        inside=inside,
        sealed=sealed,
    )
    return carry_out(order, Watch(progress, cancelled))


def carry_out(order: Order, watch: Watch) -> Kept:
    """Make a backup, and prove what was written before it counts.

    Args:
        order: what is to be made.
        watch: is told how far it is, and may stop it.

    Raises:
        NoRoomError: the disk is too full to begin.
        BackupStoppedError: it was stopped.
        BackupFailedError: the data file cannot be read, or the backup did not prove
            right.
        BackupRefusedError: the school is larger than any backup may be.
        NoKeyError: it is to be sealed, and the school has no key.
        OSError: the disk refused.
    """
    need_room(order.data_dir, order.database.stat().st_size)
    with ExitStack() as stack:
        if order.target is None:
            stack.enter_context(alone(order.data_dir))
        bench = stack.enter_context(workshop(order.data_dir))
        copy = bench / DATABASE
        copy_database(order.database, copy)
        facts = facts_of(copy)
        for _attempt in range(ATTEMPTS):
            try:
                return _make(order, bench, facts, watch)
            except ChangedError:
                # A file was damaged after it was looked at: it counts as missing now.
                watch.done = 0
        raise BackupFailedError(MakingFault.CHANGING)


def _make(order: Order, bench: Path, facts: Facts, watch: Watch) -> Kept:
    backups = Backups(order.data_dir)
    copy = bench / DATABASE
    size = copy.stat().st_size
    found = gather(order.data_dir, facts.objects, inside=order.inside, watch=watch)
    if len(found.objects) + len(found.extra) > MOST_PARTS:
        raise BackupRefusedError(BackupFault.TOO_LARGE, limit=MOST_PARTS)
    manifest = _manifest(order, facts, _part(copy, size), backups.next_number())
    manifest = replace(
        manifest, objects=found.objects, extra=found.extra, missing=found.missing
    )
    target = order.target or backups.folder / name_of(manifest)
    target.parent.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
    need_room(target, sum(part.size for part in manifest.enclosed))
    watch.total = 2 * sum(part.size for part in manifest.enclosed)
    draft = (bench if order.sealed else target.parent) / f"{target.name}{PARTIAL}"
    draft.unlink(missing_ok=True)
    try:
        _write(draft, manifest, found.sources | {DATABASE: copy}, watch)
        if order.trial is not None:
            order.trial(draft)
        if order.sealed:
            _seal(order, draft, target, manifest)
        else:
            rename_into_place(draft, target)
    finally:
        draft.unlink(missing_ok=True)
    size = target.stat().st_size
    return Kept(path=target, manifest=manifest, sealed=order.sealed, bytes=size)


def _part(copy: Path, size: int) -> Part:
    with copy.open("rb") as file:
        return Part(DATABASE, size, hashlib.file_digest(file, "sha256").hexdigest())


def _manifest(order: Order, facts: Facts, database: Part, number: int) -> Manifest:
    return Manifest(
        program=__version__,
        schema=facts.schema,
        made_at=order.now.astimezone(dt.UTC),
        reason=order.reason,
        number=number,
        installation=PreferenceStore(order.data_dir).load().installation or "",
        school=facts.school,
        seq=facts.seq,
        chain=facts.chain,
        newest_change_at=facts.newest_change_at,
        counts=facts.counts,
        database=database,
        inside=order.inside,
    )


def _write(
    draft: Path, manifest: Manifest, sources: Mapping[str, Path], watch: Watch
) -> None:
    """Write it and read it back; a file that packs like a bomb is not packed."""
    write_plain(draft, manifest, sources, watch)
    try:
        _prove(draft, watch)
    except BackupRefusedError as error:
        if error.fault is not BackupFault.TOO_LARGE:
            raise BackupFailedError(error.fault) from error
        draft.unlink()
        watch.done = 0
        write_plain(draft, manifest, sources, watch, packed=False)
        _prove(draft, watch)


def _prove(draft: Path, watch: Watch) -> None:
    with opened(draft) as container:
        for part in container.manifest.enclosed:
            for chunk in container.chunks(part):
                watch.step(len(chunk))
        container.check_whole()


def _seal(order: Order, plain: Path, target: Path, manifest: Manifest) -> None:
    """Encrypt a proven backup, and open what was written to compare it.

    For that it is sealed to one more key, which exists in memory for this minute alone:
    nobody has to type a passphrase.
    """
    from slo_desktop.storage.backup.keyring import Keyring, OpeningKey  # noqa: PLC0415  loads the encryption
    from slo_desktop.storage.backup.sealing import opened_hash  # noqa: PLC0415  the same

    seal = Keyring(order.data_dir).seal()
    if seal is None:
        raise NoKeyError
    proof = OpeningKey.new()
    seal = replace(seal, recipients=(*seal.recipients, proof.public))
    words = sealed_readme(manifest.made_at, manifest.program)
    draft = target.with_name(f"{target.name}{PARTIAL}")
    draft.unlink(missing_ok=True)
    try:
        write_sealed(draft, plain, manifest.made_at, seal, words)
        with plain.open("rb") as file:
            expected = hashlib.file_digest(file, "sha256").hexdigest()
        if opened_hash(draft, proof) != expected:
            raise BackupFailedError(MakingFault.DIFFERENT)
        rename_into_place(draft, target)
    finally:
        draft.unlink(missing_ok=True)
