"""Pages of the School Development Plan."""
