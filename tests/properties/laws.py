"""The invariants of settlement. Each is a function of a `Trial` that raises `BrokenError` if the invariant is broken.

A trial is a compiled policy with complete facts, and the same facts with gaps. `LAWS` are checked on the trial's own
facts. `PAGE_LAWS` need only the page, or compile a second page, and are checked more rarely.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from typing import Any, TypeAlias

import attrs

from ipdsl.base.findings.finding import InternalError
from ipdsl.claims.applicability import calendar_of
from ipdsl.codegen.python.expressions import may_change
from ipdsl.decision.decision import Decision, Request
from ipdsl.engine.evaluator import Evaluator
from ipdsl.engine.operations import MOST_NAMED
from ipdsl.facts.reader import read_facts
from ipdsl.ir.facts import FactRef
from ipdsl.ir.proposal import Outcome
from ipdsl.plain_data.errors import FactsError
from ipdsl.report.decision_json import to_json
from ipdsl.runtime.compiled_policy import Undetermined, evaluate, evaluate_eagerly, total
from ipdsl.schema.types.date import DateType
from ipdsl.semantics import typed
from tests.properties.account_laws import (
    unused_facts_are_those_of_all_awards,
    without_effect_is_without_effect,
    without_effect_may_be_anything,
)
from tests.properties.cohort_laws import (
    applicants_may_be_in_any_order,
    bounds_in_a_cohort_hold_completions,
    cohorts_keep_caps,
    manners_are_kept,
    orders_are_kept,
    published_ranks_settle_one,
)
from tests.properties.constructs import gaps_of
from tests.properties.ledger_laws import (
    conserves_money,
    keeps_caps,
    ledger_pays_nothing_twice,
    order_is_irrelevant,
    payable_now_is_beyond_the_ledger,
    reopened_is_at_once,
    what_came_late_is_told,
    years_one_by_one,
)
from tests.properties.line_laws import one_payment_said_in_two_ways_is_one, what_is_beside_the_matter_changes_nothing
from tests.properties.list_laws import lists_add_up
from tests.properties.oracle_laws import (
    agrees_with_oracle,
    approvals_may_be_any_sum,
    besides_agree_with_oracle,
    cohorts_agree_with_oracle,
    gaps_that_decide_nothing_agree,
    reasons_agree_with_oracle,
)
from tests.properties.pick_laws import kinds_may_be_split
from tests.properties.pipeline import Compiled
from tests.properties.recovery_laws import (
    a_reopened_year_is_paid_already,
    back_of_a_payment_is_at_most_the_payment,
    bounds_of_recoveries_hold_completions,
    bounds_of_recoveries_hold_days_of_events,
    bounds_of_recoveries_hold_every_day,
    records_of_lines_change_no_recovery,
    recoveries_agree_with_oracle,
    recoveries_in_any_order,
    recoveries_of_years_one_by_one,
    reopened_recoveries_are_those_at_once,
    totals_of_recoveries_add_up,
    what_is_kept_counts_as_paid,
)
from tests.properties.room_laws import (
    caps_hold_for_the_support_of_others,
    published_ratios_settle_one,
    published_rooms_settle_one,
)
from tests.properties.run_time_laws import nothing_fails_at_run_time
from tests.properties.span_laws import spans_hold_caps
from tests.properties.sum_laws import sums_are_those_of_the_decision
from tests.properties.trial import (
    BrokenError,
    Facts,
    Trial,
    awards_only,
    expect,
)
from tests.properties.year_laws import years_of_a_settled_decision_are_settled
from tests.reference import oracle
from tests.reference.oracle import Gap

# ---------------------------------------------------------------------------------------------- unknown facts

Listed: TypeAlias = "set[tuple[str, str]]"
"""Records that facts list, by id and item."""


def bounds_hold_every_completion(trial: Trial) -> None:
    """Every completion of the gaps pays an amount within the bounds of the open facts, up to the same day.

    This is also checked for each applicant of a cohort in which the others have no gaps. A completion that changes the
    settled years is skipped if no claim asks for the day of an event.
    """
    decision = trial.compiled.evaluate_open(trial.open_facts)
    low, high = decision.due.low.minor, decision.due.high
    trial.counts.update({f"completed: {name}" for name in gaps_of(trial)})
    expect(decision.total.minor >= low, "the total is below the low", decision.total, decision.due)
    by_year = sum(least.minor for _, least in decision.year_totals)
    expect(by_year <= low, "the years come to more than the low", decision.year_totals, low)
    _sums_of_claims_hold_the_total(trial, decision)
    asks = any(_is_event(trial, ref) for claim in decision.claims for ref in claim.missing)
    wholes: list[Facts] = []
    for whole in oracle.completions(_dated(trial.open_facts, decision), trial.gaps, most=8):
        years, stated = _years(trial, whole), _years(trial, trial.open_facts)
        if not asks and years != stated:
            continue
        if trial.compiled.policy.window.start is None and years[:1] < stated[:1] and ("figures",) in _kinds_of(trial):
            continue  # without the start of a window, years begin with the first stated year
        completed = trial.compiled.evaluate(whole)
        total = completed.total.minor
        expect(low <= total, "a completion pays less than the low", low, total, filled(trial, whole))
        for year, least in decision.year_totals:
            of_year = completed.total_of(year)
            expect(least.minor <= of_year.minor, "a completion pays less in a year", year, least, of_year)
        expect(
            high is None or total <= high.minor,
            "a completion pays more than the high",
            high,
            total,
            filled(trial, whole),
        )
        wholes.append(whole)
    bounds_in_a_cohort_hold_completions(trial, _dated(trial.open_facts, decision), wholes)


def _sums_of_claims_hold_the_total(trial: Trial, decision: Decision) -> None:
    """The upper bound is at most the sum of the upper bounds of the claims.

    Policies with carried money are skipped, because that money belongs to no single claim.
    """
    highs = [claim.bounds.high for claim in decision.claims]
    if None in highs or any(step.wait for step in trial.compiled.program.settlement.steps):
        return
    most = sum(high.minor for high in highs if high is not None)
    high = decision.due.high
    expect(high is not None and high.minor <= most, "the claims are paid less than the high", most, decision.due)


def _dated(facts: Facts, decision: Decision) -> Facts:
    """The facts with the as-of date of a decision, so that facts stated later do not change it."""
    return {**facts, "as_of": str(decision.as_of)}


def _kinds_of(trial: Trial) -> set[tuple[object, ...]]:
    """The parts of the facts that have gaps."""
    return {gap.path[:1] for gap in trial.gaps}


def an_assumed_day_is_as_good_as_a_stated_one(trial: Trial) -> None:
    """Without an as-of date, settlement uses the day that the oracle assumes, or the end of a later requested year.

    If that day is stated, the decision is the same except for the sentence about the assumption. Lines that alone
    determine the day have an effect if it is assumed. A ledger without other facts determines a day, too.
    """
    facts = {
        name: part for name, part in (trial.open_facts if trial.seed % 20 else trial.facts).items() if name != "as_of"
    }
    _assumes_a_day(trial, facts)
    if facts.get("history"):
        _assumes_a_day(trial, {**facts, "records": {kind: [] for kind in facts.get("records", {})}, "figures": {}})


def _assumes_a_day(trial: Trial, facts: dict[str, Any]) -> None:
    day, years = oracle.as_of(trial.compiled.policy, facts), trial.compiled.policy.fiscal_year
    year = years.year_of(day)
    for asked in (None, year + 1, trial.make_random().randint(min(2019, year), year)):
        until = day if asked is None or asked <= year else years.last_day(asked)
        stated = _decision(trial, {**facts, "as_of": str(until)}, asked)
        assumed = _decision(trial, facts, asked)
        if stated is None and assumed is None:
            return
        if stated is None or assumed is None:
            raise BrokenError("facts are refused with the day, or without it", facts, until)
        expect(assumed["as_of"] == str(until), "another day is assumed", assumed["as_of"], until, asked)
        said, *rest = assumed["assumptions"]
        expect(
            str(until) in said and rest == stated["assumptions"], "it is not said that the day is assumed", said, rest
        )
        expect(
            all(line in stated["without_effect"] for line in assumed["without_effect"]),
            "a line has no effect where the day is assumed alone", assumed["without_effect"], stated["without_effect"],
        )  # fmt: skip
        for name in ("assumptions", "without_effect", "facts_digest"):
            del assumed[name], stated[name]
        for name, part in assumed.items():
            expect(part == stated[name], "the stated day brings something else", asked, name, part, stated[name])


def _decision(trial: Trial, facts: dict[str, Any], year: int | None) -> dict[str, Any] | None:
    """The decision as JSON; `None` if the facts are refused."""
    try:
        return to_json(trial.compiled.evaluate_open(facts, year=year))
    except FactsError:
        return None


def _is_event(trial: Trial, ref: FactRef) -> bool:
    """Whether the fact is the day of an event."""
    return ref.group == "record" and ref.field in trial.compiled.program.schema.event_days[ref.kind]


def _years(trial: Trial, facts: Facts) -> tuple[object, ...]:
    """The first and the last year for which states are settled."""
    periods = calendar_of(trial.compiled.program, trial.compiled.read(facts)).periods()
    return tuple(year for year, _ in (*periods[:1], *periods[-1:]))


def filled(trial: Trial, whole: Facts) -> list[tuple[object, object]]:
    """The values of a completion in the gaps."""
    found: list[tuple[object, object]] = []
    for gap in trial.gaps:
        place: Any = whole
        for step in gap.path:
            place = place[step]
        found.append((gap.path, place))
    return found


def named_facts_settle(trial: Trial) -> None:
    """An undetermined claim is settled once the facts that it names are stated, whatever their values.

    A claim that depends on very many facts names only the first of them, and asks for the others afterwards.
    """
    decision = trial.compiled.evaluate_open(trial.open_facts)
    undetermined = [c for c in decision.claims if c.outcome is Outcome.UNDETERMINED]
    expect(all(c.missing for c in undetermined), "undetermined without a fact", *undetermined)
    for claim in undetermined[:2]:
        if len(claim.missing) >= MOST_NAMED:
            continue
        has_open_day = any(ref.group == "record" and _is_day(trial, ref) for ref in claim.missing)
        told_by_day = ("series", "figure", "rank") if has_open_day else ("series",)
        listed = _items(trial, trial.open_facts) if any(ref.group == "records" for ref in claim.missing) else None
        paths = {ref.path for ref in claim.missing}
        asked = [g for g in trial.gaps if _asks_for(paths, g, trial.open_facts)]
        if not all(any(_asks_for({path}, g, trial.open_facts) for g in asked) for path in paths):
            continue  # it depends on a fact that was missing before
        for whole in oracle.completions(_dated(trial.open_facts, decision), asked, most=6):
            if any(ref.group == "approval" and not _is_approved(ref, whole) for ref in claim.missing):
                continue
            again = trial.compiled.evaluate_open(whole)
            brought = set() if listed is None else _items(trial, whole) - listed
            still = [
                c
                for c in again.claims
                if (c.label, c.item) == (claim.label, claim.item) and c.outcome is Outcome.UNDETERMINED
            ]
            same_day = [
                c
                for c in still
                if c.event_date == claim.event_date
                and any(_was_told(ref, told_by_day, listed, brought) for ref in c.missing)
            ]  # an open date or list determined the year or day that is now needed
            expect(
                not same_day, "stated, and still undetermined", claim.missing, same_day and same_day[0].missing, asked
            )


def _was_told(ref: FactRef, told_by_day: tuple[str, ...], listed: Listed | None, brought: Listed) -> bool:
    """Whether a claim could ask for the fact before its open facts were stated.

    `listed` are the records of lists that were incomplete then, `brought` the records that were added. Added records
    move the last stated day, and with it the years whose figures are needed. An added record that is an event of an
    item listed before may be paid by approval on its own day.
    """
    if listed is None:
        return ref.group not in told_by_day
    if ref.group == "figure" or (ref.item and not any(ref.item in record for record in listed)):
        return False
    is_of_new_event = ref.group == "approval" and any(item == ref.item for _, item in brought)
    return not is_of_new_event and ref.group not in told_by_day


def _items(trial: Trial, facts: Facts) -> Listed:
    """The ids and items of the records that facts list."""
    read = read_facts(facts, trial.compiled.program)
    return {(record.id, record.item) for listing in read.records.values() for record in listing.records}


def _is_approved(ref: FactRef, facts: Facts) -> bool:
    """Whether the facts state the approval."""
    return any((one["clause"], one["item"]) == (ref.kind, ref.item) for one in facts["approvals"])


def unasked_facts_change_nothing(trial: Trial) -> None:
    """A missing fact that no claim asks for changes no amount, whatever its value.

    Completions that change the settled years are skipped.
    """
    decision = trial.compiled.evaluate_open(trial.open_facts)
    refs = {ref for claim in decision.claims for ref in claim.missing}
    paths = {ref.path for ref in refs} | {fact.path for fact in decision.missing}
    open_ = {claim.label for claim in decision.claims if claim.missing}
    asked = [g for g in trial.gaps if _asks_for(paths, g, trial.open_facts) or _is_set(paths, open_, g)]
    # an open day or an incomplete list determines for which years figures, and for which days fields are needed
    is_told = any(ref.group == "records" or (ref.group == "record" and _is_day(trial, ref)) for ref in refs)
    idle = [g for g in trial.gaps if g not in asked and not (is_told and _is_of_a_day(trial, g))]
    others = [g for g in trial.gaps if g not in asked and g not in idle]
    if not idle:
        return
    for stated in oracle.completions(_dated(trial.open_facts, decision), [*asked, *others], most=3):
        left, years = [Gap(g.path, g.values) for g in idle], _years(trial, stated)
        first: set[tuple[object, ...]] | None = None
        for whole in oracle.completions(stated, left, most=4):
            if _years(trial, whole) != years:
                continue
            told = set(what_pays(trial, whole))
            if first is None:
                first = told
            expect(
                told == first, "a fact that nobody asks for changes what is paid", *sorted(map(str, told ^ first)),
                filled(trial, whole), sorted(paths), [g.path for g in idle],
            )  # fmt: skip


def what_pays(trial: Trial, facts: Facts) -> list[tuple[object, ...]]:
    """The claims that pay or may pay: label, item, date, outcome, amount paid, amount carried.

    For a state only the year is compared: its date is the first day on which everything is certain if an earlier day is
    open.
    """
    compiled = trial.compiled
    decision = compiled.evaluate(facts)
    states = {a.label for a in compiled.policy.awards if isinstance(a.trigger, typed.StateTrigger)}
    return [
        (c.label, c.item, c.year if c.label in states else c.event_date, c.outcome.value, c.paid.minor, c.carried.minor)
        for c in awards_only(decision, trial.compiled.policy)
        if c.paid.minor or c.carried.minor or c.bounds.high is None or c.bounds.high.minor
    ]


def _is_day(trial: Trial, ref: FactRef) -> bool:
    field = trial.compiled.program.schema.record_by_name[ref.kind].field_by_name.get(ref.field)
    return field is not None and isinstance(field.type, DateType)


def _is_of_a_day(trial: Trial, gap: Gap) -> bool:
    """Whether the gap is a figure, or a field of the applicant that may change."""
    if gap.path[0] == "applicant":
        return may_change(trial.compiled.program.schema, str(gap.path[1]))
    return gap.path[0] == "figures"


def _is_set(paths: set[str], open_: set[str], gap: Gap) -> bool:
    """Whether the gap is in the approvals and an approval may be needed.

    It may be needed for an amount that is never stated here, for a claim that is open until other facts are known, or
    for unlisted records.
    """
    lists_or_set = any(path.startswith(("approvals[", "records.")) and "]." not in path for path in paths)
    return gap.path == ("approvals",) and (lists_or_set or bool(open_ & {x["clause"] for v in gap.values for x in v}))


def _asks_for(paths: set[str], gap: Gap, facts: Facts) -> bool:
    """Whether one of the paths names the gap."""
    match gap.path:
        case ("records", kind, n, field):
            return f"records.{kind}[{facts['records'][kind][n]['id']}].{field}" in paths
        case ("records", _):
            return any(p.startswith("records.") and "[" not in p for p in paths)
        case ("applicant", field):
            return any(p == f"applicant.{field}" for p in paths)
        case ("figures", year):
            return any(p.startswith(f"figures.{year}.") for p in paths)
        case ("figures", year, field):
            return f"figures.{year}.{field}" in paths
        case ("published",):
            return any(p.startswith("published[") for p in paths)
        case ("approvals",):
            return any(f"approvals[{x['clause']} {x['item']}]" in paths for value in gap.values for x in value)
        case _:
            return False


# ---------------------------------------------------------------------------------------------- totals only


def totals_are_those_of_decisions(trial: Trial) -> None:
    """`total` gives the amount of the decision, for all years and for one, and is open exactly if the decision is."""
    compiled, year = trial.compiled, 2020 + trial.seed % 5
    facts = trial.read
    for asked, decision in (
        (None, trial.decision),
        (year, evaluate_eagerly(compiled.program, compiled.code, facts, Request(year))),
    ):
        try:
            got = total(compiled.code, facts, asked)
        except Undetermined:
            expect(not decision.due.is_point, "the total is open, the decision is not", asked, decision.due)
            continue
        expect(decision.due.is_point, "the decision is open, the total is not", asked, got, decision.due)
        expect(got == decision.due.low, "the total is not that of the decision", asked, got, decision.due)


def formulas_say_the_same(trial: Trial) -> None:
    """The decision is the same to the byte with formulas only, and with every day tried for states and unknown days.

    This holds with and without gaps. Trying more days uses more facts, so fewer are reported as without effect.
    """
    compiled = trial.compiled
    formulas = compiled.code.evaluator.formulas
    bodies = tuple(attrs.evolve(body, steady_gates=()) for body in formulas.clauses)
    slow = attrs.evolve(compiled.code, clauses={}, formulas=Evaluator(attrs.evolve(formulas, clauses=bodies)))
    every_day = tuple(attrs.evolve(asked, depends_on_day=True) for asked in compiled.code.day_dependence)
    object.__setattr__(slow, "day_dependence", every_day)  # replaces the computed value
    for facts in (trial.read, read_facts(trial.open_facts, compiled.program)):
        one, other = (to_json(evaluate_eagerly(compiled.program, code, facts)) for code in (compiled.code, slow))
        more, less = one.pop("without_effect"), other.pop("without_effect")
        expect(all(line in more for line in less), "who tries more days names more facts", more, less)
        expect(json.dumps(one) == json.dumps(other), "the functions say something else", one, other)


def sums_come_before_reasons(trial: Trial) -> None:
    """The amounts that `evaluate` has at once equal those of the oracle and of settlement; parts read later too."""
    compiled, year = trial.compiled, 2020 + trial.seed % 5
    facts = trial.read
    of_year = evaluate_eagerly(compiled.program, compiled.code, facts, Request(year))
    for asked, whole in ((None, trial.decision), (year, of_year)):
        got = evaluate(compiled.program, compiled.code, facts, Request(asked))
        expect((got.total, got.due) == (whole.total, whole.due), "other sums than settled", asked, got.due, whole.due)
        if asked is None:
            sure, is_open = got.total.minor, got.is_undetermined  # an approval may still be missing
            is_same = sure <= trial.answer.total if is_open else sure == trial.answer.total
            expect(is_same, "another sum than the oracle's", got.total, trial.answer.total)
        try:
            expect(got == whole, "what is read later differs", asked)
        except InternalError as error:
            expect(False, "it does not settle to its sums", asked, error)


def details_change_nothing(trial: Trial) -> None:
    """Decision with ledger and digest, and total, are equal to the byte without, with and with other details."""
    compiled, asked = trial.compiled, 2020 + trial.seed % 5
    results = set[str]()
    for details in (None, {"name": "甲", "账号": "0044"}, {"name": "乙", "account": "0045", "note": "x"}):
        stated = {**trial.open_facts, "applicant": {**trial.open_facts["applicant"], "details": details}}
        facts = read_facts(stated, compiled.program)
        expect(len(facts.details) == len(details or ()), "details are lost", details, facts.details)
        whole = to_json(evaluate_eagerly(compiled.program, compiled.code, facts))
        of_year = evaluate(compiled.program, compiled.code, facts, Request(asked))
        try:
            got: object = total(compiled.code, facts)
        except Undetermined:
            got = "open"
        results.add(json.dumps([whole, to_json(of_year), str(got)]))
    expect(len(results) == 1, "details change the decision", *sorted(results))


LAWS: dict[str, tuple[Callable[[Trial], None], int]] = {
    "agrees with the oracle": (agrees_with_oracle, 1),
    "reasons agree with the oracle": (reasons_agree_with_oracle, 2),
    "besides agree with the oracle": (besides_agree_with_oracle, 2),
    "totals are those of decisions": (totals_are_those_of_decisions, 3),
    "formulas say the same": (formulas_say_the_same, 20),
    "sums come before reasons": (sums_come_before_reasons, 20),
    "details change nothing": (details_change_nothing, 20),
    "conserves money": (conserves_money, 1),
    "keeps caps": (keeps_caps, 1),
    "spans hold caps": (spans_hold_caps, 1),
    "order is irrelevant": (order_is_irrelevant, 10),
    "ledger pays nothing twice": (ledger_pays_nothing_twice, 10),
    "years one by one": (years_one_by_one, 20),
    "reopened is at once": (reopened_is_at_once, 10),
    "payable now is beyond the ledger": (payable_now_is_beyond_the_ledger, 10),
    "lists add up": (lists_add_up, 5),
    "what came late is told": (what_came_late_is_told, 10),
    "bounds hold every completion": (bounds_hold_every_completion, 10),
    "an assumed day is as good as a stated one": (an_assumed_day_is_as_good_as_a_stated_one, 10),
    "approvals may be any sum": (approvals_may_be_any_sum, 2),
    "named facts settle": (named_facts_settle, 10),
    "unasked facts change nothing": (unasked_facts_change_nothing, 10),
    "cohorts agree with the oracle": (cohorts_agree_with_oracle, 10),
    "applicants may be in any order": (applicants_may_be_in_any_order, 10),
    "published ranks settle one": (published_ranks_settle_one, 2),
    "gaps that decide nothing agree": (gaps_that_decide_nothing_agree, 5),
    "beside the matter changes nothing": (what_is_beside_the_matter_changes_nothing, 20),
    "one payment said in two ways": (one_payment_said_in_two_ways_is_one, 20),
    "published rooms settle one": (published_rooms_settle_one, 2),
    "published ratios settle one": (published_ratios_settle_one, 2),
    "cohorts keep caps": (cohorts_keep_caps, 4),
    "manners of caps are kept": (manners_are_kept, 2),
    "orders of caps are kept": (orders_are_kept, 2),
    "kinds may be split": (kinds_may_be_split, 3),
    "years of a settled decision are settled": (years_of_a_settled_decision_are_settled, 2),
    "caps hold for the support of others": (caps_hold_for_the_support_of_others, 2),
    "without effect is without effect": (without_effect_is_without_effect, 20),
    "without effect may be anything": (without_effect_may_be_anything, 20),
    "unused facts are those of all awards": (unused_facts_are_those_of_all_awards, 5),
    "nothing fails at run time": (nothing_fails_at_run_time, 20),
    "sums are those of the decision": (sums_are_those_of_the_decision, 1),
    "recoveries agree with the oracle": (recoveries_agree_with_oracle, 1),
    "back of a payment is at most the payment": (back_of_a_payment_is_at_most_the_payment, 4),
    "recoveries of years one by one": (recoveries_of_years_one_by_one, 4),
    "totals of recoveries add up": (totals_of_recoveries_add_up, 1),
    "recoveries in any order": (recoveries_in_any_order, 4),
    "bounds of recoveries hold every day": (bounds_of_recoveries_hold_every_day, 10),
    "bounds of recoveries hold completions": (bounds_of_recoveries_hold_completions, 4),
    "bounds of recoveries hold days of events": (bounds_of_recoveries_hold_days_of_events, 4),
    "records of lines change no recovery": (records_of_lines_change_no_recovery, 2),
    "what is kept counts as paid": (what_is_kept_counts_as_paid, 4),
    "a reopened year is paid already": (a_reopened_year_is_paid_already, 4),
    "reopened recoveries are those at once": (reopened_recoveries_are_those_at_once, 4),
}
"""Each invariant with an interval n: it is checked on every nth set of facts."""


def check_every_law(compiled: Compiled, facts: Facts) -> None:
    """Check every invariant on a policy and facts that were written by hand, without gaps."""
    for law, _ in LAWS.values():
        law(Trial(compiled, copy.deepcopy(facts), 1, lambda: (copy.deepcopy(facts), [])))


__all__ = ["LAWS", "BrokenError", "Trial", "check_every_law"]
