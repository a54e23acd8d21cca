"""Syntax tree to a resolved, typed policy."""
