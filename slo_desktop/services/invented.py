"""Know the invented school from everybody's own, and mistake no real one for it."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any

from slo_desktop import paths
from slo_desktop.domain.bilingual import Bilingual
from slo_desktop.domain.languages import Language

if TYPE_CHECKING:
    from pathlib import Path

    import sqlalchemy as sa

    from slo_desktop.storage.models import School


def sample_folder() -> Path:
    """Where the invented school lies."""
    return paths.assets() / "sample"


def is_invented(school: School | sa.Row[*tuple[Any, ...]]) -> bool:
    """Whether a school is the invented one still, and nobody's own.

    A school that was opened as the sample and got another name since may have become
    somebody's own, and counts as one.

    Args:
        school: the record, or a row with its `name` and `is_sample`.
    """
    return school.is_sample and _texts(school.name) == _texts(_own_name())


def _texts(name: Bilingual) -> list[str]:
    return [name.text(language) for language in Language]


@cache
def _own_name() -> Bilingual:
    """What the invented school that ships with the program is called."""
    told = (sample_folder() / "school.json").read_text(encoding="utf-8")
    profile = json.loads(told)["profile"]
    return Bilingual.of(cy=profile["name_cy"], en=profile["name_en"])
