"""Somebody with a browser, as far as the server can tell: a cookie, and forms."""

from __future__ import annotations

import http.client
import re
from dataclasses import dataclass
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urlsplit

PATIENCE_SECONDS = 60
TOKEN = re.compile(r'name="csrf-token" content="([^"]+)"')


@dataclass(frozen=True)
class Answer:
    """What the server said."""

    status: int
    text: str
    leads_to: str = ""


class Visitor:
    """One browser at one server; whether it is let in depends on its cookie."""

    def __init__(self, address: str) -> None:
        self.where = urlsplit(address).netloc
        self.cookie = ""

    def ask(
        self,
        path: str,
        fields: dict[str, str] | None = None,
        *,
        host: str = "",
        cookie: str | None = None,
    ) -> Answer:
        """Ask for a page, or send a form; redirects are not followed.

        Args:
            path: the address on this server.
            fields: of the form to send; without them a page is asked for.
            host: a name of the server other than its own.
            cookie: another one than ours.
        """
        headers = {"Host": host or self.where, "Cookie": self._sent(cookie)}
        body = None
        if fields is not None:
            body = urlencode(fields)
            headers |= {
                "Content-Type": "application/x-www-form-urlencoded",
                "Origin": f"http://{self.where}",
            }
        connection = http.client.HTTPConnection(self.where, timeout=PATIENCE_SECONDS)
        connection.request("POST" if body else "GET", path, body, headers)
        response = connection.getresponse()
        text = response.read().decode("utf-8")
        connection.close()
        given = SimpleCookie(response.headers.get("Set-Cookie", ""))
        if given and cookie is None:
            self.cookie = given.output([], header="").strip()
        return Answer(response.status, text, response.headers.get("Location", ""))

    def _sent(self, cookie: str | None) -> str:
        return self.cookie if cookie is None else cookie

    def enter(self, url: str) -> None:
        """Use the way in that `serve` has printed."""
        answer = self.ask(urlsplit(url).path)
        assert answer.status == 302, answer

    def page(self, path: str) -> str:
        """A page that has to be there, or one that it leads to at once."""
        answer = self.ask(path)
        if answer.leads_to:
            answer = self.ask(answer.leads_to)
        assert answer.status == 200, (path, answer.status)
        return answer.text

    def send(self, path: str, **fields: str) -> Answer:
        """Send a form with the mark that our own pages give to theirs."""
        token = TOKEN.search(self.page("/"))
        assert token
        answer = self.ask(path, {"csrf_token": token[1], **fields})
        assert answer.status == 303, (path, answer.status)
        return answer
