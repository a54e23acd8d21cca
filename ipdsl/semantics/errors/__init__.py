"""Findings of the checker: names, types, policies, and what is doubtful."""
