"""The site in build/site: its first pages, each document, finding and policy, the other language, the search.

`.ci/full` runs it after `.ci/site`. The words of a query are those of Node.js, which npm brings.
"""

from __future__ import annotations

import html
import json
import re
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT
from tests.support.error_pages import CHINESE, ENGLISH, pages
from tests.support.project_files import files_under

SITE = ROOT / "build" / "site"
DOCS = ROOT / "docs"
QUERIES = {
    "奖励": "docs/zh/reference/language/awards",
    "封顶": "docs/zh/how-to/cookbook",
    "追回": "docs/zh/how-to/limits",
    "年度最高金额": "docs/zh/concepts/overview",
    "同比例核减": "docs/zh/reference/language/rules",
    "caps": "docs/en/concepts/settlement/caps-and-carry-over",
    "recovery": "docs/en/how-to/limits",
    "missing facts": "docs/en/how-to/questions",
}
SPLIT = """
const [, data, query] = process.argv;
const window = {}, words = require("fs").readFileSync(data, "utf-8");
const terms = new Function("window", words + `
  const stemmer = new EnglishStemmer();
  return splitQuery(${JSON.stringify(query)}).map((word) => stemmer.stemWord(word.toLowerCase()));`)(window);
console.log(JSON.stringify(terms));
"""


@cache
def text(name: str) -> str:
    return (SITE / f"{name}.html").read_text(encoding="utf-8")


def words(name: str) -> str:
    """The text of a page, without its elements."""
    return html.unescape(re.sub(r"<[^>]*>", "", text(name)))


@cache
def index() -> dict[str, Any]:
    return json.loads((SITE / "searchindex.js").read_text(encoding="utf-8")[len("Search.setIndex(") : -1])


def documents_with(term: str) -> set[str]:
    places = [index()[part].get(term, []) for part in ("terms", "titleterms")]
    numbers = [number for place in places for number in (place if isinstance(place, list) else [place])]
    return {index()["docnames"][number] for number in numbers}


@pytest.mark.parametrize(("name", "sentence", "total"), [
    ("index", "award by amount to enterprise when technology_contract recorded and put_to_use", "58,000.00"),
    ("zh/index", "对 专利合同 备案 且 已实施 的 企业，按 金额 分别奖励：", "58,000.00"),
])  # fmt: skip
def test_the_first_page_has_a_sentence_and_a_decision(name: str, sentence: str, total: str) -> None:
    assert sentence in words(name)
    assert total in words(name)
    assert '<span class="k">' in text(name)


def english_document(path: Path) -> Path:
    """The English document of a Chinese one."""
    parts = path.relative_to(DOCS / "zh").parts
    if parts == ("README.md",):
        return ROOT / "README.md"
    return DOCS.joinpath(*parts) if parts[0] == "errors" else DOCS.joinpath("en", *parts)


def other_language(name: str) -> str:
    """The page to which the link of a page to the other language leads."""
    link = re.search(r'<p class="site-language"><a href="([^"]*)\.html"', text(name))
    assert link is not None, name
    return (SITE / name).parent.joinpath(link[1]).resolve().relative_to(SITE).as_posix()


def page_of(document: Path) -> str:
    return document.relative_to(ROOT).with_suffix("").as_posix()


def test_every_document_has_a_link_to_the_same_page_of_the_other_language() -> None:
    twins = {page_of(path): page_of(english_document(path)) for path in files_under(DOCS / "zh", "*.md")}
    only_chinese = {name for name, english in twins.items() if not (ROOT / f"{english}.md").exists()}
    assert only_chinese == {"docs/zh/gallery/articles"}
    links = {name: "index" if name in only_chinese else english for name, english in twins.items()}
    links |= {english: name for name, english in links.items() if name not in only_chinese}
    links |= {page_of(path): "zh/index" for path in files_under(DOCS / "dev", "*.md")}
    assert {name: other_language(name) for name in links} == links
    assert {page_of(path) for path in files_under(DOCS, "*.md")} <= set(links)


@pytest.mark.parametrize("language", [ENGLISH, CHINESE], ids=["en", "zh"])
def test_every_finding_has_an_address(language: Any) -> None:
    folder = "docs/errors" if language is ENGLISH else "docs/zh/errors"
    for page in pages(language):
        assert f'id="{page.code.lower()}"' in text(f"{folder}/{page.code[0]}")
        assert page.code.lower() in index()["indexentries"]


def test_every_policy_has_a_page_and_a_review_copy() -> None:
    for path in files_under(ROOT / "policies", "*.ipp"):
        name = path.relative_to(ROOT).as_posix()
        page = path.read_text(encoding="utf-8")
        assert page.splitlines()[0].split("#")[-1].strip() in words(name)
        if re.search(r"^(policy|政策) ", page, re.MULTILINE):
            language = "zh" if "zh" in path.parts else "en"
            assert f"gallery/{language}/{path.stem}.html" in text(name)
            assert f'"../../{name}.html"' in text(f"gallery/{language}/{path.stem}")


@pytest.mark.parametrize("query", QUERIES)
def test_a_query_finds_its_page(query: str) -> None:
    command = ["node", "-e", SPLIT, "--", str(SITE / "_static" / "language_data.js"), query]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
    terms = json.loads(done.stdout)
    assert terms
    assert QUERIES[query] in set.intersection(*map(documents_with, terms))
