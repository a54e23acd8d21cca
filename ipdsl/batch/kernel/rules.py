"""The rules of a policy, the facts about a chunk of applicants, and earlier payments, as arrays of ints.

`kernel.recall` decides for one applicant which payments a rule counts, and by which keys. Here they are tables
(`external_rules_of`, `recall_rules_of`), calculated once for a policy. `kernel.number` calculates the effect of a state
on the payments of a group before the first year (`_Columns._start`): `link_prior_lines` fills the same columns. A line
is ignored if no claim has its group.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from ipdsl.batch.kernel import values
from ipdsl.batch.kernel.values import Ints
from ipdsl.ir.terms import Program
from ipdsl.kernel.allocation import CARRY_OVER, DEDUCTION, EXCLUSIVE, QUOTA, TOP_UP
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
        ints([_level(table, columns, index) for index in range(clauses)]),
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


def _level(table: SettlementTable, columns: Mapping[int, Sequence[str]], index: int) -> int:
    return table.levels[index] if index in columns else -1
