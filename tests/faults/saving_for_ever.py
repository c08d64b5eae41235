"""Saves evidence with a file, again and again, until it is killed.

Run as a program: it loads everything once, and for each line on its input becomes a
child that saves. The child writes each reference to the log only after the save was
acknowledged, as a page answers only then.
"""

from __future__ import annotations

import io
import itertools
import os
import sys
from pathlib import Path

from sqlalchemy.orm import Session, configure_mappers

from slo_desktop.services.attachments import attach, receive
from slo_desktop.services.writing import writing
from slo_desktop.storage.database import open_engine
from slo_desktop.storage.journal import Journal
from slo_desktop.storage.objects import ObjectStore
from tests import builders
from tests.conftest import NOW


def save_for_ever(folder: Path, round_number: str, log: int) -> None:
    journal, store = Journal(folder), ObjectStore(folder)
    with Session(open_engine(folder / "school.sqlite")) as session:
        for number in itertools.count():
            ref = f"{round_number}-{number}"
            kept = receive(store, io.BytesIO(f"%PDF {ref}".encode()), "a.pdf")
            with writing(session, journal=journal, now=NOW):
                record = builders.evidence(session, ref=ref)
                attach(session, record, kept, name="a.pdf")
            os.write(log, f"{ref}\n".encode())


def main() -> None:
    folder, log_path = Path(sys.argv[1]), sys.argv[2]
    log = os.open(log_path, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    configure_mappers()
    print("ready", flush=True)  # noqa: T201  the test waits for this line
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            save_for_ever(folder, line.strip(), log)
        print(child, flush=True)  # noqa: T201  the test kills this process
        os.waitpid(child, 0)
        print("gone", flush=True)  # noqa: T201  the test waits for this line


if __name__ == "__main__":
    main()
