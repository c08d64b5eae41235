from __future__ import annotations

import io
import json
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from slo_desktop.domain.checking import Checked, Fault, Finding
from slo_desktop.domain.errors import NewerDataError
from slo_desktop.services.attachments import attach, receive
from slo_desktop.services.checking import check
from slo_desktop.services.writing import writing
from slo_desktop.settings import Settings
from slo_desktop.storage.driver import dbapi2
from slo_desktop.storage.journal import Journal
from slo_desktop.storage.models import Evidence
from slo_desktop.storage.objects import ObjectStore
from slo_desktop.storage.search_upkeep import keep_up
from tests import builders
from tests.conftest import NOW, make_school

PDF = b"%PDF-1.7"


@pytest.fixture(autouse=True)
def evidence(session: Session, settings: Settings) -> Evidence:
    """A small school, saved: two people, an action and evidence with a file."""
    make_school(session)
    record: Evidence = builders.evidence(
        session,
        people={builders.person(session), builders.person(session)},
        actions={builders.action(session)},
        elements={"slo-wales/4.2"},
    )
    kept = receive(ObjectStore(settings.data_dir), io.BytesIO(PDF), "a.pdf")
    attach(session, record, kept, name="a.pdf")
    builders.learning(session, binned_at=record.logged_at)
    save(session, settings)
    return record


def save(session: Session, settings: Settings) -> None:
    session.commit()
    Journal(settings.data_dir).catch_up(session)
    session.rollback()


def behind_its_back(session: Session, sql: str) -> None:
    session.execute(sa.text(sql))
    session.commit()


def checked(settings: Settings) -> Checked:
    return check(settings.data_dir, settings.database)


def faults(settings: Settings) -> list[Fault]:
    return [finding.fault for finding in checked(settings).findings]


def test_a_good_folder_is_whole(settings: Settings) -> None:
    answer = checked(settings)
    assert answer.findings == ()
    assert answer.is_whole
    assert (answer.records, answer.changes, answer.files) == (8, 9, 1)


def test_an_empty_folder_is_whole(tmp_path: Path) -> None:
    assert check(tmp_path, tmp_path / "school.sqlite").is_whole


def test_checking_changes_nothing(settings: Settings) -> None:
    def content() -> dict[Path, bytes]:
        files = (path for path in settings.data_dir.rglob("*") if path.is_file())
        return {path: path.read_bytes() for path in files}

    before = content()
    checked(settings)
    assert content() == before


@pytest.mark.parametrize(
    "sql",
    [
        'UPDATE evidence SET note = \'{"cy":{"text":"X","origin":"written"}}\'',
        "UPDATE evidence SET happened_on = '2026-11-11'",
        "UPDATE evidence SET content_hash = 'x'",
        "UPDATE person SET name = 'Somebody Else' WHERE id = 1",
        "DELETE FROM evidence_person WHERE person_id = 1",
        "INSERT INTO evidence_element VALUES (1, 'slo-wales/1.1')",
        "UPDATE action SET binned_at = '2026-11-11 00:00:00.000000'",
    ],
)
def test_d11_a_record_changed_by_hand_is_noticed(
    settings: Settings, session: Session, sql: str
) -> None:
    behind_its_back(session, sql)
    answer = checked(settings)
    assert {finding.fault for finding in answer.findings} == {Fault.RECORD_CHANGED}
    assert not answer.is_whole


def test_d11_a_hash_made_to_fit_is_noticed_by_the_history(
    settings: Settings, session: Session, evidence: Evidence
) -> None:
    before = evidence.content_hash
    evidence.kind = "evidence-kinds/other"
    session.flush()
    forged = evidence.content_hash
    session.rollback()
    behind_its_back(
        session,
        "UPDATE evidence SET kind = 'evidence-kinds/other',"  # noqa: S608  a hash
        f" content_hash = '{forged}' WHERE content_hash = '{before}'",
    )
    assert faults(settings) == [Fault.RECORD_CHANGED]


def test_d11_a_record_deleted_by_hand_is_missed(
    settings: Settings, session: Session
) -> None:
    behind_its_back(session, "DELETE FROM learning")
    (finding,) = checked(settings).findings
    assert (finding.fault, finding.kind) == (Fault.RECORD_MISSING, "learning")


def test_d11_a_record_added_by_hand_is_noticed(
    settings: Settings, session: Session
) -> None:
    columns = "rev, content_hash, created_at, updated_at, name, initials, role, groups"
    behind_its_back(
        session,
        f"INSERT INTO person (uid, {columns})"  # noqa: S608  names of columns
        f" SELECT 'new', {columns} FROM person LIMIT 1",
    )
    assert faults(settings) == [Fault.RECORD_CHANGED]


@pytest.mark.parametrize(
    ("table", "sql"),
    [
        ("evidence", "UPDATE evidence SET title = 'not json'"),
        ("evidence", "UPDATE evidence SET happened_on = 'yesterday'"),
        ("evidence", 'UPDATE evidence SET title = \'{"cy":{"text":"a"}}\''),
        ("person", "UPDATE person SET groups = '[' WHERE id = 2"),
    ],
)
def test_f11_an_unreadable_record_is_named_and_the_rest_is_read(
    settings: Settings, session: Session, table: str, sql: str
) -> None:
    behind_its_back(session, sql)
    answer = checked(settings)
    unreadable = [f for f in answer.findings if f.fault is Fault.RECORD_UNREADABLE]
    assert [finding.kind for finding in unreadable] == [table]
    assert answer.records >= 5


def test_a_broken_chain_is_noticed(settings: Settings, session: Session) -> None:
    behind_its_back(session, "UPDATE \"change\" SET actor = 'me' WHERE seq = 3")
    found = checked(settings).findings
    assert Finding(Fault.CHAIN_BROKEN, "", "3") in found
    assert Finding(Fault.JOURNAL_DIFFERS, "", "3") in found


def test_a_removed_change_is_noticed(settings: Settings, session: Session) -> None:
    behind_its_back(session, 'DELETE FROM "change" WHERE seq = 5')
    assert Finding(Fault.CHAIN_BROKEN, "", "6") in checked(settings).findings


def change_line(text: str) -> str:
    lines = text.splitlines()
    line = json.loads(lines[1])
    line["actor"] = "me"
    return "\n".join([lines[0], json.dumps(line), *lines[2:]]) + "\n"


@pytest.mark.parametrize(
    ("spoil", "fault"),
    [
        (change_line, Fault.JOURNAL_DIFFERS),
        (lambda text: text.replace('{"actor"', '{actor"', 1), Fault.JOURNAL_DIFFERS),
        (lambda text: text.split("\n", 1)[1], Fault.JOURNAL_DIFFERS),
        (lambda text: text[:-20], Fault.JOURNAL_BEHIND),
        (lambda text: text[:0], Fault.JOURNAL_BEHIND),
        (
            lambda text: (
                text + text.splitlines()[0].replace('"seq":1', '"seq":99') + "\n"
            ),
            Fault.JOURNAL_DIFFERS,
        ),
    ],
)
def test_a_journal_that_tells_another_story_is_noticed(
    settings: Settings,
    spoil: Callable[[str], str],
    fault: Fault,
) -> None:
    (file,) = Journal(settings.data_dir).folder.glob("*.jsonl")
    file.write_text(spoil(file.read_text(encoding="utf-8")), encoding="utf-8")
    answer = checked(settings)
    assert {finding.fault for finding in answer.findings} == {fault}
    assert answer.is_whole is (fault is Fault.JOURNAL_BEHIND)


def test_d4_missing_changed_and_orphan_files_are_told_apart(
    settings: Settings, session: Session, evidence: Evidence
) -> None:
    store = ObjectStore(settings.data_dir)
    second = receive(store, io.BytesIO(PDF + b"2"), "b.pdf")
    orphan = receive(store, io.BytesIO(PDF + b"3"), "c.pdf")
    attach(session, evidence, second, name="b.pdf")
    save(session, settings)
    (first,) = {a.sha256 for a in evidence.attachments} - {second.sha256}
    session.rollback()
    store.path(first).unlink()
    store.path(second.sha256).chmod(0o600)
    store.path(second.sha256).write_bytes(PDF + b"!")
    found = checked(settings).findings
    assert set(found) == {
        Finding(Fault.FILE_MISSING, "attachment", first),
        Finding(Fault.FILE_CHANGED, "attachment", second.sha256),
        Finding(Fault.FILE_ORPHAN, "", orphan.sha256),
    }


def test_search_that_has_a_change_to_learn_yet_is_no_finding(
    settings: Settings, session: Session, evidence: Evidence
) -> None:
    keep_up(session)
    with writing(session, journal=Journal(settings.data_dir), now=NOW):
        evidence.happened_on = evidence.happened_on.replace(year=2020)
    assert checked(settings).findings == ()


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM text_index WHERE record = 'evidence'",
        "UPDATE text_index SET folded = 'x' WHERE record = 'evidence'",
        "DELETE FROM text_row WHERE record = 'evidence'",
        "UPDATE text_row SET id = id + 68719476736 WHERE record = 'evidence'",
    ],
)
def test_an_index_that_is_wrong_is_noticed_and_no_damage(
    settings: Settings, session: Session, evidence: Evidence, sql: str
) -> None:
    keep_up(session)
    behind_its_back(session, sql)
    answer = checked(settings)
    assert answer.findings == (
        Finding(Fault.TEXTS_OUT_OF_DATE, "evidence", evidence.ref),
    )
    assert answer.is_whole


def test_a_link_to_nowhere_is_noticed(settings: Settings, session: Session) -> None:
    session.close()
    with closing(dbapi2.connect(str(settings.database))) as connection:
        connection.execute("UPDATE action SET priority_id = 99")
        connection.commit()
    assert Fault.FOREIGN_KEY in faults(settings)


def test_d2_a_lost_data_file_is_the_first_finding(
    settings: Settings, session: Session
) -> None:
    session.close()
    settings.database.unlink()
    answer = checked(settings)
    assert answer.findings == (Finding(Fault.DATABASE, "", "missing"),)
    assert not answer.is_whole


def test_d1_a_destroyed_page_is_noticed(settings: Settings, session: Session) -> None:
    session.close()
    content = bytearray(settings.database.read_bytes())
    content[4096 * 3 : 4096 * 4] = bytes(4096)
    settings.database.write_bytes(content)
    assert Fault.INTEGRITY in faults(settings)


def test_d7_a_newer_data_file_is_refused(settings: Settings, session: Session) -> None:
    behind_its_back(session, "PRAGMA user_version = 99")
    with pytest.raises(NewerDataError):
        checked(settings)
