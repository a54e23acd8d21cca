"""Decisions on many applicants together: ranks, quotas, and caps across applicants.

Each applicant gets its ranks from the yearly figures of all; a rank is exact or has two ends. A quota checks the
bureau's list or selects records by score. Each applicant is then settled separately. Finally the claims under caps
across applicants are settled in one course. If a claim under such a cap is undetermined, all applicants that share a
key with it are settled separately.

docs/en/concepts/settlement describes the rules: "Many applicants".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cache, partial
from typing import TYPE_CHECKING, TypeAlias

import attrs

from ipdsl.base.findings.finding import Diagnostic
from ipdsl.base.findings.phrase import LocalizedName, LocalizedSentence, Phrase, join_phrases
from ipdsl.base.partition import values_by_key
from ipdsl.base.values.money import Bounds, Money
from ipdsl.claims.claim import Candidate, leave_out, sort_claims
from ipdsl.claims.proposer import proposer_of, with_ended_awards
from ipdsl.decision.decision import Request
from ipdsl.decision.model import Recovery
from ipdsl.decision.other_years import LateEvents, late_events_in_cohort
from ipdsl.decision.pipeline import Evaluation, SettlementInput, repeated_claims
from ipdsl.decision.result import Bounded, EvaluationResult
from ipdsl.engine.evaluator import GeneratedFunctions
from ipdsl.ir.facts import NO_LAST, Balances, FactRef, Facts, LedgerLine, PlacesOfRecords, Rank
from ipdsl.ir.terms import Program, Quota, Ranking
from ipdsl.kernel.ranks import (
    EXCLUDED,
    OPEN,
    PLACED,
    SELECTED,
    KeyRange,
    RanksOfYear,
    has_rank,
    key_range,
    outcome_of_place,
    places,
    ranks_of_year,
    value_in_key,
)
from ipdsl.kernel.rule_table import (
    GroupKey,
    PaymentHistory,
    PriorPayment,
    Rule,
    SettlementTable,
    groups,
    table_of_program,
)
from ipdsl.ledger.lines import (
    events_of,
    lines_of_outsiders,
    lines_without_key,
    outsider_lacks_key,
    payment_history,
    payment_history_of_lines,
    payments_of_others,
    policy_lines,
    with_awards_of_lines,
)
from ipdsl.plain_data import cohort_errors as e
from ipdsl.schema.values.value_type import Fact
from ipdsl.settlement.cohort import (
    NO_EXTERNAL_MEMBERS,
    NO_EXTERNAL_RANKS,
    Budget,
    ClaimsOfApplicant,
    Competitor,
    ExternalMembers,
    ExternalRanks,
    QuotaEntry,
    budgets_of,
    competitors_by_group,
    records_before,
    ties_in_key,
)
from ipdsl.settlement.effects import SettledClaim
from ipdsl.settlement.settlement import ApplicantClaims, settle_jointly

if TYPE_CHECKING:
    from ipdsl.decision.payment_queue import PaymentQueues


def apply_quota(
    program: Program, place: int, quota: Quota, applicants: Sequence[ClaimsOfApplicant],
    payments: Iterable[tuple[str, PriorPayment]], notes: list[Phrase], problems: list[Diagnostic],
    external_members: ExternalMembers = NO_EXTERNAL_MEMBERS, *, by_ranks_only: bool = False,
) -> Mapping[int, Candidate]:  # fmt: skip
    """Stop the claims that a selection leaves out, or check a list against its quota.

    Returns a copy of each claim that is stopped or depends on the cohort, by the identity of the claim.
    A list above its quota is added to `problems`, one below its minimum to `notes`. `payments` are the earlier payments
    to these applicants and to others: their records keep their places, whether they are listed or not.
    `external_members` are settled elsewhere and receive the results of their records. `place` is the index of the
    quota. `by_ranks_only`: only groups with a published rank are selected here.
    """
    listed, unassigned = competitors_by_group(quota, applicants)
    for group, external_entries in external_members.quota_entries(place).items():
        entries = [Competitor(record.applicant, [], record.score, external=record) for record in external_entries]
        listed[group] = sorted([*listed.get(group, ()), *entries], key=lambda entry: entry.order)
    placed = records_before(quota, payments)
    for group, records in placed.items():
        unlisted = {**records}
        for entry in listed.setdefault(group, []):
            entry.is_placed = unlisted.pop(entry.record, None) is not None
        listed[group] += unlisted.values()
    unassigned = [
        entry
        for entry in unassigned
        if not any(entry.record in records and entry.may_be_in(group) for group, records in placed.items())
    ]
    if quota.score:
        published = {situation.facts.applicant: situation.facts.places for situation, _ in applicants}
        without_place: set[int] = set()
        changed: dict[int, Candidate] = {}
        for key, entries in sorted(listed.items()):
            rivals = [entry for entry in unassigned if entry.may_be_in(key)]
            if by_ranks_only and not any(
                (quota.name, entry.item) in published.get(entry.applicant, ()) for entry in (*entries, *rivals)
            ):
                continue
            ends = with_published(quota.name, _ends_in_group(entries, rivals), published, problems)
            outcomes = [(entry, outcome_of_place(quota.number, first - 1, last - 1)) for entry, first, last in ends]
            without_place |= {id(entry) for entry, what in outcomes if what != SELECTED}
            out, open_ = _select(program, quota, outcomes, changed)
            external_members.report_quota(place, key, out, open_)
        for entry in unassigned:
            if id(entry) in without_place or _may_lack_place_in_new_group(quota, entry, unassigned):
                _leave_open(quota, entry, changed)
        return changed
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
    return {}


def _select(
    program: Program, quota: Quota, outcomes: list[tuple[Competitor, int]], changed: dict[int, Candidate]
) -> tuple[list[QuotaEntry], list[QuotaEntry]]:
    """Stop the claims of the records that are left out of a group; uncertain claims depend on the cohort.

    `changed` gets their copies. Returns the external records that are left out, and those that are uncertain.
    """
    out = [entry for entry, what in outcomes if what == EXCLUDED and not (entry.parts or entry.is_placed)]
    open_ = [entry for entry, what in outcomes if what == OPEN and not (entry.parts or entry.is_placed)]
    for claim in [claim for entry in out for claim in entry.claims]:
        stopped = changed[id(claim)] = attrs.evolve(changed.get(id(claim), claim))
        leave_out(program, quota, stopped)
    for entry in open_:
        _leave_open(quota, entry, changed)
    return (
        [member.external for member in out if member.external is not None],
        [member.external for member in open_ if member.external is not None],
    )


_Ends: TypeAlias = "list[tuple[Competitor, int, int]]"
"""The first and the last place that each record of a group can have."""


def _ends_in_group(entries: list[Competitor], rivals: list[Competitor]) -> _Ends:
    """The places of records under a quota; `rivals` may be in the group. Equal scores are in claim order.

    Records with a place by an earlier run are before all others, whatever is not known.
    """
    competing = [*rivals, *entries]
    if rivals:
        competing.sort(key=lambda entry: (entry.score is None, () if entry.score is None else entry.order))
    ranges = [
        key_range(
            (
                PLACED if entry.is_placed else entry.score,
                *entry.ties,
                value_in_key(-number) if entry.has_order else None,
            ),
            is_sure=entry.competes,
            count=entry.count,
        )
        for number, entry in enumerate(competing)
    ]
    return [(entry, *ends) for entry, ends in zip(competing, places(ranges), strict=True)]


def with_published(
    name: str, ends: _Ends, published: Mapping[str, PlacesOfRecords], problems: list[Diagnostic]
) -> _Ends:
    """The places with the published ones, by applicant; one that the cohort contradicts is added to `problems`.

    If a published rank is after all that the cohort allows, the cohort is a part of all ranked records, and any record
    without a published rank may be later. `name` is the label of the award, or the name of the rule.
    """
    stated = [published.get(entry.applicant, {}).get((name, entry.item)) for entry, _, _ in ends]
    is_part = any(rank is not None and rank > last for rank, (_, _, last) in zip(stated, ends, strict=True))
    for rank, (entry, first, _) in zip(stated, ends, strict=True):
        if rank is not None and 0 < rank < first:
            problems.append(
                e.ContradictoryPlace(
                    path="$", applicant=entry.applicant, item=entry.item, name=name, rank=rank, ahead=first - 1
                )
            )
    return [
        (entry, rank or NO_LAST, rank or NO_LAST) if rank is not None else (entry, first, NO_LAST if is_part else last)
        for rank, (entry, first, last) in zip(stated, ends, strict=True)
    ]


def _may_lack_place_in_new_group(quota: Quota, entry: Competitor, unassigned: list[Competitor]) -> bool:
    """Whether a record may be left out in a group that contains only records with unknown groups."""
    rivals = [other for other in unassigned if other.may_share_group(entry)]
    return any(last > quota.number for other, _, last in _ends_in_group([], rivals) if other is entry)


def _leave_open(quota: Quota, entry: Competitor, changed: dict[int, Candidate]) -> None:
    for claim in entry.claims:
        claim_so_far = changed.get(id(claim), claim)
        changed[id(claim)] = attrs.evolve(
            claim_so_far, facts=claim_so_far.facts | {FactRef("cohort", quota.name), *entry.unknown}, low=0
        )


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
    paid = _payments_before(program, (), lines, ranking.clauses)
    return Counter(year for _, year in {(applicant, payment.year) for applicant, payment in paid if payment.proposed})


def _with_ranks(tables: list[RankTable], facts: Facts) -> Facts:
    stated = {(rank.figure, rank.year) for rank in facts.ranks}
    ranks = [
        table.rank(facts, figure, year)
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
        self._ordered_years: dict[int, Mapping[str, tuple[int, int]]] = {}

    def rank(self, facts: Facts, figure: Fact, year: int) -> Rank:
        """The rank of an applicant's figure in a year: 0 if it has no rank, two ends if it is undetermined."""
        name, among = self.ranking.figure, self.ranking.among
        if not has_rank(figure):
            return Rank(name, year, 0, among=among)
        assert isinstance(figure, int | Fraction)
        low, high = (
            self._ordered_ranks(year)[facts.applicant] if self.ranking.ties else self.year_ranks(year).ends(figure)
        )
        return Rank(name, year, low, high if high > low else None, among)

    def _ordered_ranks(self, year: int) -> Mapping[str, tuple[int, int]]:
        """The first and last rank of each applicant in a year if equal figures are in the order of a field."""
        if year not in self._ordered_years:
            ranges, names, stated = list[KeyRange](), list[str](), list[int]()
            name, unknown = self.ranking.figure, self.year_ranks(year).unknown
            for facts in self.ranked:
                figure = facts.figures.get(year, {}).get(name)
                if isinstance(figure, int | Fraction) and has_rank(figure):
                    ties = ties_in_key(self.ranking.ties, facts.fields.get)
                    ranges.append(key_range((value_in_key(figure), *ties), is_sure=True))
                    names.append(facts.applicant)
                    stated.append(next((r.rank for r in facts.ranks if (r.figure, r.year) == (name, year)), 0))
            external = self.external.figures.get(year, ())
            ranges += [key_range((value_in_key(figure), None), is_sure=True) for figure in external]
            ranges += [key_range((None,), is_sure=False, count=unknown)] if unknown else []
            ends = places(ranges)[: len(names)]
            is_part = any(rank > last for rank, (_, last) in zip(stated, ends, strict=True))
            self._ordered_years[year] = {
                name: (first, NO_LAST if is_part else last) for name, (first, last) in zip(names, ends, strict=True)
            }
        return self._ordered_years[year]

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


def with_record_ranks(
    program: Program, code: GeneratedFunctions, cohort: Sequence[Facts], outsiders: Iterable[LedgerLine],
    problems: list[Diagnostic], *, strict: bool = False
) -> list[Facts]:  # fmt: skip
    """The facts of each applicant with the ranks that the cohort gives its records. A published rank takes precedence.

    A published rank that the cohort contradicts is added to `problems`.
    """
    if not program.record_rankings:
        return [*cohort]
    clauses = frozenset(index for ranking in program.record_rankings for index in ranking.clauses)
    payments = [*_payments_before(program, cohort, outsiders, clauses)]
    applicants: list[ClaimsOfApplicant] = []
    repeated: list[tuple[str, Candidate, Candidate]] = []
    for facts in cohort:  # a published rank, by which a row may not be reached, does not stop a record here
        unranked = attrs.evolve(facts, places={}, record_ranks={})
        proposer = proposer_of(program, code, unranked, strict=strict, is_alone=False)
        Evaluation(program, proposer, unranked, None).add_up_awards()
        claims, may_repeat = sort_claims(proposer.claims(only=clauses))
        repeats = repeated_claims(claims) if may_repeat else {}
        repeated += [(facts.applicant, claim, repeats[id(claim)]) for claim in claims if id(claim) in repeats]
        applicants.append((proposer.situation, [claim for claim in claims if id(claim) not in repeats]))
    published = {facts.applicant: facts.places for facts in cohort}
    ranks_of: dict[str, dict[tuple[str, str, str], tuple[int, int]]] = {facts.applicant: {} for facts in cohort}
    for ranking in program.record_rankings:
        listed, unassigned = competitors_by_group(ranking, applicants)
        paid = records_before(ranking, payments)
        for group, entries in sorted(listed.items()):
            records = {entry.record for entry in entries}
            rivals = [
                *(entry for record, entry in paid.get(group, {}).items() if record not in records),
                *(entry for entry in unassigned if entry.may_be_in(group)),
            ]
            for entry, first, last in with_published(
                ranking.name, _ranks_in_group(entries, rivals), published, problems
            ):
                ranks_of[entry.applicant][_record_of(entry.claims[0])] = (first, last)
    for applicant, claim, representative in repeated:
        if (same := ranks_of[applicant].get(_record_of(representative))) is not None:
            ranks_of[applicant][_record_of(claim)] = same
    return [attrs.evolve(facts, record_ranks=ranks_of[facts.applicant]) for facts in cohort]


def _record_of(claim: Candidate) -> tuple[str, str, str]:
    assert claim.source is not None
    return claim.clause.label, claim.source.kind, claim.source.id


def _payments_before(
    program: Program, cohort: Iterable[Facts], outsiders: Iterable[LedgerLine], clauses: Collection[int]
) -> Iterator[tuple[str, PriorPayment]]:
    """The earlier payments under these clauses to the members of a cohort and to others, each with its applicant."""
    for facts in cohort if clauses else ():
        lines = payment_history(program, facts, events_of(program, policy_lines(program, facts))).lines
        yield from ((facts.applicant, payment) for index in clauses for payment in lines.get(index, ()))
    paid = payments_of_others(program, outsiders, clauses)
    yield from ((payment.line.applicant, payment) for payment in paid if payment.line)


def _ranks_in_group(entries: Sequence[Competitor], rivals: Sequence[Competitor]) -> _Ends:
    """The ranks of records in a group; `rivals` may be in it too. Records with one score and tie share a rank."""
    ranges = [
        key_range((entry.score, *entry.ties), is_sure=entry.competes and entry.score is not None, count=entry.count)
        for entry in (*entries, *rivals)
    ]
    return [(entry, *ends) for entry, ends in zip(entries, places(ranges)[: len(entries)], strict=True)]


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
    """The results of a cohort: one per applicant, notes about the cohort, problems of its lists, and its budgets."""

    results: tuple[EvaluationResult, ...]
    notes: tuple[Phrase, ...]
    problems: tuple[Diagnostic, ...]
    compute_budgets: Callable[[], tuple[Budget, ...]] = tuple


def looks_across(program: Program) -> bool:
    """Whether any rule looks beyond one applicant."""
    return bool(
        program.rankings
        or program.record_rankings
        or program.quotas
        or any(step.is_across for step in program.settlement.steps)
        or program.payment_caps
        or any(term.payer for term in program.recoveries)  # another applicant may owe one
    )


def decide_cohort(
    program: Program, code: GeneratedFunctions, cohort: Sequence[Facts], request: Request,
    external_members: ExternalMembers = NO_EXTERNAL_MEMBERS,
) -> CohortResult:  # fmt: skip
    """The results for all applicants, in the order given.

    `external_members` are other members of the cohort that are settled elsewhere. They share ranks and quotas with
    these applicants, but no cap.
    """
    outsiders = lines_of_outsiders(cohort) or external_members.others
    program = with_awards_of_lines(program, cohort, outsiders)
    notes = [*unstated_figures(program, cohort, external_members)]
    problems: list[Diagnostic] = []
    ranked = with_ranks(program, cohort, outsiders, external_members)
    ranked = with_record_ranks(program, code, ranked, outsiders, problems, strict=request.strict)
    runs = [_run(program, code, facts, request, is_alone=False) for facts in ranked]
    claims_by_run = [(run, run.claims()) for run in runs]
    problems += _apply_quotas(program, claims_by_run, outsiders, notes, external_members)
    separate = [
        _SeparateSettlement(run, start, *run.settle(start))
        for run, start in ((run, run.start(run_claims)) for run, run_claims in claims_by_run)
    ]
    table = table_of_program(program)
    shared = [rule for rule in table.rules if rule.step_rule.is_across]
    compute_budgets: Callable[[], tuple[Budget, ...]] = tuple
    if shared:
        problems += _missing_keys(
            program, shared, outsiders, [claim for entry in separate for claim in entry.start.live]
        )
        separate_places = _find_separate(shared, separate)
        for index in separate_places:
            run = _run(program, code, separate[index].run.facts, request, is_alone=True)
            start = run.start(run.claims())
            separate[index] = _SeparateSettlement(run, start, *run.settle(start))
        meeting = [entry for index, entry in enumerate(separate) if index not in separate_places]
        settled_alone = [entry for index, entry in enumerate(separate) if index in separate_places]
        other_payments = payment_history_of_lines(program, outsiders)
        _settle_jointly(table, program.currency, meeting, settled_alone, other_payments)
        while program.settlement.lapse_rules and sum(
            entry.run.frees_more(entry.start, entry.settled_claims, entry.bounded) for entry in meeting
        ):
            _settle_jointly(table, program.currency, meeting, settled_alone, other_payments)
        compute_budgets = partial(_budgets, table, program.currency, meeting, settled_alone, other_payments)
    if program.payment_caps:
        from ipdsl.decision.payment_queue import PaymentQueues  # few policies have any

        grants = [(entry.run, entry.start, entry.settled_claims, entry.bounded) for entry in separate]
        queues = PaymentQueues(program, grants, outsiders)
        results = queues.results()
        compute_budgets = partial(_with_queues, compute_budgets, queues)
    else:
        results = tuple(entry.run.result(entry.start, entry.settled_claims, entry.bounded) for entry in separate)
    if any(facts.history or facts.reopened for facts in cohort) and external_members is NO_EXTERNAL_MEMBERS:
        settled = results

        @cache
        def late_in_cohort() -> dict[int, tuple[LateEvents, EvaluationResult]]:
            came = late_events_in_cohort(program, cohort, [each.stated_events for each in settled])
            again = decide_cohort(program, code, [each.facts for each in came], request).results if came else ()
            return dict(enumerate(zip(came, again, strict=True)))

        results = tuple(
            attrs.evolve(entry, late_in_cohort=partial(lambda place: late_in_cohort().get(place), index))
            for index, entry in enumerate(results)
        )
    if request.year is not None:

        @cache
        def results_of_all_years() -> tuple[EvaluationResult, ...]:
            return decide_cohort(program, code, cohort, attrs.evolve(request, year=None), external_members).results

        results = tuple(
            attrs.evolve(entry, result_of_all_years=partial(lambda place: results_of_all_years()[place], index))
            for index, entry in enumerate(results)
        )
    if any(term.payer for term in program.recoveries):
        members, none = list[EvaluationResult](), Money(0, program.currency)

        @cache
        def owed_to() -> Mapping[str, Sequence[Recovery]]:
            owed = values_by_key(
                (
                    each.payer,
                    attrs.evolve(
                        each, payer="", payee=entry.facts.applicant, stopped=none, stopped_now=none,
                        stops=Bounds(none, none),
                    ),
                )
                for entry in members
                for each in entry.owed_by_others
            )  # fmt: skip
            return {entry.facts.applicant: owed.get(entry.facts.applicant, ()) for entry in members}

        results = tuple(attrs.evolve(entry, recoveries_by_payer=owed_to) for entry in results)
        members += results
    return CohortResult(results, tuple(notes), tuple(problems), compute_budgets)


def compare(
    program: Program,
    code: GeneratedFunctions,
    cohort: Sequence[Facts],
    year: int | None,
    external_members: ExternalMembers,
) -> None:
    """Report the results of quotas to external members, whose records are compared with the records of this cohort."""
    program = with_awards_of_lines(program, cohort, external_members.others)
    ranked = with_record_ranks(program, code, cohort, external_members.others, [])
    runs = [_run(program, code, facts, Request(year), is_alone=False) for facts in ranked]
    _apply_quotas(program, [(run, run.claims()) for run in runs], external_members.others, [], external_members)


def _apply_quotas(
    program: Program, claims_by_run: Sequence[tuple[Evaluation, list[Candidate]]], outsiders: Sequence[LedgerLine],
    notes: list[Phrase], external_members: ExternalMembers,
) -> list[Diagnostic]:  # fmt: skip
    """Apply the quotas to the claims; return the problems of the lists.

    A selection among the rules is applied here only to groups with published ranks.
    """
    problems: list[Diagnostic] = []
    published = {name for run, _ in claims_by_run for name, _ in run.facts.places}
    quotas = [
        (place, quota)
        for place, quota in enumerate(program.quotas)
        if place in program.selections or quota.name in published
    ]
    clauses = frozenset(index for _, quota in quotas for index in quota.clauses)
    payments = [*_payments_before(program, [run.facts for run, _ in claims_by_run], outsiders, clauses)]
    claims = [(run.proposer.situation, run_claims) for run, run_claims in claims_by_run]
    for place, quota in quotas:
        if place in program.selections:
            lacking = lines_without_key(program, quota.keys, quota.clauses, outsiders)
            problems += (outsider_lacks_key(quota.name, line, name) for line, name in lacking)
        changed = apply_quota(
            program, place, quota, claims, payments, notes, problems, external_members,
            by_ranks_only=place not in program.selections,
        )  # fmt: skip
        for _, run_claims in claims_by_run if changed else ():
            run_claims[:] = [changed.get(id(claim), claim) for claim in run_claims]
    return problems


def _missing_keys(
    program: Program, shared: Iterable[Rule], outsiders: Sequence[LedgerLine], claims: Sequence[Candidate]
) -> Iterator[Diagnostic]:
    """A finding for each line of an outsider that lacks a key of a cap, and may count together with a claim."""
    for rule in shared:
        bound, is_of_years = rule.step_rule, rule.is_per_year and not rule.step.wait
        years = {claim.year for claim in claims if claim.clause.index in bound.reached_clauses}
        for line, name in lines_without_key(program, bound.keys, bound.reached_clauses, outsiders) if years else ():
            if line.year in years or not is_of_years:
                yield outsider_lacks_key(bound.name, line, name)


def _run(program: Program, code: GeneratedFunctions, facts: Facts, request: Request, *, is_alone: bool) -> Evaluation:
    proposer = proposer_of(program, code, facts, strict=request.strict, is_alone=is_alone)
    return Evaluation(proposer.program, proposer, facts, request.year)


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
    table: SettlementTable, currency: str, meeting: list[_SeparateSettlement], settled_alone: list[_SeparateSettlement],
    other_payments: PaymentHistory,
) -> None:  # fmt: skip
    """Settle the certain claims of all applicants in one course and replace their separate results.

    `other_payments` were paid before, and so was what `settled_alone` recall; their claims are in no shared group.
    """
    applicants = []
    for entry in meeting:
        unsure, nothing = entry.open_claims, entry.start.redundant
        live = [
            claim
            for claim in entry.start.live
            if id(claim) not in nothing and entry.settled_claims[id(claim)].claim.high == claim.high
        ]
        claims_with_sums = [(claim, 0 if id(claim) in unsure else claim.low) for claim in live]
        context = entry.start.context
        applicants.append(
            ApplicantClaims(entry.run.facts.applicant, claims_with_sums, context.recall, context.cap_amounts.low)
        )
    applicants += [
        ApplicantClaims(entry.run.facts.applicant, [], entry.start.context.recall, entry.start.context.cap_amounts.low)
        for entry in settled_alone
    ]
    for entry, settled in zip(meeting, settle_jointly(table, applicants, other_payments, currency), strict=False):
        unsure = entry.open_claims
        entry.settled_claims |= {id(s.claim): s for s in settled if id(s.claim) not in unsure}


def _budgets(
    table: SettlementTable, currency: str, meeting: Sequence[_SeparateSettlement],
    settled_alone: Sequence[_SeparateSettlement], other_payments: PaymentHistory,
) -> tuple[Budget, ...]:  # fmt: skip
    """The budgets of applicants that were settled together."""
    applicants = []
    for entry in meeting:
        unsure = entry.open_claims
        certain = (id(claim) for claim in entry.start.live if id(claim) not in unsure)
        settled = [entry.settled_claims[key] for key in certain if key in entry.settled_claims]
        applicants.append((entry.run.facts.applicant, settled))
    recalls = [*(entry.start.context.recall for entry in (*meeting, *settled_alone)), other_payments]
    return budgets_of(table, currency, applicants, recalls)


def _with_queues(budgets_of_grants: Callable[[], tuple[Budget, ...]], queues: PaymentQueues) -> tuple[Budget, ...]:
    """The budgets of grants, then those of payments."""
    return (*budgets_of_grants(), *queues.budgets())


def _groups(shared: list[Rule], claims: Iterable[Candidate]) -> Iterator[tuple[int, GroupKey]]:
    """The groups of claims, each with the number of the rule across applicants."""
    for claim in claims:
        for rule in shared if claim.is_live else ():
            if claim.clause.index in rule.step_rule.reached_clauses:
                yield from ((rule.number, group) for group in groups(rule.step_rule.keys, claim.keys.get, None))


@attrs.frozen(eq=False, repr=False)
class ReachedCaps:
    """The groups of caps across applicants that an applicant may reach, each with the number of its rule.

    `of_any_group` are the rules under which it may reach any group, because a key of a claim or line is not stated.
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
    run = _run(program, code, facts, Request(year), is_alone=False)
    start = run.start(run.claims())
    shared = [rule for rule in table_of_program(run.program).rules if rule.step_rule.is_across]
    reached = _caps_of(shared, start.live)
    return attrs.evolve(reached, groups=reached.groups.union(_groups_before(shared, start.context.recall)))


def caps_used(program: Program, lines: Sequence[LedgerLine]) -> ReachedCaps:
    """The groups of caps across applicants, without years, under which lines of applicants outside a cohort may be."""
    program = with_ended_awards(program, lines)
    shared = [rule for rule in table_of_program(program).rules if rule.step_rule.is_across]
    return ReachedCaps(
        frozenset(_groups_before(shared, payment_history_of_lines(program, lines))),
        frozenset(
            rule.number
            for rule in shared
            if any(lines_without_key(program, rule.step_rule.keys, rule.step_rule.reached_clauses, lines))
        ),
    )


def _groups_before(shared: Iterable[Rule], recall: PaymentHistory) -> Iterator[tuple[int, GroupKey]]:
    """The groups of earlier payments and of published remaining amounts, without years."""
    for rule in shared:
        past = [*recall.payments_by_group(rule), *(
            group for name, group in _published_groups(recall.published) if name == rule.step_rule.name
        )]  # fmt: skip
        yield from ((rule.number, _without_year(group) if rule.is_per_year else group) for group in past)


def _published_groups(published: Balances) -> Iterator[tuple[str, GroupKey]]:
    """The groups of rules about which something is published."""
    yield from published.left
    yield from ((name, group) for name, group, _ in published.ratios)
    yield from published.taken


def _without_year(group: GroupKey) -> GroupKey:
    """The group of a year without the year."""
    assert isinstance(group, tuple)
    return group[0] if len(group) == 2 else group[:-1]
