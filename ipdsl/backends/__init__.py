"""Plan to something that runs."""
