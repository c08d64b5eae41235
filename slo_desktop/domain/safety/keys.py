"""Keys of sealed backups: what is public about them, and how one can fail to fit."""

from __future__ import annotations

from slo_desktop.domain.errors import SloError
from slo_desktop.domain.values import dataclass

NAME_LETTERS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicKeys:
    """What sealing needs: neither of them opens anything.

    Attributes:
        school: opened with the passphrase.
        recovery: opened with the sheet of paper.
    """

    school: str
    recovery: str

    @property
    def name(self) -> str:
        """A short name of the pair, printed on the sheet and in every sealed backup."""
        ending = self.recovery[-NAME_LETTERS:].upper()
        return f"{ending[:4]}-{ending[4:]}"


class WrongPassphraseError(SloError):
    """The passphrase does not open the school's key."""


class LockFailedError(SloError):
    """The computer could not lock or open with a passphrase now."""


class KeyDamagedError(SloError):
    """A file of the school's keys is there and cannot be read."""


class NoKeyError(SloError):
    """The school has no key yet."""


class KeyExistsError(SloError):
    """The school has a key already; another one would orphan its sheet."""
