"""Claims, rules, earlier payments and the facts about a chunk of applicants, as arrays of ints.

`kernel.recall` decides for one applicant which payments a rule counts, and by which keys. Here they are tables
(`external_rules_of`, `recall_rules_of`), calculated once for a policy. `kernel.number` calculates the effect of a state
on the payments of a group before the first year (`_Columns._start`): `link_prior_lines` fills the same columns. A line
is ignored if no claim has its group.

The kernel settles the claims of one applicant after those of another. Under rules across applicants the claims of all
form one course in one claim order (`joint_columns`). A rule across applicants asks by the number of the shared group;
every other rule asks by keys that two applicants cannot share. The numbering and the kernel are the same as for one
applicant.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from ipdsl.batch.kernel import values
from ipdsl.batch.kernel.values import Ints
from ipdsl.ir.proposal import Outcome
from ipdsl.ir.terms import AmountKind, Program
from ipdsl.kernel.allocation import BEST_OF, CARRY_OVER, DEDUCTION, EXCLUSIVE, QUOTA, TOP_UP, UNPAID
from ipdsl.kernel.rule_table import Rule, SettlementTable


def _one_list(lists: Sequence[Sequence[int]]) -> tuple[Ints, Ints]:
    """Where each list begins, with the end of the last, and the members of all."""
    return np.cumsum([0, *map(len, lists)]), np.array([member for each in lists for member in each] or [0], np.int64)


def _key_columns(table: SettlementTable, rules: Iterable[Rule], names: Sequence[str]) -> Ints:
    """The column of each key of these rules, `NAMES_WIDE` for each rule; -1: no more keys."""
    columns = np.full((max(1, len(table.rules)), NAMES_WIDE), -1, np.int64)
    for keys, number in ((rule.step_rule.keys, rule.number) for rule in rules):
        if len(keys) <= NAMES_WIDE:
            columns[number, : len(keys)] = [names.index(name) for name in keys]
    return columns.reshape(-1)


Array: TypeAlias = npt.NDArray[Any]

COUNTING = (EXCLUSIVE, TOP_UP, DEDUCTION)
"""The states of rules that count payments under other documents."""


class ExternalPaymentColumns(NamedTuple):
    """Payments by applicant: those of applicant `i` begin at `begin[i]`.

    `kind` is the place of a kind of record in the vocabulary (after the last: none), `sum` what later payments are
    measured by, and `keys` has a column for each name in `ExternalPaymentRules.names`: -1 where the payment lacks it.
    """

    begin: Ints
    kind: Ints
    year: Ints
    sum: Ints
    keys: Ints


class ExternalPaymentRules(NamedTuple):
    """Which rules count a payment: `kind_rules` from `kind_at[kind]` to `kind_at[kind + 1]`, by number of the rule.

    `key[k * 3 + p]` is the column of `ExternalPaymentColumns.keys` that holds the key `p` of the rule `k` (-1: it has
    no more).
    """

    kind_at: Ints
    kind_rules: Ints
    key: Ints


def no_external_payments(people: int) -> ExternalPaymentColumns:
    """Nothing was paid before."""
    none = np.zeros(1, np.int64)
    return ExternalPaymentColumns(np.zeros(people + 1, np.int64), none, none, none, np.full((1, 1), -1, np.int64))


def counted_key_names(table: SettlementTable) -> tuple[str, ...]:
    """The keys by which payments under other documents are counted."""
    return tuple(dict.fromkeys(name for rule in table.rules if rule.state in COUNTING for name in rule.step_rule.keys))


def external_rules_of(program: Program, table: SettlementTable, names: Sequence[str]) -> ExternalPaymentRules:
    """Which rules count payments for a record of each kind, as `PaymentHistory` does."""
    schema = program.schema
    rules_by_kind: list[list[int]] = []
    words = {*schema.kinds_and_classes, "applicant"}
    counting = [rule for rule in table.rules if rule.state in COUNTING]
    for kind in [*(record_kind.name for record_kind in schema.records), ""]:
        lineage = frozenset(schema.lineage(kind) if kind else ())
        rules_by_kind.append([
            rule.number for rule in counting
            if rule.step_rule.reached_clauses and (
                not lineage.isdisjoint(rule.step.kinds)
                or (rule.state != DEDUCTION and not words.issuperset(rule.step_rule.keys))
            )
        ])  # fmt: skip
    return ExternalPaymentRules(*_one_list(rules_by_kind), _key_columns(table, counting, names))


ANY_ROW = -2
"""The row of a line that stands for every row."""

NO_DAY = -(2**40)
"""The day of a line that stands for every event of its year."""

NOT_LISTED = -1
"""The item of a line for which no record is listed: no claim can be of it."""

NAMES_WIDE = 3
"""The most keys of a rule, without the year."""


class PriorLines(NamedTuple):
    """Settled lines of the policy by applicant: the lines of applicant `i` begin at `begin[i]`.

    `clause`, `year` and `day` are those of the event (`NO_DAY`: any day of the year), `row` is its row in the clause
    (-1: no row, or `ANY_ROW`), `item` its identity in claims, `place` the value that takes a place if records
    are counted. `admitted`, `due` (including carried and lapsed money), `proposed` and `carried` are sums; carried
    money is paid after year `since` and until year `until`; `sums` has a column for
    each name in `RecallRules.names_of_sums`. The amounts due by year begin at `paid_at[line]`. The keys of a line (a
    column for each name in `RecallRules.names`, -1: no key) begin at `view_at[line]`; there are several if one is a
    list.
    """

    begin: Ints
    clause: Ints
    year: Ints
    day: Ints
    row: Ints
    item: Ints
    place: Ints
    admitted: Ints
    due: Ints
    proposed: Ints
    carried: Ints
    since: Ints
    until: Ints
    sums: Ints
    paid_at: Ints
    paid_year: Ints
    paid: Ints
    view_at: Ints
    keys: Ints


class RecallRules(NamedTuple):
    """The rules that count a line of a clause: `clause_rules` from `rule_at[x]` to `rule_at[x + 1]`, by number of the
    rule.

    `key[k * 3 + p]` is the column of `PriorLines.keys` with the key `p` of a rule (-1: no more keys), `counts` the
    column of the values that take its places (-1: records), `sum` the column of `PriorLines.sums` with the charged sum.
    `level` is the column of the level, `root` the kind of record of a clause, `rows` the greatest number of rows of a
    clause.
    """

    rule_at: Ints
    clause_rules: Ints
    key: Ints
    counts: Ints
    sum: Ints
    level: int
    root: Ints
    rows: int


def no_prior_lines(people: int, names: int = 1, sums: int = 1) -> PriorLines:
    """No line of the policy."""
    none = np.zeros(1, np.int64)
    no: Ints = none[:0]
    return PriorLines(
        np.zeros(people + 1, np.int64), no, no, no, no, no, no, no, no, no, no, no, no, np.zeros((0, sums), np.int64),
        none, no, no, none, np.full((0, names), -1, np.int64),
    )  # fmt: skip


def names_of_sums(table: SettlementTable) -> tuple[str, ...]:
    """The rules whose charges lines state."""
    return tuple(dict.fromkeys(rule.step_rule.name for rule in table.rules if rule.step.is_charged))


def recall_rules_of(program: Program, table: SettlementTable, roots: Sequence[int]) -> RecallRules:
    """Which rules count lines of each clause, as `PaymentHistory` does; `roots` are kinds of records as claims number
    them."""
    names, sums = program.settlement.names_of_keys, names_of_sums(table)
    reached = [(rule.number, rule.step_rule.payers if rule.state == DEDUCTION else rule.step_rule.reached_clauses)
               for rule in table.rules]  # fmt: skip
    rules_by_clause = [[number for number, clauses in reached if x in clauses] for x in range(len(program.clauses))]
    counts, sum_ = np.full((2, max(1, len(table.rules))), -1, np.int64)
    for rule in table.rules:
        if rule.step_rule.counted_field:
            counts[rule.number] = names.index(rule.step_rule.counted_field)
        if rule.step_rule.name in sums:
            sum_[rule.number] = sums.index(rule.step_rule.name)
    rows = max([0, *(len(award.rows) for award in program.clauses)])
    return RecallRules(
        *_one_list(rules_by_clause), _key_columns(table, table.rules, names), counts, sum_,
        names.index("level") if "level" in names else -1, np.array([*roots, 0], np.int64), rows,
    )  # fmt: skip


class Constant(int):
    """An int that is the same in every call: functions are compiled for it."""


class RuleTable(NamedTuple):
    """The rules of a policy as ints, by number of the rule `k`, its step `s`, the clause `x`.

    `clause_rules` are the rules over a clause, from `rule_at[x]` to `rule_at[x + 1]`. A rule has `step`, `state`,
    `is_per_year`, `once`, `is_per_item`, `is_weighed`, `amount` (of a room), `computed` (the grid of its rooms by year;
    -1: no grid) and `counts` (whether values of a column take places). A step has `wait`: the years for which money is
    carried. `key_at[k * clauses + x]` is the position in `key` of the first column of its keys, `key_end` the end;
    `counted` is the column that takes places (-1: the record does). `pays`, `reached` and `admits_again` are flags of a
    rule and a clause; the last one means that an earlier rule can cut the claim and admits nothing.
    `places` are the places of a step, `team` is the competitor of a clause in a step, `is_group` whether it competes as
    a whole. `once_at[k * clauses + x]` is the position of the flags of `is_once`: whether the `once` of a row (the
    first flag is for no row) is the rule. `level` is the column of the level of a clause, `root` the number of its kind
    of record, `row_matters` whether its rows are paid separately, `deducts` whether it has a deduction.
    """

    rule_at: Ints
    clause_rules: Ints
    step: Ints
    state: Ints
    is_per_year: Ints
    once: Ints
    is_per_item: Ints
    is_weighed: Ints
    amount: Ints
    computed: Ints
    counts: Ints
    key_at: Ints
    key_end: Ints
    key: Ints
    counted: Ints
    pays: Ints
    reached: Ints
    admits_again: Ints
    places: Ints
    wait: Ints
    team: Ints
    is_group: Ints
    once_at: Ints
    is_once: Ints
    level: Ints
    root: Ints
    row_matters: Ints
    deducts: Ints


class StandardRules(NamedTuple):
    """The older documents that raise a claim of a clause: pairs from `begin[x]` to `begin[x + 1]` of the `column` of
    the key that is its matter, and the position of this key in `StandardColumns.matter`, which has `many` keys per
    line.
    """

    begin: Ints
    column: Ints
    matter: Ints
    many: int


class PolicyTables(NamedTuple):
    """The data of a policy that is the same for all applicants.

    `list_of[x * width + column]` is the pool of a key that is a list (-1: the key is not a list), `carried` the column
    of `PriorLines.keys` that gives carried money the key (-1: no column), `can_carry` whether columns settle
    carried money of a clause. Claims of a day from `late[0]` to before `late[1]` follow those of their year if
    their clause `may_be_late`. `suspension_bits` are the suspensions of a clause, `waits` the greatest number of years
    for which money is carried. The functions are compiled for the numbers at the end.
    """

    rules: RuleTable
    external: ExternalPaymentRules
    recall: RecallRules
    standards: StandardRules
    list_of: Ints
    carried: Ints
    can_carry: Ints
    late: Ints
    may_be_late: Ints
    suspension_bits: Ints
    width: int
    clauses: int
    steps: int
    grids: int
    suspensions: int
    waits: int


class ListColumns(NamedTuple):
    """The lists of records that are keys, pool after pool: the values of list `l` of record `r` are in `values` from
    `value_at[base[l] + r]` on."""

    base: Ints
    value_at: Ints
    values: Ints


def pooled_lists(pools: Sequence[tuple[Array, Array]]) -> ListColumns:
    """The lists of these pools: where the list of each record begins, and the values."""
    base, offset = np.zeros(len(pools) + 1, np.int64), 0
    begins: list[Array] = []
    for place, (begin, members) in enumerate(pools):
        begins.append(begin + offset)
        base[place + 1], offset = base[place] + len(begin), offset + len(members)
    none = np.zeros(1, np.int64)
    return ListColumns(
        base, np.concatenate([*begins, none]), np.concatenate([*(members for _, members in pools), none])
    )  # fmt: skip


class StandardColumns(NamedTuple):
    """What older documents promised, by applicant: the matter of each under each key (-1: none), and its sum."""

    begin: Ints
    matter: Ints
    sum: Ints


class ChunkTables(NamedTuple):
    """The data of a chunk of applicants without their records. `last_settled` is the last year that is settled for
    carried money, `last_ended` the last year that has ended. The claims `excluded` from a quota are the claims of
    record `i` from `excluded_at[i]` on, in the order in which they are written. An applicant that `is_named` can list
    an item twice.
    """

    lists: ListColumns
    external: ExternalPaymentColumns
    external_width: int
    prior: PriorLines
    prior_width: int
    prior_sums: int
    standards: StandardColumns
    last_settled: Ints
    last_ended: Ints
    excluded_at: Ints
    excluded: Ints
    is_named: Ints


def grid_of(rule: Rule) -> str:
    """The name under which the rooms of a rule are known by year: its function, or itself where money waits."""
    return rule.step_rule.function or (rule.step_rule.name if rule.state == CARRY_OVER else "")


def fixed_carry_over_rules(table: SettlementTable) -> tuple[Rule, ...]:
    """The carry-over rules whose room is the same in each year."""
    return tuple(rule for rule in table.rules if rule.state == CARRY_OVER and rule.step_rule.function is None)


def rule_table(
    program: Program, table: SettlementTable, columns: Mapping[int, Sequence[str]], roots: Sequence[str],
    grids: Sequence[str]
) -> RuleTable:  # fmt: skip
    """The rules of a policy; `columns` are the keys of the claims of each clause that columns carry, `roots` its kinds,
    `grids` the names of rooms by year.
    """
    rules, clauses, steps = table.rules, len(program.clauses), table.steps
    key_at, key_end, key = [0] * (len(rules) * clauses), [0] * (len(rules) * clauses), list[int]()
    counted, pays, reached, admits_again, once_at = (
        np.full(len(rules) * clauses, fill, np.int64) for fill in (-1, 0, 0, 0, -1)
    )
    is_once: list[int] = []
    for rule in rules:
        for index in rule.columns:
            if index not in columns:
                continue
            names, clause, offset = list(columns[index]), program.clauses[index], rule.number * clauses + index
            key_at[offset] = len(key)
            key += [names.index(name) for name in rule.step_rule.keys]
            key_end[offset] = len(key)
            if rule.step_rule.counted_field:
                counted[offset] = names.index(rule.step_rule.counted_field)
            pays[offset], reached[offset] = index in rule.step_rule.payers, index in rule.step_rule.reached_clauses
            before = [rules[number].step for number in table.clause_rules[index] if number < rule.number]
            admits_again[offset] = rule.step.traits.admits and not all(step.traits.admits for step in before)
            if rule.is_once:
                once_at[offset] = len(is_once)
                kinds = [clause.once, *(clause.once_of_rows.get(row.name, clause.once) for row in clause.rows)]
                is_once += [int(keys == rule.step_rule.keys) for keys in kinds]
    team, is_group = np.full(len(steps) * clauses, -1, np.int64), np.zeros(len(steps) * clauses, np.int64)
    for place, step in enumerate(steps):
        for index, child in step.teams:
            team[place * clauses + index], is_group[place * clauses + index] = child, child in step.groups
    known = {root: number for number, root in enumerate(dict.fromkeys(roots))}

    def ints(values: Sequence[int]) -> np.ndarray:
        return np.array(values if len(values) else [0], np.int64)

    return RuleTable(
        *_one_list([table.clause_rules[index] for index in range(clauses)]), ints([rule.step_index for rule in rules]),
        ints([rule.state for rule in rules]),
        ints([rule.is_per_year for rule in rules]), ints([rule.is_once for rule in rules]),
        ints([rule.is_per_item for rule in rules]), ints([rule.is_weighed for rule in rules]),
        ints([rule.step_rule.amount or 0 for rule in rules]),
        ints([grids.index(name) if (name := grid_of(rule)) in grids else -1 for rule in rules]),
        ints([rule.state == QUOTA and bool(rule.step_rule.counted_field) for rule in rules]), ints(key_at),
        ints(key_end),
        ints(key), counted, pays, reached, admits_again, ints([step.number for step in steps]),
        ints([step.wait for step in steps]), team, is_group, once_at, ints(is_once),
        ints([table.levels[index] if index in columns else -1 for index in range(clauses)]),
        ints([known[root] for root in roots]),
        ints([bool(award.once_key_sets) and bool(award.rows) for award in program.clauses]),
        ints([award.less is not None for award in program.clauses]),
    )  # fmt: skip


def policy_tables(
    program: Program, table: SettlementTable, columns: Mapping[int, Sequence[str]],
    lists: Mapping[int, Mapping[int, int]], roots: Sequence[str], grids: Sequence[str], suspensions: Sequence[str],
    can_settle: frozenset[int],
    matters: Sequence[str], raising: Mapping[int, Sequence[str]],
) -> PolicyTables:  # fmt: skip
    """The tables of a policy. `columns` are the keys of the claims of each clause that has a loop, `lists` the pools of
    those that are lists, by place; `grids` and `suspensions` are worked out by year, and columns `can_settle` some.
    Older documents raise claims by the keys `raising`, which are among `matters`.
    """
    clauses, width = len(program.clauses), max([1, *map(len, columns.values())])
    rules = rule_table(program, table, columns, roots, grids)
    names = program.settlement.names_of_keys
    list_of, carried = np.full((2, max(1, clauses) * width), -1, np.int64)
    can_carry, bits = np.zeros((2, clauses + 1), np.int64)
    for x, keys in columns.items():
        pools = lists.get(x, {})
        for place, name in enumerate(keys):
            list_of[x * width + place] = pools.get(place, -1)
            if place not in pools and name in names:
                carried[x * width + place] = names.index(name)
        waits = {table.rules[rule].step_rule for rule in table.carry_over_rules[x]}
        listed = {keys[place] for place in pools}  # keys that are lists: a carry-over rule may not use them
        can_carry[x] = x in can_settle and all(listed.isdisjoint(bound.keys) for bound in waits)
    for suspension in program.suspensions:
        if suspension.function in suspensions:
            bits[list(suspension.clauses)] |= 1 << suspensions.index(suspension.function)
    early, start = program.discretion_from, program.window.start
    late = [1, 0]
    if early is not None and start is not None and not program.is_draft:
        late = [(day - values.EPOCH).days for day in (early, start)]
    return PolicyTables(
        rules, external_rules_of(program, table, counted_key_names(table)),
        recall_rules_of(program, table, [int(rules.root[x]) for x in range(clauses)]),
        _standard_rules(clauses, columns, matters, raising), list_of, carried, can_carry, np.array(late, np.int64),
        np.array([*(award.start is None for award in program.clauses), False], np.int64), bits,
        *map(Constant, (width, clauses, len(table.steps), len(grids), len(suspensions),
                        max([0, *(step.wait for step in table.steps)]))),
    )  # fmt: skip


def _standard_rules(
    clauses: int, columns: Mapping[int, Sequence[str]], matters: Sequence[str], raising: Mapping[int, Sequence[str]]
) -> StandardRules:
    """By which keys older documents raise claims."""
    begin, column, matter = [0], list[int](), list[int]()
    for x in range(clauses):
        for name in raising.get(x, ()) if x in columns else ():
            column.append(list(columns[x]).index(name))
            matter.append(matters.index(name))
        begin.append(len(column))
    first, second, third = (np.array(part or [0], np.int64) for part in (begin, column, matter))
    return StandardRules(first, second, third, max(1, len(matters)))


def is_before_window(program: Program, clauses: Array, days: Array) -> Array:
    """Which claims are of a day before the window for which the bureau may pay; they come after those of their year."""
    early, start = program.discretion_from, program.window.start
    if early is None or start is None or program.is_draft:
        return np.zeros(len(days), bool)
    has_own = np.array([*(award.start is not None for award in program.clauses), False])
    is_early: Array = (days >= (early - values.EPOCH).days) & (days < (start - values.EPOCH).days) & ~has_own[clauses]
    return is_early


CARRIED = -2
"""The record of the claim of the first line; of the others it is lower, one by one."""


class WrittenClaims(NamedTuple):
    """Claims as the loops of awards wrote them: applicant, day, record, sum, the sum before support of others, row,
    keys, clause, order of the item, year. `key` has so many ints for each as the policy is `width`.

    The record of the money that prior line 0 carried is `CARRIED`, that of the next line is one lower.
    """

    who: Array
    day: Array
    record: Array
    total: Array
    before: Array
    row: Array
    key: Array
    clause: Array
    item: Array
    year: Array

    def taken(self, place: Array) -> WrittenClaims:
        """These claims, in this order."""
        return WrittenClaims(*(part[place] for part in self))


class Settled(NamedTuple):
    """Claims in claim order; those of applicant `i` begin at `begin[i]`. `left` is the amount left of each. `totals`
    are the sums due to each applicant by year, from `first_total_year` on.

    Rows are those of the kernel: the claim of each, the rule that left the least (-1: no rule), whether another claim
    of the year was preferred, the requested and the granted amount. `row_of_rest` has the claims with carried money,
    `paid_in` the payment of each year from `first_year` on. `raised` is the amount by which an older document raised a
    claim, `until` the last year of its carried money; `row_step` is the step of a row.
    """

    claims: WrittenClaims
    begin: Array
    left: Array
    row_claim: Array
    row_rule: Array
    row_beaten: Array
    came: Array
    kept: Array
    has_waited: bool
    row_of_rest: Array
    rest: Array
    lapsed: Array
    paid_in: Array
    first_year: int
    raised: Array
    until: Array
    row_step: Array
    totals: Array
    first_total_year: int

    def of(self, place: Array) -> Settled:
        """These claims alone, in this order; the claims of several applicants without carried money."""
        assert not self.has_waited, "carried money of several applicants cannot be selected"
        at = np.full(len(self.left), -1, np.int64)
        at[place] = np.arange(len(place))
        rows = np.flatnonzero(at[self.row_claim] >= 0)
        return self._replace(
            claims=self.claims.taken(place), left=self.left[place],
            row_claim=at[self.row_claim[rows]], row_rule=self.row_rule[rows], row_beaten=self.row_beaten[rows],
            came=self.came[rows], kept=self.kept[rows], raised=self.raised[place],
            row_step=self.row_step[rows],
        )  # fmt: skip

    def due(self) -> tuple[Array, Array, Array]:
        """What is due: the place of the claim, the year, and the sum, of every payment that is not 0."""
        own = np.flatnonzero(self.left > 0)
        if not self.has_waited:
            return own, self.claims.year[own], self.left[own]
        own = own[self.row_of_rest[own] < 0]
        many = len(self.paid_in) // len(self.left)
        waited = np.flatnonzero(self.row_of_rest >= 0)
        sums = self.paid_in.reshape(-1, many)[waited]
        claim, year = np.nonzero(sums > 0)
        return (
            np.concatenate([own, waited[claim]]), np.concatenate([self.claims.year[own], year + self.first_year]),
            np.concatenate([self.left[own], sums[claim, year]]),
        )  # fmt: skip

    def reported(self, year: int | None) -> Array:
        """The claims to report if one year is reported: its own, and those from which money is carried into it."""
        if year is None:
            return np.ones(len(self.left), bool)
        own: Array = self.claims.year == year
        if not self.has_waited:
            return own
        waited = np.flatnonzero(self.row_of_rest >= 0)
        at = max(0, year - self.first_year)
        later = np.maximum(self.paid_in.reshape(-1, len(self.paid_in) // len(self.left))[waited, at:], 0).sum(1)
        lapsed = np.where(self.until[waited] >= year, self.lapsed[waited], 0)
        carried = later + self.rest[waited] + lapsed > 0
        own[waited[carried & (self.claims.year[waited] <= year)]] = True
        return own

    def for_ledger(self, year: int | None) -> Settled:
        """The claims for a ledger if one year is reported: what the other years pay waits (`CarryOver.waiting`)."""
        if year is None or not self.has_waited:
            return self
        paid = self.paid_in.reshape(len(self.left), -1)
        is_other = (paid > 0) & (np.arange(paid.shape[1]) != year - self.first_year)
        waiting = np.where(is_other, paid, 0).sum(1)
        return self._replace(paid_in=np.where(is_other, UNPAID, paid).ravel(), rest=self.rest + waiting)


def years_of(days: Array) -> Array:
    """The calendar years of days: of each day between the first and the last once, since there are few."""
    if not len(days):
        return np.zeros(0, np.int64)
    first, last = int(days.min()), int(days.max())
    if last - first >= len(days):
        return _years_of(days)
    of_day = _years_of(np.arange(first, last + 1))
    return np.asarray(of_day[days - first])


def _years_of(days: Array) -> Array:
    years = days.astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64)
    return np.asarray(years + 1970)


def outcomes_of(table: SettlementTable, done: Settled, paid: Array, program: Program) -> tuple[Array, Array]:
    """For each claim its outcome (the word for people), and the number of the last rule that cut it (-1: no rule).

    The rule is that of `ipdsl.settlement.journal` for one claim: the amount is 0 if an earlier payment or a preferred
    claim took it, otherwise it is reduced. Carried money is not a cut.
    """
    rules = table.rules
    states = np.array([*(rule.state for rule in rules), -1])
    cut = np.flatnonzero((done.kept < done.came) & (states[done.row_rule] != CARRY_OVER))
    last_rule = np.full(len(done.claims.who), -1, np.int64)
    last_rule[done.row_claim[cut]] = cut  # rows of a claim are in the order of the steps
    last = np.where(last_rule < 0, -1, np.append(done.row_rule, -1)[last_rule])
    state = states[last]
    is_once = np.array([*(rule.is_once for rule in rules), False])[last]
    outcomes = np.full(len(last_rule), Outcome.AWARDED.value, object)
    is_set = is_set_by_bureau(program, done.claims.clause, done.claims.row, done.claims.day)
    outcomes[is_set] = Outcome.CEILING.value
    outcomes[(last >= 0) | (done.claims.before > done.claims.total)] = Outcome.REDUCED.value
    nothing = (paid == 0) & (last >= 0)
    outcomes[nothing & (is_once | (state == TOP_UP) | (state == DEDUCTION))] = Outcome.ALREADY_PAID.value
    outcomes[nothing & (state == BEST_OF)] = Outcome.DISPLACED.value
    first = np.flatnonzero(nothing & (state == EXCLUSIVE))
    if len(first):  # beaten by a claim of this year, or repeated what an earlier year paid
        outcomes[first] = np.where(
            done.row_beaten[last_rule[first]], Outcome.DISPLACED.value, Outcome.ALREADY_PAID.value
        )
    if done.has_waited:
        waited = np.flatnonzero(done.row_of_rest >= 0)
        gone, nothing = (done.rest + done.lapsed)[waited] > 0, paid[waited] == 0
        outcomes[waited[gone & ~nothing]] = Outcome.REDUCED.value
        outcomes[waited[nothing]] = np.where(
            done.rest[waited[nothing]] > 0, Outcome.CARRIED.value, Outcome.LAPSED.value
        )  # fmt: skip
    return outcomes, last


def is_set_by_bureau(program: Program, clause: Array, row: Array, day: Array) -> Array:
    """Whether the bureau sets the sum of claims: under a ceiling of the row or the award, or before the window."""
    widest = max([1, *(len(award.rows) for award in program.clauses)])
    is_ceiling = np.zeros((len(program.clauses) + 1, widest + 1), bool)
    for award in program.clauses:
        is_ceiling[award.index, : len(award.rows)] = [each.kind is AmountKind.CEILING for each in award.rows]
        is_ceiling[award.index, -1] = award.kind is AmountKind.CEILING and not award.rows
    is_set: Array = is_ceiling[clause, row] | is_before_window(program, clause, day)
    return is_set


def begins(owner: Array, many: int) -> Array:
    """Where the rows of each of so many owners begin, and the end; the rows are in the order of their owners."""
    return np.concatenate([[0], np.cumsum(np.bincount(owner, minlength=many))]).astype(np.int64)


def runs(begin: Array, length: Array) -> tuple[Array, Array]:
    """The places of runs, one run after the other, each with the number of its run."""
    run = np.repeat(np.arange(len(length)), length)
    return run, np.arange(len(run)) - np.repeat(np.cumsum(length) - length - begin, length)


def sums_by(owner: Array, sums: Array, many: int) -> Array:
    """The sum of each of so many owners."""
    totals = np.zeros(many, np.int64)
    np.add.at(totals, owner, sums)
    return totals


def ranks_of_texts(encoded: pa.DictionaryArray) -> Array:
    """The position of each text of a dictionary in sorted order."""
    place = np.empty(len(encoded.dictionary), np.int64)
    place[pc.array_sort_indices(encoded.dictionary).to_numpy()] = np.arange(len(place))
    return place


class ClaimGroupPairs(NamedTuple):
    """The groups of one rule across applicants: the place of a claim, and the number of a group that it reaches."""

    claim: Array
    group: Array


class CohortColumns(NamedTuple):
    """The claims of several applicants.

    `claims.who` numbers the applicants by their names. `claims.item` sorts the items of all applicants; two applicants
    never have the same one. `claims.record` is within the applicant. `lists` are the lists of records that are keys,
    one for each pool: the place of each claim's first value, and the values. `shared` are the groups of the rules
    across applicants; `listed_in` names the clauses that reach several groups by a list.
    """

    claims: WrittenClaims
    lists: Sequence[tuple[Array, Array]]
    shared: Sequence[ClaimGroupPairs]
    listed_in: Sequence[frozenset[int]]


class JointColumns(NamedTuple):
    """The claims of several applicants as the claims of one, with the tables for its settlement. The last key of a
    claim is its place in the input."""

    claims: WrittenClaims
    policy: PolicyTables
    chunk: ChunkTables


def joint_columns(
    cohort: CohortColumns, table: SettlementTable, policy: PolicyTables, across: Sequence[Rule]
) -> JointColumns:  # fmt: skip
    """The claims of a cohort as the claims of one applicant.

    `policy` are the tables of the policy, `across` its rules across applicants. Requirements: all amounts together fit
    60 bits, no room of a rule depends on figures, no money waits, and nothing was paid or promised before.
    """
    claims, width = cohort.claims, cohort.claims.key.shape[1]
    many, n = len(across), len(claims.who)
    record, first = _records(claims)
    keys = np.full((n, width + many + 2), -1, np.int64)
    of_records = [_lists_by_record(begin, values, first, claims.who) for begin, values in cohort.lists]
    list_of = np.reshape(policy.list_of, (-1, width))
    wide = policy.clauses
    list_columns = np.full((wide, width + many + 2), -1, np.int64)
    list_columns[:, :width] = list_of
    is_list = list_of[claims.clause] >= 0
    keys[:, :width] = np.where(is_list & (claims.key >= 0), record[:, None], claims.key)
    pools = _number_by_applicant(keys[:, :width], is_list, claims.who, of_records)
    for place, (pairs, clauses) in enumerate(zip(cohort.shared, cohort.listed_in, strict=True)):
        column = width + place
        plain = ~np.isin(claims.clause[pairs.claim], sorted(clauses))
        keys[pairs.claim[plain], column] = pairs.group[plain]
        for clause in sorted(clauses):
            is_of_clause = claims.clause[pairs.claim] == clause
            list_columns[clause, column] = len(pools)
            reached = np.unique(
                record[pairs.claim[is_of_clause]] * (pairs.group.max(initial=0) + 1) + pairs.group[is_of_clause]
            )
            which, group = np.divmod(reached, pairs.group.max(initial=0) + 1)
            pools.append((begins(which, len(first)), group))
            keys[pairs.claim[is_of_clause], column] = record[pairs.claim[is_of_clause]]
    keys[:, width + many], keys[:, width + many + 1] = claims.who, np.arange(n)
    of_record = np.where(claims.record < 0, -1, record)  # a claim without a record takes a place by its item
    none, years = np.zeros(1, np.int64), np.zeros(2, np.int64)
    prior = no_prior_lines(1)
    return JointColumns(
        claims._replace(who=np.zeros(n, np.int64), record=of_record, key=keys),
        policy._replace(
            rules=_rules(policy.rules, table, across, wide, width), list_of=list_columns.reshape(-1),
            carried=np.full(list_columns.size, -1, np.int64), width=keys.shape[1],
            clauses=int(policy.clauses), steps=int(policy.steps), grids=int(policy.grids),
            suspensions=int(policy.suspensions), waits=int(policy.waits),
        ),
        ChunkTables(
            pooled_lists(pools), no_external_payments(1), 1, prior, 1, 1, StandardColumns(years, none, none), none,
            none, none[:0], none[:0], none.astype(bool),
        ),
    )  # fmt: skip


def _records(claims: WrittenClaims) -> tuple[Array, Array]:
    """The records of claims numbered over all applicants, and the first claim of each."""
    pairs = claims.who * (claims.record.max(initial=0) + 2) + claims.record + 1
    _, first, record = np.unique(pairs, return_index=True, return_inverse=True)
    return record, first


def _lists_by_record(begin: Array, values: Array, first: Array, who: Array) -> tuple[Array, Array, Array]:
    """Lists by claim as lists by record, with the applicant of each value."""
    length = begin[first + 1] - begin[first]
    run, place = runs(begin[first], length)
    return begins(run, len(first)), values[place], who[first][run]


def _number_by_applicant(
    keys: Array, is_list: Array, who: Array, pools: Sequence[tuple[Array, Array, Array]]
) -> list[tuple[Array, Array]]:  # fmt: skip
    """Number the values of a key separately for each applicant, in place. Returns the lists with these numbers."""
    plain = (keys >= 0) & ~is_list
    all_values = np.concatenate([keys[plain], *(values for _, values, _ in pools)])
    owner = np.concatenate([np.nonzero(plain)[0] if not len(who) else who[np.nonzero(plain)[0]],
                            *(owners for _, _, owners in pools)])  # fmt: skip
    known, number = np.unique(all_values, return_inverse=True)
    numbers = np.where(all_values < 0, -1, np.unique(owner * (len(known) + 1) + number, return_inverse=True)[1])
    ends = np.cumsum([int(plain.sum()), *(len(values) for _, values, _ in pools)])
    parts = np.split(numbers, ends[:-1])
    keys[plain] = parts[0]
    return [(begin, part) for (begin, _, _), part in zip(pools, parts[1:], strict=True)]


def _rules(rules: RuleTable, table: SettlementTable, across: Sequence[Rule], clauses: int, width: int) -> RuleTable:
    """The rules with the keys for this course: the group for a rule across applicants, the applicant for a rule without
    keys.
    """
    key_at, key_end = np.array(rules.key_at), np.array(rules.key_end)
    places = {rule.number: width + place for place, rule in enumerate(across)}
    key = list(np.asarray(rules.key))
    for rule in table.rules:
        column = places.get(rule.number, -1 if rule.step_rule.keys else width + len(across))
        if column >= 0:
            for clause in rule.columns:
                key_at[rule.number * clauses + clause] = len(key)
                key_end[rule.number * clauses + clause] = len(key) + 1
                key.append(column)
    return rules._replace(key_at=key_at, key_end=key_end, key=np.array(key, np.int64))
