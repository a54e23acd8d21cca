"""Line ends from printing are removed; those that separate sentences or items stay."""

from __future__ import annotations

from hypothesis import given, strategies as st

from ipdsl.audit.text_forms import unwrap
from tests.support.rows import each_row


@each_row(
    ("text", "meant"),
    [
        ("一次\n性奖励", "一次性奖励"),
        ("同\n  一单位", "同一单位"),
        ("奖励5\n万元", "奖励5万元"),
        ("12月\n31日", "12月31日"),
        ("“四个出新\n出彩”", "“四个出新出彩”"),
        ("(\n含)", "(含)"),
        ("给予0.\n5万元", "给予0.5万元"),
        ("自2023-01-\n10起", "自2023-01-10起"),
        ("自2023\n-01-10起", "自2023-01-10起"),
    ],
)
def test_a_line_that_goes_on(text: str, meant: str) -> None:
    assert unwrap(text).text == meant


@each_row(
    "text",
    [
        "甲。\n乙", "甲;\n乙", "商标\n2.专利", "商标\n二、专利", "商标\n(二)专利", "商标\n第二条 专利", "商标\n\n专利",
        "20\n30万元", "IP\n专利", "3.\n5万元",
    ],
)  # fmt: skip
def test_a_line_end_that_parts(text: str) -> None:
    assert unwrap(text).text == text


@given(st.text(alphabet="甲一二第条.、()“”5 \n", max_size=40))
def test_every_character_knows_where_it_stood(text: str) -> None:
    found = unwrap(text)
    assert "".join(text[offset] for offset in found.offsets[:-1]) == found.text
    assert found.offsets[-1] == len(text)
    assert sorted(set(text) - set(found.text)) in ([], ["\n"], [" "], ["\n", " "])
