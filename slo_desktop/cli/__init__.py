"""The one way in: no verb opens the window, the other verbs need none.

Exit codes: 0 done, 2 what the person asked was refused and nothing changed, 1 a fault.
"""

from __future__ import annotations

import io
import logging
import os
import sys
from importlib import import_module
from typing import TYPE_CHECKING

from slo_desktop import paths
from slo_desktop.cli.launch import FAULT, Launch
from slo_desktop.cli.parser import parse
from slo_desktop.cli.words import language_of, speak
from slo_desktop.domain.languages import Language
from slo_desktop.settings import Settings
from slo_desktop.storage.moving import moved_to

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

# Each verb is loaded only when it is asked for: the window must be there at once.
VERBS = {
    None: ("slo_desktop.cli.opening", "window"),
    "serve": ("slo_desktop.cli.opening", "serve"),
    "sample": ("slo_desktop.cli.school", "sample"),
    "import": ("slo_desktop.cli.school", "bring_in"),
    "report": ("slo_desktop.cli.reporting", "report"),
    "check": ("slo_desktop.cli.checking", "check"),
    "selftest": ("slo_desktop.cli.selftest", "selftest"),
    "pdf-worker": ("slo_desktop.cli.opening", "pdf_worker"),
    "check-worker": ("slo_desktop.cli.opening", "check_worker"),
    "export": ("slo_desktop.cli.exporting", "export"),
    "prove-worker": ("slo_desktop.cli.opening", "prove_worker"),
    "lock-worker": ("slo_desktop.cli.opening", "lock_worker"),
    "backup": ("slo_desktop.cli.backing_up", "backup"),
    "restore": ("slo_desktop.cli.restoring", "restore"),
    "update": ("slo_desktop.cli.updating", "update"),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line asks, and answer in one language.

    Args:
        arguments: without the name of the program; those of this process unless given.
    """
    given = sys.argv[1:] if arguments is None else list(arguments)
    _give_streams()
    language = language_of(given, paths.default_data_dir())
    speak(language)
    options = parse(given, language)
    data = moved_to((options.data or paths.default_data_dir()).absolute())
    settings = Settings(
        data_dir=data,
        cache_dir=_cache(data, options.verb),
        language=Language(options.lang) if options.lang and not options.verb else None,
    )
    return _do(Launch(options=options, settings=settings, language=language))


def _cache(data: Path, verb: str | None) -> Path:
    """An open program tidies up its own cache, so that others keep out of it."""
    own = paths.cache_of(data)
    return own if verb in {None, "serve"} else own / "commands"


def _do(launch: Launch) -> int:
    """Run a verb; whatever goes wrong ends in a sentence."""
    module, name = VERBS[launch.options.verb]
    try:
        return int(getattr(import_module(module), name)(launch))
    except KeyboardInterrupt:
        return FAULT
    except Exception as error:  # noqa: BLE001  a person must never see a stack trace
        from slo_desktop.cli.refusals import answer  # noqa: PLC0415  rarely needed

        return answer(error, launch)


def _give_streams() -> None:
    """Write UTF-8 wherever the answers go; a program without a terminal has nowhere."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: PTH123, SIM115  stays open as long as the program
        elif isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    logging.getLogger().addHandler(logging.NullHandler())  # the log is a file, not here
