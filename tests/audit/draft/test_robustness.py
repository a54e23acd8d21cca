"""The draft accepts invalid texts: it does not fail, is not slow, and writes only pages without errors."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, strategies as st

from ipdsl.audit.draft.document_reader import read_document
from ipdsl.audit.draft.page import FirstPage, first_page
from ipdsl.audit.errors import NoArticlesInText
from ipdsl.audit.official_text import OfficialDocument
from ipdsl.base.findings.finding import Diagnostic
from ipdsl.base.findings.phrase import Language
from tests.support.audit.texts import PIECES as OF_AUDIT
from tests.support.slow import sampled

PIECES = [
    *OF_AUDIT, "示例规", "关于印发", "的通知", "本措施自", "印发之日", "起施行", "有效期", "三年",
    "至2025年12月31日", "2023年1月10日", "（二）", "二、", "第二条", "对甲给予", "奖励", "，", "；", "：", "“", "”",
    '"', "#", "{name}", "《示例办法》", "参照", "执行", "\n\n", "\u2028", "\u202e", "𠀀", " | ", "- 1 -", "\\",
]  # fmt: skip
LONG = 1000


def page(text: str) -> FirstPage | Diagnostic:
    return first_page(OfficialDocument(text), "town.txt", "town.ipp", Language.EN)


@pytest.mark.parametrize("piece", sampled(sampled(PIECES, 11), 22, others="broad"), ids=ascii)
def test_a_piece_without_end_is_read_in_time(piece: str) -> None:
    started = time.process_time()
    assert isinstance(page("第一条 甲。\n" + piece * LONG + "元"), FirstPage)
    assert isinstance(page(piece * LONG + "\n第一条 甲"), FirstPage)
    assert time.process_time() - started < 4


RUNS = {
    "dots": ("第一条 奖励\n", ".", ""), "blanks": ("第一条 一", " ", "二"), "lines": ("第一条 一：", "\n", "二"),
    "middle dots": ("第一条 奖励\n", "·", ""), "blanks without width": ("第一条 自", "\u200b", "起施行"),
    "full-width blanks": ("第一条 一", "\u3000", "\n二"), "document numbers": ("第一条 〔2021〕", " ", "二"),
    "titles": ("第一条 ", "按《", "执行"), "standards": ("第一条 GB", " ", "二"),
    "heads": ("甲\n第", " ", "二\n第一条 甲"),
    "sums again": ("第一条 ", "（含1元", ""), "rows": ("第一条 甲\n等级 | 金额（万元）\n", "金 | 7\n", ""),
    "cells": ("第一条 甲\n单位：万元\n金", "|7", "\n"), "words": ("第一条 甲\n单位：万元\n", "7 ", "\n二"),
}  # fmt: skip


@pytest.mark.broad
@pytest.mark.parametrize("run", sampled(RUNS, 5))
def test_ten_times_the_text_takes_some_ten_times_as_long(run: str) -> None:
    """Ten times the text takes about ten times as long.

    Quadratic time would be a hundred times as long in each of three tries. A single try may be slow because of other
    processes.
    """
    before, piece, after = RUNS[run]

    def seconds(size: int) -> float:
        started = time.process_time()
        page(before + piece * (size // len(piece)) + after)
        return time.process_time() - started

    short = max(min(seconds(4000) for _ in range(2)), 0.02)
    assert any(seconds(40_000) < 40 * short for _ in range(3))


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_any_text_gives_a_page_or_has_no_articles(text: str) -> None:
    assert isinstance(page(text), FirstPage | NoArticlesInText)


@given(st.sampled_from([b"", b"PK\x03\x04", b"%PDF-1.7\n", "第一条 ".encode()]), st.binary(max_size=200))
def test_any_bytes_are_a_document_or_refused(begin: bytes, data: bytes) -> None:
    found = read_document("town", begin + data)
    if isinstance(found, OfficialDocument):
        page(found.text)
