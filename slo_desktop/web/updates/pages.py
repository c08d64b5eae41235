"""What each template of an update is given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from slo_desktop.domain.values import dataclass

if TYPE_CHECKING:
    from slo_desktop.web.updates.forms import FileForm


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoosePage:
    """updates/choose.html.

    Attributes:
        version: of the program.
        has_keys: whether any update can be accepted at all.
        has_dialog: the window asks for a file itself.
        last: that the last update did not go through; None where it did.
    """

    title: str
    version: str
    has_keys: bool
    has_dialog: bool
    form: FileForm
    problem: str | None
    last: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One line about an update."""

    name: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LookPage:
    """updates/look.html.

    Attributes:
        name: of the file.
        facts: what is known of it for certain.
        news: what is new, in the reader's language.
        install_url: backs up and installs.
        save_url: saves the installer somewhere else.
    """

    title: str
    name: str
    facts: tuple[Fact, ...]
    news: tuple[str, ...]
    install_url: str
    save_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EndingPage:
    """updates/ending.html: the installer was handed to the computer.

    Attributes:
        words: what happens now.
        save_url: saves the installer, where somebody else has to start it.
        command: what starts it there; None where a double click does.
    """

    title: str
    words: str
    save_url: str | None
    command: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedPage:
    """updates/refused.html: why an update is not installed.

    Attributes:
        save_url: saves a good installer that could not be started.
    """

    title: str
    name: str
    reason: str
    save_url: str | None
