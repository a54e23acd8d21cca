"""A rate without a percent sign is reported once for each column, with the share that is read, wherever it is given."""

from __future__ import annotations

import json
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, strategies as st

import ipdsl
from ipdsl.base.findings.phrase import Language
from ipdsl.report.decision_page import render
from ipdsl.report.localizer import localizer_of
from tests.support.cli import run
from tests.support.golden import check_golden
from tests.support.project_files import ROOT
from tests.support.workbooks import from_text

PAGE = """policy loans "Loans"
  effective 2021-01-01 to 2024-12-31
  use ip

article 1 "Loans"
  award actual_rate of principal when pledge_loan drawn
    as drawn_loan
"""
POLICY = ipdsl.load_text(PAGE)


def facts(*rates: object) -> dict[str, Any]:
    loans = [
        {"loan": f"L{at}", "principal": 1000, "actual_rate": rate, "drawn_on": "2022-03-01"}
        for at, rate in enumerate(rates)
    ]
    return {"applicant": {"id": "F", "kinds": ["enterprise"]}, "records": {"pledge_loan": loans}, "history": []}


def reported(*rates: object) -> list[tuple[str, str, int]]:
    """The place, the share and the number of values of each remark."""
    remarks = POLICY.evaluate(facts(*rates)).remarks
    return [(str(one.path), vars(one)["share"], vars(one)["number"]) for one in remarks if one.code == "R142"]


@pytest.mark.parametrize("rate", [1, "1", "1.0", "１", Decimal(1)])
def test_one_is_reported_as_the_whole(rate: object) -> None:
    assert reported(rate) == [("$.records.pledge_loan[0].actual_rate", "100%", 1)]
    assert POLICY.evaluate(facts(rate)).due.low.minor == 1000_00


@pytest.mark.parametrize("rate", [0, "0", "0.0", "0.8%", "80%", "80％", "4/5", Fraction(4, 5), None])
def test_rates_with_a_sign_quotients_and_nothing_are_not_reported(rate: object) -> None:
    assert reported(rate) == []


@given(st.lists(st.integers(0, 100), min_size=1, max_size=5), st.sampled_from(["", "%"]))
def test_a_column_has_one_remark_with_its_first_place_and_number(hundredths: list[int], sign: str) -> None:
    rates = [f"{number / 100:.2f}{sign}" for number in hundredths]
    bare = [] if sign else [at for at, number in enumerate(hundredths) if number]
    place = [(f"$.records.pledge_loan[{at}].actual_rate", f"{hundredths[at]}%", len(bare)) for at in bare[:1]]
    assert reported(*rates) == place


def test_a_remark_changes_neither_the_sum_nor_the_number_of_the_facts() -> None:
    bare, signed = POLICY.evaluate(facts("0.8")), POLICY.evaluate(facts("80%"))
    assert bare.due == signed.due
    assert bare.facts_digest == signed.facts_digest


def test_the_page_of_a_decision_has_the_remark(update_golden: bool) -> None:
    decision = POLICY.evaluate(facts("0.8", "1"))
    pages = [render(decision, localize=localizer_of(POLICY.program, language)) for language in Language]
    check_golden(ROOT / "tests" / "golden" / "render" / "facts" / "R142.txt", "\n".join(pages), update_golden)


WORKBOOK = """# 申请人
编号 | 申请人类别
F | 企业
# 质押贷款
贷款 | 本金 | 实际利率 | 放款日
L0 | 1000 | 0.8 ~ 0% | @2022-03-01
L1 | 1000 | 0.8 | @2022-03-01
L2 | 1000 | 1 | @2022-03-01
"""


def test_a_workbook_names_the_cell_and_its_heading(tmp_path: Path) -> None:
    (tmp_path / "facts.xlsx").write_bytes(from_text(WORKBOOK))
    (tmp_path / "loans.ipp").write_text(PAGE, "utf-8")
    arguments = (tmp_path / "loans.ipp", "--facts", tmp_path / "facts.xlsx", "--format", "json")
    decision = json.loads(run("eval", *arguments, "--lang", "zh").out)
    (remark,) = [one for one in decision["remarks"] if one["code"] == "R142"]
    assert remark["path"] == f"{tmp_path / 'facts.xlsx'} 质押贷款!C3"
    assert remark["title"] == "`实际利率`填写为0.8，没有百分号，按80%计算；没有百分号的共2处"
    assert remark["help"] == '请写`"80%"`；本意是百分之0.8的，请写`"0.8%"`'
    warned = run("letter", *arguments[:3], "-o", tmp_path / "letter.html")
    assert "R142" in warned.err
    told = run("batch", *arguments[:3], "-o", tmp_path / "out", "--as-of", "2022-12-31", "--no-others", "--lang", "zh")
    assert "按80%计算；没有百分号的共2处" in "".join(told.out.split())


def test_a_folder_of_csv_files_names_the_line(tmp_path: Path) -> None:
    folder = tmp_path / "facts"
    folder.mkdir()
    (folder / "申请人.csv").write_text("编号,申请人类别\nF,企业\n", "utf-8")
    (folder / "质押贷款.csv").write_text(
        "贷款,本金,实际利率,放款日\nL0,1000,80%,2022-03-01\nL1,1000,1,2022-03-01\n", "utf-8"
    )
    (tmp_path / "loans.ipp").write_text(PAGE, "utf-8")
    decision = json.loads(run("eval", tmp_path / "loans.ipp", "--facts", folder, "--format", "json").out)
    assert [(one["code"], one["path"]) for one in decision["remarks"]] == [("R142", f"{folder} 质押贷款!C3")]


def noted(column: Sequence[Sequence[object]], arrow: Any) -> list[str]:
    import pyarrow as pa

    parts = [("loan", pa.string()), ("principal", pa.int64()), ("actual_rate", arrow), ("drawn_on", pa.string())]
    cells = [facts(*rates)["records"]["pledge_loan"] for rates in column]
    table = pa.table({
        "id": [f"F{at}" for at in range(len(column))], "kinds": [["enterprise"]] * len(column),
        "pledge_loan": pa.array(cells, pa.list_(pa.struct(parts))), "history": [[]] * len(column),
    })  # fmt: skip
    return list(POLICY.evaluate_table(table, as_of="2024-12-31").notes)


def test_columns_have_one_note_with_the_first_row() -> None:
    pa = pytest.importorskip("pyarrow")
    note = (
        "row 1 (F1), pledge_loan.actual_rate: `actual_rate` is 0.8 without a percent sign, and is read as 80%; values "
        'without a sign: 3; write "80%", or "0.8%" for 0.8 percent [R142]'
    )
    texts = [["80%"], ["0", "0.8"], ["1", "八成", "4/5"], ["0.5"]]
    assert noted(texts, pa.string()) == [note]
    assert noted(texts, pa.dictionary(pa.int32(), pa.string())) == [note]
    numbers = [[Decimal(0)], [None, Decimal("0.8"), Decimal(1)]]
    assert noted(numbers, pa.decimal128(5, 1)) == [note.replace("sign: 3", "sign: 2")]
    assert noted([["80%"], ["0"], [], [None]], pa.string()) == []
    assert noted([[None]], pa.null()) == []
