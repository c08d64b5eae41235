"""An invented school, so that the program can be tried without typing anything."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, Any

from slo_desktop.domain.attachments import Consent
from slo_desktop.domain.bilingual import Bilingual
from slo_desktop.domain.elements import Stage
from slo_desktop.domain.errors import SchoolExistsError
from slo_desktop.domain.importing import ImportKind
from slo_desktop.domain.languages import Language
from slo_desktop.domain.school import LanguageCategory, translation_due
from slo_desktop.domain.school_year import TermKey, parse_year
from slo_desktop.services.importing import (
    KeptFiles,
    import_table,
    keep_files,
    read_file,
)
from slo_desktop.services.importing.files import FOLDER
from slo_desktop.services.importing.reading import read_rows
from slo_desktop.services.invented import sample_folder
from slo_desktop.storage.models import (
    Meeting,
    Person,
    School,
    SelfReview,
    SurveyScore,
    Term,
)
from slo_desktop.storage.school import school_exists

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from sqlalchemy.orm import Session

    from slo_desktop.storage.objects import ObjectStore

GOVERNORS = "role-groups/governors"
FILES = {
    ImportKind.PLAN: "plan.csv",
    ImportKind.EVIDENCE: "evidence.csv",
    ImportKind.LEARNING: "learning.csv",
}
"""The plan first, because the others name its priorities and actions."""


def make_sample(
    session: Session,
    *,
    store: ObjectStore,
    now: dt.datetime,
    folder: Path | None = None,
) -> School:
    """Fill an empty data folder with the invented school.

    Args:
        session: a signed session.
        store: where its files are kept.
        now: the time; the records themselves stop when the sample does.
        folder: another sample than the one that ships.

    Raises:
        SchoolExistsError: there is a school here already.
    """
    if school_exists(session):
        raise SchoolExistsError
    folder = folder or sample_folder()
    facts = json.loads((folder / "school.json").read_text(encoding="utf-8"))
    school = _school(facts["profile"])
    session.add_all([school, *_people(facts), *_meetings(facts), *_terms(facts)])
    session.flush()
    last_day = dt.datetime.fromisoformat(f"{facts['data_until']}T18:00:00+00:00")
    _import_everything(session, folder, store=store, now=min(now, last_day))
    session.add_all([*_reviews(folder), *_scores(folder)])
    session.flush()
    return school


def _import_everything(
    session: Session, folder: Path, *, store: ObjectStore, now: dt.datetime
) -> None:
    facts = json.loads((folder / "photos.json").read_text(encoding="utf-8"))

    def keep(names: Iterable[str]) -> KeptFiles:
        kept = keep_files(names, folder / FOLDER, store)
        _say_about_photos(kept, facts)
        return kept

    for kind, name in FILES.items():
        table = read_file(kind, folder / name)
        import_table(session, table, keep=keep, now=now, backdate=True)


def _say_about_photos(kept: KeptFiles, facts: Mapping[str, Mapping[str, Any]]) -> None:
    for name, known in facts.items():
        if photo := kept.attachments.get(name):
            photo.caption = _both(known, "caption")
            photo.consent = Consent(known["consent"])
            photo.may_leave = known["may_leave"]


def _both(facts: Mapping[str, Any], name: str) -> Bilingual:
    return Bilingual.of(
        cy=facts.get(f"{name}_cy") or "", en=facts.get(f"{name}_en") or ""
    )


def _date(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def _school(profile: Mapping[str, Any]) -> School:
    return School(
        name=_both(profile, "name"),
        local_authority=_both(profile, "local_authority"),
        vision=_both(profile, "vision"),
        school_number=profile["school_number"],
        language_category=LanguageCategory(profile["language_category"]),
        working_language=Language(profile["working_language"]),
        first_column=Language(profile["first_language_in_bilingual_layout"]),
        is_sample=True,
    )


def _people(facts: Mapping[str, Any]) -> list[Person]:
    """Staff and governors; who is both is one person in two groups."""
    people = {
        staff["name"]: Person(
            name=staff["name"],
            initials=staff["initials"],
            role=_both(staff, "role"),
            groups=[f"role-groups/{staff['role_group']}"],
            active_from=_date(staff["start"]),
            active_to=_date(staff["end"]),
        )
        for staff in facts["staff"]
    }
    for governor in facts["governors"]:
        if person := people.get(governor["name"]):
            person.groups = [*person.groups, GOVERNORS]
        else:
            name, role = governor["name"], _both(governor, "role")
            people[name] = Person(name=name, role=role, groups=[GOVERNORS])
    return list(people.values())


def _meetings(facts: Mapping[str, Any]) -> Iterator[Meeting]:
    for meeting in facts["governors_meetings"]:
        papers = dt.date.fromisoformat(meeting["papers_due"])
        yield Meeting(
            held_on=dt.date.fromisoformat(meeting["date"]),
            papers_due=papers,
            translation_due=translation_due(papers),
        )


def _terms(facts: Mapping[str, Any]) -> Iterator[Term]:
    for year in facts["school_years"]:
        for term in year["terms"]:
            starts, ends = term["half_term"]
            yield Term(
                school_year=parse_year(year["year"]),
                key=TermKey(term["key"]),
                starts=dt.date.fromisoformat(term["start"]),
                ends=dt.date.fromisoformat(term["end"]),
                half_term_starts=_date(starts),
                half_term_ends=_date(ends),
            )


def _rows(path: Path) -> Iterator[Mapping[str, str]]:
    _, rows, _ = read_rows(path.read_bytes(), path.name)
    return (row.cells for row in rows)


def _reviews(folder: Path) -> Iterator[SelfReview]:
    for row in _rows(folder / "selfreview.csv"):
        yield SelfReview(
            school_year=parse_year(row["school_year"]),
            element=f"slo-wales/{row['element']}",
            stage=Stage(row["stage"]),
            reviewed_on=dt.date.fromisoformat(row["reviewed_on"]),
            reason=_both(row, "reason"),
        )


def _scores(folder: Path) -> Iterator[SurveyScore]:
    for row in _rows(folder / "survey-scores.csv"):
        yield SurveyScore(
            school_year=parse_year(row["school_year"]),
            taken_on=dt.date.fromisoformat(row["taken_on"]),
            dimension=f"slo-wales/{row['dimension']}",
            role_group=f"role-groups/{row['role_group']}",
            mean=float(row["mean"]),
            respondents=int(row["n"]),
        )
