"""The one blueprint to which every module of the Safety page adds its routes."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("safety", __name__, url_prefix="/safety")
