"""What the headings of a table, and the lines next to it, say that its numbers are in.

In: the words of a heading or a line, in narrow forms. Out: units as they are written after a number: `万元`, `%`, `件`.
A sum (`20万元`) is none.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Collection, Sequence

from ipdsl.audit import patterns as p
from ipdsl.values.units import unit_above

_BRACKETED_WORDS = re.compile(r"[(\[【〔]([^()\[\]【】〔〕\n]{1,40})[)\]】〕]")
_PARTED = re.compile(r"[,、;]")
_NAMED = re.compile(r"(?:单位|计价)[)\]】]? *(?:(?:均?[为是]|[:=]) *)?(?P<words>[^。;\n]{1,40})")
_COUNTED_IN = re.compile(r"以(?P<words>[^,。;、\n]{1,8}?)(?:为单位|计)")
_UNIT_AT_END = re.compile(
    rf"(?:金额|标准|额度?|[/: ])(?P<words>(?:{p.SCALE})?元(?:/[^ ]{{1,6}})?|%|‰)$"
    rf"|(?<![\d.〇一二三四五六七八九十百千万亿两余多几数])(?P<scaled>(?:{p.SCALE})元|%|‰)$"
)
_WORTH = re.compile(r"%|‰|百分点")
_NUMBERED = re.compile(r"序号?|编号|No\.?")
_SAID_AS = {"月": "个月", "季度": "个季度", "百分点": "个百分点"}
_SHARE = re.compile(r"比[例重率]|占比|率$|百分")
_NOT_WORTH = re.compile(
    r"(?:序号|编号|名次|排名|等级|级别|年度|年份|年限|期限|时间|日期|[数总]量|[件个人户家次]数|名额|指标数?|得分|分值|代码|电话)$"
)
"""Headings of columns, and names of rows, that hold no money though the table is in 万元."""
_BRACKETS = re.compile(r"[(\[【〔][^()\[\]【】〔〕]{0,40}[)\]】〕] *$")
_NOTE = re.compile(r"[(]?(?:注|备注|说明)")
_DIGIT = re.compile(r"\d")
_SCALES = {
    100: "百", 1000: "千", 10**4: "万", 10**5: "十万", 10**6: "百万", 10**7: "千万", 10**8: "亿", 10**9: "十亿",
}  # fmt: skip


def units_of_heading(words: str) -> tuple[str, ...]:
    """The units in a heading: `奖励金额（万元）`, `标准（元/件）`, `金额/万元`, `比例%`, `万元`."""
    units = tuple(unit for part in _BRACKETED_WORDS.findall(words) for unit in _units_in_list(part))
    if any(map(_is_scaled, units)):
        return units
    bare = _BRACKETS.sub("", words).strip() if units else words  # `万元（人民币）`
    whole = p.UNIT_OF_HEADING.fullmatch(bare)
    if whole is not None:
        return (_unit_as_written(whole["unit"]),)
    at_end = _UNIT_AT_END.search(bare)
    if at_end is not None:
        return _units_in_list(at_end["words"] or at_end["scaled"])
    return units or units_near_table(words)


def units_near_table(words: str) -> tuple[str, ...]:
    """The units that a line above a table with marks, its title or its note names, in whatever words: `RMB million`.

    A line with a number may hold a sum, which names no unit."""
    units = units_of_line(words)
    if any(map(_is_scaled, units)) or _DIGIT.search(words):
        return units
    unit = unit_above(words)
    scale = _SCALES.get(int(unit.times)) if unit is not None else None
    if unit is None or scale is None:
        return units
    match = p.UNIT.fullmatch(unit.word)
    if match is not None and match["measure"]:
        return units
    return (scale + next((word for word, code in p.CURRENCIES.items() if code == unit.currency), "元"),)


def units_of_line(words: str) -> tuple[str, ...]:
    """The units that a line next to a table names: `单位：万元、%`, `金额以万元计`, `奖励标准（万元）`."""
    for pattern in (_NAMED, _COUNTED_IN):
        match = pattern.search(words)
        named = _units_at_beginning(match["words"].rstrip(" )]】:")) if match is not None else ()
        if named:
            return named
    last = None
    for match in _BRACKETED_WORDS.finditer(words):
        last = match
    return _units_in_list(last[1]) if last is not None and not words[last.end() :].strip(" :*。,") else ()


class ColumnContent(enum.Enum):
    """What the numbers under a heading are, where it says so without a unit."""

    SUMS = enum.auto()
    SHARES = enum.auto()
    COUNTS = enum.auto()
    ITEMS = enum.auto()


def content_of_heading(words: str) -> ColumnContent:
    """What the heading of a column, or the name of a row, says that its numbers are."""
    if _NUMBERED.fullmatch(words):
        return ColumnContent.ITEMS
    if _SHARE.search(words):
        return ColumnContent.SHARES
    return ColumnContent.COUNTS if _NOT_WORTH.search(_BRACKETS.sub("", words).strip()) else ColumnContent.SUMS


def unit_of_column(holdings: Collection[ColumnContent], units: Sequence[str]) -> str | None:
    """The unit of a table for a cell by what its column and its row hold; `None` where it is no sum and no share."""
    is_share = ColumnContent.SHARES in holdings
    if not is_share and not {ColumnContent.COUNTS, ColumnContent.ITEMS}.isdisjoint(holdings):
        return None
    return next((unit for unit in units if is_share == (_WORTH.search(unit) is not None)), None)


def names_unit(words: str) -> bool:
    """Whether a line says by itself what sums are in: `单位：万元`."""
    return any(pattern.search(words) is not None for pattern in (_NAMED, _COUNTED_IN)) and bool(units_of_line(words))


def is_note(words: str) -> bool:
    """Whether a line is a note to the table above it."""
    return _NOTE.match(words) is not None


def _is_scaled(unit: str) -> bool:
    """Whether a unit is other than main units of money: `万元`, `%`, `件`."""
    match = p.UNIT.match(unit)
    return match is None or not match["money"] or bool(match["scale"])


def is_money_or_share(unit: str) -> bool:
    """Whether a unit is one of money or of shares."""
    match = p.UNIT.match(unit)
    return match is not None and bool(match["money"] or match["percent"] or match["permille"])


def _units_at_beginning(words: str) -> tuple[str, ...]:
    """The units at the beginning of some words, whatever blanks stand in them: `万 元`, `万元  表1`."""
    return _units_in_list(words) or _units_in_list(words.replace(" ", "")) or _units_in_list(words.partition(" ")[0])


def _units_in_list(words: str) -> tuple[str, ...]:
    """The units of a list, which may have other words: `万元、件`, `万元，税前`, `金额：万元`."""
    parts = (part.removeprefix("单位").rpartition(":")[2].strip() for part in _PARTED.split(words))
    units = (p.UNIT_OF_HEADING.fullmatch(part) for part in parts)
    return tuple(_unit_as_written(unit["unit"]) for unit in units if unit is not None)


def _unit_as_written(unit: str) -> str:
    return _SAID_AS.get(unit, unit)
