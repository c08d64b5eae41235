"""What a person can do: plain functions that take a session and change or read records."""
