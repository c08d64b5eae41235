"""How this person likes the program."""
