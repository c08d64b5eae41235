"""Keys, signed updates and check sums, as the makers of a release make them."""

from __future__ import annotations

import base64
import hashlib
import json
import stat
import subprocess
from pathlib import Path
from typing import Any

import pytest
from nacl.signing import SigningKey

from places import OUT, ROOT
from release import keys, making
from slo_desktop import __version__
from slo_desktop.domain.updates import Here, Version
from slo_desktop.services.updating.keys import built_in_keys
from slo_desktop.services.updating.preparing import check
from slo_desktop.storage.upgrade import HEAD
from tests.updates import NEWS, OURS, PACKAGE, SPARE, STRANGER, trust

WORDS = "ceffyl batri stapl cywir mynydd"
DEB = "slo-desktop_0.2.0_amd64.deb"
SETUP = "SLO-Desktop-0.2.0-setup.exe"
IMAGE = "SLO-Desktop-0.2.0-arm64.dmg"
OLDER_MAC = "SLO-Desktop-0.2.0-x86_64.dmg"


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


@pytest.fixture
def release(tmp_path: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Sign an update of version 0.2.0, where something may be otherwise."""
    trust(monkeypatch, tmp_path, OURS, SPARE)
    news = tmp_path / "news.json"
    news.write_text(json.dumps({k.value: v for k, v in NEWS.items()}), "utf-8")

    def release(key: SigningKey = OURS, **over: Any) -> Path:
        names = over.pop("names", (DEB, SETUP, IMAGE, OLDER_MAC))
        for name in names:
            (tmp_path / name).write_bytes(name.encode() + PACKAGE)
        given: dict[str, Any] = {"news": news, "version": "0.2.0", "out": out} | over
        return making.sign(key, installers=[tmp_path / n for n in names], **given)

    return release


def test_keys_lie_locked_on_a_stick_and_their_public_halves_are_printed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = tmp_path / "words"
    words.write_text(f"{WORDS}\n", "utf-8")
    stick = tmp_path / "cof"
    told = ["keys", "--out", str(stick), "--passphrase-file", str(words)]
    assert making.main(told) == 0
    printed = json.loads(capsys.readouterr().out.partition(":")[2])["keys"]
    files = sorted(stick.iterdir())
    assert len(files) == len(set(printed)) == 2
    for place, public in zip(files, printed, strict=True):
        assert stat.S_IMODE(place.stat().st_mode) == 0o600
        key = keys.open_key(place, WORDS)
        assert base64.b64encode(key.verify_key.encode()).decode() == public
        assert key.encode() not in place.read_bytes()
    with pytest.raises(keys.ReleaseError, match="does not open"):
        keys.open_key(files[0], "ceffyl batri stapl anghywir")
    assert making.main(told) == 2
    assert "there already" in capsys.readouterr().err
    assert sorted(stick.iterdir()) == files


def test_keys_never_lie_in_the_repository_and_never_behind_a_weak_word(
    tmp_path: Path,
) -> None:
    for place in (ROOT, OUT / "keys", tmp_path / "link" / "keys"):
        (tmp_path / "link").unlink(missing_ok=True)
        (tmp_path / "link").symlink_to(ROOT)
        with pytest.raises(keys.ReleaseError, match="repository"):
            keys.make_keys(place, WORDS)
        assert not (ROOT / "keys").exists()
    with pytest.raises(keys.ReleaseError, match="too weak"):
        keys.make_keys(tmp_path / "cof", "cyfrinair")
    assert not (tmp_path / "cof").exists()


@pytest.mark.parametrize("key", [OURS, SPARE])
def test_a_release_is_read_by_the_program_of_every_system(
    release: Any, out: Path, key: SigningKey
) -> None:
    made = release(key)
    assert made == out / "SLO-Desktop-0.2.0.sloupdate"
    for system, name in (
        ("debian-amd64", DEB),
        ("windows-amd64", SETUP),
        ("macos-arm64", IMAGE),
        ("macos-x86_64", OLDER_MAC),
    ):
        here = Here(version=Version(0, 1, 0), system=system, schema=HEAD)
        checked = check(made, here=here, keys=built_in_keys())
        assert checked.installer.name == name
        assert checked.manifest.news == NEWS
    assert [path.name for path in out.iterdir()] == [made.name]


@pytest.mark.parametrize(
    ("over", "reason"),
    [
        ({"key": STRANGER}, "does not list this key"),
        ({"names": ("setup.exe",)}, "no installer of version 0.2.0"),
        ({"names": ("slo-desktop_0.1.9_amd64.deb",)}, "no installer of version 0.2.0"),
        ({"names": ("SLO-Desktop-0.2.0-portable.zip",)}, "no installer of version"),
        ({"oldest": "0.2.0"}, "would refuse this update: same"),
        ({"oldest": "0.3.0"}, "would refuse this update: older"),
    ],
)
def test_a_slip_makes_no_release(
    release: Any, out: Path, over: dict[str, Any], reason: str
) -> None:
    with pytest.raises(keys.ReleaseError, match=reason):
        release(**over)
    assert not out.exists() or list(out.iterdir()) == []


@pytest.mark.parametrize(
    "news",
    [
        {"cy": ["Dim"], "en": []},
        {"cy": ["x" * 301], "en": ["x"]},
        {"cy": [1], "en": []},
    ],
)
def test_news_that_no_page_could_show_make_no_release(
    release: Any, tmp_path: Path, news: dict[str, Any]
) -> None:
    place = tmp_path / "other.json"
    place.write_text(json.dumps(news), "utf-8")
    with pytest.raises(keys.ReleaseError, match="plain lines"):
        release(news=place)


def test_a_single_key_makes_no_release(
    release: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trust(monkeypatch, tmp_path, OURS)
    with pytest.raises(keys.ReleaseError, match="second key"):
        release()


def test_a_program_made_without_keys_can_be_signed_by_nobody(
    tmp_path: Path, release: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    trust(monkeypatch, tmp_path)
    with pytest.raises(keys.ReleaseError, match="no program would"):
        release()


def test_the_sums_list_what_goes_to_people_and_nothing_else(out: Path) -> None:
    out.mkdir()
    with pytest.raises(keys.ReleaseError, match="nothing to ship"):
        making.write_sums(out)
    for name in (DEB, SETUP, "pyinstaller.log", "window.png"):
        (out / name).write_bytes(name.encode())
    place = making.write_sums(out)
    assert place.name == "SHA256SUMS"
    assert place.read_text("utf-8").splitlines() == [
        f"{hashlib.sha256(name.encode()).hexdigest()}  {name}" for name in (SETUP, DEB)
    ]
    done = subprocess.run(
        ["sha256sum", "--check", "--status", place.name], cwd=out, check=False
    )
    assert done.returncode == 0


def test_what_is_not_there_is_said_and_ends_with_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = tmp_path / "words"
    words.write_text(WORDS, "utf-8")
    told = ["sign", "--key", tmp_path / "none", "--news", words]
    told += ["--passphrase-file", words, tmp_path / DEB]
    assert making.main([*map(str, told)]) == 2
    assert "none" in capsys.readouterr().err


def test_names_of_installers_are_those_of_this_version() -> None:
    assert str(Version.read(__version__)) == __version__
