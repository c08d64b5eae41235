"""What the command line understands, and in which language it answers."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from slo_desktop import __version__, paths
from slo_desktop.cli import exporting, main, opening
from slo_desktop.cli.launch import Launch
from slo_desktop.cli.parser import VERBS, parse
from slo_desktop.cli.words import ARGPARSE, language_of
from slo_desktop.desktop import crash
from slo_desktop.desktop import main as desktop
from slo_desktop.domain.languages import Language
from slo_desktop.i18n.catalogues import say
from slo_desktop.settings import Settings
from tests.cli.conftest import Run


def test_help_is_in_the_language_asked_for_and_names_every_verb(run: Run) -> None:
    welsh, english = run("--lang", "cy", "--help"), run("--help", "--lang=en")
    assert welsh.code == english.code == 0
    assert welsh.out.startswith("defnydd: slo-desktop")
    assert english.out.startswith("usage: slo-desktop")
    assert all(f"  {verb} " in welsh.out for verb in VERBS)


def test_pythons_own_messages_have_welsh() -> None:
    assert all(say(message, Language.CY) != message for message in ARGPARSE)


@pytest.mark.parametrize(
    "line",
    [
        ("frobnicate",),
        ("--lang", "fr"),
        ("report", "governors"),
        ("report", "governors", "--layout", "sideways", "--out", "x"),
        ("import", "stories", "x.csv"),
        ("serve", "--port", "70000"),
        ("serve", "--port", "many"),
        ("report", "governors", "--layout", "cy", "--out", "x", "--meeting", "soon"),
        ("sample", "--unheard-of"),
        ("restore",),
    ],
)
def test_a_line_that_is_not_understood_is_refused_with_a_reason(
    line: tuple[str, ...], run: Run
) -> None:
    said = run(*line)
    assert said.code == 2
    assert said.out == ""
    assert "gwall:" in said.err


@pytest.mark.parametrize("line", [("--data", "D", "check"), ("check", "--data", "D")])
def test_the_folder_may_stand_before_or_after_the_verb(line: tuple[str, ...]) -> None:
    options = parse(line, Language.EN)
    assert (options.verb, options.data, options.lang) == ("check", Path("D"), None)


@pytest.mark.parametrize("line", [("--lang", "en", "check"), ("check", "--lang", "en")])
def test_the_language_may_stand_before_or_after_the_verb(
    line: tuple[str, ...], run: Run
) -> None:
    assert run(*line).err.startswith("There is no school in this folder yet:")


def test_it_answers_in_the_language_last_chosen_for_the_folder(
    tmp_path: Path, run: Run
) -> None:
    state = tmp_path / "state.json"
    state.write_text(json.dumps({"language": "en"}))
    assert language_of(["check", f"--data={tmp_path}"], tmp_path / "x") is Language.EN
    assert language_of(["check"], tmp_path) is Language.EN
    assert language_of(["check", "--lang", "cy"], tmp_path) is Language.CY
    assert run("check", "--data", tmp_path).err.startswith("There is no school")


def test_it_answers_in_welsh_before_anybody_chose(tmp_path: Path, run: Run) -> None:
    assert language_of([], tmp_path) is Language.CY
    assert language_of(["check", "--lang"], tmp_path) is Language.CY
    assert run("check", "--data", tmp_path).err.startswith("Nid oes ysgol")


def test_a_verb_in_another_language_changes_no_preference(
    sample: Path, run: Run
) -> None:
    before = (sample / "state.json").read_bytes()
    assert run("check", "--data", sample, "--lang", "en").code == 0
    assert (sample / "state.json").read_bytes() == before


def test_a_program_without_a_terminal_has_somewhere_to_write(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("stdout", "stderr"):
        monkeypatch.setattr(sys, name, None)
    assert main(["check", "--data", str(tmp_path)]) == 2
    for stream in (sys.stdout, sys.stderr):
        assert stream.writable()
        stream.close()


def test_the_version_is_known(run: Run) -> None:
    assert run("--version").out.strip() == __version__


def test_without_a_verb_the_window_opens_for_the_default_folder(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[tuple[Settings, bool]] = []
    monkeypatch.setattr(
        desktop,
        "run",
        lambda settings, *, browser: opened.append((settings, browser)),
    )
    assert run("--browser", "--lang", "en").code == 0
    ((settings, browser),) = opened
    assert browser
    assert settings.data_dir == paths.default_data_dir()
    assert settings.language is Language.EN


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[Path | None]:
    """Files that the window was opened with."""
    files: list[Path | None] = []
    monkeypatch.setattr(
        desktop, "run", lambda settings, **_: files.append(settings.opened.path)
    )
    return files


@pytest.mark.parametrize("name", ["Ysgol Bryn.slobackup", "new.SLOUPDATE"])
def test_a_file_in_place_of_a_verb_opens_the_window_with_it(
    name: str, tmp_path: Path, run: Run, opened: list[Path | None]
) -> None:
    (tmp_path / name).touch()
    assert run(tmp_path / name) == (0, "", "")
    assert run("--data", tmp_path, "--lang", "en", tmp_path / name).code == 0
    assert opened == [tmp_path / name] * 2


def test_a_file_beside_us_may_be_named_alone(
    tmp_path: Path,
    run: Run,
    opened: list[Path | None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.slobackup").touch()
    assert run("a.slobackup", "--browser").code == 0
    assert opened == [tmp_path / "a.slobackup"]


@pytest.mark.parametrize(
    ("name", "welsh", "english"),
    [
        ("a.slobackup", "Nid oes ffeil", "There is no such file: a.slobackup"),
        ("a.docx", "Nid yw’r rhaglen yn agor", "The program does not open files"),
        ("folder/", "Nid yw’r rhaglen yn agor", "The program does not open files"),
    ],
)
def test_what_cannot_be_opened_is_refused_in_both_languages(
    name: str,
    welsh: str,
    english: str,
    tmp_path: Path,
    run: Run,
    opened: list[Path | None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shown: list[str] = []
    monkeypatch.setattr(crash, "show", shown.append)
    said = run(f"{tmp_path}/{name}", "--data", tmp_path / "ysgol")
    assert said.code == 2
    told = shown[0].split("\n\n")
    assert told[0].startswith(welsh)
    assert told[1].startswith(english)
    assert str(tmp_path) not in shown[0]
    assert opened == []
    assert not (tmp_path / "ysgol").exists()


def test_a_verb_keeps_its_own_file(tmp_path: Path) -> None:
    options = parse(["restore", "a.slobackup", "--data", "D"], Language.EN)
    assert (options.verb, options.file, options.opened) == (
        "restore",
        Path("a.slobackup"),
        None,
    )
    options = parse(["--data", "D.x", "check"], Language.EN)
    assert (options.verb, options.opened) == ("check", None)


def test_help_tells_of_files_that_can_be_opened(run: Run) -> None:
    assert ".sloupdate" in run("--lang", "cy", "--help").out


def test_verbs_keep_out_of_the_cache_of_an_open_program(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    caches: list[Path] = []

    def keep(launch: Launch) -> int:
        caches.append(launch.settings.cache_dir)
        return 0

    monkeypatch.setattr(opening, "serve", keep)
    monkeypatch.setattr(exporting, "export", keep)
    for line in (["serve"], ["export", "--out", "x"]):
        for folder in ("a", "b"):
            run(*line, "--data", tmp_path / folder)
    assert len(set(caches)) == 4
    assert not any(path.is_relative_to(tmp_path / "a") for path in caches)


def test_serve_is_given_its_port(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    ports: list[int] = []
    monkeypatch.setattr(desktop, "serve", lambda _settings, *, port: ports.append(port))
    assert run("serve", "--port", "8123").code == 0
    assert ports == [8123]


def test_the_pdf_worker_is_started_with_its_cache(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    from slo_desktop.reports import worker

    caches: list[str] = []

    def work(given: list[str]) -> int:
        caches.extend(given)
        return 0

    monkeypatch.setattr(worker, "run", work)
    assert run("pdf-worker", "C").code == 0
    assert caches == ["C"]


def test_a_fault_is_one_line_with_a_code_and_the_exit_code_1(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(_launch: object) -> int:
        raise RuntimeError("Mererid Haul")

    monkeypatch.setattr(opening, "serve", breaks)
    said = run("serve", "--data", tmp_path, "--lang", "en")
    assert said.code == 1
    assert said.err.startswith("Something went wrong in the program. Code for the log:")
    assert "Everything that was saved is safe. Try again." in said.err
    assert said.err.endswith(f"{tmp_path / 'logs' / 'slo-desktop.log'}\n")
    log = (tmp_path / "logs" / "slo-desktop.log").read_text(encoding="utf-8")
    assert "RuntimeError" in log
    assert "Mererid" not in said.err + log


def test_a_fault_makes_no_folder_for_a_school(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "serve", lambda _launch: 1 // 0)
    assert run("serve", "--data", tmp_path / "none").code == 1
    assert not (tmp_path / "none").exists()


def test_who_interrupts_gets_no_complaint(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(_launch: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(opening, "serve", interrupted)
    assert run("serve") == (1, "", "")


def test_what_stops_the_window_is_shown_in_both_languages(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[str] = []
    monkeypatch.setattr(crash, "show", shown.append)
    monkeypatch.setattr(opening, "window", lambda _launch: 1 // 0)
    assert run("--data", tmp_path).code == 1
    assert "Aeth rhywbeth o’i le" in shown[0]
    assert "Something went wrong" in shown[0]


def test_a_full_disk_is_a_fault_and_no_refusal(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_launch: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(opening, "serve", full)
    said = run("serve", "--lang", "en")
    assert said == (1, "", "The disk refused that: 28\n")
