"""The functions of a generated module: one for each award, and one for each count of records.

The parameters of the function of an award are a situation of the facts, a record, a day and a year. Its text is
straight-line: gates in order, each with the return that states why it stopped, then the amount. It raises
`NeedsGeneralPathError` if a relevant fact is not stated or cannot be determined; then the formulas of the award are
evaluated (`ipdsl.engine.module_functions.GeneratedFunctions.propose`).
"""

from __future__ import annotations

import abc
from collections import Counter
from typing import ClassVar, assert_never

import attrs

from ipdsl.base.value_object import ValueObject
from ipdsl.codegen.python.expressions import FunctionScope, ModuleContext, fields_of, unchecked_fields
from ipdsl.codegen.python.writer import literal
from ipdsl.ir.terms import TriggerKind
from ipdsl.lower.plan import ClauseBody, Evidence, Gate, exprs_of, row_of
from ipdsl.semantics import typed
from ipdsl.semantics.typed import Expr

_TRIGGERS_OVER_MEMBERS = (TriggerKind.YEAR, TriggerKind.SET)
"""Awards whose function gets the claim's own situation: what they ask is found over its members."""


class ClauseEnds(ValueObject, abc.ABC):
    """The text at the ends of a clause: the end of a claim that stops, and its amount.

    `explains_stop`: it reports why a claim stops, so a gate must check that its values can be determined. `reads`: the
    values for the amount of a row are read in the row, by `pay`.
    """

    explains_stop: ClassVar[bool] = False
    reads: ClassVar[bool] = False

    def stop(
        self, scope: FunctionScope, place: str, evidence: tuple[Evidence, ...], failed: Expr | None = None
    ) -> None:
        """The claim ends at a gate, of which `evidence` are the words. A loop continues with the next record or day."""
        scope.put("continue")

    @abc.abstractmethod
    def pay(self, scope: FunctionScope, amount: typed.FixedAmount | typed.Ceiling, row: str = "") -> None:
        """The claim is proposed with the sum of an amount, or of a row."""

    def rows_end(self, scope: FunctionScope) -> None:
        """After the rows; one of them was chosen."""


@attrs.frozen(eq=False, repr=False)
class _ReturnEnds(ClauseEnds):
    """A function returns a proposal, with the threshold that applies after deductions, if there is one."""

    threshold: Expr | None

    explains_stop = True

    def stop(
        self, scope: FunctionScope, place: str, evidence: tuple[Evidence, ...], failed: Expr | None = None
    ) -> None:
        texts = (scope.evidence_text(item, stopped_by=failed) for item in evidence)
        scope.put(f"return rejected_proposal({', '.join((place, *texts))})")

    def pay(self, scope: FunctionScope, amount: typed.FixedAmount | typed.Ceiling, row: str = "") -> None:
        name = f", {literal(row)}" if row or self.threshold is not None else ""
        threshold = "" if self.threshold is None else f", {scope.number(self.threshold).exact}"
        scope.put(f"return propose_payment({_sum(scope, amount)}{name}{threshold})")


def clause_function(shared: ModuleContext, body: ClauseBody, kind: TriggerKind) -> list[str]:
    """The lines of the function of an award."""
    scope = FunctionScope(
        shared, situation_text="c" if kind in _TRIGGERS_OVER_MEMBERS else "c.with_record(record, day, year)"
    )
    write_claim(scope, body, _ReturnEnds(body.threshold))
    head = f"def {body.function}(c: Situation, record: Subject, day: date, year: int) -> Proposal:"
    return [head, f"    {literal(body.title)}", *scope.header("fields", "values"), *scope.lines]


def write_claim(scope: FunctionScope, body: ClauseBody, ends: ClauseEnds) -> None:
    """Gates and amount of a clause, wherever they stand."""
    scope.uses = _uses(scope.shared, body)
    for index, gate in enumerate(body.gates):
        write_gate(scope, gate, literal(index), ends)
    for gate in body.table_gates:
        write_gate(scope, gate, "NO_ROW", ends)
    match body.amount:
        case None:
            scope.put("return propose_payment(0)")
        case typed.FixedAmount() | typed.Ceiling() as amount:
            scope.bind(exprs_of(amount))
            ends.pay(scope, amount)
        case typed.AmountByRows(rows=rows):
            _rows(scope, rows, body.evidence, ends)
        case _:
            assert_never(body.amount)


def _uses(shared: ModuleContext, body: ClauseBody) -> Counter[Expr]:
    """How often the text of a clause names each field, without the evidence of gates that stop."""
    exprs = [*(gate.test for gate in (*body.gates, *body.table_gates)), *exprs_of(body.amount)]
    return Counter(field for expr in exprs for field in fields_of(shared, expr))


def write_gate(scope: FunctionScope, gate: Gate, place: str, ends: ClauseEnds) -> None:
    """One gate, and the text for a claim that it stops."""
    shown_values = [evidence.value for evidence in gate.evidence] if ends.explains_stop else []
    is_seen = not ends.explains_stop or all(
        field in shown_values for field in unchecked_fields(gate.test)
    )  # `stopped` checks the values that it reports
    scope.bind([gate.test, *shown_values] if is_seen else shown_values)
    scope.put(
        f"if {scope.condition_text(gate.test, negated=True) if is_seen else f'not {scope.formula_call(gate.test)}'}:"
    )
    with scope.deeper():
        ends.stop(scope, place, gate.evidence, gate.test)


def _rows(scope: FunctionScope, rows: tuple[typed.Row, ...], evidence: tuple[Evidence, ...], ends: ClauseEnds) -> None:
    tests = [row.test for row in rows if row.test is not None]
    key_fields = frozenset(field for test in tests for field in unchecked_fields(test))
    is_of_one = len(key_fields) <= 1 and all("one_of" in (row_of(test).name, row_of(test).spelled) for test in tests)
    is_seen = (
        is_of_one and len(tests) == len(rows) and key_fields <= {item.value for item in evidence}
    )  # then no row holds
    sums = [] if ends.reads else [expr for row in rows for expr in exprs_of(row.amount)]
    scope.bind([*tests, *sums], known=frozenset() if is_seen else key_fields)
    for place, row in enumerate(rows):
        test = "else" if row.test is None else f"{'elif' if place else 'if'} {scope.condition_text(row.test)}"
        if row.test is None and not place:
            ends.pay(scope, row.amount, row.name)
            break
        scope.put(f"{test}:")
        with scope.deeper():
            ends.pay(scope, row.amount, row.name)
        if row.test is None:
            break
    else:
        scope.put("else:")
        with scope.deeper():
            scope.bind([item.value for item in evidence if ends.explains_stop])
            ends.stop(scope, "NO_ROW", evidence)
    ends.rows_end(scope)


def _sum(scope: FunctionScope, amount: typed.FixedAmount | typed.Ceiling) -> str:
    """What an amount pays, or the ceiling that it sets."""
    parts = [scope.number(part).exact for part in (amount.value, amount.at_most) if part is not None]
    text = parts[0] if len(parts) == 1 else f"limited({', '.join(parts)})" if parts else ""
    if isinstance(amount, typed.FixedAmount):
        return text if amount.threshold is None else f"from_threshold({text}, {scope.number(amount.threshold).exact})"
    return f"to_ceiling({text})" if text else "AT_DISCRETION"


def count_function(shared: ModuleContext, pick: typed.Pick, name: str) -> list[str]:
    """The lines of the function that counts the applicant's records of a kind that pass the tests on a day."""
    scope = FunctionScope(shared, depth=2)
    scope.uses = Counter(field for test in pick.tests for field in fields_of(shared, test))
    scope.bind(pick.tests, known=frozenset(field for test in pick.tests for field in unchecked_fields(test)))
    tests = " and ".join(scope.condition_text(test, inner=len(pick.tests) > 1) for test in pick.tests)
    scope.put(f"if {tests or 'True'}:")
    scope.put("found += 1", 1)
    return [
        f"def {name}(c: Situation, day: date) -> int:",
        "    found = 0",
        *scope.header("fields"),
        f"    for record in certain_records(c, {literal(pick.record)}):",
        *(f"    {line}" for line in scope.header("values")),
        *scope.lines,
        "    return found",
    ]
