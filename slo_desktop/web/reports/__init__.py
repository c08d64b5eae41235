"""Reports: choose, look, save."""
