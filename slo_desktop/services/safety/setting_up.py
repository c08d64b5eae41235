"""Give a school its keys: nothing counts before the sheet has opened a backup.

Until then the keys are in memory alone, so that a set-up that is left half way leaves
nothing behind.
"""

from __future__ import annotations

import io
import secrets
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from slo_desktop import paths
from slo_desktop.domain.safety.errors import BackupRefusedError
from slo_desktop.domain.safety.keys import KeyExistsError, PublicKeys
from slo_desktop.domain.safety.papers import (
    PaperFault,
    PaperKeyError,
    RecoverySheet,
    rows_of,
    secret_of,
)
from slo_desktop.domain.safety.passphrases import suggestion
from slo_desktop.storage.backup.keyring import Keyring, OpeningKey, lock
from slo_desktop.storage.backup.sealing import seal, unseal

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from slo_desktop.domain.bilingual import Bilingual
    from slo_desktop.domain.languages import Language

TRIAL_BYTES = 1 << 16
"""Enough for more than one piece of an age file."""


@dataclass(slots=True)
class SetUp:
    """Keys that are being set up.

    Attributes:
        keys: the public ones.
        key_file: the private one, behind the passphrase.
        sheet: what is printed; holds the recovery key.
        printed: the sheet as a PDF; never on the disk.
        was_fetched: whether somebody has saved the sheet.
        trial: a little backup that only the two keys open, and what is in it.
    """

    keys: PublicKeys
    key_file: bytes
    sheet: RecoverySheet
    printed: bytes | None = field(default=None, repr=False)
    was_fetched: bool = False
    trial: tuple[bytes, bytes] = field(default=(b"", b""), repr=False)


def begin(
    passphrase: str, *, school: Bilingual, first: Language, today: dt.date
) -> SetUp:
    """Make a pair of keys; takes seconds, because a passphrase must be slow to try.

    Args:
        passphrase: as it was typed.
        school: its name, for the sheet.
        first: the language on the left of the sheet.
        today: the date in Wales.
    """
    mine, recovery = OpeningKey.new(), OpeningKey.new()
    keys = PublicKeys(school=mine.public, recovery=recovery.public)
    key_file = lock(mine, passphrase, recovery=recovery.public, made=today)
    sheet = RecoverySheet(
        school=school,
        key_name=keys.name,
        made_on=today,
        rows=rows_of(recovery.secret),
        first=first,
    )
    return SetUp(keys=keys, key_file=key_file, sheet=sheet, trial=_trial(keys))


def _trial(keys: PublicKeys) -> tuple[bytes, bytes]:
    inside = secrets.token_bytes(TRIAL_BYTES)
    sealed = io.BytesIO()
    seal(io.BytesIO(inside), sealed, (keys.school, keys.recovery))
    return sealed.getvalue(), inside


def open_with_sheet(set_up: SetUp, typed: str) -> None:
    """Open the little backup with the key as somebody typed it from the paper.

    Raises:
        PaperKeyError: it is not a key, or a key of another sheet.
    """
    sealed, inside = set_up.trial
    opened = io.BytesIO()
    try:
        unseal(io.BytesIO(sealed), opened, secret_of(typed))
    except BackupRefusedError as error:
        raise PaperKeyError(PaperFault.OTHER) from error
    if opened.getvalue() != inside:
        raise PaperKeyError(PaperFault.OTHER)


def finish(data_dir: Path, set_up: SetUp, *, replace: bool = False) -> PublicKeys:
    """Use the keys from now on.

    Raises:
        KeyExistsError: there are keys already, and nobody asked to replace them.
        OSError: the disk refused.
    """
    ring = Keyring(data_dir)
    if ring.recipients_path.exists() and not replace:
        raise KeyExistsError
    ring.keep(set_up.keys, set_up.key_file)
    return set_up.keys


def suggested(language: Language) -> str:
    """A passphrase of plain words, by chance that nobody can foresee."""
    return suggestion(words(language), secrets.choice)


@cache
def words(language: Language) -> tuple[str, ...]:
    """The words that suggestions are made of."""
    path = paths.assets() / "passphrases" / f"{language.value}.txt"
    return tuple(path.read_text(encoding="utf-8").split())
