from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from slo_desktop.desktop import opening
from slo_desktop.desktop.pages import Pages
from slo_desktop.domain.safety.whereabouts import Ground
from slo_desktop.settings import Settings
from slo_desktop.storage import drives, whereabouts
from slo_desktop.storage.preferences import PreferenceStore

PLACES = [
    ("Users/mair/OneDrive/slo", "OneDrive"),
    ("Users/mair/OneDrive - Ysgol y Bryn/slo", "OneDrive"),
    ("Users/mair/Library/CloudStorage/OneDrive-Personal/slo", "OneDrive"),
    ("home/mair/Dropbox/slo", "Dropbox"),
    ("home/mair/Dropbox (Ysgol)/slo", "Dropbox"),
    ("Users/mair/Google Drive/slo", "Google Drive"),
    ("Volumes/GoogleDrive/My Drive/slo", "Google Drive"),
    ("Users/mair/iCloudDrive/slo", "iCloud"),
    ("Library/Mobile Documents/com~apple~CloudDocs/slo", "iCloud"),
]


@pytest.mark.parametrize(("place", "service"), PLACES)
def test_p3_a_synced_folder_is_known_by_its_name(
    tmp_path: Path, place: str, service: str
) -> None:
    found = whereabouts.whereabouts(tmp_path / place, {})
    assert (found.ground, found.service) == (Ground.SYNCED, service)


@pytest.mark.parametrize("name", ["OneDriveBackup", "My Drives", "dropboxes", "Gwaith"])
def test_p3_a_name_that_only_sounds_like_one_is_none(tmp_path: Path, name: str) -> None:
    found = whereabouts.whereabouts(tmp_path / name / "slo", {})
    assert found.ground is Ground.LOCAL


@pytest.mark.parametrize("variable", whereabouts.VARIABLES)
def test_p3_a_synced_folder_is_known_by_what_the_service_says(
    tmp_path: Path, variable: str
) -> None:
    surroundings = {variable: str(tmp_path / "synced")}
    inside = whereabouts.whereabouts(tmp_path / "synced" / "slo", surroundings)
    beside = whereabouts.whereabouts(tmp_path / "synced-not" / "slo", surroundings)
    assert (inside.ground, beside.ground) == (Ground.SYNCED, Ground.LOCAL)


@pytest.mark.parametrize("mark", whereabouts.MARKS)
def test_p3_a_synced_folder_is_known_by_what_lies_in_it(
    tmp_path: Path, mark: str
) -> None:
    (tmp_path / "Gwaith" / mark).mkdir(parents=True)
    found = whereabouts.whereabouts(tmp_path / "Gwaith" / "deep" / "slo", {})
    assert found.service == whereabouts.MARKS[mark]


def test_p3_what_lies_in_a_persons_home_is_only_its_settings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".dropbox").mkdir()
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    found = whereabouts.whereabouts(tmp_path / "slo", {})
    assert found.ground is Ground.LOCAL


def test_p3_windows_marks_the_files_of_a_service(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Marked:
        st_reparse_tag = 0x9000_301A
        st_file_attributes = 0

    assert not drives.is_cloud_file(tmp_path)
    monkeypatch.setattr(os, "lstat", lambda _path: Marked)
    assert drives.is_cloud_file(tmp_path)


def test_p3_a_folder_that_windows_marks_is_a_synced_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(whereabouts, "is_cloud_file", lambda path: path == tmp_path)
    assert whereabouts.whereabouts(tmp_path / "deep", {}).service == "OneDrive"


MOUNTS = """\
21 1 0:19 / / rw - ext4 /dev/sda1 rw
40 21 0:40 / /srv/cwmwl\\040ysgol rw - cifs //server/ysgol rw
41 21 0:41 / /srv/nfs rw shared:3 - nfs4 server:/x rw
42 40 0:42 / /srv/cwmwl\\040ysgol/lleol rw - ext4 /dev/sdb1 rw
"""


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/srv/cwmwl ysgol/slo", "cifs"),
        ("/srv/nfs/a/b", "nfs4"),
        ("/srv/nfsx", "ext4"),
        ("/srv/cwmwl ysgol/lleol/slo", "ext4"),
        ("/", "ext4"),
    ],
)
def test_p4_the_drive_of_a_folder_is_read_from_the_mounts(
    tmp_path: Path, folder: str, kind: str
) -> None:
    if sys.platform == "win32":
        pytest.skip("has drives of its own: Windows")
    mounts = tmp_path / "mountinfo"
    mounts.write_text(MOUNTS)
    assert drives._linux_kind(Path(folder), mounts) == kind


def test_p4_a_network_drive_is_warned_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drives, "_linux_kind", lambda _folder: "cifs")
    monkeypatch.setattr(sys, "platform", "linux")
    found = whereabouts.whereabouts(tmp_path / "new" / "slo", {})
    assert (found.ground, found.service) == (Ground.NETWORK, "cifs")


def test_p4_this_disk_is_no_network_drive(tmp_path: Path) -> None:
    assert drives.network_drive(tmp_path) == ""


@pytest.mark.skipif(sys.platform != "win32", reason="asks the system itself: Windows")
def test_p4_windows_knows_a_share_and_a_local_disk(tmp_path: Path) -> None:
    assert drives.network_drive(tmp_path) == ""
    assert drives.network_drive(Path(r"\\\\localhost\\c$\\Windows"))


def test_p3_nothing_is_opened_in_a_synced_folder_before_the_person_knows(
    tmp_path: Path, settings: Settings
) -> None:
    from dataclasses import replace

    place = tmp_path / "OneDrive" / "school"
    place.mkdir(parents=True)
    synced = replace(settings, data_dir=place)
    pages = Pages(synced, None)
    pages.start()
    assert not pages.running().has_file
    pages.finish()
    assert not synced.database.exists()

    PreferenceStore(place).update(stays_in=str(place))
    opening._check_place(synced)
