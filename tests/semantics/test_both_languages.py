"""Titles of cases and definitions of words in both languages: each output uses those in its language."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import ipdsl
from ipdsl.base.findings.phrase import Language
from ipdsl.driver.cases import run_page, to_text
from ipdsl.driver.compilation import Compilation

WORDS = """vocabulary town "Words of a town" "某镇词汇"

applicant firm "企业" {firm}

record mark "商标"
  key number "注册号"
  fee "费用" money {fee}
  event registered "注册" on registered_on "注册日" default
"""
POLICY = """policy town_2024 "Town"
  effective 2024-01-01 to 2026-12-31
  use town

article 1
  award 50% of fee to firm when mark registered

case "half of the fee" "费用的一半"
  given firm
    mark M: registered_on 2024-05-01, fee 100
  expect M 40
"""
BOTH = '"a company" "公司"', '"the official fee" "官方费用"'
TURNED = '"公司" "a company"', '"官方费用" "the official fee"'
ENGLISH = '"a company"', '"the official fee"'
CHINESE = '"公司"', '"官方费用"'


@pytest.fixture(params=[BOTH, TURNED, ENGLISH, CHINESE], ids=["both", "turned", "english", "chinese"])
def town(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Path, tuple[str, str]]:
    firm, fee = request.param
    (tmp_path / "town.ipp").write_text(WORDS.format(firm=firm, fee=fee), encoding="utf-8")
    page = tmp_path / "town_2024.ipp"
    page.write_text(POLICY, encoding="utf-8")
    return page, request.param


@pytest.mark.parametrize(("language", "title"), [("en", "half of the fee"), ("zh", "费用的一半")])
def test_a_failed_case_is_told_by_its_title_in_the_language_asked_for(
    town: tuple[Path, tuple[str, str]], language: str, title: str
) -> None:
    result = run_page("town_2024", Compilation.from_file(str(town[0])), Language(language))
    assert result is not None
    assert [case.title for case in result.cases] == [title]
    assert title in to_text([result])


def test_the_schema_defines_each_word_in_its_language_or_the_only_one(town: tuple[Path, tuple[str, str]]) -> None:
    page, (_, fee) = town
    policy = ipdsl.load(str(page))
    said = {}
    for language, word in (("en", "fee"), ("zh", "费用")):
        schema: Any = policy.facts_schema(language=language)  # type: ignore[arg-type]  # one of two
        said[language] = schema["$defs"]["record_mark"]["properties"][word]["description"]
    has_english, has_chinese = "the official fee" in fee, "官方费用" in fee
    assert ("the official fee" in said["en"]) is has_english
    assert ("官方费用" in said["zh"]) is has_chinese
    assert ("the official fee" in said["zh"]) is not has_chinese
    assert ("官方费用" in said["en"]) is not has_english


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"a company" "公司"', '"a company" "a firm"'),
        ('"a company" "公司"', '"公司" "企业"'),
        ('"the official fee" "官方费用"', '"the official fee" "官方费用" "注册费"'),
    ],
)
def test_two_definitions_of_one_language_and_a_third_are_told(tmp_path: Path, old: str, new: str) -> None:
    text = WORDS.format(firm=BOTH[0], fee=BOTH[1])
    assert old in text
    page = Compilation.from_text(text.replace(old, new), "town.ipp")
    page.check()
    assert [finding.code for finding in page.report] == ["S068"]


def test_a_definition_before_the_type_and_one_after_it_are_told() -> None:
    text = WORDS.format(firm=BOTH[0], fee=BOTH[1]).replace('"费用" money', '"费用" "what it costs" money')
    page = Compilation.from_text(text, "town.ipp")
    page.check()
    assert [finding.code for finding in page.report] == ["S015"]
