"""Whether Windows finds every library that a program asks for.

Each import of each part must be another part, or a library of Windows 10 itself. This
runs where PyInstaller does, which brings what reads such files.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pefile

ENDINGS = frozenset({".exe", ".dll", ".pyd"})
AMD64 = 0x8664
WINDOWS = frozenset(
    f"{name}.dll"
    for name in (
        "advapi32",
        "bcrypt",
        "bcryptprimitives",
        "comctl32",
        "crypt32",
        "dnsapi",
        "gdi32",
        "iphlpapi",
        "kernel32",
        "mscoree",  # of .NET, which Windows brings
        "ntdll",
        "ole32",
        "oleaut32",
        "rpcrt4",
        "shell32",
        "shlwapi",
        "user32",
        "userenv",
        "version",
        "ws2_32",
    )
)
"""Libraries that every Windows 10 has."""
RUNTIME = ("api-ms-win-core-", "api-ms-win-crt-")
"""How the names of Windows' own C library begin."""


def parts(folder: Path) -> list[Path]:
    """Every file below the folder that holds code for Windows."""
    return sorted(path for path in folder.rglob("*") if path.suffix.lower() in ENDINGS)


def asked_by(part: Path) -> set[str]:
    """The libraries that a part asks for, in small letters.

    Raises:
        ValueError: it is for another kind of processor.
    """
    with pefile.PE(str(part), fast_load=True) as read:
        kinds = pefile.DIRECTORY_ENTRY
        tables = ("IMAGE_DIRECTORY_ENTRY_IMPORT", "IMAGE_DIRECTORY_ENTRY_DELAY_IMPORT")
        read.parse_data_directories([kinds[name] for name in tables])
        listed = [
            *getattr(read, "DIRECTORY_ENTRY_IMPORT", ()),
            *getattr(read, "DIRECTORY_ENTRY_DELAY_IMPORT", ()),
        ]
        names = {entry.dll.decode("ascii").lower() for entry in listed}
        # What asks for nothing but .NET runs on every processor.
        if read.FILE_HEADER.Machine != AMD64 and names != {"mscoree.dll"}:
            raise ValueError(part.name)
        return names


def lacking(folder: Path) -> list[str]:
    """What is asked for and nobody brings, each with who asks."""
    found = parts(folder)
    there = WINDOWS | {path.name.lower() for path in found}
    return [
        f"{name} (for {part.name})"
        for part in found
        for name in sorted(asked_by(part) - there)
        if not name.startswith(RUNTIME)
    ]


def main(folder: Path) -> int:
    """Say what is lacking; gives the exit code."""
    if missing := lacking(folder):
        print(f"Nobody brings: {', '.join(missing)}")
        return 1
    print(f"libraries     {len(parts(folder))}")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
