"""Settle one applicant: order its claims, find their groups, run the kernel, and write the results."""

from __future__ import annotations

from typing import NamedTuple

from ipdsl.batch.kernel.claims import WrittenClaims
from ipdsl.batch.kernel.groups import empty_names
from ipdsl.batch.kernel.order import NO_ROOM, order_claims
from ipdsl.batch.kernel.payments import count_payments, link_payments, most_links
from ipdsl.batch.kernel.requests import (
    UNKNOWN_ROOM,
    find_binding_groups,
    find_binding_years,
    has_standard,
    most_requests,
    request_groups,
)
from ipdsl.batch.kernel.rows import prepare_waiting, write_brought_forward, write_years
from ipdsl.batch.kernel.rules import ChunkTables, PolicyTables
from ipdsl.batch.kernel.sort import Ints
from ipdsl.batch.kernel.values import OPEN
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
    COURSE_BROUGHT,
    COURSE_TURNS,
    COURSE_YEAR,
    EXCLUSIVE,
    NO_YEAR,
    UNPAID,
    settle,
)


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
