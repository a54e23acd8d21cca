"""The rules of a block over the claims of a year, as `docs/en/concepts/settlement` defines them."""

from __future__ import annotations

import datetime
import math
from collections.abc import Callable, Iterable
from fractions import Fraction
from typing import Any, TypeAlias

import attrs

from ipdsl.semantics import typed
from tests.reference.carry import Carrying
from tests.reference.claims import Claim, cut, recovered_of
from tests.reference.expressions import View, places, value
from tests.reference.instalments import grants_in_parts
from tests.reference.keys import Bucket, buckets, is_matter, key_values, level_of, root_of
from tests.reference.matters import is_about
from tests.reference.memory import Past
from tests.reference.periods import is_together, span
from tests.reference.world import MISSING, NONE, UNKNOWN, Foreign, Mark, NotStatedError, World

Date = datetime.date

Keyed: TypeAlias = (
    typed.Limit | typed.HighestRule | typed.Cap | typed.NoRepeat | typed.TopUp | typed.MinimumTotal | typed.RoundedTotal
)


def under(claim: Claim, rule: Keyed) -> list[Bucket]:
    """The groups of a rule to which a claim belongs."""
    is_across = isinstance(rule, typed.Cap | typed.Limit) and rule.is_across_applicants
    who = "" if is_across else claim.world.applicant
    return buckets([key_values(claim, k) for k in rule.keys], who)


def counts_for(day: Date, claim: Claim, keys: tuple[str, ...]) -> bool:
    """Whether a payment of a day counts for a claim: always, but for a rule with a span."""
    length = span(keys)
    return length is None or (claim.day is not None and is_together(day, claim.day, length))


@attrs.frozen
class Rules:
    """The claims of a year during settlement, in claim order."""

    policy: typed.Policy
    claims: list[Claim]
    past: list[Past]
    year: int
    carrying: Carrying
    alone: bool  # others may share a cap across applicants
    is_trial: bool = False  # a boundless request is tried alone, without rules that other claims may help it to meet

    def over(self, rule: Keyed, awards: Iterable[typed.Award]) -> list[Claim]:
        """The claims that reach a rule with more than 0, in claim order."""
        labels = {a.label for a in awards} - set(rule.exempt)
        return [c for c in self.claims if c.label in labels and c.left > 0 and under(c, rule)]

    def remembered(self, rule: Keyed, awards: Iterable[typed.Award], *, this_year: bool) -> list[Past]:
        """The payments of this policy that a rule remembers."""
        labels = {a.label for a in awards} - set(rule.exempt)
        return [
            p for p in self.past if p.award is not None and p.label in labels and (not this_year or p.year == self.year)
        ]

    def outside(self) -> list[Past]:
        """The payments under other documents."""
        return [p for p in self.past if p.award is None]

    # ------------------------------------------------------------------------------------------ limit

    def limit(self, rule: typed.Limit, awards: list[typed.Award]) -> None:
        """Places go to what the ledger holds, then in the order of the rule; a counted value takes no second place."""
        held = self._held(rule, awards)
        new = self.over(rule, awards)
        is_shared = rule.is_across_applicants and self.alone
        if is_shared and any(c.award in awards and under(c, rule) for c in self.claims if not c.stopped):
            raise NotStatedError
        if rule.order is typed.Order.BEST:
            new.sort(key=lambda c: -c.left)
        elif isinstance(rule.order, typed.FieldOrder):
            new = self.in_order(rule.order, new)
        for claim in new:
            mine = under(claim, rule)
            places = set(_counted(claim, rule.counts))
            taken: dict[Bucket, set[Any]] = {}
            for b, day, values in held:
                if counts_for(day, claim, rule.keys):
                    taken.setdefault(b, set()).update(values)
            if any(len(taken.get(b, set()) | places) > max(rule.number, len(taken.get(b, set()))) for b in mine):
                cut(claim, f"limit {rule.name}", 0)
            else:
                assert claim.day is not None
                held += [(b, claim.day, places) for b in mine]
        _admit(new)
        labels = {a.label for a in awards} - set(rule.exempt)
        for claim in self.claims:
            if claim.label in labels and under(claim, rule):
                claim.places[rule.name] = claim.left

    def _held(self, rule: typed.Limit, awards: list[typed.Award]) -> list[tuple[Bucket, Date, set[Any]]]:
        """What took places of a limit before. If more values than places are named, a line that may have taken none
        uses a place that no other claim can share.
        """
        found: list[tuple[Bucket, Past, set[Any]]] = []
        for old in self.remembered(rule, awards, this_year=rule.per_year):
            if old.has_place(rule.name) is not False:
                groups = old.under(rule.keys, across=rule.is_across_applicants)
                found += [(b, old, set(_counted_past(old, rule.counts))) for b in groups]
        values: dict[Bucket, set[Any]] = {}
        for b, _, counted in found:
            values.setdefault(b, set()).update(counted)
        return [
            (
                b,
                old.day,
                {(old, x) for x in counted}
                if old.has_place(rule.name) is None and len(values[b]) > rule.number
                else counted,
            )
            for b, old, counted in found
        ]

    def select(self, quota: typed.Quota, awards: list[typed.Award]) -> None:
        """A limit by score among the rules: the records of all applicants with the highest score get the places that
        the ledger does not hold. For one applicant alone the published ranks have selected: what reaches it, passes.
        """
        labels = {a.label for a in awards} - set(quota.exempt)
        taken: dict[Bucket, set[Any]] = {}
        for old in self.past:
            known = old.award is not None and old.label in labels and (not quota.per_year or old.year == self.year)
            if known and old.has_place(quota.name) is not False:
                for b in buckets([old.values(k) for k in quota.keys], ""):
                    taken.setdefault(b, set()).add((old.who, old.root, old.item, old.record))
        new = [(c, buckets([key_values(c, k) for k in quota.keys], "")) for c in self.claims if c.label in labels]
        asking = [(c, groups) for c, groups in new if c.left > 0 and groups]
        for claim, groups in sorted(asking, key=lambda pair: score_of(pair[0].record, quota)):
            [(root, item, record)] = _counted(claim, None)
            place = claim.world.applicant, root, item, record
            if self.alone or all(place in taken.get(b, ()) or len(taken.get(b, ())) < quota.number for b in groups):
                for b in groups:
                    taken.setdefault(b, set()).add(place)
            else:
                cut(claim, f"quota {quota.name}", 0)
        _admit([claim for claim, _ in asking])
        for claim, groups in new:
            if groups:
                claim.places[quota.name] = claim.left

    # ------------------------------------------------------------------------------------------ pay highest

    def highest(self, rule: typed.HighestRule, children: list[list[typed.Award]], inner: set[str]) -> None:
        """The best direct child of each key keeps what exceeds the payments already made this year; the rest get 0.

        Alternatives replace the direct children.
        """
        if rule.alternatives:
            before = [a for child in children for a in child]
            children = [[a for a in before if a.label in labels] for labels in rule.alternatives]
            inner = {label for labels in rule.alternatives for label in labels}
        if self.is_trial and any(claim.label in inner for claim in self.claims):
            return
        awards = [a for child in children for a in child]
        place = {a.label: i for i, child in enumerate(children) for a in child}
        groups: dict[Bucket, list[Claim]] = {}
        new = self.over(rule, awards)
        for claim in new:
            for b in under(claim, rule):
                groups.setdefault(b, []).append(claim)
        earlier = [p for p in self.remembered(rule, awards, this_year=True) if p.worth > 0]
        for bucket, claims in groups.items():
            teams: dict[Any, list[Claim]] = {}
            for claim in claims:
                name = place[claim.label] if claim.label in inner else claim
                teams.setdefault(name, []).append(claim)
            self._compete(rule, teams, [p for p in earlier if bucket in p.under(rule.keys)], place, inner)
        _admit(new)

    def _compete(
        self,
        rule: typed.HighestRule,
        teams: dict[Any, list[Claim]],
        earlier: list[Past],
        place: dict[str, int],
        inner: set[str],
    ) -> None:
        already = sum(p.worth for p in earlier)
        total = {name: sum(c.left for c in claims) for name, claims in teams.items()}
        for p in earlier:
            if p.label in inner:
                total[place[p.label]] = total.get(place[p.label], 0) + p.worth
        rivals = [p.worth for p in earlier if p.label not in inner]

        def text_order(name: Any) -> tuple[int, int]:
            if rule.alternatives:
                return (name, 0)
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
                cut(claim, f"highest {rule.name}", keeps)

    # ------------------------------------------------------------------------------------------ level scales

    def no_repeat(self, rule: typed.NoRepeat, awards: list[typed.Award]) -> None:
        """The highest of a year stays, against what this year admitted only the excess; over years the first."""
        new = self.over(rule, awards)
        groups: dict[Bucket, list[Claim]] = {}
        for claim in new:
            for b in under(claim, rule):
                groups.setdefault(b, []).append(claim)
        remembered = [*self.remembered(rule, awards, this_year=rule.per_year), *self.outside()]
        for bucket, claims in groups.items():
            earlier = [p for p in remembered if p.admitted > 0 and bucket in p.under(rule.keys)]
            is_paid = any(p.year != self.year for p in earlier) and not rule.per_year
            best = min(claims, key=lambda c: (-c.left, c.index, self.claims.index(c)))
            here = [p for p in earlier if p.year == self.year]
            already = sum(p.admitted for p in here if not _is_counted(p, best))
            keeps = max(best.left - already, 0) if not is_paid else 0
            for claim in claims:
                before = [p for p in here if not _is_counted(p, claim)]
                is_beaten = claim is not best and (keeps or not (is_paid or before))
                why = "no repeat" if is_beaten else "no repeat paid"
                cut(claim, f"{why} {rule.name}", keeps if claim is best else 0)
                claim.counted += [p.line for p in here if p.line is not None]
        _admit(new)

    def top_up(self, rule: typed.TopUp, awards: list[typed.Award]) -> None:
        """A claim is paid what exceeds what was granted for its key at other levels, and paid by others until then."""
        new = self.over(rule, awards)
        remembered = [*self.remembered(rule, awards, this_year=False), *self.outside()]
        granted: dict[Bucket, list[tuple[str, int]]] = {}
        for claim in new:
            mine, level = under(claim, rule), level_of(claim)
            reached = []
            for b in mine:
                past = [p for p in remembered if b in p.under(rule.keys) and not _is_counted(p, claim)]
                own = [(p.level, p.admitted) for p in past if p.award is not None]
                own += granted.get(b, [])
                before = sum(sum_ for other, sum_ in own if not level or not other or other != level)
                before += sum(p.admitted for p in past if p.award is None and p.year <= self.year)
                reached.append(before)
            cut(claim, f"top up {rule.name}", max(claim.left - max(reached), 0))
            claim.admitted = claim.left
            for b in mine:
                granted.setdefault(b, []).append((level, claim.left))

    # ------------------------------------------------------------------------------------------ caps

    def caps(self, caps: list[typed.Cap], awards: list[typed.Award]) -> None:
        """Neighbouring caps fill together: a claim gets the smallest room and charges it to all that bind it."""
        room: dict[tuple[str, Bucket], int] = {}
        binding: dict[Claim, list[tuple[str, Bucket]]] = {}
        spans: dict[tuple[str, Bucket], typed.Cap] = {}
        for cap in caps:
            if (
                cap.is_across_applicants
                and self.alone
                and any(c.award in awards and under(c, cap) for c in self.claims if not c.stopped)
            ):
                raise NotStatedError
            for claim in self.over(cap, awards):
                for b in under(claim, cap):
                    binding.setdefault(claim, []).append((cap.name, b))
                    if span(cap.keys):
                        spans[cap.name, b] = cap
                    if (cap.name, b) not in room:
                        charged = sum(
                            self._charge(cap, p)
                            for p in self.remembered(cap, awards, this_year=cap.per_year)
                            if b in p.under(cap.keys, across=cap.is_across_applicants)
                        )
                        room[cap.name, b] = max(self.size_for(cap, b, awards, claim) - charged, 0)
        for claim in self.in_order(caps[0].order, [claim for claim in self.claims if claim in binding]):
            for name, bucket in binding[claim]:
                if (name, bucket) in spans:
                    room[name, bucket] = self._room_in_span(spans[name, bucket], bucket, awards, claim)
            keeps = min([claim.left, *(room[b] for b in binding[claim])])
            name = min(binding[claim], key=lambda b: room[b])[0]
            cut(claim, f"cap {name}", keeps)
            for name, bucket in binding[claim]:
                room[name, bucket] -= keeps
                claim.charged[name] = keeps

    def _charge(self, cap: typed.Cap, past: Past) -> int:
        """What a payment of the past takes of a cap, less what of it lapsed, was stopped or was recovered before this
        year if the cap counts that no longer.
        """
        gone = 0
        if cap.is_freed_by_recovery and past.line is not None:
            [world] = (world for world in self.carrying.worlds if world.applicant == past.who)
            gone = min(recovered_of(past.line, self.policy, world, self.year), past.charge(cap.name))
        if cap.is_freed_by_lapse and past.claim is not None:
            world = past.claim.world
            for _, parts in grants_in_parts(self.policy, world, [past.claim]):
                lapsed = (part for part in parts if part.state in ("lapsed", "stopped"))
                gone = sum(part.sum for part in lapsed if world.year_of(part.day or past.day) < self.year)
        return past.charge(cap.name) - gone

    def _room_in_span(self, cap: typed.Cap, bucket: Bucket, awards: list[typed.Award], claim: Claim) -> int:
        """What a cap with a span leaves a claim: payments count that are in one span with it."""
        paid = [
            self._charge(cap, p)
            for p in self.remembered(cap, awards, this_year=False)
            if bucket in p.under(cap.keys, across=cap.is_across_applicants) and counts_for(p.day, claim, cap.keys)
        ]
        labels = {award.label for award in awards} - set(cap.exempt)
        paid += [
            c.charged.get(cap.name, 0)
            for c in self.claims
            if c.day and c.label in labels and bucket in under(c, cap) and counts_for(c.day, claim, cap.keys)
        ]
        return max(self.size(cap, claim.world) - sum(paid), 0)

    def shared(self, cap: typed.Cap, awards: list[typed.Award]) -> None:
        """A cap across applicants in another manner: all or nothing, the same in turn, or all cut by one ratio."""
        new = self.over(cap, awards)
        if self.alone and any(c.award in awards and under(c, cap) for c in self.claims if not c.stopped):
            raise NotStatedError
        room: dict[Bucket, int] = {}
        for b in dict.fromkeys(b for claim in new for b in under(claim, cap)):
            lines = self.remembered(cap, awards, this_year=cap.per_year)
            charged = sum(p.charge(cap.name) for p in lines if b in p.under(cap.keys, across=True))
            room[b] = max(self.size(cap, new[0].world) - charged, 0)
        asked = {b: sum(c.left for c in new if b in under(c, cap)) for b in room}
        whole, closed = dict(room), set[Bucket]()
        for claim in self.in_order(cap.order, new):
            mine = under(claim, cap)
            if cap.manner is typed.CapManner.IN_PROPORTION:
                keeps = min(claim.left * min(whole[b], asked[b]) // asked[b] for b in mine)
            else:
                fits = all(room[b] >= claim.left for b in mine) and closed.isdisjoint(mine)
                keeps = claim.left if fits else 0
                if not fits and cap.manner is typed.CapManner.IN_TURN:
                    closed.update(mine)
            cut(claim, f"cap {cap.name}", keeps)
            claim.charged[cap.name] = keeps
            for b in mine:
                room[b] -= keeps

    def in_order(self, order: typed.FieldOrder | None, claims: list[Claim]) -> list[Claim]:
        """The claims by the field of an order, of equal values the greater sum first, then claim order."""
        if order is None:
            return claims
        return sorted(claims, key=lambda claim: (places(order, values_of(claim)), -claim.asked))

    # ------------------------------------------------------------------------------------------ sums

    def total(self, rule: typed.MinimumTotal | typed.RoundedTotal, awards: list[typed.Award]) -> None:
        """The sum of a group and year, with what the year was paid before: refused, or rounded down from the end."""
        if self.is_trial:
            return
        new = self.over(rule, awards)
        lines = self.remembered(rule, awards, this_year=True)
        for bucket in dict.fromkeys(b for claim in new for b in under(claim, rule)):
            claims = [c for c in new if bucket in under(c, rule)]
            sum_ = sum(c.left for c in claims) + sum(p.admitted for p in lines if bucket in p.under(rule.keys))
            if isinstance(rule, typed.RoundedTotal):
                excess = sum_ % rule.amount
                for claim in reversed(claims):
                    taken = min(excess, claim.left)
                    cut(claim, f"round {rule.name}", claim.left - taken)
                    excess -= taken
            elif sum_ < rule.amount:
                for claim in claims:
                    cut(claim, f"nothing below {rule.name}", 0)
        _admit(new)

    def carry(self, cap: typed.Cap, awards: list[typed.Award]) -> None:
        """The last rule over its claims: what it cuts is paid in later years, as far as their caps have room."""
        labels = {a.label for a in awards} - set(cap.exempt)
        lines = [p for p in self.past if p.award is not None and p.label in labels]
        new = self.over(cap, awards)
        self.carrying.pay(cap, labels, new, lines, self.year, lambda world: self.size(cap, world))

    def size_for(self, cap: typed.Cap, bucket: Bucket, awards: list[typed.Award], claim: Claim) -> int:
        """The cap of a group: of the sums that its claims state, the least."""
        if not cap.is_by_claim:
            return self.size(cap, claim.world)
        return min(self.stated(cap, awards, c) for c in self.over(cap, awards) if bucket in under(c, cap))

    def stated(self, cap: typed.Cap, awards: list[typed.Award], claim: Claim) -> int:
        """The cap in fen by the facts of a claim, rounded down; one that cannot be determined or converted is 0."""
        assert claim.day is not None
        view = View(claim.world, claim.day, claim.year, self.policy.currency, claim.record)
        found = value(cap.amount, view)
        if found is UNKNOWN:
            raise NotStatedError
        sum_ = 0 if isinstance(found, Mark | Foreign) else max(math.floor(Fraction(found)), 0)
        return sum_ if cap.support_levels is None else max(sum_ - paid_by_others(cap, awards, claim), 0)

    def size(self, cap: typed.Cap, world: World) -> int:
        """The cap in fen, of this year's figures where it is computed, rounded down, not below 0."""
        found = value(cap.amount, View(world, world.last_day(self.year), self.year, self.policy.currency))
        if found is UNKNOWN:
            raise NotStatedError
        if isinstance(found, Mark):
            assert found in (NONE, MISSING)
            return 0
        return max(math.floor(Fraction(found)), 0)


def paid_by_others(cap: typed.Cap, awards: list[typed.Award], claim: Claim) -> int:
    """The payments by others for the item or matter of a claim, or for the kinds under the cap; per year, its year."""
    world, levels = claim.world, cap.support_levels
    schema = world.schema
    lines = [x for x in world.paid_elsewhere if not x.policy.endswith(" support")]
    paid: list[tuple[Any, int]] = [(s, s.amount) for s in world.support if not levels or s.level in levels]
    paid += [] if levels else [(x, x.sum if x.short else x.admitted) for x in lines]
    key = "item" if "item" in cap.keys else next((k for k in cap.keys if is_matter(k)), "")
    if key and claim.record is not None:
        matter = "matter (item)" if key == "item" else key
        return sum(sum_ for line, sum_ in paid if sum_ and is_about(line, claim.record, world, matter))
    roots = {root_of(a, schema) for a in awards if a.label not in cap.exempt} - {""}
    items = {record.item for record in world.records if record.root in roots}
    return sum(
        sum_
        for line, sum_ in paid
        if (schema.record_by_name[line.kind].root in roots if line.kind else line.item in items)
        and (not cap.per_year or line.year == claim.year)
    )


def _admit(claims: list[Claim]) -> None:
    """The amount after the last rule that is not a cap is admitted."""
    for claim in claims:
        claim.admitted = claim.left


def _is_counted(past: Past, claim: Claim) -> bool:
    """Whether a payment was deducted from the claim already."""
    return past.line is not None and past.line in claim.counted


def _counted(claim: Claim, field: str | None) -> list[Any]:
    """What takes a place under a limit: the values of a field, or the record."""
    if field is None:
        record = claim.record.content if claim.record is not None else ""
        return [(root_of(claim.award, claim.world.schema), claim.item, record)]
    return key_values(claim, field) or []


def _counted_past(past: Past, field: str | None) -> list[Any]:
    if field == "applicant":
        return [past.who]
    return [(past.root, past.item, past.record)] if field is None else past.values(field) or []


def values_of(claim: Claim) -> Callable[[str], Any]:
    """The values of the record of a claim, by field."""
    values = claim.record.values if claim.record is not None else {}
    return lambda field: values.get(field, UNKNOWN)


def score_of(record: Any, quota: typed.Quota) -> Any:
    """The place of a record by its score, and by the order of equal scores; without a score it is last."""
    found = record.values.get(str(quota.score), UNKNOWN)
    if found is UNKNOWN:
        raise NotStatedError
    ties = places(quota.ties, lambda field: record.values.get(field, UNKNOWN))
    return (1, 0) if isinstance(found, Mark | Foreign) else (0, -found), ties
