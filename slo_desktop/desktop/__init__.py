"""The window: a server of our own, a web view around it, one per data folder."""
