"""The single operation of settlement: claims ask a group in order, and the state of the group limits each amount.

Input: tables of ints (`KernelTables`, made by `number`). Output, in columns of the same tables: the amount left and
admitted of each claim, the year in which carried money was paid, and the journal. This module uses no names, policies
or claims: a state is a number, and a group is a position in the columns of state.

The code uses only the common subset of CPython and LLVM: loops, ints, and indexed lists or arrays. The same source
settles one applicant in CPython and a million applicants compiled.

Columns of a group, by state. `a` to `c` are for earlier years and lines. `a2` is the same including this year; it is
valid if `stamp` is the year.

LIMIT       a: the amount charged. LEAST: b is the least limit that the claims of the year state. IN_TURN: in the year
            `stamp` no further claim fits. IN_PROPORTION: a2: the sum that the claims of the year ask for, b: the rest
QUOTA       a: the number of values with a place; `held` has the values, and `held_now` the values of this year
EXCLUSIVE   a, b: the first and the last year with a payment; stamp: the year has its winner
TOP_UP      a: the total granted, a2: the total of this year; `held` and `held_now` have the same totals by level
BEST_OF     a: the amount that lines paid in the year; b: the best team, c: the amount left for it
CARRY_OVER  a: the position in `spent` of its first year; stamp: nothing more fits in the year, for claims in turn
DEDUCTION   a chain of payments, because one payment can belong to several values
FLOOR       a: the highest amount proposed by a line of the year; b: the row of the greatest claim, c: the greatest
            standard
MINIMUM_SUM a: the sum admitted by lines of the year; a2: the same with what the claims of the year ask for
WHOLE_STEPS the same; b: what the sum exceeds a whole number of steps by, less what was cut already

A LIMIT or QUOTA with a span (`slides`) counts what was kept or paid within the span of each claim. Its entries are its
bounds and, after all bounds, its earlier payments, in a chain by day. b: the first entry that still counts, c: the next
earlier payment that does not count yet, a2: the day of the last claim. `held` is the number of entries of each value.

The state of a group that lasts for life has two copies. Within a year a claim counts when it passes; for later years it
counts only if it was admitted in the end. At the end of a year the copy of the year is discarded, and every row of an
admitted claim enters the lasting copy. A row that did not ask enters it too, but takes no place: a QUOTA keeps what it
granted itself. Rooms need no copy, because a charge is final.
"""

from __future__ import annotations

from collections.abc import MutableSequence
from typing import NamedTuple, TypeAlias

LIMIT, QUOTA, EXCLUSIVE, TOP_UP, BEST_OF, CARRY_OVER, DEDUCTION, FLOOR, MINIMUM_SUM, WHOLE_STEPS = range(10)
"""The states, by the numbers of `GroupState`."""

CLAIM, GREATEST, GREATEST_BY_TEXT, QUEUED = range(4)
"""The orders: those of `Order` by their numbers, and QUEUED: what waits comes first in claim order, then the rows."""

LEAST, WHOLE, IN_TURN, IN_PROPORTION, BY_RATIO = range(1, 6)
"""What `number` says of a LIMIT: the least limit of the claims counts, or how the claims share it (`Manner`).
WHOLE and IN_TURN may be said of a CARRY_OVER too.

BY_RATIO: a published ratio cuts them, otherwise the rest.
"""

BOUNDLESS = 2**62
"""No sum is greater but for one without a limit."""

NO_YEAR = 10**9
"""A year that never comes."""

UNPAID = -1
"""Waiting money was not requested in a year."""

DOWN, HALF_UP, UP, HALF_EVEN = range(4)
"""The modes of rounding."""

Ints: TypeAlias = MutableSequence[int]


COURSE_YEAR, COURSE_TURNS, COURSE_BROUGHT = range(3)
"""The places in `course`."""


class KernelTables(NamedTuple):
    """One course as columns of ints.

    `course` has the first year for counting, the number of turns, and the number of claims `brought_forward`.

    Steps: `state`, `order`, `number` of places (LIMIT: `LEAST` or how claims share it), years to `wait`,
    whether it `admits`, whether it `lasts`.

    Claims, in claim order: `clause` (its position in the text), `standard` of an older document (0: none), `exact` (-1:
    the sum is rounded already; otherwise the position in `fractions` of its numerator, denominator, step and mode of
    rounding, and the numerator below which it is not paid). Output: `left`, `admitted`, `raised`.

    Rows, by year, step and claim: segments of a year and a step begin at `seg_first`; a row is a claim (`row_claim`)
    with its bounds from `row_bound` on. A bound is a `group` with one int `more` (LIMIT: the room; MINIMUM_SUM and
    WHOLE_STEPS: the amount; CARRY_OVER: the position of the rooms by year; EXCLUSIVE: the position in `paid` of the
    year's payments; BEST_OF: the team; DEDUCTION: 0 pays, 1 asks, 2 does both; QUOTA: 1 asks, 0 only takes; TOP_UP:
    payments by others up to the year, minus payments that another rule has deducted already) and its `values` up to
    `upto` (QUOTA: the positions of the values that take a place; TOP_UP: the position of its level, if it has one;
    DEDUCTION: the payments that are deducted already; LIMIT: numerator and denominator of a published ratio; FLOOR: the
    EXCLUSIVE groups that can stop the claim).
    Output, the journal: `requested`, `granted`, and the `binding` bound (-1: no bound).

    Carried money: the claims by year from `since` to `until`, the `rest` of their money (input and output), and the
    step and the row with the groups that they ask; `calendar` is the position of the claim's years in `rests` and
    `is_over`, `final` its last year; `paid_at` is the position in `paid_in` of the payments by year (`UNPAID`: it did
    not ask). Output: `lapsed`, and the year.

    Turns are the years, ascending; `turn_end` is the end of their segments. `brought_forward` are the claims with money
    carried by an earlier run. `line`, `queue` and `mark` are work space.

    Spans: whether a group `slides`; the `day` of each claim; of each entry the day on which it `begins` and `ends` to
    count, the amount of an earlier payment (`payment`, 0: a bound), what of it is `counted`, and the `next_entry`.
    """

    state: Ints
    order: Ints
    number: Ints
    wait: Ints
    admits: Ints
    lasts: Ints
    clause: Ints
    standard: Ints
    exact: Ints
    fractions: Ints
    left: Ints
    admitted: Ints
    raised: Ints
    seg_step: Ints
    seg_first: Ints
    row_claim: Ints
    row_bound: Ints
    group: Ints
    more: Ints
    upto: Ints
    values: Ints
    requested: Ints
    granted: Ints
    binding: Ints
    a: Ints
    b: Ints
    c: Ints
    a2: Ints
    stamp: Ints
    held: Ints
    held_now: Ints
    paid: Ints
    team: Ints
    team_place: Ints
    chain: Ints
    next_link: Ints
    link_of: Ints
    links: Ints
    due: Ints
    mark: Ints
    course: Ints
    final: Ints
    calendar: Ints
    is_over: Ints
    rests: Ints
    room: Ints
    spent: Ints
    rest: Ints
    since: Ints
    until: Ints
    step_of_rest: Ints
    row_of_rest: Ints
    paid_at: Ints
    paid_in: Ints
    lapsed: Ints
    lapsed_in: Ints
    turn_year: Ints
    turn_end: Ints
    brought_forward: Ints
    line: Ints
    queue: Ints
    slides: Ints
    day: Ints
    begins: Ints
    ends: Ints
    payment: Ints
    counted: Ints
    next_entry: Ints


def settle(tables: KernelTables) -> None:
    """Settles what the tables hold, in place: year by year, in each the segments of its steps."""
    (state, order, number, wait, admits, lasts, _, _, _, _, left, admitted, _, seg_step, seg_first, row_claim,
     row_bound, group, more, upto, values, requested, granted, binding, a, b, c, a2, stamp, held, held_now, paid,
     _, _, _, _, _, _, _, _, course, final, calendar, _, rests, room, spent, rest, since, until, step_of_rest,
     row_of_rest, paid_at, paid_in, _, _, turn_year, turn_end, brought_forward, line, queue, slides,
     day, _, _, _, _, _) = tables  # fmt: skip
    n_waiting, segment = course[COURSE_BROUGHT], 0
    for z in range(n_waiting):
        queue[z] = brought_forward[z]
    for turn in range(course[COURSE_TURNS]):
        year = turn_year[turn]
        year_index, first_of_year = year - course[COURSE_YEAR], segment
        while segment < turn_end[turn]:
            s = seg_step[segment]
            kind = state[s]
            # ------------------------------------------------------------------------------ who asks, in which order
            asking = 0
            if kind == CARRY_OVER:  # what earlier years left asks too
                for z in range(n_waiting):
                    i = queue[z]
                    is_due = since[i] <= year <= until[i] and year <= final[i]
                    if step_of_rest[i] == s and is_due and not rests[calendar[i] + year_index]:
                        line[asking] = row_of_rest[i]
                        asking += 1
            waiting = asking
            for row in range(seg_first[segment], seg_first[segment + 1]):
                if left[row_claim[row]] > 0:
                    line[asking] = row
                    asking += 1
            segment += 1
            if not asking:
                continue
            if waiting:
                sort_by_claim(tables, waiting if order[s] == QUEUED else asking)
            elif (order[s] == GREATEST or order[s] == GREATEST_BY_TEXT) and asking > 1:
                sort_by_size(tables, asking, order[s])
            if kind == BEST_OF:
                choose_teams(tables, asking, year)
            elif kind == LIMIT and number[s] == LEAST:
                find_least_limits(tables, asking, year)
            elif kind == LIMIT and number[s] == IN_PROPORTION:
                add_up_requests(tables, asking, year)
            elif kind == MINIMUM_SUM:
                add_up_sums(tables, asking, year)
            elif kind == WHOLE_STEPS:
                add_up_sums(tables, asking, year)
                cut_to_whole_steps(tables, asking)
            elif kind == FLOOR:
                raise_greatest(tables, asking, year)
                continue
            # ---------------------------------------------------------------------------- remaining and charged amounts
            for z in range(asking):
                row = line[z]
                i = row_claim[row]
                first, end = row_bound[row], row_bound[row + 1]
                waited = kind == CARRY_OVER and rest[i] > 0
                request = rest[i] if waited else left[i]
                least, bind = request, -1
                if kind == DEDUCTION:
                    least, bind = left_after_deduction(tables, row, request), first
                for bound in range(first, end):
                    g = group[bound]
                    leaves = request
                    if slides[g]:
                        move_span(tables, kind, g, day[i])
                    if kind == LIMIT:
                        leaves = more[bound] - a[g]
                        if number[s] == LEAST and not slides[g]:
                            leaves = b[g] - a[g]
                        elif number[s] >= IN_PROPORTION:
                            ratio = upto[bound - 1] if bound else 0
                            if ratio < upto[bound]:  # published for the year
                                if values[ratio] < values[ratio + 1] and request < BOUNDLESS:
                                    leaves = min(leaves, share_of(request, values[ratio], values[ratio + 1]))
                            elif number[s] == IN_PROPORTION:
                                leaves = request
                                if b[g] < a2[g]:
                                    leaves = share_of(request, b[g], a2[g])
                        elif number[s] >= WHOLE and (leaves < request or stamp[g] == year):
                            leaves = 0
                    elif kind == QUOTA:
                        if more[bound]:
                            new = 0
                            for v in range(upto[bound - 1] if bound else 0, upto[bound]):
                                if not held[values[v]] and (slides[g] or held_now[values[v]] != year):
                                    new += 1
                            if new and (a2[g] if stamp[g] == year else a[g]) + new > number[s]:
                                leaves = 0
                    elif kind == CARRY_OVER:
                        leaves = room[more[bound] + year_index] - spent[a[g] + year_index]
                        if number[s] >= WHOLE and (leaves < request or stamp[g] == year):
                            leaves = 0
                    elif kind == TOP_UP:
                        leaves = request - a[g] - a2[g] - more[bound]
                        for v in range(upto[bound - 1] if bound else 0, upto[bound]):
                            leaves += held[values[v]] + held_now[values[v]]
                    elif kind == EXCLUSIVE:
                        if stamp[g] == year or (a[g] != NO_YEAR and (a[g] != year or b[g] != year)):
                            leaves = 0
                        else:
                            leaves = request - paid[more[bound]]
                    elif kind == BEST_OF:
                        leaves = c[g] if b[g] == more[bound] else 0
                    elif kind == MINIMUM_SUM:
                        leaves = request if a2[g] >= more[bound] else 0
                    elif kind == WHOLE_STEPS:
                        leaves = granted[row]
                    if leaves < least and least > 0:  # the first of equal rooms binds; overdrawn rooms leave 0
                        least, bind = max(0, leaves), bound
                for bound in range(first, end):
                    g = group[bound]
                    if slides[g]:
                        count_entry(tables, kind, g, bound, least)
                    elif kind == LIMIT:
                        a[g] += least
                        if number[s] == IN_TURN and least < request:
                            stamp[g] = year
                    elif kind == QUOTA:
                        if least:
                            if stamp[g] != year:
                                stamp[g], a2[g] = year, a[g]
                            for v in range(upto[bound - 1] if bound else 0, upto[bound]):
                                if not held[values[v]] and held_now[values[v]] != year:
                                    held_now[values[v]] = year
                                    a2[g] += 1
                    elif kind == CARRY_OVER:
                        spent[a[g] + year_index] += least
                        if number[s] == IN_TURN and least < request:
                            stamp[g] = year
                    elif kind == TOP_UP:
                        a2[g] += least
                        for v in range(upto[bound - 1] if bound else 0, upto[bound]):
                            held_now[values[v]] += least
                    elif kind == EXCLUSIVE:
                        if a[g] == NO_YEAR or (a[g] == year and b[g] == year):
                            stamp[g] = year
                    elif kind == BEST_OF and b[g] == more[bound]:
                        c[g] -= least
                # -------------------------------------------------------------------------- the journal
                if waited:
                    rest[i] -= least
                    paid_in[paid_at[i] + year_index] = least
                    continue
                requested[row], granted[row], binding[row] = request, least, bind
                left[i] = least
                if admits[s]:
                    admitted[i] = least
                elif kind == CARRY_OVER and least < request:
                    rest[i], since[i], until[i] = request - least, year + 1, year + wait[s]
                    step_of_rest[i], row_of_rest[i] = s, row
                    paid_in[paid_at[i] + year_index] = least
                    queue[n_waiting] = i
                    n_waiting += 1
        # ---------------------------------------------------------------------------------------- the year ends
        if n_waiting:
            n_waiting = end_waiting_year(tables, n_waiting, year)
        for of_year in range(first_of_year, segment):
            if lasts[seg_step[of_year]]:
                keep_for_later_years(tables, of_year, year)


def move_span(tables: KernelTables, kind: int, g: int, day: int) -> None:
    """Moves the span of a group to the day of a claim: earlier payments begin to count, and entries end to count."""
    begins, ends, payment, counted, next_entry = (
        tables.begins, tables.ends, tables.payment, tables.counted, tables.next_entry
    )  # fmt: skip
    entry = tables.c[g]
    while entry >= 0 and begins[entry] <= day:
        count_entry(tables, kind, g, entry, payment[entry])
        entry = next_entry[entry]
    tables.c[g] = entry
    entry = tables.b[g]
    while entry >= 0 and ends[entry] <= day:
        count_entry(tables, kind, g, entry, -counted[entry])
        entry = next_entry[entry]
    tables.b[g], tables.a2[g] = entry, day


def count_entry(tables: KernelTables, kind: int, g: int, entry: int, change: int) -> None:
    """Adds to what an entry of a span counts for its group, or subtracts from it."""
    a, held, values, upto = tables.a, tables.held, tables.values, tables.upto
    if change:
        tables.counted[entry] += change
        if kind == LIMIT:
            a[g] += change
        else:
            for v in range(upto[entry - 1] if entry else 0, upto[entry]):
                if change > 0:
                    a[g] += held[values[v]] == 0
                    held[values[v]] += 1
                else:
                    held[values[v]] -= 1
                    a[g] -= held[values[v]] == 0


def sort_by_claim(tables: KernelTables, asking: int) -> None:
    """Puts those who ask in claim order; few stand out of it, for the claims of earlier years come first."""
    line, row_claim = tables.line, tables.row_claim
    for z in range(1, asking):
        row, y = line[z], z - 1
        while y >= 0 and row_claim[line[y]] > row_claim[row]:
            line[y + 1] = line[y]
            y -= 1
        line[y + 1] = row


def sort_by_size(tables: KernelTables, asking: int, order: int) -> None:
    """Puts the greatest of those who ask first, of equal ones as the order says; in wide steps first, for a cohort has
    many that ask."""
    line, row_claim, left, clause = tables.line, tables.row_claim, tables.left, tables.clause
    gap = 1
    while gap * 5 < asking * 2:
        gap = (gap * 9 + 3) // 4
    while gap > 0:
        for z in range(gap, asking):
            row = line[z]
            i, y = row_claim[row], z - gap
            while y >= 0:
                j = row_claim[line[y]]
                if left[j] > left[i]:
                    break
                if left[j] == left[i]:
                    if order == GREATEST or clause[j] == clause[i]:
                        if line[y] < row:
                            break
                    elif clause[j] < clause[i]:
                        break
                line[y + gap] = line[y]
                y -= gap
            line[y + gap] = row
        gap = max(1, (gap - 1) * 4 // 9) if gap > 1 else 0


def choose_teams(tables: KernelTables, asking: int, year: int) -> None:
    """Adds up the sum of each team, then chooses the best team of each group."""
    line, row_claim, row_bound, group, more = (
        tables.line, tables.row_claim, tables.row_bound, tables.group, tables.more
    )  # fmt: skip
    left, team, team_place, stamp = tables.left, tables.team, tables.team_place, tables.stamp
    for z in range(asking):
        for bound in range(row_bound[line[z]], row_bound[line[z] + 1]):
            team[more[bound]] += left[row_claim[line[z]]]
    for z in range(asking):
        for bound in range(row_bound[line[z]], row_bound[line[z] + 1]):
            g, competitor = group[bound], more[bound]
            best = tables.b[g] if stamp[g] == year else competitor
            if team[competitor] > team[best] or (
                team[competitor] == team[best] and team_place[competitor] < team_place[best]
            ):
                best = competitor
            stamp[g], tables.b[g], tables.c[g] = year, best, max(0, team[best] - tables.a[g])


def find_least_limits(tables: KernelTables, asking: int, year: int) -> None:
    """The least limit of each group among the claims that ask: each claim states the limit by its own facts."""
    line, row_bound, group, more = tables.line, tables.row_bound, tables.group, tables.more
    b, stamp = tables.b, tables.stamp
    for z in range(asking):
        for bound in range(row_bound[line[z]], row_bound[line[z] + 1]):
            g = group[bound]
            if not tables.slides[g] and (stamp[g] != year or more[bound] < b[g]):
                stamp[g], b[g] = year, more[bound]


def add_up_requests(tables: KernelTables, asking: int, year: int) -> None:
    """The sum that the claims ask of each group, and the rest of its limit before them."""
    line, row_claim, row_bound, group, more = (
        tables.line, tables.row_claim, tables.row_bound, tables.group, tables.more
    )  # fmt: skip
    left, a, b, a2, stamp = tables.left, tables.a, tables.b, tables.a2, tables.stamp
    for z in range(asking):
        for bound in range(row_bound[line[z]], row_bound[line[z] + 1]):
            g = group[bound]
            if stamp[g] != year:
                stamp[g], a2[g], b[g] = year, 0, max(0, more[bound] - a[g])
            a2[g] += left[row_claim[line[z]]]


def add_up_sums(tables: KernelTables, asking: int, year: int) -> None:
    """The sum of each group: what lines of the year admitted, and what the claims ask for."""
    line, row_claim, row_bound, group = tables.line, tables.row_claim, tables.row_bound, tables.group
    left, a, a2, stamp = tables.left, tables.a, tables.a2, tables.stamp
    for z in range(asking):
        for bound in range(row_bound[line[z]], row_bound[line[z] + 1]):
            g = group[bound]
            if stamp[g] != year:
                stamp[g], a2[g] = year, a[g]
            a2[g] += left[row_claim[line[z]]]


def cut_to_whole_steps(tables: KernelTables, asking: int) -> None:
    """Cuts the last claims of each group, so that its sum is a whole number of steps; `granted` gets the rest."""
    line, row_claim, row_bound, group, more = (
        tables.line, tables.row_claim, tables.row_bound, tables.group, tables.more
    )  # fmt: skip
    left, granted, a2, b = tables.left, tables.granted, tables.a2, tables.b
    for z in range(asking):
        for bound in range(row_bound[line[z]], row_bound[line[z] + 1]):
            b[group[bound]] = a2[group[bound]] % more[bound]
    for z in range(asking - 1, -1, -1):
        row = line[z]
        granted[row] = left[row_claim[row]]
        for bound in range(row_bound[row], row_bound[row + 1]):
            cut = min(granted[row], b[group[bound]])
            granted[row] -= cut
            b[group[bound]] -= cut


def share_of(request: int, room: int, total: int) -> int:
    """`request` × `room` ÷ `total`, rounded down, for a room below the total. The product may leave 64 bits, so it is
    divided bit by bit.
    """
    whole, rest = 0, 0
    for bit in range(62, -1, -1):
        whole, rest = whole * 2, rest * 2
        if rest >= total:
            whole, rest = whole + 1, rest - total
        if (request >> bit) & 1:
            rest += room
            if rest >= total:
                whole, rest = whole + 1, rest - total
    return whole


def raise_greatest(tables: KernelTables, asking: int, year: int) -> None:
    """Raises the greatest claim of each group to the greatest standard, but for those that payments stop."""
    line, row_claim, row_bound, group, left = (
        tables.line, tables.row_claim, tables.row_bound, tables.group, tables.left
    )  # fmt: skip
    clause, a, b, c, stamp = tables.clause, tables.a, tables.b, tables.c, tables.stamp
    may_rise = 0
    for z in range(asking):
        if not is_stopped(tables, line[z], year):
            line[may_rise] = line[z]
            may_rise += 1
    for z in range(may_rise):
        i = row_claim[line[z]]
        for bound in range(row_bound[line[z]], row_bound[line[z] + 1]):
            g = group[bound]
            if stamp[g] != year:
                stamp[g], b[g], c[g] = year, line[z], 0
            j = row_claim[b[g]]
            c[g] = max(c[g], tables.standard[i])
            if left[i] > left[j] or (left[i] == left[j] and clause[i] < clause[j]):
                b[g] = line[z]
    for z in range(may_rise):
        for bound in range(row_bound[line[z]], row_bound[line[z] + 1]):
            g = group[bound]
            best, most = b[g], c[g]
            i = row_claim[best]
            c[g] = -1  # it raises once
            if most <= left[i] or most <= a[g]:
                continue
            if tables.binding[best] < 0:
                tables.requested[best], tables.binding[best] = left[i], bound
            tables.granted[best] = most
            tables.raised[i] += most - left[i]
            left[i] = tables.admitted[i] = most
            for other in range(row_bound[best], row_bound[best + 1]):  # it may be the best elsewhere now
                g = group[other]
                j = row_claim[b[g]]
                is_before = clause[i] < clause[j] or (clause[i] == clause[j] and best < b[g])
                if most > left[j] or (most == left[j] and is_before):
                    b[g] = best


def is_stopped(tables: KernelTables, row: int, year: int) -> bool:
    """Whether a payment of a different year will stop a claim. The row of the claim lists the groups of FIRST."""
    row_bound, upto, a, b = tables.row_bound, tables.upto, tables.a, tables.b
    for v in range(upto[row_bound[row] - 1] if row_bound[row] else 0, upto[row_bound[row + 1] - 1]):
        g = tables.values[v]
        if a[g] != NO_YEAR and (a[g] != year or b[g] != year):
            return True
    return False


def left_after_deduction(tables: KernelTables, row: int, request: int) -> int:
    """The amount left of a claim after the payments for its matters. One payment can belong to several values."""
    row_bound, upto, values, mark = tables.row_bound, tables.upto, tables.values, tables.mark
    first, end, deducted = row_bound[row], row_bound[row + 1], 0
    for v in range(upto[first - 1] if first else 0, upto[end - 1]):
        mark[values[v]] = row  # what is deducted already
    for bound in range(first, end):
        link = tables.chain[tables.group[bound]] if tables.more[bound] else -1
        while link >= 0:
            payment = tables.link_of[link]
            if mark[payment] != row:
                mark[payment] = row
                deducted += tables.due[payment]
            link = tables.next_link[link]
    if not deducted:
        return request
    exact = tables.exact[tables.row_claim[row]]
    if exact >= 0:
        return min(request, round_after_deduction(tables.fractions, exact, deducted))
    return max(0, request - deducted)


def end_waiting_year(tables: KernelTables, n_waiting: int, year: int) -> int:
    """Lets what waited for its last year lapse; how many claims wait still."""
    queue, rest, since, until = tables.queue, tables.rest, tables.since, tables.until
    still, year_index = 0, year - tables.course[COURSE_YEAR]
    for z in range(n_waiting):
        i = queue[z]
        is_told = until[i] < since[i]  # an earlier run has settled its last year, which was not over then
        if rest[i] and year <= tables.final[i] and (since[i] <= year or is_told):
            if not is_told and tables.paid_in[tables.paid_at[i] + year_index] == UNPAID:
                tables.paid_in[tables.paid_at[i] + year_index] = 0
            if until[i] < year or (until[i] == year and tables.is_over[tables.calendar[i] + year_index]):
                tables.lapsed[i], tables.lapsed_in[i], rest[i] = rest[i], max(year, since[i]), 0
        if rest[i]:
            queue[still] = i
            still += 1
    return still


def keep_for_later_years(tables: KernelTables, segment: int, year: int) -> None:
    """Enters what a segment admitted in the year into the copies of its groups that last."""
    group, upto, values, held, a = tables.group, tables.upto, tables.values, tables.held, tables.a
    kind = tables.state[tables.seg_step[segment]]
    for row in range(tables.seg_first[segment], tables.seg_first[segment + 1]):
        i = tables.row_claim[row]
        admitted = tables.admitted[i]
        if kind == QUOTA:
            for bound in range(tables.row_bound[row], tables.row_bound[row + 1]):
                g = group[bound]
                if tables.slides[g] and tables.ends[bound] > tables.a2[g] and admitted == 0:
                    count_entry(tables, kind, g, bound, -tables.counted[bound])
        if kind == TOP_UP:
            for bound in range(tables.row_bound[row], tables.row_bound[row + 1]):
                a[group[bound]] += admitted
                tables.a2[group[bound]] = 0
                for v in range(upto[bound - 1] if bound else 0, upto[bound]):
                    held[values[v]] += admitted
                    tables.held_now[values[v]] = 0
        elif admitted > 0:
            for bound in range(tables.row_bound[row], tables.row_bound[row + 1]):
                g = group[bound]
                if kind == QUOTA and tables.granted[row] > 0 and not tables.slides[g]:
                    for v in range(upto[bound - 1] if bound else 0, upto[bound]):
                        if not held[values[v]]:
                            held[values[v]] = 1
                            a[g] += 1
                elif kind == EXCLUSIVE:
                    a[g], tables.b[g] = min(a[g], year), max(tables.b[g], year)
                elif kind == DEDUCTION and tables.more[bound] != 1:
                    link = tables.links[0]
                    tables.links[0] = link + 1
                    tables.link_of[link], tables.next_link[link], tables.chain[g] = i, tables.chain[g], link
                    tables.due[i] = admitted


def round_after_deduction(fractions: Ints, index: int, deducted: int) -> int:
    """A sum before its rounding less what is deducted, not below 0, rounded once; 0 if it is below its threshold."""
    step, mode = fractions[index + 2], fractions[index + 3]
    size = fractions[index + 1] * step
    over = fractions[index] - deducted * fractions[index + 1]
    if over <= 0 or over < fractions[index + 4]:
        return 0
    whole = over // size
    twice = 2 * (over - whole * size)
    if mode == UP:
        whole += twice > 0
    elif mode == HALF_UP:
        whole += twice >= size
    elif mode == HALF_EVEN:
        whole += twice > size or (twice == size and whole % 2 == 1)
    return whole * step
