"""Chinese text that a finding advises is valid in the grammar: every form in backticks, in its place.

A form is a sentence or a part of one. Its placeholders are filled. Then some frame must make a sentence of it in which
every word is a keyword or a known name.
"""

from __future__ import annotations

import ast
import itertools
import re
from collections.abc import Callable, Iterator

import pytest
from lark.exceptions import UnexpectedInput

from ipdsl.base.source import Source
from ipdsl.syntax import keywords, layout, parser
from ipdsl.syntax.keywords import Surface
from ipdsl.syntax.parser_tables import sentence_parser
from tests.support.modules import calls_and_cells

_FORM = re.compile("`([^`]*)`")
_HAN = re.compile("[\u4e00-\u9fff]")

FILLED = {
    "N": ("5",), "D": ("甲",), "类型": ("甲",), "释义": ("甲",), "日期": ("甲", "2022年5月1日"), "数额": ("5元",),
    "{number}": ("5", "5元", "2022"), "{least}": ("5",),
    "{percent}": ("5", "5%"), "{share}": ("5", "5%", "甲 的 5%"), "{found}": ("甲", "5"),
    "{next}": ("甲", "5"), "{limit}": ("5元", "不低于 5", "最高不超过 5元"), "{current}": ("5",), "{short}": ("5",),
    "{day}": ("甲", "2022年5月1日"), "{currency}": ("", "CNY"), "{span}": ("1年",), "{length}": ("2年",),
    "{text}": ("5件以上 甲",), "{op}": ("不低于",), "{verb}": ("就高不重复",), "{sign}": ("加",),
    "{year}": ("甲", "2022"), "{period}": ("每3年", "连续24个月 内"), "条件": ("甲",),
    "{key}": ("每个 甲", "甲"), "{keys}": ("每个 甲",), "{sum}": ("甲", "5"), "{months}": ("5",), "{rank}": ("5",),
    "{manner}": ("不予拆分",), "{operator}": ("乘以",), "{test}": ("不低于 5",), "{unit}": ("年",),
    "{bound}": ("不低于",), "{extreme}": ("最大",), "{same}": ("",), "{year}{same}": ("",),
    "{comparison}": ("不低于",), "{high}": ("甲", "5", "5%"),
    "{what}": ("甲",), "{word}": ("甲", "不低于", "2022年5月1日", "奖励"),
    "…": ("甲", "5", "甲 乙", "5元", "甲 的 乙", "甲，按 名次 分别奖励：", "不低于 5", "“甲”", "同一 甲 的 乙",
          "最多 5个 甲", "5个 甲", "甲 奖励", "甲 已奖励", "第1条", "9月1日 至 11月30日", "奖励："),
}  # fmt: skip
"""Placeholders and the words that may replace them. Any other named value is a name."""

_NAMES = """
甲 乙 丙 丁 记录 事件 状态 字段 对象 名称 类别 日期 取值 归并项 年度数据 条款名 项目 值 本金 利率 级别 市级
新认定 标题 中文名 释义 申请人 金额 保费 申请日 岗位数 企业在职 金奖 编号 按期 单位 个人 征求意见稿 单项
比例字段 某种记录 验收 汇率 条.记录.事件 1.记录.事件 2.记录.事件 企业 ip draft but policy last_day 是 否
"""
NAMES = frozenset(_NAMES.split())
"""Names in forms that replace names of the author, and the names of examples. Some are also keywords."""

_FRAMES = """
{} | 须 {} | 须 甲 {} | 须 甲 {} 乙 | 须 {} 5 | 须 甲 {} 5 | 须 拥有 {} 甲 | 须 甲 {} 5年 | 须 甲 乙 {}
须 甲 {} 5 至 6 | 对 甲 乙 的，{} | 对 甲 乙 的，{} 1元 | 对 甲 乙 的 {}，奖励 1元 | 对 甲 乙 {} 的，奖励 1元
100万元{}：1元 | 对 每年 甲 {}，按 名次 分别奖励： | 扣除 {} 已奖励部分 | {} 甲 是指 乙 | 适用于 {}
本金 自 甲 至 乙 {} | 第1条 {} | 须 甲 {} 满 5年 | 对 {} | 对 每年 甲 {} 的 乙，按 名次 分别奖励：
须 甲 自 乙 至 丙 {} | 标准表 甲 {} 乙： | 须 {} 1件以上 甲 | 每年 最多 5{} | {} 甲 按 乙： | {} 5元
须 拥有 1件以上 {} 甲
甲 {} 于 乙 | {} 甲 100元 | 每个 {} 最多 5件 | 每个 甲 {} | 对 甲 {}，奖励 5元 | 100万元 {} 甲 乙 | 扣除 {}
甲 {} 丙，乙 | 第1条 至 第4条 {} | 2022年度 的记录，第1条 {} | 每个 甲 最多 5{} | 应得 合计 {} | 事件 {} 于 甲
{}，5元 | 对 甲 乙 的，{} 奖励 | 对 甲 乙 的，按 {} 奖励 | 对 甲 乙 的，奖励 {} | 对 甲 乙 的，按 甲 奖励，{}
对 甲 乙 的，按 甲 {} | 对 甲 乙 的，按 级别 {}： | 对 甲 乙 的，{} 5元 | 对 甲 乙 的，{} 一次性奖励 5元
对 甲 乙 的，5元 {} | 对 甲 乙 的，奖励 5元 {} 6元 | 对 甲 乙 的，奖励 5元 {} | 对 甲 乙 {}，奖励 1元
对 {}，奖励 1元 | {}，奖励 1元 | {}的，奖励 1元 | {} 甲 乙 的，奖励 1元 | {} 甲，奖励 1元
对 甲 乙 且 {} 的，奖励 1元 | 对 每年 甲 {} 乙，按 名次 分别奖励： | 对 每年 甲 排名 的 乙，{} 分别奖励：
对 甲 {} 乙 的，奖励 5元 | 对 {} 甲 乙 的，奖励 5元 | {} 2022年5月1日 起，对 甲 乙 的，奖励 5元
{}，对 甲 乙 的，奖励 5元 | 对 甲 乙 的 丙，{} | {} 最高 1元 | 每个 甲 {} 最高 1元 | 每个 甲 每年 {} 最高 1元
每个 甲 每年 {} 5元 | 每个 甲 每年 最多 {} | 每个 甲 每年 {}件 | 每个 {} 每年 最高 1元 | 同一 甲 {}
同一 事项 {} | 每年 {} 5个 甲 | {} 就高不重复 | 同一 事项 {} 就高不重复 | 超出部分 {} | {} 除外 | 第3条 {}
第3{} | 第3条、第5条 {} | 稿别 {} | 币种 {} | {} “甲” | “甲” {} | {} 甲 | 自 2022年1月1日 {}
自 2022年1月1日 {} 2023年1月1日 | 自 2022年1月1日 起施行，{} 3年 | 自 2022年1月1日 起施行，2021年1月1日 {}
到 2023年，“甲” {} 5 | 甲 {} “甲” | 甲 {} 按 不低于 奖励金额 的 50% 配套
2022年度 {}，第1条 改按 “甲” 执行 | 2022年度 的记录，第1条 {} “甲” 执行 | 按 “甲” {} | {}：1元
{} 至 9：1元 | 甲 {} | 甲 日期，自 甲 {} | 甲 件数，{} | 记录 甲 属于 乙 {} 丙 丁 | 甲 {} 乙 | 甲 “甲” {} 乙
行情 甲 {}，每月 | {} 甲，乙 | 甲 {} 甲、乙 | {} 2022年 | 已知 {} 甲 乙 5元 | 已知 甲：乙 {} | 已知 甲：{}
已知 2022年 {}：甲 5 | 已知 2022年 {} 甲 乙 5元 | 已知 {} 甲 2022年1月1日：5% | 已知 2022年 甲 {} 第1名
已知 {} “甲” 乙 5元 | 已知 {} 2022年1月1日 | 已知 2022年 市级 {} 甲 5元 | {} 第3条 | 应得 {} | 应得 甲 {}
应得 {} 5元 | 应得 甲 核减，{} | 应得 甲 核减，因 {} | 应得 甲 核减，{} 最高限额 | 扣除 {} 甲 的 乙 已奖励部分
本金 自 甲 至 乙 按 利率 {} | 须 甲 自 乙 {} 丙 按 丁 计息 | 须 甲 {} 乙 至 丙 按 丁 计息
须 甲 自 乙 至 丙 按 丁 {} | 须 （甲 与 乙 {}） | 须 甲 {} 5元 计 10元 | 须 甲 {} 5元 部分 | 须 拥有 {} 5件 甲
须 甲 {} 乙 件数 | 对 甲 乙 的，按 级别 {}奖励： | 对 {} 的 甲，当年不予奖励 | 对 甲 乙 的 甲，{}
事件 甲 于 乙 {} | 对 甲 乙 的，{} 奖励 5元 | 须 没有 {} | 每年 各申请人合计 最高奖励 5元，不予拆分，{}
每年 各申请人合计 最高奖励 5元，不予拆分，按 甲 {} | 每个 甲 最多 5件，{} | 每年 各申请人合计 最多 5个 甲，按 乙 {}
{} 5元 的，不予奖励 | 本文件所称 甲 按 乙 {}： | 本文件所称 甲 {} 是指：
每年 各申请人合计 最高奖励 5元，{} | 每年 {}
年度 自 {} 起算 | 每个 甲 每年 金额 向下{} 至 100 | 须 自 甲 至 乙 {} 不低于 5 | 须 甲 {}满月数 不低于 5
1年 {} 拨付 5元 | 次年 3月31日 {} 拨付 5元 | 甲 {} 拨付 5% | 1年 后 拨付 {}
{} 拨付 5元 | 1年 后 拨付 5元{}
甲：5元{} | {}奖励 1元 | 须 甲 不晚于 {} 5月31日 | 须 甲 介于 2022年5月1日 至 {} 5月31日
须 {} 最大 甲 不低于 5 | 其中 10% {} “甲”
每年 各申请人合计 最多 5个 甲{} | 对 甲 乙 的，追回 {}甲 已拨付资金 | 对 甲 乙 的，{}收取 5元
"""
FRAMES = tuple(frame.strip() for line in _FRAMES.strip().splitlines() for frame in line.split(" | "))
"""Sentences into which a part may be inserted."""

STARTS = (
    "page_line",
    "award_line",
    "row_line",
    "condition_row_line",
    "rule_line",
    "recovery_line",
    "instalment_line",
    "case_line",
    "given_line",
    "header_line",
    "clause_line",
    "record_line",
)
"""The rules of the grammar for such a sentence."""

NO_FORMS = frozenset(
    (
        "第一条", "（一）", "一、", '"300万元"', '"是"', "是", "否", "/件", "（含）", "三年内", "实际拨付", "账号",
        "中", "期满", "相同的", "六十日", "附：{word}", "资料.镇街",
        "--new-office 本单位.xlsx", "minisign -Sm {name} -s 密钥",
    )
)  # fmt: skip
"""Headings of official texts, values of facts, columns, options, and words to be omitted: not parts of sentences."""


def _cells() -> Iterator[tuple[str, str]]:
    """Every Chinese text of a finding or a phrase: its place, and the text."""
    for where, node in calls_and_cells():
        match node:
            case ast.Call(func=ast.Name(id="Phrase" | "as_written"), args=[_, told, *_]):
                cells: list[ast.expr] = [told]
            case ast.AnnAssign(target=ast.Name(id="zh"), value=ast.Call(args=args, keywords=named)):
                cells = [*args, *(one.value for one in named)]
            case ast.Tuple(elts=[ast.Constant(value=str()), told]):
                cells = [told]
            case _:
                continue
        for cell in cells:
            if isinstance(cell, ast.Constant) and isinstance(cell.value, str):
                yield where, cell.value


def _forms() -> dict[str, str]:
    """Every Chinese form in backticks and every Chinese keyword, with a place where it appears."""
    found: dict[str, str] = {}
    for where, cell in _cells():
        for form in _FORM.findall(cell):
            if _HAN.search(form) and not form.startswith(("ipdsl ", "{{")):  # leaves out command lines and JSON
                found.setdefault(form, where)
    for form in (*keywords.IN_SENTENCES.values(), *keywords.COMBINED_KEYWORDS.values()):
        found.setdefault(form, "keywords")
    return {form: where for form, where in found.items() if form not in NO_FORMS}


_HOLE = re.compile(
    "|".join(
        rf"(?<!\w){word}(?!{'[A-Z]' if word.isascii() else chr(92) + 'w'})" if word.isalpha() else re.escape(word)
        for word in FILLED
    )
)


def _filled(form: str) -> Iterator[str]:
    """The form with names and numbers instead of its placeholders."""
    text = re.sub(r"\{\w+\}", lambda hole: hole.group() if hole.group() in FILLED else "甲", form)
    holes = list(dict.fromkeys(_HOLE.findall(text)))
    holes += ["…"] * max(0, text.count("…") - 1)
    for chosen in itertools.product(*(FILLED[hole] for hole in holes)):
        made = text
        for hole, word in zip(holes, chosen, strict=True):
            made = made.replace(hole, word, 1) if hole == "…" else re.sub(_HOLE, _the(hole, word), made)
        yield made


def _the(hole: str, word: str) -> Callable[[re.Match[str]], str]:
    """Replaces one placeholder by the word, and leaves the others."""
    return lambda found: word if found.group() == hole else found.group()


def _reads(text: str) -> bool:
    """Whether the text is a sentence and no other word is read as a name."""
    lines = layout.read_layout(Source("form.ipp", text))[0].lines
    if len(lines) != 1:
        return False
    parser.segment(lines[0], parser.WordList(NAMES))
    return any(_reads_under(lines[0].text, start) for start in STARTS)


def _reads_under(text: str, start: str) -> bool:
    try:
        tree = sentence_parser(Surface.CHINESE).parse(text, start=start)
    except UnexpectedInput:
        return False
    names = {str(leaf) for leaf in tree.scan_values(lambda leaf: getattr(leaf, "type", "") in ("NAME", "REFERENCE"))}
    return names <= NAMES


@pytest.mark.slow
def test_every_form_that_a_finding_shows_is_read() -> None:
    forms = _forms()
    assert len(forms) > 250
    not_read = {
        form: where
        for form, where in forms.items()
        if not any(_reads(frame.replace("{}", text.strip())) for text in _filled(form) for frame in FRAMES)
    }
    assert not_read == {}
