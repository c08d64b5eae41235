"""A whole evening with the program, in which every word is the same secret one.

Run as a program: `journey.py DATA` opens a school that is there, writes into every
form, makes mistakes, undoes, prints a report and closes. It needs this computer only.
"""

from __future__ import annotations

import fcntl
import json
import os
import socket
import struct
import sys
import time
from pathlib import Path

from tests.faults.attacking import Inside, Serving
from tests.faults.planting import plant, save

CANARY = "Blodeuwedd-4711"
PATIENCE_SECONDS = 60
SIOCSIFFLAGS, IFF_UP = 0x8914, 1
REPORT = {"layout": "side-by-side", "naming": "names", "since": "2024-09-01"}


def raise_loopback() -> None:
    """Bring up the only network there is."""
    with socket.socket() as any_socket:
        request = struct.pack("16sh14x", b"lo", IFF_UP)
        fcntl.ioctl(any_socket, SIOCSIFFLAGS, request)


def make_mistakes(inside: Inside) -> None:
    """Everything that is refused, with the secret in it."""
    name = f"{CANARY}.exe"
    inside.post("/evidence/1/files", files=[("files", name, b"MZ")])
    inside.post("/evidence", {"title_en": CANARY * 100, "happened_on": CANARY})
    inside.post("/evidence/1", {"title_en": CANARY, "rev": "1"})
    inside.post("/people/999", {"name": CANARY})
    inside.post("/history/undo", {"step": CANARY})
    inside.post("/school/first-run", {"language": "cy", "name_cy": CANARY})
    for path in (f"/{CANARY}", f"/help/{CANARY}", f"/search?q={CANARY}", "/files/999"):
        inside.get(path)
    save(inside, "/evidence/1", "/evidence/1", {"kind": CANARY})
    inside.post("/evidence/1/bin")
    inside.post("/history/undo")


def break_things(serving: Serving) -> None:
    """Faults of the disk while words are being kept."""
    for name in ("journal", "drafts"):
        folder = serving.data / name
        aside = folder.with_name(f"{name}-aside")
        folder.rename(aside)
        folder.write_text("in the way")
        serving.inside.post("/evidence/capture", {"note": CANARY})
        sent = {
            "Content-Type": "application/json",
            "X-CSRFToken": serving.inside.csrf(),
        }
        body = json.dumps({"note": CANARY}).encode()
        serving.inside.ask("PUT", "/drafts/evidence-new", body, sent)
        folder.unlink()
        aside.rename(folder)


def wait_for(inside: Inside, job: str) -> None:
    """Wait until some long work is over."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while json.loads(inside.get(f"{job}/state").body)["state"] == "running":
        assert time.monotonic() < deadline
        time.sleep(0.2)


def print_report(inside: Inside) -> None:
    """A report that says the secret, as a PDF."""
    job = inside.post("/reports/governors", REPORT).headers["location"]
    wait_for(inside, job)
    assert inside.get(f"{job}/pdf").body.startswith(b"%PDF")


def answer_requests(inside: Inside) -> None:
    """Everything in one file, somebody's own file, and a person who is erased."""
    for asked in ("/privacy/export", "/people/1/everything"):
        job = inside.post(asked).headers["location"]
        wait_for(inside, job)
        assert inside.get(f"{job}/zip").body.startswith(b"PK")
    inside.post("/privacy/erase", {"of": f"person:{CANARY}", "case": CANARY})
    inside.post("/privacy/erase", {"of": "person:2", "reason": CANARY, "case": CANARY})
    inside.post("/privacy/keep", {"of": "evidence:1", "years": CANARY})
    why = {"of": "person:2", "reason": "asked", "asker": "person", "case": "1"}
    assert inside.post("/privacy/erase", why).status == 303
    assert inside.get("/people/2").status == 404


def main() -> None:
    raise_loopback()
    serving = Serving(Path(sys.argv[1]), os.environ)
    for form, answer in plant(serving.inside, CANARY):
        assert answer.status in {200, 303}, (form, answer.status)
    make_mistakes(serving.inside)
    print_report(serving.inside)
    answer_requests(serving.inside)
    break_things(serving)
    assert serving.stop() == 0


if __name__ == "__main__":
    main()
