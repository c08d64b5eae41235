from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from package.linux import debian
from slo_desktop.desktop import single_instance
from slo_desktop.domain.errors import AlreadyOpenError
from slo_desktop.services.checking import check
from tests.faults.attacking import ROOT, Serving

NAMES = [
    "Ysgol Gynradd Cwm Ŵyll – ffolder y pennaeth",
    "llwybr hir iawn " * 5,
    "100% #1 & 'dyfynod' [x]; $HOME",
]


def test_p7_long_paths_spaces_and_welsh_letters_work(
    sample: Path, tmp_path: Path, surroundings: dict[str, str]
) -> None:
    data = tmp_path.joinpath(*(name.strip() for name in NAMES), "a" * 100, "school")
    assert len(str(data)) > 260
    data.parent.mkdir(parents=True)
    shutil.copytree(sample, data)
    serving = Serving(data, surroundings)
    try:
        for path in ("/", "/evidence/1", "/files/1/thumbnail"):
            assert serving.inside.get(path).status == 200, path
        answer = serving.inside.post("/language", {"language": "en", "next": "/"})
        assert answer.status in {302, 303}
    finally:
        assert serving.stop() == 0
    assert check(data, data / "school.sqlite").is_whole
    assert list((data / "backups").glob("*.slobackup"))


def test_p8_a_folder_that_was_moved_is_whole_where_it_is_now(
    sample: Path, tmp_path: Path, surroundings: dict[str, str]
) -> None:
    first = tmp_path / "cyntaf" / "school"
    shutil.copytree(sample, first)
    serving = Serving(first, surroundings)
    assert serving.stop() == 0
    second = tmp_path / "ail" / "ysgol arall"
    second.parent.mkdir()
    first.rename(second)
    serving = Serving(second, surroundings)
    try:
        assert serving.inside.get("/evidence/1").status == 200
        assert serving.inside.get("/files/1").status == 200
    finally:
        assert serving.stop() == 0
    assert check(second, second / "school.sqlite").is_whole
    inside = (path for path in second.rglob("*.json") if path.is_file())
    assert not [path for path in inside if str(first) in path.read_text("utf-8")]
    assert not first.exists()


def test_p5_a_second_start_is_told_and_a_lock_left_behind_holds_nobody(
    sample: Path, tmp_path: Path, surroundings: dict[str, str]
) -> None:
    data = tmp_path / "school"
    shutil.copytree(sample, data)
    serving = Serving(data, surroundings)
    second = subprocess.run(
        [sys.executable, "-m", "slo_desktop", "--data", data, "--lang", "en", "serve"],
        env=surroundings,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (second.returncode, second.stdout) == (2, "")
    assert second.stderr.startswith("The program is already open. Close its window")
    with pytest.raises(AlreadyOpenError), single_instance.hold(data):
        pass
    serving.process.kill()
    serving.process.communicate(timeout=30)
    again = Serving(data, surroundings)
    assert again.inside.get("/evidence").status == 200
    assert again.stop() == 0
    assert check(data, data / "school.sqlite").is_whole


@pytest.mark.skipif(sys.platform != "win32", reason="needs Windows")
def test_p5_nobody_takes_the_lock_of_an_open_program_away(
    sample: Path, tmp_path: Path, surroundings: dict[str, str]
) -> None:
    data = tmp_path / "school"
    shutil.copytree(sample, data)
    serving = Serving(data, surroundings)
    try:
        with pytest.raises(PermissionError):
            (data / single_instance.LOCK).unlink()
    finally:
        assert serving.stop() == 0
    assert check(data, data / "school.sqlite").is_whole


@pytest.mark.skipif(sys.platform != "linux", reason="needs Linux")
def test_p10_the_package_is_neither_replaced_nor_removed_while_the_program_is_open(
    tmp_path: Path,
) -> None:
    """What the package itself asks; setups are tried by `package --windows --test`."""
    installed = "/opt/slo-desktop/slo-desktop"
    program, script = tmp_path / "slo-desktop", tmp_path / "before.sh"
    shutil.copyfile("/bin/sleep", program)
    program.chmod(0o755)
    asks = (debian.HERE / "before.sh").read_text("utf-8")
    assert installed in asks
    script.write_text(asks.replace(installed, str(program)), "utf-8")

    def answer(act: str) -> subprocess.CompletedProcess[str]:
        words = ["sh", str(script), act]
        return subprocess.run(words, capture_output=True, text=True, check=False)

    with subprocess.Popen([str(program), "60"]) as is_open:
        for act in ("install", "upgrade", "remove"):
            refused = answer(act)
            assert refused.returncode == 1
            assert "Caewch y rhaglen" in refused.stderr
            assert "Close the program" in refused.stderr
        is_open.kill()
    assert answer("remove").returncode == 0
