"""Tables of a policy with recoveries: an applicant has the sums and the lines that it has alone, year after year."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pyarrow as pa
import pytest

from ipdsl import load
from ipdsl.batch.evaluate import CPYTHON, Options, TablePolicy
from ipdsl.batch.readers.columns import ProgramChunk
from ipdsl.batch.result import TableResult
from ipdsl.driver.library import Policy
from ipdsl.report.decision_json import to_json
from tests.properties.pipeline import Compiled
from tests.support.batch.column_code import SEED, column_code
from tests.support.batch.histories import unlike_lines, with_history
from tests.support.batch.law import Counts, check_case, differences, generated_case, with_recovery
from tests.support.in_tables import nested_table
from tests.support.project_files import ROOT

PAGES = ROOT / "tests" / "settlement" / "recovery_pages"
NONE = {"granted_on": "none", "ended_on": "none", "expired_on": "none"}


def generated_recoveries(numbers: Sequence[int]) -> list[tuple[Compiled, list[dict[str, Any]]]]:
    """Generated policies, each with a recovery, and facts."""
    cases = []
    for number in numbers:
        made, facts = generated_case(SEED, number, 8)
        changed = with_recovery(made, number) if facts else None
        if changed is not None:
            cases.append((changed, facts))
    return cases


def unlike(cases: Sequence[tuple[Compiled, list[dict[str, Any]]]], counts: Counts) -> list[str]:
    """The applicants of tables whose sums, recoveries or ledger lines differ from those that they have alone."""
    found: list[str] = []
    for made, facts in cases:
        found += check_case(made, facts, lambda _, made=made: column_code(made), counts)
        options = Options(as_of=None, engine=CPYTHON, ledger=True)
        result = TablePolicy(made.code, lambda _, made=made: column_code(made)).settle(
            nested_table(made.program, facts), options
        )
        assert result.ledger is not None
        found += unlike_lines(made.code, result.ledger, facts, [made.evaluate_open(one) for one in facts])
    return found


@pytest.mark.parametrize(
    "numbers", [pytest.param(range(1, 2), marks=pytest.mark.broad), pytest.param(range(2, 48), marks=pytest.mark.slow)]
)
def test_a_table_recovers_what_each_applicant_pays_back_alone(numbers: Sequence[int]) -> None:
    counts = Counts()
    assert not unlike(generated_recoveries(numbers), counts)
    assert counts["recoveries"] > len(numbers), counts
    assert min(counts["columns"], counts["recovery"]) >= len(numbers) // 20, counts


@pytest.mark.slow
def test_an_applicant_with_an_event_who_stays_in_the_columns_breaks_the_law(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ProgramChunk, "_leave_recovered", lambda _: None)
    assert unlike(generated_recoveries(range(24)), Counts())


def facts_of(number: str, **fields: str) -> dict[str, Any]:
    return {**NONE, "number": number, "amount": "700", **fields}


EVERY = [
    {"applicant": {"id": "F1", "kinds": ["firm"]}, "records": {"invention": [
        facts_of("P1", granted_on="2024-01-01", ended_on="2025-06-01"), facts_of("P2", granted_on="2025-02-01"),
        facts_of("P3", granted_on="2026-02-01", amount="100")]}},
    {"applicant": {"id": "F2", "kinds": ["firm"]}, "records": {"invention": [facts_of("P1", granted_on="2024-01-01")]}},
    {"applicant": {"id": "F3", "kinds": ["firm"]}, "records": {"invention": []}},
]  # fmt: skip


def _without_none(record: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in record.items() if value != "none"}


def year_by_year(policy: Policy) -> list[TableResult]:
    """The tables of three years, each with the ledger of the year before."""
    stated = [
        {**one, "records": {"invention": [_without_none(it) for it in one["records"]["invention"]]}} for one in EVERY
    ]
    nested, results = nested_table(policy.code.program, stated), list[TableResult]()
    none = [f"invention.{name}" for name in NONE if name != "expired_on"]
    for year in (2024, 2025, 2026):
        table = with_history(nested, results[-1].ledger) if results else nested
        results.append(policy.evaluate_table(table, as_of=f"{year}-12-31", claims=True, ledger=True, none=none))
    return results


@pytest.mark.broad
@pytest.mark.parametrize("page", ["all_back", "set_off"])
def test_the_ledger_of_a_table_goes_on_with_recoveries(page: str) -> None:
    policy = load(PAGES / f"{page}.ipp")
    history: list[Any] = [None] * len(EVERY)
    for result, year in zip(year_by_year(policy), (2024, 2025, 2026), strict=True):
        stated = [{**one, "as_of": f"{year}-12-31"} for one in EVERY]
        decisions = [
            policy.evaluate(one, **({} if ledger is None else {"history": ledger}))
            for one, ledger in zip(stated, history, strict=True)
        ]
        assert not [*differences(result, stated, decisions, Counts())]
        assert result.ledger is not None
        told = [
            (line["applicant"], line["item"], dict(line["back"]), line["set_off"], len(line["recovers"]))
            for line in result.ledger.to_pylist()
            if line["recovers"] is not None
        ]
        assert told == [
            (decision.applicant, line.item, {str(year): sum_ for year, sum_ in parts.back.items()}, parts.set_off,
             len(parts.recovers))
            for decision in decisions
            for line in decision.ledger
            if (parts := line.recovery) is not None
        ]  # fmt: skip
        assert bool(told) == (year > 2024)
        history = [to_json(decision) for decision in decisions]


def test_only_an_applicant_with_an_event_leaves_the_columns() -> None:
    policy = load(PAGES / "all_back.ipp")
    result = year_by_year(policy)[1]
    ways = dict(zip(*(result.applicants[name].to_pylist() for name in ("applicant", "way")), strict=True))
    assert ways == {"F1": "recovery", "F2": "columns", "F3": "columns"}
    assert result.recoveries is not None
    assert [(one["applicant"], one["paid_back"]) for one in result.recoveries.to_pylist()] == [("F1", 70000)]


def test_a_policy_without_recoveries_has_no_columns_of_them() -> None:
    policy = load("shaoguan_2021")
    result = policy.evaluate_table(pa.table({"id": ["F1"], "kinds": [["enterprise"]]}), as_of="2023-12-31", ledger=True)
    assert result.recoveries is None
    assert result.ledger is not None
    assert not {"net", "back", "recovers"} & {*result.applicants.column_names, *result.ledger.column_names}


@pytest.mark.broad
def test_a_batch_reads_what_debts_need_and_sets_them_off() -> None:
    policy = load(PAGES / "debts.ipp")
    inventions = [
        {**NONE, "number": "P1", "amount": "700", "granted_on": "2024-01-01"},
        {**NONE, "number": "P2", "amount": "9000", "ended_on": "2024-06-01"},
    ]
    table = pa.Table.from_pylist([{"id": "F1", "kinds": ["firm"], "invention": inventions, "history": []}])
    row = policy.evaluate_table(table, as_of="2024-12-31").applicants.to_pylist()[0]
    assert (row["due"], row["payable_now"]) == (70000, 25000)
