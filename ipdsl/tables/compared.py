"""Figures and lists of a cohort over columns, compared between two passes: ranks, and who has a place under a quota.

In come the chunks of a first pass: the figures by which applicants are ranked, and their claims under quotas. Out come
ranks for the second pass, and which claims were left out. What is told of an applicant who is settled as a decision
comes from its facts; all meet in one table (`ipdsl.runtime.kernel.ranks`) and in one selection
(`ipdsl.runtime.decision.quotas`), which are those of decisions.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ipdsl.runtime.code import Code
from ipdsl.runtime.columns.program import ColumnCode, Columns
from ipdsl.runtime.decision.cohort import compare
from ipdsl.runtime.decision.ranks import RankTable, rank_tables
from ipdsl.runtime.facts import Facts
from ipdsl.runtime.kernel.columns import values
from ipdsl.runtime.kernel.columns.rules import came_late
from ipdsl.runtime.kernel.columns.settle import Array, Settled, Written, years_of
from ipdsl.runtime.settlement.besides import Besides, Entry, Ranked
from ipdsl.runtime.settlement.claims import Group, groups_of
from ipdsl.runtime.settlement.item_order import ranks_of
from ipdsl.runtime.terms import Quota
from ipdsl.schema.types import CountType, ListType, MoneyType, Type
from ipdsl.tables.items import in_order, item_texts, text_ranks
from ipdsl.tables.plain import EPOCH

_RECORDS = 2**24
"""No applicant has so many records of a kind, and no part of a table so many claims of one clause."""


class NoPlaces:
    """The ranks of a cohort of which nothing is known yet: nobody has one."""

    def places(self, figure: str, among: Sequence[str], first: int, figures: Array) -> Array:
        """No ranks."""
        return np.zeros_like(figures)


NO_PLACES = NoPlaces()


class _Figures(NamedTuple):
    """The figures of a ranking in a chunk: the rows that are ranked with their names, and of each figure that is stated
    the row, the year and the figure.
    """

    ranked: Array
    names: pa.Array
    row: Array
    year: Array
    figure: Array


class _Claims(NamedTuple):
    """The claims of a chunk under any quota: the row and the name of the applicant of each, its number in claims of the
    second pass, its items as text and in order, the number of its record, and whether it comes late.
    """

    row: Array
    key: Array
    clause: Array
    day: Array
    late: Array
    record: Array
    name: pa.Array
    item: pa.Array
    order: pa.Array


class _Listed(NamedTuple):
    """Claims under one quota, a line for each of its keys that they meet: the claim, the keys' number, the score."""

    claim: Array
    group: Array
    score: Array


class Compared(Besides):
    """Those of a cohort whom columns settle, as far as ranks and quotas ask.

    First every chunk is gathered, then `compare` tells who cannot be settled over columns after all; it is asked again
    until there is nobody more. Then the second pass asks for `places` and `stopped`.
    """

    def __init__(self, columns: ColumnCode, year: int | None) -> None:
        self.columns, self.program, self.year = columns, columns.program, year
        self._quotas = [self.program.quotas[at] for at in columns.listing]
        self._figures: list[list[_Figures]] = [[] for _ in self.program.rankings]
        self._parts: list[_Claims] = []
        self._listed: list[list[_Listed]] = [[] for _ in self._quotas]
        self._groups: dict[Group, int] = {}
        self._left: list[tuple[int, Array]] = []
        self._apart: Array = np.zeros(0, np.int64)
        self._gone: Array = np.zeros(0, np.int64)
        self._rows: Sequence[int] = ()
        self._tables: list[RankTable] = []
        self._ranked: dict[int, Ranked] = {}
        self._claims: _Claims | None = None
        self._sorted: Array = np.zeros(0, np.int64)
        self._stopped = np.zeros(0, bool)
        self._keys: Array = np.zeros(0, np.int64)
        self._open: set[int] = set()
        self._lists: list[_Listed] = []

    # ------------------------------------------------------------------------------------------ gathered

    def gather(self, first: int, columns: Columns, done: Settled, ids: pa.Array) -> None:
        """Takes the figures and claims of a chunk, whose first row is row `first` of the cohort. Whoever cannot be
        compared over columns is left.
        """
        every = [columns.records.ranked(one.figure, one.among) for one in self.program.rankings]
        listed = self._under_quotas(columns, done)
        here = np.isin(columns.left, (values.SETTLED, values.SHARED))
        self._left.append((first, np.where(here, values.SETTLED, columns.left).astype(np.int8)))
        for place, (who, owner, year, figure) in enumerate(every):
            own, keep = np.flatnonzero(who & here), here[owner]
            self._figures[place].append(
                _Figures(first + own, ids.take(pa.array(own)), first + owner[keep], year[keep], figure[keep])
            )
        if len(listed):
            self._gather_lists(first, columns, done, ids, listed[here[done.claims.who[listed]]])

    def _under_quotas(self, columns: Columns, done: Settled) -> Array:
        """The claims under quotas; who has one, and records of other names or older lines, is left."""
        clauses = sorted({index for one in self._quotas for index in one.clauses})
        found = np.isin(done.claims.clause, clauses)
        if self.year is not None:
            found &= done.year <= self.year
        place = np.flatnonzero(found)
        if len(place):
            has_one = np.zeros(len(columns.left), bool)
            has_one[done.claims.who[place]] = True
            open_ = (columns.left == values.SETTLED) | (columns.left == values.SHARED)
            columns.left[open_ & has_one & (np.diff(columns.past.begin) > 0)] = values.BEFORE
            columns.left[open_ & has_one & columns.is_named] = values.TWINS
        return place

    def _gather_lists(self, first: int, columns: Columns, done: Settled, ids: pa.Array, place: Array) -> None:
        claims, begin = done.claims.taken(place), sum(len(one.row) for one in self._parts)
        items = item_texts(self.columns, columns, ids, done, place)
        order, record = in_order(self.columns, columns, claims, items)
        self._parts.append(
            _Claims(
                first + claims.who, self._number(first, columns, claims), claims.clause, claims.day,
                came_late(self.program, claims.clause, claims.day), record + (first * _RECORDS),
                ids.take(pa.array(claims.who)).cast(pa.large_string()), items.cast(pa.large_string()),
                order.cast(pa.large_string()),
            )
        )  # fmt: skip
        for quota, listed in zip(self._quotas, self._listed, strict=True):
            own = np.flatnonzero(np.isin(claims.clause, quota.clauses))
            if len(own):
                listed.append(self._under(quota, columns, claims, own, begin))

    def _under(self, quota: Quota, columns: Columns, claims: Written, own: Array, begin: int) -> _Listed:
        """The claims under one quota with their keys and scores."""
        root = self.program.schema.record_by_name[quota.record].root
        record = claims.record[own]
        score = columns.records.scores(root, quota.score)[0][record] if quota.score else np.zeros(len(own), np.int64)
        at, parts = np.arange(len(own)), list[pa.Array]()
        for name in quota.keys:
            if self._is_list(root, name):
                lists = columns.records.lists(root, name).take(pa.array(record[at]))
                length = np.asarray(pc.list_value_length(lists).to_numpy(zero_copy_only=False), np.int64)
                spread = np.repeat(np.arange(len(at)), length)
                parts, at = [part.take(pa.array(spread)) for part in parts], at[spread]
                parts.append(lists.flatten())
            else:
                parts.append(columns.records.said(root, (name,)).take(pa.array(record[at])))
        year = pa.array(years_of(claims.day[own])[at] if quota.per_year else np.zeros(len(at), np.int64))
        groups = pa.StructArray.from_arrays(
            [year, *(part.cast(pa.large_string()) for part in parts)], [str(n) for n in range(len(parts) + 1)]
        )
        known, number = _distinct(groups)
        numbers = [self._group(quota, [*one.values()]) for one in known.to_pylist()]
        group = np.array([-1 if one is None else self._groups.setdefault(one, len(self._groups)) for one in numbers])
        met = np.flatnonzero(group[number] >= 0) if len(number) else number
        return _Listed(begin + own[at[met]], group[number][met] if len(number) else number, score[at[met]])

    def _is_list(self, root: str, name: str) -> bool:
        kinds = [one for one in self.program.schema.records if one.root == root and name in one.field_by_name]
        return any(isinstance(one.field_by_name[name].type, ListType) for one in kinds)

    @staticmethod
    def _group(quota: Quota, said: list[object]) -> Group | None:
        """The keys as a quota has them; `None` where one is lacking."""
        keys = {name: str(value) for name, value in zip(quota.keys, said[1:], strict=True) if value is not None}
        year = said[0] if quota.per_year else None
        assert year is None or isinstance(year, int)
        found = groups_of(keys, quota.keys, year)
        return found[0] if found else None

    def _number(self, first: int, columns: Columns, claims: Written) -> Array:
        """What tells a claim from all others of the cohort, in whatever part of it: its applicant, clause, record."""
        found = ((first + claims.who) * len(self.program.clauses) + claims.clause) * _RECORDS
        for root in {loop.root for loop in self.columns.loops if loop.root}:
            own = np.isin(claims.clause, [loop.clause for loop in self.columns.loops if loop.root == root])
            own &= claims.record >= 0
            if own.any():
                found[own] += claims.record[own] - columns.records.first_of(root)[claims.who[own]]
        return found

    # ------------------------------------------------------------------------------------------ compared

    def compare(self, code: Code, facts: Mapping[int, Facts]) -> Array:
        """The rows that have to be settled as decisions, beside those of these facts."""
        self.begin(facts)
        cohort = [facts[row] for row in sorted(facts)]
        self._tables = rank_tables(self.program, cohort, (), self)
        compare(self.program, code, cohort, self.year, self)
        more = np.array(sorted(self._open - {*facts}), np.int64)
        self._apart = np.concatenate([self._apart, more])
        self._keys = np.zeros(0, np.int64) if self._claims is None else np.unique(self._claims.key[self._stopped])
        return more

    def begin(self, facts: Mapping[int, Facts]) -> None:
        """Compares anew: all but those of these facts are settled over columns."""
        self._rows = sorted(facts)
        self._gone = np.array(self._rows, np.int64)
        self._ranked, self._open = {}, set()
        if self._claims is None and self._parts:
            self._claims = _whole(self._parts)
            claims = self._claims
            # as `Candidate.order` has it, then by the names of applicants
            by = (text_ranks(claims.name), text_ranks(claims.order), claims.clause, claims.day, claims.late)
            order = np.lexsort(by)
            self._sorted = np.empty(len(order), np.int64)
            self._sorted[order] = np.arange(len(order))
            self._lists = [
                _Listed(*(np.concatenate([np.zeros(0, np.int64), *part]) for part in zip(*one, strict=True)))
                if one else _NOTHING_LISTED for one in self._listed
            ]  # fmt: skip
        self._stopped = np.zeros(0 if self._claims is None else len(self._claims.row), bool)

    @property
    def is_empty(self) -> bool:
        """Nothing of those whom columns settle is compared."""
        return not self._parts and not any(len(one.ranked) for each in self._figures for one in each)

    @property
    def is_open(self) -> bool:
        """Whether the rank of anybody may hang on what is not stated."""
        for place, table in enumerate(self._tables):
            figures = self.ranked(place).figures
            if any(len(set(table.of_year(year).ends(one))) > 1 for year in figures for one in {*figures[year]}):
                return True
        return False

    # ------------------------------------------------------------------------------------------ what decisions ask

    def place(self, at: int) -> int:
        """The row of who is settled as a decision."""
        return self._rows[at]

    def ranked(self, ranking: int) -> Ranked:
        """The figures of those whom columns settle."""
        if ranking not in self._ranked:
            self._ranked[ranking] = self._ranked_by(ranking)
        return self._ranked[ranking]

    def _ranked_by(self, ranking: int) -> Ranked:
        parts = self._figures[ranking]
        if not parts:
            return Ranked()
        rows = np.concatenate([one.ranked for one in parts])
        row, year, figure = (np.concatenate([one[at] for one in parts]) for at in (2, 3, 4))
        there = ~np.isin(row, self._gone)
        row, year, figure = row[there], year[there], figure[there]
        over = _over(self.program.schema.figure_by_name[self.program.rankings[ranking].figure].type)
        stated: dict[int, int] = {}
        figures: dict[int, Sequence[int | Fraction]] = {}
        for one in np.unique(year).tolist():
            own = figure[year == one]
            stated[one] = len(own)
            plain: list[int] = np.sort(own[own > 0]).tolist()
            figures[one] = plain if over == 1 else [Fraction(each, over) for each in plain]

        def without(asked: int) -> Iterable[tuple[int, str]]:
            for part in parts:
                lacking = ~np.isin(part.ranked, part.row[part.year == asked]) & ~np.isin(part.ranked, self._gone)
                names = part.names.take(pa.array(np.flatnonzero(lacking))).to_pylist()
                yield from zip(part.ranked[lacking].tolist(), map(str, names), strict=True)

        return Ranked(int((~np.isin(rows, self._gone)).sum()), stated, figures, without)

    def listed(self, quota: int) -> Mapping[Group, Sequence[Entry]]:
        """The records under a quota of those whom columns settle; of a selection those that may have a place."""
        if quota not in self.columns.listing or self._claims is None:
            return {}
        one, (claim, group, score) = self.program.quotas[quota], self._lists[self.columns.listing.index(quota)]
        there = ~np.isin(self._claims.row[claim], self._gone) & ~self._stopped[claim]
        claim, group, score = claim[there], group[there], score[there]
        if not len(claim):
            return {}
        at = np.lexsort((self._sorted[claim], -score, group))
        claim, group, score = claim[at], group[at], score[at]
        _, begin = np.unique(np.stack([group, self._claims.record[claim]]), axis=1, return_index=True)
        begin = np.sort(begin)  # the first claim of each record in each group
        many = len(begin)
        if one.score:
            starts = np.searchsorted(group[begin], group[begin])
            best = np.arange(many) - starts < one.number
            out = begin[~best]
            self._stop(claim, group, claim[out], group[out])
            begin = begin[best]
        names = {number: keys for keys, number in self._groups.items()}
        found: dict[Group, list[Entry]] = {}
        over = _over(self.program.schema.record_by_name[one.record].field_by_name[one.score].type) if one.score else 1
        for place in begin.tolist():
            number = int(claim[place])
            scored = (
                (True, int(score[place]) if over == 1 else Fraction(int(score[place]), over)) if one.score else None
            )
            found.setdefault(names[int(group[place])], []).append(self._entry(number, scored))
        return found

    def _entry(self, number: int, score: tuple[bool, int | Fraction] | None) -> Entry:
        claims = self._claims
        assert claims is not None
        clause, item = int(claims.clause[number]), claims.item[number].as_py()
        day = EPOCH + datetime.timedelta(int(claims.day[number]))
        place: object = item
        if ranks := ranks_of(self.program.schema, self.program.clauses[clause]):
            parts = claims.order[number].as_py().split("\x01")
            place = (
                *(((int(part) - 1_000_000, "") if members is not None else (0, part))
                  for part, (_, members) in zip(parts, ranks, strict=True)), (0, ""),
            )  # fmt: skip
        order = bool(claims.late[number]), day, clause, place, item
        return Entry(claims.name[number].as_py(), item, order, score, number)

    def told(self, quota: int, keys: Group, left_out: Sequence[Entry], is_open: Sequence[Entry]) -> None:
        """Takes note of who was left out, and of whom that hangs on others."""
        if not (left_out or is_open):
            return
        claim, group, _ = self._lists[self.columns.listing.index(quota)]
        number = self._groups[keys]
        out = np.array([one.number for one in left_out], np.int64)
        self._stop(claim, group, out, np.full(len(out), number))
        assert self._claims is not None
        self._open |= {int(self._claims.row[one.number]) for one in is_open}

    def _stop(self, claim: Array, group: Array, out: Array, of: Array) -> None:
        """Stops the claims of the records of these claims, as far as they stand in the same group."""
        claims = self._claims
        assert claims is not None
        for number in np.unique(of).tolist():
            records = claims.record[out[of == number]]
            mine = claim[group == number]
            self._stopped[mine[np.isin(claims.record[mine], records)]] = True

    # ------------------------------------------------------------------------------------------ the second pass

    def places(self, figure: str, among: Sequence[str], first: int, figures: Array) -> Array:
        """The ranks of figures by applicant and year, from the `first` year on; 0: none, `UNKNOWN`: it is open."""
        table = next(one for one in self._tables
                     if (one.ranking.figure, one.ranking.among) == (figure, tuple(among)))  # fmt: skip
        found = np.where(figures > 0, values.UNKNOWN, figures)
        for at in range(figures.shape[1]):
            known, number = np.unique(figures[:, at], return_inverse=True)
            if known[-1] > 0:
                of_year = table.of_year(first + at)
                ends = [of_year.ends(one) if one > 0 else (one, one) for one in known.tolist()]
                each = np.array([low if low == high else values.UNKNOWN for low, high in ends], np.int64)
                found[:, at] = each[number.reshape(-1)]
        return found

    def leave(self, first: int, left: Array) -> None:
        """Leaves the rows of a part of the table whom the first pass left; its first row is row `first`."""
        end = first + len(left)
        for begin, before in self._left:
            low, high = max(first, begin), min(end, begin + len(before))
            if low < high:
                part, kept = left[low - first : high - first], before[low - begin : high - begin]
                part[:] = np.where((part == values.SETTLED) & (kept != values.SETTLED), kept, part)
        apart = self._apart[(self._apart >= first) & (self._apart < end)] - first
        left[apart[left[apart] == values.SETTLED]] = values.OPEN

    def stopped(self, first: int, columns: Columns, claims: Written) -> Array:
        """Which claims of a part were left out."""
        if not len(self._keys):
            return np.zeros(len(claims.who), bool)
        return np.isin(self._number(first, columns, claims), self._keys)


_NOTHING_LISTED = _Listed(*(np.zeros(0, np.int64) for _ in range(3)))


def _over(type_: Type) -> int:
    """In what parts of one a number stands in its column."""
    return 1 if isinstance(type_, MoneyType | CountType) else values.MILLIONTHS


def _distinct(keys: pa.StructArray) -> tuple[pa.Array, Array]:
    """The different keys, and the number of each among them."""
    if not len(keys):
        return keys, np.zeros(0, np.int64)
    table = pa.Table.from_arrays(keys.flatten(), [field.name for field in keys.type])
    codes = np.zeros(len(keys), np.int64)
    for column in table.columns:
        own = pc.fill_null(column.combine_chunks().dictionary_encode().indices, -1)
        each = own.to_numpy(zero_copy_only=False).astype(np.int64) + 1
        codes = np.unique(codes * (int(each.max()) + 1) + each, return_inverse=True)[1]
    _, first, number = np.unique(codes, return_index=True, return_inverse=True)
    return keys.take(pa.array(first)), number


def _whole(parts: Sequence[_Claims]) -> _Claims:
    """The claims of all parts."""
    return _Claims(
        *(
            pa.concat_arrays([*each]) if isinstance(each[0], pa.Array) else np.concatenate(each)
            for each in zip(*parts, strict=True)
        )
    )
