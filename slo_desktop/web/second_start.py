"""A second start of the program asks the first one to come forward.

It may bring a file that the person opened, which is shown here then.
"""

from __future__ import annotations

import secrets
from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import abort, jsonify, request

from slo_desktop.web.extensions import csrf
from slo_desktop.web.folder import folder
from slo_desktop.web.guards import guard
from slo_desktop.web.opened import hand_over
from slo_desktop.web.shell import FILE, NONCE_HEADER

if TYPE_CHECKING:
    from flask import Flask, Response


def init_app(app: Flask) -> None:
    """Answer the one call that needs no cookie; its nonce is good for nothing else."""
    app.add_url_rule("/second-start", "second_start", _answer, methods=["POST"])
    csrf.exempt(_answer)


def _answer() -> Response:
    nonce = request.headers.get(NONCE_HEADER, "")
    if not secrets.compare_digest(nonce.encode(), guard().nonce.encode()):
        abort(HTTPStatus.UNAUTHORIZED)
    sent = request.get_json(silent=True)
    page = hand_over(sent.get(FILE)) if isinstance(sent, dict) else None
    shell = folder().shell
    if shell is not None:
        shell.come_forward()
        if page is not None:
            shell.lead_to(f"{request.host_url.rstrip('/')}{page}")
        return jsonify(shown=True, entry=None)
    return jsonify(shown=False, entry=guard().new_entry())
