"""Vocabulary pages to a vocabulary."""
