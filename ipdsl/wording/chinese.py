"""Renders the values of reasons in Chinese, by type.

Amounts have their unit, and days have the format of official documents. Names are rendered as labels (`PolicyNames`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import zip_longest
from typing import Any, cast

from ipdsl.base.findings.phrase import Language
from ipdsl.base.values.days import Date, Period
from ipdsl.base.values.money import DECIMALS, MODES_ZH, Money, group_digits
from ipdsl.base.values.written_values import chinese_day
from ipdsl.engine.operations import Answer, ends, foreign_amount_text
from ipdsl.ir import proposal as r
from ipdsl.ir.facts import FactRef, Open
from ipdsl.ir.proposal import ANYWHERE, Evidence, Outcome, Passage
from ipdsl.schema.declarations import row_of_key, span_of_key
from ipdsl.schema.type_list import type_by_name
from ipdsl.schema.values.value_type import CANNOT, NO_VALUE, NONE, ForeignAmount, Special, Type
from ipdsl.wording.labels import UNTRANSLATED, PolicyNames

OUTCOMES = {
    Outcome.AWARDED: "奖励",
    Outcome.REDUCED: "核减",
    Outcome.DISPLACED: "就高未取",
    Outcome.NOT_ELIGIBLE: "不符合条件",
    Outcome.OUT_OF_WINDOW: "不在有效期内",
    Outcome.ALREADY_PAID: "此前已兑现",
    Outcome.SUSPENDED: "当年不予奖励",
    Outcome.SUPPORTED: "其他各级已资助",
    Outcome.UNDETERMINED: "待定",
    Outcome.CEILING: "待核定",
    Outcome.CONTINGENT: "取决于其他申请人",
    Outcome.BY_REFERENCE: "按其他文件执行",
    Outcome.CARRIED: "结转",
    Outcome.LAPSED: "逾期作废",
    Outcome.OBLIGATION: "义务",
}
_WORDS_BY_OUTCOME = {outcome.value: word for outcome, word in OUTCOMES.items()} | {"stated": "已填写"}


def text(value: r.ReasonValue, names: PolicyNames = UNTRANSLATED, passage: Passage = ANYWHERE) -> str:
    """The text of a value, by its type; names are looked up in a passage of the page."""
    kind = type(value)
    return TEXTS[kind if kind in TEXTS else next(base for base in kind.__mro__ if base in TEXTS)](value, names, passage)


def _limit_note(note: r.LimitNote, names: PolicyNames, passage: Passage) -> str:
    return "".join(
        [
            "" if note.support is None else f"（已减去其他资助{money(note.support)}）",
            "（各项所写金额中最低的）" if note.is_least else "",
            "（计算所用的数没有数值，或者不大于0）" if note.is_nothing else "",
            _manner_note(note, names, passage.kind),
            "" if note.freed is None else f"（以前年度的{money(note.freed)}不再计入）",
            f"（{_ORDERS[note.tie].removeprefix('；')}）" if _ORDERS[note.tie] else "",
            "" if note.published_left is None else f"（其中公布的余额为{money(note.published_left)}）",
        ]
    )


def _manner_note(note: r.LimitNote, names: PolicyNames, kind: str) -> str:
    if note.manner == "in proportion" and note.rest is not None and note.total is not None:
        return f"（各项申请合计{money(note.total)}，同比例核减至{money(note.rest)}）"
    if note.ratio is not None:
        return f"（公布的比例为{note.ratio}）"
    if note.rest is None:
        return ""
    manner = {"in turn": "按序全额拨付，至余额不足为止，", "whole": "不予拆分，"}.get(note.manner, "")
    order = f"按{'、'.join(names.name(field, kind) for field in note.orders)}先后，" if note.orders else ""
    return f"（{manner}{order}余额{money(note.rest)}）"


def _values(values: r.Values, names: PolicyNames, passage: Passage) -> str:
    groups = [zip_longest(values.keys, group, fillvalue="") for group in values.groups]
    return "、".join(
        "/".join([names.stated_value(key, entry, passage.kind) for key, entry in group]) for group in groups
    )


def _supports(supports: r.Supports, names: PolicyNames, _passage: Passage) -> str:
    return "、".join(
        sorted(
            f"{names.name(entry.level)}对{names.item(entry.item)}资助的{money(Money(entry.amount, supports.currency))}"
            f"（{names.year(entry.year)}年）"
            for entry in supports.lines
        )
    )


def _factors(product: r.Factors) -> str:
    first, *following = zip(map(text, product.factors), product.is_divisor, strict=True)
    return first[0] + "".join(f"{'除以' if divides else '乘以'}{factor}" for factor, divides in following)


def money(amount: Money) -> str:
    """`200,000.00元`; other currencies by their code."""
    sum_ = group_digits(amount.minor, DECIMALS[amount.currency])
    return f"{sum_}元" if amount.currency == "CNY" else f"{sum_} {amount.currency}"


def _period(start: Date | None, end: Date | None) -> str:
    if start is None:
        return "不限" if end is None else f"{chinese_day(end)}止"
    return f"{chinese_day(start)}起" if end is None else f"{chinese_day(start)}至{chinese_day(end)}"


_MOST_KEYS = 12


def _rows(keys: list[str]) -> str:
    if not keys:
        return ""
    more = f"等{len(keys)}档" if len(keys) > _MOST_KEYS else ""
    return f"；现有档次：{'、'.join(keys[:_MOST_KEYS])}{more}"


_ORDERS = {
    r.ClaimOrder.DAY: "",
    r.ClaimOrder.TEXT: "；两项为同一天，按条款在文中的先后决定",
    r.ClaimOrder.ITEM: "；两项为同一天，按编号的先后决定",
    r.ClaimOrder.AMOUNT: "；金额高者优先",
    r.ClaimOrder.APPLICANT: "；两项为同一天且编号相同，按申请人编号的先后决定",
    r.ClaimOrder.FIELD: "；两项的排序值相同，按日期的先后决定",
}


def _contenders(contenders: Sequence[r.Contender], names: PolicyNames) -> str:
    """`3.专利.授权的A、B`, `甲的A、乙的B`, `A，2022年3月1日`."""
    if len({contender.award for contender in contenders}) == 1:
        return _award_prefix(contenders[0].award, names) + _join(
            [_contender(contender._replace(award=""), names) for contender in contenders]
        )
    return _join([_contender(contender, names) for contender in contenders])


def _contender(contender: r.Contender, names: PolicyNames) -> str:
    details = [text(value) for value in (contender.day, contender.record) if value]
    return "，".join(
        [f"{_award_prefix(contender.award, names)}{names.item(contender.item, Passage(contender.kind))}", *details]
    )


def _award_prefix(award: str, names: PolicyNames) -> str:
    return f"{names.award_of_article(award)}的" if award else ""


def _caps_note(after: r.AmountAfterCaps) -> str:
    """`；受第1条最高金额的限制，已兑现50,000.00元`; empty if no cap cut anything."""
    assumed = "；历史未填写`granted`，以已兑现的金额作为准予的金额" * after.is_assumed
    if after.left is None:
        return assumed
    cap = "、".join([text(place) for place in after.caps])
    limited = f"受{cap}最高金额的限制，" if cap else ""
    if after.granted is not None:
        cut = f"{limited}{'核减至' if cap else '已兑现'}{money(after.left)}"
        return f"；准予{money(after.granted)}，{cut}{assumed}"
    return f"；{limited}{'已兑现' if after.is_paid else '应得'}{money(after.left)}{assumed}"


def _key(name: str, key: str) -> str:
    return name if span_of_key(key) is not None else f"每{name}"


def _payment(payment: r.Payment, names: PolicyNames, passage: Passage) -> str:
    under = f"，依据{payment.document}" if payment.document else ""
    passage = Passage(payment.kind) if payment.kind else passage
    when = f"{names.year(payment.year)}年" if payment.day is None else chinese_day(payment.day)
    return f"{_award_prefix(payment.award, names)}{names.item(payment.item, passage)}，{when}{under}"


def _taken_places(places: r.TakenPlaces, names: PolicyNames, passage: Passage) -> str:
    taken = "；".join([_payment(payment, names, passage) for payment in places.payments])
    more = f"，等{len(places.payments) + places.more}项" if places.more else ""
    return f"（{taken}{more}）" if taken else ""


_MOST_NAMED = 3
"""The maximum number of a winner's items that are named; above it the number is given."""


def _join(items: list[str]) -> str:
    return "、".join(items) if len(items) <= _MOST_NAMED else f"{items[0]}等{len(items)}项"


def _year_amounts(sums: tuple[tuple[int, Money], ...], names: PolicyNames) -> str:
    """`2021年100.00元、2022年50.00元`, or the years without payment, or that no year remains."""
    paid = [f"{names.year(year)}年{money(sum_)}" for year, sum_ in sums if sum_.minor]
    if paid:
        return f"应得{'、'.join(paid)}"
    years = [names.year(year) for year, _ in sums]
    if not years:
        return "没有再应得的金额"
    return f"{years[0]}年没有应得的金额" if len(years) == 1 else f"{years[0]}年至{years[-1]}年没有应得的金额"


def _award_sums(sums: r.AwardSums, names: PolicyNames) -> str:
    """`其他奖励2024年度应得：农机购置补助3000元、无人机补助200元`."""
    when = {"pays": f"{names.year(sums.year)}年应得", "has paid": f"{chinese_day(sums.day)}之前已付"}
    parts = "、".join(f"{names.award_of_article(label)} {money(sum_)}" for label, sum_ in sums.sums)
    return f"其他奖励{when.get(sums.kind, f'截至{chinese_day(sums.day)}已核准')}：{parts}"


def _open_facts(open_facts: r.OpenFactsReason, names: PolicyNames) -> str:
    """The facts that the claim itself needs, and the number or names of the facts that only its rules need."""
    shown, more, other_facts = open_facts.facts_to_name
    paths = "、".join([names.path(ref) for ref in shown]) + (f"等{len(shown) + more}项" if more else "")
    return f"{paths}，以及其上的规则涉及的另外{other_facts}项" if other_facts else paths


def _cohort_fact(ref: FactRef, names: PolicyNames) -> str:
    match ref.group:
        case "rank":
            return f"{names.year(ref.year)}年{names.name(ref.field)}的名次"
        case "place":
            return f"{names.item(ref.item)}在{names.ranking(ref.kind)}中的名次"
        case "left":
            subject = "".join((f"{names.year(ref.year)}年" if ref.year else "", ref.item))
            return f"{subject}{names.rule(ref.kind)}的余额"
        case "ratio":
            return f"{names.year(ref.year)}年{ref.item}{names.rule(ref.kind)}的比例"
        case "taken":
            subject = "".join((f"{names.year(ref.year)}年" if ref.year else "", ref.item))
            return f"{subject}{names.rule(ref.kind)}中其他申请人已占的名额"
        case _:
            return f"规则{names.rule(ref.kind)}"


def _years(years: Fraction) -> str:
    """`1年30天`."""
    counted = ((int(years), "年"), (int(years % 1 * 365), "天"))
    return "".join([f"{number}{word}" for number, word in counted if number]) or "0天"


# ---------------------------------------------------------------------------------------------- stated facts


def _evidence_text(evidence: Iterable[Evidence], currency: str, names: PolicyNames, passage: Passage) -> str:
    """The words with their values that explain a reason; empty without values."""
    phrases = [
        f"{names.sentence(item[0], passage)} {_evidence_value(item, currency, names, passage.kind)}"
        for item in evidence
    ]
    return f"（{'，'.join(phrases)}）" if phrases else ""


def _evidence_value(item: Evidence, currency: str, names: PolicyNames, kind: str) -> str:
    return value_text_zh(
        item[1], type_by_name(*item[2:]), currency, lambda member: names.stated_value(item[0], member, kind)
    )


_SPECIAL = {NONE: "无", CANNOT: "无法确定", NO_VALUE: "没有数值"}


def value_text_zh(value: Answer, type_: Type, currency: str, label: Callable[[str], str] = str) -> str:
    """The value as text: `是`, `2022年3月1日`, `3,000,000.00`, `未填写`; a member by its `label`."""
    if isinstance(value, str):
        return label(value)
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Date):
        return chinese_day(value)
    if isinstance(value, tuple):
        return "、".join([value_text_zh(cast("Answer", member), type_, currency, label) for member in value]) or "无"
    if isinstance(value, Special):
        return _SPECIAL[value]
    if isinstance(value, int | Fraction):
        return type_.show(value, Language.ZH, currency)
    if isinstance(value, ForeignAmount):
        return foreign_amount_text(value)
    return _open(value, type_, currency) if isinstance(value, Open) else "未填写"


def _open(value: Open, type_: Type, currency: str) -> str:
    low, high = ends(value)
    if high is not None:
        return f"{'至'.join([type_.show(end, Language.ZH, currency) for end in (low or 0, high)])}，尚未填全"
    return f"不低于{type_.show(low, Language.ZH, currency)}，尚未填全" if low else "未填写"


TEXTS: Mapping[type, Callable[[Any, PolicyNames, Passage], str]] = {
    str: lambda value, _names, _passage: value,
    int: lambda value, _names, _passage: str(value),
    Date: lambda day, _names, _passage: chinese_day(day),
    Money: lambda sum_, _names, _passage: money(sum_),
    r.ArticlePlace: lambda place, _names, _passage: f"第{place.article}条" if place.article else "本页",
    r.RuleKey: lambda rule, names, passage: (
        "".join(
            [
                f"“{names.sentence(row, passage)}”一档"
                if (row := row_of_key(key))
                else _key(names.name(key, passage.kind), key)
                for key in rule.names
            ]
        )
        + "每年" * rule.is_per_year
    ),
    r.StatedValues: lambda stated, names, passage: _evidence_text(stated.evidence, stated.currency, names, passage),
    Period: lambda period, _names, _passage: _period(period.start, period.end),
    r.OutcomeValue: lambda value, _names, _passage: _WORDS_BY_OUTCOME.get(value.outcome, value.outcome),
    r.NameList: lambda listed, names, passage: "、".join([names.name(name, passage.kind) for name in listed.names]),
    r.RowKeys: lambda rows, names, passage: _rows([names.sentence(key, passage) for key in rows.keys]),
    r.NearestNames: lambda listed, _names, _passage: f"；最接近的是{'、'.join(listed.names)}" if listed.names else "",
    r.Values: _values,
    r.Payment: _payment,
    r.Payments: lambda listed, names, passage: "；".join(
        sorted([_payment(payment, names, passage) for payment in listed.payments])
    ),
    r.PaidStatus: lambda status, _names, _passage: (
        "准予" if status.is_granted else "已兑现" if status.is_paid else "应得"
    ),
    r.DeductedSupport: lambda support, _names, _passage: (
        "全额扣除" if support.sum is None else f"扣除其中{money(support.sum)}"
    ),
    r.AmountAfterCaps: lambda after, _names, _passage: _caps_note(after),
    r.TakenPlaces: _taken_places,
    r.ClaimOrder: lambda order, _names, _passage: _ORDERS[order],
    r.LimitNote: _limit_note,
    r.Winner: lambda winner, names, _: (
        f"{_contenders(winner.contenders, names)}（{money(winner.sum)}{_caps_note(winner.after_caps)}）"
    ),
    r.Loser: lambda loser, names, _: f"，不取{names.award_of_article(loser.award)}" if loser.award else "",
    r.YearAmounts: lambda amounts, names, _: _year_amounts(amounts.sums, names),
    r.Score: lambda score, names, passage: "、".join(
        f"{names.name(each[0], passage.kind)} {_evidence_value(each, score.currency, names, passage.kind)}"
        for each in (score.evidence, *score.ties)
    ),
    r.DecidingRecords: lambda deciding, names, _: (
        "、".join(
            sorted(f"{names.name(kind, kind)} {names.item(item, Passage(kind))}" for kind, item in deciding.records)
        )
        + (f"等{len(deciding.records) + deciding.more}项" if deciding.more else "")
    ),
    r.Supports: _supports,
    r.OpenFactsReason: lambda open_facts, names, _: _open_facts(open_facts, names),
    r.CohortFacts: lambda listed, names, _: "、".join(
        dict.fromkeys([_cohort_fact(fact, names) for fact in listed.facts])
    ),
    r.ShownNumber: lambda number, _names, _passage: value_text_zh(number.value, number.type, "CNY"),
    r.Terms: lambda sum_, _names, _passage: (
        ("减" if sum_.is_less else "加").join(map(text, sum_.terms)) + "，不低于0" * sum_.is_floored
    ),
    r.Factors: lambda product, _names, _passage: _factors(product),
    r.RoundedTo: lambda rounded, _names, _passage: f"{MODES_ZH[rounded.mode]}至{text(rounded.step)}",
    r.Amounts: lambda several, _names, _passage: "、".join(map(text, several.amounts)),
    r.AwardSums: lambda sums, names, _: _award_sums(sums, names),
    r.InterestYears: lambda interest, _names, _passage: _years(interest.years),
}
"""How each class of values is written."""
