"""A page of another program on this computer tries everything a browser lets it."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import Browser

from tests.faults.attacking import Serving, kept_files
from tests.faults.proof import Proof

PROGRAM = {
    "/evidence/capture": {"note": "evil"},
    "/safety/backup": {},
    "/safety/key": {"passphrase": "evil evil evil evil evil", "again": "evil"},
    "/safety/places/device": {"path": "/tmp"},  # noqa: S108  never to be written to
    "/safety/restore": {"file": "evil.slobackup"},
    "/safety/restore/undo": {},
    "/safety/restore/kept/evil.slobackup?job=1": {"another": "yes"},
    "/privacy/erase": {"of": "person:1", "grounds": "request", "sure": "yes"},
    "/history/undo": {"step": "1"},
    "/second-start": {},
}
RECOVERY = {
    "/recovery/start": {"way": "journal"},
    "/recovery/file": {"file": "evil.slobackup", "passphrase": "evil"},
    "/recovery/open": {"language": "en"},
    "/recovery/readable": {},
    "/recovery/move": {},
    "/recovery/stay": {},
    "/recovery/folder": {},
    "/recovery/stop/1": {},
}
EVIL = """<!doctype html><meta charset=utf-8><title>Evil</title>
<iframe name=frame src="{here}{page}"></iframe>
<script>
window.got = [];
const here = "{here}", acts = {acts};
const told = (name) => (what) => window.got.push(`${{name}}: ${{what}}`);
const read = (name, url, how) => fetch(url, how).then((answer) => answer.text())
  .then((text) => told(name)(/Ysgol|Adfer/.test(text) ? "READ" : "empty"))
  .catch(told(name));
const load = (tag, url) => new Promise((over) => {{
  const made = document.createElement(tag);
  made.onload = () => over(told(tag)("LOADED"));
  made.onerror = () => over(told(tag)("refused"));
  made.src = url;
  document.body.append(made);
}});
const socket = () => new Promise((over) => {{
  const made = new WebSocket((here + "{page}").replace("http", "ws"));
  made.onopen = () => over(told("socket")("OPEN"));
  made.onerror = () => over(told("socket")("refused"));
}});
const submit = (path, fields, kind, number) => {{
  const frame = document.createElement("iframe");
  frame.name = `frame-${{number}}-${{kind.length}}`;
  const form = document.createElement("form");
  Object.assign(form, {{ method: "post", action: here + path, enctype: kind }});
  form.target = frame.name;
  for (const [name, value] of Object.entries(fields)) {{
    const field = document.createElement("input");
    Object.assign(field, {{ name, value }});
    form.append(field);
  }}
  document.body.append(frame, form);
  return new Promise((over) => {{
    frame.onload = over;
    setTimeout(over, 3000);
    form.submit();
  }});
}};
const body = (fields, kind) => {{
  const made = kind ? new FormData() : new URLSearchParams();
  for (const [name, value] of Object.entries(fields)) {{
    if (kind && name === "file") made.append(name, new File(["PK"], value));
    else made.append(name, value);
  }}
  return made;
}};
const all = {{ credentials: "include" }};
window.done = (async () => {{
  await read("get", here + "{page}", all);
  await read("no-cors", here + "{page}", {{ ...all, mode: "no-cors" }});
  await read("put", here + "/drafts/evil", {{ ...all, method: "PUT", body: "{{}}" }});
  await load("img", here + "/files/1/thumbnail");
  await load("script", here + "/static/any/js/app.js");
  await socket();
  for (const [number, [path, fields]] of Object.entries(acts).entries()) {{
    for (const kind of [false, true]) {{
      const how = {{ ...all, method: "POST", mode: "no-cors" }};
      await read(path, here + path, {{ ...how, body: body(fields, kind) }});
      navigator.sendBeacon(here + path, body(fields, kind));
    }}
    await Promise.all([
      submit(path, fields, "application/x-www-form-urlencoded", number),
      submit(path, fields, "multipart/form-data", number),
    ]);
  }}
  return window.got;
}})();
</script>"""
LOOKS = 6


@contextmanager
def evil_site(words: str) -> Iterator[str]:
    """A page on another port of this computer, to which our cookie goes along."""

    class Evil(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(words.encode())

        def log_message(self, *words: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Evil) as site:
        thread = threading.Thread(target=site.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{site.server_port}/"
        site.shutdown()
        thread.join()


@pytest.mark.parametrize(
    ("name", "page", "acts"),
    [("served", "/school", PROGRAM), ("recovering", "/recovery", RECOVERY)],
    ids=["program", "recovery"],
)
def test_s3_a_page_on_another_port_reads_nothing_and_changes_nothing(
    request: pytest.FixtureRequest,
    browser: Browser,
    proof: Proof,
    name: str,
    page: str,
    acts: dict[str, dict[str, str]],
) -> None:
    served: Serving = request.getfixturevalue(name)
    before = kept_files(served.data)
    context = browser.new_context()
    cookie, _is, value = served.inside.cookie.partition("=")
    context.add_cookies([{"name": cookie, "value": value, "url": served.inside.here}])
    window = context.new_page()
    words = EVIL.format(here=served.inside.here, page=page, acts=json.dumps(acts))
    with evil_site(words) as site:
        window.goto(site)
        got: list[str] = window.evaluate("window.done")
        window.wait_for_timeout(300)
        for frame in window.frames[1:]:
            assert "Ysgol" not in frame.content()
            assert "Adfer" not in frame.content()
    context.close()
    assert len(got) == LOOKS + 2 * len(acts)
    assert not [line for line in got if line.endswith(("READ", "LOADED", "OPEN"))]
    assert kept_files(served.data) == before
    assert not (served.data / "drafts/evil.json").exists()
    assert served.inside.get(page).status == 200
    proof.count("requests", LOOKS + 6 * len(acts))
