"""Decisions on many applicants together: ranks, quotas, and caps across applicants.

Each applicant gets its ranks from the yearly figures of all; a rank is exact or has two ends. A quota checks the
bureau's list or selects records by score. Each applicant is then settled separately. Finally the claims under caps
across applicants are settled in one course. If a claim under such a cap is undetermined, all applicants that share a
key with it are settled separately.

docs/en/concepts/settlement describes the rules: "Many applicants".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cache, partial
from itertools import groupby
from operator import itemgetter
from typing import TypeAlias

import attrs

from ipdsl.base.findings.finding import Diagnostic
from ipdsl.base.findings.phrase import LocalizedName, LocalizedSentence, Phrase, join_phrases
from ipdsl.claims.claim import Candidate, KeyValue, PrintedGroup, printed_groups, sort_claims
from ipdsl.claims.keys import keys_of
from ipdsl.claims.proposer import proposer_of
from ipdsl.claims.unlisted_records import is_of_unlisted_record
from ipdsl.decision.pipeline import Evaluation, SettlementInput
from ipdsl.decision.result import Bounded, EvaluationResult
from ipdsl.engine.module_functions import GeneratedFunctions
from ipdsl.engine.situation import Situation, changes_of
from ipdsl.facts.errors import cohort as e
from ipdsl.ir.facts import Balances, Facts, LedgerLine, Rank
from ipdsl.ir.proposal import Outcome
from ipdsl.ir.reasons import COHORT_QUOTA, ArticlePlace, Score, reason
from ipdsl.ir.terms import Program, Quota, Ranking, TriggerKind
from ipdsl.ir.unknown import FactRef, Open
from ipdsl.kernel.prior_payments import GroupKey, PaymentHistory, PriorPayment, groups
from ipdsl.kernel.ranks import EXCLUDED, OPEN, SELECTED, RanksOfYear, has_rank, outcome_of_place, ranks_of_year
from ipdsl.kernel.rule_table import Rule, SettlementTable, table_of_program
from ipdsl.ledger.lines import lines_of_outsiders, payment_history_of_lines, payments_of_others
from ipdsl.schema.values.stated_values import NONE, Fact
from ipdsl.settlement.effects import SettledClaim
from ipdsl.settlement.other_applicants import (
    NO_EXTERNAL_MEMBERS,
    NO_EXTERNAL_RANKS,
    ExternalMembers,
    ExternalRanks,
    QuotaEntry,
)
from ipdsl.settlement.settlement import ApplicantClaims, settle_jointly

ClaimsOfApplicant: TypeAlias = "tuple[Situation, list[Candidate]]"
"""The situation of an applicant, without a record or day of its own, and its claims."""

GroupParts: TypeAlias = "tuple[frozenset[str] | None, ...]"
"""The possible values of a claim for each part of a group; `None` if they are not known."""

Scored: TypeAlias = "tuple[bool, int | Fraction]"
"""Whether a record has a score, and the score."""


@attrs.define(eq=False, repr=False)
class _Entry:
    """A record on the list, with its claims and its score (`None`: not stated)."""

    applicant: str
    claims: list[Candidate]
    score: Scored | None = None
    paid_item: str = ""
    """The item, if only a ledger line names the record."""
    external: QuotaEntry | None = None
    """The record of an applicant settled elsewhere; all its facts are known."""
    parts: GroupParts = ()
    """For a record with an unknown group: the possible values for each part of the group."""
    unknown: frozenset[FactRef] = frozenset()
    """The missing facts that decide the group."""
    has_order: bool = True
    """Whether its position in claim order is known."""
    count: int = 1
    """The largest number of records it can represent; for a list in part, the number of places."""

    def may_be_in(self, group: PrintedGroup) -> bool:
        """Whether the record may turn out to be in the group."""
        return all(part is None or name in part for part, name in zip(self.parts, group, strict=True))

    def may_share_group(self, other: _Entry) -> bool:
        """Whether two records with unknown groups may turn out to be in the same group."""
        pairs = zip(self.parts, other.parts, strict=True)
        return all(mine is None or its is None or not mine.isdisjoint(its) for mine, its in pairs)

    @property
    def is_sure(self) -> bool:
        return bool(self.paid_item or self.external) or any(not claim.facts for claim in self.claims)

    @property
    def competes(self) -> bool:
        """Whether it certainly takes part in a selection. A selection does not depend on approvals."""
        if self.external is not None:
            return True
        return not self.parts and any(all(ref.group == "approval" for ref in claim.facts) for claim in self.claims)

    @property
    def item(self) -> str:
        return self.external.item if self.external is not None else self.paid_item or self.claims[0].item

    @property
    def order(self) -> tuple[object, ...]:
        """Its position in claim order, which is its first claim's; equal records are sorted by the applicant's name."""
        return (self.external.order if self.external is not None else self.claims[0].order), self.applicant


def apply_quota(
    place: int, quota: Quota, applicants: Iterable[ClaimsOfApplicant], payments: Iterable[PriorPayment],
    notes: list[Phrase], problems: list[Diagnostic], external_members: ExternalMembers = NO_EXTERNAL_MEMBERS,
) -> None:  # fmt: skip
    """Stop the claims that a selection leaves out, or check a list against its quota.

    A list above its quota is added to `problems`, one below its minimum to `notes`. `payments` are the ledger lines of
    applicants that claim nothing here. `external_members` are settled elsewhere and receive the results of their
    records. `place` is the index of the quota.
    """
    listed, unassigned = _entries_by_group(quota, applicants)
    for group, external_entries in external_members.quota_entries(place).items():
        entries = [_Entry(record.applicant, [], record.score, external=record) for record in external_entries]
        listed[group] = sorted([*listed.get(group, ()), *entries], key=_order_of)
    seen: set[tuple[PrintedGroup, str, str]] = set()
    for record in payments:
        if record.line is not None and record.clause.index in quota.clauses:
            for group in printed_groups(record.keys, quota.keys, record.year if quota.per_year else None):
                if (group, record.line.applicant, record.item) not in seen:
                    seen.add((group, record.line.applicant, record.item))
                    listed.setdefault(group, []).append(_Entry(record.line.applicant, [], paid_item=record.item))
    if quota.score:
        without_place: set[int] = set()
        for key, entries in sorted(listed.items()):
            outcomes = [*_outcomes(quota, entries, [entry for entry in unassigned if entry.may_be_in(key)])]
            without_place |= {id(entry) for entry, what in outcomes if what != SELECTED}
            out, open_ = _select(quota, outcomes)
            external_members.report_quota(place, key, out, open_)
        for entry in unassigned:
            if id(entry) in without_place or _may_lack_place_in_new_group(quota, entry, unassigned):
                _leave_open(quota, entry)
        return
    for key, entries in sorted(listed.items()):
        joined_key = ", ".join(key)
        count = len(entries) + sum(entry.count for entry in unassigned if entry.may_be_in(key))
        sure = [entry for entry in entries if entry.is_sure]
        if len(sure) > quota.number:
            items = join_phrases(
                Phrase("{item} of {applicant}", "{applicant}的{item}", item=entry.item, applicant=entry.applicant)
                for entry in sure
            )
            problems.append(
                e.QuotaExceeded(
                    path="$", quota=quota.text, key=joined_key, number=quota.number, count=len(sure), items=items
                )
            )
        elif quota.low is not None and count < quota.low:
            notes.append(
                Phrase("{quota}: {n} selected ({key}), fewer than {low}", "{quota}：入选{n}个（{key}），少于{low}个",
                       quota=LocalizedSentence(quota.text), n=count, key=joined_key, low=quota.low)
            )  # fmt: skip


def _entries_by_group(
    quota: Quota, applicants: Iterable[ClaimsOfApplicant]
) -> tuple[dict[PrintedGroup, list[_Entry]], list[_Entry]]:
    """The competing records by group, and the records whose group is not known; both in claim order."""
    live = [
        (situation, claim)
        for situation, claims in sorted(applicants, key=lambda pair: pair[0].facts.applicant)
        for claim in sort_claims(claims)[0]
        if claim.is_live and claim.situation is not None and claim.clause.index in quota.clauses
    ]
    by_group: dict[PrintedGroup, dict[tuple[str, int], _Entry]] = {}
    unassigned: dict[tuple[str, int | str, GroupParts], _Entry] = {}
    for situation, claim in sorted(live, key=lambda pair: pair[1].order):
        applicant, here = situation.facts.applicant, claim.rule_situation
        if is_of_unlisted_record(claim):
            any_group = (None,) * (len(quota.keys) + quota.per_year)
            entry = _Entry(applicant, [], parts=any_group, has_order=False, count=max(quota.number, 1))
            unassigned.setdefault((applicant, claim.item, any_group), entry).claims.append(claim)
            continue
        assert claim.source is not None
        assert here is not None  # `live` has only claims that may reach the rules
        keys, unknown = _group_keys(quota, here, claim)
        year = str(claim.year) if quota.per_year and claim.year is not None else None
        record = (applicant, id(claim.source))
        if unknown or (quota.per_year and year is None):
            if keys.keys() | unknown.keys() != set(quota.keys):
                continue
            values = [_values(keys[name]) if name in keys else None for name in quota.keys]
            parts = (*values, *([_values(year) if year else None] if quota.per_year else ()))
            entry = unassigned.setdefault((*record, parts), _Entry(applicant, [], parts=parts))
            entry.unknown |= frozenset(unknown.values())
            entries = [entry]
        else:
            entries = [
                by_group.setdefault(group, {}).setdefault(record, _Entry(applicant, []))
                for group in printed_groups(keys, quota.keys, claim.year if quota.per_year else None)
            ]
        has_item = all(name in claim.source.values for name in situation.schema.record_by_name[claim.source.kind].key)
        for entry in entries:
            entry.claims.append(claim)
            entry.has_order &= has_item and not _may_have_other_day(claim)
            entry.score = _score(here.field(quota.score)) if quota.score else None
    return {group: list(entries.values()) for group, entries in by_group.items()}, list(unassigned.values())


def _group_keys(quota: Quota, here: Situation, claim: Candidate) -> tuple[dict[str, KeyValue], dict[str, FactRef]]:
    """The keys of a claim under a quota, and the unknown keys with the facts that decide them.

    If the claim has no day, its keys that change over time are unknown.
    """
    keys, unknown = keys_of(here, claim.source, claim.item, quota.keys)
    if claim.day is None:
        for name in [name for name in keys if name == "year" or changes_of(here.facts, name)]:
            del keys[name]
            unknown[name] = min(claim.facts)
    return keys, unknown


def _may_have_other_day(claim: Candidate) -> bool:
    """Whether the day that sorts the claim in claim order may be a different one."""
    return claim.day is None or (claim.clause.trigger.kind is TriggerKind.WHILE and bool(claim.unstated_facts))


def _values(value: KeyValue) -> frozenset[str]:
    return frozenset(value if isinstance(value, tuple) else (value,))


_NO_SCORE: Scored = (False, 0)


def _score(stated: object) -> Scored | None:
    """A score to compare by; a record known to have no score is sorted after all records with one."""
    if isinstance(stated, Open):
        return None
    return (True, stated) if isinstance(stated, int | Fraction) else _NO_SCORE


def _order_of(entry: _Entry) -> tuple[object, ...]:
    return entry.order


def _select(quota: Quota, outcomes: list[tuple[_Entry, int]]) -> tuple[list[QuotaEntry], list[QuotaEntry]]:
    """Stop the claims of the records that are left out of a group; uncertain claims depend on the cohort.

    Returns the external records that are left out, and those that are uncertain.
    """
    out = [entry for entry, what in outcomes if what == EXCLUDED and not entry.parts]
    open_ = [entry for entry, what in outcomes if what == OPEN and not entry.parts]
    for entry in out:
        _exclude(quota, entry)
    for entry in open_:
        _leave_open(quota, entry)
    return (
        [member.external for member in out if member.external is not None],
        [member.external for member in open_ if member.external is not None],
    )


def _outcomes(quota: Quota, entries: list[_Entry], unassigned: list[_Entry]) -> Iterator[tuple[_Entry, int]]:
    """The result of each record in a group.

    If the position of a record in claim order is not known, it may be before or after its equals.
    """
    competing = [*unassigned, *entries]
    scored = [(entry.score, entry) for entry in competing if entry.score is not None]
    unknown = [entry for entry in competing if entry.score is None]
    for entry in unknown:
        yield entry, outcome_of_place(quota.number, 0, sum(other.count for other in competing) - 1)
    surely, perhaps = 0, sum(entry.count for entry in unknown)
    if unassigned:
        scored.sort(key=lambda pair: pair[1].order)
    scored.sort(key=itemgetter(0), reverse=True)  # equal records stay in claim order
    for _, pairs in groupby(scored, itemgetter(0)):
        equals = [entry for _, entry in pairs]
        ordered = [entry for entry in equals if entry.has_order]
        free = len(equals) - len(ordered)
        for entry in equals:
            if not entry.has_order:
                yield entry, outcome_of_place(quota.number, surely, perhaps + len(equals) - 1)
        ahead = surely
        for better, entry in enumerate(ordered):
            yield entry, outcome_of_place(quota.number, ahead, perhaps + free + better)
            ahead += entry.competes
        surely += sum(entry.competes for entry in equals)
        perhaps += len(equals)


def _may_lack_place_in_new_group(quota: Quota, entry: _Entry, unassigned: list[_Entry]) -> bool:
    """Whether a record may be left out in a group that contains only records with unknown groups."""
    rivals = [other for other in unassigned if other.may_share_group(entry)]
    return any(what != SELECTED for other, what in _outcomes(quota, [], rivals) if other is entry)


def _exclude(quota: Quota, entry: _Entry) -> None:
    has_one, number = entry.score or _NO_SCORE
    score = Score((quota.score, number if has_one else NONE))
    why = reason(COHORT_QUOTA, number=quota.number, where=ArticlePlace(quota.article), score=score)
    for claim in entry.claims:
        claim.outcome, claim.stop = Outcome.NOT_ELIGIBLE, why


def _leave_open(quota: Quota, entry: _Entry) -> None:
    for claim in entry.claims:
        claim.facts |= {FactRef("cohort", quota.name), *entry.unknown}
        claim.low = 0


def with_ranks(
    program: Program, cohort: Sequence[Facts], outsiders: Iterable[LedgerLine] = (),
    external_members: ExternalMembers = NO_EXTERNAL_MEMBERS
) -> list[Facts]:  # fmt: skip
    """The facts of each applicant with the ranks that the cohort gives. A published rank takes precedence.

    An applicant outside the cohort that was paid by a rank, according to `outsiders`, counts with an unknown figure.
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
    """The number of applicants outside the cohort that had a rank, by year, according to the lines."""
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
    """A ranking over a cohort, year by year; `external` are the figures of members settled elsewhere."""

    def __init__(
        self, ranking: Ranking, cohort: Sequence[Facts], outsiders: Mapping[int, int],
        external: ExternalRanks = NO_EXTERNAL_RANKS
    ) -> None:  # fmt: skip
        self.ranking, self.outsiders, self.external = ranking, outsiders, external
        self.ranked = [facts for facts in cohort if not facts.kinds.isdisjoint(ranking.among)]
        self._years: dict[int, RanksOfYear] = {}

    def rank(self, figure: Fact, year: int) -> Rank:
        """The rank of a figure in a year: 0 if it has no rank, two ends if it is undetermined."""
        name, among = self.ranking.figure, self.ranking.among
        if not has_rank(figure):
            return Rank(name, year, 0, among=among)
        assert isinstance(figure, int | Fraction)
        low, high = self.year_ranks(year).ends(figure)
        return Rank(name, year, low, high if high > low else None, among)

    def year_ranks(self, year: int) -> RanksOfYear:
        """The figures that decide the ranks of a year."""
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
            )  # an applicant without a rank is not ahead
            unknown += self.outsiders.get(year, 0) + external.count - external.stated_by_year.get(year, 0)
            self._years[year] = ranks_of_year(
                [*counting, *external.figures.get(year, ())], unknown, stated, len(figures) + external.count
            )
        return self._years[year]


def unstated_figures(
    program: Program, cohort: Sequence[Facts], external_members: ExternalMembers = NO_EXTERNAL_MEMBERS
) -> Iterator[Phrase]:
    """A note for each year in which some applicants state a ranked figure and others do not."""
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
                             year=program.fiscal_year.year_name(year),
                             applicants=join_phrases([name for _, name in missing]))  # fmt: skip


@attrs.frozen(eq=False, repr=False)
class CohortResult:
    """The results of a cohort: one per applicant, notes about the cohort, and problems of its lists."""

    results: tuple[EvaluationResult, ...]
    notes: tuple[Phrase, ...]
    problems: tuple[Diagnostic, ...]


def looks_across(program: Program) -> bool:
    """Whether any rule looks beyond one applicant."""
    return bool(program.rankings or program.quotas or any(step.is_across for step in program.settlement.steps))


def decide_cohort(
    program: Program, code: GeneratedFunctions, cohort: Sequence[Facts], *, year: int | None = None,
    strict: bool = False,
    external_members: ExternalMembers = NO_EXTERNAL_MEMBERS,
) -> CohortResult:  # fmt: skip
    """The results for all applicants, in the order given.

    `external_members` are other members of the cohort that are settled elsewhere. They share ranks and quotas with
    these applicants, but no cap.
    """
    outsiders = lines_of_outsiders(cohort)
    notes = [*unstated_figures(program, cohort, external_members)]
    ranked = with_ranks(program, cohort, outsiders, external_members)
    runs = [_run(program, code, facts, year, strict, is_alone=False) for facts in ranked]
    claims_by_run = [(run, run.claims()) for run in runs]
    problems = _apply_quotas(program, claims_by_run, outsiders, notes, external_members)
    separate = [
        _SeparateSettlement(run, start, *run.settle(start))
        for run, start in ((run, run.start(run_claims)) for run, run_claims in claims_by_run)
    ]
    table = table_of_program(program)
    shared = [rule for rule in table.rules if rule.step_rule.is_across]
    if shared:
        separate_places = _find_separate(shared, separate)
        for index in separate_places:
            run = _run(program, code, separate[index].run.facts, year, strict, is_alone=True)
            start = run.start(run.claims())
            separate[index] = _SeparateSettlement(run, start, *run.settle(start))
        meeting = [entry for index, entry in enumerate(separate) if index not in separate_places]
        _settle_jointly(table, program.currency, meeting, payment_history_of_lines(program, outsiders))
    results = tuple(entry.run.result(entry.start, entry.settled_claims, entry.bounded) for entry in separate)
    if year is not None:

        @cache
        def results_of_all_years() -> tuple[EvaluationResult, ...]:
            return decide_cohort(program, code, cohort, strict=strict, external_members=external_members).results

        def result_at(index: int) -> EvaluationResult:
            return results_of_all_years()[index]

        results = tuple(
            attrs.evolve(entry, result_of_all_years=partial(result_at, index)) for index, entry in enumerate(results)
        )
    return CohortResult(results, tuple(notes), tuple(problems))


def compare(
    program: Program,
    code: GeneratedFunctions,
    cohort: Sequence[Facts],
    year: int | None,
    external_members: ExternalMembers,
) -> None:
    """Report the results of quotas to external members, whose records are compared with the records of this cohort."""
    runs = [_run(program, code, facts, year, strict=False, is_alone=False) for facts in cohort]
    _apply_quotas(program, [(run, run.claims()) for run in runs], lines_of_outsiders(cohort), [], external_members)


def _apply_quotas(
    program: Program, claims_by_run: Sequence[tuple[Evaluation, list[Candidate]]], outsiders: Sequence[LedgerLine],
    notes: list[Phrase], external_members: ExternalMembers,
) -> list[Diagnostic]:  # fmt: skip
    """Apply the quotas to the claims; return the problems of the lists."""
    problems: list[Diagnostic] = []
    for place, quota in enumerate(program.quotas):
        held = payments_of_others(program, outsiders, quota.clauses)
        claims = [(run.proposer.situation, run_claims) for run, run_claims in claims_by_run]
        apply_quota(place, quota, claims, held, notes, problems, external_members)
    return problems


def _run(
    program: Program, code: GeneratedFunctions, facts: Facts, year: int | None, strict: bool, *, is_alone: bool
) -> Evaluation:
    return Evaluation(program, proposer_of(program, code, facts, strict=strict, is_alone=is_alone), facts, year)


@attrs.define(eq=False, repr=False)
class _SeparateSettlement:
    """The claims of an applicant settled separately, and the sets with missing facts."""

    run: Evaluation
    start: SettlementInput
    settled_claims: dict[int, SettledClaim]
    bounded: list[Bounded]

    @property
    def open_claims(self) -> set[int]:
        """The claims (by identity) that depend on missing facts, directly or through a rule."""
        return {key for _, members in self.bounded for key in members}


def _find_separate(shared: list[Rule], separate: list[_SeparateSettlement]) -> set[int]:
    """The indices of applicants that cannot be settled with the others: a missing fact affects a key that they share.

    A claim with an unknown key is undetermined and affects every group of the rule.
    """
    reached = [_caps_of(shared, entry.start.live) for entry in separate]
    unsure = {
        group
        for entry in separate
        for group in _groups(shared, [claim for claim in entry.start.live if id(claim) in entry.open_claims])
    }
    unsure_rules = {number for caps in reached for number in caps.of_any_group}
    separate_places: set[int] = set()
    while more := {
        index
        for index, caps in enumerate(reached)
        if index not in separate_places and (caps.groups & unsure or caps.rules & unsure_rules)
    }:
        separate_places |= more
        unsure |= {group for index in more for group in reached[index].groups}
    return separate_places


def _settle_jointly(
    table: SettlementTable, currency: str, meeting: list[_SeparateSettlement], other_payments: PaymentHistory
) -> None:
    """Settle the certain claims of all applicants in one course and replace their separate results.

    `other_payments` were paid before.
    """
    applicants = []
    for entry in meeting:
        unsure, nothing = entry.open_claims, entry.start.redundant
        live = [claim for claim in entry.start.live if id(claim) not in nothing and not claim.is_consumed]
        claims_with_sums = [(claim, 0 if id(claim) in unsure else claim.low) for claim in live]
        context = entry.start.context
        applicants.append(
            ApplicantClaims(entry.run.facts.applicant, claims_with_sums, context.recall, context.cap_amounts.low)
        )
    for entry, settled in zip(meeting, settle_jointly(table, applicants, other_payments, currency), strict=True):
        unsure = entry.open_claims
        entry.settled_claims |= {id(s.claim): s for s in settled if id(s.claim) not in unsure}


def _groups(shared: list[Rule], claims: Iterable[Candidate]) -> Iterator[tuple[int, GroupKey]]:
    """The groups of claims, each with the number of the rule across applicants."""
    for claim in claims:
        for rule in shared if claim.is_live else ():
            if claim.clause.index in rule.step_rule.reached_clauses:
                yield from ((rule.number, group) for group in groups(rule.step_rule.keys, claim.keys.get, None))


@attrs.frozen(eq=False, repr=False)
class ReachedCaps:
    """The groups of caps across applicants that an applicant may reach, each with the number of its rule.

    `of_any_group` are the rules under which it may reach any group, because a key of a claim is not stated.
    """

    groups: frozenset[tuple[int, GroupKey]]
    of_any_group: frozenset[int]

    @property
    def rules(self) -> frozenset[int]:
        """The numbers of all rules that are reached."""
        return self.of_any_group.union(number for number, _ in self.groups)


def _caps_of(shared: list[Rule], claims: Sequence[Candidate]) -> ReachedCaps:
    return ReachedCaps(
        frozenset(_groups(shared, claims)),
        frozenset(rule.number for rule in shared for claim in claims if _may_be_of_any_group(rule, claim)),
    )


def _may_be_of_any_group(rule: Rule, claim: Candidate) -> bool:
    """Whether a claim may reach a rule and one of its keys for the rule is not stated."""
    names = rule.step_rule.keys
    return (
        claim.is_live
        and claim.clause.index in rule.step_rule.reached_clauses
        and not claim.unknown_keys.keys().isdisjoint(names)
        and all(name in claim.keys or name in claim.unknown_keys for name in names)
    )


def caps_reached(program: Program, code: GeneratedFunctions, facts: Facts, year: int | None) -> ReachedCaps:
    """The groups of caps across applicants, without years, that an applicant's claims may reach.

    They include the groups of its earlier payments and of published remaining amounts.
    """
    run = _run(program, code, facts, year, strict=False, is_alone=False)
    start = run.start(run.claims())
    shared = [rule for rule in table_of_program(program).rules if rule.step_rule.is_across]
    reached = _caps_of(shared, start.live)
    groups_before: set[tuple[int, GroupKey]] = set()
    for rule in shared:
        past = [*start.context.recall.payments_by_group(rule), *(
            group for name, group in _published_groups(start.context.recall.published) if name == rule.step_rule.name
        )]  # fmt: skip
        groups_before |= {(rule.number, _without_year(group) if rule.is_per_year else group) for group in past}
    return attrs.evolve(reached, groups=reached.groups | groups_before)


def _published_groups(published: Balances) -> Iterator[tuple[str, GroupKey]]:
    """The groups of rules about which something is published."""
    yield from published.left
    yield from ((name, group) for name, group, _ in published.ratios)
    yield from published.taken


def _without_year(group: GroupKey) -> GroupKey:
    """The group of a year without the year."""
    assert isinstance(group, tuple)
    return group[0] if len(group) == 2 else group[:-1]
