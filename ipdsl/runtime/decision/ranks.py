"""Ranks that a cohort gives its applicants, from the yearly figures of all.

In come the facts of all applicants; out come the same facts with the ranks that follow, exact or as an open number.
docs/settlement.md says which they are: "Many applicants".
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction

from ipdsl.diagnostics.phrase import Name, Phrase, joined
from ipdsl.making import attrs
from ipdsl.runtime.facts import NO_LAST, Fact, Facts, LedgerLine, Rank
from ipdsl.runtime.settlement.ledger import held_by_others
from ipdsl.runtime.terms import Program, Ranking


def with_ranks(program: Program, cohort: Sequence[Facts], outsiders: Iterable[LedgerLine] = ()) -> list[Facts]:
    """The facts of each applicant with the ranks that the cohort gives. A published rank comes first.

    Who is not of the cohort, and was paid by a place as `outsiders` tell, has a figure that is not stated.
    """
    outsiders = tuple(outsiders)
    tables = [_Table(ranking, cohort, _placed(program, ranking, outsiders)) for ranking in program.rankings]
    return [_ranked(tables, facts) for facts in cohort]


def _placed(program: Program, ranking: Ranking, lines: Iterable[LedgerLine]) -> Mapping[int, int]:
    """Of how many by year lines tell that they had a place."""
    held = held_by_others(program, lines, ranking.clauses)
    return Counter(year for _, year in {(one.line.applicant, one.year) for one in held if one.line and one.proposed})


def _ranked(tables: list[_Table], facts: Facts) -> Facts:
    stated = {(rank.figure, rank.year) for rank in facts.ranks}
    ranks = [
        table.rank(figure, year)
        for table in tables
        if not facts.kinds.isdisjoint(table.ranking.among)
        for year, figures in sorted(facts.figures.items())
        if (figure := figures.get(table.ranking.figure)) is not None and (table.ranking.figure, year) not in stated
    ]
    return attrs.evolve(facts, ranks=(*facts.ranks, *ranks)) if ranks else facts


@attrs.frozen
class _OfYear:
    """What counts for the ranks of one year: the figures, ascending; of how many the figure is not stated; and figures,
    ascending, with the rank published for each. `is_part`: those show that more were ranked than the cohort holds.
    """

    figures: list[int | Fraction]
    unknown: int
    published: list[tuple[int | Fraction, int]]
    is_part: bool

    def ahead(self, figure: int | Fraction) -> int:
        """How many of the cohort have more."""
        return len(self.figures) - bisect_right(self.figures, figure)

    def ends(self, figure: int | Fraction) -> tuple[int, int]:
        """The first and the last rank that a figure can have, next to the published ones."""
        ahead, at = self.ahead(figure), bisect_left(self.published, (figure, 0))
        low, high = 1 + ahead, NO_LAST if self.is_part else 1 + ahead + self.unknown
        for other, rank in self.published[max(0, at - 1) : at + 2]:  # the nearest bind the most
            between = ahead - self.ahead(other)
            if other == figure:
                return rank, rank
            if other > figure:
                low = max(low, rank + between)
            else:
                high = min(high, rank + between)
        return low, max(low, high)


class _Table:
    """A ranking over a cohort, year by year."""

    def __init__(self, ranking: Ranking, cohort: Sequence[Facts], outsiders: Mapping[int, int]) -> None:
        self.ranking, self.outsiders = ranking, outsiders
        self.ranked = [facts for facts in cohort if not facts.kinds.isdisjoint(ranking.among)]
        self._years: dict[int, _OfYear] = {}

    def rank(self, figure: Fact, year: int) -> Rank:
        """The rank of a figure of a year: 0 where it has none, two ends where it is open."""
        name, among = self.ranking.figure, self.ranking.among
        if not _counts(figure):
            return Rank(name, year, 0, among=among)
        assert isinstance(figure, int | Fraction)
        low, high = self._of_year(year).ends(figure)
        return Rank(name, year, low, high if high > low else None, among)

    def _of_year(self, year: int) -> _OfYear:
        if year not in self._years:
            name = self.ranking.figure
            figures = [facts.figures.get(year, {}).get(name) for facts in self.ranked]
            counting = sorted(figure for figure in figures if isinstance(figure, int | Fraction) and _counts(figure))
            every = [
                (figure, rank.rank)
                for facts, figure in zip(self.ranked, figures, strict=True)
                for rank in facts.ranks
                if (rank.figure, rank.year) == (name, year)
            ]
            stated = [(figure, rank) for figure, rank in every if rank]
            unknown = sum(figure is None for figure in figures) - every.count(
                (None, 0)
            )  # who has no place is not ahead
            unknown += self.outsiders.get(year, 0)
            published = {figure: rank for figure, rank in stated if isinstance(figure, int | Fraction)}
            ranking = _OfYear(counting, unknown, sorted(published.items()), is_part=False)
            is_part = any(rank > 1 + ranking.ahead(figure) + unknown for figure, rank in published.items())
            is_part = is_part or any(rank > len(figures) for _, rank in stated)
            self._years[year] = attrs.evolve(ranking, is_part=is_part)
        return self._years[year]


def _counts(figure: object) -> bool:
    return isinstance(figure, int | Fraction) and not isinstance(figure, bool) and figure > 0


def unstated(program: Program, cohort: Sequence[Facts]) -> Iterator[Phrase]:
    """Of whom a ranked figure is not stated, in the years in which others state it."""
    for ranking in program.rankings:
        ranked = [facts for facts in cohort if not facts.kinds.isdisjoint(ranking.among)]
        years = sorted({year for facts in ranked for year in facts.figures if ranking.figure in facts.figures[year]})
        for year in years:
            missing = [f.applicant for f in ranked if ranking.figure not in f.figures.get(year, {})]
            if missing:
                yield Phrase("{figure} of {year} is not stated for {applicants}: places may change",
                             "{applicants}没有填写{year}年的{figure}：名次可能变化", figure=Name(ranking.figure),
                             year=year, applicants=joined(missing))  # fmt: skip
