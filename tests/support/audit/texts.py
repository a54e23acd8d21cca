"""Texts for the audit: official texts if available, numbers in Chinese, wrapped lines, fragments."""

from __future__ import annotations

import re

import pytest

from ipdsl.base.pages import packaged_page
from ipdsl.driver.compilation import Compilation
from ipdsl.syntax import ast
from tests.support.audit.pages import seeds

SEEDS = seeds()


def of_city(name: str) -> ast.Page:
    if name not in SEEDS:
        pytest.skip(f"the official text of {name} is not here: IPDSL_SEEDS names the folder of the texts")
    where = packaged_page(name)
    if where is None:
        pytest.skip(f"there is no policy {name} yet")
    made = Compilation.from_file(where)
    assert made.page is not None
    return made.page


UNBROKEN = re.compile(r"[0-9０-９A-Za-z.,%/:]+|.")
"""Units that a printer keeps on one line: numbers, words, single characters."""


def wrapped(text: str, width: int) -> str:
    """A text wrapped to this width as on a printed page. No line begins with a mark that ends a sentence."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        lines.append("")
        for piece in UNBROKEN.findall(paragraph):
            if lines[-1] and len(lines[-1]) + len(piece) > width and piece not in "，。；：、）》”":
                lines.append("")
            lines[-1] += piece
    return "\n".join(lines)


PIECES = [
    "1", "1 ", "1.", "1、", "1-", "1:", "1,000", "一", "一点", "十", "第", "第一条", "（", "（含", "“一", "万", "元",
    "〔2021〕", "〔2021〕1号", "GB/T", "2021年", "2021年1月", "百分之", "三分之", "http://", "a@", "。", "\n", " ",
    "20万元", "　", "1.\n", "（一）\n", "1.1.1\n", "第一条\n", "目录\n", "…… 1\n", "\x00", "\ufeff",
    "１", "²", "٣", "𝟚", "%", "五 ", "1/", "1万", "2021、", "0.\n5", "【", "。第二条 ", "甲\n", "一年半", "三成",
]  # fmt: skip


def chinese(number: int) -> str:
    """A number in Chinese numerals, written independently of the reader."""
    if number >= 10_000:
        high, low = divmod(number, 10_000)
        gap = "零" if low and low < 1000 else ""
        return f"{chinese(high)}万{gap}{chinese(low) if low else ''}"
    signs, gap = "", False
    for step, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // step % 10
        if digit:
            signs += ("零" if gap and signs else "") + "零一二三四五六七八九"[digit] + unit
        gap = not digit
    return signs[1:] if signs.startswith("一十") else signs
