"""Invariants that compare decisions with the oracle: of one applicant, and of several together."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Container, Iterable
from contextlib import suppress
from typing import Any

import attrs

from ipdsl.decision.decision import Decision
from ipdsl.decision.model import Adjustment
from ipdsl.decision.result import COHORT
from ipdsl.engine.matters import BETWEEN
from ipdsl.ir.facts import FactRef, LedgerLine
from ipdsl.ir.proposal import Outcome, Reason
from ipdsl.ledger.lines import is_final
from ipdsl.plain_data.errors import FactsError
from ipdsl.runtime.compiled_policy import evaluate_cohort
from ipdsl.semantics import typed
from ipdsl.semantics.typed import nodes
from tests.properties.borders import rules_of
from tests.properties.constructs import LINES
from tests.properties.facts import facts as make_facts
from tests.properties.pipeline import Compiled
from tests.properties.trial import (
    Facts,
    Trial,
    awards_only,
    essence,
    expect,
    is_settled,
    sums_of,
)
from tests.reference import oracle
from tests.reference.besides import BudgetLine, Decided, Duty
from tests.reference.ledger import Entry
from tests.reference.world import NotStatedError

GATES = ("not eligible", "out of window", "suspended", "supported by another level", "by reference")
"""Outcomes of claims that end before the rules."""


def agrees_with_oracle(trial: Trial) -> None:
    """Every claim's outcome, proposed and paid amount, and the totals per year equal those of the oracle.

    If the result depends on other applicants, the applicant is settled as the only one of a cohort. That amount must be
    within the bounds of the decision.
    """
    try:
        answer = trial.answer
    except NotStatedError:
        if not shares(trial.compiled.policy):
            raise
        _agree_on_cohort_of_one(trial)
    else:
        if trial.decision.is_undetermined:
            _agree_within_bounds(trial, answer)
        else:
            agree(trial.decision, answer, trial.compiled)


def gaps_that_decide_nothing_agree(trial: Trial) -> None:
    """If the oracle gives an answer in spite of the gaps and the decision is settled, the two agree."""
    compiled = trial.compiled
    try:
        answer = oracle.evaluate(compiled.policy, trial.open_facts, every_day=False)
    except NotStatedError:
        return
    decision = compiled.settle(compiled.read(trial.open_facts))
    if is_settled(decision):
        trial.counts["settled with gaps"] += 1
        agree(decision, answer, compiled)


def _agree_within_bounds(trial: Trial, answer: oracle.Answer) -> None:
    """Nothing is open except approvals, and which record a line is about that states its key in part.

    The oracle counts approvals as 0. It may see that such a line changes nothing, where the decision asks for its key.
    Its amount is within the bounds in both cases.
    """
    missing = {ref for claim in trial.decision.claims for ref in claim.missing}
    unstated = {ref for ref in missing if ref.group != "approval" and not _is_named_in_part(ref, trial)}
    expect(not unstated, "undetermined, though all is stated", unstated)
    _is_within_bounds(trial.decision, answer, trial.compiled)


def _is_named_in_part(ref: FactRef, trial: Trial) -> bool:
    """Whether a line states a part of the key of its record, and not this field."""
    if ref.group not in LINES or not ref.field:
        return False
    number = len(trial.compiled.policy.schema.record_by_name[ref.kind].key)
    lines = [line for line in trial.facts.get(ref.group) or () if line.get("item") == ref.item]
    return any(ref.field not in line.get("keys", {}) and len(ref.item.split(BETWEEN)) < number for line in lines)


def approvals_may_be_any_sum(trial: Trial) -> None:
    """Without some of the approvals, the oracle's amounts are within the bounds of the decision and of each claim."""
    approvals, r = trial.facts.get("approvals") or [], trial.make_random()
    if not approvals:
        return
    kept = [approval for approval in approvals if r.random() < 0.3]
    trial.counts["without approvals"] += len(approvals) - len(kept)
    _is_within_bounds(trial.compiled.evaluate({**trial.facts, "approvals": kept}), trial.answer, trial.compiled)


def _is_within_bounds(decision: Decision, answer: oracle.Answer, compiled: Compiled) -> None:
    """The total of the oracle is within the bounds of the decision, and each claim within those of the claim."""
    due = decision.due
    expect(due.low.minor <= answer.total, "more is due at least", due, answer.total)
    expect(due.high is None or answer.total <= due.high.minor, "less is due at most", due, answer.total)
    paid = {(x.label, x.item, x.day): x.paid for x in answer.lines}
    for claim in awards_only(decision, compiled.policy):
        one = (claim.label, claim.item, claim.event_date)
        sum_ = paid.get(one)
        if sum_ is not None and one not in answer.waited:  # carried money of an earlier line remains a line
            low, high = claim.bounds.low.minor, claim.bounds.high
            expect(low <= sum_ and (high is None or sum_ <= high.minor), "outside a claim's bounds", claim, sum_)


def settled_with_answer(trial: Trial) -> tuple[Decision, oracle.Answer]:
    """The decision and the answer of the oracle, of the only applicant of a cohort where others may decide."""
    with suppress(NotStatedError):
        return trial.decision, trial.answer
    compiled = trial.compiled
    if not shares(compiled.policy):
        raise NotStatedError
    facts = {name: part for name, part in trial.facts.items() if name != "published"}
    [answer] = oracle.evaluate_cohort(compiled.policy, [facts], every_day=False)
    try:
        [decision] = evaluate_cohort(compiled.program, compiled.code, [compiled.read(facts)]).decisions
    except FactsError as error:
        raise NotStatedError from error  # it has no score for a quota
    if not is_settled(decision):
        raise NotStatedError
    return decision, answer


def _agree_on_cohort_of_one(trial: Trial) -> None:
    """Settle the only applicant of a cohort. The cohort computes its ranks from its own figures."""
    compiled = trial.compiled
    facts = {name: part for name, part in trial.facts.items() if name != "published"}
    [answer] = oracle.evaluate_cohort(compiled.policy, [facts], every_day=False)
    read = compiled.read(facts)
    try:
        [decision] = evaluate_cohort(compiled.program, compiled.code, [read]).decisions
    except FactsError as error:
        expect("quota" in str(error), "facts of a cohort of one are refused", error)
        return
    if is_settled(decision):
        agree(decision, answer, compiled)
    else:
        waits = any(x.outcome == "ceiling" for x in answer.lines) or _hang_on_what_is_not_stated([decision], [facts])
        expect(waits, "open, though all is stated and approved", decision.missing)
        _is_within_bounds(decision, answer, compiled)
    alone = compiled.settle(read).due
    expect(alone.low.minor <= answer.total, "alone, more is due at least than in a cohort of one", alone, answer.total)
    expect(alone.high is None or answer.total <= alone.high.minor, "alone, less is due at most", alone, answer.total)


def agree(decision: Decision, answer: oracle.Answer, compiled: Compiled) -> None:
    """The decision equals the answer of the oracle."""
    states = {a.label for a in compiled.policy.awards if isinstance(a.trigger, typed.StateTrigger)}

    def is_told(label: str, item: str, day: object, outcome: str, *sums: int) -> bool:
        """Whether the claim is compared.

        Both may report idle states in different ways, and carried money of an earlier line remains a line.
        """
        is_idle = label in states and outcome in (*GATES, "already paid") and not any(sums)
        return not is_idle and (label, item, day) not in answer.waited | unsure

    told = awards_only(decision, compiled.policy)
    claims = [(c.label, c.item, c.event_date, c.outcome.value, c.proposed.minor, c.paid.minor) for c in told]
    # what such a claim asks for is not known, and it is paid nothing whatever is missing: see the totals
    unsure = {(c.label, c.item, c.event_date) for c in told if c.outcome is Outcome.UNDETERMINED}
    got = Counter(row for row in claims if is_told(*row))
    lines = [(x.label, x.item, x.day, x.outcome, x.proposed, x.paid) for x in answer.lines]
    want = Counter(row for row in lines if is_told(*row))
    expect(
        got == want,
        "claims differ",
        *(f"evaluate: {(*row[:2], str(row[2]), *row[3:])}" for row in got - want),
        *(f"oracle:   {(*row[:2], str(row[2]), *row[3:])}" for row in want - got),
    )
    _agree_on_lines(decision, answer, compiled, unsure)
    for year in {*answer.totals, *decision.years, 2019, 2031}:
        sum_ = answer.totals.get(year, 0)
        expect(decision.total_of(year).minor == sum_, f"the total of {year} differs", sum_)
    expect(decision.total.minor == answer.total, "the total differs", answer.total)


def _agree_on_lines(
    decision: Decision, answer: oracle.Answer, compiled: Compiled, unsure: Container[tuple[object, ...]]
) -> None:
    """The ledger lines are equal in every field, down to the amounts of each rule and year.

    What a recovery stops lapses in the ledger; the oracle's lines do not know of it.
    """
    labels = {a.label for a in compiled.policy.awards}
    may_stop = any(rule.stops for rule in compiled.policy.recoveries)

    def told(x: Entry) -> Entry:
        return attrs.evolve(x, carried=0, until=None, lapsed=x.carried + x.lapsed) if may_stop else x

    got = Counter(
        told(_entry(x))
        for x in decision.ledger
        if is_final(x) and x.proposed and (x.clause in labels or x.policy != compiled.program.name)
    )
    want = Counter(told(x) for x in answer.ledger if x.proposed and (x.clause, x.item, x.day) not in unsure)
    expect(
        got == want,
        "lines of the ledger differ",
        *(f"evaluate: {line}" for line in got - want),
        *(f"oracle:   {line}" for line in want - got),
    )


def _entry(x: LedgerLine) -> Entry:
    """A line in the form of the oracle."""
    keys = {name: tuple(map(str, v)) if isinstance(v, tuple | list) else (str(v),) for name, v in x.keys.items()}
    return Entry(
        x.policy, x.clause, x.row, x.applicant, x.kind, x.item, x.matter, x.level,
        () if x.short else tuple(sorted(keys.items())),
        x.by_discretion, x.event_date, x.year, x.proposed, x.admitted, sums_of(x.charged),
        sums_of(x.due), x.carried, x.carry_until if x.carried else None, x.lapsed, x.outcome,
    )  # fmt: skip


WHY = {
    "R205": "line", "R210": "beneficiary", "R211": "window", "R212": "start", "R213": "as-of date", "R214": "gate",
    "R234": "not over",
    "R215": "no row", "R216": "amount", "R217": "gate", "R218": "no event", "R225": "no day", "R243": "over it",
    "R244": "over it", "R245": "over it", "R261": "quota", "R277": "no member",
    "R268": "gate", "R280": "gate", "R281": "gate",
}  # fmt: skip
"""The oracle's word for each reason code."""

RULES = {
    "R201": "cap", "R202": "limit", "R282": "limit",
    "R203": "highest", "R204": "once", "R206": "support", "R208": "highest",
    "R228": "no repeat", "R229": "no repeat paid", "R230": "no repeat paid", "R231": "top up", "R233": "less",
    "R284": "below", "R285": "nothing below", "R286": "round",
}  # fmt: skip
"""The rule that caused an adjustment, by its code."""


def reasons_agree_with_oracle(trial: Trial) -> None:
    """Each claim ended at the condition, or was cut by the rules, that the oracle names, by the same amounts."""
    answer = trial.answer
    told = Counter((x.label, x.item, x.day) for x in answer.lines)
    lines = {(x.label, x.item, x.day): x for x in answer.lines if (x.label, x.item, x.day) not in answer.waited}
    states = {a.label for a in trial.compiled.policy.awards if isinstance(a.trigger, typed.StateTrigger)}
    for claim in awards_only(trial.decision, trial.compiled.policy):
        place = (claim.label, claim.item, claim.event_date)
        if place not in lines or told[place] > 1 or claim.outcome is Outcome.UNDETERMINED:
            continue
        line = lines[place]
        if line.why and claim.label not in states:
            want = line.why if not line.why.startswith("quota") else "quota"
            got = WHY.get(claim.reason.code, claim.reason.code) if claim.reason else ""
            if got == "gate" and claim.reason is not None and want != "over it":
                got = f"gate {_gate(claim.reason)}"
            expect(got == want or (want == "over it" and got == "gate"), "another reason", place, got, want, claim.why)
        cuts = [_cut(a) for a in claim.adjustments if a.code in RULES]
        told_cuts, cuts_of_oracle = (
            Counter(cut for cut in every if cut != ("less", 0))  # a threshold may cut all that rounding leaves
            for every in (cuts, line.cuts)
        )
        expect(told_cuts == cuts_of_oracle, "other cuts", place, cuts, line.cuts)


def _gate(reason: Reason) -> str:
    """The gate of a reason; for an event for life, its word only."""
    values = dict(reason.values)
    return str(values.get("gate") or reason.words[0])


def _cut(adjustment: Adjustment) -> tuple[str, int]:
    """A cut in the form of the oracle: the rule and the amount."""
    verb = RULES[adjustment.code]
    name = "" if verb in ("once", "support", "less", "below") else f" {adjustment.rule}"
    return verb + name, adjustment.cut.minor


def besides_agree_with_oracle(trial: Trial) -> None:
    """Budget lines, duties, and records decided by another document equal those of the oracle."""
    decision, policy, besides = trial.decision, trial.compiled.policy, trial.answer.besides()
    budget = Counter(
        BudgetLine(a.label, a.item, a.year, a.amount.minor if a.amount else -1) for a in decision.allocations
    )
    _same("budget lines differ", budget, Counter(besides.budget))
    owed = Counter(
        Duty(o.article, o.who, o.text, o.amount.minor if o.amount else None, o.years) for o in decision.obligations
    )
    if not decision.is_undetermined:  # a duty is a share of the certain amount, whatever is approved
        _same("duties differ", owed, Counter(besides.duties))
    labels = {a.label for a in policy.awards}
    decided = Counter(
        Decided(c.label, c.item, c.event_date, c.outcome.value) for c in decision.claims if c.label not in labels
    )
    _same("records of other documents differ", decided, Counter(besides.decided))


def _same(message: str, got: Counter[Any], want: Counter[Any]) -> None:
    expect(
        got == want,
        message,
        *(f"evaluate: {one}" for one in got - want),
        *(f"oracle:   {one}" for one in want - got),
    )


# ---------------------------------------------------------------------------------------------- several applicants


def cohorts_agree_with_oracle(trial: Trial) -> None:
    """The decisions on several applicants together equal those of the oracle, whatever the order of applicants.

    A cohort may be open only if an approval, a figure of a rank, or a part of the key of a line is not stated; the
    amounts of the oracle are then within the bounds. If applicants share nothing, each decision equals that of the
    applicant alone.
    """
    compiled, r = trial.compiled, trial.make_random()
    shared = shares(compiled.policy)
    if not shared and trial.seed % 4:
        return  # mostly the same as alone
    others = [make_facts(r, compiled.policy, compiled.edges) for _ in range(r.randint(1, 3))]
    cohort = [named(one, f"F{n + 1}") for n, one in enumerate([trial.facts, *others])]
    if has_ranks := trial.seed % 3 == 1:
        given = zip([trial.facts, *others], cohort, strict=True)
        cohort = [_with_ranks_of_limits(r, facts, one) for facts, one in given]
    answers = oracle.evaluate_cohort(compiled.policy, cohort, every_day=False)
    read = [compiled.read(one) for one in cohort]
    try:
        decisions = evaluate_cohort(compiled.program, compiled.code, read).decisions
    except FactsError as error:
        codes = {problem.code for problem in error.report}
        expect("quota" in str(error) or (has_ranks and codes == {"R097"}), "facts of a cohort are refused", error)
        return
    if not all(is_settled(decision) for decision in decisions):
        waits = any(x.outcome == "ceiling" for answer in answers for x in answer.lines)
        waits = waits or _hang_on_what_is_not_stated(decisions, cohort)
        expect(waits, "open, though all is stated and approved", *(d.missing for d in decisions))
        for decision, answer in zip(decisions, answers, strict=True):
            _is_within_bounds(decision, answer, compiled)
        return
    for decision, answer in zip(decisions, answers, strict=True):
        agree(decision, answer, compiled)
    order = list(range(len(read)))
    r.shuffle(order)
    again = evaluate_cohort(compiled.program, compiled.code, [read[n] for n in order]).decisions
    for n, decision in zip(order, again, strict=True):
        expect(essence(decision) == essence(decisions[n]), "another order of the applicants gives another decision")
    if not shared:
        for one, decision in zip(read, decisions, strict=True):
            expect(essence(compiled.settle(one)) == essence(decision), "another decision than alone")


def _with_ranks_of_limits(r: random.Random, facts: Facts, one: Facts) -> Facts:
    """The facts with some of their published ranks under limits, of records without a place by an earlier run."""
    paid, lines = {line["item"] for line in facts.get("history") or ()}, facts.get("published") or ()
    ranks = [x for x in lines if "rule" in x and "rank" in x and r.random() < 0.3 and x["item"] not in paid]
    return {**one, "published": ranks} if ranks else one


def _hang_on_what_is_not_stated(decisions: Iterable[Decision], cohort: list[Facts]) -> bool:
    """Whether an applicant lacks an approval or a figure of a rank, or states a part of a line's key.

    Applicants that share a rule with the open claim are settled separately, so their claims also wait for others.
    """
    asked = [ref for decision in decisions for claim in decision.claims for ref in claim.missing]
    not_stated = [
        ref for ref in asked
        if ref.group == "approval"
        or (ref.group in ("support", "history") and ref.field)
        or (ref.group == "rank" and any(
            ref.field not in (one.get("figures") or {}).get(str(ref.year), {}) for one in cohort
        ))
    ]  # fmt: skip
    return bool(not_stated) and all(ref.group in {"approval", "support", "history", *COHORT} for ref in asked)


def named(facts: Facts, who: str) -> Facts:
    """The facts of an applicant with another id and without published ranks."""
    lines = [
        {**x, "matter": x["matter"][:-2] + who} if str(x.get("matter")).endswith("F1") else x
        for x in facts.get("history") or []
    ]
    lines = [{**x, "applicant": who} if x.get("applicant") else x for x in lines]
    return {
        **{name: part for name, part in facts.items() if name != "published"},
        "applicant": {**facts["applicant"], "id": who},
        "history": lines,
    }


def shares(policy: typed.Policy) -> bool:
    """Whether the amount of one applicant may depend on others."""
    ranked = any(True for award in policy.awards for _ in nodes(award, typed.ApplicantRank | typed.RecordRank))
    rules = list(rules_of(policy.root))
    across = any(isinstance(rule, typed.Cap | typed.Limit) and rule.is_across_applicants for rule in rules)
    return ranked or across or any(isinstance(rule, typed.Quota) for rule in rules)
