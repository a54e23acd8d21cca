"""Symbols: a checked vocabulary, the scope of a sentence, and the Chinese labels of names.

A scope lists what words may refer to at one place: a record, the applicant, yearly figures, or a set of records.
Labels, words, articles, series and tables have separate namespaces.

Labels are grouped by the places where names are looked up: the words of a record, kinds, members, series. A label is
used only if it can be written in a sentence, and if no other name of its place has it.

Types in words, as findings show them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from typing import Protocol, TypeAlias

import attrs

from ipdsl.base.findings.finding import Diagnostic, Report
from ipdsl.base.findings.phrase import MessageValue, Phrase
from ipdsl.base.partition import values_by_key
from ipdsl.base.source import Span
from ipdsl.base.value_object import ValueObject
from ipdsl.schema.declarations import Choice, Label, LabelledDeclaration
from ipdsl.schema.values.shared_types import Poison
from ipdsl.schema.values.value_type import Type
from ipdsl.schema.vocabulary import RecordKind, Schema, SinceWord
from ipdsl.semantics import typed
from ipdsl.syntax import ast
from ipdsl.syntax.keywords import is_chinese_name


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
        yield self._scope_of_declarations("choices", schema.choices)
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

    @cached_property
    def label_scopes(self) -> LabelScopes:
        """The label scopes of the vocabulary."""
        declared = {word for each in self.applicant_declarations for word in (each.name, each.label.zh)}
        definitions = tuple(each for each in self.page_names.definitions if each.name not in declared)
        return LabelScopes(
            self.schema, self.applicant_declarations, self.page_names.clauses, definitions, self.scopes_of_schema
        )

    @property
    def applicant_declarations(self) -> tuple[LabelledDeclaration, ...]:
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
    """

    vocabulary: Vocabulary
    report: Report
    currency: str = "CNY"
    derived: dict[str, tuple[typed.Expr, tuple[int, int]]] = attrs.field(factory=dict)
    parts: int = 0
    tables: dict[str, CheckedTable] = attrs.field(factory=dict)
    matters: dict[str, Matters] = attrs.field(factory=lambda: {MATTER: {}})
    definitions: Mapping[str, tuple[NamedValue, ...]] = attrs.field(factory=dict)
    defining: list[NamedValue] = attrs.field(factory=list)
    blocks_of_definitions: dict[str, Phrase] = attrs.field(factory=dict)

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
        self.report.add(finding)


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
