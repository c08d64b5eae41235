"""Files beside a piece of evidence."""

from __future__ import annotations

import io
import re

from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

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


def test_a_program_is_refused_as_a_file(
    client: FlaskClient, settings: Settings, walk: int
) -> None:
    answer = attach(client, walk, b"MZ\x90", "game.exe")
    assert answer.json
    text = client.get(answer.json["url"]).text
    assert "Files of this kind are not kept: game.exe." in text
    assert not kept(settings, walk).attachments


def send(client: FlaskClient, walk: int, *files: tuple[bytes, str]) -> TestResponse:
    """Choose several files and press the button, without a script."""
    data = {"files": [(io.BytesIO(content), name) for content, name in files]}
    return client.post(
        f"/evidence/{walk}/files", data=data, content_type="multipart/form-data"
    )


def test_good_files_and_bad_ones_are_answered_for_on_one_page(
    client: FlaskClient, settings: Settings, walk: int
) -> None:
    answer = send(
        client,
        walk,
        (b"", "empty.jpg"),
        (photo(), "llun 3 ŵ.jpg"),
        (b"MZ\x90", "game.exe"),
        (b"\0\0\0\x18ftypmif1", "IMG_1.HEIC"),
    )
    assert answer.status_code == 303
    text = client.get(answer.location).text
    told = text.partition('class="arrival"')[2].partition("</div>\n")[0]
    for sentence in (
        "Attached: llun 3 ŵ.jpg",
        "This file is empty: empty.jpg.",
        "Files of this kind are not kept: game.exe.",
        "This photo cannot be kept as it is: IMG_1.HEIC. Send it as JPEG",
    ):
        assert sentence in told
    assert [each.name for each in kept(settings, walk).attachments] == ["llun 3 ŵ.jpg"]
    assert 'class="arrival"' not in client.get(f"/evidence/{walk}").text


def test_files_that_a_script_sends_one_by_one_are_told_and_undone_together(
    client: FlaskClient, settings: Settings, walk: int
) -> None:
    mark = "0" * 32
    for place, name in enumerate(("one.jpg", "two.jpg", "three.exe"), start=1):
        content = b"MZ" if name.endswith("exe") else photo(place * 10)
        last = {"last": "yes"} if name.startswith("three") else {}
        data = {"files": [(io.BytesIO(content), name)], "once": mark, **last}
        answer = client.post(
            f"/evidence/{walk}/files",
            data=data,
            content_type="multipart/form-data",
            headers=JSON,
        )
    assert answer.json == {"url": f"/evidence/{walk}?files={mark}"}
    text = client.get(answer.json["url"]).text
    assert text.count("Attached: one.jpg and two.jpg") == 2  # the toast says it too
    step = re.search(r'name="step" value="([^"]+)"', text)
    assert step
    client.post("/history/undo", data={"step": step[1]})
    assert not kept(settings, walk).attachments


def test_many_files_are_counted_and_not_all_named_in_a_toast(
    client: FlaskClient, walk: int
) -> None:
    files = [(photo(10 + each), f"{each}.jpg") for each in range(6)]
    answer = send(client, walk, *files)
    assert "Files attached: 6" in client.get(answer.location).text


def test_a_photo_as_a_phone_keeps_it_says_how_to_send_it_for_print(
    client: FlaskClient, walk: int
) -> None:
    heic = b"\0\0\0\x24ftypheic\0\0\0\0mif1MiHBMiHEMiPrmiafheictmap"
    attach(client, walk, heic, "IMG_2.HEIC")
    assert "cannot be shown or printed here" in client.get(f"/evidence/{walk}").text


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
