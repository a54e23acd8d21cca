"""Many applicants at once: ranks from the figures of all, quotas over all, caps that all fill together.

Decided here:
- Who has nothing of a ranked figure (0, none, or it cannot be determined) has no place; who shares a figure shares a
  place, and the next place is left out. Where figures are not stated, places are as sure as the others make them.
- A published place comes first. Where it shows that more were ranked than the cohort holds, the places of the others
  are open as far as the published ones leave them open.
- A quota without a score is the bureau's own list: more records than it allows are an error of the facts. With a score
  the best stay, whatever is paid for them, and whether or not the ledger holds them already; one whose score is not
  stated leaves the selection open where it may matter.
- Where a claim that a cap across applicants reaches is open, or hangs on an open one, all who share a key with it are
  settled apart, and their claims under such caps are contingent.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import TypeAlias

import attrs

from ipdsl.diagnostics.model import Diagnostic
from ipdsl.runtime.code import Code
from ipdsl.runtime.decision.pipeline import Run, Start
from ipdsl.runtime.decision.result import Bounded, Result
from ipdsl.runtime.facts import NO_LAST, Fact, Facts, Rank
from ipdsl.runtime.outcome import Outcome
from ipdsl.runtime.reading import cohort_errors as e
from ipdsl.runtime.reasons import QUOTA, Place, reason
from ipdsl.runtime.reasons import Score as ToldScore
from ipdsl.runtime.settlement.candidate import keys_of
from ipdsl.runtime.settlement.claims import Candidate, Group, groups_of, in_claim_order
from ipdsl.runtime.settlement.effects import Settled
from ipdsl.runtime.settlement.layout import Layout, Stage, layout_of
from ipdsl.runtime.settlement.propose import proposer_of
from ipdsl.runtime.settlement.together import Party, is_across, settle_together
from ipdsl.runtime.terms import Cap, Program, Quota, Ranking
from ipdsl.runtime.unknown import NONE, FactRef, Open

Own: TypeAlias = "tuple[Run, list[Candidate]]"
"""An applicant's run with its claims."""

Score: TypeAlias = "tuple[bool, int | Fraction]"
"""Whether a record has a score at all, and the score."""


@attrs.frozen(eq=False)
class Together:
    """What a cohort comes to: a result for each applicant, what was remarked, and what was wrong with the lists."""

    results: tuple[Result, ...]
    notes: tuple[str, ...]
    problems: tuple[Diagnostic, ...]


def looks_across(program: Program) -> bool:
    """Whether any rule looks beyond one applicant."""
    return bool(program.rankings or program.quotas or any(is_across(stage) for stage in layout_of(program).stages))


def decide_together(
    program: Program, code: Code, cohort: Sequence[Facts], *, year: int | None = None, strict: bool = False
) -> Together:
    """The results for all applicants, in the order given."""
    layout = layout_of(program)
    notes = list(_unstated(program, cohort))
    ranked = _with_places(program, cohort)
    runs = [_run(program, code, layout, facts, year, strict, is_alone=False) for facts in ranked]
    owns = [(run, run.claims()) for run in runs]
    problems: list[Diagnostic] = []
    for quota in program.quotas:
        _apply_quota(quota, owns, notes, problems)
    alone = [_Alone(run, start, *run.settle(start)) for run, start in ((run, run.start(own)) for run, own in owns)]
    stages = [stage for stage in layout.stages if is_across(stage)]
    if stages:
        apart = _apart(stages, alone)
        for at in apart:
            run = _run(program, code, layout, alone[at].run.facts, year, strict, is_alone=True)
            start = run.start(run.claims())
            alone[at] = _Alone(run, start, *run.settle(start))
        meeting = [one for at, one in enumerate(alone) if at not in apart]
        _meet(layout, program.currency, meeting)
    results = tuple(one.run.result(one.start, one.settled, one.bounded) for one in alone)
    return Together(results, tuple(notes), tuple(problems))


def _run(
    program: Program, code: Code, layout: Layout, facts: Facts, year: int | None, strict: bool, *, is_alone: bool
) -> Run:
    return Run(
        program, proposer_of(program, code, facts, layout, strict=strict, is_alone=is_alone), layout, facts, year
    )


@attrs.define(eq=False)
class _Alone:
    """An applicant's claims as they are settled by itself, and the sets that hold something open."""

    run: Run
    start: Start
    settled: dict[int, Settled]
    bounded: list[Bounded]

    @property
    def unsure(self) -> set[int]:
        """The claims (by identity) that hang on something open, by themselves or through a rule."""
        return {key for _, members in self.bounded for key in members}


def _apart(stages: list[Stage], alone: list[_Alone]) -> set[int]:
    """The places of applicants that cannot be settled with the others: what is open reaches a key that they share."""
    reached = [set(_groups(stages, one.start.live)) for one in alone]
    unsure = {
        group
        for one in alone
        for group in _groups(stages, [claim for claim in one.start.live if id(claim) in one.unsure])
    }
    apart: set[int] = set()
    while more := {at for at, groups in enumerate(reached) if at not in apart and groups & unsure}:
        apart |= more
        unsure |= {group for at in more for group in reached[at]}
    return apart


def _meet(layout: Layout, currency: str, meeting: list[_Alone]) -> None:
    """Settles the sure claims of all together, in place of what each came to by itself."""
    parties = []
    for one in meeting:
        unsure, sure = one.unsure, [claim for claim in one.start.live if id(claim) not in one.start.in_vain]
        asked = [(claim, 0 if id(claim) in unsure else claim.low) for claim in sure]
        parties.append(Party(one.run.facts.applicant, asked, one.start.settling.memory, one.start.settling.rooms.low))
    for one, settled in zip(meeting, settle_together(layout, parties, currency), strict=True):
        unsure = one.unsure
        one.settled |= {id(s.claim): s for s in settled if id(s.claim) not in unsure}


# ---------------------------------------------------------------------------------------------- ranks


def _with_places(program: Program, cohort: Sequence[Facts]) -> list[Facts]:
    """The facts with the places that the cohort gives; published places come first."""
    tables = [_Table(ranking, cohort) for ranking in program.rankings]
    return [_ranked(tables, facts) for facts in cohort]


def _ranked(tables: list[_Table], facts: Facts) -> Facts:
    stated = {(rank.figure, rank.year) for rank in facts.ranks}
    found = [
        table.place(figure, year)
        for table in tables
        if not facts.kinds.isdisjoint(table.ranking.among)
        for year, figures in sorted(facts.figures.items())
        if (figure := figures.get(table.ranking.figure)) is not None and (table.ranking.figure, year) not in stated
    ]
    return attrs.evolve(facts, ranks=(*facts.ranks, *found)) if found else facts


@attrs.frozen
class _OfYear:
    """What counts for the places of one year: the figures, ascending, of how many the figure is not stated, and the
    places published for figures (ascending, too). `is_part`: those show that more were ranked than the cohort holds.
    """

    figures: list[int | Fraction]
    unknown: int
    published: list[tuple[int | Fraction, int]]
    is_part: bool

    def ahead(self, figure: int | Fraction) -> int:
        """How many of the cohort have more."""
        return len(self.figures) - bisect_right(self.figures, figure)

    def ends(self, figure: int | Fraction) -> tuple[int, int]:
        """The first and the last place that a figure can have, next to the published ones."""
        ahead, at = self.ahead(figure), bisect_left(self.published, (figure, 0))
        low, high = 1 + ahead, NO_LAST if self.is_part else 1 + ahead + self.unknown
        for other, place in self.published[max(0, at - 1) : at + 2]:  # the nearest bind the most
            between = ahead - self.ahead(other)
            if other == figure:
                return place, place
            if other > figure:
                low = max(low, place + between)
            else:
                high = min(high, place + between)
        return low, max(low, high)


class _Table:
    """A ranking over a cohort, year by year."""

    def __init__(self, ranking: Ranking, cohort: Sequence[Facts]) -> None:
        self.ranking = ranking
        self.ranked = [facts for facts in cohort if not facts.kinds.isdisjoint(ranking.among)]
        self._years: dict[int, _OfYear] = {}

    def place(self, figure: Fact, year: int) -> Rank:
        """The place of a figure of a year."""
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
            unknown = sum(figure is None for figure in figures)
            stated = [
                (figure, rank.rank)
                for facts, figure in zip(self.ranked, figures, strict=True)
                for rank in facts.ranks
                if (rank.figure, rank.year) == (name, year)
            ]
            published = {figure: rank for figure, rank in stated if isinstance(figure, int | Fraction)}
            found = _OfYear(counting, unknown, sorted(published.items()), is_part=False)
            is_part = any(rank > 1 + found.ahead(figure) + unknown for figure, rank in published.items())
            is_part = is_part or any(rank > len(figures) for _, rank in stated)
            self._years[year] = attrs.evolve(found, is_part=is_part)
        return self._years[year]


def _counts(figure: object) -> bool:
    return isinstance(figure, int | Fraction) and not isinstance(figure, bool) and figure > 0


def _unstated(program: Program, cohort: Sequence[Facts]) -> Iterator[str]:
    """Of whom a ranked figure is not stated, in the years in which others state it."""
    for ranking in program.rankings:
        ranked = [facts for facts in cohort if not facts.kinds.isdisjoint(ranking.among)]
        years = sorted({year for facts in ranked for year in facts.figures if ranking.figure in facts.figures[year]})
        for year in years:
            missing = [f.applicant for f in ranked if ranking.figure not in f.figures.get(year, {})]
            if missing:
                yield f"{ranking.figure} of {year} is not stated for {', '.join(missing)}: places may change"


# ---------------------------------------------------------------------------------------------- quotas


@attrs.define(eq=False)
class _Entry:
    """A record on the list, with its claims and its score (`None`: not stated)."""

    applicant: str
    claims: list[Candidate]
    score: Score | None = None

    @property
    def is_sure(self) -> bool:
        return any(not claim.facts for claim in self.claims)

    @property
    def competes(self) -> bool:
        """Whether it surely takes part in a selection, which hangs on no approval."""
        return any(all(ref.group == "approval" for ref in claim.facts) for claim in self.claims)


def _apply_quota(quota: Quota, owns: Iterable[Own], notes: list[str], problems: list[Diagnostic]) -> None:
    for key, entries in sorted(_listed(quota, owns).items()):
        said = ", ".join(key)
        if quota.score:
            _select(quota, entries)
            continue
        sure = [entry for entry in entries if entry.is_sure]
        if len(sure) > quota.number:
            items = ", ".join(f"{entry.claims[0].item} of {entry.applicant}" for entry in sure)
            problems.append(
                e.QuotaExceeded(path="$", quota=quota.text, key=said, number=quota.number, count=len(sure), items=items)
            )
        elif quota.low is not None and len(entries) < quota.low:
            notes.append(f"{quota.text}: {len(entries)} selected ({said}), fewer than {quota.low}")


def _listed(quota: Quota, owns: Iterable[Own]) -> dict[Group, list[_Entry]]:
    """The records that compete, by key, in claim order."""
    live = [
        (run, claim)
        for run, claims in owns
        for claim in claims
        if claim.is_live and claim.source is not None and claim.clause.index in quota.clauses
    ]
    found: dict[Group, dict[tuple[str, int], _Entry]] = {}
    by_applicant = sorted(live, key=lambda pair: pair[0].facts.applicant)
    for run, claim in in_claim_order(by_applicant, lambda pair: pair[1]):
        assert claim.source is not None  # a quota counts records
        assert claim.at is not None
        keys, _ = keys_of(claim.at, claim.source, claim.item, quota.keys)
        for group in groups_of(keys, quota.keys, claim.year if quota.per_year else None):
            entries = found.setdefault(group, {})
            entry = entries.setdefault((run.facts.applicant, id(claim.source)), _Entry(run.facts.applicant, []))
            entry.claims.append(claim)
            entry.score = _score(claim.at.field(quota.score)) if quota.score else None
    return {group: list(entries.values()) for group, entries in found.items()}


_NO_SCORE: Score = (False, 0)


def _score(stated: object) -> Score | None:
    """A score to compare by; who is known to have none comes after all who have one."""
    if isinstance(stated, Open):
        return None
    return (True, stated) if isinstance(stated, int | Fraction) else _NO_SCORE


def _select(quota: Quota, entries: list[_Entry]) -> None:
    """Stops the claims of records that are left out; where that is not sure, they hang on the cohort."""
    for place, entry in enumerate(entries):
        if entry.score is None:
            if len(entries) > quota.number:
                _leave_open(quota, entry)
            continue
        better = [
            other
            for at, other in enumerate(entries)
            if other is not entry
            and (other.score is None or other.score > entry.score or (other.score == entry.score and at < place))
        ]
        sure = [other for other in better if other.score is not None and other.competes]
        if len(sure) >= quota.number:
            _leave_out(quota, entry)
        elif len(better) >= quota.number:
            _leave_open(quota, entry)


def _leave_out(quota: Quota, entry: _Entry) -> None:
    has_one, number = entry.score or _NO_SCORE
    score = ToldScore((quota.score, number if has_one else NONE))
    why = reason(QUOTA, number=quota.number, where=Place(quota.article), score=score)
    for claim in entry.claims:
        claim.outcome, claim.stop = Outcome.NOT_ELIGIBLE, why


def _leave_open(quota: Quota, entry: _Entry) -> None:
    for claim in entry.claims:
        claim.facts |= {FactRef("cohort", quota.name)}
        claim.low = 0


# ---------------------------------------------------------------------------------------------- caps across applicants


def _groups(stages: list[Stage], claims: Iterable[Candidate]) -> Iterator[tuple[str, Group]]:
    for claim in claims:
        for stage in stages if claim.is_live else ():
            for rule in stage.rules:
                if isinstance(rule, Cap) and rule.across and stage.reaches(rule, claim.clause):
                    yield from ((rule.name, group) for group in groups_of(claim.keys, rule.keys, None))
