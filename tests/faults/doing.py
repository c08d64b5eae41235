"""Does one thing to a school's folder, again and again, to be stopped in the middle.

Run as a program, it loads everything once; each line on its input is a JSON list: the
file for what is said, the name of what to do, and its arguments. A child does it, and
stops itself first, so that somebody can watch it (`watching.py`). Where no file is
named it is a rehearsal: nobody watches, and all that is only done once is done.
What was acknowledged is said as a page answers: after everything is on the disk.
"""

from __future__ import annotations

import ctypes
import datetime as dt
import io
import json
import os
import signal
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path

from sqlalchemy.orm import Session, configure_mappers

from slo_desktop import cli
from slo_desktop.domain.safety.backups import Reason
from slo_desktop.services.attachments import attach, receive
from slo_desktop.services.safety.backing_up import back_up
from slo_desktop.services.writing import writing
from slo_desktop.storage.database import open_engine
from slo_desktop.storage.journal import Journal
from slo_desktop.storage.objects import ObjectStore
from slo_desktop.storage.opening import open_folder
from slo_desktop.storage.preferences import PreferenceStore
from tests import builders
from tests.once import compiling_once

NOW = dt.datetime(2026, 11, 22, 18, 0, tzinfo=dt.UTC)
SAVES = 4
PR_SET_PTRACER, ANYBODY = 0x59616D61, -1


def acknowledge(name: str) -> None:
    os.write(1, f"{name}\n".encode())


def save(folder: str, prefix: str = "saved") -> int:
    """Save evidence, every other piece with a file."""
    place = Path(folder)
    open_folder(place, place / "school.sqlite")
    journal, store = Journal(place), ObjectStore(place)
    engine = open_engine(place / "school.sqlite")
    with Session(engine) as session:
        for number in range(SAVES):
            ref = f"{prefix}-{number}"
            kept = None
            if number % 2 == 0:
                kept = receive(store, io.BytesIO(f"%PDF {ref}".encode()), "a.pdf")
            with writing(session, journal=journal, now=NOW):
                note = builders.both(f"Nodyn {number} " * 60)
                record = builders.evidence(session, ref=ref, note=note)
                if kept:
                    attach(session, record, kept, name="a.pdf")
            acknowledge(ref)
    engine.dispose()
    return 0


def prefer(folder: str) -> int:
    """Change how somebody likes the program, again and again."""
    for zoom in (90, 100, 110):
        PreferenceStore(Path(folder)).update(zoom=zoom)
        acknowledge(f"zoom-{zoom}")
    return 0


def open_school(folder: str) -> int:
    """Open the folder, and bring it up to this version where it is older."""
    open_folder(Path(folder), Path(folder) / "school.sqlite")
    acknowledge("open")
    return 0


def back_up_here(folder: str) -> int:
    """What the program does by itself after half an hour of changes."""
    place = Path(folder)
    now = dt.datetime(2026, 11, 22, 18, 30, tzinfo=dt.UTC)
    back_up(place, place / "school.sqlite", reason=Reason.CHANGES, now=now)
    acknowledge("backed-up")
    return 0


def command(*arguments: str) -> int:
    """What a person types after `slo-desktop`."""
    return cli.main(arguments)


ACTS: dict[str, Callable[..., int]] = {
    "save": save,
    "prefer": prefer,
    "open": open_school,
    "back-up": back_up_here,
    "command": command,
}


def act(said: str, name: str, *arguments: str) -> None:
    """In a child: say what is said to a file, wait to be watched, and act."""
    out = os.open(said, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    for stream in (1, 2):
        os.dup2(out, stream)
    os.close(out)
    ctypes.CDLL(None).prctl(PR_SET_PTRACER, ANYBODY, 0, 0, 0)
    os.kill(os.getpid(), signal.SIGSTOP)
    code = 1
    try:
        code = ACTS[name](*arguments)
    except Exception as error:  # noqa: BLE001  whoever watches reads it
        acknowledge(type(error).__name__)
    finally:
        sys.stdout.flush()
        os._exit(code)


def rehearse(name: str, *arguments: str) -> int:
    """Act here, without a word."""
    saved, nowhere = os.dup(1), os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    try:
        return ACTS[name](*arguments)
    finally:
        sys.stdout.flush()
        os.dup2(saved, 1)
        os.close(saved)
        os.close(nowhere)


def main(modules: Sequence[str]) -> None:
    configure_mappers()
    for module in modules:
        import_module(module)
    print("ready", flush=True)  # noqa: T201  whoever started this waits for every line
    with compiling_once():  # in the rehearsal, so that no child has to
        serve()


def serve() -> None:
    """Do what is asked, line by line."""
    for line in sys.stdin:
        asked = json.loads(line)
        if not asked[0]:
            print(rehearse(*asked[1:]), flush=True)  # noqa: T201  as above
            continue
        child = os.fork()
        if child == 0:
            act(*asked)
        print(child, flush=True)  # noqa: T201  as above
        _child, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)  # noqa: T201  as above


if __name__ == "__main__":
    main(sys.argv[1:])
