"""Earlier payments to an applicant, linked to the groups of its claims.

Payments of other documents precede the settled lines of the policy. A payment is ignored if no claim has its group.
`ipdsl.kernel.grouping` calculates the effect of a state on the payments before the first year.

The claims of one applicant in claim order: by year, day, clause, item and record.
"""

from __future__ import annotations

from ipdsl.batch.kernel.tables import ANY_ROW, CARRIED, NO_DAY, NOT_LISTED, ChunkTables, PolicyTables
from ipdsl.batch.kernel.values import (
    PRIOR_PAYMENTS,
    SAME_RECORDS,
    SETTLED,
    TOO_LARGE,
    Ints,
    find_name,
    number_place,
    sort,
    sort_equal_keys,
)
from ipdsl.batch.kernel.workspace import CLAIMS, EXTERNAL, HELD, LARGE, LINKS, PRIOR, Workspace
from ipdsl.kernel.allocation import BEST_OF, DEDUCTION, EXCLUSIVE, FLOOR, LIMIT, QUOTA, TOP_UP

LEVEL_KIND = -5
"""In place of the kind of a value of a group: the sum of a level."""


def most_links(i: int, policy: PolicyTables, chunk: ChunkTables) -> int:
    """How many payments and links to groups an applicant may have at most."""
    external, prior, recall = chunk.external, chunk.prior, policy.recall
    links = 0
    for line in range(external.begin[i], external.begin[i + 1]):
        kind = external.kind[line]
        links += 1 + policy.external.kind_at[kind + 1] - policy.external.kind_at[kind]
    for line in range(prior.begin[i], prior.begin[i + 1]):
        x, views = prior.clause[line], prior.view_at[line + 1] - prior.view_at[line]
        links += 1 + (recall.rule_at[x + 1] - recall.rule_at[x]) * (views * views + recall.rows + 1)
    return links


def link_payments(i: int, n: int, policy: PolicyTables, chunk: ChunkTables, work: Workspace) -> None:
    """Links all payments of an applicant with `n` claims."""
    external, prior = chunk.external, chunk.prior
    line, many = 0, external.begin[i + 1] - external.begin[i]
    work.counts[EXTERNAL], work.counts[PRIOR] = many, prior.begin[i]
    while line < many:
        at = external.begin[i] + line
        write_payment(line, n, external.year[at], external.sum[at], work)
        link_external(at, line, n, policy, chunk, work)
        line += 1
    for at in range(prior.begin[i], prior.begin[i + 1]):
        write_payment(line, n, prior.year[at], prior.admitted[at], work)
        link_prior(at, line, n, policy, chunk, work)
        line += 1


def write_payment(line: int, n: int, year: int, paid: int, work: Workspace) -> None:
    """Copies a payment to where it is counted."""
    work.payments.year[line], work.payments.seen[line] = year, 0
    work.tables.due[n + line], work.tables.mark[n + line] = paid, -1


def link(g: int, line: int, n: int, work: Workspace) -> None:
    """Adds a payment to those of a group."""
    tables, links = work.tables, work.counts[LINKS]
    tables.link_of[links], tables.next_link[links], tables.chain[g] = n + line, tables.chain[g], links
    work.counts[LINKS] = links + 1


def link_external(
    at: int, line: int, n: int, policy: PolicyTables, chunk: ChunkTables, work: Workspace
) -> None:  # fmt: skip
    """Links a payment of another document to the groups that count it."""
    external, counting, tables, part = chunk.external, policy.external, work.tables, work.part
    year = external.year[at]
    for index in range(counting.kind_at[external.kind[at]], counting.kind_at[external.kind[at] + 1]):
        k = counting.kind_rules[index]
        is_met = 1
        for p in range(3):
            part[p] = -1
            if counting.key[k * 3 + p] >= 0:
                part[p] = external.keys[at * chunk.external_width + counting.key[k * 3 + p]]
                if part[p] < 0:
                    is_met = 0
        if not is_met:
            continue
        g = find_name(work.group_names, k, part[0], part[1], part[2], year if policy.rules.is_per_year[k] else -1)
        if g >= 0:
            link(g, line, n, work)
            if policy.rules.state[k] == EXCLUSIVE:
                tables.a[g], tables.b[g] = min(tables.a[g], year), max(tables.b[g], year)


def link_prior(at: int, line: int, n: int, policy: PolicyTables, chunk: ChunkTables, work: Workspace) -> None:
    """Links a line of the policy to the groups that count it."""
    prior, recall, rules = chunk.prior, policy.recall, policy.rules
    x = prior.clause[at]
    for index in range(recall.rule_at[x], recall.rule_at[x + 1]):
        k = recall.clause_rules[index]
        if rules.once[k] and prior.admitted[at] <= 0:
            continue
        if rules.is_per_item[k]:
            link_item(at, line, n, k, policy, chunk, work)
            continue
        for view in range(prior.view_at[at], prior.view_at[at + 1]):
            link_view(at, view, line, n, k, policy, chunk, work)


def link_item(
    at: int, line: int, n: int, k: int, policy: PolicyTables, chunk: ChunkTables, work: Workspace
) -> None:  # fmt: skip
    """Links a line to the groups of its item: that of its row, or those of all rows."""
    prior, recall = chunk.prior, policy.recall
    x = prior.clause[at]
    first, end = prior.row[at], prior.row[at] + 1
    if policy.rules.row_matters[x] == 0:
        first, end = -1, 0
    elif prior.row[at] == ANY_ROW:
        first, end = -1, recall.rows
    if prior.item[at] == NOT_LISTED:
        end = first
    for row in range(first, end):
        g = find_name(work.group_names, k, row, recall.root[x], prior.item[at], -1)
        if g >= 0:
            link(g, line, n, work)
            work.tables.a[g] = 1


def link_view(
    at: int, view: int, line: int, n: int, k: int, policy: PolicyTables, chunk: ChunkTables, work: Workspace
) -> None:  # fmt: skip
    """Link a line to the group of its keys; a line has several groups if one of its keys is a list."""
    prior, recall, tables, part = chunk.prior, policy.recall, work.tables, work.part
    for p in range(3):
        part[p] = -1
        if recall.key[k * 3 + p] >= 0:
            part[p] = prior.keys[view * chunk.prior_width + recall.key[k * 3 + p]]
            if part[p] < 0:
                return
    year = prior.year[at] if policy.rules.is_per_year[k] else -1
    g = find_name(work.group_names, k, part[0], part[1], part[2], year)
    if g < 0:
        return
    if tables.chain[g] >= 0 and tables.link_of[tables.chain[g]] == n + line:
        return  # another value of a list leads to the same group
    link(g, line, n, work)
    open_group(g, k, at, view, policy, chunk, work)


def open_group(
    g: int, k: int, at: int, view: int, policy: PolicyTables, chunk: ChunkTables, work: Workspace
) -> None:  # fmt: skip
    """Lets a group begin with what a line was charged, paid or promised."""
    prior, recall, tables, kind = chunk.prior, policy.recall, work.tables, policy.rules.state[k]
    if kind == LIMIT:
        tables.a[g] += prior.sums[at * chunk.prior_sums + recall.sum[k]]
    elif kind == BEST_OF:
        tables.a[g] += max(0, prior.due[at])
    elif policy.rules.once[k]:
        tables.a[g] = 1
    elif kind == QUOTA:
        if prior.admitted[at] > 0 and (prior.due[at] > 0 or prior.sums[at * chunk.prior_sums + recall.sum[k]] > 0):
            hold_places(at, g, k, policy, chunk, work)
    elif kind == EXCLUSIVE:
        if prior.admitted[at] > 0:
            tables.a[g], tables.b[g] = min(tables.a[g], prior.year[at]), max(tables.b[g], prior.year[at])
    elif kind == TOP_UP:
        tables.a[g] += prior.admitted[at]
        level = prior.keys[view * chunk.prior_width + recall.level] if recall.level >= 0 else -1
        if level >= 0:
            value = value_of(g, LEVEL_KIND, level, 0, work)
            tables.held[value] += prior.admitted[at]
    elif kind == FLOOR:
        tables.a[g] = max(tables.a[g], prior.proposed[at])


def value_of(g: int, kind: int, value: int, held: int, work: Workspace) -> int:
    """The place of a value of a group in the `held` table; a new place begins with `held`."""
    at = number_place(work.value_names, g, kind, value, 0, 0)
    if work.value_names.names[at] < 0:
        work.value_names.names[at] = new_value(held, work)
    number: int = work.value_names.names[at]
    return number


def new_value(held: int, work: Workspace) -> int:
    """A place in `held` that nothing has yet."""
    number: int = work.counts[HELD]
    work.tables.held[number], work.tables.held_now[number] = held, 0
    work.counts[HELD] = number + 1
    return number


def hold_places(
    at: int, g: int, k: int, policy: PolicyTables, chunk: ChunkTables, work: Workspace
) -> None:  # fmt: skip
    """The places of a group that a line uses."""
    prior = chunk.prior
    for view in range(prior.view_at[at], prior.view_at[at + 1]):
        kind, value = policy.recall.root[prior.clause[at]], prior.place[at]
        if policy.rules.counts[k]:
            kind, value = -2, prior.keys[view * chunk.prior_width + policy.recall.counts[k]]
            if value < 0:
                continue
        many = work.counts[HELD]
        value_of(g, kind, value, 1, work)
        if work.counts[HELD] > many:
            work.tables.a[g] += 1


def due_in_year(n: int, year: int, first_link: int, chunk: ChunkTables, work: Workspace) -> int:
    """What the lines of a group were paid in a year."""
    prior, total, next_link = chunk.prior, 0, first_link
    while next_link >= 0:
        at = prior_line(n, next_link, work)
        for index in range(prior.paid_at[at], prior.paid_at[at + 1]):
            if prior.paid_year[index] == year:
                total += prior.paid[index]
        next_link = work.tables.next_link[next_link]
    return total


def due_of_team(
    n: int, s: int, competitor: int, first_link: int, policy: PolicyTables, chunk: ChunkTables, work: Workspace
) -> int:  # fmt: skip
    """What the lines of an inner block were paid, with which it competes."""
    total, next_link = 0, first_link
    while next_link >= 0:
        at = prior_line(n, next_link, work)
        if policy.rules.team[s * policy.clauses + chunk.prior.clause[at]] == competitor:
            total += max(0, chunk.prior.due[at])
        next_link = work.tables.next_link[next_link]
    return total


def prior_line(n: int, next_link: int, work: Workspace) -> int:
    """The line of the policy to which a link leads."""
    line: int = work.counts[PRIOR] - work.counts[EXTERNAL] - n + work.tables.link_of[next_link]
    return line


def count_payments(n: int, requests: int, policy: PolicyTables, chunk: ChunkTables, work: Workspace) -> None:
    """What was paid for each request before: what one rule of a claim has counted no later one counts."""
    claims, rules = work.claims, policy.rules
    for a in range(requests):
        work.requests.paid[a] = 0
        c, k, g = work.requests.claim[a], work.requests.rule[a], work.requests.group[a]
        kind = rules.state[k]
        if work.tables.chain[g] < 0 or (kind != EXCLUSIVE and kind != TOP_UP and kind != DEDUCTION):
            continue
        x = claims.clause[c]
        if kind == DEDUCTION and not (rules.deducts[x] and rules.reached[k * policy.clauses + x]):
            continue
        work.requests.paid[a] = paid_before(n, c, kind, work.tables.chain[g], policy, chunk, work)


def paid_before(
    n: int, c: int, kind: int, first_link: int, policy: PolicyTables, chunk: ChunkTables, work: Workspace
) -> int:  # fmt: skip
    """What a rule counts of the payments of a group for a claim; those that it counts are marked."""
    payments, tables, year = work.payments, work.tables, work.claims.year[c]
    total, next_link = 0, first_link
    while next_link >= 0:
        line = tables.link_of[next_link] - n
        is_seen, paid = payments.seen[line] == c + 1, tables.due[n + line]
        if kind == EXCLUSIVE:
            if payments.year[line] == year and not is_seen:
                total += paid
                payments.seen[line] = -c - 1
        elif kind == TOP_UP:
            if line < work.counts[EXTERNAL]:
                if payments.year[line] <= year and not is_seen:
                    total += paid
            elif is_seen and not is_of_level(c, prior_line(n, next_link, work), policy, chunk, work):
                total -= paid  # what is deducted already is not among what was granted at other levels
        elif line < work.counts[EXTERNAL]:
            payments.seen[line] = -c - 1
        next_link = tables.next_link[next_link]
    next_link = first_link
    while next_link >= 0:
        line = tables.link_of[next_link] - n
        if payments.seen[line] == -c - 1:
            payments.seen[line] = c + 1
        next_link = tables.next_link[next_link]
    return total


def is_of_level(c: int, at: int, policy: PolicyTables, chunk: ChunkTables, work: Workspace) -> int:
    """Whether a line has the level of a claim; a line without a level does not."""
    column = policy.rules.level[work.claims.clause[c]]
    level = work.claims.key[c * policy.width + column] if column >= 0 else -1
    view = chunk.prior.view_at[at]
    line_level = chunk.prior.keys[view * chunk.prior_width + policy.recall.level] if policy.recall.level >= 0 else -1
    return line_level >= 0 and level >= 0 and line_level == level


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
