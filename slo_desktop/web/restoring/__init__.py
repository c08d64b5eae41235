"""Bring the school back from a backup: choose, look, be sure, and take it back."""
