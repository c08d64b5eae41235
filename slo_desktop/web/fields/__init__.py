"""Read what stands in a box before its form is sent."""
