"""The work for many records, counted in steps: ten times the records take ten times the steps."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest

import ipdsl
from ipdsl.decision.bounds.all_cases import MAX_STEPS, RECORDS_PER_STEP
from ipdsl.engine import operations
from ipdsl.engine.evaluator import GeneratedFunctions
from ipdsl.engine.matters import is_matter_supported
from ipdsl.engine.operations import MOST_NAMED, Answer
from ipdsl.engine.situation import Situation
from ipdsl.ir.facts import FactRef, Open
from ipdsl.ir.terms import GroupState, Order, Settlement, Step
from ipdsl.kernel import allocation
from ipdsl.kernel.grouping import ApplicantContext, ClaimRow, ClaimTable, GroupedClaims
from ipdsl.kernel.rule_table import PaymentHistory, table_of
from tests.conftest import ROOT
from tests.support.call_counts import calls
from tests.support.kernel import bound
from tests.support.rows import each_row

MANY = (1_000, 10_000)
FIRM: dict[str, object] = {"id": "F", "kinds": ["enterprise"], "located_here": True}
TITLES = """
policy town "Town"
  effective from 2021-01-01 for 3 years
  currency CNY
  round half up to 0.01
  use ip
  same matter is item
article 1 "Titles"
  award 1000 when copyright_title recognised
  none when another level supported the same matter
"""


def linear(steps: Callable[[int], int], most: int) -> None:
    """Check a greatest number of steps per record, for a thousand and for ten thousand records."""
    for number in MANY:
        assert steps(number) <= most * number, number


# ---------------------------------------------------------------------------------------------- sums over a set


def test_a_sum_over_a_set_looks_at_each_open_fact_once(monkeypatch: pytest.MonkeyPatch) -> None:
    looked = [0]
    facts_of = operations.facts_of

    def counted(*values: Answer) -> frozenset[FactRef]:
        looked[0] += sum(len(value.facts) for value in values if isinstance(value, Open))
        return facts_of(*values)

    monkeypatch.setattr(operations, "facts_of", counted)

    def steps(number: int) -> int:
        looked[0] = 0
        total = operations.add_all([Open(frozenset({FactRef("record", item=f"{i}")}), 0, 5) for i in range(number)])
        assert isinstance(total, Open)
        assert (total.low, total.high, len(total.facts)) == (0, 5 * number, number)
        return looked[0]

    linear(steps, 1)


VALUES: list[Answer] = [
    0, 7, Fraction(1, 3), ipdsl.NONE, ipdsl.CANNOT, Open(frozenset(), 1, 2),
    Open(frozenset({FactRef("record", item="a")}), 1, 2), Open(frozenset({FactRef("record", item="b")}), 0),
    Open(frozenset({FactRef("record", item="c")}), None, 4, may_be_undeterminable=True),
]  # fmt: skip


@each_row("start", range(len(VALUES)))
def test_a_sum_of_many_is_that_of_one_after_the_other(start: int) -> None:
    for end in range(start, len(VALUES) + 1):
        for skip in range(start, end + 1):
            values = VALUES[start:skip] + VALUES[skip + 1 : end]
            total: Answer = 0
            for value in values:
                total = operations.add(total, value)
            assert operations.add_all(values) == total


# ---------------------------------------------------------------------------------------------- lines and records


def titles(number: int) -> Situation:
    """Titles, and as many lines of support with an unstated subject."""
    policy = ipdsl.load_text(TITLES)
    facts = policy.read_facts(
        {
            "applicant": FIRM, "as_of": "2023-12-31", "history": [],
            "records": {"copyright_title": [
                {"honour": "gold_award", "subject": f"t{i}", "recognised_on": "2022-05-01"} for i in range(number)
            ]},
            "support": [
                {"kind": "copyright_title", "item": f"x{i}", "keys": {"honour": "gold_award"}, "level": "county_level",
                 "year": 2022, "amount": 5}
                for i in range(number)
            ],
        }
    )  # fmt: skip
    return Situation(policy._program, facts, None, facts.as_of or policy._program.window.end, 2022)  # type: ignore[arg-type]  # it is stated


@pytest.mark.broad
def test_lines_that_state_the_same_part_of_a_key_are_asked_once_for_all_records() -> None:
    def steps(number: int) -> int:
        at = titles(number)
        records = at.facts.records["copyright_title"].records

        def work() -> None:
            for record in records:
                told = is_matter_supported(at.with_record(record, at.day))
                assert isinstance(told, Open)
                assert len(told.facts) == MOST_NAMED

        return calls(work)

    linear(steps, 600)


def test_every_record_names_the_lines_that_may_be_about_it_up_to_a_number() -> None:
    at = titles(MOST_NAMED)
    [record, *_] = at.facts.records["copyright_title"].records
    told = is_matter_supported(at.with_record(record, at.day))
    assert isinstance(told, Open)
    assert {ref.item for ref in told.facts} == {f"x{i}" for i in range(MOST_NAMED)}


# ---------------------------------------------------------------------------------------------- older standards


class Counted(list[int]):
    """A column that counts its reads."""

    reads = 0

    def __getitem__(self, at: Any) -> Any:
        self.reads += 1
        return super().__getitem__(at)


@pytest.mark.broad
def test_each_claim_is_looked_at_a_fixed_number_of_times_for_the_standard_of_its_group() -> None:
    older = Step(GroupState.FLOOR, Order.CLAIM, (bound(("key",)),))

    def steps(number: int) -> int:
        claims = [
            ClaimRow(i % 2, 2022, 60 + i % 2, (f"k{i // 2}",), ("", "deal", f"{i}"), standard=120)
            for i in range(number)
        ]
        numbered = GroupedClaims(
            table_of(Settlement((older,), (("key",),) * 3)),
            ClaimTable.from_rows(claims),
            [ApplicantContext(PaymentHistory({}), lambda rule, _: 0)],
        )
        assert numbered.tables is not None
        counted = Counted(numbered.tables.row_claim)
        allocation.settle(numbered.tables._replace(row_claim=counted))
        assert [*numbered.tables.left[:4]] == [60, 120, 60, 120]
        return counted.reads

    linear(steps, 10)


# ---------------------------------------------------------------------------------------------- reasons

RULES = (
    "pay highest per enterprise per year", "no repeat per enterprise", "limit 3 items per enterprise per year",
    "limit 3 items per enterprise", "cap 5000 per enterprise per year",
)  # fmt: skip


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("number", [100, *(pytest.param(many, marks=pytest.mark.slow) for many in MANY)])
def test_reasons_of_claims_under_one_rule_look_at_each_other_once(rule: str, number: int) -> None:
    policy = ipdsl.load_text(f"group all\n  award 1000 to enterprise when technology_contract recorded\n  {rule}\n")

    def work(number: int) -> int:
        contracts = [{"contract": f"C{i}", "recorded_on": f"202{2 + i % 2}-03-01"} for i in range(number)]
        facts = {"applicant": FIRM, "as_of": "2023-12-31", "records": {"technology_contract": contracts}}
        decision = policy.evaluate(policy.read_facts(facts))
        return calls(lambda: [claim.reason or claim.adjustments for claim in decision.claims])

    work(5)  # values computed once for a policy are cached
    assert work(2 * number) <= 2.3 * work(number)


# ---------------------------------------------------------------------------------------------- every case


def deals(number: int) -> dict[str, object]:
    """Deals from the same year, each with an unstated yes/no."""
    deal = {"deal_year": "2022", "role": "buyer", "right": "invention", "paid_on": "2022-05-05", "used_here": True,
            "contract_registered": True, "amount": 10000}  # fmt: skip
    return {"applicant": FIRM, "as_of": "2024-12-31", "history": [], "support": [],
            "records": {"patent_deal": [{**deal, "contract": f"c{i}"} for i in range(number)]}}  # fmt: skip


@pytest.mark.broad
@pytest.mark.parametrize(
    "number", [300, pytest.param(1_000, marks=pytest.mark.slow), pytest.param(10_000, marks=pytest.mark.slow)]
)
def test_cases_of_a_set_cost_as_its_records(number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    looked = [0]
    members = GeneratedFunctions.members

    def counted(code: GeneratedFunctions, index: int, c: Situation, *days: Any) -> Any:
        looked[0] += len(c.records(code.program.clauses[index].trigger.record).members)
        return members(code, index, c, *days)

    monkeypatch.setattr(GeneratedFunctions, "members", counted)
    policy = ipdsl.load(ROOT / "policies" / "quanzhou_2021.ipp")
    due = policy.evaluate(policy.read_facts(deals(number))).due
    assert (due.low.minor, due.high is not None) == (0, True)
    assert looked[0] <= 20 * number + RECORDS_PER_STEP * MAX_STEPS
