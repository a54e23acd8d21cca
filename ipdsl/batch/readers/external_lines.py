"""Lines about payments and decisions of others, as arrays.

They are payments under other documents in `history`, promises in `older_documents`, `support` and `approvals`.
`ipdsl.engine.matters` defines the keys of a line: the keys of the listed record with its item or, without such a
record, the keys in its text. An applicant with a line that is not plain or not complete leaves to the reader of facts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

import attrs
import numpy as np
import pyarrow.compute as pc

from ipdsl.batch.intake.arrow_arrays import equals, flags, valid
from ipdsl.batch.kernel import values
from ipdsl.batch.kernel.claims import Array
from ipdsl.batch.kernel.recall import ExternalPaymentColumns, no_external_payments
from ipdsl.batch.program.program import Standards
from ipdsl.batch.readers.chunks import MATTERS, Chunk
from ipdsl.batch.readers.lines import LineKeys, begins, lines_by_name
from ipdsl.batch.readers.named_lines import recalled_lines
from ipdsl.batch.readers.prior_lines import PriorLineReader, SettledLines, ends_of
from ipdsl.claims.external_payments import standard_keys_by_clause
from ipdsl.engine.matters import BETWEEN
from ipdsl.facts.sections import approvable_clauses
from ipdsl.ir.terms import TriggerKind
from ipdsl.ledger.lines import clauses_by_former_label
from ipdsl.plain_data.values.declared_values import level_members

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
            _ask(self._promises, [*self._clauses_by_matter])

    @cached_property
    def _clauses_by_matter(self) -> Mapping[str, tuple[int, ...]]:
        """The matters under which older documents raise claims, with the clauses."""
        clauses: dict[str, tuple[int, ...]] = {}
        for index, names in self.chunk.program.compute_once(standard_keys_by_clause).items():
            clauses |= {name: (*clauses.get(name, ()), index) for name in names}
        return clauses

    def standards(self, codes: Sequence[Array]) -> Standards:
        """The promises of older documents."""
        if self._promises is None:
            return Standards(np.zeros(0, np.int64), {}, np.zeros(0, np.int64), {})
        lines, names = self._promises.lines, [*self._clauses_by_matter]
        matters = dict(zip(names, self._promises.numbers(names, codes).T, strict=False))
        return Standards(lines.owner, matters, lines.numbers("amount")[0], self._clauses_by_matter)


def _ask(keys: LineKeys, names: Sequence[str]) -> None:
    """Asks for the keys of lines about records. Applicants leave with a line without an item, or of an unknown kind."""
    lines, chunk = keys.lines, keys.chunk
    item = lines.plain_text("item")
    lines.leave(equals(item, "") | (keys.kind == -2))
    chunk.number_texts(lines.item, lines.owner)  # an applicant leaves with a text that is not a plain name
    for place in np.unique(keys.kind).tolist():
        mine = np.flatnonzero(keys.kind == place)
        kind = chunk.schema.records[place] if place >= 0 else None
        if kind is not None:
            keys.check(kind, mine)
        for name in names:
            keys.ask(kind, name, mine)


class Support:
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
