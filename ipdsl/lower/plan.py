"""The plan: a policy's terms for the runtime, and the expressions that a back end turns into code.

Expressions are those of the typed policy. The only names in them are words of the vocabulary. Every class of typed
expressions is an operation with a row in `ipdsl.ir.operations`, its text in a dump, and its properties.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import TypeAlias, assert_never

import attrs

from ipdsl.base.source import Span
from ipdsl.base.value_object import ValueObject
from ipdsl.ir.operations import OPERATIONS, Fact, OperationRow
from ipdsl.ir.terms import Program
from ipdsl.schema.values.value_type import Type
from ipdsl.schema.vocabulary import Schema
from ipdsl.semantics import typed
from ipdsl.semantics.typed import Amount, Block, Expr, nodes as below, nodes_around_picks
from ipdsl.semantics.typed_dump import FORMS, TEMPLATES, line_printer
from ipdsl.syntax.printing import NodePrinter

VARIANTS: Mapping[type, str] = {
    typed.Compare: "op", typed.ElapsedComparison: "op", typed.FirstEventTest: "is_per_item",
    typed.Subtract: "is_floored", typed.Not: "is_of_rule",
}  # fmt: skip
"""The attribute that selects the operation in classes with several."""


@cache
def _rows_by_node() -> Mapping[tuple[str, str], OperationRow]:
    return {(row.node, row.variant): row for row in OPERATIONS.values() if row.node}


def row_of(expr: Expr) -> OperationRow:
    """The operation of an expression."""
    kind = type(expr)
    variant = getattr(expr, VARIANTS[kind]) if kind in VARIANTS else ""
    return _rows_by_node()[kind.__name__, str(variant.value if isinstance(variant, enum.Enum) else variant)]


# ---------------------------------------------------------------------------------------------- nodes


def children(expr: Expr) -> tuple[Expr, ...]:
    """The expressions directly under a node, in the order of its fields.

    The tests of a pick are not included, because they are about another record.
    """
    return tuple(part for field in attrs.fields(type(expr)) for part in _exprs_in(getattr(expr, field.name)))


def _exprs_in(value: object) -> Iterator[Expr]:
    if isinstance(value, Expr):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from _exprs_in(part)


def nodes(expr: Expr) -> Iterator[Expr]:
    """The node and all nodes under it, in the order of the page."""
    yield expr
    for child in children(expr):
        yield from nodes(child)


def is_all(expr: Expr, fact: Fact) -> bool:
    """Whether every operation in an expression has this property."""
    return all(fact in row_of(node).facts for node in nodes(expr))


def is_any(exprs: Iterable[Expr], fact: Fact) -> bool:
    """Whether some operation in expressions has this property."""
    return any(fact in row_of(node).facts for expr in exprs for node in nodes(expr))


# ---------------------------------------------------------------------------------------------- texts


def _text_by_row(printer: NodePrinter, expr: Expr) -> str:
    return printer.fill(row_of(expr).plan, expr)


def _constant(_printer: NodePrinter, expr: typed.Const) -> str:
    return f'"{expr.value}"' if isinstance(expr.value, str) else str(expr.value)


PLAN_PRINTER = line_printer({**dict.fromkeys(TEMPLATES, _text_by_row), typed.Const: _constant}, FORMS)
"""Prints expressions by the templates of rows."""


def plan_text(expr: Expr) -> str:
    """The expression on one line, as in dumps of the plan; sums are in minor units."""
    return PLAN_PRINTER.text(expr)


def date_field_of(schema: Schema, expr: typed.EventHappened | typed.FirstEventTest | typed.EventInYear) -> str:
    """The field that dates the event of an expression."""
    record = expr.pick.record if isinstance(expr, typed.EventInYear) else expr.record
    return schema.record_by_name[record].event_by_name[expr.event].date_field


def dates_of(
    schema: Schema, expr: typed.EventHappened | typed.StateHolds | typed.StateLength
) -> tuple[typed.RecordField, ...]:
    """The date fields of an event or state: its start and, if declared, its end."""
    kind = schema.record_by_name[expr.record]
    if isinstance(expr, typed.EventHappened):
        names: tuple[str | None, ...] = (date_field_of(schema, expr),)
    else:
        state = kind.state_by_name[expr.state]
        names = (state.from_field, state.until_field)
    return tuple(
        typed.RecordField(span=expr.span, record=expr.record, field=name, type=kind.field_by_name[name].type)
        for name in names
        if name is not None
    )


def parts_of(amount: typed.FixedAmount | typed.Ceiling) -> tuple[Expr, ...]:
    """The expressions of a sum without rows: its value, its limit and its threshold."""
    threshold = amount.threshold if isinstance(amount, typed.FixedAmount) else None
    return tuple(part for part in (amount.value, amount.at_most, threshold) if part is not None)


def exprs_of(amount: typed.Amount | None) -> list[Expr]:
    """All expressions of an amount."""
    match amount:
        case None:
            return []
        case typed.FixedAmount() | typed.Ceiling():
            return list(parts_of(amount))
        case typed.AmountByRows(rows=rows):
            tests = [row.test for row in rows if row.test is not None]
            return tests + [expr for row in rows for expr in exprs_of(row.amount)]
        case _:
            assert_never(amount)


def fixed_amounts(amount: typed.Amount | None) -> list[typed.FixedAmount]:
    """The sums that the policy sets: the amount itself, or those of its rows."""
    single = [row.amount for row in amount.rows] if isinstance(amount, typed.AmountByRows) else [amount]
    return [sum_ for sum_ in single if isinstance(sum_, typed.FixedAmount)]


def series_of(award: typed.Award) -> tuple[str, ...]:
    """The published series that an award reads, each once."""
    reading = (
        node for node in below(award, typed.Node) if isinstance(node, typed.SeriesValue | typed.CurrencyConversion)
    )
    return tuple(dict.fromkeys(node.series for node in reading))


def _is_named(type_: Type) -> bool:
    """Whether the name of a row contains the value that selected it."""
    return type_.is_member or type_.is_flag


def has_parts(award: typed.Award) -> bool:
    """Whether the sum of an award is shown with its parts: it is computed, selected by a number or from a series."""
    by_number = isinstance(award.amount, typed.AmountByRows) and not (
        award.amount.value is not None and all(_is_named(value.type) for value in award.amount.values)
    )
    has_threshold = any(sum_.threshold is not None for sum_ in fixed_amounts(award.amount))
    return by_number or has_threshold or bool(series_of(award)) or is_any(exprs_of(award.amount), Fact.COMPUTED)


def reads_earlier(parts: tuple[object, ...]) -> bool:
    """Whether parts of an award are about earlier records; their order is shown if their days are equal."""
    return any(node.before is not None for node in nodes_around_picks(parts, typed.Aggregate))


@attrs.frozen(eq=False, repr=False)
class Evidence(ValueObject):
    """Evidence: a word of a condition, and the expression whose value is shown with it."""

    name: str
    value: Expr


@attrs.frozen(eq=False, repr=False)
class Gate(ValueObject):
    """A condition, and the values that are shown if it fails."""

    test: Expr
    evidence: tuple[Evidence, ...]


@attrs.frozen(eq=False, repr=False)
class OffsetDate(ValueObject):
    """The day `number` units after a date, and the day after that; with 0 days only the date."""

    base: Expr
    number: int = 0
    unit: str = "day"


@attrs.frozen(eq=False, repr=False)
class FieldChangeDates(ValueObject):
    """The days on which a dated field of the applicant changes."""

    field: str


@attrs.frozen(eq=False, repr=False)
class RecordChangeDates(ValueObject):
    """Turning points of each record of a kind."""

    record: str
    change_dates: tuple[ChangeDate, ...]


ChangeDate: TypeAlias = "OffsetDate | FieldChangeDates | RecordChangeDates"


@attrs.frozen(eq=False, repr=False)
class ClauseBody(ValueObject):
    """What the function of an award, reference or budget line computes.

    `title` describes it for readers of the module. `table_gates` test that a table has a row for its key. `evidence` is
    shown if no row fits or the amount cannot be determined, and of `row_evidence` what the amount of a row lacks.
    `amount` is None if there are only gates. `change_dates` is set for `while`, `picks` for a set award. A sum that is
    below the `threshold` after deductions is not paid; `None`: nothing is deducted after the sum was compared with it.
    """

    function: str
    title: str
    span: Span
    gates: tuple[Gate, ...]
    table_gates: tuple[Gate, ...] = ()
    amount: Amount | None = None
    evidence: tuple[Evidence, ...] = ()
    change_dates: tuple[ChangeDate, ...] = ()
    picks: tuple[Gate, ...] = ()
    threshold: Expr | None = None
    row_evidence: tuple[Evidence, ...] = ()


@attrs.frozen(eq=False, repr=False)
class CapBody(ValueObject):
    """A cap with a computed amount; `is_by_claim`: from the facts of each claim."""

    function: str
    title: str
    span: Span
    amount: Expr
    is_by_claim: bool = False


@attrs.frozen(eq=False, repr=False)
class RecoveryBody(ValueObject):
    """What a recovery computes, for each event and each payment; it has no function, only formulas."""

    gates: tuple[Gate, ...]
    tests: tuple[Gate, ...]
    share: Expr
    surcharge: Expr | None = None
    interest: tuple[Expr, ...] = ()
    at_most: Expr | None = None
    threshold: Expr | None = None


@attrs.frozen(eq=False, repr=False)
class InstalmentBody(ValueObject):
    """What an instalment computes for each claim; it has no function, only formulas."""

    share: Expr | None
    day: Expr | None
    tests: tuple[Gate, ...]


@attrs.frozen(eq=False, repr=False)
class Suspension(ValueObject):
    """Whether the applicant is suspended in the year of a situation."""

    function: str
    title: str
    span: Span
    test: Expr


@attrs.frozen(eq=False, repr=False)
class Plan(ValueObject):
    """A whole policy, lowered. `clauses` and `allocations` are in the order of the terms.

    `references` pairs the index of a term with its body, because a reference for the whole policy has no body.
    `obligations` does the same, because only duties with conditions have a body.
    """

    program: Program
    root: Block
    clauses: tuple[ClauseBody, ...]
    caps: tuple[CapBody, ...]
    references: tuple[tuple[int, ClauseBody], ...]
    allocations: tuple[ClauseBody, ...]
    suspensions: tuple[Suspension, ...] = ()
    obligations: tuple[tuple[int, ClauseBody], ...] = ()
    recoveries: tuple[RecoveryBody, ...] = ()
    schedules: tuple[tuple[InstalmentBody, ...], ...] = ()
    debts: Plan | None = None
