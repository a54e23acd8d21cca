"""First pages of documents for tests: from a text with a given line or article. All texts are invented."""

from __future__ import annotations

import pytest

from ipdsl.audit.draft.document_reader import read_document
from ipdsl.audit.draft.page import FirstPage, first_page
from ipdsl.audit.official_text import OfficialDocument
from ipdsl.base.findings.phrase import Language
from tests.support.audit.pages import seeds

HEAD = "示例〔2023〕7号\n示例市促进商标发展若干措施\n2023年1月10日\n"
END = "\n第九条 本措施自印发之日起施行，有效期三年。\n"


def official_text(name: str) -> str:
    """The official text of a city. It is not part of the project; the test is skipped if it is missing."""
    where = seeds().get(name)
    if where is None:
        pytest.skip(f"the official text of {name} is not here: IPDSL_SEEDS names the folder of the texts")
    return where.read_text(encoding="utf-8")


def drafted(text: str | bytes, language: Language = Language.EN) -> str:
    """The first page of a document."""
    data = text.encode() if isinstance(text, str) else text
    document = read_document("town", data)
    assert isinstance(document, OfficialDocument), document
    page = first_page(document, "town", "town.ipp", language)
    assert isinstance(page, FirstPage), page
    return page.text


def head_of(page: str) -> list[str]:
    """The lines under `policy`, without the comments about the drafting."""
    after = page.partition("\npolicy ")[2].partition("\n\n")[0]
    return [line.strip() for line in after.split("\n")[1:]]


def articles_of(page: str) -> dict[str, list[str]]:
    """The article lines of a page, with the comments under each."""
    found: dict[str, list[str]] = {}
    lines: list[str] = []
    for line in page.split("\n"):
        if line.startswith("article "):
            lines = found.setdefault(line, [])
        elif line.startswith("# "):
            lines.append(line[2:])
    return found
