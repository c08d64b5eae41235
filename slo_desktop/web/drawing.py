"""Parts of a page that are drawn once, and look the same until their facts differ.

What is drawn is kept under the very facts that it shows, so it can never be an old one.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from markupsafe import Markup, escape

from slo_desktop.web.language import current_language

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from wtforms import SelectField

    from slo_desktop.domain.languages import Language
    from slo_desktop.web.choices import Choice

PARTS: Final = 1024
"""Most rows that are kept as they were drawn: a few megabytes."""
LISTS: Final = 256
OPTION: Final = '<option value="%s"%s>%s</option>'.__mod__
GROUP: Final = Markup('<optgroup label="{}">{}</optgroup>').format


def drawn(macro: Callable[..., str], *facts: Hashable) -> str:
    """What a macro makes of some facts.

    Args:
        macro: of a template that is imported without context: it sees nothing else.
        facts: what it shows, as values that never change.
    """
    return _drawn(macro, current_language(), *facts)


@lru_cache(PARTS)
def _drawn(macro: Callable[..., str], _language: Language, *facts: Hashable) -> str:
    return macro(*facts)


def choices(field: SelectField) -> Markup:
    """The options of a field, below the names of their groups where it has some."""
    offered = field.choices or ()
    groups = offered if isinstance(offered, dict) else {"": offered}
    told = (
        _group(name, tuple(some), field.coerce, field.data)
        for name, some in groups.items()
    )
    return Markup("").join(told)


@lru_cache(LISTS)
def _group(
    name: str,
    offered: tuple[Choice, ...],
    coerce: Callable[[Any], Any],
    chosen: Hashable,
) -> Markup:
    parts = (
        (escape(value), " selected" if coerce(value) == chosen else "", escape(label))
        for value, label in offered
    )
    options = Markup("".join(map(OPTION, parts)))  # noqa: S704  each of them is escaped
    return GROUP(name, options) if name else options
