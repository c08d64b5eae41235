from __future__ import annotations

import subprocess
import sys

import pytest

from slo_desktop.desktop import webkit

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="other systems bring their own"
)

LOADS = """
import sys
from pathlib import Path
from slo_desktop.desktop import webkit

webkit.load()
assert "gi" not in sys.modules
print(webkit.LIBRARY in Path("/proc/self/maps").read_text())
"""


@pytest.mark.window
def test_webkit_is_there_before_python_asks_for_it() -> None:
    said = subprocess.run(
        [sys.executable, "-c", LOADS], capture_output=True, check=True, text=True
    )
    assert said.stdout.strip() == "True"


def test_a_computer_without_webkit_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webkit, "LIBRARY", "libwebkit-of-nobody.so.0")
    webkit.load()
    webkit.begin()
