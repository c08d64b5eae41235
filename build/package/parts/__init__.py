"""What a made program holds: the list of its parts, and their licences."""
