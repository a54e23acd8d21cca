"""Vocabulary pages to a checked vocabulary."""
