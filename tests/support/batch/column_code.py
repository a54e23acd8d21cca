"""The column program of a page, and generated cases that it supports."""

from __future__ import annotations

import os
from functools import cache
from typing import Any

from ipdsl.batch.kernel.program import ColumnCode
from ipdsl.codegen.columns.loader import load_parts, parts_from_program
from ipdsl.codegen.columns.module import emit
from ipdsl.lower.lowering import lower
from tests.properties.pipeline import Compiled
from tests.support.batch.law import Counts, check_case, generated_case

SEED = int(os.environ.get("COLUMNS_SEED", "11"))


def column_code(made: Compiled, *, compiled: bool = False) -> ColumnCode:
    plan = lower(made.policy, made.program.content_hash)
    return load_parts(parts_from_program(emit(plan)), plan.program, compiled=compiled)


@cache
def cases_that_are_carried(many: int) -> list[tuple[Compiled, list[dict[str, Any]]]]:
    """Generated cases in which columns settle most applicants and rules cut claims."""
    found: list[tuple[Compiled, list[dict[str, Any]]]] = []
    number = 0
    while len(found) < many:
        made, facts = generated_case(SEED + 1, number, 6)
        number += 1
        counts = Counts()
        is_equal = bool(facts) and not check_case(made, facts, lambda _, made=made: column_code(made), counts)
        if is_equal and counts["columns"] >= 3:
            found.append((made, facts))
    return found


def is_broken(cases: list[tuple[Compiled, list[dict[str, Any]]]]) -> bool:
    """Whether any of the cases differs now."""
    return any(check_case(made, facts, lambda _, made=made: column_code(made), Counts()) for made, facts in cases)
