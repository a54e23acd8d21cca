"""Typical first attempts of drafters in Chinese, with the findings they get: root cause and next step, in one table."""

from __future__ import annotations

from pathlib import Path

import pytest

from ipdsl.base.findings.finding import Diagnostic, with_changes
from ipdsl.base.findings.phrase import Language, localize_value as said
from ipdsl.driver.compilation import Compilation
from ipdsl.syntax import chinese_sentences
from tests.support.golden import check_golden

HERE = Path(__file__).parent
GOLDEN = HERE.parent / "golden" / "chinese" / "slips.txt"
AROUND = {
    "page": "使用词汇 ip\n\n{}\n",
    "policy": '政策 town_2026 "办法"\n  自 2026年1月1日 起施行\n  使用词汇 ip\n{}\n',
    "words": '词汇 own "词汇"\n\n使用词汇 ip\n\n{}\n',
    "case": '使用词汇 ip\n\n对 知识产权保险 购买 的 企业，奖励 2000元\n\n案例 "甲"\n{}\n',
}
"""The page around the lines of an attempt."""


def slips() -> list[tuple[str, str]]:
    """The attempts of the table: the kind of page, and the lines."""
    blocks = (HERE / "chinese_slips.txt").read_text(encoding="utf-8").strip().split("\n\n")
    return [(where[2:], lines) for where, _, lines in (block.partition("\n") for block in blocks[1:])]


def told(where: str, lines: str) -> str:
    """All findings about an attempt, without those about the page around it."""
    page = AROUND[where].format(lines)
    found = [one for one in Compilation.from_text(page, "page.ipp").check() if one.code != "P024"]
    return "".join(map(_shown, found)) or "  ——\n"


def _shown(finding: Diagnostic) -> str:
    texts = with_changes(finding, edits=()).texts(Language.ZH)
    edited = finding.texts(Language.ZH).help.replace("\n", "\n    ") if finding.edits else ""
    meant = "或".join(f"`{said(word, Language.ZH)}`" for word in finding.nearest)
    parts = (texts.title, texts.label, f"是否为{meant}？" if meant else "", texts.help, edited)
    return f"  {finding.code} {'；'.join(part for part in parts if part)}\n"


@pytest.mark.slow
def test_each_slip_leads_to_the_next_step(update_golden: bool) -> None:
    check_golden(GOLDEN, "\n".join(f"{lines}\n{told(where, lines)}" for where, lines in slips()), update_golden)


def test_each_signal_of_a_slip_is_told_of_one() -> None:
    """A row is removed when the grammar makes it unnecessary."""
    shown = GOLDEN.read_text(encoding="utf-8")
    notes = {signal.note.zh.partition("{")[0] for signal in chinese_sentences.PHRASE_PATTERNS if signal.note}
    assert [note for note in sorted(notes) if note not in shown] == []
