"""Columns equal decisions: over generated policies and facts, in CPython and compiled; and a fault breaks the law."""

from __future__ import annotations

import datetime
import os

import pyarrow as pa
import pytest

from ipdsl.batch.evaluate import CPYTHON, Options, TablePolicy
from ipdsl.batch.kernel import applicant, payments
from ipdsl.batch.kernel.program import Engine
from ipdsl.batch.kernel.workspace import Workspace
from ipdsl.codegen.columns import expressions, module
from ipdsl.kernel import allocation
from ipdsl.kernel.allocation import KernelTables
from tests.support.batch.column_code import SEED, cases_that_are_carried, column_code, is_broken
from tests.support.batch.law import Counts, check_case, generated_case
from tests.support.in_tables import nested_table
from tests.support.slow import sampled

POLICIES = int(os.environ.get("COLUMNS_POLICIES", "120"))
FACTS = int(os.environ.get("COLUMNS_FACTS", "10"))
PARTS = 12
"""The policies are checked in so many tests, so that several processes share them."""
MOST_POLICIES = 3 * POLICIES
"""Columns settle few applicants of some policies: a test then checks further policies up to this number."""


@pytest.mark.parametrize("part", sampled(range(PARTS), PARTS))
def test_a_table_of_applicants_comes_to_what_each_comes_to_by_itself(part: int) -> None:
    counts = Counts()
    least = POLICIES * FACTS / PARTS / 50
    for number in range(part, MOST_POLICIES, PARTS):
        if number >= POLICIES and counts["columns"] > least:
            break
        made, facts = generated_case(SEED, number, FACTS)
        if facts:
            found = check_case(made, facts, lambda _, made=made: column_code(made), counts)
            assert not found, f"{SEED}:{number}: {found[:3]}\n{made.text}"
    assert counts["columns"] > least, counts
    assert counts["claims"] > counts["columns"], counts


@pytest.mark.broad
def test_details_change_no_table() -> None:
    for number in range(8):
        made, facts = generated_case(SEED, number, FACTS)
        table = nested_table(made.program, facts)
        details = pa.array([{"name": f"甲{row}", "账号": "0044" * row} for row in range(len(facts))])
        tables = [table, table.append_column("details", details), table.append_column("details.name", details)]
        results = [
            TablePolicy(made.code, lambda _, made=made: column_code(made)).settle(
                each, Options(as_of=None, claims=True, engine=CPYTHON)
            )
            for each in (tables if facts else ())
        ]
        for part in ("applicants", "totals", "later", "claims"):
            assert all(getattr(results[0], part).equals(getattr(result, part)) for result in results), part


@pytest.mark.slow
@pytest.mark.parametrize("fault", ["a day", "a condition", "a sum"])
def test_a_fault_in_the_column_form_breaks_the_law(monkeypatch: pytest.MonkeyPatch, fault: str) -> None:
    cases = cases_that_are_carried(30)
    match fault:
        case "a day":
            right = module.day_text
            monkeypatch.setattr(module, "day_text", lambda day: right(day + datetime.timedelta(days=40)))
        case "a condition":
            monkeypatch.setattr(
                expressions.ColumnScope, "condition_text", lambda *_, negated=False, **__: str(not negated)
            )
        case "a sum":
            wrong = module.sum_of
            monkeypatch.setattr(module, "sum_of", lambda *given: f"({wrong(*given)}) + 1")
    assert is_broken(cases)


@pytest.mark.slow
def test_room_that_is_not_cleared_is_written_before_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Engine, "blank", lambda _, many: [5] * many)
    cases = cases_that_are_carried(30)
    assert not is_broken(cases)
    monkeypatch.setattr(Engine, "blank", lambda _, many: [2**40] * many)
    assert not is_broken(cases)


@pytest.mark.slow
@pytest.mark.parametrize("fault", ["the kernel", "the numbering", "the order"])
def test_a_fault_in_what_settles_columns_breaks_the_law(monkeypatch: pytest.MonkeyPatch, fault: str) -> None:
    cases = cases_that_are_carried(30)
    where, name, faulty = {
        "the kernel": (applicant, "settle", a_kernel_that_gives_a_fen_more),
        "the numbering": (applicant, "request_groups", a_numbering_that_leaves_all_alone),
        "the order": (payments, "sort_claims", a_sort_that_puts_the_last_day_of_a_year_first),
    }[fault]
    monkeypatch.setattr(where, name, faulty)
    assert is_broken(cases)


def a_kernel_that_gives_a_fen_more(tables: KernelTables) -> None:
    allocation.settle(tables)
    for row in range(tables.seg_first[tables.turn_end[tables.course[allocation.COURSE_TURNS] - 1]]):
        if tables.granted[row] < tables.requested[row]:
            tables.left[tables.row_claim[row]] += 1


SORT = payments.sort_claims


def a_sort_that_puts_the_last_day_of_a_year_first(many: int, work: Workspace) -> None:
    SORT(many, work)
    key, place = work.order.sort_key, work.order.place
    pairs = sorted(zip(key[:many], place[:many], strict=True), key=lambda pair: (pair[0] >> 37, -pair[0]))
    for at, pair in enumerate(pairs):
        key[at], place[at] = pair


def a_numbering_that_leaves_all_alone(*_: object) -> int:
    """No claim asks of any rule."""
    return 0
