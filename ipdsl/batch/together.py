"""Applicants of a cohort that rules across applicants can connect: gathered by chunks, settled once.

Input: the chunks of a table, or of many files. Output: the result of each applicant that is settled with others, by
row. Applicants without a claim under such a rule are settled chunk by chunk, and this module keeps no data of them.

Caps across applicants are settled over columns. If a room may be too small for all requests, the claims of its
applicants are kept and settled in one course. Applicants that columns leave to single decisions are settled by the
scalar cohort, together with all applicants that share a room with them, directly or through others. The two groups
share no room, so each result is the same as for the whole cohort.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

import attrs
import numpy as np
import pyarrow as pa

from ipdsl.base.findings.finding import Report
from ipdsl.base.findings.phrase import Language
from ipdsl.batch.compared import ColumnMembers, in_order, item_texts, record_begins, text_ranks
from ipdsl.batch.intake.form import Problem
from ipdsl.batch.kernel import values
from ipdsl.batch.kernel.claims import Array, Settled, WrittenClaims, years_of
from ipdsl.batch.kernel.together import ClaimGroupPairs, CohortColumns, joint_columns
from ipdsl.batch.program.program import ChunkColumns, ClauseLoop, ColumnCode, settle_joint
from ipdsl.batch.readers.lines import runs
from ipdsl.batch.readers.rows import Rows
from ipdsl.decision.cohort import caps_reached, caps_used, looks_across
from ipdsl.decision.decision import Decision
from ipdsl.engine.module_functions import GeneratedFunctions
from ipdsl.ir.facts import Facts, LedgerLine
from ipdsl.kernel.rule_table import GroupKey, Rule, groups_of
from ipdsl.ledger.answers import SimilarIds
from ipdsl.ledger.ledger_file import lines_of_other_applicants
from ipdsl.ledger.recall import LedgerEntries
from ipdsl.plain_data.errors.problems import FactsError
from ipdsl.runtime.compiled_policy import evaluate_cohort


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
        is_odd[columns.standards.owner] = True
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
        all_pairs: list[ClaimGroupPairs] = []
        for loop in self.columns.loops:
            if loop.clause in rule.columns:
                places = [loop.keys.index(name) for name in rule.step_rule.keys]
                members = np.flatnonzero((claims.clause == loop.clause) & (claims.key[:, places] >= 0).all(axis=1))
                all_pairs.append(self._pairs_of(columns, claims, rule, loop, members))
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
        binds = self._binds(group, year, sums)
        self._joint = np.setdiff1d(row[binds], self._separate)
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
        high, low = np.zeros(group_year.max(initial=0) + 1, np.int64), np.zeros(group_year.max(initial=0) + 1, np.int64)
        np.add.at(high, group_year, sums >> _BITS)
        np.add.at(low, group_year, sums & ((1 << _BITS) - 1))
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
            year=self.year,
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
