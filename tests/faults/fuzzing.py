"""Wrong files by the hundred, made by chance from right ones."""

from __future__ import annotations

import copy
import json
import os
import time
import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

LONG = bool(os.environ.get("SLO_LONG"))
SECONDS, BYTES = 10, 64 << 20
DEEP = "[" * 200_000 + "]" * 200_000

odd = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.just(1 << 70)
    | st.floats()
    | st.text(max_size=20)
    | st.sampled_from(["\ud800", "../../x", "a\nb", "\0", "0001-01-01T00:00:00+00:00"]),
    lambda inside: (
        st.lists(inside, max_size=3)
        | st.dictionaries(st.text(max_size=5), inside, max_size=3)
    ),
    max_leaves=5,
)
"""Whatever JSON can say."""


def bounded(examples: int) -> settings:
    """The same few examples in every run; many others where the run is a long one."""
    return settings(
        max_examples=examples * (8 if LONG else 1),
        derandomize=not LONG,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )


@contextmanager
def limited() -> Iterator[None]:
    """Neither a long time nor much memory may go by inside."""
    began = time.monotonic()
    tracemalloc.start()
    try:
        yield
        _now, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < BYTES
    assert time.monotonic() - began < SECONDS


@st.composite
def spoilt(draw: st.DrawFn, right: Any) -> str:
    """A right JSON text in which something was dropped or is something else."""
    value = copy.deepcopy(right)
    for _ in range(draw(st.integers(1, 3))):
        value = _spoil(draw, value)
    return draw(st.sampled_from([json.dumps(value)] * 9 + [DEEP, "", "{", "\ufeff{}"]))


def _spoil(draw: st.DrawFn, value: Any) -> Any:
    if not isinstance(value, dict | list) or not value or draw(st.integers(0, 9)) == 0:
        return draw(odd)
    keys = sorted(value) if isinstance(value, dict) else range(len(value))
    key = draw(st.sampled_from(list(keys)))
    if draw(st.integers(0, 4)) == 0:
        del value[key]
    else:
        value[key] = _spoil(draw, value[key])
    return value


@st.composite
def flipped(draw: st.DrawFn, right: bytes) -> bytes:
    """Right bytes, some of which are others now; perhaps cut short or grown."""
    content = bytearray(right)
    for _ in range(draw(st.integers(1, 4))):
        content[draw(st.integers(0, len(content) - 1))] = draw(st.integers(0, 255))
    end = draw(st.sampled_from([len(content)] * 3 + [None]))
    cut = draw(st.integers(0, len(content))) if end is None else end
    return bytes(content[:cut]) + draw(st.sampled_from([b"", b"", b"\0", b"more"]))
