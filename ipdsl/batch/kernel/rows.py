"""The rows of the kernel's tables for one applicant: the groups of each year, step and claim.

`write_bound` writes the input of each state for a claim; `ipdsl.kernel.allocation` calculates the result.
"""

from __future__ import annotations

from ipdsl.batch.kernel.groups import number_place
from ipdsl.batch.kernel.payments import LEVEL_KIND, due_of_team, new_value, prior_line, value_of
from ipdsl.batch.kernel.rules import ChunkTables, PolicyTables
from ipdsl.batch.kernel.values import UNKNOWN
from ipdsl.batch.kernel.workspace import (
    BOUNDS,
    BROUGHT,
    FIRST_YEAR,
    GROUPS,
    ROWS,
    SEGMENTS,
    SPENT,
    TEAMS,
    TURNS,
    VALUES,
    YEARS,
    Workspace,
)
from ipdsl.kernel.allocation import BEST_OF, CARRY_OVER, DEDUCTION, EXCLUSIVE, FLOOR, LIMIT, QUOTA, TOP_UP, UNPAID


def prepare_waiting(
    i: int, n: int, last_year: int, end_year: int, policy: PolicyTables, chunk: ChunkTables, work: Workspace
) -> int:  # fmt: skip
    """The years in which money may be paid that waits; whether a room that may be asked in one is not known."""
    tables, claims, counts, groups = work.tables, work.claims, work.counts, work.groups
    y0, many = counts[FIRST_YEAR], counts[YEARS]
    for c in range(n):
        tables.rest[c], tables.since[c], tables.until[c], tables.lapsed[c] = 0, 0, 0, 0
        tables.step_of_rest[c], tables.row_of_rest[c], tables.paid_at[c], tables.calendar[c] = (
            -1,
            -1,
            c * many,
            c * many,
        )
        tables.final[c] = max(chunk.last_settled[i], last_year)
        bits = policy.suspension_bits[claims.clause[c]]
        for at in range(many):
            index = c * many + at
            tables.paid_in[index], tables.rests[index] = UNPAID, 0
            tables.is_over[index] = y0 + at <= chunk.last_ended[i]
            for grid in range(policy.suspensions):
                if (bits >> grid) & 1 and work.suspended[grid * many + at]:
                    tables.rests[index] = 1
    is_unknown = 0
    for g in range(counts[GROUPS]):
        k = groups.rule[g]
        if policy.rules.state[k] == CARRY_OVER and groups.binds[g]:
            open_purse(g, n, chunk, work)
            for at in range(end_year + 1 - y0):
                if work.room[policy.rules.computed[k] * many + at] == UNKNOWN:
                    is_unknown = 1
    return is_unknown


def open_purse(g: int, n: int, chunk: ChunkTables, work: Workspace) -> None:
    """The years of a room with carried money, with the earlier payments of lines in each."""
    tables, counts, prior = work.tables, work.counts, chunk.prior
    spent, many = counts[SPENT], counts[YEARS]
    tables.a[g] = spent
    for at in range(spent, spent + many):
        tables.spent[at] = 0
    next_link = tables.chain[g]
    while next_link >= 0:
        line = prior_line(n, next_link, work)
        for index in range(prior.paid_at[line], prior.paid_at[line + 1]):
            at = prior.paid_year[index] - counts[FIRST_YEAR]
            if at >= 0 and at < many:
                tables.spent[spent + at] += prior.paid[index]
        next_link = tables.next_link[next_link]
    counts[SPENT] = spent + many


def write_brought_forward(requests: int, policy: PolicyTables, work: Workspace) -> None:
    """The rows of the claims whose money an earlier run carried, before all segments."""
    tables, claims, counts, rules = work.tables, work.claims, work.counts, policy.rules
    of_claim = -1
    for z in range(requests):
        c, k = work.requests.claim[z], work.requests.rule[z]
        if claims.since[c] == 0:
            continue
        if c != of_claim:
            tables.brought_forward[counts[BROUGHT]] = c
            counts[BROUGHT] += 1
            tables.since[c], tables.until[c], tables.rest[c] = claims.since[c], claims.until[c], claims.total[c]
            tables.row_of_rest[c], tables.step_of_rest[c] = counts[ROWS], rules.step[k]
            begin_row(c, work)
            of_claim = c
        bound = counts[BOUNDS]
        tables.group[bound], tables.more[bound] = work.requests.group[z], rules.computed[k] * counts[YEARS]
        tables.upto[bound] = counts[VALUES]
        counts[BOUNDS] = bound + 1


def begin_segment(s: int, work: Workspace) -> None:
    """The next rows are of this step."""
    segment = work.counts[SEGMENTS]
    work.tables.seg_step[segment], work.tables.seg_first[segment] = s, work.counts[ROWS]
    work.counts[SEGMENTS] = segment + 1


def begin_row(c: int, work: Workspace) -> None:
    """The next bounds are of this claim."""
    tables, row = work.tables, work.counts[ROWS]
    tables.row_claim[row], tables.row_bound[row] = c, work.counts[BOUNDS]
    tables.requested[row], tables.granted[row], tables.binding[row] = 0, 0, -1
    work.counts[ROWS] = row + 1


def end_turn(year: int, work: Workspace) -> None:
    """The segments since the last turn are of this year."""
    turn = work.counts[TURNS]
    work.tables.turn_year[turn], work.tables.turn_end[turn] = year, work.counts[SEGMENTS]
    work.counts[TURNS] = turn + 1


def write_years(
    n: int, requests: int, deducts: int, waits: int, end_year: int, policy: PolicyTables, chunk: ChunkTables,
    work: Workspace
) -> None:  # fmt: skip
    """The rows of all years: those with a claim, and where money waits every one up to the last."""
    claims, steps, asked = work.claims, work.steps, work.requests
    a, year = 0, work.counts[FIRST_YEAR] - 1
    while a < requests or (waits and year < end_year):
        year, is_any = year + 1 if waits else claims.year[asked.claim[a]], waits
        for s in range(policy.steps):
            steps.head[s] = -1
        while a < requests and claims.year[asked.claim[a]] == year:
            c, k = asked.claim[a], asked.rule[a]
            is_asked = deducts and policy.rules.admits_again[k * policy.clauses + claims.clause[c]]
            if claims.since[c] == 0 and (is_asked or work.groups.binds[asked.group[a]]):
                s = policy.rules.step[k]
                asked.next_one[a] = -1
                if steps.head[s] < 0:
                    steps.head[s] = a
                else:
                    asked.next_one[steps.tail[s]] = a
                steps.tail[s] = a
                is_any = 1
            a += 1
        if not is_any:
            continue
        for s in range(policy.steps):
            if steps.head[s] >= 0 or (waits and policy.rules.wait[s] > 0):
                write_segment(n, s, requests, policy, chunk, work)
        end_turn(year, work)


def write_segment(
    n: int, s: int, requests: int, policy: PolicyTables, chunk: ChunkTables, work: Workspace
) -> None:  # fmt: skip
    """The rows of a step in a year, in claim order."""
    begin_segment(s, work)
    of_claim, z = -1, work.steps.head[s]
    while z >= 0:
        c, is_first = work.requests.claim[z], work.requests.claim[z] != of_claim
        if is_first:
            begin_row(c, work)
            of_claim = c
        write_bound(n, z, is_first, requests, policy, chunk, work)
        z = work.requests.next_one[z]


def write_bound(
    n: int, z: int, is_first: int, requests: int, policy: PolicyTables, chunk: ChunkTables, work: Workspace
) -> None:  # fmt: skip
    """A group that a claim asks, with what its state is given."""
    tables, counts, rules = work.tables, work.counts, policy.rules
    c, k, g = work.requests.claim[z], work.requests.rule[z], work.requests.group[z]
    x, kind, bound, more = work.claims.clause[c], rules.state[k], counts[BOUNDS], 1
    if kind == CARRY_OVER:
        more = rules.computed[k] * counts[YEARS]
    elif kind == LIMIT:
        more = rules.amount[k]
        if rules.computed[k] >= 0:
            more = work.room[rules.computed[k] * counts[YEARS] + work.claims.year[c] - counts[FIRST_YEAR]]
    elif rules.once[k]:
        more = rules.is_once[rules.once_at[k * policy.clauses + x] + 1 + work.claims.row[c]]
        add_value(new_value(0, work), work)
    elif kind == QUOTA:
        add_places(c, k, g, policy, chunk, work)
    elif kind == EXCLUSIVE:
        more = bound
        tables.paid[bound] = work.requests.paid[z]
    elif kind == TOP_UP:
        more = work.requests.paid[z]
        level = work.claims.key[c * policy.width + rules.level[x]] if rules.level[x] >= 0 else -1
        if level >= 0:
            add_value(value_of(g, LEVEL_KIND, level, 0, work), work)
    elif kind == FLOOR:
        if is_first:
            add_exclusive_groups(c, z, requests, policy, work)
    elif kind == BEST_OF:
        more = competitor_of(n, c, k, g, policy, chunk, work)
    elif kind == DEDUCTION:
        more = rules.deducts[x] and rules.reached[k * policy.clauses + x]
        if more and rules.pays[k * policy.clauses + x]:
            more = 2
    tables.group[bound], tables.more[bound], tables.upto[bound] = g, more, counts[VALUES]
    counts[BOUNDS] = bound + 1


def add_value(value: int, work: Workspace) -> None:
    """Another value of the bound that is written."""
    work.tables.values[work.counts[VALUES]] = value
    work.counts[VALUES] += 1


def add_places(c: int, k: int, g: int, policy: PolicyTables, chunk: ChunkTables, work: Workspace) -> None:
    """What takes places under a quota: the record, or the values of a field of it."""
    claims, lists, x = work.claims, chunk.lists, work.claims.clause[c]
    if not policy.rules.counts[k]:  # without a record the item alone
        place = claims.record[c] if claims.record[c] >= 0 else -1 - claims.item[c]
        add_value(value_of(g, policy.rules.root[x], place, 0, work), work)
        return
    column = policy.rules.counted[k * policy.clauses + x]
    key = claims.key[c * policy.width + column] if column >= 0 else -1
    if key < 0:
        return
    pool = policy.list_of[x * policy.width + column]
    if pool < 0:
        add_value(value_of(g, -2, key, 0, work), work)
        return
    for v in range(lists.value_at[lists.base[pool] + key], lists.value_at[lists.base[pool] + key + 1]):
        add_value(value_of(g, -2, lists.values[v], 0, work), work)


def add_exclusive_groups(c: int, z: int, requests: int, policy: PolicyTables, work: Workspace) -> None:
    """The groups by which a payment of another year may stop a claim."""
    y = z
    while y > 0 and work.requests.claim[y - 1] == c:
        y -= 1
    while y < requests and work.requests.claim[y] == c:
        if policy.rules.state[work.requests.rule[y]] == EXCLUSIVE:
            add_value(work.requests.group[y], work)
        y += 1


def competitor_of(
    n: int, c: int, k: int, g: int, policy: PolicyTables, chunk: ChunkTables, work: Workspace
) -> int:  # fmt: skip
    """The team of a claim: a block that competes as one, or the claim by itself."""
    tables, counts, rules, s = work.tables, work.counts, policy.rules, policy.rules.step[k]
    which = rules.team[s * policy.clauses + work.claims.clause[c]]
    single_claim = -1 if rules.is_group[s * policy.clauses + work.claims.clause[c]] else c
    at = number_place(work.value_names, g, -4, which, single_claim, 0)
    if work.value_names.names[at] < 0:
        team = counts[TEAMS]
        work.value_names.names[at] = team
        tables.team_place[team], tables.team[team] = which, 0
        if single_claim < 0 and tables.chain[g] >= 0:
            tables.team[team] = due_of_team(n, s, which, tables.chain[g], policy, chunk, work)
        counts[TEAMS] = team + 1
    number: int = work.value_names.names[at]
    return number
