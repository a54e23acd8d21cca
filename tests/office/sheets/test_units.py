"""Units in a table: a unit other than that of the figures is refused, wherever it is written."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from ipdsl.base.findings.finding import Diagnostic
from ipdsl.base.findings.phrase import Language
from ipdsl.base.values.units import unit_above, unit_of_heading
from ipdsl.office.forms.stated_facts import read
from ipdsl.plain_data.errors import FactsError
from tests.support.batch.cities import policy_of
from tests.support.cli import run
from tests.support.rows import each_row
from tests.support.slow import sampled
from tests.support.workbooks import from_text

POLICY = policy_of("shaoguan_2021")
WHO = "# 申请人\n编号 | 申请人类别\nF1 | 企业\n# 专利合同\n"
HEADINGS = "合同号 | 金额 | 备案日\n"
ROW = "A | 4 | @2022-03-01\n"


def problems(folder: Path, text: str) -> list[Diagnostic]:
    """The findings about a workbook; empty if it can be read."""
    path = folder / "facts.xlsx"
    path.write_bytes(from_text(text))
    try:
        read(str(path), [POLICY.code])
    except FactsError as error:
        return list(error.report)
    return []


SCALED = {
    "单位：万元": 10_000, "（金额单位：万元）": 10_000, "2023年培训费用明细表（万元）": 10_000, "单 位：万 元": 10_000,
    "單位：萬元": 10_000, "单位:千元": 1000, "单位：仟元": 1000, "金额单位为亿元": 10**8, "（以万元计）": 10_000,
    "以上金额均以万元为单位": 10_000, "单位（百万元）": 10**6, "币种：人民币　单位：万元": 10_000,
    "单位：人民币万元": 10_000,
    "编制单位：某公司　　单位：万元": 10_000, "2023年12月31日　单位：万元": 10_000, "单位：元、万元": 10_000,
    "单位：万元/件": 10_000, "单位：１００００元": 10_000, "单位：W": 10_000, "万元": 10_000, "（万）": 10_000,
    "单位：万件": 10_000, "单位：%": Fraction(1, 100), "单位：‰": Fraction(1, 1000), "单位：分": Fraction(1, 100),
    "(in thousands)": 1000, "RMB'000": 1000, "RMB’000": 1000, "Amounts in thousands of RMB": 1000,
    "Unit: RMB 10,000": 10_000, "unit: ten thousand yuan": 10_000, "CNY million": 10**6, "(CNY m)": 10**6,
    "Figures in millions": 10**6, "单位：￥万元": 10_000, "RMB billion": 10**9,
}  # fmt: skip
PLAIN = [
    "单位：元",
    "（单位：人民币元）",
    "币种：人民币",
    "明细表（元）",
    "in CNY",
    "Amounts in yuan",
    "单位：￥",
    "(RMB)",
]
OTHER_CURRENCY = {"单位：美元": "USD", "（万美元）": "USD", "in EUR": "EUR", "单位：港币": "HKD", "币种：日元": "JPY"}
NO_UNIT = [
    "单位：韶关市某有限公司", "填报单位：万和公司", "单位名称：千元公司", "单位：（盖章）", "百万元以上合同汇总表",
    "2023年合同（100万元以上）", "专利清单", "（试行）", "（第一批）", "2023年度申报表", "（千人计划）",
    "Training courses held in China",
    "A ten thousand yuan prize", "Contracts recorded in 2023", "", "2023", "十",
]  # fmt: skip


@each_row(("text", "times"), SCALED.items())
def test_a_line_above_a_table_states_its_unit(text: str, times: Fraction | int) -> None:
    unit = unit_above(text)
    assert unit is not None
    assert unit.times == times
    assert not unit.is_main_unit("CNY")


@each_row("text", PLAIN)
def test_yuan_are_the_unit_of_sums(text: str) -> None:
    unit = unit_above(text)
    assert unit is not None
    assert unit.is_main_unit("CNY")
    assert not unit.is_main_unit("USD")


@pytest.mark.parametrize(("text", "currency"), OTHER_CURRENCY.items())
def test_a_unit_names_its_currency(text: str, currency: str) -> None:
    unit = unit_above(text)
    assert unit is not None
    assert unit.currency == currency


@each_row("text", NO_UNIT)
def test_a_line_without_a_unit_states_none(text: str) -> None:
    assert unit_above(text) is None


@given(
    base=st.sampled_from(["金额", "培训费", "amount", "fees"]),
    scale=st.sampled_from([("万", 4), ("千", 3), ("百万", 6), ("亿", 8), ("", 0)]),
    form=st.sampled_from(
        ["{}（{}）", "{}({})", "{}【{}】", "{}/{}", "{}：{}", "{} {}", "{}_{}", "{}（单位：{}）", "{}，{}"]
    ),
)
def test_a_heading_gives_its_unit_whatever_stands_between(base: str, scale: tuple[str, int], form: str) -> None:
    found = unit_of_heading(form.format(base, f"{scale[0]}元"))
    assert found is not None
    assert (found[0], found[1].times, found[1].currency) == (base, 10 ** scale[1], "CNY")


@each_row(
    ("text", "base", "times"),
    [
        ("amount in thousands", "amount", 1000), ("amount (k)", "amount", 1000), ("金额万元", "金额", 10_000),
        ("利率（%）", "利率", Fraction(1, 100)), ("利率%", "利率", Fraction(1, 100)),
        ("标准（万元/件）", "标准", 10_000),
        ("amount, CNY million", "amount", 10**6), ("amount (RMB'000)", "amount", 1000), ("万元", "", 10_000),
    ],
)  # fmt: skip
def test_the_unit_of_a_heading(text: str, base: str, times: Fraction | int) -> None:
    found = unit_of_heading(text)
    assert found is not None
    assert (found[0], found[1].times) == (base, times)


@each_row("text", ["put_to_use", "金额", "sum", "recorded_on", "origin", "件", "数量（件）", "unit", "in_use"])
def test_a_heading_without_a_unit_has_none(text: str) -> None:
    assert unit_of_heading(text) is None


# ---------------------------------------------------------------------------------------------- workbooks


@pytest.mark.parametrize(
    "line",
    sampled(
        ["单位：万元", "（金额单位：万元）", "2023年合同明细表（万元）", "in thousands", "单位：美元"],
        3,
        others="broad",
    ),
)
@pytest.mark.parametrize("before", ["", "2023年合同明细表\n"])
def test_a_unit_above_the_headings_is_refused_at_its_cell(tmp_path: Path, line: str, before: str) -> None:
    [one] = problems(tmp_path, f"{WHO}{before}{line}\n{HEADINGS}{ROW}")
    assert (one.code, str(one.path).rpartition("!")[2]) == ("R112", "A2" if before else "A1")


def test_a_unit_beside_another_title_is_refused_at_its_cell(tmp_path: Path) -> None:
    [one] = problems(tmp_path, f"{WHO}合同明细表\n填报单位：某公司 |  | 单位：万元\n{HEADINGS}{ROW}")
    assert (one.code, str(one.path).rpartition("!")[2]) == ("R112", "C2")


@pytest.mark.parametrize(
    "line",
    sampled(
        ["单位：元", "合同明细表（元）", "填报单位：某公司 |  | 单位：人民币元", "填报单位：某公司"], 3, others="broad"
    ),
)
def test_yuan_above_the_headings_are_accepted(tmp_path: Path, line: str) -> None:
    assert problems(tmp_path, f"{WHO}{line}\n{HEADINGS}{ROW}") == []


@pytest.mark.parametrize(
    "heading",
    sampled(
        ["金额（万元）", "金额/千元", "金额万元", "amount in thousands", "amount (CNY m)", "金额（美元）"],
        3,
        others="broad",
    ),
)
def test_a_unit_of_a_heading_is_refused_without_naming_the_heading_in_yuan(tmp_path: Path, heading: str) -> None:
    [one] = problems(tmp_path, f"{WHO}合同号 | {heading} | 备案日\n{ROW}")
    assert (one.code, str(one.path).rpartition("!")[2]) == ("R112", "B1")
    for language in Language:
        assert "金额（元）" not in one.texts(language).help


@pytest.mark.parametrize(
    "heading",
    sampled(
        ["金额（元）", "金额(人民币元)", "金额（单位：元）", "金额/元", "amount (CNY)", "amount (RMB)"],
        3,
        others="broad",
    ),
)
def test_yuan_in_a_heading_are_accepted(tmp_path: Path, heading: str) -> None:
    assert problems(tmp_path, f"{WHO}合同号 | {heading} | 备案日\n{ROW}") == []


@pytest.mark.parametrize("row", [" |  | 备注：以上金额单位为万元", "注：单位：万元"])
def test_a_unit_below_the_records_is_refused(tmp_path: Path, row: str) -> None:
    found = problems(tmp_path, f"{WHO}合同号 | 金额 | 标记\n'A | 4\n{row}\n")
    assert [one.code for one in found if one.code != "R104"] == ["R112"]


def test_a_unit_in_the_name_of_a_sheet_is_refused(tmp_path: Path) -> None:
    [one] = problems(tmp_path, f"{WHO.replace('# 专利合同', '# 专利合同（万元）')}{HEADINGS}{ROW}")
    assert (one.code, one.path) == ("R112", f"{tmp_path / 'facts.xlsx'} 专利合同（万元）")


def test_a_heading_of_the_template_that_was_written_over_is_refused(tmp_path: Path) -> None:
    paths = "technology_contract.contract | technology_contract.amount\n"
    assert problems(tmp_path, f"{WHO}{paths}合同号 | 金额（元）\n'A | 4\n") == []
    [one] = problems(tmp_path, f"{WHO}{paths}合同号 | 金额（万元）\n'A | 4\n")
    assert (one.code, str(one.path).rpartition("!")[2]) == ("R112", "B2")


def test_a_file_of_csv_states_its_unit_too(tmp_path: Path) -> None:
    (tmp_path / "applicant.csv").write_text("id,kinds\nF1,enterprise\n", encoding="utf-8")
    (tmp_path / "technology_contract.csv").write_text(
        "单位：万元,,\n合同号,金额,备案日\nA,4,2022-03-01\n", encoding="utf-8"
    )
    ran = run("eval", "shaoguan_2021", "--full", "--facts", tmp_path, "--lang", "zh")
    assert ran.code == 1
    assert "错误[R112]" in ran.err
    assert f"{tmp_path / 'technology_contract.csv'}:1:1 (A1)" in ran.err
