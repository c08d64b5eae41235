"""The school: first run, details, terms and meetings."""
