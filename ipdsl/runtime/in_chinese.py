"""The values of reasons in Chinese words, by their types.

Sums have their unit, days are written as the documents write them; names are told by their labels (`Names`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from itertools import zip_longest
from typing import assert_never

from ipdsl.runtime import reasons as r
from ipdsl.runtime.clauses.operations import Answer
from ipdsl.runtime.clauses.words import ends, in_words
from ipdsl.runtime.facts import Foreign
from ipdsl.runtime.labels import AS_THEY_ARE, Names
from ipdsl.runtime.outcome import Outcome
from ipdsl.runtime.proposal import Evidence, Unit
from ipdsl.runtime.reasons import ANYWHERE, Passage
from ipdsl.runtime.unknown import CANNOT, NONE, FactRef, Open
from ipdsl.values.days import Date, Period
from ipdsl.values.money import DECIMALS, Money, grouped
from ipdsl.values.written import chinese_day

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
_BY_WORD = {outcome.value: word for outcome, word in OUTCOMES.items()} | {"stated": "已填写"}


def text(value: r.Value, names: Names = AS_THEY_ARE, at: Passage = ANYWHERE) -> str:
    """A value in words, by its type; names are those of a passage of the page."""
    kind = at.kind
    match value:
        case str():
            return value
        case int():
            return str(value)
        case Date():
            return chinese_day(value)
        case Money():
            return money(value)
        case r.Place(article):
            return f"第{article}条" if article else "本页"
        case r.Key(keys, by_year):
            return "".join([f"每{names.name(key, kind)}" for key in keys]) + ("每年" if by_year else "")
        case r.Stated(told, currency):
            return _stated(told, currency, names, at)
        case Period(start, end):
            return _period(start, end)
        case r.Became(outcome):
            return _BY_WORD.get(outcome, outcome)
        case r.Names(listed):
            return "、".join([names.name(one, kind) for one in listed])
        case r.Rows(keys):
            return _rows([names.sentence(key, at) for key in keys])
        case r.Near(listed):
            return f"；最接近的是{'、'.join(listed)}" if listed else ""
        case r.Values(groups, keys):
            return "、".join(
                "/".join([names.stated(key, one, kind) for key, one in zip_longest(keys, group, fillvalue="")])
                for group in groups
            )
        case r.Payment():
            return _payment(value, names, at)
        case r.Payments(payments):
            return "；".join(sorted([_payment(one, names, at) for one in payments]))
        case r.WasPaid(is_paid, is_granted):
            return "准予" if is_granted else "已兑现" if is_paid else "应得"
        case r.Deducted(deducted):
            return "全额扣除" if deducted is None else f"扣除其中{money(deducted)}"
        case r.AfterCaps():
            return _after(value)
        case r.Taken(of, more):
            taken = "；".join([_payment(one, names, at) for one in of])
            return f"（{taken}{f'，等{len(of) + more}项' if more else ''}）" if of else ""
        case r.DayOrder():
            return _ORDERS[value]
        case r.Published(left):
            return "" if left is None else f"（其中公布的余额为{money(left)}）"
        case r.Winner(of, sum_, after):
            return f"{_contenders(of, names)}（{money(sum_)}{_after(after)}）"
        case r.Loser(award):
            return f"，不取{names.clause(award)}" if award else ""
        case r.ByYear(sums):
            return _by_year(sums)
        case r.Score(told):
            return f"{names.name(told[0], kind)} {_told(told, 'CNY', names, kind)}"
        case r.Records(records):
            return "、".join(sorted(f"{names.name(of, of)} {names.item(item, Passage(of))}" for of, item in records))
        case r.Supports(lines, currency):
            said = [(money(Money(one.amount, currency)), one) for one in lines]
            return "、".join(
                sorted(
                    f"{names.name(one.level)}对{names.item(one.item)}资助的{sum_}（{one.year}年）" for sum_, one in said
                )
            )
        case r.Asked():
            return _asked(value, names)
        case r.OnOthers(facts):
            return "、".join(dict.fromkeys([_of_others(ref, names) for ref in facts]))
        case r.Number(number, unit):
            return in_words_of(number, unit, "CNY")
        case r.Terms(terms, is_less, floored):
            return ("减" if is_less else "加").join(map(text, terms)) + "，不低于0" * floored
        case r.Amounts(several):
            return "、".join(map(text, several))
        case r.Years(of):
            return _years(of)
        case _:
            assert_never(value)


def money(of: Money) -> str:
    """`200,000.00元`; of another currency its code."""
    sum_ = grouped(of.minor, DECIMALS[of.currency])
    return f"{sum_}元" if of.currency == "CNY" else f"{sum_} {of.currency}"


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
    r.DayOrder.DAY: "",
    r.DayOrder.TEXT: "；两项为同一天，按条款在文中的先后决定",
    r.DayOrder.ITEM: "；两项为同一天，按编号的先后决定",
}


def _contenders(of: Sequence[r.Contender], names: Names) -> str:
    """`3.专利.授权的A、B`, `甲的A、乙的B`, `A，2022年3月1日`."""
    if len({one.award for one in of}) == 1:
        return _of_award(of[0].award, names) + _joined([_contender(one._replace(award=""), names) for one in of])
    return _joined([_contender(one, names) for one in of])


def _contender(one: r.Contender, names: Names) -> str:
    apart = [text(value) for value in (one.day, one.record) if value]
    return "，".join([f"{_of_award(one.award, names)}{names.item(one.item, Passage(one.kind))}", *apart])


def _of_award(award: str, names: Names) -> str:
    return f"{names.clause(award)}的" if award else ""


def _after(after: r.AfterCaps) -> str:
    """`；受第1条最高金额的限制，已兑现50,000.00元`; empty where no cap cut anything."""
    assumed = "；历史未填写`granted`，以已兑现的金额作为准予的金额" * after.is_assumed
    if after.left is None:
        return assumed
    cap = "、".join([text(place) for place in after.caps])
    limited = f"受{cap}最高金额的限制，" if cap else ""
    if after.granted is not None:
        cut = f"{limited}{'核减至' if cap else '已兑现'}{money(after.left)}"
        return f"；准予{money(after.granted)}，{cut}{assumed}"
    return f"；{limited}{'已兑现' if after.is_paid else '应得'}{money(after.left)}{assumed}"


def _payment(one: r.Payment, names: Names, at: Passage) -> str:
    under = f"，依据{one.document}" if one.document else ""
    of = _of_award(one.award, names)
    at = Passage(one.kind) if one.kind else at
    return f"{of}{names.item(one.item, at)}，{f'{one.year}年' if one.day is None else chinese_day(one.day)}{under}"


_MOST_NAMED = 3
"""So many items of one winner are named; of more the number is."""


def _joined(items: list[str]) -> str:
    return "、".join(items) if len(items) <= _MOST_NAMED else f"{items[0]}等{len(items)}项"


def _by_year(sums: tuple[tuple[int, Money], ...]) -> str:
    """`2021年100.00元、2022年50.00元`, or in which years nothing was paid, or that no year was asked."""
    paid = [f"{year}年{money(sum_)}" for year, sum_ in sums if sum_.minor]
    if paid:
        return f"应得{'、'.join(paid)}"
    years = [year for year, _ in sums]
    if not years:
        return "没有再应得的金额"
    return f"{years[0]}年没有应得的金额" if len(years) == 1 else f"{years[0]}年至{years[-1]}年没有应得的金额"


def _asked(asked: r.Asked, names: Names) -> str:
    """The facts that the claim itself asks for; of those that only the rules over it hang on a few, or how many."""
    shown, more, others = asked.named
    said = "、".join([names.path(ref) for ref in shown]) + (f"等{len(shown) + more}项" if more else "")
    return f"{said}，以及其上的规则涉及的另外{others}项" if others else said


def _of_others(ref: FactRef, names: Names) -> str:
    match ref.group:
        case "rank":
            return f"{ref.year}年{names.name(ref.field)}的名次"
        case "left":
            of = "".join((f"{ref.year}年" if ref.year else "", ref.item))
            return f"{of}“{names.sentence(ref.kind)}”的余额"
        case _:
            return f"规则“{names.sentence(ref.kind)}”"


def _years(of: Fraction) -> str:
    """`1年30天`."""
    counted = ((int(of), "年"), (int(of % 1 * 365), "天"))
    return "".join([f"{number}{word}" for number, word in counted if number]) or "0天"


# ---------------------------------------------------------------------------------------------- what facts state


def _stated(told: Iterable[Evidence], currency: str, names: Names, at: Passage) -> str:
    """The words with their values, as they explain a reason; empty where there are none."""
    said = [f"{names.sentence(one[0], at)} {_told(one, currency, names, at.kind)}" for one in told]
    return f"（{'，'.join(said)}）" if said else ""


def _told(one: Evidence, currency: str, names: Names, kind: str) -> str:
    unit = one[2] if len(one) == 3 else Unit.PLAIN
    return in_words_of(one[1], unit, currency, lambda member: names.stated(one[0], member, kind))


def in_words_of(value: Answer, unit: Unit, currency: str, label: Callable[[str], str] = str) -> str:
    """The value as a person would say it: `是`, `2022年3月1日`, `3,000,000.00`, `未填写`; a member by its `label`."""
    if isinstance(value, str):
        return label(value)
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Date):
        return chinese_day(value)
    if isinstance(value, tuple):
        return "、".join([label(str(one)) for one in value]) or "无"
    if value is NONE or value is CANNOT:
        return "无" if value is NONE else "无法确定"
    if isinstance(value, int | Fraction | Foreign):
        return in_words(value, unit, currency)
    return _open(value, unit, currency) if isinstance(value, Open) else "未填写"


def _open(value: Open, unit: Unit, currency: str) -> str:
    low, high = ends(value)
    if high is not None:
        return f"{in_words(low or 0, unit, currency)}至{in_words(high, unit, currency)}，尚未填全"
    return f"不低于{in_words(low, unit, currency)}，尚未填全" if low else "未填写"
