"""Fields of applicants and years: their types, `since` words and derived words."""

from __future__ import annotations

import attrs

from ipdsl.base.findings.finding import Report
from ipdsl.base.findings.nearest_words import nearest
from ipdsl.base.findings.phrase import Phrase
from ipdsl.schema.declarations import Choice, Label
from ipdsl.schema.type_list import TYPES_BY_KEYWORD
from ipdsl.schema.types.choice import ChoiceType
from ipdsl.schema.types.date import DateType
from ipdsl.schema.types.level import LevelType
from ipdsl.schema.types.lists import ListType
from ipdsl.schema.types.record import RecordType
from ipdsl.schema.types.text import TextType
from ipdsl.schema.values.unstatable import Poison
from ipdsl.schema.values.value_type import Type
from ipdsl.schema.vocabulary import Field, Schema, SinceWord, Varies
from ipdsl.semantics.errors import names as n
from ipdsl.semantics.errors import policy as g
from ipdsl.semantics.errors import types as e
from ipdsl.semantics.names.symbols import DerivedWord
from ipdsl.semantics.vocabulary.words import Declarations, check_name_allowed, declaration_label, declare_word, members
from ipdsl.syntax import ast, keywords


@attrs.define(eq=False, repr=False)
class SchemaWithFields:
    """The schema with applicant fields and figures, and the words derived from them."""

    schema: Schema
    derived: tuple[DerivedWord, ...]


def type_of(decl: ast.FieldDecl, owner: str, words: Declarations, choices: dict[str, Choice], report: Report) -> Type:
    """The type of a field; members written in the field become a separate choice, named `owner.field`."""
    written = decl.type
    if written is None:
        return TextType()
    if written.members:
        name = f"{owner}.{decl.name.text}"
        choices[name] = Choice(name, members(written.members, report), label=Label(decl.label or ""), span=written.span)
        base: Type = ChoiceType(name)
    elif written.word is not None:
        base = TYPES_BY_KEYWORD[written.word]
    elif written.name is not None:
        base = _named_type(written.name, words, choices, report)
    else:
        base = TextType()
    return ListType(base) if written.is_list else base


def _named_type(name: ast.Name, words: Declarations, choices: dict[str, Choice], report: Report) -> Type:
    choice = choices.get(name.text)
    if choice is not None:
        return LevelType(choice.name) if choice.is_ordered else ChoiceType(choice.name)
    if any(r.name.text == name.text for r in words.records):
        return RecordType(name.text)
    near_types = nearest(name.text, [*choices, *(r.name.text for r in words.records), *TYPES_BY_KEYWORD])
    report.add(n.UnknownType(span=name.span, word=name.text, nearest=near_types))
    return Poison()


def field_of(decl: ast.FieldDecl, owner: str, words: Declarations, choices: dict[str, Choice], report: Report) -> Field:
    """A declared field."""
    varies = Varies(decl.varies) if decl.varies in {v.value for v in Varies} else Varies.FIXED
    label = declaration_label(decl)
    zero_before = decl.zero_before.text if decl.zero_before is not None else None
    type_ = type_of(decl, owner, words, choices, report)
    if decl.name.text in keywords.table()["COUNTED"].phrases and not type_.is_text:
        why = Phrase("is how many records a set has, wherever a value stands", "写在数值处表示一批记录的件数")
        report.add(n.ReservedName(span=decl.name.span, word=decl.name.text, why=why, other=f"{decl.name.text}_stated"))
    return Field(decl.name.text, type_, label, varies, zero_before, span=decl.name.span)


def build_fields(words: Declarations, schema: Schema, report: Report) -> SchemaWithFields:
    """Add applicant fields, figures, `since` words and derived words to the schema."""
    choices = {c.name: c for c in schema.choices}
    fields: list[Field] = []
    since: list[SinceWord] = []
    derived: list[DerivedWord] = []
    for decl in words.applicant_fields:
        label = declaration_label(decl)
        if decl.means is not None:
            derived.append(DerivedWord(decl.name.text, decl.means, label, decl.name.span))
        elif decl.since is not None:
            since.append(SinceWord(decl.name.text, decl.since.text, label, span=decl.name.span))
            fields += _since_field(decl, decl.since, words, report)
        else:
            fields.append(field_of(decl, "applicant", words, choices, report))
    _check_since(since, fields, report)
    for decl in (*words.applicant_fields, *words.figures):
        if decl.years_between is not None:
            what, advice = (
                Phrase("a count of years between two days", "两个日期之间的年数"),
                Phrase("declare it under the `record` that has these days", "请在日期所属的`记录`之下声明"),
            )
            report.add(
                g.WrongPageKind(
                    span=decl.years_between.span, what=what, page=Phrase("this list", "这个列表"), advice=advice
                )
            )
    figures = tuple(field_of(d, "figures", words, choices, report) for d in words.figures)
    _check_zero_before(words, {f.name: f for f in fields}, report)
    return SchemaWithFields(
        attrs.evolve(
            schema,
            choices=tuple(choices.values()),
            applicant_fields=tuple(fields),
            since_words=tuple(since),
            figures=figures,
        ),
        tuple(derived),
    )


def _since_field(decl: ast.FieldDecl, date: ast.Name, words: Declarations, report: Report) -> list[Field]:
    """The date field of a `since` word, if no other line declares it."""
    if any(d.name.text == date.text for d in words.applicant_fields):
        return []
    if not check_name_allowed(date, report) or not declare_word(words.words, date, report):
        return []
    return [Field(date.text, DateType(), Label(decl.since_label or ""), span=date.span)]


def _check_since(since: list[SinceWord], fields: list[Field], report: Report) -> None:
    types = {f.name: f.type for f in fields}
    for word in since:
        type_ = types.get(word.date_field)
        if type_ is not None and not (type_.is_date or type_.is_poison):
            report.add(
                e.NotADate(span=word.span, place=keywords.phrase("`since`"), word=word.date_field, found=type_.phrase)
            )


def _check_zero_before(words: Declarations, fields: dict[str, Field], report: Report) -> None:
    for decl in words.figures:
        name = decl.zero_before
        if name is None:
            continue
        if name.text not in fields:
            near_fields = nearest(name.text, fields)
            report.add(
                n.UnknownField(
                    span=name.span, word=name.text, owner=Phrase("the applicant", "申请人"), nearest=near_fields
                )
            )
        elif not ((type_ := fields[name.text].type).is_date or (type_ := fields[name.text].type).is_poison):
            report.add(
                e.NotADate(span=name.span, place=keywords.phrase("`before`"), word=name.text, found=type_.phrase)
            )
