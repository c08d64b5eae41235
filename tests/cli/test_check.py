from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from slo_desktop.storage.driver import dbapi2
from tests.cli.conftest import Run

WAY = {"cy": "dewiswch “Ail-greu’r mynegai chwilio”", "en": "“Make search again”"}


@pytest.mark.parametrize("language", ["cy", "en"])
def test_search_that_is_wrong_is_no_damage_and_the_way_to_mend_it_is_said(
    language: str, run: Run, sample: Path
) -> None:
    def asked() -> tuple[int, str]:
        said = run("check", "--data", sample, "--lang", language)
        return said.code, said.out

    code, said = asked()
    assert code == 0
    assert WAY[language] not in said
    with closing(dbapi2.connect(str(sample / "school.sqlite"))) as connection:
        connection.execute("DELETE FROM text_index WHERE record = 'action'")
        connection.commit()
    code, said = asked()
    assert code == 0
    assert WAY[language] in said
