from __future__ import annotations

from sqlalchemy.orm import Session

from slo_desktop.domain.languages import Language
from slo_desktop.domain.people import initials_of
from slo_desktop.services.people import add_people, add_person, edit_person
from slo_desktop.storage.people import people, people_active
from tests import builders

PASTED = """
Mererid Haul, MH, Pennaeth
Siân Eira\tAthrawes
Catrin Tŷ-Tywydd – Cynorthwyydd addysgu
Aled Storm

, ,
"""


def test_initials_are_first_and_last_and_never_taken_twice() -> None:
    assert initials_of("Mererid Haf Haul") == "MH"
    assert initials_of("Ŵena Ŷstwyth") == "ŴŶ"
    assert initials_of("Mared Huws", {"MH"}) == "MHU"
    assert initials_of("Al Bo", {"AB", "ABO"}) == "AB2"
    assert initials_of("Dr. Zoë Hughes-Jones") == "ZJ"
    assert initials_of("Mrs Evans") == "E"
    assert initials_of("") == ""


def test_people_already_here_are_not_added_again(session: Session) -> None:
    pasted = add_people(session, PASTED, language=Language.CY)
    again = add_people(session, PASTED, language=Language.CY)
    first = pasted.added
    assert [p.initials for p in first] == ["MH", "SE", "CT", "AS"]
    assert pasted.left == (", ,",)
    assert not again.added
    assert [line.split()[0] for line in again.known] == [
        "Mererid",
        "Siân",
        "Catrin",
        "Aled",
    ]
    assert first[0].role.text(Language.CY) == "Pennaeth"
    assert first[0].role.text(Language.EN) == ""


def test_a_role_stands_in_the_language_of_its_words(session: Session) -> None:
    pasted = "Elin Wyn, Dirprwy bennaeth\nTom Cook, Head of year 3\nNel Rhys, LSA"
    roles = [p.role for p in add_people(session, pasted, language=Language.EN).added]
    assert roles[0].text(Language.CY) == "Dirprwy bennaeth"
    assert roles[1].text(Language.EN) == "Head of year 3"
    assert roles[2].text(Language.EN) == "LSA"


def test_people_stand_by_surname_and_leavers_are_not_offered(session: Session) -> None:
    builders.person(session, name="Siân Ŵyn", active_to=builders.DAY)
    builders.person(session, name="Gwion Cwmwl")
    builders.person(session, name="Elin Chwarae")
    assert [p.name for p in people(session)] == [
        "Gwion Cwmwl",
        "Elin Chwarae",
        "Siân Ŵyn",
    ]
    later = builders.DAY.replace(day=28)
    assert "Siân Ŵyn" not in [p.name for p in people_active(session, later)]


def test_somebody_can_be_added_and_renamed(session: Session) -> None:
    person = add_person(session, {"name": "Ffion Cawod", "role_en": "Assistant"})
    assert person.initials == "FC"
    edit_person(
        session, person.id, rev=person.rev, changes={"name": "Ffion Cawod-Rhys"}
    )
    assert people(session)[0].name == "Ffion Cawod-Rhys"
