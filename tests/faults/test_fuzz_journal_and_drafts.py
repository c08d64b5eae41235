"""Journals and drafts that say nonsense: the story ends, and no page leads away."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from slo_desktop.domain.changes import chained
from slo_desktop.domain.foreign_json import parsed
from slo_desktop.services.checking import check
from slo_desktop.settings import Settings
from slo_desktop.storage.database import begin_writing
from slo_desktop.storage.journal import BESIDE_BODY, Journal
from slo_desktop.storage.replay import ReplayError, replay
from slo_desktop.storage.telling import Story
from tests.faults.fuzzing import bounded, limited, spoilt
from tests.faults.proof import Proof
from tests.schools import SchoolFolder, school_folder

DEEP_LINE = "[" * 100_000 + "\n"
COLLISION = {
    "url": "/evidence/1",
    "save_url": "/evidence/1",
    "fields": {"title_en": ["x"]},
    "labels": {"title_en": "Title"},
}


@pytest.fixture
def folder(tmp_path: Path, migrated: Path) -> SchoolFolder:
    return school_folder(tmp_path / "ysgol", migrated)


def everything(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_d11_s18_a_journal_that_says_nonsense_ends_there(
    folder: SchoolFolder, proof: Proof
) -> None:
    folder.write(b"%PDF-1.7 one")
    (path,) = (folder.folder / "journal").glob("*.jsonl")
    right = path.read_text("utf-8").splitlines()
    parsed = [json.loads(line) for line in right]

    @given(data=st.data(), at=st.integers(0, len(right) - 1))
    @bounded(25)
    def told(data: st.DataObject, at: int) -> None:
        line = data.draw(spoilt(parsed[at]))
        path.write_text("\n".join([*right[:at], line, *right[at + 1 :], ""]), "utf-8")
        before = everything(folder.folder)
        with limited():
            Journal(folder.folder).head()
            story = Story(folder.folder)
            assert len(story.words) <= len(right)
            list(story.lines(0))
        check(folder.folder, folder.database)
        assert everything(folder.folder) == before
        proof.count("files")

    told()
    path.write_text("[]\n7\n" + DEEP_LINE, "utf-8")
    assert Journal(folder.folder).head()[0] == 0


def test_s18_a_draft_that_says_nonsense_opens_no_other_place(
    client: FlaskClient,
    settings: Settings,
    school_year_of_work: None,
    proof: Proof,
) -> None:
    del school_year_of_work
    drafts = settings.data_dir / "drafts"
    drafts.mkdir(exist_ok=True)

    @given(text=spoilt(COLLISION), old=spoilt([["title_en", "x"]]))
    @bounded(40)
    def shown(text: str, old: str) -> None:
        (drafts / "collision-evidence-1.json").write_text(text, "utf-8")
        (drafts / f"before-restore-{'0' * 32}.json").write_text(old, "utf-8")
        assert client.get("/collisions/evidence/1").status_code in {404, 409}
        assert client.get(f"/old-pages/{'0' * 32}").status_code == 409
        answer = client.post("/collisions/evidence/1/drop")
        assert answer.status_code in {303, 404}
        if answer.status_code == 303:
            assert answer.headers["location"].startswith("/")
            assert not answer.headers["location"].startswith("//")
        proof.count("files", 2)

    shown()
    evil = json.dumps(COLLISION | {"url": "https://evil.example/"})
    (drafts / "collision-evidence-1.json").write_text(evil)
    assert client.post("/collisions/evidence/1/drop").status_code == 404


def test_d11_s18_a_journal_forged_with_its_chain_is_replayed_or_refused(
    folder: SchoolFolder, session: Session, proof: Proof
) -> None:
    folder.write(b"%PDF-1.7 one")
    (path,) = (folder.folder / "journal").glob("*.jsonl")
    right = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    session.rollback()

    @given(data=st.data(), at=st.integers(0, len(right) - 1))
    @bounded(40)
    def replayed(data: st.DataObject, at: int) -> None:
        body = {k: v for k, v in right[at].items() if k not in BESIDE_BODY}
        try:
            told = body | {
                name: parsed(data.draw(spoilt(body[name]))) for name in ("after", "op")
            }
            hash_ = chained(told, right[at]["previous"])
        except ValueError:
            return
        line = told | {"previous": right[at]["previous"], "hash": hash_}
        begin_writing(session)
        try:
            replay(session, [*right[:at], line])
        except ReplayError:
            proof.count("files")
        finally:
            session.rollback()

    replayed()
