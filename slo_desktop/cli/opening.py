"""The verbs that open the program, and those that come with a later version."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from slo_desktop.cli.launch import DONE, REFUSED
from slo_desktop.desktop import main
from slo_desktop.domain.languages import Language
from slo_desktop.i18n.catalogues import N_, say

if TYPE_CHECKING:
    from slo_desktop.cli.launch import Launch

LATER = N_("This comes with a later version of the program: %(verb)s.")


def window(launch: Launch) -> int:
    """Open the program for a person."""
    main.run(launch.settings, browser=launch.options.browser)
    return DONE


def serve(launch: Launch) -> int:
    """Answer without a window, until told to stop."""
    main.serve(launch.settings, port=launch.options.port)
    return DONE


def pdf_worker(launch: Launch) -> int:
    """Print for the program that started this one."""
    from slo_desktop.reports import worker  # noqa: PLC0415  loads WeasyPrint

    return worker.run([launch.options.cache])


def later(launch: Launch) -> int:
    """Say in both languages that a verb is not here yet."""
    for language in Language:
        told = say(LATER, language) % {"verb": launch.options.verb}
        sys.stderr.write(f"{told}\n")
    return REFUSED
