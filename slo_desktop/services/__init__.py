"""What a person can do: plain functions that take a session, change or read records."""
