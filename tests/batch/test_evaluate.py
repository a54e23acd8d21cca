"""A table settled: who fails for which problem, and parts of a table settled one by one."""

from __future__ import annotations

import datetime

import pyarrow as pa
import pytest

import ipdsl
from ipdsl.batch.evaluate import CPYTHON, Options, TablePolicy
from ipdsl.batch.intake.form import counts_by_code
from ipdsl.batch.intake.intake import IngestedTable, take_in
from ipdsl.batch.result import TableResult
from tests.support.batch.tables import CODE, SHAOGUAN

DAY = datetime.date(2022, 12, 31)


def patents(*days: str) -> pa.Table:
    """An enterprise for each day, with a patent that was granted then."""
    held = [[{"number": f"ZL{at}", "granted_on": day}] for at, day in enumerate(days)]
    return pa.table(
        {"id": [f"F{at}" for at in range(len(days))], "kinds": [["enterprise"]] * len(days), "invention_patent": held}
    )


def test_a_row_of_a_flat_table_that_belongs_to_nobody_fails_nobody() -> None:
    tables = {
        "applicant": pa.table({"id": ["F1", "F2"], "kinds": ["enterprise", "academy"]}),
        "invention_patent": pa.table({"applicant": ["F9"], "number": ["ZL1"], "granted_on": [DAY]}),
    }
    result = SHAOGUAN.evaluate_table(tables, as_of=DAY)
    assert result.errors.column("code").to_pylist() == ["R095"]
    assert "failed" not in result.applicants.column("status").to_pylist()


def test_problems_of_a_part_count_their_rows_from_the_first_row_of_the_part() -> None:
    table = patents("2022-04-02", "2022-04-31", "2022-04-02", "2022-02-30")
    policy = TablePolicy(CODE, SHAOGUAN.column_code)
    whole = SHAOGUAN.evaluate_table(table, as_of=DAY, engine=CPYTHON)
    first, second = (_settled(policy, table, start) for start in (0, 2))
    assert [one["row"] for part in (first, second) for one in part.errors.to_pylist()] == [1, 3]
    assert pa.concat_tables([first.applicants, second.applicants]) == whole.applicants
    assert counts_by_code(whole.errors) == {"R036": 2}


def _settled(policy: TablePolicy, table: pa.Table, start: int) -> TableResult:
    taken = take_in(table.slice(start, 2), CODE)
    intake = IngestedTable(taken.table, taken.form, taken.ids, (), frozenset())
    return policy.settle_intake(intake, Options(DAY, engine=CPYTHON), start)


def test_an_engine_that_there_is_not_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown engine 'numba': give 'llvm', 'cpython'"):
        SHAOGUAN.evaluate_table(pa.table({"id": ["F1"], "kinds": [["enterprise"]]}), as_of=DAY, engine="numba")


def test_a_result_names_what_no_column_states_and_what_is_not_read() -> None:
    table = patents("2022-04-02").append_column("located_here", pa.array([True]))
    policy = ipdsl.load_text("award 1000 when invention_patent granted\naward 5 when well_known_mark recognised\n")
    result = policy.evaluate_table(table, as_of=DAY)
    assert result.not_stated == ("well_known_mark",)
    assert result.not_read == ("located_here",)


def test_totals_hold_what_open_claims_of_one_year_are_sure_to_come_to_together() -> None:
    policy = ipdsl.load_text("""
policy contracts "Contracts"
  effective 2021-01-01 to 2024-12-31
  use ip

article 1 "Contracts"
  award 100 once to enterprise when technology_contract recorded and put_to_use
  award 60 once to enterprise when technology_contract recorded and not put_to_use
    as not_used
""")
    recorded = [DAY.replace(day=1), DAY.replace(year=2023)]
    contracts = [
        {"contract": at, "recorded_on": day, "put_to_use": None} for at, day in zip("AB", recorded, strict=True)
    ]
    table = pa.table({"id": ["F1"], "kinds": [["enterprise"]], "technology_contract": [contracts]})
    found = policy.evaluate_table(table, as_of=DAY.replace(year=2024))
    assert found.applicants.select(["due", "most"]).to_pylist() == [{"due": 12_000, "most": 20_000}]
    assert [(row["year"], row["due"]) for row in found.totals.to_pylist()] == [(2022, 6_000), (2023, 6_000)]


def test_what_a_line_that_is_settled_again_has_as_due_is_not_payable_again() -> None:
    """Such a line is written by hand: its outcome is `undetermined`, and it has an amount due."""
    policy = ipdsl.load_text("""
policy contracts "Contracts"
  document "D"
  effective 2021-01-01 to 2024-12-31
  use ip

article 1 "Contracts"
  award 100 once to enterprise when technology_contract recorded
""")
    contracts = [{"contract": "A", "recorded_on": DAY.replace(day=1)}]
    line = {
        "clause": "1.technology_contract.recorded", "item": "A", "year": DAY.year, "event_date": DAY.replace(day=1),
        "proposed": 10_000, "admitted": 10_000, "due": [(str(DAY.year), 6_000)], "outcome": "undetermined",
    }  # fmt: skip
    struct = pa.struct({
        "clause": pa.string(), "item": pa.string(), "year": pa.int32(), "event_date": pa.date32(),
        "proposed": pa.int64(), "admitted": pa.int64(), "due": pa.map_(pa.string(), pa.int64()), "outcome": pa.string(),
    })  # fmt: skip
    table = pa.table({
        "id": ["F1", "F2", "F3"], "kinds": [["enterprise"]] * 3, "technology_contract": [contracts] * 3,
        "history": pa.array([[line], [{**line, "outcome": "awarded"}], []], pa.list_(struct)),
    })  # fmt: skip
    found = policy.evaluate_table(table, as_of=DAY, engine=CPYTHON).applicants
    assert found.column_names[:3] == ["applicant", "payable_now", "due"]
    assert found.select(["payable_now", "due"]).to_pylist() == [
        {"payable_now": 4_000, "due": 10_000}, {"payable_now": 0, "due": 0}, {"payable_now": 10_000, "due": 10_000},
    ]  # fmt: skip
