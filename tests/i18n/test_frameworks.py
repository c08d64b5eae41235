"""The shipped lists are whole, in both languages, and say what is a draft."""

from __future__ import annotations

import re

import pytest

from slo_desktop.domain.frameworks import Entry, Framework, dimension_of, short_code
from slo_desktop.domain.languages import Language
from slo_desktop.i18n.frameworks import folder, frameworks

EVERYTHING = list(frameworks().entries.values())


def by_code(code: str) -> Entry:
    entry = frameworks().entry(code)
    assert entry
    return entry


def test_there_are_seven_dimensions_and_fifty_elements() -> None:
    lists = frameworks()
    assert [entry.code for entry in lists.dimensions] == [
        f"slo-wales/{number}" for number in range(1, 8)
    ]
    assert len(lists.elements) == 50
    assert lists.elements[0].code == "slo-wales/1.1"
    assert lists.elements[-1].code == "slo-wales/7.7"
    in_order = [tuple(map(int, entry.short.split("."))) for entry in lists.elements]
    assert in_order == sorted(in_order)


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("evidence_kinds", 22),
        ("families", 8),
        ("learning_kinds", 18),
        ("learning_groups", 4),
        ("impact_levels", 5),
        ("standards", 5),
        ("hallmarks", 8),
        ("national_priorities", 6),
        ("inspection_areas", 3),
        ("plan_contents", 6),
        ("funding_sources", 6),
        ("role_groups", 6),
        ("four_purposes", 4),
        ("enabling_objectives", 4),
        ("three_questions", 3),
        ("reflective_questions", 8),
        ("change_layers", 4),
    ],
)
def test_every_list_is_whole(name: str, count: int) -> None:
    assert len(getattr(frameworks(), name)) == count


def test_every_file_is_read() -> None:
    assert {path.stem for path in folder().glob("*.json")} == set(frameworks().by_key)
    assert all(list_.version for list_ in frameworks().by_key.values())
    assert all(list_.entries for list_ in frameworks().by_key.values())


@pytest.mark.parametrize("entry", EVERYTHING, ids=lambda entry: entry.code)
def test_every_entry_speaks_both_languages(entry: Entry) -> None:
    for text in (entry.name, entry.full):
        assert text.text(Language.CY)
        assert text.text(Language.EN)
    assert bool(entry.hint.text(Language.CY)) == bool(entry.hint.text(Language.EN))


def test_codes_are_stable_words_and_never_repeated() -> None:
    total = sum(len(list_.entries) for list_ in frameworks().by_key.values())
    assert total == len(EVERYTHING)
    assert all(re.fullmatch(r"[a-z0-9./-]+", entry.code) for entry in EVERYTHING)


def test_every_kind_belongs_to_a_family_or_group() -> None:
    lists = frameworks()
    families = {entry.short for entry in lists.families}
    assert {kind.extra["family"] for kind in lists.evidence_kinds} == families
    groups = {entry.short for entry in lists.learning_groups}
    assert {kind.extra["group"] for kind in lists.learning_kinds} == groups


def test_a_code_is_shown_by_its_label_and_an_unknown_one_as_it_is() -> None:
    lists = frameworks()
    assert lists.label("slo-wales/4.2", Language.CY) == "Cydnabod menter"
    assert lists.label("slo-wales/4.2", Language.EN) == "Initiative is recognised"
    assert lists.label("slo-wales/9.9", Language.CY) == "slo-wales/9.9"
    assert lists.entry("slo-wales/9.9") is None


def test_an_element_knows_its_dimension() -> None:
    assert frameworks().dimension_of("slo-wales/4.2") == dimension_of("4.2") == 4
    assert frameworks().short("slo-wales/4.2") == short_code("4.2") == "4.2"
    with pytest.raises(ValueError, match=r"."):
        dimension_of("evidence-kinds/learners-work")


def test_a_label_is_short_and_the_whole_statement_is_kept() -> None:
    element = by_code("slo-wales/1.1")
    assert element.name.text(Language.EN) == "Inclusive shared vision"
    assert element.full.text(Language.EN).startswith("A shared and inclusive vision")
    assert by_code("role-groups/leaders").full == by_code("role-groups/leaders").name


def test_welsh_that_nobody_has_checked_is_marked() -> None:
    assert by_code("slo-wales/1.1").draft == {Language.CY}
    assert by_code("evidence-kinds/learner-questionnaire").draft == frozenset()
    assert by_code("evidence-kinds/families/learners").draft == {Language.CY}


@pytest.mark.parametrize(
    ("key", "short", "code"),
    [
        ("estyn-areas", "leading-improving", "estyn-areas/2024/leading-improving"),
        (
            "estyn-areas",
            "leadership-management",
            "estyn-areas/2022/leadership-management",
        ),
        ("national-priorities", "literacy", None),
        ("slo-wales", "4.2", "slo-wales/4.2"),
        ("slo-wales", "slo-wales/4.2", "slo-wales/4.2"),
        ("evidence-kinds", "learners", ""),
        ("evidence-kinds", "slo-wales/4.2", ""),
        ("professional-standards", "pedagogy", "professional-standards/2017/pedagogy"),
    ],
)
def test_the_last_part_of_a_code_finds_it(
    key: str, short: str, code: str | None
) -> None:
    entry = frameworks().resolve(key, short)
    if code is None:
        assert entry
        assert entry.short == short
    else:
        assert (entry.code if entry else "") == code


def test_one_set_of_a_list_can_be_asked_alone() -> None:
    family = frameworks().resolve("evidence-kinds", "learners", part="families")
    assert family
    assert family.code == "evidence-kinds/families/learners"


def test_a_list_that_is_off_stays_known_and_is_not_offered() -> None:
    old = frameworks().by_key["estyn-areas"]
    assert len(old.entries) == 8
    assert len(old.current) == 3
    assert frameworks().by_key["enabling-objectives"].current == ()


def test_every_list_taken_from_others_names_its_source() -> None:
    assert frameworks().by_key["slo-wales"].sources
    assert len(frameworks().by_key["estyn-areas"].sources) == 2


@pytest.mark.parametrize("list_", frameworks().by_key.values(), ids=lambda it: it.key)
def test_a_licence_is_told_in_both_languages_and_without_our_own_notes(
    list_: Framework,
) -> None:
    for source in list_.sources:
        assert not source.name.is_empty
        for language in Language:
            said = source.licence.text(language)
            assert said
            assert "check" not in said.lower()
            assert not said.endswith(".")


def test_one_thing_has_one_name_in_whatever_list_it_stands() -> None:
    lists = frameworks()
    as_evidence = lists.resolve("evidence-kinds", "peer-observation")
    as_learning = lists.resolve("learning-kinds", "peer-observation")
    assert as_evidence
    assert as_learning
    assert as_evidence.name == as_learning.name
