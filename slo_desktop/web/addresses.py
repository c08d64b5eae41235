"""Addresses of pages, put together when one is first asked for."""

from __future__ import annotations

from functools import cache, partial
from typing import TYPE_CHECKING, Any

from werkzeug.routing import Rule

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask


class LateRule(Rule):
    """A rule that learns how its address is written when somebody asks for it.

    A program of a hundred pages spends as much on this as on drawing the first one,
    which needs a dozen.
    """

    def _compile_builder(
        self,
        append_unknown: bool = True,  # noqa: FBT001, FBT002  as Werkzeug has it
    ) -> Callable[..., tuple[str, str]]:
        learn = cache(partial(super()._compile_builder, append_unknown))

        def build(rule: Rule, /, **values: Any) -> tuple[str, str]:
            return learn()(rule, **values)

        return build


def init_app(app: Flask) -> None:
    """Have every page's address written this way; before there are any."""
    app.url_rule_class = LateRule
