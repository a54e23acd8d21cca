"""Chinese pages: their labels as names, and their findings with labels.

Pages with names in place of labels, and the opposite; and Chinese heads with the event before its record.

A label is replaced by a name where names of its place are looked up, words of the record first. It is used only if it
leads back to its name, so that the conversion can be reversed. A word that is neither a name nor a label stays, and is
reported later.

In `对 新认定 的 驰名商标，…` and `对 购买 知识产权保险 的 单位，…` the grammar parses the first name as the record. If
that name is not a record but an event of the record after it, both change places. Nothing else changes.

Findings about a Chinese page in the words of its reader: labels for names, and sentences in Chinese.

Input: findings with names and English sentences, the page as written, and the same page with names. Output: the same
findings with Chinese texts for names, labels of awards and parts of the page. The English text does not change.

A text at the place of the finding is shown as the author wrote it. Other names are shown by their labels. Words of the
records and choices in the finding and its sentence are looked up first, then the whole vocabulary.
"""

from __future__ import annotations

import functools
import operator
import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any, ClassVar, TypeAlias, TypeVar, get_args

import attrs

from ipdsl.base.findings.finding import Diagnostic, RelatedPlace, Report, fields_of, with_changes
from ipdsl.base.findings.phrase import LocalizedName, LocalizedSentence, Phrase
from ipdsl.base.source import Span
from ipdsl.base.value_object import ComputedOnce
from ipdsl.base.values.written_values import YUAN
from ipdsl.schema.declarations import Choice, LabelledDeclaration
from ipdsl.schema.vocabulary import RecordKind, Schema
from ipdsl.semantics.lookup import (
    APPLICANT,
    FLAGS,
    ITEM_WORDS,
    KEYWORDS,
    LINE_WORDS,
    MATTER_WORDS,
    STATUSES,
    LabelScope,
    LabelScopes,
    Vocabulary,
)
from ipdsl.semantics.typed import nodes
from ipdsl.syntax import ast
from ipdsl.syntax.printing import CHINESE, ENGLISH, body_of, sentences

N = TypeVar("N", bound=ast.Node)
Field: TypeAlias = tuple[str, str | None]
"""The name of a field whose values are named, and its owner: a record, the applicant, or `None`."""

SET_WORDS = frozenset({"number", "total", "largest", "earliest"})
"""Words for aggregates of a set, which are not words of its records."""

NAME_ROLES: dict[type, dict[str, str]] = {
    **{rule: {"per": "key"} for rule in get_args(ast.Rule) if hasattr(rule, "per")},
    ast.Word: {"name": "word"},
    ast.TableLookup: {"table": "table", "key": "row"},
    ast.AmountPerRecord: {"record": "record"},
    ast.Interest: {"start": "word", "end": "word"},
    ast.SeriesValue: {"series": "series", "day": "word"},
    ast.Aggregate: {"field": "word"},
    ast.Increase: {"figure": "figure"},
    ast.EarlierFigure: {"figure": "figure"},
    ast.FigureOfYears: {"figure": "figure"},
    ast.StateLength: {"state": "word"},
    ast.Membership: {"members": "member"},
    ast.Pick: {"record": "record", "words": "word", "same": "word"},
    ast.CannotBeDetermined: {"field": "word"},
    ast.AmountByRank: {"figure": "figure"},
    ast.AmountByRankOfRecord: {"field": "word"},
    ast.OnceRule: {"per": "key"},
    ast.Head: {"per": "key", "to": "who", "among": "who"},
    ast.WhenTrigger: {"record": "record"},
    ast.WhileTrigger: {"subject": "subject"},
    ast.MemberKeys: {"names": "member"},
    ast.PriorPaymentDeduction: {"record": "record", "field": "word"},
    ast.FormerLabels: {"labels": "clause"},
    ast.EndedLabels: {"labels": "clause"},
    ast.ConversionLine: {"series": "series", "day": "word"},
    ast.Limit: {"what": "counted", "per": "key"},
    ast.Alternative: {"refs": "clause"},
    ast.FieldOrder: {"field": "word"},
    ast.SupportDeduction: {"levels": "member"},
    ast.Quota: {"what": "counted", "per": "key", "by": "word"},
    ast.Suspension: {"who": "who"},
    ast.ExceptionLine: {"refs": "clause"},
    ast.SameMatter: {"record": "record", "names": "same"},
    ast.Obligation: {"who": "who"},
    ast.Allocation: {"per": "key", "to": "who"},
    ast.Recovery: {"same": "word", "payer": "word"},
    ast.Instalment: {"payee": "word"},
    ast.PayeeShare: {"payee": "word"},
    ast.InstalmentEvent: {"record": "record", "event": "word", "same": "word"},
    ast.PaymentOrder: {"refs": "clause"},
    ast.AwardSum: {"awards": "clause"},
    ast.Definition: {"name": "defined", "record": "record"},
    ast.Requirement: {"record": "record"},
    ast.PolicyLevel: {"name": "member"},
    ast.StatusLine: {"word": "status"},
    ast.GivenApplicant: {"kinds": "who"},
    ast.GivenRecord: {"kind": "record"},
    ast.FactPart: {"name": "word"},
    ast.GivenSupport: {"kind": "record", "level": "member"},
    ast.GivenSeries: {"series": "series"},
    ast.GivenRank: {"figure": "figure"},
    ast.ExpectValue: {"name": "word"},
}
"""The names in a node, each with its role."""

_RATE_ROLES = {"table": "word", "key": "word"}
"""The roles in `own_share of cost`, where no table has the name."""

CLAUSE_FIELDS: dict[type, str] = {
    ast.ExpectPaid: "label", ast.ExpectOutcome: "label", ast.GivenHistory: "label", ast.GivenApproval: "label",
    ast.ClauseMapping: "new",
}  # fmt: skip
"""The field of a node that has the label of an award."""

_SUMS = (
    ast.FixedAmount, ast.Ceiling, ast.AwardLimit, ast.AwardMinimum, ast.AwardThreshold, ast.Cap, ast.MinimumTotal,
    ast.ExpectTotal, ast.ExpectPaid, ast.ExpectDue,
    ast.ExpectObligation,
    ast.ExpectCarried, ast.ExpectLapsed, ast.ExpectBack, ast.ExpectNet, ast.ExpectPayable, ast.RecoveryThreshold,
    ast.Recovery, ast.Instalment,
    ast.GivenHistory, ast.GivenSupport, ast.GivenApproval, ast.GivenOlder,
)  # fmt: skip
"""Nodes with a sum of money: a Chinese page writes 元 after a number without a unit, an English page does not."""


def replace_labels(page: ast.Page, vocabulary: Vocabulary) -> ast.Page:
    """The page with declared names in place of labels; `vocabulary` also has the names of the page."""
    own_labels = (declaration.label.zh for declaration in _own_declarations(vocabulary))
    latin = vocabulary.schema.latin_labels.union(label for label in own_labels if label.isascii())
    return PageRenamer(vocabulary, is_labelling=False, labels=vocabulary.label_scopes, latin_labels=latin).page(page)


def replace_names(page: ast.Page, vocabulary: Vocabulary) -> ast.Page:
    """The page with labels in place of names."""
    return PageRenamer(vocabulary, is_labelling=True, labels=vocabulary.label_scopes).page(page)


def words_of_vocabulary(vocabulary: Vocabulary) -> frozenset[str]:
    """All names and labels that a page may use, and the built-in words for keys."""
    all_words = _words((*_own_declarations(vocabulary), *vocabulary.schema.declarations))
    all_words |= {record.plural for record in vocabulary.schema.records if record.plural}
    return frozenset(word for word in all_words | {*ITEM_WORDS.names, *MATTER_WORDS.names, *STATUSES.names} if word)


def _own_declarations(vocabulary: Vocabulary) -> Iterator[LabelledDeclaration]:
    """The names of the page, and derived words."""
    page_names = vocabulary.page_names
    yield from page_names.clauses
    yield from page_names.definitions
    yield from vocabulary.derived


@functools.cache
def _field_names(kind: Any) -> tuple[str, ...]:
    return tuple(part.name for part in attrs.fields(kind) if part.name != "span")


@attrs.define(eq=False, repr=False)
class PageRenamer:
    """One pass over a page. A subclass may collect its names instead of changing them."""

    roles: ClassVar[Mapping[type, Mapping[str, str]]] = NAME_ROLES

    vocabulary: Vocabulary
    is_labelling: bool
    labels: LabelScopes
    is_in_yuan: bool = True
    latin_labels: frozenset[str] = frozenset()
    _has_set: bool = False
    _choices: dict[Field, Choice | None] = attrs.field(factory=dict)
    _record_by_item: dict[str, RecordKind] = attrs.field(factory=dict)

    def page(self, page: ast.Page) -> ast.Page:
        """The page with other names."""
        if isinstance(page.header, ast.VocabularyLine):
            return page  # it declares the names
        if isinstance(page.header, ast.PolicyLine):
            currencies = [line.code for line in page.header.header if isinstance(line, ast.CurrencyLine)]
            self.is_in_yuan = all(code == YUAN for code in currencies)
        header = None if page.header is None else self._node(page.header, None, None)
        return attrs.evolve(page, header=header, items=tuple(map(self._item, page.items)))

    def _item(self, item: ast.PageItem) -> ast.PageItem:
        """A sentence at the left edge with other names. It keeps the result for the last vocabulary."""
        if self.is_labelling or not isinstance(item, ComputedOnce):
            return self._node(item, None, None)
        context = self.vocabulary, self.is_in_yuan
        return item.compute_for(context, lambda item: self._node(item, None, None), PageRenamer)

    # ------------------------------------------------------------------------------------------ nodes

    def _node(self, node: N, record: RecordKind | None, field: Field | None) -> N:
        record = self._record_of(node, record)
        field = self._field_of(node, record, field)
        if isinstance(node, ast.Award):
            self._has_set = bool(node.head.per) or next(nodes(node.amount, ast.AmountPerRecord), None) is not None
        if isinstance(node, ast.Case):
            self._record_by_item = dict(self._records_of_case(node))
        if isinstance(node, ast.GivenHistory):
            node = attrs.evolve(node, parts=tuple(map(self._kind_of_line, node.parts)))
        if isinstance(node, ast.Word) and (name_of_applicant := self._hidden_name(node.name.text, record, field)):
            table, key = attrs.evolve(node.name, text=name_of_applicant), attrs.evolve(node.name, text=APPLICANT)
            return ast.TableLookup(span=node.span, table=table, key=key)  # type: ignore[return-value]
        named = self.roles.get(type(node), {})
        changes: dict[str, object] = {}
        if isinstance(node, ast.TableLookup):
            is_table = self._is_table(node.table.text)
            owner = None if is_table else self._owner(node.key.text, record)
            if owner is not None:
                return self._word_of_owner(node, owner, record)
            named = named if is_table else _RATE_ROLES
            changes = {"is_standard": is_table} if self.is_labelling else {}
        kind_of_node: Any = type(node)
        for name in _field_names(kind_of_node):
            value = getattr(node, name)
            if name == "body" and isinstance(node, ast.Row) and isinstance(node.amount, ast.AmountByRows):
                field = self._field_of_value(node.amount.value, record)
            other = value
            if isinstance(node, _SUMS) and isinstance(value, ast.Number) and value.currency is None:
                is_money = self.is_labelling if self.is_in_yuan else value.is_money
                other = value if value.is_money == is_money else attrs.evolve(value, is_money=is_money)
            elif name == "what" and isinstance(node, ast.Limit | ast.Quota) and node.number == 1:
                other = self._names(value, "one", record, field)
            elif name in named:
                other = self._names(value, named[name], record, field)
            elif isinstance(value, ast.Node):
                other = self._node(value, record, field)
            elif isinstance(value, tuple) and value and isinstance(value[0], ast.Node):
                each = tuple(self._nodes(value, record, field))
                other = value if all(map(operator.is_, value, each)) else each
            if other is not value:
                changes[name] = other
        part_of_clause = CLAUSE_FIELDS.get(type(node))
        named_clause = None if part_of_clause is None else getattr(node, part_of_clause)
        if part_of_clause is not None and named_clause is not None:
            is_own = not isinstance(node, ast.GivenHistory) or node.document is None
            label = self._clause(named_clause, is_own=is_own)
            changes |= {} if label == named_clause else {part_of_clause: label}
        if isinstance(node, ast.ExpectOutcome):
            of_item = self._record_by_item.get(node.item)
            words = tuple(self._reason(word, of_item) for word in node.words)
            changes |= {} if words == node.words else {"words": words}
        changed: N = attrs.evolve(node, **changes) if changes else node  # type: ignore[arg-type]
        return changed

    def _nodes(
        self, written: tuple[ast.Node, ...], record: RecordKind | None, field: Field | None
    ) -> Iterator[ast.Node]:
        """Several nodes in order; the words of a rule and of instalments are those of the award before them."""
        of_award: RecordKind | None = None
        for child in written:
            if isinstance(child, ast.Award):
                of_award = self._record_of(child, None)
            if isinstance(child, ast.Cap) and of_award is not None:
                amount = self._node(child.amount, of_award, field)
                child = child if amount is child.amount else attrs.evolve(child, amount=amount)
            if isinstance(child, ast.Cap | ast.Limit) and isinstance(child.order, ast.FieldOrder) and of_award:
                order = self._node(child.order, of_award, field)
                child = child if order is child.order else attrs.evolve(child, order=order)
            yield self._node(child, of_award if isinstance(child, ast.PaymentSchedule) else record, field)

    def _word_of_owner(self, node: N, owner: RecordKind | str, record: RecordKind | None) -> N:
        """`sales of contract`: the word by the names of its owner alone."""
        assert isinstance(node, ast.TableLookup)
        kind = owner if isinstance(owner, RecordKind) else None
        word = self._text(node.table.text, "of applicant" if kind is None else "of record", kind, None)
        scope, text = (MATTER_WORDS, APPLICANT) if kind is None else (self.labels.records(), kind.name)
        label = scope.labels.get(text, text) if self.is_labelling else text
        key = label if self._owner(label, record) == owner else text
        table, key_name = attrs.evolve(node.table, text=word), attrs.evolve(node.key, text=key)
        return attrs.evolve(node, table=table, key=key_name, is_standard=False)

    def _owner(self, text: str, record: RecordKind | None) -> RecordKind | str | None:
        """The owner that a word names in `sales of contract`; a word of the place is not an owner."""
        if text in MATTER_WORDS.both:
            return APPLICANT
        schema = self.vocabulary.schema
        kinds = (kind for kind in schema.records if text in (kind.name, kind.label.zh))
        of_record = () if record is None else record.declarations
        words = _words((*of_record, *self.vocabulary.applicant_declarations))
        return None if text in words else next(kinds, None)

    def _hidden_name(self, text: str, record: RecordKind | None, field: Field | None) -> str:
        """The name of a label of the applicant alone, if the record has a word of that name; otherwise empty.

        The name alone would be the record's word, so the page needs its owner.
        """
        if self.is_labelling or record is None:
            return ""
        nearest = next((words for words in self._label_scopes("word", record, field) if text in words.both), None)
        if nearest is not self.labels.applicants() or text in nearest.declared:
            return ""
        name = nearest.names[text]
        return name if name in self.labels.record(record).declared else ""

    def _is_table(self, text: str) -> bool:
        """Whether a word names rows of the page."""
        return text in self.vocabulary.page_names.by_rows

    def _kind_of_line(self, part: ast.FactPart) -> ast.FactPart:
        """`类别 企业称号` in a payment of another document: the kind of record of the item."""
        words = LINE_WORDS.labels if self.is_labelling else LINE_WORDS.names
        given = part.value
        if part.name.text not in LINE_WORDS.both or given is None:
            return part
        name = attrs.evolve(part.name, text=words.get(part.name.text, part.name.text))
        if not isinstance(given.value, ast.Word):
            return attrs.evolve(part, name=name)
        kind = attrs.evolve(given.value.name, text=self._text(given.value.name.text, "record", None, None))
        word = attrs.evolve(given.value, name=kind)
        return attrs.evolve(part, name=name, value=attrs.evolve(given, value=word))

    def _names(self, value: object, role: str, record: RecordKind | None, field: Field | None) -> object:
        if isinstance(value, ast.Name):
            text = self._text(value.text, role, record, field)
            return value if text == value.text else attrs.evolve(value, text=text)
        if isinstance(value, tuple):
            each = tuple([self._names(item, role, record, field) for item in value])
            return value if all(map(operator.is_, value, each)) else each
        return value

    def _records_of_case(self, case: ast.Case) -> Iterator[tuple[str, RecordKind]]:
        """The items of a case with their records, to which its expectations refer."""
        for given in case.given:
            for line in given.lines if isinstance(given, ast.GivenApplicant) else ():
                if isinstance(line, ast.GivenRecord) and line.item is not None:
                    record = self._record_named(line.kind)
                    if record is not None:
                        yield line.item, record

    def _reason(self, word: str, record: RecordKind | None) -> str:
        """The reason in an expectation.

        For an item that is not a record, such as the year of a set, the word does not change if records have several
        labels for it.
        """
        text = self._text(word, "word", record, None)
        if record is None and self.is_labelling and text != word:
            words = (declaration for kind in self.vocabulary.schema.records for declaration in kind.declarations)
            if word in SET_WORDS or {declaration.label.zh for declaration in words if declaration.name == word} - {
                text
            }:
                return word
        return text

    def _clause(self, label: str, *, is_own: bool = True) -> str:
        """The page's name of a group or an award; names of other documents do not change.

        An award without a name has its article, its record or figure, and its event or state.
        """
        named = self._look_up(label, "clause", None, None) if is_own else label
        if named != label:
            return named
        *before, kind, word = ["", *label.split(".")]
        record = self._kind(kind)
        if record is not None:
            kind, word = self._text(kind, "record", None, None), self._text(word, "word", record, None)
        elif kind:
            word = self._text(word, "paid", None, None)
        return ".".join([*before[1:], kind, word]) if kind else label

    def _record_of(self, node: ast.Node, record: RecordKind | None) -> RecordKind | None:
        """The record to which the words in a node refer."""
        match node:
            case (
                ast.Award(head=ast.Head(trigger=trigger))
                | ast.Allocation(trigger=trigger)
                | ast.Reference(trigger=trigger)
                | ast.Recovery(trigger=trigger)
            ):
                return self._record_of_trigger(trigger)
            case ast.WhenTrigger() | ast.WhileTrigger():
                return self._record_of_trigger(node)
            case (
                ast.InstalmentEvent(record=ast.Name() as name)
                | ast.Instalment(day=ast.InstalmentEvent(record=ast.Name() as name))
                | ast.Pick(record=name)
                | ast.Aggregate(pick=ast.Pick(record=name))
                | ast.PriorPaymentDeduction(record=name)
                | ast.Requirement(record=ast.Name() as name)
                | ast.GivenRecord(kind=name)
                | ast.Quota(what=name)
                | ast.SameMatter(record=ast.Name() as name)
            ):
                return self._record_named(name)
            case ast.GivenHistory(parts=parts):
                kinds = [p.value.value for p in parts if p.name.text in LINE_WORDS.both and p.value is not None]
                return next((self._record_named(kind.name) for kind in kinds if isinstance(kind, ast.Word)), None)
            case ast.Definition(record=name):
                return None if name is None else self._record_named(name)
            case ast.GivenApplicant() | ast.GivenFigures():
                return None
            case ast.ConditionLine() if self._has_set:
                return None
            case _:
                return record

    def _record_of_trigger(self, trigger: ast.Trigger | None) -> RecordKind | None:
        match trigger:
            case ast.WhenTrigger(record=name) | ast.WhileTrigger(subject=name):
                return self._record_named(name)
            case _:
                return None

    def _record_named(self, name: ast.Name) -> RecordKind | None:
        return self._kind(name.text)

    def _kind(self, text: str) -> RecordKind | None:
        """The record kind with this name, plural or label."""
        schema = self.vocabulary.schema
        kind = schema.record_by_name.get(text) or self.vocabulary.plural_by_name.get(text)
        return kind or next((record for record in schema.records if record.label.zh == text), None)

    def _field_of(self, node: ast.Node, record: RecordKind | None, field: Field | None) -> Field | None:
        """The field that has the values in a node."""
        match node:
            case (
                ast.Membership(value=ast.Word(name=name))
                | ast.Compare(left=ast.Word(name=name))
                | ast.FactPart(name=name)
            ):
                return name.text, None if record is None else record.name
            case (
                ast.Membership(value=ast.TableLookup() as value)
                | ast.Compare(left=ast.TableLookup() as value)
                | ast.Award(amount=ast.AmountByRows(value=value))
                | ast.Definition(value=ast.AmountByRows(value=value))
            ):
                return self._field_of_value(value, record)
            case ast.Award() | ast.Definition() | ast.Membership() | ast.Compare():
                return None
            case _:
                return field

    def _field_of_value(self, value: ast.Expr, record: RecordKind | None) -> Field | None:
        """The field of a word, also of one with its owner."""
        if isinstance(value, ast.TableLookup):
            owner = self._owner(value.key.text, record)
            return None if owner is None else (value.table.text, owner if isinstance(owner, str) else owner.name)
        return (value.name.text, None if record is None else record.name) if isinstance(value, ast.Word) else None

    def _choice(self, field: Field) -> Choice | None:
        """The choice or level of a field: of its owner, of the applicant, or of any record that has the field."""
        if field not in self._choices:
            name, owner = field
            schema = self.vocabulary.schema
            of_owner = schema.record_by_name[owner].fields if owner in schema.record_by_name else ()
            of_records = (candidate for kind in schema.records for candidate in kind.fields)
            fields = (*of_owner, *schema.applicant_fields, *of_records)
            types = (candidate.type for candidate in fields if name in (candidate.name, candidate.label.zh))
            self._choices[field] = next(filter(None, map(self.vocabulary.choice_of, types)), None)
        return self._choices[field]

    def _is_flag(self, field: Field) -> bool:
        """Whether a field of its owner, or of any with a field of that name, is a flag."""
        name, owner = field
        schema = self.vocabulary.schema
        records = schema.records if owner is None else tuple(filter(None, (schema.record_by_name.get(owner),)))
        fields = (*(candidate for kind in records for candidate in kind.fields), *schema.applicant_fields)
        return any(candidate.type.is_flag for candidate in fields if name in (candidate.name, candidate.label.zh))

    # ------------------------------------------------------------------------------------------ words

    def _text(self, text: str, role: str, record: RecordKind | None, field: Field | None) -> str:
        return self._clause(text) if role == "clause" else self._look_up(text, role, record, field)

    def _look_up(self, text: str, role: str, record: RecordKind | None, field: Field | None) -> str:
        if not self.is_labelling:
            is_name = text.isascii() and text not in self.latin_labels
            return text if is_name else self._name(text, role, record, field)
        for words in self._label_scopes(role, record, field):
            label = words.labels.get(text)
            if label is not None and self._name(label, role, record, field) == text:
                return label
        return text

    def _name(self, text: str, role: str, record: RecordKind | None, field: Field | None) -> str:
        for words in self._label_scopes(role, record, field):
            if text in words.declared:
                return text  # already a name
            if text in words.names:
                name = words.names[text]
                return text if self._is_label_of_other(words, name, record) else name
        return text

    def _is_label_of_other(self, words: LabelScope, name: str, record: RecordKind | None) -> bool:
        """Whether a label of other records would be read as a word of this record, which has another label for it."""
        is_found_anywhere = words is self.labels.all_record_words()
        return record is not None and is_found_anywhere and name in self.labels.record(record).declared

    def _label_scopes(self, role: str, record: RecordKind | None, field: Field | None) -> Iterator[LabelScope]:
        """The label scopes for the lookup of a name, the nearest first."""
        for scope in SCOPES_BY_ROLE[role]:
            words = SCOPES[scope](self, record, field)
            if words is not None:
                yield words

    def _members(self, field: Field | None) -> LabelScope | None:
        choice = None if field is None else self._choice(field)
        return None if choice is None else self.labels.members(choice)

    def _flags(self, field: Field | None) -> LabelScope | None:
        """The values of a flag, also of a definition that is a condition, and of a state."""
        return FLAGS if field is not None and (self._choice(field) is None or self._is_flag(field)) else None


SCOPES: Mapping[str, Callable[[PageRenamer, RecordKind | None, Field | None], LabelScope | None]] = {
    "statuses": lambda page, record, field: STATUSES,
    "clauses": lambda page, record, field: page.labels.clauses(),
    "definitions": lambda page, record, field: page.labels.definitions(),
    "item": lambda page, record, field: ITEM_WORDS,
    "matter": lambda page, record, field: MATTER_WORDS,
    "plurals": lambda page, record, field: page.labels.plurals(),
    "records": lambda page, record, field: page.labels.records(),
    "flags": lambda page, record, field: page._flags(field),
    "members": lambda page, record, field: page._members(field),
    "all members": lambda page, record, field: page.labels.all_members(),
    "record": lambda page, record, field: None if record is None else page.labels.record(record),
    "applicants": lambda page, record, field: page.labels.applicants(),
    "series": lambda page, record, field: page.labels.series(),
    "all records": lambda page, record, field: page.labels.all_record_words(),
}
"""The label scopes by name; one is `None` if the place has no record or no field with such members."""

_SCOPES_OF_WORD = (
    "flags", "members", "record", "applicants", "definitions", "all records", "all members",
)  # fmt: skip
SCOPES_BY_ROLE: Mapping[str, tuple[str, ...]] = {
    "status": ("statuses",),
    "clause": ("clauses",),
    "table": ("definitions",),
    "key": ("item", "record", "applicants", "all records"),
    "same": ("item", "matter", "record", "applicants", "all records"),
    "counted": ("item", "plurals", "records", "record", "all records"),
    "one": ("item", "records", "record", "all records"),
    "who": ("matter", "applicants"),
    "record": ("records", "applicants", "all records"),  # misplaced words: their findings refer to names
    "subject": ("records", "applicants"),
    "paid": ("records", "applicants"),
    "row": ("all members", *_SCOPES_OF_WORD),
    "word": _SCOPES_OF_WORD,
    "member": ("flags", "members", "all members"),
    "of record": ("record",),
    "of applicant": ("applicants",),
    "figure": ("applicants",),
    "defined": ("applicants",),
    "series": ("series", "record", "applicants"),  # `grade on begun_on` has a state or a field in its place
}
"""The label scopes for the lookup of a name, by its role, the nearest first."""


S = TypeVar("S", bound=ast.Node)


def with_records_first(page: ast.Page, vocabulary: Callable[[], Vocabulary | None]) -> ast.Page:
    """The page with the record first in each head; `vocabulary` is called only if a head may change."""
    items = tuple([_reorder(item, vocabulary) for item in page.items])
    return page if all(map(operator.is_, page.items, items)) else attrs.evolve(page, items=items)


def _reorder(item: S, vocabulary: Callable[[], Vocabulary | None]) -> S:
    if isinstance(item, ast.Article | ast.Group | ast.OverBlock):
        body = tuple([_reorder(line, vocabulary) for line in item.body])
        return item if all(map(operator.is_, item.body, body)) else attrs.evolve(item, body=body)
    if not isinstance(item, ast.Sentence) or not item.trivia.is_chinese:
        return item
    head: Any = item.head if isinstance(item, ast.Award) else item
    field = "when" if isinstance(item, ast.Suspension) else "trigger"
    when, to = getattr(head, field, None), getattr(head, "to", None)
    reordered = _record_first(when, to or (), vocabulary) if isinstance(when, ast.WhenTrigger) else None
    if reordered is None:
        return item
    changes = {field: reordered[0]} if to is None else {field: reordered[0], "to": reordered[1]}
    changed: Any = attrs.evolve(head, **changes)
    return attrs.evolve(item, head=changed) if isinstance(item, ast.Award) else changed


_Names = tuple[ast.Name, ...]


def _record_first(
    when: ast.WhenTrigger, to: _Names, vocabulary: Callable[[], Vocabulary | None]
) -> tuple[ast.WhenTrigger, _Names] | None:
    """The trigger and the payees, if the first name is the event of the record after it."""
    known = vocabulary()
    if known is None or _record(when.record.text, known.schema) is not None:
        return None
    match when.test:
        case ast.Word(name=after) if _is_event(when.record, after, known.schema):
            return attrs.evolve(when, test=None).with_record(after), to
        case ast.And(parts=(ast.Word(name=after), *more)) if _is_event(when.record, after, known.schema):
            rest = more[0] if len(more) == 1 else ast.And(span=when.test.span, parts=tuple(more))
            return attrs.evolve(when, test=rest).with_record(after), to
    if len(to) == 1 and _is_event(when.record, to[0], known.schema):
        return when.with_record(to[0]), ()
    return None


def _is_event(event: ast.Name, record: ast.Name, schema: Schema) -> bool:
    kind = _record(record.text, schema)
    return kind is not None and event.text in _words(kind.events)


def _record(text: str, schema: Schema) -> RecordKind | None:
    kind = schema.record_by_name.get(text)
    return kind or next((record for record in schema.records if record.label.zh == text), None)


def _words(declared: Iterable[LabelledDeclaration]) -> set[str]:
    return {word for declaration in declared for word in (declaration.name, declaration.label.zh)}


V = TypeVar("V")
_EXPRESSIONS = get_args(ast.Expr)
_QUOTED = re.compile(r"`([^`]+)`")
_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_UNTRANSLATED_FIELDS = frozenset({"span", "path", "related", "is_detail", "candidates", "edits", "alternatives"})
"""Fields of a finding that are not words of it, or that are processed separately."""


def localized_findings(
    findings: Iterable[Diagnostic], written_page: ast.Page, named_page: ast.Page, words: Vocabulary
) -> Report:
    """The findings, those about this page with Chinese texts."""
    places = words.label_scopes
    page = _PageIndex(written_page, named_page)
    report = Report()
    for finding in findings:
        place = page.pair_at(finding.span)
        report.add(finding if place is None else _FindingLocalizer(places, page, place, finding).localize())
    return report


@attrs.define(eq=False, repr=False)
class _SentencePair:
    """A sentence of the page with names and as written, and the sentence above it."""

    named_sentence: ast.Sentence
    written_sentence: ast.Sentence
    above: _SentencePair | None

    @cached_property
    def _parts(self) -> list[tuple[object, object]]:
        return _paired_parts(self.named_sentence, self.written_sentence)

    @cached_property
    def words(self) -> dict[str, str]:
        """The author's word for each name of the sentence. Keywords for keys are not included."""
        written_by_name: dict[str, str] = {}
        for name, other in self._parts:
            if isinstance(name, str) and isinstance(other, str) and not (name == other and name in KEYWORDS.labels):
                written_by_name.setdefault(name, other)
        return written_by_name

    @cached_property
    def texts(self) -> dict[str, str]:
        """The sentence and its parts in English, each with its Chinese text."""
        chinese_by_english = {ENGLISH.text(self.named_sentence): CHINESE.text(self.written_sentence)}
        for part, other in self._parts:
            if isinstance(part, _EXPRESSIONS) and isinstance(other, _EXPRESSIONS):
                chinese_by_english.setdefault(ENGLISH.text(part), CHINESE.text(other))
            elif isinstance(part, ast.Row) and isinstance(other, ast.Row):
                chinese_by_english.setdefault(ENGLISH.text(part.key), CHINESE.text(other.key))
        return chinese_by_english


class _PageIndex:
    """The sentences of a page by line, and the names that it gives to awards, groups and tables."""

    def __init__(self, written_page: ast.Page, named_page: ast.Page) -> None:
        self.file = written_page.span.file
        self.page_names: set[str] = set()
        self._places: list[_SentencePair] = []
        self._add(sentences(named_page), sentences(written_page), None)
        self._places.sort(key=lambda place: place.named_sentence.span.line)
        self._lines = [place.named_sentence.span.line for place in self._places]

    def pair_at(self, span: Span | None) -> _SentencePair | None:
        """The sentence that contains a place, if it is on this page."""
        index = 0 if span is None or span.file != self.file else bisect_right(self._lines, span.line)
        return self._places[index - 1] if index else None

    def _add(
        self,
        named_sentences: Iterable[ast.Sentence],
        written_sentences: Iterable[ast.Sentence],
        above: _SentencePair | None,
    ) -> None:
        for sentence, other in zip(named_sentences, written_sentences, strict=True):
            place = _SentencePair(sentence, other, above)
            self._places.append(place)
            match sentence:
                case ast.LabelLine() | ast.Group() | ast.Definition(value=ast.AmountByRows()):
                    self.page_names |= set() if sentence.label else {sentence.name.text}
            self._add(body_of(sentence), body_of(other), place)


@attrs.define(eq=False, repr=False)
class _FindingLocalizer:
    """Adds the Chinese texts to one finding."""

    places: LabelScopes
    page: _PageIndex
    place: _SentencePair
    finding: Diagnostic

    def localize(self) -> Diagnostic:
        """The finding with the Chinese texts of its values."""
        finding = self.finding
        stated = {name: getattr(finding, name) for name in fields_of(type(finding)) if name not in _UNTRANSLATED_FIELDS}
        related = tuple(RelatedPlace(place.span, self._localized_value(place.text)) for place in finding.related)
        return with_changes(
            finding, related=related, **{name: self._localized_value(value) for name, value in stated.items()}
        )

    def _localized_value(self, value: V) -> V:
        result: object = value
        match value:
            case LocalizedName() if value.zh == value:
                pass  # already has its Chinese text
            case Phrase():
                result = Phrase(
                    value.en, value.zh, **{name: self._localized_value(item) for name, item in value.values}
                )
            case LocalizedSentence():
                result = LocalizedName(
                    value, self.place.texts.get(value) or CHINESE.text(self._rule_sentence().written_sentence)
                )
            case str():
                chinese = self._chinese(value)
                result = LocalizedName(value, chinese) if chinese != value else value
            case tuple():
                result = tuple(self._localized_value(item) for item in value)
        return result  # type: ignore[return-value]  # a name is a text, a phrase a phrase

    def _rule_sentence(self) -> _SentencePair:
        """The sentence that represents a rule: the earlier one, if the finding is about two with the same name."""
        related_sentences = (self.page.pair_at(place.span) for place in self.finding.related)
        return next(filter(None, related_sentences), self.place)

    def _chinese(self, text: str) -> str:
        if "`" in text:
            return _QUOTED.sub(lambda match: f"`{self._chinese(match[1])}`", text)
        written = text if text in self.page.page_names else self.place.words.get(text)
        if written is None and (day := _DAY.fullmatch(text)) is not None:
            return "{}年{}月{}日".format(*map(int, day.groups()))
        return written or self.places.label(text, self._names_in_scope) or self.places.clause(text) or text

    @cached_property
    def _names_in_scope(self) -> tuple[str, ...]:
        """The names in the finding, its sentence and the sentences above."""
        return (*_texts(self.finding), *_names(self.place))


def _texts(value: object) -> Iterator[str]:
    """The texts of a finding or of one of its values, without backticks."""
    match value:
        case Diagnostic():
            for name in fields_of(type(value)):
                if name not in _UNTRANSLATED_FIELDS:
                    yield from _texts(getattr(value, name))
        case Phrase():
            for _, item in value.values:
                yield from _texts(item)
        case str():
            yield value.strip("`")
        case tuple():
            for item in value:
                yield from _texts(item)


def _names(place: _SentencePair | None) -> Iterator[str]:
    while place is not None:
        yield from place.words
        place = place.above


def _paired_parts(named_node: ast.Node, written_node: ast.Node) -> list[tuple[object, object]]:
    """The parts of a sentence with names and as written: nodes and texts, without the lines under it."""
    pairs: list[tuple[object, object]] = []
    stack: list[tuple[object, object]] = [(named_node, written_node)]
    while stack:
        part, other = stack.pop()
        if isinstance(part, tuple) and isinstance(other, tuple):
            stack.extend(zip(reversed(part), reversed(other), strict=True))
        elif isinstance(part, str):
            pairs.append((part, other))
        elif isinstance(part, ast.Node) and (part is named_node or not isinstance(part, ast.Sentence)):
            pairs.append((part, other))
            kind: Any = type(part)
            names = _field_names(kind) if isinstance(other, kind) else ()  # an owner has no word of its own
            stack.extend([(getattr(part, name), getattr(other, name)) for name in reversed(names)])
    return pairs
