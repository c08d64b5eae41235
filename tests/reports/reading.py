"""Reads a PDF back, as a governor's computer or a screen reader would."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import page
import pikepdf

DANGEROUS = (
    "/EmbeddedFile",
    "/FileAttachment",
    "/URI",
    "/JavaScript",
    "/JS",
    "/Launch",
)


def text(pdf: Path, *, number: int | None = None) -> str:
    """All words, or those of one page."""
    only = ["-f", str(number), "-l", str(number)] if number else []
    command = ["pdftotext", "-enc", "UTF-8", *only, str(pdf), "-"]
    done = subprocess.run(command, check=True, capture_output=True)
    return done.stdout.decode()


def words(pdf: Path, *, number: int | None = None) -> str:
    """The same with every break and gap as one space."""
    return " ".join(text(pdf, number=number).split())


def placed(pdf: Path) -> str:
    """Every word with the place where it stands, as XML."""
    command = ["pdftotext", "-bbox", str(pdf), "-"]
    done = subprocess.run(command, check=True, capture_output=True)
    return done.stdout.decode()


def page_count(pdf: Path) -> int:
    with pikepdf.open(pdf) as document:
        return len(document.pages)


def faults(pdf: Path) -> list[Any]:
    """What an independent judge of PDF/UA-1 finds wrong."""
    result = page.validate_pdf(
        str(pdf),
        profile=page.ValidationProfile.PDF_UA_1,
        limits=page.SafetyLimits(max_reference_depth=10_000),
    )
    return [] if result.is_compliant else list(result.failures)


@dataclass(frozen=True, slots=True)
class Tag:
    """One element of what a screen reader hears."""

    kind: str
    language: str
    alt: str | None


def tags(pdf: Path) -> list[Tag]:
    """The structure of a PDF, in reading order."""
    with pikepdf.open(pdf) as document:
        return list(_tags(document.Root.StructTreeRoot.K, str(document.Root.Lang)))


def _tags(node: Any, above: str) -> Iterator[Tag]:
    if isinstance(node, pikepdf.Array):
        for part in node:
            yield from _tags(part, above)
    elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
        language = str(node.Lang) if "/Lang" in node else above
        alt = str(node.Alt) if "/Alt" in node else None
        yield Tag(str(node.S)[1:], language, alt)
        if "/K" in node:
            yield from _tags(node.K, language)


def bookmarks(pdf: Path) -> list[tuple[int, str]]:
    """Level and words of every bookmark."""
    found: list[tuple[int, str]] = []

    def read(items: Any, level: int) -> None:
        for item in items:
            found.append((level, item.title))
            read(item.children, level + 1)

    with pikepdf.open(pdf) as document, document.open_outline() as outline:
        read(outline.root, 1)
    return found


def fonts(pdf: Path) -> set[tuple[str, bool]]:
    """Name of every font, and whether it is inside the file."""
    with pikepdf.open(pdf) as document:
        return {
            (str(item.FontName), any(f"/FontFile{n}" in item for n in ("", "2", "3")))
            for item in document.objects
            if isinstance(item, pikepdf.Dictionary)
            and item.get("/Type") == "/FontDescriptor"
        }


def dangers(pdf: Path) -> list[str]:
    """Anything in a PDF that could do something, or carry a file."""
    found = []
    with pikepdf.open(pdf) as document:
        for item in document.objects:
            if isinstance(item, pikepdf.Stream | pikepdf.Dictionary):
                keys = set(item.keys()) | {str(v) for v in _names(item)}
                found += [sign for sign in DANGEROUS if sign in keys]
        if "/Names" in document.Root:
            found += [str(n) for n in document.Root.Names if str(n) in DANGEROUS]
    return found


def _names(item: Any) -> Iterator[Any]:
    for key in item:
        value = item[key]
        if isinstance(value, pikepdf.Name):
            yield value


def images(pdf: Path) -> list[bytes]:
    """The bytes of every picture."""
    with pikepdf.open(pdf) as document:
        return [
            item.read_raw_bytes()
            for item in document.objects
            if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == "/Image"
        ]


def drawings(pdf: Path) -> int:
    """How many drawings stand beside the pages, to be placed on them."""
    with pikepdf.open(pdf) as document:
        return sum(
            isinstance(item, pikepdf.Stream) and item.get("/Subtype") == "/Form"
            for item in document.objects
        )
