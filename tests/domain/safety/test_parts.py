from __future__ import annotations

import hashlib

import pytest

from slo_desktop.domain.limits import FILE_BYTES
from slo_desktop.domain.safety.errors import BackupFault, BackupRefusedError
from slo_desktop.domain.safety.parts import DATABASE, Part, check_parts, is_safe

SHA = hashlib.sha256(b"a").hexdigest()
SCHOOL = Part(DATABASE, 1, SHA)

HOSTILE = [
    "",
    "/etc/passwd",
    "//server/share",
    "../up",
    "editions/../../up",
    "a/./b",
    "a//b",
    "a/",
    "C:/Windows",
    "C:up",
    "file:stream",
    "a\\b",
    "con",
    "editions/CON.pdf",
    "editions/aux",
    "editions/nul.tar.gz",
    "editions/com1",
    "editions/LPT9.txt",
    "editions/com¹.txt",
    "editions/dot.",
    "editions/space ",
    "editions/ space",
    "editions/tab\t",
    "editions/nul\0",
    "editions/question?",
    "editions/star*",
    'editions/quote"',
    "editions/<angle>",
    "editions/pipe|",
    "editions/w\u0302",
    "editions/" + "x" * 300,
]


@pytest.mark.parametrize("path", HOSTILE)
def test_s12_a_name_that_could_lead_elsewhere_is_never_safe(path: str) -> None:
    assert not is_safe(path)


@pytest.mark.parametrize(
    "path",
    ["a", "editions/adroddiad 2026.pdf", "editions/ŵy/Tŷ.pdf", "common", "console.txt"],
)
def test_a_plain_name_is_safe(path: str) -> None:
    assert is_safe(path)


def refused(*parts: Part) -> BackupRefusedError:
    with pytest.raises(BackupRefusedError) as caught:
        check_parts(parts)
    return caught.value


@pytest.mark.parametrize("path", [*HOSTILE, "objects/zz/x", "state.json", "key.age"])
def test_s12_a_part_under_any_other_name_than_ours_is_refused(path: str) -> None:
    error = refused(SCHOOL, Part(path, 1, SHA))
    assert (error.fault, error.part) == (BackupFault.UNEXPECTED_ENTRY, path)


def test_s12_an_object_lies_where_its_hash_says() -> None:
    check_parts([SCHOOL, Part.of_object(SHA, 1)])
    other = hashlib.sha256(b"b").hexdigest()
    wrong = Part(Part.of_object(SHA, 1).path, 1, other)
    assert refused(SCHOOL, wrong).fault is BackupFault.UNEXPECTED_ENTRY


def test_s12_two_parts_that_one_system_would_mix_up_are_refused() -> None:
    parts = [Part("editions/Tŷ.pdf", 1, SHA), Part("editions/TŶ.PDF", 1, SHA)]
    assert refused(SCHOOL, *parts).fault is BackupFault.UNEXPECTED_ENTRY


def test_s12_a_part_beyond_its_limit_is_refused_with_the_limit() -> None:
    error = refused(SCHOOL, Part.of_object(SHA, FILE_BYTES + 1))
    assert (error.fault, error.facts["limit"]) == (BackupFault.TOO_LARGE, FILE_BYTES)
    check_parts([SCHOOL, Part.of_object(SHA, FILE_BYTES)])


def test_d6_a_backup_without_the_data_file_is_none() -> None:
    error = refused(Part.of_object(SHA, 1))
    assert (error.fault, error.part) == (BackupFault.MISSING_PART, DATABASE)
