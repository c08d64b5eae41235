"""SLO Desktop: a school's evidence, plan and professional learning, in two languages."""

__version__ = "0.1.0"
