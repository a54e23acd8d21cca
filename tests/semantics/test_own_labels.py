"""Groups, awards and tables of a page may have labels. A label is valid wherever the name is."""

from __future__ import annotations

import random
from itertools import count
from pathlib import Path

import attrs
import pytest

from ipdsl.base.findings.finding import Severity
from ipdsl.base.findings.phrase import Language
from ipdsl.base.source import Source
from ipdsl.driver import library
from ipdsl.driver.cases import run_page
from ipdsl.driver.compilation import Compilation
from ipdsl.report.decision_page import render
from ipdsl.report.localizer import localizer_of
from ipdsl.schema.vocabulary import Schema
from ipdsl.semantics.check import page_names
from ipdsl.semantics.chinese_pages import replace_labels, replace_names
from ipdsl.semantics.lookup import Vocabulary
from ipdsl.syntax import ast
from ipdsl.syntax.keywords import Surface
from ipdsl.syntax.parser import parse
from ipdsl.syntax.printing import format_page
from tests.properties.policies import policy

ENGLISH = """\
policy town_2023 "Town"
  effective 2021-01-01 to 2025-12-31
  use ip
  replaces "Town 1"
    clause china_prize was old_prize

article 1 "Prizes"
  here sums "奖金标准" by prize
    gold: 5000
    silver: 1000
    excellence: 10
  group prizes "各类奖项"
    award sums of prize when patent_prize won and level is national
      as china_prize "中国专利奖"
    award sums of gold when inventor_prize won
      as inventors "杰出发明人"
    cap 6000 per applicant per year
      except inventors
  award 100 when collective_trademark registered
  cap 50 per applicant per year
    except prizes

case "a prize"
  given history china_prize Q paid 20 in 2021
  given enterprise
    patent_prize P: patent "x", prize gold, level national, won_on 2022-05-05
  expect P of china_prize 5000
"""
CHINESE = """\
政策 town_2023 "Town"
  自 2021年1月1日 起施行，有效期至 2025年12月31日
  使用词汇 ip
  "Town 1" 同时废止
    中国专利奖 原为 old_prize

第1条 "Prizes"
  本文件所称 sums "奖金标准" 按 奖级 分别是指：
    金奖：5000元
    银奖：1000元
    优秀奖：10元
  组 prizes "各类奖项"
    对 专利奖 获奖 且 级别 为 国家级 的，奖励 奖金标准 奖级 标准
      简称 china_prize "中国专利奖"
    对 杰出发明人奖 获奖 的，奖励 奖金标准 金奖 标准
      简称 inventors "杰出发明人"
    每个 申请人 每年 最高奖励 6000元
      杰出发明人 除外
  对 集体证明商标 注册 的，奖励 100元
  每个 申请人 每年 最高奖励 50元
    各类奖项 除外

案例 "a prize"
  已知 2021年 已兑现 中国专利奖 Q 20元
  已知 企业
    专利奖 P：专利 "x"，奖级 金奖，级别 国家级，获奖日 2022年5月5日
  应得 P（中国专利奖） 5000元
"""


@pytest.mark.parametrize("text", [ENGLISH, CHINESE], ids=["english", "chinese"])
def test_both_surfaces_print_both_and_pass_their_case(text: str) -> None:
    made = Compilation.from_text(text, "town_2023.ipp")
    page, words = made.page, made.words
    assert page is not None
    assert words is not None
    assert not [f.texts() for f in made.check() if f.severity.value == "error"]
    assert format_page(replace_labels(page, words), to=Surface.ENGLISH) == ENGLISH
    assert format_page(replace_names(page, words), to=Surface.CHINESE) == CHINESE
    tested = run_page("town_2023.ipp", made)
    assert tested is not None
    assert tested.failed_count == 0
    english = Compilation.from_text(ENGLISH, "town_2023.ipp")
    english.check()
    assert made.content_hash == english.content_hash


def test_a_label_is_a_name_on_an_english_page_too() -> None:
    text = ENGLISH.replace("except prizes", "except 各类奖项").replace("P of china_prize", "P of 中国专利奖")
    made = Compilation.from_text(text.replace("sums of gold", "奖金标准 of 金奖"), "town_2023.ipp")
    assert made.page is not None
    assert made.words is not None
    assert not [f.texts() for f in made.check() if f.severity.value == "error"]
    assert format_page(replace_labels(made.page, made.words), to=Surface.ENGLISH) == ENGLISH


def test_names_without_blanks_are_parted_by_the_labels_of_the_page() -> None:
    text = CHINESE.replace("奖金标准 奖级 标准", "奖金标准奖级标准").replace("各类奖项 除外", "各类奖项除外")
    made = Compilation.from_text(text, "town_2023.ipp")
    assert made.page is not None
    assert not list(made.report)
    assert format_page(made.page, to=Surface.CHINESE) == CHINESE


def test_cases_on_a_page_of_their_own_know_the_labels_of_their_policy(tmp_path: Path) -> None:
    policy_text, _, cases = ENGLISH.partition("case ")
    for name, text in (("town_2023.ipp", policy_text), ("town_2023.cases.ipp", f"cases for town_2023\n\ncase {cases}")):
        (tmp_path / name).write_text(text, encoding="utf-8")
    made = Compilation.from_file(str(tmp_path / "town_2023.cases.ipp"))
    assert made.page is not None
    assert made.words is not None
    chinese = format_page(replace_names(made.page, made.words), to=Surface.CHINESE)
    assert chinese.partition("案例 ")[2] == CHINESE.partition("案例 ")[2]
    again = Compilation(Source(str(tmp_path / "town_2023.cases.ipp"), chinese))
    assert not list(again.check())
    assert again.page is not None
    assert format_page(replace_labels(again.page, made.words), to=Surface.ENGLISH) == format_page(made.page)


FACTS = {
    "applicant": {"id": "A", "kinds": ["企业"]},
    "records": {
        "专利奖": [{"专利": "x", "奖级": "金奖", "级别": "国家级", "获奖日": "2022-05-05"}],
        "杰出发明人奖": [], "集体证明商标": [],
    },
    "history": [{"clause": "中国专利奖", "item": "y / 国家级 / 金奖", "year": 2021, "due": 20}],
}  # fmt: skip


def test_facts_and_decisions_have_the_labels() -> None:
    policy_text = ENGLISH.partition("case ")[0]
    town = library.load_text(policy_text, "town_2023.ipp")
    decision = town.evaluate(FACTS)
    assert {claim.label for claim in decision.claims} == {"china_prize"}
    chinese = render(decision, localize=localizer_of(town.program, Language.ZH))
    assert "中国专利奖" in chinese
    assert "china_prize" not in chinese


# ---------------------------------------------------------------------------------------------- refused labels


def codes_of(made: Compilation) -> list[str]:
    """Errors and warnings."""
    return [finding.code for finding in made.check() if finding.severity is not Severity.NOTE]


@pytest.mark.parametrize(
    ("old", "new", "codes"),
    [
        ('"中国专利奖"', '"各类奖项"', ["N034"]),
        ('"各类奖项"', '"inventors"', ["N034"]),
        ('"各类奖项"', '"prizes"', []),
        ('"奖金标准"', '"各类奖项"', []),
        ('"各类奖项"', '"各类 奖项"', ["N035"]),
        ('"各类奖项"', '"奖项的组"', ["N035"]),
        ('"各类奖项"', '"按"', ["N035"]),
        ('"各类奖项"', '"LРR"', ["S064"]),
        ('"中国专利奖"', '"按"', ["N035"]),
        ('"奖金标准"', '"按"', ["N035"]),
    ],
)
def test_a_label_is_for_one_thing_and_can_be_written(old: str, new: str, codes: list[str]) -> None:
    made = Compilation.from_text(ENGLISH.partition("case ")[0].replace(old, new), "town_2023.ipp")
    assert codes_of(made) == codes


def test_two_tables_of_one_label_are_told() -> None:
    more = '  here more "奖金标准" by prize\n    gold: 1\n'
    text = ENGLISH.partition("case ")[0].replace("  here sums", f"{more}  here sums")
    assert codes_of(Compilation.from_text(text, "town_2023.ipp")) == ["N034"]


def test_a_group_of_one_name_in_two_articles_may_have_its_label_in_both() -> None:
    text = ENGLISH.partition("case ")[0]
    more = '\narticle 2\n  group prizes "各类奖项"\n    award 1 when quality_award won\n'
    assert not codes_of(Compilation.from_text(text + more, "town_2023.ipp"))


# ---------------------------------------------------------------------------------------------- every page


def _labelled(page: ast.Page) -> ast.Page:
    numbers = count()

    def node(one: ast.Node) -> ast.Node:
        changes = {}
        for field in attrs.fields(type(one)):
            value = getattr(one, field.name)
            if isinstance(value, ast.Node):
                changes[field.name] = node(value)
            elif isinstance(value, tuple):
                changes[field.name] = tuple(node(part) if isinstance(part, ast.Node) else part for part in value)
        if isinstance(one, ast.Group | ast.LabelLine | ast.Definition):
            changes["label"] = f"名{'甲乙丙丁戊己庚辛壬癸'[next(numbers) % 10]}{next(numbers) * '子'}"
        return attrs.evolve(one, **changes)

    labelled = node(page)
    assert isinstance(labelled, ast.Page)
    return labelled


@pytest.mark.slow
def test_generated_pages_with_labels_come_back_from_chinese() -> None:
    for number in range(40):
        page = _labelled(policy(random.Random(f"labels {number}")).page)
        english = format_page(page)
        words = Vocabulary(Schema("none"), page_names=page_names(page))
        chinese = format_page(replace_names(page, words), to=Surface.CHINESE)
        again, report = parse(Source("generated.ipp", chinese), lambda _: ())
        assert not list(report), (chinese, [f.texts() for f in report])
        back = replace_labels(again, attrs.evolve(words, page_names=page_names(again)))
        assert format_page(back, to=Surface.ENGLISH, with_brackets=False) == english, chinese
