"""What stands around every page: rail, language switch, status bar, toasts."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import sqlalchemy as sa
from flask import current_app, request, url_for
from flask_babel import gettext as _
from flask_wtf.csrf import generate_csrf

from slo_desktop import __version__
from slo_desktop.domain.languages import Language
from slo_desktop.domain.values import dataclass
from slo_desktop.i18n.catalogues import N_
from slo_desktop.i18n.lists import join_and
from slo_desktop.i18n.safety_words import newest_line, status_line
from slo_desktop.services.invented import is_invented
from slo_desktop.storage.links import kinds
from slo_desktop.storage.models.school import School
from slo_desktop.storage.texts import gap_count
from slo_desktop.web import unsaved
from slo_desktop.web.folder import folder
from slo_desktop.web.help.topics import topic_of
from slo_desktop.web.language import current_language
from slo_desktop.web.saving import reading
from slo_desktop.web.standing import current_standing
from slo_desktop.web.toasts import Toast, waiting_toasts
from slo_desktop.web.unsaved import Why

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.orm import Session

    from slo_desktop.domain.bilingual import Bilingual
    from slo_desktop.web.unsaved import Unsaved

EXCERPT = 200
"""Most letters of kept words that a page repeats."""
PLACES = (
    ("home.index", "house-door", N_("Home")),
    ("evidence.index", "journal-text", N_("Evidence")),
    ("plan.index", "list-check", N_("Plan")),
    ("elements.index", "grid-3x3-gap", N_("Elements")),
    ("learning.index", "mortarboard", N_("Professional learning")),
    ("review.index", "arrow-repeat", N_("Review")),
    ("reports.index", "file-earmark-text", N_("Reports")),
    ("translation.index", "layout-split", N_("Translation")),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One place of the rail; `key` is the digit that goes there."""

    endpoint: str
    url: str
    icon: str
    label: str
    current: bool
    key: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SafetyLine:
    """What the foot of every page says about copies of the work.

    Attributes:
        words: whether a backup was proven, or what is wrong.
        newest: when the newest copy was made.
        care: whether somebody should do something.
    """

    words: str
    newest: str
    care: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptWords:
    """What was typed in one field and is not saved."""

    label: str
    language: Language | None
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """Words that are kept until somebody decides about them.

    Attributes:
        url: where that is done.
        is_here: whether they were typed on this page.
        is_collision: whether somebody else saved the record meanwhile; otherwise
            they cannot be saved as they stand.
        words: field by field.
        forms: the same, as a script puts it back: names and values by address.
    """

    url: str
    is_here: bool
    is_collision: bool
    words: tuple[KeptWords, ...]
    forms: Mapping[str, Mapping[str, list[str]]]

    @property
    def labels(self) -> str:
        """What the fields are called."""
        return join_and([each.label for each in self.words], current_language())


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What templates call `shell`.

    Attributes:
        language: the language this page speaks.
        theme: `light` or `dark`; None follows the computer.
        zoom: text size in percent.
        here: path and query of this page, to come back to.
        topic: name of the help that explains this part.
        gaps: texts that are missing or out of date.
        safety: how safe the work is; None before the first run is over.
        school: name of the school; None before the first run is over.
        is_sample: whether it is the invented school still, and nobody's own.
        first_column: language that stands on the left in bilingual pages.
        read_only: whether nothing can be written to this folder.
        damaged: how many things the last check found not as they were kept.
        waiting: what was typed and is not saved, of any record.
    """

    language: Language
    theme: str | None
    compact: bool
    zoom: int
    here: str
    topic: str
    csrf_token: str
    places: tuple[Place, ...]
    toasts: tuple[Toast, ...]
    gaps: int
    safety: SafetyLine | None
    school: Bilingual | None
    is_sample: bool
    first_column: Language
    version: str
    read_only: bool
    damaged: int
    waiting: tuple[Waiting, ...]

    @property
    def other_language(self) -> Language:
        """The language that the switch offers."""
        return self.language.other


def frame() -> Frame:
    """Everything around the page that answers this request."""
    preferences = folder().preferences.load()
    with reading() as session:
        school, gaps = _school(session), _gaps(session)
        kept = [each for each in unsaved.everything() if _matters(session, each)]
    is_sample = school is not None and is_invented(school)
    return Frame(
        language=current_language(),
        theme=preferences.theme,
        compact=preferences.compact,
        zoom=preferences.zoom,
        here=_here(),
        topic=topic_of(request.blueprint),
        csrf_token=generate_csrf(),
        places=_places() if school else (),
        toasts=waiting_toasts(),
        gaps=gaps,
        safety=_safety(is_sample=is_sample) if school else None,
        school=school.name if school else None,
        is_sample=is_sample,
        first_column=school.first_column if school else Language.CY,
        version=__version__,
        read_only=folder().settings.read_only,
        damaged=_damaged(),
        waiting=tuple(map(_waiting, kept)) if school else (),
    )


def _matters(session: Session, kept: Unsaved) -> bool:
    """Whether there is somewhere to go; a value of a record that is gone is none."""
    if kept.why is Why.COLLISION:
        return True
    kind = kinds().get(kept.kind)
    return kind is not None and session.get(kind, kept.number) is not None


def _waiting(kept: Unsaved) -> Waiting:
    is_collision = kept.why is Why.COLLISION
    place = url_for("collisions.show", kind=kept.kind, number=kept.number)
    return Waiting(
        url=place if is_collision else kept.url,
        is_here=urlsplit(kept.url).path == urlsplit(_here()).path,
        is_collision=is_collision,
        words=tuple(
            _kept_words(name, words.labels[name], values)
            for words in kept.words
            for name, values in words.fields.items()
        ),
        forms={words.save_url: words.fields for words in kept.words},
    )


def _kept_words(name: str, label: str, values: list[str]) -> KeptWords:
    code = name.rpartition("_")[2]
    language = Language(code) if code in set(Language) else None
    # Choices are codes, which nobody reads.
    text = values[0] if len(values) == 1 else ""
    short = textwrap.shorten(text, EXCERPT, placeholder=" …")
    return KeptWords(label=_(label), language=language, text=short)


def _damaged() -> int:
    watch = current_app.extensions.get("watch")
    last = watch.last if watch else None
    return last.damaged if last else 0


def _safety(*, is_sample: bool) -> SafetyLine:
    standing, mine = current_standing(has_work=not is_sample), current_language()
    return SafetyLine(
        words=status_line(standing, mine),
        newest=newest_line(standing, mine),
        care=bool(standing.cares()),
    )


def _here() -> str:
    """Path and query of this page; of a refused form the page it stood on."""
    if request.method in {"GET", "HEAD"}:
        return request.full_path.rstrip("?")
    came_from = urlsplit(request.referrer or "")
    query = f"?{came_from.query}" if came_from.query else ""
    return f"{came_from.path or '/'}{query}"


def _places() -> tuple[Place, ...]:
    working = [place for place in PLACES if place[0] in current_app.view_functions]
    return tuple(
        Place(
            endpoint=endpoint,
            url=url_for(endpoint),
            icon=icon,
            label=_(label),
            current=endpoint.partition(".")[0] == request.blueprint,
            key=number,
        )
        for number, (endpoint, icon, label) in enumerate(working, start=1)
    )


def _school(session: Session) -> sa.Row[Bilingual, bool, Language] | None:
    columns = sa.select(School.name, School.is_sample, School.first_column)
    return session.execute(columns.limit(1)).first()


def _gaps(session: Session) -> int:
    """Counted again only after a change: 20,000 records have many texts."""
    memory, newest = folder().memory, folder().journal.last_seq
    if memory.gaps[0] != newest:
        memory.gaps = (newest, gap_count(session))
    return memory.gaps[1]
