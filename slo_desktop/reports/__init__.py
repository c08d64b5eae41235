"""Values in, bytes out: what the school prints, in a stated language."""
