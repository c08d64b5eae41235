"""A PDF that grows page by page, so that a long report needs little more memory.

WeasyPrint keeps every page it laid out until the last one is known, and every piece of
the tag tree until the file is written. Only the margins have to wait: they say how many
pages there are. So the body of each page is drawn, tagged and packed as soon as it is
laid out, and its margins follow on the same paper. This reaches into private parts of
WeasyPrint: the version is pinned, and tests compare the paper with WeasyPrint's own.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, Final

import pydyf
import weasyprint.layout
from weasyprint import DEFAULT_OPTIONS, VERSION
from weasyprint.draw import draw_page
from weasyprint.formatting_structure.boxes import (
    LineBox,
    MarginBox,
    TableCellBox,
    TableRowBox,
)
from weasyprint.layout.background import layout_backgrounds
from weasyprint.logger import PROGRESS_LOGGER
from weasyprint.pdf import _use_references, tags
from weasyprint.pdf.anchors import add_outlines
from weasyprint.pdf.fonts import build_fonts_dictionary

from slo_desktop.reports.packing import Pdf, Sheet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from weasyprint.document import Document

VARIANT: Final = ("ua", 1)
POINTS: Final = 0.75
"""Points in a CSS pixel."""
MAKER: Final = "make_all_pages"
HANDS_OVER: Final = "hands_over"
ON_PAGE: Final = "on_page"
IS_DRAWN: Final = "is_drawn"
DRAWINGS: Final = ("ExtGState", "XObject", "Pattern", "Shading")


class PagesChangedError(Exception):
    """The layout wants to take back pages that are drawn.

    Nothing but the margins of a report may depend on the number of pages.
    """


def hand_over_pages() -> None:
    """Have every document hand over each page once it is laid out, from now on."""
    make = getattr(weasyprint.layout, MAKER)
    if not hasattr(make, HANDS_OVER):
        setattr(weasyprint.layout, MAKER, _handing_over(make))


def _handing_over(make: Callable[..., Iterator[Any]]) -> Callable[..., Iterator[Any]]:
    def make_pages(
        context: Any,  # noqa: ANN401  of WeasyPrint's, like all that follows
        root_box: Any,  # noqa: ANN401
        html: Any,  # noqa: ANN401
        before: Sequence[Any],
    ) -> Iterator[Any]:
        on_page = getattr(html, ON_PAGE, None)
        if on_page and before:
            raise PagesChangedError
        for number, page in enumerate(make(context, root_box, html, before), start=1):
            if on_page:
                layout_backgrounds(page, context.get_image_from_uri)
                on_page(page)
                goes_on, *_rest = context.page_maker[number]
                _let_go(root_box, goes_on)
            yield page

    setattr(make_pages, HANDS_OVER, True)
    return make_pages


def _let_go(box: Any, goes_on: dict[int, Any] | None) -> None:  # noqa: ANN401
    """Empty the cells of rows that are drawn: nothing asks what they were made of.

    Args:
        box: whatever is laid out.
        goes_on: the child that the next page begins with, and within it the same; None
            where it begins with all of it.
    """
    if goes_on is None or isinstance(box, TableRowBox | LineBox):
        return
    ((number, inside),) = goes_on.items()
    for child in reversed(box.children[:number]):
        if getattr(child, IS_DRAWN, False):
            break
        setattr(child, IS_DRAWN, True)
        _empty_cells(child)
    _let_go(box.children[number], inside)


def _empty_cells(box: Any) -> None:  # noqa: ANN401
    if getattr(box, "is_header", False) or getattr(box, "is_footer", False):
        return  # they come again on every page
    for child in getattr(box, "children", ()):
        if isinstance(child, TableCellBox):
            child.children = []
        else:
            _empty_cells(child)


class Binding:
    """Pages that become one accessible PDF."""

    def __init__(self) -> None:
        self.pdf = Pdf()
        self.fonts: dict[Any, Any] = {}
        self.images: dict[str, Any] = {}
        self.shapes: dict[Any, Any] = {}
        self.resources = pydyf.Dictionary(
            {kind: pydyf.Dictionary() for kind in DRAWINGS}
        )
        self.resources["ColorSpace"] = self.pdf.added(pydyf.Dictionary()).reference
        self.pdf.add_object(self.resources)
        self.owners = self.pdf.added(pydyf.Dictionary({"Nums": pydyf.Array()}))
        self.whole = self._tag_tree()
        self.margins: list[Sheet] = []

    def draw_body(self, page: Any) -> None:  # noqa: ANN401  a box of WeasyPrint's
        """Draw a page without its margins, and let go of what stood on it."""
        first = len(self.pdf.objects)
        root, *areas = page.children
        page.children = [root]
        marked: dict[Any, Any] = {}
        body, margins = self._sheet(page, marked), self._sheet(page, None)
        self.margins.append(margins)
        self._add_page(page, body, margins)
        _draw(page, body)
        self._tag(page, marked)
        page.children = [_signposts(root), *areas]
        self.pdf.pack(first, margins)

    def draw_margins(self, document: Document) -> None:
        """Draw what stands round the pages of a document whose bodies are drawn."""
        drawn = self.margins[-len(document.pages) :]
        for page, sheet in zip(document.pages, drawn, strict=True):
            box = page._page_box  # noqa: SLF001  what WeasyPrint itself would draw
            box.children = [
                part for part in box.children if isinstance(part, MarginBox)
            ]
            box.background = box.canvas_background = None
            sheet.begin_marked_content("Artifact")
            _draw(box, sheet)
            sheet.end_marked_content()
            box.children = []

    def finish(self, document: Document) -> bytes:
        """The whole file, with a title and bookmarks to its pages."""
        PROGRESS_LOGGER.info("Step 6 - Creating PDF")
        bookmarks = document.make_bookmark_tree(POINTS, transform_pages=True)
        add_outlines(self.pdf, bookmarks)
        PROGRESS_LOGGER.info("Step 7 - Adding PDF metadata")
        self._describe(document)
        fonts = build_fonts_dictionary(
            self.pdf, self.fonts, compress=True, subset=True, options=DEFAULT_OPTIONS
        )
        self.resources["Font"] = self.pdf.added(fonts).reference
        _use_references(self.pdf, self.resources, self.images, {})
        document.metadata.include_in_pdf(
            self.pdf, *VARIANT, conformance=None, compress=True
        )
        file = io.BytesIO()
        self.pdf.write(file, compress=True)
        return file.getvalue()

    def _tag_tree(self) -> Any:  # noqa: ANN401  an object of pydyf's
        root = pydyf.Dictionary(
            {"Type": "/StructTreeRoot", "ParentTree": self.owners.reference}
        )
        self.pdf.catalog["StructTreeRoot"] = self.pdf.added(root).reference
        whole = pydyf.Dictionary(
            {
                "Type": "/StructElem",
                "S": "/Document",
                "K": pydyf.Array(),
                "P": root.reference,
            }
        )
        root["K"] = pydyf.Array([self.pdf.added(whole).reference])
        return whole

    def _sheet(self, page: Any, marked: dict[Any, Any] | None) -> Sheet:  # noqa: ANN401
        sheet = Sheet(
            fonts=self.fonts,
            page_rectangle=(0, 0, page.margin_width(), page.margin_height()),
            resources=self.resources,
            images=self.images,
            tags=marked,
            color_profiles={},
            output_intent=None,
            compress=True,
        )
        sheet.shapes = self.shapes
        self.pdf.add_object(sheet)
        return sheet

    def _add_page(self, page: Any, *sheets: Sheet) -> None:  # noqa: ANN401
        area = pydyf.Array(
            [0, 0, POINTS * page.margin_width(), POINTS * page.margin_height()]
        )
        self.pdf.add_page(
            pydyf.Dictionary(
                {
                    "Type": "/Page",
                    "Parent": self.pdf.pages.reference,
                    "MediaBox": area,
                    "Contents": pydyf.Array([sheet.reference for sheet in sheets]),
                    "Resources": self.resources.reference,
                    "Tabs": "/S",
                    "StructParents": len(self.margins) - 1,
                    "TrimBox": area,
                    "BleedBox": area,
                }
            )
        )

    def _tag(self, page: Any, marked: dict[Any, Any]) -> None:  # noqa: ANN401
        number = len(self.margins) - 1
        owners: dict[int, bytes] = {}
        parts = tags._build_box_tree(  # noqa: SLF001  it has no public name
            page, self.whole, self.pdf, number, owners, [], marked
        )
        self.whole["K"].extend([part.reference for part in parts])
        in_order = pydyf.Array([owners[mark] for mark in sorted(owners)])
        self.owners["Nums"].extend([number, in_order.data])

    def _describe(self, document: Document) -> None:
        metadata = document.metadata
        self.pdf.info["Producer"] = pydyf.String(f"WeasyPrint {VERSION}")
        self.pdf.info["Title"] = pydyf.String(metadata.title or "")
        self.pdf.info["Author"] = pydyf.String(", ".join(metadata.authors))
        self.pdf.catalog["Lang"] = pydyf.String(metadata.lang or "")
        self.pdf.catalog["ViewerPreferences"] = pydyf.Dictionary(
            {"DisplayDocTitle": "true"}
        )
        self.pdf.catalog["MarkInfo"] = pydyf.Dictionary({"Marked": "true"})


def _draw(page: Any, sheet: Sheet) -> None:  # noqa: ANN401  a box of WeasyPrint's
    with sheet.stacked():
        sheet.transform(a=POINTS, d=-POINTS, f=page.margin_height() * POINTS)
        draw_page(page, sheet)


def _signposts(root: Any) -> Any:  # noqa: ANN401  the same
    # What bookmarks and running heads are made of, and nothing else.
    posts = [
        box.copy_with_children([])
        for box in root.descendants()
        if box is not root and (box.bookmark_label or box.string_set)
    ]
    return root.copy_with_children(posts)
