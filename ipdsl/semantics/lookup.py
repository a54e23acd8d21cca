"""Words and keys: what they mean at their place, or which finding and advice they get.

Advice depends on the place and on what the word means elsewhere. The nearest declared words are found by name and by
label.

Keys after `per` are fields of the record, kinds of applicant, and built-in keys; fields define a matter. A `same
matter` line may be in the head of a page for all rules, in a block for its rules, or under a rule. The nearest line
applies. A line for one kind of record leaves the definitions of other kinds. A line for all kinds replaces all outer
definitions.

Symbols are those of a checked vocabulary, of the scope of a sentence, and of Chinese labels. A scope lists what words
may refer to at one place: a record, the applicant, yearly figures, or a set of records. Labels, words, articles, series
and tables have separate namespaces.

Labels are grouped by the places where names are looked up: the words of a record, kinds, members, series. A label is
used only if it can be written in a sentence, and if no other name of its place has it.

"""

from __future__ import annotations

import itertools
import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from typing import Any, Protocol, TypeAlias

import attrs

from ipdsl.base.findings.finding import Diagnostic, Edit, Report, loses_word, nearest, word_by_definition
from ipdsl.base.findings.phrase import NOTHING, MessageValue, Phrase, join_first_names, join_names, join_phrases
from ipdsl.base.partition import values_by_key
from ipdsl.base.source import Span
from ipdsl.base.value_object import ValueObject
from ipdsl.base.values.days import CALENDAR_YEAR, FiscalYear
from ipdsl.schema.declarations import Choice, Label, LabelledDeclaration, LocatedDeclaration, is_period, row_of_key
from ipdsl.schema.details import known_detail
from ipdsl.schema.values.shared_types import Poison
from ipdsl.schema.values.value_type import Type
from ipdsl.schema.vocabulary import MATTER_IS_APPLICANT, MATTER_IS_ITEM, RecordKind, Schema, Series, SinceWord
from ipdsl.semantics import typed
from ipdsl.semantics.errors import names_and_types as n, policy as g
from ipdsl.semantics.typed import nodes
from ipdsl.syntax import ast, errors, keywords
from ipdsl.syntax.common_mistakes import FRACTIONS, PERIODS, is_number_in_words
from ipdsl.syntax.keywords import is_chinese_name
from ipdsl.syntax.layout import has_chinese


class LabelScope:
    """The words of one place: labels by name, and names by label unless two declarations share it."""

    def __init__(self, declared: Iterable[tuple[str, str]]) -> None:
        self.labels: dict[str, str] = {}
        self.names: dict[str, str] = {}
        self.declared: set[str] = set()
        for name, label in declared:
            self.declared.add(name)
            if label and self.names.setdefault(label, name) == name:
                self.labels.setdefault(name, label)
        self.both = {*self.labels, *self.names}


ITEM_WORDS = LabelScope([("item", "单项")])
"""Built-in words in a list of keys."""
MATTER_WORDS = LabelScope([("applicant", "申请人")])
"""Built-in words in `same matter` and in a suspension; as a key it is a keyword."""
FLAGS = LabelScope([("yes", "是"), ("no", "否")])
"""Values of a flag in a case."""
LINE_WORDS = LabelScope([("kind", "类别"), ("granted", "准予")])
"""Words in a line of the history, in addition to the fields of its record."""
STATUSES = LabelScope([("draft", "征求意见稿")])
KEYWORDS = LabelScope(
    [
        ("applicant", "申请人"),
        ("matter", "事项"),
        ("items", "件"),
        ("year", "年度"),
        ("number", "数量"),
        ("total", "合计"),
    ]
)
"""Built-in names for which Chinese sentences have keywords."""
LEVELS = LabelScope([("level", "级别")])
"""The name of levels in findings, unless the vocabulary declares one."""


class LabelScopes:
    """The label scopes of a vocabulary, each built on first use.

    `about_applicants` are the declarations about applicants and their years, and derived words. `clauses` and
    `definitions` are the names of the page. `scopes` are those of the vocabulary, which its pages share.
    """

    def __init__(
        self,
        schema: Schema,
        about_applicants: Sequence[LabelledDeclaration],
        clauses: Sequence[LabelledDeclaration],
        definitions: Sequence[LabelledDeclaration],
        scopes: dict[str, LabelScope],
    ) -> None:
        self._schema = schema
        self._about_applicants = about_applicants
        self._clauses = _label_scope(clauses)
        self._definitions = _label_scope(definitions)
        self._words = scopes

    def clauses(self) -> LabelScope:
        """Groups and awards of the page."""
        return self._clauses

    def definitions(self) -> LabelScope:
        """Definitions of the page."""
        return self._definitions

    def records(self) -> LabelScope:
        """Kinds of record."""
        return self._scope_of_declarations("records", self._schema.records)

    def plurals(self) -> LabelScope:
        """Plurals of kinds of record, which have the label of the kind."""
        records = self._schema.records
        return self._cached_scope("plurals", ((record.plural, record.label.zh) for record in records if record.plural))

    def record(self, record: RecordKind) -> LabelScope:
        """Fields, events and states of a kind of record."""
        return self._scope_of_declarations(f"record {record.name}", record.declarations)

    def members(self, choice: Choice) -> LabelScope:
        """The members of a choice or level."""
        return self._scope_of_declarations(f"choice {choice.name}", choice.members)

    def applicants(self) -> LabelScope:
        """Words about applicants."""
        return self._scope_of_declarations("applicants", self._about_applicants)

    def series(self) -> LabelScope:
        """Series."""
        return self._scope_of_declarations("series", self._schema.series)

    def all_record_words(self) -> LabelScope:
        """The words of all kinds of record; for a name with several labels, the first."""
        return self._scope_of_declarations(
            "every record", (word for each in self._schema.records for word in each.declarations)
        )

    def choices(self) -> LabelScope:
        """Choices and levels."""
        return self._scope_of_declarations("choices", self._schema.choices)

    def all_members(self) -> LabelScope:
        """The members of all choices."""
        return self._scope_of_declarations(
            "members", (member for each in self._schema.choices for member in each.members)
        )

    def label(self, name: str, owners: Iterable[str] = ()) -> str:
        """The label of a name, or ""; `owners` are the records and choices whose words are looked up first."""
        return next((words.labels[name] for words in self._scopes_nearest_first(owners) if name in words.labels), "")

    def clause(self, label: str) -> str:
        """`3.发明专利.授权` for an award with a default label, otherwise ""."""
        *before, kind, word = ["", *label.split(".")]
        record = self._schema.record_by_name.get(kind)
        if record is not None:
            named = [self.records().labels.get(kind), self.record(record).labels.get(word)]
        elif kind:  # an article, then a kind of record (by reference) or a figure
            named = [None, self.records().labels.get(word) or self.applicants().labels.get(word)]
        else:
            return ""
        parts = [label_of_part or part for part, label_of_part in zip((kind, word), named, strict=True)]
        return ".".join([*before[1:], *parts]) if any(named) else ""

    def forms(self, name: str) -> tuple[str, ...]:
        """All labels of a name; for the label of an award, the label made of them."""
        if "." in name:
            return tuple(filter(None, [self.clause(name)]))
        return tuple(dict.fromkeys(self._labels_by_name.get(name, ())))

    @cached_property
    def _labels_by_name(self) -> dict[str, list[str]]:
        return values_by_key(pair for words in self._all_scopes() for pair in words.labels.items())

    def _scopes_nearest_first(self, owners: Iterable[str]) -> Iterator[LabelScope]:
        """All places of names, those of the owners first."""
        schema = self._schema
        about = tuple(dict.fromkeys(owners))
        yield from (self.members(schema.choice_by_name[name]) for name in about if name in schema.choice_by_name)
        yield from (self.record(schema.record_by_name[name]) for name in about if name in schema.record_by_name)
        yield from (self.clauses(), self.definitions())
        yield self.applicants()
        yield self.records()
        yield self.plurals()
        yield self.series()
        yield self.all_record_words()
        yield self.all_members()
        yield self.choices()
        yield from (ITEM_WORDS, KEYWORDS, LEVELS)

    def _all_scopes(self) -> Iterator[LabelScope]:
        schema = self._schema
        return self._scopes_nearest_first([*schema.choice_by_name, *schema.record_by_name])

    def _scope_of_declarations(self, place: str, declared: Iterable[LabelledDeclaration]) -> LabelScope:
        return self._cached_scope(place, ((declaration.name, declaration.label.zh) for declaration in declared))

    def _cached_scope(self, place: str, pairs: Iterable[tuple[str, str]]) -> LabelScope:
        scope = self._words.get(place)
        if scope is None:
            scope = self._words[place] = _chinese_scope(pairs)
        return scope


def _label_scope(declared: Iterable[LabelledDeclaration]) -> LabelScope:
    return _chinese_scope((declaration.name, declaration.label.zh) for declaration in declared)


def _chinese_scope(pairs: Iterable[tuple[str, str]]) -> LabelScope:
    """The scope of names and labels, without labels that a Chinese page cannot contain."""
    return LabelScope((name, label if is_chinese_name(label) else "") for name, label in pairs)


APPLICANT = "applicant"
"""The owner in `level of applicant`."""

MATTER = "matter"
"""The key of the matter as the head of the page defines it, or else the vocabulary."""

Matters: TypeAlias = Mapping[str, tuple[str, ...]]
"""The fields that define the matter, by root kind; "" for all other kinds."""


@attrs.frozen(eq=False, repr=False)
class DerivedWord(ValueObject):
    """A derived word about the applicant: `branded means has at least 1 service_brand new`."""

    name: str
    test: ast.Expr
    label: Label
    span: Span = attrs.field(eq=False, repr=False)


@attrs.frozen(eq=False, repr=False)
class PageName(ValueObject):
    """A name that a page declares: of a group, an award or a definition."""

    name: str
    label: Label
    span: Span = attrs.field(eq=False, repr=False)


@attrs.frozen(eq=False, repr=False)
class PageNames(ValueObject):
    """The names of a page by scope: an exception may name an award or a group."""

    clauses: tuple[PageName, ...] = ()
    definitions: tuple[PageName, ...] = ()
    by_rows: frozenset[str] = frozenset()  # definitions with rows


MOST_COPIES = 8


@attrs.frozen(eq=False, repr=False)
class Vocabulary(ValueObject):
    """A checked vocabulary: its schema and its derived words, each after the words that it uses.

    `page_names` are the names of the page that uses it, or of the policy that a page of cases is for.
    """

    schema: Schema
    derived: tuple[DerivedWord, ...] = ()
    page_names: PageNames = PageNames()
    scopes_of_schema: dict[str, LabelScope] = attrs.field(factory=dict, eq=False, repr=False)
    """The label scopes that do not depend on the page, shared by the copies of a vocabulary with other page names."""
    last_copies: deque[tuple[tuple[PageNames, tuple[Span, ...]], Vocabulary]] = attrs.field(
        factory=lambda: deque(maxlen=MOST_COPIES), eq=False, repr=False
    )
    """The copies with the names of the last pages."""

    @cached_property
    def label_scopes(self) -> LabelScopes:
        """The label scopes of the vocabulary."""
        declared = {word for each in self.applicant_declarations for word in (each.name, each.label.zh)}
        definitions = tuple(each for each in self.page_names.definitions if each.name not in declared)
        return LabelScopes(
            self.schema, self.applicant_declarations, self.page_names.clauses, definitions, self.scopes_of_schema
        )

    @property
    def applicant_declarations(self) -> tuple[LocatedDeclaration, ...]:
        """The declarations about applicants and their years, and the derived words."""
        return (*self.schema.applicant_declarations, *self.derived)

    @cached_property
    def derived_by_name(self) -> dict[str, DerivedWord]:
        return {d.name: d for d in self.derived}

    @cached_property
    def since_by_name(self) -> dict[str, SinceWord]:
        return {s.name: s for s in self.schema.since_words}

    @cached_property
    def plural_by_name(self) -> dict[str, RecordKind]:
        return {r.plural: r for r in self.schema.records if r.plural is not None}

    def with_page_names(self, names: PageNames) -> Vocabulary:
        """The vocabulary with the names of a page; the same object while no name is edited or moved."""
        places = tuple(each.span for each in (*names.clauses, *names.definitions))
        for known, vocabulary in tuple(self.last_copies):
            if known == (names, places):
                return vocabulary
        vocabulary = attrs.evolve(self, page_names=names, last_copies=deque(maxlen=MOST_COPIES))
        self.last_copies.append(((names, places), vocabulary))
        return vocabulary

    def applicant_words(self) -> Iterator[str]:
        """All words about the applicant or its year."""
        yield from sorted(self.schema.kinds_and_classes)
        yield from self.schema.applicant_field_by_name
        yield from self.since_by_name
        yield from self.derived_by_name
        yield from self.schema.figure_by_name

    def choice_of(self, type_: Type) -> Choice | None:
        """The choice or level of a type."""
        return self.schema.choice_by_name.get(type_.choice_name)


def record_words(record: RecordKind) -> Iterator[str]:
    """All words of a record: fields, events, states."""
    yield from record.field_by_name
    yield from record.event_by_name
    yield from record.state_by_name


@attrs.frozen(eq=False, repr=False)
class CheckedTable(ValueObject):
    """A checked table: rows by member."""

    name: str
    choice: str
    rows: tuple[tuple[str, typed.Expr], ...]
    span: Span = attrs.field(eq=False, repr=False)


class NamedValue(Protocol):
    """A definition of a page: its name, and the record that it needs."""

    name: str
    record: RecordKind | None
    depth: int
    is_broken: bool

    @property
    def is_bare(self) -> bool: ...

    @property
    def has_bare(self) -> bool: ...

    @property
    def members(self) -> tuple[str, ...]: ...

    def value(self, span: Span, scope: Scope, hint: Type | None) -> typed.Expr: ...

    def row(self, key: ast.Name, scope: Scope, hint: Type | None) -> typed.Expr | None: ...


@attrs.define(eq=False, repr=False)
class Context:
    """The state of checking one page; findings are collected here.

    `derived`: the test of each derived word, with its nodes and their nesting; `parts`: the nodes so far. `matters`:
    definitions of the matter, by the key that rules use. `definitions`: those of the block; `defining`: those that are
    being typed; `blocks_of_definitions`: the block of each definition inside an article or a group, for messages.
    `earlier_awards` gives the labels of awards before the award on `line_of_award`.
    """

    vocabulary: Vocabulary
    report: Report
    currency: str = "CNY"
    fiscal_year: FiscalYear = CALENDAR_YEAR
    derived: dict[str, tuple[typed.Expr, tuple[int, int]]] = attrs.field(factory=dict)
    parts: int = 0
    tables: dict[str, CheckedTable] = attrs.field(factory=dict)
    matters: dict[str, Matters] = attrs.field(factory=lambda: {MATTER: {}})
    definitions: Mapping[str, tuple[NamedValue, ...]] = attrs.field(factory=dict)
    defining: list[NamedValue] = attrs.field(factory=list)
    blocks_of_definitions: dict[str, Phrase] = attrs.field(factory=dict)
    refused_names: set[str] = attrs.field(factory=set)
    """The names of definitions that are reported and not made. Their use is not a second mistake."""
    earlier_awards: Callable[[ast.Ref], tuple[str, ...]] = lambda _: ()
    line_of_award: int = 0

    def definition(self, name: str, record: RecordKind | None) -> NamedValue | None:
        """The definition with this name that a sentence about the record may use."""
        wider = () if record is None else self.schema.lineage(record.name)
        named = self.definitions.get(name, ())
        return next((x for x in named if x.record is None or x.record.name in wider), None)

    @property
    def depth(self) -> int:
        """The nesting of the definitions that are being typed."""
        return sum(each.depth for each in self.defining)

    @contextmanager
    def with_definitions(self, definitions: Mapping[str, tuple[NamedValue, ...]]) -> Iterator[None]:
        """Type sentences with the definitions of another block."""
        before, self.definitions = self.definitions, definitions
        yield
        self.definitions = before

    @property
    def schema(self) -> Schema:
        return self.vocabulary.schema

    def add(self, finding: Diagnostic) -> None:
        if isinstance(finding, n.UnknownWord | n.UnknownTable) and str(finding.word) in self.refused_names:
            return
        self.report.add(self._about_detail(finding) or finding)

    def _about_detail(self, finding: Diagnostic) -> Diagnostic | None:
        """The finding that an unknown word is a detail of the applicant."""
        if not isinstance(finding, n.UnknownWord | n.UnknownKey) or not known_detail(str(finding.word)):
            return None
        if finding.word in self.tables or finding.word in self.blocks_of_definitions:
            return None
        return n.DetailOnPage(span=finding.span, word=finding.word, place="", nearest=finding.nearest)

    def refuse(self, finding: Diagnostic) -> Any | None:
        """Report a mistake and return `None` for what cannot be built."""
        self.add(finding)
        return None

    def refuse_misplaced(self, span: Span, word: MessageValue, where: Phrase, advice: Phrase) -> Any | None:
        """Report a line or words that have no meaning in their place, and return `None`."""
        return self.refuse(g.MisplacedLine(span=span, word=word, where=where, advice=advice))

    def poison(self, span: Span, finding: Diagnostic) -> typed.Expr:
        """Report a mistake. The returned expression takes the place of the one with this span."""
        self.add(finding)
        return poison(span)


@attrs.frozen(eq=False, repr=False)
class Conversion(ValueObject):
    """`convert at SERIES on FIELD`: how money fields of the record are converted."""

    series: str
    day: typed.Expr


@attrs.frozen(eq=False, repr=False)
class Scope(ValueObject):
    """What the words of one place may refer to.

    - `record`: the record of the sentence, whose fields are allowed.
    - `picked`: the record of a set award; only aggregates of it are allowed.
    - `has_applicant`: words about the applicant and counts of its records are allowed.
    - `has_figures`: figures of the claim's year are allowed.
    - `is_record_first`: a word that the record and the applicant have is the record's; elsewhere it is an error.
    - `matters`: the definition of the matter.
    - `counted`, for messages only: the records that the line counts.
    - `is_of_block`, for messages only: the line is a condition of a whole block or page.
    - `outer`: the scope around a pick. `outer_values` collects the values that the pick takes from it.
    - `counts_from_grant`: days of a year count from the year of the grant, not from that of the day.
    """

    ctx: Context
    record: RecordKind | None = None
    picked: RecordKind | None = None
    has_applicant: bool = False
    has_figures: bool = False
    is_record_first: bool = False
    conversion: Conversion | None = None
    matters: Matters = attrs.field(factory=dict)
    counted: tuple[RecordKind, ...] = ()
    is_of_block: bool = False
    outer: Scope | None = None
    outer_values: list[typed.Expr] = attrs.field(factory=list)
    nested_picks: int = 0
    counts_from_grant: bool = False

    def take_outer(self, value: typed.Expr, name: str) -> typed.OuterValue:
        """A value of the record around the pick, in the pick."""
        if value not in self.outer_values:
            self.outer_values.append(value)
        index = self.outer_values.index(value)
        return typed.OuterValue(span=value.span, index=index, name=name, type=value.type)

    def place(self) -> MessageValue:
        """What words refer to here, for a message."""
        if self.record is not None and not self.has_applicant:
            return f"`{self.record.name}`"
        if self.record is not None:
            return Phrase("`{record}` or of the applicant", "`{record}`或申请人", record=self.record.name)
        if not self.has_applicant and self.has_figures:
            return Phrase("the yearly figures", "年度数据")
        return Phrase("the applicant", "申请人")

    def known_words(self) -> Iterator[str]:
        """All words that are allowed here."""
        if self.record is not None:
            yield from record_words(self.record)
        if self.outer is not None and self.outer.record is not None:
            yield from record_words(self.outer.record)
        if self.has_applicant:
            yield from self.ctx.vocabulary.applicant_words()
        elif self.has_figures:
            yield from self.ctx.schema.figure_by_name
        for name in self.ctx.definitions:
            if self.ctx.definition(name, self.record) is not None:
                yield name


def poison(span: Span) -> typed.Expr:
    """An expression in place of one with a reported error."""
    return typed.Const(span=span, value=0, type=Poison())


def is_poison(expr: typed.Expr) -> bool:
    """Whether the expression has a reported error."""
    return expr.type.is_poison


MAX_OWNERS = 3


def owners(word: str, ctx: Context) -> list[RecordKind]:
    """The kinds of record that declare this word and do not inherit it."""
    kinds = [r for r in ctx.schema.records if word in record_words(r)]
    names = {r.name for r in kinds}
    return [r for r in kinds if r.base not in names]


def record_list(records: list[RecordKind]) -> Phrase:
    """Kinds of record for a message: some of them, and the number of others."""
    return join_first_names([f"`{record.name}`" for record in records], MAX_OWNERS, "种")


def record_advice(word: str, ctx: Context, *, has_near: bool = False) -> Phrase:
    """Advice for a word in place of a kind of record. A word that resembles a declared one is not to be declared."""
    schema = ctx.schema
    if word in schema.kinds_and_classes:
        return Phrase(
            "it is a kind of applicant: who is paid is written `to {word}`; after `when` a kind of record is named",
            "这是申请人类别：奖励对象写作`… 的 {word}`；`对`之后写记录类别",
            word=word,
        )
    if word in schema.figure_by_name:
        return Phrase(
            "it is a yearly figure: write `each year` in place of `when`, and `if {word} at least …` on the next line",
            "这是年度数据：请改写为`每年对 …`，并在其下写`须 {word} 不低于 …`",
            word=word,
        )
    if word in set(ctx.vocabulary.applicant_words()):
        return Phrase(
            "it is a word about the applicant: write `if {word}` on a line under the award, or `while WHO {word}` "
            "if it alone makes the claim",
            "这是说申请人的词：请在奖励之下写一行`须 {word}`；如果只凭它就能申请，请写`对 对象 {word} 期间 的`",
            word=word,
        )
    having = owners(word, ctx)
    if having:
        record = having[0].name
        return Phrase(
            "it is a word of {having}: write the kind of record before it, `when {record} {word}`",
            "这是{having}的词，前面应写记录类别：`{record} {word}`",
            having=record_list(having),
            record=record,
            word=word,
        )
    fields = [(record, f) for record in schema.records for f in record.fields if word in (f.type.members(schema) or ())]
    if fields:
        record, field = fields[0][0].name, fields[0][1].name
        return Phrase(
            "it is a value of `{field}`: write `when {record} … and {field} is {word}`",
            "这是`{field}`的取值：请写`对 {record} … 且 {field} 为 {word} 的`",
            record=record, field=field, word=word,
        )  # fmt: skip
    if has_near:
        return NOTHING
    return Phrase("declare it in the vocabulary: `record {word}`", "请在词汇中声明：`记录 {word}`", word=word)


def state_advice(word: str, ctx: Context) -> Phrase | None:
    """Advice for a state after `while` without its record; `None` for other words."""
    having = [record for record in owners(word, ctx) if word in record.state_by_name]
    if not having:
        return None
    return Phrase(
        "it is a state of {having}: write the kind of record before it, `while {record} {word}`",
        "这是{having}的状态，前面应写记录类别：`对 {record} {word} 期间 的`",
        having=record_list(having),
        record=having[0].name,
        word=word,
    )


def applicant_word_advice(word: str, ctx: Context) -> Phrase | None:
    """Advice for a word about the applicant after `has` or `has no`; `None` for other words."""
    if word not in set(ctx.vocabulary.applicant_words()) or word in ctx.schema.figure_by_name:
        return None
    return Phrase(
        "it is a word about the applicant, not a kind of record: write `{word}`, or `not {word}`",
        "这是说申请人的词，不是记录类别：请写`{word}`，或`非 {word}`",
        word=word,
    )


def series_advice(word: str, ctx: Context, *, has_near: bool = False) -> Phrase:
    """Advice for a word in place of a series, as in `lpr_1y on paid_on`."""
    if word in ctx.definitions:
        return Phrase(
            "a definition is asked on the day of the claim: write the day in its text, or the words of its text here",
            "定义只看申请之日：请在定义的内容中写日期，或者在此直接写其内容",
        )
    if word in set(ctx.vocabulary.applicant_words()):
        return Phrase(
            "`{word}` is asked on the day of the claim and on no other: write it alone; what it was on another day "
            "is a field of the record",
            "`{word}`只看申请之日：请单独写；其他日期的情况应是记录的字段",
            word=word,
        )
    if owners(word, ctx):
        return Phrase(
            "`{word}` is a word of a record and has one value: write it alone; only a series has one for each day",
            "`{word}`是记录的词，只有一个值：请单独写；只有行情才逐日有值",
            word=word,
        )
    if has_near:
        return NOTHING
    return Phrase(
        "declare it in the vocabulary: `series {word} percent, monthly`",
        "请在词汇中声明：`行情 {word} 比例，每月`",
        word=word,
    )


def share_advice(word: str, base: str) -> Phrase:
    """Advice for `half of premium`."""
    percent = FRACTIONS.get(word.lower())
    share = (
        Phrase("`{percent}% of {base}`", "`{base} 的 {percent}%`", percent=percent, base=base)
        if percent is not None
        else Phrase("a percentage, such as `30% of {base}`", "比例，例如`{base} 的 30%`", base=base)
    )
    return Phrase(
        "write {share}; only rows of definitions have no share, and the definition `{word}` does not exist",
        "请写{share}；只有定义的一档可以不写比例，而没有定义`{word}`",
        share=share,
        word=word,
    )


def is_measurable(word: str, scope: Scope) -> bool:
    """Whether the word is a field or a figure that a share can have as its base."""
    fields = scope.record.field_by_name if scope.record is not None else {}
    declared = fields.get(word) or (scope.ctx.schema.figure_by_name.get(word) if scope.has_figures else None)
    return declared is not None and declared.type.is_totalled


def _counted_advice(word: str, scope: Scope) -> tuple[RecordKind, Phrase] | None:
    """A record that the condition counts, if the word is one of its words, and how to count by the word."""
    counted = next((r for r in scope.counted if word in record_words(r)), None)
    if counted is None:
        return None
    field = counted.field_by_name.get(word)
    if field is None or field.type.is_flag:
        return counted, Phrase(
            "write it behind the record that is counted, without `and`: `{record} … {word}`",
            "请写在所统计的记录之后，不写`且`：`{record} … {word}`",
            record=counted.name,
            word=word,
        )
    return counted, Phrase(
        "write it in brackets behind the record that is counted: `{record} … with ({word} …)`",
        "请写在所统计的记录之前：`符合 {word} … 的 {record}`",
        record=counted.name,
        word=word,
    )


def owner_and_advice(word: str, having: list[RecordKind], scope: Scope) -> tuple[MessageValue, Phrase]:
    """The owner of a word of a record that is used for the applicant, and advice."""
    if (counted := _counted_advice(word, scope)) is not None:
        return f"`{counted[0].name}`", counted[1]
    picked = scope.picked
    if picked is not None and word in record_words(picked):
        return f"`{picked.name}`", Phrase(
            "write it in the sentence itself: `when {picked} … and {word} …`",
            "请写在句子中：`对 {picked} … 且 {word} … 的`",
            picked=picked.name,
            word=word,
        )
    record = having[0].name
    if scope.is_of_block:
        return record_list(having), Phrase(
            "a condition on each record is written `require of {record} that …`; or count records with"
            " `has at least 1 {record} …`",
            "对每条记录的要求写作`{record} 须 …`；或统计记录：`拥有 1件以上 {record} …`",
            record=record,
        )
    return record_list(having), Phrase(
        "write it after `when {record}` or on an `if` line of such an award, or count records with "
        "`has at least 1 {record} …`",
        "请写在`对 {record}`之后，或这种奖励的`须`一行，或统计记录：`拥有 1件以上 {record} …`",
        record=record,
    )


EVERYBODY = ("applicant", "applicants", "all", "anybody", "anyone", "everybody", "everyone")

NAME_A_KIND = Phrase("name a kind of applicant", "请写申请人类别")

Find: TypeAlias = Callable[[str, list[str]], tuple[str, ...]]
"""Finds the nearest of some words."""

NO_PLURALS: Mapping[str, RecordKind] = {}


def nearest_words(word: str, declared: Iterable[str], ctx: Context, find: Find = nearest) -> tuple[str, ...]:
    """The declared words nearest to a word: by their names, or by their labels if the word is Chinese.

    If the word is the label of a declared word, only that one is returned.
    """
    names_ = list(declared)
    matches = find(word, names_)
    if matches or word.isascii():
        return matches
    by_label = values_by_key((label, name) for name in names_ for label in ctx.vocabulary.label_scopes.forms(name))
    close = [word] if word in by_label else find(word, list(by_label))
    return tuple(dict.fromkeys(name for label in close for name in by_label[label]))


def _nearest_whole(word: str, declared: Iterable[str]) -> tuple[str, ...]:
    """The nearest declared words that lose no word of the written one."""
    return tuple(each for each in nearest(word, declared) if not loses_word(word, each))


def _qualified_kind(word: str, kinds: Iterable[LabelledDeclaration]) -> tuple[str, str] | None:
    """The quality and the kind of applicant that a word has: 本市 and 企业 of 本市企业; `None` for other words."""
    is_english = word.isascii()
    ends = [f"_{each.name}" if is_english else each.label.zh for each in kinds]
    matches = [end for end in ends if len(end) > 1 and word.endswith(end) and word != end]
    if not matches:
        return None
    end = max(matches, key=len)
    return word.removesuffix(end), end.removeprefix("_")


_CONJUNCTIONS = re.compile("以及|和|及|与")


def report_applicant_word(name: ast.Name, ctx: Context, everybody: Phrase = NAME_A_KIND) -> None:
    """Report a word that is neither a kind of applicant nor a class; `everybody` is advice for all applicants."""
    quality_and_kind = _qualified_kind(name.text, [*ctx.schema.kinds, *ctx.schema.classes])
    close = nearest_words(
        name.text, sorted(ctx.schema.kinds_and_classes), ctx, nearest if quality_and_kind is None else _nearest_whole
    )
    several = [part for part in _CONJUNCTIONS.split(name.text) if part]
    candidates: tuple[Edit, ...] = ()
    kinds_and_classes: list[LabelledDeclaration] = [*ctx.schema.kinds, *ctx.schema.classes]
    if not close and name.text.lower() not in EVERYBODY:
        is_chinese = not name.text.isascii()
        definitions = {
            each.name: each.label.chinese_definition if is_chinese else each.label.definition
            for each in kinds_and_classes
        }
        defined = word_by_definition(name.text, definitions)
        close = () if defined is None else (defined,)
        label = next((each.label.zh for each in kinds_and_classes if each.name == defined), "")
        candidates = () if defined is None else (Edit(name.span, label if is_chinese and label else defined),)
    advice = Phrase(
        "the kinds are {kinds}; another is declared in a vocabulary, with `applicant {name}`",
        "申请人类别有{kinds}；新的类别在词汇中用`申请人 {name}`声明",
        kinds=join_first_names([each.name for each in kinds_and_classes], _MOST_NAMES),
        name=name.text,
    )
    if name.text.lower() in EVERYBODY:
        advice = everybody
    elif close:
        advice = NOTHING
    elif len(several) > 1 and not close:
        kinds = join_phrases(several)
        advice = Phrase("several kinds are parted by commas: `{kinds}`", "几种对象用`、`并列：`{kinds}`", kinds=kinds)
    elif quality_and_kind is not None:
        advice = Phrase(
            "`{kind}` is a kind; a condition for `{quality}` is a line `if CONDITION` under the award; a new kind is "
            "declared in a vocabulary, with `applicant {name}`",
            "`{kind}`是申请人类别；`{quality}`请在奖励之下写成条件：`须 条件`；新的类别在词汇中用`申请人 {name}`声明",
            kind=quality_and_kind[1], quality=quality_and_kind[0], name=name.text,
        )  # fmt: skip
    ctx.add(n.UnknownApplicantWord(span=name.span, word=name.text, advice=advice, nearest=close, candidates=candidates))


_MOST_NAMES = 5
"""The most declared names that advice lists."""


def record_named(
    name: ast.Name, ctx: Context, *, plurals: Mapping[str, RecordKind] = NO_PLURALS, advice: Phrase | None = None
) -> RecordKind | None:
    """The record kind with this name or plural; an unknown one is reported."""
    by_name = ctx.schema.record_by_name
    record = plurals.get(name.text) or by_name.get(name.text)
    if record is None:
        near_kinds = nearest_words(name.text, [*plurals, *by_name], ctx)
        record_help = advice or record_advice(name.text, ctx, has_near=bool(near_kinds))
        ctx.add(n.UnknownRecord(span=name.span, word=name.text, advice=record_help, nearest=near_kinds))
    return record


_NO_FIELD = Phrase(
    "a definition neither orders nor ranks: state its value in a field of the record, and write that field",
    "定义不能排序、排名或归并：请在记录中声明一个字段填写该数值，此处写该字段",
)


def report_unknown_field(
    name: ast.Name, fields: Iterable[str], owner: MessageValue, ctx: Context, *, for_definition: Phrase = _NO_FIELD
) -> None:
    """Report a word that is not a field of its owner; a definition has advice of its own."""
    if name.text in ctx.definitions:
        ctx.add(n.UnknownField(span=name.span, word=name.text, owner=owner, advice=for_definition))
        return
    near = nearest_words(name.text, fields, ctx)
    ctx.add(n.UnknownField(span=name.span, word=name.text, owner=owner, nearest=near))


def checked_order(
    line: ast.FieldOrder, field_of: Callable[[ast.FieldOrder], str | None], ctx: Context, before: str = ""
) -> typed.FieldOrder | None:
    """An order by the fields that `field_of` finds; `before` orders first. `None` after an error."""
    for part in line.parts:
        if part.field.text == before:
            ctx.add(n.OrderedTwice(span=part.field.span, word=before))
    ties = None if line.ties is None else checked_order(line.ties, field_of, ctx, line.field.text)
    field = field_of(line)
    if field is None or (line.ties is not None and ties is None):
        return None
    return typed.FieldOrder(span=line.span, field=field, is_highest_first=line.is_highest_first, ties=ties)


def series_named(name: ast.Name, ctx: Context) -> Series | None:
    """The series with this name; an unknown one is reported."""
    series = ctx.schema.series_by_name.get(name.text)
    if series is None:
        near_series = nearest_words(name.text, ctx.schema.series_by_name, ctx, _nearest_whole)
        advice = series_advice(name.text, ctx, has_near=bool(near_series))
        ctx.add(n.UnknownSeries(span=name.span, word=name.text, advice=advice, nearest=near_series))
    return series


def is_member(word: str, span: Span, choice: Choice, ctx: Context) -> bool:
    """Whether a choice or level has this member; other words are reported."""
    return _is_among(word, span, choice.names, choice.name, ctx)


def is_level_member(name: ast.Name, ctx: Context) -> bool:
    """Whether any level of the vocabulary has this member, as for support; other words are reported."""
    members = [member for choice in ctx.schema.choices if choice.is_ordered for member in choice.names]
    return _is_among(name.text, name.span, members, "level", ctx)


def _is_among(word: str, span: Span, members: Sequence[str], choice: str, ctx: Context) -> bool:
    """Whether a word is one of the members of a choice or level; other words are reported."""
    if word not in members:
        near, listed = nearest_words(word, members, ctx), join_names(members) or Phrase("no members", "没有取值")
        ctx.add(n.UnknownMember(span=span, word=word, choice=choice, members=listed, nearest=near))
    return word in members


def outer_word(name: ast.Name, scope: Scope) -> typed.Expr | None:
    """In a pick: a word or a definition of the record around it, or around the pick that contains it."""
    outer = scope.outer
    if outer is None:
        return None
    value = record_word(name, outer.record, outer) if outer.record is not None else None
    value = value or _definition_around(name, scope, outer) or outer_word(name, outer)
    return value if value is None or value.type.is_poison else scope.take_outer(value, name.text)


def _definition_around(name: ast.Name, scope: Scope, outer: Scope) -> typed.Expr | None:
    """A definition of the record around a pick of another kind, unless the picked record has one of that name."""
    if outer.record is None or scope.record is None or outer.record.root == scope.record.root:
        return None
    defined = scope.ctx.definition(name.text, outer.record)
    if defined is None or defined.record is None or scope.ctx.definition(name.text, scope.record) is not None:
        return None
    return defined.value(name.span, outer, None)


def _record_around(word: str, scope: Scope | None) -> RecordKind | None:
    """The nearest record around a pick that has a word."""
    while scope is not None:
        if scope.record is not None and word in record_words(scope.record):
            return scope.record
        scope = scope.outer
    return None


def _is_related_around(name: ast.Name, scope: Scope) -> bool:
    """Whether the record around the pick is of the same root: its word then has no meaning of its own in the pick."""
    around = _record_around(name.text, scope.outer)
    return around is None or scope.record is None or around.root == scope.record.root


def _report_two_owners(name: ast.Name, record: RecordKind, scope: Scope) -> None:
    around = _record_around(name.text, scope.outer)
    assert around is not None
    advice = Phrase(
        "write `{word} of {record}` or `{word} of {around}`",
        "请写`{record} 之 {word}`或`{around} 之 {word}`",
        word=name.text,
        record=record.name,
        around=around.name,
    )
    meanings = [Phrase("a word of `{record}`", "`{record}`的词", record=x.name) for x in (record, around)]
    finding = n.AmbiguousWord(span=name.span, word=name.text, one=meanings[0], other=meanings[1], advice=advice)
    scope.ctx.add(finding)


def is_reported_in_pick(name: ast.Name, owner: RecordKind, scope: Scope) -> bool:
    """Report a word with an owner that may be the picked record or the record around the pick."""
    around, outer = None, scope.outer
    while outer is not None and around is None:
        is_owned = outer.record is not None and owner.name in scope.ctx.schema.lineage(outer.record.name)
        around, outer = outer.record if is_owned else None, outer.outer
    if scope.record is None or around is None:
        return False
    picked, sentence = (
        Phrase("a word of the picked `{record}`", "所选`{record}`的词", record=scope.record.name),
        Phrase("a word of the `{record}` of the sentence", "句中`{record}`的词", record=around.name),
    )
    advice = Phrase(
        "the word of the picked record is written `{word}`; to compare a record of the pick with that of the sentence, "
        "write its value before the comparison, such as `last … of earlier {record}`",
        "所选记录的词只写`{word}`；要与句中的记录比较，请在比较之前写所选记录的值，"
        "例如`全部 以前 {record} 的 最近一次 …`",
        word=name.text,
        record=scope.record.name,
    )
    scope.ctx.add(n.AmbiguousWord(span=name.span, word=name.text, one=picked, other=sentence, advice=advice))
    return True


def is_reported_as_field(text: ast.Name, scope: Scope) -> bool:
    """Report a text that is also the name of a field. It is compared as it stands, never with the value."""
    forms = scope.ctx.vocabulary.label_scopes.forms
    owners = (owner for name, owner in _fields_around(scope) if text.text == name or text.text in forms(name))
    owner = next(owners, None)
    if owner is None:
        return False
    literal = Phrase("the text `{word}` itself", "文本`{word}`本身", word=text.text)
    if scope.outer is not None and owner is not scope.record:
        advice = Phrase(
            "to compare the values of two fields, give both fields one name and write `of the same FIELD` after the "
            "picked record; if the text itself is meant, rename the field",
            "要比较两个字段的值，请给两个字段同一名称，在所选记录之前写`同一 字段 的`；如果指文本本身，请给字段改名",
        )
    else:
        advice = Phrase(
            "the values of two fields cannot be compared with `is`: declare a yes/no field for the answer; "
            "if the text itself is meant, rename the field",
            "`为`不能比较两个字段的值：请用一个是非字段填写结果；如果指文本本身，请给字段改名",
        )
    meaning = (
        Phrase("a word about the applicant", "申请人的词")
        if isinstance(owner, str)
        else Phrase("a word of `{record}`", "`{record}`的词", record=owner.name)
    )
    scope.ctx.add(n.AmbiguousWord(span=text.span, word=text.text, one=literal, other=meaning, advice=advice))
    return True


def _fields_around(scope: Scope) -> Iterator[tuple[str, RecordKind | str]]:
    """The fields of the record, of records around a pick, of the applicant and its figures, each with its owner."""
    inner: Scope | None = scope
    while inner is not None:
        if (record := inner.record) is not None:
            yield from ((name, record) for name in record.field_by_name)
        inner = inner.outer
    schema = scope.ctx.schema
    yield from ((name, "applicant") for name in (*schema.applicant_field_by_name, *schema.figure_by_name))


RENAME = Phrase("rename one of them in the vocabulary", "请在词汇中给其中一个改名")

MAX_PARTS = 20_000
"""The maximum size of all derived words and definitions of a page, expanded at every use."""

MAX_DEPTH = 128
"""The maximum nesting of a derived word or a definition, expanded."""


def has_room(name: str, span: Span, ctx: Context, parts: int, depth: int) -> bool:
    """Whether a page may use a word of these parts and this nesting; the first word that is too large is reported."""
    ctx.parts += parts
    if ctx.parts <= MAX_PARTS and depth <= MAX_DEPTH:
        return True
    if not any(isinstance(finding, n.DefinitionsTooLarge) for finding in ctx.report):
        limit, what = MAX_PARTS, Phrase("parts", "个部分")
        if depth > MAX_DEPTH:
            limit, what = MAX_DEPTH, Phrase("levels of nesting", "层嵌套")
        word = ctx.defining[0].name if ctx.defining else name
        ctx.add(n.DefinitionsTooLarge(span=span, word=word, limit=limit, what=what))
    return False


def word(name: ast.Name, scope: Scope, hint: Type | None = None, *, if_ambiguous: Phrase | None = None) -> typed.Expr:
    """The value or test that a word means; `if_ambiguous` is advice at a place that takes no `F of KIND`."""
    expr = record_word(name, scope.record, scope) if scope.record is not None else None
    around = outer_word(name, scope)
    if expr is not None and around is not None and scope.record is not None and not _is_related_around(name, scope):
        _report_two_owners(name, scope.record, scope)
        return poison(name.span)
    expr = expr or around
    is_decided = scope.is_record_first or not scope.has_applicant
    if expr is not None and not is_decided and name.text in scope.ctx.vocabulary.applicant_words():
        record_meaning, applicant_meaning = (
            Phrase("a word of the record", "记录的词"),
            Phrase("a word about the applicant", "申请人的词"),
        )
        advice = if_ambiguous or Phrase(
            "write `{word} of {record}` or `{word} of applicant`",
            "请写`{record} 之 {word}`或`申请人 之 {word}`",
            word=name.text,
            record=scope.record.name if scope.record is not None else "",
        )
        return scope.ctx.poison(
            name.span,
            n.AmbiguousWord(span=name.span, word=name.text, one=record_meaning, other=applicant_meaning, advice=advice),
        )
    if expr is None and scope.has_applicant:
        expr = applicant_word(name, scope)
    if expr is None and scope.has_figures:
        expr = figure(name, scope)
    if expr is None and (defined := scope.ctx.definition(name.text, scope.record)) is not None:
        expr = defined.value(name.span, scope, hint)
    return expr if expr is not None else report_misplaced(name, scope)


def record_word(name: ast.Name, record: RecordKind, scope: Scope) -> typed.Expr | None:
    """A field, event or state of a record."""
    field = record.field_by_name.get(name.text)
    if field is not None:
        value = typed.RecordField(span=name.span, record=record.name, field=field.name, type=field.type)
        if scope.conversion is not None and field.type.is_money:
            series, day = scope.conversion.series, scope.conversion.day
            return typed.CurrencyConversion(span=name.span, value=value, series=series, day=day)
        return value
    event = record.event_by_name.get(name.text)
    if event is not None:
        happened = typed.EventHappened(span=name.span, record=record.name, event=event.name)
        if not event.is_of_earliest:
            return happened
        among = scope.ctx.schema.kind_of_first_event(record.name, event.name)
        new = typed.FirstEventTest(span=name.span, record=among, event=event.name, is_per_item=True)
        return typed.And(span=name.span, parts=(happened, new))
    if name.text in record.state_by_name:
        return typed.StateHolds(span=name.span, record=record.name, state=name.text)
    return None


def applicant_word(name: ast.Name, scope: Scope) -> typed.Expr | None:
    """A kind, class or field of the applicant, a `since` word, or a derived word."""
    vocabulary = scope.ctx.vocabulary
    field = vocabulary.schema.applicant_field_by_name.get(name.text)
    if field is not None:
        return typed.ApplicantField(span=name.span, field=field.name, type=field.type)
    if name.text in vocabulary.schema.kinds_and_classes:
        return typed.ApplicantKindTest(span=name.span, kind=name.text)
    since = vocabulary.since_by_name.get(name.text)
    if since is not None:
        return typed.ApplicantField(span=name.span, field=since.date_field, type=typed.DURATION)
    return _derived_test(name, scope.ctx)


def _derived_test(name: ast.Name, ctx: Context) -> typed.Expr | None:
    """The test of a derived word, unless the page has used too many."""
    if name.text not in ctx.derived:
        return None
    expr, size = ctx.derived[name.text]
    return expr if has_room(name.text, name.span, ctx, *size) else poison(name.span)


def figure(name: ast.Name, scope: Scope, years_back: int = 0, span: Span | None = None) -> typed.Expr | None:
    """A figure of the claim's year, or of a year before it; `span` is its place, if it has more than its name."""
    declared = scope.ctx.schema.figure_by_name.get(name.text)
    if declared is None:
        return None
    return typed.Figure(span=span or name.span, figure=declared.name, years_back=years_back, type=declared.type)


def report_misplaced(name: ast.Name, scope: Scope) -> typed.Expr:
    """Report a word without a meaning at its place, with advice on where it belongs."""
    text = name.text
    if text in scope.ctx.refused_names:
        return poison(name.span)
    if scope.picked is not None and text in scope.picked.field_by_name:
        return scope.ctx.poison(name.span, n.FieldOfSet(span=name.span, word=text, record=scope.picked.name))
    defined = [each.record for each in scope.ctx.definitions.get(text, ()) if each.record is not None]
    having = owners(text, scope.ctx) or defined
    if scope.record is not None and text in scope.ctx.vocabulary.applicant_words():
        return scope.ctx.poison(
            name.span, n.MisplacedApplicantWord(span=name.span, word=text, record=scope.record.name)
        )
    close = nearest_words(text, scope.known_words(), scope.ctx)
    if text in scope.ctx.tables:
        advice = Phrase(
            "it has a row for each member: write `{word} of FIELD`", "各取值分档：请写`{word} 字段 标准`", word=text
        )
        return scope.ctx.poison(name.span, n.UnknownWord(span=name.span, word=text, place=scope.place(), advice=advice))
    block = scope.ctx.blocks_of_definitions.get(text)
    if block is not None and not defined:
        advice = Phrase(
            "it is defined in {block}, and has no single meaning here: give the definitions different names, or write"
            " one at the left edge of the page",
            "它在{block}中定义，此处没有唯一的含义：请给各定义取不同的名称，或在页面最左侧只写一个定义",
            block=block,
        )
        scope.ctx.add(n.UnknownWord(span=name.span, word=text, place=scope.place(), advice=advice))
    elif having and scope.record is not None and not close:
        _report_word_of_other(name, having, scope.record, scope)
    elif having and scope.record is None and not close:
        records, step = owner_and_advice(text, having, scope)
        scope.ctx.add(n.MisplacedRecordWord(span=name.span, word=text, records=records, advice=step))
    else:
        first = (
            Phrase("write a number in figures, such as 20000; or ", "数字请用阿拉伯数字，例如20000；或者")
            if is_number_in_words(text)
            else NOTHING
        )
        words = scope.known_words()
        if scope.is_record_first and scope.record is not None:  # a sentence needs an event or a state
            words = itertools.chain(scope.record.event_by_name, scope.record.state_by_name, words)
        advice = first if close and not first else unknown_word_advice(text, words, first)
        candidates: tuple[Edit, ...] = ()
        if text in _OTHER_WORDS:
            written, other = _OTHER_WORDS[text]
            close, candidates, advice = (), (Edit(name.span, written),) if written else (), other or advice
        scope.ctx.add(
            n.UnknownWord(
                span=name.span, word=text, place=scope.place(), nearest=close, advice=advice, candidates=candidates
            )
        )
    return poison(name.span)


_OTHER_WORDS = {
    **{
        word: (share, Phrase("write a share in figures: `50%`, `1/3`", "比例请用数字：`50%`、`1/3`"))
        for word, share in {
            "half": "50%", "third": "1/3", "quarter": "25%", "一半": "50%", "半数": "50%", "二成": "20%",
            **{f"{word}成": f"{number}0%" for number, word in enumerate("一两三四五六七八九", 1)},
        }.items()
    },
    **dict.fromkeys(("remainder", "residual", "balance", "remaining"), ("the rest", NOTHING)),
    **dict.fromkeys(("尾款", "剩余资金", "剩余款项", "余下部分", "余下资金", "余额"), ("余款", NOTHING)),
    **{
        f"{first}{payment}之日": ("首笔拨款之日", NOTHING)
        for first in ("首次", "首笔", "首期", "第一次", "第一笔", "第一期")
        for payment in ("拨款", "拨付", "支付", "付款")
    },
    **dict.fromkeys(("其他", "其它", "其他的", "其它的", "其他情形", "其他情况"), ("其余", Phrase(
        "the row of all other cases is `otherwise`", "其他各种情形的一档写作`其余：`",
    ))),
    "前": ("", Phrase(
        "leave `之前` out: `早于` does not include the day, `不晚于` does",
        "请删去`之前`：`早于`不含当日，`不晚于`含当日",
    )),
}  # fmt: skip
"""Words of documents, how each is written, and advice that is better than a list of the declared words."""


def report_other_record(name: ast.Name, owner: RecordKind, scope: Scope) -> None:
    """Report a word with an owner that is not the record of the sentence."""
    if scope.picked is not None and scope.picked.name == owner.name and name.text in owner.field_by_name:
        scope.ctx.add(n.FieldOfSet(span=name.span, word=name.text, record=owner.name))
    elif scope.record is not None:
        _report_word_of_other(name, [owner], scope.record, scope)
    else:
        records, step = owner_and_advice(name.text, [owner], scope)
        scope.ctx.add(n.MisplacedRecordWord(span=name.span, word=name.text, records=records, advice=step))


def _report_word_of_other(name: ast.Name, having: list[RecordKind], record: RecordKind, scope: Scope) -> None:
    counted = _counted_advice(name.text, scope)
    advice = Phrase(
        "a sentence is about one record: declare the field in `{record}`, or count with `has`",
        "一句只说一种记录；请在`{record}`中声明该字段，或用`拥有`统计件数",
        record=record.name,
    )
    having, advice = (having, advice) if counted is None else ([counted[0]], counted[1])
    scope.ctx.add(
        n.WordOfOtherRecord(
            span=name.span, word=name.text, owners=record_list(having), record=record.name, advice=advice
        )
    )


def unknown_word_advice(word: str, declared: Iterable[str], first: Phrase = NOTHING) -> Phrase:
    """Advice for a word that resembles none of the words declared for its place; `first` is another way to write it."""
    words = tuple(dict.fromkeys(declared))
    if has_chinese(word) and (len(word) > _LONGEST_WORD or _CLAUSE.search(word) is not None):
        form = next(form for part, form in _FORMS_OF_CLAUSES if re.search(part, word))
        listed = (
            Phrase("; the words are {words}", "；可用的词有{words}", words=join_first_names(words, _MOST_NAMES))
            if words
            else NOTHING
        )
        return Phrase(
            "{first}write a condition or a sum with declared words: `{form}`{listed}",
            "{first}条件或算式要用声明过的词写：`{form}`{listed}",
            first=first,
            form=form,
            listed=listed,
        )
    if words and not first:
        return Phrase(
            "the words are {words}; if none of them fits, declare `{word}` in a vocabulary",
            "可用的词有{words}；都不合适的，请在词汇中声明`{word}`",
            words=join_first_names(words, _MOST_NAMES),
            word=word,
        )
    return Phrase(
        "{first}declare `{word}` in the vocabulary, or use a declared word",
        "{first}请在词汇中声明`{word}`，或使用已声明的词",
        first=first,
        word=word,
    )


_LONGEST_WORD = 12
"""The maximum number of Chinese characters of a word that a page is advised to declare."""
_CLAUSE = re.compile(r"之日|不超过|不低于|不得|年内|月内|日内|满月数")
"""Parts of a Chinese clause or keyword, which no declared word has."""


_FORMS_OF_CLAUSES = (
    ("满月数", "状态 当年满月数"),
    ("[年月日]内", "日期 距 日期 不超过 1年"),
    ("", "词 不低于 100"),
)
"""How a clause is written with several words, by a part of it."""


def date_word(name: ast.Name, scope: Scope, place: MessageValue) -> typed.Expr:
    """A word that must be a date."""
    day = word(name, scope, if_ambiguous=RENAME)
    if not (day.type.is_date or day.type.is_poison):
        return scope.ctx.poison(
            name.span, n.NotADate(span=name.span, place=place, word=name.text, found=day.type.phrase)
        )
    return day


def figure_named(name: ast.Name, ctx: Context) -> bool:
    """Whether the word is a yearly figure; other words are reported."""
    figures = ctx.schema.figure_by_name
    if name.text in figures:
        return True
    near_figures = nearest_words(name.text, figures, ctx)
    step = Phrase("declare it under `figures per year`", "请在`年度数据`之下声明")
    if name.text in ctx.definitions:
        step = Phrase(
            "a definition is of the claim's year: write the figures of its text here",
            "定义只看申请年度：请在此直接写其中的年度数据",
        )
    owner = Phrase("the yearly figures", "年度数据")
    ctx.add(n.UnknownField(span=name.span, word=name.text, owner=owner, advice=step, nearest=near_figures))
    return False


def is_only_table(line: ast.Definition, ctx: Context) -> bool:
    """Whether a definition without a record is by a field of records, so that sentences use only its rows."""
    by = field_of_table(line)
    definitions = {each.name for each in ctx.vocabulary.page_names.definitions}
    return by is not None and by.text not in {*ctx.vocabulary.applicant_words(), *definitions}


def field_of_table(line: ast.Definition) -> ast.Name | None:
    """The field of `here NAME by FIELD`; `None` for other definitions."""
    if line.record is not None or not isinstance(line.value, ast.AmountByRows):
        return None
    return line.value.value.name if isinstance(line.value.value, ast.Word) else None


def matters_in_block(outer: Matters, lines: Iterable[object], ctx: Context) -> Matters:
    """The definitions of the matter that apply with these lines."""
    block_matters: dict[str, tuple[str, ...]] = {}
    for line in lines:
        if isinstance(line, ast.SameMatter):
            _read_matter(line, block_matters, ctx)
    return block_matters if "" in block_matters else {**outer, **block_matters}


def key_of(matters: Matters, ctx: Context) -> str:
    """The key of the matter in rules; a definition other than the page's is named by its fields."""
    if matters == ctx.matters[MATTER]:
        return MATTER
    parts = (", ".join(fields) + (f" of {root}" if root else "") for root, fields in sorted(matters.items()))
    key = f"{MATTER} ({'; '.join(parts)})"
    ctx.matters[key] = matters
    return key


def _line(root: str) -> Phrase:
    return (
        Phrase("same matter of {root}", "{root} 的 同一事项", root=root) if root else Phrase("same matter", "同一事项")
    )


def _read_matter(line: ast.SameMatter, block_matters: dict[str, tuple[str, ...]], ctx: Context) -> None:
    """Read a `same matter` line: fields of the kind, or only `item` or `applicant`."""
    kind = None if line.record is None else record_named(line.record, ctx)
    if line.record is not None and kind is None:
        return
    root = "" if kind is None else kind.root
    if root in block_matters:
        ctx.add(g.RepeatedLine(span=line.span, word=_line(root)))
        return
    fields = tuple(name.text for name in line.names)
    if fields not in (MATTER_IS_ITEM, MATTER_IS_APPLICANT):
        records = ctx.schema.records if kind is None else (ctx.schema.record_by_name[root],)
        known = {field.name: field for record in records for field in record.fields}
        for name in line.names:
            if name.text not in known:
                owner = Phrase("any record", "任何记录") if kind is None else f"`{root}`"
                report_unknown_field(name, [*known, "item", "applicant"], owner, ctx)
            elif known[name.text].type.is_list:
                advice = Phrase("a matter is made by fields with one value each", "事项由只有一个值的字段构成")
                ctx.add(n.ListKey(span=name.span, word=name.text, advice=advice))
    block_matters[root] = fields


BUILT_IN_KEYS = ("applicant", MATTER, "item", "year")
"""Keys that every claim has."""


def is_built_in(key: str) -> bool:
    """Whether every claim has the key; `matter (item)` is the matter with a different definition."""
    return key in BUILT_IN_KEYS or is_matter(key) or is_period(key) or bool(row_of_key(key))


def is_matter(key: str) -> bool:
    """Whether the key is the matter, by any definition."""
    return key == MATTER or key.startswith(f"{MATTER} (")


LEVEL = "level"
"""The key for the level of a record, independent of the name of its field."""


def once_rule(
    line: ast.OnceRule | None, record: RecordKind | None, matters: Matters, ctx: Context
) -> typed.OnceRule | None:
    """`once`, `once per K`, `once per K per year`; `matters` defines the matter."""
    if line is None:
        return None
    names = [k.text for k in line.per if is_known(k, (record,) if record is not None else (), ctx)]
    keys = tuple(dict.fromkeys(key_of(matters, ctx) if k == MATTER else k for k in names if k != "year"))
    return typed.OnceRule(span=line.span, keys=keys, per_year="year" in names)


def is_known(key: ast.Name, records: Iterable[RecordKind], ctx: Context) -> bool:
    """Whether the key is a field of one of the records, a word for applicants, or built in; other keys are reported."""
    records = tuple(records)
    fields = [f for r in records for f in r.field_by_name]
    if is_built_in(key.text) or key.text in ctx.schema.kinds_and_classes or key.text in fields:
        return True
    if key.text == LEVEL and any(has_level(record) for record in records):
        return True
    near_keys = nearest_words(key.text, [*fields, *sorted(ctx.schema.kinds_and_classes), *BUILT_IN_KEYS], ctx)
    if key.text.lower() in PERIODS:
        advice = Phrase(
            "a period is `per year`, a number of years such as `per 3 years`, or a span such as `in any 12 months`",
            "时段可写`每年`、年数（例如`每 3年`）或连续的时长（例如`连续 12个月 内`）",
        )
        ctx.add(n.UnknownKey(span=key.span, word=key.text, advice=advice))
    else:
        ctx.add(n.UnknownKey(span=key.span, word=key.text, nearest=near_keys))
    return False


def has_level(record: RecordKind) -> bool:
    """Whether the record has a field that is a level."""
    return any(field.type.is_level for field in record.fields)


def is_field_anywhere(key: str, schema: Schema) -> bool:
    """Whether some record has a field of that name."""
    return any(key in r.field_by_name for r in schema.records)


# ------------------------------------------------------------------------------------------------- lists

_LISTS = ("per", "to", "among", "who")
_ONCE = Phrase(
    "leave the second out, or write the name that is meant: a list is the same however often it holds one",
    "请删去第二个，或改为应写的名称：写两次与写一次没有区别",
)


def report_duplicates(page: ast.Page, ctx: Context) -> list[tuple[ast.Node, ast.PeriodKey]]:
    """Report keys and payees that a list names twice, which has no effect or is a mistake.

    Returns the periods among the keys, each with its sentence.
    """
    periods: list[tuple[ast.Node, ast.PeriodKey]] = []
    for item in page.items:
        findings, own_periods = item.compute_once(_lists) if isinstance(item, ast.Article) else _lists(item)
        ctx.report.extend(findings)
        periods += own_periods
    return periods


def _lists(item: ast.Node) -> tuple[list[Diagnostic], list[tuple[ast.Node, ast.PeriodKey]]]:
    """The findings about repeated names in the lists of a sentence and of the lines under it, and the periods."""
    findings: list[Diagnostic] = []
    periods: list[tuple[ast.Node, ast.PeriodKey]] = []
    for node in nodes(item, ast.Node):
        for field in _LISTS:
            names = getattr(node, field, ())
            if not isinstance(names, tuple):
                continue
            seen: set[str] = set()
            for name in names:
                if name.text in seen:
                    word = keywords.per_phrase(name.text) if field == "per" else name.text
                    findings.append(errors.RepeatedWord(span=name.span, word=word, advice=_ONCE))
                seen.add(name.text)
                if isinstance(name, ast.PeriodKey):
                    periods.append((node, name))
    return findings, periods
