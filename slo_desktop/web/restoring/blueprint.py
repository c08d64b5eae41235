"""The one blueprint to which every module of these pages adds its routes."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("restoring", __name__, url_prefix="/safety/restore")
