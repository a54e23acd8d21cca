"""Commands read the official text of a policy from the settings next to it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.cli import run
from tests.support.lsp.folder import POLICY, write_folder

TEXT = """Crafts of the town, Town 2026 No. 3

Article 1. A company that wins a prize for pottery receives 20,000 yuan, for weaving 10% of the value and at most 30,000
yuan, and at most 50,000 yuan in a year.
"""


@pytest.fixture
def folder(tmp_path: Path) -> dict[str, str]:
    (tmp_path / "town.txt").write_text(TEXT, encoding="utf-8")
    return write_folder(tmp_path)


def test_audit_and_doc_read_the_official_text_of_the_settings(folder: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "ipdsl.toml").write_text('[page.town_2026]\nagainst = "town.txt"\n', encoding="utf-8")
    given = run("audit", folder["town"], "--against", str(tmp_path / "town.txt"))
    assert run("audit", folder["town"]) == given
    assert "outside the articles" in given.out
    out = tmp_path / "town.html"
    assert run("doc", folder["town"], "-o", str(out)).code == 0
    assert "A company that wins a prize for pottery" in out.read_text(encoding="utf-8")


def test_audit_without_a_text_is_refused(folder: dict[str, str]) -> None:
    ran = run("audit", folder["town"])
    assert ran.code == 2
    assert "missing --against" in ran.err


def test_an_article_shows_its_official_text_in_the_editor(folder: dict[str, str], tmp_path: Path) -> None:
    from ipdsl.lsp.names import hover_text
    from ipdsl.lsp.pages import Pages

    (tmp_path / "ipdsl.toml").write_text('[page.town_2026]\nagainst = "town.txt"\nlanguage = "zh"\n', encoding="utf-8")
    page = Pages().page(folder["town"])
    line = POLICY.splitlines().index('article 1 "Prizes"') + 1
    answer = hover_text(page, line, 3)
    assert answer is not None
    assert "A company that wins a prize for pottery" in answer[0]
    assert page.language.value == "zh"
