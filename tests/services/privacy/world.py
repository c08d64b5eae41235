"""A school in which one secret name stands in every place where a name can."""

from __future__ import annotations

import datetime as dt
import io
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.orm import Session

from slo_desktop.domain.bilingual import Bilingual
from slo_desktop.domain.privacy.disposal import Asker, DisposalReason, Grounds
from slo_desktop.services.attachments import attach, receive
from slo_desktop.services.checking import check
from slo_desktop.services.privacy.place import PlaceOfData
from slo_desktop.services.writing import writing
from slo_desktop.storage.database import open_engine
from slo_desktop.storage.journal import Journal
from slo_desktop.storage.models import Evidence, LearningImpact, Person, Record
from slo_desktop.storage.objects import ObjectStore
from slo_desktop.storage.waiting import WaitingFiles
from tests import builders
from tests.conftest import NOW
from tests.web.pictures import photo as jpeg

FIRST, LAST = "Blodeuwedd", "Qanari"
NAME = f"{FIRST} {LAST}"
GROUNDS = Grounds(reason=DisposalReason.ASKED, asker=Asker.PERSON, case="2026/7")


@dataclass
class World:
    """A data folder with a program that writes to it."""

    place: PlaceOfData
    journal: Journal
    minutes: int = 0

    @contextmanager
    def saving(self) -> Iterator[Session]:
        self.minutes += 10
        engine = open_engine(self.place.database)
        with Session(engine) as session:
            now = NOW + dt.timedelta(minutes=self.minutes)
            with writing(session, journal=self.journal, now=now):
                yield session
        engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[Session]:
        engine = open_engine(self.place.database)
        with Session(engine) as session:
            yield session
        engine.dispose()

    def store(self) -> ObjectStore:
        return ObjectStore(self.place.data_dir)

    def is_whole(self) -> bool:
        checked = check(self.place.data_dir, self.place.database)
        assert checked.findings == ()
        return checked.is_whole

    def holding(self, word: str) -> list[str]:
        """Every file, below the data folder and the cache, that holds a word."""
        wanted = [word.encode(), word.casefold().encode(), word.upper().encode()]
        found = []
        for top in (self.place.data_dir, self.place.cache_dir):
            for path in top.rglob("*"):
                if path.relative_to(top).parts[0] == "backups":
                    continue
                content = path.read_bytes() if path.is_file() else b""
                name = path.relative_to(top).as_posix().replace("/", "")
                if any(w in content or w.decode() in name for w in wanted):
                    found.append(str(path.relative_to(top)))
        return sorted(found)


def full_of_one_name(world: World) -> tuple[int, int, str]:
    """Numbers of the person and of the evidence, and the hash of their photo."""
    photo = receive(world.store(), io.BytesIO(jpeg()), f"{NAME}.jpg")
    with world.saving() as session:
        person = builders.person(session, name=f"Vorher {LAST}", initials="BQ")
        other = builders.person(session, name="Gwion Cwmwl", initials="GC")
        evidence = builders.evidence(
            session,
            people={person, other},
            note=Bilingual.of(
                cy=f"Gwelodd {NAME} wers", en=f"Seen by {NAME}, then tea"
            ),
        )
        attach(session, evidence, photo, name="photo.jpg")
        action = builders.action(session, owners={person}, monitored_by=person)
        action.priority.lead = person
        learning = builders.learning(
            session,
            people={person},
            reflection=Bilingual.of(en=f"I, {FIRST}, was tired"),
        )
        session.add(LearningImpact(learning=learning, level="impact-levels/1"))
        session.flush()
        numbers = person.id, evidence.id
    with world.saving() as session:
        person = session.get_one(Person, numbers[0])
        person.name = NAME
        person.role = Bilingual.of(cy=f"Athrawes: {FIRST}", en="Teacher")
    with world.saving() as session:
        session.get_one(Evidence, numbers[1]).title = Bilingual.of(cy="Taith arall")
    world.store().thumbnail(photo.sha256, world.place.cache_dir)
    leave_traces(world)
    return numbers[0], numbers[1], photo.sha256


def leave_traces(world: World) -> None:
    """Unsaved words, and something printed, that name them too."""
    drafts = world.place.data_dir / "drafts"
    drafts.mkdir()
    words = json.dumps({"note_cy": f"Cofio {NAME}"})
    (drafts / "capture.json").write_text(words, encoding="utf-8")
    (drafts / "people.json").write_text("{}", encoding="utf-8")
    WaitingFiles(drafts).put("evidence-new", io.BytesIO(jpeg()), f"{NAME}.jpg")
    spare = world.place.cache_dir / "drafts"
    spare.mkdir()
    (spare / "capture.json").write_text(words, encoding="utf-8")
    made = world.place.cache_dir / "jobs" / "1"
    made.mkdir(parents=True)
    (made / "report.pdf").write_text(NAME, encoding="utf-8")


def state_of(session: Session, kind: type[Record]) -> list[str]:
    return [record.content_hash for record in session.query(kind).order_by(kind.uid)]


def lines(folder: Path) -> Iterator[dict[str, object]]:
    yield from Journal(folder).lines()
