"""A plan to a readable Python module."""
