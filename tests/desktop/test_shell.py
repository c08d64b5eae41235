from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from slo_desktop.desktop import shell as module
from slo_desktop.desktop.shell import WindowShell
from slo_desktop.domain.languages import Language


class Window:
    """Stands in for pywebview's window."""

    def __init__(self, chosen: Any, *, agrees: bool = True, gui: str = "gtk") -> None:
        self.chosen, self.agrees = chosen, agrees
        self.gui = SimpleNamespace(renderer=gui)
        self.asked: dict[str, Any] = {}
        self.questions: list[tuple[str, str]] = []
        self.done: list[str] = []
        self.native: Any = None

    def create_file_dialog(self, kind: int, **asked: Any) -> Any:
        self.asked = {"kind": kind, **asked}
        return self.chosen

    def create_confirmation_dialog(self, title: str, message: str) -> bool:
        self.questions.append((title, message))
        return self.agrees

    def show(self) -> None:
        self.done.append("show")

    def restore(self) -> None:
        self.done.append("restore")

    def load_url(self, url: str) -> None:
        self.done.append(url)


def shell_of(window: Window) -> WindowShell:
    shell = WindowShell()
    shell.attach(window, lambda: Language.EN)
    return shell


def test_a_file_goes_where_the_person_says(tmp_path: Path) -> None:
    window = Window((str(tmp_path / "adroddiad.pdf"),))
    saved = shell_of(window).save_as("report.pdf", b"%PDF")
    assert saved == tmp_path / "adroddiad.pdf"
    assert saved.read_bytes() == b"%PDF"
    assert window.asked["save_filename"] == "report.pdf"
    assert window.asked["file_types"] == ("PDF (*.pdf)",)
    assert window.asked["kind"] == 30


def test_the_next_save_begins_in_the_same_folder(tmp_path: Path) -> None:
    window = Window((str(tmp_path / "a.pdf"),))
    shell = shell_of(window)
    shell.save_as("a.pdf", b"1")
    shell.save_as("b.pdf", b"2")
    assert window.asked["directory"] == str(tmp_path)


def test_a_kept_file_is_copied_whole(tmp_path: Path) -> None:
    source, target = tmp_path / "kept", tmp_path / "out.bin"
    source.write_bytes(b"x" * 100_000)
    assert shell_of(Window(str(target))).save_as("out.bin", source) == target
    assert target.read_bytes() == source.read_bytes()


def test_who_cancels_saves_nothing(tmp_path: Path) -> None:
    assert shell_of(Window(None)).save_as("a.pdf", b"1") is None
    assert not list(tmp_path.iterdir())


def test_the_ending_is_added_where_it_was_left_out(tmp_path: Path) -> None:
    saved = shell_of(Window((str(tmp_path / "a"),))).save_as("x.pdf", b"1")
    assert saved == tmp_path / "a.pdf"


def test_a_file_is_replaced_only_after_asking(tmp_path: Path) -> None:
    there = tmp_path / "a.pdf"
    there.write_bytes(b"old")
    refuses = Window((str(there),), agrees=False)
    assert shell_of(refuses).save_as("a.pdf", b"new") is None
    assert there.read_bytes() == b"old"
    assert refuses.questions == [
        ("Replace this file?", "A file of this name is already there: a.pdf")
    ]
    assert shell_of(Window((str(there),))).save_as("a.pdf", b"new") == there
    assert there.read_bytes() == b"new"


def test_a_dialog_that_asks_itself_is_not_asked_again(tmp_path: Path) -> None:
    there = tmp_path / "a.pdf"
    there.write_bytes(b"old")
    window = Window((str(there),), agrees=False, gui="edgechromium")
    assert shell_of(window).save_as("a.pdf", b"new") == there
    assert not window.questions


def test_a_disk_that_refuses_leaves_the_old_file_and_no_scraps(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = tmp_path / "a.pdf"
    there.write_bytes(b"old")

    def full(_source: Path, draft: Path) -> None:
        draft.write_bytes(b"ha")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(shutil, "copyfile", full)
    with pytest.raises(OSError, match="No space"):
        shell_of(Window((str(there),))).save_as("a.pdf", tmp_path / "kept")
    assert [path.name for path in tmp_path.iterdir()] == ["a.pdf"]
    assert there.read_bytes() == b"old"


def test_a_name_with_an_odd_ending_has_no_filter(tmp_path: Path) -> None:
    window = Window((str(tmp_path / "a.x-y"),))
    shell_of(window).save_as("a.x-y", b"1")
    assert window.asked["file_types"] == ()


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What was started in place of other programs."""
    commands: list[Any] = []

    def run(command: Sequence[str], **how: Mapping[str, str]) -> None:
        commands.append((*command, how["env"]))

    monkeypatch.setattr(subprocess, "run", run)
    monkeypatch.setattr(module, "_start", module._run)
    return commands


def test_a_file_is_opened_by_the_computers_own_program(
    started: list[Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("LANGUAGE", "cy")
    file = tmp_path / "a.pdf"
    file.touch()
    shell = WindowShell()
    assert shell.open_file(file)
    assert shell.show_in_folder(file)
    (opened, shown) = started
    assert opened[:2] == ("xdg-open", str(file))
    assert shown[:2] == ("xdg-open", str(tmp_path))
    assert "LANGUAGE" not in opened[2]


def test_a_mac_opens_files_its_own_way(
    started: list[Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    file = tmp_path / "a.pdf"
    file.touch()
    assert WindowShell().open_file(file)
    assert WindowShell().show_in_folder(file)
    assert [command[:-1] for command in started] == [
        ("open", str(file)),
        ("open", "-R", str(file)),
    ]


def test_windows_shows_a_file_in_its_explorer(
    started: list[Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    assert WindowShell().show_in_folder(tmp_path / "a.pdf")
    assert started[0][:2] == ("explorer", f"/select,{tmp_path / 'a.pdf'}")


def test_what_is_gone_is_not_opened(started: list[Any], tmp_path: Path) -> None:
    gone = tmp_path / "folder" / "a.pdf"
    assert not WindowShell().open_file(gone)
    assert not WindowShell().show_in_folder(gone)
    assert not started


def test_the_window_comes_forward() -> None:
    window = Window(None)
    shell_of(window).come_forward()
    assert window.done == ["show", "restore"]
    WindowShell().come_forward()


@pytest.mark.parametrize(
    ("state", "done"),
    [("Maximized", ["show"]), ("Minimized", ["show", "restore"])],
)
def test_a_window_that_fills_the_screen_of_windows_keeps_its_size(
    state: str, done: list[str]
) -> None:
    window = Window(None)
    window.native = SimpleNamespace(WindowState=state)
    shell_of(window).come_forward()
    assert window.done == done


def test_the_window_is_led_to_a_page_now_or_once_it_is_there() -> None:
    window, waiting = Window(None), WindowShell()
    shell_of(window).lead_to("http://127.0.0.1:9/a")
    assert window.done == ["http://127.0.0.1:9/a"]
    waiting.lead_to("http://127.0.0.1:9/b")
    waiting.attach(window, lambda: Language.EN)
    assert window.done[1:] == ["http://127.0.0.1:9/b"]


def test_another_program_is_not_waited_for(tmp_path: Path) -> None:
    module._start(("true",))
    assert tmp_path.exists()


def test_a_folder_is_chosen_in_the_computers_own_dialog(tmp_path: Path) -> None:
    window = Window((str(tmp_path),))
    assert shell_of(window).choose_folder() == tmp_path
    assert window.asked["kind"] == 20
    assert shell_of(Window(str(tmp_path))).choose_folder() == tmp_path
    assert shell_of(Window(None)).choose_folder() is None


def test_a_place_for_a_file_is_asked_for_before_it_is_made(tmp_path: Path) -> None:
    window = Window((str(tmp_path / "ysgol.slobackup"),))
    assert shell_of(window).ask_where("x.slobackup") == tmp_path / "ysgol.slobackup"
    assert list(tmp_path.iterdir()) == []
    assert shell_of(Window(None)).ask_where("x.slobackup") is None


def test_a_file_of_this_computer_is_chosen_and_its_folder_remembered(
    tmp_path: Path,
) -> None:
    window = Window((str(tmp_path / "ysgol.slobackup"),))
    shell = shell_of(window)
    assert shell.choose_file(".slobackup") == tmp_path / "ysgol.slobackup"
    assert window.asked["kind"] == 10
    assert window.asked["file_types"] == ("SLOBACKUP (*.slobackup)",)
    window.chosen = None
    assert shell.choose_file(".slobackup") is None
    assert window.asked["directory"] == str(tmp_path)
