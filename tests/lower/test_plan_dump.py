"""The templates of the dump of a plan name what exists, and a line without a value is left out."""

from __future__ import annotations

import inspect
import re
from typing import Any

import attrs

from ipdsl.lower import plan_dump
from ipdsl.lower.lowering import lower
from ipdsl.lower.plan_dump import FORMS, LINES, dump_plan
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
