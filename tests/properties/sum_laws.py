"""Invariants of sums of other awards: each is what the decision itself pays for these awards."""

from __future__ import annotations

from collections.abc import Iterator

from ipdsl.ir.proposal import OTHER_AWARDS, AwardSums
from ipdsl.semantics import typed
from ipdsl.semantics.typed import nodes
from tests.properties.trial import Trial, expect


def sums_are_those_of_the_decision(trial: Trial) -> None:
    """What a claim adds up is what its awards pay, for an applicant without a history.

    `has paid` is compared always, `pays` if no rule acts on the awards after the blocks above the sentence.
    """
    decision, policy = trial.decision, trial.compiled.policy
    if trial.facts.get("history") or decision.is_undetermined:
        return
    rules = [*_rules(policy.root)]
    for claim in decision.claims:
        added = [value for part in claim.parts if part.code == OTHER_AWARDS for _, value in part.values]
        for sums in (value for value in added if isinstance(value, AwardSums)):
            term = next(node for node in nodes(policy.awards, typed.AwardSum) if node.line == claim.place.line)
            if sums.kind == "has granted" or (sums.kind == "pays" and any(_is_later(*rule, term) for rule in rules)):
                continue
            paid = [
                sum_.minor
                for other in decision.claims
                if other.label in term.awards
                for year, sum_ in other.paid_by_year.items()
                if (year == claim.year if sums.kind == "pays" else year < (claim.year or 0))
            ]
            total = sum(sum_.minor for _, sum_ in sums.sums)
            trial.counts["sums of other awards"] += bool(total)
            expect(total == sum(paid), "a sum is not what the awards pay", claim.label, claim.item, sums, sum(paid))


def _rules(block: typed.Block) -> Iterator[tuple[typed.Block, typed.Rule | typed.Condition]]:
    """The rules of a page, each with its block."""
    for item in block.items:
        if isinstance(item, typed.Block):
            yield from _rules(item)
        elif not isinstance(item, typed.Award):
            yield block, item


def _is_later(block: typed.Block, rule: typed.Rule | typed.Condition, term: typed.AwardSum) -> bool:
    """Whether a rule may act on the awards of a term after those of their blocks."""
    return block.kind == "over" or rule.span.line > term.line
