"""The rules of a policy's blocks to the table of steps by which the runtime settles.

First come the steps that end proposals (what awards deduct, older standards), then each award's own `once`, then blocks
from inside out with their rules as written, caps that stand next to each other as one step, and at last the blocks over
the policy in the order of the text. A rule reaches the awards before it in its block; one over the policy reaches all,
where its block holds no awards of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import assert_never

from ipdsl.making import attrs
from ipdsl.plan.blocks import Block, Cap, Highest, Limit, LimitOrder, NoRepeat, Rule, TopUp
from ipdsl.runtime.steps import Bound, GroupState, Order, Settlement, Step
from ipdsl.runtime.terms import Clause, Older
from ipdsl.schema.model import Schema


def settlement_of(schema: Schema, clauses: Sequence[Clause], older: Iterable[Older], root: Block) -> Settlement:
    """The steps over these clauses, which stand in the blocks beneath the root."""
    standards = [_standard(one) for one in older]
    ends = [*_deductions(schema, clauses), *standards, *_once(clauses)]
    stages = list(_Blocks(clauses).steps(root))
    return Settlement((*ends, *stages), _columns(clauses, ends, standards, stages))


def _columns(
    clauses: Sequence[Clause], ends: Sequence[Step], standards: Sequence[Step], stages: Sequence[Step]
) -> tuple[tuple[str, ...], ...]:
    """The keys and counted fields of each clause: those of its `once`, of what it deducts, of the rules over it."""
    columns: list[dict[str, None]] = [{} for _ in clauses]
    for clause in clauses:
        for keys in clause.once_kinds:
            columns[clause.index].update(dict.fromkeys(keys))
    for step in (*(end for end in ends if end.state is GroupState.LESS), *standards, *stages):
        for bound in step.bounds:
            for index in dict.fromkeys((*bound.reach, *bound.payers)):
                columns[index].update(dict.fromkeys(step.names(bound)))
    return tuple(map(tuple, columns))


# ---------------------------------------------------------------------------------------------- before the rules


def _deductions(schema: Schema, clauses: Sequence[Clause]) -> Iterator[Step]:
    """A step for each kind of record of which awards deduct what was paid, with the field that has to be the same."""
    for less in dict.fromkeys(clause.less for clause in clauses if clause.less is not None):
        kind, field = less
        own = [clause for clause in clauses if clause.less == less]
        payers = [c.index for c in clauses if c.trigger.record and kind in schema.lineage(c.trigger.record)]
        text = f"less already paid for {kind} of the same {field}"
        bound = Bound(
            "less already paid", "", text, own[0].span, tuple(clause.index for clause in own), (field,),
            payers=tuple(payers),
        )  # fmt: skip
        yield Step(GroupState.LESS, Order.CLAIM, (bound,), kinds=(kind,), ends=True, of_award=True, lasts=True)


def _standard(older: Older) -> Step:
    bound = Bound(older.name, older.article, older.text, older.span, older.clauses, older.keys, per_year=True)
    return Step(GroupState.RAISE, Order.CLAIM, (bound,), ends=True)


def _once(clauses: Sequence[Clause]) -> Iterator[Step]:
    """One step for all awards: a row with a `once` of its own is counted by the `once` of the others too."""
    bounds = [
        Bound(
            "once", clause.article, f"once{''.join(f' per {key}' for key in keys)}", clause.span, (clause.index,), keys
        )
        for clause in clauses
        for keys in clause.once_kinds
    ]
    if bounds:
        yield Step(GroupState.PLACES, Order.CLAIM, tuple(bounds), number=1, of_award=True, lasts=True)


# ---------------------------------------------------------------------------------------------- blocks


@attrs.frozen
class _Blocks:
    """Walks the blocks of a policy."""

    clauses: Sequence[Clause]

    def steps(self, root: Block) -> Iterator[Step]:
        """The steps of all blocks."""
        over: list[Block] = []
        yield from self._of_block(root, over)
        every = [clause.index for clause in self.clauses]
        for block in over:
            rules = [item for item in block.items if isinstance(item, Rule)]
            child = {index: place for place, index in enumerate(list(_clauses(block)) or every)}
            yield from self._of_rules(rules, child, ())

    def _of_block(self, block: Block, over: list[Block]) -> Iterator[Step]:
        """The steps of the inner blocks, then those of the block, each over what stands before it."""
        child: dict[int, int] = {}
        inner: list[int] = []
        own: list[Step] = []
        run: list[Rule] = []
        for place, item in enumerate(block.items):
            if isinstance(item, Rule):
                run.append(item)
                continue
            own += self._of_rules(run, child, tuple(inner))
            run = []
            match item:
                case Block(kind="over"):
                    over.append(item)
                case Block():
                    yield from self._of_block(item, over)
                    inner.append(place)
                    child.update(dict.fromkeys(_clauses(item), place))
                case int():
                    child[item] = place
                case _:
                    assert_never(item)
        yield from own
        yield from self._of_rules(run, child, tuple(inner))

    def _of_rules(self, rules: Sequence[Rule], child: Mapping[int, int], inner: tuple[int, ...]) -> Iterator[Step]:
        """The steps of rules that stand next to each other; `child` are the direct children of the clauses."""
        caps: list[Bound] = []
        following: list[Rule | None] = [*rules[1:], None]
        for rule, after in zip(rules, following, strict=False):
            step = self._step(rule, self._bound(rule, child), child, inner)
            if isinstance(rule, Cap) and not rule.carry:
                caps.append(step.bound)
                if isinstance(after, Cap) and not after.carry:
                    continue  # they fill together
                step, caps = attrs.evolve(step, bounds=tuple(caps), lasts=not all(cap.per_year for cap in caps)), []
            yield step

    def _bound(self, rule: Rule, child: Mapping[int, int]) -> Bound:
        reach = tuple([index for index in child if self.clauses[index].label not in rule.exempt])
        whole = Bound(rule.name, rule.article, rule.text, rule.span, reach, rule.keys)
        match rule:
            case Limit(counts=counts, per_year=per_year):
                return attrs.evolve(whole, counts=counts or "", per_year=per_year)
            case Cap(amount=amount, function=function, per_year=per_year, across=across):
                return attrs.evolve(whole, amount=amount, function=function, per_year=per_year, across=across)
            case NoRepeat(per_year=per_year):
                return attrs.evolve(whole, per_year=per_year)
            case Highest():
                return attrs.evolve(whole, per_year=True)
            case TopUp():
                return whole
            case _:
                assert_never(rule)

    def _step(self, rule: Rule, bound: Bound, child: Mapping[int, int], inner: tuple[int, ...]) -> Step:
        kinds = tuple(dict.fromkeys(self.clauses[index].trigger.record for index in child))
        bounds, lasts = (bound,), not bound.per_year
        match rule:
            case Cap(carry=wait) if wait:
                return Step(GroupState.PURSE, Order.CLAIM, bounds, wait=wait, kinds=kinds, admits=False, fills=True)
            case Cap():
                return Step(GroupState.ROOM, Order.CLAIM, bounds, kinds=kinds, admits=False, lasts=lasts, fills=True)
            case Limit(number=number, order=order):
                by = Order.GREATEST if order is LimitOrder.BEST else Order.CLAIM
                return Step(GroupState.PLACES, by, bounds, number=number, kinds=kinds, lasts=lasts)
            case Highest():
                teams = tuple(child.items())
                return Step(GroupState.TEAM, Order.CLAIM, bounds, teams=teams, groups=inner, kinds=kinds, selects=True)
            case NoRepeat():
                return Step(GroupState.FIRST, Order.GREATEST_BY_TEXT, bounds, kinds=kinds, lasts=lasts, selects=True)
            case TopUp():
                return Step(GroupState.LADDER, Order.CLAIM, bounds, kinds=kinds, lasts=True, by_level=True)
            case _:
                assert_never(rule)


def _clauses(block: Block) -> Iterator[int]:
    """The clauses in a block and its inner blocks, in order."""
    for item in block.items:
        if isinstance(item, Block):
            yield from _clauses(item)
        elif isinstance(item, int):
            yield item


def _per(keys: tuple[str, ...]) -> str:
    return "".join(f" per {key}" for key in keys)
