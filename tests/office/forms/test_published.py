"""What is published about all applicants, in a bureau's workbook and in the schema of facts: each form is accepted and
settled, and an impossible row or line is refused at its place.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import jsonschema
import openpyxl
import pytest

import ipdsl
from tests.conftest import ROOT
from tests.support.cli import run
from tests.support.golden import check_golden
from tests.support.slow import sampled

VOCABULARY = """\
vocabulary farm_words "Farm words" "农业词汇"

applicant farm "农户"

figures per year
  land "经营面积" count

record project "项目" plural projects
  key number
  number "编号" text
  score "评分" number
  cost "费用" money
  village "村" text
  event applied "申请" on applied_on "申请日"

record course "课程" plural courses
  key number
  number "课程号" text
  fee "学费" money
  event finished "结业" on finished_on "结业日"
"""

PAGE = """\
policy farms "Farm support" "农业扶持"
  document "Notice 12"
  effective 2024-01-01 to 2026-12-31
  use farm_words

article 1 "Best projects" "优秀项目"
  award by rank of score per year to farm when project applied
    1: 30000
    2 to 3: 20000
    ties share the rank
    as prize "优秀奖"

article 2 "Large farms" "规模经营"
  award by rank of land per year among farm
    1 to 2: 8000
    ties share the rank

article 3 "Costs" "费用补助"
  award 40% of cost to farm when project applied
    at most 40000
  limit 1 applicant per village across applicants, highest cost first
  cap 100000 per year across applicants, in proportion

article 4 "Courses" "培训"
  award fee to farm when course finished
    at most 10000
  limit 3 courses per year across applicants, highest fee first
  cap 20000 per year across applicants, in turn
"""

FACTS: dict[str, Any] = {
    "applicant": {"id": "A", "kinds": ["farm"]},
    "as_of": "2024-12-31",
    "history": [],
    "support": [],
    "records": {
        "project": [
            {"number": "P1", "score": 90, "cost": 100000, "village": "Oak", "applied_on": "2024-03-01"},
        ],
        "course": [{"number": "K1", "fee": 7000, "finished_on": "2024-04-10"}],
    },
    "figures": {"2024": {"land": 50}},
}

RULES = {
    "en": {
        "places": '"limit 1 applicant per village across applicants, highest cost first" (article 3)',
        "share": '"cap 100,000 per year across applicants, in proportion" (article 3)',
        "best": '"limit 3 courses per year across applicants, highest fee first" (article 4)',
        "rest": '"cap 20,000 per year across applicants, in turn" (article 4)',
        "prize": "article 1, project applied",
        "land": "land",
    },
    "zh": {
        "places": "第3条“每个 村 各申请人合计 最多 1个 申请人，按 费用 从高到低”",
        "share": "第3条“每年 各申请人合计 最高奖励 10万元，超出的同比例核减”",
        "best": "第4条“每年 各申请人合计 最多 3个 课程，按 学费 从高到低”",
        "rest": "第4条“每年 各申请人合计 最高奖励 2万元，按序全额拨付”",
        "prize": "第1条优秀奖",
        "land": "经营面积",
    },
}
SHEET = {"en": "published", "zh": "公布的内容"}


def workbook(folder: Path, language: str, rows: Sequence[Mapping[str, Any]], facts: Mapping[str, Any] = FACTS) -> Path:
    """A bureau's workbook with the known facts, and these rows in the sheet of published facts."""
    (folder / "farm_words.ipp").write_text(VOCABULARY, encoding="utf-8")
    (folder / "farms.ipp").write_text(PAGE, encoding="utf-8")
    (folder / "facts.json").write_text(json.dumps(facts), encoding="utf-8")
    path = folder / f"{language}.xlsx"
    made = run("template", folder / "farms.ipp", "--for", "bureau", "-o", path, "--facts", folder / "facts.json",
               "--lang", language)  # fmt: skip
    assert made.code == 0, made.err
    book = openpyxl.load_workbook(path)
    sheet = book[SHEET[language]]
    columns = {str(cell.value).partition(".")[2]: cell.column for cell in sheet[1]}
    first = next(row for row in range(3, 20) if sheet.cell(row, 1).value is None)
    for number, row in enumerate(rows, first):
        for part, value in row.items():
            sheet.cell(number, columns[part]).value = value
    book.save(path)
    return path


def rows_in(language: str) -> list[dict[str, Any]]:
    """A row for each thing that can be published for this page."""
    words = RULES[language]
    return [
        {"figure": words["land"], "year": 2024, "rank": 2},
        {"clause": words["prize"], "item": "P1", "rank": 1},
        {"rule": words["best"], "item": "K1", "rank": "第三名" if language == "zh" else 3},
        {"rule": words["places"], "keys": "village: Oak" if language == "en" else "村：Oak", "taken": 0},
        {"rule": words["share"], "year": 2024, "ratio": "5/6" if language == "en" else "六分之五"},
        {"rule": words["rest"], "year": "2024", "left": "7,000" if language == "en" else "七千元"},
    ]


@pytest.mark.parametrize("language", sampled(["en", "zh"], 2, others="broad"))
def test_all_that_is_published_is_settled_from_a_workbook(language: str, tmp_path: Path) -> None:
    path = workbook(tmp_path, language, rows_in(language))
    page = tmp_path / "farms.ipp"
    settled = run("eval", page, "--facts", path, "--format", "json")
    assert settled.code == 0, settled.err
    decision = json.loads(settled.out)
    assert (decision["due"]["low"], decision["due"]["high"]) == ("78333.33", "78333.33")
    again = tmp_path / "again.xlsx"
    assert run("template", page, "--for", "bureau", "-o", again, "--facts", path, "--lang", language).code == 0
    back = run("eval", page, "--facts", again, "--format", "json")
    assert json.loads(back.out)["claims"] == decision["claims"]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_each_form_of_a_row_has_an_example(language: str, tmp_path: Path) -> None:
    sheet = openpyxl.load_workbook(workbook(tmp_path, language, []))[SHEET[language]]
    names = [str(cell.value).partition(".")[2] for cell in sheet[1]]
    examples = [
        {name for name, cell in zip(names, row, strict=True) if cell.value and name not in ("_mark", "applicant")}
        for row in sheet.iter_rows(min_row=3)
        if row[0].value in ("example", "示例")
    ]
    assert examples == [
        {"figure", "year", "rank"},
        {"clause", "item", "rank"},
        {"rule", "item", "rank"},
        {"rule", "keys", "taken"},
        {"rule", "year", "ratio"},
        {"rule", "year", "left"},
    ]


def test_a_page_without_rules_over_applicants_has_no_such_sheet(tmp_path: Path) -> None:
    workbook(tmp_path, "en", [])
    page = tmp_path / "plain.ipp"
    award = "award 500 to farm when course finished"
    page.write_text(f"policy plain\n  use farm_words\narticle 1\n  {award}\n", encoding="utf-8")
    made = run("template", page, "--for", "bureau", "-o", tmp_path / "plain.xlsx")
    assert made.code == 0, made.err
    assert "published" not in openpyxl.load_workbook(tmp_path / "plain.xlsx").sheetnames


@pytest.mark.parametrize("language", sampled(["en", "zh"], 2, others="broad"))
def test_impossible_rows_are_reported_at_their_cells(
    language: str, tmp_path: Path, update_golden: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = RULES[language]
    share, rest, places, prize = words["share"], words["rest"], words["places"], words["prize"]
    rows: list[dict[str, Any]] = [
        {"rule": share, "year": 2024, "ratio": "most of it"},
        {"rule": share, "year": 2025, "ratio": "110%"},
        {"rule": share, "year": 2026, "ratio": datetime.datetime(2026, 5, 6)},
        {"rule": share, "ratio": "5/6"},
        {"rule": rest, "year": 2024, "left": -5},
        {"rule": rest, "year": 2025, "ratio": "1/2"},
        {"rule": rest, "year": 2026, "left": "a lot"},
        {"rule": "the cap of article 9", "year": 2024, "left": 5},
        {"rule": places, "keys": "village: Oak", "taken": 1},
        {"rule": places, "keys": "village: Oak", "taken": 0},
        {"rule": places, "keys": "Elm", "taken": 1},
        {"rule": places, "keys": "village: Elm", "taken": 3},
        {"rule": places, "taken": 0},
        {"clause": prize, "item": "P1", "rank": 1},
        {"clause": prize, "item": "P1", "rank": 2},
        {"clause": prize, "item": "P2", "rank": 0},
        {"figure": words["land"], "year": "1 March 2025", "rank": 1},
        {"figure": "area", "year": 2024, "rank": 1},
        {"year": 2024, "rank": 1},
    ]
    path = workbook(tmp_path, language, rows)
    monkeypatch.chdir(tmp_path)
    told = run("eval", "farms.ipp", "--facts", path.name, "--lang", language)
    assert told.code == 1
    check_golden(ROOT / "tests" / "golden" / "tables" / f"published_{language}.txt", told.err, update_golden)


PLACES, SHARE, REST, BEST = (
    "3 limit applicant per village", "3 cap per year", "4 cap per year", "4 limit courses per year"
)  # fmt: skip
LINES: list[tuple[dict[str, Any], bool]] = [
    ({"figure": "land", "year": 2024, "rank": "none"}, True),
    ({"clause": "prize", "item": "P1", "rank": 1}, True),
    ({"rule": BEST, "item": "K1", "rank": 1}, True),
    ({"rule": PLACES, "keys": {"village": "Oak"}, "taken": 0}, True),
    ({"rule": SHARE, "year": 2024, "ratio": "80%"}, True),
    ({"rule": REST, "keys": {}, "year": "2024", "left": 3000}, True),
    ({"figure": "land", "year": 2024}, False),
    ({"clause": "4.course.finished", "item": "K1", "rank": 1}, False),
    ({"rule": SHARE, "item": "P1", "rank": 1}, False),
    ({"rule": PLACES, "taken": 0}, False),
    ({"rule": PLACES, "keys": {"village": "Oak", "town": "Elm"}, "taken": 0}, False),
    ({"rule": PLACES, "keys": {"village": "Oak"}, "ratio": "1/2"}, False),
    ({"rule": PLACES, "keys": {"village": "Oak"}, "year": 2024, "taken": 0}, False),
    ({"rule": SHARE, "ratio": "1/2"}, False),
    ({"rule": SHARE, "year": 2024, "left": 1}, False),
    ({"rule": REST, "left": 3000}, False),
    ({"rule": "9 cap per year", "year": 2024, "left": 3000}, False),
]


def test_the_schema_accepts_what_the_reader_accepts(tmp_path: Path) -> None:
    workbook(tmp_path, "en", [])
    policy = ipdsl.load(str(tmp_path / "farms.ipp"))
    schema = jsonschema.Draft202012Validator(policy.facts_schema())
    for line, is_possible in LINES:
        facts = {**FACTS, "published": [line]}
        assert schema.is_valid(facts) == is_possible, line
        if is_possible:
            policy.read_facts(facts)
        else:
            with pytest.raises(ipdsl.FactsError):
                policy.read_facts(facts)


@pytest.mark.parametrize("part", ["support", "older_documents"])
def test_the_keys_of_a_line_are_kept(part: str, tmp_path: Path) -> None:
    line = {"kind": "project", "item": "a project of 2023", "keys": {"village": "Oak"}, "amount": "500.00"}
    line |= {"support": {"level": "national", "year": 2024}, "older_documents": {"document": "Notice 3"}}[part]
    path = workbook(tmp_path, "en", [], {**FACTS, part: [line]})
    book = openpyxl.load_workbook(path)
    sheet = book["support by others" if part == "support" else "older documents"]
    columns = {str(cell.value).partition(".")[2]: cell.column for cell in sheet[1]}
    assert sheet.cell(4, columns["keys"]).value == "village: Oak"
