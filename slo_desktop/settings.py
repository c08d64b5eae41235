"""A launch of the program as one frozen value."""

from __future__ import annotations

import datetime as dt
import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from slo_desktop.domain.languages import Language

WALES = ZoneInfo("Europe/London")


def system_clock() -> dt.datetime:
    """The computer's time, in UTC."""
    return dt.datetime.now(dt.UTC)  # noqa: TID251  the one real clock


def _secret() -> str:
    return secrets.token_urlsafe(32)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything the program needs to know before it starts.

    Attributes:
        data_dir: the school's folder.
        cache_dir: files that may be deleted at any time; never inside `data_dir`.
        language: asked for at this launch; None follows the person's last choice.
        clock: gives the time as an aware UTC datetime.
        launch_token: first one-time entry of this launch.
        cookie_secret: signs this launch's cookie.
    """

    data_dir: Path
    cache_dir: Path
    language: Language | None = None
    clock: Callable[[], dt.datetime] = system_clock
    launch_token: str = field(default_factory=_secret)
    cookie_secret: str = field(default_factory=_secret)

    @property
    def database(self) -> Path:
        """The school's data file."""
        return self.data_dir / "school.sqlite"

    def now(self) -> dt.datetime:
        """The time, in UTC."""
        return self.clock()

    def today(self) -> dt.date:
        """The date in Wales."""
        return self.now().astimezone(WALES).date()
