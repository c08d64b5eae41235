from __future__ import annotations

import pytest
from flask import Flask
from markupsafe import Markup

from slo_desktop.domain.languages import Language
from slo_desktop.web.language import current_language


@pytest.mark.parametrize(
    ("template", "shown"),
    [
        ('{{ _("Evidence") }}', "Tystiolaeth"),
        ('{{ _("To sort: %(count)s", count=3) }}', "I’w didoli: 3"),
        ('{{ _("To sort: %(count)s", count="<b>") }}', "I’w didoli: &lt;b&gt;"),
        ('{{ _("To sort: %(count)s", count=icon) }}', "I’w didoli: <i></i>"),
        ('{{ _("100%% & more") }}', "100% & more"),
    ],
)
def test_a_message_is_ours_and_what_fills_it_is_escaped(
    app: Flask, template: str, shown: str
) -> None:
    with app.test_request_context():
        made = app.jinja_env.from_string(template).render(icon=Markup("<i></i>"))
    assert made == shown


def test_a_message_is_asked_for_in_the_language_of_each_page(app: Flask) -> None:
    template = app.jinja_env.from_string('{{ _("Evidence") }}')
    preferences = app.extensions["slo_desktop"].preferences
    for language, word in (
        ("en", "Evidence"),
        ("cy", "Tystiolaeth"),
        ("en", "Evidence"),
    ):
        preferences.update(language=language)
        with app.test_request_context():
            assert template.render() == word


def test_the_language_is_asked_for_once_in_a_request_and_anew_in_the_next(
    app: Flask,
) -> None:
    preferences = app.extensions["slo_desktop"].preferences
    preferences.update(language="en")
    with app.test_request_context():
        assert current_language() is Language.EN
        preferences.update(language="cy")
        assert current_language() is Language.EN
    with app.test_request_context():
        assert current_language() is Language.CY
    with app.app_context():
        preferences.update(language="en")
        assert current_language() is Language.EN
        preferences.update(language="cy")
        assert current_language() is Language.CY
