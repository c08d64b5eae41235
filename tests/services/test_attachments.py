from __future__ import annotations

import io

import pytest
from sqlalchemy.orm import Session

from slo_desktop.domain.attachments import Consent
from slo_desktop.domain.errors import RecordNotFoundError
from slo_desktop.services.attachments import attach, detach, find_shown, receive
from slo_desktop.settings import Settings
from slo_desktop.storage.attachments import kept_files, owners_of
from slo_desktop.storage.models import Attachment, Evidence
from slo_desktop.storage.objects import ObjectStore
from tests import builders


@pytest.fixture
def evidence(session: Session) -> Evidence:
    record: Evidence = builders.evidence(session)
    return record


def attached(
    session: Session, settings: Settings, evidence: Evidence, name: str = "a.pdf"
) -> Attachment:
    kept = receive(ObjectStore(settings.data_dir), io.BytesIO(b"%PDF-1.7"), name)
    return attach(session, evidence, kept, name=name)


def test_an_attached_file_stays_in_the_school_until_somebody_says_otherwise(
    session: Session, settings: Settings, evidence: Evidence
) -> None:
    file = attached(session, settings, evidence, r"C:\lluniau\..\Tŷ.pdf")
    assert file in evidence.attachments
    assert file.name == "Tŷ.pdf"
    assert not file.may_leave
    assert file.consent is Consent.UNKNOWN
    assert kept_files(session) == [(file.sha256, file.uid)]


def test_a_file_taken_off_goes_to_the_bin(
    session: Session, settings: Settings, evidence: Evidence
) -> None:
    file = attached(session, settings, evidence)
    assert find_shown(session, file.id) is file
    detach(session, evidence, file)
    assert file not in evidence.attachments
    assert file.binned_at is not None
    with pytest.raises(RecordNotFoundError):
        find_shown(session, file.id)


def test_a_file_that_something_else_shows_stays(
    session: Session, settings: Settings, evidence: Evidence
) -> None:
    file = attached(session, settings, evidence)
    other: Evidence = builders.evidence(session)
    other.attachments.add(file)
    session.flush()
    detach(session, evidence, file)
    assert file.binned_at is None
    assert owners_of(session, file) == [other]
