from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from slo_desktop.domain.bilingual import Bilingual
from slo_desktop.domain.languages import Language
from slo_desktop.domain.safety.keys import KeyExistsError
from slo_desktop.domain.safety.papers import PaperFault, PaperKeyError, secret_of
from slo_desktop.domain.safety.passphrases import weakness
from slo_desktop.services.safety import setting_up
from slo_desktop.services.safety.setting_up import (
    SetUp,
    begin,
    finish,
    open_with_sheet,
    suggested,
)
from slo_desktop.storage.backup import keyring
from slo_desktop.storage.backup.keyring import Keyring, OpeningKey, unlock
from tests.keys import QuickLock

SCHOOL = Bilingual.of(cy="Ysgol y Bryn", en="Hill School")


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> SetUp:
    monkeypatch.setattr(keyring, "by_passphrase", QuickLock)
    return begin(
        "pum gair ar hap yma",
        school=SCHOOL,
        first=Language.CY,
        today=dt.date(2026, 11, 22),
    )


def typed(made: SetUp) -> str:
    return "\n".join("".join(row.groups) + row.check for row in made.sheet.rows)


def test_the_sheet_holds_the_recovery_key_and_names_it(made: SetUp) -> None:
    assert OpeningKey.of(secret_of(typed(made))).public == made.keys.recovery
    assert made.sheet.key_name == made.keys.name
    assert made.keys.recovery.upper().endswith(made.keys.name.replace("-", ""))


def test_the_paper_opens_a_real_little_backup(made: SetUp) -> None:
    open_with_sheet(made, typed(made).lower())


def test_a_slip_and_another_sheet_open_nothing(made: SetUp) -> None:
    with pytest.raises(PaperKeyError) as slip:
        open_with_sheet(made, typed(made)[:-1])
    assert slip.value.fault is PaperFault.LENGTH
    with pytest.raises(PaperKeyError) as other:
        open_with_sheet(made, OpeningKey.new().secret)
    assert other.value.fault is PaperFault.OTHER


def test_nothing_is_kept_before_the_end(made: SetUp, tmp_path: Path) -> None:
    assert list(tmp_path.iterdir()) == []
    finish(tmp_path, made)
    assert Keyring(tmp_path).public() == made.keys
    key = unlock(Keyring(tmp_path).key_file(), "pum gair  ar hap yma")
    assert key.public == made.keys.school
    secret = secret_of(typed(made))
    for path in tmp_path.iterdir():
        assert secret.encode() not in path.read_bytes()


def test_keys_are_replaced_only_when_asked(made: SetUp, tmp_path: Path) -> None:
    finish(tmp_path, made)
    with pytest.raises(KeyExistsError):
        finish(tmp_path, made)
    finish(tmp_path, made, replace=True)
    assert (tmp_path / "key-1.age").exists()


def test_a_set_up_shows_no_secret_by_accident(made: SetUp) -> None:
    told = repr(made)
    assert "".join(made.sheet.rows[0].groups)[:4] not in told
    assert "printed" not in told


@pytest.mark.parametrize("language", Language)
def test_suggestions_differ_and_are_good(language: Language) -> None:
    found = {suggested(language) for _again in range(20)}
    assert len(found) == 20
    assert {weakness(words) for words in found} == {None}
    assert all(set(words.split()) <= set(setting_up.words(language)) for words in found)
