"""Expectations of cases: one expectation and a decision in, `None` or what was found instead out.

An item is named as in the case: by the key of the claim, or by the id of its record.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import attrs

from ipdsl.diagnostics.phrase import Phrase
from ipdsl.runtime import reasons
from ipdsl.runtime.decision.light import Decision
from ipdsl.runtime.decision.model import Adjustment, Claim
from ipdsl.runtime.decision.telling import ENGLISH, Localizer
from ipdsl.runtime.outcome import Outcome
from ipdsl.semantics.typed import Expectation
from ipdsl.values.money import Money

RULES = {
    reasons.CAP: "cap",
    reasons.CARRIED: "cap",
    reasons.LAPSED: "cap",
    reasons.SPREAD: "cap",
    reasons.NUMBER_LIMIT: "limit",
    reasons.HIGHEST: "pay highest",
    reasons.HIGHEST_PAID: "pay highest",
    reasons.ONCE: "once",
    reasons.SUPPORT: "support",
    reasons.OVER_CEILING: "ceiling",
    reasons.NO_REPEAT: "no repeat",
    reasons.NO_REPEAT_PAID: "no repeat",
    reasons.NO_REPEAT_EARLIER: "no repeat",
    reasons.TOPPED_UP: "top up",
    reasons.ALREADY_DEDUCTED: "less",
}
"""The verb of the rule that a case names, by the code of its reason."""


def judge(expected: Expectation, decision: Decision, localize: Localizer = ENGLISH) -> str | None:
    """`None` where the expectation came true, else what was found."""
    match expected.kind:
        case "total":
            return _judge_total(expected, decision, localize)
        case "paid":
            return _judge_paid(expected, decision, localize)
        case "outcome":
            return _judge_outcome(expected, decision, localize)
        case "due":
            return _judge_due(expected, decision, localize)
        case "obligation":
            return _judge_obligation(expected, decision, localize)
        case "carried":
            return _judge_carried(expected, decision, localize)
        case "lapsed":
            return _judge_lapsed(expected, decision, localize)
        case other:
            return localize(
                "nothing: `{kind}` is not settled by this version", "没有：本版本不结算`{kind}`", kind=other
            )


def names_no_claim(expected: Expectation) -> bool:
    """It is about a sum of many claims, so that what is found of it does not say why."""
    return expected.kind not in ("paid", "outcome")


def _judge_total(expected: Expectation, decision: Decision, localize: Localizer) -> str | None:
    total = decision.total if expected.year is None else decision.total_of(expected.year)
    if total.minor == expected.amount:
        return None
    phrase = Phrase("total {sum}", "合计{sum}", sum=str(total))
    return (
        localize.phrase(phrase)
        if expected.year is None
        else localize("{year} {said}", "{year}年{said}", year=expected.year, said=phrase)
    )


def _judge_paid(expected: Expectation, decision: Decision, localize: Localizer) -> str | None:
    claims = expected_claims(expected, decision)
    paid = sum(claim.paid.minor for claim in claims)
    return None if claims and paid == expected.amount else _actual_text(claims, expected, decision, localize)


def _judge_outcome(expected: Expectation, decision: Decision, localize: Localizer) -> str | None:
    claims = expected_claims(expected, decision)
    keys_by_name = _keys_by_name(decision)
    return (
        None
        if any(_is_met(expected, claim, keys_by_name) for claim in claims)
        else _actual_text(claims, expected, decision, localize)
    )


def _keys_by_name(decision: Decision) -> dict[str, set[str]]:
    """The items that a name in a case may mean: the records of that id, by their keys."""
    keys: dict[str, set[str]] = {}
    for claim in decision.claims:
        keys.setdefault(claim.record, {claim.record}).add(claim.item)
    return keys


def _is_met(expected: Expectation, claim: Claim, keys_by_name: dict[str, set[str]]) -> bool:
    if claim.outcome.value != expected.outcome:
        return False
    if expected.amount is not None and expected.amount != _worth(claim):
        return False
    match claim.outcome:
        case Outcome.REDUCED | Outcome.DISPLACED | Outcome.ALREADY_PAID | Outcome.AWARDED | Outcome.CEILING:
            return _rule_is_met(expected, claim, keys_by_name)
        case Outcome.UNDETERMINED:
            return all(any(word in _names(claim, i) for i in range(len(claim.missing))) for word in expected.words)
        case _:
            return expected.rule is None and _words_are_met(expected, claim)


def _rule_is_met(expected: Expectation, claim: Claim, keys_by_name: dict[str, set[str]]) -> bool:
    """Whether one rule that cut the claim is the one named, with its article and the claim it preferred."""
    if expected.rule is None and expected.article is None and not expected.words:
        return True
    return any(_is_rule(expected, adjustment, keys_by_name) for adjustment in claim.adjustments)


def _is_rule(expected: Expectation, adjustment: Adjustment, keys_by_name: dict[str, set[str]]) -> bool:
    names_in_reason = (adjustment.by, *adjustment.reason.words)
    return (
        expected.rule in (None, RULES.get(adjustment.code))
        and expected.article in (None, adjustment.article)
        and all(not keys_by_name.get(word, {word}).isdisjoint(names_in_reason) for word in expected.words)
    )


def _words_are_met(expected: Expectation, claim: Claim) -> bool:
    """Whether each word is named by why the claim ended; for a set of which no record counts, by why they do not."""
    why = [] if claim.reason is None else [claim.reason]
    if claim.reason is not None and claim.reason.code == reasons.NO_MEMBER:
        why += [omitted.reason for omitted in claim.left_out]
    words_of_reasons = {word for reason in why for word in (*reason.words, *_words_of_sets(reason, claim.text))}
    return words_of_reasons.issuperset(expected.words)


def _words_of_sets(why: reasons.Reason, sentence: str) -> Iterator[str]:
    """`number`, `total` and their like, where the condition takes them, or the sentence where no row or sum is had."""
    values = dict(why.values)
    because, condition = values.get("because"), values.get("gate", sentence)
    yield from (pair[0] for pair in because.evidence) if isinstance(because, reasons.StatedValues) else ()
    for word, field in re.findall(r"\b(total|largest|earliest) (\w+)", str(condition)):
        if field in why.words:
            yield word


def _names(claim: Claim, index: int) -> tuple[str, ...]:
    ref = claim.missing[index]
    return (ref.field, ref.kind, ref.path, ref.group)


def _worth(claim: Claim) -> int | None:
    if claim.outcome is Outcome.CEILING and claim.ceiling is not None:
        return claim.ceiling.minor
    return claim.paid.minor


def _judge_due(expected: Expectation, decision: Decision, localize: Localizer) -> str | None:
    due = decision.due
    high = None if due.high is None else due.high.minor
    if due.low.minor == expected.amount and high == expected.high:
        return None
    if due.high is None:
        return localize("due at least {low}", "应得合计至少{low}", low=str(due.low))
    return localize("due between {low} and {high}", "应得合计介于{low}至{high}", low=str(due.low), high=str(due.high))


def _judge_obligation(expected: Expectation, decision: Decision, localize: Localizer) -> str | None:
    duties = [duty for duty in decision.obligations if duty.article == expected.article and not duty.missing]
    amounts = [duty.amount for duty in duties]
    if duties and (expected.amount is None or Money(expected.amount, decision.currency) in amounts):
        return None
    if expected.amount == 0 and all(amount is not None and not amount for amount in amounts):
        return None  # nothing is owed where no award raises the duty, or no condition of it holds
    if not duties:
        return localize("no such obligation", "没有此项义务")
    sums = localize.row(str(amount) for amount in amounts if amount is not None)
    return localize("obligation of article {article} {sums}", "应尽义务 第{article}条 {sums}",
                article=expected.article or "", sums=sums).rstrip()  # fmt: skip


def _judge_carried(expected: Expectation, decision: Decision, localize: Localizer) -> str | None:
    by_year: dict[int, int] = {}
    for claim in decision.claims:
        if claim.carry_until is not None:
            by_year[claim.carry_until] = by_year.get(claim.carry_until, 0) + claim.carried.minor
    if by_year.get(expected.year or 0, 0) == expected.amount:
        return None
    sums = [
        localize("{sum} to {year}", "{sum}至{year}年", sum=str(Money(sum_, decision.currency)), year=year)
        for year, sum_ in sorted(by_year.items())
    ]
    return (
        localize("carried {sums}", "结转{sums}", sums=localize.row(sums))
        if sums
        else localize("nothing is carried", "没有结转")
    )


def _judge_lapsed(expected: Expectation, decision: Decision, localize: Localizer) -> str | None:
    lapsed = Money(sum(claim.lapsed.minor for claim in decision.claims), decision.currency)
    return None if lapsed.minor == expected.amount else localize("lapsed {sum}", "逾期作废{sum}", sum=str(lapsed))


def expected_claims(expected: Expectation, decision: Decision) -> list[Claim]:
    """The claims of the item that the expectation names, of its year and clause where they are named."""
    return [
        claim
        for claim in decision.claims
        if expected.item in (None, claim.item, claim.record)
        and expected.label in (None, claim.label)
        and expected.year in (None, claim.year)
    ]


def _actual_text(claims: list[Claim], expected: Expectation, decision: Decision, localize: Localizer) -> str:
    if claims:
        return localize.join_sentences(_claim_text(claim, localize) for claim in claims)
    label, year = expected.label, expected.year
    wanted = localize(
        "no claim for {item}{label}{year}", "没有{year}{item}{label}的申请", item=expected.item or "",
        label="" if label is None else Phrase(" of {label}", "（{label}）", label=localize.names.clause(label)),
        year="" if year is None else Phrase(" in {year}", "{year}年", year=year),
    )  # fmt: skip
    item_claims = expected_claims(attrs.evolve(expected, label=None, year=None), decision)
    if item_claims:
        return localize.join_sentences([wanted, *(_claim_text(claim, localize) for claim in item_claims)])
    items = localize.row(dict.fromkeys(claim.item for claim in decision.claims))
    return localize.join_sentences(
        [wanted, *([localize("there are claims for {items}", "有申请的是{items}", items=items)] if items else [])]
    )


def _claim_text(claim: Claim, localize: Localizer) -> str:
    why = localize.why(claim)
    return localize(
        "{year}{item} of {label} {outcome} {sum}{why}", "{year}{item}（{label}）{outcome}，{sum}{why}",
        year="" if claim.year is None else Phrase("{year} ", "{year}年", year=claim.year),
        item=localize.names.item(claim.item, claim.passage),
        label=localize.names.clause(claim.label), outcome=localize.outcome(claim.outcome), sum=str(claim.paid),
        why=Phrase(" ({why})", "（{why}）", why=why) if why else "",
    )  # fmt: skip
