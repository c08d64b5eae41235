"""Folders that the system, and not the program, makes difficult."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

NOBODY = 65534


@contextmanager
def mounted(size: str) -> Iterator[Path]:
    """A small disk of its own, where this user may mount one."""
    if sys.platform != "linux" or shutil.which("mount") is None:
        pytest.skip("needs a small disk: Linux")
    place = Path(tempfile.mkdtemp(prefix="small-disk-"))
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", place],
        capture_output=True,
        check=False,
    )
    if made.returncode:
        place.rmdir()
        pytest.skip("may not mount a small disk")
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", place], capture_output=True, check=False)
        place.rmdir()


def remount(place: Path, how: str) -> None:
    subprocess.run(["mount", "-o", f"remount,{how}", place], check=True)


@contextmanager
def as_nobody() -> Iterator[None]:
    """Be a user whom file modes keep out: they keep nobody out who is root."""
    if not hasattr(os, "seteuid") or os.geteuid() != 0:
        yield
        return
    os.setegid(NOBODY)
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)
        os.setegid(0)


@contextmanager
def folder_of_nobody() -> Iterator[Path]:
    """A folder that such a user reaches, unlike those of the tests."""
    place = Path(tempfile.mkdtemp(prefix="of-nobody-"))
    place.chmod(0o755)
    try:
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)
