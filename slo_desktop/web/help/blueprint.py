"""The part of the program that explains it, and says what it is made of."""

from __future__ import annotations

from flask import Blueprint

from slo_desktop.web.help import topics
from slo_desktop.web.language import current_language

bp = Blueprint("help", __name__, url_prefix="/help")


def titles() -> dict[str, str]:
    """The heading of every topic, by its name."""
    language = current_language()
    return {topic: topics.title(topic, language) for topic in topics.TOPICS}
