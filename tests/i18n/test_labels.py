"""Every choice has a word in both languages, and every status a shape."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from enum import StrEnum

import pytest

from slo_desktop import domain
from slo_desktop.domain.attachments import Consent
from slo_desktop.domain.bilingual import Mark, Origin, TextState
from slo_desktop.domain.changes import Op
from slo_desktop.domain.elements import Stage
from slo_desktop.domain.evidence import EvidenceState, Worked
from slo_desktop.domain.languages import Language
from slo_desktop.domain.plan import ActionStatus, CriterionState
from slo_desktop.domain.school import LanguageCategory
from slo_desktop.domain.school_year import TermKey
from slo_desktop.i18n import labels
from slo_desktop.i18n.catalogues import N_, say, translations

CHOICES = [
    ActionStatus,
    Consent,
    CriterionState,
    EvidenceState,
    Language,
    LanguageCategory,
    Mark,
    Op,
    Origin,
    Stage,
    TermKey,
    TextState,
    Worked,
]
MEMBERS = [member for kind in CHOICES for member in kind]


@pytest.mark.parametrize("choice", MEMBERS, ids=repr)
def test_every_choice_has_a_word_in_both_languages(choice: StrEnum) -> None:
    welsh, english = (labels.label(choice, language) for language in Language)
    assert welsh
    assert english
    assert welsh != english


@pytest.mark.parametrize("kind", [ActionStatus, CriterionState, Stage, Worked])
def test_every_status_has_a_shape_of_its_own(kind: type[StrEnum]) -> None:
    shapes = [labels.shape(member) for member in kind]
    assert len(set(shapes)) == len(shapes)
    for member in kind:
        assert labels.shape_name(member, Language.CY)
        assert labels.meaning(member, Language.EN)


def test_labels_can_be_asked_by_name() -> None:
    cy = Language.CY
    assert labels.status_label(ActionStatus.DONE, cy) == "Wedi’i gwblhau"
    assert labels.status_shape(ActionStatus.DONE) == "tick"
    assert labels.criterion_label(CriterionState.MET, cy)
    assert labels.stage_label(Stage.STARTING, cy)
    assert labels.worked_label(Worked.MIXED, cy)
    assert labels.term_label(TermKey.AUTUMN, cy) == "Tymor yr hydref"
    assert labels.consent_label(Consent.GIVEN, cy)
    assert labels.category_label(LanguageCategory.DUAL_LANGUAGE, cy) == "Dwy Iaith"
    assert labels.text_state_label(TextState.MISSING, cy) == "Ar goll"
    assert labels.language_label(Language.EN, cy) == "Saesneg"
    assert labels.OWN_NAMES[Language.CY] == "Cymraeg"


def test_words_with_one_value_in_two_choices_stay_apart() -> None:
    assert labels.label(Origin.TRANSLATED, Language.EN) == "Translated"
    assert labels.label(Mark.CHECKED, Language.EN) == "Checked"


def test_english_says_what_the_source_says() -> None:
    assert say(N_("Missing"), Language.EN) == "Missing"
    assert say("No such message", Language.CY) == "No such message"
    assert translations(Language.CY) is translations(Language.CY)


def test_all_statuses_of_the_domain_are_known_here() -> None:
    modules = [
        importlib.import_module(f"{domain.__name__}.{module.name}")
        for module in pkgutil.iter_modules(domain.__path__)
    ]
    statuses = {
        kind.__name__
        for module in modules
        for _, kind in inspect.getmembers(module, inspect.isclass)
        if issubclass(kind, StrEnum) and kind in labels.SCALES
    }
    assert statuses == {kind.__name__ for kind in labels.SCALES}
