"""What the command line says, in the language that was asked for."""

from __future__ import annotations

import gettext
import os
from typing import TYPE_CHECKING

from slo_desktop import paths
from slo_desktop.domain.languages import Language
from slo_desktop.i18n.catalogues import DOMAIN, N_
from slo_desktop.storage.preferences import PreferenceStore

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

# Python's own reader of command lines says these; it looks them up in the catalogue
# that `speak` names.
ARGPARSE = (
    N_("usage: "),
    N_("options"),
    N_("positional arguments"),
    N_("show this help message and exit"),
    N_("%(prog)s: error: %(message)s\n"),
    N_("argument %(argument_name)s: %(message)s"),
    N_("the following arguments are required: %s"),
    N_("unrecognized arguments: %s"),
    N_("expected one argument"),
    N_("invalid choice: %(value)r (choose from %(choices)s)"),
    N_("ignored explicit argument %r"),
)


def language_of(arguments: Sequence[str], default_data: Path) -> Language:
    """The language to answer in, before the command line has been read.

    That of `--lang`, else the one last chosen for this folder, else Welsh.
    """
    asked = _value(arguments, "--lang")
    if asked in set(Language):
        return Language(asked)
    data = _value(arguments, "--data")
    folder = type(default_data)(data) if data else default_data
    chosen = PreferenceStore(folder).load().language
    return Language(chosen) if chosen in set(Language) else Language.CY


def _value(arguments: Sequence[str], name: str) -> str | None:
    following: str | None = None
    for here in reversed(arguments):
        if here == name:
            return following
        if here.startswith(f"{name}="):
            return here.removeprefix(f"{name}=")
        following = here
    return None


def speak(language: Language) -> None:
    """Let Python's own messages, and the window's, be in this language too."""
    os.environ["LANGUAGE"] = language.value
    gettext.bindtextdomain(DOMAIN, str(paths.translations()))
    gettext.textdomain(DOMAIN)
