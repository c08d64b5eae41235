from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from slo_desktop import paths
from tests.faults.attacking import Inside, Serving

ROOTS = (
    "/static/",
    "/static/any/",
    "/static/any/css/",
    "/files/",
    "/drafts/",
    "/import/",
    "/help/",
    "/reports/",
    "/reports/x/pages/",
    "/history/",
    "/elements/",
    "/collisions/",
)
TARGETS = (
    "../../state.json",
    "..%2f..%2fstate.json",
    "%2e%2e/%2e%2e/state.json",
    "%2e%2e%2f%2e%2e%2fstate.json",
    "..%5c..%5cstate.json",
    "..%252f..%252fstate.json",
    "....//....//state.json",
    "%c0%ae%c0%ae/state.json",
    "/etc/passwd",
    "//etc/passwd",
    "%2fetc%2fpasswd",
    "file:///etc/passwd",
    "C:%5cWindows%5cwin.ini",
    "state.json%00.css",
    "%00",
    "..",
    ".",
    "css-evil/x",
    "../css-evil/x",
    "..;/state.json",
    "a" * 4000,
)


@pytest.mark.parametrize("root", ROOTS)
def test_s8_no_path_leads_out_of_its_folder(inside: Inside, root: str) -> None:
    for target in TARGETS:
        answer = inside.get(root + target)
        assert answer.status in {301, 302, 308, 400, 404}, (root, target)
        assert "installation" not in answer.text
        assert "root:" not in answer.text


def test_s8_a_draft_or_an_upload_is_never_written_elsewhere(
    served: Serving, inside: Inside
) -> None:
    before = {path for path in served.data.parent.rglob("*") if path.is_file()}
    sent = {"Content-Type": "application/json", "X-CSRFToken": inside.csrf()}
    for target in TARGETS:
        for method, place in (
            ("PUT", target),
            ("POST", f"{target}/give-up"),
            ("POST", f"{target}/files"),
            ("POST", f"evidence-new/files/{target}/remove"),
        ):
            answer = inside.ask(method, f"/drafts/{place}", b"{}", sent)
            assert answer.status in {303, 308, 400, 404, 405}, (method, place)
    for target in ("../../x.csv", "a\\..\\..\\x.csv", "/x.csv", "C:x.csv", "é" * 200):
        files = [("table", "t.csv", b"title_en\nx\n"), ("attachments", target, b"x")]
        answer = inside.post("/import", {"kind": "evidence"}, files=files)
        assert answer.status == 303, target
    after = {path for path in served.data.parent.rglob("*") if path.is_file()}
    assert {path.name for path in after - before} <= {"slo-desktop.log"}


def test_s8_a_link_in_the_store_shows_no_other_file(
    served: Serving, inside: Inside, tmp_path: Path
) -> None:
    secret = tmp_path / "secret"
    secret.write_text("elsewhere")
    kept = next((served.data / "objects").glob("[0-9a-f][0-9a-f]/*"))
    shutil.move(kept, tmp_path / "kept")
    kept.symlink_to(secret)
    try:
        for number in range(1, 40):
            assert "elsewhere" not in inside.get(f"/files/{number}").text, number
    finally:
        kept.unlink()
        shutil.move(tmp_path / "kept", kept)


def test_s8_a_neighbour_with_a_longer_name_is_not_served(inside: Inside) -> None:
    assert (paths.assets() / "frameworks").is_dir()
    for path in ("frameworks/slo-wales.json", "sample/plan.csv", "css../sample/a"):
        assert inside.get(f"/static/any/{path}").status == 404, path
