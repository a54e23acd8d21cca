"""Findings of the checker: names, types, policies, and warnings."""
