"""How much work unknown facts may cost: constants, the same for every tied set, so that no other record changes it."""

from __future__ import annotations

MAX_STEPS = 4096
"""The work for one tied set: a step proposes or settles a claim in one case, or looks whether two claims may meet."""

RECORDS_PER_STEP = 8
"""So many records of a set or of a count are looked at in a step, or so many facts are waited for."""

PAIRS_PER_STEP = 16
"""So many cases are held to each other for a step."""


class BudgetExhaustedError(Exception):
    """There is more to weigh than the budget holds."""
