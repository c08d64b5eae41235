"""The message catalogues, and how code outside a page says something.

English is the source text, so its catalogue is empty. Words marked with `N_` are
translated by whoever shows them.
"""

from __future__ import annotations

from functools import cache

from babel.support import NullTranslations, Translations

from slo_desktop import paths
from slo_desktop.domain.languages import Language

DOMAIN = "messages"


def N_(message: str) -> str:  # noqa: N802  the usual name for a marked message
    """Mark a message for translation and leave it as it is."""
    return message


@cache
def translations(language: Language) -> NullTranslations:
    """The catalogue of one language."""
    if language == Language.EN:
        return NullTranslations()
    folder = paths.translations()
    return Translations.load(str(folder), [str(language)], domain=DOMAIN)


def say(message: str, language: Language) -> str:
    """A marked message in one language."""
    return translations(language).ugettext(message)
