"""What is kept safe, where, and what can be refused."""
