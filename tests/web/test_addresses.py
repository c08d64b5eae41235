from __future__ import annotations

import pytest
from flask import Flask, url_for
from werkzeug.routing import BuildError

from slo_desktop.web.addresses import LateRule


def test_every_page_has_such_an_address(app: Flask) -> None:
    assert all(isinstance(rule, LateRule) for rule in app.url_map.iter_rules())


def test_an_address_is_written_as_ever(app: Flask) -> None:
    with app.test_request_context():
        assert url_for("evidence.show", number=7) == "/evidence/7"
        again = url_for("evidence.index", page=2, question="ŵy & iâr")
        assert again == "/evidence?page=2&question=%C5%B5y+%26+i%C3%A2r"
        with pytest.raises(BuildError):
            url_for("evidence.show")
