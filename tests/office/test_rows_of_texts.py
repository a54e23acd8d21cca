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
)


def errors(folder: Path, *rows: str) -> str:
    (folder / "words.ipp").write_text(WORDS, encoding="utf-8")
    page, facts = folder / "demo.ipp", folder / "facts"
    page.write_text(PAGE.format(award="rate of sum"), encoding="utf-8")
    facts.mkdir(exist_ok=True)
    (facts / "applicant.csv").write_text("id,kinds\nF,firm\n", encoding="utf-8")
    (facts / "loan.csv").write_text(HEAD + "\n".join(rows) + "\n", encoding="utf-8")
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
