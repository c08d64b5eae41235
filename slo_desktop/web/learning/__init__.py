"""Professional learning: list, record, what came of it."""
