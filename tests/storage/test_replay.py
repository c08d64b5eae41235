from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from slo_desktop.domain.bilingual import Bilingual, Mark
from slo_desktop.domain.changes import Authorship
from slo_desktop.domain.evidence import Worked
from slo_desktop.domain.languages import Language
from slo_desktop.domain.plan import ActionStatus, CriterionState
from slo_desktop.domain.school_year import TermKey
from slo_desktop.settings import Settings
from slo_desktop.storage.changes import undoing, write_as
from slo_desktop.storage.database import open_engine
from slo_desktop.storage.journal import Journal, head_of_table
from slo_desktop.storage.links import kinds
from slo_desktop.storage.models import (
    Action,
    Attachment,
    Evidence,
    LearningImpact,
    Person,
    SuccessCriterion,
    SurveyScore,
    TermUpdate,
)
from slo_desktop.storage.replay import ReplayError, apply, replay
from slo_desktop.storage.snapshots import current
from tests import builders
from tests.conftest import make_school

START = dt.datetime(2026, 9, 1, 8, 0, tzinfo=dt.UTC)


def sign(session: Session, number: int, actor: str | None = None) -> None:
    at = START + dt.timedelta(days=number * 20, microseconds=number)
    write_as(session, Authorship(at, f"step-{number}", actor))


def a_rich_term(session: Session) -> None:
    """Every kind of record, added, changed, linked, binned, restored and undone."""
    sign(session, 1)
    make_school(session)
    head = builders.person(session, active_from=dt.date(2020, 9, 1))
    priority = builders.priority(session, lead=head, elements={"slo-wales/1.1"})
    earlier = builders.action(session, priority=priority, owners={head})
    sign(session, 2, head.uid)
    action = builders.action(session, priority=priority, carried_from=earlier)
    evidence = seen(session, head, {action, earlier})
    told(session, action, evidence)
    sign(session, 3)
    rewritten(session, evidence)
    action.status = ActionStatus.DONE
    session.flush()
    sign(session, 4)
    evidence.binned_at = START
    earlier.binned_at = START
    session.flush()
    with undoing(session, "step-4"):
        evidence.binned_at = None
    criterion = session.scalars(sa.select(SuccessCriterion)).one()
    criterion.state = CriterionState.MET
    criterion.text = Bilingual.of(en="Pupils read more")
    session.flush()


def seen(session: Session, head: Person, actions: set[Action]) -> Evidence:
    file = Attachment(sha256="a" * 64, name="ŵy.jpg", media_type="image/jpeg", size=9)
    session.add(file)
    record: Evidence = builders.evidence(
        session,
        worked=Worked.NO,
        people={head, builders.person(session)},
        actions=actions,
        attachments={file},
        elements={"slo-wales/4.2", "slo-wales/1.1"},
    )
    return record


def told(session: Session, action: Action, evidence: Evidence) -> None:
    learning = builders.learning(
        session, evidence={evidence}, standards=["standards/a"], minutes=90
    )
    on = dt.date(2026, 11, 1)
    session.add_all(
        [
            LearningImpact(learning=learning, level="l/1", text=Bilingual.of(cy="Da")),
            SuccessCriterion(priority=action.priority, action=action, position=1),
            TermUpdate(
                action=action,
                term=TermKey.AUTUMN,
                status=ActionStatus.ON_TRACK,
                written_on=on,
            ),
            SurveyScore(
                school_year=2026,
                taken_on=on,
                dimension="slo-wales/1",
                role_group="role-groups/teachers",
                mean=3.7,
                respondents=8,
            ),
        ]
    )
    session.flush()


def rewritten(session: Session, evidence: Evidence) -> None:
    title = evidence.title.with_text(Language.CY, "Newydd")
    evidence.title = title.with_mark(Language.EN, Mark.CHECKED)
    evidence.elements = {"slo-wales/4.2", "slo-wales/7.7"}
    evidence.people.clear()
    session.flush()


@pytest.fixture
def empty(tmp_path: Path, migrated: Path) -> Iterator[Session]:
    path = tmp_path / "empty.sqlite"
    shutil.copyfile(migrated, path)
    engine = open_engine(path)
    with Session(engine) as session:
        yield session
    engine.dispose()


def hashes(session: Session) -> dict[str, str]:
    session.expire_all()
    return {
        record.uid: record.content_hash
        for kind in kinds().values()
        for record in session.scalars(sa.select(kind))
    }


def test_a_school_can_be_rebuilt_from_its_journal(
    session: Session, settings: Settings, empty: Session
) -> None:
    a_rich_term(session)
    session.commit()
    journal = Journal(settings.data_dir)
    journal.catch_up(session)
    count = replay(empty, journal.lines())
    empty.commit()
    assert head_of_table(empty) == head_of_table(session) == journal.head()
    assert count == head_of_table(session)[0]
    assert hashes(empty) == hashes(session)
    indexed = sa.text(
        "SELECT record, field, language, folded, state FROM text_index ORDER BY 1,2,3,4"
    )
    assert empty.execute(indexed).all() == session.execute(indexed).all()


def test_a_changed_journal_line_is_not_believed(
    session: Session, settings: Settings, empty: Session
) -> None:
    a_rich_term(session)
    session.commit()
    journal = Journal(settings.data_dir)
    journal.catch_up(session)
    lines = list(journal.lines())
    lines[2]["after"]["name"] = "Somebody Else"
    with pytest.raises(ReplayError) as caught:
        replay(empty, lines)
    assert caught.value.seq == lines[2]["seq"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"record": "unknown"},
        {"op": "edit"},
        {"after": {"lead": "nobody"}},
        {"after": {"unknown": 1}},
        {"at": "yesterday"},
    ],
)
def test_a_line_that_leads_nowhere_names_its_number(
    empty: Session, wrong: dict[str, object]
) -> None:
    line = {
        "seq": 1,
        "at": "2026-11-22T18:00:00+00:00",
        "actor": None,
        "step": "s",
        "op": "add",
        "record": "priority",
        "uid": "u",
        "before": {},
        "after": {},
        "undoes": None,
        "hash": "",
    }
    with pytest.raises(ReplayError):
        replay(empty, [line | wrong])


def test_every_field_of_every_kind_comes_back_from_its_snapshot(
    session: Session,
) -> None:
    a_rich_term(session)
    for kind in kinds().values():
        for record in session.scalars(sa.select(kind)):
            before = current(record)
            apply(session, record, before)
            assert current(record) == before
    assert not [record for record in session.dirty if session.is_modified(record)], (
        "a snapshot put back where it came from changes nothing"
    )
