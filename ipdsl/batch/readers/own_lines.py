"""Lines of the policy itself to arrays: what earlier runs settled, for the column `history` of a chunk.

In: the lines of a chunk that name the policy, or none. Out: `kernel.columns.own.PriorLines`. What a line is, and which
keys follow from it, is said in `ipdsl.ledger.lines`; here the same is worked out column by column: a key
that a line states is taken, another follows from the listed record that carries its item, or from the item's text.
Whatever is not plain, contradicts itself or does not say enough sends its applicant to the reader of facts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

import attrs
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ipdsl.base.values.days import FIRST_YEAR, LAST_YEAR
from ipdsl.batch.intake.arrow_arrays import flags
from ipdsl.batch.kernel import values
from ipdsl.batch.kernel.own import NO_DAY, NOT_LISTED, PriorLines, no_prior_lines
from ipdsl.batch.kernel.settle import Array, years_of
from ipdsl.batch.program.arrays import ArrayContent
from ipdsl.batch.readers.chunks import ChunkReader
from ipdsl.batch.readers.own_keys import OF_YEARS, OwnKeys
from ipdsl.batch.readers.own_said import Said
from ipdsl.ir.terms import Clause, TriggerKind
from ipdsl.ledger.lines import CEILING_WORD, RESETTLED_WORDS
from ipdsl.schema.vocabulary import RecordKind as Kind

_TEXT = pa.large_string()
_MAY_STATE = frozenset(
    {"policy", "clause", "row", "applicant", "kind", "item", "matter", "level", "keys", "by_discretion", "event_date",
     "year", "proposed", "admitted", "rungs", "charged", "due", "payments", "carried", "carry_until", "lapsed",
     "outcome", "digest"}
)  # fmt: skip
"""The parts of a line that columns read; whoever states another goes."""


@attrs.define(eq=False)
class OwnLines:
    """The lines of the policy in a chunk: what they say, and their keys."""

    chunk: ChunkReader
    said: Said
    keys: OwnKeys
    final: Array = attrs.field(init=False)
    """The lines whose event is not settled again, by place."""
    unlisted: Array = attrs.field(init=False)
    """Which lines name what no record has."""
    good: Array = attrs.field(init=False)
    """Those of them of applicants that are not left, in the order of `PriorLines`."""

    def read(self) -> None:
        """Reads the lines, and asks for the numbers of their texts."""
        said = self.said
        said.leave_unread(_MAY_STATE)
        said.leave((said.clause < 0) | flags(pc.equal(said.item, "")))
        whose = said.text("applicant")
        said.leave(~flags(pc.or_(pc.equal(whose, ""), pc.equal(whose, self.chunk.ids.take(pa.array(said.owner))))))
        said.leave(~said.stated("year") | (said.year < FIRST_YEAR) | (said.year > LAST_YEAR))
        said.leave(said.is_contradicting() | said.is_twice())
        said.check_words()
        said.check_payments()
        is_ceiling = flags(pc.equal(said.outcome, CEILING_WORD)) & (said.sum("admitted") <= 0)
        is_afresh = flags(pc.is_in(said.outcome, pa.array(sorted(RESETTLED_WORDS), _TEXT))) | is_ceiling
        event, holds = said.events, said.is_dayless & ~is_afresh
        said.leave(is_afresh & (said.day != NO_DAY) & np.isin(event, event[holds]))  # its day tells which is meant
        self.final = np.flatnonzero(~is_afresh)
        self.chunk.text(said.item, said.owner)  # whatever is no plain name sends its applicant away
        self.chunk.text(said.text_or_null("matter"), said.owner)
        for texts in self.keys.stated.values():
            self.chunk.text(texts, said.owner)
        assert len(self.keys.list_texts) == len(self.keys.stated_lists)  # their members are among the texts now
        self.keys.check()
        for index in np.unique(said.clause[said.clause >= 0]).tolist():
            mine = np.flatnonzero(said.clause == index)
            for name in self.chunk.program.settlement.columns[index]:
                self.keys.ask(self.chunk.program.clauses[index], name, mine)

    # ------------------------------------------------------------------------------------------ events and items

    def events_of(self, kind: str, date_field: str) -> tuple[Array, Array]:
        """The records whose items lines name whose award asks for this event, each with the day of the line's event."""
        schema, clauses = self.chunk.schema, self.chunk.program.clauses
        of = [
            one.index for one in clauses
            if one.trigger.kind is TriggerKind.RECORD and one.trigger.date_field == date_field
            and kind in schema.lineage(one.trigger.record)
        ]  # fmt: skip
        root, mine = schema.record_by_name[kind].root, np.flatnonzero(np.isin(self.said.clause, of))
        if not len(mine):
            return np.zeros(0, np.int64), np.zeros(0, np.int64)
        line, record = self.keys.pairs(root, mine)
        ends = (self.said.year[mine] - 1969).astype("datetime64[Y]").astype("datetime64[D]").astype(np.int64) - 1
        return record, np.where(self.said.day[mine] == NO_DAY, ends, self.said.day[mine])[line]

    def _items(self, arrays: Mapping[str, Array]) -> tuple[Array, Array]:
        """What tells the event of each line from others as claims have it, and what takes a place of it."""
        many, clauses = len(self.said.owner), self.chunk.program.clauses
        item, place = np.full(many, NOT_LISTED, np.int64), np.zeros(many, np.int64)
        self.unlisted = np.zeros(many, bool)
        orders = {one.kind: name for name, one in self.chunk.read_as.items() if one.held is ArrayContent.ORDER}
        for index in np.unique(self.said.clause[self.said.clause >= 0]).tolist():
            clause, mine = clauses[index], np.flatnonzero(self.said.clause == index)
            kind = self.keys.record_kind(clause)
            if clause.trigger.kind in OF_YEARS or kind is None:
                item[mine] = self.keys.item_number(clause, mine)
                place[mine] = -1 - item[mine]
                continue
            at = self.keys.record(kind.root, mine)
            self.unlisted[mine] = at < 0
            if kind.root in orders:
                item[mine] = np.where(at < 0, NOT_LISTED, np.append(arrays[orders[kind.root]], 0)[at])
            place[mine] = self._places(clause, kind, mine, at)
        return item, place

    def _places(self, clause: Clause, kind: Kind, mine: Array, at: Array) -> Array:
        """For which record of its item each line was paid: the listed one with its day, else that day or year."""
        line, record = self.keys.pairs(kind.root, mine)
        day, year = self.said.day[mine], self.said.year[mine]
        if clause.trigger.kind is TriggerKind.WHILE:
            counts = np.bincount(line, minlength=len(mine))
            self.keys.leave_of(mine, counts > 1)
            found = at
        else:
            days = self.chunk.listed(kind.root).field(clause.trigger.date_field)[0][record]
            known = (days != values.UNKNOWN) & (days != values.NEVER)
            of_year = years_of(np.where(known, days, 0))
            is_it = known & np.where(day[line] == NO_DAY, of_year == year[line], days == day[line])
            found = np.full(len(mine), -1, np.int64)
            found[line[is_it][::-1]] = record[is_it][::-1]  # the first
        when = pa.array(np.where(day == NO_DAY, year - (1 << 40), day)).cast(_TEXT)
        if clause.trigger.kind is TriggerKind.WHILE:
            when = pa.array(["" for _ in mine], _TEXT)
        roots, items = pa.array([kind.root] * len(mine), _TEXT), self.said.item.take(pa.array(mine))
        texts = pc.binary_join_element_wise(roots, items, when, pa.scalar("\x01", _TEXT))
        unlisted = [-(1 << 41) - self._unlisted.setdefault(text, len(self._unlisted))
                    for text in texts.filter(pa.array(found < 0)).to_pylist()]  # fmt: skip
        found = found.copy()
        found[found < 0] = unlisted
        return found

    @cached_property
    def _unlisted(self) -> dict[str, int]:
        return {}

    # ------------------------------------------------------------------------------------------ numbers

    def own(self, codes: Sequence[Array], arrays: Mapping[str, Array]) -> PriorLines:
        """The final lines of applicants that are not left, by applicant."""
        chunk, said, names = self.chunk, self.said, self.keys.names
        item, place = self._items(arrays)
        carried, lapsed = said.sum("carried"), said.sum("lapsed")
        waiting = np.isin(said.clause, [*chunk.program.settlement.carry_over_steps])
        keys = np.full((len(said.owner), max(1, len(names))), -1, np.int64)
        for at, name in enumerate(names):
            for mine, numbers, text, more in self.keys._asked.get(name, ()):
                own = numbers if text < 0 else codes[text]
                keys[mine, at] = np.where(own < 0, own, own + more)
        good = self.good = self.final[chunk.left[said.owner[self.final]] == 0]
        if not len(good):
            return no_prior_lines(chunk.number, max(1, len(names)), said.sums.shape[1])
        begin = np.concatenate([[0], np.cumsum(np.bincount(said.owner[good], minlength=chunk.number))])
        kept = np.full(len(said.owner), -1, np.int64)
        kept[good] = np.arange(len(good))
        line, year, sums = said.paid
        line, year, sums = (part[kept[line] >= 0] for part in (line, year, sums))
        paid_at = np.concatenate([[0], np.cumsum(np.bincount(kept[line], minlength=len(good)))])
        view_at, views = self.keys.views(good, keys, codes)
        return PriorLines(
            begin.astype(np.int64), said.clause[good], said.year[good],
            np.where(said.is_dayless, NO_DAY, said.day)[good], said.row[good], item[good], place[good],
            said.sum("admitted")[good], (said.total + carried + lapsed)[good], said.sum("proposed")[good],
            np.where(waiting, carried, 0)[good], self._since[good], said.numbers("carry_until")[0][good],
            np.ascontiguousarray(said.sums[good]), paid_at.astype(np.int64), year, sums, view_at, views,
        )  # fmt: skip

    def told(self) -> Mapping[str, pa.Array | Array]:
        """The final lines as they were stated, part by part; `who` is whose each is."""
        said = self.said
        at, many = self.final, len(self.final)
        place = pa.array(at)
        labels = pa.array([one.label for one in self.chunk.program.clauses] or [""], pa.string())
        texts = {name: said.text_or_null(name).take(place) for name in ("row", "kind", "matter", "level", "outcome")}
        whole = {name: pa.array(said.sum(name)[at], mask=said.is_short[at])
                 for name in ("proposed", "admitted", "carried", "lapsed")}  # fmt: skip
        until, has_until = said.numbers("carry_until")
        day = said.day[at]
        days = pa.array(np.where(day == NO_DAY, 0, day).astype(np.int32), mask=day == NO_DAY)
        kept = np.full(len(said.owner), -1, np.int64)
        kept[at] = np.arange(many)
        line, year, sums = said.paid
        own = kept[line] >= 0
        due = maps(many, kept[line[own]], pa.array(year[own]).cast(pa.string()), sums[own])
        flag, _ = said.numbers("by_discretion")
        return {
            "who": said.owner[at], "clause": labels.take(pa.array(np.maximum(said.clause[at], 0))),
            **texts, "item": said.item.take(place), "keys": self.keys.told(at), "by_discretion": flag[at] == values.YES,
            "event_date": days.cast(pa.date32()), "year": said.year[at], **whole, "due": due,
            "charged": self._told_sums("charged", kept, many),
            "carry_until": pa.array(until[at], mask=~has_until[at]),
        }  # fmt: skip

    def places(self) -> Array:
        """Where each line in `PriorLines` stands in what `told` gives."""
        found: Array = np.searchsorted(self.final, self.good)
        return found

    def without_record(self) -> Array:
        """The applicants with a line in `PriorLines` that names what no record has."""
        return self.said.owner[self.good[self.unlisted[self.good]]]

    def items(self) -> pa.Array:
        """The items of the lines in the order of `PriorLines`."""
        return self.said.item.take(pa.array(self.good))

    @property
    def _since(self) -> Array:
        """The first year that the money which a line carried has not seen."""
        line, year, _ = self.said.paid
        found = self.said.year.copy()
        np.maximum.at(found, line, year)
        return found + 1

    def _told_sums(self, name: str, kept: Array, many: int) -> pa.Array:
        """Sums by the names of rules, in their order."""
        lines, words, every = list[Array](), list[pa.Array](), list[Array]()
        for line, names, cells in self.said.entries(name):
            own = np.flatnonzero(kept[line] >= 0)
            lines.append(kept[line[own]])
            words.append(names.take(pa.array(own)))
            every.append(self.chunk.sums(cells, self.said.owner[line])[0][own])
        if not lines:
            return maps(many, np.zeros(0, np.int64), pa.array([], pa.string()), np.zeros(0, np.int64))
        line, sums, texts = np.concatenate(lines), np.concatenate(every), pa.concat_arrays(words)
        order = np.lexsort((pc.rank(texts, tiebreaker="dense").to_numpy(), line))
        return maps(many, line[order], texts.take(pa.array(order)).cast(pa.string()), sums[order])


def maps(many: int, claim: Array, names: pa.Array, sums: Array) -> pa.Array:
    """A map for each line, of entries that stand in the order of the lines."""
    begin = np.concatenate([[0], np.cumsum(np.bincount(claim, minlength=many))]).astype(np.int32)
    return pa.MapArray.from_arrays(pa.array(begin), names, pa.array(sums.astype(np.int64)))
