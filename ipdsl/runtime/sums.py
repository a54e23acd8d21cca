"""The sum that is due, from claims that emitted loops made: through the kernel, without reasons or lines.

In come claims whose sums and keys are known; out comes what is due in minor units. The claims are put in order, those
of events that the ledger holds are taken out, and the rest is numbered and settled as every decision is. Where a loop
did not know enough, the claims of its award are proposed as for a decision; where one of these hangs on a fact that was
not stated, the case is left to `evaluate`.
"""

from __future__ import annotations

from itertools import compress
from operator import itemgetter
from typing import TypeAlias

from ipdsl.runtime.clauses.situation import Situation
from ipdsl.runtime.code import Code
from ipdsl.runtime.facts import Facts, Record
from ipdsl.runtime.kernel import number
from ipdsl.runtime.kernel.allocate import UNPAID
from ipdsl.runtime.kernel.number import Asked, Numbered, Party
from ipdsl.runtime.kernel.recall import KeyValue, Recall
from ipdsl.runtime.kernel.table import table_of_program
from ipdsl.runtime.loop_values import NO_KEY, outside
from ipdsl.runtime.settlement.claims import Candidate
from ipdsl.runtime.settlement.ending import raised_by, standards_of
from ipdsl.runtime.settlement.horizon import last_over, last_settled, window_of
from ipdsl.runtime.settlement.item_order import ItemPlace, item_place
from ipdsl.runtime.settlement.ledger import is_final
from ipdsl.runtime.settlement.offers import Form, forms_of
from ipdsl.runtime.settlement.outside import lines_of_others, payments_in_part
from ipdsl.runtime.steps import Bound
from ipdsl.runtime.terms import Trigger, TriggerKind
from ipdsl.values.days import Date

Light: TypeAlias = "tuple[Date, int, str, str, Record | None, int, str, tuple[KeyValue | None, ...]]"
"""A claim: day, clause (by index), item, record id, record, sum, row, and its columns as the steps ask for them."""

Claims: TypeAlias = "list[Light]"
"""Claims of one applicant."""

Keyed: TypeAlias = "tuple[tuple[object, ...], Asked]"
"""A claim as the kernel takes it, with its place in claim order."""

_NO_RECALL = Recall({})


class Run:
    """One applicant's claims on their way through the kernel, and its years where money may wait (see `Years`)."""

    def __init__(self, code: Code, c: Situation, year: int | None) -> None:
        self.code, self.c, self.facts, self.year = code, c, c.facts, year
        self.program = code.program
        self.table = table_of_program(self.program)
        self.forms = forms_of(self.program).every
        self.suspensions = [rule for rule in self.program.suspensions if c.may_list(rule.record)]
        self._resting: dict[int, frozenset[int]] = {}
        self._rooms: dict[tuple[str | None, int], int] = {}

    def due(self, lights: list[Light], unknown: frozenset[int]) -> int:
        """What is due to these claims, and to those of the clauses that are not known yet."""
        recall, candidates = _NO_RECALL, list[Candidate]()
        if self.suspensions and lights:
            lights = self._without_suspended(lights)
        if unknown:
            candidates = proposed(self.code, self.facts, self.year, unknown)
        if self.facts.history or lines_of_others(self.program, self.facts):
            recall, lights, candidates = self._remembered(lights, candidates)
            if recall.outside and any(self.forms[light[1]].clause.counts_support for light in lights):
                outside()  # which payments are deducted is told by their claims
        if not (lights or candidates):
            return 0
        claims = None if candidates else self._told_apart(lights)
        return self._settled(self._in_order(lights, candidates) if claims is None else claims, recall)

    # ------------------------------------------------------------------------------------------ claims

    def _without_suspended(self, lights: list[Light]) -> list[Light]:
        stopped = {year: found for year in {light[0].year for light in lights} if (found := self.resting(year))}
        return [light for light in lights if light[1] not in stopped.get(light[0].year, ())] if stopped else lights

    def resting(self, year: int) -> frozenset[int]:
        """The clauses that a suspension reaches which holds in that year."""
        found = self._resting.get(year)
        if found is None:
            found = frozenset()
            for rule in self.suspensions:
                if self.code.is_suspended(rule.function, self.c, year):
                    found = found.union(rule.clauses)
            self._resting[year] = found
        return found

    def _told_apart(self, lights: list[Light]) -> number.Claims | None:
        """Claims of loops in claim order; of one dated event the first stands for it. `None`: items tell them apart."""
        lights.sort()  # where day, clause, item and record are alike, comparing fails: left to `evaluate`
        day, index, item, found = Date.max, -1, "", list[Light]()
        for light in lights:
            if light[1] == index and light[0] == day:
                if light[2] == item:
                    continue
                if self.forms[index].ranks:
                    return None
            day, index, item = light[:3]
            found.append(light)
        return self._columns(found)

    def _columns(self, lights: list[Light]) -> number.Claims:
        """Claims of loops, as the kernel takes them."""
        days, clauses, items, ids, _, sums, rows, keys = map(list, zip(*lights, strict=True))
        forms, n = [self.forms[index] for index in clauses], len(lights)
        standards, none = [0] * n, [0] * n
        if self.facts.older_documents:
            standards = [*map(self._standard, forms, keys)]
        if forms_of(self.program).hang_on_others and any(map(self._hangs, forms, keys)):
            outside()
        return number.Claims(
            clauses, [day.year for day in days], sums, keys,
            [*zip(rows, [form.root for form in forms], items, strict=True)],
            [form.clause.once_of_rows.get(row, form.clause.once) for row, form in zip(rows, forms, strict=True)],
            standards, [form.clause.less is not None for form in forms], [None] * n, none, none, [True] * n, ids,
            [()] * n,
        )  # fmt: skip

    def _standard(self, form: Form, keys: tuple[KeyValue | None, ...]) -> int:
        """What an older document promised for a claim; keys of its matter for which no rule asks stand last."""
        if not form.is_raised:
            return 0
        columns = self.table.settlement.columns[form.clause.index]
        wanted = self.program.kept(raised_by)[form.clause.index]
        names = (*columns, *[name for name in wanted if name not in columns])
        kind = None if form.is_set or not form.record else self.program.schema.record_by_name[form.record]
        most = 0
        for name in wanted:
            spoken = standards_of(self.c, kind, name)
            if spoken.in_part:
                outside()
            most = max([most, *(one.amount for one in spoken.of.get(str(keys[names.index(name)]), ()))])
        return most

    def _hangs(self, form: Form, keys: tuple[KeyValue | None, ...]) -> bool:
        """Whether a claim hangs on other applicants: by a quota, or a cap across them of which it has all keys."""
        own = self.table.settlement.columns[form.clause.index]
        return any(
            bound is None or all(keys[own.index(name)] is not None for name in bound.keys) for _, bound in form.shared
        )

    def _in_order(self, lights: list[Light], candidates: list[Candidate]) -> number.Claims:
        """Claims of loops and claims as decisions have them in claim order; of one dated event the first stands for it.

        A place is text here and a tuple there only of different clauses.
        """
        from ipdsl.runtime.settlement.settle import asked_of

        keyed: list[Keyed] = []
        if lights:
            rows = map(Asked._make, zip(*self._columns(lights), strict=True))
            keyed = [*zip(map(self._order, lights), rows, strict=True)]
        for claim in candidates:
            assert claim.year is not None
            keyed.append((claim.order, asked_of(self.table, claim, claim.low, claim.year)))
        keyed.sort(key=itemgetter(0))
        found: list[Asked] = []
        before: tuple[object, ...] = ()
        seen: set[tuple[object, ...]] = set()
        for order, asked in keyed:
            if order == before and not asked.since:
                outside()  # only the contents of records tell them apart
            before = order
            if not asked.since:
                event = (asked.clause, asked.about[1], asked.about[2], order[1])
                if event in seen:
                    continue
                seen.add(event)
            found.append(asked)
        return number.Claims.of(found)

    def _order(self, light: Light) -> tuple[object, ...]:
        """What orders a claim of a loop."""
        day, index, item, id_, record = light[:5]
        form = self.forms[index]
        place: ItemPlace = item
        if form.ranks and record is None:  # a set, whose item is made of its keys
            parts = item.split(" / ")
            if len(parts) != len(form.ranks):
                outside()
            keys = {name: part for (name, _), part in zip(form.ranks, parts, strict=True) if part != NO_KEY}
            place = item_place(form.ranks, item, None, keys)
        elif form.ranks:
            place = item_place(form.ranks, item, record, {})
        return False, day, index, place, id_

    def _remembered(
        self, lights: list[Light], claims: list[Candidate]
    ) -> tuple[Recall, list[Light], list[Candidate]]:  # fmt: skip
        """What was paid before; the claims of events that the ledger does not hold, and of money that it carries."""
        from ipdsl.runtime.settlement.brought import brought_by
        from ipdsl.runtime.settlement.ledger import NO_EVENTS, events_of, own_lines, recall_of

        program, facts = self.program, self.facts
        if payments_in_part(self.c):
            outside()
        lines = own_lines(program, facts)
        events = events_of(self.program, lines) if lines else NO_EVENTS
        recall = recall_of(program, facts, events)
        if not lines:
            return recall, lights, claims
        brought = {}
        if program.settlement.waiting:
            found = brought_by(program, facts, events, self.year)
            brought = {id(claim.brought): claim for claim in found}
        labels, line_of = [form.clause.label for form in self.forms], events.line_of
        new: list[Light] = []
        for light in lights:
            day, index, item, id_, record = light[:5]
            line = line_of(labels[index], item, day, day.year)
            if line is None or (id(line) not in brought and not is_final(line)):
                new.append(light)
            elif record is not None and id(line) in brought:
                own = brought[id(line)]
                own.stands_for(record, id_, item_place(self.forms[index].ranks, item, record, {}), late=False)
        rest: list[Candidate] = []
        for claim in claims:
            line = events.line_for(claim)
            if line is None or (id(line) not in brought and not is_final(line)):
                rest.append(claim)
            elif id(line) in brought:
                brought[id(line)].stands_for(claim.source, claim.record, claim.place, late=claim.late)
        return recall, new, [*rest, *brought.values()]

    # ------------------------------------------------------------------------------------------ settlement

    def _settled(self, claims: number.Claims, recall: Recall) -> int:
        """What the kernel leaves of the claims, in all years or in the one."""
        table, year = self.table, self.year
        tables = Numbered(table, claims, [Party(recall, self._room, self if table.carries else None)]).tables
        left, paid_in, is_own = claims.total, list[int](), [not since for since in claims.since]
        if tables is not None:
            table.settle(tables)
            left = list(tables.left)
            if tables.paid_at:
                paid_in, is_own = list(tables.paid_in), [row < 0 for row in tables.row_of_rest]
        if year is not None:
            is_own = [own and year == of for own, of in zip(is_own, claims.year, strict=True)]
            if tables is not None and paid_in:
                at, years = year - tables.y0, len(paid_in) // len(left)
                paid_in = paid_in[at::years] if 0 <= at < years else []
        return sum(compress(left, is_own)) + sum(paid_in) - UNPAID * paid_in.count(UNPAID)

    def _room(self, bound: Bound, year: int) -> int:
        """The room that comes from the figures of a year."""
        key = bound.function, year
        found = self._rooms.get(key)
        if found is None:
            assert bound.function is not None
            end = window_of(self.program).end
            day = end if end is not None and end.year == year else Date(year, 12, 31)
            room = self.code.cap(bound.function, self.c.on(None, day, year))
            found = self._rooms[key] = outside() if room.facts else room.low
        return found

    @property
    def last(self) -> int:
        """The last year settled for what was carried."""
        return last_settled(self.facts.as_of, self.year)

    @property
    def over(self) -> int:
        """The last year that has ended by the as-of date."""
        return last_over(self.facts.as_of)


def proposed(code: Code, facts: Facts, year: int | None, clauses: frozenset[int]) -> list[Candidate]:
    """The claims of these clauses as a decision has them; none may be open."""
    from ipdsl.runtime.settlement.propose import proposer_of

    terms = [code.program.clauses[index].trigger for index in clauses]
    if any(_waits_for_days(facts, trigger) for trigger in terms):
        outside()  # before anything is proposed that `evaluate` would propose again
    proposer = proposer_of(code.program, code, facts, strict=False)
    claims = [claim for claim in proposer.claims(clauses) if claim.is_live]
    if year is not None:
        claims = [claim for claim in claims if (claim.year or 0) <= year]
    if any(claim.facts or claim.unknown_keys or claim.day is None for claim in claims):
        outside()
    return claims


def _waits_for_days(facts: Facts, trigger: Trigger) -> bool:
    """Whether a record states no day for the event of a clause."""
    listing = facts.records.get(trigger.record) if trigger.kind is TriggerKind.RECORD else None
    return listing is not None and any(record.values.get(trigger.date_field) is None for record in listing.records)
