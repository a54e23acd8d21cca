"""Settlement of claims, written from design section 3: years in order, in each year `once`, the blocks from inside out,
then the `over` blocks; each year's lines are the history of the next.

Nothing is clever here: every rule looks through all lines of the ledger each time.
"""

from __future__ import annotations

import datetime
import math
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import attrs

from ipdsl.semantics import typed
from tests.reference.claims import Claim
from tests.reference.expressions import NotStatedError, View, value
from tests.reference.keys import Bucket, buckets, counted, item_order, payment_buckets
from tests.reference.world import NONE, UNKNOWN, Mark, Payment, World


@attrs.define
class Ledger:
    """Settled claims of earlier years of this run, and short lines that the facts brought."""

    claims: list[Claim] = attrs.field(factory=list)
    payments: list[Payment] = attrs.field(factory=list)


def settle(policy: typed.Policy, world: World, claims: list[Claim]) -> None:
    """Fills `left`, `admitted`, `charged` and `cuts` of every claim."""
    ledger = Ledger(payments=list(world.payments))
    for year in sorted({c.year for c in claims}):
        now = sorted((c for c in claims if c.year == year), key=claim_order)
        _settle_year(policy, world, now, ledger, year)
        ledger.claims += now


def claim_order(claim: Claim) -> tuple[Any, ...]:
    """Event date, place in the text, item key, record id, content."""
    record = claim.record
    return (
        claim.is_late,
        claim.day or datetime.date.max,
        claim.index,
        item_order(claim),
        record.id if record else "",
        record.content if record else "",
    )


def _settle_year(policy: typed.Policy, world: World, now: list[Claim], ledger: Ledger, year: int) -> None:
    for claim in now:
        claim.left = 0 if claim.stopped else claim.proposed
        _cut(claim, "support", claim.reaching)
        claim.admitted = claim.left
    for award in policy.awards:
        _once([c for c in now if c.award is award], ledger)
    settler = Year(policy, world, now, ledger, year)
    settler.block(policy.root)
    for over in _over_blocks(policy.root):
        settler.rules(over, list(policy.awards), flat=True)


def _over_blocks(block: typed.Block) -> Iterator[typed.Block]:
    for item in block.items:
        if isinstance(item, typed.Block):
            if item.kind == "over":
                yield item
            else:
                yield from _over_blocks(item)


# ---------------------------------------------------------------------------------------------- rules


def _once(claims: list[Claim], ledger: Ledger) -> None:
    """The award's own `once`; a bare one is for the item under its row, one with keys over all rows."""
    for position, claim in enumerate(claims):
        once = claim.row_once or claim.award.once
        if once is None or claim.left == 0:
            continue
        earlier = [c for c in ledger.claims if c.award is claim.award and c.admitted > 0]
        earlier += [c for c in claims[:position] if c.left > 0]
        if once.keys:
            mine = set(buckets(claim, once.keys))
            used = {b for c in earlier for b in buckets(c, once.keys)}
            lines = [b for p in _paid(ledger, claim) for b in payment_buckets(p, claim.world, once.keys)]
            blocked = bool(mine & (used | set(lines)))
        else:
            blocked = any(c.item == claim.item and c.row == claim.row for c in earlier)
            blocked = blocked or any(p.item == claim.item for p in _paid(ledger, claim))
        if blocked:
            _cut(claim, "once", 0)
            claim.blocked_by = "already paid"
        claim.admitted = claim.left


def _paid(ledger: Ledger, claim: Claim) -> list[Payment]:
    return [p for p in ledger.payments if p.clause == claim.label and p.paid > 0]


def _cut(claim: Claim, rule: str, to: int) -> None:
    if to < claim.left:
        claim.cuts.append((rule, claim.left - to))
        claim.left = to


@attrs.frozen
class Year:
    """The claims of one year on their way through the rules."""

    policy: typed.Policy
    world: World
    claims: list[Claim]
    ledger: Ledger
    year: int

    def block(self, block: typed.Block) -> None:
        """Inner blocks first, then the block's own rules in order."""
        for item in block.items:
            if isinstance(item, typed.Block) and item.kind != "over":
                self.block(item)
        self.rules(block, [], flat=False)

    def rules(self, block: typed.Block, reached: list[typed.Award], *, flat: bool) -> None:
        """The rules of one block; a rule reaches what stands before it, in an `over` block everything."""
        reached = list(reached)
        children: list[typed.Award | typed.Block] = list(reached)
        caps: list[typed.Cap] = []
        for item in [*block.items, None]:
            if caps and not isinstance(item, typed.Cap):
                self.caps(caps, reached)
                caps = []
            match item:
                case typed.Award():
                    reached.append(item)
                    children.append(item)
                case typed.Block() if item.kind != "over":
                    reached += _awards(item)
                    children.append(item)
                case typed.Cap():
                    caps.append(item)
                case typed.Limit():
                    self.limit(item, reached)
                case typed.Highest():
                    self.highest(item, children)
                case _:
                    pass

    def over(self, rule: typed.Rule, awards: list[typed.Award]) -> list[Claim]:
        """The claims that a rule reaches, in claim order."""
        labels = {a.label for a in awards} - set(rule.exempt)
        return [c for c in self.claims if c.label in labels and not c.stopped and buckets(c, rule.keys)]

    def past(self, rule: typed.Rule, awards: list[typed.Award], *, this_year: bool) -> list[Claim]:
        """The settled claims that a rule remembers."""
        labels = {a.label for a in awards} - set(rule.exempt)
        years = {self.year} if this_year else {c.year for c in self.ledger.claims}
        return [c for c in self.ledger.claims if c.label in labels and c.year in years]

    def lines(self, rule: typed.Rule, awards: list[typed.Award], *, this_year: bool) -> list[Payment]:
        """The short lines that a rule remembers."""
        labels = {a.label for a in awards} - set(rule.exempt)
        return [p for p in self.ledger.payments if p.clause in labels and (not this_year or p.year == self.year)]

    def limit(self, rule: typed.Limit, awards: list[typed.Award]) -> None:
        """Places go to what the ledger holds, then in the order of the rule; a counted value takes no second place."""
        taken: dict[Bucket, set[Any]] = {}
        for old in self.past(rule, awards, this_year=rule.per_year):
            if old.admitted > 0:
                for b in buckets(old, rule.keys):
                    taken.setdefault(b, set()).update(counted(old, rule.counts))
        for line in self.lines(rule, awards, this_year=rule.per_year):
            if line.paid > 0:
                for b in payment_buckets(line, self.world, rule.keys):
                    taken.setdefault(b, set()).add(("", line.item))
        new = [c for c in self.over(rule, awards) if c.left > 0]
        if rule.order is typed.Order.BEST:
            new.sort(key=lambda c: -c.left)
        for claim in new:
            mine = buckets(claim, rule.keys)
            places = set(counted(claim, rule.counts))
            if any(len(taken.get(b, set()) | places) > max(rule.number, len(taken.get(b, set()))) for b in mine):
                _cut(claim, f"limit {rule.name}", 0)
            else:
                for b in mine:
                    taken.setdefault(b, set()).update(places)
        for claim in new:
            claim.admitted = claim.left

    def highest(self, rule: typed.Highest, children: list[typed.Award | typed.Block]) -> None:
        """The best direct child of each key keeps what exceeds the payments already made this year; the rest get 0."""
        awards = [a for child in children for a in ([child] if isinstance(child, typed.Award) else _awards(child))]
        place = {
            a.label: i
            for i, child in enumerate(children)
            for a in ([child] if isinstance(child, typed.Award) else _awards(child))
        }
        inner = {a.label for child in children if isinstance(child, typed.Block) for a in _awards(child)}
        groups: dict[Bucket, list[Claim]] = {}
        new = [c for c in self.over(rule, awards) if c.left > 0]
        for claim in new:
            for b in buckets(claim, rule.keys):
                groups.setdefault(b, []).append(claim)
        for bucket, claims in groups.items():
            teams: dict[Any, list[Claim]] = {}
            for claim in claims:
                name = place[claim.label] if claim.label in inner else claim
                teams.setdefault(name, []).append(claim)
            earlier = [
                p
                for p in self.lines(rule, awards, this_year=True)
                if bucket in payment_buckets(p, self.world, rule.keys)
            ]
            self._compete(rule, teams, earlier, place, inner)
        for claim in new:
            claim.admitted = claim.left

    def _compete(
        self,
        rule: typed.Highest,
        teams: dict[Any, list[Claim]],
        earlier: list[Payment],
        place: dict[str, int],
        inner: set[str],
    ) -> None:
        already = sum(p.paid for p in earlier)
        total = {name: sum(c.left for c in claims) for name, claims in teams.items()}
        for p in earlier:
            if p.clause in inner:
                total[place[p.clause]] = total.get(place[p.clause], 0) + p.paid
        rivals = [p.paid for p in earlier if p.clause not in inner]

        def text_order(name: Any) -> tuple[int, int]:
            claims = teams.get(name, [])
            index = min((c.index for c in claims), default=0)
            return (index, min((self.claims.index(c) for c in claims), default=0))

        best = min(total, key=lambda n: (-total[n], text_order(n)))
        room = max(total[best] - already, 0) if total[best] >= max(rivals, default=0) else 0
        for name, claims in teams.items():
            for claim in claims:
                keeps = min(claim.left, room) if name == best else 0
                if name == best:
                    room -= keeps
                _cut(claim, f"highest {rule.name}", keeps)

    def caps(self, caps: list[typed.Cap], awards: list[typed.Award]) -> None:
        """Neighbouring caps fill together: a claim gets the smallest room and charges it to all that bind it."""
        room: dict[tuple[str, Bucket], int] = {}
        binding: dict[Claim, list[tuple[str, Bucket]]] = {}
        for cap in caps:
            for claim in self.over(cap, awards):
                for b in buckets(claim, cap.keys):
                    binding.setdefault(claim, []).append((cap.name, b))
                    if (cap.name, b) not in room:
                        room[cap.name, b] = max(self.size(cap) - self.charged(cap, b, awards), 0)
        for claim in self.claims:
            if claim not in binding or claim.left == 0:
                continue
            keeps = min([claim.left, *(room[b] for b in binding[claim])])
            name = min(binding[claim], key=lambda b: room[b])[0]
            _cut(claim, f"cap {name}", keeps)
            for name, bucket in binding[claim]:
                room[name, bucket] -= keeps
                claim.charged.append((name, bucket, keeps))

    def size(self, cap: typed.Cap) -> int:
        """The cap in fen, of this year's figures where it is computed, rounded down, not below 0."""
        found = value(cap.amount, View(self.world, datetime.date(self.year, 12, 31), self.year, self.policy.currency))
        if found is UNKNOWN:
            raise NotStatedError
        if isinstance(found, Mark):
            assert found is NONE
            return 0
        return max(math.floor(Fraction(found)), 0)

    def charged(self, cap: typed.Cap, bucket: Bucket, awards: list[typed.Award]) -> int:
        """What earlier lines have charged to the cap."""
        own = [
            paid
            for c in self.past(cap, awards, this_year=cap.per_year)
            for name, b, paid in c.charged
            if name == cap.name and b == bucket
        ]
        short = [
            p.paid
            for p in self.lines(cap, awards, this_year=cap.per_year)
            if bucket in payment_buckets(p, self.world, cap.keys)
        ]
        return sum(own) + sum(short)


def _awards(block: typed.Block) -> list[typed.Award]:
    found: list[typed.Award] = []
    for item in block.items:
        if isinstance(item, typed.Award):
            found.append(item)
        elif isinstance(item, typed.Block):
            found += _awards(item)
    return found
