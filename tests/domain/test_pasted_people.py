"""Lists as they come out of Word, Outlook and spreadsheets."""

from __future__ import annotations

import pytest

from slo_desktop.domain.pasted_people import read_people
from slo_desktop.domain.people import PastedLine, PersonLine
from slo_desktop.i18n.role_words import is_role

NAMED = [
    # name, role, initials in any order and parted in any way
    ("Mererid Haul, MH, Pennaeth", "Mererid Haul", "Pennaeth", "MH"),
    ("Mererid Haul, Pennaeth, MH", "Mererid Haul", "Pennaeth", "MH"),
    ("Mererid Haul; Pennaeth", "Mererid Haul", "Pennaeth", ""),
    ("Mererid Haul\tPennaeth\tMH", "Mererid Haul", "Pennaeth", "MH"),
    ("Mererid Haul | Pennaeth", "Mererid Haul", "Pennaeth", ""),
    ("Mererid Haul – Pennaeth", "Mererid Haul", "Pennaeth", ""),
    ("Mererid Haul: Pennaeth", "Mererid Haul", "Pennaeth", ""),
    ("Mererid Haul (Pennaeth)", "Mererid Haul", "Pennaeth", ""),
    ("Mererid Haul     Pennaeth", "Mererid Haul", "Pennaeth", ""),
    ("Mererid Haul", "Mererid Haul", "", ""),
    ("Mererid", "Mererid", "", ""),
    ("  Mererid  Haul ,  Pennaeth  ", "Mererid Haul", "Pennaeth", ""),
    ("Catrin Tŷ-Tywydd – Cynorthwyydd", "Catrin Tŷ-Tywydd", "Cynorthwyydd", ""),
    # bullets and numbers
    ("•\tAngharad ap Rhys\tClass teacher", "Angharad ap Rhys", "Class teacher", ""),
    ("-\tDafydd Puw – Cook", "Dafydd Puw", "Cook", ""),
    ("- Elin Wyn\tLSA", "Elin Wyn", "LSA", ""),
    ("\uf0b7\tElin Wyn", "Elin Wyn", "", ""),
    ("o\tElin Wyn", "Elin Wyn", "", ""),
    ("§ Elin Wyn", "Elin Wyn", "", ""),
    ("* Elin Wyn", "Elin Wyn", "", ""),
    ("•Elin Wyn", "Elin Wyn", "", ""),
    ("1. Dr. Zoë Hughes-Jones; Governor", "Dr. Zoë Hughes-Jones", "Governor", ""),
    ("12)\tElin Wyn", "Elin Wyn", "", ""),
    ("(3) Elin Wyn", "Elin Wyn", "", ""),
    ("4\tElin Wyn\tCook", "Elin Wyn", "Cook", ""),
    ("1.1. Elin Wyn", "Elin Wyn", "", ""),
    ("a) Elin Wyn", "Elin Wyn", "", ""),
    ("iv. Elin Wyn", "Elin Wyn", "", ""),
    ("• 2. Elin Wyn", "Elin Wyn", "", ""),
    ("A. Jones, Cook", "A. Jones", "Cook", ""),
    ("O. Jones", "O. Jones", "", ""),
    # initials, and short words that are roles
    ("Mererid Haul, MH", "Mererid Haul", "", "MH"),
    ("Mererid Haul, M.H.", "Mererid Haul", "", "MH"),
    ("Ŵena Ŷstwyth, WY", "Ŵena Ŷstwyth", "", "WY"),
    ("Elin Wyn, XQ, Cook", "Elin Wyn", "Cook", "XQ"),
    ("Elin Wyn, LSA", "Elin Wyn", "LSA", ""),
    ("Lisa Siân Adams, LSA", "Lisa Siân Adams", "LSA", ""),
    ("Elin Wyn, LSA, EW", "Elin Wyn", "LSA", "EW"),
    ("Elin Wyn, XQ", "Elin Wyn", "XQ", ""),
    ("Elin Wyn, SENCo", "Elin Wyn", "SENCo", ""),
    ("Elin Wyn, ALNCo", "Elin Wyn", "ALNCo", ""),
    ("Elin Wyn, CADY", "Elin Wyn", "CADY", ""),
    # the role or the surname first
    ("Headteacher: Mererid Haul", "Mererid Haul", "Headteacher", ""),
    ("Cook – Dafydd Puw", "Dafydd Puw", "Cook", ""),
    ("Cogydd: Dafydd", "Dafydd", "Cogydd", ""),
    ("Athrawes Bl. 3\tElin Wyn\tEW", "Elin Wyn", "Athrawes Bl. 3", "EW"),
    ("Dirprwy Bennaeth, Elin Wyn", "Elin Wyn", "Dirprwy Bennaeth", ""),
    ("Evans, Gwenllian, Caretaker", "Gwenllian Evans", "Caretaker", ""),
    ("Evans, Mrs Gwenllian", "Mrs Gwenllian Evans", "", ""),
    ("ap Rhys, Angharad; Athrawes", "Angharad ap Rhys", "Athrawes", ""),
    ("Hughes-Jones, Zoë\tGovernor", "Zoë Hughes-Jones", "Governor", ""),
    ("Cook, Dafydd, Caretaker", "Dafydd Cook", "Caretaker", ""),
    ("Alison Head, Teacher", "Alison Head", "Teacher", ""),
    ("Gwenllian, Gofalwr", "Gwenllian", "Gofalwr", ""),
    ("Lloyd George, gardener", "Lloyd George", "gardener", ""),
    # nothing of a line gets lost
    ("Elin Wyn, Teacher, Year 3", "Elin Wyn", "Teacher, Year 3", ""),
    ("Elin Wyn, Athrawes (rhan-amser)", "Elin Wyn", "Athrawes, rhan-amser", ""),
]
NAMELESS = [
    "Athrawon",
    "Governors:",
    "•",
    "12",
    ", ,",
    "-\tCook",
    "Name\tRole",
    "Enw, Swydd, Llythrennau blaen",
    "Welcome to all our new and returning staff this year.",
    "a" * 201,
]


@pytest.mark.parametrize(("line", "name", "role", "initials"), NAMED)
def test_a_line_names_a_person(line: str, name: str, role: str, initials: str) -> None:
    (read,) = read_people(line, is_role)
    assert read == PastedLine(line.strip(), PersonLine(name, role, initials))


@pytest.mark.parametrize("line", NAMELESS)
def test_a_line_without_a_name_is_given_back(line: str) -> None:
    assert list(read_people(line, is_role)) == [PastedLine(line, None)]


def test_empty_lines_say_nothing() -> None:
    assert not list(read_people("\n \n\t\n", is_role))
