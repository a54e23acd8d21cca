"""The ledger as a table: the lines of each decision, and the history of the next run."""

from __future__ import annotations

from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pytest

import ipdsl
from benchmarks.firms_dongyang import firms
from ipdsl.batch.evaluate import CPYTHON, Options, TablePolicy
from ipdsl.batch.readers.columns import ProgramChunk
from ipdsl.batch.readers.named_lines import LEDGER
from ipdsl.batch.result import ChunkLedger, TableResult
from ipdsl.decision.decision import Decision
from ipdsl.facts.reader import read_facts_with_series
from ipdsl.report.decision_json import ledger_to_json
from ipdsl.runtime.compiled_policy import evaluate_eagerly
from tests.properties.pipeline import Compiled
from tests.support.batch import ledgers
from tests.support.batch.cities import CITIES, drawn, policy_of
from tests.support.batch.column_code import SEED, column_code
from tests.support.batch.groups import GROUP
from tests.support.batch.histories import unlike_lines, with_history
from tests.support.batch.law import Counts, differences, generated_case
from tests.support.in_tables import nested_table
from tests.support.ledgers import whole_ledger
from tests.support.slow import sampled

PARTS = 4
PATENTS = """article 1 "A"
  award 5000 to firm when patent granted
    as pat
"""
CAP_PER_KIND = f"{PATENTS}  cap 7000 per kind\n"


def unlike(made: Compiled, facts: list[dict[str, Any]], counts: Counts, year: int | None = None) -> list[str]:
    """The applicants whose lines in the table differ from the decision. `year` is the reported year, if any."""
    result = TablePolicy(made.code, lambda _: column_code(made)).settle(
        nested_table(made.program, facts), Options(as_of=None, engine=CPYTHON, ledger=True, year=year)
    )
    assert result.ledger is not None
    ways = dict(zip(result.applicants["applicant"].to_pylist(), result.applicants["way"].to_pylist(), strict=True))
    counts.update(ways.values())
    counts["lines of columns"] += sum(ways[name] == "columns" for name in result.ledger["applicant"].to_pylist())
    alone = [made.evaluate_open(one, year=year) for one in facts]
    return [*unlike_lines(made.code, result.ledger, facts, alone)]


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS))
def test_the_table_has_the_lines_of_each_decision(part: int) -> None:
    counts = Counts()
    for number in range(part, 120, PARTS):
        made, facts = generated_case(SEED, number, 8)
        if facts:
            assert not unlike(made, facts, counts), f"{SEED}:{number}\n{made.text}"
    assert min(counts["lines of columns"], counts["columns"]) > 5, counts


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS))
def test_the_table_of_one_year_has_the_lines_of_each_decision_on_that_year(part: int) -> None:
    counts = Counts()
    for number in range(part, 120, PARTS):
        made, facts = generated_case(SEED, number, 8)
        for year in (2021 + number % 3, 2024) if facts else ():
            assert not unlike(made, facts, counts, year), f"{SEED}:{number} {year}\n{made.text}"
    assert min(counts["lines of columns"], counts["columns"]) > 5, counts


@pytest.mark.broad
def test_year_one_its_ledger_and_year_two_come_to_what_single_decisions_come_to() -> None:
    city = CITIES["dongyang"]
    policy = ipdsl.load(city.page)
    published = policy.published(city.series)
    every = [{part: one[part] for part in one if part != "series"} for one in islice(firms(40), 40)]

    def alone(history: list[Any], day: str) -> list[Decision]:
        stated = [{**one, "history": lines, "as_of": day} for one, lines in zip(every, history, strict=True)]
        program = policy.code.program
        return [
            evaluate_eagerly(program, policy.code, read_facts_with_series(one, program, published)) for one in stated
        ]

    def together(table: pa.Table, day: str) -> TableResult:
        return policy.evaluate_table(table, as_of=day, claims=True, ledger=True, series=city.series)

    nested = nested_table(policy.code.program, [{k: one[k] for k in one if k != "as_of"} for one in every])
    first = together(nested, "2023-12-31")
    assert first.ways == {"columns": 40}
    one_by_one = alone([one["history"] for one in every], "2023-12-31")
    second = together(with_history(nested, first.ledger), "2025-12-31")
    chained = alone([ledger_to_json(one.ledger) for one in one_by_one], "2025-12-31")
    assert not [*differences(second, every, chained, Counts())]
    assert any(one.due.low.minor for one in chained)


def test_nobody_who_does_not_ask_gets_a_ledger_and_an_empty_one_has_its_columns() -> None:
    policy = ipdsl.load("shaoguan_2021")
    table = pa.table({"id": ["F1"], "kinds": [["enterprise"]]})
    assert policy.evaluate_table(table, as_of="2023-12-31").ledger is None
    found = policy.evaluate_table(table, as_of="2023-12-31", ledger=True).ledger
    assert found.schema == LEDGER


def test_a_key_that_applicants_share_stands_in_the_lines_of_a_cohort() -> None:
    policy = ipdsl.load("qingyuan_2018")
    table = nested_table(policy.program, GROUP)
    result = policy.evaluate_table(table, as_of=None, cohort=True, ledger=True)
    assert result.ledger is not None
    lines = [row for row in result.ledger.to_pylist() if dict(row["keys"] or ()).get("head_office")]
    assert {row["applicant"] for row in lines} == {"qingjiang-ip", "qingjiang-ip-yingde"}
    again = policy.evaluate_table(with_history(table, result.ledger), as_of=None, cohort=True)
    assert again.applicants["due"].to_pylist() == [0, 0, 0], "nothing is paid twice"


def test_a_list_that_some_records_do_not_state_leaves_each_line_once() -> None:
    made, city = policy_of(CITIES["quanzhou"].page), CITIES["quanzhou"]
    firms = [one for one in drawn("quanzhou", city.seed, 100) if one["records"]["pledge_loan"]]
    firms = [{part: one[part] for part in one if part not in ("as_of", "history")} for one in firms]
    firms[0]["records"]["pledge_loan"][0]["pledged_right"] = ["ZL1", "ZL2"]
    result = made.evaluate_table(nested_table(made.program, firms), as_of="2025-06-30", ledger=True, series=city.series)
    assert result.ways["columns"] > 30
    events = [(line["applicant"], line["clause"], line["item"], line["event_date"]) for line in
              result.ledger.to_pylist()]  # fmt: skip
    assert len({*events}) == len(events)
    loans = [dict(line["fields"]) for line in result.ledger.to_pylist() if line["clause"] == "14.pledge_loan.repaid"]
    assert [loan["pledged_right"] for loan in loans if "pledged_right" in loan] in ([], [["ZL1", "ZL2"]])
    assert len(loans) > 5


@pytest.mark.parametrize("number", [6, 79])
def test_the_table_has_the_fields_of_each_decision(number: int) -> None:
    """Case 6 has a field without a value, case 79 lists of the records of two kinds of one root."""
    made, facts = generated_case(SEED, number, 8)
    assert not unlike(made, facts, Counts()), made.text


def due_by_kind(folder: Path, kind: Any) -> list[Any]:
    """The fields in the line of a patent of this kind, by decision and by columns; and what an edited page with a cap
    per kind makes due for a second patent, by both.
    """
    before, after = (ledgers.policy(folder / place, body) for place, body in (("1", PATENTS), ("2", CAP_PER_KIND)))
    first, second = (
        {"applicant": {"id": "A", "kinds": ["firm"]},
         "records": {"loan": [], "patent": [{"number": number, "kind": of, "granted_on": f"{year}-03-01"}]}}
        for number, of, year in (("ZL1", kind, 2022), ("ZL2", "design", 2023))
    )  # fmt: skip
    alone = before.evaluate({**first, "history": [], "as_of": "2022-12-31"})
    together = before.evaluate_table(nested_table(before.program, [first]), as_of="2022-12-31", ledger=True)
    assert together.ways == {"columns": 1}
    fields = [alone.ledger[0].fields, dict(together.ledger["fields"][0].as_py())]
    later = after.evaluate({**second, "as_of": "2023-12-31"}, history=whole_ledger(alone))
    table = with_history(nested_table(after.program, [second]), together.ledger)
    in_table = after.evaluate_table(table, as_of="2023-12-31")
    assert not in_table.errors.num_rows, in_table.errors.to_pylist()
    return [*fields, later.total.minor, *in_table.applicants["due"].to_pylist()]


def test_a_line_states_a_field_without_a_value(tmp_path: Path) -> None:
    assert due_by_kind(tmp_path, "design") == [
        {"kind": "design", "number": "ZL1"}, {"kind": ["design"], "number": ["ZL1"]}, 200_000, 200_000,
    ]  # fmt: skip
    assert due_by_kind(tmp_path, {"none": True}) == [
        {"kind": None, "number": "ZL1"}, {"kind": None, "number": ["ZL1"]}, 500_000, 500_000,
    ]  # fmt: skip


def test_a_field_without_a_value_left_out_breaks_the_law(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ProgramChunk, "has_no_value", lambda self, root, _: np.zeros(len(self.listed(root)), bool))
    with pytest.raises(AssertionError):
        due_by_kind(tmp_path, {"none": True})


LISTED = """
vocabulary listed "Listed"

applicant firm "商号"

record loan "借款" "one loan" plural loans
  key contract "借据号"
  rights "权利" list of text
  event drawn "提用" on drawn_on "提用之日" default
"""
PER_RIGHT = """
policy t "T"
  effective 2021-01-01 to 2029-12-31
  use listed

article 1 "A"
  award 2000 to firm when loan drawn
  cap 2200 per rights

article 2 "B"
  over policy
    cap 1000 per firm per year
      carry forward 3 years
"""


@pytest.mark.parametrize("later", sampled([[], [("L2", ["R1"])], [("L2", ["R2"])], [("L2", [])]], 3, others="broad"))
def test_money_waits_under_an_award_with_a_cap_by_a_list(later: list[tuple[str, list[str]]], tmp_path: Path) -> None:
    (tmp_path / "listed.ipp").write_text(LISTED, "utf-8")
    (tmp_path / "t.ipp").write_text(PER_RIGHT, "utf-8")
    policy = ipdsl.load(tmp_path / "t.ipp")

    def facts(year: int, loans: list[tuple[str, list[str]]]) -> dict[str, Any]:
        records = [{"contract": name, "rights": rights, "drawn_on": f"{year}-03-01"} for name, rights in loans]
        return {"applicant": {"id": "A", "kinds": ["firm"]}, "records": {"loan": records}}

    first = nested_table(policy.program, [facts(2022, [("L1", ["R1"])])])
    ledger = policy.evaluate_table(first, as_of="2022-12-31", ledger=True).ledger
    table = with_history(nested_table(policy.program, [facts(2023, later)]), ledger)
    result = policy.evaluate_table(table, as_of="2023-12-31", ledger=True)
    history = ledger_to_json(policy.evaluate({**facts(2022, [("L1", ["R1"])]), "as_of": "2022-12-31"}).ledger)
    alone = policy.evaluate({**facts(2023, later), "as_of": "2023-12-31", "history": history})
    assert result.ways == {"columns": 1}
    assert result.applicants["due"].to_pylist() == [100_000] == [alone.total.minor]
    assert not [*unlike_lines(policy.code, result.ledger, [facts(2023, later)], [alone])]


CARRYING = """article 1 "A"
  award 2000 to firm when loan drawn
article 2 "C"
  over policy
    cap 3000 per firm per year
      carry forward 3 years
"""


@pytest.mark.parametrize(
    "years", sampled([[2023, None], [2023, 2022, None], [2022, 2024, None], [2024, 2023, 2022]], 3, others="broad")
)
def test_the_years_of_columns_pay_all_that_is_due_once(years: list[int | None], tmp_path: Path) -> None:
    policy = ledgers.policy(tmp_path, CARRYING)
    loans = [(f"L{number}", day) for number, day in enumerate(["2022-03-01", "2022-04-01", "2023-04-01", "2023-05-01"])]
    records = [{"contract": name, "drawn_on": day} for name, day in loans]
    facts = {"applicant": {"id": "A", "kinds": ["firm"]}, "records": {"loan": records}}
    tables, history, due = nested_table(policy.program, [facts]), None, 0
    alone: list[dict[str, Any]] = []
    for year in years:
        table = tables if history is None else with_history(tables, history)
        result = policy.evaluate_table(table, as_of="2024-12-31", ledger=True, year=year)
        assert result.ways == {"columns": 1}
        decision = policy.evaluate({**facts, "as_of": "2024-12-31", "history": alone}, year=year)
        assert not [*unlike_lines(policy.code, result.ledger, [facts], [decision])]
        history, alone = result.ledger, ledger_to_json(decision.ledger)
        due += result.applicants["payable_now"].to_pylist()[0]
    assert due == 800_000 == policy.evaluate({**facts, "as_of": "2024-12-31", "history": []}).total.minor


def test_an_amount_paid_beyond_a_line_is_no_further_amount_in_columns(tmp_path: Path) -> None:
    """Of 4,000 the line has 3,000 as due, and 3,500 was paid: 500 of what waits is payable."""
    policy = ledgers.policy(tmp_path, CARRYING.replace("award 2000", "award 4000"))
    records = [{"contract": "L1", "drawn_on": "2022-03-01"}]
    facts = {"applicant": {"id": "A", "kinds": ["firm"]}, "records": {"loan": records}}
    first = policy.evaluate_table(nested_table(policy.program, [facts]), as_of="2022-12-31", ledger=True).ledger
    (line,) = first.to_pylist()
    for paid, want in ((300_000, 100_000), (350_000, 50_000)):
        with_payment = line | {"payments": [{"day": date(2022, 12, 20), "amount": paid}]}
        table = with_history(nested_table(policy.program, [facts]), pa.Table.from_pylist([with_payment], LEDGER))
        result = policy.evaluate_table(table, as_of="2023-12-31", ledger=True)
        assert result.applicants["payable_now"].to_pylist() == [want]
        assert result.applicants["due"].to_pylist() == [100_000]


@pytest.mark.slow
def test_a_charge_left_out_breaks_the_law_of_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    cases = [generated_case(SEED, number, 8) for number in range(60)]
    monkeypatch.setattr(ChunkLedger, "_meets_rule", lambda self, _: np.zeros(len(self.done.claims.who), bool))
    assert any(unlike(made, facts, Counts()) for made, facts in cases if facts)
