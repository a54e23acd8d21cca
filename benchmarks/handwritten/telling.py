"""Parts that the handwritten code with reasons shares between policies."""

from __future__ import annotations

from typing import NamedTuple


class Cut(NamedTuple):
    """The amount that a rule cut, in fen, and its sentence."""

    rule: str
    article: str
    amount: int
    reason: str


def shown(sum_: int) -> str:
    """An amount in yuan."""
    return f"{sum_ // 100:,}.{sum_ % 100:02}"
