"""What each evidence template is given."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import url_for
from flask_babel import gettext as _

from slo_desktop.domain.evidence import VIEWS
from slo_desktop.domain.plan import is_late
from slo_desktop.domain.unreadable import UnreadableRow
from slo_desktop.domain.values import dataclass
from slo_desktop.i18n.dates import day_month
from slo_desktop.i18n.labels import language_label
from slo_desktop.services.evidence import PAGE_ROWS
from slo_desktop.settings import WALES
from slo_desktop.web.evidence.filters import all_mended, arguments
from slo_desktop.web.language import current_language

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from slo_desktop.domain.evidence import (
        AttachedFile,
        EvidenceCounts,
        EvidenceDetail,
        EvidenceFilter,
        EvidenceListing,
        EvidenceSummary,
        Neighbours,
        PlanItem,
    )
    from slo_desktop.domain.frameworks import Entry
    from slo_desktop.domain.languages import Language
    from slo_desktop.web.evidence.conditions import Condition
    from slo_desktop.web.evidence.forms import (
        AttachForm,
        EvidenceForm,
        FileForm,
        FilterForm,
        NewEvidenceForm,
    )
    from slo_desktop.web.evidence.receiving import Arrival
    from slo_desktop.web.new_records import Beginning
    from slo_desktop.web.slate import NoteForm

PICTURES = {
    "pdf": "file-earmark-pdf",
    "wordprocessing": "file-earmark-word",
    "msword": "file-earmark-word",
    "opendocument.text": "file-earmark-word",
    "sheet": "file-earmark-spreadsheet",
    "excel": "file-earmark-spreadsheet",
    "csv": "file-earmark-spreadsheet",
    "presentation": "file-earmark-slides",
    "powerpoint": "file-earmark-slides",
    "audio": "file-earmark-music",
    "video": "file-earmark-play",
    "image": "file-earmark-image",
    "text": "file-earmark-text",
}
"""Icons of files by a word of their media type, the most telling word first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """Rows of one month; `day` is any day of it, None where none can be read."""

    day: dt.date | None
    rows: Sequence[EvidenceSummary | UnreadableRow]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPage:
    """evidence/list.html, and the list beside a record.

    Attributes:
        kept_to: what the filter keeps to, in words.
        more: the rarer questions of the filter.
        slate: the line for a quick note; None beside a record.
        around_number: the address of a record beside this list, but for its number.
    """

    title: str
    wanted: EvidenceFilter
    kept_to: tuple[str, ...]
    listing: EvidenceListing
    counts: EvidenceCounts
    more: FilterForm
    dimensions: tuple[Entry, ...]
    families: tuple[Entry, ...]
    around_number: tuple[str, str]
    slate: NoteForm | None = None

    @property
    def open_id(self) -> int | None:
        """Id of the record that stands beside the list."""
        return None

    @property
    def nothing_yet(self) -> bool:
        """Whether the school has no evidence at all."""
        return self.wanted.is_empty and not self.listing.matching

    @property
    def view(self) -> str | None:
        """The question that the view at the top of the pane answers."""
        return next((name for name in VIEWS if getattr(self.wanted, name)), None)

    @property
    def all_mended(self) -> str | None:
        """What is said where a list of faults has run empty."""
        return None if self.listing.matching else all_mended(self.wanted)

    @property
    def months(self) -> tuple[Month, ...]:
        """The rows, month by month; one that cannot be read stays where it is."""
        found: dict[dt.date | None, list[EvidenceSummary | UnreadableRow]] = {}
        month = None
        for row in self.listing.rows:
            if not isinstance(row, UnreadableRow):
                month = row.happened_on.replace(day=1)
            found.setdefault(month, []).append(row)
        return tuple(Month(day=day, rows=rows) for day, rows in found.items())

    @property
    def first(self) -> int:
        """Number of the first row in the whole list, counted from 1."""
        return (self.listing.page - 1) * PAGE_ROWS + 1

    @property
    def last(self) -> int:
        """Number of the last row in the whole list."""
        return self.first + len(self.listing.rows) - 1

    @property
    def kept(self) -> dict[str, str]:
        """Address arguments that a search by words goes on with."""
        return arguments(self.wanted, text="")

    @property
    def kept_by_more(self) -> dict[str, str]:
        """Address arguments that the rarer questions go on with."""
        asked = set(self.more.data)
        given = arguments(self.wanted)
        return {name: value for name, value in given.items() if name not in asked}

    def url(self, **changes: Any) -> str:
        """The list with some questions of its filter answered otherwise."""
        return url_for("evidence.index", **arguments(self.wanted, **changes))

    def view_url(self, **asked: Any) -> str:
        """The list in one view, with whatever else its filter asks."""
        plain = self.wanted.without(*VIEWS)
        return url_for("evidence.index", **arguments(plain, **asked))

    def page_url(self, by: int) -> str | None:
        """The list some pages further, where there is such a page."""
        page = self.listing.page + by
        if not 1 <= page <= self.listing.pages:
            return None
        return url_for("evidence.index", page=page, **arguments(self.wanted))

    def record_url(self, number: int | None) -> str | None:
        """A record beside this list."""
        before, after = self.around_number
        return None if number is None else f"{before}{number}{after}"


@dataclass(frozen=True, slots=True, kw_only=True)
class FilePart:
    """A file beside the record.

    Attributes:
        condition: how its bytes are.
        copy: when the backup was made that has it; only where it is not whole.
    """

    file: AttachedFile
    form: FileForm
    condition: Condition
    copy: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowPage(ListPage):
    """evidence/show.html.

    Attributes:
        arrival: what became of files that were sent just now, where not all is well.
    """

    record: EvidenceDetail
    form: EvidenceForm
    files: tuple[FilePart, ...]
    attach: AttachForm
    arrival: Arrival | None
    today: dt.date
    beside: Neighbours
    first_language: Language

    @property
    def open_id(self) -> int | None:
        """Id of the record that stands beside the list."""
        return self.record.id

    @property
    def about(self) -> str:
        """Who wrote it down, when, and in which language first."""
        record, language = self.record, current_language()
        day = day_month(record.logged_at.astimezone(WALES).date(), language)
        said = [f"{record.written_by}, {day}" if record.written_by else day]
        words = [_("Recorded: %(who)s", who=said[0])]
        if original := record.original:
            words.append(
                _("Original: %(language)s", language=language_label(original, language))
            )
        return " · ".join(words)

    def act_url(self, endpoint: str, **values: Any) -> str:
        """Where something is done to the record; the list beside it stays as it is."""
        beside = arguments(self.wanted)
        return url_for(
            f"evidence.{endpoint}", number=self.record.id, **values, **beside
        )

    @property
    def history_url(self) -> str:
        """Every change of this record."""
        return url_for("history.show", uid=self.record.uid)

    def is_late(self, item: PlanItem) -> bool:
        """Whether an open action is past its day."""
        return is_late(item.status, item.due, self.today)

    def picture_of(self, file: AttachedFile) -> str:
        """Name of the icon that stands for a file without a picture."""
        return next(
            (icon for word, icon in PICTURES.items() if word in file.media_type),
            "file-earmark",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPage:
    """evidence/new.html."""

    title: str
    form: NewEvidenceForm
    first_language: Language
    beginning: Beginning
