"""Install an update of the program from a file: choose, look, back up and install."""
