"""Where records, files and preferences are kept."""
