"""Matters, and payments by others for them: the matter of a record, the matter of a line, whether the two are the same.

The matter of a record is the root of its kind with the values of the fields that the policy names for it (or with the
applicant), as one text. The matter of a claim without a record is the applicant. Lines of the history, of support and
of older documents identify their record by item and keys. `stated_fields` reads all of them by the same rules, in
order:

- a field under the keys of the line;
- the fields of the listed records with the line's item, if all of them agree;
- the item's text as the key of the kind, its parts joined by ` / `;
- the text as the values of the matter's fields, if it is not a key or if no field of the matter is in the key. (The
  item of a line of the policy itself is the key, because it is the item of a claim.)

Two sides that state all parts and agree are the same matter; two sides that differ in a part are not. If one side does
not state a part, they may be the same matter if they agree in another part. A line that states no part matches nothing.

Indexes find the lines that are or may be about the matter of a record. Lines with equal content are returned together,
so the cost is linear in the numbers of records and lines even if parts are missing.

Payments by others are support of every level, and payments under other documents. The support and the history of the
facts give the lines about a record, certain or possible, with the sums that count, and `other support`, their total.
docs/en/concepts/settlement describes what identifies a record: "Other documents".

Events of other records: whether an event is the first of its item, and whether a year has an event.

A word that the vocabulary marks `first` or `once for life` tests whether its event is the first of the item. Earlier
events come from listed records of the kind and from history lines about the item: lines of awards for such events, and
lines of other documents that name the kind. The event of a line is on the line's day, or at the end of its year if it
states no day. Events on the same day are one event.

Items are compared by the parts of the key. If a part is not stated and another part is equal, they may be the same
item. If the kind is listed in part, an earlier event may be missing from the list, unless the item has one such event
for life.

Events in the calendar year of a claim count regardless of the claim's day and the window.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cached_property, partial
from typing import Any, Generic, NamedTuple, Protocol, TypeAlias, TypeVar, cast

import attrs

from ipdsl.base.partition import values_by_key
from ipdsl.base.values.days import ONE_DAY, Date, add_years
from ipdsl.engine.operations import (
    Answer,
    all_of,
    any_of,
    at_least,
    at_most,
    facts_of,
    first_facts,
    less_than,
    not_,
    open_truth,
    value_text,
)
from ipdsl.engine.situation import AWARD_SUMS, CachedFinding, ListedRecords, Member, Pick, Situation
from ipdsl.ir.facts import FactRef, Facts, LedgerLine, OlderDocument, Open, Record, Support, Truth, all_records
from ipdsl.ir.terms import MATTER, MATTER_OF_ITEM, AwardSum, Program, TriggerKind, clauses_by_label
from ipdsl.schema.values.value_type import CANNOT, NO_VALUE, NONE, Fact, KnownValues, NeedsGeneralPathError, Type
from ipdsl.schema.vocabulary import MATTER_IS_APPLICANT, RecordKind as Kind

SupportOrPayment: TypeAlias = "Support | LedgerLine"
"""A line about a payment by others."""

CountedSupport: TypeAlias = "tuple[SupportOrPayment, int, Truth]"
"""A line, its amount, and whether it is about a claim."""

USE = "other support"
"""The name under which a situation notes that the support of its record is read."""


def lines_of_others(program: Program, facts: Facts) -> tuple[LedgerLine, ...]:
    """Payments to this applicant under other documents: history lines, and support of the policy's own level."""
    policy, applicant = program.name, facts.applicant
    lines = [line for line in facts.history or () if line.is_about(applicant) and not line.is_of(policy)]
    if program.level:
        lines += [payment_from_support(support) for support in facts.support or () if support.level == program.level]
    return tuple(lines)


def payment_from_support(support: Support) -> LedgerLine:
    """Support of the policy's own level as a payment under another document."""
    sums = {support.year: support.amount}
    return LedgerLine(
        f"{support.level} support",
        "",
        support.item,
        support.year,
        sums,
        short=True,
        kind=support.kind,
        keys=support.keys,
    )


def counted_sum(line: SupportOrPayment) -> int:
    """The amount with which support, or a payment under another document, counts."""
    if isinstance(line, Support):
        return line.amount
    return line.total if line.short else line.admitted


def support_lines(situation: Situation) -> list[SupportOrPayment]:
    """The payments by others: support of every level, and payments under other documents."""
    level = f"{situation.program.level} support"  # already included in the support
    lines = [line for line in lines_of_others(situation.program, situation.facts) if line.policy != level]
    return [*(situation.facts.support or ()), *lines]


def support_index(situation: Situation, kind: Kind, name: str = MATTER_OF_ITEM) -> RecordLineIndex[SupportOrPayment]:
    """The payments by others for records of a kind, by item or by another matter; cached with the facts."""
    spoken = situation.cache.get(("others", kind.name, name))
    if spoken is None:
        roots = situation.schema.record_by_name
        entries = [
            entry
            for entry in support_lines(situation)
            if not entry.kind or (entry.kind in roots and roots[entry.kind].root == kind.root)
        ]
        spoken = situation.cache["others", kind.name, name] = RecordLineIndex(situation, kind, entries, name)
    assert isinstance(spoken, RecordLineIndex)
    return spoken


def support_for_records(situation: Situation, kind: Kind, records: Iterable[Member]) -> Iterator[CountedSupport]:
    """The payments by others for any of these records of a kind, certain or possible, each once."""
    spoken = support_index(situation, kind)
    truths_by_line: dict[int, tuple[SupportOrPayment, list[Truth]]] = {}
    for record, truth in records:
        for line, is_same in spoken.lines_about(situation, record):
            truths_by_line.setdefault(id(line), (line, []))[1].append(all_of(truth, is_same))
    yield from (
        (line, sum_, any_of(*truths)) for line, truths in truths_by_line.values() if (sum_ := counted_sum(line))
    )


def other_support(c: Situation, name: str) -> Answer:
    """The total that others paid for the record, or for the records of a set of the kind `name`, in minor units.

    Support that is not stated is 0; in a strict situation the total has no upper end.
    """
    members: tuple[Member, ...] = c.members if c.record is None else ((c.record, True),)
    for record, _ in members:
        c.with_record(record, c.day, c.year).note_use(USE)
    kind = c.schema.record_by_name[name if c.record is None else c.record.kind]
    counted = list(support_for_records(c, kind, members))
    low = sum(sum_ for _, sum_, belongs in counted if belongs is True)
    most = low + sum(sum_ for _, sum_, belongs in counted if isinstance(belongs, Open))
    facts = facts_of(*(belongs for _, _, belongs in counted))
    if c.record is None and c.unlisted:  # a record that is not listed may have any of the payments
        most, facts = max(most, sum(map(counted_sum, support_index(c, kind).all_lines))), facts | c.unlisted
    if c.is_strict and c.facts.support is None:
        return Open(facts | {FactRef("support")}, low)
    return Open(facts, low, most) if low != most else low


class PartialSum(NamedTuple):
    """What one award came to, at least and at most (`None`: no limit), and the facts between the two."""

    low: int
    high: int | None
    facts: frozenset[FactRef] = frozenset()


class AddsUpAwards(Protocol):
    """Adds up awards for a claim: a settlement of the awards before it."""

    def sums(self, c: Situation, term: AwardSum) -> Mapping[str, PartialSum]:
        """What each award of a term came to, by label."""


def award_sums(c: Situation, term: AwardSum) -> Mapping[str, PartialSum]:
    """What each award of a term came to, by label; `NeedsGeneralPathError` if nothing settles them here."""
    adds_up = c.cache.get(AWARD_SUMS)
    if adds_up is None:
        raise NeedsGeneralPathError
    return cast("AddsUpAwards", adds_up).sums(c, term)


def award_sum(c: Situation, term: AwardSum) -> Answer:
    """What the awards of a term came to together, in minor units."""
    sums = award_sums(c, term).values()
    low, highs = sum(each.low for each in sums), [each.high for each in sums]
    high = None if None in highs else sum(each for each in highs if each is not None)
    facts = frozenset[FactRef]().union(*(each.facts for each in sums))
    return low if low == high else Open(facts, low, high)


Line = LedgerLine | Support | OlderDocument
"""A line that identifies its record by item and keys."""

BETWEEN = " / "
"""The separator between the parts of an item, and of a matter."""


def matter(situation: Situation, record: Record | None, name: str = MATTER) -> Answer:
    """The matter of a record as text; open if one of its fields is not stated."""
    plain = plain_matter(situation, record, name)
    if plain is not None or record is None:
        return plain or ""
    kind = situation.schema.record_by_name[record.kind]
    here = situation.with_record(record, situation.day, situation.year)
    parts = [here.field(field) for field in situation.program.matter_fields(name, kind)]
    for part in parts:
        if isinstance(part, Open):
            return part
    return _join_matter(kind, parts, record.item)


def plain_matter(situation: Situation, record: Record | None, name: str = MATTER) -> str | None:
    """The matter if it is the applicant or one text of the record, independent of the day; otherwise `None`."""
    applicant = situation.facts.applicant
    if record is None:
        return applicant
    kind = situation.schema.record_by_name[record.kind]
    fields = situation.program.matter_fields(name, kind)
    if fields == MATTER_IS_APPLICANT:
        return f"{kind.root}: {applicant}"
    if len(fields) == 1 and type(stated := record.values.get(fields[0])) is str:
        return f"{kind.root}: {stated}"
    return None


def _join_matter(kind: Kind, parts: Sequence[Answer], item: str) -> str:
    """The text of a matter from its parts, or from the item if a part has no value or `parts` is empty."""
    if not parts or any(part is NONE or part is CANNOT for part in parts):
        return f"{kind.root}: {item}"
    return f"{kind.root}: " + BETWEEN.join(map(value_text, parts))


# ---------------------------------------------------------------------------------------------- lines


def stated_fields(c: Situation, kind: Kind, line: Line, wanted: Sequence[str], name: str = MATTER) -> dict[str, Answer]:
    """The values that a line gives for these fields of its record; a field without a value is omitted.

    The value is open if a listed record with the line's item does not state the field. If several records have the
    item, the line itself can state which one it is about. The value is also open if such a record may be missing from a
    list, because its fields could differ from the item's text; key fields are an exception.
    """
    answers: dict[str, Answer] = {}
    item = item_of_line(kind, line)
    listed = records_with_item(c, kind.root, item)
    by_text = fields_in_text(c.program, kind, line, "" if listed else item, name)
    kind_name = line.kind if line.kind in c.schema.record_by_name else kind.name
    missing = frozenset[FactRef]() if listed or not item else c.records(kind_name).unlisted
    for field in wanted:
        if (stated := line.keys.get(field)) is not None:
            answers[field] = stated if isinstance(stated, tuple) else value_text(stated)  # type: ignore[arg-type]  # a key
            continue
        if isinstance(line, LedgerLine) and line.fields is not None and field in line.fields:
            known: Any = line.fields[field]
            answers[field] = NONE if known is None else known
            continue
        values = {c.with_record(record, c.day, c.year).field(field) for record in listed}
        open_ = [value for value in values if isinstance(value, Open)]
        if len(values) == 1:
            answers[field] = values.pop()
        elif open_ and len(values) - len(open_) <= 1:  # a record without the value may have the value of the others
            which = {FactRef(GROUPS[type(line)], kind.root, line.item, field)} if len(listed) > 1 else ()
            answers[field] = Open(facts_of(*open_).union(which))
        elif missing and field not in kind.key:
            answers[field] = Open(missing)
        elif field in by_text:
            answers[field] = by_text[field]
    return answers


def item_of_line(kind: Kind, line: Line) -> str:
    """The item of a line: the values of its `keys` if they have the whole key; otherwise the line's item."""
    parts = [line.keys.get(field) for field in kind.key]
    is_whole = parts and all(part is not None and not isinstance(part, tuple) for part in parts)
    return BETWEEN.join(map(value_text, parts)) if is_whole else line.item  # type: ignore[arg-type]  # none is missing


def records_with_item(c: Situation, root: str, item: str) -> list[Record]:
    """The listed records with an item."""
    by_item = c.cache.get("by item")
    if by_item is None:
        by_item = values_by_key(((record.root, record.item), record) for record in all_records(c.facts))
        c.cache["by item"] = by_item
    assert isinstance(by_item, dict)
    records: list[Record] = by_item.get((root, item), [])
    return records


def with_facts_of_lines(program: Program, facts: Facts) -> Facts:
    """The facts with the days of awarded events, and fields, that a recovery or an instalment may find in the ledger.

    A record of an event has its key and its day. Where the same record has the event of an award too, the line of that
    award states its day and the fields that it keeps, if the record does not, and other lines of it state no others. A
    day that had not come for the line may have come since.
    """
    schema, known = program.schema, dict[tuple[str, str], dict[str, set[Fact]]]()
    clauses = clauses_by_label(program)
    kinds = {term.trigger.record for term in program.recoveries}
    kinds |= {program.clauses[index].trigger.record for index in program.schedule_by_clause}
    roots = {schema.record_by_name[kind].root for kind in kinds & schema.record_by_name.keys()}
    for line in facts.history or ():
        clause = clauses.get(line.clause) if line.is_of(program.name) else None
        kind = None if clause is None else schema.record_by_name.get(clause.trigger.record)
        if clause is not None and kind is not None and kind.root in roots:
            of_item = known.setdefault((kind.root, item_of_line(kind, line)), {})
            if line.event_date is not None:
                of_item.setdefault(clause.trigger.date_field, set()).add(line.event_date)
            for name, text in {**(line.fields or {}), **line.keys}.items():
                field = kind.field_by_name.get(name)
                if field is not None and not (text is None and field.type.is_date):
                    value = NONE if text is None else value_of_text(text, field.type)
                    of_item.setdefault(name, set()).update(() if value is None else (value,))

    def completed(record: Record) -> Record:
        of_item = known.get((record.root, record.item), {})
        stated = {
            field: next(iter(values))
            for field, values in of_item.items()
            if record.values.get(field) is None and len(values) == 1
        }
        return attrs.evolve(record, values=KnownValues({**record.values, **stated})) if stated else record

    listings = {
        kind: attrs.evolve(listing, records=tuple(map(completed, listing.records)))
        for kind, listing in facts.records.items()
    }
    return attrs.evolve(facts, records=listings, digest=facts.digest) if known else facts


def value_of_text(text: object, type_: Type) -> Fact | None:
    """The value of a field that a line has as text: a word, a text, yes or no, or a day; `None` for others."""
    if not isinstance(text, str) or not (type_.is_word or type_.is_flag or type_.is_date):
        return None
    if type_.is_date:
        with suppress(ValueError):
            return Date.fromisoformat(text)
        return None
    return text == "yes" if type_.is_flag else text


def fields_in_text(program: Program, kind: Kind, line: Line, item: str, name: str) -> dict[str, str]:
    """The fields in the texts of a line.

    An item that is not listed is read as the key of the kind, otherwise as the matter. A stated matter is read too.
    """
    fields = program.matter_fields(name, kind)
    stated: dict[str, str] = {}
    if item:
        stated = dict(values_in_text(kind.key, item))
        is_own = isinstance(line, LedgerLine) and line.is_of(program.name)
        if not (stated and (is_own or set(fields) & set(kind.key))):
            stated |= values_in_text(fields, item)
    if isinstance(line, LedgerLine):
        for key, matter in {name: line.keys.get(name), MATTER: line.matter or line.keys.get(MATTER)}.items():
            if isinstance(matter, str) and matter:
                stated = {
                    **values_in_text(program.matter_fields(key, kind), matter.removeprefix(f"{kind.root}: ")),
                    **stated,
                }
    return stated


def values_in_text(fields: Sequence[str], text: str) -> Mapping[str, str]:
    """The values of fields in a text; empty if the text has a different number of parts."""
    parts = text.split(BETWEEN) if len(fields) > 1 else [text]
    return dict(zip(fields, parts, strict=True)) if len(parts) == len(fields) else {}


def stated_matter(c: Situation, kind: Kind, line: Line, name: str = MATTER) -> str | None:
    """The matter of a line; `None` if the line does not state all of it."""
    fields = c.program.matter_fields(name, kind)
    if fields == MATTER_IS_APPLICANT:
        return f"{kind.root}: {c.facts.applicant}"
    stated = stated_fields(c, kind, line, fields, name)
    parts = [stated.get(field) for field in fields]
    if any(part is NONE or part is CANNOT for part in parts):
        return _join_matter(kind, [NONE], item_of_line(kind, line))
    if not all(part is not None and not isinstance(part, Open) for part in parts):
        return None
    return _join_matter(kind, [part for part in parts if part is not None], line.item)


# ---------------------------------------------------------------------------------------------- comparison


GROUPS: Mapping[type, str] = {LedgerLine: "history", Support: "support", OlderDocument: "older_documents"}
"""The parts of the facts that contain lines."""


def is_same_matter(c: Situation, record: Record, line: Line, name: str = MATTER) -> Truth:
    """Whether a line is about the matter of a record."""
    kind = c.schema.record_by_name[record.kind]
    stated = c.schema.record_by_name.get(line.kind)
    if stated is not None and stated.root != kind.root:
        return False
    fields = c.program.matter_fields(name, kind)
    if fields == MATTER_IS_APPLICANT:
        return is_of_applicant(c, kind, line)
    here, line_values = c.with_record(record, c.day, c.year), stated_fields(c, kind, line, fields, name)
    record_values = {field: here.field(field) for field in fields}
    item = item_of_line(kind, line)
    if any(value is NONE or value is CANNOT for value in (*record_values.values(), *line_values.values())):
        return record.item == item
    truth = is_match(record_values, line_values, partial(FactRef, GROUPS[type(line)], kind.root, line.item))
    is_of_item = record.item == item and (
        truth is not False or not line_values
    )  # it may state no more about either of two events
    return True if is_of_item else truth


def is_of_applicant(c: Situation, kind: Kind, line: Line) -> bool:
    """Whether a line is about a kind whose matter is the applicant."""
    has_kind = line.kind in c.schema.record_by_name
    return has_kind or line.item == c.facts.applicant or bool(records_with_item(c, kind.root, item_of_line(kind, line)))


def is_match(
    record_values: Mapping[str, Answer], line_values: Mapping[str, Answer], missing_fact: Callable[[str], FactRef]
) -> Truth:
    """Whether the values of a line match the values of a record, part by part; open if both may be the same."""
    facts: frozenset[FactRef] = frozenset()
    is_met = False
    for name, value in record_values.items():
        other = line_values.get(name)
        if other is None:
            facts |= {missing_fact(name)}
            facts |= value.facts if isinstance(value, Open) else frozenset()
        elif isinstance(value, Open) or isinstance(other, Open):
            facts = facts.union(*[side.facts for side in (value, other) if isinstance(side, Open)])
            is_met = True
        elif value_text(value) != value_text(other):
            return False
        else:
            is_met = True
    if not is_met:
        return False
    return open_truth(facts) if facts else True


Item = TypeVar("Item")
AnyLine = TypeVar("AnyLine", bound=Line)


class PartialKeyIndex(Generic[Item]):
    """Finds entries that state some fields of their record, by the values of a record.

    Entries with the same stated fields share one table for each set of fields that a record states. A table is made
    when the first such record is looked up.
    """

    __slots__ = ("_by_fields", "_tables")

    def __init__(self) -> None:
        self._by_fields: dict[tuple[str, ...], list[tuple[Mapping[str, str], Item]]] = {}
        self._tables: dict[tuple[tuple[str, ...], tuple[str, ...]], dict[tuple[str, ...], list[Item]]] = {}

    def add(self, item: Item, stated: Mapping[str, Answer]) -> None:
        """Add an entry. Records with the same values, or without values yet, will find it."""
        plain = {field: value_text(value) for field, value in stated.items() if not isinstance(value, Open)}
        if len(plain) < len(stated) or next(iter(stated.values()), NONE) not in (NONE, CANNOT):
            self._by_fields.setdefault(tuple(plain), []).append((plain, item))

    def candidates(self, here: Situation) -> Iterator[list[Item]]:
        """The entries that may match the record of a situation, and possibly more. The lists are cached objects."""
        for fields in self._by_fields:
            values = {field: here.field(field) for field in fields}
            known = tuple(field for field, value in values.items() if not isinstance(value, Open))
            items = self._table(fields, known).get(tuple(value_text(values[field]) for field in known))
            if items is not None:
                yield items

    def _table(self, fields: tuple[str, ...], known: tuple[str, ...]) -> dict[tuple[str, ...], list[Item]]:
        table = self._tables.get((fields, known))
        if table is None:
            entries = self._by_fields[fields]
            table = values_by_key((tuple(stated[field] for field in known), item) for stated, item in entries)
            self._tables[fields, known] = table
        return table


@attrs.frozen(eq=False, repr=False, slots=False)
class EquivalentLines(Generic[AnyLine]):
    """Lines with the same relation to a record: all of them are about its matter, or all of them may be.

    `facts` are the deciding facts, limited to the first few.
    """

    lines: Sequence[AnyLine]
    facts: frozenset[FactRef] = frozenset()

    @cached_property
    def max_promised(self) -> int:
        """The greatest amount that an older document among them promises."""
        return max((line.amount for line in self.lines if isinstance(line, OlderDocument)), default=0)


class LinesByItem(Generic[AnyLine]):
    """Lines by their item, and by their values for the matter of their record."""

    __slots__ = ("_equivalents", "by_item", "by_part")

    def __init__(self) -> None:
        self.by_item: dict[str, list[AnyLine]] = {}
        self.by_part = PartialKeyIndex[tuple[AnyLine, Mapping[str, Answer]]]()
        self._equivalents: dict[int, EquivalentLines[AnyLine]] = {}

    def add(self, line: AnyLine, item: str, stated: Mapping[str, Answer]) -> None:
        """Add a line. If one of its values is `NONE`, it is found by its item only."""
        self.by_item.setdefault(item, []).append(line)
        if NONE not in stated.values() and CANNOT not in stated.values():
            self.by_part.add((line, stated), stated)

    def candidates(self, here: Situation, root: str, fields: Sequence[str]) -> Iterator[EquivalentLines[AnyLine]]:
        """The lines that may be about a record; lines in one group have the same missing or unknown fields."""
        for entries in self.by_part.candidates(here):
            equivalents = self._equivalents.get(id(entries))
            if equivalents is None:
                lacking = [
                    FactRef(GROUPS[type(line)], root, line.item, field)
                    for line, stated in entries for field in fields if field not in stated
                ]  # fmt: skip
                facts = facts_of(*(value for _, stated in entries for value in stated.values())).union(lacking)
                equivalents = self._equivalents[id(entries)] = EquivalentLines(
                    [line for line, _ in entries], first_facts(facts)
                )
            yield equivalents


class RecordLineIndex(Generic[AnyLine]):
    """Finds lines about records of a kind by their values; `kind` None: lines about the applicant itself.

    `complete` has the lines that state a whole matter, by matter; `partial` are the others.
    """

    __slots__ = ("_index", "_name", "_partial_index", "all_lines", "complete", "partial")

    def __init__(self, c: Situation, kind: Kind | None, lines: Iterable[AnyLine], name: str = MATTER) -> None:
        self.all_lines, self._name = tuple(lines), name
        self.complete: dict[str, list[AnyLine]] = {}
        self.partial: list[AnyLine] = []
        self._index, self._partial_index = LinesByItem[AnyLine](), LinesByItem[AnyLine]()
        fields = () if kind is None else c.program.matter_fields(name, kind)
        for line in self.all_lines:
            if kind is None:
                self.complete.setdefault(line.item, []).append(line)
                continue
            text, item = stated_matter(c, kind, line, name), item_of_line(kind, line)
            stated = {} if fields == MATTER_IS_APPLICANT else stated_fields(c, kind, line, fields, name)
            self._index.add(line, item, stated)
            if text is not None and (fields != MATTER_IS_APPLICANT or is_of_applicant(c, kind, line)):
                self.complete.setdefault(text, []).append(line)
            else:
                self.partial.append(line)
                self._partial_index.add(line, item, stated)

    def equivalent_lines(self, c: Situation, record: Record | None) -> Iterator[tuple[EquivalentLines[AnyLine], Truth]]:
        """The lines that are about the matter of a record (or of the applicant), and lines that may be.

        A line may occur twice: by its item and by its values.
        """
        mine = matter(c, record, self._name)
        if isinstance(mine, str) and mine in self.complete:
            yield EquivalentLines(self.complete[mine]), True
        if record is None:
            return
        lines = self._partial_index if isinstance(mine, str) else self._index
        for line in lines.by_item.get(record.item, ()):
            if (is_same := is_same_matter(c, record, line, self._name)) is not False:
                yield EquivalentLines((line,)), is_same
        kind, here = c.schema.record_by_name[record.kind], c.with_record(record, c.day, c.year)
        fields = c.program.matter_fields(self._name, kind)
        values = [] if fields == MATTER_IS_APPLICANT else [here.field(field) for field in fields]
        if NONE not in values and CANNOT not in values:
            for equivalents in lines.candidates(here, kind.root, fields):
                facts = facts_of(*values) | equivalents.facts
                yield equivalents, open_truth(facts) if facts else True

    def lines_about(self, c: Situation, record: Record | None) -> Iterator[tuple[AnyLine, Truth]]:
        """The same lines one by one, each once."""
        truth_by_line: dict[int, tuple[AnyLine, Truth]] = {}
        for equivalents, is_same in self.equivalent_lines(c, record):
            for line in equivalents.lines:
                truth_by_line.setdefault(id(line), (line, is_same))
        yield from truth_by_line.values()


# ---------------------------------------------------------------------------------------------- support


def is_matter_supported(c: Situation, name: str = MATTER, is_own_level: bool = False) -> Truth:
    """Whether another level, or the own one, paid something for the matter of the claim, in any year.

    If support is not stated, the applicant has no support; in a strict situation the result is open.
    """
    c.note_use("supported", name, "own" if is_own_level else "other")
    if c.facts.support is None:
        return open_truth(frozenset({FactRef("support")})) if c.is_strict else False
    return any_of(*(is_same for _, is_same in supporting_lines(c, name, is_own_level)))


def supporting_lines(
    c: Situation, name: str = MATTER, is_own_level: bool = False
) -> Iterator[tuple[EquivalentLines[Support], Truth]]:
    """The payments of other levels, or of the own one, for the matter of the claim, certain or possible."""
    kind = None if c.record is None else c.schema.record_by_name[c.record.kind]
    return _support_index(c, kind, name, is_own_level).equivalent_lines(c, c.record)


def _support_index(c: Situation, kind: Kind | None, name: str, is_own_level: bool) -> RecordLineIndex[Support]:
    """The index of support; cached with the facts, because lines do not change from day to day."""
    key = ("paid by others", "" if kind is None else kind.name, name, is_own_level)
    spoken = c.cache.get(key)
    if spoken is None:
        level, roots = c.program.level, c.schema.record_by_name
        stated = c.facts.support or ()
        paid = (line for line in stated if line.amount > 0 and is_own_level == (line.level == level != ""))
        lines = [
            support
            for support in paid
            if not support.kind or (kind is not None and roots[support.kind].root == kind.root)
        ]
        spoken = c.cache[key] = RecordLineIndex(c, kind, lines, name)
    assert isinstance(spoken, RecordLineIndex)
    return spoken


def has_event_in_year(c: Situation, kind: str, date_field: str, pick: Pick | None = None) -> Truth:
    """Whether a record of the kind has its event in the year and passes the tests on the day of that event."""
    if not c.can_list(kind):
        return False
    key = ("in year", kind, date_field, pick, c.year)
    if key not in c.cache:
        c.cache[key] = _has_listed_event(c, c.records_of_kind(kind), date_field, pick)
    return c.cache[key]  # type: ignore[return-value]  # put there one line above


def cached_for_year(c: Situation, rule: str, asks: Callable[[Situation], Truth]) -> Truth:
    """The truth of a rule that depends only on the year, computed once for all claims of the year."""
    key = (rule, c.year)
    truth = c.cache.get(key)
    if truth is None:
        truth = c.cache[key] = asks(c)
    return truth  # type: ignore[return-value]  # put there one line above


def cached_year_value(c: Situation, rule: str, year: int) -> Truth | None:
    """The truth of a rule that depends only on the year, if it was computed before."""
    return c.cache.get((rule, year))  # type: ignore[return-value]  # `cached_for_year` put it there


def _has_listed_event(c: Situation, listed: ListedRecords, date_field: str, pick: Pick | None) -> Truth:
    first, last = c.days_of_year
    truths: list[Truth] = []
    for record, belongs in listed.members:
        day = c.with_record(record, last, c.year).field(date_field)
        dated = all_of(belongs, at_least(day, first), at_most(day, last))
        if dated is False:
            continue
        truth = dated if pick is None else all_of(dated, *_test_on_days(c, record, day, pick))
        truths.append(False if truth is NO_VALUE else truth)  # a comparison with a value that is missing does not hold
    if listed.unlisted:
        truths.append(open_truth(listed.unlisted))
    return any_of(*truths)


def _test_on_days(c: Situation, record: Record, day: Answer, pick: Pick) -> list[Truth]:
    """The truths of the tests on the day of the event; if the day is not stated, on every day that may matter.

    Tests change only on stated days and their anniversaries, so one day between two of these represents all of them.
    """
    if isinstance(day, Date):
        return [pick(c.with_record(record, day, c.year))]
    truths = [pick(c.with_record(record, turn, c.year)) for turn in _turns(c, record)]
    return [truth for truth in truths if truth is not False and truth is not NO_VALUE] or [False]


def _turns(c: Situation, record: Record) -> list[Date]:
    """The days of the year on which a test may change, and the ends of the year."""
    first, last = c.days_of_year
    values = (*record.values.values(), *c.assumptions.values())
    stated = {day for day in values if isinstance(day, Date)} | c.facts.days_of_fields
    turns = {
        day
        for stated_day in stated
        for day in (stated_day, *(add_years(stated_day, day.year - stated_day.year) for day in (first, last)))
        if first <= day <= last
    }
    return sorted({first, last} | turns | {day + ONE_DAY for day in turns if day < last})


def is_new(c: Situation, kind: str, date_field: str) -> Truth:
    """Whether no such event of the record's item is before the record's own event."""
    c.note_use("new", kind, date_field)
    key = c.key_of_record("new", kind, date_field)
    if key not in c.cache:
        rest = _incomplete_lists(c, kind, date_field)
        c.cache[key] = not_(any_of(*_before_truths(c, kind, date_field), open_truth(rest) if rest else False))
    return c.cache[key]  # type: ignore[return-value]  # put there one line above


def first_day_by_item(c: Situation, kind: str, date_field: str) -> Mapping[str, Date] | None:
    """The earliest day of each item, by its name; `None` if some event of the kind is not fully stated.

    Events that never happened and events without an item are omitted.
    """
    cache_key = ("first days", kind, date_field)
    try:  # a total asks for each record: one look at the key is cheaper than two
        return c.cache[cache_key]  # type: ignore[return-value]  # put there by the line below
    except KeyError:
        first_days = c.cache[cache_key] = _find_first_days(c, kind, date_field)
    return first_days


def lines_before(c: Situation, kind: str, date_field: str) -> Iterator[LedgerLine]:
    """The lines whose event is of the record's item, and is or may be before the record's event."""
    day, parts = c.field(date_field), _parts(c)
    for event in _events_of_item(c, kind, date_field, parts):
        if (
            isinstance(event.source, LedgerLine)
            and all_of(less_than(event.day, day), event.is_match(parts)) is not False
        ):
            yield event.source


def earliest_event_before(c: Situation, kind: str, date_field: str) -> tuple[Record | LedgerLine, Date] | None:
    """The source and day of the earliest event of the record's item before the record's own event.

    `None` if no event is certainly before it. A line without a day has the last day of its year. The order of the facts
    does not matter.
    """
    day, parts = c.field(date_field), _parts(c)
    candidates: list[tuple[Date, tuple[str, ...], int]] = []
    events = _events_of_item(c, kind, date_field, parts)
    for place, event in enumerate(events):
        is_before = all_of(event.belongs, less_than(event.day, day), event.is_match(parts))
        if is_before is True and isinstance(event.day, datetime.date):
            candidates.append((event.day, _source_key(event.source), place))
    return (events[min(candidates)[2]].source, min(candidates)[0]) if candidates else None


def _source_key(source: Record | LedgerLine) -> tuple[str, ...]:
    """Records before lines, by their contents."""
    if isinstance(source, Record):
        return ("", source.id)
    return ("line", source.policy, source.clause, source.item)


def _incomplete_lists(c: Situation, kind: str, date_field: str) -> frozenset[FactRef]:
    """The lists that may lack an earlier event of a listed item."""
    return frozenset() if date_field in c.schema.record_by_name[kind].lifetime_event_dates else c.partial_lists(kind)


@attrs.frozen(eq=False, repr=False)
class _Event:
    """An event of a record or a line: the parts of its key, whether it is of the kind, and its day (or latest day)."""

    source: Record | LedgerLine
    root: str
    parts: Mapping[str, Answer]
    belongs: Truth
    day: Answer

    def is_match(self, parts: Mapping[str, Answer]) -> Truth:
        """Whether these parts form the item of the event."""
        return is_match(parts, self.parts, lambda field: FactRef("history", self.root, self.source.item, field))


@attrs.frozen(eq=False, repr=False)
class _Events(CachedFinding):
    """The events of a kind by one of its dates: by item if all parts are stated, the other events, and all events."""

    by_item: Mapping[str, list[_Event]]
    partial: tuple[_Event, ...]
    all_events: tuple[_Event, ...]
    is_stated: bool


def _before_truths(c: Situation, kind: str, date_field: str) -> Iterator[Truth]:
    """For each event that may be of the record's item, whether it is before the record's event."""
    day, parts = c.field(date_field), _parts(c)
    if day is NONE:
        yield True  # it never happened
        return
    for event in _events_of_item(c, kind, date_field, parts):
        if event.source is not c.record:
            yield all_of(event.belongs, less_than(event.day, day), event.is_match(parts))


def _events_of_item(c: Situation, kind: str, date_field: str, parts: Mapping[str, Answer]) -> tuple[_Event, ...]:
    """The events that may be of the item that these parts form."""
    events, item = _events(c, kind, date_field), _item(parts)
    if item is None:
        return events.all_events if len(parts) > 1 else ()  # a single part that is not stated identifies no item
    return (*events.by_item.get(item, ()), *events.partial)


def _events(c: Situation, kind: str, date_field: str) -> _Events:
    """The events of a kind; cached with the facts."""
    events = c.cache.get(("events", kind, date_field))
    if events is None:
        events = c.cache["events", kind, date_field] = _find_events(c, kind, date_field)
    assert isinstance(events, _Events)
    return events


def _find_events(c: Situation, kind: str, date_field: str) -> _Events:
    root, key = c.schema.record_by_name[kind].root, c.schema.record_by_name[kind].key
    all_events, by_item = list[_Event](), dict[str, list[_Event]]()
    for record, belongs in c.records_of_kind(kind).members:
        here = c.with_record(record, c.day, c.year)
        all_events.append(_Event(record, root, _parts(here), belongs, here.field(date_field)))
    all_events += _line_events(c, kind, date_field)
    partial: list[_Event] = []
    for event in all_events:
        item = _item(event.parts)
        if item is None or len(event.parts) < len(key):
            partial += [event] if len(key) > 1 else []
        else:
            by_item.setdefault(item, []).append(event)
    answers = (answer for event in all_events for answer in (event.belongs, event.day, *event.parts.values()))
    is_stated = not any(isinstance(answer, Open) for answer in answers)
    return _Events(by_item, tuple(partial), tuple(all_events), is_stated)


def _find_first_days(c: Situation, kind: str, date_field: str) -> dict[str, Date] | None:
    """The result of `first_day_by_item`, read directly from the fields of the records."""
    key, records = c.schema.record_by_name[kind].key, c.records_of_kind(kind).records
    if records is None or _incomplete_lists(c, kind, date_field):
        return None
    only = key[0] if len(key) == 1 else ""
    first: dict[str, Date] = {}
    for record in records:
        values, item = record.values, record.item
        day, stated = values.get(date_field), values.get(only)
        if day is NONE or (only and stated is None):
            continue
        if type(day) is not Date or (stated != item and _stated_item(values, key) != item):
            return None
        if day <= first.get(item, day):
            first[item] = day
    for event in _line_events(c, kind, date_field):
        item_of_line = _item(event.parts)
        if item_of_line is not None and len(event.parts) == len(key):
            assert isinstance(event.day, datetime.date)  # a line without a day has the last day of its year
            first[item_of_line] = min(event.day, first.get(item_of_line, event.day))
        elif not only:
            return None
    return first


def _line_events(c: Situation, kind: str, date_field: str) -> Iterator[_Event]:
    """The events in history lines: lines of this policy by their award, other lines by their kind."""
    if not c.facts.history:
        return
    schema = c.schema
    declared = schema.record_by_name[kind]
    labels = {
        clause.label
        for clause in c.program.clauses
        if clause.trigger.kind is TriggerKind.RECORD
        and clause.trigger.date_field == date_field
        and kind in schema.lineage(clause.trigger.record)
    }
    is_told = may_tell(declared, date_field)
    for line in c.facts.history:
        if not line.is_about(c.facts.applicant):
            continue
        stated = schema.record_by_name.get(line.kind)
        if line.clause in labels if line.is_of(c.program.name) else is_told and stated is not None and (
            stated.root == declared.root
        ):  # fmt: skip
            parts = stated_fields(c, declared, line, declared.key)
            if line.level and "level" in declared.key:
                parts["level"] = line.level
            yield _Event(line, declared.root, parts, True, line.day_in(c.program.fiscal_year))


def may_tell(kind: Kind, date_field: str) -> bool:
    """Whether a line of another document that names a kind can be about this event.

    If the kind has several events for life, the line may be about a different one of them.
    """
    return date_field not in kind.lifetime_event_dates or len({event.date_field for event in kind.events}) == 1


def _parts(c: Situation) -> dict[str, Answer]:
    """The parts of the key of a record."""
    assert c.record is not None
    return {field: c.field(field) for field in c.schema.record_by_name[c.record.kind].key}


def _item(parts: Mapping[str, Answer]) -> str | None:
    """The item that parts of a key form; `None` if one is open."""
    if any(isinstance(part, Open) for part in parts.values()):
        return None
    return BETWEEN.join(map(value_text, parts.values()))


def _stated_item(values: Mapping[str, Fact], key: tuple[str, ...]) -> str | None:
    """The item that the fields of a record form; `None` if one is not stated."""
    parts = [values.get(field) for field in key]
    return None if None in parts else BETWEEN.join(value_text(part) for part in parts if part is not None)
