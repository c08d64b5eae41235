"""What a school owes the people it writes about."""
