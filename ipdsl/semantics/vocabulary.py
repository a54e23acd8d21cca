"""A vocabulary page, and the pages that it uses, to a `Vocabulary`.

Input: the tree of a page that begins with `vocabulary NAME`, or the `use` lines of a policy. Output: a schema with all
names resolved and inherited parts repeated, or `None` if words have errors. Any tree gives a report.

Labels are names too, so no label may have two meanings in one scope. `check_labels` and `check_page_labels` report each
label of two words, with both places. Their scopes are those of names, because a page may use either.

Kinds of records have keys, fields, events and states; narrower kinds inherit from their base. They are the last step,
because it needs all types and other words. Derived words are sorted so that each comes after the
words that it uses. The policy that uses the vocabulary types their tests.

Applicant kinds and classes, levels, choices and series are the first step. It collects the declarations of all pages,
reports words declared twice or reserved by the language, and builds the parts that need no types.

Fields of applicants and years are the second step: their types, `since` words and derived words.

A page may name the current version of the language, or an older one with the same meaning. For an older version with
other meanings, the finding lists what has changed.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Protocol, TypeAlias

import attrs

from ipdsl.base.findings.finding import Diagnostic, RelatedPlace, Report, nearest
from ipdsl.base.findings.phrase import (
    NOTHING,
    THE_FIRST,
    LocalizedName,
    MessageValue,
    Phrase,
    join_names,
    join_phrases,
    literal_phrase,
)
from ipdsl.base.source import Span
from ipdsl.base.value_object import ValueObject
from ipdsl.base.values.characters import mixed_script_offset
from ipdsl.base.values.money import DECIMALS
from ipdsl.base.values.written_values import flag
from ipdsl.base.version import __language__
from ipdsl.schema.declarations import Choice, Label, LocatedDeclaration, Member
from ipdsl.schema.details import known_detail
from ipdsl.schema.type_list import TYPES_BY_KEYWORD
from ipdsl.schema.types.choice import ChoiceType
from ipdsl.schema.types.date import DateType
from ipdsl.schema.types.level import LevelType
from ipdsl.schema.types.lists import ListType
from ipdsl.schema.types.record import RecordType
from ipdsl.schema.types.text import TextType
from ipdsl.schema.values.shared_types import Poison
from ipdsl.schema.values.value_type import Type
from ipdsl.schema.vocabulary import (
    ApplicantClass,
    ApplicantKind,
    Event,
    Field,
    Frequency,
    RecordKind,
    Schema,
    Series,
    SinceWord,
    State,
    Varies,
    YearsBetween,
)
from ipdsl.semantics.errors import lints as w, names_and_types as n, policy as g
from ipdsl.semantics.expressions import operands
from ipdsl.semantics.lookup import DerivedWord, PageNames, Vocabulary
from ipdsl.semantics.typed import nodes
from ipdsl.syntax import ast, errors, keywords
from ipdsl.syntax.keywords import is_chinese_name
from ipdsl.syntax.printing import has_chinese_word

KEYS = ("applicant", "matter", "item", "items", "year", "years", "policy")
"""Built-in words of `per`, `matter`, `limit` and `refers to`."""

TYPES = frozenset({"yes", "no", "level", "级别", "list", *filter(str.isidentifier, TYPES_BY_KEYWORD)})
"""Words for types, which are not allowed as names of choices and records."""

CONNECTIVES = (
    "and", "or", "not", "when", "while", "by", "of", "per", "is", "if", "plus", "less", "once", "otherwise", "to",
    "as", "from", "has",
)  # fmt: skip
"""Words that join the parts of a sentence."""

FACTS = ("id", "kinds")
"""Words that name an applicant or a record in facts, in addition to its fields."""

TABLES = (
    "figures", "periods", "history", "paid_elsewhere", "support", "approvals", "older_documents", "published",
)  # fmt: skip
"""Tables of facts, which are not allowed as names of records."""

COLUMNS = ("as_of",)
"""A column of the table of applicants, which is not allowed as name of a field of applicants."""

VALUES = ("yes", "no", "none", "unknown")
"""Words for values in a case."""

_ITEM = "单项"
"""The Chinese word for an item as a key, in addition to keywords."""

_CHINESE_TYPES = ("LEVEL", "LIST_OF")
_CHINESE_VALUES = ("NONE", "UNKNOWN", "CANNOT_BE_DETERMINED")
"""Chinese keywords for values in a case."""


def is_chinese_key(text: str) -> bool:
    """Whether Chinese sentences have a built-in meaning for a word where a name is allowed."""
    return text == _ITEM or text in keywords.chinese_non_names()


def is_chinese_value(text: str) -> bool:
    """Whether the word is a value in a Chinese case."""
    return _is_keyword(text, _CHINESE_VALUES)


def _is_keyword(text: str, terminals: tuple[str, ...]) -> bool:
    return any(text in keywords.chinese()[terminal].phrases for terminal in terminals)


def check_name_allowed(
    name: ast.Name, report: Report, *, as_type: bool = False, as_value: bool = False, in_tables: Container[str] = ()
) -> bool:
    """Report a reserved name; `as_type` for choices and records, `as_value` for members.

    `in_tables` are names that tables of facts use for something else.
    """
    text = name.text.lower()
    why = NOTHING
    if text in CONNECTIVES:
        why = Phrase("joins the parts of a sentence", "是连接句子各部分的词")
    elif as_type and (
        text in TYPES
        or _is_keyword(text, _CHINESE_TYPES)
        or any(k.type and text in k.phrases for k in keywords.chinese().values())
    ):
        why = Phrase("is the name of a type", "是类型的名称")
    elif as_value and (text in VALUES or is_chinese_value(text)):
        why = Phrase("is a value of its own", "本身是一个取值")
    elif not as_value and text in KEYS:
        why = Phrase("has a meaning of its own after `per`", "用作归并项时另有含义")
    elif not as_value and (text in FACTS or text in in_tables):
        why = Phrase("has a meaning of its own in facts", "在事实中另有含义")
    elif not as_value and is_chinese_key(text):
        why = Phrase("has a meaning of its own where names stand", "在写名称的地方另有含义")
    if why:
        other = f"{name.text}_name" if name.text.isascii() else f"{name.text}名"
        report.add(n.ReservedName(span=name.span, word=name.text, why=why, other=other))
    return not why


Spans: TypeAlias = dict[str, Span]

MAX_CHAIN = 32
"""The maximum length of a chain of definitions."""

_VERBS = {"includes": "包括", "is": "属于", "means": "是指"}
"""The keywords with which words define each other."""


@attrs.define(eq=False, repr=False)
class Declarations:
    """All declarations of the pages, in order, and the places of their words."""

    name: str = ""
    title: str = ""
    kinds: list[ast.KindDecl] = attrs.field(factory=list)
    classes: list[ast.ClassDecl] = attrs.field(factory=list)
    levels: list[ast.LevelDecl] = attrs.field(factory=list)
    choices: list[ast.ChoiceDecl] = attrs.field(factory=list)
    series: list[ast.SeriesDecl] = attrs.field(factory=list)
    applicant_fields: list[ast.FieldDecl] = attrs.field(factory=list)
    figures: list[ast.FieldDecl] = attrs.field(factory=list)
    records: list[ast.RecordDecl] = attrs.field(factory=list)
    words: Spans = attrs.field(factory=dict)  # kinds, classes, records, plurals, applicant fields, figures
    types: Spans = attrs.field(factory=dict)  # choices and records
    series_words: Spans = attrs.field(factory=dict)


def declare_word(spans: Spans, name: ast.Name, report: Report, *, is_record: bool = False) -> bool:
    """Add a word to a namespace; a second declaration is reported with the place of the first."""
    first = spans.setdefault(name.text, name.span)
    if first is not name.span:
        related = (RelatedPlace(first, Phrase("declared here", "在这里声明")),)
        advice = n.DuplicateDeclaration.advice
        if first.file != name.span.file:
            advice = _cannot_extend_words(name.text) if is_record else _NOT_REDECLARED
        report.add(n.DuplicateDeclaration(span=name.span, word=name.text, advice=advice, related=related))
        return False
    return True


_NOT_REDECLARED = Phrase(
    "the vocabulary that is used has this word: leave it out here, or take another name",
    "所用的词汇已有这个词：请删去这里的声明，或换一个名称",
)


def _cannot_extend_words(record: str) -> Phrase:
    return Phrase(
        "a record of a vocabulary that is used cannot be extended: declare a narrower one, `record NAME is {record}`,"
        " with the fields that it lacks, and write pages and facts with that; or take another name",
        "所用词汇中的记录不能在这里增补：请另外声明较窄的一种，`记录 名称 属于 {record}`，其下写所缺的字段，"
        "页面和事实改用这个名称；或换一个名称",
        record=record,
    )


def collect(page: ast.Page, words: Declarations, report: Report) -> None:
    """Add the declarations of a page."""
    if isinstance(page.header, ast.VocabularyLine):
        words.name, words.title = page.header.name.text, page.header.title or ""
    for item in page.items:
        match item:
            case ast.KindDecl(name=name) | ast.ClassDecl(name=name):
                if check_name_allowed(name, report) and declare_word(words.words, name, report):
                    (words.kinds if isinstance(item, ast.KindDecl) else words.classes).append(item)  # type: ignore[arg-type]  # chosen by the same test
            case ast.LevelDecl():
                if declare_word(words.types, ast.Name(span=item.span, text="level"), report):
                    words.levels.append(item)
            case ast.ChoiceDecl(name=name):
                if check_name_allowed(name, report, as_type=True) and declare_word(words.types, name, report):
                    words.choices.append(item)
            case ast.SeriesDecl(name=name):
                if check_name_allowed(name, report) and declare_word(words.series_words, name, report):
                    words.series.append(item)
            case ast.ApplicantFields(lines=lines):
                words.applicant_fields += _fields(lines, words, report)
            case ast.Figures(lines=lines):
                words.figures += _fields(lines, words, report)
            case ast.RecordDecl():
                _collect_record(item, words, report)
            case _:
                advice = Phrase("write it in a policy that uses this vocabulary", "请写在使用此词汇的政策中")
                what = Phrase("a sentence of a policy", "政策的句子")
                report.add(
                    g.WrongPageKind(span=item.span, what=what, page=Phrase("a vocabulary", "词汇"), advice=advice)
                )


def _fields(lines: Iterable[ast.FieldLine], words: Declarations, report: Report) -> list[ast.FieldDecl]:
    fields = [field for line in lines for field in line.fields]
    return [
        field
        for field in fields
        if check_name_allowed(field.name, report, in_tables=COLUMNS) and declare_word(words.words, field.name, report)
    ]


def _collect_record(item: ast.RecordDecl, words: Declarations, report: Report) -> None:
    if not check_name_allowed(item.name, report, as_type=True, in_tables=TABLES):
        return
    if declare_word(words.words, item.name, report, is_record=True) and declare_word(words.types, item.name, report):
        words.records.append(item)
    if item.plural is not None and item.plural.text != item.name.text and check_name_allowed(item.plural, report):
        declare_word(words.words, item.plural, report)


def build_words(words: Declarations, report: Report) -> Schema:
    """The schema so far: applicants, levels, choices, series."""
    kinds = {k.name.text: tuple(k.includes) for k in words.kinds}
    classes = {c.name.text: tuple(c.members) for c in words.classes}
    for inner in [*kinds.values(), *classes.values()]:
        for name in inner:
            if name.text not in kinds and name.text not in classes:
                near, advice = (
                    nearest(name.text, [*kinds, *classes]),
                    Phrase("declare it: `applicant {name}`", "请声明：`申请人 {name}`", name=name.text),
                )
                report.add(n.UnknownApplicantWord(span=name.span, word=name.text, advice=advice, nearest=near))
    report_chains({**kinds, **classes}, "includes", report)
    return Schema(
        name=words.name,
        title=words.title,
        kinds=tuple(_kind(k) for k in words.kinds),
        classes=tuple(_class(c) for c in words.classes),
        choices=tuple([_level(d, report) for d in words.levels] + [_choice(c, report) for c in words.choices]),
        series=tuple(_series(s, report) for s in words.series),
    )


def report_chains(graph: Mapping[str, tuple[ast.Name, ...]], verb: str, report: Report) -> bool:
    """Report each cycle of names once, at the word that closes it, and each chain that is too long.

    Returns whether there is neither.
    """
    done: dict[str, int] = {}
    """The length of the chain from each name."""
    clean = True
    for start in graph:
        path: list[str] = []
        stack: list[tuple[str, int]] = [(start, 0)]
        while stack:
            node, index = stack.pop()
            del path[len(stack) :]
            if index == 0 and node in done:
                continue
            path.append(node)
            edges = graph.get(node, ())
            if index >= len(edges):
                done[node] = 1 + max((done.get(edge.text, 0) for edge in edges), default=0)
                if done[node] == MAX_CHAIN + 1:
                    word = edges[0]
                    report.add(
                        n.DefinitionChainTooLong(span=word.span, word=node, verb=keywords.phrase(verb), limit=MAX_CHAIN)
                    )
                    clean = False
                continue
            stack.append((node, index + 1))
            target = edges[index]
            if target.text in path:
                around = [*path[path.index(target.text) :], target.text]
                chain = join_phrases([literal_phrase(name, f"`{name}`") for name in around], f" {verb} ", _VERBS[verb])
                report.add(n.CyclicDefinition(span=target.span, word=target.text, chain=chain))
                clean = False
            elif target.text in graph:
                stack.append((target.text, 0))
    return clean


def declaration_label(decl: ast.KindDecl | ast.ClassDecl | ast.RecordDecl | ast.FieldDecl) -> Label:
    """The label and the definition of a declaration."""
    return Label(decl.label or "", decl.definition or "", decl.definition_zh or "")


def _kind(decl: ast.KindDecl) -> ApplicantKind:
    label = declaration_label(decl)
    return ApplicantKind(decl.name.text, tuple(i.text for i in decl.includes), label, span=decl.name.span)


def _class(decl: ast.ClassDecl) -> ApplicantClass:
    label = declaration_label(decl)
    return ApplicantClass(decl.name.text, tuple(m.text for m in decl.members), label, span=decl.name.span)


def members(decls: Iterable[ast.MemberDecl], report: Report) -> tuple[Member, ...]:
    """Members of a choice, each declared once."""
    spans: Spans = {}
    accepted = [
        d for d in decls if check_name_allowed(d.name, report, as_value=True) and declare_word(spans, d.name, report)
    ]
    return tuple(Member(d.name.text, Label(d.label or ""), span=d.name.span) for d in accepted)


def _level(decl: ast.LevelDecl, report: Report) -> Choice:
    return Choice("level", members(decl.members, report), is_ordered=True, span=decl.span)


def _choice(decl: ast.ChoiceDecl, report: Report) -> Choice:
    return Choice(decl.name.text, members(decl.members, report), label=Label(decl.label or ""), span=decl.name.span)


def _series(decl: ast.SeriesDecl, report: Report) -> Series:
    if decl.currency is not None and decl.currency not in DECIMALS:
        report.add(operands.unknown_currency(decl.span, decl.currency))
    frequency = Frequency.DAILY if decl.frequency == Frequency.DAILY.value else Frequency.MONTHLY
    return Series(decl.name.text, frequency, decl.currency, Label(decl.label or ""), span=decl.name.span)


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
        base = _named_type(written.name, decl.name, words, choices, report)
    else:
        base = TextType()
    return ListType(base) if written.is_list else base


def _named_type(
    name: ast.Name, field: ast.Name, words: Declarations, choices: dict[str, Choice], report: Report
) -> Type:
    choice = choices.get(name.text)
    if choice is not None:
        return LevelType(choice.name) if choice.is_ordered else ChoiceType(choice.name)
    if any(r.name.text == name.text for r in words.records):
        return RecordType(name.text)
    if field.text in (*TYPES_BY_KEYWORD, *keywords.chinese_type_words().values()):
        report.add(n.UnknownType(span=name.span, word=name.text, advice=n.type_after(field.text, name.text)))
        return Poison()
    near_types = nearest(name.text, [*choices, *(r.name.text for r in words.records), *TYPES_BY_KEYWORD])
    report.add(n.UnknownType(span=name.span, word=name.text, nearest=near_types))
    return Poison()


_MONEY = Phrase("money", "金额")
_BELOW_0 = Phrase("`may be below 0`", "`可为负`")


def field_of(decl: ast.FieldDecl, owner: str, words: Declarations, choices: dict[str, Choice], report: Report) -> Field:
    """A declared field."""
    varies = Varies(decl.varies) if decl.varies in {v.value for v in Varies} else Varies.FIXED
    label = declaration_label(decl)
    zero_before = decl.zero_before.text if decl.zero_before is not None else None
    type_ = type_of(decl, owner, words, choices, report)
    if decl.may_be_negative and (signed_type := type_.signed_type) is not None:
        type_ = signed_type
    elif decl.may_be_negative and not type_.is_poison:
        report.add(n.Mismatch(span=decl.name.span, place=_BELOW_0, expected=_MONEY, found=type_.phrase))
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
    for field in fields:
        if known_detail(field.name) or known_detail(field.label.zh):
            report.add(w.FieldLikeDetail(span=field.span, word=field.name))
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
        if word.date_field in types:
            _is_date(types[word.date_field], word.date_field, word.span, keywords.phrase("`since`"), report)


def _unknown_field(name: ast.Name, fields: Iterable[str], owner: MessageValue) -> Diagnostic:
    """The finding about a word that is not a field of its owner."""
    return n.UnknownField(span=name.span, word=name.text, owner=owner, nearest=nearest(name.text, fields))


def _is_date(type_: Type, word: str, span: Span | None, place: MessageValue, report: Report) -> bool:
    """Whether a field that must be a day is one; other types are reported."""
    if not (type_.is_date or type_.is_poison):
        report.add(n.NotADate(span=span, place=place, word=word, found=type_.phrase))
    return type_.is_date


def _check_zero_before(words: Declarations, fields: dict[str, Field], report: Report) -> None:
    for decl in words.figures:
        name = decl.zero_before
        if name is None:
            continue
        if name.text not in fields:
            report.add(_unknown_field(name, fields, Phrase("the applicant", "申请人")))
        else:
            _is_date(fields[name.text].type, name.text, name.span, keywords.phrase("`before`"), report)


CHANGES_BY_VERSION = {
    2: (
        Phrase(
            "`new` is the first event of an item; a second word means every event",
            "`新认定`是一个项目的首次事件，每次事件另有其词",
        ),
        Phrase(
            "conditions after `when` of a set are tested on the day of each record",
            "一批记录的条件按每条记录的日期判断",
        ),
        Phrase(
            "`at most 1 year ago` excludes future days",
            "`距今 不超过 1年`不适用于尚未到来的日期",
        ),
        Phrase("`limit N items` counts records", "`最多 N件`按记录计数"),
        Phrase(
            "a page declares the same matter; the vocabulary has the default",
            "同一事项由页面规定，词汇只提供建议",
        ),
        Phrase(
            "states are open without an as-of day, and years of figures that are left out are unknown",
            "没有截至日的，状态视为未定；没有填写的年度，数据视为未知",
        ),
    ),
}
"""Changes in the meaning of a page with each version of the language, in the order of docs/en/how-to/upgrading.md.

A version without a row has new sentences only: a page of the version before it keeps its meaning, and may use them.
Version 4 has no row: it refuses the sentences whose sums may change, one by one (`report_changed_sums`).
"""


UNSIGNED_LANGUAGE = 3
"""The last version of the language in which a difference below 0 was 0."""


def language_of(page: ast.Page) -> int:
    """The version of the language of a page, if a line states it; otherwise that before the last change of sums."""
    header = page.header.header if isinstance(page.header, ast.PolicyLine) else ()
    return max(
        (line.version for line in (*header, *page.uses) if isinstance(line, ast.LanguageLine)),
        default=UNSIGNED_LANGUAGE,
    )


def language_finding(line: ast.LanguageLine) -> Diagnostic | None:
    """The finding about a line that names a version of the language, if the page may have another meaning in it."""
    if line.version > __language__:
        return g.LaterLanguage(span=line.span, version=line.version, current=__language__)
    since = [
        what
        for version, changes_in_version in CHANGES_BY_VERSION.items()
        if version > line.version
        for what in changes_in_version
    ]
    if since:
        changes = join_phrases(since, "; ", "；")
        return g.EarlierLanguage(
            span=line.span, version=line.version, current=__language__, next=UNSIGNED_LANGUAGE, changes=changes
        )
    return None


def build_records(
    words: Declarations, fields: SchemaWithFields, report: Report
) -> tuple[Schema, tuple[DerivedWord, ...]]:
    """The whole schema, and the derived words in order."""
    choices = {c.name: c for c in fields.schema.choices}
    decls = {r.name.text: r for r in words.records}
    bases = {name: (d.base,) for name, d in decls.items() if d.base is not None}
    built: dict[str, RecordKind] = {}
    if report_chains(bases, "is", report):
        builder = _Builder(words, choices, decls, built, report)
        for name in decls:
            builder.build(name)
        builder.add_years_between()
    records = tuple(built[name] for name in decls if name in built)
    schema = attrs.evolve(fields.schema, choices=tuple(choices.values()), records=records)
    return schema, _ordered_definitions(fields.derived, report)


def _ordered_definitions(derived: tuple[DerivedWord, ...], report: Report) -> tuple[DerivedWord, ...]:
    by_name = {d.name: d for d in derived}
    needs = {d.name: tuple(w.name for w in nodes(d.test, ast.Word) if w.name.text in by_name) for d in derived}
    if not report_chains(needs, "means", report):
        return ()
    order: dict[str, DerivedWord] = {}

    def place(word: DerivedWord) -> None:
        for need in needs[word.name]:
            if need.text not in order:
                place(by_name[need.text])
        order[word.name] = word

    for word in derived:
        place(word)
    return tuple(order.values())


@attrs.define(eq=False, repr=False)
class _RecordParts:
    """The parts of one record during its construction; inherited ones are first."""

    key: tuple[str, ...] = ()
    matter: tuple[str, ...] = ()
    fields: dict[str, Field] = attrs.field(factory=dict)
    events: dict[str, Event] = attrs.field(factory=dict)
    states: dict[str, State] = attrs.field(factory=dict)
    spans: Spans = attrs.field(factory=dict)
    orders: list[tuple[str, ...]] = attrs.field(factory=list)


@attrs.frozen(eq=False, repr=False)
class _Builder(ValueObject):
    words: Declarations
    choices: dict[str, Choice]
    decls: dict[str, ast.RecordDecl]
    built: dict[str, RecordKind]
    report: Report

    def build(self, name: str) -> RecordKind | None:
        """Build a record after its base."""
        if name in self.built:
            return self.built[name]
        decl = self.decls[name]
        base: RecordKind | None = None
        if decl.base is not None:
            if decl.base.text not in self.decls:
                near_kinds = nearest(decl.base.text, self.decls)
                word, advice = (
                    decl.base.text,
                    Phrase("declare it: `record {base}`", "请声明：`记录 {base}`", base=decl.base.text),
                )
                self.report.add(n.UnknownRecord(span=decl.base.span, word=word, advice=advice, nearest=near_kinds))
                return None
            base = self.build(decl.base.text)
            if base is None:
                return None
        record = self._record(decl, base)
        self.built[name] = record
        return record

    def _record(self, decl: ast.RecordDecl, base: RecordKind | None) -> RecordKind:
        parts = self._inherited_parts(base)
        for item in decl.body:
            if isinstance(item, ast.FieldLine):
                self._add_fields(item, decl, parts)
        for item in decl.body:
            match item:
                case ast.EventLine(events=events):
                    for event in events:
                        self._add_event(event, decl, parts)
                case ast.StateDecl():
                    self._add_state(item, decl, parts)
        for item in decl.body:
            if isinstance(item, ast.KeyDecl) and not self._is_inherited(item, "key", base, decl):
                self._add_key(item, decl, parts)  # after the events, because their dates may be keys
        for item in decl.body:
            if isinstance(item, ast.MatterDecl) and not self._is_inherited(item, "matter", base, decl):
                self._add_matter(item, decl, parts)
            elif isinstance(item, ast.OrderOfDays):
                self._add_order(item, decl, parts)
        parts.fields = {k: parts.fields[k] for k in parts.key if k in parts.fields} | parts.fields
        declared = self._lifetime_events(decl, parts)
        has_key = base is not None or any(isinstance(item, ast.KeyDecl) for item in decl.body)
        if not has_key and not any(event.is_for_life for event in declared):  # otherwise already reported
            self.report.add(w.NoKey(span=decl.name.span, record=decl.name.text))
        return RecordKind(
            name=decl.name.text,
            root=base.root if base is not None else decl.name.text,
            base=base.name if base is not None else None,
            fixed=(base.fixed if base is not None else ()) + self._fixed_values(decl, parts),
            plural=decl.plural.text if decl.plural is not None else None,
            key=parts.key,
            matter=parts.matter or parts.key,
            fields=tuple(parts.fields.values()),
            events=declared,
            states=tuple(parts.states.values()),
            label=declaration_label(decl),
            orders=tuple(parts.orders),
            span=decl.name.span,
        )

    def _inherited_parts(self, base: RecordKind | None) -> _RecordParts:
        if base is None:
            return _RecordParts()
        spans = {f.name: f.span for f in base.fields if f.span is not None}
        spans |= {e.name: e.span for e in base.events if e.span is not None}
        spans |= {s.name: s.span for s in base.states if s.span is not None}
        fields, events, states = dict(base.field_by_name), dict(base.event_by_name), dict(base.state_by_name)
        return _RecordParts(base.key, base.matter, fields, events, states, spans, list(base.orders))

    def _add_fields(self, line: ast.FieldLine, decl: ast.RecordDecl, parts: _RecordParts) -> None:
        for field in line.fields:
            if not check_name_allowed(field.name, self.report) or not declare_word(
                parts.spans, field.name, self.report
            ):
                continue
            if field.since is not None or field.means is not None:
                what = Phrase("a word with `since` or `means`", "带`起自`或`是指`的词")
                advice = Phrase("declare it under `applicant fields`", "请在`申请人情况`之下声明")
                self.report.add(
                    g.WrongPageKind(span=field.span, what=what, page=Phrase("a record", "记录"), advice=advice)
                )
                continue
            parts.fields[field.name.text] = field_of(field, decl.name.text, self.words, self.choices, self.report)

    def _declare_date(self, name: ast.Name, label: str | None, parts: _RecordParts, place: MessageValue) -> bool:
        """The date field of an event or state, declared here if no other line declares it."""
        field = parts.fields.get(name.text)
        if field is None:
            if not check_name_allowed(name, self.report) or not declare_word(parts.spans, name, self.report):
                return False
            parts.fields[name.text] = Field(name.text, DateType(), Label(label or ""), span=name.span)
            return True
        return _is_date(field.type, name.text, name.span, place, self.report) or field.type.is_poison

    def _add_event(self, event: ast.EventDecl, decl: ast.RecordDecl, parts: _RecordParts) -> None:
        if not check_name_allowed(event.name, self.report) or not declare_word(parts.spans, event.name, self.report):
            return
        if not self._declare_date(
            event.date_field,
            event.date_label,
            parts,
            Phrase("the event `{name}`", "事件`{name}`", name=event.name.text),
        ):
            return
        earlier = next((e_ for e_ in parts.events.values() if e_.is_default), None)
        if event.default and earlier is not None:
            related = (RelatedPlace(earlier.span, THE_FIRST),) if earlier.span is not None else ()
            self.report.add(g.TwoDefaults(span=event.span, record=decl.name.text, related=related))
        label = Label(event.label or "")
        name = event.name.text
        parts.events[name] = Event(
            name, event.date_field.text, event.default, label, span=event.name.span, is_first=event.first,
            is_for_life=event.for_life,
        )  # fmt: skip

    def _lifetime_events(self, decl: ast.RecordDecl, parts: _RecordParts) -> tuple[Event, ...]:
        """The events; `once for life` in one event applies to all events on the same day."""
        marked = {e.date_field.text: e for line in decl.body if isinstance(line, ast.EventLine)
                  for e in line.events if e.for_life}  # fmt: skip
        for day, event in marked.items():
            first = next((e for e in parts.events.values() if e.is_first and e.date_field == day), None)
            if not parts.key:
                self.report.add(w.LifeWithoutKey(span=event.span, record=decl.name.text, word=event.name.text))
            elif first is not None:
                related = (
                    () if first.span is None else (RelatedPlace(first.span, Phrase("for the first alone", "只指首次")),)
                )
                self.report.add(
                    w.FirstForLife(span=event.span, word=event.name.text, first=first.name, day=day, related=related)
                )
            elif day in parts.key:
                self.report.add(w.LifetimeEventKeyedByDay(span=event.span, word=event.name.text, day=day))
        return tuple(
            attrs.evolve(e, is_for_life=e.is_for_life or e.date_field in marked) for e in parts.events.values()
        )  # fmt: skip

    def _add_state(self, state: ast.StateDecl, decl: ast.RecordDecl, parts: _RecordParts) -> None:
        if not check_name_allowed(state.name, self.report) or not declare_word(parts.spans, state.name, self.report):
            return
        place = Phrase("the state `{name}`", "状态`{name}`", name=state.name.text)
        if not self._declare_date(state.start, state.start_label, parts, place):
            return
        until = state.until
        if until is not None and not self._declare_date(until, state.until_label, parts, place):
            return
        name = state.name.text
        end = until.text if until is not None else None
        parts.states[name] = State(name, state.start.text, end, Label(state.label or ""), span=state.name.span)

    def _is_inherited(self, item: ast.Node, word: str, base: RecordKind | None, decl: ast.RecordDecl) -> bool:
        """Whether a narrower kind has the key and the matter of its base; a line for one of them is reported."""
        if base is not None:
            what = keywords.phrase(word)
            self.report.add(g.KindMismatch(span=item.span, record=decl.name.text, base=base.root, what=what))
        return base is not None

    def _add_key(self, item: ast.KeyDecl, decl: ast.RecordDecl, parts: _RecordParts) -> None:
        if parts.key:
            self.report.add(g.RepeatedLine(span=item.span, word=keywords.phrase("key")))
            return
        key: list[str] = []
        for part in item.parts:
            name = part.name.text
            field = parts.fields.get(name)
            if field is None:
                if not check_name_allowed(part.name, self.report) or not declare_word(
                    parts.spans, part.name, self.report
                ):
                    continue
                parts.fields[name] = Field(name, TextType(), Label(part.label or ""), span=part.name.span)
            elif field.type.is_list:
                advice = Phrase("an item is made by fields with one value each", "项目由只有一个值的字段构成")
                self.report.add(n.ListKey(span=part.name.span, word=name, advice=advice))
            if name in key:
                self.report.add(n.DuplicateDeclaration(span=part.name.span, word=name))
            key.append(name)
        parts.key = tuple(key)
        record_type = RecordType(decl.name.text)
        if len(key) == 1 and parts.fields[key[0]].type == record_type:
            self.report.add(w.SelfReferentialKey(span=item.parts[0].name.span, record=decl.name.text, field=key[0]))

    def _add_matter(self, item: ast.MatterDecl, decl: ast.RecordDecl, parts: _RecordParts) -> None:
        names = tuple(m.text for m in item.names)
        if names == ("applicant",):
            parts.matter = names
            return
        for name in item.names:
            if name.text not in parts.fields:
                known = [*parts.fields, "applicant"]
                self.report.add(_unknown_field(name, known, f"`{decl.name.text}`"))
            elif parts.fields[name.text].type.is_list:
                advice = Phrase("a matter is made by fields with one value each", "事项由只有一个值的字段构成")
                self.report.add(n.ListKey(span=name.span, word=name.text, advice=advice))
        parts.matter = names

    def _add_order(self, item: ast.OrderOfDays, decl: ast.RecordDecl, parts: _RecordParts) -> None:
        owner = f"`{decl.name.text}`"
        known = [
            day for day in item.days if self._is_day(day, parts.fields, owner, Phrase("`order of days`", "`日期先后`"))
        ]
        if len(known) == len(item.days):
            parts.orders.append(tuple(day.text for day in item.days))

    def _is_day(self, name: ast.Name, fields: Mapping[str, Field], owner: str, place: MessageValue) -> bool:
        """Whether a field of this name is a day; if not, it is reported."""
        if name.text not in fields:
            self.report.add(_unknown_field(name, [f.name for f in fields.values() if f.type.is_date], owner))
            return False
        return _is_date(fields[name.text].type, name.text, name.span, place, self.report)

    def add_years_between(self) -> None:
        """Add counts of years to the kinds that declare them and to all that inherit them."""
        for name, record in list(self.built.items()):  # a base is before the kinds built on it
            decl = self.decls[name]
            declared_here = {
                f.name.text: f for line in decl.body if isinstance(line, ast.FieldLine) for f in line.fields
            }
            above = self.built[record.base].field_by_name if record.base is not None else {}
            fields = tuple(
                attrs.evolve(f, years_between=self._years_between(declared_here[f.name], record))
                if f.name in declared_here
                else above.get(f.name, f)
                for f in record.fields
            )
            self.built[name] = attrs.evolve(record, fields=fields)

    def _years_between(self, decl: ast.FieldDecl, record: RecordKind) -> YearsBetween | None:
        written = decl.years_between
        if written is None:
            return None
        fields, owner, place = record.field_by_name, f"`{record.name}`", Phrase("`years from`", "`自 … 至 … 的年数`")
        own_type = fields[decl.name.text].type
        if not (own_type.is_count or own_type.is_poison):
            found_type = own_type.phrase
            self.report.add(
                n.Mismatch(
                    span=written.span,
                    place=Phrase("a count of years", "年数"),
                    expected=Phrase("a count", "件数"),
                    found=found_type,
                )
            )
            return None
        end = fields.get(written.end.text)
        is_year = end is not None and end.type.is_text
        if not is_year and not self._is_day(written.end, fields, owner, place):
            return None
        if written.record is None:
            is_day = self._is_day(written.start, fields, owner, place)
            return YearsBetween(written.start.text, None, written.end.text) if is_day else None
        link = fields.get(written.record.text)
        if link is None:
            self.report.add(_unknown_field(written.record, fields, owner))
            return None
        if not link.type.record_name:
            found_type, expected = link.type.phrase, Phrase("the key of a record", "记录的识别项")
            self.report.add(
                n.Mismatch(span=written.record.span, place=keywords.phrase("`of`"), expected=expected, found=found_type)
            )
            return None
        linked_kind = self.built.get(link.type.record_name)
        if linked_kind is None or not self._is_day(
            written.start, linked_kind.field_by_name, f"`{linked_kind.name}`", place
        ):
            return None
        return YearsBetween(written.start.text, link.name, written.end.text)

    def _fixed_values(self, decl: ast.RecordDecl, parts: _RecordParts) -> tuple[tuple[str, object], ...]:
        fixed: list[tuple[str, object]] = []
        for pair in decl.fixed:
            field = parts.fields.get(pair.field.text)
            if field is None:
                owner = decl.name if decl.base is None else decl.base
                self.report.add(_unknown_field(pair.field, parts.fields, f"`{owner.text}`"))
                continue
            value = self._fixed_value(field, pair.value, pair.value.span)
            if value is not None:
                fixed.append((field.name, value))
        return tuple(fixed)

    def _fixed_value(self, field: Field, value: ast.Name, span: Span) -> object:
        flag_value = flag(value.text) if field.type.is_flag else None
        if flag_value is not None:
            return flag_value
        if field.type.is_member:
            name = field.type.choice_name
            members = self.choices[name].names
            if value.text in members:
                return value.text
            near_members = nearest(value.text, members)
            listed = join_names(members)
            self.report.add(
                n.UnknownMember(span=span, word=value.text, choice=name, members=listed, nearest=near_members)
            )
        elif field.type.is_text:
            return value.text
        elif not field.type.is_poison:
            expected = field.type.phrase
            advice = Phrase("`with` fixes a choice, a level, a text or yes/no", "`与`只能固定选项、级别、文本或是否")
            self.report.add(n.BadValue(span=span, word=field.name, expected=expected, found=value.text, advice=advice))
        return None


def check_labels(schema: Schema, derived: tuple[DerivedWord, ...], pages: Sequence[ast.Page]) -> Report:
    """Report each label of two words in one scope, or that is the name of another word; each pair once."""
    report = _check(_scopes(schema, derived), pages)
    report.extend(_shared_labels(schema, derived))
    return report


def check_page_labels(page_names: PageNames, page: ast.Page) -> Report:
    """As `check_labels`, for the names that a page declares."""
    return _check((page_names.clauses, page_names.definitions), (page,))


def _check(scopes: Iterable[tuple[LocatedDeclaration, ...]], pages: Sequence[ast.Page]) -> Report:
    """Labels that cannot be used in sentences are reported only on pages with a Chinese word."""
    report = Report()
    has_chinese = cache(lambda file: any(page.span.file == file and has_chinese_word(page) for page in pages))
    reported: set[Span] = set()
    for words in scopes:
        names = {word.name: word for word in words}
        first: dict[str, LocatedDeclaration] = {}
        for word in words:
            label = word.label.zh
            if not label or word.span is None or word.span in reported:
                continue
            if not is_chinese_name(label) or is_chinese_value(label) or is_chinese_key(label):
                if has_chinese(word.span.file):
                    report.add(n.UnusableLabel(span=word.span, word=label, name=word.name))
                reported.add(word.span)
                continue
            offset = mixed_script_offset(label)
            if offset is not None:
                name = f"U+{ord(label[offset]):04X}"
                report.add(errors.MixedScripts(span=word.span, letter=label[offset], name=name))
                reported.add(word.span)
                continue
            other = names.get(label, first.setdefault(label, word))
            if other.name != word.name and other.span is not None:
                report.add(_ambiguous_label(word, other))
                reported.add(word.span)
    return report


def _shared_labels(schema: Schema, derived: tuple[DerivedWord, ...]) -> Iterator[Diagnostic]:
    """Words of records with the label of a word about applicants: a sentence about the record may use either."""
    of_applicant: tuple[LocatedDeclaration, ...] = (*schema.applicant_declarations, *derived)
    about = {word.label.zh: word for word in of_applicant if word.label.zh}
    reported: set[Span] = set()
    for word in (word for record in schema.records for word in record.declarations):
        other = about.get(word.label.zh)
        if other is not None and other.name != word.name and word.span is not None and word.span not in reported:
            reported.add(word.span)
            yield _ambiguous_label(word, other)


def _ambiguous_label(word: LocatedDeclaration, other_word: LocatedDeclaration) -> Diagnostic:
    assert word.span is not None
    related = () if other_word.span is None else (RelatedPlace(other_word.span, Phrase("the other", "另一个")),)
    return n.AmbiguousLabel(
        span=word.span, word=word.label.zh, one=_name(other_word), other=_name(word), related=related
    )


def _name(word: LocatedDeclaration) -> LocalizedName:
    """The name without its label, because both words have the same label."""
    return LocalizedName(word.name, word.name)


def _scopes(schema: Schema, derived: tuple[DerivedWord, ...]) -> Iterator[tuple[LocatedDeclaration, ...]]:
    """The scopes in which labels are looked up. An inherited word is in the scope of each record that has it."""
    yield (*schema.records, *schema.applicant_declarations, *derived)
    yield schema.series
    for choice in schema.choices:
        yield choice.members
    for record in schema.records:
        yield record.declarations


Join: TypeAlias = Callable[[Sequence[ast.Page]], tuple[Vocabulary | None, Report]]
"""Joins the words of vocabulary pages."""


class Loader(Protocol):
    """Finds the page of a `use` line."""

    def load(self, name: ast.Name, page_file: str) -> tuple[ast.Page | None, Report]:
        """The page called `name`, first from the folder of `page_file`; a missing one is reported by the loader."""

    def default_vocabulary(self, page_file: str) -> str:
        """The vocabulary of a page without `use` lines."""
        return "ip"

    def join(self, pages: Sequence[ast.Page], join: Join) -> tuple[Vocabulary | None, Report]:
        """The joined vocabulary of these pages; a loader may cache it, since several pages use the same ones."""
        return join(pages)


@attrs.define(eq=False, repr=False)
class _VocabularyCollector:
    """The pages read so far, each once; pages come after those that they use."""

    loader: Loader
    report: Report
    pages: dict[str, ast.Page] = attrs.field(factory=dict)
    has_failed: bool = False
    is_broken: bool = False

    def use(self, line: ast.UseLine, page_file: str, chain: tuple[tuple[str, str], ...]) -> None:
        """Read the page of a `use` line and all that it uses; `chain` contains names and files up to here."""
        page, findings = self.loader.load(line.name, page_file)
        self.report.extend(findings)
        if page is None:
            self.has_failed = True
        elif findings.has_errors:  # the declarations in its broken lines are unknown, so other words cannot be reported
            self.is_broken = True
        elif page.span.file in (file for _, file in chain):
            path = [*(name for name, _ in chain), line.name.text]
            names = join_phrases([literal_phrase(name, f"`{name}`") for name in path], " uses ", "使用")
            self.report.add(n.UseCycle(span=line.name.span, word=line.name.text, chain=names))
            self.has_failed = True
        elif not isinstance(page.header, ast.VocabularyLine):
            self.report.add(n.NotAVocabulary(span=line.name.span, word=line.name.text))
            self.has_failed = True
        elif page.span.file not in self.pages:
            self.add(page, page.header, chain)

    def add(self, page: ast.Page, header: ast.VocabularyLine, chain: tuple[tuple[str, str], ...]) -> None:
        """Read the pages that a vocabulary uses, then add it."""
        here = (*chain, (header.name.text, page.span.file))
        for line in [*header.header, *page.uses]:
            match line:
                case ast.UseLine():
                    self.use(line, page.span.file, here)
                case ast.LanguageLine() if (finding := language_finding(line)) is not None:
                    self.report.add(finding)
        self.pages[page.span.file] = page


def check_vocabulary(page: ast.Page, loader: Loader) -> tuple[Vocabulary | None, Report]:
    """Check a vocabulary page."""
    report = Report()
    if not isinstance(page.header, ast.VocabularyLine):
        report.add(n.NotAVocabulary(span=page.span, word=Phrase("this page", "本页")))
        return None, report
    gathering = _VocabularyCollector(loader, report)
    gathering.add(page, page.header, ())
    return _build(gathering)


def vocabulary_of(uses: Iterable[ast.UseLine], page_file: str, loader: Loader) -> tuple[Vocabulary | None, Report]:
    """The joined vocabulary of the `use` lines of a page."""
    gathering = _VocabularyCollector(loader, Report())
    for line in uses:
        gathering.use(line, page_file, ())
    return _build(gathering)


def _build(gathering: _VocabularyCollector) -> tuple[Vocabulary | None, Report]:
    report = gathering.report
    if gathering.is_broken:
        return None, report
    vocabulary, findings = gathering.loader.join(tuple(gathering.pages.values()), _join)
    report.extend(findings)
    return None if gathering.has_failed or report.has_errors else vocabulary, report


def _join(pages: Sequence[ast.Page]) -> tuple[Vocabulary | None, Report]:
    report = Report()
    words = Declarations()
    for page in pages:
        collect(page, words, report)
    schema, derived = build_records(words, build_fields(words, build_words(words, report), report), report)
    if report.has_errors:
        return None, report
    labels = check_labels(schema, derived, pages)
    report.extend(labels)
    return None if labels.has_errors else Vocabulary(schema, derived), report
