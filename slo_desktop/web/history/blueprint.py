"""The one blueprint to which every module of the history adds its routes."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("history", __name__, url_prefix="/history")
