"""Findings about real pages and facts in Chinese: complete output, without English prose."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import ipdsl
from ipdsl.base.findings.finding import Diagnostic, Report
from ipdsl.base.findings.phrase import Language
from ipdsl.base.findings.rendering import render
from ipdsl.base.source import Sources
from ipdsl.driver import cached_policy
from ipdsl.plain_data.errors import FactsError
from ipdsl.syntax import keywords
from tests.conftest import ROOT
from tests.support.base.chinese_cells import WORD, english_in
from tests.support.golden import check_golden
from tests.support.project_files import files_in
from tests.support.slow import sampled

FOLDERS = (ROOT / "tests" / "golden" / "semantics", ROOT / "tests" / "golden" / "syntax" / "bad")
PAGES = sorted(page for folder in FOLDERS for page in files_in(folder, "*.ipp"))
TOLD = ("semantics/n001_an_unknown_word", "syntax/bad/ten_mistakes", "syntax/bad/layout")
"""Pages whose findings in Chinese are goldens. `docs/zh/errors` has the Chinese message of each finding."""

FACTS: dict[str, object] = {
    "applicant": {"id": "F1", "kinds": ["enterprize"], "located_here": "perhaps", "established": "2020-01-01"},
    "records": {"technology_contract": [{"id": "A", "amount": -5, "recorded_on": "2022-13-01"}], "tea": []},
    "figures": {"filings": 3},
    "history": [{"clause": "7", "item": "A"}],
}
"""Facts with many errors, for a policy of the package."""


def _findings(page: Path) -> tuple[list[Diagnostic], Sources]:
    sources = Sources()
    return list(cached_policy.findings(str(page.relative_to(ROOT)), sources, cache=False)), sources


def _words_of(page: Path) -> set[str]:
    """The words that names may come from: the page and the vocabularies, without the keywords."""
    texts = [page, *files_in(page.parent, "*.ipp"), ROOT / "policies" / "ip.ipp"]
    found = {word for text in texts for word in WORD.findall(text.read_text(encoding="utf-8"))}
    keyword_words = {word.lower() for k in keywords.table().values() for p in k.phrases for word in p.split()}
    return (found | {page.stem}) - keyword_words


def _english_of(finding: Diagnostic) -> set[str]:
    told = finding.texts(Language.ZH)
    advice = (told.help or "").partition("\n")[0]  # the lines after it are a sentence of the page
    words = english_in(
        f"{told.title} {told.label} {advice} {' '.join(r.text.text(Language.ZH) for r in finding.related)}"
    )
    return set(words)


@pytest.mark.broad
@pytest.mark.parametrize(
    "page", sampled(sampled(PAGES, 6), 18, others="broad"), ids=lambda page: f"{page.parent.name}/{page.stem}"
)
def test_no_english_prose(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    findings, _ = _findings(page)
    names = _words_of(page)
    for finding in findings:
        assert _english_of(finding) - names == set(), finding.texts(Language.ZH)


@pytest.mark.parametrize("name", sampled(TOLD, 3, others="broad"))
def test_pages_told_in_chinese(name: str, update_golden: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    findings, sources = _findings(ROOT / "tests" / "golden" / f"{name}.ipp")
    text = render(Report(findings), sources, language=Language.ZH)
    check_golden(ROOT / "tests" / "golden" / "chinese" / f"{Path(name).name}.txt", f"{text}\n", update_golden)


def test_facts_told_in_chinese(update_golden: bool) -> None:
    policy = ipdsl.load("shaoguan_2021")
    with pytest.raises(FactsError) as refused:
        policy.evaluate(json.dumps(FACTS))
    text = render(refused.value.report, refused.value.sources, language=Language.ZH)
    check_golden(ROOT / "tests" / "golden" / "chinese" / "facts.txt", f"{text}\n", update_golden)
