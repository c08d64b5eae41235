"""Know the invented school from everybody's own, and mistake no real one for it."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING

from slo_desktop import paths
from slo_desktop.domain.bilingual import Bilingual
from slo_desktop.domain.languages import Language

if TYPE_CHECKING:
    from pathlib import Path


def sample_folder() -> Path:
    """Where the invented school lies."""
    return paths.assets() / "sample"


def is_invented(name: Bilingual, *, is_sample: bool) -> bool:
    """Whether a school is the invented one still, and nobody's own.

    A school that was opened as the sample and got another name since may have become
    somebody's own, and counts as one.

    Args:
        name: of the school, as it is now.
        is_sample: whether it was opened as the sample.
    """
    return is_sample and _texts(name) == _texts(_own_name())


def _texts(name: Bilingual) -> list[str]:
    return [name.text(language) for language in Language]


@cache
def _own_name() -> Bilingual:
    """What the invented school that ships with the program is called."""
    told = (sample_folder() / "school.json").read_text(encoding="utf-8")
    profile = json.loads(told)["profile"]
    return Bilingual.of(cy=profile["name_cy"], en=profile["name_en"])
