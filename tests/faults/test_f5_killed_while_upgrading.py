from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from slo_desktop.storage.upgrade import HEAD
from tests.faults.frozen import SCHEMAS, Upgraded, thaw
from tests.faults.proof import Proof
from tests.faults.sweeping import Sweep, fail_everywhere, kill_everywhere
from tests.faults.watching import needs_strace, staged

pytestmark = [needs_strace, pytest.mark.slow]
OLDER = [schema for schema in SCHEMAS if schema < HEAD]


@pytest.fixture
def upgrading(tmp_path: Path, schema: int) -> Iterator[Sweep]:
    """The program, opening a folder that an older version wrote."""
    start, world = thaw(schema, tmp_path / "start"), tmp_path / "school"
    with staged(tmp_path / "stage", "alembic.command", "alembic.config") as stage:
        yield Sweep(stage, ["open", str(world)], world, start)


@pytest.mark.parametrize("schema", OLDER)
def test_f5_an_upgrade_killed_anywhere_leaves_the_old_schema_or_the_new(
    upgrading: Sweep, schema: int, proof: Proof
) -> None:
    look = Upgraded(upgrading.world, schema)
    proof.count("kills", kill_everywhere(upgrading, look, most=36))
    assert look.found == {schema, HEAD}


@pytest.mark.parametrize("schema", OLDER)
@pytest.mark.parametrize(
    ("error", "calls"),
    [("ENOSPC", ("write", "pwrite64", "mkdir")), ("EIO", ("fsync", "fdatasync"))],
)
def test_f9_f12_an_upgrade_the_disk_refuses_leaves_the_old_schema_or_the_new(
    upgrading: Sweep, schema: int, proof: Proof, error: str, calls: tuple[str, ...]
) -> None:
    look = Upgraded(upgrading.world, schema)
    faults = fail_everywhere(upgrading, look, error=error, calls=calls, most=12)
    proof.count("faults", faults)
