"""The Chinese labels of names, by the places where names are looked up: the words of a record, kinds, members, series.

In: a checked schema and what the page names. Out: for each place its names and labels; and for a name of which a
finding speaks, its label.
A label counts only where it can be written in a sentence, and where no other name of its place has it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from ipdsl.schema.model import Choice, Labelled, Record, Schema
from ipdsl.syntax.keywords import is_chinese_name


class Words:
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


SPECIAL = Words([("item", "单项")])
"""What the language itself calls something in a list of keys."""
OF_MATTERS = Words([("applicant", "申请人")])
"""The same in what the same matter is, and of whom a suspension speaks; as a key it is a keyword."""
FLAGS = Words([("yes", "是"), ("no", "否")])
"""What a case says of a field that holds or does not."""
OF_LINES = Words([("kind", "类别"), ("granted", "准予")])
"""What a line of the history says beside the fields of its record."""
STATUSES = Words([("draft", "征求意见稿")])
KEYWORDS = Words([("applicant", "申请人"), ("matter", "事项"), ("items", "件"), ("year", "年度"), ("number", "数量"),
                  ("total", "合计")])  # fmt: skip
"""Names of the language itself that a Chinese sentence has keywords for."""
LEVELS = Words([("level", "级别")])
"""What a finding calls the levels, where the vocabulary does not say."""


class LabelPlaces:
    """The places of one vocabulary, each gathered when it is first looked into.

    `about_applicants` is what the schema declares about them and their years, and the words that stand for a test of
    them; `clauses` and `tables` are the names of the page itself.
    """

    def __init__(
        self,
        schema: Schema,
        about_applicants: Sequence[Labelled],
        clauses: Sequence[Labelled],
        tables: Sequence[Labelled],
    ) -> None:
        self._schema = schema
        self._about_applicants = about_applicants
        self._clauses = clauses
        self._tables = tables
        self._words: dict[str, Words] = {}

    def clauses(self) -> Words:
        """Groups and awards, as the page calls them."""
        return self._of("clauses", self._clauses)

    def tables(self) -> Words:
        """Tables of the page."""
        return self._of("tables", self._tables)

    def records(self) -> Words:
        """Kinds of record."""
        return self._of("records", self._schema.records)

    def plurals(self) -> Words:
        """Plurals of kinds of record, which have the label of the kind."""
        records = self._schema.records
        return self._kept("plurals", ((record.plural, record.label.zh) for record in records if record.plural))

    def record(self, record: Record) -> Words:
        """Fields, events and states of a kind of record."""
        return self._of(f"record {record.name}", record.words)

    def members(self, choice: Choice) -> Words:
        """The members of a choice or level."""
        return self._of(f"choice {choice.name}", choice.members)

    def applicants(self) -> Words:
        """Words about applicants."""
        return self._of("applicants", self._about_applicants)

    def series(self) -> Words:
        """Series."""
        return self._of("series", self._schema.series)

    def every_record(self) -> Words:
        """The words of all kinds of record; of a name with several labels the first."""
        return self._of("every record", (one for each in self._schema.records for one in each.words))

    def every_member(self) -> Words:
        """The members of all choices."""
        return self._of("members", (one for each in self._schema.choices for one in each.members))

    def label(self, name: str, of: Iterable[str] = ()) -> str:
        """The label of a name, or ""; `of` are the records and choices of which it is spoken."""
        return next((words.labels[name] for words in self._anywhere(of) if name in words.labels), "")

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
        parts = [said or part for part, said in zip((kind, word), named, strict=True)]
        return ".".join([*before[1:], *parts]) if any(named) else ""

    def forms(self, name: str) -> tuple[str, ...]:
        """Every label that a name has somewhere; of the label of an award its form by labels."""
        if "." in name:
            return tuple(filter(None, [self.clause(name)]))
        return tuple(self._forms.get(name, ()))

    @cached_property
    def _forms(self) -> dict[str, dict[str, None]]:
        found: dict[str, dict[str, None]] = {}
        for words in self._everywhere():
            for name, label in words.labels.items():
                found.setdefault(name, {})[label] = None
        return found

    def _anywhere(self, of: Iterable[str]) -> Iterator[Words]:
        """Wherever a name may be looked up, the places nearest to what is spoken of first."""
        schema = self._schema
        about = tuple(dict.fromkeys(of))
        yield from (self.members(schema.choice_by_name[one]) for one in about if one in schema.choice_by_name)
        yield from (self.record(schema.record_by_name[one]) for one in about if one in schema.record_by_name)
        yield from (self.clauses(), self.tables())
        yield self.applicants()
        yield self.records()
        yield self.plurals()
        yield self.series()
        yield self.every_record()
        yield self.every_member()
        yield self._of("choices", schema.choices)
        yield from (SPECIAL, KEYWORDS, LEVELS)

    def _everywhere(self) -> Iterator[Words]:
        schema = self._schema
        return self._anywhere([*schema.choice_by_name, *schema.record_by_name])

    def _of(self, place: str, declared: Iterable[Labelled]) -> Words:
        return self._kept(place, ((one.name, one.label.zh) for one in declared))

    def _kept(self, place: str, pairs: Iterable[tuple[str, str]]) -> Words:
        found = self._words.get(place)
        if found is None:
            found = self._words[place] = Words((name, label if is_chinese_name(label) else "") for name, label in pairs)
        return found
