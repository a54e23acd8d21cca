"""Parts of the site that need no generator: its link checker, the colours of policies, the words of its first page.

`.ci/site` builds the site, which needs more.
"""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType

from pygments.token import Keyword, Number, String, Text, Token

from tests.conftest import ROOT
from tests.support.project_files import files_under

SITE = ROOT / "docs" / "site"
PAGE = '<html><body id="top">{}</body></html>'
BROKEN = {
    "no such file": '<a href="gone.html">',
    "no such anchor": '<a href="index.html#gone">',
    "loaded from another host": '<script src="https://example.org/a.js"></script>',
    "an address from the root of a host": '<a href="/index.html">',
}


def module(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, SITE / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    loaded = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loaded)
    return loaded


def check(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(SITE / "check_links.py"), str(folder)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)


def test_links_of_pages_lead_to_files_and_anchors(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(PAGE.format('<a href="a%20b.html#%E5%A5%96%E5%8A%B1"> <a href="#top">'))
    (tmp_path / "a b.html").write_text('<p id="奖励"><a href="https://example.org">', encoding="utf-8")
    done = check(tmp_path)
    assert (done.returncode, done.stdout) == (0, "2 pages, 0 broken links\n")


def test_each_kind_of_broken_link_is_reported(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(PAGE.format("".join(BROKEN.values())))
    (tmp_path / "site.css").write_text("a { background: url('//example.org/a.png') }")
    done = check(tmp_path)
    assert done.returncode == 1
    assert [line.split(": ")[1] for line in done.stdout.splitlines()[:-1]] == [*BROKEN, "a style from another host"]


def test_policies_have_the_keywords_of_the_editor() -> None:
    lexer = module("policy_lexer").PolicyLexer()
    line = 'award 50% of amount to enterprise when technology_contract recorded # "a"'
    tokens = {text: kind for kind, text in lexer.get_tokens(line)}
    assert [tokens[word] for word in ("award", "of", "to", "when")] == [Keyword] * 4
    assert [tokens[word] for word in ("enterprise", "technology_contract")] == [Text] * 2
    assert tokens["50%"] is Number
    assert {text: kind for kind, text in lexer.get_tokens("town_2026")}["town_2026"] is Text


def test_a_chinese_name_that_has_a_keyword_in_it_is_one_word() -> None:
    lexer = module("policy_lexer").PolicyLexer()
    tokens = {text: kind for kind, text in lexer.get_tokens('对 人民币汇率中间价 国内 的 企业，一次性奖励 "20万"')}
    assert [tokens[word] for word in ("人民币汇率中间价", "国内", "企业")] == [Text] * 3
    assert [tokens[word] for word in ("对", "一次性奖励")] == [Keyword] * 2
    assert tokens['"20万"'] is String


def test_every_policy_has_colours() -> None:
    lexer = module("policy_lexer").PolicyLexer()
    pages = {path: path.read_text(encoding="utf-8") for path in files_under(ROOT / "policies", "*.ipp")}
    wrong = [
        (path.name, text)
        for path, page in pages.items()
        for kind, text in lexer.get_tokens(page)
        if kind is Token.Error
    ]
    assert wrong == []


def test_the_first_page_has_the_same_parts_in_both_languages() -> None:
    words = module("landing_words").LANDING
    assert list(words["en"]) == list(words["zh"])
    template = (SITE / "templates" / "landing.html").read_text(encoding="utf-8")
    assert {*re.findall(r"words\.(\w+)", template)} - {*words["en"]} == {"lead"}
