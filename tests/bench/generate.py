"""A school with 20,000 pieces of evidence, made through the real models.

The words are those of the sample school, so that search and folding meet real Welsh;
every record has its change, its journal line and its rows of the text index.
"""

from __future__ import annotations

import csv
import datetime as dt
import itertools
import random
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from slo_desktop import paths
from slo_desktop.domain.bilingual import Bilingual
from slo_desktop.domain.evidence import Worked
from slo_desktop.domain.languages import Language
from slo_desktop.domain.plan import ActionStatus
from slo_desktop.domain.school import LanguageCategory
from slo_desktop.i18n.frameworks import frameworks
from slo_desktop.services.writing import writing
from slo_desktop.storage.database import open_engine
from slo_desktop.storage.journal import Journal
from slo_desktop.storage.models import (
    Action,
    Evidence,
    LearningRecord,
    Meeting,
    Person,
    Priority,
    School,
)
from slo_desktop.storage.opening import open_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from slo_desktop.settings import Settings
    from slo_desktop.storage.models.base import Record

RECORDS = 20_000
AT_ONCE = 2_000
FIRST_YEAR, LAST_YEAR = 2021, 2026
NAMES = "Mari Huws", "Gwen Cadwaladr", "Siôn Evans", "Lleucu Bowen", "Rhys Tomos"


@dataclass(frozen=True)
class Words:
    """Pairs of sentences of the sample school, Welsh and English."""

    titles: Sequence[tuple[str, str]]
    notes: Sequence[tuple[str, str]]


def sample_words() -> Words:
    """Every title and note of the sample's evidence."""
    path = paths.assets() / "sample" / "evidence.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    return Words(
        titles=[(row["title_cy"], row["title_en"]) for row in rows],
        notes=[(row["note_cy"], row["note_en"]) for row in rows],
    )


def _pair(texts: tuple[str, str]) -> Bilingual:
    cy, en = texts
    return Bilingual.of(cy=cy, en=en)


def _day(dice: random.Random, year: int) -> dt.date:
    return dt.date(year, 9, 1) + dt.timedelta(days=dice.randrange(80))


class _World:
    """What the generated records are linked to."""

    def __init__(self, settings: Settings, dice: random.Random) -> None:
        self.settings, self.dice = settings, dice
        self.words = sample_words()
        self.elements = [entry.code for entry in frameworks().elements]
        self.kinds = [entry.code for entry in frameworks().evidence_kinds]
        self.people = [
            Person(name=name, initials="".join(word[0] for word in name.split()))
            for name in NAMES
        ]

    def words_of(self, texts: Sequence[tuple[str, str]]) -> Bilingual:
        return _pair(self.dice.choice(texts))

    def some_elements(self) -> set[str]:
        return set(self.dice.sample(self.elements, self.dice.randint(1, 3)))

    def plan(self) -> Iterator[Record]:
        yield School(
            name=_pair(("Ysgol Fawr", "Large School")),
            language_category=LanguageCategory.DUAL_LANGUAGE,
            working_language=Language.CY,
        )
        yield from self.people
        for days in (0, 120, 240):
            held_on = self.settings.today() + dt.timedelta(days=14 - days)
            yield Meeting(
                held_on=held_on,
                papers_due=held_on - dt.timedelta(days=7),
                translation_due=held_on - dt.timedelta(days=14),
            )
        for year in range(FIRST_YEAR, LAST_YEAR + 1):
            for number in range(1, 5):
                yield from self.priority(year, number)

    def priority(self, year: int, number: int) -> Iterator[Record]:
        made = Priority(
            ref=f"P{year % 100}{year % 100 + 1}-{number}",
            school_year=year,
            position=number,
            title=self.words_of(self.words.titles),
            rationale=self.words_of(self.words.notes),
            outcome=self.words_of(self.words.notes),
            lead=self.dice.choice(self.people),
            elements=self.some_elements(),
        )
        yield made
        for position in range(1, 11):
            yield Action(
                ref=f"{made.ref}.{position}",
                priority=made,
                position=position,
                title=self.words_of(self.words.titles),
                due=dt.date(year, 9, 1) + dt.timedelta(days=30 * position),
                status=self.dice.choice(list(ActionStatus)),
                cost_pence=self.dice.randrange(0, 100_000, 100),
                owners={self.dice.choice(self.people)},
                elements=self.some_elements(),
            )

    def learning(self, number: int) -> Record:
        year = self.dice.randint(FIRST_YEAR, LAST_YEAR)
        return LearningRecord(
            ref=f"L-{year}-{number}",
            starts_on=_day(self.dice, year),
            title=self.words_of(self.words.titles),
            intended=self.words_of(self.words.notes),
            minutes=self.dice.randrange(30, 400, 15),
            elements=self.some_elements(),
        )

    def evidence(self, number: int) -> Record:
        year = self.dice.randint(FIRST_YEAR, LAST_YEAR)
        return Evidence(
            ref=f"E-{year}-{number}",
            happened_on=_day(self.dice, year),
            logged_at=self.settings.now(),
            title=self.words_of(self.words.titles),
            note=self.words_of(self.words.notes),
            kind=self.dice.choice(self.kinds),
            worked=self.dice.choice(list(Worked)),
            elements=self.some_elements(),
        )


def _keep(
    settings: Settings, journal: Journal, batches: Iterable[Callable[[Session], None]]
) -> None:
    engine = open_engine(settings.database)
    for add in batches:
        with Session(engine) as session:
            signed = writing(session, journal=journal, now=settings.now())
            with signed:
                add(session)
    engine.dispose()


def generate(settings: Settings, *, records: int = RECORDS) -> None:
    """Fill an empty data folder, in a few big transactions.

    Args:
        settings: where the folder is, and the date the records lead up to.
        records: pieces of evidence; learning comes on top, one for every forty.
    """
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    open_folder(settings.data_dir, settings.database)
    world = _World(settings, random.Random(2026))  # noqa: S311  the same school each time
    numbers = range(1, records + 1)
    everything: Iterator[Record] = itertools.chain(
        map(world.evidence, numbers), map(world.learning, numbers[: records // 40])
    )

    def plan(session: Session) -> None:
        session.add_all(world.plan())

    def batch(these: list[Record]) -> Callable[[Session], None]:
        return lambda session: _add(session, these, world)

    batches = iter(lambda: list(itertools.islice(everything, AT_ONCE)), [])
    _keep(
        settings,
        Journal(settings.data_dir),
        itertools.chain([plan], map(batch, batches)),
    )


def _add(session: Session, records: list[Record], world: _World) -> None:
    """Link each record to the plan of this very session, and add it."""
    people = session.query(Person).order_by(Person.id).all()
    actions = session.query(Action).order_by(Action.id).all()
    for record in records:
        action = world.dice.choice(actions)
        if isinstance(record, Evidence):
            record.people = {world.dice.choice(people)}
            record.actions, record.priorities = {action}, {action.priority}
        elif isinstance(record, LearningRecord):
            record.people, record.actions = set(people), {action}
    session.add_all(records)
