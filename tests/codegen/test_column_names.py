"""Variables of the loops over columns have other names than the arrays, which each loop is given."""

from __future__ import annotations

import ast

import pytest

from ipdsl.codegen.columns.loader import parts_from_program
from ipdsl.codegen.columns.module import emit
from ipdsl.lower.lowering import lower
from tests.properties.pipeline import Compiled, compile_texts
from tests.support.batch.law import generated_case

VOCABULARY = """vocabulary prizes "Prizes"

applicant enterprise "企业" "a company"

record prize "奖项" "a prize" plural prizes
  key title "名称"
  money "奖金" money
  prize_money "奖项奖金" money
  event won "获奖" on won_on "获奖日"
"""
PAGE = """policy trial "Prizes"
  document "Doc 1"
  effective 2021-01-01 to 2024-12-31
  use prizes

article 1 "Prizes"
  award 50% of prize_money to enterprise when prize won and money at least 100
"""


def shadowed(made: Compiled) -> set[str]:
    """The arrays whose names are variables of a loop too."""
    parts = parts_from_program(emit(lower(made.policy, made.program.content_hash)))
    stored = (node for node in ast.walk(ast.parse(parts["text"])) if isinstance(node, ast.Name))
    return {node.id for node in stored if isinstance(node.ctx, ast.Store)} & {*parts["columns"]}


def test_a_field_with_the_name_of_an_array_of_another_field() -> None:
    assert shadowed(compile_texts(PAGE, VOCABULARY, "prizes")) == set()


@pytest.mark.broad
@pytest.mark.parametrize("first", [0, *(pytest.param(n, marks=pytest.mark.slow) for n in (20, 40))])
def test_loops_of_generated_policies(first: int) -> None:
    for place in range(first, first + 20):
        assert shadowed(generated_case(1, place, 1)[0]) == set(), place
