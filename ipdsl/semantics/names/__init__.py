"""What names mean at their place, labels among them, and the nearest words to a name that is not declared."""
