"""Names that look like numbers: an identifier keeps its leading zeros wherever a line names it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from tests.support.cli import run
from tests.support.console import working_in
from tests.support.slow import sampled

WORDS = """vocabulary words "Words" "词汇"
applicant firm "企业"
record patent "专利"
  key number "专利号"
  fees "费用" money
  event granted on granted_on "授权日"
record loan "贷款"
  key contract "合同号"
  sum "金额" money
  event drawn on drawn_on "放款日"
"""
HEAD = """policy demo "Demo" "示例"
  document "D 1"
  effective 2021-01-01 to 2025-12-31
  use words

article 1 "Grants" "授权"
"""
PAGES = {
    "once": HEAD + "  award 10000 once to firm when patent granted\n    as grant\n",
    "loans": HEAD + "  award up to 5000 to firm when loan drawn\n    as loan_help\n",
    "older": HEAD
    + "  award 10000 to firm when patent granted\n    as grant\n"
    + "  pay highest with older documents per matter\n",
}
NAMES = ("0001", "0000", "0123", "0999", "1000", "2022", "9999", "001", "00001", "０００１", "0001年")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "words.ipp").write_text(WORDS, encoding="utf-8")
    for name, page in PAGES.items():
        (tmp_path / f"{name}.ipp").write_text(page, encoding="utf-8")
    return tmp_path


def facts(kind: str, record: dict[str, Any], **more: object) -> str:
    applicant = {"id": "F1", "kinds": ["firm"]}
    stated = {"applicant": applicant, "as_of": "2023-12-31", "records": {kind: [record]}, "history": [], **more}
    return json.dumps(stated, ensure_ascii=False)


def patent(name: str) -> dict[str, Any]:
    return {"number": name, "granted_on": "2023-03-05"}


def paid(page: str, stated: str, *more: str) -> tuple[str, str]:
    """The amount due, and the item of the claim."""
    Path("facts.json").write_text(stated, encoding="utf-8")
    ran = run("eval", page, "--facts", "facts.json", "--format", "json", *more)
    decision = json.loads(ran.out)
    assert not [line for line in decision["without_effect"] if line["group"] != "records"], decision["without_effect"]
    return decision["total"], decision["claims"][0]["item"]


@pytest.mark.parametrize("name", NAMES)
def test_a_line_meets_the_record_of_its_name(name: str, folder: Path) -> None:
    line = {"clause": "grant", "item": name, "year": 2022, "due": 10000}
    with working_in(folder):
        total, item = paid("once.ipp", facts("patent", patent(name), history=[line]))
    assert total == "0.00"
    assert item == name


def test_names_that_differ_by_a_zero_are_two(folder: Path) -> None:
    with working_in(folder):
        for item in ("1", "001", "00001"):
            line = {"clause": "grant", "item": item, "year": 2022, "due": 10000}
            Path("facts.json").write_text(facts("patent", patent("0001"), history=[line]), encoding="utf-8")
            assert (
                json.loads(run("eval", "once.ipp", "--facts", "facts.json", "--format", "json").out)["total"]
                == "10000.00"
            )


@pytest.mark.parametrize("name", ["0001", "0123"])
def test_an_approval_and_an_older_standard_meet_the_record_of_their_name(name: str, folder: Path) -> None:
    loan = {"contract": name, "drawn_on": "2023-03-05"}
    approval = {"clause": "loan_help", "item": name, "amount": 3000}
    standard = {"document": "D 0", "kind": "patent", "item": name, "amount": 30000}
    with working_in(folder):
        assert paid("loans.ipp", facts("loan", loan, approvals=[approval]))[0] == "3000.00"
        assert paid("older.ipp", facts("patent", patent(name), older_documents=[standard]))[0] == "30000.00"


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_case_of_a_page_says_the_name(language: str, folder: Path) -> None:
    case = """
case "paid before"
  given firm
    patent "0001": granted_on 2023-03-05
  given history grant "0001" paid 10000 in 2022
  expect "0001" already paid
"""
    with working_in(folder):
        Path("once.ipp").write_text(PAGES["once"] + case, encoding="utf-8")
        ran = run("test", "once.ipp", "--lang", language)
    assert ran.code == 0, ran.both


def test_a_ledger_goes_through_a_workbook(folder: Path) -> None:
    with working_in(folder):
        Path("facts.json").write_text(facts("patent", patent("0001")), encoding="utf-8")
        stated = json.loads(Path("facts.json").read_text())
        del stated["history"]
        Path("facts.json").write_text(json.dumps(stated))
        assert run("eval", "once.ipp", "--full", "--facts", "facts.json", "--ledger-out", "ledger.json").code == 0
        words = (
            "template",
            "once.ipp",
            "--for",
            "bureau",
            "--facts",
            "facts.json",
            "--history",
            "ledger.json",
            "-o",
            "next.xlsx",
        )
        assert run(*words).code == 0
        decision = json.loads(run("eval", "once.ipp", "--facts", "next.xlsx", "--format", "json").out)
    assert (decision["total"], decision["claims"][0]["item"]) == ("0.00", "0001")


def test_tables_meet_the_record_of_the_name(folder: Path) -> None:
    with working_in(folder):
        Path("tables").mkdir()
        Path("tables/applicant.csv").write_text("id,kinds\nF1,firm\n0002,firm\n")
        Path("tables/patent.csv").write_text("applicant,number,granted_on\nF1,0001,2023-03-05\n0002,0001,2023-03-05\n")
        Path("tables/history.csv").write_text("applicant,clause,item,year,due\nF1,grant,0001,2022,10000\n")
        ran = run("batch", "once.ipp", "--facts", "tables", "--as-of", "2023-12-31", "-o", "out")
        rows = pq.read_table("out/applicants").to_pylist()
    assert ran.code == 0, ran.both
    assert [(row["applicant"], row["due"]) for row in rows] == [("F1", 0), ("0002", 1_000_000)]


@pytest.mark.parametrize(
    ("item", "number", "language", "said"),
    sampled(
        [
            ("0001", "1", "en", "its keys name `1`, and its item is `0001`"),
            ("0001", "2", "zh", "识别项是“2”，而项目是“0001”"),
            ("1", "0001", "en", ""),  # the keys match the record
            ("0001", "0001", "en", ""),
        ],
        3,
        others="broad",
    ),
)
def test_keys_that_name_another_item_are_a_contradiction(
    item: str, number: str, language: str, said: str, folder: Path
) -> None:
    """Without this finding, such a line would match no claim, and its payment would be made again."""
    line = {"clause": "grant", "item": item, "keys": {"number": number}, "year": 2022, "due": 10000}
    with working_in(folder):
        Path("facts.json").write_text(facts("patent", patent("0001"), history=[line]))
        ran = run("eval", "once.ipp", "--full", "--facts", "facts.json", "--lang", language)
        Path("tables").mkdir()
        Path("tables/applicant.csv").write_text("id,kinds\nF1,firm\n")
        Path("tables/patent.csv").write_text("applicant,number,granted_on\nF1,0001,2023-03-05\n")
        cells = f"F1,grant,{item},number: {number},2022,10000\n"
        Path("tables/history.csv").write_text(f"applicant,clause,item,keys,year,due\n{cells}")
        batched = run(
            "batch", "once.ipp", "--facts", "tables", "--as-of", "2023-12-31", "-o", "out", "--lang", language
        )
    assert (ran.code, "R051" in batched.both) == (int(bool(said)), bool(said)), batched.both
    assert said in "".join(ran.both.splitlines())
