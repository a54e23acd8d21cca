"""A plan to loops over columns."""
