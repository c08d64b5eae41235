"""Backup files: one container, made, kept and taken to another place."""
