"""Invariants of policies with promotions: no repeat, top up, older standards, deductions, other payments."""

from __future__ import annotations

import itertools
from typing import Any

import attrs
import pytest
from hypothesis import HealthCheck, assume, given, settings, strategies as st

from ipdsl.decision.decision import Decision
from ipdsl.decision.model import Claim
from ipdsl.engine.evaluator import GeneratedFunctions
from ipdsl.ir.proposal import Outcome
from ipdsl.ir.terms import ReplacedDocument
from ipdsl.report.decision_json import ledger_to_json
from ipdsl.semantics.typed import Order
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
    no_repeat,
    older,
    over,
    policy,
    top_up,
)

EXAMPLES = min(40, 2 * settings.default.max_examples)
QUICK = settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.too_slow])

KEYS = st.sampled_from([("project",), ("project", "level"), ("enterprise",), ("matter",)])
RULES = st.lists(
    st.one_of(
        st.builds(lambda keys, per_year: no_repeat(*keys, per_year=per_year), KEYS, st.booleans()),
        st.builds(lambda keys: no_repeat(*keys), KEYS),
        st.builds(lambda keys: top_up(*keys), KEYS),
        st.builds(lambda keys: top_up(*keys), KEYS),
        st.builds(lambda sum_, keys: cap(sum_, *keys), st.integers(20, 120), KEYS),
        st.builds(lambda keys: highest(*keys), KEYS),
        st.builds(lambda number, keys: limit(number, *keys, counts="year"), st.integers(1, 2), KEYS),
        st.builds(lambda keys: limit(1, *keys, per_year=True, order=Order.BEST), KEYS),
    ),
    max_size=3,
)  # fmt: skip


@st.composite
def policies(draw: st.DrawFn) -> GeneratedFunctions:
    once = st.sampled_from([None, None, (), ("project", "year")])
    first = award("first", once=draw(once), gates={"fine": holds("fine")})
    second = award("second", rows={"gold": 60, "silver": 40}, once=draw(once))
    third = award("third", 50, record="prize", less=draw(st.sampled_from([None, ("deal", "project")])))
    numbers = itertools.count()

    def named(rules: list[Any]) -> list[Any]:
        return [attrs.evolve(rule, name=f"{rule.name} {next(numbers)}") for rule in rules]

    raised = tuple(older(*keys, clauses=(0, 1)) for keys in draw(st.lists(KEYS, max_size=1)))
    was = (ReplacedDocument("old", (("first", "x"),)),) if draw(st.booleans()) else ()
    items = (group(first, second, *named(draw(RULES))), third, *named(draw(RULES)), over(*named(draw(RULES))))
    return policy(*items, older=raised, replaced=was)


LEVELS = st.sampled_from(["national", "provincial", {"none": True}])


@st.composite
def deals(draw: st.DrawFn, most: int = 5) -> list[dict[str, Any]]:
    return [
        deal(
            f"D{i}", draw(st.integers(0, 80)), f"202{draw(st.integers(1, 3))}-0{draw(st.integers(1, 9))}-01",
            project=draw(st.sampled_from("pq")), fine=draw(st.booleans()), level=draw(LEVELS),
            tier=draw(st.sampled_from(["gold", "silver", "none_such"])),
        )
        for i in range(draw(st.integers(1, most)))
    ]  # fmt: skip


@st.composite
def elsewhere(draw: st.DrawFn) -> dict[str, Any]:
    """Payments and promises of other documents."""
    payments = [
        {"policy": "old", "clause": "x", "kind": "deal", "item": f"D{draw(st.integers(0, 4))}", "due": paid,
         "year": draw(st.integers(2019, 2023)), "keys": {"project": draw(st.sampled_from("pq"))},
         **draw(st.sampled_from([{}, {"level": "national"}]))}
        for paid in draw(st.lists(st.integers(1, 60), max_size=2))
    ]  # fmt: skip
    payments += [
        {"clause": "first", "item": f"old {paid}", "due": paid, "year": draw(st.integers(2021, 2023)),
         "level": draw(st.sampled_from(["national", "provincial"])), "keys": {"project": draw(st.sampled_from("qr"))}}
        for paid in draw(st.lists(st.integers(1, 60), max_size=2))
    ]  # fmt: skip
    unique = {(line["item"], line["year"]): line for line in payments}
    standards = [
        {"document": "Doc 0", "kind": "deal", "item": f"D{draw(st.integers(0, 4))}", "amount": amount}
        for amount in draw(st.lists(st.integers(20, 120), max_size=2))
    ]
    return {"history": list(unique.values()), "older_documents": standards}


def whole(records: list[dict[str, Any]], **more: Any) -> dict[str, object]:
    """The facts of these deals. Every second deal is also a prize of the next year."""
    prizes = [
        {"number": r["number"], "made_on": f"{int(r['made_on'][:4]) + 1}-03-01", "project": r["project"]}
        for r in records[::2]
        if "made_on" in r and "project" in r
    ]
    return firm(*records, prizes=tuple(prizes), **more)


def essence(decision: Decision) -> list[tuple[object, ...]]:
    return [(c.label, c.item, c.event_date, c.outcome, c.paid, c.why) for c in decision.claims]


@QUICK
@given(policies(), deals(), elsewhere())
def test_what_is_proposed_is_paid_or_cut(
    code: GeneratedFunctions, records: list[dict[str, Any]], other: dict[str, Any]
) -> None:
    for claim in decide(code, whole(records, **other)).claims:
        assert claim.proposed.minor == claim.paid.minor + sum(adjustment.cut.minor for adjustment in claim.adjustments)


@QUICK
@given(policies(), deals(), elsewhere(), st.randoms())
def test_the_order_of_records_and_lines_is_irrelevant(
    code: GeneratedFunctions, records: list[dict[str, Any]], other: dict[str, Any], random: Any
) -> None:
    shuffled, lines = list(records), {name: list(parts) for name, parts in other.items()}
    prizes = whole(records)["records"]["prize"]  # type: ignore[index]
    for part in (shuffled, *lines.values()):
        random.shuffle(part)
    again = {**firm(*shuffled, prizes=tuple(prizes[::-1])), **lines}
    assert essence(decide(code, again)) == essence(decide(code, whole(records, **other)))


@QUICK
@given(policies(), deals(), elsewhere())
def test_years_one_by_one_are_all_at_once(
    code: GeneratedFunctions, records: list[dict[str, Any]], other: dict[str, Any]
) -> None:
    at_once = decide(code, whole(records, **other))
    assume(at_once.due.is_point)  # otherwise an amount that is open in one year may be settled in another
    history = other["history"]
    for year in range(2021, 2025):
        facts = whole(records, history=history, older_documents=other["older_documents"])
        history = list(ledger_to_json(decide(code, facts, year=year).ledger))
    assert history == ledger_to_json(at_once.ledger)


@QUICK
@given(policies(), deals(), elsewhere())
def test_a_ledger_read_back_pays_nothing_and_stays(
    code: GeneratedFunctions, records: list[dict[str, Any]], other: dict[str, Any]
) -> None:
    first = decide(code, whole(records, **other))
    assume(first.due.is_point)
    lines = ledger_to_json(first.ledger)
    again = decide(code, whole(records, history=list(lines), older_documents=other["older_documents"]))
    assert again.total.minor == 0
    assert ledger_to_json(again.ledger) == lines


OPEN: dict[str, tuple[Any, ...]] = {
    "fine": (True, False), "tier": ("gold", "silver", "none_such"), "project": ("p", "q", "r"), "amount": (0, 33, 80),
    "level": ("national", "provincial"), "made_on": ("2021-06-01", "2022-02-03", "2023-09-09"),
}  # fmt: skip
KNOWN_CASES = {"fine", "tier"}


@QUICK
@given(policies(), deals(4), elsewhere(), st.data())
def test_bounds_contain_every_completion(
    code: GeneratedFunctions, records: list[dict[str, Any]], other: dict[str, Any], data: st.DataObject
) -> None:
    gaps = data.draw(
        st.lists(st.tuples(st.integers(0, len(records) - 1), st.sampled_from(sorted(OPEN))), max_size=3, unique=True)
    )
    prizes = tuple(whole(records)["records"]["prize"])  # type: ignore[index]
    told = [dict(record) for record in records]
    for index, field in gaps:
        told[index].pop(field)
    decision = decide(code, {**firm(*told, prizes=prizes), **other})
    low, high = decision.due.low.minor, decision.due.high
    totals = []
    for values in itertools.product(*(OPEN[field] for _, field in gaps)):
        full = [dict(record) for record in records]
        for (index, field), value in zip(gaps, values, strict=True):
            full[index][field] = value
        totals.append(decide(code, {**firm(*full, prizes=prizes), **other}).total.minor)
        assert low <= totals[-1]
        assert high is None or totals[-1] <= high.minor
    if decision.due.exact and all(field in KNOWN_CASES for _, field in gaps):
        assert (min(totals), max(totals)) == (low, high.minor if high else None)


def _with_keys(line: dict[str, Any], claim: Claim) -> dict[str, Any]:
    """A history line with the keys that the claim asks for."""
    asked = [ref.field for ref in claim.missing if ref.group == "history" and ref.item == line["item"]]
    return line | {"keys": {**line.get("keys", {}), **dict.fromkeys(asked, "national")}}


@pytest.mark.slow
@QUICK
@given(policies(), deals(4), elsewhere(), st.data())
def test_stating_what_a_claim_asks_for_settles_it(
    code: GeneratedFunctions, records: list[dict[str, Any]], other: dict[str, Any], data: st.DataObject
) -> None:
    told = [dict(record) for record in records]
    for record in told:
        for field in data.draw(st.sets(st.sampled_from(["fine", "tier", "amount", "level", "project"]), max_size=1)):
            record.pop(field)
    prizes = tuple(whole(records)["records"]["prize"])  # type: ignore[index]
    decision = decide(code, {**firm(*told, prizes=prizes), **other})
    by_number = {record["number"]: record for record in records}
    for claim in [c for c in decision.claims if c.outcome is Outcome.UNDETERMINED][:1]:
        for record in told:
            for ref in claim.missing:
                if ref.group == "record" and ref.item == record["number"]:
                    record[ref.field] = by_number[ref.item][ref.field]
        lines = [_with_keys(line, claim) for line in other["history"]]
        again = decide(code, {**firm(*told, prizes=prizes), **other, "history": lines})
        key = (claim.label, claim.item, claim.year)
        settled = [c for c in again.claims if (c.label, c.item, c.year) == key]
        assert all(c.outcome is not Outcome.UNDETERMINED for c in settled)
