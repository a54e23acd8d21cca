"""The functions of a generated module: one for each award, and one for each count of records.

The function of an award gets a situation of the facts, a record, a day and a year. It is straight-line text: gates in
order, each with the return that tells why it stopped, then the amount. What is not stated, or cannot be determined
where that matters, makes it raise; then the formulas of the award are asked (`ipdsl.runtime.code.Code.propose`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import assert_never

from ipdsl.backends.python.expressions import RESERVED, Scope, fields_of, silent
from ipdsl.backends.python.literals import literal
from ipdsl.backends.python.names import Locals
from ipdsl.backends.python.shared import Shared
from ipdsl.plan.ir import ClauseBody, Evidence, Gate
from ipdsl.plan.walk import exprs_of
from ipdsl.runtime.terms import TriggerKind
from ipdsl.semantics import typed
from ipdsl.semantics.typed import Expr

_OVER_MEMBERS = (TriggerKind.YEAR, TriggerKind.SET)
"""Awards whose function gets the claim's own situation: what they ask is found over its members."""

Stop = Callable[[str, tuple[str, ...]], str]
"""The text of a claim that ends: the place of the gate, and what is told."""

Pay = Callable[[str, str], str]
"""The text of a claim that is proposed: the sum, and the row."""


def clause_function(shared: Shared, taken: frozenset[str], body: ClauseBody, kind: TriggerKind) -> list[str]:
    """The lines of the function of an award."""
    scope = Scope(shared, Locals(taken | RESERVED), "c" if kind in _OVER_MEMBERS else "c.on(record, day, year)")
    write_claim(scope, body, _stopped, _pays)
    head = f"def {body.function}(c: Situation, record: Subject, day: date, year: int) -> Proposal:"
    return [head, f"    {literal(body.title)}", *scope.header("fields", "values"), *scope.lines]


def _stopped(place: str, told: tuple[str, ...]) -> str:
    return f"return stopped({', '.join((place, *told))})"


def _pays(sum_: str, row: str) -> str:
    return f"return pays({sum_}{f', {literal(row)}' if row else ''})"


def write_claim(scope: Scope, body: ClauseBody, stop: Stop, pay: Pay) -> None:
    """Gates and amount of a clause, wherever they stand; the lines end in what `stop` and `pay` write."""
    scope.uses = _uses(scope.shared, body)
    for index, gate in enumerate(body.gates):
        _gate(scope, gate, literal(index), stop)
    for gate in body.fitting:
        _gate(scope, gate, "NO_ROW", stop)
    match body.amount:
        case None:
            scope.put(pay("0", ""))
        case typed.Plain() | typed.Ceiling() as amount:
            scope.bind(exprs_of(amount))
            scope.put(pay(_sum(scope, amount), ""))
        case typed.Rows(rows=rows):
            _rows(scope, rows, body.told, stop, pay)
        case _:
            assert_never(body.amount)


def _uses(shared: Shared, body: ClauseBody) -> Counter[Expr]:
    """How often the text of a clause names each field, but for what a gate tells where it stops."""
    exprs = [*(gate.test for gate in (*body.gates, *body.fitting)), *exprs_of(body.amount)]
    return Counter(field for expr in exprs for field in fields_of(shared, expr))


def _gate(scope: Scope, gate: Gate, place: str, stop: Stop) -> None:
    told = [one.value for one in gate.told]
    is_seen = all(field in told for field in silent(gate.test))  # `stopped` sees to those that it tells
    scope.bind([gate.test, *told] if is_seen else told)
    scope.put(f"if {scope.holds(gate.test, negated=True) if is_seen else f'not {scope.asked(gate.test)}'}:")
    scope.put(stop(place, tuple(scope.told(one, stopped_by=gate.test) for one in gate.told)), 1)


def _rows(scope: Scope, rows: tuple[typed.Row, ...], told: tuple[Evidence, ...], stop: Stop, pay: Pay) -> None:
    tests = [row.test for row in rows if row.test is not None]
    by = frozenset(field for test in tests for field in silent(test))
    is_of_one = len(by) <= 1 and all(isinstance(test, typed.OneOf | typed.CompareLevel) for test in tests)
    is_seen = is_of_one and len(tests) == len(rows) and by <= {one.value for one in told}  # then no row holds
    scope.bind([*tests, *(expr for row in rows for expr in exprs_of(row.amount))], known=frozenset() if is_seen else by)
    for row in rows:
        if row.test is not None:
            scope.put(f"if {scope.holds(row.test)}:")
        scope.put(pay(_sum(scope, row.amount), row.name), 0 if row.test is None else 1)
        if row.test is None:
            return
    scope.bind([one.value for one in told])
    scope.put(stop("NO_ROW", tuple(map(scope.told, told))))


def _sum(scope: Scope, amount: typed.Plain | typed.Ceiling) -> str:
    """What an amount pays, or the ceiling that it sets."""
    parts = [scope.number(part).exact for part in (amount.value, amount.at_most) if part is not None]
    text = parts[0] if len(parts) == 1 else f"limited({', '.join(parts)})" if parts else ""
    if isinstance(amount, typed.Plain):
        return text
    return f"up_to({text})" if text else "AT_DISCRETION"


def count_function(shared: Shared, taken: frozenset[str], pick: typed.Pick, name: str) -> list[str]:
    """The lines of the function that counts the applicant's records of a kind that pass the tests on a day."""
    scope = Scope(shared, Locals(taken | RESERVED), depth=2)
    scope.uses = Counter(field for test in pick.tests for field in fields_of(shared, test))
    scope.bind(pick.tests, known=frozenset(field for test in pick.tests for field in silent(test)))
    tests = " and ".join(scope.holds(test, inner=len(pick.tests) > 1) for test in pick.tests)
    scope.put(f"if {tests or 'True'}:")
    scope.put("found += 1", 1)
    return [
        f"def {name}(c: Situation, day: date) -> int:",
        "    found = 0",
        *scope.header("fields"),
        f"    for record in certain(c, {literal(pick.record)}):",
        *(f"    {line}" for line in scope.header("values")),
        *scope.lines,
        "    return found",
    ]
