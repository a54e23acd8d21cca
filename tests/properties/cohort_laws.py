"""Invariants of a cohort.

- The bounds of every applicant contain each completion of one applicant.
- The order of the applicants does not matter, whether their facts have gaps or not.
- With the published ranks of its records, one applicant is settled alone.
- A cap that is shared in another manner than in order keeps its manner (`manners_are_kept`).
- A cap in the order of a field is filled in this order (`orders_are_kept`).
- All applicants together keep a cap across applicants (`cohorts_keep_caps`).

Input: a trial, its facts with gaps, and completions of them. The other applicants of the cohort are generated without
gaps.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import TypeAlias

from ipdsl.base.values.days import Date
from ipdsl.base.values.money import Bounds, Money
from ipdsl.decision.cohort import with_record_ranks
from ipdsl.decision.decision import Decision
from ipdsl.decision.model import Adjustment, Claim
from ipdsl.facts.reader import read_facts
from ipdsl.ir.facts import Facts as ReadFacts
from ipdsl.ir.proposal import CAP, LimitNote
from ipdsl.plain_data.errors import FactsError
from ipdsl.runtime.compiled_policy import evaluate_cohort
from ipdsl.schema.vocabulary import Schema
from ipdsl.semantics import typed
from tests.properties.borders import rules_of
from tests.properties.facts import facts as make_facts
from tests.properties.ledger_laws import key_of_line
from tests.properties.oracle_laws import named, shares
from tests.properties.trial import BrokenError, Facts, Trial, essence, expect, is_settled
from tests.reference.periods import block_years, span

Place: TypeAlias = tuple[tuple[bool, Fraction], ...]
"""For each field of an order, whether a claim has no value of it, and the value."""


def bounds_in_a_cohort_hold_completions(trial: Trial, open_facts: Facts, wholes: Sequence[Facts]) -> None:
    """If rules count across applicants, all of them stay within their bounds for each completion of the facts of one.

    A list that certainly exceeds its quota exceeds it in each completion.
    """
    compiled, r = trial.compiled, trial.make_random()
    if not shares(compiled.policy):
        return
    others = [make_facts(r, compiled.policy, compiled.edges) for _ in range(r.randint(1, 2))]
    read = [compiled.read(named(facts, f"F{n + 2}")) for n, facts in enumerate(others)]
    told = _settled(trial, [read_facts(named(open_facts, "F1"), compiled.program), *read])
    trial.counts["a cohort with gaps"] += 1
    for whole in wholes:
        decisions = _settled(trial, [compiled.read(named(whole, "F1")), *read])
        if decisions is None:
            continue
        if told is None:
            raise BrokenError("a cohort is refused which is not once all is stated")
        for before, after in zip(told, decisions, strict=True):
            _expect_within(before.due, after.due)


def _expect_within(before: Bounds, after: Bounds) -> None:
    """Check that the bounds of a completion are within the bounds of the facts with gaps.

    Open facts of other applicants may make the bounds of a completion coarser. Inexact bounds only need to overlap.
    """
    least, most = (after.low, after.high) if after.exact else (after.high, after.low)
    pays_low = least is None or before.low.minor <= least.minor
    expect(pays_low, "in a cohort a completion pays less than the low", before, after)
    pays_high = before.high is None or (most is not None and most.minor <= before.high.minor)
    expect(pays_high, "in a cohort a completion pays more than the high", before, after)


def _settled(trial: Trial, cohort: Sequence[ReadFacts]) -> Sequence[Decision] | None:
    """The decisions on a cohort; `None` if more records are stated as selected than a quota allows."""
    try:
        return evaluate_cohort(trial.compiled.program, trial.compiled.code, cohort).decisions
    except FactsError as error:
        expect("quota" in str(error), "facts of a cohort are refused", error)
        return None


def applicants_may_be_in_any_order(trial: Trial) -> None:
    """The applicants of a cohort have the same decisions in every order.

    Half of the cohorts have a gap. Half have two applicants with the same facts, whose claims only their names order.
    """
    compiled, r = trial.compiled, trial.make_random()
    if not shares(compiled.policy):
        return
    cohort = [trial.facts, *(make_facts(r, compiled.policy, compiled.edges) for _ in range(r.randint(1, 3)))]
    if r.random() < 0.5:
        cohort.append(cohort[0])
    if r.random() < 0.5:
        cohort[0] = _with_gap(r, compiled.policy.schema, cohort[0])
    try:
        read = [read_facts(named(facts, f"F{n + 1}"), compiled.program) for n, facts in enumerate(cohort)]
    except FactsError:  # without the field, two records are one
        return
    decisions = _settled(trial, read)
    order = r.sample(range(len(read)), len(read))
    shuffled = _settled(trial, [read[n] for n in order])
    if decisions is None or shuffled is None:
        expect(decisions is shuffled, "a cohort is refused in one order of its applicants")
        return
    trial.counts["a cohort in another order"] += 1
    for n, decision in zip(order, shuffled, strict=True):
        is_same = essence(decision) == essence(decisions[n]) and decision.due == decisions[n].due
        expect(is_same, "another order of the applicants gives another decision", decision.due, decisions[n].due)


def _with_gap(r: random.Random, schema: Schema, facts: Facts) -> Facts:
    """The facts without one field of one record."""
    places = [
        (kind, n, name)
        for kind, listed in facts["records"].items()
        for n, record in enumerate(listed)
        for name in record
        if name not in ("id", *schema.record_by_name[kind].key)
    ]
    if not places:
        return facts
    kind, chosen, left_out = r.choice(places)
    made = {name: value for name, value in facts["records"][kind][chosen].items() if name != left_out}
    listed = [made if n == chosen else record for n, record in enumerate(facts["records"][kind])]
    return {**facts, "records": {**facts["records"], kind: listed}}


def published_ranks_settle_one(trial: Trial) -> None:
    """With the ranks that a cohort gives its records, each applicant alone has the decision of the cohort."""
    compiled, r = trial.compiled, trial.make_random()
    program = compiled.program
    ranked = [ranking.name for ranking in program.record_rankings]
    by_others = program.rankings or program.quotas or any(step.is_across for step in program.settlement.steps)
    if not ranked or by_others:
        return
    cohort = [trial.facts, *(make_facts(r, compiled.policy, compiled.edges) for _ in range(r.randint(1, 3)))]
    stated = [named(facts, f"F{n + 1}") for n, facts in enumerate(cohort)]
    read = [compiled.read(facts) for facts in stated]
    decisions = _settled(trial, read)
    assert decisions is not None
    ranked_facts = with_record_ranks(program, compiled.code, read, (), [])
    for facts, ranks, decision in zip(stated, ranked_facts, decisions, strict=True):
        published: dict[tuple[str, str], Facts] = {}
        for name, kind, record_id in ranks.record_ranks:
            first, last = ranks.record_ranks[name, kind, record_id]
            item = next(record.item for record in ranks.records[kind].records if record.id == record_id)
            line = {"clause": name, "item": item, "rank": first}
            if first != last or published.setdefault((name, item), line) != line:
                return  # records with one item have two ranks
        if published:
            trial.counts["published ranks of records"] += 1
            alone = compiled.evaluate({**facts, "published": [*published.values()]})
            expect(
                essence(alone) == essence(decision), "published ranks give another decision", alone.due, decision.due
            )


def manners_are_kept(trial: Trial) -> None:
    """A cap across applicants keeps its manner.

    *Whole* pays all or nothing. *In turn* does too, and pays no claim of the year after one that did not fit. *In
    proportion* leaves each claim the same share, rounded down.
    """
    caps = {
        rule.name: rule
        for rule in rules_of(trial.compiled.policy.root)
        if isinstance(rule, typed.Cap) and rule.manner is not None
    }
    if not caps:
        return
    _, decisions = _cohort_of_new(trial)
    if decisions is None:
        return
    claims = [claim for decision in decisions for claim in decision.claims if claim.event_date is not None]
    for name, cap in caps.items():
        cuts = {
            id(claim): cut
            for claim in claims
            for cut in claim.adjustments
            if cut.rule == name and cut.reason.code == CAP
        }
        trial.counts[f"a cap {cap.manner.value}"] += bool(cuts)
        for cut in cuts.values():
            values = dict(cut.reason.values)
            left, note = values["left"], values["note"]
            assert isinstance(left, Money)
            assert isinstance(note, LimitNote)
            assert note.rest is not None
            assert note.total is not None
            if cap.manner is not typed.CapManner.IN_PROPORTION:
                expect(left.minor == 0, "a claim is divided", name, cut)
                continue
            asked = left.minor + cut.cut.minor
            exact = Fraction(asked * note.rest.minor, note.total.minor)
            expect(exact - 1 < left.minor <= exact, "a claim is not cut by the common ratio", name, cut)
        if cap.manner is typed.CapManner.IN_TURN and cap.order is None:
            _expect_turn(cap, decisions, cuts)


def cohorts_keep_caps(trial: Trial) -> None:
    """The amounts that all applicants of a cohort charge to a cap across applicants never exceed it."""
    caps = {
        rule.name: (rule, int(rule.amount.value))  # type: ignore[arg-type]
        for rule in rules_of(trial.compiled.policy.root)
        if isinstance(rule, typed.Cap) and rule.is_across_applicants and isinstance(rule.amount, typed.Const)
        if not (span(rule.keys) or any(map(block_years, rule.keys)))
    }
    if not caps:
        return
    _, decisions = _cohort_of_new(trial)
    if decisions is None or not all(map(is_settled, decisions)):
        return
    charged: Counter[tuple[object, ...]] = Counter()
    for decision in decisions:
        for line in decision.ledger:
            for name, sum_ in line.charged.items():
                if name not in caps:
                    continue
                cap = caps[name][0]
                keys = [key_of_line(line, key, decision.applicant) for key in cap.keys]
                if any(key is None or isinstance(key, tuple | list) for key in keys):
                    continue
                if cap.carry:
                    charged.update({(name, *keys, year): paid for year, paid in line.due.items()})
                else:
                    charged[name, *keys, line.year if cap.per_year else None] += sum_
    for place, sum_ in charged.items():
        size = caps[str(place[0])][1]
        trial.counts["a cap of a cohort"] += 1
        trial.counts["a cap of a cohort that is used up"] += sum_ >= size - 100
        expect(sum_ <= size, "a cohort is paid more than a cap", place, sum_, size)


def _cohort_of_new(trial: Trial) -> tuple[list[Facts], Sequence[Decision] | None]:
    """The applicant with two to four others without earlier payments, and their decisions."""
    compiled, r = trial.compiled, trial.make_random()
    others = [make_facts(r, compiled.policy, compiled.edges) for _ in range(r.randint(2, 4))]
    cohort = [{**facts, "history": []} for facts in (trial.facts, *others)]
    return cohort, _settled(trial, [compiled.read(named(facts, f"F{n + 1}")) for n, facts in enumerate(cohort)])


def _expect_turn(cap: typed.Cap, decisions: Sequence[Decision], cuts: Mapping[int, Adjustment]) -> None:
    """Check that no claim was charged to a group of a cap on a later day of the year than one that it refused."""
    charged: list[tuple[tuple[object, ...], int, Date]] = []
    refused: list[tuple[tuple[object, ...], Claim]] = []
    for decision in decisions:
        lines = {(line.clause, line.item, line.event_date): line for line in decision.ledger if not line.by_discretion}
        groups = {
            event: tuple(key_of_line(line, key, decision.applicant) for key in cap.keys)
            for event, line in lines.items()
        }
        charged += [
            (groups[event], line.year, line.event_date)
            for event, line in lines.items()
            if line.charged.get(cap.name, 0) > 0 and line.event_date is not None
        ]
        for claim in decision.claims:
            group = groups.get((claim.label, claim.item, claim.event_date))
            if id(claim) in cuts and group is not None:
                refused.append((group, claim))
    for group, claim in refused:
        if claim.event_date is None or any(key is None or isinstance(key, tuple | list) for key in group):
            continue
        later = [day for other, year, day in charged if (other, year) == (group, claim.year) and day > claim.event_date]
        expect(not later, "a claim is paid after one that did not fit", cap.name, claim, later)


def orders_are_kept(trial: Trial) -> None:
    """Before a claim that a cap cuts, exactly the claims with better values of the field have filled it.

    Unless the cap pays in whole, no claim with a worse value gets anything.
    """
    caps = [
        rule
        for rule in rules_of(trial.compiled.policy.root)
        if isinstance(rule, typed.Cap) and rule.order is not None and not rule.keys
    ]
    if not caps:
        return
    cohort, decisions = _cohort_of_new(trial)
    if decisions is None or not all(map(is_settled, decisions)):
        return
    for cap in caps:
        if isinstance(cap.amount, typed.Const):
            _expect_order(trial, cap, cohort, decisions)


def _expect_order(trial: Trial, cap: typed.Cap, cohort: Sequence[Facts], decisions: Sequence[Decision]) -> None:
    assert cap.order is not None
    charged: list[tuple[int, Place, int]] = []
    cuts: list[tuple[int, Place, Adjustment]] = []
    for facts, decision in zip(cohort, decisions, strict=True):
        by_event = {
            (line.clause, line.item, line.event_date): line.charged.get(cap.name, 0) for line in decision.ledger
        }
        events = [(claim.label, claim.item, claim.event_date) for claim in decision.claims if claim.year is not None]
        if len(events) != len(set(events)):
            return  # a line belongs to no single claim
        for claim in decision.claims:
            own_cuts = [cut for cut in claim.adjustments if cut.rule == cap.name]
            sum_ = by_event.get((claim.label, claim.item, claim.event_date), 0)
            if claim.year is not None and (own_cuts or sum_):
                place = _place(facts, claim, cap.order)
                charged.append((claim.year, place, sum_))
                cuts += [(claim.year, place, cut) for cut in own_cuts]
    trial.counts["a cap in the order of a field"] += bool(cuts)
    for year, place, cut in cuts:
        note = dict(cut.reason.values)["note"]
        assert isinstance(note, LimitNote)
        assert note.rest is not None
        whole = int(cap.amount.value) - sum(sum_ for of, _, sum_ in charged if of < year and not cap.per_year)  # type: ignore[attr-defined]
        before = sum(sum_ for of, other, sum_ in charged if of == year and other < place)
        equal = sum(sum_ for of, other, sum_ in charged if of == year and other == place)
        spent = max(whole, 0) - note.rest.minor
        expect(before <= spent <= before + equal, "a claim waits for others than those before it", cap.name, cut)
        later = [sum_ for of, other, sum_ in charged if of == year and other > place and sum_]
        is_kept = cap.manner is typed.CapManner.WHOLE or not later
        expect(is_kept, "a claim is paid before one with a better value", cap.name, cut)


def _place(facts: Facts, claim: Claim, order: typed.FieldOrder | None) -> Place:
    """The place of a claim in an order; claims without a value are last."""
    if order is None:
        return ()
    records = [record for kind in facts["records"].values() for record in kind if record["id"] == claim.record]
    [value], following = [record[order.field] for record in records], _place(facts, claim, order.ties)
    if isinstance(value, dict):
        return (True, Fraction(0)), *following
    is_day = isinstance(value, str) and value.count("-") == 2
    number = Fraction(Date.fromisoformat(value).toordinal() if is_day else value)
    return (False, -number if order.is_highest_first else number), *following
