"""Any page gives a report: edits of valid pages never raise, and every finding has a place on the page."""

from __future__ import annotations

import random
import re

import pytest
from hypothesis import given, settings, strategies as st

from ipdsl.base.findings.rendering import render
from ipdsl.base.source import Source, Sources
from ipdsl.driver.compilation import PageLoader
from ipdsl.lower.lowering import lower
from ipdsl.semantics.check import check, check_cases, check_vocabulary
from ipdsl.semantics.typed_dump import dump
from ipdsl.syntax import ast
from tests.conftest import ROOT
from tests.support.plan_invariants import verify
from tests.support.semantics.findings import GOLDEN, checked
from tests.support.slow import sampled

FORMS = (GOLDEN / "good_forms.ipp").read_text(encoding="utf-8")
RULES = (GOLDEN / "good_rules.ipp").read_text(encoding="utf-8")
WORDS = (GOLDEN / "ip.ipp").read_text(encoding="utf-8")
TOKEN = re.compile(r"\w+|[^\w\s]")
OTHERS = sorted(set(TOKEN.findall(FORMS + RULES)) | set(re.findall(r"[a-z_]+", WORDS)))


def edited(text: str, seed: int, edits: int) -> str:
    """Words deleted, doubled, exchanged or replaced by others; lines deleted, moved or repeated."""
    pick = random.Random(seed)
    lines = text.splitlines()
    for _ in range(edits):
        at = pick.randrange(len(lines))
        tokens = list(TOKEN.finditer(lines[at]))
        kind = pick.randrange(6)
        if kind == 0 or not tokens:
            del lines[at]
        elif kind == 1:
            lines.insert(pick.randrange(len(lines)), lines[at])
        elif kind == 2:
            lines.insert(pick.randrange(len(lines)), lines.pop(at))
        else:
            token = pick.choice(tokens)
            new = "" if kind == 3 else pick.choice(OTHERS)
            lines[at] = lines[at][: token.start()] + new + lines[at][token.end() :]
        if not lines:
            return ""
    return "\n".join(lines) + "\n"


@pytest.mark.slow
@settings(max_examples=40)
@given(seed=st.integers(0, 2**32), edits=st.integers(1, 4))
def test_an_edited_policy_gives_a_report(seed: int, edits: int) -> None:
    for text in (FORMS, RULES):
        page = checked(edited(text, seed, edits))
        assert page.shown() or page.policy is not None
        if page.policy is not None:
            assert dump(page.policy)
            verify(lower(page.policy, "hash"))


@pytest.mark.slow
@settings(max_examples=40)
@given(seed=st.integers(0, 2**32), edits=st.integers(1, 4))
def test_an_edited_vocabulary_gives_a_report(seed: int, edits: int) -> None:
    sources = Sources()
    loader = PageLoader(sources)
    page, found = loader.parse(Source(str(GOLDEN / "page.ipp"), edited(WORDS, seed, edits)))
    vocabulary, report = check_vocabulary(page, loader)
    assert vocabulary is not None or report.has_errors or found.has_errors
    assert isinstance(render(report, sources), str)


@pytest.mark.slow
@settings(max_examples=40)
@given(seed=st.integers(0, 2**32), edits=st.integers(1, 3))
def test_the_checker_takes_the_tree_of_a_broken_page(seed: int, edits: int) -> None:
    sources = Sources()
    loader = PageLoader(sources)
    page, _ = loader.parse(Source(str(GOLDEN / "page.ipp"), edited(FORMS, seed, edits)))
    policy, report = check(page, loader)
    assert policy is not None or report.has_errors
    assert all(f.span is None or f.span.line >= 1 for f in report)


@pytest.mark.broad
@pytest.mark.parametrize("seed", sampled(range(5), 5))
def test_edited_cases_give_a_report(seed: int) -> None:
    text = (ROOT / "policies" / "shaoguan_2021.cases.ipp").read_text(encoding="utf-8")
    sources = Sources()
    loader = PageLoader(sources)
    source = Source("policies/shaoguan_2021.ipp", (ROOT / "policies/shaoguan_2021.ipp").read_text(encoding="utf-8"))
    policy, _ = check(loader.parse(source)[0], loader)
    assert policy is not None
    page, _ = loader.parse(Source("x.cases.ipp", edited(text, seed, 60)))
    if isinstance(page.header, ast.CasesLine):
        cases, report = check_cases(page, policy)
        assert len(cases) + len(report) > 0


def test_a_page_gives_the_same_findings_and_the_same_policy_twice() -> None:
    first, second = checked(FORMS), checked(FORMS)
    assert first.shown() == second.shown()
    assert first.policy is not None
    assert second.policy is not None
    assert dump(first.policy) == dump(second.policy)
