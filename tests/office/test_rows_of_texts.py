"""Rows of sums, signatures and notes below the records are reported under any wording, and never read as records."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.cli import run
from tests.support.office.dialogs import PAGE, WORDS

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


@pytest.mark.parametrize("wording", WORDINGS)
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
