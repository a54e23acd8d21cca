"""Colours by meaning, and inlays."""

from __future__ import annotations

from pathlib import Path

import pytest
from lsprotocol import types

from ipdsl.lsp.pages import Pages
from ipdsl.lsp.places import Places
from ipdsl.lsp.tokens import MOST_LINES, TOKEN_TYPES, inlays, semantic_tokens
from tests.support.lsp.folder import CHINESE, POLICY, VOCABULARY, write_folder

TEXTS = {"town": POLICY, "zhen": CHINESE, "crafts": VOCABULARY}


def coloured(folder: Path, page: str, line_text: str) -> list[tuple[str, str]]:
    """The words of a line with their colours."""
    paths = write_folder(folder)
    data = semantic_tokens(Pages().page(paths[page]), Places())
    lines = TEXTS[page].splitlines()
    line = column = 0
    found = []
    for index in range(0, len(data), 5):
        step, start, length, kind, _ = data[index : index + 5]
        line, column = line + step, start if step else column + start
        if line_text in lines[line]:
            found.append((lines[line][column : column + length], TOKEN_TYPES[kind]))
    return found


@pytest.mark.parametrize(
    ("page", "line", "expected"),
    [
        (
            "town",
            "award 20000",
            "award keyword · 20000 number · to keyword · enterprise type · when keyword · prize class · won property"
            " · and keyword · craft property · is keyword · pottery enumMember",
        ),
        (
            "zhen",
            "对 奖项",
            "对 keyword · 奖项 class · 获得 property · 且 keyword · 工艺类别 property · 为 keyword · 陶艺 enumMember"
            " · 的 keyword · 企业 type · 奖励 keyword · 2万元 number",
        ),
        ("town", "as potters", "as keyword · potters function"),
        ("town", "use crafts", "use keyword · crafts namespace"),
    ],
)
def test_a_name_is_coloured_by_what_it_means(tmp_path: Path, page: str, line: str, expected: str) -> None:
    assert " · ".join(f"{word} {kind}" for word, kind in coloured(tmp_path, page, line)) == expected


def test_a_very_long_page_has_no_colours_by_meaning(tmp_path: Path) -> None:
    paths = write_folder(tmp_path)
    pages = Pages()
    pages.open(paths["town"], POLICY + "\n" * MOST_LINES)
    assert semantic_tokens(pages.page(paths["town"]), Places()) == []


def hints(folder: Path, page: str) -> list[tuple[int, types.InlayHint]]:
    paths = write_folder(folder)
    return [(hint.position.line, hint) for hint in inlays(Pages().page(paths[page]), Places(), 1, 100)]


def test_figures_and_included_kinds_are_shown_behind_their_words(tmp_path: Path) -> None:
    shown = [(line, hint.label) for line, hint in hints(tmp_path, "town")]
    assert (10, " = 30,000") in shown
    assert [line for line, label in shown if label == " (with workshop)"] == [7]  # once, although three lines name it
    chinese = [hint.label for _, hint in hints(tmp_path, "zhen")]
    assert " = 20,000" in chinese
    assert "（含作坊）" in chinese
