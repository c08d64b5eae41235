"""Lines of a pasted list of people that were not used wait in the box for more."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from slo_desktop.web.folder import folder

if TYPE_CHECKING:
    from collections.abc import Sequence

DRAFT: Final = "people"


def keep_left(lines: Sequence[str], *, group: str = "") -> None:
    """Let lines stand in the box for people from now on; nothing else stays there.

    Args:
        lines: as they were pasted.
        group: code of the group that was chosen for them.
    """
    if not lines:
        folder().drafts.drop(DRAFT)
        return
    words = {"people": ["\n".join(lines)], "group": [group]}
    folder().drafts.keep(DRAFT, json.dumps(words, ensure_ascii=False).encode())
