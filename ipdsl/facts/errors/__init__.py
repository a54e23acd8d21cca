"""Findings about facts: their text, their form and values, their lines, and cohorts."""
