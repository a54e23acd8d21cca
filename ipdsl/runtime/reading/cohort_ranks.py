"""Published ranks in a cohort: whether they can be those of one ranking, next to the figures that are stated.

Who has more comes first; equals share a rank, and the next rank is left out; who has 0 has none. The cohort may be a
part of all that were ranked, so that a rank may be lower than the cohort alone would give it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from functools import partial

import attrs

from ipdsl.diagnostics.model import Diagnostic
from ipdsl.diagnostics.phrase import NOTHING, Phrase, join_phrases
from ipdsl.runtime.clauses.words import MONEY, value_text
from ipdsl.runtime.facts import Facts
from ipdsl.runtime.kernel.recall import amount_taken
from ipdsl.runtime.kernel.table import table_of_program
from ipdsl.runtime.proposal import DisplayUnit
from ipdsl.runtime.reading.cohort_errors import ContradictoryRank
from ipdsl.runtime.reading.line_errors import ImpossibleHeadroom
from ipdsl.runtime.reading.values import minor_to_text
from ipdsl.runtime.settlement.besides import ExternalMembers
from ipdsl.runtime.settlement.ledger import (
    events_of,
    lines_of_outsiders,
    payment_history,
    payment_history_of_lines,
    policy_lines,
)
from ipdsl.runtime.terms import Program
from ipdsl.schema.types import MoneyType
from ipdsl.value_object import ValueObject
from ipdsl.values.money import DECIMALS

_FEW = 3


@attrs.frozen(eq=False, repr=False)
class _PublishedRank(ValueObject):
    """A published rank with the figure it is for (`None`: not stated), and where it stands."""

    applicant: str
    figure: str
    year: int
    rank: int
    value: int | Fraction | None
    shown: str
    path: str

    def refutation(self, because: Phrase) -> Diagnostic:
        """The finding that this rank cannot be."""
        return ContradictoryRank(
            path=self.path, applicant=self.applicant, figure=self.figure, year=self.year,
            place=Phrase("place {rank}", "第{rank}名", rank=self.rank) if self.rank else Phrase("no place", "没有名次"),
            because=because,
        )  # fmt: skip


def rank_contradictions(
    program: Program, cohort: Sequence[Facts], places: Sequence[str], external_members: ExternalMembers | None = None
) -> Iterator[Diagnostic]:  # fmt: skip
    """A finding for each published rank that cannot be, once for all rankings by its figure."""
    reported_paths: set[str | None] = set()
    for place, ranking in enumerate(program.rankings):
        ranked = [
            (f, member_place)
            for f, member_place in zip(cohort, places, strict=True)
            if not f.kinds.isdisjoint(ranking.among)
        ]
        type_ = program.schema.figure_by_name[ranking.figure].type
        words = partial(
            value_text, unit=MONEY if isinstance(type_, MoneyType) else DisplayUnit.PLAIN, currency=program.currency
        )
        for year, stated in sorted(_ranks_by_year(ranking.figure, ranked, words).items()):
            values = [_figure_value(facts, ranking.figure, year) for facts, _ in ranked]
            elsewhere = () if external_members is None else external_members.external_ranks(place).figures.get(year, ())
            more = sorted([*(value for value in values if value is not None), *elsewhere])
            for problem in _contradictions_in_year(stated, more):
                if problem.path not in reported_paths:
                    reported_paths.add(problem.path)
                    yield problem


def _ranks_by_year(
    figure: str, ranked: Sequence[tuple[Facts, str]], words: Callable[[int | Fraction | None], str]
) -> dict[int, list[_PublishedRank]]:
    by_year: dict[int, list[_PublishedRank]] = defaultdict(list)
    for facts, place in ranked:
        for index, rank in enumerate(facts.ranks):
            if rank.figure == figure and not rank.among:
                value, path = _figure_value(facts, figure, rank.year), f"{place} $.published[{index}].rank"
                by_year[rank.year].append(
                    _PublishedRank(facts.applicant, figure, rank.year, rank.rank, value, words(value), path)
                )
    return by_year


def _figure_value(facts: Facts, figure: str, year: int) -> int | Fraction | None:
    value = facts.figures.get(year, {}).get(figure)
    return value if isinstance(value, int | Fraction) and not isinstance(value, bool) else None


def _contradictions_in_year(stated: list[_PublishedRank], figures: list[int | Fraction]) -> Iterator[Diagnostic]:
    """The ranks of one year that cannot be; `figures` are those of all in the cohort, ascending."""
    has_none, stated = [entry for entry in stated if not entry.rank], [entry for entry in stated if entry.rank]
    for entry in has_none:
        if entry.value is not None and entry.value > 0:
            yield entry.refutation(
                Phrase(
                    "the figure is {shown}, and who has something has a place",
                    "数据是{shown}，有数据的就有名次",
                    shown=entry.shown,
                )
            )
    known = [(entry, entry.value) for entry in stated if entry.value is not None]
    yield from (
        entry.refutation(Phrase("the figure is 0, and who has nothing has no place", "数据是0，没有数据的没有名次"))
        for entry, value in known
        if value <= 0
    )
    yield from _figure_contradictions(known, figures)
    yield from _shared_rank_contradictions(stated)


def _figure_contradictions(
    known: list[tuple[_PublishedRank, int | Fraction]], figures: list[int | Fraction]
) -> Iterator[Diagnostic]:
    """Ranks in another order than the figures, equals apart, or with more before them than the rank leaves."""
    before: tuple[_PublishedRank, int | Fraction, int] | None = None
    for entry, value in sorted(known, key=lambda pair: (-pair[1], pair[0].rank, pair[0].applicant)):
        better = len(figures) - bisect_right(figures, value)
        if entry.rank <= better:
            one_has = Phrase(
                "{count} of the cohort has more than {shown}",
                "同批中有{count}个多于{shown}",
                count=1,
                shown=entry.shown,
            )
            many = Phrase(
                "{count} of the cohort have more than {shown}",
                "同批中有{count}个多于{shown}",
                count=better,
                shown=entry.shown,
            )
            yield entry.refutation(one_has if better == 1 else many)
        elif before is not None and value == before[1] and entry.rank != before[0].rank:
            yield entry.refutation(
                Phrase(
                    "{named} with {shown} as well, and equals share a place",
                    "{named}，数据同为{shown}，而相同的应当并列",
                    named=_holder_of_rank(before[0]),
                    shown=entry.shown,
                )
            )
        elif before is not None and value < before[1] and entry.rank <= before[0].rank:
            yield entry.refutation(
                Phrase(
                    "{named} with {shown}, and {shown2} is less",
                    "{named}，数据为{shown}，而{shown2}较少",
                    named=_holder_of_rank(before[0]),
                    shown=before[0].shown,
                    shown2=entry.shown,
                )
            )
        elif before is not None and entry.rank - before[0].rank < better - before[2]:
            between = better - before[2]
            yield entry.refutation(
                Phrase(
                    "{named}, and {between} of the cohort come from there to {shown}",
                    "{named}，而从那里到{shown}之间，同批中还有{between}个",
                    named=_holder_of_rank(before[0]),
                    between=between,
                    shown=entry.shown,
                )
            )
        before = entry, value, better


def _shared_rank_contradictions(stated: list[_PublishedRank]) -> Iterator[Diagnostic]:
    """Places that others share: as many of the following are left out."""
    by_rank: dict[int, list[_PublishedRank]] = defaultdict(list)
    for entry in stated:
        by_rank[entry.rank].append(entry)
    free, shared = 1, stated[:0]
    for rank, entries in sorted(by_rank.items()):
        if rank < free:
            names = join_phrases(sorted(entry.applicant for entry in shared)[:_FEW])
            if len(shared) > _FEW:
                names = Phrase("{names} and others", "{names}等", names=names)
            because = Phrase(
                "place {rank} is shared by {names}, so that the next is {free}",
                "第{rank}名由{names}并列，下一名应为第{free}名",
                rank=shared[0].rank,
                names=names,
                free=free,
            )
            yield from (entry.refutation(because) for entry in entries)
            continue
        free, shared = rank + len(entries), entries


def headroom_contradictions(program: Program, cohort: Sequence[Facts], places: Sequence[str]) -> Iterator[Diagnostic]:
    """A finding for what is published to be left of a cap, where another says otherwise or ledgers took more."""
    rules = {rule.step_rule.name: rule for rule in table_of_program(program).rules if rule.step_rule.is_across}
    if not any(facts.rooms for facts in cohort):
        return
    recalls = [payment_history(program, facts, events_of(program, policy_lines(program, facts))) for facts in cohort]
    recalls.append(payment_history_of_lines(program, lines_of_outsiders(cohort)))
    first: dict[tuple[str, object], tuple[int, str]] = {}
    for facts, place in zip(cohort, places, strict=True):
        for (name, group), headroom in facts.rooms.items():
            rule, of_others = rules[name], first.setdefault((name, group), (headroom, place))
            charged = sum(
                amount_taken(rule, payment)
                for recall in recalls
                for payment in recall.payments_by_group(rule).get(group, ())
            )
            because = NOTHING
            if of_others[0] != headroom:
                because = Phrase("{of_others} has another sum", "{of_others}写的是另一个金额", of_others=of_others[1])
            elif headroom + charged > (rule.step_rule.amount or 0):
                spent = minor_to_text(charged, DECIMALS[program.currency])
                because = Phrase("the ledgers of the cohort took {spent} of it", "同批的台账已用去{spent}", spent=spent)
            if because:
                yield ImpossibleHeadroom(path=f"{place} $.published", cap=name, because=because)


def _holder_of_rank(entry: _PublishedRank) -> Phrase:
    return Phrase(
        "place {rank} is that of {applicant}", "第{rank}名是{applicant}", rank=entry.rank, applicant=entry.applicant
    )
