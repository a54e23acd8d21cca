"""Sentences of a policy to Chinese text, one line each, without the lines under them."""

from __future__ import annotations

from typing import assert_never

from ipdsl.base.values.days import Date
from ipdsl.base.values.money import MODES_ZH
from ipdsl.base.values.written_values import chinese_day, decimal
from ipdsl.schema.comparisons import Comparison
from ipdsl.syntax import ast
from ipdsl.syntax.characters import quote
from ipdsl.syntax.printing import chinese_expressions as ex
from ipdsl.syntax.printing.policy import PolicyWord, Promise, join_parts, quotation

_ORDERS = {
    ast.LimitOrder.EARLIEST: "先到先得",
    ast.LimitOrder.BEST: "从高到低",
    ast.LimitOrder.CHOSEN: "由申请人选定",
}
_MANNERS = {
    ast.CapManner.WHOLE: "不予拆分",
    ast.CapManner.IN_TURN: "按序全额拨付",
    ast.CapManner.IN_PROPORTION: "超出的同比例核减",
}
VERB = "奖励"
"""The verb of an award or a cap that was written with no other verb."""
_KEYS = {"matter": "事项", "applicant": "申请人"}


def names(listed: tuple[ast.Name, ...]) -> str:
    """`企业、个人`."""
    return "、".join(n.text for n in listed)


def keys(listed: tuple[ast.Name, ...], word: str = "每个") -> str:
    """`每个 企业 每年`; `同一 企业 同一年度` for the keys of limits."""
    year = "每年" if word == "每个" else "同一年度"
    return " ".join(
        _period(k)
        if isinstance(k, ast.PeriodKey)
        else year
        if k.text == "year"
        else f"{word} {_KEYS.get(k.text, k.text)}"
        for k in listed
    )


def _period(key: ast.PeriodKey) -> str:
    length = ex.duration(key.duration)
    return f"连续 {length} 内" if key.is_span else f"每 {length}"


def texts(text: str | None, zh: str | None) -> str:
    """A quotation, the Chinese one first."""
    return join_parts(quotation(zh), quotation(text))


def policy_line(s: PolicyWord) -> str:
    """Headers, articles, blocks and the sentences that award nothing."""
    match s:
        case ast.PolicyLine(name=name, title=title, title_zh=zh):
            return join_parts("政策", name.text, texts(title, zh))
        case ast.Article():
            return _article(s)
        case ast.Group(name=name, label=label):
            return join_parts("组", name.text, quotation(label))
        case ast.OverBlock(articles=articles):
            return f"适用于 {'全文' if articles is None else article_ref(articles)}"
        case ast.Requirement(record=record, test=test):
            return f"{record.text} 须 {ex.expression(test)}"
        case ast.ConditionLine(test=test):
            return f"须 {ex.expression(test)}"
        case ast.SameMatter(record=record, names=listed):
            record_prefix = "" if record is None else f"{record.text} 的 "
            return f"{record_prefix}同一事项 按 {names(listed)}"
        case ast.ReadingLine(text=text, zh=zh):
            return f"理解 {texts(text, zh)}"
        case ast.SourceNote(text=text, zh=zh):
            return f"出处 {texts(text, zh)}"
        case ast.Reference() | ast.Obligation() | ast.Allocation() | ast.Target() | ast.Definition():
            return _other_line(s)
        case _:
            return _header(s)


_Header = (
    ast.DocumentLine | ast.IssueDateLine | ast.EffectiveLine | ast.StatusLine | ast.CurrencyLine | ast.PolicyLevel
    | ast.RoundingLine | ast.YearBeginsLine
    | ast.UseLine | ast.LanguageLine | ast.ReplacesLine | ast.ClauseMapping | ast.CasesLine
    | ast.FormerNames | ast.EndedLabels
)  # fmt: skip


def _header(s: _Header) -> str:
    match s:
        case ast.DocumentLine(number=number):
            return f"文号 {quote(number)}"
        case ast.IssueDateLine(day=day):
            return f"{chinese_day(day)} 印发"
        case ast.EffectiveLine():
            return _effective(s)
        case ast.YearBeginsLine(month=month, day=day):
            return f"年度 自 {month}月{day}日 起算"
        case ast.StatusLine(word=word):
            return f"稿别 {word.text}"
        case ast.CurrencyLine(code=code):
            return f"币种 {code}"
        case ast.PolicyLevel(name=name):
            return f"本级 {name.text}"
        case ast.RoundingLine(mode=mode, step=step):
            return f"金额 {MODES_ZH[mode]} 至 {decimal(step)}"
        case ast.UseLine(name=name):
            return f"使用词汇 {name.text}"
        case ast.LanguageLine(version=version):
            return f"语言版本 {version}"
        case ast.ReplacesLine(document=document):
            return f"{quote(document)} 同时废止"
        case ast.ClauseMapping(new=new, old=old):
            return f"{new} 原为 {old}"
        case ast.FormerNames(names=listed):
            return f"原 {names(listed)}"
        case ast.EndedLabels(labels=listed):
            return f"已废止 {names(listed)}"
        case ast.CasesLine(policy=policy):
            return f"案例集 {policy.text}"
        case _:
            assert_never(s)


def _effective(s: ast.EffectiveLine) -> str:
    window = f"自 {chinese_day(s.start)} 起施行"
    if s.end is not None:
        window += f"，有效期至 {chinese_day(s.end)}"
    if s.duration is not None:
        window += f"，有效期 {ex.duration(s.duration)}"
    return window if s.discretion_from is None else f"{window}，{chinese_day(s.discretion_from)} 起 可参照执行"


def _article(s: ast.Article) -> str:
    mark = "不涉及资金" if s.informative else "见文首" if s.in_header else ""
    defines = None if s.defines is None else f"界定 {texts(s.defines, s.defines_zh)}"
    return join_parts(f"第{s.number}条", texts(s.title, s.title_zh), mark, defines)


def reference(ref: ast.Ref) -> str:
    """The label of an award or a group, or articles."""
    return ref.text if isinstance(ref, ast.Name) else article_ref(ref)


def _alternative(alternative: ast.Alternative) -> str:
    joined = " 与 ".join(map(reference, alternative.refs))
    return joined if len(alternative.refs) == 1 else f"（{joined}）"


def article_ref(ref: ast.ArticleRef) -> str:
    """`第11条`, `第5条 至 第9条`."""
    return f"第{ref.first}条" if ref.last is None else f"第{ref.first}条 至 第{ref.last}条"


def _other_line(s: ast.Reference | ast.Obligation | ast.Allocation | ast.Target | ast.Definition) -> str:
    match s:
        case ast.Reference():
            return _refers(s)
        case ast.Obligation(who=who, op=None, text=text, zh=zh):
            return f"{who.text} 应当 {texts(text, zh)}"
        case ast.Obligation(who=who, op=Comparison() as op, share=share):
            percent = "" if share is None else ex.expression(share)
            return f"{who.text} 应当 按 {ex.comparison(op)} 奖励金额 的 {percent} 配套"
        case ast.Obligation():
            return f"{s.who.text} 应当"
        case ast.Allocation():
            what = join_parts(keys(s.per), "安排", _limited_sum(s.amount.value, s.amount.at_most))
            return f"{front(s.trigger, s.to)}{what}"
        case ast.Target(text=text, number=number, by_year=year, zh=zh):
            return f"到 {year}年，{texts(text, zh)} 达到 {ex.number(number)}"
        case ast.Definition(name=name, label=label, record=record, value=value):
            of_record = "" if record is None else f"{record.text} 的"
            meaning = (
                f"按 {ex.expression(value.value)} 分别是指："
                if isinstance(value, ast.AmountByRows)
                else "按下列标准 是指："
                if isinstance(value, ast.AmountByConditions)
                else f"是指 {ex.expression(value)}"
            )
            return join_parts("本文件所称", of_record, name.text, quotation(label), meaning)
        case _:
            assert_never(s)


def _refers(s: ast.Reference) -> str:
    document = texts(s.document, s.zh)
    if s.instead_of is not None:
        return f"{s.records_of}年度 的记录，{article_ref(s.instead_of)} 改按 {document} 执行"
    if s.trigger is None:
        return f"全文 按 {document} 执行"
    return f"{front(s.trigger, ())}按 {document} 执行"


# ---------------------------------------------------------------------------------------------- awards and rules


def _condition(test: ast.Expr | None) -> str:
    """The condition after a record, or nothing."""
    return "" if test is None else ex.expression(test)


def front(trigger: ast.Trigger | None, to: tuple[ast.Name, ...], start: Date | None = None) -> str:
    """The beneficiary and the trigger: `自 2021年1月1日 起，对 专利奖 获奖 的 企业、个人，`."""
    since = _start_prefix(start)
    payees = f" {names(to)}，" if to else "，"
    match trigger:
        case ast.WhenTrigger(record=record, the_first=the_first, test=test):
            return since + join_parts("对", "首次" if the_first else "", record.text, _condition(test), "的") + payees
        case ast.WhileTrigger(subject=subject, test=test):
            return since + join_parts("对", subject.text, _condition(test), "期间", "的") + payees
        case _:
            return f"{since}每年对 {names(to) if to else '各申请人'}，"


def _limited_sum(value: ast.Expr, at_most: ast.Expr | None) -> str:
    """The sum with its limit."""
    return f"{ex.expression(value)}{_limit(at_most)}"


def _limit(at_most: ast.Expr | None) -> str:
    return "" if at_most is None else f"，最高不超过 {ex.expression(at_most)}"


def _start_prefix(start: Date | None) -> str:
    return "" if start is None else f"自 {chinese_day(start)} 起，"


_PLAIN = (ast.Number, ast.Sum, ast.Product, ast.AmountPerStep, ast.AmountPerRecord, ast.TableLookup)
"""Sums that follow the verb; other sums precede it."""


def _award(s: ast.Award) -> str:
    h, amount, verb = s.head, s.amount, s.verb or VERB
    once = "" if h.once is None else join_parts(keys(h.once.per), "一次性")
    if isinstance(amount, ast.AmountByRank):
        listed = join_parts(keys(h.per), amount.figure.text)
        return f"{_start_prefix(h.start)}对 {listed} 排名 的 {names(h.among)}，按 名次 {_respectively(h)}{verb}："
    before = f"{keys(h.per)}，" if h.per and h.once is not None else f"{keys(h.per)} " if h.per else ""
    head = front(h.trigger, h.to, h.start)
    match amount:
        case ast.AmountByRankOfRecord(field=field):
            return f"{head}{_award_keys(h)}按 {field.text} 名次 {_respectively(h)}{verb}："
        case ast.AmountByRows(value=value):
            return f"{head}{_award_keys(h)}按 {ex.expression(value)} {_respectively(h)}{verb}："
        case ast.AmountByConditions():
            once_keys = f"{_respectively(h)}".replace("分别", "")
            return f"{head}{_award_keys(h)}{join_parts('按下列标准', once_keys)}{'' if once_keys else ' '}{verb}："
        case ast.DiscretionaryAmount():
            return f"{head}{before}{join_parts(once, '一事一议')} {verb}"
        case ast.Ceiling(value=value, at_most=at_most):
            return f"{head}{before}{join_parts(once, '最高')}{verb} {_limited_sum(value, at_most)}"
        case ast.FixedAmount(value=value, at_most=at_most) if isinstance(value, _PLAIN):
            return f"{head}{before}{once}{verb} {_limited_sum(value, at_most)}"
        case ast.FixedAmount(value=value, at_most=at_most):
            return f"{head}{_award_keys(h)}按 {ex.expression(value)} {once}{verb}{_limit(at_most)}"
        case _:
            assert_never(amount)


def _award_keys(h: ast.Head) -> str:
    """The keys of the award, with a comma, because keys without one would belong to `once`."""
    return f"{keys(h.per)}，" if h.per else ""


def _respectively(h: ast.Head) -> str:
    once_keys = "" if h.once is None or not h.once.per else f"{keys(h.once.per)} "
    return f"{once_keys}分别{'一次性' if h.once is not None else ''}"


def promise_line(s: Promise) -> str:
    """Awards, their lines, rules of a block."""
    match s:
        case ast.Award():
            return _award(s)
        case ast.Row():
            return f"{row_key(s.key)}：{_row_amount(s)}"
        case ast.TiesShare(order=order):
            return "并列同名次" if order is None else f"并列的按 {order.text} 先后"
        case ast.TitleLine(text=text, zh=zh):
            return f"标题 {texts(text, zh)}"
        case ast.FormerLabels(labels=listed):
            return f"原 {names(listed)}"
        case ast.LabelLine(name=name, label=label):
            return join_parts("简称", name.text, quotation(label))
        case ast.AwardLimit(amount=own_limit):
            return f"单项不超过 {ex.expression(own_limit)}"
        case ast.AwardMinimum(amount=minimum):
            return f"单项不低于 {ex.expression(minimum)}"
        case ast.AwardThreshold(amount=threshold):
            return f"单项不足 {ex.expression(threshold)} 的，不予奖励"
        case ast.SupportDeduction(levels=levels):
            counted = "、".join(level.text for level in levels)
            return f"{counted} 资助合并计算" if levels else "各级各类资助合并计算"
        case ast.PriorPaymentDeduction(record=record, field=field):
            return f"扣除 同一 {field.text} 的 {record.text} 已奖励部分"
        case ast.ConversionLine(series=series, day=day):
            return f"按 {day.text} 的 {series.text} 折算"
        case ast.UncappedLine():
            return "不设上限"
        case ast.ConditionLine() | ast.ReadingLine() | ast.SourceNote():
            return policy_line(s)
        case _:
            return _rule(s)


def _row_amount(s: ast.Row) -> str:
    once = "" if s.once is None else join_parts(keys(s.once.per), "一次性")
    match s.amount:
        case ast.DiscretionaryAmount():
            return join_parts(once, "一事一议")
        case ast.Ceiling(value=value, at_most=at_most):
            return join_parts(once, "最高", _limited_sum(value, at_most))
        case ast.FixedAmount(value=value, at_most=at_most):
            return join_parts(once, _limited_sum(value, at_most))
        case ast.AmountByRows(value=value):
            return f"按 {ex.expression(value)} 分别："
        case _:
            raise TypeError(f"no amount of a row: {type(s.amount).__name__}")


def row_key(k: ast.RowKey) -> str:
    """The key of a row, before the colon."""
    match k:
        case ast.ConditionKey(test=test):
            return ex.expression(test)
        case ast.MemberKeys(names=listed):
            return names(listed)
        case ast.ThresholdKey(op=op, literal=literal):
            return ex.threshold_text(op, ex.expression(literal))
        case ast.RangeKey(low=low, high=high):
            return f"{row_key(low)}、{row_key(high)}"
        case ast.BetweenKey(low=low, high=high):
            return f"{ex.expression(low)} 至 {ex.expression(high)}"
        case ast.RankKey(rank=rank, last=last):
            return f"第{rank}名" if last is None else f"第{rank}名至第{last}名"
        case ast.OtherwiseKey():
            return "其余"
        case _:
            assert_never(k)


def _order(order: ast.LimitOrder | ast.FieldOrder | None) -> str:
    match order:
        case None:
            return ""
        case ast.LimitOrder():
            return f"，{_ORDERS[order]}"
        case ast.FieldOrder(field=field, is_highest_first=highest):
            return f"，按 {field.text} {'从高到低' if highest else '先后'}"
        case _:
            assert_never(order)


def _rule(s: ast.Rule | ast.ExceptionLine | ast.CarryForward) -> str:
    match s:
        case ast.Limit(number=number, what=what, order=order):
            counted = (
                "件" if what is None else f"个 {_KEYS.get(what.text, '年度' if what.text == 'year' else what.text)}"
            )
            overall, across = "" if s.per else "总体", "各申请人合计" if s.across else ""
            return join_parts(overall, keys(s.per), across, f"最多 {number}{counted}") + _order(order)
        case ast.NoRepeat():
            return join_parts(keys(s.per, "同一"), "不重复奖励")
        case ast.HighestRule(alternatives=alternatives) if alternatives:
            return f"在 {'、'.join(map(_alternative, alternatives))} 之间，{keys(s.per, '同一')} 就高不重复"
        case ast.HighestRule():
            return join_parts(keys(s.per, "同一"), "连同以往文件" if s.with_older else "", "就高不重复")
        case ast.PayEachLine():
            return "可叠加奖励"
        case ast.TopUp():
            return join_parts(keys(s.per, "同一"), "晋级补足差额")
        case ast.Cap():
            overall = "" if s.per else "总体"
            manner = "" if s.manner is None else f"，{_MANNERS[s.manner]}"
            across, amount = "各申请人合计" if s.across else "", f"最高{s.verb or VERB} {ex.expression(s.amount)}"
            return join_parts(overall, keys(s.per), across, amount) + manner + _order(s.order)
        case ast.MinimumTotal():
            across = "各申请人合计" if s.across else ""
            return join_parts(keys(s.per), across, f"合计不足 {ex.expression(s.amount)} 的，不予奖励")
        case ast.RoundedTotal():
            across = "各申请人合计" if s.across else ""
            return join_parts(keys(s.per), across, f"金额 向下取整 至 {decimal(s.step)}")
        case ast.Quota():
            by = "" if s.by is None else f"，按 {s.by.text} 从高到低"
            places = f"评选不超过 {s.number}" if s.low is None else f"评选 {s.low} 至 {s.number}"
            return f"{keys(s.per)} {places}个 {s.what.text}{by}"
        case ast.Suspension():
            return f"{front(s.when, (s.who,))}当年不予奖励"
        case ast.NoneWhenRule(test=None):
            return "凡 同一事项已享受其他各级政府奖励 的，不予奖励"
        case ast.NoneWhenRule():
            return f"凡 {_condition(s.test)} 的，不予奖励"
        case ast.ExceptionLine(refs=refs):
            return f"{'、'.join(map(reference, refs))} 除外"
        case ast.CarryForward(years=years):
            return f"超出部分 可在后 {years}年 内兑现"
        case _:
            assert_never(s)
