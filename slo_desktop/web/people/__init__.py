"""Staff, governors and others."""
