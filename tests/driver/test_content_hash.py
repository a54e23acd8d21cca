"""The content hash of a page does not see brackets that mean nothing, nor those that `fmt` drops."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ipdsl.base.source import Source
from ipdsl.driver.compilation import Compilation, hashed_text
from ipdsl.syntax import ast
from ipdsl.syntax.keywords import Surface
from ipdsl.syntax.parser import parse
from ipdsl.syntax.printing import format_page
from tests.support.cli import run
from tests.support.rows import each_row
from tests.support.slow import sampled

WHEN = "to enterprise when technology_contract recorded"
PAGE = 'policy town "Town"\n  effective 2022-01-01 to 2025-12-31\n  use words\n\narticle 1 "A"\n  award SENTENCE\n'
WORDS = """vocabulary words "Words"

applicant enterprise "企业"

applicant fields
  here "在本地" yes/no fixed
  open "已开业" yes/no fixed
  sound "健全" yes/no fixed
  good "合格" means CONDITION

record technology_contract "专利合同"
  key contract "合同号"
  amount "金额" money
  used "已实施" yes/no
  own "自有" yes/no
  event recorded "备案" on recorded_on "备案日"
"""
SAME = [
    [f"amount plus 1 plus 2 {WHEN}", f"amount plus (1 plus 2) {WHEN}", f"(amount plus 1) plus 2 {WHEN}"],
    [f"amount plus 1 plus 2 {WHEN}", f"((amount plus 1)) plus 2 {WHEN}", f"(amount) plus 1 plus (2) {WHEN}"],
    [f"(amount times 2) plus 3 {WHEN}", f"amount times 2 plus 3 {WHEN}"],
    [f"50% of amount {WHEN}", f"(50% of amount) {WHEN}", f"50% of (amount) {WHEN}"],
    [f"min(amount, 5) {WHEN}", f"min((amount), (5)) {WHEN}"],
    [f"5 {WHEN} and used and own", f"5 {WHEN} and (used and own)", f"5 {WHEN} and (used) and ((own))"],
    [f"5 {WHEN} and (used or own or here)", f"5 {WHEN} and (used or (own or here))"],
    [f"5 {WHEN} and not used", f"5 {WHEN} and not (used)", f"5 {WHEN} and (not used)"],
    [f"5 {WHEN} and amount more than 5", f"5 {WHEN} and (amount more than 5)", f"5 {WHEN} and amount more than (5)"],
]
DIFFERENT = [
    (f"amount divided by 2 times 3 {WHEN}", f"amount divided by (2 times 3) {WHEN}"),
    (f"5 {WHEN} and (used or own)", f"5 {WHEN} and used and own"),
    (f"(amount plus 1) times 2 {WHEN}", f"amount plus (1 times 2) {WHEN}"),
]
CONDITIONS = [
    "here and open and sound",
    "here and (open and sound)",
    "(here and open) and sound",
    "(here) and open and sound",
]


def hash_of(page: Path) -> str:
    compilation = Compilation.from_file(str(page))
    assert compilation.policy is not None, [finding.code for finding in compilation.report]
    return compilation.content_hash


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "words.ipp").write_text(WORDS.replace("CONDITION", CONDITIONS[0]), encoding="utf-8")
    return tmp_path / "town.ipp"


def write(page: Path, sentence: str) -> str:
    """The hash of the page with this sentence."""
    page.write_text(PAGE.replace("SENTENCE", sentence), encoding="utf-8")
    return hash_of(page)


def after(page: Path, *command: str) -> str:
    """The hash of the page that a command of `fmt` prints."""
    ran = run("fmt", *command, page.name)
    assert ran.code == 0, ran.both
    if command:
        page.write_text(ran.out, encoding="utf-8")
    return hash_of(page)


@pytest.mark.parametrize("sentences", sampled(SAME, 3, others="broad"), ids=lambda sentences: sentences[0][:40])
def test_needless_brackets_do_not_count(page: Path, sentences: list[str]) -> None:
    hashes = set[str]()
    for sentence in sentences:
        hashes |= {write(page, sentence), after(page), after(page, "--to", "zh"), after(page, "--to", "en")}
    assert len(hashes) == 1


@each_row(("one", "other"), DIFFERENT)
def test_brackets_that_mean_something_count(
    one: str, other: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "words.ipp").write_text(WORDS.replace("CONDITION", CONDITIONS[0]), encoding="utf-8")
    assert write(tmp_path / "town.ipp", one) != write(tmp_path / "town.ipp", other)


def test_brackets_of_a_vocabulary_do_not_count_either(page: Path) -> None:
    hashes = set[str]()
    write(page, f"5 {WHEN}\n    if good")
    for condition in CONDITIONS:
        words = page.with_name("words.ipp")
        words.write_text(WORDS.replace("CONDITION", condition), encoding="utf-8")
        hashes.add(hash_of(page))
        assert run("fmt", "words.ipp").code == 0
        hashes.add(hash_of(page))
    assert len(hashes) == 1


def test_brackets_in_quotations_and_comments_are_text(page: Path) -> None:
    sentence = f'5 {WHEN}  # (as in the (old) text)\n    reading "(the firm (or its branch))"'
    page.write_text(PAGE.replace("SENTENCE", sentence), encoding="utf-8")
    before = hash_of(page)
    assert after(page) == before
    page.write_text(page.read_text(encoding="utf-8").replace("(old)", "old"), encoding="utf-8")
    assert hash_of(page) != before


OPERANDS = [
    "award 1000 while medium_loan outstanding and (principal more than 1000)",
    "award 9 when prize has at least 2 prize with (prize_money more than 2500) or (prize_money more than 100000)",
    "award 66% of attorney_fee when patent not (attorney_fee more than 300)",
    "award 9 when workshop total rent of workshop with (first cost of earlier standard with (share more than 50%)"
    " less than rent) more than 100 and (rent more than 10000)",
    "award 9 for each prize when prize won and not (origin is domestic and shared) and (exports more than 5)",
]
"""Sentences whose last brackets are around a comparison that is an operand. `fmt` keeps them."""
WHOLE = {
    "if (staff more than 4)": "if staff more than 4",
    "if (exports at most (5))": "if exports at most 5",
    "if has at least 1 patent with ((fee more than (4)))": "if has at least 1 patent with (fee more than 4)",
}
"""Sentences whose brackets are around a whole condition, a word or a number. `fmt` drops them."""


def parsed(text: str) -> ast.Page:
    page, report = parse(Source("made.ipp", text), lambda _: ())
    assert not report.has_errors, text
    return page


def formatted(text: str, to: Surface = Surface.ENGLISH) -> str:
    return format_page(parsed(text), to=to)


@pytest.mark.parametrize("sentence", OPERANDS)
def test_brackets_of_a_comparison_stay_on_the_page_and_leave_the_hash(sentence: str) -> None:
    start, end = sentence.rindex("("), sentence.rindex(")")
    bare = formatted(f"{sentence[:start]}{sentence[start + 1 : end]}\n")
    kept, chinese = formatted(f"{sentence}\n"), formatted(f"{sentence}\n", Surface.CHINESE)
    assert kept.split() == sentence.split() != bare.split()
    assert {hashed_text(parsed(text), text) for text in (f"{sentence}\n", kept, bare, chinese)} == {bare}


@pytest.mark.parametrize("sentence", WHOLE)
def test_brackets_of_a_whole_condition_leave_the_page_and_the_hash(sentence: str) -> None:
    bare, chinese = formatted(f"{sentence}\n"), formatted(f"{sentence}\n", Surface.CHINESE)
    assert bare.split() == WHOLE[sentence].split()
    assert {hashed_text(parsed(text), text) for text in (f"{sentence}\n", bare, chinese)} == {bare}


ATTRIBUTED = [
    f'5 {WHEN}\n    reading "years are whole" by "Bureau" on 2026-03-01',
    f'5 {WHEN}\n    reading "years are whole"   by "Wang" "王某" on 2026-04-02  # after the hearing',
    f'(amount) plus 1 {WHEN}\n    reading "years are whole" "年度指自然年" by "Bureau" on 2026-03-01\n'
    '    reading "by whom is not said" by "Bureau" on 2026-03-01\n  reading "of all" by "B" on 2026-03-01',
]
_ATTRIBUTION = re.compile(r' +by "[^"]*"(?: "[^"]*")? on [-0-9]+')


@each_row("sentence", ATTRIBUTED)
def test_the_person_and_the_day_of_a_reading_do_not_count(
    sentence: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "words.ipp").write_text(WORDS.replace("CONDITION", CONDITIONS[0]), encoding="utf-8")
    town = tmp_path / "town.ipp"
    bare = _ATTRIBUTION.sub("", sentence)
    assert bare != sentence
    hashed = write(town, bare)
    assert write(town, sentence) == after(town, "--to", "zh") == after(town, "--to", "en") == hashed
    assert write(town, bare.replace("whole", "halves")) != hashed


AS_BEFORE = [
    (f"(amount plus 1) times 2 {WHEN}", "b631b0bee79105291fef916f606f19c35a3aa35ac351aea657bb5955ea4bd7d4"),
    (f"5 {WHEN}", "e53708d5875b0c923b9298077a7095b970ddf49abe7ff4a34bd034595574b5e7"),
    (f"5 {WHEN} and (used or own)", "be1c17df681cdaff8b0520d1b1a11ce645ff365ffa9816f8ddcdf677afbf4c7b"),
    (f"min(amount, 5) {WHEN}", "714b287c182acd163902c4e6acd3bf791abfc3649375a789ebaf0021d91f02d2"),
]
"""Pages without needless brackets, with their hashes of release 0.6.1."""


@each_row(("sentence", "hashed"), AS_BEFORE)
def test_a_page_without_needless_brackets_has_the_hash_of_the_last_release(
    sentence: str, hashed: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "words.ipp").write_text(WORDS.replace("CONDITION", CONDITIONS[0]), encoding="utf-8")
    assert write(tmp_path / "town.ipp", sentence) == hashed
