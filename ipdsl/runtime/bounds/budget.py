"""How much work unknown facts may cost: constants, the same for every tied set, so that no other record changes it."""

from __future__ import annotations

MOST_STEPS = 4096
"""The work for one tied set: a step proposes or settles a claim in one case, or looks whether two claims may meet."""

LOOKED_AT = 8
"""So many records of a set or of a count are looked at in a step, or so many facts are waited for."""

COMPARED = 16
"""So many cases are held to each other for a step."""


class SpentError(Exception):
    """There is more to weigh than the budget holds."""
