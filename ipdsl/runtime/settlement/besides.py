"""Those of a cohort who are settled elsewhere, as far as rules across applicants ask: figures, and records on lists.

Whoever settles them says what counts of them; the cohort answers what becomes of their records under a quota.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction

import attrs

from ipdsl.runtime.settlement.claims import Group as Keys


def _nobody(year: int) -> Iterable[tuple[int, str]]:
    return ()


@attrs.frozen(eq=False, repr=False)
class Ranked:
    """What counts of them for one ranking: how `many` are ranked, of how many the figure of each year is `stated`, the
    `figures` that have a rank, by year, and `without` a year's figure whom, each with the place in the cohort.
    """

    many: int = 0
    stated: Mapping[int, int] = attrs.field(factory=dict)
    figures: Mapping[int, Sequence[int | Fraction]] = attrs.field(factory=dict)
    without: Callable[[int], Iterable[tuple[int, str]]] = _nobody


NOBODY_RANKED = Ranked()


@attrs.frozen(eq=False, repr=False)
class Entry:
    """A record on a list, of which all is known. `order` is that of its first claim in claim order, `score` whether it
    has one and which (`None`: nothing selects); `number` is for whoever stated it.
    """

    applicant: str
    item: str
    order: tuple[object, ...]
    score: tuple[bool, int | Fraction] | None
    number: int


class Besides:
    """Nobody; who settles others says what counts of them."""

    def place(self, at: int) -> int:
        """The place in the cohort of who is settled here as number `at`."""
        return at

    def ranked(self, ranking: int) -> Ranked:
        """What counts for a ranking."""
        return NOBODY_RANKED

    def listed(self, quota: int) -> Mapping[Keys, Sequence[Entry]]:
        """The records under a quota, by its keys. Where a score selects, so many as have a place will do: the best."""
        return {}

    def told(self, quota: int, keys: Keys, left_out: Sequence[Entry], is_open: Sequence[Entry]) -> None:
        """Which of the records under a quota were left out, and of which that hangs on others."""


NOBODY = Besides()
