"""A plan to something that runs."""
