"""Invariants of settlement over policies and facts from hypothesis. They are small, so that failures are small."""

from __future__ import annotations

import itertools
from collections import defaultdict
from typing import Any

import attrs
from hypothesis import HealthCheck, given, settings, strategies as st

from ipdsl.decision.decision import Decision
from ipdsl.engine.evaluator import GeneratedFunctions
from ipdsl.ir.proposal import Outcome
from ipdsl.ir.terms import TriggerKind
from ipdsl.report.decision_json import ledger_to_json
from ipdsl.semantics.typed import Cap, Order
from tests.support.settlement.programs import (
    award,
    cap,
    deal,
    decide,
    firm,
    group,
    highest,
    holds,
    limit,
    over,
    policy,
    running,
)

EXAMPLES = min(40, 2 * settings.default.max_examples)
QUICK = settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.too_slow])

KEYS = st.sampled_from([("enterprise",), ("project",), ("family",), ("enterprise", "country")])
CAPS = st.builds(
    lambda sum_, keys, per_year: cap(sum_, *keys, per_year=per_year, name="last cap"),
    st.integers(0, 120), KEYS, st.booleans(),
)  # fmt: skip
LIMITS = st.builds(
    lambda number, keys, counts, per_year, order: limit(number, *keys, counts=counts, per_year=per_year, order=order),
    st.integers(0, 3), KEYS, st.sampled_from([None, "country"]), st.booleans(), st.sampled_from(list(Order)),
)  # fmt: skip
HIGHEST = st.builds(lambda keys: highest(*keys), KEYS)
RULES = st.lists(st.one_of(CAPS, CAPS, LIMITS, HIGHEST), max_size=3)
ONCE = st.sampled_from([None, (), ("project",)])


@st.composite
def pages(draw: st.DrawFn) -> list[object]:
    """The awards, groups and rules of a policy."""
    first = award("first", once=draw(ONCE), gates={"fine": holds("fine")})
    second = award("second", 25, once=draw(ONCE), gates={"second": holds("second")})
    third = award("third", rows={"gold": 30, "silver": 20})
    numbers = itertools.count()

    def named(rules: list[Any]) -> list[Any]:
        return [attrs.evolve(rule, name=f"{rule.name} {next(numbers)}") for rule in rules]

    state = award("state", 15, kind=TriggerKind.WHILE, gates={"running": running}, once=draw(ONCE), record="prize")
    computed = [cap(None, "enterprise", name="computed")] if draw(st.booleans()) else []
    inner = group(first, second, *named(draw(RULES)), *computed)
    return [inner, third, state, *named(draw(RULES)), over(*named([draw(CAPS)] if draw(st.booleans()) else []))]


def policies() -> st.SearchStrategy[GeneratedFunctions]:
    return pages().map(lambda items: policy(*items))


@st.composite
def deals(draw: st.DrawFn, most: int = 6) -> list[dict[str, Any]]:
    number = draw(st.integers(1, most))
    return [
        deal(
            f"D{i}", draw(st.integers(0, 80)), f"202{draw(st.integers(0, 4))}-0{draw(st.integers(1, 9))}-01",
            project=draw(st.sampled_from("pq")), family=draw(st.sampled_from("fg")),
            country=draw(st.sampled_from(["US", "JP", "DE"])), fine=draw(st.booleans()), second=draw(st.booleans()),
            tier=draw(st.sampled_from(["gold", "silver", "none_such"])),
        )
        for i in range(number)
    ]  # fmt: skip


def essence(decision: Decision) -> list[tuple[object, ...]]:
    return [(c.label, c.item, c.event_date, c.outcome, c.paid, c.why) for c in decision.claims]


@QUICK
@given(policies(), deals())
def test_what_is_proposed_is_paid_or_cut(code: GeneratedFunctions, records: list[dict[str, Any]]) -> None:
    decision = decide(code, whole(records))
    for claim in decision.claims:
        cut = sum(adjustment.cut.minor for adjustment in claim.adjustments)
        assert claim.proposed.minor == claim.paid.minor + cut
    assert decision.total.minor == sum(claim.paid.minor for claim in decision.claims)
    assert decision.due.is_point


@QUICK
@given(policies(), deals())
def test_no_cap_is_exceeded_by_what_is_charged_to_it(code: GeneratedFunctions, records: list[dict[str, Any]]) -> None:
    decision = decide(code, whole(records))
    caps = {bound.name: bound for step in code.program.settlement.steps if step.traits.fills for bound in step.rules}
    charged: dict[tuple[object, ...], int] = defaultdict(int)
    for line in decision.ledger:
        for name, sum_ in line.charged.items():
            if (rule := caps.get(name)) is None:
                continue  # a limit, by which the claim took a place
            charged[name, *(str(line.keys[k]) for k in rule.keys), line.year if rule.per_year else 0] += sum_
    for key, sum_ in charged.items():
        most = caps[str(key[0])].amount
        assert sum_ <= (FIGURES[str(key[-1])]["contribution"] * 100 if most is None else most)


@QUICK
@given(policies(), deals(), st.randoms())
def test_the_order_of_records_is_irrelevant(
    code: GeneratedFunctions, records: list[dict[str, Any]], random: Any
) -> None:
    shuffled = list(records)
    random.shuffle(shuffled)
    assert essence(decide(code, whole(shuffled))) == essence(decide(code, whole(records)))


@QUICK
@given(policies(), deals())
def test_years_one_by_one_are_all_at_once(code: GeneratedFunctions, records: list[dict[str, Any]]) -> None:
    at_once = decide(code, whole(records))
    history: list[Any] = []
    for year in range(2020, 2025):
        history = list(ledger_to_json(decide(code, whole(records, history=history), year=year).ledger))
    assert history == ledger_to_json(at_once.ledger)


@QUICK
@given(pages(), deals(), CAPS)
def test_a_last_cap_never_raises_the_total(items: list[object], records: list[dict[str, Any]], last: Cap) -> None:
    stated = whole(records)
    assert decide(policy(*items, over(last)), stated).total <= decide(policy(*items), stated).total


FIGURES = {str(year): {"contribution": 20 * (year - 2019)} for year in range(2020, 2025)}


def whole(records: list[dict[str, Any]], **more: Any) -> dict[str, object]:
    """The facts of these deals. Each deal is also a prize with a state of two years."""
    prizes = [
        {k: v for k, v in r.items() if k in ("number", "made_on", "amount", "project", "fine")}
        | {"ended_on": "2023-06-30"}
        for r in records
    ]
    return firm(*records, prizes=tuple(prizes), **{"figures": FIGURES, "as_of": "2024-12-31", **more})


OPEN = {"fine": (True, False), "tier": ("gold", "silver", "none_such"), "project": ("p", "q"), "amount": (0, 33, 80),
        "made_on": ("2020-06-01", "2021-02-03", "2023-09-09")}  # fmt: skip


@QUICK
@given(policies(), deals(4), st.data())
def test_bounds_contain_every_completion(
    code: GeneratedFunctions, records: list[dict[str, Any]], data: st.DataObject
) -> None:
    gaps = data.draw(
        st.lists(st.tuples(st.integers(0, len(records) - 1), st.sampled_from(sorted(OPEN))), max_size=3, unique=True)
    )
    told = [dict(record) for record in records]
    for index, field in gaps:
        told[index].pop(field)
    left_out = data.draw(st.sampled_from([None, "2021", "2023"]))
    figures = {year: row for year, row in FIGURES.items() if year != left_out}
    decision = decide(code, whole(told, figures=figures))
    low, high = decision.due.low.minor, decision.due.high
    totals = []
    for values in itertools.product(*(OPEN[field] for _, field in gaps)):
        full = [dict(record) for record in records]
        for (index, field), value in zip(gaps, values, strict=True):
            full[index][field] = value
        totals.append(decide(code, whole(full)).total.minor)
        assert low <= totals[-1]
        assert high is None or totals[-1] <= high.minor
    if left_out is None and decision.due.exact and all(field in ("fine", "tier") for _, field in gaps):
        assert (min(totals), max(totals)) == (low, high.minor if high else None)


@QUICK
@given(policies(), deals(4), st.data())
def test_stating_what_a_claim_asks_for_settles_it(
    code: GeneratedFunctions, records: list[dict[str, Any]], data: st.DataObject
) -> None:
    told = [dict(record) for record in records]
    for record in told:
        for field in data.draw(st.sets(st.sampled_from(["fine", "tier", "amount"]), max_size=1)):
            record.pop(field)
    decision = decide(code, whole(told))
    for claim in [c for c in decision.claims if c.outcome is Outcome.UNDETERMINED][:1]:
        by_number = {record["number"]: record for record in records}
        for record in told:
            for ref in claim.missing:
                if ref.item == record["number"]:
                    record[ref.field] = by_number[ref.item][ref.field]
        again = decide(code, whole(told))
        key = (claim.label, claim.item, claim.year)
        settled = [c for c in again.claims if (c.label, c.item, c.year) == key]
        assert all(c.outcome is not Outcome.UNDETERMINED for c in settled)
