"""Copies outside the folder, which no erasure reaches, are named by their places."""

from __future__ import annotations

from flask.testing import FlaskClient

from slo_desktop.settings import Settings
from slo_desktop.storage.preferences import PreferenceStore, SecondPlace

STICK = SecondPlace(
    kind="device",
    path="/media/stick",
    token="x",
    count=3,
    newest_at="2026-11-20T10:00:00+00:00",
)
TAKEN = {"away": "2026-11-01T10:00:00+00:00"}


def test_places_that_copies_went_to_are_named_before_and_after(
    client: FlaskClient, settings: Settings, in_english: None
) -> None:
    PreferenceStore(settings.data_dir).update(places=(STICK,), taken=TAKEN)
    sent = {"happened_on": "18/11/2026", "title_en": "Walk"}
    assert client.post("/evidence", data=sent).status_code == 303
    page = client.get("/privacy/erase?of=evidence:1").text
    assert "restoring one brings it back" in page
    why = {"of": "evidence:1", "reason": "asked", "asker": "person"}
    done = client.post("/privacy/erase", data=why, follow_redirects=True).text
    for text in (page, done):
        assert "On another device" in text
        assert "<code>/media/stick</code>" in text
        assert "Copies: 3" in text
        assert "A complete copy that somebody took there" in text
