"""The texts of the sentences of cases in both languages."""

from __future__ import annotations

import functools
from collections.abc import Mapping

from ipdsl.syntax import ast, keywords
from ipdsl.syntax.printing.expressions import word_form
from ipdsl.syntax.printing.templates import Form, NodePrinter, TextRow

_NAME_ZH = r"(?!\d)(?:(?!的)\w)+(?:[.\-](?:(?!的)\w)+)*"
_BEGIN_OTHER_FORMS = ("TOTAL", "FOR", "DUE", "OBLIGATION_OF", "CARRIED", "LAPSED", "UNKNOWN", "PARTLY_LISTED")
_BEGIN_OTHER_FORMS_ZH = (
    "TOTAL", "CARRIED", "LAPSED", "UNKNOWN", "PARTLY_LISTED", "APPROVED", "SERIES", "OLDER", "AS_OF"
)  # fmt: skip
OUTCOMES = {
    "awarded": "AWARDED", "reduced": "REDUCED", "displaced": "DISPLACED", "not eligible": "NOT_ELIGIBLE",
    "out of window": "OUT_OF_WINDOW", "already paid": "ALREADY_PAID", "suspended": "SUSPENDED",
    "supported by another level": "OTHER_LEVEL", "by reference": "BY_REFERENCE", "undetermined": "UNDETERMINED",
    "ceiling": "CEILING", "contingent on the cohort": "CONTINGENT", "carried": "CARRIED", "lapsed": "LAPSED",
}  # fmt: skip
_RULES = {
    "cap": "CAP_RULE", "limit": "LIMIT_RULE", "once": "ONCE", "pay highest": "PAY_HIGHEST", "top up": "TOP_UP",
    "no repeat": "NO_REPEAT", "support": "SUPPORT_RULE", "less": "LESS_PAID", "at most": "AT_TOP", "quota": "SELECT",
    "suspend": "SUSPENDED_YEAR", "none": "NO_AWARD", "nothing below": "TOTAL_BELOW", "round": "ROUND",
}  # fmt: skip


@functools.cache
def _words_to_quote() -> frozenset[str]:
    """The words that begin a different form at the place of an item, and those that are never names."""
    table = keywords.table()
    firsts = {phrase.split()[0].lower() for terminal in _BEGIN_OTHER_FORMS for phrase in table[terminal].phrases}
    return keywords.reserved_words() | firsts


@functools.cache
def _words_to_quote_zh() -> frozenset[str]:
    """The same words of Chinese sentences."""
    table = keywords.chinese()
    firsts = {phrase for terminal in _BEGIN_OTHER_FORMS_ZH for phrase in table[terminal].phrases}
    return keywords.chinese_reserved() | firsts


def _outcome_zh(_printer: NodePrinter, outcome: str) -> str:
    return keywords.chinese()[OUTCOMES[outcome]].preferred_phrase


def _rule_zh(_printer: NodePrinter, rule: str) -> str:
    return keywords.chinese()[_RULES[rule]].preferred_phrase


def _list_text(printer: NodePrinter, value: ast.FactValue) -> str:
    return f"[{printer.fill('{items*}', value)}]"


_EXPECT = 'expect[ for "{applicant}"]'
_EXPECT_ZH = '["{applicant}" ]应得'
CASES: Mapping[type, TextRow] = {
    ast.Case: TextRow('case "{title}"[ "{title_zh}"]', '案例 ["{title_zh}" ]"{title}"'),
    ast.GivenRecord: TextRow(
        "[{none?}no ]{kind}[{partial?} partly listed|{unknown?} unknown][ {item!item}][: {parts*}]",
        "[{none?}没有 ]{kind}[{partial?} 部分列出|{unknown?} 未知][ {item!item_zh}][：{parts*，}]",
    ),
    ast.GivenApplicant: TextRow(
        'given[ "{name}" as][ {kinds*}][ {parts*}]', '已知[ "{name}" 为][ {kinds*}][：{parts*，}]'
    ),
    ast.FactPart: TextRow("[{negated?}not ]{name}[ {value}]", "[{negated?}非 ]{name}[ {value}]"),
    ast.FactValue: TextRow(
        '[{value}|"{text}"|{special}|{!listed}]', '[{value}|"{text}"|{special!special_zh}|{!listed}]'
    ),
    ast.GivenFigures: TextRow("given figures {year}: {parts*}", "已知 {year}年 数据：{parts*，}"),
    ast.GivenHistory: TextRow(
        'given history[ "{document}"] {label} {item!item} paid {paid} in {year}[: {parts*}]',
        '已知 {year}年 已兑现[ "{document}"] {label} {item!item_zh} {paid}[：{parts*，}]',
    ),
    ast.GivenSupport: TextRow(
        "given support[ {kind}] {item!item} {level} {amount} in {year}",
        "已知 {year}年 {level} 已资助[ {kind}] {item!item_zh} {amount}",
    ),
    ast.GivenApproval: TextRow(
        "given approval {label} {item!item} {amount}", "已知 核定 {label} {item!item_zh} {amount}"
    ),
    ast.GivenSeries: TextRow(
        "given series {series}[ {currency}] {day}: {value}", "已知 行情 {series}[ {currency}] {day}：{value}"
    ),
    ast.GivenRank: TextRow("given rank {figure} {rank} in {year}", "已知 {year}年 {figure} 名次 第{rank}名"),
    ast.GivenOlder: TextRow(
        'given older document "{document}" {item!item} {amount}', '已知 以往文件 "{document}" {item!item_zh} {amount}'
    ),
    ast.GivenAsOfDate: TextRow("given as of {day}", "已知 截至 {day}"),
    ast.ExpectTotal: TextRow(_EXPECT + "[ {year}] total {amount}", _EXPECT_ZH + "[ {year}年] 合计 {amount}"),
    ast.ExpectPaid: TextRow(
        _EXPECT + "[ {year}] {item!item}[ of {label}] {amount}",
        _EXPECT_ZH + "[ {year}年] {item!item_zh}[（{label}）] {amount}",
    ),
    ast.ExpectOutcome: TextRow(
        _EXPECT + "[ {year}] {item!item}[ of {label}] {outcome}"
        "[ by {rule} of article {article}| by {rule}| {outcome!linked} {words!reason*}| {words!reason*}]",
        _EXPECT_ZH + "[ {year}年] {item!item_zh}[（{label}）] {outcome!outcome_zh}"
        "[，因 {rule!rule_zh}（第{article}条）|，因 {rule!rule_zh}|，{outcome!linked_zh} {words!reason_zh*}"
        "|，因 {words!reason_zh*}]",
    ),
    ast.ExpectDue: TextRow(
        _EXPECT + " due [between {low} and {high}|at least {low}]",
        _EXPECT_ZH + " 合计 [介于 {low} 至 {high}|不低于 {low}]",
    ),
    ast.ExpectObligation: TextRow(
        _EXPECT + " obligation of article {article}[ {amount}]", '["{applicant}" ]应尽义务 第{article}条[ {amount}]'
    ),
    ast.ExpectCarried: TextRow(
        _EXPECT + " carried {amount} to {to_year}", _EXPECT_ZH + " 结转 {amount} 至 {to_year}年"
    ),
    ast.ExpectLapsed: TextRow(_EXPECT + " lapsed {amount}", _EXPECT_ZH + " 逾期作废 {amount}"),
}

FORMS: Mapping[str, Form] = {
    "item": word_form(keywords.REFERENCE, _words_to_quote),
    "item_zh": word_form(_NAME_ZH, _words_to_quote_zh),
    "linked": {"displaced": "by", "not eligible": "because", "undetermined": "for"},
    "linked_zh": {"undetermined": "缺"},
    "listed": _list_text,
    "outcome_zh": _outcome_zh,
    "reason": word_form(keywords.REFERENCE, keywords.reserved_words),
    "reason_zh": word_form(_NAME_ZH, keywords.chinese_reserved),
    "rule_zh": _rule_zh,
    "special_zh": {"none": "空缺", "unknown": "未知", "cannot be determined": "无法确定"},
}
