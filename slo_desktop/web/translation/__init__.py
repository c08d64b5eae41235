"""Every text that waits for its other language."""
