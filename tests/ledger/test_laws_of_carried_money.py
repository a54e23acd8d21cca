"""Invariants of carried money over generated policies and facts.

Nothing is lost, no year pays too much, and settling year by year gives the same.
"""

from __future__ import annotations

import itertools
import json
from collections import Counter
from typing import Any

import attrs
import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from ipdsl.decision.decision import Decision
from ipdsl.engine.evaluator import GeneratedFunctions
from ipdsl.ir.proposal import Outcome
from ipdsl.plain_data.strict_json import loads
from ipdsl.report.decision_json import ledger_to_json, to_json
from ipdsl.settlement.effects import CarryOver
from tests.support.ledgers import history_of
from tests.support.settlement.carried_money import carrying, prize, suspending
from tests.support.settlement.programs import award, cap, deal, decide, firm, group, highest, holds, limit, over, policy

QUICK = settings(
    max_examples=min(60, 3 * settings.default.max_examples), deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
YEARS = range(2021, 2026)


@st.composite
def policies(draw: st.DrawFn) -> GeneratedFunctions:
    once = draw(st.sampled_from([None, (), ("project",)]))
    first = award("first", once=once, gates={"fine": holds("fine")})
    second = award("second", 25, gates={"second": holds("second")})
    rules = draw(st.lists(st.sampled_from([
        cap(60, "enterprise"), cap(90, "project", per_year=False), highest("project"), limit(2, "enterprise"),
    ]), max_size=2, unique_by=lambda rule: rule.name))  # fmt: skip
    spared = draw(st.sampled_from([(), ("second",)]))
    key = draw(st.sampled_from(["enterprise", "project"]))
    amount = draw(st.sampled_from([None, 20, 45]))
    last = attrs.evolve(cap(amount, key, exempt=draw(st.sampled_from([(), ("second",)])), name="last"),
                        carry=draw(st.integers(1, 3)))  # fmt: skip
    made = policy(group(first, second, *rules), over(last))
    return suspending(made, *spared) if draw(st.booleans()) else made


@st.composite
def facts(draw: st.DrawFn, most: int = 5) -> dict[str, Any]:
    records = [
        deal(
            f"D{i}", draw(st.integers(0, 80)), f"202{draw(st.integers(1, 4))}-0{draw(st.integers(1, 9))}-01",
            project=draw(st.sampled_from("pq")), fine=draw(st.booleans()), second=draw(st.booleans()),
        )
        for i in range(draw(st.integers(1, most)))
    ]  # fmt: skip
    figures = {str(year): {"contribution": draw(st.sampled_from([0, 10, 40, 100]))} for year in YEARS}
    prizes = [prize("S", "2022-06-01", fine=True)] if draw(st.booleans()) else []
    return firm(*records, prizes=tuple(prizes), figures=figures)


def assert_conserved(decision: Decision) -> None:
    for claim in decision.claims:
        cut = sum(adjustment.cut.minor for adjustment in claim.adjustments)
        given_ = claim.brought_in.minor or claim.proposed.minor
        assert given_ == claim.paid.minor + cut + claim.carried.minor + claim.lapsed.minor
        assert claim.paid.minor == sum(sum_.minor for sum_ in claim.paid_by_year.values())
    assert decision.due.is_point
    assert decision.total.minor == sum(claim.paid.minor for claim in decision.claims)


@QUICK
@given(policies(), facts())
def test_what_is_proposed_or_brought_in_is_paid_cut_carried_or_lapsed(
    code: GeneratedFunctions, stated: dict[str, Any]
) -> None:
    decision = decide(code, stated)
    assert_conserved(decision)
    for year in YEARS:
        of_year = decide(code, stated, year=year)
        assert_conserved(of_year)
        assert of_year.total == decision.total_of(year)
    for line in decision.ledger:
        assert sum(line.due.values()) + line.carried + line.lapsed <= line.admitted <= line.proposed


@QUICK
@given(policies(), facts())
def test_a_year_pays_no_more_than_the_cap_leaves(code: GeneratedFunctions, stated: dict[str, Any]) -> None:
    (last,) = (step.first_rule for step in code.program.settlement.steps if step.wait)
    reached = {code.program.clauses[index].label for index in last.reach}
    paid: dict[tuple[object, int], int] = {}
    for line in decide(code, stated).ledger:
        if line.clause in reached:
            key = line.keys.get(last.keys[0])
            for year, sum_ in line.due.items():
                paid[key, year] = paid.get((key, year), 0) + sum_
    for (key, year), sum_ in paid.items():
        most = stated["figures"][str(year)]["contribution"] * 100 if last.amount is None else last.amount
        assert key is None or sum_ <= most


@QUICK
@given(policies(), facts())
def test_years_one_by_one_through_the_text_of_the_ledger_are_all_at_once(
    code: GeneratedFunctions, stated: dict[str, Any]
) -> None:
    at_once = decide(code, stated)
    history: Any = []
    for year in YEARS:
        decision = decide(code, {**stated, "history": history}, year=year)
        assert decision.total == at_once.total_of(year)
        history = history_of(decision, code.program)
    assert history == history_of(at_once, code.program)
    again = decide(code, {**stated, "history": history})
    assert again.total.minor == 0
    assert history == history_of(again, code.program)


def pay_years_in_any_order(code: GeneratedFunctions, stated: dict[str, Any], years: list[int]) -> None:
    """Some years are reported one by one, then all others at once: nothing is lost, and nothing is paid twice."""
    history: Any = []
    payable, by_year = 0, Counter[int]()
    for year in (*years, None):
        decision = decide(code, {**stated, "history": history}, year=year)
        payable += decision.payable_now.minor
        by_year.update({of_year: sum_.minor for of_year, sum_ in decision.year_totals})
        history = history_of(decision, code.program)
    at_once = decide(code, stated)
    assert payable == at_once.total.minor == sum(line.total for line in decision.ledger)
    assert by_year == {of_year: sum_.minor for of_year, sum_ in at_once.year_totals}
    assert decide(code, {**stated, "history": history}).total.minor == 0


@QUICK
@given(policies(), facts(), st.lists(st.sampled_from([*YEARS]), unique=True))
def test_years_in_any_order_pay_all_that_is_due_once(
    code: GeneratedFunctions, stated: dict[str, Any], years: list[int]
) -> None:
    pay_years_in_any_order(code, stated, years)


def test_a_year_between_two_that_no_run_reported_keeps_its_amount() -> None:
    code = policy(award(), over(carrying(20)))
    stated = firm(deal("A", 41, "2021-03-01"), as_of="2025-12-31")
    pay_years_in_any_order(code, stated, [2022])
    pay_years_in_any_order(code, stated, [2021, 2023])


def test_years_in_the_ledger_that_no_run_reported_break_the_law(monkeypatch: pytest.MonkeyPatch) -> None:
    code = policy(award(), over(carrying(30)))
    stated = firm(deal("A", 20, "2022-03-01"), deal("B", 20, "2022-04-01"), deal("C", 20, "2023-04-01"))
    pay_years_in_any_order(code, stated, [2023])
    monkeypatch.setattr(CarryOver, "settled_by_year", property(lambda carry: carry.paid_by_year))
    monkeypatch.setattr(CarryOver, "waiting", property(lambda carry: carry.remaining))
    with pytest.raises(AssertionError):
        pay_years_in_any_order(code, stated, [2023])


@pytest.mark.slow
@QUICK
@given(policies(), facts())
def test_years_one_by_one_with_only_their_own_facts_pay_the_same(
    code: GeneratedFunctions, stated: dict[str, Any]
) -> None:
    at_once = decide(code, stated)
    history: Any = []
    for year in YEARS:
        own = {
            kind: [r for r in records if r["made_on"].startswith(str(year))]
            for kind, records in stated["records"].items()
        }
        figures = {str(year): stated["figures"][str(year)]}
        decision = decide(code, {**stated, "records": own, "figures": figures, "history": history})
        assert decision.total == at_once.total_of(year)
        assert_conserved(decision)
        history = loads(json.dumps(to_json(decision)["ledger"]))
    sums = {(line["clause"], line["item"]): (line["due"], line["carried"], line["lapsed"]) for line in history}
    for line in ledger_to_json(at_once.ledger):
        found = sums[line["clause"], line["item"]]
        assert found == (line["due"], line["carried"], line["lapsed"])


@QUICK
@given(policies(), facts(), st.randoms())
def test_the_order_of_records_is_irrelevant(code: GeneratedFunctions, stated: dict[str, Any], random: Any) -> None:
    records = list(stated["records"]["deal"])
    random.shuffle(records)
    shuffled = {**stated, "records": {**stated["records"], "deal": records}}
    assert to_json(decide(code, shuffled))["claims"] == to_json(decide(code, stated))["claims"]


OPEN = {"fine": (True, False), "project": ("p", "q"), "amount": (0, 33, 80), "made_on": ("2021-02-03", "2023-09-09")}


@settings(
    max_examples=min(100, 4 * settings.default.max_examples),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
@given(policies(), facts(3), st.data())
def test_bounds_contain_every_completion(code: GeneratedFunctions, stated: dict[str, Any], data: st.DataObject) -> None:
    records = stated["records"]["deal"]
    gaps = data.draw(
        st.lists(st.tuples(st.integers(0, len(records) - 1), st.sampled_from(sorted(OPEN))), max_size=2, unique=True)
    )
    told = [dict(record) for record in records]
    for index, field in gaps:
        told[index].pop(field)
    left_out = data.draw(st.sampled_from([None, "2021", "2022", "2024"]))
    figures = {year: row for year, row in stated["figures"].items() if year != left_out}
    prizes = [dict(p) for p in stated["records"]["prize"]]
    is_unsure = bool(prizes) and data.draw(st.booleans())
    for one in prizes if is_unsure else []:
        one.pop("fine")
    year = data.draw(st.sampled_from([None, 2022, 2024]))
    open_ = {**stated, "records": {"deal": told, "prize": prizes}, "figures": figures}
    decision = decide(code, open_, year=year)
    low, high = decision.due.low.minor, decision.due.high
    choices = [OPEN[field] for _, field in gaps]
    choices += [(True, False)] if is_unsure else []
    choices += [(0, 25, 300)] if left_out else []
    for values in itertools.product(*choices):
        rest = list(values)
        full = [dict(record) for record in records]
        for index, field in gaps:
            full[index][field] = rest.pop(0)
        stands = [{**p, "fine": rest.pop(0)} if is_unsure else p for p in prizes]
        known = {**figures, left_out: {"contribution": rest.pop(0)}} if left_out else figures
        total = decide(
            code, {**stated, "records": {"deal": full, "prize": stands}, "figures": known}, year=year
        ).total.minor  # fmt: skip
        assert low <= total
        assert high is None or total <= high.minor


@pytest.mark.slow
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(policies(), facts(4), st.data())
def test_what_a_claim_names_settles_it(code: GeneratedFunctions, stated: dict[str, Any], data: st.DataObject) -> None:
    records = stated["records"]["deal"]
    fields = st.sampled_from(["fine", "project", "amount"])
    gaps = data.draw(st.lists(st.tuples(st.integers(0, len(records) - 1), fields), max_size=2, unique=True))
    told = [dict(record) for record in records]
    for index, field in gaps:
        told[index].pop(field)
    left_out = data.draw(st.sets(st.sampled_from([str(year) for year in YEARS]), max_size=2))
    figures = {year: row for year, row in stated["figures"].items() if year not in left_out}
    decision = decide(code, {**stated, "records": {**stated["records"], "deal": told}, "figures": figures})
    for claim in [c for c in decision.claims if c.outcome is Outcome.UNDETERMINED][:1]:
        assert claim.missing
        for ref in claim.missing:
            if ref.group == "figure":
                figures[str(ref.year)] = stated["figures"][str(ref.year)]
            for record, known in zip(told, records, strict=True):
                if ref.item == known["number"]:
                    record[ref.field] = known[ref.field]
        again = decide(code, {**stated, "records": {**stated["records"], "deal": told}, "figures": figures})
        (settled,) = [c for c in again.claims if (c.label, c.item) == (claim.label, claim.item)]
        assert settled.outcome is not Outcome.UNDETERMINED


@pytest.mark.slow
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(policies(), facts(4), st.data())
def test_bounds_hold_for_money_that_an_earlier_run_carried(
    code: GeneratedFunctions, stated: dict[str, Any], data: st.DataObject
) -> None:
    first = data.draw(st.sampled_from([2021, 2022]))
    deals, prizes = stated["records"]["deal"], stated["records"]["prize"]
    early = [r for r in deals if int(r["made_on"][:4]) <= first]
    own = {str(year): stated["figures"][str(year)] for year in YEARS if year <= first}
    before = [p for p in prizes if int(p["made_on"][:4]) <= first]
    history = to_json(decide(code, firm(*early, prizes=tuple(before), figures=own)))["ledger"]
    later = [r for r in deals if r not in early]
    figures = {str(year): stated["figures"][str(year)] for year in YEARS if year > first}
    left_out = data.draw(st.sampled_from([None, *sorted(figures)]))
    unsure = [{k: v for k, v in p.items() if k != "fine"} for p in prizes if p not in before]
    rest = {year: row if year != left_out else {} for year, row in figures.items()}  # the year is stated
    year = data.draw(st.sampled_from([None, 2023, 2024]))
    open_ = decide(code, firm(*later, prizes=tuple(unsure), figures=rest, history=history), year=year)
    low, high = open_.due.low.minor, open_.due.high
    for fine, sum_ in itertools.product((True, False), (0, 25, 300) if left_out else (0,)):
        stands = tuple({**p, "fine": fine} for p in unsure)
        known = {**rest, left_out: {"contribution": sum_}} if left_out else rest
        decision = decide(code, firm(*later, prizes=stands, figures=known, history=history), year=year)
        assert_conserved(decision)
        assert low <= decision.total.minor
        assert high is None or decision.total.minor <= high.minor
