"""A school’s evidence, plan and professional learning, in Welsh and English."""

__version__ = "0.1.0"
