"""An untouched workbook states the facts that it was made from, whatever the names of its vocabulary.

The names and labels are drawn from both scripts. They include headings, words and sheets of workbooks, and words that a
workbook gives a meaning of its own (`mark`, `payments`, `合计`, `无`).
"""

from __future__ import annotations

import csv
import random
import re
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from ipdsl.base.findings.phrase import Language
from ipdsl.base.findings.rendering import render
from ipdsl.base.source import Sources
from ipdsl.driver.library import Policy, PolicyError, load
from ipdsl.driver.questions.answers import to_canonical_form
from ipdsl.office.forms import entries
from ipdsl.office.forms.form import APPLICANT, FIGURES, LINES, PERIODS, Audience, filled_workbook
from ipdsl.office.forms.printed_form import filled_form
from ipdsl.office.forms.stated_facts import read
from ipdsl.plain_data.errors import FactsError
from ipdsl.semantics.vocabulary import COLUMNS, TABLES
from tests.conftest import ROOT
from tests.support.golden import check_golden

RECORDS = (
    "项目", "历史", "年度数据表", "其他资助", "其他支持", "另行兑现", "核定金额", "旧文件",
    "公布的内容", "标记", "示例", "明细",
    "project", "records", "details", "mark", "front_page", "form", "as_of", "value",
)  # fmt: skip
FIELDS = (
    "申请人编号", "标记", "编号", "申请人类别", "结算截至日", "事实", "预算", "是否齐全", "政策", "条款", "备注",
    "mark", "name", "payments", "keys", "charged", "due", "back", "instalments", "digest", "rank", "field", "Budget",
    "history", "records", "amount", "clause", "example", "note", "n1",
)  # fmt: skip
MEMBERS = ("甲类", "合计", "全部", "无", "First", "A2", "none_of", "true_", "yes_or", "X_1")
LABELS = (
    "历史", "申请人", "年度数据", "其他资助", "其他支持",
    "项目 (一)", "项目（二）", "2024年项目", "A/B", "金额（合计）", "标记",
    "申请人编号", "编号", "示例", "结算截至日", "事实", "取值", "附：甲", "甲：是否齐全", "备注", "a b", "applicant",
    "mark",
)  # fmt: skip
KINDS = ("企业", "单位", "firm", "Firm")

Facts = dict[str, Any]


def drawn(seed: int) -> tuple[str, str, Facts]:
    """A vocabulary with drawn names, a policy that reads each of them, and facts."""
    choice = random.Random(seed)
    taken = set[str]()

    def word(names: tuple[str, ...]) -> tuple[str, str]:
        """A name with its declaration: the name, often with a label."""
        name = choice.choice([name for name in names if name not in taken])
        taken.add(name)
        label = choice.choice([*(label for label in LABELS if label not in taken), *[""] * 10])
        taken.add(label)
        return name, f'{name} "{label}"' if label else name

    kind, record, other = (word(names) for names in (KINDS, RECORDS, RECORDS))
    key, sum_, flag, sort, owners, share, day, event = (word(FIELDS) for _ in range(8))
    here, figure, number, date, when = (word(FIELDS) for _ in range(5))
    good, bad = word(MEMBERS), word(MEMBERS)
    vocabulary = f"""词汇 drawn_words
申请人 {kind[1]}
申请人情况
  {here[1]} 是否 随时变动
年度数据
  {figure[1]} 件数
记录 {record[1]}
  识别项 {key[0]}
  {key[1]} 文本
  {sum_[1]} 金额
  {flag[1]} 是否
  {sort[1]} 取值 {good[1]}、{bad[1]}
  {owners[1]} 文本 清单
  {share[1]} 比例
  事件 {event[1]} 于 {day[1]}
记录 {other[1]}
  识别项 {number[0]}
  {number[1]} 文本
  事件 {when[1]} 于 {date[1]}
"""
    page = f"""政策 drawn_page
  语言版本 4
  自 2022年1月1日 起施行，有效期至 2026年12月31日
  使用词汇 drawn_words
第1条 "一"
  对 {record[0]} {event[0]} 且 {flag[0]} 的 {kind[0]}，按 {sum_[0]} 的 10% 奖励
    须 {here[0]}
    须 {figure[0]} 不低于 3
    须 {sort[0]} 为 {good[0]}
    须 {share[0]} 不低于 10%
    须 {owners[0]} 为 "甲"
  对 {other[0]} {when[0]} 的 {kind[0]}，奖励 1万元
"""
    periods = [{"value": False, "to": "2022-06-30"}, {"value": True, "from": "2022-07-01"}]
    first = {key[0]: "甲-1", sum_[0]: 10000, flag[0]: True, sort[0]: good[0], owners[0]: ["甲", "乙"], share[0]: "20%"}
    second = {key[0]: "2022", sort[0]: bad[0]}
    facts: Facts = {
        "applicant": {"id": "F1", "kinds": [kind[0]], here[0]: choice.choice([True, periods])},
        "as_of": "2022-12-31",
        "figures": {"2021": {figure[0]: 2}, "2022": {figure[0]: 4}},
        "records": {
            record[0]: [{**first, day[0]: "2022-08-01"}, {**first, **second, day[0]: "2022-08-02"}],
            other[0]: [{number[0]: "X", date[0]: "2022-09-01"}],
        },
        "history": [],
    }  # fmt: skip
    return vocabulary, page, facts


def told(policy: Policy, facts: Facts) -> Any:
    """The amount due, the missing facts and the claims of a decision."""
    decision = policy.evaluate({"history": [], **facts})
    claims = [(c.label, c.item, c.event_date, c.proposed, c.paid, c.outcome) for c in decision.claims]
    return decision.due, [missing.path for missing in decision.missing], claims


def written(policy: Policy, facts: Facts, folder: Path, language: Language) -> list[Path]:
    """The workbooks for the bureau and for many applicants, the form, and the second one saved as CSV."""
    known, codes = [to_canonical_form(policy, facts)], [policy.code]
    paths = [folder / f"{name}.{language.name}.xlsx" for name in ("bureau", "table", "form")]
    contents = [filled_workbook(codes, audience, known, language)[0] for audience in (Audience.BUREAU, Audience.FIRM)]
    for path, content in zip(paths, [*contents, filled_form(codes, language, facts=known[0])[0]], strict=True):
        path.write_bytes(content)
    as_csv = folder / f"csv.{language.name}"
    as_csv.mkdir()
    for sheet in openpyxl.load_workbook(paths[1]):
        if sheet.sheet_state == "visible":
            with (as_csv / f"{sheet.title}.csv").open("w", encoding="utf-8-sig", newline="") as stream:
                rows = sheet.iter_rows(values_only=True)
                csv.writer(stream).writerows(
                    [str(cell or "").removesuffix(" 00:00:00") for cell in row] for row in rows
                )
    return [*paths, as_csv]


def differences(seed: int, folder: Path) -> list[str] | None:
    """The workbooks of a drawn vocabulary that do not give the decision of its facts, with the reason.

    `None` if the vocabulary is refused: a word may begin with another one (`申请人编号`, `编号`).
    """
    vocabulary, page, facts = drawn(seed)
    folder.mkdir()
    (folder / "drawn_words.ipp").write_text(vocabulary, "utf-8")
    (folder / "drawn_page.ipp").write_text(page, "utf-8")
    try:
        policy = load(str(folder / "drawn_page.ipp"), cache=False)
    except PolicyError:
        return None
    expected = told(policy, facts)
    assert not expected[1]
    assert expected[0].low.minor == 1_100_000, page
    problems = []
    for language in Language:
        for path in written(policy, facts, folder, language):
            try:
                book = read(str(path), [policy.code])
                if [*book.notes] or [told(policy, dict(back)) for back in book.applicants] != [expected]:
                    problems.append(f"{seed} {path.name}: another decision")
            except FactsError as error:
                problems.append(f"{seed} {path.name}: {error}")
    return problems


@pytest.mark.slow
def test_untouched_workbooks_of_drawn_names_give_the_decision_of_their_facts(tmp_path: Path) -> None:
    results = [differences(seed, tmp_path / str(seed)) for seed in range(40)]
    accepted = [result for result in results if result is not None]
    assert len(accepted) > 20
    assert not any(accepted), "\n".join(problem for result in accepted for problem in result)


@pytest.mark.broad
def test_names_of_one_script_alone_break_the_law(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert differences(2, tmp_path / "whole") == []
    monkeypatch.setattr(entries, "_PATH", re.compile(r"[a-z_][a-z0-9_]*(\.[a-z_][a-z0-9_]*){1,2}"))
    broken = differences(2, tmp_path / "broken") or ()
    assert {problem.split()[1] for problem in broken} >= {
        "bureau.EN.xlsx:",
        "table.ZH.xlsx:",
    }


def test_names_of_tables_are_reserved() -> None:
    assert {*TABLES} == {FIGURES, PERIODS, *LINES}
    assert not {APPLICANT, *COLUMNS} & {*TABLES}


@pytest.mark.broad
@pytest.mark.parametrize("label", ["其他资助", "其他支持"])
def test_tables_of_support_with_the_label_of_earlier_versions_are_read(label: str, tmp_path: Path) -> None:
    texts = {
        "申请人": f"编号,申请人类别,{label}：是否齐全\nF1,enterprise,全部列出\n",
        label: "申请人编号,级别,项目,年度,金额\nF1,provincial,A,2022,100\n",
    }
    for name, text in texts.items():
        (tmp_path / f"{name}.csv").write_text(text, "utf-8")
    policy = load("shaoguan_2021")
    [stated] = read(str(tmp_path), [policy.code]).applicants
    assert [line["item"] for line in dict(stated)["support"]] == ["A"]


@pytest.mark.broad
def test_a_heading_that_two_columns_have_is_not_guessed(tmp_path: Path, update_golden: bool) -> None:
    """`编号` is the heading of the id and the label of a field; both paths are read."""
    words = 'vocabulary trade\napplicant firm\napplicant fields\n  size "编号" number\n'
    record = 'record deal\n  key contract\n  member "申请人编号" text\n  made_on date\n  event made on made_on\n'
    (tmp_path / "trade.ipp").write_text(words + record, "utf-8")
    award = '  award 1000 to firm when deal made and member is "M"\n    if size at least 3\n'
    (tmp_path / "deals.ipp").write_text(f"policy deals\n  use trade\narticle 1\n{award}", "utf-8")
    policy, folder = load(str(tmp_path / "deals.ipp")), tmp_path / "facts"
    folder.mkdir()
    files = {"applicant": "{}id,kinds,{}size\nF1,firm,5\n",
             "deal": "{}applicant,contract,{}member,made_on\nF1,D1,M,2024-01-01\n"}  # fmt: skip
    for name, text in files.items():
        (folder / f"{name}.csv").write_text(text.format(f"{name}.", f"{name}."), "utf-8")
    [stated] = read(str(folder), [policy.code]).applicants
    assert str(policy.evaluate(dict(stated)).total) == "1,000.00 CNY"
    (folder / "applicant.csv").write_text("编号,kinds\nF1,firm\n", "utf-8")
    (folder / "deal.csv").write_text("申请人编号,contract,made_on\nF1,D1,2024-01-01\n", "utf-8")
    with pytest.raises(FactsError) as refused:
        read(str(folder), [policy.code])
    text = render(refused.value.report, Sources()).replace(str(folder), "facts")
    check_golden(ROOT / "tests" / "golden" / "office" / "headings_of_two_columns.txt", f"{text}\n", update_golden)
