from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from slo_desktop.domain.safety.disks import DiskLock
from slo_desktop.services.safety.disk import Disk
from slo_desktop.web.safety import disk as module
from tests.web.safety.conftest import here, words

ENGLISH = {
    DiskLock.ON: "This computer’s disk is encrypted: whoever takes it away",
    DiskLock.OFF: "This computer’s disk is not encrypted: whoever takes it",
    DiskLock.UNKNOWN: "This computer does not say whether its disk is encrypted.",
}
WELSH = {
    DiskLock.ON: "Mae disg y cyfrifiadur hwn wedi’i hamgryptio:",
    DiskLock.OFF: "Nid yw disg y cyfrifiadur hwn wedi’i hamgryptio:",
    DiskLock.UNKNOWN: "Nid yw’r cyfrifiadur hwn yn dweud a yw ei ddisg",
}


@pytest.mark.parametrize("lock", list(DiskLock))
def test_the_page_says_whether_the_disk_is_encrypted_in_both_languages(
    lock: DiskLock, app: Flask, safe: FlaskClient
) -> None:
    folder = here(app)
    app.extensions[module.KEY] = Disk(folder.settings.data_dir, lambda _folder: lock)
    assert ENGLISH[lock] in words(safe.get("/safety"))
    folder.preferences.update(language="cy")
    page = safe.get("/safety")
    assert WELSH[lock] in words(page)
    assert f"#i-{module.ICONS[lock]}" in page.text


def test_each_folder_is_asked_about_its_own_disk(app: Flask, safe: FlaskClient) -> None:
    safe.get("/safety")
    disk = app.extensions[module.KEY]
    assert disk._folder == here(app).settings.data_dir
    safe.get("/safety")
    assert app.extensions[module.KEY] is disk
