"""The head of a page about leases, its awards, and the firm that they pay."""

from __future__ import annotations

HEAD = """policy hand "By hand"
  document "Doc 1"
  effective from 2021-01-01
  use leases
article 1 "Leases"
"""

NONE = {"none": True}

FIRM = {"id": "F1", "kinds": ["firm"]}

SIGNED = ("award 100% of amount when lease signed", "  as signed")

GIVEN = ("group gifts", "  award 7 when gift made", "    as given")
