"""What every paper's template is read with."""

from __future__ import annotations

from jinja2 import Environment, PackageLoader, StrictUndefined


def environment() -> Environment:
    """A new one, to which each paper gives its own words and filters.

    Texts are escaped, and a value that is missing stops the print.
    """
    return Environment(
        loader=PackageLoader("slo_desktop.reports"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
