"""An applicant with a wrong row does not stop the others: `eval --each` and `letter` settle the others and list it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.support.cli import run
from tests.support.slow import sampled
from tests.support.workbooks import from_text

SHAOGUAN = "shaoguan_2021"
GOOD: dict[str, Any] = {"amount": 3000000, "recorded_on": "2022-03-01", "put_to_use": True, "related_party": False}


def firm(name: str, **contract: Any) -> dict[str, Any]:
    return {
        "applicant": {"id": name, "kinds": ["enterprise"], "located_here": True},
        "records": {"technology_contract": [{"contract": "C", **GOOD, **contract}]},
    }


FIRMS = [firm("F1"), firm("F2", amount="about 3"), firm("F3")]


def facts_in(form: str, folder: Path) -> Path:
    """Three applicants. The second has a wrong row."""
    path = folder / f"firms.{form}"
    match form:
        case "jsonl":
            path.write_text("".join(json.dumps(one) + "\n" for one in FIRMS), "utf-8")
        case "json":
            path.write_text(json.dumps(FIRMS), "utf-8")
        case "csv":
            path.mkdir()
            (path / "applicant.csv").write_text(
                "id,kinds,located_here\nF1,enterprise,yes\nF2,企业,是\nF3,enterprise,1\n"
            )
            (path / "technology_contract.csv").write_text(
                "applicant,contract,amount,recorded_on,put_to_use,related_party\n"
                + "".join(f"F{n},C,{sum_},2022-03-01,t,f\n" for n, sum_ in ((1, 3000000), (2, "about 3"), (3, "300万")))
            )
        case "xlsx":
            rows = "".join(f"F{n} | C | {sum_} | 2022-03-01 | 是 | 否\n"
                           for n, sum_ in ((1, 3000000), (2, "about 3"), (3, "300万")))  # fmt: skip
            path.write_bytes(from_text(
                "# 申请人\n编号 | 申请人类别 | 在本市\nF1 | 企业 | 是\nF2 | 企业 | 是\nF3 | 企业 | 是\n"
                f"# 专利合同\n申请人编号 | 合同号 | 金额（元） | 备案日 | 已实施 | 关联方\n{rows}"
            ))  # fmt: skip
        case _:
            records = [[{**one["records"]["technology_contract"][0]}] for one in FIRMS]
            for one in records:
                one[0]["amount"] = str(one[0]["amount"])
            columns = {"id": ["F1", "F2", "F3"], "kinds": [["enterprise"]] * 3, "located_here": [True] * 3}
            pq.write_table(pa.table({**columns, "technology_contract": records}), path)
    return path


@pytest.mark.parametrize("form", sampled(["jsonl", "json", "csv", "xlsx", "parquet"], 3, others="broad"))
def test_the_others_are_settled_and_the_wrong_one_is_listed(form: str, tmp_path: Path) -> None:
    path = facts_in(form, tmp_path)
    ran = run("eval", SHAOGUAN, "--facts", path, "--each")
    assert ran.code == 1
    assert (
        "Total due                                                                                  40,000.00"
        in ran.out
    )
    assert "Left out because of their findings: 1; the others (2) are settled\n  F2 (" in ran.out
    assert "R030" in ran.out.partition("Left out")[2]
    plain = json.loads(run("eval", SHAOGUAN, "--facts", path, "--each", "--format", "json").out)
    assert [one["applicant"] for one in plain["decisions"]] == ["F1", "F3"]
    assert [(one["applicant"], [f["code"] for f in one["findings"]]) for one in plain["left_out"]] == [("F2", ["R030"])]
    letters = run("letter", SHAOGUAN, "--facts", path, "-o", tmp_path / "letters" / "{applicant}.html", "--lang", "zh")
    assert letters.code == 1
    assert sorted(one.name for one in (tmp_path / "letters").iterdir()) == ["F1.html", "F3.html"]
    assert "因存在问题而未结算的：1个；其余2个已经结算\n  F2（" in letters.out
    written = json.loads(
        run("letter", SHAOGUAN, "--facts", path, "-o", tmp_path / "l" / "{applicant}.html", "--format", "json").out
    )
    assert [(one["applicant"], one["file"] is None) for one in written] == [("F1", False), ("F3", False), ("F2", True)]
    cohort = run("eval", SHAOGUAN, "--facts", path, "--cohort")
    assert (cohort.code, cohort.out) == (1, ""), "who is settled together with others cannot be left out"


def test_a_wrong_cell_of_a_sheet_leaves_out_its_applicant_alone(tmp_path: Path) -> None:
    path = tmp_path / "f.xlsx"
    path.write_bytes(from_text(
        "# 申请人\n编号 | 申请人类别\nF1 | 企业\nF2 | 企业\nF3 | 企业\nF3 | 企业\n"
        "# 专利合同\n申请人编号 | 合同号 | 金额（元） | 备案日\nF1 | A | 300 | 44621\nF2 | B | 300 | 2022-03-01\n"
        "F9 | C | 300 | 2022-03-01\n"
    ))  # fmt: skip
    plain = json.loads(run("eval", SHAOGUAN, "--facts", path, "--each", "--format", "json").out)
    assert [one["applicant"] for one in plain["decisions"]] == ["F2"]
    left = {one["applicant"]: [f["code"] for f in one["findings"]] for one in plain["left_out"]}
    assert left == {"F1": ["R104"], "F3": ["R101"], "F9": ["R105"]}


def test_a_broken_line_and_a_file_that_is_not_there_stop_no_other(tmp_path: Path) -> None:
    path = tmp_path / "f.jsonl"
    path.write_text(json.dumps(firm("F1")) + "\n" + json.dumps(firm("F2"))[:-2] + "\n" + json.dumps(firm("F3")) + "\n")
    ran = run("eval", SHAOGUAN, "--facts", path, "--each")
    assert (ran.code, "no id (" in ran.out, "R086" in ran.out) == (1, True, True)
    ran = run("eval", SHAOGUAN, "--facts", path, tmp_path / "none.json", "--each", "--lang", "zh")
    assert (ran.code, "没有编号（" in ran.out, "U001" in ran.out) == (2, True, True)


def test_nobody_is_settled_where_all_have_findings(tmp_path: Path) -> None:
    path = tmp_path / "f.jsonl"
    path.write_text((json.dumps(firm("F1", amount=-1)) + "\n") * 1 + json.dumps(firm("F2", amount=-1)) + "\n")
    ran = run("eval", SHAOGUAN, "--facts", path, "--each")
    assert (ran.code, ran.out, ran.err.count("error[R033]")) == (1, "", 2)


def test_the_lines_of_an_applicant_left_out_stay_in_the_ledger(tmp_path: Path) -> None:
    path, ledger = facts_in("jsonl", tmp_path), tmp_path / "ledger.json"
    path.write_text("".join(json.dumps(firm(f"F{n}")) + "\n" for n in (1, 2, 3)), "utf-8")
    assert run("eval", SHAOGUAN, "--facts", path, "--each", "--ledger-out", ledger).code == 0
    facts_in("jsonl", tmp_path)
    assert run("eval", SHAOGUAN, "--facts", path, "--each", "--history", ledger, "--ledger-out", ledger).code == 1
    lines = json.loads(ledger.read_text("utf-8"))["ledger"]
    assert {line["applicant"] for line in lines} == {"F1", "F2", "F3"}


def test_one_letter_for_several_applicants_is_wrong_use_though_some_are_left_out(tmp_path: Path) -> None:
    path = tmp_path / "f.jsonl"
    path.write_text(json.dumps(firm("F1")) + "\n" + json.dumps(firm("F2", amount=-1)) + "\n")
    ran = run("letter", SHAOGUAN, "--facts", path, "-o", tmp_path / "one.html")
    assert (ran.code, (tmp_path / "one.html").exists()) == (2, False)


WORDS = """vocabulary words "Words"
applicant firm "企业"
record patent "专利"
  key number "专利号"
  event granted on granted_on "授权日"
"""
ONCE = """policy grants "Grants"
  use words

article 1 "Grants"
  award 10000 once to firm when patent granted
    as grant
  award up to 5000 to firm when patent granted
    as help
"""


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("way", ["--each", "--cohort"])
def test_a_list_names_lines_that_may_be_slips_and_no_lines_of_earlier_years(
    tmp_path: Path, way: str, language: str
) -> None:
    (tmp_path / "words.ipp").write_text(WORDS, "utf-8")
    (tmp_path / "once.ipp").write_text(ONCE, "utf-8")
    facts = {
        "applicant": {"id": "F1", "kinds": ["firm"]},
        "records": {"patent": [{"number": "2022-017", "granted_on": "2022-03-05"}]},
        "history": [
            {"clause": "grant", "item": "2022-17", "year": 2022, "due": 10000},  # a zero is missing
            {"clause": "grant", "item": "of another year", "year": 2021, "due": 10000},
        ],
        "approvals": [{"clause": "help", "item": "elsewhere", "amount": 1}],
    }
    path = tmp_path / "firms.json"
    path.write_text(json.dumps([facts, {**facts, "applicant": {"id": "F2", "kinds": ["firm"]}}]), "utf-8")
    ran = run("eval", tmp_path / "once.ipp", "--facts", path, way, "--lang", language)
    assert ran.code == 0, ran.err
    assert "2022-17" in ran.out
    assert "elsewhere" in ran.out
    assert "of another year" not in ran.out
