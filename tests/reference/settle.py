"""Settlement of claims, written from the rules of `docs/en/concepts/settlement`.

Years are settled in order: first the proposals, then `once`, the blocks from inside out, and the `over` blocks. The
lines of each year are part of the history of the next.

The code is simple: every rule reads all lines of the ledger each time.
"""

from __future__ import annotations

import copy
import datetime
from collections.abc import Iterator
from typing import Any

import attrs

from ipdsl.schema.vocabulary import RecordKind as Kind
from ipdsl.semantics import typed
from tests.reference.carry import Carrying, carrying_caps
from tests.reference.claims import Claim, cut, propose
from tests.reference.gates import reached
from tests.reference.keys import Bucket, buckets, field_of, is_matter, item_order, key_values, line_values
from tests.reference.matters import fields_of, fits, is_about, said
from tests.reference.memory import Past, past_claim, past_lines
from tests.reference.rules import Keyed, Rules, counts_for, under
from tests.reference.world import Line, NotStatedError, Older, World

BOUNDLESS = 10**30
"""More than any bureau approves."""


def settle(
    policy: typed.Policy, worlds: list[World], claims: list[Claim], *, alone: bool, is_trial: bool = False
) -> dict[tuple[str, int, str], int]:
    """Settles all claims and carried amounts. Returns the newly paid amounts by applicant, year and award.

    `alone`: the other applicants are unknown, so anything shared with them is not stated. `is_trial`: of a boundless
    request a cap leaves what it can, although in its manner it would refuse it.
    """
    _refuse_in_vain(policy, claims)
    for world in worlds:
        _states_enough(policy, world, [c for c in claims if c.world is world])
    past = [p for world in worlds for p in past_lines(policy, world)]
    carrying = Carrying.of(policy, worlds, claims, claim_order)
    years = {c.year for c in claims}
    if carrying_caps(policy):
        years |= carrying.years(claims)
    for year in sorted(years):
        now = sorted((c for c in claims if c.year == year), key=claim_order)
        _propose(policy, now, past)
        for award in policy.awards:
            _once(policy, [c for c in now if c.award is award], past)
        _raise_all(policy, now, past)
        rules = Rules(policy, now, past, year, carrying, alone, is_trial)
        _block(rules, policy.root)
        for over in _over_blocks(policy.root):
            _rules(rules, over, list(policy.awards))
        carrying.end(year, now)
        past += [past_claim(c) for c in now if not c.stopped]
    return carrying.newly


def _states_enough(policy: typed.Policy, world: World, claims: list[Claim]) -> None:
    """`NotStatedError` if a line of another document lacks a key that decides whether its payment counts."""
    rules = [(label, r) for label, r in reached(policy, policy.root) if isinstance(r, typed.NoRepeat | typed.TopUp)]
    kinds = world.schema.record_by_name
    for line in (x for x in world.paid_elsewhere if x.kind in kinds and (x.sum if x.short else x.admitted) > 0):
        kind = kinds[line.kind]
        for label, rule in rules:
            names = [k for k in rule.keys if is_matter(k) or k == "level" or k in kind.field_by_name]
            if all(line_values(line, None, world, k) or (not is_matter(k) and not held_by(k, kind)) for k in names):
                continue
            for claim in claims:
                if claim.label == label and not claim.stopped and claim.record and claim.record.root == kind.root:
                    _same_group(line, claim, names, world)


def rule_kinds(policy: typed.Policy, rule: typed.Rule) -> set[str]:
    """The kinds of records of the awards in a rule's block."""
    block = next(b for b in _blocks(policy.root) if any(item is rule for item in b.items))
    awards = list(policy.awards) if block.kind == "over" and not _awards(block) else _awards(block, until=rule)
    return {a.trigger.record or "" for a in awards if not isinstance(a.trigger, typed.YearTrigger)}


def held_by(name: str, kind: Kind) -> bool:
    """Whether records of a kind have a key at all."""
    return field_of(name, kind) in kind.field_by_name


def _same_group(line: Line, claim: Claim, names: list[str], world: World) -> None:
    """`NotStatedError` if unstated fields decide whether a line belongs to a claim's group."""
    assert claim.record is not None
    kind = world.schema.record_by_name[claim.record.listed]
    fields: dict[str, None] = {}
    for name in names:
        made_of = fields_of(world, kind, name) if is_matter(name) else (field_of(name, kind),)
        fields |= dict.fromkeys(f for f in made_of if f in kind.field_by_name)
    told = said(line, kind, fields, world)
    if line.level and field_of("level", kind) in kind.field_by_name:
        told[field_of("level", kind)] = line.level
    if fits({f: claim.record.values[f] for f in fields}, told) is None:
        raise NotStatedError


def _refuse_in_vain(policy: typed.Policy, claims: list[Claim]) -> None:
    """A claim that waits for an approval is cut to 0 if prior payments leave nothing of any amount.

    It waits all the same if a rule before the one that refuses it weighs it with a claim that may still be paid.
    """
    refusals = [(claim, _refusal(policy, claim)) for claim in claims if claim.is_open and not claim.stopped]
    refused = {id(claim): (claim, by) for claim, by in refusals if by}
    others = [claim for claim in claims if not claim.stopped and id(claim) not in refused]
    for _ in range(len(refused)):
        for key, (claim, by) in list(refused.items()):
            if any(_meets(policy, rule, claim, others) for rule in _rules_before(policy, claim, by)):
                others.append(refused.pop(key)[0])
    for claim, by in refused.values():
        claim.cuts = [(by, 0)]


def _refusal(policy: typed.Policy, claim: Claim) -> str:
    """The rule by which prior payments leave nothing of a claim, if it is tried alone; empty if something is left."""
    world = attrs.evolve(claim.world, lines=copy.deepcopy(claim.world.lines))  # the trial does not change the lines
    tried = attrs.evolve(claim, world=world, approved=BOUNDLESS, keys={}, cuts=[], charged={}, places={}, paid={})
    settle(policy, [world], [tried], alone=False, is_trial=True)
    in_vain = tried.cuts and tried.proposed and not (tried.sum or tried.carried or tried.lapsed)
    if not in_vain or tried.cuts[-1][0] in ("support", "below"):  # support lowers the ceiling itself
        return ""
    is_read = tried.admitted and _is_asked_later(policy, tried)  # rules of later years read its admitted amount
    return "" if is_read else tried.cuts[-1][0]


def _rules_before(policy: typed.Policy, claim: Claim, by: str) -> list[Any]:
    """What weighs a claim with others before a rule of a block refuses it: older standards, its `once`, other rules."""
    found: list[Any] = []
    caps: list[Any] = []  # those that fill together
    place: typed.Block | None = None
    for block, rule in _rules_over(policy, claim):
        is_cap = isinstance(rule, typed.Cap) and _fills_with_neighbours(rule)
        if not is_cap or block is not place:
            found, caps, place = [*found, *caps], [], block
        if by.endswith(f" {rule.name}"):
            raising = [x for label, x in reached(policy, policy.root) if label == claim.label]
            once = claim.row_once or claim.award.once
            first = [x for x in raising if isinstance(x, typed.OlderStandardRule)]
            return [*first, *([] if once is None else [once]), *found]
        if is_cap:
            caps.append(rule)
        else:
            found.append(rule)
    return []


def stands_among_rules(policy: typed.Policy, quota: typed.Quota) -> bool:
    """Whether a rule above a limit by score may cut one of its claims. A bare `once` pays an item once, a record."""
    if quota.score is None or quota.low is not None:
        return False
    over = {label for label, one in reached(policy, policy.root) if one is quota}
    for award in policy.awards:
        rows = award.amount.rows if isinstance(award.amount, typed.AmountByRows) else ()
        once = [one for one in (award.once, *(row.once for row in rows)) if one is not None]
        if award.label in over and (award.less is not None or any(one.keys or one.per_year for one in once)):
            return True
    for block in (policy.root, *_over_blocks(policy.root)):
        for _, rule in _inside_out(block):
            if rule is quota:
                return False
            if isinstance(rule, Keyed) and any(
                label in over for label, one in reached(policy, policy.root) if one is rule
            ):
                return True
    return False


def _rules_over(policy: typed.Policy, claim: Claim) -> Iterator[tuple[typed.Block, Any]]:
    """The rules with an amount over a claim with their blocks, in the order in which they apply."""
    for block in (policy.root, *_over_blocks(policy.root)):
        for place, rule in _inside_out(block):
            if isinstance(rule, Keyed) and (claim.label, rule) in reached(policy, policy.root):
                yield place, rule


def _inside_out(block: typed.Block) -> Iterator[tuple[typed.Block, Any]]:
    for item in block.items:
        if isinstance(item, typed.Block) and item.kind != "over":
            yield from _inside_out(item)
    yield from ((block, item) for item in block.items if not isinstance(item, typed.Award | typed.Block))


def _meets(policy: typed.Policy, rule: Any, claim: Claim, others: list[Claim]) -> bool:
    """Whether a rule weighs a claim with others of its year, of other applicants, or of later years."""
    if isinstance(rule, typed.Cap | typed.Limit) and rule.is_across_applicants:
        return True
    if isinstance(rule, typed.Cap) and (not rule.per_year or rule.carry):
        return True
    beside = [c for c in others if c.year == claim.year and c.world is claim.world]
    if isinstance(rule, typed.OnceRule):
        beside = [c for c in beside if (c.row_once or c.award.once) is rule]
        if not rule.keys:
            return any((c.item, c.row) == (claim.item, claim.row) for c in beside)
    else:
        labels = {label for label, x in reached(policy, policy.root) if x is rule}
        beside = [c for c in beside if c.label in labels]
    mine = set(_own_buckets(claim, rule.keys))
    return any(mine & set(_own_buckets(c, rule.keys)) for c in beside)


def _is_asked_later(policy: typed.Policy, claim: Claim) -> bool:
    """Whether a rule other than a cap reads the admitted amount of a claim in later years, or its places."""
    over = [rule for label, rule in reached(policy, policy.root) if label == claim.label]
    places = any(isinstance(rule, typed.NoRepeat) and not rule.per_year for rule in over)
    places |= any(
        isinstance(rule, typed.Limit) and not rule.per_year and claim.places.get(rule.name, 1) for rule in over
    )
    climbed = any(isinstance(rule, typed.TopUp) for rule in over)
    trigger = claim.award.trigger
    record = "" if isinstance(trigger, typed.YearTrigger) else trigger.record
    kinds = policy.schema.lineage(record) if record else ()
    deducted = any(award.less is not None and award.less.record in kinds for award in policy.awards)
    rows = claim.award.amount.rows if isinstance(claim.award.amount, typed.AmountByRows) else ()
    has_once = any(once is not None for once in (claim.award.once, *(row.once for row in rows)))
    return has_once or places or climbed or deducted


def claim_order(claim: Claim) -> tuple[Any, ...]:
    """Event date, place in the text, item key, record id, applicant, content."""
    record = claim.record
    return (
        claim.is_late,
        claim.day or datetime.date.max,
        claim.index,
        item_order(claim),
        record.id if record else "",
        claim.world.applicant,
        record.content if record else "",
    )


# ---------------------------------------------------------------------------------------------- proposals, once


def _propose(policy: typed.Policy, now: list[Claim], past: list[Past]) -> None:
    """Sets the proposed amount of each claim, after the deduction of prior payments for the same item."""
    for claim in now:
        propose(claim, policy, _less(claim, past))
        claim.admitted = claim.left


def _raise_all(policy: typed.Policy, now: list[Claim], past: list[Past]) -> None:
    """Raises the best claim of each matter, among those that `once` leaves, to the amount of older documents."""
    placed = [
        (item, block)
        for block in _blocks(policy.root)
        for item in block.items
        if isinstance(item, typed.OlderStandardRule)
    ]
    for item, block in sorted(placed, key=lambda pair: pair[0].span.line):  # in text order, so the inner first
        reached = policy.awards if block.kind == "over" else _awards(block, until=item)
        labels = {award.label for award in reached} - set(item.exempt)
        paid = [p for p in past if p.award and p.label in labels]
        _raise(item, [c for c in now if c.label in labels and not _is_ended(policy, c, past)], paid)


def _is_ended(policy: typed.Policy, claim: Claim, past: list[Past]) -> bool:
    """Whether a payment of another year ends the claim under a rule that pays nothing twice."""
    for label, rule in reached(policy, policy.root):
        if label != claim.label or not isinstance(rule, typed.NoRepeat) or rule.per_year:
            continue
        over = {other for other, one in reached(policy, policy.root) if one is rule}
        mine = under(claim, rule)
        paid = [p for p in past if p.admitted > 0 and p.year != claim.year and (p.award is None or p.label in over)]
        if any(set(mine) & set(p.under(rule.keys)) for p in paid):
            return True
    return False


def _less(claim: Claim, past: list[Past]) -> int:
    """The amount admitted for the kind of the deduction, with the same value of its field."""
    less = claim.award.less
    if less is None or claim.stopped:
        return 0
    mine = key_values(claim, less.field)
    if mine is None:
        return 0
    paid = [
        p
        for p in past
        if p.who == claim.world.applicant and less.record in p.kinds and set(p.values(less.field) or ()) & set(mine)
    ]
    paid = [p for p in paid if p.award is not None or p.line not in claim.counted]  # each payment is deducted once
    if claim.exact is not None:  # an amount at discretion gets no deduction
        claim.counted += [p.line for p in paid if p.line is not None and p.award is None]
    return sum(p.admitted for p in paid)


def _raise(rule: typed.OlderStandardRule, claims: list[Claim], past: list[Past]) -> None:
    """The highest claim of each key is raised to the standard of the older document, unless a line was raised to it."""
    groups: dict[Bucket, list[Claim]] = {}
    for claim in claims:
        if claim.left > 0:
            for b in _own_buckets(claim, rule.keys):
                groups.setdefault(b, []).append(claim)
    for bucket, group in groups.items():
        best = min(group, key=lambda c: (-c.left, c.index, group.index(c)))
        standard = max((x.amount for c in group for x in c.world.older if _speaks(x, c, rule)), default=0)
        lines = [p.proposed for p in past if p.year == best.year and bucket in p.under(rule.keys)]
        if standard > max([best.left, *lines]):
            best.proposed += standard - best.left
            best.left = best.admitted = standard


def _speaks(standard: Older, claim: Claim, rule: typed.OlderStandardRule) -> bool:
    """Whether a standard is one of the claim's matter."""
    name = next((key for key in rule.keys if key.split()[0] == "matter"), "matter")
    if not standard.kind and claim.record is not None:
        return False
    return is_about(standard, claim.record, claim.world, name)


def _own_buckets(claim: Claim, keys: tuple[str, ...]) -> list[Bucket]:
    return buckets([key_values(claim, k) for k in keys], claim.world.applicant)


def _once(policy: typed.Policy, claims: list[Claim], past: list[Past]) -> None:
    """The award's own `once`; a bare one is for the item under its row, one with keys over all rows."""
    for position, claim in enumerate(claims):
        once = claim.row_once or claim.award.once
        if once is None or claim.left == 0:
            continue
        earlier = [
            p
            for p in past
            if p.who == claim.world.applicant and p.admitted > 0 and (p.award is claim.award or _was(policy, p, claim))
        ]
        sisters = [c for c in claims[:position] if c.left > 0 and c.world is claim.world]
        if once.keys or once.per_year:
            keys = (*once.keys, "year") if once.per_year else once.keys
            mine = set(_own_buckets(claim, keys))
            used = {b for c in sisters if c.day and counts_for(c.day, claim, keys) for b in _own_buckets(c, keys)}
            used |= {b for p in earlier if counts_for(p.day, claim, keys) for b in p.under(keys)}
            blocked = bool(mine & used)
        else:
            blocked = any(c.item == claim.item and c.row == claim.row for c in sisters)
            blocked = blocked or any(p.item == claim.item and p.row in (None, claim.row) for p in earlier)
        if blocked:
            cut(claim, "once", 0)
        claim.admitted = claim.left


def _was(policy: typed.Policy, past: Past, claim: Claim) -> bool:
    """A payment under the clause of a replaced document that this clause was."""
    return any(
        past.document == old.document and (claim.label, past.label) in old.clauses
        for old in policy.replaced
        if past.award is None
    )


# ---------------------------------------------------------------------------------------------- blocks


def _blocks(block: typed.Block) -> Iterator[typed.Block]:
    yield block
    for item in block.items:
        if isinstance(item, typed.Block):
            yield from _blocks(item)


def _over_blocks(block: typed.Block) -> Iterator[typed.Block]:
    return (b for b in _blocks(block) if b.kind == "over")


def _block(rules: Rules, block: typed.Block) -> None:
    """Inner blocks first, then the block's own rules in order."""
    for item in block.items:
        if isinstance(item, typed.Block) and item.kind != "over":
            _block(rules, item)
    _rules(rules, block, [])


def _rules(rules: Rules, block: typed.Block, reached: list[typed.Award]) -> None:
    """The rules of one block. A rule reaches the items before it; in an `over` block it reaches everything."""
    children: list[list[typed.Award]] = [[a] for a in reached]
    inner: set[str] = set()
    caps: list[typed.Cap] = []
    between: list[tuple[typed.Quota, list[typed.Award]]] = []
    for item in [*block.items, None]:
        if isinstance(item, typed.Quota) and stands_among_rules(rules.policy, item):
            between.append((item, [a for child in children for a in child]))
        if isinstance(item, typed.Condition):  # applies before all rules, and does not separate caps
            continue
        before = [a for child in children for a in child]
        if caps and not (isinstance(item, typed.Cap) and _fills_with_neighbours(item)):
            rules.caps(caps, before)
            caps = []
        for quota, over in between if not caps else ():
            rules.select(quota, over)
        between = between if caps else []
        match item:
            case typed.Award():
                children.append([item])
            case typed.Block() if item.kind != "over":
                children.append(_awards(item))
                inner |= {a.label for a in children[-1]}
            case typed.Cap() if item.carry:
                rules.carry(item, before)
            case typed.Cap() if item.manner is not None:
                rules.caps([item], before) if rules.is_trial else rules.shared(item, before)
            case typed.Cap() if _fills_with_neighbours(item):
                caps.append(item)
            case typed.Cap():
                rules.caps([item], before)
            case typed.Limit():
                rules.limit(item, before)
            case typed.HighestRule():
                rules.highest(item, children, inner)
            case typed.NoRepeat():
                rules.no_repeat(item, before)
            case typed.TopUp():
                rules.top_up(item, before)
            case typed.MinimumTotal() | typed.RoundedTotal():
                rules.total(item, before)
            case _:
                pass


def _fills_with_neighbours(cap: typed.Cap) -> bool:
    return not cap.carry and cap.manner is None and cap.order is None


def _awards(block: typed.Block, until: object = None) -> list[typed.Award]:
    found: list[typed.Award] = []
    for item in block.items:
        if item is until:
            break
        if isinstance(item, typed.Award):
            found.append(item)
        elif isinstance(item, typed.Block) and item.kind != "over":
            found += _awards(item)
    return found
