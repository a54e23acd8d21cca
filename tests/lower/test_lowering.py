"""Lowering of typed policies to plans: golden files, names of functions, turning points, invariants of every plan."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import attrs
import pytest

from ipdsl.base.findings.finding import InternalError
from ipdsl.base.source import Span
from ipdsl.ir.terms import OlderStandardRule
from ipdsl.lower.lowering import UniqueNames, is_steady, lower
from ipdsl.lower.plan import FieldChangeDates, OffsetDate, Plan, RecordChangeDates
from ipdsl.lower.plan_dump import dump_plan, dump_settlement as steps_of
from ipdsl.schema.comparisons import Comparison
from ipdsl.schema.types.count import CountType
from ipdsl.semantics import typed
from tests.support import made
from tests.support.golden import check_golden
from tests.support.plan_invariants import CHECKS, verify
from tests.support.rows import each_row

POLICIES = made.all_policies()
SPAN = Span("made.ipp", 1, 1, 1, 1)
GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "plan"


@pytest.mark.parametrize("name", POLICIES)
def test_the_plan_of(name: str, update_golden: bool) -> None:
    plan = lower(POLICIES[name], "hash")
    verify(plan)
    check_golden(GOLDEN / f"{name}.plan", dump_plan(plan), update_golden)


@pytest.mark.parametrize("name", POLICIES)
def test_the_steps_of(name: str, update_golden: bool) -> None:
    check_golden(GOLDEN / f"{name}.steps", steps_of(lower(POLICIES[name], "hash")), update_golden)


def test_lowering_twice_gives_the_same_plan() -> None:
    assert lower(made.sums(), "hash") == lower(made.sums(), "hash")


def test_places_keep_the_name_of_their_file_alone() -> None:
    plan = lower(made.contracts(), "hash")
    assert plan.program.clauses[0].span.file == "made.ipp"
    assert plan.clauses[0].span.file == "made.ipp"


def test_a_function_is_named_after_article_and_label_in_ascii() -> None:
    names = UniqueNames("award")
    assert names.take("article", "7", "technology_contract.recorded") == "article_7_technology_contract_recorded"
    assert names.take("article", "7", "technology contract; recorded") == "article_7_technology_contract_recorded_2"
    assert names.take("article", "第三条", "奖励") == "article"
    assert names.take("奖励") == "award"
    assert names.take("2.1.5") == "award_2_1_5"
    assert names.take("x") == "x"
    assert names.take("X") == "x_2"
    assert len(names.take("y" * 500)) <= 60


def test_turning_points_of_a_while_award() -> None:
    bodies = lower(made.agencies(), "hash").clauses
    aged, agency = (body.change_dates for body in bodies)
    assert [type(turn) for turn in agency] == [RecordChangeDates, FieldChangeDates, OffsetDate]
    fields = [
        turn.base.field for turn in aged if isinstance(turn, OffsetDate) and isinstance(turn.base, typed.RecordField)
    ]
    assert fields == ["granted_on", "lapsed_on", "filed_on"]
    assert not lower(made.contracts(), "hash").clauses[0].change_dates


def test_a_condition_is_steady_that_only_its_turning_points_change() -> None:
    _, agency = lower(made.agencies(), "hash").clauses
    assert all(is_steady(made.SCHEMA, gate.test) for gate in agency.gates)
    figure = typed.Figure(span=SPAN, figure="filings", years_back=0, type=CountType())
    new_year = made.compare(figure, Comparison.AT_LEAST, made.whole(1))
    moving = typed.ElapsedComparison(
        span=SPAN,
        since=made.applicant("located_here"),
        op=Comparison.AT_LEAST,
        number=1,
        unit="year",
        day=typed.ClaimDay(span=SPAN),
    )
    event = typed.EventInYear(span=SPAN, pick=typed.Pick(span=SPAN, record="contract", tests=()), event="recorded")
    for test in (new_year, moving, event, typed.ClaimYearIs(span=SPAN, year=2022)):
        assert not is_steady(made.SCHEMA, test)
        assert not is_steady(made.SCHEMA, made.compare(made.count("brand", test), Comparison.AT_LEAST, made.whole(1)))
        assert not is_steady(made.SCHEMA, made.negated(test))


def test_a_conversion_names_the_fields_that_may_hold_foreign_sums() -> None:
    program = lower(made.sums(), "hash").program
    assert program.convertible == (("patent", "fees"), ("invention", "fees"))


def test_a_computed_cap_has_a_function_and_a_plain_one_a_sum() -> None:
    computed = lower(made.sums(), "hash")
    assert [cap.function for cap in computed.caps] == ["article_22_cap"]
    [bound] = lower(made.contracts(), "hash").program.settlement.steps[-1].rules
    assert (bound.amount, bound.function) == (5_000_000, None)
    assert bound.text == "cap 50,000 per enterprise per year"


def _program(plan: Plan, **changes: object) -> Plan:
    return attrs.evolve(plan, program=attrs.evolve(plan.program, **changes))


def _first(plan: Plan, **changes: object) -> Plan:
    return attrs.evolve(plan, clauses=(attrs.evolve(plan.clauses[0], **changes), *plan.clauses[1:]))


def _rows_swapped(plan: Plan) -> Plan:
    amount = plan.clauses[0].amount
    assert isinstance(amount, typed.AmountByRows)
    return _first(plan, amount=attrs.evolve(amount, rows=amount.rows[::-1]))


def _rule_first(plan: Plan) -> Plan:
    block = plan.root.items[0]
    assert isinstance(block, typed.Block)
    group = block.items[0]
    assert isinstance(group, typed.Block)
    return attrs.evolve(plan, root=attrs.evolve(plan.root, items=(attrs.evolve(group, items=group.items[::-1]),)))


def _cap_without_sum(plan: Plan) -> Plan:
    settlement = plan.program.settlement
    *steps, last = settlement.steps
    broken = attrs.evolve(last, rules=(attrs.evolve(last.first_rule, amount=None),))
    return _program(plan, settlement=attrs.evolve(settlement, steps=(*steps, broken)))


def _unknown_field(plan: Plan) -> Plan:
    gate = plan.clauses[0].gates[1]
    assert isinstance(gate.test, typed.RecordField)
    return _first(
        plan, gates=(plan.clauses[0].gates[0], attrs.evolve(gate, test=attrs.evolve(gate.test, field="nothing")),
                     plan.clauses[0].gates[2]),
    )  # fmt: skip


BREACHES: dict[str, Callable[[Plan], Plan]] = {
    "clauses_are_numbered_in_order": lambda plan: attrs.evolve(plan, clauses=()),
    "labels_are_unique": lambda plan: attrs.evolve(
        _program(
            plan,
            clauses=(
                plan.program.clauses[0],
                attrs.evolve(plan.program.clauses[0], index=1, order=1, function="other"),
            ),
        ),
        clauses=(plan.clauses[0], attrs.evolve(plan.clauses[0], function="other")),
    ),
    "functions_are_unique": lambda plan: _program(
        _first(plan, function="über"), clauses=(attrs.evolve(plan.program.clauses[0], function="über"),)
    ),
    "gates_pair_with_their_words": lambda plan: _first(plan, gates=()),
    "rows_pair_with_their_names": _rows_swapped,
    "only_while_turns_and_only_sets_pick": lambda plan: _first(plan, change_dates=(FieldChangeDates("located_here"),)),
    "every_clause_has_one_place": lambda plan: attrs.evolve(plan, root=attrs.evolve(plan.root, items=())),
    "a_rule_follows_a_clause": _rule_first,
    "computed_caps_have_functions": _cap_without_sum,
    "conditions_name_clauses": lambda plan: _program(
        plan, older_standards=(OlderStandardRule("x", SPAN, "1", "x", (99,), ()),)
    ),
    "words_are_in_the_vocabulary": _unknown_field,
}


@each_row("check", [check.__name__ for check in CHECKS])
def test_a_breach_is_named(check: str) -> None:
    broken = BREACHES[check](lower(made.contracts(), "hash"))
    with pytest.raises(InternalError, match=check):
        verify(broken)
