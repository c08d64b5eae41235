from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest

from slo_desktop.domain.errors import PrintFailedError
from slo_desktop.domain.governors import Layout
from slo_desktop.reports.governors import order
from slo_desktop.reports.press import Press
from tests.faults.proof import Proof
from tests.reports import reading, world

ON_LINUX = pytest.mark.skipif(
    sys.platform != "linux", reason="needs a limit set from outside (Linux)"
)
pytestmark = [ON_LINUX, pytest.mark.slow]
PHOTOS, MEMORY = 300, 192 << 20


def limit_memory(process: int) -> None:
    """Let a running process have no more than this, whatever it has already."""
    import resource

    resource.prlimit(process, resource.RLIMIT_AS, (MEMORY, resource.RLIM_INFINITY))


def test_f15_three_hundred_photos_that_do_not_fit_fail_alone(
    tmp_path: Path, proof: Proof
) -> None:
    kept = world.photo(tmp_path)
    photos = [replace(kept, sha256=f"{n:064x}") for n in range(PHOTOS)]
    evidence = tuple(
        world.evidence(n, photos=tuple(photos[n::100])) for n in range(100)
    )
    large = replace(world.report(), evidence=evidence)
    with Press(tmp_path / "cache") as press:
        press.warm_up()
        press.print_out(order(world.small_report(), Layout.CY, tmp_path / "first.pdf"))
        assert press._worker is not None
        limit_memory(press._worker.pid)
        with pytest.raises(PrintFailedError):
            press.print_out(order(large, Layout.SIDE_BY_SIDE, tmp_path / "large.pdf"))
        assert not (tmp_path / "large.pdf").exists()
        press.close()
        pdf = tmp_path / "next.pdf"
        press.print_out(order(world.small_report(), Layout.CY, pdf))
        assert reading.faults(pdf) == []
    proof.count("faults")
