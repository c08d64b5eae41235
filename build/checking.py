"""Lint, types, contracts and catalogues, side by side."""

from __future__ import annotations

import os
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from places import ROOT, environment, program


@dataclass(frozen=True)
class Outcome:
    """How one check went."""

    name: str
    code: int
    output: str
    seconds: float


CHECKS = {
    "types": ("mypy",),
    "lint": ("ruff", "check", "--output-format", "concise"),
    "format": ("ruff", "format", "--check"),
    "contracts": ("lint-imports", "--no-logo"),
    "templates": ("djlint", "--lint", "--quiet", "slo_desktop"),
    "catalogues": ("python", "build/catalogues.py", "check"),
}


def _run(name: str) -> Outcome:
    tool, *arguments = CHECKS[name]
    began = time.monotonic()
    done = subprocess.run(
        [program(tool), *arguments],
        cwd=ROOT,
        env=environment(NO_COLOR="1"),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    return Outcome(name, done.returncode, done.stdout, time.monotonic() - began)


def check() -> int:
    """Run every check and tell of each; 0 only when all of them are content."""
    worst = 0
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for outcome in pool.map(_run, CHECKS):
            verdict = "failed" if outcome.code else "ok"
            print(f"{outcome.name:<12}{verdict:<8}{outcome.seconds:5.1f} s", flush=True)
            if outcome.code:
                print(outcome.output, flush=True)
                worst = 1
    return worst
