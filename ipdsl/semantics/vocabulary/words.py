"""The plain words of a vocabulary, the fields of applicants and years, and the versions of the language.

The plain words of a vocabulary: applicant kinds and classes, levels, choices, series. This is the first step. It
collects the declarations of all pages, reports words declared twice or reserved by the language, and builds the parts
that need no types.

Fields of applicants and years: their types, `since` words and derived words.

A page may name the current version of the language, or an older one with the same meaning. For an older version with
other meanings, the finding lists what has changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeAlias

import attrs

from ipdsl.base.findings.finding import Diagnostic, RelatedPlace, Report, nearest
from ipdsl.base.findings.phrase import NOTHING, Phrase, join_phrases, literal_phrase
from ipdsl.base.source import Span
from ipdsl.base.values.money import DECIMALS
from ipdsl.base.version import __language__
from ipdsl.schema.declarations import Choice, Label, Member
from ipdsl.schema.type_list import TYPES_BY_KEYWORD
from ipdsl.schema.types.choice import ChoiceType
from ipdsl.schema.types.date import DateType
from ipdsl.schema.types.level import LevelType
from ipdsl.schema.types.lists import ListType
from ipdsl.schema.types.record import RecordType
from ipdsl.schema.types.text import TextType
from ipdsl.schema.values.shared_types import Poison
from ipdsl.schema.values.value_type import Type
from ipdsl.schema.vocabulary import ApplicantClass, ApplicantKind, Field, Frequency, Schema, Series, SinceWord, Varies
from ipdsl.semantics.errors import names_and_types as n
from ipdsl.semantics.errors import policy as g
from ipdsl.semantics.expressions import operands
from ipdsl.semantics.names.symbols import DerivedWord
from ipdsl.syntax import ast, keywords

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


def _is_chinese_type(text: str) -> bool:
    return _is_keyword(text, _CHINESE_TYPES) or any(k.type and text in k.phrases for k in keywords.chinese().values())


def _is_keyword(text: str, terminals: tuple[str, ...]) -> bool:
    return any(text in keywords.chinese()[terminal].phrases for terminal in terminals)


def check_name_allowed(name: ast.Name, report: Report, *, as_type: bool = False, as_value: bool = False) -> bool:
    """Report a reserved name; `as_type` for choices and records, `as_value` for members."""
    text = name.text.lower()
    why = NOTHING
    if text in CONNECTIVES:
        why = Phrase("joins the parts of a sentence", "是连接句子各部分的词")
    elif as_type and (text in TYPES or _is_chinese_type(text)):
        why = Phrase("is the name of a type", "是类型的名称")
    elif as_value and (text in VALUES or is_chinese_value(text)):
        why = Phrase("is a value of its own", "本身是一个取值")
    elif not as_value and text in KEYS:
        why = Phrase("has a meaning of its own after `per`", "用作归并项时另有含义")
    elif not as_value and text in FACTS:
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
    return [f for f in fields if check_name_allowed(f.name, report) and declare_word(words.words, f.name, report)]


def _collect_record(item: ast.RecordDecl, words: Declarations, report: Report) -> None:
    if not check_name_allowed(item.name, report, as_type=True) or not check_name_allowed(item.name, report):
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
                n.NotADate(span=word.span, place=keywords.phrase("`since`"), word=word.date_field, found=type_.phrase)
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
                n.NotADate(span=name.span, place=keywords.phrase("`before`"), word=name.text, found=type_.phrase)
            )


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
"""


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
        return g.EarlierLanguage(span=line.span, version=line.version, current=__language__, changes=changes)
    return None
