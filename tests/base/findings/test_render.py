from __future__ import annotations

from pathlib import Path

import pytest

from ipdsl.base.findings.finding import Diagnostic, RelatedPlace, Report
from ipdsl.base.findings.phrase import Language, Phrase
from ipdsl.base.findings.rendering import render
from ipdsl.base.source import Source, Sources, Span
from tests.conftest import ROOT
from tests.support.base.findings import PAGE, Draft, Uncapped, UnknownWord, is_harmless, page, place, where
from tests.support.golden import check_golden

GOLDENS = ROOT / "tests" / "golden" / "render"

SEAL = "award 200000 once when geo_indication_product new"
CHINESE = "奖励 20万元 一次性 当 地理标志 新认定"
LONG = "award by level when demonstration_zone listed " + "and put_to_use " * 40 + "and related_partyy " + "and x " * 90


def _two_files() -> tuple[list[Diagnostic], Sources]:
    sources = page(SEAL)
    sources.add(Source("ip.ipp", "\n" * 99 + "record geo_indication_product"))
    declared = RelatedPlace(Span("ip.ipp", 100, 8, 100, 30), Phrase("declared here", "在这里声明"))
    gone = RelatedPlace(Span("gone.ipp", 3, 1, 3, 5), Phrase("and here", "还有这里"))
    return [UnknownWord(span=where(SEAL, "geo_indication_product"), word="x", related=(declared, gone))], sources


CASES: dict[str, tuple[list[Diagnostic], Sources]] = {
    "plain": ([UnknownWord(span=where(SEAL, "geo_indication_product"), word="geo_indication_product")], page(SEAL)),
    "nearest": (
        [UnknownWord(span=place(1, 1, 5), word="awrad", nearest=("award", "reward"))],
        page("awrad 200000 once"),
    ),
    "related": _two_files(),
    "wide_characters": ([UnknownWord(span=where(CHINESE, "地理标志"), word="地理标志")], page(CHINESE)),
    "combining_characters": ([UnknownWord(span=place(1, 6, 3), word="y")], page("cafe\u0301 xyz")),
    "tabs": ([UnknownWord(span=place(1, 3, 5), word="award")], page("\t\taward 200000")),
    "tab_underlined": ([UnknownWord(span=place(1, 3, 1), word="tab")], page("  \taward 200000")),
    "long_line": ([UnknownWord(span=where(LONG, "related_partyy"), word="related_partyy")], page(LONG)),
    "long_part": ([UnknownWord(span=place(1, 5, 900), word="x")], page("a" * 1000)),
    "long_chinese_line": ([UnknownWord(span=place(1, 201, 2), word="认定")], page("新" * 200 + "认定" + "新" * 200)),
    "hidden_characters": (
        [UnknownWord(span=place(1, 7, 4), word="a\u202eb\x1b[31m\n")],
        page("award a\u202eb\x1b[31m \u200bx"),
    ),
    "several_lines": ([UnknownWord(span=Span(PAGE, 1, 7, 3, 2), word="x")], page("award 200000 when", "  tea", "new")),
    "end_of_line": ([UnknownWord(span=place(1, 6, 0), word="x")], page("award")),
    "empty_line": ([UnknownWord(span=place(2, 1, 0), word="x")], page("award", "", "x")),
    "no_such_line": ([UnknownWord(span=place(9, 3, 2), word="x")], page("award")),
    "no_such_file": ([UnknownWord(span=place(1, 1, 2), word="x")], Sources()),
    "path": ([UnknownWord(path="$.records.tea[0]", word="tea", nearest=("ten",))], Sources()),
    "nowhere": ([UnknownWord(word="tea")], Sources()),
    "line_numbers_of_two_widths": (
        [UnknownWord(span=place(9, 1, 5), word="x", related=(RelatedPlace(place(10, 1, 5), Phrase("again", "再次")),))],
        page(*["award"] * 10),
    ),
    "counts": (
        [Uncapped(span=place(1, 1, 5)), Draft(span=place(1, 1, 5)), UnknownWord(span=place(1, 7, 1), word="x"),
         UnknownWord(span=place(1, 9, 1), word="y")],
        page("award x y"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_findings_in_full(name: str, update_golden: bool) -> None:
    findings, sources = CASES[name]
    check_golden(_golden(name), f"{render(Report(findings), sources)}\n", update_golden)


def test_one_line_a_finding(update_golden: bool) -> None:
    findings = [finding for case, _ in CASES.values() for finding in case]
    check_golden(_golden("concise"), f"{render(Report(findings), Sources(), concise=True)}\n", update_golden)


def test_colours(update_golden: bool) -> None:
    findings, sources = CASES["counts"]
    check_golden(_golden("colours"), f"{render(Report(findings), sources, colour=True)}\n", update_golden)


def test_findings_in_chinese(update_golden: bool) -> None:
    findings, sources = CASES["counts"]
    nearest = UnknownWord(span=place(1, 1, 5), word="awrad", nearest=("award", "reward"))
    text = render(Report([*findings, nearest]), sources, language=Language.ZH)
    check_golden(_golden("chinese"), f"{text}\n", update_golden)


def test_nothing_is_said_of_an_empty_report() -> None:
    assert render(Report(), Sources()) == ""


def test_the_same_finding_twice_shows_once() -> None:
    finding = UnknownWord(span=place(1, 1, 5), word="x")
    assert render(Report([finding, finding]), page("award")).endswith("\n\n1 error")


def test_paths_stand_in_the_order_of_the_facts() -> None:
    report = Report([UnknownWord(path=f"$.records.tea[{i}]", word="x") for i in (10, 2, 1)])
    assert [f.path for f in report] == ["$.records.tea[1]", "$.records.tea[2]", "$.records.tea[10]"]


def test_no_control_character_reaches_the_terminal() -> None:
    for findings, sources in CASES.values():
        text = render(Report(findings), sources)
        assert is_harmless(text)


def _golden(name: str) -> Path:
    return GOLDENS / f"{name}.txt"
