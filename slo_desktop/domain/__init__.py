"""What the words of the program mean: plain Python, no database, no web."""
