"""Each class of a checked policy has its lines in the typed dump, and the templates name what exists."""

from __future__ import annotations

import inspect
import re
from typing import Any, get_args

import attrs

from ipdsl.semantics import typed, typed_dump
from ipdsl.semantics.typed_dump import FORMS, LINES, RULES, dump
from tests.support.rows import each_row
from tests.support.semantics.findings import GOLDEN, Checked
from tests.support.syntax.templates import template_problems

NODES = {kind for kind in vars(typed).values() if inspect.isclass(kind) and issubclass(kind, typed.Node)}
ABSTRACT = {typed.Node, typed.BooleanNode, typed.BlockRule, typed.KeyedRule, typed.SumRule, typed.TiedRank}
PARTS_OF_EXPRESSIONS = {typed.Pick, typed.RowGroup}
"""Classes that are printed with the expression or the amount that they belong to."""


def test_every_class_that_is_not_an_expression_has_lines() -> None:
    assert LINES.keys() == NODES - ABSTRACT - PARTS_OF_EXPRESSIONS - {*get_args(typed.Expr)}
    assert RULES.keys() == {kind for kind in NODES - ABSTRACT if issubclass(kind, typed.BlockRule)}


def test_each_template_names_attributes_and_forms_that_exist_and_each_form_is_used() -> None:
    assert [problem for kind, lines in LINES.items() for problem in template_problems(kind, lines, FORMS)] == []
    text = inspect.getsource(typed_dump)
    assert [name for name in FORMS if not re.search(rf"!{name}\b", text)] == []


PAGE = Checked(GOLDEN / "good_forms.ipp")


@each_row(
    ("changes", "line"),
    [
        ({"title": "", "is_draft": False}, "policy p\n"),
        ({"title": "T", "is_draft": False}, "policy p 'T'\n"),
        ({"is_draft": True}, "draft p "),
        ({"level": ""}, "words "),
        ({"level": "city"}, "  level city\n"),
        ({"replaces": ("A", "B")}, "  replaces 'A'\n  replaces 'B'\n"),
        ({"readings": ("a", "b")}, "  reading 'a'\n  reading 'b'\n"),
        ({"former_names": ("a", "b"), "ended": ("c",)}, "  formerly a, b\n  ended c\n"),
    ],
)
def test_a_line_is_left_out_if_it_has_no_value(changes: dict[str, Any], line: str) -> None:
    assert PAGE.policy is not None
    text = dump(attrs.evolve(PAGE.policy, name="p", **changes))
    assert line in text
    assert "\n\n" not in text
    assert ("  level " in text) is bool(changes.get("level", PAGE.policy.level))
