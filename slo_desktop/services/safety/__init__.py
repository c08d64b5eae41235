"""Nothing that was written is lost."""
