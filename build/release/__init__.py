"""The verb `release`: keys, signed update files and check sums."""
