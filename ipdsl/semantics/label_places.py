"""The Chinese labels of names, by the places where names are looked up: the words of a record, kinds, members, series.

In: a checked schema and what the page names. Out: for each place its names and labels; and for a name of which a
finding speaks, its label.
A label counts only where it can be written in a sentence, and where no other name of its place has it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from ipdsl.schema.model import Choice, LabelledDeclaration, RecordKind, Schema
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
