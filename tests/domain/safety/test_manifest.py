from __future__ import annotations

import datetime as dt
import hashlib
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slo_desktop.domain.bilingual import Bilingual
from slo_desktop.domain.safety.backups import FORMAT, Manifest, Reason
from slo_desktop.domain.safety.errors import BackupFault, BackupRefusedError
from slo_desktop.domain.safety.parts import DATABASE, MOST_PARTS, Part

SHA = hashlib.sha256(b"a").hexdigest()
WHEN = st.datetimes(
    dt.datetime(1990, 1, 1),  # noqa: DTZ001  Hypothesis adds the zone
    dt.datetime(2100, 1, 1),  # noqa: DTZ001  the same
    timezones=st.just(dt.UTC),
)
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
NUMBER = st.integers(0, 1 << 40)
MANIFESTS = st.builds(
    Manifest,
    program=TEXT,
    schema=NUMBER,
    made_at=WHEN,
    reason=st.sampled_from(Reason),
    number=NUMBER,
    installation=TEXT,
    school=st.builds(Bilingual.of, cy=TEXT, en=TEXT),
    seq=NUMBER,
    chain=TEXT,
    newest_change_at=st.none() | WHEN,
    counts=st.dictionaries(TEXT, NUMBER, max_size=5),
    database=st.builds(Part, st.just(DATABASE), st.integers(0, 1 << 30), st.just(SHA)),
    objects=st.sets(st.binary(max_size=4), max_size=5).map(
        lambda all_: tuple(
            Part.of_object(hashlib.sha256(one).hexdigest(), len(one))
            for one in sorted(all_)
        )
    ),
    extra=st.just((Part("editions/a.pdf", 3, SHA),)) | st.just(()),
    missing=st.lists(st.just(SHA), max_size=2).map(tuple),
    inside=st.booleans(),
)


@given(MANIFESTS)
def test_what_a_backup_says_of_itself_is_read_as_it_was_written(
    manifest: Manifest,
) -> None:
    assert Manifest.from_json(manifest.to_json()) == manifest


def told(**over: Any) -> str:
    manifest = Manifest(
        program="0.2",
        schema=1,
        made_at=dt.datetime(2026, 11, 22, tzinfo=dt.UTC),
        reason=Reason.ASKED,
        database=Part(DATABASE, 1, SHA),
    )
    return json.dumps(json.loads(manifest.to_json()) | over)


def fault_of(text: str | bytes) -> BackupFault:
    with pytest.raises(BackupRefusedError) as caught:
        Manifest.from_json(text)
    return caught.value.fault


def test_d7_a_newer_form_is_told_apart_before_anything_else_is_read() -> None:
    with pytest.raises(BackupRefusedError) as caught:
        Manifest.from_json(json.dumps({"format": FORMAT + 1, "all": "different"}))
    assert caught.value.fault is BackupFault.NEWER_FORMAT
    assert caught.value.facts == {"found": FORMAT + 1, "known": FORMAT}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "null",
        "[]",
        "{}",
        b"\xff\xfe",
        "[" * 100_000,
        told(format="1"),
        told(format=True),
        told(format=-1),
        told(schema=None),
        told(schema=1.5),
        told(made_at="yesterday"),
        told(made_at="2026-11-22T18:00:00"),
        told(made_at="0001-01-01T00:00:00+23:00"),
        told(reason="boredom"),
        told(counts=[]),
        told(counts={"evidence": -1}),
        told(school="Ysgol"),
        told(objects="elsewhere"),
        told(missing=[3]),
        told(parts={}),
        told(parts=[{"path": DATABASE, "size": "1", "sha256": SHA}]),
        told(parts=[{"path": DATABASE, "size": -1, "sha256": SHA}]),
        told(parts=[{"path": DATABASE, "size": True, "sha256": SHA}]),
        told(parts=[{"path": DATABASE, "size": 1, "sha256": "ABC"}]),
        told(parts=[{"path": None, "size": 1, "sha256": SHA}]),
        told(parts=[{"path": "editions/\ud800", "size": 1, "sha256": SHA}]),
    ],
)
def test_d6_a_manifest_that_makes_no_sense_is_damage(text: str | bytes) -> None:
    assert fault_of(text) is BackupFault.DAMAGED


def test_s12_more_parts_than_any_school_has_are_refused_with_the_limit() -> None:
    part = {"path": DATABASE, "size": 1, "sha256": SHA}
    with pytest.raises(BackupRefusedError) as caught:
        Manifest.from_json(told(parts=[part] * (MOST_PARTS + 1)))
    assert caught.value.fault is BackupFault.TOO_LARGE
    assert caught.value.facts["limit"] == MOST_PARTS


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
        max_leaves=8,
    ),
    st.sampled_from(sorted(json.loads(told()))),
)
def test_s12_whatever_stands_in_a_manifest_is_read_or_refused(
    value: object, name: str
) -> None:
    try:
        Manifest.from_json(told(**{name: value}))
    except BackupRefusedError as error:
        assert error.fault in BackupFault  # noqa: PT017  either way is right
