"""One item on several days is several records, also over columns. Applicants with invalid facts leave columns."""

from __future__ import annotations

import datetime
import random
from typing import Any

import pyarrow as pa
import pytest

import ipdsl
from ipdsl.batch import evaluate

PAGE = """
policy several "One item on several days"
  document "Doc 1"
  effective 2021-01-01 to 2024-12-31
  currency CNY
  round half up to 0.01
  level municipal
  same matter is item
  use ip

article 1 "Bought"
  award 50% of premium when ip_insurance bought
    counting all other support
article 2 "Bought once"
  award 100 once when ip_insurance bought
article 3 "Recognised first"
  award 1000 when well_known_mark new
article 4 "Not supported"
  award 10% of premium when ip_insurance bought
  none when another level supported the same matter
"""
POLICY = ipdsl.load_text(PAGE)


def day(month: int) -> datetime.date:
    return datetime.date(2022, month, 1)


def bought(*months: int) -> list[dict[str, Any]]:
    return [{"contract": "C1", "premium": 10_000 * month, "bought_on": day(month)} for month in months]


def both_ways(
    insurances: list[dict[str, Any]], marks: list[dict[str, Any]], support: list[dict[str, Any]]
) -> tuple[str, int | None, int | None]:
    """How the applicant was settled from a table, its amount due, and the amount settled alone (`None`: a problem)."""
    insurance = pa.struct([("contract", pa.string()), ("premium", pa.int64()), ("bought_on", pa.date32())])
    mark = pa.struct([("mark", pa.string()), ("recognised_on", pa.date32())])
    line = pa.struct([("kind", pa.string()), ("item", pa.string()), ("level", pa.string()), ("year", pa.int32()),
                      ("amount", pa.int64())])  # fmt: skip
    table = pa.table({
        "id": ["F1"], "kinds": [["enterprise"]], "ip_insurance": pa.array([insurances], pa.list_(insurance)),
        "well_known_mark": pa.array([marks], pa.list_(mark)), "support": pa.array([support], pa.list_(line)),
    })  # fmt: skip
    (row,) = POLICY.evaluate_table(table, as_of="2024-12-31").applicants.to_pylist()
    stated = {
        "applicant": {"id": "F1", "kinds": ["enterprise"]},
        "records": {
            "ip_insurance": [one | {"premium": f"{one['premium'] / 100:.2f}", "bought_on": str(one["bought_on"])}
                             for one in insurances],
            "well_known_mark": [one | {"recognised_on": str(one["recognised_on"])} for one in marks],
        },
        "history": [], "support": [one | {"amount": f"{one['amount'] / 100:.2f}"} for one in support],
        "as_of": "2024-12-31",
    }  # fmt: skip
    try:
        alone = POLICY.evaluate(stated).due.low.minor
    except ipdsl.FactsError:
        alone = None
    return row["way"], row["due"], alone


def test_an_item_on_two_days_is_two_records() -> None:
    assert both_ways(bought(3, 4), [], []) == ("columns", 35_000 + 10_000 + 7_000, 52_000)


def test_what_others_paid_for_an_item_counts_for_each_of_its_records() -> None:
    support = [{"kind": "ip_insurance", "item": "C1", "level": "provincial", "year": 2022, "amount": 500}]
    assert both_ways(bought(3, 4), [], support) == ("columns", 34_000 + 10_000, 44_000)


def test_the_first_recognition_alone_is_new() -> None:
    marks = [{"mark": "M1", "recognised_on": day(month)} for month in (5, 3, 4)]
    assert both_ways([], marks, []) == ("columns", 100_000, 100_000)


def remarked(records: dict[str, list[dict[str, Any]]], **lines: list[dict[str, Any]]) -> tuple[tuple[str, ...], int]:
    """What a table remarks on, and how many remarks decisions on its rows make by themselves."""
    work = pa.struct([("certificate", pa.string()), ("certified_on", pa.date32())])
    insurance = pa.struct([("contract", pa.string()), ("premium", pa.int64()), ("bought_on", pa.date32())])
    line = pa.struct([("clause", pa.string()), ("item", pa.string()), ("year", pa.int32()), ("due", pa.int64())])
    table = pa.table({
        "id": ["F0", "F1"], "kinds": [["enterprise"]] * 2,
        "ip_insurance": pa.array([[], records.get("ip_insurance", [])], pa.list_(insurance)),
        "copyright_work": pa.array([[], records.get("copyright_work", [])], pa.list_(work)),
        "history": pa.array([[], lines.get("history", [])], pa.list_(line)),
    })  # fmt: skip
    found = REMARKED.evaluate_table(table, as_of="2024-12-31")
    assert set(found.applicants.column("status").to_pylist()) == {"settled"}
    stated = {kind: [{name: str(value) for name, value in one.items()} for one in own] for kind, own in records.items()}
    history = [{**one, "due": 1} for one in lines.get("history", [])]
    facts = {"applicant": {"id": "F1", "kinds": ["enterprise"]}, "records": stated, "history": history}
    alone = len(REMARKED.evaluate(facts, as_of="2024-12-31").remarks)
    assert found.applicants.column("remarks").to_pylist() == [0, alone]
    return found.notes, alone


REMARKED = ipdsl.load_text(
    """policy remarked "Remarked"
  effective 2021-01-01 to 2024-12-31
  use ip

article 1 "Each"
  award 50% of premium when ip_insurance bought
    as cover
  award 200 for each copyright_work when copyright_work registered
    as works
"""
)


def test_a_table_remarks_on_days_as_single_decisions_do() -> None:
    notes, alone = remarked({"ip_insurance": bought(9, 3)})
    assert len(notes) == alone == 1
    assert notes[0].startswith("row 1 (F1), ip_insurance[0].bought_on: ip_insurance C1 is bought on 2022-09-01")
    assert "ip_insurance[1].bought_on" in notes[0]
    assert "[R130]" in notes[0]
    works = [{"certificate": "W", "certified_on": day(month)} for month in (5, 3, 4)]
    notes, alone = remarked({"copyright_work": works})
    assert len(notes) == alone == 2
    paid = [{"clause": "cover", "item": "C1", "year": 2021, "due": 1}]
    notes, alone = remarked({"ip_insurance": bought(9)}, history=paid)
    assert len(notes) == alone == 1
    assert remarked({"ip_insurance": bought(9)}) == ((), 0)


def test_each_row_has_the_number_of_its_remarks_however_it_was_settled() -> None:
    """Over columns, by itself because a sum is not stated, and failed."""
    insurance = pa.struct([("contract", pa.string()), ("premium", pa.int64()), ("bought_on", pa.string())])
    lists = [bought(9, 3, 4), bought(3), bought(3, 4), bought(3, 4), bought(3, 3)]
    of = [[one | {"bought_on": str(one["bought_on"])} for one in own] for own in lists]
    of[3][0]["premium"] = None
    table = pa.table({
        "id": [f"F{at}" for at in range(5)], "kinds": [["enterprise"]] * 5,
        "ip_insurance": pa.array(of, pa.list_(insurance)), "copyright_work": [[]] * 5, "history": [[]] * 5,
    })  # fmt: skip
    found = REMARKED.evaluate_table(table, as_of="2024-12-31").applicants
    assert found.column("way").to_pylist() == ["columns", "columns", "columns", "not stated", "alike"]
    assert found.column("remarks").to_pylist() == [2, 0, 1, 1, None]


def test_remarks_of_many_rows_are_those_of_decisions(monkeypatch: pytest.MonkeyPatch) -> None:
    """The numbers of all rows, and the words of the first; the others are not read as facts."""
    draw = random.Random("remarks")
    insurance = pa.struct([("contract", pa.string()), ("premium", pa.int64()), ("bought_on", pa.string())])
    work = pa.struct([("certificate", pa.string()), ("certified_on", pa.string())])
    line = pa.struct([("clause", pa.string()), ("item", pa.string()), ("year", pa.int32()), ("due", pa.int64())])
    rows: list[dict[str, Any]] = []
    for number in range(40):
        months = draw.sample([*range(1, 13)], draw.choice([0, 1, 2, 3, 5]))
        insured = [{"contract": draw.choice("AB"), "premium": 100, "bought_on": str(day(month))} for month in months]
        days = [*map(str, map(day, draw.sample([*range(1, 13)], draw.choice([0, 2, 3]))))]
        works = [{"certificate": draw.choice("WV"), "certified_on": one} for one in days]
        paid = [{"clause": "cover", "item": draw.choice("ABC"), "year": draw.choice([2021, 2022]), "due": 1}]
        rows.append({"id": f"F{number}", "ip_insurance": insured, "copyright_work": works,
                     "history": paid * draw.choice([0, 0, 1])})  # fmt: skip
    types = {"id": pa.string(), "ip_insurance": pa.list_(insurance), "copyright_work": pa.list_(work),
             "history": pa.list_(line)}  # fmt: skip
    table = pa.table({name: pa.array([row[name] for row in rows], type_) for name, type_ in types.items()})
    table = table.append_column("kinds", pa.array([["enterprise"]] * len(rows)))
    result = REMARKED.evaluate_table(table, as_of="2024-12-31")
    assert result.ways["columns"] > len(rows) / 3
    alone = [
        REMARKED.evaluate(
            {"applicant": {"id": row["id"], "kinds": ["enterprise"]},
             "records": {kind: [{**one, "premium": "1"} if "premium" in one else one for one in row[kind]]
                         for kind in ("ip_insurance", "copyright_work")},
             "history": [{**one, "due": "0.01"} for one in row["history"]]},
            as_of="2024-12-31",
        ).remarks
        for row in rows
    ]  # fmt: skip
    assert result.applicants["remarks"].to_pylist() == [*map(len, alone)]
    monkeypatch.setattr(evaluate, "MAX_REMARKS", 10**6)
    whole = REMARKED.evaluate_table(table, as_of="2024-12-31").notes
    more = sum(map(len, alone)) - 20
    assert more > 20
    assert len(whole) == sum(map(len, alone))
    assert result.notes == (*whole[:20], f"{more} more such remarks")


@pytest.mark.parametrize("months", [(3, 3), (3, 4, 3)])
def test_two_records_of_one_day_are_a_problem(months: tuple[int, ...]) -> None:
    assert both_ways(bought(*months), [], []) == ("alike", None, None)


def test_a_record_whose_day_is_not_stated_may_be_the_other() -> None:
    undated = {"contract": "C1", "premium": 1, "bought_on": None}
    assert both_ways([*bought(3), undated], [], [])[0] != "columns"
