"""What was worked out before, kept for the next run: signed entries in a folder of the user's own."""
