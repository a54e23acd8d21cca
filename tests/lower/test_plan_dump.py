"""The templates of the dump of a plan and of its rules name what exists; a line or part without a value is left out."""

from __future__ import annotations

import inspect
import re
from typing import Any, get_args

import attrs

from ipdsl.base.source import Span
from ipdsl.lower import plan_dump
from ipdsl.lower.lowering import RULE_TEXTS, lower, rule_text
from ipdsl.lower.plan_dump import FORMS, LINES, dump_plan
from ipdsl.semantics import typed, typed_dump
from tests.support import made
from tests.support.rows import each_row
from tests.support.syntax.templates import template_problems


def test_each_template_names_attributes_and_forms_that_exist_and_each_form_is_used() -> None:
    assert [problem for kind, lines in LINES.items() for problem in template_problems(kind, lines, FORMS)] == []
    text = inspect.getsource(plan_dump)
    assert [name for name in FORMS if not re.search(rf"!{name}\b", text)] == []


@each_row(
    ("changes", "line"),
    [
        ({"once": None}, ""),
        ({"once": ()}, "  once\n"),
        ({"once": ("matter",)}, "  once per matter\n"),
        ({"less": ("loan", "number")}, "  less paid for loan of the same number\n"),
        ({"formerly": ("a", "b")}, "  formerly a, b\n"),
        ({"beneficiaries": ()}, ""),
    ],
)
def test_a_term_of_an_award_has_a_line_if_it_is_given(changes: dict[str, Any], line: str) -> None:
    plan = lower(next(iter(made.all_policies().values())), "hash")
    blank: dict[str, Any] = {"once": None, "less": None, "beneficiaries": (), "start": None, "counts_support": False}
    first = attrs.evolve(plan.program.clauses[0], **(blank | changes))
    clauses = (first, *plan.program.clauses[1:])
    text = dump_plan(attrs.evolve(plan, program=attrs.evolve(plan.program, clauses=clauses)))
    _, _, rest = text.partition(f"  function {first.function}\n")
    assert rest.startswith(f"{line}  gate 0 ")


SPAN = Span("rules.ipp", 1, 1, 1, 1)
ROUND = typed.RoundedTotal(span=SPAN, name="r", exempt=(), keys=(), amount=123450)
CAP = typed.Cap(
    span=SPAN,
    name="r",
    exempt=(),
    keys=(),
    amount=typed.OtherSupport(span=SPAN, record="loan"),
    is_across_applicants=False,
)


def test_each_class_of_rules_has_a_text() -> None:
    assert RULE_TEXTS.keys() == {*get_args(typed.Rule), typed.FieldOrder}
    forms = {*typed_dump.FORMS, "counted", "keys", "room", "sum", "support"}
    assert [problem for kind, text in RULE_TEXTS.items() for problem in template_problems(kind, text, forms)] == []


@each_row(
    ("rule", "currency", "text"),
    [
        (CAP, "CNY", "cap"),
        (attrs.evolve(CAP, keys=("matter",), per_year=True), "CNY", "cap per matter per year"),
        (attrs.evolve(CAP, support_levels=(), carry=1), "CNY", "cap, carry forward 1 year, counting all other support"),
        (attrs.evolve(CAP, support_levels=("city",), carry=2), "CNY",
         "cap, carry forward 2 years, counting support of city"),
        (attrs.evolve(ROUND, keys=("firm",)), "CNY", "round down to 1,234.50 per firm per year"),
        (attrs.evolve(ROUND, amount=123400), "CNY", "round down to 1,234 per year"),
        (attrs.evolve(ROUND, amount=1234), "JPY", "round down to 1,234 per year"),
    ],
)  # fmt: skip
def test_the_text_of_a_rule_leaves_out_what_is_not_given(rule: typed.Rule, currency: str, text: str) -> None:
    assert rule_text(rule, currency) == text
