"""The claims of one applicant in claim order: by year, day, clause, item and record."""

from __future__ import annotations

from ipdsl.batch.kernel.claims import CARRIED
from ipdsl.batch.kernel.rules import NO_DAY, NOT_LISTED, ChunkTables, PolicyTables
from ipdsl.batch.kernel.values import PRIOR_PAYMENTS, SAME_RECORDS, SETTLED, TOO_LARGE, Ints, sort, sort_equal_keys
from ipdsl.batch.kernel.workspace import CLAIMS, LARGE, Workspace

SMALL = 30
"""Claims below so many bits cannot leave 64 bits together; of larger ones the sum is looked at without these bits."""

FIRST_DAY = 2**19
"""No day is so many days before 1970."""

NO_ROOM = -1


def order_claims(i: int, n: int, left: Ints, policy: PolicyTables, chunk: ChunkTables, work: Workspace) -> int:
    """Puts `n` written claims in order, with the money that lines carried; how many there are then.

    None where the applicant is `left`; `NO_ROOM` where there are too many.
    """
    lines = chunk.prior.begin[i + 1] - chunk.prior.begin[i]
    if n + lines > work.sizes[CLAIMS]:
        work.needs[CLAIMS] = n + lines
        return NO_ROOM
    many = place_claims(i, n, chunk, work)
    if lines:
        many = place_carried(i, n, many, left, policy, chunk, work)
    if left[i] == SETTLED and is_too_large(many, work):
        left[i] = TOO_LARGE
    if left[i] != SETTLED:
        return 0
    order, written = work.order, work.written
    for at in range(many):
        c = order.place[at]
        day = written.day[c]
        is_late = policy.late[0] <= day and day < policy.late[1] and policy.may_be_late[written.clause[c]]
        year = written.year[c] * 2 + (1 if is_late else 0)
        order.sort_key[at] = (year << 37) | ((day + FIRST_DAY) << 16) | written.clause[c]
    sort_claims(many, work)
    if not mark_repeated(many, policy, work):
        left[i] = SAME_RECORDS
        return 0
    return write_claims(i, many, policy, chunk, work)


def place_claims(i: int, n: int, chunk: ChunkTables, work: Workspace) -> int:
    """The places of the claims that are neither settled by a line nor excluded from a quota; how many there are."""
    many, has_excluded = 0, len(chunk.excluded_at) > 0
    for c in range(n):
        if has_excluded and chunk.excluded[chunk.excluded_at[i] + c]:
            continue
        if not is_settled(i, c, chunk, work):
            work.order.place[many] = c
            many += 1
    return many


def is_settled(i: int, c: int, chunk: ChunkTables, work: Workspace) -> int:
    """Whether a line holds the event of a claim: that of its day, or every one of its item and year."""
    prior, written = chunk.prior, work.written
    for line in range(prior.begin[i], prior.begin[i + 1]):
        if prior.clause[line] == written.clause[c] and prior.item[line] == written.item[c]:
            if prior.day[line] == written.day[c]:
                return 1
            if prior.day[line] == NO_DAY and prior.year[line] == written.year[c]:
                return 1
    return 0


def place_carried(
    i: int, n: int, many: int, left: Ints, policy: PolicyTables, chunk: ChunkTables, work: Workspace
) -> int:  # fmt: skip
    """Adds the money that lines carried, each as a claim of its line; how many claims there are then.

    The applicant is left where columns cannot put one in order: its item is not listed, and another claim is of its day
    and award.
    """
    prior, place, first = chunk.prior, work.order.place, many
    for line in range(prior.begin[i], prior.begin[i + 1]):
        if prior.carried[line] > 0:
            write_carried(i, n + many - first, line, policy, chunk, work)
            place[many] = n + many - first
            many += 1
            if prior.day[line] == NO_DAY or not policy.can_carry[prior.clause[line]]:
                left[i] = PRIOR_PAYMENTS
    for at in range(first, many):
        line = CARRIED - work.written.record[place[at]]
        if prior.item[line] == NOT_LISTED:
            for other in range(many):
                if other != at and is_of_event(place[other], place[at], work):
                    left[i] = PRIOR_PAYMENTS
    return many


def is_of_event(c: int, d: int, work: Workspace) -> int:
    """Whether two claims are of one day and award."""
    written = work.written
    return 1 if written.day[c] == written.day[d] and written.clause[c] == written.clause[d] else 0


def write_carried(i: int, c: int, line: int, policy: PolicyTables, chunk: ChunkTables, work: Workspace) -> None:
    """Writes the money that a line carried as a claim."""
    prior, written = chunk.prior, work.written
    x = prior.clause[line]
    written.who[c], written.day[c], written.year[c], written.clause[c] = i, prior.day[line], prior.year[line], x
    written.item[c] = CARRIED - line if prior.item[line] == NOT_LISTED else prior.item[line]
    written.record[c], written.total[c], written.before[c], written.row[c] = CARRIED - line, prior.carried[line], 0, -1
    view = prior.view_at[line]
    for p in range(policy.width):
        column = policy.carried[x * policy.width + p]
        written.key[c * policy.width + p] = prior.keys[view * chunk.prior_width + column] if column >= 0 else -1


def is_too_large(many: int, work: Workspace) -> int:
    """Whether the sum of the claims might leave 64 bits."""
    parts: int = work.counts[LARGE]
    for at in range(many):
        parts += work.written.total[work.order.place[at]] >> SMALL
    return parts > 1 << SMALL


def sort_claims(many: int, work: Workspace) -> None:
    """Sorts the places of the claims by their keys, items and records."""
    order, written = work.order, work.written
    sort(order.sort_key, order.place, 0, many, order.spare)
    position = 0
    while position < many:
        stop, key = position + 1, order.sort_key[position]
        while stop < many and order.sort_key[stop] == key:
            stop += 1
        if stop - position > 1:
            for x in range(position, stop):
                order.sort_key[x] = written.item[order.place[x]]
            sort(order.sort_key, order.place, position, stop, order.spare)
            sort_equal_keys(order.sort_key, order.place, position, stop, written.record, order.spare)
            for x in range(position, stop):
                order.sort_key[x] = key
        position = stop


def mark_repeated(many: int, policy: PolicyTables, work: Workspace) -> int:
    """Keep the first claim of an event of an item under an award; the others repeat it.

    If the sums or keys of two claims differ, the contents of their records decide which is first; then the result is 0.
    """
    order, written = work.order, work.written
    for at in range(many):
        order.repeats[at] = 0
        if at == 0 or order.sort_key[at] != order.sort_key[at - 1]:
            continue
        c, d = order.place[at], order.place[at - 1]
        if written.item[c] != written.item[d]:
            continue
        order.repeats[at] = 1
        if written.total[c] != written.total[d] or written.row[c] != written.row[d]:
            return 0
        for p in range(policy.width):
            if written.key[c * policy.width + p] != written.key[d * policy.width + p]:
                return 0
    return 1


def write_claims(i: int, many: int, policy: PolicyTables, chunk: ChunkTables, work: Workspace) -> int:
    """Writes the claims that stand, in their order; how many there are."""
    written, claims, width, m = work.written, work.claims, policy.width, 0
    for at in range(many):
        if work.order.repeats[at]:
            continue
        c = work.order.place[at]
        claims.place[m], claims.clause[m], claims.year[m] = c, written.clause[c], written.year[c]
        claims.total[m], claims.item[m] = written.total[c], written.item[c]
        claims.record[m], claims.row[m], claims.since[m], claims.until[m] = written.record[c], written.row[c], 0, 0
        for p in range(width):
            claims.key[m * width + p] = written.key[c * width + p]
        line = CARRIED - written.record[c]
        if line >= 0:
            since = chunk.prior.since[line]
            claims.standard[m], claims.since[m] = 0, since  # nobody asks after the last year that is settled
            claims.until[m] = min(chunk.prior.until[line], max(chunk.last_settled[i] + 1, since))
        else:
            claims.standard[m] = standard_of(i, m, policy, chunk, work)
        m += 1
    return m


def standard_of(i: int, c: int, policy: PolicyTables, chunk: ChunkTables, work: Workspace) -> int:
    """The greatest sum that an older document promised for the matter of a claim."""
    rules, standards, greatest = policy.standards, chunk.standards, 0
    x = work.claims.clause[c]
    for line in range(standards.begin[i], standards.begin[i + 1]):
        for index in range(rules.begin[x], rules.begin[x + 1]):
            matter = work.claims.key[c * policy.width + rules.column[index]]
            if matter >= 0 and standards.matter[line * rules.many + rules.matter[index]] == matter:
                greatest = max(greatest, standards.sum[line])
    return greatest
