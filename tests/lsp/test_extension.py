"""The files of the extension for Visual Studio Code that come from the language and its documents."""

from __future__ import annotations

import json
import re
import subprocess
import sys

from ipdsl.lsp.lenses import SHOW
from ipdsl.lsp.server import build_server
from ipdsl.syntax import keywords
from ipdsl.syntax.keywords import Surface
from tests.conftest import ROOT

EXTENSION = ROOT / "editors" / "vscode"


def test_colours_and_snippets_are_current() -> None:
    done = subprocess.run(
        [sys.executable, str(EXTENSION / "generate.py"), "--check"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_every_keyword_of_both_languages_is_coloured() -> None:
    grammar = json.loads((EXTENSION / "syntaxes" / "ipdsl.tmLanguage.json").read_text(encoding="utf-8"))
    patterns = [re.compile(rule["match"]) for rule in grammar["patterns"] if rule["name"] == "keyword.control.ipdsl"]
    for surface in Surface:
        for keyword in keywords.table(surface).values():
            for phrase in keyword.phrases:
                assert any(pattern.fullmatch(phrase) for pattern in patterns), phrase


def test_lenses_name_commands_of_the_server_that_no_editor_replaces() -> None:
    """Visual Studio Code registers the commands of the server. One that the extension has too would stop it."""
    commands = {*build_server().protocol.fm.commands}
    contributed = json.loads((EXTENSION / "package.json").read_text(encoding="utf-8"))["contributes"]["commands"]
    registered = re.findall(r'registerCommand\("([^"]+)"', (EXTENSION / "src" / "extension.ts").read_text("utf-8"))
    assert commands == {SHOW}
    assert {*registered} == {each["command"] for each in contributed}
    assert commands.isdisjoint(registered)
    assert f'vim.lsp.commands["{SHOW}"]' in (ROOT / "editors" / "neovim" / "ipdsl.lua").read_text(encoding="utf-8")


def test_the_words_of_the_extension_are_in_both_languages() -> None:
    names = re.findall(r"%([\w.]+)%", (EXTENSION / "package.json").read_text(encoding="utf-8"))
    for file in ("package.nls.json", "package.nls.zh-cn.json"):
        words = json.loads((EXTENSION / file).read_text(encoding="utf-8"))
        assert words.keys() == {*names}, file
