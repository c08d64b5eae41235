from __future__ import annotations

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

import catalogues as gate
from places import ROOT
from slo_desktop import paths
from slo_desktop.domain.languages import Language
from slo_desktop.i18n.catalogues import say

SIX = ("dim", "un", "dau", "tri", "chwech", "mwy")


@pytest.mark.parametrize(
    ("message", "fault"),
    [
        (Message("Save", ""), "no Welsh yet"),
        (Message(("A day", "Days"), ("dim", "", "", "", "", "")), "no Welsh yet"),
        (Message(("A day", "Days"), SIX[:5]), "not six forms"),
        (Message("Save", "Save"), "the same as the English"),
        (Message("Save", "Cadw", flags=["fuzzy"]), "marked fuzzy"),
        (Message("Saved: %(time)s", "Cadwyd"), "blanks differ: 'Cadwyd'"),
        (Message("Saved", "Cadwyd: %(time)s"), "blanks differ: 'Cadwyd: %(time)s'"),
        (Message("Open {url}", "Agor {URL}"), "blanks differ: 'Agor {URL}'"),
    ],
    ids=str,
)
def test_the_gate_sees_what_is_wrong_with_a_message(
    message: Message, fault: str
) -> None:
    assert list(gate._faults_of(message)) == [fault]


@pytest.mark.parametrize(
    "message",
    [
        Message("Saved: %(time)s", "Cadwyd: %(time)s"),
        Message(("%(n)s day", "%(n)s days"), tuple(f"%(n)s {form}" for form in SIX)),
        Message("%(n)s", "%(n)s"),
        Message("SLO Desktop", "SLO Desktop"),
    ],
    ids=str,
)
def test_the_gate_lets_a_whole_message_pass(message: Message) -> None:
    assert list(gate._faults_of(message)) == []


def test_the_header_states_the_six_forms_of_welsh() -> None:
    with gate.WELSH.open("rb") as file:
        catalogue = read_po(file, locale="cy")
    assert catalogue.num_plurals == 6
    assert catalogue.plural_expr == gate.PLURAL


def test_the_program_reads_our_catalogue_and_no_other() -> None:
    assert paths.translations() == ROOT / "translations"
    assert say("Evidence", Language.CY) == "Tystiolaeth"
