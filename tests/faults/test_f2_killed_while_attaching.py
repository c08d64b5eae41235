from __future__ import annotations

import itertools

from slo_desktop.domain.checking import Fault
from slo_desktop.services.checking import check
from tests.faults.conftest import Saver
from tests.faults.proof import Proof
from tests.faults.saver import SURVIVED


def test_f2_a_file_is_attached_whole_or_not_at_all_wherever_the_program_dies(
    saver: Saver, proof: Proof
) -> None:
    for point in itertools.count(1):
        ref = f"at-{point}"
        saver.begin(f"die {ref} {point}")
        survived = int(saver.heard()) == SURVIVED
        found = saver.restarted()
        assert saver.acknowledged <= found
        answer = check(saver.folder, saver.folder / "school.sqlite")
        faults = {finding.fault for finding in answer.findings}
        assert faults <= {Fault.FILE_ORPHAN}, f"died at point {point}"
        assert answer.files == len(found), "no row without its file"
        if survived:
            break
    proof.count("kills", point - 1)
    assert ref in found
    assert point > 10, "every sync and rename was tried"
