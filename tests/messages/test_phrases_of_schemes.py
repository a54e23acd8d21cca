"""Sentences of schemes: one edit leads to the meant lines, and no edit leads to other lines."""

from __future__ import annotations

import re
import shutil
import tomllib
from collections.abc import Mapping
from pathlib import Path

import pytest

from ipdsl.base.findings.finding import Severity
from ipdsl.base.source import Source
from ipdsl.driver.advice import phrase_book, phrase_patterns
from ipdsl.driver.compilation import Compilation
from ipdsl.syntax import keywords
from ipdsl.syntax.printing import format_page
from tests.support.advice import follow
from tests.support.project_files import files_in
from tests.support.rows import each_row
from tests.support.slow import sampled

FOLDER = Path(__file__).parent / "schemes_4"


def _entries(language: str) -> list[Mapping[str, str]]:
    data = tomllib.loads((FOLDER / f"{language}.toml").read_text(encoding="utf-8"))
    around = data["page"]
    return [{**entry, "around": around.replace("{currency}", entry.get("currency", "CNY"))} for entry in data["phrase"]]


PHRASES = [entry for path in files_in(FOLDER, "*.toml") for entry in _entries(path.stem)]


def _page(entry: Mapping[str, str], sentence: str) -> str:
    lines = "\n".join(f"  {line}" for line in sentence.strip("\n").splitlines())
    return re.sub(r"^ *\{sentence\}$", lambda _: lines, entry["around"], flags=re.MULTILINE)


def _printed(path: Path) -> str:
    page = Compilation(Source(str(path), path.read_text(encoding="utf-8"))).page
    assert page is not None
    return format_page(page)


def _after_one_edit(entry: Mapping[str, str], sentence: str, folder: Path) -> str | None:
    """The printed page after the first edit; `None` if it has errors."""
    for vocabulary in files_in(FOLDER, "*.ipp"):
        shutil.copy(vocabulary, folder)
    path = folder / "page.ipp"
    path.write_text(_page(entry, sentence), encoding="utf-8")
    return None if follow(path, most_steps=1).errors else _printed(path)


@pytest.mark.broad
@each_row("entry", PHRASES, every=4)
def test_the_meant_lines_have_no_errors_and_the_sentence_has_one(entry: Mapping[str, str], tmp_path: Path) -> None:
    for vocabulary in files_in(FOLDER, "*.ipp"):
        shutil.copy(vocabulary, tmp_path)
    reports = [
        Compilation(Source(str(tmp_path / "page.ipp"), _page(entry, entry[part]))).check()
        for part in ("meant", "sentence")
    ]
    assert [any(f.severity is Severity.ERROR for f in report) for report in reports] == [False, True]


@pytest.mark.parametrize("entry", sampled(PHRASES, 16, others="broad"), ids=lambda entry: entry["id"])
def test_one_edit_leads_to_the_meant_lines(entry: Mapping[str, str], tmp_path: Path) -> None:
    assert _after_one_edit(entry, entry["sentence"], tmp_path) == _after_one_edit(entry, entry["meant"], tmp_path)


NEAR = [
    ("award 500 to owner when boiler replaced", "grants are limited to $300 and must be repaid"),
    ("award 500 to owner when boiler replaced", "the grant must be more than half of the cost"),
    ("award 500 to owner when boiler replaced", "no more than two boilers are funded in a year"),
    ("award 500 to owner when boiler replaced", "no grant is paid for a boiler with a price above $6,000"),
    ("award 500 to owner when boiler replaced", "not all grants exceed $400"),
    ("award 500 to owner when boiler replaced", "the total grant cannot exceed $10,000"),
    ("", "award $500 to owner when boiler replaced, limited to 2 per household"),
    ("", "award $500 to owner when boiler replaced, plus something if condensing"),
    ("", "award 50% of cost to owner when boiler replaced, or 60% if condensing, or 70% if low_income"),
    ("", "award $10,000 to company each year if turnover has grown by 15%"),
    ("", "award $10,000 to company each year if turnover is 15% higher"),
    ("", "award 20 per pupil to school when course held, up to 30 teachers"),
    ("", "owners who sell a boiler receive $2,500"),
    ("", "owners who replace a boiler repay $2,500"),
    ("", "award 10% of cost to owner when boiler replaced, rounded down to $10, but at most $75"),
    ("", "award 100 to owner when one boiler replaced"),
    ("", "award 50% of cost to owner when boiler replaced, up to $900 in total"),
    ("", "award 50% of cost to owner when boiler replaced, up to $900 until"),
    ("award 500 to owner when boiler replaced", "the boiler must be bought on average or after 1 March 2024"),
    ("award 500 to owner when boiler replaced", "the boiler must be bought half on or after 1 March 2024"),
    ("award 500 to owner when boiler replaced", "    if age at 15"),
    ("award 500 to owner when boiler replaced", "    if age than 15"),
]
NEAR_IN_CHINESE = [
    ("", "对租用办公用房的企业，每平方米每季度补贴20元"),
    ("", "对租用办公用房的企业，按租用面积每平方米每季度补贴20元"),
    ("", "对培训结业的学校，按参训人数每人每课时补贴50元"),
    ("", "对营业收入比上年增长15%的企业，奖励10万元"),
    ("", "企业营业收入每增加1亿元，奖励10万元"),
    ("", "对设备投产的企业，按不含运费的设备费的20%补助"),
    ("", "对设备投产的企业，按设备费10万元部分的20%补助"),
    ("", "对设备投产的企业，按设净备费的20%补助"),
    ("", "对培训结业的学校，按参训人数每月每人每天补贴50元"),
    ("", "对培训结业的学校，按参训人数每人每人补贴50元"),
    ("", "对影片上映的企业，每部再补助15万元"),
    ("对 设备 投产 的 企业，按 设备费 的 20% 补助", "设备费不足10万元的企业减半补助"),
    ("对 影片 上映 的 企业，补助 1万元", "每年质量最高的5部影片给予补助"),
]
"""Sentences near to those that are read, each with something more, or with two meanings."""


@pytest.mark.parametrize(("before", "sentence"), sampled([*NEAR, *NEAR_IN_CHINESE], 4, others="broad"))
def test_a_sentence_with_something_more_has_no_edit(before: str, sentence: str, tmp_path: Path) -> None:
    for vocabulary in files_in(FOLDER, "*.ipp"):
        shutil.copy(vocabulary, tmp_path)
    path = tmp_path / "page.ipp"
    language = "english" if "award" in before + sentence or sentence.isascii() else "chinese"
    entry = next(each for each in _entries(language) if each.get("currency", "USD") == "USD")
    path.write_text(_page(entry, f"{before}\n{sentence}".strip()), encoding="utf-8")
    findings = Compilation(Source(str(path), path.read_text(encoding="utf-8"))).check()
    assert findings.has_errors
    assert [edit.lines for finding in findings for edit in finding.edits] == []


def test_the_law_is_broken_by_a_pattern_that_turns_a_limit_round(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = next(each for each in PHRASES if "more than half of the cost" in each["sentence"])
    sentence = entry["sentence"].replace("must not be", "must be")
    assert _after_one_edit(entry, sentence, tmp_path) is None
    lines = keywords.read_file("phrases_english.txt").splitlines()
    book = phrase_patterns.read_book([*lines, "[exceed]", "must be more than ="])
    monkeypatch.setattr(phrase_book, "book_of", lambda _: book)
    assert _after_one_edit(entry, sentence, tmp_path) is not None
