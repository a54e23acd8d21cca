"""The names on a page, each with the declaration that it means at its place. An editor asks for them.

Input: a parsed page of any kind, and the words that it may use (for a vocabulary, its own). Output: the occurrences in
the order of the page. A name may be written as the name or as the label of its declaration. A name without a meaning at
its place has no declaration. Broken lines are not in the tree, so their names do not occur.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import ClassVar

import attrs

from ipdsl.base.source import Source, Span
from ipdsl.base.value_object import ValueObject
from ipdsl.schema.declarations import LocatedDeclaration, Member
from ipdsl.schema.vocabulary import RecordKind
from ipdsl.semantics.chinese_pages import (
    CLAUSE_FIELDS,
    NAME_ROLES,
    SCOPES,
    SCOPES_BY_ROLE,
    Field,
    N,
    PageRenamer,
)
from ipdsl.semantics.lookup import KEYWORDS, LINE_WORDS, LabelScope, Vocabulary
from ipdsl.syntax import ast

PAGE = "page"
"""The role of the name of a page."""


@attrs.frozen(eq=False, repr=False)
class Occurrence(ValueObject):
    """A name at its place, with its role and what it means there; `scope` is empty for a name without a meaning."""

    span: Span
    text: str
    role: str
    scope: str = ""
    declaration: LocatedDeclaration | None = None

    @property
    def is_declaration(self) -> bool:
        """Whether the name is declared here."""
        return self.declaration is not None and self.declaration.span == self.span


_DECLARING_ROLES: dict[type, dict[str, str]] = {
    ast.PolicyLine: {"name": PAGE},
    ast.VocabularyLine: {"name": PAGE},
    ast.CasesLine: {"policy": PAGE},
    ast.UseLine: {"name": PAGE},
    ast.Group: {"name": "clause"},
    ast.LabelLine: {"name": "clause"},
    ast.Definition: {"name": "defining", "record": "record"},
    ast.KindDecl: {"name": "who", "includes": "who"},
    ast.ClassDecl: {"name": "who", "members": "who"},
    ast.ChoiceDecl: {"name": "choice"},
    ast.SeriesDecl: {"name": "series"},
    ast.TypeExpr: {"name": "type"},
    ast.FieldDecl: {"name": "own word", "zero_before": "of applicant", "since": "of applicant"},
    ast.KeyPart: {"name": "of record"},
    ast.MatterDecl: {"names": "same"},
    ast.EventDecl: {"name": "of record", "date_field": "of record"},
    ast.StateDecl: {"name": "of record", "start": "of record", "until": "of record"},
    ast.OrderOfDays: {"days": "of record"},
    ast.FixedValue: {"field": "of record", "value": "member"},
    ast.RecordDecl: {"name": "record", "base": "record", "plural": "counted"},
}
"""The names in nodes that declare something or name a page, each with its role."""

_SCOPES_BY_ROLE = {
    **SCOPES_BY_ROLE,
    PAGE: (),
    "defining": ("definitions", "applicants"),
    "choice": ("choices",),
    "type": ("choices", "records"),
    "own word": ("record", "applicants"),
    "fact": (*SCOPES_BY_ROLE["word"], "records", "series"),
    "key": (*SCOPES_BY_ROLE["key"], "keywords"),
    "one": (*SCOPES_BY_ROLE["one"], "keywords"),
    "counted": (*SCOPES_BY_ROLE["counted"], "keywords"),
}

_SCOPES: Mapping[str, Callable[[PageRenamer, RecordKind | None, Field | None], LabelScope | None]] = {
    **SCOPES,
    "choices": lambda page, record, field: page.labels.choices(),
    "keywords": lambda page, record, field: KEYWORDS,
}


def occurrences(page: ast.Page, words: Vocabulary, source: Source) -> tuple[Occurrence, ...]:
    """The names on a page in their order; `source` is the text of the page."""
    return _Collector(words, is_labelling=False, labels=words.label_scopes, lines=source.lines()).collect(page)


def declarations_at(page: ast.Page, words: Vocabulary, name: str, lines: list[str]) -> tuple[LocatedDeclaration, ...]:
    """The declarations that a word in place of a name would mean, the nearest scope first; the name occurs once.

    `lines` are those of the page.
    """
    collector = _Collector(words, is_labelling=False, labels=words.label_scopes, sought=name, lines=lines)
    collector.collect(page)
    return tuple(dict.fromkeys(collector.candidates))


_WIDEST = ("all records", "all members")
"""Scopes in which a word with a record is looked up for a better finding only."""


@attrs.define(eq=False, repr=False)
class _Collector(PageRenamer):
    """One pass over a page that changes nothing."""

    roles: ClassVar[Mapping[type, Mapping[str, str]]] = {**NAME_ROLES, **_DECLARING_ROLES}

    lines: list[str] = attrs.field(factory=list)
    sought: str = ""
    candidates: list[LocatedDeclaration] = attrs.field(factory=list)
    _found: dict[Span, Occurrence] = attrs.field(factory=dict)

    def collect(self, page: ast.Page) -> tuple[Occurrence, ...]:
        for item in (page.header, *page.uses, *page.items):
            if item is not None:
                self._node(item, None, None)
        return tuple(sorted(self._found.values(), key=lambda each: each.span))

    def _add(self, span: Span, text: str, role: str, record: RecordKind | None, field: Field | None) -> None:
        """Add a name. A node may be visited as a part of several others; a place where it has a meaning decides."""
        known = self._found.get(span)
        if known is None or not known.scope:
            self._found[span] = self._occurrence(span, text, role, record, field)

    def _occurrence(
        self, span: Span, text: str, role: str, record: RecordKind | None, field: Field | None
    ) -> Occurrence:
        if text == self.sought:
            without = () if record is None and role in ("word", "key") else _WIDEST
            scopes = [scope for scope in _SCOPES_BY_ROLE[role] if scope in _DECLARATIONS and scope not in without]
            self.candidates += (each for scope in scopes for each in _DECLARATIONS[scope](self, record, field))
        for scope in _SCOPES_BY_ROLE[role]:
            words = _SCOPES[scope](self, record, field)
            name = None if words is None else text if text in words.declared else words.names.get(text)
            if name is not None:
                return Occurrence(span, text, role, scope, self._declaration(scope, name, record, field))
        return Occurrence(span, text, role)

    def _declaration(
        self, scope: str, name: str, record: RecordKind | None, field: Field | None
    ) -> LocatedDeclaration | None:
        if scope == "plurals":
            return self.vocabulary.plural_by_name.get(name)
        find = _DECLARATIONS.get(scope)
        declared = () if find is None else find(self, record, field)
        return next((each for each in declared if each.name == name), None)

    # ------------------------------------------------------------------------------------------ the walk

    def _node(self, node: N, record: RecordKind | None, field: Field | None) -> N:
        if isinstance(node, ast.MemberDecl):
            member = self._member_at(node.name.span)
            self._found[node.name.span] = Occurrence(
                node.name.span, node.name.text, "member", "" if member is None else "members", member
            )
        if isinstance(node, ast.YearsBetweenDecl):
            started = record if node.record is None else self._record_named(node.record)
            for name, role, owner in (
                (node.start, "of record", started), (node.record, "record", None), (node.end, "of record", record)
            ):  # fmt: skip
                if name is not None:
                    self._add(name.span, name.text, role, owner, None)
        self._add_texts(node)
        return super()._node(node, record, field)

    def _names(self, value: object, role: str, record: RecordKind | None, field: Field | None) -> object:
        if isinstance(value, ast.Name):
            self._add(value.span, value.text, role, record, field)
        elif isinstance(value, tuple):
            for item in value:
                self._names(item, role, record, field)
        return value

    def _word_of_owner(self, node: N, owner: RecordKind | str, record: RecordKind | None) -> N:
        assert isinstance(node, ast.TableLookup)
        kind = owner if isinstance(owner, RecordKind) else None
        self._add(node.table.span, node.table.text, "of applicant" if kind is None else "of record", kind, None)
        self._add(node.key.span, node.key.text, "same" if kind is None else "record", None, None)
        return node

    def _hidden_name(self, text: str, record: RecordKind | None, field: Field | None) -> str:
        return ""

    def _kind_of_line(self, part: ast.FactPart) -> ast.FactPart:
        kind = None if part.value is None else part.value.value
        if part.name.text in LINE_WORDS.both and isinstance(kind, ast.Word):
            self._add(kind.name.span, kind.name.text, "record", None, None)
        return part

    def _record_of(self, node: ast.Node, record: RecordKind | None) -> RecordKind | None:
        return self._record_named(node.name) if isinstance(node, ast.RecordDecl) else super()._record_of(node, record)

    def _field_of(self, node: ast.Node, record: RecordKind | None, field: Field | None) -> Field | None:
        if isinstance(node, ast.FixedValue):
            return node.field.text, None if record is None else record.name
        return super()._field_of(node, record, field)

    def members_of(self, field: Field | None) -> tuple[Member, ...]:
        """The members of the choice or level of a field."""
        choice = None if field is None else self._choice(field)
        return () if choice is None else choice.members

    def _member_at(self, span: Span) -> Member | None:
        members = (member for choice in self.vocabulary.schema.choices for member in choice.members)
        return next((member for member in members if member.span == span), None)

    def _add_texts(self, node: ast.Node) -> None:
        """Add the names that are texts in the tree of a case: awards, and words in reasons. The line is searched."""
        name = CLAUSE_FIELDS.get(type(node))
        label = None if name is None else getattr(node, name)
        is_own = not isinstance(node, ast.GivenHistory) or node.document is None
        if label is not None and is_own:
            # after `expect` an item may have the same name, and comes first
            span = self._place(node, label, is_last=isinstance(node, ast.Expectation))
            if span is not None:
                self._add_clause(span, label)
        if isinstance(node, ast.ExpectOutcome):
            for word in node.words:
                span = self._place(node, word, is_last=True)
                if span is not None:
                    self._add(span, word, "fact", self._record_by_item.get(node.item), None)

    def _place(self, node: ast.Node, text: str, *, is_last: bool) -> Span | None:
        """The place of a text in a sentence with a single line."""
        span = node.span
        if span.line != span.end_line or span.line > len(self.lines):
            return None
        pattern = re.compile(rf"(?<![\w.]){re.escape(text)}(?![\w.])")
        matches = [*pattern.finditer(self.lines[span.line - 1], span.column - 1, span.end_column - 1)]
        if not matches:
            return None
        start, end = matches[-1 if is_last else 0].span()
        return attrs.evolve(span, column=start + 1, end_column=end + 1)

    def _add_clause(self, span: Span, label: str) -> None:
        """Add the label of an award; a default label (`1.patent.granted`) has the names of a record and its event."""
        named = self._occurrence(span, label, "clause", None, None)
        *before, kind, word = ["", *label.split(".")]
        if named.scope or not before:
            self._found[span] = named
            return
        record = self._kind(kind)
        last = attrs.evolve(span, column=span.end_column - len(word))
        if record is None:
            self._add(last, word, "paid", None, None)
            return
        end = last.column - 1
        self._add(attrs.evolve(span, column=end - len(kind), end_column=end), kind, "record", None, None)
        self._add(last, word, "of record", record, None)


_DECLARATIONS: Mapping[str, Callable[[_Collector, RecordKind | None, Field | None], Iterable[LocatedDeclaration]]] = {
    "clauses": lambda page, record, field: page.vocabulary.page_names.clauses,
    "definitions": lambda page, record, field: page.vocabulary.page_names.definitions,
    "records": lambda page, record, field: page.vocabulary.schema.records,
    "members": lambda page, record, field: page.members_of(field),
    "all members": lambda page, record, field: (
        member for choice in page.vocabulary.schema.choices for member in choice.members
    ),
    "record": lambda page, record, field: () if record is None else record.declarations,
    "applicants": lambda page, record, field: page.vocabulary.applicant_declarations,
    "series": lambda page, record, field: page.vocabulary.schema.series,
    "choices": lambda page, record, field: page.vocabulary.schema.choices,
    "all records": lambda page, record, field: (
        word for kind in page.vocabulary.schema.records for word in kind.declarations
    ),
}
"""The declarations of a label scope; the words of other scopes belong to the language."""
