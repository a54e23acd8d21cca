"""Invariants of the room of caps.

- With the published amounts left under caps across applicants, one applicant is settled alone.
- With the published ratios of caps in proportion, one applicant is settled alone as in its cohort.
- A cap that counts the support of others limits their sum and the policy's together.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any, TypeAlias

from ipdsl.decision.decision import Decision
from ipdsl.ir.facts import FactRef
from ipdsl.ir.proposal import LimitNote
from ipdsl.plain_data.errors import FactsError
from ipdsl.runtime.compiled_policy import evaluate_cohort
from ipdsl.semantics import typed
from tests.properties.borders import rules_of
from tests.properties.facts import facts as make_facts
from tests.properties.oracle_laws import essence, named
from tests.properties.trial import Facts, Trial, expect, is_settled
from tests.reference.periods import span


def published_rooms_settle_one(trial: Trial) -> None:
    """If the whole cap is published as left, the decision equals that of a cohort of one.

    If less is left, the amount is within the previous bounds.
    """
    compiled, r = trial.compiled, trial.make_random()
    shared: dict[str, Shared] = {
        rule.name: rule
        for rule in rules_of(compiled.policy.root)
        if isinstance(rule, typed.Cap | typed.Limit) and rule.is_across_applicants
    }
    caps = [rule for rule in shared.values() if isinstance(rule, typed.Cap)]
    if not _rooms(trial.decision) or trial.facts.get("published") or trial.facts.get("history"):
        return  # a cohort of one has other ranks, and earlier payments used its caps
    amounts = {bound.name: bound.amount for step in compiled.program.settlement.steps for bound in step.rules}
    if any(amounts[cap.name] is None for cap in caps):
        return  # from a figure of the applicant
    if any(cap.manner is typed.CapManner.IN_PROPORTION or span(cap.keys) for cap in caps):
        return  # its rest settles nobody alone
    told = trial.decision.due
    whole, share = _settled(trial, shared, lambda ref: amounts[ref.kind] or 0), r.random()
    less = _settled(trial, shared, lambda ref: int((amounts[ref.kind] or 0) * share))
    trial.counts["a published room"] += 1
    try:
        [alone] = evaluate_cohort(compiled.program, compiled.code, [trial.read]).decisions
    except FactsError:
        return  # the facts state more selected records than a quota allows to the cohort
    if is_settled(whole) and is_settled(alone):
        expect(essence(whole) == essence(alone), "with all of its rooms left, one is settled otherwise than alone")
    for decision in (whole, less):
        due = decision.due
        expect(told.low.minor <= due.low.minor, "with a room published, less is due than the low", told, due)
        high = told.high
        is_inside = high is None or (due.high is not None and due.high.minor <= high.minor)
        expect(is_inside, "with a room published, more is due than the high", told, due)


def published_ratios_settle_one(trial: Trial) -> None:
    """With the ratios of its cohort published, one applicant is settled alone as in the cohort."""
    found = with_ratios(trial)
    if found is None:
        return
    cohort, facts = found
    alone = trial.compiled.evaluate(facts)
    trial.counts["a published ratio"] += any(line["ratio"] != "1" for line in facts.get("published", ()))
    amounts = [[entry[:-1] for entry in essence(decision)] for decision in (alone, cohort)]  # reasons differ
    expect(amounts[0] == amounts[1], "with its ratios published, one is settled otherwise than in a cohort")


def with_ratios(trial: Trial) -> tuple[Decision, Facts] | None:
    """The decision of one applicant in a cohort, and its facts with the ratios of that cohort.

    `None` if other rules are shared too, or if a decision is open.
    """
    compiled, r = trial.compiled, trial.make_random()
    shared = [
        rule
        for rule in rules_of(compiled.policy.root)
        if isinstance(rule, typed.Cap | typed.Limit) and rule.is_across_applicants
    ]
    is_alike = all(
        isinstance(cap, typed.Cap) and cap.manner is typed.CapManner.IN_PROPORTION and not cap.keys for cap in shared
    )
    program = compiled.program
    if not shared or not is_alike or program.rankings or program.record_rankings or program.quotas:
        return None
    facts = named({**trial.facts, "history": []}, "F1")
    others = [named(make_facts(r, compiled.policy, compiled.edges), f"F{n + 2}") for n in range(r.randint(1, 2))]
    cohort = [compiled.read({**one, "history": []}) for one in (facts, *others)]
    decisions = evaluate_cohort(compiled.program, compiled.code, cohort).decisions
    if not all(map(is_settled, decisions)):
        return None
    ratios: dict[tuple[str, int], Fraction] = {}
    for claim in (claim for decision in decisions for claim in decision.claims):
        for cut in claim.adjustments:
            note = dict(cut.reason.values).get("note")
            if isinstance(note, LimitNote) and note.manner == "in proportion" and note.rest and note.total:
                ratios[cut.rule, claim.year or 0] = Fraction(note.rest.minor, note.total.minor)
    published: list[Facts] = []
    alone = compiled.evaluate(facts)
    while asked := {ref for claim in alone.claims for ref in claim.missing if ref.group == "ratio"}:
        published += [
            {"rule": ref.kind, "year": ref.year, "ratio": str(ratios.get((ref.kind, ref.year), Fraction(1)))}
            for ref in sorted(asked)
        ]
        alone = compiled.evaluate({**facts, "published": published})
    return decisions[0], {**facts, "published": published}


Shared: TypeAlias = "typed.Cap | typed.Limit"


def _settled(trial: Trial, shared: dict[str, Shared], left: Any) -> Decision:
    """The decision after every missing amount is published, including those that it then needs."""
    published: list[Facts] = list(trial.facts.get("published") or [])
    decision = trial.decision
    while rooms := _rooms(decision):
        published += [_line(ref, shared[ref.kind], left(ref)) for ref in sorted(rooms)]
        decision = trial.compiled.evaluate({**trial.facts, "published": published})
    return decision


def _rooms(decision: Decision) -> set[FactRef]:
    return {ref for claim in decision.claims for ref in claim.missing if ref.group in ("left", "taken")}


def _line(ref: FactRef, rule: Shared, left: int) -> Facts:
    """A published balance; for a limit, no places are taken."""
    keys = dict(zip(rule.keys, ref.item.split(" / "), strict=True)) if rule.keys else {}
    line: Facts = {"rule": ref.kind, "left": f"{left // 100}.{left % 100:02}"}
    if isinstance(rule, typed.Limit):
        line = {"rule": ref.kind, "taken": 0}
    return {**line, **({"keys": keys} if keys else {}), **({"year": ref.year} if ref.year else {})}


def caps_hold_for_the_support_of_others(trial: Trial) -> None:
    """If others paid a part of a cap for every item, the claims of an item are charged at most the rest."""
    rules = rules_of(trial.compiled.policy.root)
    caps = [rule for rule in rules if isinstance(rule, typed.Cap) and rule.support_levels is not None]
    levels = next((choice.names for choice in trial.compiled.program.schema.choices if choice.is_ordered), ())
    items = {(claim.kind, claim.item, claim.year) for claim in trial.decision.claims if claim.year and claim.record}
    r = trial.make_random()
    for cap in caps:
        if not (levels and items and isinstance(cap.amount, typed.Const)):
            continue
        amount = int(cap.amount.value)  # type: ignore[arg-type]
        told = r.choice([amount, amount // 3, 1])
        level = cap.support_levels[0] if cap.support_levels else r.choice(levels)
        text = f"{told // 100}.{told % 100:02}"
        support = [
            {"kind": kind, "item": item, "level": level, "year": year, "amount": text}
            for kind, item, year in sorted(items)
        ]
        facts = {**trial.facts, "support": support, "history": []}
        decision = trial.compiled.evaluate(facts)
        trial.counts["a cap that counts support"] += 1
        for line in decision.ledger:
            charged = line.charged.get(cap.name, 0)
            expect(charged <= max(0, amount - told), "with support, a cap is exceeded", cap.name, line, told)
