"""What was thrown away, and the way back."""
