"""What is known about a file that proves something, and which kinds are kept."""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum

from slo_desktop.domain.values import dataclass

NAME_CHARACTERS = 200
UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Control characters and those that turn the reading direction of a name."""

OFFICE = "application/vnd.openxmlformats-officedocument"
OPEN_DOCUMENT = "application/vnd.oasis.opendocument"
KEPT_KINDS = {
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".jfif": "image/jpeg",
    ".png": "image/png",
    ".webp": "image/webp",
    ".gif": "image/gif",
    ".heic": "image/heif",
    ".heif": "image/heif",
    ".tif": "image/tiff",
    ".tiff": "image/tiff",
    ".pdf": "application/pdf",
    ".rtf": "application/rtf",
    ".mp3": "audio/mpeg",
    ".mpga": "audio/mpeg",
    ".m4a": "audio/mp4",
    ".wav": "audio/wav",
    ".flac": "audio/flac",
    ".ogg": "audio/ogg",
    ".oga": "audio/ogg",
    ".mp4": "video/mp4",
    ".m4v": "video/mp4",
    ".mov": "video/quicktime",
    ".webm": "video/webm",
    ".avi": "video/x-msvideo",
    ".mpg": "video/mpeg",
    ".mpeg": "video/mpeg",
    ".wmv": "video/x-ms-wmv",
}
"""Kinds that their bytes alone give away, by the usual endings of their names."""

TEXT_KINDS = {
    ".txt": "text/plain",
    ".md": "text/plain",
    ".csv": "text/csv",
    ".tsv": "text/tab-separated-values",
}
ZIPPED_KINDS = {
    ".docx": f"{OFFICE}.wordprocessingml.document",
    ".docm": f"{OFFICE}.wordprocessingml.document",
    ".xlsx": f"{OFFICE}.spreadsheetml.sheet",
    ".xlsm": f"{OFFICE}.spreadsheetml.sheet",
    ".pptx": f"{OFFICE}.presentationml.presentation",
    ".pptm": f"{OFFICE}.presentationml.presentation",
    ".ppsx": f"{OFFICE}.presentationml.slideshow",
    ".odt": f"{OPEN_DOCUMENT}.text",
    ".ods": f"{OPEN_DOCUMENT}.spreadsheet",
    ".odp": f"{OPEN_DOCUMENT}.presentation",
    ".odg": f"{OPEN_DOCUMENT}.graphics",
}
OLD_OFFICE_KINDS = {
    ".doc": "application/msword",
    ".xls": "application/vnd.ms-excel",
    ".ppt": "application/vnd.ms-powerpoint",
    ".pub": "application/vnd.ms-publisher",
}
PROGRAMS = """
    .apk .app .appimage .appx .bat .chm .class .cmd .com .command .cpl .deb .dll .dmg
    .exe .gadget .hta .htm .html .inf .iso .jar .js .jse .lnk .mht .mhtml .msc .msi
    .msix .msp .mst .php .pif .pl .ps1 .psm1 .py .pyc .pyw .rb .reg .rpm .scf .scr
    .sh .svg .svgz .sys .url .vb .vbe .vbs .wasm .ws .wsc .wsf .wsh .xhtml .xll .xml
"""
PROGRAM_ENDINGS = frozenset(PROGRAMS.split())
"""Endings of files that a double click would run, or that a browser would run."""

PHONE_PHOTOS = frozenset({".heic", ".heif"})
"""Endings of photos as an iPhone keeps them, which few programs can show."""

PICTURES = frozenset({"image/jpeg", "image/png", "image/webp"})
"""Kinds that the program itself opens, to show them small."""


class Consent(StrEnum):
    """What is known about the people a photo shows."""

    UNKNOWN = "unknown"
    NOBODY_SHOWN = "nobody-shown"
    GIVEN = "given"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class StoredObject:
    """A file as it is kept: named by the SHA-256 of its bytes."""

    sha256: str
    size: int
    media_type: str


@dataclass(frozen=True, slots=True)
class WaitingFile:
    """A file that was chosen for a record which is not saved yet."""

    id: str
    name: str
    size: int
    media_type: str


def shown_name(name: str) -> str:
    """A file's name as it is kept and shown: no folders, no tricks, not too long."""
    plain = unicodedata.normalize("NFC", UNSEEN.sub("", name))
    last = plain.replace("\\", "/").rpartition("/")[2].strip().rstrip(". ")
    stem, dot, ending = last.rpartition(".")
    if len(last) > NAME_CHARACTERS:
        kept = NAME_CHARACTERS - len(dot + ending)
        last = stem[:kept].rstrip() + dot + ending if stem and kept > 0 else last
    return last[:NAME_CHARACTERS] or "-"


def ending_of(name: str) -> str:
    """The ending of a file's name with its dot, in small letters, or nothing."""
    stem, dot, ending = shown_name(name).rpartition(".")
    return f"{dot}{ending}".lower() if stem and dot else ""
