"""The one blueprint of the recovery pages."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("recovery", __name__, url_prefix="/recovery")
