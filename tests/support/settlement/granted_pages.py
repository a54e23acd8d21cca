"""A page on which a cap leaves less than was granted."""

from __future__ import annotations

HEAD = "policy town\n  effective 2021-01-01 to 2025-12-31\n  use ip\narticle 1\n"

MARKS = f"""{HEAD}  group courts
    award 300000 once to enterprise when judicial_well_known_mark recognised
      as court "司法"
      title "Courts" "司法"
    cap CAP per enterprise per year
  group offices
    award 400000 once to enterprise when well_known_mark new
      as office "行政"
      less already paid for judicial_well_known_mark of the same mark
"""
