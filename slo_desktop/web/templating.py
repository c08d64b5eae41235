"""What a template may say: one `page`, the frame around it, and our filters."""

from __future__ import annotations

from contextlib import suppress
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, Protocol

from flask import make_response, render_template
from jinja2 import FileSystemBytecodeCache, StrictUndefined
from markupsafe import Markup, escape

from slo_desktop.domain.frameworks import dimension_of, short_code
from slo_desktop.domain.languages import Language
from slo_desktop.domain.limits import FILE_BYTES
from slo_desktop.domain.school import LanguageCategory
from slo_desktop.domain.unreadable import UnreadableRow
from slo_desktop.i18n import (
    dates,
    labels,
    lists,
    numbers,
    privacy_words,
    selftest_words,
    years,
)
from slo_desktop.i18n.catalogues import N_, say, translations
from slo_desktop.i18n.field_words import field_label, kind_label
from slo_desktop.i18n.frameworks import frameworks
from slo_desktop.services.elements import family_of
from slo_desktop.settings import WALES
from slo_desktop.web import once, statics
from slo_desktop.web.drawing import choices, drawn
from slo_desktop.web.forms import title_of
from slo_desktop.web.frame import frame
from slo_desktop.web.language import current_language
from slo_desktop.web.records import only_side

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from babel.support import NullTranslations
    from flask import Flask
    from jinja2 import Environment
    from werkzeug import Response

    from slo_desktop.domain.bilingual import Bilingual

PHRASES = 4096
"""Most messages that are kept as they stand on a page."""
SPRITE = "icons/sprite.svg"


class Page(Protocol):
    """A frozen dataclass that one template reads."""

    @property
    def title(self) -> str:
        """What the window and the head of the page say."""


def init_app(app: Flask) -> None:
    """Give every template the same few words."""
    env = app.jinja_env
    env.undefined = StrictUndefined
    env.trim_blocks = env.lstrip_blocks = True
    env.globals.update(icon=icon, static=statics.address, drawn=drawn, N_=N_)
    env.globals.update(mark_of_form=once.mark, most_bytes_of_file=FILE_BYTES)
    env.tests["unreadable"] = lambda row: isinstance(row, UnreadableRow)
    _install_words(env)
    env.filters.update(
        **_times(),
        **_texts(),
        money=_in_language(numbers.money),
        hours=_in_language(numbers.hours),
        file_size=_in_language(numbers.file_size),
        found_line=_in_language(selftest_words.found_line),
        join_and=_in_language(lists.join_and),
        year_name=years.year_name,
        label=_in_language(_label),
        family=_family,
        kind_label=_in_language(kind_label),
        field_label=_in_language(field_label),
        short_code=short_code,
        dim=dimension_of,
        say=say,
        category=_category,
        only_side=only_side,
        choice=_in_language(labels.label),
        shape=labels.shape,
        status_label=_in_language(labels.status_label),
        status_shape=labels.status_shape,
        worked_label=_in_language(labels.worked_label),
        criterion_label=_in_language(labels.criterion_label),
        stage_label=_in_language(labels.stage_label),
        consent_label=_in_language(labels.consent_label),
        title_of=title_of,
        language_name=_in_language(labels.language_label),
        term_label=_in_language(labels.term_label),
        financial_year_name=years.financial_year_name,
    )
    _add_privacy_words(env)


def _add_privacy_words(env: Environment) -> None:
    env.filters.update(
        privacy_label=_in_language(privacy_words.privacy_label),
        counted_from=_in_language(privacy_words.counted_from),
        source_of=_in_language(privacy_words.source_of),
    )


def _texts() -> dict[str, Callable[..., Any]]:
    """What people wrote, and what they choose from."""
    return {
        "shown": shown,
        "text_in": lambda value, code: value.text(code),
        "paragraphs": paragraphs,
        "choices": choices,
    }


def _times() -> dict[str, Callable[..., Any]]:
    """Days and times as people in Wales write them."""
    return {
        "long_date": _in_language(dates.long_date),
        "medium_date": _in_language(dates.medium_date),
        "short_date": _in_language(dates.short_date),
        "weekday_date": _in_language(dates.weekday_date),
        "day_month": _in_language(dates.day_month),
        "month_year": _in_language(dates.month_year),
        "local_date": lambda at: at.astimezone(WALES).date(),
        "clock": _in_language(dates.clock_time),
    }


def keep_compiled(app: Flask, folder: Path) -> None:
    """Keep compiled templates for the next start: the first page is there sooner.

    Args:
        app: the application.
        folder: may be deleted at any time; nothing is kept where it cannot be made.
    """
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        app.jinja_env.bytecode_cache = FileSystemBytecodeCache(str(folder))


def _install_words(env: Environment) -> None:
    """Ask our own catalogues: a page has a hundred messages, each asked for anew."""

    def catalogue() -> NullTranslations:
        return translations(current_language())

    env.install_gettext_callables(  # type: ignore[attr-defined]  # of jinja2.ext.i18n
        gettext=lambda message: catalogue().ugettext(message),
        ngettext=lambda one, many, n: catalogue().ungettext(one, many, n),
        pgettext=lambda context, message: catalogue().upgettext(context, message),
        npgettext=lambda context, one, many, n: catalogue().unpgettext(
            context, one, many, n
        ),
        newstyle=True,
    )
    # Jinja's own ways to the same words call three functions more for each.
    env.globals.update(_=_words, gettext=_words)


def _words(message: str, **blanks: object) -> Markup:
    """A message in the language of the page; what fills its blanks is escaped."""
    language = current_language()
    return _phrase(message, language) % blanks if blanks else _said(message, language)


@lru_cache(PHRASES)
def _phrase(message: str, language: Language) -> Markup:
    return Markup(translations(language).ugettext(message))  # noqa: S704  words of ours


@lru_cache(PHRASES)
def _said(message: str, language: Language) -> Markup:
    return _phrase(message, language) % {}


def render(template: str, page: Page, status: int = 200) -> Response:
    """Answer with a page.

    Args:
        template: path below `web/templates`.
        page: the only thing the template reads about its subject.
        status: HTTP status.
    """
    return make_response(render_template(template, page=page, shell=frame()), status)


@cache
def icon(name: str, *, large: bool = False) -> Markup:
    """A picture that says nothing a word beside it does not say."""
    kind = "icon icon--lg" if large else "icon"
    return Markup(
        '<svg class="{}" aria-hidden="true"><use href="{}#i-{}"/></svg>'
    ).format(kind, statics.address(SPRITE), name)


def _label(code: str, language: Language) -> str:
    """Short label of a framework code; the lists are read when a page needs one."""
    return frameworks().label(code, language)


def _family(kind: str) -> str:
    """The id of the family of a kind of evidence."""
    family = family_of(kind)
    return family.short if family else "data"


def shown(value: Bilingual) -> Markup:
    """A text for this reader; text in the other language says so to a voice."""
    text = value.shown(current_language())
    if not text.substituted:
        return escape(text.text)
    return Markup('<span lang="{}">{}</span>').format(text.language.value, text.text)


def paragraphs(text: str) -> Markup:
    """Plain text as paragraphs and line breaks."""
    blocks = [block for block in text.split("\n\n") if block.strip()]
    return Markup("").join(
        Markup("<p>{}</p>").format(Markup("<br>").join(map(escape, block.split("\n"))))
        for block in blocks
    )


def _category(value: str, language: str) -> str:
    return labels.category_label(LanguageCategory(value), Language(language))


def _in_language(formatter: Callable[[Any, Language], str]) -> Callable[..., str]:
    """A filter that speaks the page's language, or the one it is told."""

    def in_this_language(value: object, language: Language | None = None) -> str:
        return formatter(value, language or current_language())

    return in_this_language
