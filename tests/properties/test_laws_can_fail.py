"""Each invariant is broken by some fault of the program. The test inserts the fault, and the invariant must find it.

An invariant that no fault can break proves nothing. The faults are small changes of single functions of the runtime.
"""

from __future__ import annotations

import datetime
import inspect
import itertools
import random
import re
from collections import Counter
from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import partial
from typing import Any

import attrs
import numpy as np
import pytest

import ipdsl.batch.kernel.program as columns
import ipdsl.claims.applicability as calendar
import ipdsl.claims.claim as rejection
import ipdsl.claims.proposer as event_claims
import ipdsl.claims.proposer as proposer
import ipdsl.codegen.python.expressions as formulas
import ipdsl.decision.award_sums as award_sums
import ipdsl.decision.bounds.bounds as approvals
import ipdsl.decision.bounds.bounds as bounds
import ipdsl.decision.cohort as cohort
import ipdsl.decision.decision as decisions
import ipdsl.decision.instalments as instalment_stage
import ipdsl.decision.other_years as duties
import ipdsl.decision.other_years as other_documents
import ipdsl.decision.other_years as other_years
import ipdsl.decision.payment_queue as payment_queue
import ipdsl.decision.pipeline as pipeline
import ipdsl.decision.recoveries as paid_back
import ipdsl.decision.result as claims
import ipdsl.decision.usage as usage
import ipdsl.driver.questions.answers as missing_facts
import ipdsl.engine.aggregates as aggregates
import ipdsl.engine.evaluator as evaluator
import ipdsl.engine.evaluator as module_functions
import ipdsl.engine.matters as matters
import ipdsl.engine.operations as operations
import ipdsl.facts.reader as reader
import ipdsl.kernel.allocation as allocation
import ipdsl.kernel.grouping as grouping
import ipdsl.ledger.lines as lines
import ipdsl.ledger.lines as reopen_years
import ipdsl.lower.lowering as lowering
import ipdsl.office.lists.credit_transfer as credit_transfer
import ipdsl.office.lists.decided_rows as decided_rows
import ipdsl.runtime.compiled_policy as evaluation
import ipdsl.semantics.amounts
import ipdsl.semantics.awards as awards
import ipdsl.settlement.cohort as competitors
import ipdsl.settlement.instalments as instalments
import ipdsl.settlement.recoveries as recoveries
import ipdsl.settlement.settlement as settlement
from ipdsl.base.findings.phrase import Phrase
from ipdsl.base.values.money import Bounds, Money
from ipdsl.batch.readers.chunks import Chunk
from ipdsl.claims.applicability import Calendar
from ipdsl.claims.claim import Candidate
from ipdsl.claims.proposer import Proposer
from ipdsl.decision.decision import EVERY_YEAR, Decision, LedgerDifference, Request
from ipdsl.decision.instalments import InstalmentStage
from ipdsl.decision.usage import CountedLines, FactUsage, TrackingSituation
from ipdsl.engine.evaluator import GeneratedFunctions
from ipdsl.engine.situation import ListedRecords, Situation
from ipdsl.ir.facts import NO_BALANCES, Balances, Facts, InstalmentState, LedgerLine, Support
from ipdsl.ir.proposal import CAP, Proposal
from ipdsl.ir.terms import MATTER, GroupState, Program, Settlement
from ipdsl.kernel.grouping import GroupedClaims
from ipdsl.kernel.rule_table import PaymentHistory, SettlementTable, table_of
from ipdsl.office.lists.rows import ListRow
from ipdsl.office.payable_parts import PayablePart
from ipdsl.runtime.compiled_policy import LazyParts
from ipdsl.schema.types.yes_no import BoolType
from ipdsl.semantics import check, typed
from ipdsl.semantics.header import Header
from ipdsl.settlement.instalments import GrantInParts, SettledInstalment
from ipdsl.settlement.journal import CapAmounts, CapAmountsEnd, OrderValue
from ipdsl.settlement.recoveries import RecoveryCourse
from ipdsl.syntax import ast
from ipdsl.syntax.printing import format_page
from tests.properties import instalment_laws, laws, page_laws
from tests.properties.laws import LAWS, BrokenError
from tests.properties.page_laws import PAGE_LAWS
from tests.properties.pipeline import Compiled, compile_generated
from tests.properties.trials import generated, trial_of
from tests.reference.world import NotStatedError
from tests.support.rows import each_row
from tests.support.slow import sampled

Patch = pytest.MonkeyPatch


def unbound(patch: Patch, state: GroupState) -> None:
    """No group of this state ever binds, except the `once` of awards."""
    true = GroupedClaims._can_bind
    patch.setattr(
        GroupedClaims, "_can_bind", lambda self, met: (met.rule.state != state or met.rule.is_once) and true(self, met)
    )


def altered(patch: Patch, line: str, other: str) -> None:
    """The kernel with a text replaced that it contains once."""
    text = inspect.getsource(allocation)
    assert text.count(line) == 1, line
    names: dict[str, Any] = {"__name__": allocation.__name__}
    exec(compile(text.replace(line, other), "altered", "exec"), names)
    patch.setattr(allocation, "settle", names["settle"])


def no_limits(patch: Patch) -> None:
    unbound(patch, GroupState.QUOTA)


def the_last_sum_of_a_cap_counts(patch: Patch) -> None:
    altered(patch, "(stamp[g] != year or more[bound] < b[g])", "(stamp[g] != year or more[bound] != b[g])")


def caps_pass_over_support(patch: Patch) -> None:
    patch.setattr(CapAmounts, "_after_support", lambda _, amount, *__: amount)


def sums_know_no_caps(patch: Patch) -> None:
    def without_caps(program: Program, _: object) -> Program:
        steps = tuple(step for step in program.settlement.steps if not step.traits.fills)
        return attrs.evolve(program, settlement=Settlement(steps, program.settlement.columns))

    patch.setattr(award_sums, "_without_rules", without_caps)


def sums_count_later_rules(patch: Patch) -> None:
    patch.setattr(award_sums, "_without_rules", lambda program, _: program)


def sums_forget_the_ledger(patch: Patch) -> None:
    patch.setattr(award_sums.SettledSums, "_line_sums", lambda *_: ())


def recoveries_free_no_room(patch: Patch) -> None:
    patch.setattr(CapAmountsEnd, "freed_for_claim", lambda *_: {})


def nothing_is_collected(patch: Patch) -> None:
    patch.setattr(paid_back, "_owed_sums", lambda _: [])


def sums_have_one_end(patch: Patch) -> None:
    patch.setattr(evaluator, "award_sum", lambda c, term: sum(x.low for x in matters.award_sums(c, term).values()))


def debts_escape_the_rules(patch: Patch) -> None:
    true = lowering._with_awards

    def without_rules(policy: typed.Policy, awards: tuple[typed.Award, ...]) -> typed.Policy:
        under = true(policy, awards)
        is_owed = any(award.is_debt for award in awards)
        return attrs.evolve(under, root=attrs.evolve(under.root, items=awards)) if is_owed else under

    patch.setattr(lowering, "_with_awards", without_rules)


def debts_of_earlier_runs_take_no_place(patch: Patch) -> None:
    true = paid_back.proposer_of_debts

    def without_places(proposer: Any) -> Any:
        made = true(proposer)
        history = tuple(line.changed(proposed=0, admitted=0) for line in made.facts.history or ())
        facts = attrs.evolve(made.facts, history=history, digest=made.facts.digest)
        return event_claims.proposer_of(made.program, made.code, facts, strict=made.is_strict)

    patch.setattr(paid_back, "proposer_of_debts", without_places)


def claims_are_divided(patch: Patch) -> None:
    altered(
        patch,
        "elif number[s] >= WHOLE and (leaves < request or stamp[g] == year)",
        "elif number[s] >= WHOLE and stamp[g] == year",
    )


def later_claims_overtake(patch: Patch) -> None:
    altered(
        patch,
        "elif number[s] >= WHOLE and (leaves < request or stamp[g] == year)",
        "elif number[s] >= WHOLE and leaves < request",
    )


def claims_lose_by_turn(patch: Patch) -> None:
    altered(patch, "leaves = share_of(request, b[g], a2[g])", "leaves = more[bound] - a[g]")


def places_go_to_all_applicants(patch: Patch) -> None:
    true = GroupedClaims._can_bind

    def can_bind(numbered: GroupedClaims, met: Any) -> bool:
        return not (met.rule.step.traits.has_places and met.rule.step_rule.is_across) and true(numbered, met)

    patch.setattr(GroupedClaims, "_can_bind", can_bind)


def all_places_are_taken(patch: Patch) -> None:
    patch.setattr(GroupedClaims, "places_taken_by_others", lambda _, met: 9 * met.rule.step_rule.is_across)


def the_greatest_value_is_first(patch: Patch) -> None:
    true = CapAmounts._find_order_value

    def negative(amounts: CapAmounts, claim: Candidate, field: str) -> OrderValue:
        found = true(amounts, claim, field)
        return found._replace(value=None if found.value is None else -found.value)

    patch.setattr(CapAmounts, "_find_order_value", negative)


def the_order_is_forgotten(patch: Patch) -> None:
    patch.setattr(CapAmounts, "_find_order_value", lambda *_: OrderValue(None))


def rows_have_no_limits(patch: Patch) -> None:
    """The claims of a row lack its key."""
    patch.setattr(Proposer, "_add_row", lambda *_: None)


def an_open_row_is_of_no_limit(patch: Patch) -> None:
    true = Proposer._add_row
    patch.setattr(
        Proposer, "_add_row", lambda self, claim, rows, proposal: proposal.row and true(self, claim, rows, proposal)
    )


def lines_have_no_rows(patch: Patch) -> None:
    patch.setattr("ipdsl.ledger.lines.row_of_key", lambda key: "another row" if key.startswith("row ") else "")


def small_sums_are_paid(patch: Patch) -> None:
    altered(patch, "leaves = request if a2[g] >= more[bound] else 0", "leaves = request if a2[g] + 1 >= 0 else 0")


def sums_are_rounded_without_earlier_payments(patch: Patch) -> None:
    added = "\n            a2[g] += left"
    altered(patch, f"stamp[g], a2[g] = year, a[g]{added}", f"stamp[g], a2[g] = year, 0{added}")


def each_claim_is_rounded(patch: Patch) -> None:
    altered(patch, "cut = min(granted[row], b[group[bound]])", "cut = granted[row] % more[bound]")


def thresholds_are_compared_before_deductions(patch: Patch) -> None:
    altered(patch, "if over <= 0 or over < fractions[index + 4]:", "if over <= 0:")


def shared_caps_are_open(patch: Patch) -> None:
    """A cap across applicants cuts nothing."""
    true = GroupedClaims._can_bind

    def can_bind(numbered: GroupedClaims, met: Any) -> bool:
        is_shared = met.rule.state == GroupState.LIMIT and met.rule.step_rule.is_across
        return not is_shared and true(numbered, met)

    patch.setattr(GroupedClaims, "_can_bind", can_bind)


def equal_claims_stand_as_applicants_are_listed(patch: Patch) -> None:
    true = cohort.settle_jointly

    def settle(table: SettlementTable, applicants: Any, *rest: Any) -> Any:
        return true(table, [attrs.evolve(each, name=f"{n:03}") for n, each in enumerate(applicants)], *rest)

    patch.setattr(cohort, "settle_jointly", settle)


def the_rest_of_a_cap_is_divided_again_for_each_claim(patch: Patch) -> None:
    altered(
        patch,
        "leaves = share_of(request, b[g], a2[g])",
        "leaves = share_of(request, max(0, more[bound] - a[g]), a2[g])",
    )


def divisions_by_nothing_fail(patch: Patch) -> None:
    """A quotient of stated numbers is not asked whether its divisor is 0."""
    true = operations.divide

    def divide(left: Any, right: Any) -> Any:
        are_numbers = isinstance(left, int | Fraction) and isinstance(right, int | Fraction)
        return Fraction(left) / right if are_numbers else true(left, right)

    patch.setitem(evaluator._READER_MAKERS, "divide", evaluator._on_answers(divide))  # type: ignore[arg-type]


def lists_in_part_are_whole_in_a_table(patch: Patch) -> None:
    patch.setattr(Chunk, "is_listed_in_part", lambda self, _: np.zeros(self.number, bool))


def only_one_answer_is_known(patch: Patch) -> None:
    """A question about a record has no form of answer."""

    def answer(schema: Any, ref: Any, currency: str) -> Any:
        return {"figure": Phrase("a number", "数"), "applicant": Phrase("a value", "值")}[ref.group]

    patch.setattr(missing_facts, "answer_form", answer)


def chinese_turns_a_comparison(patch: Patch) -> None:
    true = page_laws.format_page

    def printed(page: Any, **to: Any) -> str:
        return true(page, **to).replace("不低于", "不超过")

    patch.setattr(page_laws, "format_page", printed)


def brackets_are_hashed(patch: Patch) -> None:
    """The text of an English page is hashed as it is written."""
    patch.setattr("ipdsl.driver.compilation._brackets", lambda _: 0)


def operands_lose_their_brackets(patch: Patch) -> None:
    """The formatter prints only the brackets that the grammar requires."""
    patch.setattr("ipdsl.syntax.printing.is_bracketed", lambda _: False)


def promotions_are_paid_in_full(patch: Patch) -> None:
    unbound(patch, GroupState.TOP_UP)


def repeats_are_paid(patch: Patch) -> None:
    unbound(patch, GroupState.EXCLUSIVE)


def older_documents_are_forgotten(patch: Patch) -> None:
    unbound(patch, GroupState.FLOOR)


def nothing_is_deducted(patch: Patch) -> None:
    unbound(patch, GroupState.DEDUCTION)


def suspended_years_pay_what_is_carried(patch: Patch) -> None:
    patch.setattr(CapAmountsEnd, "suspended_clauses", lambda *_: frozenset())


def carried_money_stands_last(patch: Patch) -> None:
    altered(patch, "row_claim[line[y]] > row_claim[row]", "row_claim[line[y]] < row_claim[row]")


def carried_money_is_lost_at_its_end(patch: Patch) -> None:
    lapses = "tables.lapsed[i], tables.lapsed_in[i], rest[i] = rest[i], max(year, since[i]), 0"
    altered(patch, lapses, "rest[i] = 0")


def carried_money_takes_no_room(patch: Patch) -> None:
    altered(patch, "spent[a[g] + year_index] += least", "spent[a[g] + year_index] += 0 if waited else least")


def carried_money_is_paid_from_the_start_again(patch: Patch) -> None:
    patch.setattr(settlement, "first_year", lambda claim: (claim.year or 0) + 1)
    patch.setattr(grouping, "taken_in_year", lambda *_: 0)


def lines_bring_no_carried_money(patch: Patch) -> None:
    patch.setattr(settlement._Course, "_can_wait", lambda *_: False)


def lines_stay_as_they_are(patch: Patch) -> None:
    patch.setattr(evaluation, "_facts_for_request", _only_told)


def _only_told(program: Program, facts: Facts, request: Request) -> Facts:
    told = None if request.reopen is None else reopen_years.reopen_facts(program, facts, request.reopen).reopened
    return attrs.evolve(facts, reopened=told)


def carried_money_is_not_called_back(patch: Patch) -> None:
    patch.setattr(reopen_years, "_line_before_year", lambda _, line, __: line)


def lines_that_moved_are_not_told(patch: Patch) -> None:
    patch.setattr(other_years, "_due_by_event", lambda *_: {})


def increases_and_decreases_are_netted(patch: Patch) -> None:
    true = other_years.compare_with_ledger

    def net(*given: Any) -> LedgerDifference:
        found = true(*given)
        low, high = found.payable.low.minor - found.overpaid.low.minor, found.payable.high
        return attrs.evolve(found, payable=Bounds(Money(max(0, low), "CNY"), high))

    patch.setattr(other_years, "compare_with_ledger", net)


def amounts_of_the_ledger_are_payable_again(patch: Patch) -> None:
    patch.setattr(other_years, "compare_with_ledger", lambda *given: LedgerDifference(given[3]))


def lines_without_a_claim_are_not_overpaid(patch: Patch) -> None:
    true = other_years._due_before

    def claimed(program: Program, facts: Facts, candidates: Any, *rest: Any) -> Counter[Any]:
        events = {(claim.clause.label, claim.item) for claim in candidates}
        due = true(program, facts, candidates, *rest)
        return Counter({event: sum_ for event, sum_ in due.items() if event[:2] in events})

    patch.setattr(other_years, "_due_before", claimed)


def records_that_are_not_listed_have_no_line(patch: Patch) -> None:
    true = other_years._events_of_claim
    patch.setattr(other_years, "_events_of_claim", lambda *given: (true(*given)[0], []))


def recalculated_amounts_are_listed_whole(patch: Patch) -> None:
    """A list has the amounts of the claims of a reopened year, not what is due beyond the ledger."""

    def whole(decision: Decision, _: object) -> list[PayablePart]:
        return [PayablePart("7", "", claim.year or 0, claim.paid) for claim in decision.claims if claim.paid.minor]

    patch.setattr(decided_rows, "payable_parts", whole)


def what_several_open_claims_share_is_not_listed(patch: Patch) -> None:
    true = decided_rows.payable_parts
    patch.setattr(decided_rows, "payable_parts", lambda *given: [part for part in true(*given) if part.article])


def transfers_of_one_payee_are_summed_once(patch: Patch) -> None:
    """The control sum of a payment file has one row of each payee, so amounts by year are lost."""
    true = credit_transfer._control

    def once(make: Any, rows: Sequence[ListRow]) -> tuple[Any, Any]:
        return true(make, [*{row.applicant: row for row in rows}.values()])

    patch.setattr(credit_transfer, "_control", once)


def decreases_are_not_listed(patch: Patch) -> None:
    true = other_years.compare_with_ledger
    patch.setattr(other_years, "compare_with_ledger", lambda *given: attrs.evolve(true(*given), events=()))


def nothing_comes_late(patch: Patch) -> None:
    patch.setattr(other_years, "_is_late", lambda *_: False)


def cuts_are_not_told(patch: Patch) -> None:
    true = settlement._Course.settle
    patch.setattr(settlement._Course, "settle", lambda *given: [attrs.evolve(one, cuts=()) for one in true(*given)])


def spans_end_at_once(patch: Patch) -> None:
    patch.setattr(grouping, "add", lambda day, _number, _unit: day)


def caps_are_double(patch: Patch) -> None:
    true = CapAmountsEnd.__call__
    patch.setattr(CapAmountsEnd, "__call__", lambda self, cap, year: 2 * true(self, cap, year))


def claims_stand_by_label(patch: Patch) -> None:
    patch.setattr(Candidate, "order", property(lambda self: (str(self.day), self.clause.label, self.item)))


def later_sentences_first(patch: Patch) -> None:
    patch.setattr(Candidate, "order", property(lambda self: (str(self.day), -self.clause.index, self.item)))


def records_stand_as_they_came(patch: Patch) -> None:
    patch.setattr(Candidate, "order", property(lambda self: (str(self.day), self.clause.index)))
    for key in ("_item", "_item_and_id"):  # all are equal, so a sort does not change their order
        patch.setattr(f"ipdsl.facts.records.{key}", lambda _: 0)


def events_are_settled_again(patch: Patch) -> None:
    patch.setattr(pipeline, "is_final", lambda line: False)


def nothing_is_remembered(patch: Patch) -> None:
    patch.setattr(pipeline, "payment_history", lambda *_: PaymentHistory({}))


def what_is_open_meets_nobody(patch: Patch) -> None:
    """Applicants that share a cap are settled together, whatever facts are open."""
    patch.setattr("ipdsl.decision.cohort._find_separate", lambda shared, separate: set())


def records_that_may_be_of_a_kind_are_passed_over(patch: Patch) -> None:
    true = Situation._list

    def listed(self: Situation, kind: str) -> ListedRecords:
        found = true(self, kind)
        sure = [(record, belongs) for record, belongs in found.members if belongs is True]
        return ListedRecords(tuple(sure), found.unlisted, [record for record, _ in sure])

    patch.setattr(Situation, "_list", listed)


def picks_pass_over_narrower_kinds(patch: Patch) -> None:
    true = aggregates.RecordAggregate._make_group

    def group(
        self: aggregates.RecordAggregate, c: Situation, entries: list[aggregates.Entry]
    ) -> aggregates.RecordGroup:
        own = [entry for entry in entries if entry.record.kind == self.parts.record]
        return true(self, c, own) if own else aggregates.RecordGroup([], [], [aggregates._of_nothing(self.parts)])

    patch.setattr(aggregates.RecordAggregate, "_make_group", group)


def records_of_a_day_are_earlier(patch: Patch, number: tuple[str, ...] = ("\U0010ffff",)) -> None:
    true = aggregates._moment
    patch.setattr(aggregates, "_moment", lambda *parts: true(*parts)._replace(number=number))


def records_of_a_day_are_not_earlier(patch: Patch) -> None:
    records_of_a_day_are_earlier(patch, ())


def picks_of_the_same_are_of_any(patch: Patch) -> None:
    patch.setattr(aggregates.AggregateParts, "same", ())
    patch.setattr(aggregates.AggregateParts, "same_values", ())


def support_of_others_is_forgotten(patch: Patch) -> None:
    patch.setattr("ipdsl.engine.evaluator.other_support", lambda *_: 0)


def the_own_level_is_another(patch: Patch) -> None:
    true = matters.supporting_lines
    patch.setattr(matters, "supporting_lines", lambda c, name, _: true(c, name))


def days_of_the_year_are_of_the_year_before(patch: Patch) -> None:
    def day_of_year(base: Any, month: int, day: int, years: int) -> Any:
        return operations.day_of_year(base, month, day, years - 1)

    patch.setitem(evaluator._READER_MAKERS, "day_of_year", evaluator._on_answers(day_of_year))


def one_condition_is_enough(patch: Patch) -> None:
    any_part = evaluator._on_answers(lambda _number, *parts: operations.any_of(*parts))
    patch.setitem(evaluator._READER_MAKERS, "at_least_of", any_part)


def definitions_stay_in_their_article(patch: Patch) -> None:
    patch.setattr("ipdsl.semantics.check.share_unique_definitions", lambda *_: None)


def figures_of_years_end_a_year_early(patch: Patch) -> None:
    true = Situation.figure_of_years

    def figure_of_years(c: Situation, name: str, kind: str, since: int, *fallback: Any) -> Any:
        return true(c.with_record(c.record, c.day, c.year - 1, c.members), name, kind, since, *fallback)

    patch.setattr(Situation, "figure_of_years", figure_of_years)


def nobody_is_ranked(patch: Patch) -> None:
    patch.setattr("ipdsl.decision.cohort._with_ranks", lambda tables, facts: facts)


def records_are_ranked_as_applicants_are_listed(patch: Patch) -> None:
    """The records of the first applicant have the first rank."""

    def by_list(program: Program, code: Any, cohort: Any, *_: Any, **__: Any) -> list[Facts]:
        names = [ranking.name for ranking in program.record_rankings]
        return [
            attrs.evolve(facts, record_ranks={
                (name, record.kind, record.id): (n, n)
                for name in names for listing in facts.records.values() for record in listing.records
            })
            for n, facts in enumerate(cohort, 1)
        ]  # fmt: skip

    patch.setattr("ipdsl.decision.cohort.with_record_ranks", by_list)


def ties_have_no_order(patch: Patch) -> None:
    """Records and applicants with equal numbers share the rank."""
    patch.setattr("ipdsl.settlement.cohort.ties_in_key", lambda *_: ())
    patch.setattr("ipdsl.decision.cohort.ties_in_key", lambda *_: ())


def only_the_first_field_orders(patch: Patch) -> None:
    """Claims, records and applicants that are equal in the first field of an order stay equal."""
    true = typed.FieldOrder.pairs.fget  # type: ignore[attr-defined]
    patch.setattr(typed.FieldOrder, "pairs", property(lambda order: true(order)[:1]))


def ties_of_scores_are_turned(patch: Patch) -> None:
    """The other records of equal scores are selected."""
    true = competitors.ties_in_key

    def turned(orders: Any, value_of: Any) -> Any:
        return true([attrs.evolve(order, is_highest_first=not order.is_highest_first) for order in orders], value_of)

    patch.setattr(competitors, "ties_in_key", turned)


def the_lowest_are_first(patch: Patch) -> None:
    """A selection by score keeps the lowest."""
    patch.setattr("ipdsl.decision.cohort.value_in_key", lambda number: (1, number))
    patch.setattr(competitors, "score_of", lambda value: (True, -value) if isinstance(value, int) else (False, 0))


def published_ranks_are_one_later(patch: Patch) -> None:
    """A published rank counts as the rank after it."""
    true = reader.read_published

    def later(*args: Any) -> Any:
        published = true(*args)
        return attrs.evolve(published, places={key: rank and rank + 1 for key, rank in published.places.items()})

    patch.setattr(reader, "read_published", later)


class Altered:
    """A decision with some parts replaced."""

    def __init__(self, decision: Decision, **parts: object) -> None:
        self._decision, self._parts = decision, parts

    def __getattr__(self, name: str) -> object:
        return self._parts[name] if name in self._parts else getattr(self._decision, name)


def tell_otherwise(patch: Patch, alter: Callable[[Decision], Altered]) -> None:
    true = Compiled.settle
    patch.setattr(Compiled, "settle", lambda self, facts, **rest: alter(true(self, facts, **rest)))


def the_first_day_stands_for_all(patch: Patch) -> None:
    true = event_claims.equivalent_days
    patch.setattr(event_claims, "equivalent_days", lambda situation, asked, days: true(situation, asked, days[:1]))


def nothing_else_is_asked_of_a_day(patch: Patch) -> None:
    true = module_functions.day_dependence
    patch.setattr(module_functions, "day_dependence", lambda body: attrs.evolve(true(body), depends_on_day=False))


def the_most_is_the_least(patch: Patch) -> None:
    tell_otherwise(patch, lambda d: Altered(d, due=Bounds(d.due.low, d.due.low)))


def no_fact_is_named(patch: Patch) -> None:
    tell_otherwise(patch, lambda d: Altered(d, claims=tuple(attrs.evolve(c, missing=()) for c in d.claims)))


def nothing_is_asked_for(patch: Patch) -> None:
    tell_otherwise(patch, lambda d: Altered(d, claims=tuple(attrs.evolve(c, missing=()) for c in d.claims), missing=()))


def another_condition_is_named(patch: Patch) -> None:
    true = rejection.failed_gate_reason
    patch.setattr(
        rejection, "failed_gate_reason", lambda gate, *rest: true(attrs.evolve(gate, text="another condition"), *rest)
    )


def a_cap_is_told_for_each_cut(patch: Patch) -> None:
    true = claims.ClaimMaker._adjustment
    patch.setattr(claims.ClaimMaker, "_adjustment", lambda self, cut: attrs.evolve(true(self, cut), code=CAP))


def lines_lose_their_matter(patch: Patch) -> None:
    patch.setattr(lines, "_matter", lambda *_: "")


def lines_lose_their_level(patch: Patch) -> None:
    patch.setattr(lines, "_level", lambda *_: "")


def budget_lines_are_forgotten(patch: Patch) -> None:
    patch.setattr(duties, "allocations", lambda *_: ())


def duties_are_forgotten(patch: Patch) -> None:
    patch.setattr(duties, "obligations", lambda *_: ())


def other_documents_decide_outside_the_window_too(patch: Patch) -> None:
    patch.setattr(other_documents, "_outside_reason", lambda *_: None)


def totals_lose_a_fen(patch: Patch) -> None:
    true = laws.total
    patch.setattr(laws, "total", lambda *given: Money(max(true(*given).minor - 1, 0)))


def digests_see_details(patch: Patch) -> None:
    true = laws.read_facts

    def read(data: Any, program: Program) -> Facts:
        found = true(data, program)
        return attrs.evolve(found, digest=f"{found.digest}{sorted(found.details)}")

    patch.setattr(laws, "read_facts", read)


def functions_gain_a_fen(patch: Patch) -> None:
    true = GeneratedFunctions.propose

    def propose(self: GeneratedFunctions, index: int, c: Situation) -> Proposal:
        found = true(self, index, c)
        return attrs.evolve(found, low=found.low + 1, high=found.low + 1) if index in self.clauses else found

    patch.setattr(GeneratedFunctions, "propose", propose)


def approvals_are_of_the_smallest_sum(patch: Patch) -> None:
    """An approval that is not stated is at most the smallest sum."""
    patch.setattr(approvals, "MAX_APPROVAL", approvals.MIN_APPROVAL)


def years_know_nothing_of_all_years(patch: Patch) -> None:
    """The ends of all years never count for one reported year."""
    for name in ("_is_by_year", "_are_ends_of_year"):
        patch.setattr(bounds, name, lambda run, *_: run.year is None)


def other_claims_win_nothing_for_a_claim(patch: Patch) -> None:
    """A claim that waits for an approval is weighed alone by rules that compare the sum of a group."""
    patch.setattr(SettlementTable, "for_single_claim", lambda self, _: self)


def years_are_passed_over(patch: Patch) -> None:
    patch.setattr(formulas, "is_steady", lambda *_: True)


def known_totals_gain_a_fen(patch: Patch) -> None:
    true = GeneratedFunctions.emitted_total
    patch.setattr(GeneratedFunctions, "emitted_total", lambda self, facts, year: true(self, facts, year) + 1)


def what_is_read_later_is_of_all_years(patch: Patch) -> None:
    true = LazyParts.__init__
    patch.setattr(
        LazyParts, "__init__", lambda self, program, code, facts, _: true(self, program, code, facts, EVERY_YEAR)
    )


def the_printer_turns_a_comparison(patch: Patch) -> None:
    true = page_laws.format_page
    patch.setattr(page_laws, "format_page", lambda page: true(page).replace("at least", "more than"))


def every_rule_takes_the_same_for_the_matter(patch: Patch) -> None:
    true = Program.matter_fields
    patch.setattr(Program, "matter_fields", lambda self, _, kind: true(self, MATTER, kind))


def figures_are_not_noted(patch: Patch) -> None:
    patch.setattr(TrackingSituation, "figure", Situation.figure)


def fields_of_the_applicant_are_not_noted(patch: Patch) -> None:
    patch.setattr(TrackingSituation, "applicant", Situation.applicant)


def listed_records_are_not_noted(patch: Patch) -> None:
    patch.setattr(TrackingSituation, "records_of_kind", Situation.records_of_kind)


def records_of_sets_are_not_noted(patch: Patch) -> None:
    for module in (usage, usage):
        patch.setattr(module, "records_of_set", lambda *_: iter(()))


def no_award_has_a_word(patch: Patch) -> None:
    """No award is evaluated again, so that only rules and duties are recorded."""
    true = usage.readers_of
    patch.setattr(
        usage, "readers_of", lambda code: {line: indices for line, indices in true(code).items() if len(line) > 1}
    )


def every_claim_reads_every_field(patch: Patch) -> None:
    """A claim that meets its conditions reads the fields of all awards."""
    true = usage.certain_lines
    patch.setattr(usage, "certain_lines", lambda code: [set().union(*true(code))] * len(true(code)))


def rooms_are_not_asked_anew(patch: Patch) -> None:
    patch.setattr(CapAmounts, "recompute_in", lambda *_: None)


def remembered_lines_are_not_noted(patch: Patch) -> None:
    patch.setattr(CountedLines, "lines", frozenset())


def published_rooms_are_used_up(patch: Patch) -> None:
    was = PaymentHistory.__init__

    def init(
        self: PaymentHistory, lines: Any, external: Any = (), by_clause: Any = None,
        published: Balances = NO_BALANCES,
    ) -> None:  # fmt: skip
        used_up = published._replace(left=dict.fromkeys(published.left, 0))
        was(self, lines, external, by_clause, used_up)

    patch.setattr(PaymentHistory, "__init__", init)


def published_ratios_are_halved(patch: Patch) -> None:
    was = GroupedClaims.published_ratio

    def half(numbered: GroupedClaims, claim_group: Any, i: int) -> Fraction | None:
        ratio = was(numbered, claim_group, i)
        return None if ratio is None else ratio / 2

    patch.setattr(GroupedClaims, "published_ratio", half)


def what_no_line_tells_is_the_matter(patch: Patch) -> None:
    was = matters.stated_matter

    def matter_told(c: Any, kind: Any, line: Any, *name: Any) -> Any:
        listed = matters.records_with_item(c, kind.root, line.item)
        found = [record for listing in c.facts.records.values() for record in listing.records]
        other = next((attrs.evolve(line, item=record.item) for record in found if record.root == kind.root), line)
        return was(c, kind, line if listed else other, *name)

    for module in (matters, matters):
        patch.setattr(module, "stated_matter", matter_told)


def every_standard_is_noted(patch: Patch) -> None:
    patch.setattr(FactUsage, "_older", lambda _: iter(()))


def keys_of_support_say_nothing(patch: Patch) -> None:
    was, item = matters.stated_fields, matters.item_of_line

    def told(c: Any, kind: Any, line: Any, *more: Any) -> Any:
        return {} if isinstance(line, Support) and line.keys else was(c, kind, line, *more)

    def spoken_of(kind: Any, line: Any) -> Any:
        return line.item if isinstance(line, Support) else item(kind, line)

    for module in (matters, matters):
        patch.setattr(module, "stated_fields", told)
        patch.setattr(module, "item_of_line", spoken_of)


def support_that_counts_is_not_noted(patch: Patch) -> None:
    patch.setattr(CountedLines, "support", frozenset())


def a_last_cap_lifts_the_others(patch: Patch) -> None:
    def table(program: Program) -> SettlementTable:
        steps = program.settlement.steps
        left = tuple(step for step in steps if step.is_of_award or step.first_rule.article == "99")
        has_last = not all(step.is_of_award for step in left)
        return table_of(attrs.evolve(program.settlement, steps=left) if has_last else program.settlement)

    patch.setattr(settlement, "table_of_program", lambda program: program.compute_once(table))  # as the true one


def the_last_event_is_the_day(patch: Patch) -> None:
    """Facts without an as-of date are settled up to the day before the end of their last year."""
    true = reader.assumed_as_of
    patch.setattr(reader, "assumed_as_of", lambda *given: true(*given) - datetime.timedelta(days=1))


def payments_give_no_day(patch: Patch) -> None:
    """Ledger years do not count for the as-of date."""
    patch.setattr(calendar, "year_of_payment", lambda *_: 0)


def no_year_is_asked_for(patch: Patch) -> None:
    """The requested year does not count for the as-of date."""
    patch.setattr(Facts, "extend_to", lambda self, *_: self)


def years_left_out_pay_nothing(patch: Patch) -> None:
    """A year without any figures has no claim."""
    patch.setattr(Calendar, "years_without_figures", ())


def one_more_record_pays_nothing(patch: Patch) -> None:
    """A partial list is assumed to be complete."""
    patch.setattr(proposer, "unlisted_record_claims", lambda *_: ())


def definitions_are_half(patch: Patch) -> None:
    """The value of a definition is half of its text; a condition is not."""
    true = ipdsl.semantics.amounts.Definition._with_name

    def half(self: Any, value: typed.Expr, span: Any) -> typed.Expr:
        named = true(self, value, span)
        if isinstance(named.type, BoolType):
            return named
        rate = typed.Const(span=span, value=Fraction(1, 2), type=typed.RATE)
        return typed.Scale(span=span, factor=rate, value=named, type=named.type)

    patch.setattr(ipdsl.semantics.amounts.Definition, "_with_name", half)


def requirements_are_forgotten(patch: Patch) -> None:
    """A requirement applies to no award."""
    patch.setattr(awards, "with_requirements", lambda triggered, *_: triggered)


def former_labels_are_forgotten(patch: Patch) -> None:
    true = awards.lines_of
    patch.setattr(awards, "lines_of", lambda body, kind: () if kind is ast.FormerLabels else true(body, kind))


def ended_awards_are_forgotten(patch: Patch) -> None:
    true = check.header

    def without_ended(*given: Any) -> Header:
        head = true(*given)
        head.ended = ()
        return head

    patch.setattr(check, "header", without_ended)


def the_first_alternative_is_paid(patch: Patch) -> None:
    """The totals of competitors are not compared."""
    altered(patch, "team[competitor] > team[best] or (", "False or (")


def claims_of_nothing_open_places(patch: Patch) -> None:
    """A claim that an earlier cap cut to 0 takes a place in later years."""
    altered(patch, "if kind == QUOTA and tables.granted[row] > 0 and", "if kind == QUOTA and")


def lines_of_nothing_open_places(patch: Patch) -> None:
    """A line with a charge of 0 has a place."""
    patch.setattr("ipdsl.kernel.rule_table.took_place", lambda payment, _: payment.counted_amount > 0)


def selections_forget_earlier_runs(patch: Patch) -> None:
    """A record that an earlier run paid competes by its score."""
    patch.setattr(cohort, "_payments_before", lambda *_: ())


def selections_forget_unlisted_records(patch: Patch) -> None:
    """A record that an earlier run paid has a place only while it is listed."""
    true = cohort._payments_before

    def of_listed(program: Program, members: list[Facts], *given: Any) -> list[Any]:
        listed = {
            (one.applicant, record.item) for one in members for kind in one.records.values() for record in kind.records
        }
        return [pair for pair in true(program, members, *given) if (pair[0], pair[1].item) in listed]

    patch.setattr(cohort, "_payments_before", of_listed)


def claims_of_nothing_are_selected(patch: Patch) -> None:
    """A limit by score selects before the rules above it."""
    patch.setattr("ipdsl.lower.lowering._may_cut", lambda *_: False)


def recoveries_forget_what_was_taken(patch: Patch) -> None:
    patch.setattr(recoveries, "_take", lambda *_: None)


def payments_stand_in_no_order(patch: Patch) -> None:
    """`in the order` is not read."""
    true = RecoveryCourse._from_last
    patch.setattr(
        RecoveryCourse, "_from_last", lambda course, term, *rest: true(course, attrs.evolve(term, order=()), *rest)
    )


def parts_have_no_largest_remainder(patch: Patch) -> None:
    def share_out(sum_: int, parts: Any) -> Any:
        taken = []
        for payment, _, left in parts:
            taken.append((payment, min(left, sum_)))
            sum_ -= taken[-1][1]
        return taken

    patch.setattr(recoveries, "share_out", share_out)


def earlier_recoveries_are_not_read(patch: Patch) -> None:
    patch.setattr(RecoveryCourse, "_take_recovered", lambda *_: None)


def back_is_kept_by_line(patch: Patch) -> None:
    true = RecoveryCourse._take_recovered

    def take_recovered(course: RecoveryCourse, payments: Any, left: Any) -> None:
        of_lines = [(clause, item, "", sum_) for clause, item, _, sum_ in course.recovered]
        same_year = [attrs.evolve(payment, year=1) for payment in payments]
        known = {id(same): left[id(payment)] for payment, same in zip(payments, same_year, strict=True)}
        true(attrs.evolve(course, recovered=[(*line[:2], "1", line[3]) for line in of_lines]), same_year, known)
        left.update({id(payment): known[id(same)] for payment, same in zip(payments, same_year, strict=True)})

    patch.setattr(RecoveryCourse, "_take_recovered", take_recovered)


def conditions_are_asked_on_days_before_the_grant(patch: Patch) -> None:
    true = GrantInParts._occurrence

    def occurrence(self: GrantInParts, number: int, day: Any, *rest: Any) -> Any:
        before = attrs.evolve(self.situation, day=datetime.date.min)
        asked = attrs.evolve(self, situation=before) if isinstance(day, datetime.date) else self
        return true(asked, number, day, *rest)

    patch.setattr(GrantInParts, "_occurrence", occurrence)


def sums_at_events_are_not_taken_from_the_rest(patch: Patch) -> None:
    true = GrantInParts._share_of_pool

    def taken(self: GrantInParts, occurrence: Any, pool: SettledInstalment, *_: int) -> SettledInstalment:
        return true(self, occurrence, pool, pool.low, pool.high)

    patch.setattr(GrantInParts, "_share_of_pool", taken)


def what_waits_comes_last(patch: Patch) -> None:
    def in_order(_: Any, waiting: Any, new: Any) -> list[Any]:
        return [*sorted(new, key=lambda each: each.place), *sorted(waiting, key=lambda each: each.order)]

    patch.setattr(payment_queue.PaymentQueue, "_in_order", in_order)


def payments_overtake(patch: Patch) -> None:
    true = payment_queue.PaymentQueues._queues.func

    def overtaking(self: payment_queue.PaymentQueues) -> list[payment_queue.PaymentQueue]:
        return [attrs.evolve(each, cap=attrs.evolve(each.cap, is_in_turn=False)) for each in true(self)]

    patch.setattr(payment_queue.PaymentQueues, "_queues", property(overtaking))


def budgets_forget_what_earlier_runs_paid(patch: Patch) -> None:
    patch.setattr(payment_queue.PaymentQueue, "_paid_before", lambda *_: 0)


def payments_alone_are_certain(patch: Patch) -> None:
    patch.setattr(InstalmentStage, "left_to_others", lambda _, __, part: part)


def gaps_leave_budgets_certain(patch: Patch) -> None:
    patch.setattr(payment_queue.PaymentQueue, "doubts", ())


def the_last_instalment_is_rounded(patch: Patch) -> None:
    true = GrantInParts.with_states

    def settled(self: GrantInParts, parts: Any) -> Any:
        *others, last = true(self, parts)
        return *others, attrs.evolve(last, low=last.low // 100 * 100, high=last.high // 100 * 100)

    patch.setattr(GrantInParts, "with_states", settled)


def the_last_share_is_its_share(patch: Patch) -> None:
    patch.setattr(lowering, "fixed_rate", lambda _: None)


def parts_at_once_are_a_day_late(patch: Patch) -> None:
    true = instalments.shift_day
    patch.setattr(instalments, "shift_day", lambda day, number, unit: true(true(day, number, unit), 1, "day"))


def instalments_of_lines_are_due_again(patch: Patch) -> None:
    true, again = instalment_stage.instalments_of_line, {"state": InstalmentState.OPEN, "is_new": True}
    patch.setattr(instalment_stage, "instalments_of_line", lambda line: [attrs.evolve(x, **again) for x in true(line)])


def fields_of_lines_are_turned(patch: Patch) -> None:
    """What a line has as `yes` is read as `no`."""
    true = instalment_stage.shared_value
    patch.setattr(instalment_stage, "shared_value", lambda *given: "no" if true(*given) == "yes" else true(*given))


def shares_of_others_are_of_all_payments_together(patch: Patch) -> None:
    true = claims.ClaimMaker._payee_shares

    def shares(self: Any, claim: Any, settled: Any) -> Any:
        return true(self, claim, settled and attrs.evolve(settled, carry=None))

    patch.setattr(claims.ClaimMaker, "_payee_shares", shares)


def what_lapsed_counts(patch: Patch) -> None:
    patch.setattr(CapAmounts, "freed_before", lambda *_: iter(()))


def what_lapsed_in_earlier_runs_counts(patch: Patch) -> None:
    patch.setattr(pipeline, "amounts_freed_by_lines", lambda *_: iter(()))


def what_may_be_due_is_not(patch: Patch) -> None:
    true = InstalmentStage._dues
    patch.setattr(InstalmentStage, "_dues", lambda *given: (true(*given)[0],) * 2)


def lists_of_events_in_part_are_whole(patch: Patch) -> None:
    patch.setattr(Situation, "partial_lists", lambda *_: frozenset())


def parts_of_lines_name_no_record(patch: Patch) -> None:
    true = instalment_stage.instalments_of_line
    patch.setattr(instalment_stage, "instalments_of_line", lambda line: [attrs.evolve(x, item="") for x in true(line)])


def open_parts_of_reopened_years_stand_apart(patch: Patch) -> None:
    """Instalments that take of the same money, and are open again, each take of their own sum."""
    true = GrantInParts._from_pool
    patch.setattr(
        GrantInParts,
        "_from_pool",
        lambda self, shared, paid: [part for each in shared for part in true(self, [each], paid)],
    )


def payments_before_a_reopened_year_pay_it(patch: Patch) -> None:
    true = paid_back._payments_again
    patch.setattr(
        paid_back,
        "_payments_again",
        lambda result, clause, line, stands, left: true(result, clause, line, 0, left),
    )


def payments_before_their_day_are_none(patch: Patch) -> None:
    """No more is paid of a line than is due of it."""
    true = paid_back._payments_of_line
    patch.setattr(paid_back, "_payments_of_line", lambda *given: true(*given[:4]))


def what_is_unpaid_of_a_reopened_year_is_newly_due(patch: Patch) -> None:
    true = paid_back._less_paid
    patch.setattr(paid_back, "_less_paid", lambda made, paid, unpaid, left: true(made, paid, (), left))


def what_was_withheld_is_a_payment_of_its_own(patch: Patch) -> None:
    """What is paid of the same sum stays on its day, after the event."""
    true = paid_back._payments_of_line
    patch.setattr(
        paid_back, "_payments_of_line", lambda *given: true(*given[:2], given[2].changed(parts=()), *given[3:])
    )


def instalments_of_a_day_are_counted_one_by_one(patch: Patch) -> None:
    """Of instalments of one day, the sum of the first is all that was due."""
    true = LedgerLine.dues
    patch.setattr(
        LedgerLine, "dues", lambda line, years: list({day: (day, s) for day, s in true(line, years)}.values())
    )


def open_parts_stand_apart(patch: Patch) -> None:
    """Open instalments that take of the same money are parts of their own in a line."""
    true = lines._parts_of_line

    def parts_of_line(carry: Any, granted: int) -> Any:
        return true(attrs.evolve(carry, instalments=[attrs.evolve(x, pool=0) for x in carry.instalments]), granted)

    patch.setattr(lines, "_parts_of_line", parts_of_line)


def parts_of_open_sums_lapse(patch: Patch) -> None:
    """An instalment whose condition fails has lapsed in the ledger before its sum is known."""
    true = GrantInParts._share_of_pool

    def share_of_pool(grant: GrantInParts, *those: Any) -> SettledInstalment:
        part = true(grant, *those)
        is_open = part.low != part.high and not part.may_be_due
        return attrs.evolve(part, state=InstalmentState.LAPSED) if is_open else part

    patch.setattr(GrantInParts, "_share_of_pool", share_of_pool)


def doubtful_events_are_settled(patch: Patch) -> None:
    """An event of a recovery that takes nothing is in the ledger, also if its day is not known."""
    true = RecoveryCourse._settle_event

    def settle_event(course: Any, *those: Any) -> Any:
        return tuple(attrs.evolve(each, is_of_sure_event=True) for each in true(course, *those))

    patch.setattr(RecoveryCourse, "_settle_event", settle_event)


def chinese_turns_a_delay(patch: Patch) -> None:
    true = instalment_laws.format_page
    patch.setattr(
        instalment_laws, "format_page", lambda page, **to: true(page, **to).replace("6个月 后 拨付", "7个月 后 拨付")
    )


def grants_in_parts_stay_in_columns(patch: Patch) -> None:
    patch.setattr(columns, "IN_PARTS", columns.SETTLED)


def the_first_listed_event_counts(patch: Patch) -> None:
    """An instalment is due at the event that is listed first, not at the earliest."""
    records_stand_as_they_came(patch)
    true = GrantInParts._records
    patch.setattr(GrantInParts, "_records", lambda *given: itertools.islice(true(*given), 1))


def back_is_subtracted_from_what_is_due(patch: Patch) -> None:
    true = claims.EvaluationResult.due.fget
    assert true is not None

    def due(result: Any) -> Bounds:
        bounds = true(result)
        back = sum(each.principal.minor for each in result.recoveries)
        least = Money(max(0, bounds.low.minor - back), bounds.low.currency)
        return bounds if not back else Bounds(least, bounds.high, False)

    patch.setattr(claims.EvaluationResult, "due", property(due))


def recoveries_are_withheld_twice(patch: Patch) -> None:
    true = Decision._sum_of

    def sum_of(decision: Decision, part: str) -> tuple[int, int]:
        low, high = true(decision, part)
        return (2 * low, 2 * high) if part == "withheld" else (low, high)

    patch.setattr(Decision, "_sum_of", sum_of)


def payments_stand_as_lines_came(patch: Patch) -> None:
    patch.setattr(RecoveryCourse, "_order", lambda *_: ())


def only_the_ends_of_a_year_are_tried(patch: Patch) -> None:
    patch.setattr(recoveries, "_days_between", lambda first, last, _: (first, last))


def the_least_that_is_recovered_is_the_most(patch: Patch) -> None:
    true = RecoveryCourse.settle
    patch.setattr(RecoveryCourse, "settle", lambda course, events: [(most, most) for _, most in true(course, events)])


def events_without_a_day_are_the_last(patch: Patch) -> None:
    true = RecoveryCourse.settle

    def settle(course: RecoveryCourse, events: Any) -> Any:
        return true(course, [attrs.evolve(event, is_dated=True) for event in events])

    patch.setattr(RecoveryCourse, "settle", settle)
    patch.setattr(paid_back._Debt, "has_year", True)


def each_recovery_may_take_all(patch: Patch) -> None:
    def greatest_sum(entries: Any, part: str) -> int | None:
        highs = [getattr(each, part).high for each in entries]
        return None if None in highs else sum(high.minor for high in highs)

    patch.setattr(decisions, "greatest_sum", greatest_sum)


def sums_of_open_payments_are_in_no_ledger(patch: Patch) -> None:
    patch.setattr(paid_back._Debt, "is_sure", paid_back._Debt.takes_the_same)


def kept_money_is_unpaid(patch: Patch) -> None:
    patch.setattr(reopen_years, "with_kept_sums", lambda _, lines: lines)


def payments_of_reopened_years_are_not_read(patch: Patch) -> None:
    patch.setattr(paid_back, "_less_paid", lambda made, *_: made)


def recoveries_of_reopened_years_stand(patch: Patch) -> None:
    patch.setattr(reopen_years, "recovery_lines", lambda _, __: ())


def fields_of_lines_are_not_read(patch: Patch) -> None:
    true = paid_back._payments_of_line

    def payments_of_line(situation: Situation, clause: Any, line: Any, *place_and_most: Any) -> Any:
        yield from true(situation, clause, line.changed(keys={}, fields={}), *place_and_most)

    patch.setattr(paid_back, "_payments_of_line", payments_of_line)


FAULTS: list[tuple[str, Callable[[Patch], None]]] = [
    ("limits are never exceeded", claims_of_nothing_open_places),
    ("limits are never exceeded", lines_of_nothing_open_places),
    ("limits are never exceeded", selections_forget_earlier_runs),
    ("limits are never exceeded", selections_forget_unlisted_records),
    ("what a first rule refuses changes nothing", claims_of_nothing_open_places),
    ("what a first rule refuses changes nothing", claims_of_nothing_are_selected),
    ("agrees with the oracle", every_rule_takes_the_same_for_the_matter),
    ("agrees with the oracle", no_limits),
    ("agrees with the oracle", recoveries_free_no_room),
    ("recoveries agree with the oracle", nothing_is_collected),
    ("agrees with the oracle", the_last_sum_of_a_cap_counts),
    ("agrees with the oracle", later_sentences_first),
    ("agrees with the oracle", promotions_are_paid_in_full),
    ("agrees with the oracle", repeats_are_paid),
    ("agrees with the oracle", older_documents_are_forgotten),
    ("agrees with the oracle", nothing_is_deducted),
    ("agrees with the oracle", suspended_years_pay_what_is_carried),
    ("agrees with the oracle", carried_money_stands_last),
    ("agrees with the oracle", lines_lose_their_matter),
    ("agrees with the oracle", lines_lose_their_level),
    ("reasons agree with the oracle", another_condition_is_named),
    ("reasons agree with the oracle", a_cap_is_told_for_each_cut),
    ("besides agree with the oracle", budget_lines_are_forgotten),
    ("besides agree with the oracle", duties_are_forgotten),
    ("besides agree with the oracle", other_documents_decide_outside_the_window_too),
    ("totals are those of decisions", totals_lose_a_fen),
    ("formulas say the same", functions_gain_a_fen),
    ("formulas say the same", years_are_passed_over),
    ("formulas say the same", the_first_day_stands_for_all),
    ("formulas say the same", nothing_else_is_asked_of_a_day),
    ("sums come before reasons", known_totals_gain_a_fen),
    ("sums come before reasons", what_is_read_later_is_of_all_years),
    ("details change nothing", digests_see_details),
    ("conserves money", cuts_are_not_told),
    ("conserves money", carried_money_is_lost_at_its_end),
    ("keeps caps", caps_are_double),
    ("keeps caps", carried_money_takes_no_room),
    ("spans hold caps", spans_end_at_once),
    ("order is irrelevant", records_stand_as_they_came),
    ("ledger pays nothing twice", events_are_settled_again),
    ("ledger pays nothing twice", carried_money_is_paid_from_the_start_again),
    ("years one by one", nothing_is_remembered),
    ("years one by one", lines_bring_no_carried_money),
    ("reopened is at once", lines_stay_as_they_are),
    ("reopened is at once", carried_money_is_not_called_back),
    ("reopened is at once", lines_that_moved_are_not_told),
    ("payable now is beyond the ledger", increases_and_decreases_are_netted),
    ("payable now is beyond the ledger", amounts_of_the_ledger_are_payable_again),
    ("payable now is beyond the ledger", records_that_are_not_listed_have_no_line),
    ("payable now is beyond the ledger", lines_without_a_claim_are_not_overpaid),
    ("lists add up", recalculated_amounts_are_listed_whole),
    ("lists add up", what_several_open_claims_share_is_not_listed),
    ("lists add up", decreases_are_not_listed),
    ("lists add up", transfers_of_one_payee_are_summed_once),
    ("what came late is told", nothing_comes_late),
    ("years of a settled decision are settled", years_know_nothing_of_all_years),
    ("bounds hold every completion", the_most_is_the_least),
    ("bounds hold every completion", years_left_out_pay_nothing),
    ("bounds hold every completion", one_more_record_pays_nothing),
    ("approvals may be any sum", approvals_are_of_the_smallest_sum),
    ("agrees with the oracle", other_claims_win_nothing_for_a_claim),
    ("an assumed day is as good as a stated one", the_last_event_is_the_day),
    ("an assumed day is as good as a stated one", payments_give_no_day),
    ("an assumed day is as good as a stated one", no_year_is_asked_for),
    ("named facts settle", no_fact_is_named),
    ("beside the matter changes nothing", what_no_line_tells_is_the_matter),
    ("beside the matter changes nothing", every_standard_is_noted),
    ("one payment said in two ways", keys_of_support_say_nothing),
    ("published rooms settle one", published_rooms_are_used_up),
    ("published rooms settle one", all_places_are_taken),
    ("cohorts agree with the oracle", places_go_to_all_applicants),
    ("published ratios settle one", published_ratios_are_halved),
    ("caps hold for the support of others", caps_pass_over_support),
    ("support counts like a smaller cap", caps_pass_over_support),
    ("debts are what awards pay", debts_escape_the_rules),
    ("debts are what awards pay", debts_of_earlier_runs_take_no_place),
    ("cohorts keep caps", shared_caps_are_open),
    ("applicants may be in any order", equal_claims_stand_as_applicants_are_listed),
    ("manners of caps are kept", the_rest_of_a_cap_is_divided_again_for_each_claim),
    ("nothing fails at run time", divisions_by_nothing_fail),
    ("nothing fails at run time", lists_in_part_are_whole_in_a_table),
    ("nothing fails at run time", only_one_answer_is_known),
    ("both surfaces are one tree", chinese_turns_a_comparison),
    ("needless brackets leave no trace in the hash", brackets_are_hashed),
    ("needless brackets leave no trace in the hash", operands_lose_their_brackets),
    ("manners of caps are kept", claims_are_divided),
    ("cohorts agree with the oracle", later_claims_overtake),
    ("manners of caps are kept", claims_lose_by_turn),
    ("orders of caps are kept", the_greatest_value_is_first),
    ("orders of caps are kept", the_order_is_forgotten),
    ("without effect is without effect", figures_are_not_noted),
    ("without effect is without effect", fields_of_the_applicant_are_not_noted),
    ("without effect is without effect", listed_records_are_not_noted),
    ("without effect is without effect", records_of_sets_are_not_noted),
    ("without effect is without effect", rooms_are_not_asked_anew),
    ("without effect is without effect", remembered_lines_are_not_noted),
    ("without effect is without effect", support_that_counts_is_not_noted),
    ("unused facts are those of all awards", no_award_has_a_word),
    ("unused facts are those of all awards", every_claim_reads_every_field),
    ("without effect may be anything", figures_are_not_noted),
    ("without effect may be anything", fields_of_the_applicant_are_not_noted),
    ("without effect may be anything", listed_records_are_not_noted),
    ("unasked facts change nothing", nothing_is_asked_for),
    ("bounds hold every completion", what_is_open_meets_nobody),
    ("cohorts agree with the oracle", nobody_is_ranked),
    ("cohorts agree with the oracle", ties_have_no_order),
    ("cohorts agree with the oracle", only_the_first_field_orders),
    ("agrees with the oracle", rows_have_no_limits),
    ("years one by one", lines_have_no_rows),
    ("bounds hold every completion", an_open_row_is_of_no_limit),
    ("cohorts agree with the oracle", ties_of_scores_are_turned),
    ("orders of caps are kept", only_the_first_field_orders),
    ("cohorts agree with the oracle", the_lowest_are_first),
    ("applicants may be in any order", records_are_ranked_as_applicants_are_listed),
    ("published ranks settle one", published_ranks_are_one_later),
    ("gaps that decide nothing agree", records_that_may_be_of_a_kind_are_passed_over),
    ("kinds may be split", picks_pass_over_narrower_kinds),
    ("agrees with the oracle", records_of_a_day_are_earlier),
    ("agrees with the oracle", records_of_a_day_are_not_earlier),
    ("agrees with the oracle", picks_of_the_same_are_of_any),
    ("agrees with the oracle", support_of_others_is_forgotten),
    ("agrees with the oracle", the_own_level_is_another),
    ("agrees with the oracle", figures_of_years_end_a_year_early),
    ("formulas say the same", days_of_the_year_are_of_the_year_before),
    ("formulas say the same", one_condition_is_enough),
    ("round trips", the_printer_turns_a_comparison),
    ("earlier versions are kept", former_labels_are_forgotten),
    ("earlier versions are kept", ended_awards_are_forgotten),
    ("renaming is irrelevant", claims_stand_by_label),
    ("a last cap never raises", a_last_cap_lifts_the_others),
    ("a definition may be in any article", definitions_stay_in_their_article),
    ("a definition is its text", definitions_are_half),
    ("a requirement is a word of each `when`", requirements_are_forgotten),
    ("the highest alternative is paid in any order", the_first_alternative_is_paid),
    ("a last sum keeps its rule", small_sums_are_paid),
    ("a last sum keeps its rule", each_claim_is_rounded),
    ("agrees with the oracle", sums_are_rounded_without_earlier_payments),
    ("agrees with the oracle", thresholds_are_compared_before_deductions),
    ("recoveries agree with the oracle", recoveries_forget_what_was_taken),
    ("recoveries agree with the oracle", payments_stand_in_no_order),
    ("recoveries agree with the oracle", parts_have_no_largest_remainder),
    ("recoveries agree with the oracle", sums_of_open_payments_are_in_no_ledger),
    ("back of a payment is at most the payment", earlier_recoveries_are_not_read),
    ("recoveries of years one by one", earlier_recoveries_are_not_read),
    ("recoveries of years one by one", back_is_kept_by_line),
    ("totals of recoveries add up", recoveries_are_withheld_twice),
    ("recoveries in any order", payments_stand_as_lines_came),
    ("bounds of recoveries hold every day", only_the_ends_of_a_year_are_tried),
    ("bounds of recoveries hold completions", the_least_that_is_recovered_is_the_most),
    ("bounds of recoveries hold completions", each_recovery_may_take_all),
    ("bounds of recoveries hold days of events", events_without_a_day_are_the_last),
    ("records of lines change no recovery", fields_of_lines_are_not_read),
    ("what is kept counts as paid", kept_money_is_unpaid),
    ("a reopened year is paid already", payments_of_reopened_years_are_not_read),
    ("reopened recoveries are those at once", recoveries_of_reopened_years_stand),
    ("due is the same without recoveries", back_is_subtracted_from_what_is_due),
    ("instalments agree with the oracle", conditions_are_asked_on_days_before_the_grant),
    ("instalments agree with the oracle", sums_at_events_are_not_taken_from_the_rest),
    ("instalments agree with the oracle", what_lapsed_counts),
    ("instalments add up", the_last_instalment_is_rounded),
    ("instalments add up", shares_of_others_are_of_all_payments_together),
    ("the last share is the rest", the_last_share_is_its_share),
    ("parts paid at once change nothing", parts_at_once_are_a_day_late),
    ("instalments in any order", the_first_listed_event_counts),
    ("instalments of years one by one", instalments_of_lines_are_due_again),
    ("instalments of years one by one", fields_of_lines_are_turned),
    ("instalments of years one by one", what_lapsed_in_earlier_runs_counts),
    ("a reopened year pays its instalments once", open_parts_of_reopened_years_stand_apart),
    ("payments of instalments count once", payments_before_a_reopened_year_pay_it),
    ("payments of instalments count once", payments_before_their_day_are_none),
    ("payments of instalments count once", what_is_unpaid_of_a_reopened_year_is_newly_due),
    ("what is paid besides what was withheld changes nothing", what_was_withheld_is_a_payment_of_its_own),
    ("what is paid besides what was withheld changes nothing", instalments_of_a_day_are_counted_one_by_one),
    ("bounds of instalments hold completions", what_may_be_due_is_not),
    ("bounds of instalments hold completions", lists_of_events_in_part_are_whole),
    ("what was missing is paid once", parts_of_lines_name_no_record),
    ("what was missing is paid once", open_parts_stand_apart),
    ("what was missing is paid once", parts_of_open_sums_lapse),
    ("what was missing is paid once", doubtful_events_are_settled),
    ("the Chinese page pays the same", chinese_turns_a_delay),
    ("budgets pay as simulated", what_waits_comes_last),
    ("budgets pay as simulated", payments_overtake),
    ("budgets pay as simulated", budgets_forget_what_earlier_runs_paid),
    ("bounds hold what budgets pay", payments_alone_are_certain),
    ("bounds hold what budgets pay", gaps_leave_budgets_certain),
    ("totals of instalments are those of decisions", grants_in_parts_stay_in_columns),
    ("sums are those of the decision", sums_know_no_caps),
    ("agrees with the oracle", sums_count_later_rules),
    ("years one by one", sums_forget_the_ledger),
    ("bounds hold every completion", sums_have_one_end),
]


@pytest.mark.parametrize(
    ("law", "fault"),
    sampled(sampled(FAULTS, 45), 225, others="broad"),
    ids=lambda x: x if isinstance(x, str) else x.__name__,
)
def test_a_law_finds_a_fault(law: str, fault: Callable[[Patch], None], monkeypatch: Patch) -> None:
    fault(monkeypatch)
    words, is_short = WORDS.get(fault.__name__, ()), fault.__name__ in ON_SHORT_PAGES
    found = any(finds(law, number, words, is_short=is_short) for number in range(600 if words else 200))
    assert found, f"{law} does not notice that {fault.__name__}"


WORDS = {
    "former_labels_are_forgotten": ("    formerly ",),
    "ended_awards_are_forgotten": ("ended ",),
    "the_last_sum_of_a_cap_counts": ("cap ",),
    "spans_end_at_once": ("cap .* in any ",),
    "suspended_years_pay_what_is_carried": ("suspend ", "carry forward "),
    "carried_money_is_not_called_back": ("carry forward ",),
    "years_left_out_pay_nothing": (" each year",),
    "approvals_are_of_the_smallest_sum": ("up to |at discretion",),
    "years_know_nothing_of_all_years": ("up to |at discretion",),
    "other_claims_win_nothing_for_a_claim": ("up to |at discretion", r"(nothing below|round down to) \d+ per"),
    "picks_pass_over_narrower_kinds": (" of ",),
    "records_of_a_day_are_earlier": (" earlier ",),
    "records_of_a_day_are_not_earlier": (" earlier ",),
    "picks_of_the_same_are_of_any": ("of the same",),
    "support_of_others_is_forgotten": ("other support",),
    "the_own_level_is_another": ("none when this level",),
    "figures_of_years_end_a_year_early": ("(of all years before|since 20|rises above)",),
    "days_of_the_year_are_of_the_year_before": ("of (each|the) year",),
    "one_condition_is_enough": ("of these",),
    "published_rooms_are_used_up": ("across applicants",),
    "what_is_open_meets_nobody": ("across applicants",),
    "shared_caps_are_open": ("across applicants",),
    "equal_claims_stand_as_applicants_are_listed": ("across applicants",),
    "the_rest_of_a_cap_is_divided_again_for_each_claim": ("across applicants, in proportion",),
    "divisions_by_nothing_fail": (" divided by [a-z]",),
    "published_ratios_are_halved": ("across applicants, in proportion",),
    "claims_are_divided": ("across applicants, whole",),
    "later_claims_overtake": ("across applicants, in turn",),
    "claims_lose_by_turn": ("across applicants, in proportion",),
    "ties_have_no_order": ("ties (in order of|highest)",),
    "only_the_first_field_orders": (" then (in order of|highest)",),
    "rows_have_no_limits": (", limit [12] items per",),
    "lines_have_no_rows": (r", limit [12] items per applicant(?! per year)",),
    "an_open_row_is_of_no_limit": (", limit [12] items per",),
    "ties_of_scores_are_turned": ("limit .* first then (in order of|highest)",),
    "the_lowest_are_first": (" first",),
    "records_are_ranked_as_applicants_are_listed": ("by rank of", " when "),
    "published_ranks_are_one_later": ("by rank of", " when "),
    "the_greatest_value_is_first": (", in order of ",),
    "the_order_is_forgotten": (", in order of ",),
    "places_go_to_all_applicants": ("limit 1 applicant",),
    "all_places_are_taken": ("limit 1 applicant",),
    "records_that_may_be_of_a_kind_are_passed_over": ("large_",),
    "sums_are_rounded_without_earlier_payments": (r"round down to \d+ per",),
    "thresholds_are_compared_before_deductions": ("less already paid", "nothing below"),
    "recoveries_forget_what_was_taken": ("recover ",),
    "recoveries_free_no_room": ("counts no longer",),
    "nothing_is_collected": ("collect ",),
    "parts_have_no_largest_remainder": ("recover ",),
    "earlier_recoveries_are_not_read": ("recover ",),
    "back_is_kept_by_line": ("recover ",),
    "back_is_subtracted_from_what_is_due": ("recover ",),
    "recoveries_are_withheld_twice": ("recover ",),
    "payments_stand_as_lines_came": ("recover ",),
    "the_least_that_is_recovered_is_the_most": ("recover ",),
    "each_recovery_may_take_all": ("recover ",),
    "events_without_a_day_are_the_last": ("recover ",),
    "payments_stand_in_no_order": ("in the order",),
    "only_the_ends_of_a_year_are_tried": ("after the payment",),
    "sums_of_open_payments_are_in_no_ledger": ("recover ",),
    "kept_money_is_unpaid": ("recover ",),
    "payments_of_reopened_years_are_not_read": ("recover ",),
    "recoveries_of_reopened_years_stand": ("recover ",),
    "fields_of_lines_are_not_read": ("what was paid for the same",),
    "sums_know_no_caps": ("what .* (pays|pay) ", "cap "),
    "sums_count_later_rules": ("what .* (pays|pay) ", "over policy"),
    "sums_forget_the_ledger": ("what .* (has|have) (paid|granted) ",),
    "sums_have_one_end": ("what .* (pays|pay|paid|granted) ",),
}
"""Patterns that a page must contain for a fault to have an effect, if few pages contain them."""


ON_SHORT_PAGES = {"lists_in_part_are_whole_in_a_table"}
"""Faults of columns, which settle few applicants of pages with several articles."""


def finds(law: str, number: int, words: tuple[str, ...] = (), *, is_short: bool = False) -> bool:
    """Whether the invariant is broken for the policy of this number or for one of its facts."""
    made = generated(3, number, is_short=is_short)
    if not all(re.search(word, format_page(made.page)) for word in words):
        return False
    compiled = compile_generated(made)
    if law in PAGE_LAWS:
        return is_broken(lambda: PAGE_LAWS[law][0](made, compiled, random.Random(number)))
    edges = compiled.edges
    trials = (trial_of(compiled, edges, f"3:{number}:{index}", number + index) for index in range(30 if words else 6))
    return any(is_broken(partial(LAWS[law][0], trial)) for trial in trials)


def is_broken(check: Callable[[], None]) -> bool:
    """Whether a check of an invariant fails. Facts that the oracle cannot settle are passed over."""
    try:
        check()
    except BrokenError:
        return True
    except NotStatedError:
        pass
    return False


@each_row(("law", "fault"), FAULTS)
def test_every_fault_can_be_planted(law: str, fault: Callable[[Patch], None]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        fault(patch)


def test_every_law_has_a_fault_that_breaks_it() -> None:
    assert {law for law, _ in FAULTS} == {*LAWS, *PAGE_LAWS}
