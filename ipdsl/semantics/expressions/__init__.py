"""Expressions of a page to typed expressions."""
