from __future__ import annotations

import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest
from flask import Flask

from slo_desktop.app import FEATURES
from slo_desktop.domain.limits import FILES_BYTES
from slo_desktop.settings import Settings
from slo_desktop.web import late

Known = set[tuple[str, str, frozenset[str]]]


def known(app: Flask) -> Known:
    return {
        (rule.rule, rule.endpoint, frozenset(rule.methods or ()))
        for rule in app.url_map.iter_rules()
    }


def told(folder: Path) -> Known:
    """What an application of this cache folder knows."""
    app = Flask(__name__, static_folder=None)
    late.init_app(app, FEATURES, folder)
    return known(app)


@pytest.fixture
def learnt() -> Known:
    app = Flask(__name__, static_folder=None)
    for feature in FEATURES:
        app.register_blueprint(import_module(f"slo_desktop.web.{feature}.routes").bp)
    return known(app)


@pytest.fixture
def kept(tmp_path: Path, learnt: Known) -> Path:
    """A cache folder that a start has written the addresses to."""
    assert told(tmp_path) == learnt
    return tmp_path


def never(_features: tuple[str, ...]) -> list[late.Address]:
    raise AssertionError


def test_every_page_is_known_as_its_feature_says(app: Flask, learnt: Known) -> None:
    assert learnt <= known(app)


def test_an_address_has_nothing_that_is_not_written_down() -> None:
    for feature in FEATURES:
        for rule in late._alone(feature).url_map.iter_rules():
            assert not rule.defaults
            assert rule.strict_slashes


def test_the_next_start_only_reads(
    kept: Path, learnt: Known, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(late, "_learnt", never)
    assert told(kept) == learnt


@pytest.mark.parametrize("content", ["", "rubbish", "\n[]", "0\n[]"])
def test_what_was_changed_is_not_believed(
    kept: Path, learnt: Known, content: str
) -> None:
    (kept / late.NAME).write_text(content)
    assert told(kept) == learnt
    assert (kept / late.NAME).read_text() != content


def test_what_is_cut_off_is_not_believed(kept: Path, learnt: Known) -> None:
    whole = (kept / late.NAME).read_bytes()
    (kept / late.NAME).write_bytes(whole[:-9] + b"\xff")
    assert told(kept) == learnt
    assert (kept / late.NAME).read_bytes() == whole


def test_other_code_is_asked_anew(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(late, "_code", lambda _features: "other")
    monkeypatch.setattr(late, "_learnt", never)
    with pytest.raises(AssertionError):
        told(kept)


def test_code_that_changed_is_other_code() -> None:
    assert late._code(FEATURES) == late._code(FEATURES)
    assert late._code(FEATURES) != late._code(FEATURES[1:])
    assert "routes.py" in late._code(("evidence",))


def test_there_are_pages_where_nothing_can_be_kept(
    tmp_path: Path, learnt: Known
) -> None:
    (tmp_path / "file").write_text("not a folder")
    assert told(tmp_path / "file") == learnt


def test_a_page_that_receives_files_still_may(app: Flask) -> None:
    files, none = (app.view_functions[f"evidence.{n}"] for n in ("attach", "index"))
    assert getattr(files, "most_bytes", 0) == FILES_BYTES
    assert getattr(none, "most_bytes", 0) == 0


def test_a_start_loads_only_what_it_shows(settings: Settings) -> None:
    late.load(FEATURES)  # all of it can be loaded at any time
    told(settings.cache_dir)
    here = str(settings.cache_dir)
    program = f"""
import sys
from pathlib import Path
from flask import Flask
from slo_desktop.app import FEATURES, late
late.init_app(Flask("a", static_folder=None), FEATURES, Path({here!r}))
print([name for name in sys.modules if name.endswith(".routes")])
"""
    said = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, check=True, text=True
    )
    assert said.stdout.strip() == "[]"
