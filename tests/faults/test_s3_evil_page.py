"""A page of another program on this computer tries everything a browser lets it."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import Browser

from tests.faults.attacking import Serving

EVIL = """<!doctype html><meta charset=utf-8><title>Evil</title>
<iframe name=frame src="{here}/school"></iframe>
<form id=form method=post target=frame action="{here}/evidence/capture">
<input name=note value=evil></form>
<script>
window.got = [];
const told = (name) => (what) => window.got.push(`${{name}}: ${{what}}`);
const read = (name, url, how) => fetch(url, how).then((answer) => answer.text())
  .then((text) => told(name)(text.includes("Ysgol") ? "READ" : "empty"))
  .catch(told(name));
const form = document.getElementById("form");
const load = (tag, url) => new Promise((over) => {{
  const made = document.createElement(tag);
  made.onload = () => over(told(tag)("LOADED"));
  made.onerror = () => over(told(tag)("refused"));
  made.src = url;
  document.body.append(made);
}});
const socket = () => new Promise((over) => {{
  const made = new WebSocket("{here}/school".replace("http", "ws"));
  made.onopen = () => over(told("socket")("OPEN"));
  made.onerror = () => over(told("socket")("refused"));
}});
const body = new URLSearchParams({{ note: "evil" }});
const all = {{ credentials: "include" }};
window.done = (async () => {{
  form.submit();
  await read("get", "{here}/school", all);
  await read("no-cors", "{here}/school", {{ ...all, mode: "no-cors" }});
  await read("post", "{here}/evidence/capture",
    {{ ...all, method: "POST", mode: "no-cors", body }});
  await read("put", "{here}/drafts/evil", {{ ...all, method: "PUT", body: "{{}}" }});
  await load("img", "{here}/files/1/thumbnail");
  await load("script", "{here}/static/js/app.js");
  await socket();
  navigator.sendBeacon("{here}/evidence/capture", body);
  return window.got;
}})();
</script>"""


@pytest.fixture
def evil_site(served: Serving) -> Iterator[str]:
    """A page on another port of this computer, to which our cookie goes along."""

    class Evil(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(EVIL.format(here=served.inside.here).encode())

        def log_message(self, *words: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Evil) as site:
        thread = threading.Thread(target=site.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{site.server_port}/"
        site.shutdown()
        thread.join()


def test_s3_a_page_on_another_port_reads_nothing_and_changes_nothing(
    served: Serving, evil_site: str, browser: Browser
) -> None:
    before = hashlib.sha256((served.data / "school.sqlite").read_bytes()).digest()
    context = browser.new_context()
    name, _is, value = served.inside.cookie.partition("=")
    context.add_cookies([{"name": name, "value": value, "url": served.inside.here}])
    page = context.new_page()
    page.goto(evil_site)
    got: list[str] = page.evaluate("window.done")
    page.wait_for_timeout(300)
    framed = [frame for frame in page.frames if frame.name == "frame"]
    assert "Ysgol" not in framed[0].content()
    context.close()
    assert len(got) == 7
    assert not [line for line in got if line.endswith(("READ", "LOADED", "OPEN"))]
    after = hashlib.sha256((served.data / "school.sqlite").read_bytes()).digest()
    assert after == before
    assert not (served.data / "drafts/evil.json").exists()
