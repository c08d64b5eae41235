"""The verb `selftest`: whether this copy of the program is whole.

It opens everything that is shipped and could be missing from a build, and then does
what a school does: makes a database, fills it and prints a PDF.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import tempfile
from argparse import Namespace
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from alembic.config import Config
from alembic.script import ScriptDirectory
from fontTools.ttLib import TTFont
from jinja2 import Environment, PackageLoader

from slo_desktop import paths
from slo_desktop.cli import reporting, school
from slo_desktop.cli.launch import DONE, FAULT, Launch
from slo_desktop.domain.governors import Layout
from slo_desktop.domain.languages import Language
from slo_desktop.domain.safety.keys import PublicKeys
from slo_desktop.domain.selftest import (
    Ended,
    NotWholeError,
    Planned,
    Tried,
    line_of,
)
from slo_desktop.i18n.catalogues import N_, translations
from slo_desktop.i18n.dates import long_date
from slo_desktop.i18n.frameworks import frameworks
from slo_desktop.i18n.selftest_words import found_line
from slo_desktop.services.safety.backing_up import save_to
from slo_desktop.storage.backup.container import opened
from slo_desktop.storage.backup.keyring import Keyring, OpeningKey
from slo_desktop.storage.driver import OLDEST_SQLITE, dbapi2
from slo_desktop.storage.models import Evidence
from slo_desktop.storage.upgrade import HEAD, MIGRATIONS
from slo_desktop.web.saving import reading

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from flask import Flask

ASKED_OF_FONTS = "ŴŵŶŷẀẁẂẃẄẅỲỳÂâÊêÎîÔôÛû’–£"
DAY = dt.date(2026, 11, 22)
DAYS = {Language.CY: "22 Tachwedd 2026", Language.EN: "22 November 2026"}
SHIPPED = (
    "css",
    "js",
    "icons",
    "fonts",
    "frameworks",
    "help/cy",
    "help/en",
    "print",
    "sample",
)

PASSED = N_("Good: %(what)s (%(found)s)")
FAILED = N_("Not good: %(what)s (%(found)s)")
WHOLE = N_("This copy of the program is whole.")
BROKEN = N_("This copy of the program is not whole. Install it again.")


def _need(count: int, *, least: int = 1) -> int:
    if count < least:
        raise NotWholeError(count)
    return count


def _assets() -> int:
    if paths.manifest().is_file():
        return _as_packaged()
    folders = [paths.assets() / name for name in SHIPPED]
    return sum(
        _need(sum(path.is_file() for path in folder.rglob("*"))) for folder in folders
    )


def _as_packaged() -> int:
    """Every template, font, list, page of help and migration as it left its maker."""
    listed = json.loads(paths.manifest().read_text("utf-8"))
    for name, digest in listed.items():
        found = hashlib.sha256((paths.shipped() / name).read_bytes()).hexdigest()
        if found != digest:
            raise NotWholeError(name)
    return _need(len(listed))


def _locales() -> int:
    for language in Language:
        if long_date(DAY, language) != DAYS[language]:
            raise NotWholeError(language)
    catalogue = getattr(translations(Language.CY), "_catalog", {})
    return _need(len(catalogue), least=100)


def _frameworks() -> int:
    return _need(len(frameworks().elements), least=50)


def _fonts() -> int:
    files = sorted((paths.assets() / "fonts").rglob("*.[tw][to]*f*"))
    letters: set[int] = set()
    for path in files:
        with TTFont(path) as font:
            known = set(font.getBestCmap())
        letters |= known
        if path.suffix == ".ttf" and not known.issuperset(map(ord, ASKED_OF_FONTS)):
            raise NotWholeError(path.name)
    return _need(len(files), least=3)


def _migrations() -> int:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    found = list(ScriptDirectory.from_config(config).walk_revisions())
    return _need(len(found), least=HEAD)


def _sqlite() -> str:
    if dbapi2.sqlite_version_info < OLDEST_SQLITE:
        raise NotWholeError(dbapi2.sqlite_version)
    return str(dbapi2.sqlite_version)


def _page_templates(app: Flask) -> int:
    found = app.jinja_env.list_templates(extensions=["html"])
    for name in found:
        app.jinja_env.get_template(name)
    return _need(len(found), least=20)


def _report_templates() -> int:
    environment = Environment(
        loader=PackageLoader("slo_desktop.reports"),
        extensions=["jinja2.ext.i18n"],
        autoescape=True,
    )
    found = environment.list_templates(extensions=["html"])
    for name in found:
        source, _, _ = PackageLoader("slo_desktop.reports").get_source(
            environment, name
        )
        environment.parse(source, name)
    return _need(len(found))


def _steps(launch: Launch) -> Iterator[tuple[str, Callable[[], int | str]]]:
    """What is tried, in an order that tells most about a broken copy."""
    out = launch.settings.data_dir.parent / "selftest.pdf"
    yield N_("Files of the program"), _assets
    yield N_("Welsh texts"), _locales
    yield N_("Elements of the seven dimensions"), _frameworks
    yield N_("Fonts"), _fonts
    yield N_("Steps that update older data"), _migrations
    yield "SQLite", _sqlite
    yield N_("Report templates"), _report_templates
    yield N_("Page templates"), lambda: _pages(launch)
    yield N_("Sample school, pieces of evidence"), lambda: _sample(launch)
    yield N_("Report as a PDF, pages"), lambda: _pdf(launch, out)
    yield N_("Backup, files"), lambda: _backup(launch)


def _pages(launch: Launch) -> int:
    with school.open_to_write(launch.settings) as app:
        return _page_templates(app)


def _sample(launch: Launch) -> int:
    with school.open_to_write(launch.settings) as app:
        school.fill(app, launch.settings)
        with reading() as session:
            return _need(session.query(Evidence).count())


def _pdf(launch: Launch, out: Path) -> int:
    pages, _told = reporting.make(launch, out, Layout.SIDE_BY_SIDE)
    if not out.read_bytes().startswith(b"%PDF-"):
        raise NotWholeError(out.name)
    return _need(pages)


def _backup(launch: Launch) -> int:
    """Encrypt a backup for keys made up for it, and open it again."""
    settings, key = launch.settings, OpeningKey.new()
    keys = PublicKeys(school=key.public, recovery=OpeningKey.new().public)
    Keyring(settings.data_dir).keep(keys, b"selftest")
    saved = save_to(
        settings.data_dir.parent / "selftest.slobackup",
        data_dir=settings.data_dir,
        database=settings.database,
        scratch=settings.cache_dir,
        now=settings.now(),
        sealed=True,
    )
    with opened(
        saved.kept.path, key=key.secret, scratch=settings.cache_dir
    ) as container:
        container.verify()
    if not saved.proof.is_good:
        raise NotWholeError(saved.kept.path.name)
    return _need(saved.proof.files)


def selftest(launch: Launch) -> int:
    """Try everything in a folder of its own, and say what is good."""
    telling: Telling = _Lines(launch) if launch.options.json else _Words(launch)
    with tempfile.TemporaryDirectory(prefix="slo-desktop-") as folder:
        here = Path(folder)
        settings = replace(
            launch.settings, data_dir=here / "school", cache_dir=here / "cache"
        )
        options = Namespace(meeting=None, since=None)
        inside = replace(launch, settings=settings, options=options)
        steps = list(_steps(inside))
        telling.begin([what for what, _ in steps])
        results = [_try(what, step, telling) for what, step in steps]
    whole = all(results)  # every step is tried, also after one that is not good
    telling.end(is_whole=whole)
    return DONE if whole else FAULT


def _try(what: str, step: Callable[[], int | str], telling: Telling) -> bool:
    try:
        tried = Tried(what=what, good=True, found=str(step()))
    except Exception as error:  # noqa: BLE001  any of them means: not whole
        tried = Tried(what=what, good=False, found=type(error).__name__)
    telling.tell(tried)
    return tried.good


class Telling(Protocol):
    """How the steps are told."""

    def begin(self, planned: Sequence[str]) -> None:
        """These are going to be tried."""

    def tell(self, tried: Tried) -> None:
        """What one of them showed."""

    def end(self, *, is_whole: bool) -> None:
        """What all of them showed."""


class _Words:
    """A line for people."""

    def __init__(self, launch: Launch) -> None:
        self.launch = launch

    def begin(self, planned: Sequence[str]) -> None:
        pass

    def tell(self, tried: Tried) -> None:
        words, what = self.launch.words, self.launch.words(tried.what)
        found = found_line(tried, self.launch.language)
        said = PASSED if tried.good else FAILED
        self.launch.tell(words(said, what=what, found=found))

    def end(self, *, is_whole: bool) -> None:
        self.launch.tell(self.launch.words(WHOLE if is_whole else BROKEN))


class _Lines:
    """A line of JSON for the page that started this."""

    def __init__(self, launch: Launch) -> None:
        self.launch = launch

    def begin(self, planned: Sequence[str]) -> None:
        self.launch.tell(line_of(Planned(steps=tuple(planned))))

    def tell(self, tried: Tried) -> None:
        self.launch.tell(line_of(tried))

    def end(self, *, is_whole: bool) -> None:
        self.launch.tell(line_of(Ended(whole=is_whole)))
