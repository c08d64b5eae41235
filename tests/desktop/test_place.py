from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from slo_desktop.desktop import place as module
from slo_desktop.desktop.place import PlaceKeeper, fitting
from slo_desktop.storage.preferences import PreferenceStore, WindowPlace


@dataclass
class Screen:
    x: int
    y: int
    width: int
    height: int


DESK = [Screen(0, 0, 1366, 768), Screen(1366, 0, 1920, 1080)]


def at(x: int, y: int, width: int = 1000, height: int = 700) -> WindowPlace:
    return WindowPlace(x=x, y=y, width=width, height=height)


@pytest.mark.parametrize("place", [at(0, 0), at(1500, 100), at(-800, 10), at(3100, 0)])
def test_a_place_that_a_screen_shows_is_kept(place: WindowPlace) -> None:
    assert fitting(place, DESK) == place


@pytest.mark.parametrize("place", [at(4000, 0), at(0, 2000), at(0, -300), at(-990, 0)])
def test_a_place_no_hand_could_reach_is_forgotten(place: WindowPlace) -> None:
    assert fitting(place, DESK) is None


def test_there_is_no_place_before_the_first_start() -> None:
    assert fitting(None, DESK) is None


def test_a_window_is_never_smaller_than_a_page_needs() -> None:
    assert fitting(at(0, 0, 200, 90), DESK) == at(0, 0, 800, 600)


@pytest.fixture
def preferences(tmp_path: Path) -> PreferenceStore:
    return PreferenceStore(tmp_path)


@pytest.fixture
def keeper(preferences: PreferenceStore) -> PlaceKeeper:
    keeper = PlaceKeeper(at(5, 5))
    keeper.attach(preferences)
    return keeper


def test_moving_and_resizing_is_kept(
    keeper: PlaceKeeper, preferences: PreferenceStore
) -> None:
    keeper.moved(30, 40)
    keeper.resized(900, 650)
    keeper.keep()
    assert preferences.load().window == at(30, 40, 900, 650)


def test_it_is_kept_by_itself_when_the_window_rests(
    monkeypatch: pytest.MonkeyPatch, preferences: PreferenceStore
) -> None:
    monkeypatch.setattr(module, "REST_SECONDS", 0.01)
    keeper = PlaceKeeper(at(5, 5))
    keeper.attach(preferences)
    keeper.moved(30, 40)
    timer = keeper._timer
    assert timer is not None
    timer.join(5)
    assert preferences.load().window == at(30, 40)


def test_a_maximised_window_remembers_the_size_it_had_before(
    keeper: PlaceKeeper, preferences: PreferenceStore
) -> None:
    keeper.resized(900, 650)
    keeper.keep()
    keeper.maximized()
    keeper.resized(1920, 1080)
    keeper.keep()
    kept = preferences.load().window
    assert kept == WindowPlace(x=5, y=5, width=900, height=650, maximized=True)
    keeper.restored()
    keeper.resized(900, 650)
    keeper.keep()
    assert preferences.load().window == at(5, 5, 900, 650)


def test_coming_back_from_the_task_bar_is_no_change_of_size(
    keeper: PlaceKeeper, preferences: PreferenceStore
) -> None:
    keeper.maximized()
    keeper.minimized()
    keeper.restored()
    keeper.keep()
    kept = preferences.load().window
    assert kept is not None
    assert kept.maximized


def test_the_same_place_is_written_once(
    keeper: PlaceKeeper, preferences: PreferenceStore
) -> None:
    keeper.keep()
    preferences.path.unlink()
    keeper.keep()
    assert not preferences.path.exists()


def test_nothing_is_written_before_the_folder_is_open(tmp_path: Path) -> None:
    keeper = PlaceKeeper(at(5, 5))
    keeper.moved(1, 2)
    keeper.keep()
    assert not list(tmp_path.iterdir())
