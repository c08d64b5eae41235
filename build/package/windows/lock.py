"""The part of the locks that Windows gets; runs inside `.venv`.

pip asks the computer it runs on about `sys_platform` and the like, also when it fetches
for another system. So what is for Windows is told apart here, and the questions go.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from packaging.requirements import Requirement

from package.windows.python import VERSION

ENTRIES = re.compile(r"\n(?=[a-z])")
ANSWERS = {
    "implementation_name": "cpython",
    "os_name": "nt",
    "platform_machine": "AMD64",
    "platform_python_implementation": "CPython",
    "platform_system": "Windows",
    "python_full_version": VERSION,
    "python_version": VERSION.rpartition(".")[0],
    "sys_platform": "win32",
}


def for_windows(*locks: str) -> dict[str, str]:
    """The entries that hold on Windows, by package, each without its question."""
    found: dict[str, str] = {}
    for entry in (entry for lock in locks for entry in ENTRIES.split(lock)):
        head, _, hashes = entry.partition(" \\\n")
        wanted = Requirement(head)
        if wanted.marker is None or wanted.marker.evaluate(ANSWERS):
            found[wanted.name] = f"{wanted.name}{wanted.specifier} \\\n{hashes}"
    return found


def main(out: Path, without: str, *locks: str) -> None:
    """Write what pip fetches as wheels, and beside it what comes only as source."""
    found = for_windows(*(Path(lock).read_text("utf-8") for lock in locks))
    source = found.pop(without)
    out.write_text("\n".join(found.values()), "utf-8")
    out.with_suffix(".source.txt").write_text(source, "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
