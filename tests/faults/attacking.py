"""Speak to the really running program as anybody on this computer could."""

from __future__ import annotations

import hashlib
import http.client
import json
import re
import socket
import subprocess
import sys
import urllib.parse
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[2]
PATIENCE_SECONDS = 30
FORM = "application/x-www-form-urlencoded"
CSRF = re.compile(r'name="?csrf_token"?[^>]*value="?([^">\s]+)')

EXCEPTED = {
    "state.json": "the page that was last open, so that the next start shows it",
    "logs": "that something was asked for, with ids and codes only",
    "checked.json": "the look at everything that goes on by itself in the background",
    "backups": "what the program backs up by the clock, whoever asks for what",
    "lock": "the system's own",
    "instance.json": "how a second start finds the first",
}
"""What reading may change in the folder, and why; the cache lies elsewhere. A draft
is written by its own request, and never by reading, so drafts are not excepted."""

Files = Sequence[tuple[str, str, bytes]]
"""Field, file name and bytes of everything a form sends along."""


@dataclass(frozen=True)
class Answer:
    """What the server said."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8", "replace")


def raw(port: int, sent: bytes) -> Answer:
    """Send these very bytes, and read until the server has no more to say."""
    with socket.create_connection(("127.0.0.1", port), PATIENCE_SECONDS) as wire:
        wire.sendall(sent)
        answer = http.client.HTTPResponse(wire)
        answer.begin()
        headers = {name.lower(): value for name, value in answer.getheaders()}
        return Answer(answer.status, headers, answer.read())


def multipart(fields: Mapping[str, str], files: Files) -> tuple[bytes, str]:
    """The body of a form with files, and its content type."""
    edge = uuid.uuid4().hex
    parts = [
        f'--{edge}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in fields.items()
    ]
    body = "".join(parts).encode()
    for name, file, content in files:
        head = f'Content-Disposition: form-data; name="{name}"; filename="{file}"'
        body += f"--{edge}\r\n{head}\r\n\r\n".encode() + content + b"\r\n"
    return body + f"--{edge}--\r\n".encode(), f"multipart/form-data; boundary={edge}"


@dataclass
class Inside:
    """A window that was let in: it has the cookie and knows the form's token."""

    port: int
    cookie: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    token: str = ""
    page_with_form: str = "/evidence/new"

    @property
    def here(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def ask(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """Ask exactly as our own pages do, unless headers say otherwise."""
        wire = http.client.HTTPConnection("127.0.0.1", self.port, PATIENCE_SECONDS)
        sent = {"Origin": self.here, "Cookie": self.cookie} | self.headers
        wire.request(method, path, body, sent | dict(headers or {}))
        answer = wire.getresponse()
        got = {name.lower(): value for name, value in answer.getheaders()}
        content = answer.read()
        wire.close()
        if "set-cookie" in got:
            self.cookie = got["set-cookie"].partition(";")[0]
        return Answer(answer.status, got, content)

    def get(self, path: str) -> Answer:
        return self.ask("GET", path)

    def post(
        self,
        path: str,
        fields: Mapping[str, object] | Sequence[tuple[str, object]] = (),
        *,
        files: Files = (),
        accept: str = "text/html",
    ) -> Answer:
        """Send a form with its token."""
        pairs = list(fields.items() if isinstance(fields, Mapping) else fields)
        pairs.append(("csrf_token", self.csrf()))
        if files:
            body, kind = multipart({k: str(v) for k, v in pairs}, files)
        else:
            body, kind = urllib.parse.urlencode(pairs).encode(), FORM
        return self.ask("POST", path, body, {"Content-Type": kind, "Accept": accept})

    def csrf(self) -> str:
        if not self.token:
            found = CSRF.search(self.get(self.page_with_form).text)
            assert found
            self.token = found[1]
        return self.token


def kept_files(folder: Path) -> dict[str, str]:
    """Hash of every file of a school, besides those that reading may change."""
    found = {path.relative_to(folder): path for path in sorted(folder.rglob("*"))}
    return {
        name.as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for name, path in found.items()
        if name.parts[0] not in EXCEPTED and path.is_file()
    }


class Serving:
    """`serve`, started as a person starts it, and everything it says."""

    def __init__(self, data: Path, environment: Mapping[str, str]) -> None:
        self.data = data
        self.said, self.complained = data.parent / "stdout", data.parent / "stderr"
        command = [sys.executable, "-m", "slo_desktop", "--data", str(data), "serve"]
        with self.complained.open("wb") as stderr:
            self.process = subprocess.Popen(
                command,
                env=dict(environment),
                cwd=ROOT,
                stdout=subprocess.PIPE,
                stderr=stderr,
            )
        assert self.process.stdout is not None
        first = self.process.stdout.readline()
        self.said.write_bytes(first)
        self.entry = str(json.loads(first)["url"])
        self.port = int(urllib.parse.urlsplit(self.entry).port or 0)
        self.inside = Inside(self.port)
        answer = self.inside.get(urllib.parse.urlsplit(self.entry).path)
        assert answer.status == 302

    def stop(self) -> int:
        """Ask it to end, and keep the rest of what it said."""
        self.process.terminate()
        rest = self.process.communicate(timeout=PATIENCE_SECONDS)[0]
        with self.said.open("ab") as said:
            said.write(rest or b"")
        return self.process.returncode
