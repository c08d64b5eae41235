from __future__ import annotations

import datetime as dt
import hashlib
import json
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from slo_desktop.domain.bilingual import Bilingual
from slo_desktop.domain.safety.backups import Reason
from slo_desktop.domain.safety.parts import DATABASE, MANIFEST, README, Part
from slo_desktop.storage.backup.container import opened
from slo_desktop.storage.backup.making import make
from slo_desktop.storage.backup.naming import name_of, slug
from slo_desktop.storage.backup.reusing import make_unless_same
from slo_desktop.storage.journal import Journal
from slo_desktop.storage.preferences import PreferenceStore
from tests.schools import NOW, SchoolFolder, pdf, rows


def test_a_portable_backup_holds_everything_and_says_so(
    school: SchoolFolder, tmp_path: Path
) -> None:
    PreferenceStore(school.folder).update(installation="here")
    target = tmp_path / "usb" / "copy.slobackup"
    kept = school.portable(target)
    manifest = kept.manifest
    assert kept.path == target
    assert (manifest.seq, manifest.chain) == Journal(school.folder).head()
    assert manifest.counts["evidence"] == 1
    assert manifest.counts["attachment"] == len(manifest.objects) == 2
    assert manifest.newest_change_at == NOW
    assert manifest.school == Bilingual.of(cy="Ysgol y Bryn", en="Hill School")
    assert manifest.installation == "here"
    assert [path.name for path in target.parent.iterdir()] == ["copy.slobackup"]


def test_any_zip_program_opens_a_backup_and_the_manifest_comes_first(
    school: SchoolFolder, tmp_path: Path
) -> None:
    kept = school.portable(tmp_path / "a.slobackup")
    with zipfile.ZipFile(kept.path) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        assert names[:3] == [MANIFEST, README, DATABASE]
        listed = {part["path"] for part in json.loads(archive.read(MANIFEST))["parts"]}
        assert listed == set(names) - {MANIFEST, README}
        for name in names[3:]:
            whole = name.removeprefix("objects/").replace("/", "")
            assert hashlib.sha256(archive.read(name)).hexdigest() == whole


def test_what_comes_out_is_what_went_in(school: SchoolFolder, tmp_path: Path) -> None:
    kept = school.portable(tmp_path / "a.slobackup")
    with opened(kept.path) as container:
        container.verify()
        container.extract(container.manifest.database, tmp_path / "out.sqlite")
        for part in container.manifest.objects:
            out = tmp_path / "out" / part.path
            container.extract(part, out)
            assert out.read_bytes() == school.object(part.sha256).read_bytes()
    assert rows(tmp_path / "out.sqlite") == rows(school.database)


@settings(
    max_examples=10,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    contents=st.lists(st.binary(min_size=1, max_size=4000), max_size=3),
    note=st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=200),
    inside=st.booleans(),
)
def test_whatever_is_in_a_school_comes_back_as_it_was(
    school: SchoolFolder, *, contents: list[bytes], note: str, inside: bool
) -> None:
    hashes = school.write(*(pdf("x") + content for content in contents), note=note)
    target = school.folder.parent / "a.slobackup" if inside else None
    kept = make(
        school.folder,
        school.database,
        reason=Reason.ASKED,
        now=NOW,
        target=target,
        inside=inside,
    )
    out = school.folder.parent / "out.sqlite"
    out.unlink(missing_ok=True)
    with opened(kept.path) as container:
        container.verify()
        container.extract(container.manifest.database, out)
        found = {part.sha256: part for part in container.manifest.objects}
        assert set(hashes) <= set(found)
        for sha256, part in found.items():
            content = b"".join(container.chunks(part))
            assert content == school.object(sha256).read_bytes()
    assert rows(out) == rows(school.database)


def test_automatic_backups_keep_a_real_second_copy_of_each_file_once(
    school: SchoolFolder,
) -> None:
    first = school.backed_up()
    (new,) = school.write(pdf("arall"))
    second = school.backed_up()
    assert [first.manifest.number, second.manifest.number] == [1, 2]
    assert not second.manifest.inside
    copies = [path for path in school.backups.glob("objects/*/*") if path.is_file()]
    assert len(copies) == len(second.manifest.objects) == 3
    live, copy = school.object(new), school.backups / Part.of_object(new, 0).path
    assert copy.read_bytes() == live.read_bytes()
    assert copy.stat().st_ino != live.stat().st_ino
    assert copy.stat().st_nlink == 1
    school.spoil(new)
    with opened(second.path) as container:
        container.verify()


def test_issued_reports_are_part_of_a_backup(school: SchoolFolder) -> None:
    place = school.folder / "editions" / "2026" / "adroddiad.pdf"
    place.parent.mkdir(parents=True)
    place.write_bytes(b"%PDF issued")
    (place.parent / "aux").write_bytes(b"not a name that every system takes")
    kept = school.backed_up()
    (part,) = kept.manifest.extra
    assert part.path == "editions/2026/adroddiad.pdf"
    with opened(kept.path) as container:
        assert b"".join(container.chunks(part)) == b"%PDF issued"


def test_a_text_that_packs_like_a_bomb_is_stored_as_it_is(
    school: SchoolFolder,
) -> None:
    for _ in range(40):
        school.write(note="a" * 90_000)
    kept = school.backed_up()
    with opened(kept.path) as container:
        container.verify()


def test_nothing_new_makes_no_new_backup(school: SchoolFolder) -> None:
    def again() -> Path:
        return make_unless_same(
            school.folder, school.database, reason=Reason.CLOSING, now=NOW
        ).path

    first = again()
    assert again() == first
    (sha256,) = school.write(pdf("newydd"))
    second = again()
    assert second != first
    (school.backups / Part.of_object(sha256, 0).path).unlink()
    third = again()
    assert third not in {first, second}
    content = bytearray(third.read_bytes())
    content[100] ^= 1
    third.write_bytes(content)
    assert again() == second
    (school.folder / "editions").mkdir()
    (school.folder / "editions" / "a.pdf").write_bytes(b"new")
    assert again() not in {first, second, third}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (Bilingual.of(cy="Ysgol Gynradd Tŷ’r Ŵyl"), "ysgol-gynradd-tyr-wyl"),
        (Bilingual.of(en="St. David’s"), "st-davids"),
        (Bilingual.of(cy="学校"), "school"),
        (Bilingual(), "school"),
        (Bilingual.of(cy="../../CON"), "con"),
        (Bilingual.of(cy="a" * 100), "a" * 40),
    ],
)
def test_p1_a_school_of_any_name_gets_a_file_name_that_every_system_takes(
    name: Bilingual, expected: str
) -> None:
    assert slug(name) == expected


def test_a_backup_is_called_by_school_time_and_number(school: SchoolFolder) -> None:
    at = dt.datetime(2026, 7, 1, 9, 5, 7, tzinfo=dt.timezone(dt.timedelta(hours=1)))
    kept = school.backed_up(at)
    assert kept.path.name == "ysgol-y-bryn-20260701T080507Z-1.slobackup"
    assert name_of(kept.manifest) == kept.path.name
