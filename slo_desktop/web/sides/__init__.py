"""Texts that stand in the box of the other language."""
