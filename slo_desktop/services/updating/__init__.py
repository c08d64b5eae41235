"""Update the program from a file: who signed it, whether it fits, and its installer."""
