from __future__ import annotations

import pytest

from slo_desktop.domain.bilingual import Bilingual
from slo_desktop.domain.languages import Language
from slo_desktop.reports.words import Column

HEAD = Bilingual.of(cy="Pennaeth", en="Headteacher")
TEACHER = Bilingual.of(cy="Athro", en="Teacher")
WOMAN_TEACHER = Bilingual.of(cy="Athrawes", en="Teacher")
INITIALS = Bilingual.of(cy="CD", en="CD")
ONLY_WELSH = Bilingual.of(cy="Cynorthwyydd")


@pytest.mark.parametrize(
    ("people", "language", "expected"),
    [
        ((TEACHER, HEAD), Language.CY, "Athro a Phennaeth"),
        ((TEACHER, HEAD), Language.EN, "Teacher and Headteacher"),
        ((HEAD, INITIALS), Language.CY, "Pennaeth a CD"),
        ((INITIALS, ONLY_WELSH), Language.CY, "CD a Chynorthwyydd"),
        ((HEAD, HEAD), Language.CY, "Pennaeth (2)"),
        ((), Language.CY, ""),
    ],
)
def test_welsh_mutates_a_role_after_a_and_no_name(
    people: tuple[Bilingual, ...], language: Language, expected: str
) -> None:
    assert Column(language, alone=True).names(people) == expected


def test_both_languages_speak_of_as_many_people() -> None:
    people = (TEACHER, WOMAN_TEACHER, HEAD, WOMAN_TEACHER)
    welsh, english = (Column(each, alone=False).names(people) for each in Language)
    assert welsh == "Athro, Athrawes (2) a Phennaeth"
    assert english == "Teacher (3) and Headteacher"


def test_a_name_without_a_translation_is_told_apart() -> None:
    people = (HEAD, ONLY_WELSH, ONLY_WELSH)
    english = Column(Language.EN, alone=True)
    assert english.names(people) == "Headteacher"
    assert english.untranslated(people) == {ONLY_WELSH: 2}
    assert Column(Language.CY, alone=True).untranslated(people) == {}
