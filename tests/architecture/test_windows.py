"""What the program for Windows is made from, as far as it can be told anywhere."""

from __future__ import annotations

import hashlib
import re
import ssl
from xml.etree import ElementTree as ET

import pytest

from package import bundling
from package.windows import nsis
from package.windows.lock import for_windows
from package.windows.python import ROOTS, VERSION
from places import LOCKS


def locked() -> dict[str, str]:
    texts = [(LOCKS / name).read_text("utf-8") for name in ("app.txt", "package.txt")]
    return for_windows(*texts)


def test_windows_gets_what_is_for_windows_and_no_other_systems_packages() -> None:
    found = locked()
    assert {"pythonnet", "gstreamer-libs", "pefile", "proxy-tools"} <= found.keys()
    assert found.keys() & {"pygobject", "pycairo", "pyobjc-core", "macholib"} == set()


def test_s23_what_windows_gets_is_as_locked_and_pip_asks_nothing_more() -> None:
    assert locked()["pywebview"].startswith("pywebview==6")
    for entry in locked().values():
        assert "--hash=sha256:" in entry
        assert ";" not in entry.partition(" \\\n")[0]


def test_the_lock_carries_the_python_that_is_told_of() -> None:
    lock = (LOCKS / "windows.in").read_text("utf-8")
    assert f"Python {VERSION}," in lock


def test_the_roots_of_pythons_signatures_are_those_that_they_are_said_to_be() -> None:
    text = ROOTS.read_text("ascii")
    said = re.findall(r"^SHA-256 ([0-9a-f]{64})$", text, re.MULTILINE)
    block = r"-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----"
    found = [
        hashlib.sha256(ssl.PEM_cert_to_DER_cert(each)).hexdigest()
        for each in re.findall(block, text, re.DOTALL)
    ]
    assert len(found) == 2
    assert found == said


def test_windows_is_told_to_draw_sharply_and_to_give_no_more_rights() -> None:
    manifest = nsis.HERE / "slo-desktop.manifest"
    told = ET.parse(manifest)  # noqa: S314  our own file
    settings = {each.tag.rpartition("}")[2]: each.text for each in told.iter()}
    assert settings["dpiAwareness"] == "PerMonitorV2, PerMonitor"
    assert settings["longPathAware"] == "true"
    assert settings["activeCodePage"] == "UTF-8"
    (level,) = told.iter("{urn:schemas-microsoft-com:asm.v3}requestedExecutionLevel")
    assert level.attrib == {"level": "asInvoker", "uiAccess": "false"}


def test_a_warning_that_nobody_has_looked_into_stops_the_build() -> None:
    known = '268 WARNING: Hidden import "pysqlite2" not found!'
    ours = "300 WARNING: could not resolve 'a.dll'"
    bundling.check_log(f"12 INFO: fine\n{known}\n{ours}", ["'a.dll'"])
    with pytest.raises(SystemExit, match="something new"):
        bundling.check_log(f"{known}\n400 WARNING: something new", [])
