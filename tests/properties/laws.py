"""The laws of settlement, each a function of a `Trial` that raises `BrokenError` where the law does not hold.

A trial is one compiled policy with one set of complete facts, and the same facts with gaps. `LAWS` are checked on
their own facts; `PAGE_LAWS` need the page alone or compile a second one, and are checked more rarely.
"""

from __future__ import annotations

import copy
import json
import random
from collections import Counter
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import cached_property
from typing import Any

import attrs

from ipdsl.diagnostics.model import InternalError
from ipdsl.runtime.decision.export import to_json
from ipdsl.runtime.decision.model import Claim, Decision
from ipdsl.runtime.evaluate import evaluate, evaluate_cohort, settled
from ipdsl.runtime.facts import Facts as ReadFacts
from ipdsl.runtime.facts import LedgerLine
from ipdsl.runtime.outcome import Outcome
from ipdsl.runtime.reading.errors import FactsError
from ipdsl.runtime.reading.reader import read_facts
from ipdsl.runtime.settlement.ledger import is_final
from ipdsl.runtime.totals import Undetermined, total
from ipdsl.runtime.unknown import FactRef
from ipdsl.schema.types import DateType
from ipdsl.semantics import typed
from tests.properties.facts import facts as make_facts
from tests.properties.facts import reach_of, rules_of
from tests.properties.pipeline import Compiled
from tests.reference import oracle
from tests.reference.oracle import Gap

Facts = dict[str, Any]


GATES = ("not eligible", "out of window", "suspended", "supported by another level", "by reference")
"""Outcomes of claims that end before the rules."""


class BrokenError(AssertionError):
    """A law does not hold."""


@attrs.define(slots=False)
class Trial:
    """A policy, complete facts, and the same facts with gaps; `seed` fixes what a law draws."""

    compiled: Compiled
    facts: Facts
    seed: int
    make_gaps: Callable[[], tuple[Facts, list[Gap]]]
    _decision: Decision | None = None

    @property
    def gaps(self) -> list[Gap]:
        """What was taken away."""
        return self._open[1]

    @property
    def open_facts(self) -> Facts:
        """The facts with the gaps."""
        return self._open[0]

    @cached_property
    def _open(self) -> tuple[Facts, list[Gap]]:
        return self.make_gaps()

    @cached_property
    def read(self) -> ReadFacts:
        """The complete facts as the runtime reads them."""
        return read_facts(self.facts, self.compiled.program)

    @property
    def decision(self) -> Decision:
        """The decision on the complete facts."""
        if self._decision is None:
            self._decision = self.compiled.settle(self.read)
        return self._decision

    @cached_property
    def answer(self) -> oracle.Answer:
        """What the oracle says of the complete facts."""
        return oracle.evaluate(self.compiled.policy, self.facts, every_day=self.seed % 40 == 0)

    @property
    def random(self) -> random.Random:
        return random.Random(self.seed)


def expect(holds: bool, message: str, *details: object) -> None:
    if not holds:
        raise BrokenError(message + "".join(f"\n  {d}" for d in details))


def awards_only(decision: Decision, policy: typed.Policy) -> list[Claim]:
    """The claims of awards, without those that another document decides."""
    labels = {a.label for a in policy.awards}
    return [c for c in decision.claims if c.label in labels]


def is_settled(decision: Decision) -> bool:
    """Nothing is undetermined: the facts are complete for this policy."""
    return all(c.outcome not in (Outcome.UNDETERMINED, Outcome.CONTINGENT) for c in decision.claims)


# ---------------------------------------------------------------------------------------------- the oracle


def agrees_with_oracle(trial: Trial) -> None:
    """Every claim's outcome, proposed and paid sum, and the totals per year are those of the oracle."""
    agree(trial.decision, trial.answer, trial.compiled)


def agree(decision: Decision, answer: oracle.Answer, compiled: Compiled) -> None:
    """The decision says what the oracle says."""
    states = {a.label for a in compiled.policy.awards if isinstance(a.trigger, typed.WhileState)}

    def is_told(label: str, item: str, day: object, outcome: str, *sums: int) -> bool:
        """A state that did not mature is told of somehow; a line that was still carried goes on as a line."""
        is_idle = label in states and outcome in (*GATES, "already paid") and not any(sums)
        return not is_idle and (label, item, day) not in answer.waited

    claims = [
        (c.label, c.item, c.event_date, c.outcome.value, c.proposed.minor, c.paid.minor)
        for c in awards_only(decision, compiled.policy)
    ]
    got = Counter(row for row in claims if is_told(*row))
    lines = [(x.label, x.item, x.day, x.outcome, x.proposed, x.paid) for x in answer.lines]
    want = Counter(row for row in lines if is_told(*row))
    expect(
        got == want,
        "claims differ",
        *(f"evaluate: {(*row[:2], str(row[2]), *row[3:])}" for row in got - want),
        *(f"oracle:   {(*row[:2], str(row[2]), *row[3:])}" for row in want - got),
    )
    _agree_on_lines(decision, answer, compiled)
    for year, sum_ in answer.totals.items():
        expect(decision.total_of(year).minor == sum_, f"the total of {year} differs", sum_)
    expect(decision.total.minor == answer.total, "the total differs", answer.total)
    owed = Counter((o.article, o.amount.minor) for o in decision.obligations if o.amount is not None)
    expect(
        owed == Counter(o for o in answer.obligations if o[1] is not None), "duties differ", owed, answer.obligations
    )
    budget = Counter((a.label, a.year, a.amount.minor if a.amount else None) for a in decision.allocations)
    expect(budget == Counter(answer.allocations), "budget lines differ", budget, answer.allocations)


def _agree_on_lines(decision: Decision, answer: oracle.Answer, compiled: Compiled) -> None:
    """The lines of the ledger that rules remember are the same, to each sum of each rule and year."""
    labels = {a.label for a in compiled.policy.awards}
    got = Counter(
        oracle.Entry(
            x.clause,
            x.item,
            x.event_date,
            x.proposed,
            x.admitted,
            _sums(x.rungs),
            _sums(x.charged),
            _sums(x.paid),
            x.carried,
            x.lapsed,
        )
        for x in decision.ledger
        if is_final(x) and x.proposed and (x.clause in labels or x.policy != compiled.program.name)
    )
    want = Counter(x for x in answer.ledger if x.proposed)
    expect(
        got == want,
        "lines of the ledger differ",
        *(f"evaluate: {line}" for line in got - want),
        *(f"oracle:   {line}" for line in want - got),
    )


def _sums(sums: Mapping[Any, int]) -> tuple[tuple[Any, int], ...]:
    return tuple(sorted((name, sum_) for name, sum_ in sums.items() if sum_))


# ---------------------------------------------------------------------------------------------- conservation


def conserves_money(trial: Trial) -> None:
    """What is proposed and brought in is paid, cut, carried out or lapsed, to the fen."""
    for claim in trial.decision.claims:
        cut = sum(a.cut.minor for a in claim.adjustments)
        expect(all(a.cut.minor >= 0 for a in claim.adjustments), "a negative cut", claim)
        if claim.outcome in (Outcome.UNDETERMINED, Outcome.CONTINGENT):
            continue
        brought, gone = 0, 0
        if (carry := claim.carry) is not None:
            brought, gone = carry.brought_in.minor, carry.left.minor + carry.lapsed.minor
            paid = sum(sum_.minor for sum_ in carry.paid.values())
            expect(claim.paid.minor == paid, "paid is not the sum of the years", claim)
            expect(min(carry.left.minor, carry.lapsed.minor) >= 0, "a negative sum is carried", claim)
        all_in, all_out = claim.proposed.minor + brought, claim.paid.minor + cut + gone
        expect(all_in == all_out, "proposed and brought in is not paid, cut, carried and lapsed", claim)
    for line in trial.decision.ledger:
        settled = sum(line.paid.values()) + line.carried + line.lapsed
        expect(line.short or settled <= line.admitted <= line.proposed, "a line holds more than was proposed", line)
    if not is_settled(trial.decision):
        return
    total = sum(c.paid.minor for c in trial.decision.claims)
    expect(total == trial.decision.total.minor, "the total is not the sum of the claims", trial.decision.total)
    due = trial.decision.due
    if any(c.outcome is Outcome.CEILING and c.proposed.minor == 0 for c in trial.decision.claims):
        expect(due.low.minor <= total, "an approval that is not stated pays nothing yet", due)
    else:
        expect(due.is_point and due.low.minor == total, "complete facts: the bounds are not the total", due, total)


def keeps_caps(trial: Trial) -> None:
    """No cap is exceeded by what is charged to it, the history included; one that carries by what a year pays."""
    caps = caps_of(trial.compiled.policy)
    if not caps:
        return
    before, after = _charges(trial, caps, of_history=True), _charges(trial, caps, of_history=False)
    for place, sum_ in after.items():
        cap, year = caps[str(place[0])], place[-1]
        size = size_of(trial, cap, year)
        if size is not None and sum_ > before[place]:
            expect(sum_ <= max(size, before[place]), "a cap is exceeded", place, sum_, size, before[place])


def _charges(trial: Trial, caps: dict[str, typed.Cap], *, of_history: bool) -> Counter[tuple[object, ...]]:
    """What lines charge to each cap, by its keys and year: those of the history as they came, or all as they are."""
    applicant, read = trial.read.applicant, trial.read.history or ()
    found: Counter[tuple[object, ...]] = Counter()
    for line in read if of_history else trial.decision.ledger:
        charged = line.charged
        if line.short and line.policy == trial.compiled.program.name:
            charged = {name: sum(line.paid.values()) for name in _caps_over(trial.compiled.policy, line.clause)}
        for name, sum_ in charged.items():
            cap = caps.get(name)
            keys = [] if cap is None else [line.keys.get(k) or _implied(line, k, applicant) for k in cap.keys]
            if cap is None or any(k is None or isinstance(k, (tuple, list)) for k in keys):
                continue
            if not line.short and not cap.carry:
                expect(sum(line.paid.values()) <= sum_, "more paid than charged", line)
            if cap.carry:
                for year, paid in line.paid.items():
                    found[name, *keys, year] += paid
            else:
                found[name, *keys, line.year if cap.per_year else None] += sum_
    return found


def _implied(line: LedgerLine, key: str, applicant: str) -> object:
    return {"item": line.item, "level": line.level, "matter": line.matter, "applicant": applicant}.get(key) or None


def _caps_over(policy: typed.Policy, label: str) -> list[str]:
    return [rule.name for rule, labels in reach_of(policy) if isinstance(rule, typed.Cap) and label in labels]


def caps_of(policy: typed.Policy) -> dict[str, typed.Cap]:
    """The caps of a policy by name."""
    return {rule.name: rule for rule in rules_of(policy.root) if isinstance(rule, typed.Cap)}


def size_of(trial: Trial, cap: typed.Cap, year: object) -> int | None:
    """The sum of a cap: a constant, or a figure of the year; None where it is neither."""
    match cap.amount:
        case typed.Const(value=value):
            return int(value)  # type: ignore[arg-type]
        case typed.Figure(figure=figure, years_back=0):
            stated = trial.facts["figures"].get(str(year), {}).get(figure)
            return int(Decimal(str(stated)) * 100) if isinstance(stated, int | str) else None
        case _:
            return None


# ---------------------------------------------------------------------------------------------- order, ledger


def _essence(decision: Decision) -> list[tuple[object, ...]]:
    return [
        (c.label, c.item, c.record, c.event_date, c.outcome, c.proposed, c.paid, c.carry, c.why)
        for c in decision.claims
    ]


def order_is_irrelevant(trial: Trial) -> None:
    """Records, kinds, figures and lines in another order give the same decision."""
    r = trial.random
    shuffled: Facts = copy.deepcopy(trial.facts)
    for part in ("records", "figures", "applicant"):
        rows = list(shuffled.get(part, {}).items())
        r.shuffle(rows)
        shuffled[part] = dict(rows)
    for listing in [
        *shuffled["records"].values(),
        *(shuffled.get(p) or [] for p in ("history", "support", "approvals", "older_documents", "ranks")),
    ]:
        r.shuffle(listing)
    other = trial.compiled.evaluate(shuffled)
    expect(_essence(other) == _essence(trial.decision), "another order of the facts gives another decision")
    expect(other.due == trial.decision.due, "another order of the facts gives other bounds")


def ledger_of(decision: Decision) -> list[Any]:
    """The ledger of a decision as it comes back from a file."""
    written = json.dumps(to_json(decision))
    read: list[Any] = json.loads(written)["ledger"]
    return read


def ledger_pays_nothing_twice(trial: Trial) -> None:
    """A decision's own ledger, read as the history of the same facts, leaves nothing to pay and stays as it is."""
    if not is_settled(trial.decision):
        return
    again: Facts = {**trial.facts, "history": ledger_of(trial.decision)}
    second = trial.compiled.evaluate(again)
    expect(second.total.minor == 0, "paid again", *[c for c in second.claims if c.paid.minor])
    expect_same_ledger(second, trial.decision, "the ledger changed")


def expect_same_ledger(got: Decision, want: Decision, message: str) -> None:
    """Both hold the same lines, but for those that are settled again."""
    differ = Counter(_lines(got)), Counter(_lines(want))
    expect(
        differ[0] == differ[1],
        message,
        *(f"got:  {line}" for line in differ[0] - differ[1]),
        *(f"want: {line}" for line in differ[1] - differ[0]),
    )


def _lines(decision: Decision) -> list[tuple[object, ...]]:
    return [
        (
            x.clause,
            x.item,
            x.year,
            str(x.event_date),
            _sums(x.paid),
            x.proposed,
            x.admitted,
            _sums(x.rungs),
            _sums(x.charged),
            x.carried,
            x.carry_until if x.carried else None,
            x.lapsed,
        )
        for x in decision.ledger
        if any(x.paid.values()) or x.admitted
    ]


def years_one_by_one(trial: Trial) -> None:
    """Complete years settled one by one, the ledger fed forward, end with the lines of all years at once."""
    years = {c.year for c in trial.decision.claims if c.year is not None}
    years |= {year for line in trial.decision.ledger for year, paid in line.paid.items() if paid or line.carried}
    if not years or not is_settled(trial.decision):
        return
    last = f"{max(years)}-12-31"
    as_of = min(str(trial.facts.get("as_of") or last), last)
    facts: Facts = {**trial.facts, "as_of": as_of}
    whole = trial.compiled.evaluate(facts)
    paid: Counter[int] = Counter()
    history: list[Any] = list(trial.facts.get("history") or [])
    first = max([min(years), *(line["year"] or 0 for line in history)])  # no line tells of what lies ahead
    for year in range(min(first, max(years)), max(years) + 1):
        step = trial.compiled.evaluate({**facts, "as_of": min(f"{year}-12-31", as_of), "history": history})
        paid += Counter({y: step.total_of(y).minor for y in range(min(years), max(years) + 1)})
        history = ledger_of(step)
    at_once = Counter({y: whole.total_of(y).minor for y in range(min(years), max(years) + 1)})
    differ = {y: (paid[y], at_once[y]) for y in paid | at_once if paid[y] != at_once[y]}
    expect(not differ, "year by year pays otherwise (one by one, at once)", *differ.items())
    expect_same_ledger(step, whole, "year by year gives another ledger")


# ---------------------------------------------------------------------------------------------- what is not stated


def bounds_hold_every_completion(trial: Trial) -> None:
    """Each completion of the gaps pays at least the low and at most the high of the decision on the open facts."""
    decision = trial.compiled.evaluate(trial.open_facts)
    low, high = decision.due.low.minor, decision.due.high
    expect(decision.total.minor >= low, "the total is below the low", decision.total, decision.due)
    for whole in oracle.completions(trial.open_facts, trial.gaps, most=8):
        total = trial.compiled.evaluate(whole).total.minor
        expect(low <= total, "a completion pays less than the low", low, total, filled(trial, whole))
        expect(
            high is None or total <= high.minor,
            "a completion pays more than the high",
            high,
            total,
            filled(trial, whole),
        )


def filled(trial: Trial, whole: Facts) -> list[tuple[object, object]]:
    """What a completion put into the gaps."""
    found: list[tuple[object, object]] = []
    for gap in trial.gaps:
        place: Any = whole
        for step in gap.path:
            place = place[step]
        found.append((gap.path, place))
    return found


def named_facts_settle(trial: Trial) -> None:
    """An undetermined claim is settled once the facts that it names are stated, whatever they are."""
    decision = trial.compiled.evaluate(trial.open_facts)
    undetermined = [c for c in decision.claims if c.outcome is Outcome.UNDETERMINED]
    expect(all(c.missing for c in undetermined), "undetermined without a fact", *undetermined)
    for claim in undetermined[:2]:
        has_open_day = any(ref.group == "record" and _is_day(trial, ref) for ref in claim.missing)
        told_by_day = ("series", "figure") if has_open_day else ("series",)
        paths = {ref.path for ref in claim.missing}
        asked = [g for g in trial.gaps if _asks_for(paths, g, trial.open_facts)]
        if len(asked) < len(paths):
            continue  # it hangs on something that was not stated to begin with
        for whole in oracle.completions(trial.open_facts, asked, most=6):
            again = trial.compiled.evaluate(whole)
            still = [
                c
                for c in again.claims
                if (c.label, c.item) == (claim.label, claim.item) and c.outcome is Outcome.UNDETERMINED
            ]
            same_day = [
                c
                for c in still
                if c.event_date == claim.event_date and any(ref.group not in told_by_day for ref in c.missing)
            ]  # which year or day of these is needed is told by a date that was open itself
            expect(
                not same_day, "stated, and still undetermined", claim.missing, same_day and same_day[0].missing, asked
            )


def _is_day(trial: Trial, ref: FactRef) -> bool:
    field = trial.compiled.program.schema.record_by_name[ref.kind].field_by_name.get(ref.field)
    return field is not None and isinstance(field.type, DateType)


def _asks_for(paths: set[str], gap: Gap, facts: Facts) -> bool:
    """Whether one of the paths names the gap."""
    match gap.path:
        case ("records", kind, n, field):
            return f"records.{kind}[{facts['records'][kind][n]['id']}].{field}" in paths
        case ("records", _):
            return any(p.startswith("records.") and "[" not in p for p in paths)
        case ("applicant", field):
            return any(p == f"applicant.{field}" for p in paths)
        case ("figures", year, field):
            return f"figures.{year}.{field}" in paths
        case _:
            return False


# ---------------------------------------------------------------------------------------------- total alone


def totals_are_those_of_decisions(trial: Trial) -> None:
    """`total` gives what the decision gives, over all years and in one; it is open exactly where the decision is."""
    compiled, year = trial.compiled, 2020 + trial.seed % 5
    facts = trial.read
    for asked, decision in (
        (None, trial.decision),
        (year, settled(compiled.program, compiled.code, facts, year=year)),
    ):
        try:
            got = total(compiled.code, facts, asked)
        except Undetermined:
            expect(not decision.due.is_point, "the total is open, the decision is not", asked, decision.due)
            continue
        expect(decision.due.is_point, "the decision is open, the total is not", asked, got, decision.due)
        expect(got == decision.due.low, "the total is not that of the decision", asked, got, decision.due)


def sums_come_before_reasons(trial: Trial) -> None:
    """The sums that `evaluate` has at once are the oracle's and those of settlement; what is read later is the same."""
    compiled, year = trial.compiled, 2020 + trial.seed % 5
    facts = trial.read
    of_year = settled(compiled.program, compiled.code, facts, year=year)
    for asked, whole in ((None, trial.decision), (year, of_year)):
        got = evaluate(compiled.program, compiled.code, facts, year=asked)
        expect((got.total, got.due) == (whole.total, whole.due), "other sums than settled", asked, got.due, whole.due)
        if asked is None:
            expect(
                got.total.minor == trial.answer.total, "another sum than the oracle's", got.total, trial.answer.total
            )
        try:
            expect(got == whole, "what is read later differs", asked)
        except InternalError as error:
            expect(False, "it does not settle to its sums", asked, error)


# ---------------------------------------------------------------------------------------------- several applicants


def cohorts_agree_with_oracle(trial: Trial) -> None:
    """Several applicants together: each is told what the oracle says, whatever their order.

    Where nothing is shared among applicants, it is what each is told alone.
    """
    compiled, r = trial.compiled, trial.random
    shared = shares(compiled.policy)
    if not shared and trial.seed % 4:
        return  # the same as alone, mostly
    others = [make_facts(r, compiled.policy) for _ in range(r.randint(1, 3))]
    cohort: list[Facts] = [
        {k: v for k, v in {**one, "applicant": {**one["applicant"], "id": f"F{n + 1}"}}.items() if k != "ranks"}
        for n, one in enumerate([trial.facts, *others])
    ]
    answers = oracle.evaluate_cohort(compiled.policy, cohort, every_day=False)
    read = [read_facts(one, compiled.program) for one in cohort]
    try:
        decisions = evaluate_cohort(compiled.program, compiled.code, read).decisions
    except FactsError as error:
        expect("quota" in str(error), "facts of a cohort are refused", error)
        return
    for decision, answer in zip(decisions, answers, strict=True):
        agree(decision, answer, compiled)
    order = list(range(len(read)))
    r.shuffle(order)
    again = evaluate_cohort(compiled.program, compiled.code, [read[n] for n in order]).decisions
    for n, decision in zip(order, again, strict=True):
        expect(_essence(decision) == _essence(decisions[n]), "another order of the applicants gives another decision")
    if not shared:
        for one, decision in zip(read, decisions, strict=True):
            expect(_essence(compiled.settle(one)) == _essence(decision), "another decision than alone")


def shares(policy: typed.Policy) -> bool:
    """Whether what one applicant is paid may hang on others."""
    ranked = any("RankOf" in repr(a.amount) for a in policy.awards)
    rules = list(rules_of(policy.root))
    across = any(isinstance(rule, typed.Cap) and rule.across for rule in rules)
    return ranked or across or any(isinstance(rule, typed.Quota) for rule in rules)


LAWS: dict[str, tuple[Callable[[Trial], None], int]] = {
    "agrees with the oracle": (agrees_with_oracle, 1),
    "totals are those of decisions": (totals_are_those_of_decisions, 3),
    "sums come before reasons": (sums_come_before_reasons, 3),
    "conserves money": (conserves_money, 1),
    "keeps caps": (keeps_caps, 1),
    "order is irrelevant": (order_is_irrelevant, 10),
    "ledger pays nothing twice": (ledger_pays_nothing_twice, 10),
    "years one by one": (years_one_by_one, 20),
    "bounds hold every completion": (bounds_hold_every_completion, 10),
    "named facts settle": (named_facts_settle, 10),
    "cohorts agree with the oracle": (cohorts_agree_with_oracle, 10),
}
"""Each law and how rarely it is checked: on every facts, or on every nth."""
