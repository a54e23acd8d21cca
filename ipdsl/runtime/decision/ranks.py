"""Ranks that a cohort gives its applicants, from the yearly figures of all.

In come the facts of all applicants; out come the same facts with the ranks that follow, exact or as an open number.
docs/settlement.md says which they are: "Many applicants".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction

import attrs

from ipdsl.diagnostics.phrase import LocalizedName, Phrase, join_phrases
from ipdsl.runtime.facts import Fact, Facts, LedgerLine, Rank
from ipdsl.runtime.kernel.ranks import RanksOfYear, has_rank, ranks_of_year
from ipdsl.runtime.settlement.besides import NO_EXTERNAL_MEMBERS, NO_EXTERNAL_RANKS, ExternalMembers, ExternalRanks
from ipdsl.runtime.settlement.ledger import payments_of_others
from ipdsl.runtime.terms import Program, Ranking


def with_ranks(
    program: Program, cohort: Sequence[Facts], outsiders: Iterable[LedgerLine] = (),
    external_members: ExternalMembers = NO_EXTERNAL_MEMBERS
) -> list[Facts]:  # fmt: skip
    """The facts of each applicant with the ranks that the cohort gives. A published rank comes first.

    Who is not of the cohort, and was paid by a place as `outsiders` tell, has a figure that is not stated.
    """
    tables = rank_tables(program, cohort, outsiders, external_members)
    return [_with_ranks(tables, facts) for facts in cohort]


def rank_tables(
    program: Program, cohort: Sequence[Facts], outsiders: Iterable[LedgerLine] = (),
    external_members: ExternalMembers = NO_EXTERNAL_MEMBERS
) -> list[RankTable]:  # fmt: skip
    """The rankings of a policy over a cohort."""
    outsiders = tuple(outsiders)
    return [
        RankTable(ranking, cohort, _placed_by_year(program, ranking, outsiders), external_members.external_ranks(place))
        for place, ranking in enumerate(program.rankings)
    ]


def _placed_by_year(program: Program, ranking: Ranking, lines: Iterable[LedgerLine]) -> Mapping[int, int]:
    """Of how many by year lines tell that they had a place."""
    held = payments_of_others(program, lines, ranking.clauses)
    return Counter(
        year
        for _, year in {(payment.line.applicant, payment.year) for payment in held if payment.line and payment.proposed}
    )


def _with_ranks(tables: list[RankTable], facts: Facts) -> Facts:
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
    """A ranking over a cohort, year by year; `external` are those of it who are settled elsewhere."""

    def __init__(
        self, ranking: Ranking, cohort: Sequence[Facts], outsiders: Mapping[int, int],
        external: ExternalRanks = NO_EXTERNAL_RANKS
    ) -> None:  # fmt: skip
        self.ranking, self.outsiders, self.external = ranking, outsiders, external
        self.ranked = [facts for facts in cohort if not facts.kinds.isdisjoint(ranking.among)]
        self._years: dict[int, RanksOfYear] = {}

    def rank(self, figure: Fact, year: int) -> Rank:
        """The rank of a figure of a year: 0 where it has none, two ends where it is open."""
        name, among = self.ranking.figure, self.ranking.among
        if not has_rank(figure):
            return Rank(name, year, 0, among=among)
        assert isinstance(figure, int | Fraction)
        low, high = self.year_ranks(year).ends(figure)
        return Rank(name, year, low, high if high > low else None, among)

    def year_ranks(self, year: int) -> RanksOfYear:
        """What counts for the ranks of a year."""
        if year not in self._years:
            name, external = self.ranking.figure, self.external
            figures = [facts.figures.get(year, {}).get(name) for facts in self.ranked]
            counting = [figure for figure in figures if isinstance(figure, int | Fraction) and has_rank(figure)]
            pairs = [
                (figure, rank.rank)
                for facts, figure in zip(self.ranked, figures, strict=True)
                for rank in facts.ranks
                if (rank.figure, rank.year) == (name, year)
            ]
            stated = [(figure if isinstance(figure, int | Fraction) else None, rank) for figure, rank in pairs if rank]
            unknown = sum(figure is None for figure in figures) - pairs.count(
                (None, 0)
            )  # who has no place is not ahead
            unknown += self.outsiders.get(year, 0) + external.count - external.stated_by_year.get(year, 0)
            self._years[year] = ranks_of_year(
                [*counting, *external.figures.get(year, ())], unknown, stated, len(figures) + external.count
            )
        return self._years[year]


def unstated_figures(
    program: Program, cohort: Sequence[Facts], external_members: ExternalMembers = NO_EXTERNAL_MEMBERS
) -> Iterator[Phrase]:
    """Of whom a ranked figure is not stated, in the years in which others state it."""
    for place, ranking in enumerate(program.rankings):
        ranked = [(index, facts) for index, facts in enumerate(cohort) if not facts.kinds.isdisjoint(ranking.among)]
        external = external_members.external_ranks(place)
        years = {year for _, facts in ranked for year in facts.figures if ranking.figure in facts.figures[year]}
        for year in sorted(years | external.stated_by_year.keys()):
            missing = [(external_members.place(index), f.applicant) for index, f in ranked
                       if ranking.figure not in f.figures.get(year, {})]  # fmt: skip
            if external.stated_by_year.get(year, 0) < external.count:
                missing = sorted([*missing, *external.unstated(year)])
            if missing:
                yield Phrase("{figure} of {year} is not stated for {applicants}: places may change",
                             "{applicants}没有填写{year}年的{figure}：名次可能变化",
                             figure=LocalizedName(ranking.figure),
                             year=year, applicants=join_phrases([name for _, name in missing]))  # fmt: skip
