"""Backups, keys and sheets that somebody made up: refused in our own words, quickly."""

from __future__ import annotations

import base64
import hashlib
import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slo_desktop.cli.restoring import _read as passphrase_of
from slo_desktop.domain.errors import SloError
from slo_desktop.domain.languages import Language
from slo_desktop.domain.safety.backups import Manifest
from slo_desktop.domain.safety.errors import BackupRefusedError
from slo_desktop.domain.safety.keys import KeyDamagedError, WrongPassphraseError
from slo_desktop.domain.safety.papers import PaperKeyError, secret_of
from slo_desktop.i18n.dates import clock_time
from slo_desktop.i18n.restore_words import refusal_line
from slo_desktop.storage.backup import slow_lock
from slo_desktop.storage.backup.container import check_file, is_sealed, opened
from slo_desktop.storage.backup.keyring import Keyring, OpeningKey
from slo_desktop.storage.backup.sealing import unseal
from tests.faults.forging import ended, forged, manifest, plain
from tests.faults.fuzzing import bounded, flipped, limited, spoilt
from tests.faults.proof import Proof
from tests.keys import keys
from tests.restored import sealed
from tests.schools import pdf, school_folder

TOLD = json.loads(manifest())


def refused_or_right(path: Path) -> bool:
    """Whether a file is refused; otherwise every byte of it has proven right."""
    before = {place: place.stat().st_size for place in path.parent.rglob("*")}
    try:
        with limited():
            if not is_sealed(path):
                with opened(path) as container:
                    container.verify()
            check_file(path)
    except BackupRefusedError as error:
        for language in Language:
            line = refusal_line(error, language)
            assert line
            line.encode()
        return True
    finally:
        assert {p: p.stat().st_size for p in path.parent.rglob("*")} == before
    return False


def test_d5_s12_a_backup_with_a_few_other_bytes_is_refused(
    tmp_path: Path, proof: Proof
) -> None:
    right = forged(tmp_path / "a.slobackup", plain(), packed=True).read_bytes()

    @given(content=flipped(right) | st.binary(max_size=200), is_ended=st.booleans())
    @bounded(250)
    def refused(content: bytes, is_ended: bool) -> None:
        path = tmp_path / "a.slobackup"
        path.write_bytes(ended(content) if is_ended else content)
        is_refused = refused_or_right(path)
        assert is_refused or is_ended or content == right
        proof.count("files", is_refused)

    refused()


def test_d6_s12_a_manifest_that_says_something_else_is_refused(
    tmp_path: Path, proof: Proof
) -> None:
    @given(text=spoilt(TOLD))
    @bounded(150)
    def refused(text: str) -> None:
        path = tmp_path / "a.slobackup"
        forged(path, plain(told=text.encode()))
        proof.count("files", refused_or_right(path))

    refused()


@given(text=spoilt(TOLD | {"school": {"cy": {"text": "Ysgol", "origin": "written"}}}))
@bounded(300)
def test_d6_what_a_manifest_says_can_be_shown_and_stored(text: str) -> None:
    try:
        with limited():
            found = Manifest.from_json(text)
    except BackupRefusedError:
        return
    shown = [found.program, found.installation, found.chain, *found.missing]
    shown += [found.school.text(language) for language in Language]
    "".join([*shown, clock_time(found.made_at, Language.CY)]).encode()
    assert max(found.seq, found.schema, found.number, *found.counts.values(), 0) < 2**63


def test_d5_a_sealed_backup_with_a_few_other_bytes_is_refused(
    tmp_path: Path, migrated: Path, proof: Proof
) -> None:
    school = school_folder(tmp_path / "ysgol", migrated)
    school.write(pdf("one"))
    path = tmp_path / "usb" / "a.slobackup"
    path.parent.mkdir()
    secret = secret_of(sealed(school, path))
    right = path.read_bytes()

    @given(content=flipped(right), is_ended=st.booleans())
    @bounded(25)
    def refused(content: bytes, is_ended: bool) -> None:
        path.write_bytes(ended(content) if is_ended else content)
        if refused_or_right(path):
            proof.count("files")
        try:
            with opened(path, key=secret, scratch=path.parent) as container:
                container.verify()
        except (BackupRefusedError, KeyDamagedError):
            proof.count("files")
        else:
            assert is_ended or content == right
        assert list(path.parent.iterdir()) == [path]

    refused()


def stanza(work: str) -> bytes:
    """A key file that asks for any amount of work."""
    salt = base64.b64encode(bytes(16)).rstrip(b"=").decode()
    body = base64.b64encode(bytes(32)).rstrip(b"=").decode()
    head = f"age-encryption.org/v1\n-> scrypt {salt} {work}\n{body}\n--- {body}\n"
    return head.encode() + bytes(64)


@pytest.mark.parametrize("work", ["0", "30", "63", "64", "255", "4294967295", "-1", ""])
def test_s17_a_key_file_that_asks_for_years_of_work_is_refused_at_once(
    work: str, proof: Proof
) -> None:
    order = {"act": slow_lock.OPEN, "passphrase": "x"}
    content = base64.b64encode(stanza(work)).decode()
    with limited():
        assert slow_lock._carry_out(order | {"content": content}) is None
    proof.count("files")


@given(content=st.binary(max_size=300) | flipped(stanza("40")[:60]))
@bounded(60)
def test_d5_a_key_file_that_is_none_opens_with_no_passphrase(content: bytes) -> None:
    order = {"act": slow_lock.OPEN, "passphrase": "tŷ"}
    order["content"] = base64.b64encode(content).decode()
    with limited():
        assert slow_lock._carry_out(order) is None


def test_d5_the_names_of_keys_are_right_or_refused(
    tmp_path: Path, proof: Proof
) -> None:
    ring = Keyring(tmp_path)
    public = keys().public
    right = f"# school\n{public.school}\n# recovery\n{public.recovery}\n".encode()

    @given(content=flipped(right) | st.binary(max_size=99))
    @bounded(60)
    def refused(content: bytes) -> None:
        ring.recipients_path.write_bytes(content)
        try:
            with limited():
                ring.public()
        except KeyDamagedError:
            proof.count("files")

    refused()


@given(typed=st.text(max_size=90) | st.text("QPZRY9X8GF2TVDW0 -1b\n", max_size=90))
@bounded(200)
def test_d5_what_is_typed_from_a_sheet_is_a_key_or_refused(typed: str) -> None:
    try:
        with limited():
            secret_of(typed)
    except PaperKeyError:
        return
    pytest.fail(typed)


@given(content=flipped(OpeningKey.new().secret.encode()) | st.binary(max_size=80))
@bounded(60)
def test_d5_a_key_that_is_none_unseals_nothing(content: bytes) -> None:
    target = io.BytesIO()
    with pytest.raises(SloError), limited():
        unseal(io.BytesIO(b"age"), target, content.decode("latin-1"))
    assert target.getvalue() == b""


@given(content=st.binary(max_size=99) | st.just(b"a" * (1 << 20)))
@bounded(60)
def test_s17_a_passphrase_file_is_read_as_far_as_a_passphrase_goes(
    tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "passphrase"
    path.write_bytes(content)
    before = hashlib.sha256(content).digest()
    try:
        with limited():
            assert len(passphrase_of(path)) <= 1 << 16
    except WrongPassphraseError:
        pass
    assert hashlib.sha256(path.read_bytes()).digest() == before
