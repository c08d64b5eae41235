"""A launch of the program as one frozen value."""

from __future__ import annotations

import datetime as dt
import secrets
from dataclasses import field, replace
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from slo_desktop.domain.opened import Opened
from slo_desktop.domain.values import dataclass

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


def _cookie_name() -> str:
    return f"slo-{secrets.token_hex(8)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything the program needs to know before it starts.

    Attributes:
        data_dir: the school's folder.
        cache_dir: files that may be deleted at any time; never inside `data_dir`.
        read_only: nobody may write to `data_dir`, so that nothing is tried.
        language: asked for at this launch; None follows the person's last choice.
        clock: gives the time as an aware UTC datetime.
        launch_token: first one-time entry of this launch.
        cookie_secret: signs this launch's cookie.
        cookie_name: cookies are not separated by port, so each launch has its own.
        form_secrets: sign the forms of this launch's pages, the newest first; an older
            one tells a page that was shown before the folder was given other data.
        opened: the file that the person opened the program with, until a page takes it.
    """

    data_dir: Path
    cache_dir: Path
    read_only: bool = False
    language: Language | None = None
    clock: Callable[[], dt.datetime] = system_clock
    launch_token: str = field(default_factory=_secret)
    cookie_secret: str = field(default_factory=_secret)
    cookie_name: str = field(default_factory=_cookie_name)
    form_secrets: tuple[str, ...] = field(default_factory=lambda: (_secret(),))
    opened: Opened = field(default_factory=Opened)

    @property
    def database(self) -> Path:
        """The school's data file."""
        return self.data_dir / "school.sqlite"

    def anew(self) -> Settings:
        """The same launch, once its folder has been given other data.

        Whoever was let in stays inside, pages shown before are known as old ones, and
        the language is the one chosen meanwhile.
        """
        return replace(
            self,
            language=None,
            launch_token=_secret(),
            form_secrets=(_secret(), *self.form_secrets),
        )

    def now(self) -> dt.datetime:
        """The time, in UTC."""
        return self.clock()

    def today(self) -> dt.date:
        """The date in Wales."""
        return self.now().astimezone(WALES).date()
