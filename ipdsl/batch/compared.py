"""Cohorts over columns: ranks and quotas, compared between two passes; applicants that are settled with others.

Input: the chunks of a first pass, with the figures that rank applicants and the claims under quotas. Output: ranks for
the second pass, and the excluded claims. For applicants settled as decisions, both come from their facts. All figures
enter one table (`ipdsl.kernel.ranks`), and all scores one selection (`ipdsl.decision.cohort`), as for decisions.

Input: the chunks of a table, or of many files. Output: the result of each applicant that is settled with others, by
row. Applicants without a claim under such a rule are settled chunk by chunk, and this module keeps no data of them.

Caps across applicants are settled over columns. If a room may be too small for all requests, the claims of its
applicants are kept and settled in one course. Applicants that columns leave to single decisions are settled by the
scalar cohort, together with all applicants that share a room with them, directly or through others. The two groups
share no room, so each result is the same as for the whole cohort.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from types import MappingProxyType
from typing import NamedTuple

import attrs
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ipdsl.base.findings.finding import Report
from ipdsl.base.findings.phrase import Language
from ipdsl.batch.intake.form import Problem
from ipdsl.batch.kernel import values
from ipdsl.batch.kernel.program import ChunkColumns, ClauseLoop, ColumnCode, settle_joint
from ipdsl.batch.kernel.tables import (
    CARRIED,
    Array,
    ClaimGroupPairs,
    CohortColumns,
    Settled,
    WrittenClaims,
    is_before_window,
    joint_columns,
    ranks_of_texts,
    runs,
    sums_by,
    years_of,
)
from ipdsl.batch.readers.chunks import TEXT, placed_texts
from ipdsl.batch.readers.rows import Rows
from ipdsl.claims.claim import PrintedGroup, printed_groups, ranks_of
from ipdsl.decision.cohort import RankTable, caps_reached, caps_used, compare, looks_across, rank_tables
from ipdsl.decision.decision import Decision, Request
from ipdsl.engine.evaluator import GeneratedFunctions
from ipdsl.ir.facts import Facts, LedgerLine
from ipdsl.ir.terms import Quota
from ipdsl.kernel.rule_table import GroupKey, Rule, groups_of
from ipdsl.ledger.ledger_file import lines_of_other_applicants
from ipdsl.ledger.recall import LedgerEntries, SimilarIds
from ipdsl.plain_data.errors import FactsError
from ipdsl.runtime.compiled_policy import evaluate_cohort
from ipdsl.schema.values.value_type import Type
from ipdsl.settlement.cohort import ExternalMembers, ExternalRanks, QuotaEntry


def in_order(code: ColumnCode, columns: ChunkColumns, claims: WrittenClaims, items: pa.Array) -> tuple[pa.Array, Array]:
    """For each claim a text that sorts items across applicants, and the number of its record among all kinds (or -1).

    `items` are the texts of the items.
    """
    loops = [loop for loop in code.loops if not code.program.clauses[loop.clause].trigger.kind.is_yearly]
    names, record = sorted({loop.root for loop in loops if loop.root}), claims.record.copy()
    begins = dict(zip(names, np.cumsum([0, *(len(columns.texts[root]) for root in names)]), strict=False))
    parts: list[tuple[Array, pa.Array]] = []
    for loop in code.loops:
        mine = np.flatnonzero(claims.clause == loop.clause)
        if keys := code.program.clauses[loop.clause].trigger.keys:
            parts.append((mine, columns.records.sets(loop.root, keys).orders().take(pa.array(claims.item[mine]))))
        elif loop.root in begins and loop in loops:
            mine = mine[claims.record[mine] >= 0]
            texts = columns.orders.get(loop.root, columns.texts[loop.root])
            parts.append((mine, texts.take(pa.array(claims.record[mine]))))
            record[mine] += begins[loop.root]
    return pc.coalesce(placed_texts(len(record), parts), items.cast(TEXT)), record


def text_ranks(texts: pa.Array) -> Array:
    """The position of each text in sorted order; equal texts have the same position."""
    encoded = texts.dictionary_encode()
    return np.asarray(ranks_of_texts(encoded)[encoded.indices.to_numpy(zero_copy_only=False)])


def item_texts(code: ColumnCode, columns: ChunkColumns, ids: pa.Array, done: Settled, place: Array) -> pa.Array:
    """The items of the claims at these places: of their records, their years, or the applicants (`ids`)."""
    claims, roots = done.claims.taken(place), {loop.clause: loop.root for loop in code.loops}
    line, parts = CARRIED - claims.record, list[tuple[Array, pa.Array]]()
    for index in np.unique(claims.clause).tolist():
        mine = np.flatnonzero((claims.clause == index) & (line < 0))
        trigger, root = code.program.clauses[index].trigger, roots.get(index, "")
        if trigger.keys:
            parts.append((mine, columns.records.sets(root, trigger.keys).items().take(pa.array(claims.item[mine]))))
        elif trigger.kind.is_yearly:
            parts.append((mine, pa.array(claims.year[mine])))
        elif root:
            parts.append((mine, columns.texts[root].take(pa.array(claims.record[mine]))))
        else:
            parts.append((mine, ids.take(pa.array(claims.who[mine]))))
    carried = np.flatnonzero(line >= 0)
    if len(carried):  # money of a line, whose item need not be listed
        parts.append((carried, columns.records.own_items().take(pa.array(line[carried]))))
    return placed_texts(len(place), parts)


def record_begins(columns: ChunkColumns, code: ColumnCode, clause: Array, who: Array) -> Array:
    """Where the records of the applicants of claims begin, in the arrays of their kind."""
    begins = np.zeros(len(who), np.int64)
    for root in {loop.root for loop in code.loops if loop.root}:
        is_of_root = np.isin(clause, [loop.clause for loop in code.loops if loop.root == root])
        if is_of_root.any():
            begins[is_of_root] = columns.records.first_of(root)[who[is_of_root]]
    return begins


_RECORDS = 2**24
"""More than the records of a kind of any applicant, and more than the claims of a clause in any part of a table."""


def no_ranks(figure: str, among: Sequence[str], first: int, figures: Array) -> Array:
    """The ranks of a cohort before any figure is known: no applicant has a rank."""
    return np.zeros_like(figures)


class _Figures(NamedTuple):
    """The figures of a ranking in a chunk: the ranked rows with their names; row, year and value of stated figures."""

    ranked: Array
    names: pa.Array
    row: Array
    year: Array
    figure: Array


class _Claims(NamedTuple):
    """The claims of a chunk under any quota.

    For each claim: row and name of its applicant, its number in the claims of the second pass, its item as text and as
    sort key, the number of its record, and whether it is late.
    """

    row: Array
    key: Array
    clause: Array
    day: Array
    is_late: Array
    record: Array
    name: pa.Array
    item: pa.Array
    order: pa.Array


class _QuotaClaims(NamedTuple):
    """Claims under one quota, a row for each of its keys: the claim, the number of the keys, the score."""

    claim: Array
    group: Array
    score: Array


class ColumnMembers(ExternalMembers):
    """The applicants of a cohort that columns settle, as far as ranks and quotas need them.

    All chunks are added first. Then `compare` returns the applicants that columns cannot settle; it is called again
    until there are no more. Then the second pass reads `places` and `excluded_claims`.
    """

    def __init__(self, columns: ColumnCode, year: int | None) -> None:
        self.columns, self.program, self.year = columns, columns.program, year
        self._quotas = [self.program.quotas[number] for number in columns.listed_quotas]
        self._figures: list[list[_Figures]] = [[] for _ in self.program.rankings]
        self._parts: list[_Claims] = []
        self._quota_claims: list[list[_QuotaClaims]] = [[] for _ in self._quotas]
        self._groups: dict[PrintedGroup, int] = {}
        self._left: list[tuple[int, Array]] = []
        self._separate: Array = np.zeros(0, np.int64)
        self._gone: Array = np.zeros(0, np.int64)
        self._last_ranks: dict[str, int] = {}
        self._rows: Sequence[int] = ()
        self._tables: list[RankTable] = []
        self._ranks: dict[int, ExternalRanks] = {}
        self._claims: _Claims | None = None
        self._sorted: Array = np.zeros(0, np.int64)
        self._stopped = np.zeros(0, bool)
        self._keys: Array = np.zeros(0, np.int64)
        self._open_rows: set[int] = set()
        self._lists: list[_QuotaClaims] = []

    # ------------------------------------------------------------------------------------------ gathered

    def gather(self, first: int, columns: ChunkColumns, done: Settled, ids: pa.Array) -> None:
        """Add the figures and claims of a chunk; its first row is row `first` of the cohort. Rows that cannot be
        compared over columns are left.
        """
        ranked = [columns.records.ranked(ranking.figure, ranking.among) for ranking in self.program.rankings]
        listed = self._is_under_quota(columns, done)
        here = np.isin(columns.left, (values.SETTLED, values.SHARED))
        self._left.append((first, np.where(here, values.SETTLED, columns.left).astype(np.int8)))
        for place, (who, owner, year, figure) in enumerate(ranked):
            rows, keep = np.flatnonzero(who & here), here[owner]
            self._figures[place].append(
                _Figures(first + rows, ids.take(pa.array(rows)), first + owner[keep], year[keep], figure[keep])
            )
        if len(listed):
            self._gather_lists(first, columns, done, ids, listed[here[done.claims.who[listed]]])

    def _is_under_quota(self, columns: ChunkColumns, done: Settled) -> Array:
        """The claims under quotas. Their applicants leave if records have names, or if other documents paid them."""
        clauses = sorted({index for quota in self._quotas for index in quota.clauses})
        is_under = np.isin(done.claims.clause, clauses)
        if self.year is not None:
            is_under &= done.claims.year <= self.year
        place = np.flatnonzero(is_under)
        if len(place):
            has_one = np.zeros(len(columns.left), bool)
            has_one[done.claims.who[place]] = True
            open_ = (columns.left == values.SETTLED) | (columns.left == values.SHARED)
            columns.left[open_ & has_one & (np.diff(columns.external_payments.begin) > 0)] = values.PRIOR_PAYMENTS
            columns.left[open_ & has_one & columns.is_named] = values.SAME_RECORDS
        return place

    def _gather_lists(self, first: int, columns: ChunkColumns, done: Settled, ids: pa.Array, place: Array) -> None:
        claims, begin = done.claims.taken(place), sum(len(part.row) for part in self._parts)
        items = item_texts(self.columns, columns, ids, done, place)
        order, record = in_order(self.columns, columns, claims, items)
        self._parts.append(
            _Claims(
                first + claims.who, self._number(first, columns, claims), claims.clause, claims.day,
                is_before_window(self.program, claims.clause, claims.day), record + (first * _RECORDS),
                ids.take(pa.array(claims.who)).cast(pa.large_string()), items.cast(pa.large_string()),
                order.cast(pa.large_string()),
            )
        )  # fmt: skip
        for quota, listed in zip(self._quotas, self._quota_claims, strict=True):
            places = np.flatnonzero(np.isin(claims.clause, quota.clauses))
            if len(places):
                listed.append(self._claims_under(quota, columns, claims, places, begin))

    def _claims_under(
        self, quota: Quota, columns: ChunkColumns, claims: WrittenClaims, places: Array, begin: int
    ) -> _QuotaClaims:
        """The claims under one quota with their keys and scores."""
        root = self.program.schema.record_by_name[quota.record].root
        record = claims.record[places]
        score = columns.records.scores(root, quota.score)[0][record] if quota.score else np.zeros(len(places), np.int64)
        index, parts = np.arange(len(places)), list[pa.Array]()
        for name in quota.keys:
            if self._is_list(root, name):
                lists = columns.records.lists(root, name).take(pa.array(record[index]))
                spread = np.asarray(pc.list_parent_indices(lists))
                parts, index = [part.take(pa.array(spread)) for part in parts], index[spread]
                parts.append(lists.flatten())
            else:
                parts.append(columns.records.said(root, (name,)).take(pa.array(record[index])))
        year = pa.array(years_of(claims.day[places])[index] if quota.per_year else np.zeros(len(index), np.int64))
        groups = pa.StructArray.from_arrays(
            [year, *(part.cast(pa.large_string()) for part in parts)], [str(n) for n in range(len(parts) + 1)]
        )
        known, number = _distinct(groups)
        numbers = [self._group(quota, [*entry.values()]) for entry in known.to_pylist()]
        group = np.array(
            [-1 if entry is None else self._groups.setdefault(entry, len(self._groups)) for entry in numbers]
        )
        matching = np.flatnonzero(group[number] >= 0) if len(number) else number
        return _QuotaClaims(
            begin + places[index[matching]], group[number][matching] if len(number) else number, score[index[matching]]
        )

    def _is_list(self, root: str, name: str) -> bool:
        kinds = [kind for kind in self.program.schema.records if kind.root == root and name in kind.field_by_name]
        return any(kind.field_by_name[name].type.is_list for kind in kinds)

    @staticmethod
    def _group(quota: Quota, stated: list[object]) -> PrintedGroup | None:
        """The keys of a quota; `None` if one is missing."""
        keys = {name: str(value) for name, value in zip(quota.keys, stated[1:], strict=True) if value is not None}
        year = stated[0] if quota.per_year else None
        assert year is None or isinstance(year, int)
        groups = printed_groups(keys, quota.keys, year)
        return groups[0] if groups else None

    def _number(self, first: int, columns: ChunkColumns, claims: WrittenClaims) -> Array:
        """The identity of a claim in all parts of the cohort: its applicant, clause and record."""
        numbers = ((first + claims.who) * len(self.program.clauses) + claims.clause) * _RECORDS
        is_record = np.isin(claims.clause, [loop.clause for loop in self.columns.loops if loop.root])
        begin = record_begins(columns, self.columns, claims.clause, claims.who)
        return numbers + np.where(is_record & (claims.record >= 0), claims.record - begin, 0)

    # ------------------------------------------------------------------------------------------ compared

    def compare(self, code: GeneratedFunctions, facts: Mapping[int, Facts], others: tuple[LedgerLine, ...]) -> Array:
        """The rows that have to be settled as decisions, in addition to those of these facts."""
        self.others = others
        self.begin(facts)
        cohort = [facts[row] for row in sorted(facts)]
        self._tables = rank_tables(self.program, cohort, self.others, self)
        compare(self.program, code, cohort, self.year, self)
        more = np.array(sorted(self._open_rows - {*facts}), np.int64)
        self._separate = np.concatenate([self._separate, more])
        self._keys = np.zeros(0, np.int64) if self._claims is None else np.unique(self._claims.key[self._stopped])
        return more

    def begin(self, facts: Mapping[int, Facts]) -> None:
        """Compare again: all rows except those of these facts are settled over columns."""
        self._rows = sorted(facts)
        self._gone = np.array(self._rows, np.int64)
        self._last_ranks = {}
        for one in facts.values():
            for (name, _), rank in one.places.items():
                self._last_ranks[name] = max(rank, self._last_ranks.get(name, 0))
        self._ranks, self._open_rows = {}, set()
        if self._claims is None and self._parts:
            claims = self._claims = _all_claims(self._parts)
            # as `Candidate.order` has it, then by the names of applicants
            by = (text_ranks(claims.name), text_ranks(claims.order), claims.clause, claims.day, claims.is_late)
            order = np.lexsort(by)
            self._sorted = np.empty(len(order), np.int64)
            self._sorted[order] = np.arange(len(order))
            self._lists = [
                _QuotaClaims(*(np.concatenate([np.zeros(0, np.int64), *part]) for part in zip(*lists, strict=True)))
                if lists else _NO_QUOTA_CLAIMS for lists in self._quota_claims
            ]  # fmt: skip
        self._stopped = np.zeros(0 if self._claims is None else len(self._claims.row), bool)

    @property
    def is_empty(self) -> bool:
        """Whether columns settle no applicant that is compared."""
        return not self._parts and not any(len(figures.ranked) for each in self._figures for figures in each)

    @property
    def is_open(self) -> bool:
        """Whether any rank can depend on unstated facts."""
        return any(
            len(set(table.year_ranks(year).ends(figure))) > 1
            for place, table in enumerate(self._tables)
            for year, figures in self.external_ranks(place).figures.items()
            for figure in {*figures}
        )

    # ------------------------------------------------------------------------------------------ what decisions ask

    def place(self, number: int) -> int:
        """The row of an applicant that is settled as a decision."""
        return self._rows[number]

    def external_ranks(self, ranking: int) -> ExternalRanks:
        """The figures of the applicants that columns settle."""
        if ranking not in self._ranks:
            self._ranks[ranking] = self._ranks_by(ranking)
        return self._ranks[ranking]

    def _ranks_by(self, ranking: int) -> ExternalRanks:
        parts = self._figures[ranking]
        if not parts:
            return ExternalRanks()
        rows = np.concatenate([entry.ranked for entry in parts])
        row, year, figure = (np.concatenate([entry[index] for entry in parts]) for index in (2, 3, 4))
        there = ~np.isin(row, self._gone)
        row, year, figure = row[there], year[there], figure[there]
        over = _denominator(self.program.schema.figure_by_name[self.program.rankings[ranking].figure].type)
        stated: dict[int, int] = {}
        figures: dict[int, Sequence[int | Fraction]] = {}
        for entry in np.unique(year).tolist():
            year_figures = figure[year == entry]
            stated[entry] = len(year_figures)
            plain: list[int] = np.sort(year_figures[year_figures > 0]).tolist()
            figures[entry] = plain if over == 1 else [Fraction(each, over) for each in plain]

        def without(wanted_year: int) -> Iterable[tuple[int, str]]:
            for part in parts:
                lacking = ~np.isin(part.ranked, part.row[part.year == wanted_year]) & ~np.isin(part.ranked, self._gone)
                names = part.names.take(pa.array(np.flatnonzero(lacking))).to_pylist()
                yield from zip(part.ranked[lacking].tolist(), map(str, names), strict=True)

        return ExternalRanks(int((~np.isin(rows, self._gone)).sum()), stated, figures, without)

    def quota_entries(self, quota: int) -> Mapping[PrintedGroup, Sequence[QuotaEntry]]:
        """The records under a quota, for applicants that columns settle. A selection only has records that may win, or
        that a published rank may contradict.
        """
        if quota not in self.columns.listed_quotas or self._claims is None:
            return {}
        terms, (claim, group, score) = self.program.quotas[quota], self._lists[self.columns.listed_quotas.index(quota)]
        there = ~np.isin(self._claims.row[claim], self._gone) & ~self._stopped[claim]
        claim, group, score = claim[there], group[there], score[there]
        if not len(claim):
            return {}
        ordered = np.lexsort((self._sorted[claim], -score, group))
        claim, group, score = claim[ordered], group[ordered], score[ordered]
        _, begin = np.unique(np.stack([group, self._claims.record[claim]]), axis=1, return_index=True)
        begin = np.sort(begin)  # the first claim of each record in each group
        many = len(begin)
        if terms.score:
            starts = np.searchsorted(group[begin], group[begin])
            best = np.arange(many) - starts < max(terms.number, self._last_ranks.get(terms.name, 0))
            out = begin[~best]
            self._stop(claim, group, claim[out], group[out])
            begin = begin[best]
        names = {number: keys for keys, number in self._groups.items()}
        entries: dict[PrintedGroup, list[QuotaEntry]] = {}
        over = (
            _denominator(self.program.schema.record_by_name[terms.record].field_by_name[terms.score].type)
            if terms.score
            else 1
        )
        for place in begin.tolist():
            number = int(claim[place])
            scored = (
                (True, int(score[place]) if over == 1 else Fraction(int(score[place]), over)) if terms.score else None
            )
            entries.setdefault(names[int(group[place])], []).append(self._entry(number, scored))
        return entries

    def _entry(self, number: int, score: tuple[bool, int | Fraction] | None) -> QuotaEntry:
        claims = self._claims
        assert claims is not None
        clause, item = int(claims.clause[number]), claims.item[number].as_py()
        day = values.EPOCH + datetime.timedelta(int(claims.day[number]))
        place: object = item
        if ranks := ranks_of(self.program.schema, self.program.clauses[clause]):
            parts = claims.order[number].as_py().split("\x01")
            place = (
                *(((int(part) - 1_000_000, "") if members is not None else (0, part))
                  for part, (_, members) in zip(parts, ranks, strict=True)), (0, ""),
            )  # fmt: skip
        order = bool(claims.is_late[number]), day, clause, place, item
        return QuotaEntry(claims.name[number].as_py(), item, order, score, number)

    def report_quota(
        self, quota: int, keys: PrintedGroup, left_out: Sequence[QuotaEntry], is_open: Sequence[QuotaEntry]
    ) -> None:
        """Record the excluded entries, and the entries that depend on other applicants."""
        if not (left_out or is_open):
            return
        claim, group, _ = self._lists[self.columns.listed_quotas.index(quota)]
        number = self._groups[keys]
        out = np.array([entry.number for entry in left_out], np.int64)
        self._stop(claim, group, out, np.full(len(out), number))
        assert self._claims is not None
        self._open_rows |= {int(self._claims.row[entry.number]) for entry in is_open}

    def _stop(self, claim: Array, group: Array, out: Array, selected: Array) -> None:
        """Stop the claims of the records of these claims that belong to the same group."""
        claims = self._claims
        assert claims is not None
        for number in np.unique(selected).tolist():
            records = claims.record[out[selected == number]]
            mine = claim[group == number]
            self._stopped[mine[np.isin(claims.record[mine], records)]] = True

    # ------------------------------------------------------------------------------------------ the second pass

    def places(self, figure: str, among: Sequence[str], first: int, figures: Array) -> Array:
        """The ranks of figures by applicant and year, from the `first` year on; 0: none, `UNKNOWN`: it is open."""
        table = next(entry for entry in self._tables
                     if (entry.ranking.figure, entry.ranking.among) == (figure, tuple(among)))  # fmt: skip
        ranks = np.where(figures > 0, values.UNKNOWN, figures)
        for index in range(figures.shape[1]):
            known, number = np.unique(figures[:, index], return_inverse=True)
            if known[-1] > 0:
                of_year = table.year_ranks(first + index)
                ends = [of_year.ends(entry) if entry > 0 else (entry, entry) for entry in known.tolist()]
                each = np.array([low if low == high else values.UNKNOWN for low, high in ends], np.int64)
                ranks[:, index] = each[number.reshape(-1)]
        return ranks

    def leave(self, first: int, left: Array) -> None:
        """Mark the rows of a part of the table that the first pass left. The first row of the part is row `first`."""
        end = first + len(left)
        for begin, before in self._left:
            low, high = max(first, begin), min(end, begin + len(before))
            if low < high:
                part, earlier = left[low - first : high - first], before[low - begin : high - begin]
                part[:] = np.where((part == values.SETTLED) & (earlier != values.SETTLED), earlier, part)
        separate = self._separate[(self._separate >= first) & (self._separate < end)] - first
        left[separate[left[separate] == values.SETTLED]] = values.OPEN

    def excluded_claims(self, first: int, columns: ChunkColumns, claims: WrittenClaims) -> Array:
        """Which claims of a part were left out."""
        if not len(self._keys):
            return np.zeros(len(claims.who), bool)
        return np.isin(self._number(first, columns, claims), self._keys)


_NO_QUOTA_CLAIMS = _QuotaClaims(*(np.zeros(0, np.int64) for _ in range(3)))


def _denominator(type_: Type) -> int:
    """The denominator of the numbers in a column of this type."""
    return 1 if type_.is_whole else values.MILLIONTHS


def _distinct(keys: pa.StructArray) -> tuple[pa.Array, Array]:
    """The different keys, and the number of each among them."""
    if not len(keys):
        return keys, np.zeros(0, np.int64)
    table = pa.Table.from_arrays(keys.flatten(), [field.name for field in keys.type])
    codes = np.zeros(len(keys), np.int64)
    for column in table.columns:
        indices = pc.fill_null(column.combine_chunks().dictionary_encode().indices, -1)
        each = indices.to_numpy(zero_copy_only=False).astype(np.int64) + 1
        codes = np.unique(codes * (int(each.max()) + 1) + each, return_inverse=True)[1]
    _, first, number = np.unique(codes, return_index=True, return_inverse=True)
    return keys.take(pa.array(first)), number


def _all_claims(parts: Sequence[_Claims]) -> _Claims:
    """The claims of all parts."""
    return _Claims(
        *(
            pa.concat_arrays([*each]) if isinstance(each[0], pa.Array) else np.concatenate(each)
            for each in zip(*parts, strict=True)
        )
    )


@attrs.frozen(eq=False)
class JointClaims:
    """The claims of several applicants, settled in one course.

    `row` has the row of each claim's applicant in the cohort, `record` the place of its record among the applicant's
    records, `items` the texts of items.
    """

    done: Settled
    row: Array
    record: Array
    items: pa.Array

    def claims_of_chunk(self, first: int, columns: ChunkColumns, code: ColumnCode) -> tuple[Array, Settled]:
        """The places of the claims of a chunk that begins at row `first`, and their results, in the chunk's numbers."""
        place = np.flatnonzero((self.row >= first) & (self.row < first + len(columns.left)))
        done = self.done.of(place)
        who, record = self.row[place] - first, self.record[place]
        begin = record_begins(columns, code, done.claims.clause, who)
        claims = done.claims._replace(who=who, record=np.where(record < 0, record, record + begin))
        return place, done._replace(claims=claims)


@attrs.frozen(eq=False)
class _JointPart:
    """The claims of a chunk that rules across applicants reach, with all other claims of the same applicants.

    `row` has the row of each claim's applicant, `record` the place of its record among the applicant's records, `order`
    texts that sort the items. `lists` and `shared` are as in `CohortColumns`, for the claims of this part.
    """

    claims: WrittenClaims
    row: Array
    record: Array
    name: pa.Array
    order: pa.Array
    items: pa.Array
    lists: tuple[tuple[Array, Array], ...]
    shared: tuple[ClaimGroupPairs, ...]


class JointSettlement:
    """The applicants that are settled together, by the rows of the whole cohort.

    First every chunk is gathered. Then the `separate_rows` are read again, and all applicants are settled. Finally each
    chunk requests the results of its rows. `noted` are remarks about the cohort as a whole. If one year is reported,
    `of_all_years` is the settlement of all years. Rules across applicants also count the lines of applicants without a
    row, and of rows that fail.
    """

    def __init__(self, code: GeneratedFunctions, columns: ColumnCode, year: int | None) -> None:
        self.code, self.columns, self.year = code, columns, year
        self.noted: tuple[str, ...] = ()
        self.compared = ColumnMembers(columns, year) if code.program.rankings or code.program.quotas else None
        self.joint: JointClaims | None = None
        self.of_all_years: JointSettlement | None = None
        self._facts: dict[int, Facts] = {}
        self._lines: dict[object, tuple[LedgerLine, ...]] = {}
        self._problems: dict[int, tuple[Problem, ...]] = {}
        self._decisions: Mapping[int, Decision] = MappingProxyType({})
        self._histories: Mapping[int, tuple[LedgerLine, ...]] = MappingProxyType({})
        self._parts: list[_JointPart] = []
        self._groups: dict[tuple[int, GroupKey], int] = {}
        self._odd: list[Array] = []
        self._separate = self._joint = np.zeros(0, np.int64)
        self._ids: SimilarIds | None = None

    @property
    def looks_across(self) -> bool:
        """Whether the policy has rules across applicants. Without them nothing is gathered."""
        return self.code.program.compute_once(looks_across)

    def check_names(self, first: int, ids: pa.Array, answers: Iterable[object]) -> None:
        """`FactsError` if two applicants of the cohort look the same, without an answer that they are two. Row 0 is row
        `first`.
        """
        self._ids = self._ids or SimilarIds(answers)
        for row, name in enumerate(ids.to_pylist(), first):
            path = f"row {row}"
            if name and self._ids.add(name, path) == path and (finding := self._ids.finding(name, path)) is not None:
                raise FactsError(Report([finding]))

    def read_lines(self, place: object, rows: Rows, which: Iterable[int] | None = None) -> None:
        """Reads the lines of applicants that are not settled: of these rows, or of all. `place` names them."""
        self._lines[place] = self._lines.get(place) or lines_of_other_applicants(
            LedgerEntries(rows.ledger_lines(which), rows.form.recall), rows.form.program, ()
        )

    @property
    def others(self) -> tuple[LedgerLine, ...]:
        """The lines of applicants that are not settled."""
        return tuple(line for lines in self._lines.values() for line in lines)

    def compare(self) -> Array:
        """Compare figures and lists of all; return the rows settled as decisions in addition to those already read."""
        return (
            np.zeros(0, np.int64)
            if self.compared is None
            else self.compared.compare(self.code, self._facts, self.others)
        )

    # ------------------------------------------------------------------------------------------ gathered

    @property
    def shares(self) -> bool:
        """Whether claims must be gathered: columns settle caps across applicants, or a rank is open."""
        return bool(self.columns.shared_rules) or (self.compared is not None and self.compared.is_open)

    def read(self, first: int, rows: Rows, which: Iterable[int]) -> None:
        """Reads the facts of rows that are settled as decisions. Row 0 is row `first` of the cohort."""
        known = self._facts.keys() | self._problems.keys()
        for row, facts in rows.read_all(row for row in map(int, which) if first + row not in known):
            if isinstance(facts, Facts):
                self._facts[first + row] = facts
            else:
                self._problems[first + row] = facts
                self.read_lines(first + row, rows, (row,))

    def gather(self, first: int, columns: ChunkColumns, done: Settled, ids: pa.Array) -> None:
        """Keeps the claims of a chunk whose applicants share a rule. Its first row is row `first` of the cohort."""
        place = np.flatnonzero(columns.left[done.claims.who] == values.SHARED)
        if not len(place):
            return
        claims, code = done.claims.taken(place), self.columns
        items = item_texts(code, columns, ids, done, place)
        roots = {loop.clause: loop.root for loop in code.loops}
        order, record = in_order(code, columns, claims, items)
        is_odd = columns.is_named | (np.diff(columns.external_payments.begin) > 0)
        if columns.standards is not None:
            is_odd |= np.diff(columns.standards.begin) > 0
        self._odd.append(first + np.flatnonzero(is_odd & (columns.left == values.SHARED)))
        self._parts.append(
            _JointPart(
                claims._replace(record=record), first + claims.who,
                np.where(claims.record < 0, claims.record,
                         claims.record - record_begins(columns, code, claims.clause, claims.who)),
                ids.take(pa.array(claims.who)), order, items,
                tuple(_lists_of_claims(columns, claims, roots, pool) for pool in code.pools),
                tuple(self._pairs(columns, claims, rule) for rule in code.shared_rules),
            )
        )  # fmt: skip

    def _pairs(self, columns: ChunkColumns, claims: WrittenClaims, rule: Rule) -> ClaimGroupPairs:
        """The groups of a rule that the claims of a chunk reach."""
        all_pairs = [
            self._pairs_of(columns, claims, rule, loop, loop.claims_under(claims, rule))
            for loop in self.columns.loops
            if loop.clause in rule.columns
        ]
        none = np.zeros(0, np.int64)
        return ClaimGroupPairs(
            *(np.concatenate([none, *part]) for part in zip(*all_pairs, strict=True)) if all_pairs else (none, none)
        )

    def _pairs_of(
        self, columns: ChunkColumns, claims: WrittenClaims, rule: Rule, loop: ClauseLoop, claim: Array
    ) -> ClaimGroupPairs:
        places = [loop.keys.index(name) for name in rule.step_rule.keys]
        parts = [claims.key[claim, place] for place in places]
        for index, place in enumerate(places):
            if (pool := loop.lists.get(place)) is not None:
                begin, list_values = columns.lists[pool]
                run, inner = runs(begin[parts[index]], begin[parts[index] + 1] - begin[parts[index]])
                claim, parts = claim[run], [part[run] for part in parts]
                parts[index] = list_values[inner]
        if not len(claim):
            return ClaimGroupPairs(claim, claim)
        known, number = np.unique(np.stack(parts, axis=1), axis=0, return_inverse=True) if parts else (
            np.zeros((1, 0), np.int64), np.zeros(len(claim), np.int64)
        )  # fmt: skip
        numbers = np.zeros(len(known), np.int64)
        for index, row in enumerate(known.tolist()):
            texts = [
                self._text(columns, loop.key_meanings[place], key_number)
                for place, key_number in zip(places, row, strict=True)
            ]
            (group,) = groups_of(texts, None)
            numbers[index] = self._groups.setdefault((rule.number, group), len(self._groups))
        return ClaimGroupPairs(claim, numbers[number.reshape(-1)])

    def _text(self, columns: ChunkColumns, meaning: str, number: int) -> str:
        """The key of a number."""
        if meaning == "text":
            words, order = columns.words
            return str(words[int(order[number])].as_py())
        if meaning == "year":
            return str(number)
        _, _, choice = meaning.partition("members of ")
        return self.code.program.schema.choice_by_name[choice].names[number]

    # ------------------------------------------------------------------------------------------ columns or decisions

    def separate_rows(self) -> Array:
        """The rows, ascending, that columns could settle, but that share a room with a row settled as a decision."""
        if not self._parts:
            return self._separate
        row, group, year, sums = self._requests()
        rows, who = np.unique(row, return_inverse=True)
        program = self.code.program
        is_large = sum(int((part.claims.total >> 30).sum()) for part in self._parts) >= 1 << 29
        if is_large or self.columns.has_own_years:
            self._separate = rows
        else:
            known = np.zeros(len(self._groups), bool)
            of_facts = (caps_reached(program, self.code, facts, self.year) for facts in self._facts.values())
            for reached in (caps_used(program, self.others), *of_facts):
                known[[self._groups[group_key] for group_key in reached.groups if group_key in self._groups]] = True
                if reached.of_any_group:
                    known[[n for (rule, _), n in self._groups.items() if rule in reached.of_any_group]] = True
            is_apart = np.isin(rows, np.concatenate(self._odd))
            while True:
                before = known.sum() + is_apart.sum()
                is_apart[who[known[group]]] = True
                known[group[is_apart[who]]] = True
                if known.sum() + is_apart.sum() == before:
                    break
            self._separate = rows[is_apart]
        self._joint = np.setdiff1d(row[self._binds(group, year, sums)], self._separate)
        return self._separate

    def _requests(self) -> tuple[Array, Array, Array, Array]:
        """For each claim and each group that it reaches: the row, the group, the year (0: all years) and the sum."""
        parts: list[tuple[Array, Array, Array, Array]] = []
        for part in self._parts:
            for pairs, rule in zip(part.shared, self.columns.shared_rules, strict=True):
                year = (
                    years_of(part.claims.day[pairs.claim]) if rule.is_per_year else np.zeros(len(pairs.claim), np.int64)
                )
                parts.append((part.row[pairs.claim], pairs.group, year, part.claims.total[pairs.claim]))
        row, group, year, sums = (np.concatenate(each) for each in zip(*parts, strict=True))
        return row, group, year, sums

    def _binds(self, group: Array, year: Array, sums: Array) -> Array:
        """Which requests are for a room that is too small for all its requests. The addition does not overflow."""
        rules = {rule.number: rule.step_rule.amount or 0 for rule in self.columns.shared_rules}
        amount = np.array([rules[number] for number, _ in self._groups], np.int64)
        _, group_year = np.unique(group * 10_000 + year, return_inverse=True)
        many = int(group_year.max(initial=0)) + 1
        high, low = (sums_by(group_year, part, many) for part in (sums >> _BITS, sums & ((1 << _BITS) - 1)))
        high += low >> _BITS
        low &= (1 << _BITS) - 1
        most = amount[group]
        is_more = (high[group_year] > most >> _BITS) | (
            (high[group_year] == most >> _BITS) & (low[group_year] > most & ((1 << _BITS) - 1))
        )  # fmt: skip
        return np.asarray(is_more, bool)

    def is_alone(self, first: int, columns: ChunkColumns) -> Array:
        """Which applicants of a chunk share only rules that cut nothing, regardless of the other applicants."""
        row = first + np.arange(len(columns.left))
        tied_rows = np.isin(row, self._separate) | np.isin(row, self._joint)
        return np.asarray((columns.left == values.SHARED) & ~tied_rows, bool)

    # ------------------------------------------------------------------------------------------ settled

    def settle(self, language: Language = Language.EN) -> None:
        """Settle the gathered claims; `FactsError` if a list breaks its quota, or if stated facts contradict each
        other."""
        self._settle_joint()
        if not self._facts and (self.compared is None or self.compared.is_empty):
            return
        rows, others = sorted(self._facts), self.others
        if self.compared is not None:
            self.compared.begin(self._facts)
        cohort = evaluate_cohort(
            self.code.program, self.code, [attrs.evolve(self._facts[row], others=others) for row in rows],
            Request(self.year),
            places=[f"row {row}" for row in rows], external_members=self.compared,
        )  # fmt: skip
        self._decisions = dict(zip(rows, cohort.decisions, strict=True))
        self._histories = {row: self._facts[row].history or () for row in rows}
        self.noted = tuple(note.text(language) for note in cohort.noted)
        self._facts = {}

    def _settle_joint(self) -> None:
        """Settle the claims of the applicants that share a room that binds, in one course."""
        parts, self._parts, code = self._parts, [], self.columns
        if not len(self._joint):
            return
        parts = [_select_claims(part, np.isin(part.row, self._joint)) for part in parts]
        claims = WrittenClaims(*(np.concatenate(each) for each in zip(*(part.claims for part in parts), strict=True)))
        row, record = (np.concatenate(each) for each in zip(*((part.row, part.record) for part in parts), strict=True))
        names, orders, items = map(
            pa.concat_arrays, zip(*((one.name, one.order, one.items) for one in parts), strict=True)
        )
        who = text_ranks(names)
        ordered = np.unique(text_ranks(orders) * (int(who.max()) + 1) + who, return_inverse=True)[1]
        offsets = np.cumsum([0, *(len(part.row) for part in parts)])
        shared = [
            ClaimGroupPairs(*(np.concatenate(each) for each in zip(*(
                (part.shared[index].claim + offset, part.shared[index].group)
                for part, offset in zip(parts, offsets, strict=False)
            ), strict=True)))
            for index in range(len(code.shared_rules))
        ]  # fmt: skip
        lists = [_concatenate([part.lists[index] for part in parts]) for index in range(len(code.pools))]
        in_lists = [
            frozenset(loop.clause for loop in code.loops if loop.clause in rule.columns
                      and any(loop.keys.index(name) in loop.lists for name in rule.step_rule.keys))
            for rule in code.shared_rules
        ]  # fmt: skip
        cohort = CohortColumns(claims._replace(who=who, item=ordered), lists, shared, in_lists)
        done, place = settle_joint(code.engine, code.table, joint_columns(cohort, code.table, code.policy_tables,
                                                                          code.shared_rules))  # fmt: skip
        done = done._replace(claims=cohort.claims.taken(place))
        self.joint = JointClaims(done, row[place], record[place], items.take(pa.array(place)))

    def decisions(
        self, first: int, which: Iterable[int]
    ) -> Iterator[tuple[int, Decision | tuple[Problem, ...], tuple[LedgerLine, ...]]]:
        """The decisions of those rows that were settled as decisions, with the lines of their histories, or their
        problems. Row 0 is row `first`.
        """
        for row in map(int, which):
            if (decision := self._decisions.get(first + row)) is not None:
                yield row, decision, self._histories[first + row]
            elif (problems := self._problems.get(first + row)) is not None:
                yield row, problems, ()


_BITS = 31
"""The number of bits of each part in which amounts are added up."""


def _lists_of_claims(
    columns: ChunkColumns, claims: WrittenClaims, roots: Mapping[int, str], pool: tuple[str, str]
) -> tuple[Array, Array]:
    """The list of each claim's record, if the record is of the kind with this list."""
    begin, list_values = columns.lists[pool]
    has_record = (claims.record >= 0) & np.isin(
        claims.clause, [clause for clause, root in roots.items() if root == pool[0]]
    )
    record = np.where(has_record, claims.record, 0)
    length = (
        np.where(has_record, begin[record + 1] - begin[record], 0)
        if len(begin) > 1
        else np.zeros(len(record), np.int64)
    )
    return np.concatenate([[0], np.cumsum(length)]), list_values[runs(begin[record], length)[1]]


def _select_claims(part: _JointPart, mine: Array) -> _JointPart:
    """Some claims of a part, with their lists and groups."""
    place, number = np.flatnonzero(mine), np.cumsum(mine) - 1
    lists: list[tuple[Array, Array]] = []
    for begin, list_values in part.lists:
        length = np.diff(begin)
        lists.append((np.concatenate([[0], np.cumsum(length[place])]), list_values[np.repeat(mine, length)]))
    shared = [
        ClaimGroupPairs(number[pairs.claim[mine[pairs.claim]]], pairs.group[mine[pairs.claim]]) for pairs in part.shared
    ]
    name, order, items = (
        texts.take(pa.array(place)).cast(pa.large_string()) for texts in (part.name, part.order, part.items)
    )
    return _JointPart(
        part.claims.taken(place), part.row[place], part.record[place], name, order, items, tuple(lists), tuple(shared)
    )


def _concatenate(lists: list[tuple[Array, Array]]) -> tuple[Array, Array]:
    """Lists of claims one after the other."""
    length = np.concatenate([np.diff(begin) for begin, _ in lists])
    return np.concatenate([[0], np.cumsum(length)]), np.concatenate([list_values for _, list_values in lists])
