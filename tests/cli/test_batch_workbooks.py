"""`batch` reads a workbook with many applicants, and gives the results of `eval --each`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from tests.support.cli import run
from tests.support.slow import sampled
from tests.support.workbooks import from_text

FORTY = [f"F{number:02}" for number in range(40)]


def workbook(path: Path, wrong: str = "") -> Path:
    applicants = "".join(f"{name} | 企业 | 是\n" for name in FORTY)
    sums = ["三万五" if name == wrong else ("三百万元", 2000000, "¥1,500,000")[at % 3] for at, name in enumerate(FORTY)]
    contracts = "".join(f"{name} | C{at} | {sums[at]} | 22.3.1 | 1 | 否\n" for at, name in enumerate(FORTY))
    path.write_bytes(from_text(
        f"# 申请人\n编号 | 申请人类别 | 在本市\n{applicants}"
        f"# 专利合同\n申请人编号 | 合同号 | 金额（元） | 备案日 | 已实施 | 关联方\n{contracts}"
    ))  # fmt: skip
    return path


def rows(path: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = pq.read_table(path).to_pylist()
    return found


HOW = ["--as-of", "2023-12-31", "--no-others"]


@pytest.mark.parametrize("chunk", sampled(["7", "100"], 2, others="broad"))
def test_a_workbook_gives_the_results_of_each_applicant_alone(chunk: str, tmp_path: Path) -> None:
    path = workbook(tmp_path / "facts.xlsx")
    ran = run("batch", "shaoguan_2021", "--facts", path, "-o", tmp_path / "out", *HOW, "--chunk", chunk)
    assert ran.code == 0, ran.both
    each = json.loads(
        run("eval", "shaoguan_2021", "--facts", path, "--each", "--as-of", "2023-12-31", "--format", "json").out
    )
    alone = {one["applicant"]: one["total"] for one in each["decisions"]}
    found = {one["applicant"]: f"{one['due'] / 100:.2f}" for one in rows(tmp_path / "out" / "applicants")}
    assert found == alone
    assert len(found) == 40
    again = run("batch", "shaoguan_2021", "--facts", path, "-o", tmp_path / "out", *HOW, "--chunk", chunk)
    assert again.out == ran.out


@pytest.mark.broad
def test_an_applicant_with_a_wrong_row_stops_no_other_and_has_its_cell(tmp_path: Path) -> None:
    path = workbook(tmp_path / "facts.xlsx", wrong="F05")
    ran = run("batch", "shaoguan_2021", "--facts", path, "-o", tmp_path / "out", *HOW, "--lang", "zh")
    assert ran.code == 1
    status = {one["applicant"]: one["status"] for one in rows(tmp_path / "out" / "applicants")}
    assert [name for name, of in status.items() if of == "failed"] == ["F05"]
    (problem,) = rows(tmp_path / "out" / "errors")
    assert (problem["applicant"], problem["code"]) == ("F05", "R089")
    assert problem["file"].endswith("facts.xlsx 专利合同!C7")
    assert "专利合同!C7：R089" in ran.out.replace("\n    ", "")
    assert "第4行" not in ran.out
    assert "U097" not in ran.err
    ran = run("batch", "shaoguan_2021", "--facts", path, "-o", tmp_path / "all", *HOW[:2], "--lang", "zh")
    assert "在“申请人”表的“…：是否齐全”各列填写“没有”" in ran.err


def test_rows_that_sheets_refuse_fail_their_applicants_alone(tmp_path: Path) -> None:
    path = tmp_path / "facts.xlsx"
    path.write_bytes(from_text(
        "# 申请人\n编号 | 申请人类别\nF1 | 企业\nF2 | 企业\nF3 | 企业\nF3 | 企业\n"
        "# 专利合同\n申请人编号 | 合同号 | 金额（元） | 备案日\nF1 | A | 300 | 44621\nF2 | B | 300 | 2022-03-01\n"
        "F9 | C | 300 | 2022-03-01\n"
    ))  # fmt: skip
    ran = run("batch", "shaoguan_2021", "--facts", path, "-o", tmp_path / "out", *HOW)
    assert ran.code == 1, ran.both
    status = {one["applicant"]: one["status"] for one in rows(tmp_path / "out" / "applicants")}
    assert status == {"F2": "undetermined", "F1": "failed", "F3": "failed"}
    errors = {
        (one["applicant"], one["code"], one["file"].partition(" ")[2]) for one in rows(tmp_path / "out" / "errors")
    }
    assert {(who, code) for who, code, _ in errors} == {("F1", "R104"), ("F3", "R101"), ("F9", "R105")}
    assert ("F1", "R104", "专利合同!D2") in errors
