"""Each error of a batch has its file and line: at a record, at an applicant, or at a row of an unknown applicant."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.support.cli import run
from tests.support.slow import sampled

HOW = ["--as-of", "2022-12-31", "--no-others"]


def problems(out: Path) -> list[tuple[Any, ...]]:
    found = pq.read_table(out / "errors").to_pylist()
    return sorted((one["file"], one["line"], one["code"]) for one in found)


def folder(tmp_path: Path, lines: list[str], contracts: str = "technology_contract") -> Path:
    firms = tmp_path / "firms"
    firms.mkdir()
    (firms / "applicant.csv").write_text(
        "id,kinds,located_here\nF1,enterprise,t\n\nF2,enterprise,perhaps\nF3,enterprise,1\n"
    )
    (firms / f"{contracts}.csv").write_text("applicant,contract,amount,recorded_on\n" + "".join(lines), "utf-8")
    return firms


LINES = [
    "F1,A,300万,2022-03-01\n", 'F1,"B",x,2022-03-01\n', "\n", "F2,C,300,2022-13-01\n", "F9,D,300,2022-03-01\n",
    "F3,E,300,2022-03-01\n", "F3,F,-5,2022-03-01\n",
]  # fmt: skip


@pytest.mark.parametrize(
    ("chunk", "contracts"),
    sampled([("1", "technology_contract"), ("2", "专利合同"), ("100", "technology_contract")], 3, others="broad"),
)
def test_problems_of_csv_have_their_lines(chunk: str, contracts: str, tmp_path: Path) -> None:
    firms = folder(tmp_path, LINES, contracts)
    ran = run("batch", "shaoguan_2021", "--facts", firms, "-o", tmp_path / "out", *HOW, "--chunk", chunk)
    assert ran.code == 1
    name = f"{contracts}.csv"
    assert problems(tmp_path / "out") == sorted(
        [("applicant.csv", 4, "R030"), (name, 3, "R030"), (name, 5, "R036"), (name, 6, "R095"), (name, 8, "R033")]
    )
    assert f"{name}, line 3, {contracts}[1].amount: R030" in " ".join(ran.out.split())
    told = run("batch", "shaoguan_2021", "--facts", firms, "-o", tmp_path / "zh", *HOW, "--lang", "zh").out
    assert "applicant.csv第4行，located_here：R030" in told


def test_lines_are_those_of_the_file_in_whatever_order_its_rows_are(tmp_path: Path) -> None:
    lines = [line for line in LINES if line.strip()]
    random.Random(1).shuffle(lines)
    firms = folder(tmp_path, lines)
    assert run("batch", "shaoguan_2021", "--facts", firms, "-o", tmp_path / "out", *HOW, "--chunk", "1").code == 1
    wrong = {"x": "R030", "2022-13-01": "R036", "F9": "R095", "-5": "R033"}
    expected = [("technology_contract.csv", at, code) for at, line in enumerate(lines, 2)
                for sign, code in wrong.items() if sign in line.strip().split(",")]  # fmt: skip
    assert problems(tmp_path / "out") == sorted([*expected, ("applicant.csv", 4, "R030")])


def test_problems_of_parts_have_their_files(tmp_path: Path) -> None:
    for number, day in enumerate(["2022-03-01", "2022-13-01"]):
        contract = [{"contract": "A", "amount": "300", "recorded_on": day}]
        firms = {"id": [f"F{number}"], "kinds": [["enterprise"]], "technology_contract": [contract]}
        part = tmp_path / "firms" / f"year={2022 + number}" / "part.parquet"
        part.parent.mkdir(parents=True)
        pq.write_table(pa.table(firms), part)
    ran = run("batch", "shaoguan_2021", "--facts", tmp_path / "firms", "-o", tmp_path / "out", *HOW, "--ignore", "year")
    assert ran.code == 1, ran.both
    assert problems(tmp_path / "out") == [("year=2023/part.parquet", None, "R036")]
    assert "year=2023/part.parquet, row 1, technology_contract[0].recorded_on: R036" in " ".join(ran.out.split())
