"""Findings about the applicants of a table, and of the parts of a large one, are those of decisions about them."""

from __future__ import annotations

import datetime
import json
import random
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

import ipdsl
from ipdsl.base.findings.finding import Diagnostic
from ipdsl.batch import evaluate
from ipdsl.batch.batch import PartitionFlags, TablePartition
from ipdsl.batch.evaluate import Options, compare_nested
from ipdsl.batch.intake.intake import recall_of_lines
from ipdsl.driver.portable_policy import pack, unpack
from ipdsl.ledger.ledger_file import ledger_to_plain, lines_to_write
from ipdsl.plain_data.errors import FactsError
from tests.support.batch import ledgers

APART = {"apart": {"from": "firm 3", "to": "firm-3"}}

Rows = list[tuple[str, str, str]]


def first_year() -> tuple[list[str], Rows]:
    ids = [f"firm {number}" for number in range(9)]
    return ids, [(name, f"HT-2022-{name[5:]}", "2022-03-01") for name in ids]


def second_year() -> tuple[list[str], Rows]:
    """`firm 3` is written `firm-3`, `Blue` states the loan of the absent `firm 8`, and two firms state one loan."""
    ids = [*(f"firm {number}" for number in range(8) if number != 3), "firm-3", "Blue"]
    loans = [(name, f"HT-2023-{number}", "2023-04-01") for number, name in enumerate(ids)]
    both = [("firm 1", "HT-2023-99", "2023-05-01"), ("firm 2", "HT-2023-99", "2023-05-01")]
    return ids, [*loans, *both, ("Blue", "HT-2022-8", "2022-03-01")]


def facts(ids: list[str], loans: Rows, year: int) -> list[dict[str, Any]]:
    return [
        {
            "applicant": {"id": name, "kinds": ["firm"]}, "as_of": f"{year}-12-31",
            "records": {"loan": [{"contract": item, "sum": "100.00", "drawn_on": day}
                                 for whose, item, day in loans if whose == name], "patent": []},
        }
        for name in ids
    ]  # fmt: skip


def tables(ids: list[str], loans: Rows) -> dict[str, pa.Table]:
    whose, item, day = map(list, zip(*loans, strict=True))
    columns = {"applicant": whose, "contract": item, "sum": pa.array([10_000] * len(loans)), "drawn_on": day}
    empty = pa.table({name: pa.array([], pa.string()) for name in ("applicant", "number", "granted_on", "kind")})
    return {
        "applicant": pa.table({"id": ids, "kinds": [["firm"]] * len(ids)}),
        "loan": pa.table(columns),
        "patent": empty,
    }


@pytest.fixture
def policy(tmp_path: Path) -> ipdsl.Policy:
    return ledgers.policy(tmp_path, ledgers.LOANS)


def codes(findings: list[Diagnostic]) -> list[str]:
    return sorted(repr(finding) for finding in findings)


def of_decisions(policy: ipdsl.Policy, *answers: dict[str, Any]) -> list[str]:
    before = [policy.evaluate(one) for one in facts(*first_year(), 2022)]
    ledger = json.loads(json.dumps(ledger_to_plain(policy.program, lines_to_write(before), None, before)))
    ledger["answers"] = [*answers]
    decisions = [policy.evaluate(one, history=ledger) for one in facts(*second_year(), 2023)]
    return codes(policy.compare_applicants(decisions, ledger))


def history(policy: ipdsl.Policy) -> pa.Table:
    ledger = policy.evaluate_table(tables(*first_year()), as_of="2022-12-31", ledger=True).ledger
    assert ledger is not None
    return ledger


def of_table(policy: ipdsl.Policy, *answers: dict[str, Any]) -> list[str]:
    lines = history(policy)
    given = {**tables(*second_year()), "history": lines}
    result = policy.evaluate_table(given, as_of="2023-12-31", ledger=True, answers=answers)
    return codes(policy.compare_table(result, lines))


def of_parts(policy: ipdsl.Policy, seed: int, *answers: dict[str, Any]) -> list[str]:
    """The same for parts of the table in any order, where the lines of an absent applicant are a row of their own."""
    lines, (ids, loans) = history(policy), second_year()
    draw = random.Random(seed)
    every = [*ids, *(name for name in first_year()[0] if name not in ids)]
    draw.shuffle(every)
    kept = lines.drop_columns(["applicant"]).to_pylist(maps_as_pydicts="strict")
    by_id = dict(zip(lines["applicant"].to_pylist(), kept, strict=True))
    loan = pa.struct([("contract", pa.string()), ("sum", pa.int64()), ("drawn_on", pa.string())])
    stated = [[{"contract": item, "sum": 10_000, "drawn_on": day} for whose, item, day in loans if whose == name]
              for name in every]  # fmt: skip
    patent = pa.list_(pa.struct([("number", pa.string()), ("granted_on", pa.string()), ("kind", pa.string())]))
    line = pa.struct([field for field in lines.schema if field.name != "applicant"])
    table = pa.table({
        "id": every, "kinds": [["firm"] if name in ids else None for name in every],
        "loan": pa.array(stated, pa.list_(loan)), "patent": pa.array([[]] * len(every), patent),
        "history": pa.array([[by_id[name]] if name in by_id else [] for name in every], pa.list_(line)),
        "there": [name in ids for name in every],
    })  # fmt: skip
    cut = draw.randrange(1, len(every) - 1)
    pages = lines.schema.field("page").metadata[b"pages"].decode()
    found = []
    for piece in (table.slice(0, cut), table.slice(cut)):
        options = Options(
            as_of=datetime.date(2023, 12, 31), ledger=True, chunk=3, engine="cpython", answers=answers,
        )  # fmt: skip
        made = TablePartition(unpack(pack(policy.plan)), options, PartitionFlags(given="there"), pages)
        found += [*made.settle(iter(piece.to_batches(max_chunksize=2)))]
    recall = recall_of_lines(lines.schema, policy.program, answers=answers)
    assert recall is not None
    return codes(compare_nested(policy.program, recall, pa.Table.from_batches(found), lines))


@pytest.mark.parametrize("seeds", [range(4), pytest.param(range(4, 20), marks=pytest.mark.broad)], ids=str)
def test_tables_and_their_parts_have_the_findings_of_decisions(policy: ipdsl.Policy, seeds: range) -> None:
    expected = of_decisions(policy)
    assert [text.split("(")[0] for text in expected] == [
        "ItemsOfSeveralApplicants", "PossiblyRenamedApplicant", "RenamedApplicant"
    ]  # fmt: skip
    assert of_table(policy) == expected
    for seed in seeds:
        assert of_parts(policy, seed) == expected


def test_an_answer_ends_its_finding_in_tables_and_parts(policy: ipdsl.Policy) -> None:
    expected = of_decisions(policy, APART)
    assert len(expected) == len(of_decisions(policy)) - 1
    assert of_table(policy, APART) == of_parts(policy, 1, APART) == expected
    unknown = {"apart": {"from": "firm 33", "to": "firm-3"}}
    for door in (of_table, lambda made, *answers: of_parts(made, 1, *answers)):
        with pytest.raises(FactsError, match="the ledger has no line of the first id"):
            door(policy, unknown)


def test_a_table_without_a_history_has_no_new_applicants(policy: ipdsl.Policy) -> None:
    result = policy.evaluate_table(tables(*second_year()), as_of="2023-12-31", ledger=True)
    assert [finding.code for finding in policy.compare_table(result)] == ["R123"]


def test_a_result_without_a_ledger_is_not_compared(policy: ipdsl.Policy) -> None:
    result = policy.evaluate_table(tables(*second_year()), as_of="2023-12-31")
    with pytest.raises(ValueError, match="ledger=True"):
        policy.compare_table(result)


def test_the_ledger_of_another_register_is_an_error_of_a_table_until_it_is_confirmed(policy: ipdsl.Policy) -> None:
    lines = history(policy)
    others = lines.set_column(0, "applicant", pa.array([f"X{name}" for name in lines["applicant"].to_pylist()]))
    result = policy.evaluate_table({**tables(*second_year()), "history": lines}, as_of="2023-12-31", ledger=True)
    assert [one.code for one in policy.compare_table(result, others)] == ["R120"]
    assert "R120" not in [one.code for one in policy.compare_table(result, others, new_applicants=True)]


def test_absent_applicants_in_another_order_break_the_law(
    policy: ipdsl.Policy, monkeypatch: pytest.MonkeyPatch
) -> None:
    right = evaluate.register_of
    monkeypatch.setattr(evaluate, "register_of", lambda present, recorded, now: right(present, sorted(recorded), now))
    with pytest.raises(AssertionError):
        test_tables_and_their_parts_have_the_findings_of_decisions(policy, range(20))
