"""Sentences of a vocabulary to Chinese text, one line each."""

from __future__ import annotations

from typing import assert_never

from ipdsl.syntax import ast
from ipdsl.syntax.builders.vocabulary import LEVEL, LEVEL_ZH
from ipdsl.syntax.in_chinese import expressions as ex
from ipdsl.syntax.in_chinese.policy import names, texts
from ipdsl.syntax.print_policy import join_parts, quotation
from ipdsl.syntax.print_vocabulary import VocabularyWord

_TYPES = {
    ast.TypeWord.YES_NO: "是否",
    ast.TypeWord.MONEY: "金额",
    ast.TypeWord.PERCENT: "比例",
    ast.TypeWord.COUNT: "件数",
    ast.TypeWord.NUMBER: "数值",
    ast.TypeWord.DATE: "日期",
    ast.TypeWord.TEXT: "文本",
    ast.TypeWord.APPLICANT: "申请人",
}
_VARIES = {"fixed": "固定", "dated": "随时变动", "yearly": "按年度", None: ""}


def vocabulary_line(s: VocabularyWord) -> str:
    """Kinds, words that several records share, records."""
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
            return _record(s)
        case _:
            return _record_item(s)


def choice_head(s: ast.ChoiceDecl) -> str:
    """`选项 right "专利类型"` without its members."""
    return join_parts("选项", s.name.text, quotation(s.label))


def member(m: ast.MemberDecl) -> str:
    """`gold "金奖"`."""
    return join_parts(m.name.text, quotation(m.label))


def _record(s: ast.RecordDecl) -> str:
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
    """One field: the definition follows the type where there is one, else the label."""
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
    word = _TYPES[t.word] if t.word is not None else LEVEL_ZH if name == LEVEL else name
    return f"{word} 清单" if t.is_list else word
