"""Pages and texts for the tests of the audit, and the official texts if they are available."""

from __future__ import annotations

import os
from pathlib import Path

from ipdsl.audit import comparison as e
from ipdsl.audit.comparison import Audit, PolicyFigures, audit
from ipdsl.audit.official_text import OfficialText, decode, read_articles
from ipdsl.driver.compilation import Compilation
from ipdsl.syntax import ast
from tests.conftest import ROOT

HEAD = """policy town "Town"
  document "示例〔2022〕1号"
  issued 2022-01-10
  effective from 2022-01-10 for 3 years
  use ip

"""
HEAD_OF_TEXT = "示例〔2022〕1号\n2022年1月10日\n"
END_OF_TEXT = "\n第九条 本办法自印发之日起施行，有效期三年。\n"
END_OF_PAGE = "\narticle 9 in header\n"


def page_of(text: str) -> ast.Page:
    """The tree of a page without syntax errors."""
    made = Compilation.from_text(text)
    assert made.page is not None
    assert not made.has_errors, [finding.texts().title for finding in made.report]
    return made.page


def encoded(page: ast.Page) -> PolicyFigures:
    found = e.policy_figures(page)
    assert found is not None
    return found


def against(text: str, policy: PolicyFigures) -> Audit:
    """A policy compared with a text."""
    return audit(read_articles(text, [article.number for article in policy.articles]), policy)


def left(articles: str, text: str) -> list[tuple[str, str, str]]:
    """The differences between a town's articles and their text: kind, article, text as written."""
    page = page_of(f"{HEAD}{articles}{END_OF_PAGE}")
    found = against(f"{HEAD_OF_TEXT}{text}{END_OF_TEXT}", encoded(page))
    return [(thing.kind_of_difference.value, thing.article, thing.written) for thing in found.differences]


def official(where: Path, policy: PolicyFigures) -> OfficialText:
    text = decode(where.read_bytes())
    assert isinstance(text, str)
    return read_articles(text, [article.number for article in policy.articles])


def seeds() -> dict[str, Path]:
    """The official texts by policy, found by the number or the name of the document; empty if they are not available.

    They are not part of the project. `IPDSL_SEEDS` is their folder; the default is `shared/seeds` next to the checkout.
    """
    folder = Path(os.environ.get("IPDSL_SEEDS") or ROOT.parent / "shared" / "seeds")
    texts = {path: path.read_text(encoding="utf-8", errors="replace") for path in sorted(folder.glob("*.txt"))}
    return {name: path for name, words in DOCUMENTS.items() for path, text in texts.items() if words in text[:600]}


DOCUMENTS = {
    "shaoguan_2021": "韶府办发函〔2021〕188号",
    "qingyuan_2018": "清府办〔2018〕27号",
    "dongyang_2021": "东阳",
    "foshan_2020": "佛山市知识产权“培优工程”",
    "quanzhou_2021": "泉政文〔2021〕70号",
}
"""The policies of the five cities, each with words from the beginning of its document."""
