"""The groups of the claims of an applicant, and which of these groups may bind.

The kernel applies a rule to a group. A group that cannot bind is never read. The rules are data (`rules.RuleTable`), so
one text in the common subset of CPython and LLVM is enough for all policies. A property test compares this numbering
with that of `ipdsl.kernel.grouping`.
"""

from __future__ import annotations

from ipdsl.batch.kernel.groups import number_place
from ipdsl.batch.kernel.payments import due_in_year
from ipdsl.batch.kernel.rules import ChunkTables, PolicyTables
from ipdsl.batch.kernel.sort import Ints
from ipdsl.batch.kernel.values import UNKNOWN
from ipdsl.batch.kernel.workspace import FIRST_YEAR, GROUPS, YEARS, Workspace
from ipdsl.kernel.allocation import CARRY_OVER, DEDUCTION, EXCLUSIVE, FLOOR, LIMIT, NO_YEAR, QUOTA, TOP_UP


def most_requests(n: int, policy: PolicyTables, chunk: ChunkTables, work: Workspace) -> int:
    """How often the claims can ask of groups at most, or take places."""
    claims, rules, lists, requests = work.claims, policy.rules, chunk.lists, 0
    for c in range(n):
        x = claims.clause[c]
        many = 1
        for column in range(policy.width):
            pool = policy.list_of[x * policy.width + column]
            if pool >= 0 and claims.since[c] == 0:
                position = lists.base[pool] + claims.record[c]
                many += lists.value_at[position + 1] - lists.value_at[position]
        requests += many * (rules.rule_at[x + 1] - rules.rule_at[x])
    return requests


def has_standard(n: int, standard: Ints) -> int:
    """Whether an older document promised something for any claim."""
    for c in range(n):
        if standard[c] > 0:
            return 1
    return 0


def request_groups(n: int, lifts: int, policy: PolicyTables, chunk: ChunkTables, work: Workspace) -> int:
    """The requests of all claims, in claim order, those of a claim in the order of the rules; how many there are."""
    claims, rules, requests = work.claims, policy.rules, 0
    for c in range(n):
        x = claims.clause[c]
        if claims.total[c] <= 0:
            continue
        for index in range(rules.rule_at[x], rules.rule_at[x + 1]):
            k = rules.clause_rules[index]
            if (rules.state[k] == FLOOR and not lifts) or (claims.since[c] > 0 and rules.state[k] != CARRY_OVER):
                continue
            if rules.is_per_item[k]:
                row = claims.row[c] if rules.row_matters[x] else -1
                requests = request_group(c, k, row, rules.root[x], claims.item[c], -1, requests, policy, work)
            else:
                requests = request_by_keys(c, k, requests, policy, chunk, work)
    return requests


def request_by_keys(
    c: int, k: int, requests: int, policy: PolicyTables, chunk: ChunkTables, work: Workspace
) -> int:  # fmt: skip
    """The requests of a claim under a rule with keys: one, or one for each value of a list; none without a key."""
    claims, rules, lists, part = work.claims, policy.rules, chunk.lists, work.part
    x = claims.clause[c]
    part[0], part[1], part[2] = -1, -1, -1
    start, listed, first, end = rules.key_at[k * policy.clauses + x], -1, 0, 0
    for place in range(rules.key_end[k * policy.clauses + x] - start):
        column = rules.key[start + place]
        value = claims.key[c * policy.width + column]
        if value < 0:
            return requests
        part[place] = value
        pool = policy.list_of[x * policy.width + column]
        if pool >= 0:
            listed = place
            first, end = lists.value_at[lists.base[pool] + value], lists.value_at[lists.base[pool] + value + 1]
    year = claims.year[c] if rules.is_per_year[k] else -1
    if listed < 0:
        return request_group(c, k, part[0], part[1], part[2], year, requests, policy, work)
    for v in range(first, end):
        part[listed] = lists.values[v]
        requests = request_group(c, k, part[0], part[1], part[2], year, requests, policy, work)
    return requests


def request_group(
    c: int, k: int, first: int, second: int, third: int, year: int, requests: int, policy: PolicyTables,
    work: Workspace
) -> int:  # fmt: skip
    """Writes a request to the group of a rule with these keys; a claim asks a group once."""
    claims, groups = work.claims, work.groups
    at = number_place(work.group_names, k, first, second, third, year)
    g = work.group_names.names[at]
    if g < 0:
        g = new_group(k, policy, work)
        work.group_names.names[at] = g
    if groups.last[g] == c:
        return requests
    groups.last[g] = c
    if claims.since[c] == 0:
        groups.members[g] += 1
        groups.requested[g] += claims.total[c]
    work.requests.claim[requests], work.requests.rule[requests], work.requests.group[requests] = c, k, g
    return requests + 1


def new_group(k: int, policy: PolicyTables, work: Workspace) -> int:
    """A new group of a rule."""
    groups, tables = work.groups, work.tables
    g: int = work.counts[GROUPS]
    groups.rule[g], groups.members[g], groups.requested[g], groups.last[g] = k, 0, 0, -1
    tables.chain[g], tables.a[g], tables.b[g], tables.c[g], tables.a2[g], tables.stamp[g] = -1, 0, 0, 0, 0, 0
    if policy.rules.state[k] == EXCLUSIVE:
        tables.a[g] = NO_YEAR
    work.counts[GROUPS] = g + 1
    return g


def find_binding_groups(lifts: int, policy: PolicyTables, work: Workspace) -> int:
    """Which groups may bind; whether any deducts what is admitted, so that a rule that admits again is asked."""
    groups, rules, tables, deducts = work.groups, policy.rules, work.tables, 0
    for g in range(work.counts[GROUPS]):
        k = groups.rule[g]
        kind = rules.state[k]
        is_shared = groups.members[g] > 1 or tables.chain[g] >= 0
        binds = 1
        if rules.computed[k] >= 0:
            binds = kind == LIMIT and not rules.is_per_year[k]
        elif kind == LIMIT:
            binds = groups.requested[g] + tables.a[g] > rules.amount[k] or lifts
        elif kind == QUOTA and not rules.counts[k]:
            binds = groups.members[g] > rules.places[rules.step[k]] or tables.chain[g] >= 0
        elif kind == CARRY_OVER:
            binds = 0
        elif rules.is_weighed[k] or kind == DEDUCTION:
            binds = is_shared
        groups.binds[g] = binds
        groups.first_paid[g], groups.last_paid[g] = tables.a[g], tables.b[g]
        if binds and not (kind != DEDUCTION and kind != TOP_UP):
            deducts = 1
    return deducts


UNKNOWN_ROOM = -1
"""A room that is asked is not known."""


def find_binding_years(
    n: int, requests: int, lifts: int, policy: PolicyTables, chunk: ChunkTables, work: Workspace
) -> int:  # fmt: skip
    """Which groups of computed rooms may bind in a year; whether money waits, or `UNKNOWN_ROOM`."""
    claims, groups, rules, tables = work.claims, work.groups, policy.rules, work.tables
    waits = 0
    for a in range(requests):
        c, k, g = work.requests.claim[a], work.requests.rule[a], work.requests.group[a]
        if claims.since[c] > 0:
            groups.binds[g], waits = 1, 1
        elif rules.computed[k] >= 0:
            year = claims.year[c]
            if groups.last[g] != -2 - year:
                groups.last[g], groups.requested[g] = -2 - year, 0
            groups.requested[g] += claims.total[c]
            most = work.room[rules.computed[k] * work.counts[YEARS] + year - work.counts[FIRST_YEAR]]
            if most == UNKNOWN:
                return UNKNOWN_ROOM
            before = tables.a[g] if rules.state[k] == LIMIT else 0
            if rules.state[k] == CARRY_OVER and tables.chain[g] >= 0:
                before = due_in_year(n, year, tables.chain[g], chunk, work)
            if groups.requested[g] + before > most or lifts:
                groups.binds[g] = 1
                if rules.state[k] == CARRY_OVER:
                    waits = 1
    return waits
