"""The plan as clause loops over columns."""
