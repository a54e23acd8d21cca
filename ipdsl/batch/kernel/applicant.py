"""Settle one applicant: order its claims, find their groups and rows, run the kernel, and write the results.

The kernel applies a rule to a group. A group that cannot bind is never read. The rules are data (`tables.RuleTable`),
so one text in the common subset of CPython and LLVM is enough for all policies. A property test compares this numbering
with that of `ipdsl.kernel.grouping`.

`write_bound` writes the input of each state for a claim; `ipdsl.kernel.allocation` calculates the result.
"""

from __future__ import annotations

from typing import NamedTuple

from ipdsl.batch.kernel.payments import (
    LEVEL_KIND,
    NO_ROOM,
    count_payments,
    due_in_year,
    due_of_team,
    link_payments,
    most_links,
    new_value,
    order_claims,
    prior_line,
    value_of,
)
from ipdsl.batch.kernel.tables import ChunkTables, PolicyTables, WrittenClaims
from ipdsl.batch.kernel.values import OPEN, UNKNOWN, Ints, empty_names, number_place
from ipdsl.batch.kernel.workspace import (
    BOUNDS,
    BROUGHT,
    CLAIMS,
    FIRST_YEAR,
    GROUPS,
    HELD,
    LARGE,
    LINKS,
    OUT_CLAIMS,
    OUT_PAYMENTS,
    OUT_ROWS,
    OUT_YEARS,
    PAYMENTS,
    REQUESTS,
    ROWS,
    SEGMENTS,
    SPAN,
    SPENT,
    TEAMS,
    TURNS,
    VALUES,
    WAITS,
    YEARS,
    Workspace,
)
from ipdsl.kernel.allocation import (
    BEST_OF,
    CARRY_OVER,
    COURSE_BROUGHT,
    COURSE_TURNS,
    COURSE_YEAR,
    DEDUCTION,
    EXCLUSIVE,
    FLOOR,
    LIMIT,
    NO_YEAR,
    QUOTA,
    TOP_UP,
    UNPAID,
    settle,
)


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


class OutClaims(NamedTuple):
    """Claims in the output."""

    written: WrittenClaims
    left: Ints
    raised: Ints
    rest: Ints
    lapsed: Ints
    row_of_rest: Ints
    until: Ints


class OutRows(NamedTuple):
    """The effect of each rule: claim, rule that left the least (or -1), whether another claim of the year was
    preferred, amount before, amount after, and step."""

    claim: Ints
    rule: Ints
    is_beaten: Ints
    came: Ints
    kept: Ints
    step: Ints


class OutPayments(NamedTuple):
    """The amounts that years paid for claims with carried money; 0 counts."""

    claim: Ints
    year: Ints
    sum: Ints


TOTALS, ALL_CLAIMS, WRITTEN_ONLY = range(3)
"""The output in addition to totals: claims with carried money; all claims, with the amount that each rule deducted; or
all claims as they were written, without settlement.
"""


class DirectGroups(NamedTuple):
    """The state of the groups of awards that add up directly, as in the kernel: `OUT_YEARS` for each group."""

    a: Ints
    a2: Ints
    stamp: Ints


class Out(NamedTuple):
    """The output. `due` has `OUT_YEARS` amounts for each applicant, from `first_year` on; `counts` is the number of
    claims, rows and payments that were written, and whether any money waited.
    """

    claims: OutClaims
    rows: OutRows
    payments: OutPayments
    counts: Ints
    due: Ints
    groups: DirectGroups
    first_year: int
    what: int


OUT_COUNTS = 4
N_CLAIMS, N_ROWS, N_PAYMENTS, HAS_WAITED = range(OUT_COUNTS)


def begin_years(n: int, policy: PolicyTables, work: Workspace) -> int:
    """Set the years of the claims and of their waiting money. Returns whether the arrays have room for them."""
    claims, last = work.claims, 0
    for c in range(n):
        last = max(last, max(claims.year[c] + policy.waits, max(claims.since[c], claims.until[c])))
    work.counts[FIRST_YEAR], work.counts[YEARS] = claims.year[0], last - claims.year[0] + 1
    if work.counts[YEARS] > work.sizes[SPAN]:
        work.needs[SPAN] = work.counts[YEARS]
        return 0
    return 1


def settle_ordered(
    i: int, n: int, left: Ints, policy: PolicyTables, chunk: ChunkTables, work: Workspace, out: Out
) -> int:  # fmt: skip
    """Settle the claims in order. Returns whether the arrays had room."""
    if not has_room(i, n, policy, chunk, work, out):
        return 0
    lifts = has_standard(n, work.claims.standard)
    requests = request_groups(n, lifts, policy, chunk, work)
    link_payments(i, n, policy, chunk, work)
    deducts = find_binding_groups(lifts, policy, work)
    waits = find_binding_years(n, requests, lifts, policy, chunk, work)
    if waits == UNKNOWN_ROOM:
        left[i] = OPEN
        return 1
    count_payments(n, requests, policy, chunk, work)
    last_year, until = 0, 0
    for c in range(n):
        if work.claims.since[c] == 0:
            last_year = max(last_year, work.claims.year[c])
        else:
            until = max(until, max(work.claims.since[c], work.claims.until[c]))
    end_year = last_year
    if waits:
        end_year = max(last_year, min(chunk.last_settled[i], max(last_year + policy.waits, until)))
        if prepare_waiting(i, n, last_year, end_year, policy, chunk, work):
            left[i] = OPEN  # a later year may depend on an unstated room
            return 1
        write_brought_forward(requests, policy, work)
    write_years(n, requests, deducts, waits, end_year, policy, chunk, work)
    run_kernel(n, waits, work)
    write_out(i, n, policy, work, out)
    return 1


def has_room(
    i: int, n: int, policy: PolicyTables, chunk: ChunkTables, work: Workspace, out: Out
) -> int:  # fmt: skip
    """Whether the arrays have room for the claims and their rows. If so, all counts are reset."""
    requests, links = most_requests(n, policy, chunk, work), most_links(i, policy, chunk)
    needs, sizes = work.needs, work.sizes
    is_enough = 1 if requests < sizes[REQUESTS] and links < sizes[PAYMENTS] else 0
    needs[REQUESTS], needs[PAYMENTS] = requests + 1, links + 1
    has_claims = out.what == ALL_CLAIMS
    needs[OUT_CLAIMS] = out.counts[N_CLAIMS] + (n if has_claims or policy.waits else 0)
    needs[OUT_ROWS] = out.counts[N_ROWS] + (requests if has_claims else 0)
    needs[OUT_PAYMENTS] = out.counts[N_PAYMENTS] + (n * work.counts[YEARS] if policy.waits else 0)
    for which in range(OUT_CLAIMS, OUT_YEARS):
        if needs[which] > sizes[which]:
            is_enough = 0
    first, end = work.counts[FIRST_YEAR], work.counts[FIRST_YEAR] + work.counts[YEARS]
    needs[OUT_YEARS] = 0
    if first < out.first_year or end > out.first_year + sizes[OUT_YEARS]:
        needs[OUT_YEARS], is_enough = 1, 0
    empty_names(work.group_names, requests + links)
    empty_names(work.value_names, requests + links)
    counts = work.counts
    counts[TURNS], counts[SEGMENTS], counts[ROWS], counts[BOUNDS], counts[GROUPS], counts[VALUES] = 0, 0, 0, 0, 0, 0
    counts[HELD], counts[TEAMS], counts[SPENT], counts[LINKS], counts[BROUGHT], counts[WAITS] = 0, 0, 0, 0, 0, 0
    return is_enough


def run_kernel(n: int, waits: int, work: Workspace) -> None:
    """Settles the rows that were written."""
    tables, claims, counts = work.tables, work.claims, work.counts
    counts[WAITS] = waits
    for c in range(n):
        total = 0 if claims.since[c] > 0 else claims.total[c]
        tables.left[c], tables.admitted[c], tables.raised[c], tables.mark[c] = total, total, 0, -1
    tables.seg_first[counts[SEGMENTS]], tables.row_bound[counts[ROWS]] = counts[ROWS], counts[BOUNDS]
    tables.links[0] = counts[LINKS]
    course = tables.course
    course[COURSE_YEAR], course[COURSE_TURNS], course[COURSE_BROUGHT] = (
        counts[FIRST_YEAR],
        counts[TURNS],
        counts[BROUGHT],
    )
    if counts[TURNS] > 0:
        settle(tables)


def is_plain(i: int, chunk: ChunkTables) -> bool:
    """Whether an applicant lists each item once, and was paid and promised nothing before."""
    external, prior, standards = chunk.external.begin, chunk.prior.begin, chunk.standards.begin
    lines: int = external[i + 1] - external[i] + prior[i + 1] - prior[i] + standards[i + 1] - standards[i]
    return lines == 0 and not chunk.is_named[i]


def write_out(i: int, n: int, policy: PolicyTables, work: Workspace, out: Out) -> None:
    """Add the due amounts to the totals, and output claims if they are wanted."""
    tables, claims, waits, span = work.tables, work.claims, work.counts[WAITS], work.sizes[OUT_YEARS]
    first = i * span - out.first_year
    if out.what == ALL_CLAIMS:
        write_out_rows(work, out)
    for c in range(n):
        has_waited = waits and tables.row_of_rest[c] >= 0
        if has_waited:
            paid_at = tables.paid_at[c] - work.counts[FIRST_YEAR]
            for year in range(work.counts[FIRST_YEAR], work.counts[FIRST_YEAR] + work.counts[YEARS]):
                out.due[first + year] += max(0, tables.paid_in[paid_at + year])
        elif tables.left[c] > 0:
            out.due[first + claims.year[c]] += tables.left[c]
        if out.what == ALL_CLAIMS or has_waited:
            write_out_claim(c, has_waited, policy, work, out)


def copy_claim(claims: WrittenClaims, c: int, to: WrittenClaims, at: int, width: int) -> None:
    """Copy a claim."""
    to.who[at], to.day[at], to.record[at], to.total[at] = (
        claims.who[c],
        claims.day[c],
        claims.record[c],
        claims.total[c],
    )
    to.before[at], to.row[at], to.clause[at] = claims.before[c], claims.row[c], claims.clause[c]
    to.item[at], to.year[at] = claims.item[c], claims.year[c]
    for p in range(width):
        to.key[at * width + p] = claims.key[c * width + p]


def write_out_claim(c: int, has_waited: int, policy: PolicyTables, work: Workspace, out: Out) -> None:
    """Output a claim, and its payments by year if its money waited."""
    tables, to, at = work.tables, out.claims, out.counts[N_CLAIMS]
    copy_claim(work.written, work.claims.place[c], to.written, at, policy.width)
    to.left[at], to.raised[at] = tables.left[c], tables.raised[c]
    if policy.waits:
        to.rest[at], to.lapsed[at], to.row_of_rest[at], to.until[at] = 0, 0, -1, 0
    if has_waited:
        to.rest[at], to.lapsed[at] = tables.rest[c], tables.lapsed[c]
        to.row_of_rest[at], to.until[at] = tables.row_of_rest[c], tables.until[c]
        write_out_payments(c, work, out)
    out.counts[N_CLAIMS] = at + 1


def write_out_payments(c: int, work: Workspace, out: Out) -> None:
    """Output the payments by year of the next claim in the output."""
    tables, to, at = work.tables, out.payments, out.counts[N_PAYMENTS]
    out.counts[HAS_WAITED] = 1
    for year in range(work.counts[YEARS]):
        paid = tables.paid_in[tables.paid_at[c] + year]
        if paid != UNPAID:
            to.claim[at], to.year[at], to.sum[at] = out.counts[N_CLAIMS], work.counts[FIRST_YEAR] + year, paid
            at += 1
    out.counts[N_PAYMENTS] = at


def write_out_rows(work: Workspace, out: Out) -> None:
    """Output the effect of each rule."""
    tables, groups, to = work.tables, work.groups, out.rows
    first = out.counts[N_ROWS] - tables.seg_first[0]  # the rows before are only for money of earlier runs
    for segment in range(work.counts[SEGMENTS]):
        for row in range(tables.seg_first[segment], tables.seg_first[segment + 1]):
            at, bound = first + row, tables.binding[row]
            to.claim[at], to.step[at] = out.counts[N_CLAIMS] + tables.row_claim[row], tables.seg_step[segment]
            to.came[at], to.kept[at], to.is_beaten[at] = tables.requested[row], tables.granted[row], 0
            to.rule[at] = groups.rule[tables.group[bound]] if bound >= 0 else -1
        if tables.state[tables.seg_step[segment]] == EXCLUSIVE:
            mark_beaten(segment, first, work, out)
    out.counts[N_ROWS] = first + work.counts[ROWS]


def mark_beaten(segment: int, first: int, work: Workspace, out: Out) -> None:
    """For rows that repeat a matter, whether another claim of the year is preferred, as in the journal of one
    applicant. False if a different year had a payment, or if the payments of the year left the other claim 0.
    """
    tables, groups, claims = work.tables, work.groups, work.claims
    begin, end = tables.seg_first[segment], tables.seg_first[segment + 1]
    for bound in range(tables.row_bound[begin], tables.row_bound[end]):
        groups.winner[tables.group[bound]] = -1
    for row in range(begin, end):
        if tables.requested[row] > 0:
            for bound in range(tables.row_bound[row], tables.row_bound[row + 1]):
                g = tables.group[bound]
                if groups.winner[g] < 0 or is_preferred(row, groups.winner[g], work):
                    groups.winner[g] = row
    for row in range(begin, end):
        bound = tables.binding[row]
        if bound < 0 or tables.granted[row] != 0:
            continue
        g, year = tables.group[bound], claims.year[tables.row_claim[row]]
        paid_first, paid_last, winner = groups.first_paid[g], groups.last_paid[g], groups.winner[g]
        is_elsewhere = tables.a[g] < year or (paid_first != NO_YEAR and (paid_first != year or paid_last != year))
        is_paid = tables.paid[tables.more[bound]] > 0
        if not is_elsewhere and winner != row and (tables.granted[winner] > 0 or not is_paid):
            out.rows.is_beaten[first + row] = 1


def is_preferred(row: int, other: int, work: Workspace) -> int:
    """Whether a row of a step precedes another: by its requested amount, its clause, and its claim."""
    tables = work.tables
    c, d = tables.row_claim[row], tables.row_claim[other]
    if tables.requested[row] != tables.requested[other]:
        return tables.requested[row] > tables.requested[other]
    if tables.clause[c] != tables.clause[d]:
        return tables.clause[c] < tables.clause[d]
    return c < d


def write_unsettled(n: int, policy: PolicyTables, work: Workspace, out: Out) -> int:
    """Output claims as they were written. Returns whether the arrays had room."""
    first = out.counts[N_CLAIMS]
    work.needs[OUT_CLAIMS] = first + n
    if first + n > work.sizes[OUT_CLAIMS]:
        return 0
    for c in range(n):
        copy_claim(work.written, c, out.claims.written, first + c, policy.width)
    out.counts[N_CLAIMS] = first + n
    return 1


def settle_written(
    n: int, left: Ints, policy: PolicyTables, chunk: ChunkTables, claims: WrittenClaims, work: Workspace, out: Out
) -> int:  # fmt: skip
    """Settle `n` claims that were written before as claims of applicant 0. Returns whether the arrays had room."""
    work.counts[LARGE] = 0
    for at in range(work.sizes[OUT_YEARS]):
        out.due[at] = 0
    if n > work.sizes[CLAIMS]:
        work.needs[CLAIMS] = n
        return 0
    for c in range(n):
        copy_claim(claims, c, work.written, c, policy.width)
    many = order_claims(0, n, left, policy, chunk, work)
    if many == NO_ROOM:
        return 0
    if many == 0:
        return 1
    if not begin_years(many, policy, work):
        return 0
    return settle_ordered(0, many, left, policy, chunk, work, out)
