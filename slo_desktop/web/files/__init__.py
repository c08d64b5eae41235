"""Attached files, handed out so that nothing in them can run."""
