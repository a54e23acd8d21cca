"""The rules of a policy's blocks to the table of steps by which the runtime settles.

First come the steps of awards alone (what they deduct, each award's own `once`), then older standards, then blocks
from inside out with their rules as written, caps that stand next to each other as one step, and at last the blocks over
the policy in the order of the text. A rule reaches the awards before it in its block; one over the policy reaches all,
where its block holds no awards of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import assert_never

import attrs

from ipdsl.plan.places import place
from ipdsl.plan.rules import constant, per, rule_text
from ipdsl.runtime.steps import Bound, GroupState, Order, Settlement, Step
from ipdsl.runtime.terms import Clause, Matter, Older, TriggerKind, is_matter, matter_fields
from ipdsl.schema.model import MATTER_IS_APPLICANT, Schema
from ipdsl.semantics import typed
from ipdsl.semantics.placed import awards_of
from ipdsl.value_object import ValueObject


def settlement_of(
    schema: Schema, currency: str, clauses: Sequence[Clause], older: Iterable[Older], root: typed.Block,
    functions: Mapping[str, str], matters: tuple[Matter, ...] = (),
) -> Settlement:  # fmt: skip
    """The steps over these clauses, whose awards stand in the blocks beneath the root.

    `functions` compute the rooms of caps that are no plain sums, by the name of the rule.
    """
    standards = [_standard(one) for one in older]
    ends = [*_deductions(schema, clauses), *_once(clauses), *standards]
    stages = list(_Blocks(currency, clauses, functions).steps(root))
    columns = _columns(schema, clauses, ends, standards, stages, matter_fields(schema, matters))
    return Settlement((*ends, *stages), columns)


def _columns(
    schema: Schema, clauses: Sequence[Clause], ends: Sequence[Step], standards: Sequence[Step], stages: Sequence[Step],
    fields_of: Mapping[tuple[str, str], tuple[str, ...]],
) -> tuple[tuple[str, ...], ...]:  # fmt: skip
    """The keys and counted fields of each clause: those of its `once`, of what it deducts, of the rules over it.

    A matter brings the fields that the item does not tell, so that a line states what its matter is worked out of.
    """
    columns: list[dict[str, None]] = [{} for _ in clauses]
    for clause in clauses:
        for keys in clause.once_kinds:
            columns[clause.index].update(dict.fromkeys(keys))
    for step in (*(end for end in ends if end.state is GroupState.LESS), *standards, *stages):
        for bound in step.bounds:
            for index in dict.fromkeys((*bound.reach, *bound.payers)):
                columns[index].update(dict.fromkeys(step.names(bound)))
    for clause in clauses:
        if clause.trigger.record and clause.trigger.kind is not TriggerKind.SET:
            kind = schema.record_by_name[clause.trigger.record]
            made_of = (fields_of[name, kind.name] for name in [*columns[clause.index]] if is_matter(name))
            told = {*kind.key, *MATTER_IS_APPLICANT}
            columns[clause.index].update(dict.fromkeys(x for fields in made_of for x in fields if x not in told))
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
        Bound("once", clause.article, f"once{per(keys)}", clause.span, (clause.index,), keys)
        for clause in clauses
        for keys in clause.once_kinds
    ]
    if bounds:
        yield Step(GroupState.PLACES, Order.CLAIM, tuple(bounds), number=1, of_award=True, lasts=True)


# ---------------------------------------------------------------------------------------------- blocks


@attrs.frozen(eq=False, repr=False)
class _Blocks(ValueObject):
    """Walks the blocks of a policy."""

    currency: str
    clauses: Sequence[Clause]
    functions: Mapping[str, str]

    @cached_property
    def index_of(self) -> Mapping[str, int]:
        """The clause of each award, by its label."""
        return {clause.label: clause.index for clause in self.clauses}

    def steps(self, root: typed.Block) -> Iterator[Step]:
        """The steps of all blocks."""
        over: list[typed.Block] = []
        yield from self._of_block(root, over)
        for block in over:
            rules = [item for item in block.items if isinstance(item, typed.Rule)]
            labels = [award.label for award in awards_of(block.items)] or self.index_of
            child = {self.index_of[label]: at for at, label in enumerate(labels)}
            yield from self._of_rules(block, rules, child, ())

    def _of_block(self, block: typed.Block, over: list[typed.Block]) -> Iterator[Step]:
        """The steps of the inner blocks, then those of the block, each over what stands before it."""
        child: dict[int, int] = {}
        inner: list[int] = []
        own: list[Step] = []
        run: list[typed.Rule] = []
        items = [item for item in block.items if not isinstance(item, typed.Condition)]  # these act before all rules
        for at, item in enumerate(items):
            if isinstance(item, typed.Rule):
                run.append(item)
                continue
            own += self._of_rules(block, run, child, tuple(inner))
            run = []
            match item:
                case typed.Block(kind="over"):
                    over.append(item)
                case typed.Block():
                    yield from self._of_block(item, over)
                    inner.append(at)
                    child.update((self.index_of[award.label], at) for award in awards_of(item.items))
                case typed.Award(label=label):
                    child[self.index_of[label]] = at
                case _:
                    assert_never(item)
        yield from own
        yield from self._of_rules(block, run, child, tuple(inner))

    def _of_rules(
        self, block: typed.Block, rules: Sequence[typed.Rule], child: Mapping[int, int], inner: tuple[int, ...]
    ) -> Iterator[Step]:
        """The steps of rules that stand next to each other; `child` are the direct children of the clauses."""
        caps: list[Bound] = []
        following: list[typed.Rule | None] = [*rules[1:], None]
        for rule, after in zip(rules, following, strict=False):
            step = self._step(block.article, rule, child, inner)
            if isinstance(rule, typed.Cap) and not rule.carry:
                caps.append(step.bound)
                if isinstance(after, typed.Cap) and not after.carry:
                    continue  # they fill together
                step, caps = attrs.evolve(step, bounds=tuple(caps), lasts=not all(cap.per_year for cap in caps)), []
            yield step

    def _step(self, article: str, rule: typed.Rule, child: Mapping[int, int], inner: tuple[int, ...]) -> Step:
        reach = tuple([index for index in child if self.clauses[index].label not in rule.exempt])
        kinds = tuple(dict.fromkeys(self.clauses[index].trigger.record for index in child))
        text = rule_text(rule, self.currency)
        bound = Bound(rule.name, article, text, place(rule.span), reach, rule.keys, rule.per_year)
        step = Step(GroupState.ROOM, Order.CLAIM, (bound,), kinds=kinds, lasts=not rule.per_year)
        match rule:
            case typed.Limit(number=number, counts=counts, order=order):
                by = Order.GREATEST if order is typed.Order.BEST else Order.CLAIM
                bounds = (attrs.evolve(bound, counts=counts or ""),)
                return attrs.evolve(step, state=GroupState.PLACES, order=by, bounds=bounds, number=number)
            case typed.Highest():
                return attrs.evolve(step, state=GroupState.TEAM, teams=tuple(child.items()), groups=inner, selects=True)
            case typed.Cap(across=across, carry=wait):
                room = constant(rule)
                function = self.functions[rule.name] if room is None else None
                bounds = (attrs.evolve(bound, amount=room, function=function, across=across),)
                state = GroupState.PURSE if wait else GroupState.ROOM
                return attrs.evolve(step, state=state, bounds=bounds, wait=wait, admits=False, fills=True)
            case typed.NoRepeat():
                return attrs.evolve(step, state=GroupState.FIRST, order=Order.GREATEST_BY_TEXT, selects=True)
            case typed.TopUp():
                return attrs.evolve(step, state=GroupState.LADDER, by_level=True)
            case _:
                assert_never(rule)
