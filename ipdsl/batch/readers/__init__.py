"""Columns of a table to the arrays that a column program reads."""
