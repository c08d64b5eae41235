"""Files beside a piece of evidence."""

from __future__ import annotations

from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from slo_desktop.domain.languages import Language
from slo_desktop.settings import Settings
from slo_desktop.storage.database import open_engine
from slo_desktop.storage.models import Attachment
from tests.web.evidence.asking import JSON, attach, kept
from tests.web.pictures import photo


def test_a_file_is_attached_and_may_not_leave_the_school_at_first(
    client: FlaskClient, settings: Settings, walk: int
) -> None:
    answer = attach(client, walk, photo(), "llun.jpg")
    assert answer.json == {"url": f"/evidence/{walk}"}
    (file,) = kept(settings, walk).attachments
    assert not file.may_leave
    text = client.get(f"/evidence/{walk}").text
    assert f"/files/{file.id}/thumbnail" in text
    assert "Consent not known" in text


def test_a_program_is_refused_as_a_file(client: FlaskClient, walk: int) -> None:
    answer = attach(client, walk, b"MZ\x90", "game.exe")
    assert answer.status_code == 415
    assert answer.json
    assert "game.exe" in answer.json["message"]


def test_sending_no_file_changes_nothing(client: FlaskClient, walk: int) -> None:
    answer = client.post(
        f"/evidence/{walk}/files", data={}, content_type="multipart/form-data"
    )
    assert answer.status_code == 400


def test_caption_consent_and_leave_save_themselves(
    client: FlaskClient, settings: Settings, walk: int
) -> None:
    attach(client, walk, photo(), "llun.jpg")
    (file,) = kept(settings, walk).attachments
    fields = {"caption_cy": "Y bwrdd", "consent": "given", "may_leave": "y"}
    data = {"rev": str(file.rev), "_fields": ",".join(fields)} | fields
    answer = client.post(f"/evidence/{walk}/files/{file.id}", data=data, headers=JSON)
    assert answer.status_code == 200
    (file,) = kept(settings, walk).attachments
    assert file.caption.text(Language.CY) == "Y bwrdd"
    assert (file.consent, file.may_leave) == ("given", True)


def test_a_refused_caption_comes_back_under_its_file(
    client: FlaskClient, settings: Settings, walk: int
) -> None:
    attach(client, walk, photo(), "llun.jpg")
    (file,) = kept(settings, walk).attachments
    long = {"caption_en": "x" * 301, "consent": "given", "rev": str(file.rev)}
    answer = client.post(f"/evidence/{walk}/files/{file.id}", data=long)
    assert answer.status_code == 422
    assert "Characters allowed: 300." in answer.text


def test_a_file_is_taken_off_and_goes_to_the_bin(
    client: FlaskClient, settings: Settings, walk: int
) -> None:
    attach(client, walk, photo(), "llun.jpg")
    (file,) = kept(settings, walk).attachments
    client.post(f"/evidence/{walk}/files/{file.id}/detach")
    assert not kept(settings, walk).attachments
    engine = open_engine(settings.database)
    with Session(engine) as session:
        assert session.get_one(Attachment, file.id).binned_at is not None
    engine.dispose()


def test_a_file_of_another_record_cannot_be_changed_from_here(
    client: FlaskClient, walk: int
) -> None:
    client.post("/evidence/capture", data={"note": "Nodyn", "next": "/evidence"})
    attach(client, walk, photo(), "llun.jpg")
    assert client.post("/evidence/2/files/1/detach").status_code == 404


def test_a_kept_file_that_is_gone_is_shown_as_damaged(
    client: FlaskClient, settings: Settings, walk: int
) -> None:
    attach(client, walk, b"Geiriau", "nodiadau.txt")
    (file,) = kept(settings, walk).attachments
    path = settings.data_dir / "objects" / file.sha256[:2] / file.sha256[2:]
    path.unlink()
    assert "Damaged: the file is gone" in client.get(f"/evidence/{walk}").text
