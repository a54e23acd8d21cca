"""Those of a cohort who are settled elsewhere, as far as rules across applicants ask: figures, and records on lists.

Whoever settles them says what counts of them; the cohort answers what becomes of their records under a quota.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction

import attrs

from ipdsl.claims.claim import PrintedGroup as Keys


def _no_members(year: int) -> Iterable[tuple[int, str]]:
    return ()


@attrs.frozen(eq=False, repr=False)
class ExternalRanks:
    """What counts of them for one ranking: how `count` are ranked, of how many the figure of each year is
    `stated_by_year`, the `figures` that have a rank, by year, and `unstated` a year's figure whom, each with the
    place in the cohort.
    """

    count: int = 0
    stated_by_year: Mapping[int, int] = attrs.field(factory=dict)
    figures: Mapping[int, Sequence[int | Fraction]] = attrs.field(factory=dict)
    unstated: Callable[[int], Iterable[tuple[int, str]]] = _no_members


NO_EXTERNAL_RANKS = ExternalRanks()


@attrs.frozen(eq=False, repr=False)
class QuotaEntry:
    """A record on a list, of which all is known. `order` is that of its first claim in claim order, `score` whether it
    has one and which (`None`: nothing selects); `number` is for whoever stated it.
    """

    applicant: str
    item: str
    order: tuple[object, ...]
    score: tuple[bool, int | Fraction] | None
    number: int


class ExternalMembers:
    """Nobody; who settles others says what counts of them."""

    def place(self, number: int) -> int:
        """The place in the cohort of who is settled here as number `number`."""
        return number

    def external_ranks(self, ranking: int) -> ExternalRanks:
        """What counts for a ranking."""
        return NO_EXTERNAL_RANKS

    def quota_entries(self, quota: int) -> Mapping[Keys, Sequence[QuotaEntry]]:
        """The records under a quota, by its keys. Where a score selects, so many as have a place will do: the best."""
        return {}

    def report_quota(
        self, quota: int, keys: Keys, left_out: Sequence[QuotaEntry], is_open: Sequence[QuotaEntry]
    ) -> None:
        """Which of the records under a quota were left out, and of which that hangs on others."""


NO_EXTERNAL_MEMBERS = ExternalMembers()
