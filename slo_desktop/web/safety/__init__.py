"""Safety: how many copies there are, where, and the key to them."""
