"""Prove a backup by doing what it is for: restore it, and compare everything.

It goes into a scratch folder of its own. Attached files are restored one after the
other, read back and emptied, so that no room is needed for all of them at once.
"""

from __future__ import annotations

import stat
from typing import TYPE_CHECKING

from slo_desktop.domain.checking import Fault
from slo_desktop.domain.errors import MigrationFailedError, SloError
from slo_desktop.domain.safety.errors import BackupRefusedError, BackupStoppedError
from slo_desktop.domain.safety.parts import DATABASE
from slo_desktop.domain.safety.proofs import Proof
from slo_desktop.services.checking import check
from slo_desktop.services.checking.tally import Tally
from slo_desktop.storage.backup.container import opened
from slo_desktop.storage.backup.facts import facts_of
from slo_desktop.storage.backup.gathering import is_whole
from slo_desktop.storage.backup.writing import Watch
from slo_desktop.storage.upgrade import HEAD, upgrade

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from slo_desktop.domain.safety.backups import Manifest
    from slo_desktop.storage.backup.container import Container


def prove(
    path: Path,
    *,
    scratch: Path,
    now: dt.datetime,
    key: str | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Proof:
    """Restore a backup into an empty folder, and compare every hash and count.

    Args:
        path: the backup.
        scratch: an empty folder of our own; what is left in it may be removed.
        now: the time, in UTC.
        key: an age secret key, where it is sealed.
        cancelled: asked now and then.

    Raises:
        BackupStoppedError: it was cancelled.
        OSError: the disk refused.
    """
    watch = Watch(cancelled=cancelled)
    try:
        with opened(path, key=key, scratch=scratch) as container:
            return _prove(container, scratch / "restored", now, watch)
    except BackupRefusedError as error:
        return Proof(at=now, faults=(_word(error),))


def _prove(container: Container, folder: Path, now: dt.datetime, watch: Watch) -> Proof:
    manifest = container.manifest
    container.check_whole()
    database = folder / DATABASE
    container.extract(manifest.database, database)
    faults = [*_differences(database, manifest)]
    for part in manifest.extra:
        container.extract(part, folder / part.path)
    tally = Tally(rest=lambda: watch.step(0))
    damaged = tuple(_restore_objects(container, folder, tally, watch))
    try:
        if manifest.schema < HEAD:
            upgrade(database)
        checked = check(folder, database, tally=tally)
    except BackupStoppedError:
        raise
    except MigrationFailedError as error:
        return Proof(at=now, faults=(*faults, error.reason), damaged=damaged)
    except SloError as error:
        return Proof(at=now, faults=(*faults, type(error).__name__), damaged=damaged)
    gone = {*manifest.missing, *damaged}
    found = {
        finding.fault.value
        for finding in checked.findings
        if finding.fault.is_damage and finding.name not in gone
    }
    return Proof(
        at=now,
        records=checked.records,
        changes=checked.changes,
        files=len(manifest.objects) - len(damaged),
        faults=tuple(faults),
        found=tuple(sorted(found)),
        damaged=damaged,
    )


def _word(error: BackupRefusedError) -> str:
    return f"{error.fault}: {error.part}" if error.part else error.fault.value


def _differences(database: Path, manifest: Manifest) -> Iterator[str]:
    """What the data file does not hold as the manifest says."""
    facts = facts_of(database)
    if facts.schema != manifest.schema:
        yield "schema"
    if (facts.seq, facts.chain) != (manifest.seq, manifest.chain):
        yield "chain"
    if dict(facts.counts) != dict(manifest.counts):
        yield "counts"
    listed = {part.sha256 for part in manifest.objects} | set(manifest.missing)
    if set(facts.objects) != listed:
        yield "objects"


def _restore_objects(
    container: Container, folder: Path, tally: Tally, watch: Watch
) -> Iterator[str]:
    """Write each file, read it back, and leave an empty one; gives the damaged."""
    for part in container.manifest.objects:
        place = folder / part.path
        try:
            container.extract(part, place)
        except BackupRefusedError:
            yield part.sha256
            continue
        if not is_whole(place, part.sha256, watch):
            yield part.sha256
            continue
        place.chmod(stat.S_IREAD | stat.S_IWRITE)
        place.write_bytes(b"")
        tally.proven.add(part.sha256)


def says_only_missing(proof: Proof) -> bool:
    """Whether nothing is wrong but files that the folder itself lacks."""
    return not (proof.faults or proof.damaged) and set(proof.found) <= {
        Fault.FILE_MISSING.value
    }
