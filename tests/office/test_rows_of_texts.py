"""Rows of sums, signatures and notes below the records are reported under any wording, and never read as records."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.cli import run
from tests.support.office.dialogs import PAGE, WORDS
from tests.support.slow import sampled

HEAD = "applicant,contract,sum,rate,drawn_on\n"
RECORDS = ("F,A1,1000,10%,2022-03-01", "F,A2,2000,10%,2022-03-01")
WORDINGS = (
    "合计",
    "总金额",
    "汇总",
    "制表人：张三",
    "审核 李四",
    "负责人签字",
    "Signed by: Li",
    "Date: 2022-03-01",
    "Notes",
    "备注",
    "以上共2项",
    "合计2项",
    "共 2 项",
    "*以上数据截至2022年3月1日",
    "第1页 共2页",
    "Note 1: see annex",
    "Note 1 see annex",
    "注：1. 金额含税",
    "注1",
    "2 records in total",
    "Total 2 items.",
)


def errors(folder: Path, *rows: str, head: str = HEAD) -> str:
    (folder / "words.ipp").write_text(WORDS, encoding="utf-8")
    page, facts = folder / "demo.ipp", folder / "facts"
    page.write_text(PAGE.format(award="rate of sum"), encoding="utf-8")
    facts.mkdir(exist_ok=True)
    (facts / "applicant.csv").write_text("id,kinds\nF,firm\n", encoding="utf-8")
    (facts / "loan.csv").write_text(head + "\n".join(rows) + "\n", encoding="utf-8")
    ran = run("eval", page, "--facts", facts)
    return ran.both if "error[" in ran.both else ""


@pytest.mark.parametrize("wording", sampled(WORDINGS, 4, others="broad"))
def test_a_row_with_a_text_in_place_of_a_number_is_reported(tmp_path: Path, wording: str) -> None:
    for row in (f"F,{wording},3000,,", f"F,{wording},,,", f",{wording},,,", f",{wording},3000,,"):
        text = errors(tmp_path, *RECORDS, row)
        assert "R104" in text or "R105" in text, row
        assert wording in text


def test_records_whose_numbers_are_texts_are_read(tmp_path: Path) -> None:
    assert not errors(tmp_path, *RECORDS)
    assert not errors(tmp_path, "F,North,1000,10%,2022-03-01", "F,South,2000,10%,2022-03-01", "F,A1,,,")
    assert not errors(tmp_path, *RECORDS, "F,North,2000,10%,2022-03-01"), "a record with its day"


def test_a_row_of_two_signatures_is_reported(tmp_path: Path) -> None:
    head, records = "applicant,contract,bank,sum,rate,drawn_on\n", [f"F,{at},ICBC,1,10%,2022-03-01" for at in "123"]
    text = errors(tmp_path, *records, "F,审核：李四,复核：王五,,,", head=head)
    assert "R104" in text
    assert "审核：李四" in text
    assert not errors(tmp_path, *records, "F,9,支行：北京,,,", head=head)
    assert not errors(tmp_path, *records, "F,North,支行：北京,,,", head=head)
    assert not errors(tmp_path, *records, "F,A:1,支行：北京,,,2022-03-01", head=head)


ENDS = (
    "合计", "小计", "Total", "合计（3项）", "Total (3 items)", "汇总", "总数", "承前页", "平均", "单位盖章", "以下空白",
    "Balance", "填表人：张三", "Prepared by: Li", "注：含税",
)  # fmt: skip
"""Texts of rows below the records, which are known in any form of the numbers and with any other values."""


@pytest.mark.broad
@pytest.mark.parametrize("numbers", [("A1", "A2"), ("A", "B"), ("甲", "乙")])
def test_words_of_totals_and_signatures_are_no_number_of_a_record(tmp_path: Path, numbers: tuple[str, str]) -> None:
    records = [f"F,{number},1000,10%,2022-03-01" for number in numbers]
    for wording in ENDS:
        for values in ("3000,10%,2022-12-31", "7,,2022-12-31", ",,2022-12-31", ",,"):
            text = errors(tmp_path, *records, f"F,{wording},{values}")
            assert "R104" in text, (wording, values)
            assert wording in text


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        (("F,,3000,10%,2022-12-31",), "R104"),
        (("F,Everything,3000,10%,2022-12-31",), "R104"),
        (("F,A3,4000,10%,2022-12-31", "F,Both,7000,10%,2022-12-31"), "R104"),
        (("F,A3,4000,10%,2022-12-31", "F,Two,6000,10%,2022-12-31"), "R104"),
        (("F,A3,3000,10%,2022-12-31",), "R109"),
        (("F,A3,4000,10%,2022-12-31", "F,A4,6000,10%,2022-12-31"), ""),
        (("F,North,4000,10%,2022-12-31",), ""),
    ],
)
def test_a_row_with_the_sum_of_the_rows_above_is_told(tmp_path: Path, rows: tuple[str, ...], code: str) -> None:
    refused = errors(tmp_path, *RECORDS, *rows)
    assert ("R104" in refused) == (code == "R104")
    if not refused:
        ran = run("eval", tmp_path / "demo.ipp", "--facts", tmp_path / "facts")
        assert ("R109" in ran.both) == (code == "R109")
        assert "Total due" in ran.out
    out = ("--as-of", "2024-12-31", "--no-others", "-o", tmp_path / "out")
    batch = run("batch", tmp_path / "demo.ipp", "--facts", tmp_path / "facts", *out)
    assert not code or code in batch.both


def test_a_reader_that_compares_no_sums_pays_a_row_of_totals(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ipdsl.office.forms.entries._sum_in", lambda _: 0)
    assert not errors(tmp_path, *RECORDS, "F,Everything,3000,10%,2022-12-31")
