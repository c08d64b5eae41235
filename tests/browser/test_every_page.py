"""Every page there is, in both languages, as people with other eyes and windows see it.

What is looked at comes from the program's own map of addresses: a page that nobody
gave an example of fails the last test here.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from playwright.sync_api import Browser
from sqlalchemy.orm import Session

from slo_desktop.domain.changes import Authorship
from slo_desktop.domain.evidence import EvidenceState
from slo_desktop.storage.changes import write_as
from slo_desktop.storage.database import begin_writing, open_engine
from slo_desktop.storage.models import Evidence, LearningRecord, Person, Priority
from tests import builders
from tests.browser.conftest import NOW, School, Window, entered, school_in
from tests.browser.looking import USUAL, Looks, looks, untranslated

LANGUAGES = ("cy", "en")
# One record of every kind of its kind: with files, in one language, in the bin.
EXAMPLES = {
    "home.index": ["/"],
    "evidence.index": [
        "/evidence",
        "/evidence?dimension=3&page=2",
        "/evidence?q=nothing-like-it",
        "/evidence?inbox=1",
        "/evidence?unlinked=1",
        "/evidence?unconsented=1",
    ],
    "evidence.show": ["/evidence/1", "/evidence/36", "/evidence/3", "/evidence/2"],
    "evidence.new": ["/evidence/new"],
    "plan.index": ["/plan"],
    "plan.year": ["/plan/2026?open=40", "/plan/2024", "/plan/2030"],
    "plan.needs": ["/plan/actions?need=owner", "/plan/actions?need=date"],
    "plan.new_action": ["/plan/2026/actions/new"],
    "plan.new_priority": ["/plan/2026/priorities/new"],
    "plan.next_year": ["/plan/2026/next", "/plan/2025/next"],
    "plan.priority": ["/plan/priorities/1", "/plan/priorities/9"],
    "plan.action": ["/plan/actions/12", "/plan/actions/60"],
    "elements.index": ["/elements"],
    "elements.show": ["/elements/slo-wales/1.1", "/elements/slo-wales/7.4"],
    "learning.index": [
        "/learning",
        "/learning?year=2025&view=kind",
        "/learning?need=review",
    ],
    "learning.show": ["/learning/1", "/learning/80"],
    "learning.new": ["/learning/new"],
    "people.index": ["/people"],
    "translation.index": ["/translation", "/translation?into=cy&page=2"],
    "people.show": ["/people/1", "/people/11"],
    "reports.index": ["/reports"],
    "school.settings": ["/school"],
    "school.begin": ["/school/begin"],
    "safety.index": ["/safety"],
    "safety.key": ["/safety/key"],
    "privacy.index": ["/privacy"],
    "privacy.review": ["/privacy/review"],
    "privacy.ask": ["/privacy/erase?of=person:3", "/privacy/erase?of=evidence:36"],
    "privacy.log": ["/privacy/log"],
    "privacy.everything_about": ["/people/3/everything"],
    "restoring.choose": ["/safety/restore"],
    "updates.show": ["/updates"],
    "bin.index": ["/bin"],
    "history.show": ["/history/{uid}"],
    "history.day": ["/history/day?on=2026-11-22"],
    "watching.result": ["/safety/check"],
    "importing.choose": ["/import"],
    "help.show": ["/help/start", "/help/keys", "/help/evidence", "/help/technician"],
    "help.about": ["/help/about"],
    "help.all_licences": ["/help/licences"],
    "help.licence": ["/help/licences/slo-desktop", "/help/licences/pypdfium2"],
    "help.selftest": ["/help/selftest"],
    "search.results": ["/search", "/search?q=darllen", "/search?q=nothing-like-it"],
    "no page": ["/no-such-page"],
}
# An empty school shows other things: what belongs here, and how to begin.
EMPTY = (
    "/",
    "/evidence",
    "/plan",
    "/elements",
    "/learning",
    "/people",
    "/translation",
    "/reports",
    "/safety",
    "/safety/restore",
    "/bin",
)
FIRST = "/school/first-run"
PAGES = [path for paths in EXAMPLES.values() for path in paths]
# No pages, or pages that the journeys come to: they stand on what somebody just did.
OTHERS = {
    "collisions.show": "test_journeys_of_words",
    "drafts.read": "JSON",
    "fields.day": "JSON",
    "fields.pounds": "JSON",
    "enter": "opens the window",
    "files.download": "a file",
    "files.thumbnail": "a picture",
    "help.selftest_steps": "a part of a page",
    "help.technician_pdf": "a file",
    "importing.look": "test_journeys_of_the_main_job",
    "importing.left": "test_journeys_of_the_main_job",
    "privacy.download": "a file",
    "privacy.log_table": "a table",
    "privacy.work": "test_privacy",
    "privacy.work_state": "JSON",
    "reports.download": "a file",
    "reports.picture": "a picture",
    "reports.show": "test_reports",
    "reports.state": "JSON",
    "old_pages.show": "test_restoring",
    "restoring.look": "test_restoring",
    "restoring.opened": "leads to what was opened",
    "restoring.state": "JSON",
    "restoring.sure": "test_restoring",
    "restoring.work": "test_restoring",
    "updates.look": "test_updates",
    "updates.state": "JSON",
    "updates.work": "test_updates",
    "safety.job": "test_safety",
    "safety.state": "JSON",
    "school.first_run": "looked at below",
    "static": "styles and scripts",
}
SLIPPED_IN = """const script = document.createElement("script");
script.textContent = "window.slipped = true";
document.body.append(script);"""


@pytest.fixture(scope="module")
def school(
    browser: Browser, sample_folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[School]:
    """The invented school, with a note to sort, things to mend and one in the bin."""
    folder = tmp_path_factory.mktemp("every-page") / "copy"
    shutil.copytree(sample_folder, folder)
    engine = open_engine(folder / "school" / "school.sqlite")
    with Session(engine) as session:
        begin_writing(session)
        write_as(session, Authorship(NOW, "step-1"))
        builders.evidence(session, state=EvidenceState.INBOX, title=builders.both())
        builders.evidence(session)
        first = session.get_one(Priority, 1)
        builders.action(session, ref="P2425-1.99", priority=first, due=NOW.date())
        binned = session.get_one(Evidence, 2)
        binned.binned_at = NOW
        session.commit()
    engine.dispose()
    with school_in(folder, browser) as school:
        yield school


@pytest.fixture(scope="module")
def empty_school(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[School]:
    """A school that was started a minute ago."""
    with school_in(tmp_path_factory.mktemp("empty"), browser) as school:
        context = browser.new_context()
        window = entered(context, school.app, school.address)
        window.page.fill("[name=name_cy]", "Ysgol y Bryn")
        window.page.fill("[name=name_en]", "Hill School")
        window.page.select_option("[name=category]", "dual-language")
        window.page.click(".door__go [lang=cy]")
        window.page.wait_for_selector(".rail__item[aria-current]")
        context.close()
        yield school


@pytest.fixture(scope="module")
def look(browser: Browser) -> Iterator[Looks]:
    """Looks at a page once, however many tests ask; one window for each school."""
    windows: dict[School, Window] = {}

    def window_on(school: School) -> Window:
        if school not in windows:
            width, height = USUAL
            context = browser.new_context(
                viewport={"width": width, "height": height}, reduced_motion="reduce"
            )
            school.prefer(theme="light")
            windows[school] = entered(context, school.app, school.address)
        return windows[school]

    yield looks(window_on)
    for window in windows.values():
        window.page.context.close()


@pytest.fixture(scope="module")
def uid(school: School) -> str:
    """A record that has a history."""
    return str(_all(school, sa.select(Evidence.uid).where(Evidence.id == 2))[0])


@pytest.fixture(scope="module")
def names(school: School) -> set[str]:
    """What people and places are called, which is the same in every language."""
    columns = (Person.name, Person.initials, LearningRecord.provider)
    return {name for column in columns for name in _all(school, sa.select(column))}


def _all(school: School, query: sa.Select[str]) -> list[str]:
    engine = open_engine(school.app.extensions["slo_desktop"].settings.database)
    with Session(engine) as session:
        found = list(session.scalars(query))
    engine.dispose()
    return found


def test_every_page_has_an_example_here(school: School) -> None:
    pages = {
        rule.endpoint
        for rule in school.app.url_map.iter_rules()
        if "GET" in (rule.methods or ())
    }
    assert pages - OTHERS.keys() == EXAMPLES.keys() - {"no page"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_open_to_everybody_and_fits_every_window(
    school: School, look: Looks, uid: str, path: str, language: str
) -> None:
    seen = look(school, path.format(uid=uid), language)
    assert seen.faults == {}
    assert seen.overflow == {}
    assert seen.pieces == {}
    assert seen.pushed == {}
    assert seen.language == language
    complaints = [said for said in seen.complaints if "404" not in said]
    assert complaints == []


@pytest.mark.parametrize("path", PAGES)
def test_no_sentence_is_the_same_in_both_languages(
    school: School, look: Looks, uid: str, names: set[str], path: str
) -> None:
    welsh = look(school, path.format(uid=uid), "cy").words
    english = look(school, path.format(uid=uid), "en").words
    assert set(untranslated(welsh & english, names)) == set()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", EMPTY)
def test_a_school_that_wrote_nothing_yet_is_met_as_well(
    empty_school: School, look: Looks, path: str, language: str
) -> None:
    seen = look(empty_school, path, language)
    assert (seen.faults, seen.overflow, seen.complaints) == ({}, {}, [])
    assert seen.language == language


@pytest.mark.parametrize("path", EMPTY)
def test_the_first_steps_are_told_in_one_language_at_a_time(
    empty_school: School, look: Looks, path: str
) -> None:
    welsh = look(empty_school, path, "cy").words
    english = look(empty_school, path, "en").words
    assert set(untranslated(welsh & english, set())) == set()


def test_the_first_page_greets_in_both_languages_at_once(
    new_school: School, look: Looks
) -> None:
    seen = look(new_school, FIRST, "cy")
    assert (seen.faults, seen.overflow, seen.complaints) == ({}, {}, [])


def test_a_script_that_slipped_into_a_page_is_not_run(sample_school: School) -> None:
    """The rules for content are in force in all of these tests."""
    with sample_school.seen(language="en") as window:
        window.page.evaluate(SLIPPED_IN)
        assert window.page.evaluate("window.slipped") is None
        assert any("Content Security Policy" in said for said in window.complaints)
