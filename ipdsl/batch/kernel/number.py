"""Claims of many applicants to the tables of the kernel: groups numbered in columns, as `kernel.number` does in dicts.

What a rule does with a group is the kernel's. Here stands which claims ask of which group, and what each state is given
with a claim, rule by rule as data (`RuleTable`), in the common subset of CPython and LLVM: one text for all policies,
compiled once. A group that cannot bind asks for nothing. A law holds the two numberings alike.
"""

from __future__ import annotations

from typing import Any, NamedTuple, TypeAlias

from ipdsl.batch.kernel.groups import group_slot
from ipdsl.batch.kernel.own import (
    BROUGHT_FORWARD,
    HELD_BEFORE,
    LEVEL_KIND,
    LINKS_MADE,
    PURSES,
    OpeningBalance,
    PriorLines,
    RecallRules,
    due_in_year,
    due_of_team,
    link_prior_lines,
)
from ipdsl.batch.kernel.recall import ExternalPaymentColumns, ExternalPaymentRules
from ipdsl.batch.kernel.values import OPEN, UNKNOWN
from ipdsl.kernel.allocation import BEST_OF, CARRY_OVER, DEDUCTION, EXCLUSIVE, FLOOR, LIMIT, NEVER, QUOTA, TOP_UP

Ints: TypeAlias = Any
"""A column of ints, or a table of them: arrays of NumPy, of which CPython and LLVM both read single ints."""

WIDE = 4
"""How many ints make a group: the keys of a rule, and the year."""


class RuleTable(NamedTuple):
    """The rules of a policy as ints, by number of the rule `k`, its step `s`, the clause `x`.

    `clause_rules` are the rules over a clause, from `rule_at[x]` to `rule_at[x + 1]`. `step`, `state`, `is_per_year`,
    `once`, `is_per_item`, `is_weighed`, `amount` (of a room), `computed` (which grid of rooms holds them by year; -1:
    none) and `counts` (whether values of a column take places) are of a rule. `wait` is of a step: for how long money
    waits. `key_at[k * clauses + x]` is where the columns of its keys begin in `key`, `key_end` where they end;
    `counted` the column that takes places (-1: the record does); `pays` and `reached` are flags of a rule and a clause.
    `places` are those of a step; `team` the competitor of a clause in a step, `is_group` whether it competes as one.
    `once_at[k * clauses + x]` is where the flags of `is_once` begin: whether the `once` of a row (none first) is the
    rule. `level` is the column of the level of a clause, `root` the number of its kind of record, `row_matters` whether
    its rows are paid apart, `deducts` whether something is deducted.
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


class ClaimColumns(NamedTuple):
    """Claims by applicant and in claim order, as columns; those of applicant `i` begin at `begin[i]`.

    `keys` has a column for each key of a clause, -1 where a claim lacks it; a key that is a list is the place of its
    record in `lists`: the values of list `l` of record `r` stand in `values` from `value_at[lists[l] + r]` on.
    `standard` is what an older document promised for a claim (0: nothing). Money that an earlier run carried is a claim
    too, which waits `since` a year and `until` one (0: the claim is of this run).
    """

    begin: Ints
    clause: Ints
    year: Ints
    total: Ints
    standard: Ints
    since: Ints
    until: Ints
    item: Ints
    record: Ints
    row: Ints
    keys: Ints
    lists: Ints
    value_at: Ints
    values: Ints


def most_asked(claims: ClaimColumns, rules: RuleTable, list_of: Ints, totals: Ints) -> None:
    """How often claims can ask of groups at most, or take places: of all applicants, and of the one with the most."""
    for i in range(len(claims.begin) - 1):
        requests = 0
        for c in range(claims.begin[i], claims.begin[i + 1]):
            x = claims.clause[c]
            many = 1
            for column in range(list_of.shape[1]):
                list_number = list_of[x, column]
                if list_number >= 0 and claims.since[c] == 0:
                    position = claims.lists[list_number] + claims.record[c]
                    many += claims.value_at[position + 1] - claims.value_at[position]
            requests += many * (rules.rule_at[x + 1] - rules.rule_at[x])
        totals[0] += requests
        totals[1] = max(totals[1], requests)


class YearColumns(NamedTuple):
    """What is known of applicants by year, from `first_year` on.

    `rooms[grid, applicant, year]` are those of computed caps, `UNKNOWN` where not stated; `rests` are years in which
    money rests, and `suspension_bits` the grids that stop a clause, as bits. `last_settled` is the last year that is
    settled for money that waits, `last_ended` the last that is over, of each applicant.
    """

    first_year: int
    rooms: Ints
    rests: Ints
    suspension_bits: Ints
    last_settled: Ints
    last_ended: Ints


class Workspace(NamedTuple):
    """What `number` writes, sized by `most_asked`: the columns of the kernel's tables, and room to work in."""

    names: Ints
    stamps: Ints
    value_names: Ints
    value_stamps: Ints
    ask_claim: Ints
    ask_rule: Ints
    ask_group: Ints
    ask_next: Ints
    head: Ints
    tail: Ints
    group_rule: Ints
    members: Ints
    requested: Ints
    last: Ints
    binds: Ints
    seg_step: Ints
    seg_first: Ints
    row_claim: Ints
    row_bound: Ints
    group: Ints
    more: Ints
    upto: Ints
    values: Ints
    team_place: Ints
    turn_year: Ints
    turn_end: Ints
    part: Ints
    rests: Ints
    is_over: Ints
    final: Ints
    paid_head: Ints
    paid_next: Ints
    paid_line: Ints
    seen: Ints
    ask_sum: Ints
    paid: Ints
    counts: Ints


TURNS, SEGMENTS, ROWS, BOUNDS, GROUPS, VALUES, HELD, TEAMS, SPENT, WAITS, LINKS = range(11)
"""The places in `counts`: how many of each were written."""


def number(
    claims: ClaimColumns, rules: RuleTable, years: YearColumns, external_payments: ExternalPaymentColumns,
    external_rules: ExternalPaymentRules, prior_lines: PriorLines, recall_rules: RecallRules,
    left: Ints, list_of: Ints, clauses: int, steps: int, workspace: Workspace, balances: OpeningBalance,
) -> None:  # fmt: skip
    """Fills the columns of the tables from the claims of all applicants, one after the other.

    `external_payments` is what other documents paid to them before, `external_rules` which rules count it
    (`recall.ExternalPaymentColumns`, `recall.ExternalPaymentRules`); `prior_lines` are lines of the policy itself,
    `recall_rules` which rules count those. In the columns of what was paid these lines come after the payments of
    others.

    An applicant for whom a room is not known is `left`, and its claims with it.
    """
    (begin, clause, year, total, standard, since, until, item, record, row, keys, lists, value_at, values) = claims
    (past_begin, past_kind, past_year, past_sum, past_keys) = external_payments
    (kind_at, kind_rules, past_key) = external_rules
    (
        rule_at,
        clause_rules,
        step,
        state,
        is_per_year,
        once,
        is_per_item,
        is_weighed,
        amount,
        computed,
        counts_of,
        key_at,
        key_end,
        key,
        counted,
        pays,
        reached,
        places,
        wait,
        team,
        is_group,
        once_at,
        is_once,
        level_at,
        root,
        row_matters,
        deducts,
    ) = rules
    (names, stamps, value_names, value_stamps, ask_claim, ask_rule, ask_group, ask_next, head, tail, group_rule,
     members, requested, last, binds, seg_step, seg_first, row_claim, row_bound, group, more, upto, out_values,
     team_place,
     turn_year, turn_end, part, rests, is_over, final, paid_head, paid_next, paid_line, seen, ask_sum, paid,
     counts) = workspace  # fmt: skip
    turns = segments = rows = bounds = groups = n_values = held = teams = spent = links = 0
    is_any_waiting = False
    y0, many, people = years.first_year, years.rooms.shape[2], len(begin) - 1
    begin_a, begin_b, first_prior = balances.a, balances.b, past_begin[len(past_begin) - 1]
    for i in range(len(begin) - 1):
        first, end = begin[i], begin[i + 1]
        if first == end:
            continue
        # ------------------------------------------------------------------------------ which groups claims ask of
        stamp, n, first_group = i + 1, 0, groups
        lifts = False
        for c in range(first, end):
            if standard[c] > 0:
                lifts = True
        for c in range(first, end):
            if total[c] <= 0:
                continue
            x = clause[c]
            for index in range(rule_at[x], rule_at[x + 1]):
                k = clause_rules[index]
                if (state[k] == FLOOR and not lifts) or (since[c] > 0 and state[k] != CARRY_OVER):
                    continue
                number_of = 1
                is_met = True
                the_list = -1
                width = 0
                for p in range(4):
                    part[p] = -1
                if is_per_item[k]:
                    part[0] = row[c] if row_matters[x] else -1
                    part[1] = root[x]
                    part[2] = item[c]
                else:
                    for p in range(key_at[k * clauses + x], key_end[k * clauses + x]):
                        column = key[p]
                        part[width] = keys[c, column]
                        if part[width] < 0:
                            is_met = False
                        if list_of[x, column] >= 0:
                            the_list = width
                            place = lists[list_of[x, column]] + part[width]
                            number_of = value_at[place + 1] - value_at[place]
                        width += 1
                    if is_per_year[k]:
                        part[3] = year[c]
                if not is_met:
                    continue
                start = 0
                if the_list >= 0:
                    column = key[key_at[k * clauses + x] + the_list]
                    start = value_at[lists[list_of[x, column]] + part[the_list]]
                for v in range(start, start + number_of):
                    if the_list >= 0:
                        part[the_list] = values[v]
                    place = group_slot(names, stamps, stamp, k, part[0], part[1], part[2], part[3])
                    if names[place, 5] < 0:
                        names[place, 5] = groups
                        group_rule[groups], members[groups], requested[groups], last[groups] = k, 0, 0, -1
                        paid_head[groups], begin_a[groups], begin_b[groups] = -1, 0, 0
                        balances.c[groups] = 0
                        if state[k] == EXCLUSIVE:
                            begin_a[groups] = NEVER
                        groups += 1
                    g = names[place, 5]
                    if last[g] != c:
                        last[g] = c
                        if since[c] == 0:
                            members[g] += 1
                            requested[g] += total[c]
                        ask_claim[n], ask_rule[n], ask_group[n] = c, k, g
                        n += 1
        # ------------------------------------------------------------------------------ what was paid in them before
        for line in range(past_begin[i], past_begin[i + 1]):
            for index in range(kind_at[past_kind[line]], kind_at[past_kind[line] + 1]):
                k = kind_rules[index]
                is_met = True
                for p in range(4):
                    part[p] = -1
                for p in range(3):
                    if past_key[k, p] >= 0:
                        part[p] = past_keys[line, past_key[k, p]]
                        if part[p] < 0:
                            is_met = False
                if is_per_year[k]:
                    part[3] = past_year[line]
                if not is_met:
                    continue
                place = group_slot(names, stamps, stamp, k, part[0], part[1], part[2], part[3])
                g = names[place, 5]
                if g < 0:  # no claim asks of it
                    continue
                paid_line[links], paid_next[links], paid_head[g] = line, paid_head[g], links
                links += 1
                if state[k] == EXCLUSIVE:
                    begin_a[g], begin_b[g] = min(begin_a[g], past_year[line]), max(begin_b[g], past_year[line])
        if prior_lines.begin[i] < prior_lines.begin[i + 1]:
            balances.number[LINKS_MADE], balances.number[HELD_BEFORE] = links, held
            link_prior_lines(
                prior_lines, recall_rules, i, first_prior, stamp, state, is_per_item, once, is_per_year, counts_of,
                row_matters, names,
                stamps, value_names, value_stamps, paid_head, paid_next, paid_line, balances,
            )  # fmt: skip
            links, held = balances.number[LINKS_MADE], balances.number[HELD_BEFORE]
        # ------------------------------------------------------------------------------ which of them may bind
        is_paid = is_unknown = False  # what is admitted is deducted later: then every rule that admits is asked
        for g in range(first_group, groups):
            k = group_rule[g]
            if computed[k] >= 0:
                binds[g] = state[k] == LIMIT and not is_per_year[k]
            elif state[k] == LIMIT:
                binds[g] = requested[g] + begin_a[g] > amount[k] or lifts
            elif state[k] == QUOTA and not counts_of[k]:
                binds[g] = members[g] > places[step[k]] or paid_head[g] >= 0
            elif state[k] == CARRY_OVER:
                binds[g] = 0
            elif is_weighed[k] or state[k] == DEDUCTION:
                binds[g] = members[g] > 1 or paid_head[g] >= 0
            else:
                binds[g] = 1
            if (state[k] == DEDUCTION or state[k] == TOP_UP) and binds[g]:
                is_paid = True
        waits = False
        first_year, last_year, until_year = year[first], 0, 0
        for c in range(first, end):
            if since[c] == 0:
                last_year = max(last_year, year[c])
            else:
                until_year = max(until_year, since[c], until[c])
        for a in range(n):  # a computed room is one of a year: what is asked of it there
            k, g = ask_rule[a], ask_group[a]
            if since[ask_claim[a]] > 0:
                binds[g], waits = 1, True
            elif computed[k] >= 0:
                of_year = year[ask_claim[a]]
                if last[g] != -2 - of_year:
                    last[g], requested[g] = -2 - of_year, 0
                requested[g] += total[ask_claim[a]]
                most = years.rooms[computed[k], i, of_year - y0]
                if most == UNKNOWN:
                    is_unknown = True
                    break
                before = begin_a[g] if state[k] == LIMIT else 0
                if state[k] == CARRY_OVER and paid_head[g] >= 0:
                    before = due_in_year(prior_lines, first_prior, of_year, paid_head[g], paid_next, paid_line)
                if requested[g] + before > most or lifts:
                    binds[g] = 1
                    if state[k] == CARRY_OVER:
                        waits = True
        if is_unknown:
            left[i] = OPEN
            groups = first_group
            continue
        # ------------------------------------------------------------------------------ what of it counts for whom
        for a in range(n):  # rules of a claim stand in order; what one has counted no later one counts
            ask_sum[a] = 0
            c, k, g = ask_claim[a], ask_rule[a], ask_group[a]
            kind = state[k]
            if kind != EXCLUSIVE and kind != TOP_UP and kind != DEDUCTION:
                continue
            if kind == DEDUCTION and not (deducts[clause[c]] and reached[k * clauses + clause[c]]):
                continue
            level = keys[c, level_at[clause[c]]] if level_at[clause[c]] >= 0 else -1
            link = paid_head[g]
            while link >= 0:
                line = paid_line[link]
                is_seen = seen[line] == c + 1
                if kind == EXCLUSIVE:
                    if past_year[line] == year[c] and not is_seen:
                        ask_sum[a] += past_sum[line]
                        seen[line] = -c - 1
                elif kind == TOP_UP:
                    if line < first_prior:
                        if past_year[line] <= year[c] and not is_seen:
                            ask_sum[a] += past_sum[line]
                    elif is_seen:  # what is deducted already is not among what was granted at other levels
                        of_line = (
                            prior_lines.keys[prior_lines.view_at[line - first_prior], recall_rules.level]
                            if recall_rules.level >= 0
                            else -1
                        )
                        if of_line < 0 or level < 0 or of_line != level:
                            ask_sum[a] -= past_sum[line]
                elif line < first_prior:
                    seen[line] = -c - 1
                link = paid_next[link]
            link = paid_head[g]
            while link >= 0:
                line = paid_line[link]
                if seen[line] == -c - 1:
                    seen[line] = c + 1
                link = paid_next[link]
        # ------------------------------------------------------------------------------ a row for each claim and step
        end_year = last_year
        is_any_waiting = is_any_waiting or waits
        if waits:  # every year up to the last in which something may be paid; another course begins
            longest = 0
            for s in range(steps):
                longest = max(longest, wait[s])
            end_year = max(last_year, min(years.last_settled[i], max(last_year + longest, until_year)))
            for c in range(first, end):
                final[c] = max(years.last_settled[i], last_year)
                for of_year in range(first_year, end_year + 1):
                    index = c * many + of_year - y0
                    is_over[index] = of_year <= years.last_ended[i]
                    for grid in range(years.rests.shape[0]):
                        if (years.suspension_bits[clause[c]] >> grid) & 1 and years.rests[grid, i, of_year - y0]:
                            rests[index] = 1
            for g in range(first_group, groups):
                k = group_rule[g]
                if state[k] == CARRY_OVER and binds[g]:
                    begin_a[g] = spent
                    link = paid_head[g]
                    while link >= 0:
                        balances.purse_line[balances.number[PURSES]] = paid_line[link] - first_prior
                        balances.purse_at[balances.number[PURSES]] = spent
                        balances.number[PURSES] += 1
                        link = paid_next[link]
                    spent += many
                    for of_year in range(first_year, end_year + 1):
                        if years.rooms[computed[k], i, of_year - y0] == UNKNOWN:
                            is_unknown = True
            opening, of_claim = 0, -1
            for z in range(n):
                c, k = ask_claim[z], ask_rule[z]
                if since[c] == 0:
                    continue
                if opening == 0:
                    seg_step[segments], seg_first[segments] = step[k], rows
                    segments += 1
                if c != of_claim:
                    brought = balances.number[BROUGHT_FORWARD]
                    balances.brought_forward[brought], balances.brought_row[brought] = c, rows
                    balances.brought_step[brought] = step[k]
                    balances.number[BROUGHT_FORWARD] = brought + 1
                    row_claim[rows], row_bound[rows] = c, bounds
                    rows, opening, of_claim = rows + 1, opening + 1, c
                group[bounds], more[bounds] = ask_group[z], (computed[k] * people + i) * many
                bounds += 1
                upto[bounds - 1] = n_values
            turn_year[turns], turn_end[turns] = -1 - opening, segments
            turns += 1
        a, of_year = 0, first_year - 1
        while a < n or (waits and of_year < end_year):
            of_year, is_any = of_year + 1 if waits else year[ask_claim[a]], waits
            for s in range(steps):
                head[s] = -1
            while a < n and year[ask_claim[a]] == of_year:
                if since[ask_claim[a]] == 0 and (binds[ask_group[a]] or (is_paid and state[ask_rule[a]] != CARRY_OVER)):
                    s = step[ask_rule[a]]
                    ask_next[a] = -1
                    if head[s] < 0:
                        head[s] = a
                    else:
                        ask_next[tail[s]] = a
                    tail[s] = a
                    is_any = True
                a += 1
            if not is_any:
                continue
            for s in range(steps):
                z = head[s]
                if z < 0 and not (waits and wait[s] > 0):
                    continue
                seg_step[segments], seg_first[segments] = s, rows
                segments += 1
                of_claim = -1
                while z >= 0:
                    c, k, g = ask_claim[z], ask_rule[z], ask_group[z]
                    x = clause[c]
                    is_first = c != of_claim
                    if is_first:
                        row_claim[rows], row_bound[rows] = c, bounds
                        rows += 1
                        of_claim = c
                    group[bounds], more[bounds] = g, 1
                    kind = state[k]
                    if kind == CARRY_OVER:
                        more[bounds] = (computed[k] * people + i) * many
                    elif kind == LIMIT:
                        more[bounds] = amount[k]
                        if computed[k] >= 0:
                            more[bounds] = years.rooms[computed[k], i, of_year - y0]
                    elif once[k]:
                        more[bounds] = is_once[once_at[k * clauses + x] + 1 + row[c]]
                        out_values[n_values] = held
                        n_values += 1
                        held += 1
                    elif kind == QUOTA:
                        column = counted[k * clauses + x]
                        start = record[c] if record[c] >= 0 else -1 - item[c]  # without a record the item alone
                        stop, what = start + 1, root[x]
                        if counts_of[k]:
                            what = -2
                            if column < 0 or keys[c, column] < 0:
                                stop = start
                            elif list_of[x, column] >= 0:
                                place = lists[list_of[x, column]] + keys[c, column]
                                start, stop, what = value_at[place], value_at[place + 1], -3
                            else:
                                start = keys[c, column]
                                stop = start + 1
                        for v in range(start, stop):
                            member = values[v] if what == -3 else v
                            place = group_slot(value_names, value_stamps, stamp, g, max(what, -2), member, 0, 0)
                            if value_names[place, 5] < 0:
                                value_names[place, 5] = held
                                held += 1
                            out_values[n_values] = value_names[place, 5]
                            n_values += 1
                    elif kind == EXCLUSIVE:
                        more[bounds] = bounds
                        paid[bounds] = ask_sum[z]
                    elif kind == TOP_UP:
                        more[bounds] = ask_sum[z]
                        level = keys[c, level_at[x]] if level_at[x] >= 0 else -1
                        if level >= 0:
                            place = group_slot(value_names, value_stamps, stamp, g, LEVEL_KIND, level, 0, 0)
                            if value_names[place, 5] < 0:
                                value_names[place, 5] = held
                                held += 1
                            out_values[n_values] = value_names[place, 5]
                            n_values += 1
                    elif kind == FLOOR:
                        y = z
                        while y > 0 and ask_claim[y - 1] == c:
                            y -= 1
                        while is_first and y < n and ask_claim[y] == c:
                            if state[ask_rule[y]] == EXCLUSIVE:
                                out_values[n_values] = ask_group[y]
                                n_values += 1
                            y += 1
                    elif kind == BEST_OF:
                        which = team[s * clauses + x]
                        single_claim = -1 if is_group[s * clauses + x] else c
                        place = group_slot(value_names, value_stamps, stamp, g, -4, which, single_claim, 0)
                        if value_names[place, 5] < 0:
                            value_names[place, 5] = teams
                            team_place[teams], balances.team[teams] = which, 0
                            if single_claim < 0 and paid_head[g] >= 0:
                                balances.team[teams] = due_of_team(
                                    prior_lines,
                                    first_prior,
                                    which,
                                    s,
                                    clauses,
                                    team,
                                    paid_head[g],
                                    paid_next,
                                    paid_line,
                                )
                            teams += 1
                        more[bounds] = value_names[place, 5]
                    elif kind == DEDUCTION:
                        more[bounds] = deducts[x] and reached[k * clauses + x]
                        if more[bounds] and pays[k * clauses + x]:
                            more[bounds] = 2
                    bounds += 1
                    upto[bounds - 1] = n_values
                    z = ask_next[z]
            turn_year[turns], turn_end[turns] = of_year, segments
            turns += 1
        if is_unknown:  # a later year may need a room that is not stated
            left[i] = OPEN
    seg_first[segments] = rows
    row_bound[rows] = bounds
    counts[TURNS], counts[SEGMENTS], counts[ROWS], counts[BOUNDS] = turns, segments, rows, bounds
    counts[GROUPS], counts[VALUES], counts[HELD], counts[TEAMS] = groups, n_values, held, teams
    counts[SPENT], counts[WAITS], counts[LINKS] = spent, is_any_waiting, links
