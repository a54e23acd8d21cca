"""The lines of the page in a trace: every kind of sentence under an award, an article and a policy has its effect."""

from __future__ import annotations

import typing
from collections.abc import Iterator
from pathlib import Path

import pytest

import ipdsl
from ipdsl.base.findings.phrase import Language
from ipdsl.driver import cached_policy
from ipdsl.driver.questions.trace import trace
from ipdsl.driver.questions.traced_lines import LineEffects, TracedLine, lines_of_claim
from ipdsl.report.localizer import localizer_of
from ipdsl.semantics.typed import nodes
from ipdsl.syntax import ast
from tests.conftest import ROOT
from tests.support.slow import sampled

CONSOLE = ROOT / "tests" / "golden" / "cli" / "trace_lines.console"
DRAFT = """policy draft_page
  effective from 2021-01-01
  year begins 04-01
  status draft
  use ip

article 1
  award 1000 to enterprise when software_copyright registered
    if at least 1 of these
      located_here
      operating
  pay in parts
    60% at once
    the rest 1 year later
"""
BARE = """use ip
language 2
award 1000 to enterprise when software_copyright registered
  if operating
  of which 10% for "the staff"
cap 5000 per enterprise
  what is paid back counts no longer
  what lapses counts no longer
pay in parts
  100% at once
"""


def classes_in(annotation: object) -> set[type]:
    """The kinds of sentence in a type, such as a union or the tuple of a union."""
    if isinstance(annotation, type) and issubclass(annotation, ast.Sentence):
        return {annotation}
    return {kind for part in typing.get_args(annotation) for kind in classes_in(part)}


def kinds_of(union: object) -> set[type]:
    """The kinds of sentence in a union of the tree, with the kinds of the lines under them."""
    found: set[type] = set()
    waiting = classes_in(union)
    while waiting:
        kind = waiting.pop()
        found.add(kind)
        waiting |= {below for hint in typing.get_type_hints(kind).values() for below in classes_in(hint)} - found
    return found


KINDS = kinds_of(ast.PageItem) | kinds_of(ast.PolicyLine) | {ast.CountedCondition}
KINDS -= kinds_of(ast.VocabularyItem) | kinds_of(ast.Case)


def files() -> dict[str, str]:
    """The files of the golden: its page and its facts."""
    parts = CONSOLE.read_text(encoding="utf-8").split("\n---\n")[0].split("--- ")[1:]
    return {name: text for name, _, text in (part.partition("\n") for part in parts)}


def parsed(page_file: Path) -> ast.Page:
    page = cached_policy.policy(str(page_file), "trace").page
    assert page is not None
    return page


def traced(page_file: Path, facts: Path, language: Language) -> Iterator[tuple[TracedLine, ...]]:
    """The lines of each claim."""
    page, policy = parsed(page_file), ipdsl.load(page_file)
    read = policy.read_facts(facts)
    decision = policy.evaluate(read)
    localize = localizer_of(policy.program, language)
    for claim in decision.claims:
        yield trace(policy, read, claim, localize, decision, page).lines


def test_every_kind_of_line_under_an_award_an_article_and_a_policy_has_an_effect() -> None:
    assert {ast.Row, ast.CarryForward, ast.ClauseMapping, ast.Article, ast.LanguageLine} <= KINDS
    assert set(LineEffects.BY_KIND) == KINDS


@pytest.mark.parametrize("language", Language)
def test_the_traces_of_a_page_show_every_line_of_every_kind(language: Language, tmp_path: Path) -> None:
    for name, text in {**files(), "draft_page.ipp": DRAFT, "bare.ipp": BARE}.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    shown: set[type] = set()
    for name in ("kinds.ipp", "draft_page.ipp", "bare.ipp"):
        page_lines: set[int] = set()
        for lines in traced(tmp_path / name, tmp_path / "firm.json", language):
            assert all(line.effect for line in lines)
            page_lines |= {line.place.line for line in lines}
        sentences = [node for node in nodes(parsed(tmp_path / name), ast.Sentence) if type(node) in KINDS]
        assert {sentence.span.line for sentence in sentences} == page_lines
        shown |= {type(sentence) for sentence in sentences}
    assert shown == KINDS, "a kind of line is on no page of this test"


@pytest.mark.parametrize("folder", sampled([".", "zh"], 2, others="broad"))
@pytest.mark.parametrize(
    "city",
    sampled(["shaoguan_2021", "qingyuan_2018", "dongyang_2021", "foshan_2020", "quanzhou_2021"], 3, others="broad"),
)
def test_all_lines_under_the_award_of_every_claim_of_a_city_are_in_its_trace(city: str, folder: str) -> None:
    page_file = ROOT / "policies" / folder / f"{city}.ipp"
    policy = ipdsl.load(page_file)
    page = parsed(page_file)
    sentences = {sentence.span.line: sentence for sentence in nodes(page, ast.Award | ast.Reference)}
    for claim in policy.evaluate(ROOT / "examples" / "firm_of_cities.json").claims:
        placed = {line.sentence.span.line for line in lines_of_claim(page, claim, ())}
        under = {line.span.line for line in nodes(sentences[claim.place.line], ast.Sentence)}
        head = {line.span.line for line in nodes(page.header, ast.Sentence)}
        assert under | head <= placed, claim.label
