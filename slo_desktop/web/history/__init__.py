"""What happened to a record; undo and redo."""
