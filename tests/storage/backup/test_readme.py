from __future__ import annotations

import dataclasses
import datetime as dt
import zipfile

from slo_desktop.domain.bilingual import Bilingual
from slo_desktop.domain.safety.parts import README
from slo_desktop.storage.backup import readme
from slo_desktop.storage.backup.readme import plain_readme, sealed_readme
from tests.schools import SchoolFolder

WORDS = [
    value
    for name, value in vars(readme).items()
    if name.isupper() and isinstance(value, str) and "\n" not in value
]


def test_both_languages_tell_how_to_open_it_by_hand(school: SchoolFolder) -> None:
    kept = school.backed_up()
    with zipfile.ZipFile(kept.path) as archive:
        text = archive.read(README).decode()
    welsh, english = text.split("-" * 72)
    assert "Ysgol y Bryn" in welsh
    assert "22 Tachwedd 2026, 18:00" in welsh
    assert "Hill School" in english
    assert "22 November 2026, 18:00" in english
    for side in (welsh, english):
        for named in (
            "manifest.json",
            "school.sqlite",
            ".slobackup",
            ".zip",
            "SHA-256",
        ):
            assert named in side
    assert not [one for one in WORDS if one in welsh]
    assert text.count("\n") == text.count("\r\n")


def test_objects_are_said_to_lie_where_they_lie(school: SchoolFolder) -> None:
    beside = school.backed_up()
    assert readme.OBJECTS_BESIDE in plain_readme(beside.manifest)
    inside = dataclasses.replace(beside.manifest, inside=True)
    assert readme.OBJECTS_PART in plain_readme(inside)
    none = dataclasses.replace(inside, objects=())
    assert readme.OBJECTS_PART not in plain_readme(none)


def test_a_sealed_backup_names_no_school_and_tells_the_commands() -> None:
    text = sealed_readme(dt.datetime(2026, 11, 22, tzinfo=dt.UTC), "0.2")
    assert text.count("age --decrypt --output key.txt key.age") == 2
    assert text.count("backup.zip.age") == 4
    assert readme.LOST in text


def test_a_school_with_signs_of_formats_in_its_name_is_written_as_it_is(
    school: SchoolFolder,
) -> None:
    kept = school.backed_up()
    odd = dataclasses.replace(kept.manifest, school=Bilingual.of(cy="100% %(day)s"))
    assert "100% %(day)s" in plain_readme(odd)
