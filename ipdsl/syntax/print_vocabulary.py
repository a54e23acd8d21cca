"""Sentences of a vocabulary to text, one line each."""

from __future__ import annotations

from typing import assert_never

from ipdsl.syntax import ast
from ipdsl.syntax.print_expressions import format_expr
from ipdsl.syntax.print_policy import joined, names, quoted, texts

VocabularyWord = ast.VocabularyLine | ast.VocabularyItem | ast.RecordItem


def vocabulary_line(s: VocabularyWord) -> str:
    """Kinds, words that several records share, records."""
    match s:
        case ast.VocabularyLine(name=name, title=title, title_zh=zh):
            return joined("vocabulary", name.text, texts(title, zh))
        case ast.KindDecl():
            includes = names(s.includes, "includes")
            return joined("applicant", s.name.text, quoted(s.label), texts(s.definition, s.definition_zh), includes)
        case ast.ClassDecl():
            listed = names(s.members, "is")
            return joined("class", s.name.text, quoted(s.label), texts(s.definition, s.definition_zh), listed)
        case ast.LevelDecl(members=members):
            return "level " + " > ".join(member(m) for m in members)
        case ast.ChoiceDecl():
            return joined(choice_head(s), " · ".join(member(m) for m in s.members))
        case ast.SeriesDecl():
            value = "percent" if s.currency is None else f"{s.currency} per currency"
            return joined("series", s.name.text, quoted(s.label), f"{value}, {s.frequency}")
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
    return joined("choice", s.name.text, quoted(s.label))


def member(m: ast.MemberDecl) -> str:
    """`gold "金奖"`."""
    return joined(m.name.text, quoted(m.label))


def _record(s: ast.RecordDecl) -> str:
    plural = "" if s.plural is None else f"plural {s.plural.text}"
    base = "" if s.base is None else f"is {s.base.text}"
    fixed = ", ".join(f"{f.field.text} {f.value.text}" for f in s.fixed)
    narrowed = f"with {fixed}" if fixed else ""
    return joined("record", s.name.text, quoted(s.label), texts(s.definition, s.definition_zh), plural, base, narrowed)


def _record_item(s: ast.RecordItem) -> str:
    match s:
        case ast.KeyDecl(parts=parts):
            return "key " + ", ".join(joined(p.name.text, quoted(p.label)) for p in parts)
        case ast.MatterDecl(names=listed):
            return names(listed, "matter")
        case ast.EventLine(events=events):
            return " · ".join(_event(e) for e in events)
        case ast.StateDecl():
            until = "" if s.until is None else joined("until", s.until.text, quoted(s.until_label))
            start = joined("from", s.start.text, quoted(s.start_label))
            return joined("state", s.name.text, quoted(s.label), start, until)
        case ast.OrderOfDays(days=days):
            return names(days, "order of days")
        case ast.FieldLine(fields=fields):
            return " · ".join(field(f) for f in fields)
        case _:
            assert_never(s)


def _event(e: ast.EventDecl) -> str:
    day = joined("on", e.date_field.text, quoted(e.date_label))
    marks = ("first" if e.first else "", "once for life" if e.for_life else "", "default" if e.default else "")
    return joined("event", e.name.text, quoted(e.label), day, *marks)


def field(f: ast.FieldDecl) -> str:
    """One field: the definition follows the type where there is one, else the label."""
    if f.type is not None and not f.type.members:
        front = joined(f.name.text, quoted(f.label), type_word(f.type), f.varies, texts(f.definition, f.definition_zh))
        if f.zero_before is not None:
            return f"{front}, 0 before {f.zero_before.text}"
        return front if f.years_between is None else f"{front}, {_years_between(f.years_between)}"
    front = joined(f.name.text, quoted(f.label), texts(f.definition, f.definition_zh), f.varies)
    if f.type is not None:
        return f"{front} is one of {', '.join(member(m) for m in f.type.members)}"
    if f.since is not None:
        return joined(front, "since", f.since.text, quoted(f.since_label))
    return front if f.means is None else f"{front} means {format_expr(f.means)}"


def _years_between(y: ast.YearsBetweenDecl) -> str:
    record = "" if y.record is None else f"of {y.record.text}"
    return joined("years from", y.start.text, record, "to", y.end.text)


def type_word(t: ast.TypeExpr) -> str:
    """`money`, `right`, `list of text`."""
    word = t.word.value if t.word is not None else t.name.text if t.name is not None else ""
    return f"list of {word}" if t.is_list else word
