"""The matrix of elements and a page for each."""
