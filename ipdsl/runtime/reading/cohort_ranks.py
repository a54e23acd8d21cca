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
from ipdsl.diagnostics.phrase import NOTHING, Phrase, joined
from ipdsl.runtime.clauses.words import MONEY, in_words
from ipdsl.runtime.facts import Facts
from ipdsl.runtime.kernel.recall import taken
from ipdsl.runtime.kernel.table import table_of_program
from ipdsl.runtime.proposal import Unit
from ipdsl.runtime.reading.cohort_errors import PlacesContradict
from ipdsl.runtime.reading.line_errors import RoomCannotBe
from ipdsl.runtime.reading.values import minor_to_text
from ipdsl.runtime.settlement.besides import Besides
from ipdsl.runtime.settlement.ledger import events_of, lines_of_outsiders, own_lines, recall_of, recall_of_others
from ipdsl.runtime.terms import Program
from ipdsl.schema.types import MoneyType
from ipdsl.value_object import ValueObject
from ipdsl.values.money import DECIMALS

_FEW = 3


@attrs.frozen(eq=False, repr=False)
class _Stated(ValueObject):
    """A published rank with the figure it is for (`None`: not stated), and where it stands."""

    applicant: str
    figure: str
    year: int
    rank: int
    value: int | Fraction | None
    shown: str
    path: str

    def refuted(self, because: Phrase) -> Diagnostic:
        """The finding that this rank cannot be."""
        return PlacesContradict(
            path=self.path, applicant=self.applicant, figure=self.figure, year=self.year,
            place=Phrase("place {rank}", "第{rank}名", rank=self.rank) if self.rank else Phrase("no place", "没有名次"),
            because=because,
        )  # fmt: skip


def contradictions(
    program: Program, cohort: Sequence[Facts], places: Sequence[str], besides: Besides | None = None
) -> Iterator[Diagnostic]:  # fmt: skip
    """A finding for each published rank that cannot be, once for all rankings by its figure."""
    told: set[str | None] = set()
    for place, ranking in enumerate(program.rankings):
        ranked = [(f, where) for f, where in zip(cohort, places, strict=True) if not f.kinds.isdisjoint(ranking.among)]
        type_ = program.schema.figure_by_name[ranking.figure].type
        words = partial(in_words, unit=MONEY if isinstance(type_, MoneyType) else Unit.PLAIN, currency=program.currency)
        for year, stated in sorted(_by_year(ranking.figure, ranked, words).items()):
            others = [_value(facts, ranking.figure, year) for facts, _ in ranked]
            elsewhere = () if besides is None else besides.ranked(place).figures.get(year, ())
            more = sorted([*(value for value in others if value is not None), *elsewhere])
            for problem in _of_year(stated, more):
                if problem.path not in told:
                    told.add(problem.path)
                    yield problem


def _by_year(
    figure: str, ranked: Sequence[tuple[Facts, str]], words: Callable[[int | Fraction | None], str]
) -> dict[int, list[_Stated]]:
    by_year: dict[int, list[_Stated]] = defaultdict(list)
    for facts, where in ranked:
        for index, rank in enumerate(facts.ranks):
            if rank.figure == figure and not rank.among:
                value, path = _value(facts, figure, rank.year), f"{where} $.published[{index}].rank"
                by_year[rank.year].append(
                    _Stated(facts.applicant, figure, rank.year, rank.rank, value, words(value), path)
                )
    return by_year


def _value(facts: Facts, figure: str, year: int) -> int | Fraction | None:
    value = facts.figures.get(year, {}).get(figure)
    return value if isinstance(value, int | Fraction) and not isinstance(value, bool) else None


def _of_year(stated: list[_Stated], figures: list[int | Fraction]) -> Iterator[Diagnostic]:
    """The ranks of one year that cannot be; `figures` are those of all in the cohort, ascending."""
    has_none, stated = [one for one in stated if not one.rank], [one for one in stated if one.rank]
    for one in has_none:
        if one.value is not None and one.value > 0:
            yield one.refuted(
                Phrase(
                    "the figure is {shown}, and who has something has a place",
                    "数据是{shown}，有数据的就有名次",
                    shown=one.shown,
                )
            )
    known = [(one, one.value) for one in stated if one.value is not None]
    yield from (
        one.refuted(Phrase("the figure is 0, and who has nothing has no place", "数据是0，没有数据的没有名次"))
        for one, value in known
        if value <= 0
    )
    yield from _against_figures(known, figures)
    yield from _against_places(stated)


def _against_figures(
    known: list[tuple[_Stated, int | Fraction]], figures: list[int | Fraction]
) -> Iterator[Diagnostic]:
    """Ranks in another order than the figures, equals apart, or with more before them than the rank leaves."""
    before: tuple[_Stated, int | Fraction, int] | None = None
    for one, value in sorted(known, key=lambda pair: (-pair[1], pair[0].rank, pair[0].applicant)):
        better = len(figures) - bisect_right(figures, value)
        if one.rank <= better:
            one_has = Phrase(
                "{count} of the cohort has more than {shown}", "同批中有{count}个多于{shown}", count=1, shown=one.shown
            )
            many = Phrase(
                "{count} of the cohort have more than {shown}",
                "同批中有{count}个多于{shown}",
                count=better,
                shown=one.shown,
            )
            yield one.refuted(one_has if better == 1 else many)
        elif before is not None and value == before[1] and one.rank != before[0].rank:
            yield one.refuted(
                Phrase(
                    "{named} with {shown} as well, and equals share a place",
                    "{named}，数据同为{shown}，而相同的应当并列",
                    named=_named(before[0]),
                    shown=one.shown,
                )
            )
        elif before is not None and value < before[1] and one.rank <= before[0].rank:
            yield one.refuted(
                Phrase(
                    "{named} with {shown}, and {shown2} is less",
                    "{named}，数据为{shown}，而{shown2}较少",
                    named=_named(before[0]),
                    shown=before[0].shown,
                    shown2=one.shown,
                )
            )
        elif before is not None and one.rank - before[0].rank < better - before[2]:
            between = better - before[2]
            yield one.refuted(
                Phrase(
                    "{named}, and {between} of the cohort come from there to {shown}",
                    "{named}，而从那里到{shown}之间，同批中还有{between}个",
                    named=_named(before[0]),
                    between=between,
                    shown=one.shown,
                )
            )
        before = one, value, better


def _against_places(stated: list[_Stated]) -> Iterator[Diagnostic]:
    """Places that others share: as many of the following are left out."""
    by_rank: dict[int, list[_Stated]] = defaultdict(list)
    for one in stated:
        by_rank[one.rank].append(one)
    free, shared = 1, stated[:0]
    for rank, own in sorted(by_rank.items()):
        if rank < free:
            names = joined(sorted(one.applicant for one in shared)[:_FEW])
            if len(shared) > _FEW:
                names = Phrase("{names} and others", "{names}等", names=names)
            because = Phrase(
                "place {rank} is shared by {names}, so that the next is {free}",
                "第{rank}名由{names}并列，下一名应为第{free}名",
                rank=shared[0].rank,
                names=names,
                free=free,
            )
            yield from (one.refuted(because) for one in own)
            continue
        free, shared = rank + len(own), own


def rooms_that_cannot_be(program: Program, cohort: Sequence[Facts], places: Sequence[str]) -> Iterator[Diagnostic]:
    """A finding for what is published to be left of a cap, where another says otherwise or ledgers took more."""
    rules = {rule.bound.name: rule for rule in table_of_program(program).rules if rule.bound.across}
    if not any(facts.rooms for facts in cohort):
        return
    recalls = [recall_of(program, facts, events_of(program, own_lines(program, facts))) for facts in cohort]
    recalls.append(recall_of_others(program, lines_of_outsiders(cohort)))
    first: dict[tuple[str, object], tuple[int, str]] = {}
    for facts, where in zip(cohort, places, strict=True):
        for (name, group), left in facts.rooms.items():
            rule, of_others = rules[name], first.setdefault((name, group), (left, where))
            charged = sum(taken(rule, one) for recall in recalls for one in recall.of(rule).get(group, ()))
            because = NOTHING
            if of_others[0] != left:
                because = Phrase("{of_others} has another sum", "{of_others}写的是另一个金额", of_others=of_others[1])
            elif left + charged > (rule.bound.amount or 0):
                spent = minor_to_text(charged, DECIMALS[program.currency])
                because = Phrase("the ledgers of the cohort took {spent} of it", "同批的台账已用去{spent}", spent=spent)
            if because:
                yield RoomCannotBe(path=f"{where} $.published", cap=name, because=because)


def _named(one: _Stated) -> Phrase:
    return Phrase(
        "place {rank} is that of {applicant}", "第{rank}名是{applicant}", rank=one.rank, applicant=one.applicant
    )
