"""The processes that an installed program starts of itself, asked one by one.

What is asked of them is the same on every system, so it stands here once.
"""

from __future__ import annotations

import base64
import json
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.package.installed import PATIENCE_SECONDS, Run

PART = "<!doctype html><html lang=cy><title>Tŷ</title><h1>Dŵr, tŷ a chân</h1>"
PASSPHRASE = "llan môr ŵy"


def first_answer(run: Run, *arguments: object, order: str = "") -> Mapping[str, Any]:
    """What a worker says first that is no progress, with its input held open."""
    with subprocess.Popen(
        run.line(*arguments),
        env=run.surroundings,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # never a file, which Wine would not take
        encoding="utf-8",
    ) as worker:
        assert worker.stdin
        assert worker.stdout
        worker.stdin.write(order)
        worker.stdin.flush()
        if not order:
            told = worker.stdout.readline()
        else:
            lines = iter(worker.stdout.readline, "")
            told = next(line for line in lines if "done" in line or "failed" in line)
        worker.stdin.close()
        worker.wait(PATIENCE_SECONDS)
    answer: Mapping[str, Any] = json.loads(told)
    return answer


class OwnProcesses:
    """The tests of them; each system has a subclass."""

    def test_the_printer_prints(self, frozen: Run, tmp_path: Path) -> None:
        """It prints what it is given."""
        part, pdf = tmp_path / "part.html", tmp_path / "paper.pdf"
        part.write_text(PART, "utf-8")
        order: dict[str, Any] = {
            "parts": [frozen.called(part)],
            "pdf": frozen.called(pdf),
            "images": None,
            "photos": {},
        }
        line = json.dumps(order) + "\n"
        answer = first_answer(frozen, "pdf-worker", tmp_path / "cache", order=line)
        assert answer["event"] == "done"
        done = subprocess.run(
            ["pdftotext", str(pdf), "-"],
            capture_output=True,
            encoding="utf-8",
            check=True,
        )
        assert "Dŵr, tŷ a chân" in done.stdout

    def test_the_watch_looks_at_the_whole_folder(
        self, frozen: Run, school: Path
    ) -> None:
        """It looks at the whole folder, and finds nothing damaged."""
        answer = first_answer(frozen, "check-worker", school)
        assert answer["last"]["records"] > 100
        assert answer["last"]["damaged"] == 0

    def test_a_backup_is_proven(
        self, frozen: Run, school: Path, tmp_path: Path
    ) -> None:
        """It finds everything in a backup that has just been made."""
        kept = tmp_path / "kept.slobackup"
        frozen.must("backup", "--data", school, "--out", kept)
        answer = first_answer(frozen, "prove-worker", kept, tmp_path / "scratch")
        assert answer["records"] > 100
        assert answer["faults"] == []

    def test_a_passphrase_locks_and_opens(self, frozen: Run) -> None:
        """A passphrase locks, opens again, and no other one does."""

        def ask(act: str, content: str, word: str) -> str | None:
            order = {"act": act, "content": content, "passphrase": word}
            done = subprocess.run(
                frozen.line("lock-worker"),
                env=frozen.surroundings,
                input=json.dumps(order),
                capture_output=True,
                encoding="utf-8",
                timeout=PATIENCE_SECONDS,
                check=True,
            )
            answer: str | None = json.loads(done.stdout)["content"]
            return answer

        plain = base64.b64encode(b"allwedd").decode()
        locked = ask("lock", plain, PASSPHRASE)
        assert locked
        assert ask("open", locked, PASSPHRASE) == plain
        assert ask("open", locked, "x") is None
