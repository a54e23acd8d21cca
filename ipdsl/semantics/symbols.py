"""What names mean: a checked vocabulary, and the scope in which a sentence of a policy is read.

A scope says of whom words may speak at one place: of one record, of the applicant, of yearly figures, or of a set of
records. Labels, words, articles, series and tables have namespaces of their own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import TypeAlias

import attrs

from ipdsl.diagnostics.model import Diagnostic, Report
from ipdsl.diagnostics.phrase import MessageValue, Phrase
from ipdsl.schema.model import Choice, Label, LabelledDeclaration, RecordKind, Schema, SinceWord
from ipdsl.schema.types import ChoiceType, LevelType, Poison, Type
from ipdsl.semantics import typed
from ipdsl.semantics.label_places import LabelScopes
from ipdsl.source import Span
from ipdsl.syntax import ast
from ipdsl.value_object import ValueObject

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
        match type_:
            case ChoiceType(choice=name) | LevelType(level=name):
                return self.schema.choice_by_name.get(name)
            case _:
                return None


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
    return isinstance(expr.type, Poison)
