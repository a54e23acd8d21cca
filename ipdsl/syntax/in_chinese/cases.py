"""Sentences of a case to Chinese text, one line each."""

from __future__ import annotations

import functools
import re
from typing import assert_never

from ipdsl.syntax import ast, keywords
from ipdsl.syntax.characters import quote
from ipdsl.syntax.in_chinese import expressions as ex
from ipdsl.syntax.in_chinese.policy import names, texts
from ipdsl.syntax.print_cases import CaseWord
from ipdsl.syntax.print_policy import join_parts
from ipdsl.values.written import chinese_day

_REFERENCE = re.compile(r"(?:(?!的)\w)+(?:[.\-](?:(?!的)\w)+)*")
_BEGIN_OTHER_FORMS = ("TOTAL", "CARRIED", "LAPSED", "UNKNOWN", "PARTLY_LISTED", "APPROVED", "SERIES", "OLDER", "AS_OF")
_SPECIAL = {"none": "空缺", "unknown": "未知", "cannot be determined": "无法确定"}
OUTCOMES = {
    "awarded": "AWARDED", "reduced": "REDUCED", "displaced": "DISPLACED", "not eligible": "NOT_ELIGIBLE",
    "out of window": "OUT_OF_WINDOW", "already paid": "ALREADY_PAID", "suspended": "SUSPENDED",
    "supported by another level": "OTHER_LEVEL", "by reference": "BY_REFERENCE", "undetermined": "UNDETERMINED",
    "ceiling": "CEILING", "contingent on the cohort": "CONTINGENT", "carried": "CARRIED", "lapsed": "LAPSED",
}  # fmt: skip
_RULES = {
    "cap": "CAP_RULE", "limit": "LIMIT_RULE", "once": "ONCE", "pay highest": "PAY_HIGHEST", "top up": "TOP_UP",
    "no repeat": "NO_REPEAT", "support": "SUPPORT_RULE", "less": "LESS_PAID", "at most": "AT_TOP", "quota": "SELECT",
    "suspend": "SUSPENDED_YEAR", "none": "NO_AWARD",
}  # fmt: skip


def case_line(s: CaseWord) -> str:
    """The case, what is given, what is expected."""
    match s:
        case ast.Case(title=title, title_zh=zh):
            return f"案例 {texts(title, zh)}"
        case ast.GivenRecord():
            return _record(s)
        case ast.GivenApplicant():
            return f"已知 {names(s.kinds)}" + (f"：{_parts(s.parts)}" if s.parts else "")
        case ast.GivenFigures():
            return f"已知 {s.year}年 数据：{_parts(s.parts)}"
        case ast.GivenHistory():
            more = f"：{_parts(s.parts)}" if s.parts else ""
            other = "" if s.document is None else quote(s.document)
            return join_parts(f"已知 {s.year}年 已兑现", other, s.label, item(s.item), ex.number(s.paid)) + more
        case ast.GivenSupport():
            kind = "" if s.kind is None else s.kind.text
            return join_parts(f"已知 {s.year}年 {s.level.text} 已资助", kind, item(s.item), ex.number(s.amount))
        case ast.GivenApproval():
            return f"已知 核定 {s.label} {item(s.item)} {ex.number(s.amount)}"
        case ast.GivenSeries():
            key = join_parts("已知 行情", s.series.text, s.currency, chinese_day(s.day))
            return f"{key}：{ex.expression(s.value)}"
        case ast.GivenRank(figure=figure, rank=rank, year=year):
            return f"已知 {year}年 {figure.text} 名次 第{rank}名"
        case ast.GivenOlder(document=document, amount=amount):
            return f"已知 以往文件 {quote(document)} {item(s.item)} {ex.number(amount)}"
        case ast.GivenAsOfDate(day=day):
            return f"已知 截至 {chinese_day(day)}"
        case _:
            return _expect(s)


def item(text: str) -> str:
    """A record's id, quoted where it could be taken for something else."""
    return quote(text) if text in _words_to_quote() else _reason(text)


def _reason(word: str) -> str:
    """A word that no other form could stand for: only what is never a name is quoted."""
    is_plain = _REFERENCE.fullmatch(word) and word not in keywords.chinese_reserved() and not word[0].isdecimal()
    return word if is_plain else quote(word)


@functools.cache
def _words_to_quote() -> frozenset[str]:
    """The words that begin another form where an item may stand, and those that are never names."""
    table = keywords.chinese()
    firsts = {word for terminal in _BEGIN_OTHER_FORMS for word in table[terminal].phrases}
    return keywords.chinese_reserved() | firsts


def _record(s: ast.GivenRecord) -> str:
    if s.none:
        return f"没有 {s.kind.text}"
    if s.partial or s.unknown:
        return f"{s.kind.text} {'部分列出' if s.partial else '未知'}"
    named = join_parts(s.kind.text, None if s.item is None else item(s.item))
    return f"{named}：{_parts(s.parts)}" if s.parts else named


def _parts(parts: tuple[ast.FactPart, ...]) -> str:
    return "，".join(_part(p) for p in parts)


def _part(p: ast.FactPart) -> str:
    return join_parts("非" if p.negated else "", p.name.text, "" if p.value is None else value(p.value))


def value(v: ast.FactValue) -> str:
    """A value of a fact."""
    if v.value is not None:
        return ex.expression(v.value)
    if v.text is not None:
        return quote(v.text)
    return _SPECIAL[v.special] if v.special is not None else f"[{'、'.join(value(i) for i in v.items)}]"


def _expect(s: ast.Expect) -> str:
    match s:
        case ast.ExpectTotal(year=year, amount=amount):
            return join_parts("应得", _year(year), "合计", ex.number(amount))
        case ast.ExpectPaid():
            return join_parts("应得", _year(s.year), _item_with_label(s.item, s.label), ex.number(s.amount))
        case ast.ExpectOutcome():
            return join_parts("应得", _year(s.year), _item_with_label(s.item, s.label), _outcome(s))
        case ast.ExpectDue(low=low, high=ast.Number() as high):
            return f"应得 合计 介于 {ex.number(low)} 至 {ex.number(high)}"
        case ast.ExpectDue(low=low):
            return f"应得 合计 不低于 {ex.number(low)}"
        case ast.ExpectObligation(article=article, amount=amount):
            return join_parts(f"应尽义务 第{article}条", "" if amount is None else ex.number(amount))
        case ast.ExpectCarried(amount=amount, to_year=year):
            return f"应得 结转 {ex.number(amount)} 至 {year}年"
        case ast.ExpectLapsed(amount=amount):
            return f"应得 逾期作废 {ex.number(amount)}"
        case _:
            assert_never(s)


def _year(year: int | None) -> str:
    return "" if year is None else f"{year}年"


def _item_with_label(text: str, label: str | None) -> str:
    return item(text) if label is None else f"{item(text)}（{label}）"


def _word(terminal: str) -> str:
    return keywords.chinese()[terminal].preferred_phrase


def _outcome(s: ast.ExpectOutcome) -> str:
    outcome = _word(OUTCOMES[s.outcome])
    if s.rule is not None:
        article = "" if s.article is None else f"（第{s.article}条）"
        return f"{outcome}，因 {_word(_RULES[s.rule])}{article}"
    if not s.words:
        return outcome
    return f"{outcome}，{'缺' if s.outcome == 'undetermined' else '因'} {'、'.join(map(_reason, s.words))}"
