"""The arrays in which applicants are settled one after the other: a thread keeps them, as named tuples of int arrays.

Everything here is written again for each applicant. If an array is too short, the caller makes it longer and calls
again (`needs`), so no array has the size of a whole table.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from ipdsl.batch.kernel.tables import PolicyTables, WrittenClaims
from ipdsl.batch.kernel.values import SLOT, SPARE, Ints, NameTable
from ipdsl.kernel.allocation import KernelTables
from ipdsl.kernel.rule_table import SettlementTable


class ClaimColumns(NamedTuple):
    """The claims in claim order. `place` is that of a claim among the written ones.

    A key that is a list is the place of its record in the lists of its pool. `standard` is what an older document
    promised for a claim (0: nothing). Money that an earlier run carried is a claim too, which waits `since` a year and
    `until` one (0: the claim is of this run).
    """

    place: Ints
    clause: Ints
    year: Ints
    total: Ints
    standard: Ints
    since: Ints
    until: Ints
    item: Ints
    record: Ints
    row: Ints
    key: Ints


class OrderColumns(NamedTuple):
    """What puts claims in order: their `sort_key` and `place`, whether each repeats the event before it, and room."""

    sort_key: Ints
    place: Ints
    repeats: Ints
    spare: Ints


class RequestColumns(NamedTuple):
    """Requests of claims to groups, in claim order: the rule, the sum that was paid for it before, and the next one of
    the step."""

    claim: Ints
    rule: Ints
    group: Ints
    next_one: Ints
    paid: Ints


class GroupColumns(NamedTuple):
    """Groups that are asked: the rule, how many claims ask and for how much, the last one that did, whether it may
    bind; the first and last year in which it was paid before, and the claim that won it."""

    rule: Ints
    members: Ints
    requested: Ints
    last: Ints
    binds: Ints
    first_paid: Ints
    last_paid: Ints
    winner: Ints


class PaymentColumns(NamedTuple):
    """Payments before this run, those of other documents first: the year of each, and the claim that counted it."""

    year: Ints
    seen: Ints


class StepColumns(NamedTuple):
    """The first and last request of each step in a year."""

    head: Ints
    tail: Ints


COUNTS = 17
(TURNS, SEGMENTS, ROWS, BOUNDS, GROUPS, VALUES, HELD, TEAMS, SPENT, LINKS, BROUGHT, FIRST_YEAR, YEARS, WAITS,
 EXTERNAL, PRIOR, LARGE) = range(COUNTS)  # fmt: skip
"""The places in `counts`: how many of each were written; the years of the applicant; whether its money waits; how many
payments of other documents it has, its first line of
the policy, and what direct awards came to in parts of `SMALL` bits."""

NEEDS = 8
(CLAIMS, REQUESTS, PAYMENTS, SPAN, OUT_CLAIMS, OUT_ROWS, OUT_PAYMENTS, OUT_YEARS) = range(NEEDS)
"""The places in `needs` and `sizes`: claims, requests, links of payments and years of an applicant; then the output for
all applicants: claims, rows, payments, and years of totals.
"""


class Workspace(NamedTuple):
    """Everything that one applicant is settled in. `room` is that of computed caps by year, `suspended` the years of
    suspensions; `part` is one name that is looked up."""

    written: WrittenClaims
    order: OrderColumns
    claims: ClaimColumns
    requests: RequestColumns
    groups: GroupColumns
    payments: PaymentColumns
    steps: StepColumns
    group_names: NameTable
    value_names: NameTable
    tables: KernelTables
    room: Ints
    suspended: Ints
    part: Ints
    counts: Ints
    sizes: Ints
    needs: Ints


def new_workspace(table: SettlementTable, policy: PolicyTables, sizes: list[int], blank: Callable[[int], Any]) -> Any:
    """Arrays for the given numbers of claims, requests, links and years (`sizes`). `blank` makes one, with any
    content.
    """
    claims, requests, links, span = sizes[:4]
    has_wait, lifts = policy.waits > 0, 1 + sum(step.traits.raises_claims for step in table.steps)
    by_year = (claims if has_wait else 1) * span
    turns = requests + span + 2
    segments = turns + (span + 1) * (1 + sum(1 for step in table.steps if step.wait)) + 1
    waiting = claims if has_wait else 1
    slots = 16
    while slots < 4 * (requests + links):
        slots *= 2

    def names() -> NameTable:
        return NameTable(blank(SLOT * slots), _filled(blank, slots, 0), _filled(blank, 2, 0))

    def ints(many: int) -> Any:
        return blank(max(1, many))

    def filled(many: int, value: int) -> Any:
        return _filled(blank, max(1, many), value)

    columns = ClaimColumns(*(ints(claims * (policy.width if name == "key" else 1)) for name in ClaimColumns._fields))
    steps = [_given(blank, part) for part in table.columns]
    rooms = ints(policy.grids * span)
    tables: Any = _TABLES(
        *steps, columns.clause, columns.standard, filled(claims, -1), ints(1), ints(claims), ints(claims),
        ints(claims), ints(segments), ints(segments + 1), ints(requests), ints(requests + 1), ints(requests),
        ints(requests), ints(requests), ints(requests * lifts), ints(requests), ints(requests), ints(requests),
        ints(requests), ints(requests), ints(requests), ints(requests), ints(requests), ints(requests * lifts + links),
        ints(requests * lifts + links), ints(requests), ints(requests), ints(requests), ints(requests),
        ints(requests + links), ints(requests + links), ints(1), ints(claims + links), ints(claims + links), ints(3),
        ints(waiting), ints(waiting), ints(by_year), ints(by_year), rooms,
        ints((requests if has_wait else 1) * span), ints(waiting), ints(waiting), ints(waiting), ints(waiting),
        ints(waiting), ints(waiting), ints(by_year), ints(waiting), ints(waiting), ints(turns), ints(turns),
        ints(waiting), ints(2 * claims + 1), ints(waiting + 1), filled(requests, 0), ints(claims),
        *(ints(1) for _ in range(5)),
    )  # fmt: skip
    return Workspace(
        WrittenClaims(*(ints(claims * (policy.width if name == "key" else 1)) for name in WrittenClaims._fields)),
        OrderColumns(ints(claims), ints(claims), ints(claims), ints(SPARE)), columns,
        RequestColumns(*(ints(requests) for _ in RequestColumns._fields)),
        GroupColumns(*(ints(requests) for _ in GroupColumns._fields)), PaymentColumns(ints(links), ints(links)),
        StepColumns(ints(len(table.steps)), ints(len(table.steps))), names(), names(), tables, rooms,
        ints(policy.suspensions * span), ints(4), ints(COUNTS), _given(blank, sizes), filled(NEEDS, 0),
    )  # fmt: skip


_TABLES: Any = KernelTables
"""The kernel says lists of ints where arrays will do."""


def _filled(blank: Callable[[int], Any], many: int, value: int) -> Any:
    found = blank(many)
    found[:] = [value] * many
    return found


def _given(blank: Callable[[int], Any], values: Sequence[int]) -> Any:
    found = blank(max(1, len(values)))
    found[: len(values)] = values
    return found
