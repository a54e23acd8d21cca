"""Sentences of a vocabulary to text, one line each."""

from __future__ import annotations

from typing import assert_never

from ipdsl.syntax import ast
from ipdsl.syntax.printing.expressions import format_expr
from ipdsl.syntax.printing.policy import join_parts, names, quotation, texts

VocabularyWord = ast.VocabularyLine | ast.VocabularyItem | ast.RecordItem


def vocabulary_line(s: VocabularyWord) -> str:
    """One line of a vocabulary."""
    match s:
        case ast.VocabularyLine(name=name, title=title, title_zh=zh):
            return join_parts("vocabulary", name.text, texts(title, zh))
        case ast.KindDecl():
            includes = names(s.includes, "includes")
            return join_parts(
                "applicant", s.name.text, quotation(s.label), texts(s.definition, s.definition_zh), includes
            )
        case ast.ClassDecl():
            listed = names(s.members, "is")
            return join_parts("class", s.name.text, quotation(s.label), texts(s.definition, s.definition_zh), listed)
        case ast.LevelDecl(members=members):
            return "level " + " > ".join(member(m) for m in members)
        case ast.ChoiceDecl():
            return join_parts(choice_head(s), " · ".join(member(m) for m in s.members))
        case ast.SeriesDecl():
            value = "percent" if s.currency is None else f"{s.currency} per currency"
            return join_parts("series", s.name.text, quotation(s.label), f"{value}, {s.frequency}")
        case ast.ApplicantFields():
            return "applicant fields"
        case ast.Figures():
            return "figures per year"
        case ast.RecordDecl():
            return _record(s)
        case _:
            return _record_item(s)


def choice_head(s: ast.ChoiceDecl) -> str:
    """`choice right "专利类型"` without its members."""
    return join_parts("choice", s.name.text, quotation(s.label))


def member(m: ast.MemberDecl) -> str:
    """`gold "金奖"`."""
    return join_parts(m.name.text, quotation(m.label))


def _record(s: ast.RecordDecl) -> str:
    plural = "" if s.plural is None else f"plural {s.plural.text}"
    base = "" if s.base is None else f"is {s.base.text}"
    fixed = ", ".join(f"{f.field.text} {f.value.text}" for f in s.fixed)
    narrowed = f"with {fixed}" if fixed else ""
    return join_parts(
        "record", s.name.text, quotation(s.label), texts(s.definition, s.definition_zh), plural, base, narrowed
    )


def _record_item(s: ast.RecordItem) -> str:
    match s:
        case ast.KeyDecl(parts=parts):
            return "key " + ", ".join(join_parts(p.name.text, quotation(p.label)) for p in parts)
        case ast.MatterDecl(names=listed):
            return names(listed, "matter")
        case ast.EventLine(events=events):
            return " · ".join(_event(e) for e in events)
        case ast.StateDecl():
            until = "" if s.until is None else join_parts("until", s.until.text, quotation(s.until_label))
            start = join_parts("from", s.start.text, quotation(s.start_label))
            return join_parts("state", s.name.text, quotation(s.label), start, until)
        case ast.OrderOfDays(days=days):
            return names(days, "order of days")
        case ast.FieldLine(fields=fields):
            return " · ".join(field(f) for f in fields)
        case _:
            assert_never(s)


def _event(e: ast.EventDecl) -> str:
    day = join_parts("on", e.date_field.text, quotation(e.date_label))
    marks = ("first" if e.first else "", "once for life" if e.for_life else "", "default" if e.default else "")
    return join_parts("event", e.name.text, quotation(e.label), day, *marks)


def field(f: ast.FieldDecl) -> str:
    """One field: the definition follows the type if there is one, otherwise the label."""
    if f.type is not None and not f.type.members:
        front = join_parts(
            f.name.text, quotation(f.label), type_word(f.type), f.varies, texts(f.definition, f.definition_zh)
        )
        if f.zero_before is not None:
            return f"{front}, 0 before {f.zero_before.text}"
        return front if f.years_between is None else f"{front}, {_years_between(f.years_between)}"
    front = join_parts(f.name.text, quotation(f.label), texts(f.definition, f.definition_zh), f.varies)
    if f.type is not None:
        return f"{front} is one of {', '.join(member(m) for m in f.type.members)}"
    if f.since is not None:
        return join_parts(front, "since", f.since.text, quotation(f.since_label))
    return front if f.means is None else f"{front} means {format_expr(f.means)}"


def _years_between(y: ast.YearsBetweenDecl) -> str:
    record = "" if y.record is None else f"of {y.record.text}"
    return join_parts("years from", y.start.text, record, "to", y.end.text)


def type_word(t: ast.TypeExpr) -> str:
    """`money`, `right`, `list of text`."""
    word = t.word if t.word is not None else t.name.text if t.name is not None else ""
    return f"list of {word}" if t.is_list else word
