"""The parts of a PDF, packed as soon as nothing will change in them."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Any

import pydyf
from weasyprint.pdf.stream import Stream

if TYPE_CHECKING:
    from collections.abc import Sequence

LEVEL = 6
"""Of compression: the highest takes a twentieth of all the time and saves 2 %."""
DATA = "data"


class Sheet(Stream):
    """What is drawn on a page.

    Attributes:
        shapes: drawings that sheets share, by picture and size.
    """

    shapes: dict[Any, Any]


def pack_lightly() -> None:
    """Have streams be packed no harder than is worth it, from now on."""
    setattr(pydyf.Stream, DATA, PACKED)


def _packed(stream: Any) -> bytes:  # noqa: ANN401  a stream of pydyf's
    """A drawing, a font or a heap of objects as it stands in a file."""
    content = b"\n".join(map(as_bytes, stream.stream))
    extra = pydyf.Dictionary(stream.extra)
    if stream.compress:
        extra["Filter"] = "/FlateDecode"
        content = zlib.compress(content, LEVEL)
    extra["Length"] = len(content)
    return b"\n".join((extra.data, b"stream", content, b"endstream"))


PACKED = property(_packed)


def as_bytes(item: Any) -> bytes:  # noqa: ANN401  bytes, text or an object of pydyf's
    """What pydyf would write, in less time for what a tag tree is made of."""
    match item:
        case bytes():
            return item
        case str():
            return item.encode("ascii")
        case pydyf.Dictionary():
            pairs = (b"/%b %b" % (as_bytes(k), as_bytes(v)) for k, v in item.items())
            return b"<<%b>>" % b"".join(pairs)
        case pydyf.Array():
            return b"[%b]" % b" ".join(map(as_bytes, item))
    written: bytes = pydyf._to_bytes(item)  # noqa: SLF001  it has no public name
    return written


class Packed:
    """An object of a PDF that only waits to be written."""

    __slots__ = ("compressible", "data", "number", "offset")
    generation = 0
    free = "n"

    def __init__(self, item: Any) -> None:  # noqa: ANN401  an object of pydyf's
        self.compressible: bool = item.compressible
        self.data = as_bytes(item)
        self.number: int = item.number
        self.offset = 0

    @property
    def indirect(self) -> bytes:
        """The object under its number."""
        return b"%d 0 obj\n%b\nendobj" % (self.number, self.data)


class Pdf(pydyf.PDF):  # type: ignore[misc]  # pydyf brings no types
    """A PDF that packs what is done, and knows its pages without counting them."""

    page_references: Sequence[bytes] = ()

    def added(self, item: Any) -> Any:  # noqa: ANN401  an object of pydyf's
        """The same object, once it is a part of the file."""
        self.add_object(item)
        return item

    def add_page(self, page: Any) -> None:  # noqa: ANN401  the same
        """Add a page after the others."""
        super().add_page(page)
        self.page_references = (*self.page_references, page.reference)

    def pack(self, first: int, *unfinished: Any) -> None:
        """Pack the objects from number `first` on, but for some."""
        for number, item in enumerate(self.objects[first:], start=first):
            if not any(item is each for each in unfinished):
                self.objects[number] = Packed(item)
