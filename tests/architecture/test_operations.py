"""One table has every operation, and every reader of the table covers all operations."""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator
from inspect import isfunction
from itertools import chain
from typing import get_args

import attrs
import pytest

from ipdsl.codegen.columns.expressions import COLUMN_CONDITIONS, COLUMN_DAYS, COLUMN_NUMBERS, LOOKUPS, MOST
from ipdsl.codegen.python.expressions import CONDITIONS, DAYS, NUMBERS, SCOPE_TEXTS
from ipdsl.engine import operations
from ipdsl.engine.evaluator import MAKERS
from ipdsl.engine.situation import Situation
from ipdsl.ir.operations import OPERATIONS, CallKind, Emission, Form, OperationRow, Refusal, Result, Template
from ipdsl.lower.lowering import TURNS
from ipdsl.lower.plan import VARIANTS
from ipdsl.schema.comparisons import ORDERS
from ipdsl.semantics import typed
from ipdsl.semantics.typed_dump import TEMPLATES
from ipdsl.syntax.printing import PART
from tests.conftest import ROOT
from tests.support.modules import nodes_of
from tests.support.project_files import files_under
from tests.support.rows import each_row

EXPRESSIONS = {kind.__name__: kind for kind in get_args(typed.Expr)}
ROWS = [row for row in OPERATIONS.values() if row.node]
"""The operations with typed expressions."""

BEFORE_LOWERING = ("audit", "syntax", "semantics")
MOST_CLASSES = 2
"""A module may name this many classes of expressions in one place. More would be a list of operations."""


def forms(rows: list[OperationRow], *results: Result) -> set[str]:
    """The forms that functions write for operations with these results."""
    return {row.python.name for row in rows if isinstance(row.python, Form) and row.result in results}


def column_forms(rows: list[OperationRow], *results: Result) -> set[str]:
    """The forms over columns."""
    columns = [row.python if row.columns is Emission.SAME else row.columns for row in rows if row.result in results]
    return {form.name for form in columns if isinstance(form, Form)}


def test_every_expression_is_of_an_operation() -> None:
    rows = {(row.node, row.variant) for row in ROWS}
    assert {node for node, _ in rows} == EXPRESSIONS.keys()
    for kind, attribute in VARIANTS.items():
        fields = attrs.fields_dict(kind)
        declared = fields[attribute].type if attribute in fields else "bool"  # a property
        variants = [True, False] if declared == "bool" else [each.value for each in getattr(typed, str(declared))]
        variants = [each.value for each in ORDERS] if kind is typed.ElapsedComparison else variants
        assert {variant for node, variant in rows if node == kind.__name__} == set(map(str, variants)), kind.__name__
    assert len(rows) == len(ROWS)


def test_the_engine_computes_every_operation_and_no_other() -> None:
    by_call = {call: {row.name for row in OPERATIONS.values() if row.call is call} for call in CallKind}
    assert by_call[CallKind.MAKER] == MAKERS.keys()
    assert {name for name in by_call[CallKind.SITUATION] if not hasattr(Situation, name)} == set()
    functions = by_call[CallKind.ANSWERS]
    functions_of_module = {name for name, part in vars(operations).items() if isfunction(part)}
    defined = {name for name in functions_of_module if vars(operations)[name].__module__ == operations.__name__}
    assert functions <= defined
    spelled = {row.spelled for row in ROWS if row.call is None and row.node != "Const"}
    assert {name for name in spelled if OPERATIONS[name].call is None} == set()


@each_row("row", ROWS)
def test_columns_say_of_every_operation_how_they_carry_it(row: OperationRow) -> None:
    match row.columns:
        case Refusal(reason=reason):
            assert reason
        case Emission():
            assert row.columns is Emission.SAME
            assert not isinstance(row.python, Emission)
        case text:
            assert isinstance(text, Template | Form)


def test_operations_used_only_within_formulas_have_no_text() -> None:
    within = [row for row in OPERATIONS.values() if not row.node]
    assert {(row.python, row.columns) for row in within} == {(None, None)}
    assert None not in [part for row in ROWS for part in (row.python, row.columns)]


def test_every_form_is_written_and_no_other() -> None:
    numbers = (Result.NUMBER, Result.MONEY, Result.RATE, Result.OF_PARTS, Result.OF_FIELD)
    anything = (*numbers, Result.TRUTH, Result.DAY)
    assert forms(ROWS, Result.TRUTH) <= CONDITIONS.keys()
    assert forms(ROWS, *numbers) == NUMBERS.keys()
    assert forms(ROWS, Result.DAY) <= DAYS.keys()
    assert CONDITIONS.keys() | DAYS.keys() <= forms(ROWS, *anything)
    assert column_forms(ROWS, Result.TRUTH) <= COLUMN_CONDITIONS.keys()
    assert column_forms(ROWS, *numbers) == COLUMN_NUMBERS.keys()
    assert column_forms(ROWS, Result.DAY) <= COLUMN_DAYS.keys()
    every_form = column_forms(ROWS, *anything)
    assert {*COLUMN_CONDITIONS, *COLUMN_DAYS, *LOOKUPS} <= every_form


def test_the_most_that_a_number_can_be_is_said_of_every_number() -> None:
    numbers = [row for row in ROWS if row.result is not Result.TRUTH]
    assert {row.most for row in numbers} == MOST.keys()


def test_turning_days_are_found_by_name() -> None:
    assert {row.turns for row in ROWS if row.turns} == TURNS.keys()


@each_row("row", ROWS)
def test_a_row_names_attributes_of_its_expressions(row: OperationRow) -> None:
    kind = EXPRESSIONS[row.node]
    texts = [part.text for part in (row.python, row.columns) if isinstance(part, Template)]
    texts += [part.negated for part in (row.python, row.columns) if isinstance(part, Template)]
    named = [name for text in texts for _, name, _, _ in string.Formatter().parse(text) if name]
    named += [name for text in (row.plan, row.word) for name in names_in(text)]
    named += [part.lstrip("*?") for part in row.parts]
    named += [part.field for part in (row.python, row.columns) if isinstance(part, Template | Form) and part.field]
    for name in set(named) - SCOPE_TEXTS.keys():
        owner: type | None = kind
        for part in name.split("."):
            assert owner is not None
            assert part in attrs.fields_dict(owner) or hasattr(owner, part), f"{row.name}: {name}"
            owner = typed.Pick if part == "pick" else None
    assert bool(row.plan) is (row.node != "Const")


def names_in(template: str) -> Iterator[str]:
    """The attributes that the text of a dump names."""
    for match in PART.finditer(template):
        yield from names_in(match["alternatives"] or "")
        if match["name"]:
            yield match["name"]


def test_every_expression_has_a_text_in_the_typed_dump() -> None:
    assert {kind.__name__ for kind in TEMPLATES} == EXPRESSIONS.keys()


def class_lists(source: str) -> Iterator[str]:
    """Unions, tuples and patterns that name many classes of expressions."""
    nodes = nodes_of(source)
    parts = {id(part) for node in nodes if isinstance(node, ast.BinOp) for part in ast.iter_child_nodes(node)}
    annotations = chain.from_iterable(
        ast.walk(part)
        for node in nodes
        for part in (getattr(node, "annotation", None), getattr(node, "returns", None))
        if part is not None
    )
    parts |= set(map(id, annotations))
    for node in nodes:
        is_list = isinstance(node, ast.BinOp | ast.Tuple | ast.Set | ast.List | ast.MatchOr)
        if is_list and id(node) not in parts:
            text = ast.unparse(node)
            classes = {name for name in re.findall(r"\btyped\.(\w+)", text) if name in EXPRESSIONS}
            if len(classes) > MOST_CLASSES:
                yield text


@pytest.mark.broad
def test_no_stage_after_the_checker_has_a_list_of_operations() -> None:
    modules = files_under(ROOT / "ipdsl", "*.py")
    found = {
        path.relative_to(ROOT).as_posix(): list(class_lists(path.read_text("utf-8")))
        for path in modules
        if path.relative_to(ROOT / "ipdsl").parts[0] not in BEFORE_LOWERING
    }
    assert {name: lists for name, lists in found.items() if lists} == {}


@pytest.mark.parametrize(
    "planted",
    [
        "STEADY = typed.Const | typed.And | typed.Or",
        "is_plain = isinstance(node, (typed.Const, typed.And, typed.Or))",
        "match node:\n    case typed.Const() | typed.And() | typed.Or():\n        pass",
    ],
)
def test_a_list_of_operations_is_found(planted: str) -> None:
    assert list(class_lists(planted))


def test_a_type_of_two_operations_is_no_list() -> None:
    assert list(class_lists("def dates(expr: typed.Compare | typed.And | typed.Or) -> None: ...")) == []
    assert list(class_lists("is_dated = isinstance(node, typed.EventHappened | typed.StateHolds)")) == []
