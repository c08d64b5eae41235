from __future__ import annotations

import pytest

from slo_desktop.domain.bilingual import Bilingual
from slo_desktop.domain.languages import Language
from slo_desktop.reports.words import Column

HEAD = Bilingual.of(cy="Pennaeth", en="Headteacher")
TEACHER = Bilingual.of(cy="Athro", en="Teacher")
INITIALS = Bilingual.of(cy="CD", en="CD")
ONLY_WELSH = Bilingual.of(cy="Cynorthwyydd")


@pytest.mark.parametrize(
    ("people", "language", "expected"),
    [
        ((TEACHER, HEAD), Language.CY, "Athro a Phennaeth"),
        ((TEACHER, HEAD), Language.EN, "Teacher and Headteacher"),
        ((HEAD, INITIALS), Language.CY, "Pennaeth a CD"),
        ((INITIALS, ONLY_WELSH), Language.CY, "CD a Chynorthwyydd"),
        ((HEAD, HEAD), Language.CY, "Pennaeth"),
        ((), Language.CY, ""),
    ],
)
def test_welsh_mutates_a_role_after_a_and_no_name(
    people: tuple[Bilingual, ...], language: Language, expected: str
) -> None:
    assert Column(language, alone=True).names(people) == expected
