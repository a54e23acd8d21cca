"""Lines of a table to arrays: what other documents paid, and what older documents promised.

In: the columns `history` and `older_documents` of a chunk. Out: payments with the keys by which rules count them, and
promises with their matters, as numbers of the chunk. Which keys a line has is said in `ipdsl.engine.matters`:
those of the listed record that carries its item, else what its text says. An applicant with a line that is not plain,
or does not say all, goes to the reader of facts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

import attrs
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ipdsl.base.values.days import FIRST_YEAR, LAST_YEAR
from ipdsl.batch.intake.arrow_arrays import codes_of, flags, valid
from ipdsl.batch.kernel import values
from ipdsl.batch.kernel.recall import ExternalPaymentColumns, no_external_payments
from ipdsl.batch.kernel.settle import Array
from ipdsl.batch.program.program import Standards
from ipdsl.batch.readers.chunks import ChunkReader
from ipdsl.batch.readers.own_keys import OwnKeys
from ipdsl.batch.readers.own_lines import OwnLines
from ipdsl.batch.readers.own_said import (
    Said,
    first_records,
    is_one_sort,
    lines_of,
    places_among,
    records_with_items,
)
from ipdsl.claims.external_payments import standard_keys_by_clause
from ipdsl.claims.keys import field_of_key
from ipdsl.engine.matters import BETWEEN, fields_in_text
from ipdsl.facts.context import ReadContext
from ipdsl.facts.history.keys import read_item
from ipdsl.facts.labels import record_labels
from ipdsl.facts.values.declared_values import split_kind_prefix
from ipdsl.ir.facts import OlderDocument
from ipdsl.ir.terms import MATTER, is_matter
from ipdsl.ledger.lines import clauses_by_former_label
from ipdsl.schema.values.value_type import Type
from ipdsl.schema.vocabulary import MATTER_IS_APPLICANT

_MATTERS = 40
_TEXT = pa.large_string()
_MAY_STATE = {
    "history": frozenset(
        {"policy", "clause", "kind", "item", "level", "year", "applicant", "due", "digest", "by_discretion"}
    ),
    "older_documents": frozenset({"document", "kind", "item", "amount"}),
}
"""The parts of a line that columns read; whoever states another goes."""


@attrs.frozen(eq=False)
class _Spoken:
    """Lines about records: whose each is, its kind (by place; after the last: none), its item, and the place of the
    listed record that carries it (-1: none does).
    """

    owner: Array
    kind: Array
    item: pa.Array
    record: Array


@attrs.define(eq=False)
class LinesOfChunk:
    """The lines of a chunk on their way to arrays: first as texts, then, when texts have their numbers, as these."""

    chunk: ChunkReader
    _texts: dict[tuple[str, str], int] = attrs.field(factory=dict)
    _numbers: dict[tuple[str, str], Array] = attrs.field(factory=dict)
    _words: dict[str, pa.Array] = attrs.field(factory=dict)
    """What lines of the history say in texts, by part."""
    _others: dict[str, dict[int, Array]] = attrs.field(factory=dict)
    """For the first of several listed records of one item all of them, by root."""

    def read(self) -> None:
        """Reads all lines, and asks for the numbers of their texts."""
        if self.own is not None:
            self.own.read()
        for form in self.chunk.form.lines:
            if form.name == "history" and self.history is not None:
                spoken, years, _, level = self.history
                for name in self.chunk.counted:
                    self._key("history", spoken, name, years, level)
            elif form.name == "older_documents" and self.promised is not None:
                for name in self._raising:
                    self._key("older_documents", self.promised[0], name, None, None)

    # ------------------------------------------------------------------------------------------ what columns say

    @cached_property
    def _raising(self) -> Mapping[str, tuple[int, ...]]:
        """The matters under which older documents raise claims, with the clauses."""
        found: dict[str, tuple[int, ...]] = {}
        for index, names in self.chunk.program.compute_once(standard_keys_by_clause).items():
            found |= {name: (*found.get(name, ()), index) for name in names}
        return found

    @cached_property
    def _kinds(self) -> tuple[str, ...]:
        return tuple(one.name for one in self.chunk.schema.records)

    @cached_property
    def history(self) -> tuple[_Spoken, Array, Array, Array] | None:
        """The payments under other documents: of what each speaks, its year, its sum, and its level (-1: none)."""
        others = np.zeros(0, np.int64) if self._history is None else np.flatnonzero(~self._is_own)
        if self._history is None or not len(others):
            return None
        lines, chunk = self._history.at(others), self.chunk
        lines.leave_unread(_MAY_STATE["history"])
        policy, clause, item = map(lines.plain_text, ("policy", "clause", "item"))
        self._words |= {"policy": policy, "clause": clause, "level": lines.plain_text("level")}
        year, stated = lines.numbers("year")
        good = stated & (year >= FIRST_YEAR) & (year <= LAST_YEAR)
        sums, has_sum = self._due(lines.inner.field(lines.others["due"]), year, lines.owner)
        level = lines.level
        lines.leave(level == -2)
        program = chunk.program
        counts_any = any(one.counts_support for one in program.clauses) or bool(
            program.compute_once(clauses_by_former_label)
        )
        doubtful = ~good | ~has_sum | flags(pc.equal(clause, "")) | flags(pc.equal(item, ""))
        lines.leave(doubtful | counts_any)
        whose, names = lines.plain_text("applicant"), chunk.ids.take(pa.array(lines.owner))
        lines.leave(~flags(pc.or_(pc.equal(whose, ""), pc.equal(whose, names))))
        same = codes_of(pc.binary_join_element_wise(policy, clause, item, pa.scalar("\x01", _TEXT)).dictionary_encode())
        payments = np.stack([lines.owner, same, year])
        _, number, counts = np.unique(payments, axis=1, return_inverse=True, return_counts=True)
        lines.leave(counts[number.reshape(-1)] > 1)
        return self._spoken(lines, item), np.where(good, year, FIRST_YEAR), sums, level

    @cached_property
    def _history(self) -> Said | None:
        """The lines of the history; `None`: there is no such column, or it lacks what every line has to state."""
        lines = lines_of(self.chunk, "history")
        return None if lines is None or lines.lacks("clause", "year", "due") else lines

    @cached_property
    def _is_own(self) -> Array:
        """Which lines of the history are of the policy itself: they name it, or no policy."""
        assert self._history is not None
        policy = self._history.plain_text("policy")
        return flags(pc.or_(pc.equal(policy, self.chunk.program.name), pc.equal(policy, "")))

    @cached_property
    def own(self) -> OwnLines | None:
        """The lines of the policy itself; `None`: there is none."""
        if self._history is None or not self._is_own.any():
            return None
        said = self._history.at(np.flatnonzero(self._is_own))
        return OwnLines(self.chunk, said, OwnKeys(self.chunk, said))

    @cached_property
    def promised(self) -> tuple[_Spoken, Array] | None:
        """The promises of older documents: of what each speaks, and its sum."""
        lines = lines_of(self.chunk, "older_documents")
        if lines is None:
            return None
        lines.leave_unread(_MAY_STATE["older_documents"])
        if lines.lacks("document", "item", "amount"):
            return None
        document, item = map(lines.plain_text, ("document", "item"))
        sums, stated = lines.numbers("amount")
        spoken = self._spoken(lines, item)
        doubtful = ~stated | flags(pc.equal(document, "")) | flags(pc.equal(item, ""))
        lines.leave(doubtful | (spoken.kind == len(self._kinds)))
        return spoken, sums

    def _leave(self, owner: Array, which: Array) -> None:
        self.chunk.leave_owners(owner, which, values.PRIOR_PAYMENTS)

    def _due(self, cells: pa.Array, year: Array, owner: Array) -> tuple[Array, Array]:
        """What was due of a line: a sum, or one sum by year."""
        chunk = self.chunk
        if pa.types.is_map(cells.type):
            offsets = np.asarray(cells.offsets)
            begin, many = offsets[:-1], np.diff(offsets)
            one = valid(cells) & (many == 1)
            at = np.where(one, begin, 0)
            if not len(cells.items):
                return np.zeros(len(cells), np.int64), np.zeros(len(cells), bool)
            years = pc.equal(cells.keys.cast(_TEXT).take(pa.array(at)), pa.array(year).cast(_TEXT))
            sums = cells.items.take(pa.array(at))
            read, stated = chunk.sums(sums, owner)
            return read, stated & one & flags(years)
        if pa.types.is_struct(cells.type) and cells.type.get_field_index("value") < 0:
            return np.zeros(len(cells), np.int64), np.zeros(len(cells), bool)
        return chunk.sums(cells, owner)

    def _spoken(self, lines: Said, item: pa.Array) -> _Spoken:
        """Of which record each line speaks. A kind may stand before the item."""
        chunk, program, owner = self.chunk, self.chunk.program, lines.owner
        kind = lines.plain_text("kind")
        both = pc.binary_join_element_wise(kind, item, pa.scalar("\x01", _TEXT)).dictionary_encode()
        known, labels = {name: place for place, name in enumerate(self._kinds)}, program.compute_once(record_labels)
        kinds, items, doubtful = list[int](), list[str](), list[bool]()
        for text in both.dictionary.to_pylist():
            word, own = text.split("\x01")
            name = word if word in known or not word else labels.get(word, ("",))[0]
            own, name = split_kind_prefix(program, own, name)
            doubtful.append(bool(word) and name not in known)
            kinds.append(known.get(name, len(known)))
            items.append(own)
        codes = codes_of(both)
        self._leave(owner, np.array([*doubtful, True])[codes])
        found = np.array([*kinds, len(known)], np.int64)[codes]
        texts = pa.array(items, _TEXT).take(pa.array(codes))
        chunk.text(texts, owner)  # whatever is no plain name sends its applicant away
        record = np.full(len(owner), -1, np.int64)
        for place in np.unique(found[found < len(known)]):
            mine = np.flatnonzero(found == place)
            record[mine] = self._listed(self._kinds[place], owner[mine], texts.take(pa.array(mine)))
        return _Spoken(owner, found, texts, record)

    def _listed(self, kind: str, owner: Array, item: pa.Array) -> Array:
        """The place of the listed record of each item among those of its root; -1: none is listed.

        Of several of one item it is the first; whoever does not say whether there are more goes.
        """
        chunk = self.chunk
        root = chunk.schema.record_by_name[kind].root
        first, end, order = records_with_items(chunk, root, owner, item)
        self._leave(owner, (end == first) & ~chunk.is_listed(kind)[owner])
        found = first_records(first, end, order)
        for at in np.flatnonzero(end - first > 1).tolist():
            self._others.setdefault(root, {})[int(found[at])] = order[first[at] : end[at]]
        return found

    def events_of(self, root: str) -> tuple[Array, Array]:
        """The records whose items payments name, each with the day on which the event of a payment lies at the latest.

        Whoever states a payment for an item that is not listed, and does not give its whole key, goes.
        """
        if self.history is None:
            return np.zeros(0, np.int64), np.zeros(0, np.int64)
        spoken, year, _, level = self.history
        kinds = [self._kinds.index(name) for name in self.chunk.schema.narrower_records[root]]
        mine, key = np.isin(spoken.kind, kinds), self.chunk.schema.record_by_name[root].key
        parts = pc.add(pc.count_substring(spoken.item, BETWEEN), 1).to_numpy(zero_copy_only=False)
        self._leave(spoken.owner, mine & (spoken.record < 0) & (len(key) > 1) & (parts != len(key)))
        self._leave(spoken.owner, mine & (level >= 0) & ("level" in key))
        several = np.isin(spoken.record, [*self._others.get(root, {})])
        self._leave(spoken.owner, mine & several)
        mine &= spoken.record >= 0
        ends = (year[mine] - 1970).astype("datetime64[Y]") + 1
        return spoken.record[mine], ends.astype("datetime64[D]").astype(np.int64) - 1

    # ------------------------------------------------------------------------------------------ keys

    def _key(self, part: str, spoken: _Spoken, name: str, year: Array | None, level: Array | None) -> None:
        """One key of all lines: numbers at once, or texts that get numbers."""
        chunk, schema = self.chunk, self.chunk.schema
        many = len(spoken.owner)
        here = (part, name)
        if name == "applicant":
            self._numbers[here] = np.zeros(many, np.int64)
        elif name in schema.kinds_and_classes:
            self._numbers[here] = chunk.is_kind(name)[spoken.owner] - 1
        elif name == "year" and year is not None:
            self._numbers[here] = year
        elif name == "item":
            self._texts[here] = chunk.text(spoken.item, spoken.owner)
        else:
            self._of_record(here, spoken, level)

    def _of_record(self, here: tuple[str, str], spoken: _Spoken, level: Array | None) -> None:
        """A key that the records have of which lines speak."""
        chunk, name = self.chunk, here[1]
        numbers = np.full(len(spoken.owner), -1, np.int64)
        texts: list[str | None] = [None] * len(numbers)
        for place in np.unique(spoken.kind[spoken.kind < len(self._kinds)]):
            mine = np.flatnonzero(spoken.kind == place)
            kind = chunk.schema.record_by_name[self._kinds[place]]
            if is_matter(name):
                fields = chunk.program.matter_fields(name, kind)
                number = chunk.roots.index(kind.root) + 1
                if fields == MATTER_IS_APPLICANT:
                    numbers[mine] = number << _MATTERS
                    continue
                said = self._said(kind.name, fields, spoken, mine, name)
                self._leave(spoken.owner[mine], np.array([one is None for one in said], bool))
                numbers[mine] = number << _MATTERS  # and the number of the text
            else:
                field = field_of_key(chunk.schema, kind, name)
                if not field:
                    continue
                type_ = kind.field_by_name[field].type
                if not (type_.is_member or type_.is_local_name) or not is_one_sort(chunk.schema, name):
                    self._leave(spoken.owner[mine], np.ones(len(mine), bool))
                    continue
                said = self._said(kind.name, (field,), spoken, mine, MATTER)
                if name == "level" and level is not None:
                    numbers[mine] = level[mine]
                lacks = np.array([one is None for one in said], bool) & (numbers[mine] < 0)
                self._leave(spoken.owner[mine], lacks)
                if type_.is_member:
                    self._members(type_, mine, said, numbers, spoken.owner)
                    continue
            for at, one in zip(mine.tolist(), said, strict=True):
                texts[at] = one
        self._numbers[here] = numbers
        if any(one is not None for one in texts):
            self._texts[here] = chunk.text(pa.array(texts, _TEXT), spoken.owner, is_made=True)

    def _members(
        self, type_: Type, mine: Array, said: Sequence[str | None], numbers: Array, owner: Array
    ) -> None:  # fmt: skip
        """Members of a choice, where the line itself says none."""
        choice = type_.choice_name
        found = places_among(self.chunk.schema.choice_by_name[choice].names, pa.array(said, _TEXT))
        self._leave(owner[mine], found == -2)
        numbers[mine] = np.where(numbers[mine] >= 0, numbers[mine], found)

    def _said(
        self, kind: str, fields: Sequence[str], spoken: _Spoken, mine: Array, name: str
    ) -> list[str | None]:  # fmt: skip
        """What lines say of fields of their records, as one text; `None` where they do not say all of it."""
        chunk, schema, program = self.chunk, self.chunk.schema, self.chunk.program
        record = schema.record_by_name[kind]
        texts, _ = chunk.listed(record.root).texts(fields or record.key)
        at = spoken.record[mine]
        said: list[str | None] = texts.take(pa.array(np.maximum(at, 0), mask=at < 0)).to_pylist()
        others = self._others.get(record.root, {})
        for place in np.flatnonzero(np.isin(at, [*others])).tolist() if others else ():
            if len(set(texts.take(pa.array(others[int(at[place])])).to_pylist())) > 1:
                said[place] = None  # they do not say the same
        by_text: dict[str, str | None] = {}
        for place in np.flatnonzero(at < 0).tolist():
            item = spoken.item[int(mine[place])].as_py()
            if item not in by_text:
                found = fields_in_text(program, record, OlderDocument("", kind, item, 0), item, name)
                same = read_item(ReadContext(program), item, None, record) == item
                is_told = same and all(field in found for field in fields)
                by_text[item] = BETWEEN.join(found[field] for field in fields) if is_told else None
            said[place] = by_text[item]
        return said

    def paid(self) -> Mapping[str, pa.Array | Array] | None:
        """The payments under other documents as they were stated, part by part; `who` is whose each is."""
        if self.history is None:
            return None
        spoken, year, sums, _ = self.history
        names = pa.array([*self._kinds, None], pa.string())
        level = pc.if_else(pc.equal(self._words["level"], ""), None, self._words["level"])
        return {
            "who": spoken.owner, "policy": self._words["policy"], "clause": self._words["clause"],
            "kind": names.take(pa.array(spoken.kind)), "item": spoken.item, "level": level, "year": year, "due": sums,
        }  # fmt: skip

    # ------------------------------------------------------------------------------------------ numbers

    def _column(self, here: tuple[str, str], codes: Sequence[Array], many: int) -> Array:
        """The numbers of a key of all lines; -1 where a line lacks it."""
        own = self._numbers.get(here)
        if here not in self._texts:
            return np.full(many, -1, np.int64) if own is None else own
        text = codes[self._texts[here]]
        if own is None:
            return text
        return np.where(text < 0, own, np.where(own >= 1 << _MATTERS, own, 0) + text)

    def past(self, codes: Sequence[Array]) -> ExternalPaymentColumns:
        """The payments under other documents, by applicant."""
        chunk, names = self.chunk, self.chunk.counted
        if self.history is None:
            return no_external_payments(chunk.number)
        spoken, year, sums, _ = self.history
        many = len(spoken.owner)
        keys = np.full((many, max(1, len(names))), -1, np.int64)
        for place, name in enumerate(names):
            keys[:, place] = self._column(("history", name), codes, many)
        good = (chunk.left[spoken.owner] == 0) & (sums > 0)
        begin = np.concatenate([[0], np.cumsum(np.bincount(spoken.owner[good], minlength=chunk.number))])
        return ExternalPaymentColumns(begin.astype(np.int64), spoken.kind[good], year[good], sums[good], keys[good])

    def standards(self, codes: Sequence[Array]) -> Standards:
        """The promises of older documents."""
        if self.promised is None:
            return Standards(np.zeros(0, np.int64), {}, np.zeros(0, np.int64), {})
        spoken, sums = self.promised
        many = len(spoken.owner)
        matter = {name: self._column(("older_documents", name), codes, many) for name in self._raising}
        return Standards(spoken.owner, matter, sums, self._raising)
