"""Everything that is kept about one person, as a page that any browser shows.

It is read without this program, so it needs no file beside it; every word stands in
Welsh and in English.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from slo_desktop.domain.languages import Language
from slo_desktop.domain.values import dataclass
from slo_desktop.i18n.catalogues import N_, say
from slo_desktop.i18n.dates import clock_time, medium_date
from slo_desktop.i18n.field_words import field_label, kind_label
from slo_desktop.i18n.labels import label
from slo_desktop.i18n.privacy_words import privacy_label
from slo_desktop.reports.templating import environment
from slo_desktop.settings import WALES

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from jinja2 import Template

    from slo_desktop.domain.bilingual import Bilingual
    from slo_desktop.domain.privacy.exporting import Everything

TEMPLATE = "person/summary.html"
BETWEEN = Markup(' <span aria-hidden="true">/</span> ')


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Everything `person/summary.html` reads."""

    found: Everything


def to_html(found: Everything) -> bytes:
    """The summary as one file."""
    return _template().render(page=Page(found=found)).encode()


@cache
def _template() -> Template:
    pages = environment()
    pages.globals.update(N_=N_)
    pages.filters.update(
        both=cache(lambda words: _in_both(lambda language: say(words, language))),
        kind=cache(lambda name: _in_both(lambda language: kind_label(name, language))),
        field=cache(
            lambda name: _in_both(lambda language: field_label(name, language))
        ),
        why=cache(lambda why: _in_both(lambda language: privacy_label(why, language))),
        op=cache(lambda op: _in_both(lambda language: label(op, language))),
        moment=_moment,
        day=lambda day: _in_both(lambda language: medium_date(day, language)),
        name=_name,
    )
    return pages.get_template(TEMPLATE)


def _in_both(told: Callable[[Language], str]) -> Markup:
    """Welsh, then English, each with its language; once where they are alike."""
    cy, en = (told(language) for language in Language)
    if cy == en:
        return escape(cy)
    parts = [
        Markup('<span lang="{}">{}</span>').format(language.value, text)
        for language, text in zip(Language, (cy, en), strict=True)
    ]
    return BETWEEN.join(parts)


def _moment(at: dt.datetime) -> Markup:
    local = at.astimezone(WALES)

    def told(language: Language) -> str:
        return f"{medium_date(local.date(), language)}, {clock_time(at, language)}"

    return _in_both(told)


def _name(title: Bilingual) -> Markup:
    return _in_both(lambda language: title.shown(language).text)
