"""Words that are not saved yet."""
