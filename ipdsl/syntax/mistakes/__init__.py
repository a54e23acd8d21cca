"""Findings about sentences that cannot be parsed: what is wrong, and the next step."""
