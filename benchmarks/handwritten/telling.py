"""What code by hand that tells its reasons has in common, whatever the policy."""

from __future__ import annotations

from typing import NamedTuple


class Cut(NamedTuple):
    """What a rule took, in fen, and the sentence that says so."""

    rule: str
    article: str
    amount: int
    reason: str


def shown(sum_: int) -> str:
    """A sum in yuan."""
    return f"{sum_ // 100:,}.{sum_ % 100:02}"
