"""Renders names and reasons in English and Chinese."""
