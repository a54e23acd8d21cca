"""No text and no place makes an answer of the editor fail."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from lsprotocol import types

from ipdsl.lsp import findings, lenses, names, outline, runner, tokens
from ipdsl.lsp.completion import completions
from ipdsl.lsp.pages import Pages
from ipdsl.lsp.places import Places
from tests.support.lsp.folder import CASES, CHINESE, POLICY, VOCABULARY, write_folder

TEXTS = {"town": POLICY, "zhen": CHINESE, "cases": CASES, "crafts": VOCABULARY}
ODD = (
    "", "\n", "# a comment\n", "\ufeff", "{}", "\x00", "政策", "policy", "  cap", "“", '"', "use crafts\nuse crafts\n",
    "award 1 when prize won\n" * 3, "𠮷" * 50, "vocabulary x\nuse x\n", 'cases for nothing\ncase "x"\n',
    "a\u2028b\x0cc\n",
)  # fmt: skip
PIECES = ("", "x", " ", "\n", '"', "(", "奖", "的", "article 1\n", "对", "。", "、", "\u3000", "\t", "1万", "100%", ":")


def drawn_text(draw: random.Random, text: str) -> str:
    for _ in range(draw.randrange(1, 6)):
        start = draw.randrange(len(text) + 1)
        end = min(len(text), start + draw.choice((0, 1, 5, 40)))
        text = text[:start] + draw.choice(PIECES) + text[end:]
    return text


def ask_everything(folder: dict[str, str], name: str, text: str, draw: random.Random) -> None:
    """Ask for all that an editor shows of a text, and for answers at random places."""
    path, pages, places = folder[name], Pages(), Places()
    if draw.random() < 0.5:
        pages.page(path)  # its words are known from the version before
    pages.open(path, text)
    page = pages.page(path)
    whole = types.Range(types.Position(0, 0), types.Position(len(page.lines), 0))
    findings.diagnostics(page.source, page, page.report, pages, places)
    if draw.random() < 0.1:
        [*findings.code_actions(page, page.compilation.check(), places, whole)]
    outline.symbols(page, places)
    outline.folds(page)
    assert len(tokens.semantic_tokens(page, places)) % 5 == 0
    [*tokens.inlays(page, places, 1, len(page.lines))]
    tested = runner.TestedPage(path, "CNY", (), {}, runner.SettledFacts(path, runner.total_of([], "CNY")))
    [*lenses.PageLenses(page, tested, tested, places).lenses()]
    for _ in range(4):
        line = draw.randrange(1, len(page.lines) + 2)
        column = draw.randrange(1, len(page.lines[min(line, len(page.lines)) - 1]) + 2)
        names.hover_text(page, line, column)
        names.definition(pages, path, line, column)
        completions(page, line, column, places)
        if draw.random() < 0.02:
            names.rename(pages, path, line, column, "new_name")


@pytest.mark.parametrize("text", ODD)
def test_an_odd_text_has_an_answer_to_everything(tmp_path: Path, text: str) -> None:
    ask_everything(write_folder(tmp_path), "town", text, random.Random(1))


@pytest.mark.parametrize("number", [pytest.param(20, id="some"), pytest.param(300, marks=pytest.mark.slow, id="many")])
def test_an_edited_text_has_an_answer_to_everything(tmp_path: Path, number: int) -> None:
    draw, folder = random.Random(number), write_folder(tmp_path)
    for _ in range(number):
        name = draw.choice([*TEXTS])
        ask_everything(folder, name, drawn_text(draw, TEXTS[name]), draw)
