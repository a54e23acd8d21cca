"""Ranks that a cohort gives its applicants, from the yearly figures of all.

In come the facts of all applicants; out come the same facts with the ranks that follow, exact or as an open number.
docs/settlement.md says which they are: "Many applicants".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction

import attrs

from ipdsl.diagnostics.phrase import Name, Phrase, joined
from ipdsl.runtime.facts import Fact, Facts, LedgerLine, Rank
from ipdsl.runtime.kernel.ranks import RanksOfYear, has_rank, ranks_of_year
from ipdsl.runtime.settlement.besides import NOBODY, NOBODY_RANKED, Besides, Ranked
from ipdsl.runtime.settlement.ledger import held_by_others
from ipdsl.runtime.terms import Program, Ranking


def with_ranks(
    program: Program, cohort: Sequence[Facts], outsiders: Iterable[LedgerLine] = (), besides: Besides = NOBODY
) -> list[Facts]:  # fmt: skip
    """The facts of each applicant with the ranks that the cohort gives. A published rank comes first.

    Who is not of the cohort, and was paid by a place as `outsiders` tell, has a figure that is not stated.
    """
    tables = rank_tables(program, cohort, outsiders, besides)
    return [_ranked(tables, facts) for facts in cohort]


def rank_tables(
    program: Program, cohort: Sequence[Facts], outsiders: Iterable[LedgerLine] = (), besides: Besides = NOBODY
) -> list[RankTable]:  # fmt: skip
    """The rankings of a policy over a cohort."""
    outsiders = tuple(outsiders)
    return [
        RankTable(ranking, cohort, _placed(program, ranking, outsiders), besides.ranked(place))
        for place, ranking in enumerate(program.rankings)
    ]


def _placed(program: Program, ranking: Ranking, lines: Iterable[LedgerLine]) -> Mapping[int, int]:
    """Of how many by year lines tell that they had a place."""
    held = held_by_others(program, lines, ranking.clauses)
    return Counter(year for _, year in {(one.line.applicant, one.year) for one in held if one.line and one.proposed})


def _ranked(tables: list[RankTable], facts: Facts) -> Facts:
    stated = {(rank.figure, rank.year) for rank in facts.ranks}
    ranks = [
        table.rank(figure, year)
        for table in tables
        if not facts.kinds.isdisjoint(table.ranking.among)
        for year, figures in sorted(facts.figures.items())
        if (figure := figures.get(table.ranking.figure)) is not None and (table.ranking.figure, year) not in stated
    ]
    return attrs.evolve(facts, ranks=(*facts.ranks, *ranks)) if ranks else facts


class RankTable:
    """A ranking over a cohort, year by year; `besides` are those of it who are settled elsewhere."""

    def __init__(
        self, ranking: Ranking, cohort: Sequence[Facts], outsiders: Mapping[int, int], besides: Ranked = NOBODY_RANKED
    ) -> None:  # fmt: skip
        self.ranking, self.outsiders, self.besides = ranking, outsiders, besides
        self.ranked = [facts for facts in cohort if not facts.kinds.isdisjoint(ranking.among)]
        self._years: dict[int, RanksOfYear] = {}

    def rank(self, figure: Fact, year: int) -> Rank:
        """The rank of a figure of a year: 0 where it has none, two ends where it is open."""
        name, among = self.ranking.figure, self.ranking.among
        if not has_rank(figure):
            return Rank(name, year, 0, among=among)
        assert isinstance(figure, int | Fraction)
        low, high = self.of_year(year).ends(figure)
        return Rank(name, year, low, high if high > low else None, among)

    def of_year(self, year: int) -> RanksOfYear:
        """What counts for the ranks of a year."""
        if year not in self._years:
            name, besides = self.ranking.figure, self.besides
            figures = [facts.figures.get(year, {}).get(name) for facts in self.ranked]
            counting = [figure for figure in figures if isinstance(figure, int | Fraction) and has_rank(figure)]
            every = [
                (figure, rank.rank)
                for facts, figure in zip(self.ranked, figures, strict=True)
                for rank in facts.ranks
                if (rank.figure, rank.year) == (name, year)
            ]
            stated = [(figure if isinstance(figure, int | Fraction) else None, rank) for figure, rank in every if rank]
            unknown = sum(figure is None for figure in figures) - every.count(
                (None, 0)
            )  # who has no place is not ahead
            unknown += self.outsiders.get(year, 0) + besides.many - besides.stated.get(year, 0)
            self._years[year] = ranks_of_year(
                [*counting, *besides.figures.get(year, ())], unknown, stated, len(figures) + besides.many
            )
        return self._years[year]


def unstated(program: Program, cohort: Sequence[Facts], besides: Besides = NOBODY) -> Iterator[Phrase]:
    """Of whom a ranked figure is not stated, in the years in which others state it."""
    for place, ranking in enumerate(program.rankings):
        ranked = [(at, facts) for at, facts in enumerate(cohort) if not facts.kinds.isdisjoint(ranking.among)]
        others = besides.ranked(place)
        years = {year for _, facts in ranked for year in facts.figures if ranking.figure in facts.figures[year]}
        for year in sorted(years | others.stated.keys()):
            missing = [(besides.place(at), f.applicant) for at, f in ranked
                       if ranking.figure not in f.figures.get(year, {})]  # fmt: skip
            if others.stated.get(year, 0) < others.many:
                missing = sorted([*missing, *others.without(year)])
            if missing:
                yield Phrase("{figure} of {year} is not stated for {applicants}: places may change",
                             "{applicants}没有填写{year}年的{figure}：名次可能变化", figure=Name(ranking.figure),
                             year=year, applicants=joined([name for _, name in missing]))  # fmt: skip
