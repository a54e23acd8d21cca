"""What names mean: a checked vocabulary, and the scope in which a sentence of a policy is read.

A scope says of whom words may speak at one place: of one record, of the applicant, of yearly figures, or of a set of
records. Labels, words, articles, series and tables have namespaces of their own.

The Chinese labels of names, by the places where names are looked up: the words of a record, kinds, members, series.

In: a checked schema and what the page names. Out: for each place its names and labels; and for a name of which a
finding speaks, its label.
A label counts only where it can be written in a sentence, and where no other name of its place has it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TypeAlias

import attrs

from ipdsl.base.findings.finding import Diagnostic, Report
from ipdsl.base.findings.phrase import MessageValue, Phrase
from ipdsl.base.source import Span
from ipdsl.base.value_object import ValueObject
from ipdsl.schema.declarations import Choice, Label, LabelledDeclaration
from ipdsl.schema.values.unstatable import Poison
from ipdsl.schema.values.value_type import Type
from ipdsl.schema.vocabulary import RecordKind, Schema, SinceWord
from ipdsl.semantics import typed
from ipdsl.syntax import ast
from ipdsl.syntax.keywords import is_chinese_name


class LabelScope:
    """The words of one place: labels by names, and names by labels where two things do not share one."""

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
"""What the language itself calls something in a list of keys."""
MATTER_WORDS = LabelScope([("applicant", "申请人")])
"""The same in what the same matter is, and of whom a suspension speaks; as a key it is a keyword."""
FLAGS = LabelScope([("yes", "是"), ("no", "否")])
"""What a case says of a field that holds or does not."""
LINE_WORDS = LabelScope([("kind", "类别"), ("granted", "准予")])
"""What a line of the history says beside the fields of its record."""
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
"""Names of the language itself that a Chinese sentence has keywords for."""
LEVELS = LabelScope([("level", "级别")])
"""What a finding calls the levels, where the vocabulary does not say."""


class LabelScopes:
    """The places of one vocabulary, each gathered when it is first looked into.

    `applicant_declarations` is what the schema declares about them and their years, and the words that stand for a test
    of them; `clauses` and `tables` are the names of the page itself.
    """

    def __init__(
        self,
        schema: Schema,
        about_applicants: Sequence[LabelledDeclaration],
        clauses: Sequence[LabelledDeclaration],
        tables: Sequence[LabelledDeclaration],
    ) -> None:
        self._schema = schema
        self._about_applicants = about_applicants
        self._clauses = clauses
        self._tables = tables
        self._words: dict[str, LabelScope] = {}

    def clauses(self) -> LabelScope:
        """Groups and awards, as the page calls them."""
        return self._scope_of_declarations("clauses", self._clauses)

    def tables(self) -> LabelScope:
        """Tables of the page."""
        return self._scope_of_declarations("tables", self._tables)

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
        """The words of all kinds of record; of a name with several labels the first."""
        return self._scope_of_declarations(
            "every record", (word for each in self._schema.records for word in each.declarations)
        )

    def all_members(self) -> LabelScope:
        """The members of all choices."""
        return self._scope_of_declarations(
            "members", (member for each in self._schema.choices for member in each.members)
        )

    def label(self, name: str, owners: Iterable[str] = ()) -> str:
        """The label of a name, or ""; `owners` are the records and choices of which it is spoken."""
        return next((words.labels[name] for words in self._scopes_nearest_first(owners) if name in words.labels), "")

    def clause(self, label: str) -> str:
        """`3.发明专利.授权` for an award whose label is made of names, else ""."""
        *before, kind, word = ["", *label.split(".")]
        record = self._schema.record_by_name.get(kind)
        if record is not None:
            named = [self.records().labels.get(kind), self.record(record).labels.get(word)]
        elif kind:  # the article, and what is paid: a kind of record by reference, or for a figure
            named = [None, self.records().labels.get(word) or self.applicants().labels.get(word)]
        else:
            return ""
        parts = [label_of_part or part for part, label_of_part in zip((kind, word), named, strict=True)]
        return ".".join([*before[1:], *parts]) if any(named) else ""

    def forms(self, name: str) -> tuple[str, ...]:
        """Every label that a name has somewhere; of the label of an award its form by labels."""
        if "." in name:
            return tuple(filter(None, [self.clause(name)]))
        return tuple(self._labels_by_name.get(name, ()))

    @cached_property
    def _labels_by_name(self) -> dict[str, dict[str, None]]:
        labels_by_name: dict[str, dict[str, None]] = {}
        for words in self._all_scopes():
            for name, label in words.labels.items():
                labels_by_name.setdefault(name, {})[label] = None
        return labels_by_name

    def _scopes_nearest_first(self, owners: Iterable[str]) -> Iterator[LabelScope]:
        """Wherever a name may be looked up, the places nearest to what is spoken of first."""
        schema = self._schema
        about = tuple(dict.fromkeys(owners))
        yield from (self.members(schema.choice_by_name[name]) for name in about if name in schema.choice_by_name)
        yield from (self.record(schema.record_by_name[name]) for name in about if name in schema.record_by_name)
        yield from (self.clauses(), self.tables())
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
            scope = self._words[place] = LabelScope(
                (name, label if is_chinese_name(label) else "") for name, label in pairs
            )
        return scope


MATTER = "matter"
"""The key of what the head of the page takes for the same matter, else the vocabulary."""

Matters: TypeAlias = Mapping[str, tuple[str, ...]]
"""What the same matter is: fields by root kind, those of "" for every other kind."""


@attrs.frozen(eq=False, repr=False)
class DerivedWord(ValueObject):
    """A word about the applicant that stands for a test: `branded means has at least 1 service_brand new`."""

    name: str
    test: ast.Expr
    label: Label
    span: Span = attrs.field(eq=False, repr=False)


@attrs.frozen(eq=False, repr=False)
class PageName(ValueObject):
    """What a page names itself: a group, an award or a table."""

    name: str
    label: Label
    span: Span = attrs.field(eq=False, repr=False)


@attrs.frozen(eq=False, repr=False)
class PageNames(ValueObject):
    """The names of a page, by the scopes in which they are looked up: an exception may name an award or a group."""

    clauses: tuple[PageName, ...] = ()
    tables: tuple[PageName, ...] = ()


@attrs.frozen(eq=False, repr=False)
class Vocabulary(ValueObject):
    """A checked vocabulary: its schema, and the words that stand for a test, each after those it is built on.

    `page_names` are the names of the page that uses it, or of the policy that a page of cases is about.
    """

    schema: Schema
    derived: tuple[DerivedWord, ...] = ()
    page_names: PageNames = PageNames()

    @cached_property
    def label_scopes(self) -> LabelScopes:
        """Where its labels are looked up."""
        return LabelScopes(self.schema, self.applicant_declarations, self.page_names.clauses, self.page_names.tables)

    @property
    def applicant_declarations(self) -> tuple[LabelledDeclaration, ...]:
        """What is declared about applicants and their years, and the words that stand for a test of them."""
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
        """Every word that says something about the applicant or its year."""
        yield from sorted(self.schema.kinds_and_classes)
        yield from self.schema.applicant_field_by_name
        yield from self.since_by_name
        yield from self.derived_by_name
        yield from self.schema.figure_by_name

    def choice_of(self, type_: Type) -> Choice | None:
        """The choice or level behind a type."""
        return self.schema.choice_by_name.get(type_.choice_name)


def record_words(record: RecordKind) -> Iterator[str]:
    """Every word of a record: fields, events, states."""
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


@attrs.define(eq=False, repr=False)
class Context:
    """What holds for a whole page while it is checked; findings are collected here.

    `sizes`: of how many parts the test behind a derived word is; `parts`: how many such words have brought so far.
    `matters`: what the same matter is, by the key with which rules ask for it.
    """

    vocabulary: Vocabulary
    report: Report
    currency: str = "CNY"
    derived: dict[str, typed.Expr] = attrs.field(factory=dict)
    sizes: dict[str, int] = attrs.field(factory=dict)
    parts: int = 0
    tables: dict[str, CheckedTable] = attrs.field(factory=dict)
    matters: dict[str, Matters] = attrs.field(factory=lambda: {MATTER: {}})

    @property
    def schema(self) -> Schema:
        return self.vocabulary.schema

    def add(self, finding: Diagnostic) -> None:
        self.report.add(finding)


@attrs.frozen(eq=False, repr=False)
class Conversion(ValueObject):
    """`conversion at SERIES on FIELD`: how money fields of the record are read."""

    series: str
    day: typed.Expr


@attrs.frozen(eq=False, repr=False)
class Scope(ValueObject):
    """Of whom the words of one place may speak.

    `record`: the record of the sentence, whose fields may be named. `picked`: the record of a set award, of which only
    aggregates may be named. `has_applicant`: words about the applicant, and counts of its records, may stand here.
    `has_figures`: figures of the claim's year may stand here. `matters`: what the same matter is. For messages alone:
    `spoken_records`, the record of the award around, and `counted`, the records that the same line counts.
    """

    ctx: Context
    record: RecordKind | None = None
    picked: RecordKind | None = None
    has_applicant: bool = False
    has_figures: bool = False
    conversion: Conversion | None = None
    matters: Matters = attrs.field(factory=dict)
    spoken_records: tuple[RecordKind, ...] = ()
    counted: tuple[RecordKind, ...] = ()

    def place(self) -> MessageValue:
        """What words can be of here, for people."""
        if self.record is not None and not self.has_applicant:
            return f"`{self.record.name}`"
        if self.record is not None:
            return Phrase("`{record}` or of the applicant", "`{record}`或申请人", record=self.record.name)
        if not self.has_applicant and self.has_figures:
            return Phrase("the yearly figures", "年度数据")
        return Phrase("the applicant", "申请人")

    def known_words(self) -> Iterator[str]:
        """Every word that may stand here."""
        if self.record is not None:
            yield from record_words(self.record)
        if self.has_applicant:
            yield from self.ctx.vocabulary.applicant_words()
        elif self.has_figures:
            yield from self.ctx.schema.figure_by_name


def poison(span: Span) -> typed.Expr:
    """What stands for an expression that was already reported."""
    return typed.Const(span=span, value=0, type=Poison())


def is_poison(expr: typed.Expr) -> bool:
    """The expression was already reported."""
    return expr.type.is_poison
