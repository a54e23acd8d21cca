"""Tables of a policy that pays grants in parts: an applicant has the sums and the lines that it has alone."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from ipdsl import load
from ipdsl.batch.evaluate import CPYTHON, Options, TablePolicy
from ipdsl.batch.kernel import program
from ipdsl.batch.kernel.values import SETTLED
from ipdsl.batch.result import TableResult, by_applicant, schema
from ipdsl.driver.library import Policy
from ipdsl.report.decision_json import to_json
from tests.support.batch.column_code import SEED, column_code
from tests.support.batch.histories import unlike_lines, with_history
from tests.support.batch.law import Counts, check_case, differences, generated_case, with_instalments
from tests.support.cli import run
from tests.support.in_tables import nested_table
from tests.support.project_files import ROOT

PAGE = ROOT / "tests" / "support" / "office" / "instalments.ipp"
NONE = {"navigation_project": ("selected_on", "accepted_on"), "pledge_loan": ("drawn_on", "repaid_on")}


def unlike(numbers: Sequence[int], counts: Counts) -> list[str]:
    """The applicants of tables under generated policies whose results differ from those that they have alone."""
    found: list[str] = []
    for number in numbers:
        case, facts = generated_case(SEED, number, 8)
        made = with_instalments(case, number) if facts else None
        if made is None:
            continue
        found += check_case(made, facts, lambda _, made=made: column_code(made), counts)
        result = TablePolicy(made.code, lambda _, made=made: column_code(made)).settle(
            nested_table(made.program, facts), Options(as_of=None, engine=CPYTHON, ledger=True)
        )
        assert result.ledger is not None
        found += unlike_lines(made.code, result.ledger, facts, [made.evaluate_open(one) for one in facts])
    return found


@pytest.mark.slow
def test_a_table_pays_in_parts_what_each_applicant_gets_alone() -> None:
    counts = Counts()
    assert not unlike(range(60), counts)
    assert min(counts["parts"], counts["columns"]) >= 10, counts


@pytest.mark.slow
def test_an_applicant_with_a_grant_in_parts_who_stays_in_the_columns_breaks_the_law(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(program, "IN_PARTS", SETTLED)
    assert unlike(range(24), Counts())


def _firm(number: str, projects: list[dict[str, str]], loans: list[dict[str, Any]]) -> dict[str, Any]:
    records = {"navigation_project": projects, "pledge_loan": loans}
    empty = {kind: dict.fromkeys(names, "none") for kind, names in NONE.items()}
    return {
        "applicant": {"id": number, "kinds": ["enterprise"]},
        "records": {kind: [{**empty[kind], **record} for record in records[kind]] for kind in records},
    }


LOAN = {"loan": "L1", "principal": "1000000", "drawn_on": "2023-02-01", "on_schedule": True}
EVERY = [
    _firm("F1", [{"project": "N1", "selected_on": "2023-03-01", "accepted_on": "2025-06-30"},
                 {"project": "N2", "selected_on": "2024-05-01"}], []),
    _firm("F2", [], [{**LOAN, "repaid_on": "2025-01-31"},
                     {**LOAN, "loan": "L2", "principal": "1", "on_schedule": False}]),
    _firm("F3", [], []),
    _firm("F4", [], [{**LOAN, "drawn_on": "none"}]),
]  # fmt: skip


def _without_none(firm: dict[str, Any]) -> dict[str, Any]:
    records = {
        kind: [{name: value for name, value in record.items() if value != "none"} for record in listed]
        for kind, listed in firm["records"].items()
    }
    return {**firm, "records": records}


def year_by_year(policy: Policy) -> list[TableResult]:
    """The tables of four years, each with the ledger of the year before."""
    nested, results = nested_table(policy.code.program, [*map(_without_none, EVERY)]), list[TableResult]()
    none = [f"{kind}.{name}" for kind, names in NONE.items() for name in names]
    for year in range(2023, 2027):
        table = with_history(nested, results[-1].ledger) if results else nested
        results.append(policy.evaluate_table(table, as_of=f"{year}-12-31", claims=True, ledger=True, none=none))
    return results


def test_the_ledger_of_a_table_goes_on_with_open_instalments() -> None:
    policy = load(PAGE)
    history: list[Any] = [None] * len(EVERY)
    for result, year in zip(year_by_year(policy), range(2023, 2027), strict=True):
        stated = [{**firm, "as_of": f"{year}-12-31"} for firm in EVERY]
        decisions = [
            policy.evaluate(firm, **({} if ledger is None else {"history": ledger}))
            for firm, ledger in zip(stated, history, strict=True)
        ]
        assert not [*differences(result, stated, decisions, Counts())]
        assert result.ledger is not None
        assert result.claims is not None
        ways = dict(zip(*(result.applicants[name].to_pylist() for name in ("applicant", "way")), strict=True))
        assert ways == {"F1": "parts", "F2": "parts", "F3": "columns", "F4": "columns"}
        for table, parts in (
            (result.ledger, [(line.item, [(part.number, part.sum, part.state, part.day) for part in line.parts])
                             for decision in decisions for line in decision.ledger if line.parts]),
            (result.claims, [(claim.item, [(part.number, part.sum.low.minor, part.state, part.day)
                                           for part in claim.instalments])
                             for decision in decisions for claim in decision.claims if claim.instalments]),
        ):  # fmt: skip
            name, number = ("parts", "part") if "parts" in table.column_names else ("instalments", "number")
            rows = [
                (row["item"], [(part[number], part["sum"], part["state"], part["day"]) for part in row[name]])
                for row in table.to_pylist()
                if row[name]
            ]
            assert sorted(rows, key=str) == sorted(parts, key=str)
        assert by_applicant(result).schema == schema(claims=True, ledger=result.ledger.schema, in_parts=True)
        history = [to_json(decision) for decision in decisions]


@pytest.mark.broad
def test_the_command_says_who_is_settled_one_by_one_and_continues_with_its_ledger(tmp_path: Path) -> None:
    tables = tmp_path / "tables"
    tables.mkdir()
    (tables / "applicant.csv").write_text("id,kinds\nF1,enterprise\nF2,enterprise\n")
    (tables / "navigation_project.csv").write_text("applicant,project,selected_on,accepted_on\nF1,N1,2023-03-01,\n")
    (tables / "pledge_loan.csv").write_text("applicant,loan,principal,drawn_on\n")
    first = run("batch", str(PAGE), "--facts", str(tables), "-o", str(tmp_path / "2023"), "--ledger", "--claims",
                "--as-of", "2023-12-31", "--none", "navigation_project.accepted_on")  # fmt: skip
    assert first.code == 0, first.err
    assert (
        "applicants with a grant that is paid in parts (article 1, navigation project selected; article 2" in first.err
    )
    assert (
        "a grant that is paid in parts                                                                  1" in first.out
    )
    (tmp_path / "2023" / "ledger").rename(tables / "history")
    again = run("batch", str(PAGE), "--facts", str(tables), "-o", str(tmp_path / "2024"), "--ledger", "--lang", "zh",
                "--as-of", "2024-12-31", "--none", "navigation_project.accepted_on")  # fmt: skip
    assert again.code == 0, again.err
    assert "有分期拨付的奖励" in again.out
    (line,) = pq.read_table(tmp_path / "2024" / "ledger" / "part-00000.parquet").to_pylist()
    assert dict(line["due"]) == {"2023": 6000000, "2024": 3000000}
    assert [(part["sum"], part["state"], part["to"]) for part in line["parts"]] == [
        (6000000, "due", None), (3000000, "due", None), (1000000, "open", "Navigation Service Centre")]  # fmt: skip


@pytest.mark.broad
def test_a_policy_without_instalments_has_no_columns_of_them() -> None:
    policy = load("shaoguan_2021")
    table = nested_table(policy.code.program, [{"applicant": {"id": "F1", "kinds": ["enterprise"]}, "records": {}}])
    result = policy.evaluate_table(table, as_of="2023-12-31", ledger=True, claims=True)
    assert result.ledger is not None
    assert result.claims is not None
    assert not {"parts", "instalments"} & {*result.claims.column_names, *result.ledger.column_names}
