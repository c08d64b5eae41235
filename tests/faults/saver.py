"""Saves evidence with a file until it is killed.

Run as a program: it loads everything once, and each line on its input makes a child.
`kill NAME` saves again and again until somebody kills it; `die NAME N` saves once and
dies at the Nth point where the disk is asked for something. A reference is written to
the log only after its save was acknowledged, as a page answers only then.
"""

from __future__ import annotations

import io
import itertools
import os
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session, configure_mappers

from slo_desktop.services.attachments import attach, receive
from slo_desktop.services.writing import writing
from slo_desktop.storage.database import open_engine
from slo_desktop.storage.journal import Journal
from slo_desktop.storage.objects import ObjectStore
from tests import builders
from tests.conftest import NOW

SURVIVED, DIED = 0, 9


def save(folder: Path, refs: Iterable[str], log: int) -> None:
    journal, store = Journal(folder), ObjectStore(folder)
    with Session(open_engine(folder / "school.sqlite")) as session:
        for ref in refs:
            kept = receive(store, io.BytesIO(f"%PDF {ref}".encode()), "a.pdf")
            with writing(session, journal=journal, now=NOW):
                record = builders.evidence(session, ref=ref)
                attach(session, record, kept, name="a.pdf")
            os.write(log, f"{ref}\n".encode())


def die_at(point: int) -> None:
    """Die before or after the Nth sync, rename, removal or commit."""
    points = itertools.count(1)

    def dying(really: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **kwargs: Any) -> Any:
            if next(points) == point:
                os._exit(DIED)
            answer = really(*args, **kwargs)
            if next(points) == point:
                os._exit(DIED)
            return answer

        return call

    os.fsync = dying(os.fsync)
    for kind, names in {
        Path: ("replace", "unlink", "mkdir"),
        Session: ("commit",),
    }.items():
        for name in names:
            setattr(kind, name, dying(getattr(kind, name)))


def main() -> None:
    folder, log_path = Path(sys.argv[1]), sys.argv[2]
    log = os.open(log_path, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    configure_mappers()
    print("ready", flush=True)  # noqa: T201  the test waits for this line
    for line in sys.stdin:
        how, name, *point = line.split()
        child = os.fork()
        if child == 0:
            if how == "die":
                die_at(int(point[0]))
                save(folder, [name], log)
                os._exit(SURVIVED)
            save(folder, (f"{name}-{n}" for n in itertools.count()), log)
        print(child, flush=True)  # noqa: T201  the test may kill this process
        _child, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)  # noqa: T201  the test waits


if __name__ == "__main__":
    main()
