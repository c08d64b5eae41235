"""Builds the report to governors from the school's records."""

from slo_desktop.services.governors.building import governors_report
from slo_desktop.services.governors.choosing import evidence_choices
from slo_desktop.services.governors.naming import names_in_text
from slo_desktop.services.governors.period import period_for

__all__ = ["evidence_choices", "governors_report", "names_in_text", "period_for"]
