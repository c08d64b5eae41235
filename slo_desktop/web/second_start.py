"""A second start of the program asks the first one to come forward."""

from __future__ import annotations

import secrets
from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import abort, jsonify, request

from slo_desktop.web.extensions import csrf
from slo_desktop.web.folder import folder
from slo_desktop.web.guards import guard
from slo_desktop.web.shell import NONCE_HEADER

if TYPE_CHECKING:
    from flask import Flask, Response


def init_app(app: Flask) -> None:
    """Answer the one call that needs no cookie; its nonce is good for nothing else."""
    app.add_url_rule("/second-start", "second_start", _answer, methods=["POST"])
    csrf.exempt(_answer)


def _answer() -> Response:
    sent = request.headers.get(NONCE_HEADER, "")
    if not secrets.compare_digest(sent.encode(), guard().nonce.encode()):
        abort(HTTPStatus.UNAUTHORIZED)
    shell = folder().shell
    if shell is not None:
        shell.come_forward()
        return jsonify(shown=True, entry=None)
    return jsonify(shown=False, entry=guard().new_entry())
