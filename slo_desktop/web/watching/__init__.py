"""What the checks beside the open program have found."""
