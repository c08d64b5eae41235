"""Search, and the palette of places and commands."""
