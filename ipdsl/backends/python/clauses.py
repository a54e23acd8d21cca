"""The functions of a generated module: one for each award, and one for each count of records.

The function of an award gets a situation of the facts, a record, a day and a year. It is straight-line text: gates in
order, each with the return that tells why it stopped, then the amount. What is not stated, or cannot be determined
where that matters, makes it raise; then the formulas of the award are asked (`ipdsl.runtime.code.Code.propose`).
"""

from __future__ import annotations

from collections import Counter
from typing import Protocol, assert_never

from ipdsl.backends.python.expressions import Scope, fields_of, silent
from ipdsl.backends.python.literals import literal
from ipdsl.backends.python.shared import Shared
from ipdsl.plan.ir import ClauseBody, Evidence, Gate
from ipdsl.plan.walk import exprs_of
from ipdsl.runtime.terms import TriggerKind
from ipdsl.semantics import typed
from ipdsl.semantics.typed import Expr

_OVER_MEMBERS = (TriggerKind.YEAR, TriggerKind.SET)
"""Awards whose function gets the claim's own situation: what they ask is found over its members."""


class Ends(Protocol):
    """What is written where a clause has been asked: the end of a claim that stops, and its sum.

    `tells`: it says why a claim stops, so that a value that cannot be determined must not slip through a gate.
    `reads`: what the sum of a row asks for is read in the row, by `pay`.
    """

    @property
    def tells(self) -> bool:
        """Whether it says why a claim stops."""

    @property
    def reads(self) -> bool:
        """Whether `pay` reads what its sum asks for."""

    def stop(self, scope: Scope, place: str, told: tuple[Evidence, ...], failed: Expr | None = None) -> None:
        """The claim ends at a gate, of which `told` are the words."""

    def pay(self, scope: Scope, amount: typed.Plain | typed.Ceiling, row: str = "") -> None:
        """The claim is proposed with the sum of an amount, or of a row."""

    def rows_end(self, scope: Scope) -> None:
        """After the rows of which one was chosen."""


class _Returns:
    """A function returns a proposal."""

    tells = True
    reads = False

    def stop(self, scope: Scope, place: str, told: tuple[Evidence, ...], failed: Expr | None = None) -> None:
        texts = (scope.told(one, stopped_by=failed) for one in told)
        scope.put(f"return stopped({', '.join((place, *texts))})")

    def pay(self, scope: Scope, amount: typed.Plain | typed.Ceiling, row: str = "") -> None:
        scope.put(f"return pays({_sum(scope, amount)}{f', {literal(row)}' if row else ''})")

    def rows_end(self, scope: Scope) -> None:
        pass


def clause_function(shared: Shared, body: ClauseBody, kind: TriggerKind) -> list[str]:
    """The lines of the function of an award."""
    scope = Scope(shared, here="c" if kind in _OVER_MEMBERS else "c.on(record, day, year)")
    write_claim(scope, body, _Returns())
    head = f"def {body.function}(c: Situation, record: Subject, day: date, year: int) -> Proposal:"
    return [head, f"    {literal(body.title)}", *scope.header("fields", "values"), *scope.lines]


def write_claim(scope: Scope, body: ClauseBody, ends: Ends) -> None:
    """Gates and amount of a clause, wherever they stand."""
    scope.uses = _uses(scope.shared, body)
    for index, gate in enumerate(body.gates):
        write_gate(scope, gate, literal(index), ends)
    for gate in body.fitting:
        write_gate(scope, gate, "NO_ROW", ends)
    match body.amount:
        case None:
            scope.put("return pays(0)")
        case typed.Plain() | typed.Ceiling() as amount:
            scope.bind(exprs_of(amount))
            ends.pay(scope, amount)
        case typed.Rows(rows=rows):
            _rows(scope, rows, body.told, ends)
        case _:
            assert_never(body.amount)


def _uses(shared: Shared, body: ClauseBody) -> Counter[Expr]:
    """How often the text of a clause names each field, but for what a gate tells where it stops."""
    exprs = [*(gate.test for gate in (*body.gates, *body.fitting)), *exprs_of(body.amount)]
    return Counter(field for expr in exprs for field in fields_of(shared, expr))


def write_gate(scope: Scope, gate: Gate, place: str, ends: Ends) -> None:
    """One gate, and what is written where it stops the claim."""
    told = [one.value for one in gate.told] if ends.tells else []
    is_seen = not ends.tells or all(field in told for field in silent(gate.test))  # `stopped` sees to what it tells
    scope.bind([gate.test, *told] if is_seen else told)
    scope.put(f"if {scope.holds(gate.test, negated=True) if is_seen else f'not {scope.asked(gate.test)}'}:")
    with scope.deeper():
        ends.stop(scope, place, gate.told, gate.test)


def _rows(scope: Scope, rows: tuple[typed.Row, ...], told: tuple[Evidence, ...], ends: Ends) -> None:
    tests = [row.test for row in rows if row.test is not None]
    by = frozenset(field for test in tests for field in silent(test))
    is_of_one = len(by) <= 1 and all(isinstance(test, typed.OneOf | typed.CompareLevel) for test in tests)
    is_seen = is_of_one and len(tests) == len(rows) and by <= {one.value for one in told}  # then no row holds
    sums = [] if ends.reads else [expr for row in rows for expr in exprs_of(row.amount)]
    scope.bind([*tests, *sums], known=frozenset() if is_seen else by)
    for place, row in enumerate(rows):
        test = "else" if row.test is None else f"{'elif' if place else 'if'} {scope.holds(row.test)}"
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
            scope.bind([one.value for one in told if ends.tells])
            ends.stop(scope, "NO_ROW", told)
    ends.rows_end(scope)


def _sum(scope: Scope, amount: typed.Plain | typed.Ceiling) -> str:
    """What an amount pays, or the ceiling that it sets."""
    parts = [scope.number(part).exact for part in (amount.value, amount.at_most) if part is not None]
    text = parts[0] if len(parts) == 1 else f"limited({', '.join(parts)})" if parts else ""
    if isinstance(amount, typed.Plain):
        return text
    return f"up_to({text})" if text else "AT_DISCRETION"


def count_function(shared: Shared, pick: typed.Pick, name: str) -> list[str]:
    """The lines of the function that counts the applicant's records of a kind that pass the tests on a day."""
    scope = Scope(shared, depth=2)
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
