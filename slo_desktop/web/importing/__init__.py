"""Bring in evidence, a plan or professional learning from a CSV file."""
