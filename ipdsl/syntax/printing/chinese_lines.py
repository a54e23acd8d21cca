"""Any sentence to one Chinese line: those of policies, cases and vocabularies."""

from __future__ import annotations

import functools
import re
from typing import assert_never

from ipdsl.base.values.written_values import chinese_day
from ipdsl.syntax import ast, keywords
from ipdsl.syntax.builders.vocabulary import LEVEL, LEVEL_ZH
from ipdsl.syntax.characters import quote
from ipdsl.syntax.printing import chinese_expressions as ex
from ipdsl.syntax.printing.cases import CaseWord
from ipdsl.syntax.printing.chinese_policy import names, policy_line, promise_line, texts
from ipdsl.syntax.printing.policy import PolicyWord, Promise, join_parts, quotation
from ipdsl.syntax.printing.vocabulary import VocabularyWord

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
    "suspend": "SUSPENDED_YEAR", "none": "NO_AWARD", "nothing below": "TOTAL_BELOW", "round": "ROUND",
}  # fmt: skip


def case_line(s: CaseWord) -> str:
    """One line of a case: the case, a given fact or an expectation."""
    match s:
        case ast.Case(title=title, title_zh=zh):
            return f"案例 {texts(title, zh)}"
        case ast.GivenRecord():
            return _record(s)
        case ast.GivenApplicant():
            named = "" if s.name is None else f"{quote(s.name)} 为"
            return join_parts("已知", named, names(s.kinds)) + (f"：{_parts(s.parts)}" if s.parts else "")
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
    """A record's id, quoted if it could be read as something else."""
    return quote(text) if text in _words_to_quote() else _reason(text)


def _reason(word: str) -> str:
    """A reason, quoted only if it can never be a name."""
    is_plain = _REFERENCE.fullmatch(word) and word not in keywords.chinese_reserved() and not word[0].isdecimal()
    return word if is_plain else quote(word)


@functools.cache
def _words_to_quote() -> frozenset[str]:
    """The words that begin a different form at the place of an item, and those that are never names."""
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
    """A value of a fact as text."""
    if v.value is not None:
        return ex.expression(v.value)
    if v.text is not None:
        return quote(v.text)
    return _SPECIAL[v.special] if v.special is not None else f"[{'、'.join(value(i) for i in v.items)}]"


def _expect(s: ast.Expect) -> str:
    applicant = "" if s.applicant is None else quote(s.applicant)
    expect = join_parts(applicant, "应得")
    match s:
        case ast.ExpectTotal(year=year, amount=amount):
            return join_parts(expect, _year(year), "合计", ex.number(amount))
        case ast.ExpectPaid():
            return join_parts(expect, _year(s.year), _item_with_label(s.item, s.label), ex.number(s.amount))
        case ast.ExpectOutcome():
            return join_parts(expect, _year(s.year), _item_with_label(s.item, s.label), _outcome(s))
        case ast.ExpectDue(low=low, high=ast.Number() as high):
            return f"{expect} 合计 介于 {ex.number(low)} 至 {ex.number(high)}"
        case ast.ExpectDue(low=low):
            return f"{expect} 合计 不低于 {ex.number(low)}"
        case ast.ExpectObligation(article=article, amount=amount):
            return join_parts(applicant, f"应尽义务 第{article}条", "" if amount is None else ex.number(amount))
        case ast.ExpectCarried(amount=amount, to_year=year):
            return f"{expect} 结转 {ex.number(amount)} 至 {year}年"
        case ast.ExpectLapsed(amount=amount):
            return f"{expect} 逾期作废 {ex.number(amount)}"
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


_VARIES = {"fixed": "固定", "dated": "随时变动", "yearly": "按年度", None: ""}


def vocabulary_line(s: VocabularyWord) -> str:
    """One line of a vocabulary."""
    match s:
        case ast.VocabularyLine(name=name, title=title, title_zh=zh):
            return join_parts("词汇", name.text, texts(title, zh))
        case ast.KindDecl():
            includes = f"包括 {names(s.includes)}" if s.includes else ""
            return join_parts("申请人", s.name.text, quotation(s.label), texts(s.definition, s.definition_zh), includes)
        case ast.ClassDecl():
            return join_parts(
                "统称",
                s.name.text,
                quotation(s.label),
                texts(s.definition, s.definition_zh),
                f"包括 {names(s.members)}",
            )
        case ast.LevelDecl(members=members):
            return "级别 " + " > ".join(member(m) for m in members)
        case ast.ChoiceDecl():
            return join_parts(choice_head(s), " · ".join(member(m) for m in s.members))
        case ast.SeriesDecl():
            value = "比例" if s.currency is None else f"{s.currency} 计每种外币"
            frequency = "每月" if s.frequency == "monthly" else "每日"
            return join_parts("行情", s.name.text, quotation(s.label), f"{value}，{frequency}")
        case ast.ApplicantFields():
            return "申请人情况"
        case ast.Figures():
            return "年度数据"
        case ast.RecordDecl():
            return _record_kind(s)
        case _:
            return _record_item(s)


def choice_head(s: ast.ChoiceDecl) -> str:
    """`选项 right "专利类型"` without its members."""
    return join_parts("选项", s.name.text, quotation(s.label))


def member(m: ast.MemberDecl) -> str:
    """`gold "金奖"`."""
    return join_parts(m.name.text, quotation(m.label))


def _record_kind(s: ast.RecordDecl) -> str:
    plural = "" if s.plural is None else f"复数 {s.plural.text}"
    base = "" if s.base is None else f"属于 {s.base.text}"
    fixed = "、".join(f"{f.field.text} {f.value.text}" for f in s.fixed)
    narrowed = f"与 {fixed}" if fixed else ""
    return join_parts(
        "记录", s.name.text, quotation(s.label), texts(s.definition, s.definition_zh), plural, base, narrowed
    )


def _record_item(s: ast.RecordItem) -> str:
    match s:
        case ast.KeyDecl(parts=parts):
            return "识别项 " + "、".join(join_parts(p.name.text, quotation(p.label)) for p in parts)
        case ast.MatterDecl(names=listed):
            return f"同一事项 按 {names(listed)}"
        case ast.EventLine(events=events):
            return " · ".join(_event(e) for e in events)
        case ast.StateDecl():
            until = "" if s.until is None else join_parts("至", s.until.text, quotation(s.until_label))
            start = join_parts("自", s.start.text, quotation(s.start_label))
            return join_parts("状态", s.name.text, quotation(s.label), start, until)
        case ast.OrderOfDays(days=days):
            return f"日期先后 {names(days)}"
        case ast.FieldLine(fields=fields):
            return " · ".join(field(f) for f in fields)
        case _:
            assert_never(s)


def _event(e: ast.EventDecl) -> str:
    day = join_parts("于", e.date_field.text, quotation(e.date_label))
    marks = ("首次" if e.first else "", "终身一次" if e.for_life else "", "默认" if e.default else "")
    return join_parts("事件", e.name.text, quotation(e.label), day, *marks)


def field(f: ast.FieldDecl) -> str:
    """One field: the definition follows the type if there is one, otherwise the label."""
    varies = _VARIES[f.varies]
    if f.type is not None and not f.type.members:
        front = join_parts(
            f.name.text, quotation(f.label), type_word(f.type), varies, texts(f.definition, f.definition_zh)
        )
        if f.zero_before is not None:
            return f"{front}，{f.zero_before.text} 之前为 0"
        return front if f.years_between is None else f"{front}，{_years_between(f.years_between)}"
    front = join_parts(f.name.text, quotation(f.label), texts(f.definition, f.definition_zh), varies)
    if f.type is not None:
        return f"{front} 取值 {'、'.join(member(m) for m in f.type.members)}"
    if f.since is not None:
        return join_parts(front, "起自", f.since.text, quotation(f.since_label))
    return front if f.means is None else f"{front} 是指 {ex.expression(f.means)}"


def _years_between(y: ast.YearsBetweenDecl) -> str:
    record = "" if y.record is None else f"（{y.record.text}）"
    return f"自 {y.start.text}{record} 至 {y.end.text} 的年数"


def type_word(t: ast.TypeExpr) -> str:
    """`金额`, `right`, `文本 清单`."""
    name = t.name.text if t.name is not None else ""
    word = keywords.chinese_type_words()[t.word] if t.word is not None else LEVEL_ZH if name == LEVEL else name
    return f"{word} 清单" if t.is_list else word


def format_line(sentence: ast.Sentence) -> str:
    """One sentence on one line, without comments and without the lines under it."""
    match sentence:
        case _ if isinstance(sentence, PolicyWord):
            return policy_line(sentence)
        case _ if isinstance(sentence, Promise):
            return promise_line(sentence)
        case _ if isinstance(sentence, VocabularyWord):
            return vocabulary_line(sentence)
        case _ if isinstance(sentence, CaseWord):
            return case_line(sentence)
        case _:
            raise TypeError(f"no sentence: {type(sentence).__name__}")
