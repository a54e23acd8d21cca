"""CSV in `eval` and `batch`: changed names, encodings, units and separators, with the same findings in both."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.support.cli import Ran, run
from tests.support.console import working_in
from tests.support.slow import sampled

WORDS = """vocabulary words "Words" "词汇"
applicant firm "企业"
record patent "专利"
  key number "专利号"
  fees "费用" money
  rights "权利" list of text
  event granted on granted_on "授权日"
"""
PAGE = """policy demo "Demo" "示例"
  document "D 1"
  effective 2021-01-01 to 2025-12-31
  use words

article 1 "Grants" "授权"
  award 10% of fees to firm when patent granted
    as grant
"""
WHO = "id,kinds\nF1,firm\n"


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    (tmp_path / "words.ipp").write_text(WORDS, "utf-8")
    (tmp_path / "demo.ipp").write_text(PAGE, "utf-8")
    (tmp_path / "in").mkdir()
    with working_in(tmp_path):
        yield tmp_path


def write(**files: str | bytes) -> None:
    for name, text in {"applicant": WHO, **files}.items():
        Path("in", f"{name}.csv").write_bytes(text if isinstance(text, bytes) else text.encode())


def both(*more: str) -> tuple[Ran, Ran]:
    """The output of `eval` and of `batch`."""
    return run("eval", "demo.ipp", "--full", "--facts", "in", *more), run(
        "batch", "demo.ipp", "--facts", "in", "-o", "out", "--restart", *more
    )


def due() -> list[Any]:
    return [row["due"] for row in pq.read_table("out/applicants").to_pylist()]


CHANGED = {
    **dict.fromkeys(("202310001.0", "0001.00", "1.0", "２０２３.０"), "is a number with decimals"),
    **dict.fromkeys(("2.0221E+11", "1E5", "2e+16", "2.5E10", "3E-05"), "last digits are lost"),
    **dict.fromkeys(("'0001", "’0001", "`0001", "´0001", "′0001", "｀0001"), "keeps a text"),
    "202,310,001": "is a number with commas",
    **dict.fromkeys(("#N/A", "#REF!", "########", "#NAME?"), "shows the error"),
    **dict.fromkeys(("nan", "None", "<NA>", "NULL", "NaT"), "marks a missing value of a program"),
}  # fmt: skip
KEPT = ["0001", "1000", "2022", "F1.0a", "A1E5", "2022E01", "1.5", "1.01", "v2.0", "12-1", "E5", "1,5", "N/A", "Nan",
        "#1", "P'1", "0", "10001", "C++", "2.0.0", "第1号", "ZL 2022 1.0"]  # fmt: skip
WHERE = ("key", "list", "history", "support", "approvals", "older_documents", "id", "keys")


@pytest.mark.parametrize(("name", "where"), sampled(sampled(product(CHANGED, WHERE), 5), 10, others="broad"))
def test_a_name_that_a_program_changed_is_told(name: str, where: str, folder: Path) -> None:
    said = f'"{name}"'
    files = {
        "key": {"patent": f"applicant,number\nF1,{said}\n"},
        "list": {"patent": f'applicant,number,rights\nF1,P1,"R1; {name}"\n'},
        "history": {"history": f"applicant,clause,item,year,due\nF1,grant,{said},2022,100\n"},
        "support": {"support": f"applicant,kind,item,level,year,amount\nF1,patent,{said},county_level,2022,1\n"},
        "approvals": {"approvals": f"applicant,clause,item,amount\nF1,grant,{said},100\n"},
        "older_documents": {"older_documents": f"applicant,document,kind,item,amount\nF1,old,patent,{said},100\n"},
        "id": {"applicant": f"id,kinds\n{said},firm\n"},
        "keys": {"history": f'applicant,clause,item,year,due,keys\nF1,grant,P1,2022,1,"number: {name}"\n'},
    }[where]
    if where == "list" and "," in name:
        return  # a comma can separate two names
    write(**files)
    for ran in both():
        assert ran.code == 1
        assert ran.err.count("error[R104]") == 1, ran.err
        assert CHANGED[name] in " ".join(ran.err.split())


@pytest.mark.parametrize("name", sampled(KEPT, 3, others="broad"))
def test_a_name_that_only_looks_like_it_is_a_name(name: str, folder: Path) -> None:
    write(patent=f'applicant,number,fees,granted_on\nF1,"{name}",1000,2023-03-05\n')
    first, second = both()
    assert (first.code, second.code) == (0, 0), first.both + second.both
    assert name in first.out
    assert due() == [10_000]


@pytest.mark.parametrize("cell", sampled(['="0001"', '"=""0001"""', ' ="0001" ', "0001"], 3, others="broad"))
def test_a_text_in_the_form_of_spreadsheets_is_the_name_that_it_shows(cell: str, folder: Path) -> None:
    history = "applicant,clause,item,year,due\nF1,grant,0001,2022,100\n"
    write(patent=f"applicant,number,fees,granted_on\nF1,{cell},1000,2022-03-05\n", history=history)
    first, second = both("--year", "2022")
    assert (first.code, second.code) == (0, 0), first.both + second.both
    assert "meets no claim" not in first.out
    write(
        patent=f"applicant,number,fees,granted_on\nF1,{cell},1000,2022-03-05\n",
        history=f"{history}".replace("0001", cell),
    )
    assert "meets no claim" not in run("eval", "demo.ipp", "--full", "--facts", "in").out


def test_a_changed_name_may_be_kept_in_that_form(folder: Path) -> None:
    write(patent='applicant,number,fees,granted_on\nF1,="1E5",1000,2022-03-05\nF1,="2.0",1000,2022-03-05\n')
    first, second = both()
    assert (first.code, second.code) == (0, 0), first.both + second.both
    assert "1E5" in first.out
    assert due() == [20_000]


def test_the_first_of_many_wrong_cells_of_a_column_is_reported_with_their_number(folder: Path) -> None:
    rows = "".join(f"F1,20231{n}.0,1000,2022-03-05\n" for n in range(300))
    write(patent=f"applicant,number,fees,granted_on\n{rows}")
    for ran in both():
        assert ran.err.count("error[") == 1
        assert "(300 cells of this column)" in " ".join(ran.err.split())
        assert "in/patent.csv:2:4 (B2)" in ran.err
    assert "此列共300格" in run("eval", "demo.ipp", "--full", "--facts", "in", "--lang", "zh").err


@pytest.mark.parametrize(
    "encoding", sampled(["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le with mark", "utf-32"], 2, others="broad")
)
def test_encodings_are_read_alike(encoding: str, folder: Path) -> None:
    text = "申请人编号,专利号,费用,授权日\nF1,专利甲,300万,2023年3月5日\n"
    data = ("\ufeff" + text).encode("utf-16-le") if "mark" in encoding else text.encode(encoding)
    write(专利=data)
    first, second = both()
    assert (first.code, second.code) == (0, 0), first.both + second.both
    assert due() == [30_000_000]
    assert [("R109" in ran.err, "GB18030" in ran.err) for ran in (first, second)] == [(encoding == "gb18030",) * 2] * 2


@pytest.mark.parametrize(
    ("text", "told"),
    sampled(
        [
            ("单位：万元,,\nnumber,fees,granted_on\nP1,4,2023-03-05\n", "R112"),
            ("（金额单位：万元）\nnumber,fees,granted_on\nP1,4,2023-03-05\n", "R112"),
            ("2023年费用明细表（万元）,,\nnumber,fees,granted_on\nP1,4,2023-03-05\n", "R112"),
            ("专利号,费用（万元）,授权日\nP1,4,2023-03-05\n", "R112"),
            ("number;fees;granted_on\nP1;4;2023-03-05\n", "separated by `;`"),
            ("专利号\t费用\t授权日\nP1\t4\t2023-03-05\n", "separated by tabs"),
            ("专利名单\n专利号，费用，授权日\nP1，4，2023-03-05\n", "separated by `，`"),
            ("number|fees|granted_on\nP1|4|2023-03-05\n", "separated by `|`"),
            ("number,fees,granted_on\n合计,4,\n", "R104"),
            ("number,fees,granted_on\nP1,4,2023-03-05,7\n", "in/patent.csv:2:17 (D2)"),
            ('number,fees,granted_on\nP1,4,2023-03-05\nP2,"4,2023-03-05\n', "in line 3 a quotation mark is not closed"),
            ("number,fees,granted_on,cost\nP1,4,2023-03-05,7\n", "R102"),
            ("number,fees,费用\nP1,4,4\n", "R101"),
            ("", "U092"),
            ("\n,,\n", "U092"),
        ],
        3,
        others="broad",
    ),
)
@pytest.mark.parametrize("language", ["en", pytest.param("zh", marks=pytest.mark.broad)])
def test_what_cannot_be_read_is_told_alike(text: str, told: str, language: str, folder: Path) -> None:
    write(patent=text)
    first, second = both("--lang", language)
    assert first.code == second.code != 0
    for ran in (first, second):
        assert not ran.out
        assert language == "zh" or told in " ".join(ran.err.split()), ran.err
    first_lines, second_lines = ([line for line in ran.err.splitlines() if " --> " not in line] for ran in both())
    assert first_lines == second_lines


def test_a_file_with_headings_alone_states_that_there_is_nothing(folder: Path) -> None:
    write(patent="applicant,number,fees,granted_on\n")
    assert both()[1].code == 0
    assert due() == [0]


def test_a_short_line_is_unknown_from_there_on(folder: Path) -> None:
    write(patent="applicant,number,fees,granted_on\nF1,P1\nF1,P2,1000,2023-03-05\n")
    first, second = both()
    assert first.code == 3
    assert json.loads(run("eval", "demo.ipp", "--facts", "in", "--format", "json").out)["total"] == "100.00"
    assert second.code == 3
    assert [row["status"] for row in pq.read_table("out/applicants").to_pylist()] == ["undetermined"]


def test_rows_without_an_applicant_belong_to_the_only_applicant(folder: Path) -> None:
    for text in (
        "number,fees,granted_on\nP1,1000,2023-03-05\n",
        "applicant,number,fees,granted_on\n,P1,1000,2023-03-05\n",
    ):
        write(patent=text)
        first, second = both()
        assert (first.code, second.code, due()) == (0, 0, [10_000]), second.both


@pytest.mark.parametrize(
    ("word", "status"),
    [("全部列出", "settled"), ("listed in part", "undetermined"), ("all", "settled"), ("", "settled")],
)
def test_an_applicant_may_say_whether_all_are_listed(word: str, status: str, folder: Path) -> None:
    who = f"id,kinds,patent: complete?\nF1,firm,{word}\nF2,firm,none\n"
    write(applicant=who, patent="applicant,number,fees,granted_on\nF1,P1,1000,2023-03-05\n")
    assert run("batch", "demo.ipp", "--facts", "in", "-o", "out").code == (3 if status == "undetermined" else 0)
    assert [row["status"] for row in pq.read_table("out/applicants").to_pylist()] == [status, "settled"]


@pytest.mark.parametrize(("word", "told"), [("没有", "one is listed at"), ("perhaps", "does not say whether")])
def test_what_contradicts_the_rows_is_told(word: str, told: str, folder: Path) -> None:
    write(applicant=f"id,kinds,专利：是否齐全\nF1,firm,{word}\n", patent="applicant,number\nF1,P1\n")
    for ran in both():
        assert (ran.code, "R106" in ran.err or "R107" in ran.err, told in ran.err) == (1, True, True), ran.err


@pytest.mark.parametrize("language", ["en", "zh"])
def test_whole_numbers_in_parquet_are_said_to_be_fen_and_those_in_csv_are_not(language: str, folder: Path) -> None:
    write(patent="applicant,number,fees,granted_on\nF1,P1,4000,2023-03-05\n")
    yuan = both("--lang", language)[1]
    assert due() == [40_000]
    Path("in", "patent.csv").unlink()
    fees = {"applicant": ["F1"], "number": ["P1"], "fees": [4000], "granted_on": ["2023-03-05"]}
    pq.write_table(pa.table(fees), "in/patent.parquet")
    line = pa.struct([("item", pa.string()), ("year", pa.int32()), ("due", pa.map_(pa.string(), pa.int64()))])
    history = pa.array([{"item": "P9", "year": 2021, "due": [("2021", 5)]}], line).flatten()
    columns = {"applicant": ["F1"], "clause": ["grant"], **dict(zip(("item", "year", "due"), history, strict=True))}
    pq.write_table(pa.table(columns), "in/history.parquet")
    fen = run("batch", "demo.ipp", "--facts", "in", "-o", "out", "--restart", "--lang", language)
    assert due() == [400]
    said = {"en": "whole numbers of `{}` are read as fen", "zh": "`{}`的整数按“分”读取"}[language]
    assert [line for line in yuan.out.splitlines() if "fen" in line or "“分”" in line] == []
    assert all(fen.out.count(said.format(column)) == 1 for column in ("patent.fees", "history.due"))


@pytest.mark.parametrize("amount", ["-250350.5", "-1", "-3万"])
def test_what_to_do_with_a_correction_is_said(amount: str, folder: Path) -> None:
    write(patent=f"applicant,number,fees,granted_on\nF1,P1,{amount},2023-03-05\n")
    first, second = both()
    for ran in (first, second):
        assert "R033" in ran.both
        assert "write 0" not in ran.both
        assert "a correction is not a sum by itself" in " ".join(ran.both.split())
    assert "更正不单独填写" in run("eval", "demo.ipp", "--full", "--facts", "in", "--lang", "zh").err


LINES = {
    "history": ("applicant,clause,item,year,due\n", "F1,grant,{},2022,100\n"),
    "approvals": ("applicant,clause,item,amount\n", "F1,grant,{},100\n"),
}


@pytest.mark.parametrize("name", sampled(LINES, 3, others="broad"))
@pytest.mark.parametrize(("item", "is_met"), [("0001", True), ("1", False), ("P1", False)])
@pytest.mark.parametrize(
    ("fees", "language"), sampled([("1000", "en"), ("", "zh"), ("1000", "zh"), ("", "en")], 2, others="broad")
)
def test_batch_reports_lines_that_meet_no_claim(
    name: str, item: str, is_met: bool, fees: str, language: str, folder: Path
) -> None:
    page = Path("demo.ipp").read_text("utf-8")
    if name == "approvals":
        Path("demo.ipp").write_text(page.replace("award 10% of fees to", "award up to 5000 to"), "utf-8")
    head, line = LINES[name]
    who = "id,kinds\nF1,firm\nF2,firm\n"
    patents = f"applicant,number,fees,granted_on\nF1,0001,{fees},2022-03-05\nF2,0002,1000,2022-03-05\n"
    write(applicant=who, patent=patents, **{name: head + line.format(item)})
    ran = run("batch", "demo.ipp", "--facts", "in", "-o", "out", "--lang", language)
    assert ran.code == (3 if "undetermined" in pq.read_table("out/applicants")["status"].to_pylist() else 0), ran.both
    said = {"en": "matches no claim", "zh": "没有与之对应的申请事项"}[language]
    assert ran.out.count(said) == (0 if is_met else 1), ran.out
    unmet = json.loads(Path("out", "run.json").read_text("utf-8"))["unmet"]
    assert [one["applicant"] for one in unmet] == ([] if is_met else ["F1"])


def test_the_first_of_very_many_unmet_lines_are_listed_and_the_others_counted(folder: Path) -> None:
    many = 130
    who = "".join(f"F{n},firm\n" for n in range(many))
    rows = "".join(f"F{n},0001,1000,2022-03-05\n" for n in range(many))
    lines = "".join(f"F{n},grant,1,2022,100\n" for n in range(many))
    write(applicant=f"id,kinds\n{who}", patent=f"applicant,number,fees,granted_on\n{rows}",
          history=f"applicant,clause,item,year,due\n{lines}")  # fmt: skip
    ran = run("batch", "demo.ipp", "--facts", "in", "-o", "out")
    assert "without effect: 100 stated lines" in ran.out
    assert "90 more, in `run.json`" in ran.out
    assert "lines of 30 more applicants name what no record has" in " ".join(ran.out.split())


def test_a_single_file_has_the_applicants_whatever_its_name(folder: Path) -> None:
    Path("firms.csv").write_text("编号,申请人类别\nF1,企业\n", "utf-8")
    first = run("eval", "demo.ipp", "--full", "--facts", "firms.csv")
    second = run("batch", "demo.ipp", "--facts", "firms.csv", "-o", "out")
    assert (first.code, second.code) == (0, 0), first.both + second.both
    Path("patent.csv").write_text("applicant,number\nF1,P1\n", "utf-8")
    assert (
        run("eval", "demo.ipp", "--full", "--facts", "patent.csv").code
        == run("batch", "demo.ipp", "--facts", "patent.csv", "-o", "out2").code
        == 1
    )


def test_a_folder_without_the_table_of_applicants_is_told(folder: Path) -> None:
    write(patent="applicant,number\nF1,P1\n")
    Path("in", "applicant.csv").unlink()
    first, second = both()
    assert (first.code, "R108" in first.err) == (1, True)
    assert (second.code, "none of them is the table `applicant`" in second.err) == (2, True), second.err


def test_two_files_of_one_table_are_told(folder: Path) -> None:
    write(patent="applicant,number\nF1,P1\n", Patent="applicant,number\nF1,P2\n")
    assert [ran.code for ran in both()] == [1, 2]
    Path("in", "Patent.csv").rename(Path("in", "专利.csv"))
    assert [ran.code for ran in both()] == [1, 1]


def test_parts_of_a_table_in_csv_may_have_values_in_different_forms(folder: Path) -> None:
    write()
    Path("in", "patent").mkdir()
    head = "applicant,number,rights,fees,granted_on\n"
    Path("in", "patent", "a.csv").write_text(f"{head}F1,P1,R1;R2,1000,2023-03-05\n", "utf-8")
    Path("in", "patent", "b.csv").write_text(f"{head}F1,none,R9,1000,2023-03-06\n", "gb18030")
    Path("in", "patent", "c.csv").write_text(f"{head}F1,P3,none,1000,2023-03-07\n", "utf-8")
    ran = run("batch", "demo.ipp", "--facts", "in", "-o", "out")
    assert ran.code == 0, ran.both
    assert due() == [30_000]


@pytest.mark.parametrize(
    "headings",
    sampled(
        [
            "mark,recognised_on",
            "商标,认定日",
            "标记,mark,recognised_on",
            "mark,mark,recognised_on",
            "mark,recognised_on,标记",
        ],
        3,
        others="broad",
    ),
)
def test_a_field_that_is_called_mark_is_no_remark(headings: str, folder: Path) -> None:
    """`mark` is also the heading of the column of remarks. A key column with this name must not be dropped silently."""
    words = WORDS + 'record brand "商标"\n  key mark "商标"\n  event recognised on recognised_on "认定日"\n'
    Path("words.ipp").write_text(words, "utf-8")
    page = PAGE.replace("10% of fees to firm when patent granted", "10000 once to firm when brand recognised")
    Path("demo.ipp").write_text(page, "utf-8")
    cells = {"mark": "Oak", "商标": "Oak", "标记": "see file", "recognised_on": "2023-03-05", "认定日": "2023-03-05"}
    row = ",".join(cells[one] for one in headings.split(",")).replace("Oak,Oak", "see file,Oak")
    write(brand=f"{headings}\n{row}\n", history="clause,item,year,due\ngrant,Oak,2022,10000\n")
    evaluated, batched = both("--as-of", "2023-12-31")
    assert "paid only once for Oak" in evaluated.out
    assert batched.code == 0, batched.both
    assert due() == [0]


def test_sums_behind_the_names_of_rules_and_days_are_no_changed_names(folder: Path) -> None:
    write(
        patent="applicant,number,fees,granted_on\nF1,A1,1000,2022-03-05\n",
        history="applicant,clause,item,year,due,charged,payments\n"
        "F1,grant,A1,2022,100.00,the cap: 100.00,2023-01-05: 100.00\n",
    )
    ran = run("eval", "demo.ipp", "--full", "--facts", "in")
    assert (ran.code, "R104" in ran.err) == (0, False), ran.err
