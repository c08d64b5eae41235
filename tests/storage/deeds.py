"""What a session may do to a few records of every kind, told in any order."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from slo_desktop.domain.attachments import Consent
from slo_desktop.domain.bilingual import Bilingual
from slo_desktop.domain.changes import Authorship
from slo_desktop.domain.evidence import EvidenceState, Worked
from slo_desktop.domain.plan import ActionStatus
from slo_desktop.services.history.undoing import undo
from slo_desktop.storage import changes
from slo_desktop.storage.changes import write_as
from slo_desktop.storage.database import begin_writing
from slo_desktop.storage.models import (
    Action,
    Attachment,
    Evidence,
    LearningRecord,
    Person,
    Priority,
    Record,
)
from tests import builders
from tests.conftest import NOW

KINDS = (Evidence, Priority, Action, LearningRecord, Person, Attachment)
OF_EACH = 2
TEXTS = ("", "a", "Tŷ gŵyl", "x" * 5000, "It's “so”\n\x00\t", "e\u0301")
DAYS = (None, dt.date(1, 1, 1), dt.date(1899, 12, 31), builders.DAY, dt.date.max)
INSTANTS = (
    None,
    NOW,
    dt.datetime(1850, 1, 1, 3, 4, 5, 6, tzinfo=dt.UTC),
    dt.datetime(2026, 7, 1, 12, tzinfo=dt.timezone(dt.timedelta(hours=5, minutes=30))),
)
CODES = ("slo-wales/1.1", "slo-wales/4.2", "slo-wales/5.1")
BILINGUAL = st.builds(
    lambda cy, en: Bilingual.of(cy=cy, en=en),
    st.sampled_from(TEXTS),
    st.sampled_from(TEXTS),
)
LISTS = st.lists(st.sampled_from(("ŵ", "b", "'")), max_size=2)
AMOUNTS = st.sampled_from((None, 0, 1, -3, 2**62, 2**70))
FIELDS: dict[type[Record], dict[str, st.SearchStrategy[Any]]] = {
    Evidence: {
        "title": BILINGUAL,
        "note": BILINGUAL,
        "worked": st.sampled_from((None, *Worked)),
        "state": st.sampled_from((*EvidenceState, "nonsense", None)),
        "happened_on": st.sampled_from(DAYS),
        "logged_at": st.sampled_from(INSTANTS),
        "has_pupil_data": st.sampled_from((True, False, None)),
        "kind": st.sampled_from((None, *TEXTS, "\ud800")),
        "ref": st.sampled_from(("E-1", "E-2", "E-3")),
        "binned_at": st.sampled_from(INSTANTS),
    },
    Priority: {
        "title": BILINGUAL,
        "national_priorities": LISTS | st.none(),
        "position": AMOUNTS,
        "lead_id": st.sampled_from((None, 1, 2, 77)),
        "status": st.sampled_from(ActionStatus),
    },
    Action: {
        "title": BILINGUAL,
        "due": st.sampled_from(DAYS),
        "cost_pence": AMOUNTS,
        "monitored_by_id": st.sampled_from((None, 1, 2)),
        "binned_at": st.sampled_from(INSTANTS),
    },
    LearningRecord: {
        "title": BILINGUAL,
        "role_groups": LISTS,
        "minutes": AMOUNTS,
        "provider": st.sampled_from(TEXTS),
    },
    Person: {"name": st.sampled_from(TEXTS), "role": BILINGUAL, "groups": LISTS},
    Attachment: {
        "caption": BILINGUAL,
        "consent": st.sampled_from(Consent),
        "may_leave": st.booleans(),
        "name": st.sampled_from(TEXTS),
    },
}
LINKS = {
    Evidence: (("people", Person), ("actions", Action), ("attachments", Attachment)),
    Action: (("owners", Person),),
    LearningRecord: (("people", Person), ("evidence", Evidence)),
}
WHICH = st.integers(1, OF_EACH)


class Deed:
    """Something that a session does, told by what it does where a test fails."""

    def __init__(self, told: str, do: Callable[[Session], object]) -> None:
        self.told, self.do = told, do

    def __repr__(self) -> str:
        return self.told


def find(session: Session, kind: type[Record], number: int) -> Any:
    found = session.get(kind, number)
    assert found is not None
    return found


@st.composite
def an_edit(draw: st.DrawFn) -> Deed:
    kind, number = draw(st.sampled_from(KINDS)), draw(WHICH)
    field = draw(st.sampled_from(sorted(FIELDS[kind])))
    value = draw(FIELDS[kind][field])
    return Deed(
        f"{kind.__name__} {number}: {field} = {value!r:.60}",
        lambda session: setattr(find(session, kind, number), field, value),
    )


@st.composite
def a_link(draw: st.DrawFn) -> Deed:
    kind, number, other = draw(st.sampled_from(list(LINKS))), draw(WHICH), draw(WHICH)
    field, target = draw(st.sampled_from(LINKS[kind]))

    def toggle(session: Session) -> None:
        record, one = find(session, kind, number), find(session, target, other)
        getattr(record, field).symmetric_difference_update({one})

    return Deed(f"{kind.__name__} {number}: {field} ± {other}", toggle)


@st.composite
def an_element(draw: st.DrawFn) -> Deed:
    kind, number = draw(st.sampled_from((Evidence, Priority, Action))), draw(WHICH)
    code = draw(st.sampled_from(CODES))

    def toggle(session: Session) -> None:
        record = find(session, kind, number)
        codes = record.elements
        (codes.discard if code in codes else codes.add)(code)

    return Deed(f"{kind.__name__} {number}: elements ± {code}", toggle)


@st.composite
def a_collision(draw: st.DrawFn) -> Deed:
    kind, number = draw(st.sampled_from(KINDS)), draw(WHICH)
    sql = f"UPDATE {kind.__tablename__} SET rev = rev + 1 WHERE id = {number}"  # noqa: S608
    return Deed(sql, lambda session: session.connection().exec_driver_sql(sql))


def add(session: Session) -> None:
    session.add(Person(name="Newydd"))


def look(session: Session) -> None:
    """Ask something, which saves what was changed so far."""
    session.scalars(sa.select(Evidence)).all()


def change_and_take_back(session: Session) -> None:
    record = find(session, Evidence, 1)
    title = record.title
    record.title = Bilingual.of(cy="Arall")
    record.title = title


def save_in_part(session: Session) -> None:
    """Save inside a savepoint, and take that part back."""
    with session.begin_nested() as part:
        record = find(session, Evidence, 1)
        record.worked = Worked.YES
        session.flush()
        part.rollback()


def commit(session: Session) -> None:
    session.commit()
    begin_writing(session)


def take_back(session: Session) -> None:
    commit(session)
    last = "SELECT step FROM change ORDER BY seq DESC LIMIT 1"
    step = session.connection().exec_driver_sql(last).scalar_one()
    author = session.info[changes.AUTHOR]
    write_as(session, Authorship(NOW, f"{author.step}+"))
    undo(session, step)


SIMPLE = (
    Session.flush,
    Session.flush,
    Session.expire_all,
    Session.rollback,
    commit,
    take_back,
    add,
    look,
    change_and_take_back,
    save_in_part,
)
DEEDS = st.one_of(
    an_edit(),
    an_edit(),
    an_edit(),
    a_link(),
    an_element(),
    a_collision(),
    st.sampled_from([Deed(do.__name__, do) for do in SIMPLE]),
)
