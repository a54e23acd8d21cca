"""Members of a cohort that another run settles, as far as rules across applicants need them.

Rankings need their figures, and quotas need their records. The other run provides both through `ExternalMembers`. The
cohort reports back the result of each quota.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction

import attrs

from ipdsl.claims.claim import PrintedGroup as Keys
from ipdsl.ir.facts import LedgerLine


def _no_members(year: int) -> Iterable[tuple[int, str]]:
    return ()


@attrs.frozen(eq=False, repr=False)
class ExternalRanks:
    """The figures of external members for one ranking.

    `count` members are ranked. `stated_by_year` is the number of them whose figure is stated, by year. `figures` are
    the ranked figures by year. `unstated` lists the members without a figure in a year: place in the cohort and name.
    """

    count: int = 0
    stated_by_year: Mapping[int, int] = attrs.field(factory=dict)
    figures: Mapping[int, Sequence[int | Fraction]] = attrs.field(factory=dict)
    unstated: Callable[[int], Iterable[tuple[int, str]]] = _no_members


NO_EXTERNAL_RANKS = ExternalRanks()


@attrs.frozen(eq=False, repr=False)
class QuotaEntry:
    """A record under a quota whose facts are all known.

    `order` is the position of its first claim in claim order. `score` is whether it has a score, and the score (`None`:
    the quota does not select by score). `number` identifies the record for its owner.
    """

    applicant: str
    item: str
    order: tuple[object, ...]
    score: tuple[bool, int | Fraction] | None
    number: int


class ExternalMembers:
    """No external members. A run that settles members elsewhere overrides these methods.

    `others` are the ledger lines of applicants that no run settles, if the cohort may be empty.
    """

    others: tuple[LedgerLine, ...] = ()

    def place(self, number: int) -> int:
        """The place in the whole cohort of the applicant with the local index `number`."""
        return number

    def external_ranks(self, ranking: int) -> ExternalRanks:
        """The figures of external members for a ranking."""
        return NO_EXTERNAL_RANKS

    def quota_entries(self, quota: int) -> Mapping[Keys, Sequence[QuotaEntry]]:
        """The records of external members under a quota, by its keys.

        For a selection by score, as many of the best records as the quota has places are enough.
        """
        return {}

    def report_quota(
        self, quota: int, keys: Keys, left_out: Sequence[QuotaEntry], is_open: Sequence[QuotaEntry]
    ) -> None:
        """Receive the records that a quota left out, and the records whose result depends on missing facts."""


NO_EXTERNAL_MEMBERS = ExternalMembers()
