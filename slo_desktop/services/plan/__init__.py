"""The School Development Plan: what can be read of it and done to it."""
