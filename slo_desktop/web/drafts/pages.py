"""What the parts of pages about drafts are given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from slo_desktop.domain.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence

    from slo_desktop.domain.attachments import WaitingFile


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """drafts/_rows.html: files that have just come to wait beside a draft."""

    key: str
    files: Sequence[WaitingFile]
