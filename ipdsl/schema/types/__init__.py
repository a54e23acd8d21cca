"""One module for each type of value."""
