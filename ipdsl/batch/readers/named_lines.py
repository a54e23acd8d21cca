"""Lines in the words of the present page, and lines about payments and decisions of others, column by column.

`ipdsl.ledger.recall` decides what a line of an earlier page is today. Here each award of an earlier page is looked up
once for a chunk, and its lines take their label and their charges from tables. A line that is not clear keeps its page:
its applicant leaves to the reader of facts. So does an applicant with a line (of the support, the approvals, the older
documents or the history) whose item matches, or may match, no record. Only items that the reader of facts certainly
reads unchanged are compared.

Lines about others are payments under other documents in `history`, promises in `older_documents`, `support` and
`approvals`. `ipdsl.engine.matters` defines the keys of a line: the keys of the listed record with its item or, without
such a record, the keys in its text. An applicant with a line that is not plain or not complete leaves to the reader of
facts.

The next ledger keeps the lines of the column `history` as they were stated. Input: a table of applicants. Output: a row
for each line in the columns of a ledger, in which texts are unchanged and parts that a line does not
state are null. If a part is in another type than a ledger has, lines are read one by one, by the types of their parts.
No line is checked against the policy.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property, partial
from typing import Any, NamedTuple

import attrs
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ipdsl.batch.intake.form import (
    ANSWERS,
    PAGES,
    LinesColumn,
    TableForm,
    ValueColumn,
    codes_of,
    decode_dictionary,
    equals,
    flags,
    is_day,
    is_list,
    is_text,
    list_lengths,
    printable_ids,
    text_buffers,
    valid,
    whole,
    without_views,
    words_of,
)
from ipdsl.batch.kernel import values
from ipdsl.batch.kernel.tables import Array, ExternalPaymentColumns, StandardColumns, begins, no_external_payments
from ipdsl.batch.readers.chunks import MATTERS, NONE_FINGERPRINTS, TEXT, Chunk
from ipdsl.batch.readers.lines import (
    LineKeys,
    Lines,
    PriorLineReader,
    SettledLines,
    ends_of,
    lines_by_name,
    lines_of,
    places_among,
)
from ipdsl.batch.readers.rows import lines_part
from ipdsl.engine.matters import BETWEEN
from ipdsl.facts.records import approvable_clauses
from ipdsl.ir.facts import LedgerLine
from ipdsl.ir.terms import MATTER, Program, TriggerKind
from ipdsl.ledger.line_reader import line_by_types
from ipdsl.ledger.lines import clauses_by_former_label
from ipdsl.ledger.recall import Recall, RecalledAward
from ipdsl.plain_data.context import ReadContext, clause_labels, level_members, record_labels
from ipdsl.schema.vocabulary import RecordKind

SUMS, TEXTS = pa.map_(pa.string(), pa.int64()), pa.map_(pa.string(), pa.list_(pa.string()))
_PAYMENTS = pa.list_(pa.struct([pa.field("day", pa.date32()), pa.field("amount", pa.int64())]))
LEDGER = pa.schema(
    [
        pa.field("applicant", TEXT), pa.field("policy", pa.string()), pa.field("clause", pa.string()),
        pa.field("row", pa.string()), pa.field("kind", pa.string()), pa.field("item", TEXT), pa.field("matter", TEXT),
        pa.field("level", TEXT), pa.field("keys", TEXTS), pa.field("by_discretion", pa.bool_()),
        pa.field("event_date", pa.date32()), pa.field("year", pa.int32()), pa.field("proposed", pa.int64()),
        pa.field("admitted", pa.int64()), pa.field("charged", SUMS), pa.field("granted", pa.int64()),
        pa.field("due", SUMS), pa.field("payments", _PAYMENTS), pa.field("carried", pa.int64()),
        pa.field("carry_until", pa.int32()), pa.field("lapsed", pa.int64()), pa.field("outcome", pa.string()),
        pa.field("fields", TEXTS), pa.field("page", pa.int32()),
    ]
)  # fmt: skip
"""The columns of the ledger of a batch, schema 3. Sums are minor units. A key has a list of texts, usually of one."""

_RECOVERED = pa.struct([*(pa.field(name, pa.string()) for name in ("clause", "item", "payment")), ("sum", pa.int64())])
_RECOVERY = pa.schema(
    [
        pa.field("recovers", pa.list_(_RECOVERED)), pa.field("back", SUMS), pa.field("repaid", pa.int64()),
        pa.field("set_off", pa.int64()),
    ]
)  # fmt: skip
_INSTALMENTS = pa.schema(
    [
        pa.field("parts", pa.list_(pa.struct([
            pa.field("part", pa.int32()), pa.field("sum", pa.int64()), pa.field("state", pa.string()),
            pa.field("day", pa.date32()), pa.field("to", pa.string()), pa.field("of", pa.string()),
            pa.field("asked", pa.int32()),
        ]))),
    ]
)  # fmt: skip
WHOLE_LEDGER = pa.schema([*LEDGER, *_RECOVERY, *_INSTALMENTS])
"""The same with the parts of lines of recoveries, and of grants paid in parts; they are null in other lines."""


def ledger_schema(program: Program, form: TableForm) -> pa.Schema:
    """The columns of the ledger of a run: with the parts of recoveries and of grants that are paid in parts, if the
    policy, or the ledger read, has any.
    """
    words = {word for lines in form.lines if lines.name == "history" for _, word, _ in lines.other_parts}
    return ledger_with(
        is_recovered=program.may_owe or "recovers" in words, is_in_parts=bool(program.schedules) or "parts" in words
    )


def ledger_with(*, is_recovered: bool, is_in_parts: bool) -> pa.Schema:
    """The columns of a ledger that has lines of recoveries, or of grants that are paid in parts."""
    return pa.schema([*LEDGER, *(_RECOVERY if is_recovered else ()), *(_INSTALMENTS if is_in_parts else ())])


def with_pages(lines: pa.Table, recall: Recall, schema: pa.Schema) -> pa.Table:
    """Lines of a ledger whose column `page` has the pages and answers of the ledger as metadata."""
    place, pages = schema.get_field_index("page"), [page.to_plain() for page in recall.pages]
    metadata = {PAGES: json.dumps(pages)} | ({ANSWERS: json.dumps(recall.answers)} if recall.answers else {})
    return lines.select(schema.names).cast(schema.set(place, schema.field(place).with_metadata(metadata)))


_NOT_KEPT = ("applicant", "digest", "rungs")
"""The parts of a line that a ledger does not have: the applicant is that of the row."""


@attrs.frozen(eq=False)
class StatedLines:
    """Lines in the columns of a ledger, in the order in which they were stated.

    `owner` is the row of each line's applicant, `begin` the place of the first line of each applicant. `is_read` is
    false for lines that could not be read.
    """

    table: pa.Table
    owner: Array
    begin: Array
    is_read: Array


def stated_lines(form: TableForm, table: pa.Table, ids: pa.Array, written_ids: pa.Array | None = None) -> StatedLines:
    """The lines of all applicants of a table; `ids` are the applicants, `written_ids` the ids in the lines."""
    column = next((one for one in form.lines if one.name == "history"), None)
    cells = pa.nulls(table.num_rows) if column is None else whole(table.column(column.path[0]))
    owner = np.repeat(np.arange(table.num_rows), list_lengths(cells))
    begin, is_read = begins(owner, table.num_rows), np.ones(len(owner), bool)
    lines = WHOLE_LEDGER.empty_table()
    if column is not None and len(owner):
        inner = without_views(cells.flatten())
        parts = {field.name: _part(inner, field) for field in WHOLE_LEDGER if field.name not in _NOT_KEPT}
        more = {field.name for field in inner.type} - parts.keys() - {*_NOT_KEPT}
        if inner.null_count or more or None in parts.values():
            lists: list[Any] = lines_part(column, form.program).decode(cells)
            plain = [line for lines_of_one in lists for line in lines_of_one or ()]
            read = [line_by_types(ReadContext(form.program), line) for line in plain]
            is_read = np.array([line is not None for line in read])
            pages = [line.get("page") if is_known else None for line, is_known in zip(plain, is_read, strict=True)]
            lines = table_of_lines([line or _NO_LINE for line in read], pages)
        else:
            lines = pa.table({"applicant": pa.nulls(len(owner), TEXT), **parts}, WHOLE_LEDGER)
    whose = ids.take(pa.array(owner)) if written_ids is None else printable_ids(written_ids)
    return StatedLines(_with_names(lines, whose, form.program), owner, begin, is_read)


_NO_LINE = LedgerLine("", "", "", 0, {}, short=True)


def _with_names(lines: pa.Table, whose: pa.Array, program: Program) -> pa.Table:
    """The lines with their applicants; a line without a policy is one of the policy that reads it."""
    policy = whole(lines["policy"])
    named = pc.if_else(pa.array(valid(policy) & ~equals(policy, "")), policy, pa.scalar(program.name, policy.type))
    return lines.set_column(0, LEDGER.field(0), whose.cast(TEXT)).set_column(1, LEDGER.field(1), named)


def _part(inner: pa.StructArray, field: pa.Field) -> pa.Array | None:
    """A part of lines in the type of the ledger; `None`: it has another type."""
    place, type_ = inner.type.get_field_index(field.name), field.type
    cells = pa.nulls(len(inner)) if place < 0 else decode_dictionary(inner.field(place))
    if pa.types.is_null(cells.type) or cells.type == type_:
        return cells.cast(type_)
    tests = (is_text, is_day, pa.types.is_integer)
    if any(test(cells.type) and test(type_) for test in tests) and not pa.types.is_timestamp(cells.type):
        return cells.cast(type_)
    if type_ == TEXTS and pa.types.is_struct(cells.type):  # as ledgers before 0.7 have keys
        names = [one.name for one in cells.type]
        stated = [(np.flatnonzero(valid(one)), name, one) for name, one in zip(names, cells.flatten(), strict=True)]
        if all(is_text(one.type) or (is_list(one.type) and is_text(one.type.value_type)) for *_, one in stated):
            return map_of(len(inner), [(line, name, one.take(pa.array(line))) for line, name, one in stated], type_)
    return None


def map_of(many: int, parts: Iterable[tuple[Array, str | pa.Array, pa.Array]], type_: pa.MapType) -> pa.Array:
    """A map for so many lines, of entries with the line, the name and the value, in the order of the names; a value
    may be null.
    """
    none = np.zeros(0, np.int64), pa.array([], pa.string()), pa.array([], type_.item_type)
    entries = [none]
    for line, name, cells in parts:
        names = pa.repeat(pa.scalar(name), len(line)) if isinstance(name, str) else name
        is_one = is_list(type_.item_type) and not is_list(cells.type)
        one = pa.array(np.arange(len(cells) + 1, dtype=np.int32))
        items = pa.ListArray.from_arrays(one, cells.cast(pa.string()), mask=cells.is_null()) if is_one else cells
        entries.append((line, names, items.cast(type_.item_type)))
    lines, all_names, all_items = zip(*entries, strict=True)
    line, named = np.concatenate(lines), pa.concat_arrays(all_names)
    by_name = pa.table({"line": line, "name": named})
    order = pc.sort_indices(by_name, sort_keys=[("line", "ascending"), ("name", "ascending")])
    begin = pa.array(begins(line, many).astype(np.int32))
    return pa.MapArray.from_arrays(begin, named.take(order), pa.concat_arrays(all_items).take(order)).cast(type_)


# ---------------------------------------------------------------------------------------------- lines of decisions


def table_of_lines(lines: Sequence[LedgerLine], pages: Iterable[int | None]) -> pa.Table:
    """Lines with the numbers of their pages.

    The members of a list have a fixed order, regardless of their order in the facts.
    """
    return pa.Table.from_pylist(
        [{**_row(line.in_own_words), "page": page} for line, page in zip(lines, pages, strict=True)],
        WHOLE_LEDGER,
    )


def _row(line: LedgerLine) -> dict[str, Any]:
    whole_line = None if line.short else line
    texts = {name: getattr(line, name) or None for name in ("policy", "clause", "row", "kind", "item", "matter",
                                                            "level", "year", "outcome", "applicant")}  # fmt: skip
    sums = {name: getattr(whole_line, name, None) for name in ("proposed", "admitted", "carried", "lapsed")}
    others = {name: getattr(line, name) for name in ("by_discretion", "event_date", "granted", "carry_until")}
    payments = line.payments and [{"day": day, "amount": amount} for day, amount in line.payments]
    return {
        **texts, **sums, **others, "keys": None if line.short and not line.keys else _texts(line.keys),
        "fields": None if line.fields is None else _texts(line.fields),
        "charged": whole_line and sorted(whole_line.charged.items()), "payments": payments,
        "due": sorted((str(year), sum_) for year, sum_ in line.due.items()), **_recovery(line),
        "parts": [
            {
                "part": part.number, "sum": part.sum, "state": part.state, "day": part.day, "to": part.payee or None,
                "of": part.item or None, "asked": part.asked,
            }
            for part in line.parts
        ] or None,
    }  # fmt: skip


def _recovery(line: LedgerLine) -> dict[str, Any]:
    """The parts of the line of a recovery."""
    if (parts := line.recovery) is None:
        return {}
    names = ("clause", "item", "payment", "sum")
    return {
        "recovers": [dict(zip(names, part, strict=True)) for part in parts.recovers],
        "back": sorted((str(year), sum_) for year, sum_ in parts.back.items()),
        "repaid": parts.repaid, "set_off": parts.set_off,
    }  # fmt: skip


def _texts(keys: Mapping[str, Any]) -> list[tuple[str, list[str] | None]]:
    return [
        (name, sorted(key) if isinstance(key, tuple | list) else None if key is None else [str(key)])
        for name, key in sorted(keys.items())
    ]


_PAYMENT_PARTS = frozenset(
    {"policy", "clause", "kind", "item", "level", "year", "applicant", "due", "digest", "by_discretion", "page"}
)
_PROMISE_PARTS = frozenset({"document", "kind", "item", "amount"})
"""The parts of a line that columns read. The applicant of a line with another part leaves."""


@attrs.define(eq=False, slots=False)
class History:
    """The column `history` of a chunk: payments under other documents, and lines of the policy itself."""

    chunk: Chunk
    prior: PriorLineReader | None = attrs.field(init=False, default=None)
    """The lines of the policy itself; `None` if the column has no such lines."""
    _payments: LineKeys | None = attrs.field(init=False, default=None)

    def __attrs_post_init__(self) -> None:
        lines = lines_by_name(self.chunk, "history")
        if lines is None or lines.lacks("clause", "year", "due"):
            return
        lines = recalled_lines(lines)
        lines.leave_earlier_pages()
        policy = lines.plain_text("policy")
        lines.leave(np.logical_or.reduce([equals(policy, n) for n in self.chunk.program.former_names], initial=False))
        is_own = equals(policy, self.chunk.program.name) | equals(policy, "")
        if is_own.any():
            own = lines.at(np.flatnonzero(is_own))
            settled = SettledLines(own.chunk, own.owner, own.inner, own.columns, own.others)
            self.prior = PriorLineReader(settled, np.flatnonzero(is_own))
        if not is_own.all():
            payments = lines.at(np.flatnonzero(~is_own))
            self._payments = LineKeys(payments, payments.kind, {}, is_own=False)

    def read(self) -> None:
        """Reads all lines, and asks for the numbers of their texts."""
        if self.prior is not None:
            self.prior.read()
        if self._payments is None:
            return
        lines, program = self._payments.lines, self.chunk.program
        lines.leave_unread(_PAYMENT_PARTS)
        lines.leave_of_other_applicants()
        counts_any = any(one.counts_support for one in program.clauses)
        is_repeated = lines.is_repeated("policy", "clause", "item")
        line, year, _ = lines.due
        of_year = np.bincount(line, weights=year == lines.year[line], minlength=len(lines.owner))
        is_unclear = (np.bincount(line, minlength=len(lines.owner)) != 1) | (of_year != 1) | (lines.level == -2)
        lines.leave(is_unclear | is_repeated | counts_any | bool(program.compute_once(clauses_by_former_label)))
        for name in ("policy", "clause", "level"):
            lines.plain_text(name)
        lines.leave(equals(lines.text("clause"), ""))
        _ask(self._payments, self.chunk.code.counted_keys)

    @cached_property
    def _sums(self) -> Array:
        """The sum of each payment."""
        assert self._payments is not None
        line, _, due = self._payments.lines.due
        sums = np.zeros(len(self._payments.lines.owner), np.int64)
        sums[line] = due
        return sums

    def payments(self, codes: Sequence[Array]) -> ExternalPaymentColumns:
        """The payments under other documents, by applicant."""
        if self._payments is None:
            return no_external_payments(self.chunk.number)
        lines, keys = self._payments.lines, self._payments.numbers(self.chunk.code.counted_keys, codes)
        good = (self.chunk.left[lines.owner] == 0) & (self._sums > 0)
        kind = np.where(lines.kind < 0, len(self.chunk.schema.records), lines.kind)
        begin = begins(lines.owner[good], self.chunk.number)
        return ExternalPaymentColumns(begin, kind[good], lines.year[good], self._sums[good], keys[good])

    def events_of(self, root: str) -> tuple[Array, Array]:
        """The records whose items payments name, each with the last day on which the event of a payment may be.

        An applicant leaves with a payment for several records, or for an unlisted item without all keys.
        """
        if self._payments is None:
            return np.zeros(0, np.int64), np.zeros(0, np.int64)
        lines, mine = self._payments.lines, np.flatnonzero(self._payments.is_of_root(root))
        key = self.chunk.schema.record_by_name[root].key
        parts = pc.add(pc.count_substring(lines.item, BETWEEN), 1).to_numpy(zero_copy_only=False)[mine]
        line, record = self._payments.pairs(root, mine)
        many = np.bincount(line, minlength=len(mine))
        is_partial = (many == 0) & (len(key) > 1) & (parts != len(key))
        lines.leave(is_partial | (many > 1) | ((lines.level[mine] >= 0) & ("level" in key)), mine)
        return record, ends_of(lines.year[mine[line]])


@attrs.define(eq=False, slots=False)
class OlderDocuments:
    """The column `older_documents` of a chunk: promises, with their matters."""

    chunk: Chunk
    _promises: LineKeys | None = attrs.field(init=False, default=None)

    def __attrs_post_init__(self) -> None:
        lines = lines_by_name(self.chunk, "older_documents")
        if lines is None:
            return
        lines.leave_unread(_PROMISE_PARTS)
        if not lines.lacks("document", "item", "amount"):
            self._promises = LineKeys(lines, lines.kind, {}, is_own=False)

    def read(self) -> None:
        """Reads all lines, and asks for the numbers of their texts."""
        if self._promises is not None:
            lines = self._promises.lines
            is_empty = equals(lines.plain_text("document"), "")
            lines.leave(is_empty | ~lines.numbers("amount")[1] | (lines.kind < 0))
            _ask(self._promises, self.chunk.code.matters)

    def standards(self, codes: Sequence[Array]) -> StandardColumns | None:
        """The promises of older documents; `None` if there are none."""
        if self._promises is None or not len(self._promises.kind):
            return None
        lines, matters = self._promises.lines, self._promises.numbers(self.chunk.code.matters, codes)
        return StandardColumns(lines.begin, matters, lines.numbers("amount")[0])


def _ask(keys: LineKeys, names: Sequence[str]) -> None:
    """Asks for the keys of lines about records. Applicants leave with a line without an item, or of an unknown kind."""
    lines, chunk = keys.lines, keys.chunk
    lines.leave(equals(lines.plain_text("item"), "") | (keys.kind == -2))
    chunk.number_texts(lines.item, lines.owner)  # an applicant leaves with a text that is not a plain name
    for place in np.unique(keys.kind).tolist():
        mine = np.flatnonzero(keys.kind == place)
        kind = chunk.schema.records[place] if place >= 0 else None
        if kind is not None:
            keys.check(kind, mine)
        for name in names:
            keys.ask(kind, name, mine)


class SupportColumn:
    """The column `support` of a chunk: what others paid for listed records."""

    def __init__(self, chunk: Chunk) -> None:
        self.chunk = chunk
        lines = lines_by_name(chunk, "support")
        self._keys: LineKeys | None = None
        if lines is None or lines.lacks("kind", "item", "level", "year", "amount"):
            return
        self._keys = LineKeys(lines, lines.kind, {}, is_own=False)
        levels, level, _ = [*chunk.program.compute_once(level_members)], lines.text("level"), lines.year
        is_no_level = lines.placed("level", levels) < 0 if levels else equals(level, "")
        self._amount, stated = lines.numbers("amount")
        is_unclear = ~stated | equals(lines.item, "") | (lines.kind < 0) | is_no_level
        is_unclear |= equals(level, chunk.program.level)  # rules may count what the own level paid
        for place in lines.others.values():
            is_unclear |= valid(lines.inner.field(place))
        lines.leave(is_unclear)
        chunk.number_texts(lines.item, lines.owner)  # an applicant leaves with a text that is not a plain name

    def _pairs(self, root: str) -> tuple[Array, Array]:
        """The records of a root that lines of support name, and the places of the lines; a line names all records of
        its item. An applicant leaves with a line that names no listed record.
        """
        if self._keys is None:
            return np.zeros(0, np.int64), np.zeros(0, np.int64)
        lines, mine = self._keys.lines, self._keys.is_of_root(root)
        line, record = self._keys.pairs(root, np.arange(len(mine)))
        lines.leave(mine & (np.bincount(line, minlength=len(mine)) == 0))
        return record, line

    def sums(self, root: str) -> Array:
        """What others paid for the item of each record of a root."""
        sums = np.zeros(len(self.chunk.listed(root)), np.int64)
        record, line = self._pairs(root)
        if len(line):
            np.add.at(sums, record, self._amount[line])
        return sums

    def is_paid(self, root: str, matter: Array) -> Array:
        """Whether others paid for the matter of each record of a root."""
        listed, (record, line) = self.chunk.listed(root), self._pairs(root)
        keys = listed.owner * (1 << MATTERS) + (matter & ((1 << MATTERS) - 1))
        if not len(line):
            return np.zeros(len(listed), np.int64)
        first = record[np.searchsorted(line, line)]  # a line is about one matter in all records of its item
        self.chunk.leave_owners(listed.owner[record], keys[record] != keys[first], values.SAME_RECORDS)
        return np.isin(keys, keys[record[self._amount[line] > 0]]).astype(np.int64)


class Approvals:
    """The column `approvals` of a chunk: what the bureau set for records under clauses whose sum it sets."""

    def __init__(self, chunk: Chunk) -> None:
        self.chunk, lines = chunk, lines_by_name(chunk, "approvals")
        self._keys: LineKeys | None = None
        if lines is None or lines.lacks("clause", "item", "amount", why=values.NOT_PLAIN):
            return
        self._labels = [*chunk.program.compute_once(approvable_clauses)]
        self._clause = lines.placed("clause", self._labels)
        self._amount, stated = lines.numbers("amount")
        is_unclear = (self._clause < 0) | ~stated | lines.is_repeated("clause", "item") | equals(lines.item, "")
        is_unclear |= flags(pc.match_substring(lines.text("item"), ": "))
        chunk.leave_owners(lines.owner, is_unclear)  # the reader of facts reports two approvals of one item
        chunk.number_texts(lines.item, lines.owner)  # an applicant leaves with a text that is not a plain name
        kinds = {one.name: place for place, one in enumerate(chunk.schema.records)}
        clauses = {clause.label: clause.trigger for clause in chunk.program.clauses}
        triggers = [clauses[label] for label in self._labels]
        of_labels = [-1 if one.kind is TriggerKind.SET else kinds.get(one.record, -1) for one in triggers]
        self._kinds = np.array([*of_labels, -1], np.int64)
        keys = self._keys = LineKeys(lines, self._kinds[np.maximum(self._clause, -1)], {}, is_own=False)
        for place in np.unique(keys.kind[keys.kind >= 0]).tolist():
            keys.check(chunk.schema.records[place], np.flatnonzero(keys.kind == place))

    def sums(self, label: str, root: str) -> Array:
        """What was approved of each record of a root under a clause."""
        sums = np.full(len(self.chunk.listed(root)), values.UNKNOWN, np.int64)
        if self._keys is not None:
            place, keys = self._labels.index(label), self._keys
            is_of_sets = self._kinds[place] < 0
            pairs = keys.lines.pairs(root, self._clause == place) if is_of_sets else keys.all_pairs(root)
            mine = self._clause[pairs.text] == place
            sums[pairs.record[mine]] = self._amount[pairs.text[mine]]
        return sums


_PARTS = frozenset({"page", "clause", "policy", "outcome", "admitted", "carried", "charged", "due"})


def recalled_lines(lines: Lines) -> Lines:
    """The lines of a ledger, those of an earlier page in the words of the present one and without a page.

    A line keeps its words and its page if no award of today continues its award, if the key of its record is another
    one, if its event may have moved to a new award, if `once` counts it by rows and its award has others now, if it is
    not clear what a rule counts of it, or if it is not a whole line in the form of a ledger.
    """
    recall, types = lines.chunk.form.recall, {field.name: field.type for field in lines.inner.type}
    is_of_ledger = types.keys() >= _PARTS and types["charged"] == types["due"] == SUMS
    if recall is None or len(recall.pages) < 2 or not is_of_ledger:
        return lines
    page, stated = lines.numbers("page")
    is_earlier = np.array([*(not recall.is_present(number) for number in range(len(recall.pages))), False])
    places = np.flatnonzero(is_earlier[np.where(stated & (page >= 0) & (page <= recall.present), page, -1)])
    return _with_present_words(lines, recall, places, page[places]) if len(places) else lines


def _with_present_words(lines: Lines, recall: Recall, places: Array, page: Array) -> Lines:
    """The lines, those at these places in present words."""
    some, name = lines.at(places), recall.program.name
    labels = some.text("clause").dictionary_encode()
    words = labels.dictionary.to_pylist()
    met, of_award = np.unique(page * len(words) + codes_of(labels), return_inverse=True)
    pairs = [(number // len(words), words[number % len(words)]) for number in met.tolist()]
    recalled = [recall.awards(of).get(word) if recall.pages[of].policy == name else None for of, word in pairs]
    by_rows = {clause.label for clause in lines.chunk.program.clauses if clause.rows and () in clause.once_key_sets}
    awards = [
        None
        if award is None
        or award.is_ended
        or award.key
        or award.split_into
        or (award.has_other_sum and award.label in by_rows)
        else award
        for award in recalled
    ]
    is_good = np.array([award is not None for award in awards])[of_award] & ~equals(some.text("outcome"), "")
    is_good &= equals(some.text("policy"), name) | equals(some.text("policy"), "")
    parts = {
        "clause": pa.array([None if award is None else award.label for award in awards], TEXT).take(pa.array(of_award)),
        "page": pa.nulls(len(places)),
        "charged": _charges(some, awards, of_award, is_good),
    }
    order, good = np.arange(len(lines.owner)), np.flatnonzero(is_good)
    order[places[good]] = len(order) + good
    cells: list[pa.Array] = []
    for field, column in zip(lines.inner.type, lines.inner.flatten(), strict=True):
        before = decode_dictionary(column)
        part = parts.get(field.name)
        cells.append(
            column if part is None else pa.concat_arrays([before, part.cast(before.type)]).take(pa.array(order))
        )
    names = [field.name for field in lines.inner.type]
    return attrs.evolve(lines, inner=pa.StructArray.from_arrays(cells, names, mask=pa.array(~valid(lines.inner))))


def _charges(lines: Lines, awards: Sequence[RecalledAward | None], of_award: Array, is_good: Array) -> pa.Array:
    """The charges of each line under the rules of today. A line with an unclear charge becomes not good."""
    charges = [{} if award is None else award.charges for award in awards]
    names = sorted({name for charge in charges for former in charge.values() for name in former} - {SUMS})
    sums, is_stated = lines.numbers("carried")
    sums = np.where(is_stated, sums, 0)
    np.add.at(sums, lines.due[0], lines.due[2])
    may_have_place = (  # where no charge of a limit is stated
        ((sums <= 0) & (lines.numbers("admitted")[0] > 0))[:, None] & (np.arange(len(names) + 1) < len(names))
    )
    limits = {rule.step_rule.name for rule in lines.chunk.code.table.rules if rule.step.traits.has_places}
    charged = np.repeat(sums[:, None], len(names) + 1, 1)  # of a rule without a charge; the last column is for `SUMS`
    for line, words, cells in lines.entries("charged"):
        place, (stated_sums, is_stated) = places_among(names, words), lines.chunk.sums(cells, lines.owner[line])
        is_good[line[~is_stated]] = False
        at = line[place >= 0], place[place >= 0]
        charged[at], may_have_place[at] = stated_sums[place >= 0], False
    columns = {**{name: place for place, name in enumerate(names)}, SUMS: len(names)}
    parts = list[tuple[Array, str | pa.Array, pa.Array]]()
    for rule in dict.fromkeys(rule for charge in charges for rule in charge):
        former = [[columns[name] for name in charge.get(rule, ())] for charge in charges]
        most = max(map(len, former))
        table = np.array([(each * most)[:most] or [-1] * most for each in former], np.int64)[of_award]
        values, may_count = (np.take_along_axis(part, table, 1) for part in (charged, may_have_place))
        is_covered, is_doubtful = table[:, 0] >= 0, may_count.all(1) & (rule in limits)
        is_good &= ~is_covered | ((values == values[:, :1]).all(1) & ~is_doubtful)
        mine = np.flatnonzero(is_covered)
        parts.append((mine, rule, pa.array(values[mine, 0])))
    return map_of(len(of_award), parts, SUMS)


_OF_OTHERS = ("support", "approvals", "older_documents")
MAY_NAME_NOTHING, NAMES_NOTHING = 1, 2
_IS_OPEN = -1


class _Lines(NamedTuple):
    """The lines of one group: the applicant of each, the first line of each applicant, the root of the records that it
    is about (-1: unknown), whether its item is read unchanged, and its item.
    """

    owner: Array
    begin: Array
    root: Array
    is_bare: Array
    item: pa.Array


def unnamed_by_applicant(chunk: Chunk, own_unlisted: Array) -> Array:
    """For each applicant, whether a line matches no record: `NAMES_NOTHING`, `MAY_NAME_NOTHING`, or 0 if all lines
    match.

    Lines of the history count only if a line of support, of an approval or of an older document exists, or for the
    applicants in `own_unlisted`, whose lines of the policy may match no record. Most lines match a record of their
    own kind; for the few applicants with another line the records of all kinds are compared.
    """
    others = [form.path for form in chunk.form.lines if form.name in _OF_OTHERS]
    is_asked = np.zeros(chunk.number, bool)
    is_asked[own_unlisted] = True
    for path in others:
        is_asked |= list_lengths(chunk.cells(path)) > 0
    if not is_asked.any():
        return np.zeros(chunk.number, np.int64)
    result = np.where(is_asked, _states(chunk, is_of_own_kind=True), 0)
    rows = np.flatnonzero(result)
    if len(rows):
        result[rows] = _states(chunk.part(rows), is_of_own_kind=False)
    result[own_unlisted] = np.maximum(result[own_unlisted], MAY_NAME_NOTHING)
    return result


def _states(chunk: Chunk, *, is_of_own_kind: bool) -> Array:
    """What the lines of each applicant name among the records of their own kinds, or of all kinds."""
    result = np.zeros(chunk.number, np.int64)
    for form in chunk.form.lines:
        if form.name in ("history", *_OF_OTHERS) and list_lengths(chunk.cells(form.path)).any():
            lines = _lines_of(chunk, form)
            np.maximum.at(result, lines.owner, _states_of_lines(chunk, lines, is_of_own_kind))
    return result


def _lines_of(chunk: Chunk, form: LinesColumn) -> _Lines:
    lines = lines_of(chunk, form)
    inner, columns = (recalled_lines(lines) if form.name == "history" else lines).inner, lines.columns
    items = words_of(inner, columns["item"]) if "item" in columns else pa.nulls(len(inner), TEXT).dictionary_encode()
    root = _roots_of_lines(chunk, inner, columns)
    is_named_only, is_bare_alone, may_name = (holds[root] for holds in chunk.program.compute_once(_tests_of_roots))
    is_bare = is_named_only | is_bare_alone & ~_of_words(items, pc.match_substring(items.dictionary, BETWEEN))
    for number, kind in enumerate(map(chunk.schema.record_by_name.__getitem__, chunk.roots)):
        if len(kind.key) == 1 and kind.field_by_name[kind.key[0]].type.is_member:
            names = pa.array(chunk.schema.choice_by_name[kind.field_by_name[kind.key[0]].type.choice_name].names, TEXT)
            is_bare |= (root == number) & _of_words(items, pc.is_in(items.dictionary, names))
    root = np.where(may_name, root, len(chunk.roots))
    return _Lines(lines.owner, lines.begin, root, is_bare, pc.fill_null(items.dictionary_decode(), ""))


def _of_words(texts: pa.DictionaryArray, holds: pa.Array) -> Array:
    """For each text whether it matches its word; null does not match."""
    return np.append(flags(holds), False)[codes_of(texts)]


def _states_of_lines(chunk: Chunk, lines: _Lines, is_of_own_kind: bool) -> Array:
    """What each line names."""
    plain, is_named = np.zeros(len(lines.owner), np.uint8), np.zeros(len(lines.owner), bool)
    chunk.loops.mark_usual_names(*text_buffers(lines.item), NONE_FINGERPRINTS, plain)
    for number, root in enumerate(chunk.roots):
        may_name = (plain > 0) & ~is_named & ((lines.root == number) | (lines.is_bare & (not is_of_own_kind)))
        key = chunk.schema.record_by_name[root].key
        if key and may_name.any():
            records = chunk.records_of(root)
            is_named[chunk.pairs(lines.begin, may_name, lines.item, records, records.texts(key)[0]).text] = True
    return np.where(is_named, 0, np.where((plain > 0) & lines.is_bare, NAMES_NOTHING, MAY_NAME_NOTHING))


def _roots_of_lines(chunk: Chunk, inner: pa.StructArray, columns: Mapping[str, ValueColumn]) -> Array:
    """The root of the records that each line is about, by position; -1: unknown. The last entry is for lines with a
    kind and a clause that contradict each other, and for clauses with claims of sets.
    """
    nothing, unclear = np.full(len(inner), _IS_OPEN, np.int64), len(chunk.roots)
    found = nothing
    for name, roots in (("kind", _roots_by_kind), ("clause", _roots_by_clause)):
        if name in columns:
            words = words_of(inner, columns[name])
            root_of = roots(chunk.program, words.dictionary.to_pylist())
            places = [
                _IS_OPEN if word not in root_of else unclear if not root_of[word] else chunk.roots.index(root_of[word])
                for word in words.dictionary.to_pylist()
            ]
            other = np.array([*places, _IS_OPEN], np.int64)[codes_of(words)]
            found = np.where(found == _IS_OPEN, other, np.where((other == _IS_OPEN) | (other == found), found, unclear))
    return found


def _roots_by_kind(program: Program, _: Iterable[str]) -> dict[str, str]:
    records = program.schema.record_by_name
    words = {word: names[0] for word, names in program.compute_once(record_labels).items() if len(names) == 1}
    return {word: records[name].root for word, name in {**words, **{name: name for name in records}}.items()}


def _roots_by_clause(program: Program, texts: Iterable[str]) -> dict[str, str]:
    """The root of the records of each clause that a text names; "" where its items are sets or years."""
    kinds = {
        clause.label: program.schema.record_by_name[clause.trigger.record].root
        if clause.trigger.kind in (TriggerKind.RECORD, TriggerKind.WHILE) and clause.trigger.record
        else ""
        for clause in program.clauses
    }
    named = {text: program.compute_once(clause_labels).get(text, (text,)) for text in texts}
    return {text: kinds[names[0]] if len(names) == 1 else "" for text, names in named.items() if names[0] in kinds}


def _tests_of_roots(program: Program) -> tuple[Array, ...]:
    """For each root, for what is not clear, and for no kind: whether an item holds nothing but names, whether one of a
    single part does, and whether the item of a record is read as it is stated.
    """
    roots = dict.fromkeys(kind.root for kind in program.schema.records)
    kinds = [program.schema.record_by_name[root] for root in roots]
    return tuple(
        np.array([*(test(program, kind) for kind in kinds), False, True])
        for test in (_holds_names, partial(_holds_names, many=1), _is_read_as_stated)
    )


def _is_read_as_stated(program: Program, kind: RecordKind) -> bool:
    """Whether a plain text that is the item of a record is read as that item."""
    types = [kind.field_by_name[name].type for name in kind.key]
    return bool(types) and all(type_.is_word or type_.is_date for type_ in types)


def _holds_names(program: Program, root: RecordKind, many: int = 0) -> bool:
    """Whether an item of a kind, or one of so `many` parts, holds nothing but names, which are read as they are."""
    kinds = [program.schema.record_by_name[name] for name in program.schema.narrower_records[root.name]]
    return all(
        kind.field_by_name[name].type.is_name
        for kind in kinds
        for fields in (kind.key, program.matter_fields(MATTER, kind))
        for name in fields
        if len(fields) == (many or len(fields)) and name in kind.field_by_name
    )
