"""The rules of a policy's blocks to the table of steps by which the runtime settles; and the sum of an award as text.

The order of steps is:

- steps of single awards: deductions, and each award's `once`
- older standards
- blocks from inside out, with their rules as written; consecutive caps are one step
- `over` blocks in the order of the text

A limit of records by a field selects before all rules (`terms.Quota`). If a rule above it may cut its claims, it is
also a step after this rule, and selects there.

A rule applies to the awards before it in its block. A rule of an `over` block without awards applies to all awards.
Spans omit the folder of their file, so that equal pages give equal plans in any folder. Steps and reasons show rules by
`rule_text`.

The dump of a plan prints it. Its digests identify the award on a later page. They are equal for the English and the
Chinese page.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache, cached_property
from hashlib import sha256
from typing import assert_never

import attrs

from ipdsl.base.source import Span
from ipdsl.base.value_object import ValueObject
from ipdsl.base.values.money import DECIMALS
from ipdsl.ir.steps import FieldOrder, GroupState, Manner, Order, Settlement, Step, StepRule
from ipdsl.ir.terms import Clause, Matter, OlderStandardRule, Quota, TriggerKind, is_matter, matter_fields
from ipdsl.lower.plan import nodes, plan_text, row_of
from ipdsl.schema.periods import keys_text
from ipdsl.schema.vocabulary import MATTER_IS_APPLICANT, Schema
from ipdsl.semantics import typed
from ipdsl.semantics.rules.scope import awards_of
from ipdsl.semantics.typed_dump import FORMS, NodeFormatter, line_printer
from ipdsl.syntax.printing import Form, NodePrinter


def relative_span(span: Span) -> Span:
    """The span with the bare name of its file."""
    return attrs.evolve(span, file=re.split(r"[/\\]", span.file)[-1])


def constant_room(cap: typed.Cap) -> int | None:
    """The amount of a cap that is a constant sum, or `None`."""
    amount = cap.amount
    while isinstance(amount, typed.DefinedValue):
        amount = amount.value
    if isinstance(amount, typed.Const) and isinstance(amount.value, int) and not isinstance(amount.value, bool):
        return amount.value
    return None


def has_computed_room(cap: typed.Cap) -> bool:
    """Whether a function computes the sum of a cap."""
    return cap.is_by_claim or constant_room(cap) is None


def _fills_with_neighbours(rule: typed.Rule | None) -> bool:
    """Whether a rule is a cap that fills together with neighbouring caps."""
    return (
        isinstance(rule, typed.Cap)
        and not rule.carry
        and rule.manner is typed.CapManner.IN_ORDER
        and rule.order is None
    )


RULE_TEXTS: Mapping[type, str] = {
    typed.Limit: (
        "limit {number} {!counted}{keys!keys}[{per_year?} per year][{is_across_applicants?} across applicants], {order}"
    ),
    typed.HighestRule: "pay highest[ of {compared!word}]{keys!keys} per year",
    typed.Cap: (
        "cap[ {!room}]{keys!keys}[{per_year?} per year][{is_across_applicants?} across applicants][, {manner!manner}]"
        "[, {order}][, carry forward {carry!years}][, counting {!support}]"
    ),
    typed.NoRepeat: "no repeat{keys!keys}[{per_year?} per year]",
    typed.TopUp: "top up{keys!keys}",
    typed.MinimumTotal: "nothing below {amount!sum}{keys!keys} per year",
    typed.RoundedTotal: "round down to {step!sum}{keys!keys} per year",
    typed.FieldOrder: "[{is_highest_first?}highest {field} first|in order of {field}]",
}
"""The line of each class of rules. The amount of a cap is left out if it is computed."""


def rule_text(rule: typed.Rule, currency: str) -> str:
    """A rule in one line."""
    return _rule_printer(currency).text(rule)


@cache
def _rule_printer(currency: str) -> NodePrinter:
    """The printer of rules with sums in this currency."""

    def sum_text(_printer: NodePrinter, minor: int) -> str:
        """A sum in main units, without zeros after the point."""
        decimals = DECIMALS.get(currency, 2)
        return f"{Decimal(minor).scaleb(-decimals):,f}".removesuffix("." + "0" * decimals)

    forms: Mapping[str, Form] = {
        **FORMS,
        "counted": _counted_word,
        "keys": lambda _, keys: keys_text(keys),
        "room": lambda printer, cap: None if (room := constant_room(cap)) is None else sum_text(printer, room),
        "sum": sum_text,
        "support": _counted_support,
    }
    return line_printer(RULE_TEXTS, forms, (typed.Order,))


def _counted_word(_printer: NodePrinter, limit: typed.Limit) -> str:
    return "applicants" if limit.is_across_applicants and limit.number != 1 else limit.counts or "items"


def _counted_support(_printer: NodePrinter, cap: typed.Cap) -> str | None:
    if cap.support_levels is None:
        return None
    return f"support of {', '.join(cap.support_levels)}" if cap.support_levels else "all other support"


def settlement_of(
    schema: Schema, currency: str, clauses: Sequence[Clause], older: Iterable[OlderStandardRule], root: typed.Block,
    functions: Mapping[str, str], matters: tuple[Matter, ...] = (), quotas: Iterable[Quota] = (),
) -> Settlement:  # fmt: skip
    """The steps of these clauses, whose awards are in the blocks under the root.

    `functions` compute the amounts of caps that are not constant, by the name of the rule.
    """
    standards = [_standard(rule) for rule in older]
    ends = [*_deductions(schema, clauses), *_once_step(clauses), *standards]
    stages = list(_StepBuilder(currency, clauses, functions).steps(root))
    for quota in quotas:
        if quota.score and quota.low is None:
            _insert_selection(quota, ends, stages)
    columns = _columns(schema, clauses, ends, standards, stages, matter_fields(schema, matters), quotas)
    return Settlement((*ends, *stages), columns)


def _columns(
    schema: Schema, clauses: Sequence[Clause], ends: Sequence[Step], standards: Sequence[Step], stages: Sequence[Step],
    fields_of: Mapping[tuple[str, str], tuple[str, ...]], quotas: Iterable[Quota],
) -> tuple[tuple[str, ...], ...]:  # fmt: skip
    """The keys and counted fields of each clause: those of its `once`, of its deductions, and of rules over it.

    A matter adds its fields that are not part of the item, so that a ledger line states all values of its matter.
    """
    columns: list[dict[str, None]] = [{} for _ in clauses]
    for clause in clauses:
        for keys in clause.once_key_sets:
            columns[clause.index].update(dict.fromkeys(keys))
    deductions = (end for end in ends if end.state is GroupState.DEDUCTION)
    for indices, names in (
        *(
            ((*bound.reach, *bound.payers), step.names(bound))
            for step in (*deductions, *standards, *stages)
            for bound in step.rules
        ),
        *((quota.clauses, quota.keys) for quota in quotas),
    ):
        for index in indices:
            columns[index].update(dict.fromkeys(names))
    for clause in clauses:
        if clause.trigger.record and clause.trigger.kind is not TriggerKind.SET:
            kind = schema.record_by_name[clause.trigger.record]
            made_of = (fields_of[name, kind.name] for name in [*columns[clause.index]] if is_matter(name))
            fields_of_item = {*kind.key, *MATTER_IS_APPLICANT}
            columns[clause.index].update(
                dict.fromkeys(x for fields in made_of for x in fields if x not in fields_of_item)
            )
    return tuple(map(tuple, columns))


# ---------------------------------------------------------------------------------------------- before the rules


def _deductions(schema: Schema, clauses: Sequence[Clause]) -> Iterator[Step]:
    """A step for each record kind whose earlier payments are deducted, with the field that must be equal."""
    for less in dict.fromkeys(clause.less for clause in clauses if clause.less is not None):
        kind, field = less
        deducting_clauses = [clause for clause in clauses if clause.less == less]
        payers = [c.index for c in clauses if c.trigger.record and kind in schema.lineage(c.trigger.record)]
        text = f"less already paid for {kind} of the same {field}"
        bound = StepRule(
            "less already paid", "", text, deducting_clauses[0].span,
            tuple(clause.index for clause in deducting_clauses), (field,),
            payers=tuple(payers),
        )  # fmt: skip
        yield Step(
            GroupState.DEDUCTION,
            Order.CLAIM,
            (bound,),
            kinds=(kind,),
            adjusts_proposals=True,
            is_of_award=True,
            lasts=True,
        )


def _standard(older: OlderStandardRule) -> Step:
    bound = StepRule(older.name, older.article, older.text, older.span, older.clauses, older.keys, per_year=True)
    return Step(GroupState.FLOOR, Order.CLAIM, (bound,), adjusts_proposals=True)


def _once_step(clauses: Sequence[Clause]) -> Iterator[Step]:
    """One step for all awards: a row with its own `once` also counts for the `once` of the others."""
    bounds = [
        StepRule("once", clause.article, f"once{keys_text(keys)}", clause.span, (clause.index,), keys)
        for clause in clauses
        for keys in clause.once_key_sets
    ]
    if bounds:
        yield Step(GroupState.QUOTA, Order.CLAIM, tuple(bounds), number=1, is_of_award=True, lasts=True)


# ---------------------------------------------------------------------------------------------- selections


def _insert_selection(quota: Quota, ends: Sequence[Step], stages: list[Step]) -> None:
    """Insert the step of a limit by a field after the last step above it that may cut its claims, if there is one."""
    above = [index for index, step in enumerate((*ends, *stages)) if _may_cut(step, quota)]
    if above:
        bound = StepRule(
            quota.name, quota.article, quota.text, quota.span, quota.clauses, quota.keys, quota.per_year,
            is_across=True, counted_field="applicant", counts_records=True,
            order=FieldOrder(quota.score, is_highest_first=True),
        )  # fmt: skip
        step = Step(GroupState.QUOTA, Order.CLAIM, (bound,), number=quota.number, lasts=not quota.per_year)
        stages.insert(max(0, above[-1] + 1 - len(ends)), step)


def _may_cut(step: Step, quota: Quota) -> bool:
    """Whether a step above a quota may cut one of its claims. An item that is paid once is one record."""
    if step.raises_claims or step.first_rule.span.line > quota.span.line:
        return False
    rules = step.rules if step.is_block_rule else [bound for bound in step.rules if bound.keys]
    return any(not bound.reached_clauses.isdisjoint(quota.clauses) for bound in rules)


# ---------------------------------------------------------------------------------------------- blocks


def _field_order(order: typed.FieldOrder) -> FieldOrder:
    return FieldOrder(order.field, order.is_highest_first)


@attrs.frozen(eq=False, repr=False)
class _StepBuilder(ValueObject):
    """Builds the steps of the blocks of a policy."""

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
        yield from self._block_steps(root, over)
        for block in over:
            rules = [item for item in block.items if isinstance(item, typed.Rule)]
            labels = [award.label for award in awards_of(block.items)] or self.index_of
            child = {self.index_of[label]: index for index, label in enumerate(labels)}
            yield from self._rule_steps(block, rules, child, ())

    def _block_steps(self, block: typed.Block, over: list[typed.Block]) -> Iterator[Step]:
        """The steps of the inner blocks, then those of the block, each for the awards before it."""
        child: dict[int, int] = {}
        inner: list[int] = []
        later_steps: list[Step] = []
        run: list[typed.Rule] = []
        items = [item for item in block.items if not isinstance(item, typed.Condition)]  # conditions apply before
        for index, item in enumerate(items):
            if isinstance(item, typed.Rule):
                run.append(item)
                continue
            later_steps += self._rule_steps(block, run, child, tuple(inner))
            run = []
            match item:
                case typed.Block(kind="over"):
                    over.append(item)
                case typed.Block():
                    yield from self._block_steps(item, over)
                    inner.append(index)
                    child.update((self.index_of[award.label], index) for award in awards_of(item.items))
                case typed.Award(label=label):
                    child[self.index_of[label]] = index
                case _:
                    assert_never(item)
        yield from later_steps
        yield from self._rule_steps(block, run, child, tuple(inner))

    def _rule_steps(
        self, block: typed.Block, rules: Sequence[typed.Rule], child: Mapping[int, int], inner: tuple[int, ...]
    ) -> Iterator[Step]:
        """The steps of consecutive rules; `child` has the direct child of each clause."""
        caps: list[StepRule] = []
        following: list[typed.Rule | None] = [*rules[1:], None]
        for rule, after in zip(rules, following, strict=False):
            step = self._step(block.article, rule, child, inner)
            if _fills_with_neighbours(rule):
                caps.append(step.first_rule)
                if _fills_with_neighbours(after):
                    continue  # they fill together
                step, caps = attrs.evolve(step, rules=tuple(caps), lasts=not all(cap.per_year for cap in caps)), []
            yield step

    def _step(self, article: str, rule: typed.Rule, child: Mapping[int, int], inner: tuple[int, ...]) -> Step:
        reach = tuple([index for index in child if self.clauses[index].label not in rule.exempt])
        kinds = tuple(dict.fromkeys(self.clauses[index].trigger.record for index in child))
        text = rule_text(rule, self.currency)
        bound = StepRule(rule.name, article, text, relative_span(rule.span), reach, rule.keys, rule.per_year)
        step = Step(GroupState.LIMIT, Order.CLAIM, (bound,), kinds=kinds, lasts=not rule.per_year)
        match rule:
            case typed.Limit(number=number, counts=counts, order=order):
                by = Order.GREATEST if order is typed.Order.BEST else Order.CLAIM
                bounds = (
                    attrs.evolve(
                        bound,
                        counted_field=counts or "",
                        is_across=rule.is_across_applicants,
                        order=_field_order(order) if isinstance(order, typed.FieldOrder) else None,
                    ),
                )
                return attrs.evolve(step, state=GroupState.QUOTA, order=by, rules=bounds, number=number)
            case typed.HighestRule(alternatives=alternatives):
                if alternatives:
                    child = {self.index_of[x]: index for index, labels in enumerate(alternatives) for x in labels}
                    inner = tuple(range(len(alternatives)))
                return attrs.evolve(
                    step, state=GroupState.BEST_OF, teams=tuple(child.items()), groups=inner, selects=True
                )
            case typed.Cap(is_across_applicants=across, carry=wait, is_by_claim=by_claim):
                function = self.functions[rule.name] if has_computed_room(rule) else None
                bounds = (
                    attrs.evolve(
                        bound,
                        amount=constant_room(rule) if function is None else None,
                        function=function,
                        is_across=across,
                        is_by_claim=by_claim,
                        support_levels=rule.support_levels,
                        order=None if rule.order is None else _field_order(rule.order),
                    ),
                )
                state = GroupState.CARRY_OVER if wait else GroupState.LIMIT
                manner = Manner[rule.manner.name]
                return attrs.evolve(step, state=state, rules=bounds, wait=wait, admits=False, fills=True, manner=manner)
            case typed.NoRepeat():
                return attrs.evolve(step, state=GroupState.EXCLUSIVE, order=Order.GREATEST_BY_TEXT, selects=True)
            case typed.TopUp():
                return attrs.evolve(step, state=GroupState.TOP_UP, counts_by_level=True)
            case typed.MinimumTotal(amount=minimum):
                return attrs.evolve(step, state=GroupState.MINIMUM_SUM, rules=(attrs.evolve(bound, amount=minimum),))
            case typed.RoundedTotal(step=size):
                return attrs.evolve(step, state=GroupState.WHOLE_STEPS, rules=(attrs.evolve(bound, amount=size),))
            case _:
                assert_never(rule)


_DIGITS = 12
_NODE_TEXT = NodeFormatter(lambda _: "…")


def amount_lines(amount: typed.Amount, text_of: Callable[[typed.Expr], str] = plan_text) -> Iterator[str]:
    """The sum of an award, one line for each row; `text_of` formats an expression."""
    match amount:
        case typed.FixedAmount() | typed.Ceiling():
            yield _sum(amount, text_of)
        case typed.AmountByRows(rows=rows):
            for row in rows:
                test = "otherwise" if row.test is None else text_of(row.test)
                once = f" once{keys_text(row.once.keys)}" if row.once else ""
                yield f"row {row.name!r} if {test}: {_sum(row.amount, text_of)}{once}"
        case _:
            assert_never(amount)


def _sum(amount: typed.FixedAmount | typed.Ceiling, text_of: Callable[[typed.Expr], str]) -> str:
    value = "any sum" if amount.value is None else text_of(amount.value)
    limit = f", at most {text_of(amount.at_most)}" if amount.at_most is not None else ""
    if isinstance(amount, typed.Ceiling):
        return f"up to {value}{limit}"
    threshold = f", nothing below {text_of(amount.threshold)}" if amount.threshold is not None else ""
    return f"pays {value}{limit}{threshold}"


def conditions_digest(award: typed.Award, kinds: Container[str], trigger: object, picks: Iterable[typed.Gate]) -> str:
    """The digest of who is paid and when, with the keys of each `once`, without the event and the sum.

    Words for the applicant, `kinds`, count as `applicant`.
    """
    rows = award.amount.rows if isinstance(award.amount, typed.AmountByRows) else ()
    once = [
        [*("applicant" if key in kinds else key for key in rule.keys), rule.per_year]
        for rule in (award.once, *(row.once for row in rows))
        if rule is not None
    ]
    tests = sorted(_node_texts(gate.test) for gate in (*award.gates, *picks))
    return _digest(trigger, sorted(award.to), award.start, sorted(once, key=repr), tests)


def sum_digest(award: typed.Award) -> str:
    """The digest of the sum with all its rows and deductions, without `once`."""
    amount = award.amount
    if isinstance(amount, typed.AmountByRows):
        amount = attrs.evolve(amount, rows=tuple(attrs.evolve(row, once=None) for row in amount.rows))
    less = award.less and (award.less.record, award.less.field)
    return _digest(*amount_lines(amount, _node_texts), award.counts_support, less)


def _node_texts(expr: typed.Expr) -> str:
    """The text of each node without its operands, in order: it grows with the number of nodes, at any depth."""
    return " ".join(
        repr(node.value) if isinstance(node, typed.Const) else _NODE_TEXT.fill(row_of(node).plan, node)
        for node in nodes(expr)
    )


def _digest(*parts: object) -> str:
    return sha256(repr(parts).encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]
