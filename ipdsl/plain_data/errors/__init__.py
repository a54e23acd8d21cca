"""Findings about facts: text, form, values, lines, and cohorts."""
