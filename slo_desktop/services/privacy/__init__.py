"""What a school owes the people it writes about: to find, to show, to erase."""
