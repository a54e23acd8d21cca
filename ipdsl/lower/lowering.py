"""A typed policy to a plan: terms for the runtime, and the expressions, turning points and evidence of each clause.

The policy must have been checked without errors. A span keeps only the name of its file, so that equal pages give equal
plans in any folder.

Sums in the facts may be in a foreign currency if they are converted by a `convert at` line, or if no sentence reads
them. The second case allows the same facts for several policies.

Block conditions apply to clauses before the rules: gates of blocks, quotas, older standards, suspensions. The gates
that they add to each award follow the clause's own, in the order suspension, `none when`, transition. A gate has the
outcome of the claim that it stops, and the rule and article of its condition. A set has no matter. Support by another
level is therefore tested for each record of the set, and supported records are not in the set.

A `while` award is tested on the first day of a year and on its turning points:

- the days of states and events
- `n units after` a date, and the day after that
- changes of dated fields
- the end of a year that is left to another document
- the date before which a figure is zero
- the turning points of counted records

A comparison of two dates never changes.

Evidence is the words of a condition, each with the expression whose value explains it.

The rules of a policy's blocks become the table of steps by which the runtime settles. The order of steps is:

- steps of single awards: deductions, and each award's `once`
- older standards
- blocks from inside out, with their rules as written; consecutive caps are one step
- `over` blocks in the order of the text

A limit of records by a field selects before all rules (`terms.Quota`). If a rule above it may cut its claims, it is
also a step after this rule, and selects there.

A rule applies to the awards before it in its block. A rule of an `over` block without awards applies to all awards.
Spans omit the folder of their file, so that equal pages give equal plans in any folder. Steps and reasons show rules by
`rule_text`.

The sum of an award as text is part of the dump of a plan. Its digests identify the award on a later page. They are
equal for the English and the Chinese page.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache, cached_property
from hashlib import sha256
from typing import Any, assert_never

import attrs

from ipdsl.base.partition import values_by_key
from ipdsl.base.source import Span
from ipdsl.base.value_object import ValueObject
from ipdsl.base.values.days import FiscalYear
from ipdsl.base.values.money import DECIMALS
from ipdsl.ir import terms
from ipdsl.ir.operations import Fact
from ipdsl.ir.proposal import Outcome
from ipdsl.ir.terms import (
    Clause,
    FieldOrder,
    GroupState,
    Manner,
    Matter,
    OlderStandardRule,
    Order,
    Quota,
    Settlement,
    Step,
    StepRule,
    TriggerKind,
    is_matter,
    matter_fields,
)
from ipdsl.lower import plan
from ipdsl.lower.plan import (
    PLAN_PRINTER,
    ChangeDate,
    Evidence,
    FieldChangeDates,
    OffsetDate,
    RecordChangeDates,
    children,
    dates_of,
    has_parts,
    is_any,
    nodes as expression_nodes,
    nodes as plan_nodes,
    plan_text,
    reads_earlier,
    row_of,
    series_of,
)
from ipdsl.runtime import api
from ipdsl.schema.comparisons import Comparison, End
from ipdsl.schema.declarations import keys_text
from ipdsl.schema.types.date import DateType
from ipdsl.schema.vocabulary import MATTER_IS_APPLICANT, Schema, Varies
from ipdsl.semantics import typed
from ipdsl.semantics.amounts import constant_sum, fixed_rate
from ipdsl.semantics.scope import (
    ANYBODY,
    PlacedRule,
    awards_of,
    blocks_of,
    counts_payments,
    placed_rules,
    reached_awards,
    rules_after,
)
from ipdsl.semantics.typed import Expr, names_applicant, nodes
from ipdsl.semantics.typed_dump import FORMS, TEMPLATES, line_printer
from ipdsl.syntax import ast
from ipdsl.syntax.printing import Form, NodePrinter


def relative_span(span: Span) -> Span:
    """The span with the bare name of its file."""
    return attrs.evolve(span, file=re.split(r"[/\\]", span.file)[-1])


def has_computed_room(cap: typed.Cap) -> bool:
    """Whether a function computes the sum of a cap."""
    return cap.is_by_claim or constant_sum(cap.amount) is None


def _fills_with_neighbours(rule: typed.Rule | None) -> bool:
    """Whether a rule is a cap that fills together with neighbouring caps."""
    return isinstance(rule, typed.Cap) and not rule.carry and rule.manner is None and rule.order is None


STATES: Mapping[type, GroupState] = {
    typed.Limit: GroupState.QUOTA,
    typed.HighestRule: GroupState.BEST_OF,
    typed.Cap: GroupState.LIMIT,
    typed.NoRepeat: GroupState.EXCLUSIVE,
    typed.TopUp: GroupState.TOP_UP,
    typed.MinimumTotal: GroupState.MINIMUM_SUM,
    typed.RoundedTotal: GroupState.WHOLE_STEPS,
}
"""The state of the step of each class of rules. A cap that carries forward has another."""

RULE_TEXTS: Mapping[type, str] = {
    typed.Limit: (
        "limit {number} {!counted}{keys!keys}[{per_year?} per year][{is_across_applicants?} across applicants], {order}"
    ),
    typed.HighestRule: "pay highest[ of {compared!word}]{keys!keys} per year",
    typed.Cap: (
        "cap[ {!room}][{of_payments?} paid]{keys!keys}[{per_year?} per year]"
        "[{is_across_applicants?} across applicants][, {manner!manner}]"
        "[, {order}][, carry forward {carry!years}][, counting {!support}]"
        "[{is_freed_by_recovery?}, less what is paid back][{is_freed_by_lapse?}, less what lapses]"
    ),
    typed.NoRepeat: "no repeat{keys!keys}[{per_year?} per year]",
    typed.TopUp: "top up{keys!keys}",
    typed.MinimumTotal: "nothing below {amount!sum}{keys!keys} per year",
    typed.RoundedTotal: "round down to {amount!sum}{keys!keys} per year",
    typed.FieldOrder: "[{is_highest_first?}highest {field} first|in order of {field}][ then {ties}]",
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
        "room": lambda printer, cap: None if (room := constant_sum(cap.amount)) is None else sum_text(printer, room),
        "sum": sum_text,
        "support": _counted_support,
    }
    return line_printer(RULE_TEXTS, forms, (ast.LimitOrder,))


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
    last = {item.span.line for block in blocks_of(root) if block.kind == "over" for item in block.items}
    for quota in quotas:
        if quota.score and quota.low is None:
            _insert_selection(quota, ends, stages, last)
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
            is_of_award=True,
        )


def _standard(older: OlderStandardRule) -> Step:
    bound = StepRule(older.name, older.article, older.text, older.span, older.clauses, older.keys, per_year=True)
    return Step(GroupState.FLOOR, Order.CLAIM, (bound,))


def _once_step(clauses: Sequence[Clause]) -> Iterator[Step]:
    """One step for all awards: a row with its own `once` also counts for the `once` of the others."""
    bounds = [
        StepRule("once", clause.article, f"once{keys_text(keys)}", clause.span, (clause.index,), keys)
        for clause in clauses
        for keys in clause.once_key_sets
    ]
    if bounds:
        yield Step(GroupState.QUOTA, Order.CLAIM, tuple(bounds), number=1, is_of_award=True)


# ---------------------------------------------------------------------------------------------- selections


def _insert_selection(quota: Quota, ends: Sequence[Step], stages: list[Step], last: Container[int]) -> None:
    """Insert the step of a limit by a field after the last step before it that may cut its claims, if there is one.

    `last` are the lines of rules of `over`, which act after all others.
    """
    above = [index for index, step in enumerate((*ends, *stages)) if _may_cut(step, quota, last)]
    if above:
        bound = StepRule(
            quota.name, quota.article, quota.text, quota.span, quota.clauses, quota.keys, quota.per_year,
            is_across=True, counted_field="applicant", counts_records=True,
            orders=(FieldOrder(quota.score, is_highest_first=True), *quota.ties),
        )  # fmt: skip
        step = Step(GroupState.QUOTA, Order.CLAIM, (bound,), number=quota.number)
        stages.insert(max(0, above[-1] + 1 - len(ends)), step)


def _may_cut(step: Step, quota: Quota, last: Container[int]) -> bool:
    """Whether a step before a quota may cut one of its claims. An item that is paid once is one record."""
    line, end = step.first_rule.span.line, quota.span.line
    if step.traits.raises_claims or (line in last, line) > (end in last, end):
        return False
    rules = step.rules if step.is_block_rule else [bound for bound in step.rules if bound.keys]
    return any(not bound.reached_clauses.isdisjoint(quota.clauses) for bound in rules)


# ---------------------------------------------------------------------------------------------- blocks


def _field_orders(order: typed.FieldOrder | None) -> tuple[FieldOrder, ...]:
    return () if order is None else tuple(FieldOrder(*pair) for pair in order.pairs)


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
            rules = [item for item in block.items if isinstance(item, typed.Rule) and not counts_payments(item)]
            labels = [award.label for award in awards_of(block.items)] or self.index_of
            child = {self.index_of[label]: index for index, label in enumerate(labels)}
            yield from self._rule_steps(block, rules, child, ())

    def _block_steps(self, block: typed.Block, over: list[typed.Block]) -> Iterator[Step]:
        """The steps of the inner blocks, then those of the block, each for the awards before it."""
        child: dict[int, int] = {}
        inner: list[int] = []
        later_steps: list[Step] = []
        run: list[typed.Rule] = []
        # conditions apply before, caps over payments after
        items = [item for item in block.items if not (isinstance(item, typed.Condition) or counts_payments(item))]
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
            step = self.step(block.article, rule, child, inner)
            if _fills_with_neighbours(rule):
                caps.append(step.first_rule)
                if _fills_with_neighbours(after):
                    continue  # they fill together
                step, caps = attrs.evolve(step, rules=tuple(caps)), []
            yield step

    def step(self, article: str, rule: typed.Rule, child: Mapping[int, int], inner: tuple[int, ...] = ()) -> Step:
        """The step of a rule over the clauses of `child`."""
        reach = tuple([index for index in child if self.clauses[index].label not in rule.exempt])
        kinds = tuple(dict.fromkeys(self.clauses[index].trigger.record for index in child))
        text = rule_text(rule, self.currency)
        bound = StepRule(rule.name, article, text, relative_span(rule.span), reach, rule.keys, rule.per_year)
        step = Step(STATES[type(rule)], Order.CLAIM, (bound,), kinds=kinds)
        match rule:
            case typed.Limit(number=number, counts=counts, order=order):
                by = Order.GREATEST if order is ast.LimitOrder.BEST else Order.CLAIM
                bounds = (
                    attrs.evolve(
                        bound,
                        counted_field=counts or "",
                        is_across=rule.is_across_applicants,
                        orders=_field_orders(order if isinstance(order, typed.FieldOrder) else None),
                    ),
                )
                return attrs.evolve(step, order=by, rules=bounds, number=number)
            case typed.HighestRule(alternatives=alternatives):
                if alternatives:
                    child = {self.index_of[x]: index for index, labels in enumerate(alternatives) for x in labels}
                    inner = tuple(range(len(alternatives)))
                return attrs.evolve(step, teams=tuple(child.items()), groups=inner)
            case typed.Cap(is_across_applicants=across, carry=wait, is_by_claim=by_claim):
                function = self.functions[rule.name] if has_computed_room(rule) else None
                bounds = (
                    attrs.evolve(
                        bound,
                        amount=constant_sum(rule.amount) if function is None else None,
                        function=function,
                        is_across=across,
                        is_by_claim=by_claim,
                        support_levels=rule.support_levels,
                        orders=_field_orders(rule.order),
                        is_freed_by_recovery=rule.is_freed_by_recovery,
                        is_freed_by_lapse=rule.is_freed_by_lapse,
                    ),
                )
                state = GroupState.CARRY_OVER if wait else step.state
                manner = Manner.IN_ORDER if rule.manner is None else Manner[rule.manner.name]
                return attrs.evolve(step, state=state, rules=bounds, wait=wait, manner=manner)
            case typed.NoRepeat():
                return attrs.evolve(step, order=Order.GREATEST_BY_TEXT)
            case typed.TopUp():
                return step
            case typed.SumRule(amount=amount):
                return attrs.evolve(step, rules=(attrs.evolve(bound, amount=amount),))
            case _:
                assert_never(rule)


_DIGITS = 12
_NODE_PRINTER = line_printer(dict.fromkeys(TEMPLATES, lambda _printer, _node: "…"), FORMS)


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
    """The digest of the payee and the day of payment, with the keys of each `once`, without the event and the sum.

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
    """The text of each node without its operands, in order: it grows with the number of nodes, at any depth.

    A sentence keeps its text of before language 4, so that ledgers of before know it: each difference was an excess,
    and a value of nothing was 0.
    """
    all_nodes = tuple(plan_nodes(expr))
    fallbacks = [node for node in all_nodes if isinstance(node, typed.FallbackValue) and node.fallback.value == 0]
    left_out = {id(part) for node in fallbacks for part in (node, node.fallback)}
    return " ".join(
        repr(node.value)
        if isinstance(node, typed.Const)
        else _NODE_PRINTER.fill(row_of(node).plan, node).replace("excess", "subtract", isinstance(node, typed.Subtract))
        for node in all_nodes
        if id(node) not in left_out
    )


def _digest(*parts: object) -> str:
    return sha256(repr(parts).encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]


def evidence_of(schema: Schema, *exprs: Expr) -> tuple[Evidence, ...]:
    """Each word of each owner once, in the order of the page."""
    by_owner: dict[tuple[str, bool], Evidence] = {}
    for expr in exprs:
        for evidence in _evidence(schema, expr):
            by_owner.setdefault(
                (evidence.name, isinstance(evidence.value, typed.ApplicantField | typed.Figure)), evidence
            )
    return tuple(by_owner.values())


def _evidence(schema: Schema, expr: Expr) -> Iterator[Evidence]:
    word = PLAN_PRINTER.fill(row_of(expr).word, expr)
    if isinstance(expr, typed.EventHappened):  # the day is more informative than whether the event has happened
        yield Evidence(word, dates_of(schema, expr)[0])
    elif word:
        yield Evidence(word, expr)
    else:
        for part in children(expr):
            yield from _evidence(schema, part)


def change_dates_of(schema: Schema, conditions: Iterable[Expr]) -> tuple[ChangeDate, ...]:
    """Each turning point once, in the order of the page."""
    turns = (
        turn for condition in conditions for node in expression_nodes(condition) for turn in _change_dates(schema, node)
    )
    return tuple(dict.fromkeys(turns))


def is_steady(schema: Schema, condition: Expr) -> bool:
    """Whether the condition changes only on its turning points, not with the year."""
    return all(_is_steady(schema, node) for node in expression_nodes(condition))


def _is_steady(schema: Schema, node: Expr) -> bool:
    match node:
        case typed.ElapsedComparison() | typed.Compare() if is_any([node], Fact.ON_DAY):
            # days after a date that may change are not turning points
            fields = (part.field for part in expression_nodes(node) if isinstance(part, typed.ApplicantField))
            return all(schema.applicant_field_by_name[name].varies is Varies.FIXED for name in fields)
        case typed.Aggregate(pick=pick):
            return not pick.year_field and all(is_steady(schema, test) for test in pick.tests)
        case _:
            return Fact.STEADY in row_of(node).facts


def _change_dates(schema: Schema, node: Expr) -> Iterable[ChangeDate]:
    turns = row_of(node).turns
    return TURNS[turns](schema, node) if turns else ()


def _field_dates(schema: Schema, node: typed.ApplicantField) -> Iterator[ChangeDate]:
    field = schema.applicant_field_by_name.get(node.field)
    if field is not None and field.varies is not Varies.FIXED:
        yield FieldChangeDates(node.field)


def _figure_dates(schema: Schema, node: typed.Figure) -> Iterator[ChangeDate]:
    """The date before whose year the figure is zero."""
    if (first := schema.figure_by_name[node.figure].zero_before) is not None:
        field = schema.applicant_field_by_name[first]
        yield OffsetDate(typed.ApplicantField(span=node.span, field=first, type=field.type))


def _record_dates(schema: Schema, node: typed.Aggregate) -> Iterator[ChangeDate]:
    """The turning points of the picked records; those that count from a value around the pick are not theirs."""
    of_records: list[ChangeDate] = []
    for turn in change_dates_of(schema, node.pick.tests):
        if isinstance(turn, OffsetDate) and isinstance(turn.base, typed.OuterValue):
            yield OffsetDate(node.outer_values[turn.base.index], turn.number, turn.unit)
        else:
            of_records.append(turn)
    if of_records:
        yield RecordChangeDates(node.pick.record, tuple(of_records))


TURNS: Mapping[str, Callable[[Schema, Any], Iterable[ChangeDate]]] = {
    "compared": lambda _, node: (
        OffsetDate(other, number)
        for side, other in ((node.left, node.right), (node.right, node.left))
        for number in (0, 1)
        if isinstance(side, typed.ClaimDay)
    ),
    "dated": lambda schema, node: map(OffsetDate, dates_of(schema, node)),
    "elapsed": lambda _, node: (
        (
            *([OffsetDate(node.since)] if node.op.end is End.HIGH else []),
            OffsetDate(node.since, node.number, node.unit),
        )
        if isinstance(node.day, typed.ClaimDay)
        else ()
    ),
    "field": _field_dates,
    "figure": _figure_dates,
    "records": _record_dates,
    "year": lambda _, node: (  # what is refused in that year is not refused in the next
        OffsetDate(typed.Const(span=node.span, value=node.fiscal_year.first_day(node.year + 1), type=DateType())),
    ),
}
"""The functions for turning days, by the names in the rows of operations."""


_MAX_LENGTH = 60

_PYTHON_NAMES = """
    abs aiter all and anext any as ascii assert async await bin bool break breakpoint bytearray bytes callable case chr
    class classmethod compile complex continue copyright credits def del delattr dict dir divmod elif else enumerate
    eval except exec exit filter finally float for format from frozenset getattr global globals hasattr hash help hex
    id if import in input int is isinstance issubclass iter lambda len license list locals map match max memoryview min
    next nonlocal not object oct open or ord pass pow print property quit raise range repr return reversed round set
    setattr slice sorted staticmethod str sum super try tuple type vars while with yield zip
"""
"""A fixed list, so that the text of a module does not depend on the version of Python."""

_MODULE_NAMES = """
    begun c claims content_hash day document done due effective evaluate facts fields first found given last moving
    policy proposed read_facts record records row since settled total total_bounds until values year
"""
"""Names that a module and its functions use, in addition to names from the page."""

RESERVED = frozenset({*_PYTHON_NAMES.split(), *_MODULE_NAMES.split(), *api.__all__})


def slug(text: str) -> str:
    """Lower-case ASCII letters, digits and single underscores of a text; may be empty."""
    return re.sub(r"[^a-z0-9]+", "_", text.lower()).strip("_")[:_MAX_LENGTH].rstrip("_")


@attrs.define(eq=False, repr=False)
class UniqueNames:
    """Gives each function of a module, or each variable of a function, a unique name.

    A name that does not begin with a letter gets the default name as prefix; an empty one is the default name.
    `avoided` are the names that other objects have in the same text, as far as they are known.
    """

    _default: str
    taken: set[str] = attrs.field(factory=set)
    avoided: set[str] = attrs.field(factory=set)

    def take(self, *parts: str) -> str:
        """A unique name made of the parts, with a counter if it is taken."""
        base = "_".join(part for part in map(slug, parts) if part)[:_MAX_LENGTH].rstrip("_") or self._default
        if not base[0].isalpha():
            base = f"{self._default}_{base}"
        name, count = base, 1
        while name in self.taken or name in self.avoided or name in RESERVED:
            count += 1
            name = f"{base}_{count}"
        self.taken.add(name)
        return name


@attrs.frozen(eq=False, repr=False)
class BlockGate(ValueObject):
    """A gate that a block condition adds to a clause: its term, and the test to compute."""

    term: terms.Gate
    test: typed.Expr


@attrs.frozen(eq=False, repr=False)
class BlockConditions(ValueObject):
    """All block conditions of a policy; `gates` and, for the records of set awards, `picks` by label of the award."""

    gates: dict[str, tuple[BlockGate, ...]]
    picks: dict[str, tuple[BlockGate, ...]]
    older: tuple[terms.OlderStandardRule, ...]
    quotas: tuple[terms.Quota, ...]
    suspensions: tuple[terms.Suspension, ...]
    functions: tuple[plan.Suspension, ...]


def block_conditions_of(policy: typed.Policy, names: UniqueNames) -> BlockConditions:
    """The block conditions of a policy, with the gates that they add to each award."""
    index_of = {award.label: index for index, award in enumerate(policy.awards)}
    gates: dict[str, list[BlockGate]] = {award.label: [] for award in policy.awards}
    picks: dict[str, list[BlockGate]] = {award.label: [] for award in policy.awards}
    conditions = [
        (item, tuple(index_of[award.label] for award in _stopped_awards(item, policy.schema)))
        for item in placed_rules(policy.root, policy.awards)
    ]
    older = [
        _older(rule, item, under)
        for item, under in conditions
        if isinstance(rule := item.rule, typed.OlderStandardRule)
    ]
    quotas = [
        _quota(policy, rule, item, under) for item, under in conditions if isinstance(rule := item.rule, typed.Quota)
    ]
    suspensions: list[terms.Suspension] = []
    functions: list[plan.Suspension] = []
    for item, under in conditions:
        if isinstance(item.rule, typed.Suspension):
            rule, function = item.rule, _suspension(item.rule, item.article, names)
            functions.append(function)
            term = terms.Suspension(
                rule.name, relative_span(rule.span), item.article, rule.text, under, rule.who, function.function,
                rule.pick.record,
            )  # fmt: skip
            suspensions.append(term)
            _suspend_gates(policy, item, function.test, gates)
    for item, _ in conditions:
        if isinstance(item.rule, typed.NoneWhenRule):
            for award in item.awards:
                of_records = item.rule.test is None and isinstance(award.trigger, typed.SetTrigger)
                (picks if of_records else gates)[award.label].append(_none_gate(item.rule, item.article))
    for transition in policy.transitions:
        for label in transition.awards:
            gates[label].append(_transition_gate(transition, policy.fiscal_year))
    return BlockConditions(
        gates={label: tuple(over) for label, over in gates.items()},
        picks={label: tuple(over) for label, over in picks.items()},
        older=tuple(older),
        quotas=tuple(quotas),
        suspensions=tuple(suspensions),
        functions=tuple(functions),
    )


def _stopped_awards(item: PlacedRule, schema: Schema) -> tuple[typed.Award, ...]:
    """The awards that a rule can stop. A suspension stops all awards under it, whatever kinds they pay."""
    return item.awards if isinstance(item.rule, typed.Suspension) else reached_awards(item, schema)


# ---------------------------------------------------------------------------------------------- suspension


def _suspension(rule: typed.Suspension, article: str, names: UniqueNames) -> plan.Suspension:
    event = typed.EventInYear(span=rule.span, pick=rule.pick, event=rule.event)
    test: typed.Expr = event
    if rule.who != ANYBODY:
        test = typed.And(span=rule.span, parts=(typed.ApplicantKindTest(span=rule.span, kind=rule.who), event))
    where = f"Article {article}, line" if article else "Line"
    return plan.Suspension(
        function=names.take("suspend", article),
        title=f"{where} {rule.span.line}: {rule.text}",
        span=relative_span(rule.span),
        test=test,
    )


def _suspend_gates(policy: typed.Policy, item: PlacedRule, test: typed.Expr, gates: dict[str, list[BlockGate]]) -> None:
    rule = item.rule
    assert isinstance(rule, typed.Suspension)
    words = (rule.pick.record, rule.event, rule.who)
    term = terms.Gate(rule.text, words, relative_span(rule.span), Outcome.SUSPENDED, rule.name, item.article)
    for award in _stopped_awards(item, policy.schema):
        gates[award.label].append(BlockGate(term, typed.Not(span=rule.span, part=test)))


# ---------------------------------------------------------------------------------------------- the other gates


def _none_gate(rule: typed.NoneWhenRule, article: str) -> BlockGate:
    is_support = rule.test is None
    outcome = Outcome.SUPPORTED if is_support and not rule.is_own_level else Outcome.NOT_ELIGIBLE
    test = rule.test or typed.MatterSupported(span=rule.span, matter=rule.matter, is_own_level=rule.is_own_level)
    term = terms.Gate(
        rule.text, rule.words, relative_span(rule.span), outcome, rule.name, article, rule.matter,
        names_applicant=names_applicant(test), is_own_level=rule.is_own_level,
    )  # fmt: skip
    return BlockGate(term, typed.Not(span=rule.span, part=test, is_of_rule=not is_support))


def _transition_gate(transition: typed.Transition, years: FiscalYear) -> BlockGate:
    is_of_year = typed.ClaimYearIs(span=transition.span, year=transition.year, fiscal_year=years)
    test = typed.Not(span=transition.span, part=is_of_year)
    term = terms.Gate(
        transition.text, ("year",), relative_span(transition.span), Outcome.BY_REFERENCE, transition.document,
        transition.article,
    )  # fmt: skip
    return BlockGate(term, test)


# ---------------------------------------------------------------------------------------------- conditions


def rankings_of(policy: typed.Policy) -> tuple[terms.Ranking, ...]:
    """The rankings by which awards pay, each once."""
    values = (award.amount.value if isinstance(award.amount, typed.AmountByRows) else None for award in policy.awards)
    clauses_of = values_by_key(
        ((value.figure, value.among, _field_orders(value.ties)), index)
        for index, value in enumerate(values)
        if isinstance(value, typed.ApplicantRank)
    )
    return tuple(
        terms.Ranking(figure, among, tuple(clauses), ties) for (figure, among, ties), clauses in clauses_of.items()
    )


def record_rankings_of(policy: typed.Policy) -> tuple[terms.RecordRanking, ...]:
    """The rankings of records by which awards pay, one for each award."""
    return tuple(
        terms.RecordRanking(award.label, value.line, (index,), value.field, value.per_year, _field_orders(value.ties))
        for index, award in enumerate(policy.awards)
        if isinstance(award.amount, typed.AmountByRows) and isinstance(value := award.amount.value, typed.RecordRank)
    )


def _older(rule: typed.OlderStandardRule, item: PlacedRule, clauses: tuple[int, ...]) -> terms.OlderStandardRule:
    text = f"pay highest with older documents{keys_text(rule.keys)}"
    return terms.OlderStandardRule(rule.name, relative_span(rule.span), item.article, text, clauses, rule.keys)


def _quota(policy: typed.Policy, rule: typed.Quota, item: PlacedRule, clauses: tuple[int, ...]) -> terms.Quota:
    low = f"{rule.low} to " if rule.low is not None else ""
    year = " per year" if rule.per_year else ""
    ties = "" if rule.ties is None else f" then {_rule_printer('').text(rule.ties)}"
    score = f" by {rule.score}{ties}" if rule.score is not None else ""
    kind = policy.schema.record_by_name[rule.record]
    text = f"quota {low}{rule.number} {kind.plural or kind.name}{keys_text(rule.keys)}{year}{score}"
    if rule.is_limit:
        counted = f"limit {rule.number} {kind.plural or kind.name}{keys_text(rule.keys)}{year}"
        text = f"{counted} across applicants, highest {rule.score} first{ties}"
    return terms.Quota(
        name=rule.name, span=relative_span(rule.span), article=item.article, text=text, clauses=clauses, low=rule.low,
        number=rule.number, record=rule.record, keys=rule.keys, per_year=rule.per_year, score=rule.score or "",
        ties=_field_orders(rule.ties),
    )  # fmt: skip


def foreign_sums(policy: typed.Policy) -> tuple[tuple[str, str], ...]:
    """Record and field of sums that may be in a foreign currency, for every kind of the same root with the field."""
    converted = nodes(policy, typed.CurrencyConversion)
    fields = (field for sum_ in converted for field in nodes(sum_.value, typed.RecordField))
    roots = {(policy.schema.record_by_name[field.record].root, field.field) for field in fields}
    read, words = set(_fields_read(policy)), _words(policy)
    return tuple(
        (record.name, field.name)
        for record in policy.schema.records
        for field in record.fields
        if (record.root, field.name) in roots
        or (field.type.is_money and field.name not in words and (record.root, field.name) not in read)
    )


def _fields_read(policy: typed.Policy) -> Iterator[tuple[str, str]]:
    """The fields, by root, whose values sentences read."""
    for node in nodes(policy, typed.Node):
        match node:
            case (
                typed.RecordField(record=record, field=field) | typed.PriorPaymentDeduction(record=record, field=field)
            ):
                yield policy.schema.record_by_name[record].root, field


def _words(policy: typed.Policy) -> frozenset[str]:
    """The words that rules use to count and group claims, of any record."""
    words: set[str | None] = set()
    for node in nodes(policy, typed.Node):
        match node:
            case typed.FieldOrder(field=field):
                words.add(field)
            case typed.Limit(keys=keys, counts=counted) | typed.Quota(keys=keys, score=counted):
                words |= {*keys, counted}
            case _ if isinstance(node, typed.Rule | typed.OnceRule | typed.OlderStandardRule):
                words |= {*node.keys}
    return frozenset(word for word in words if word is not None)


def lower(policy: typed.Policy, content_hash: str) -> plan.Plan:
    """The plan of a checked policy; `content_hash` identifies all pages it was read from.

    Its debts are a plan of their own, because no rule is over awards and debts.
    """
    debts = tuple(award for award in policy.awards if award.is_debt)
    if not debts:
        return _plan(policy, content_hash)
    paid = _plan(_with_awards(policy, tuple(award for award in policy.awards if not award.is_debt)), content_hash)
    owing = attrs.evolve(
        _with_awards(policy, debts), references=(), obligations=(), allocations=(), recoveries=(), schedules=(),
        targets=(), replaced=(), ended=(),
    )  # fmt: skip
    owed = _plan(owing, content_hash)
    convertible = foreign_sums(policy)
    terms_of_debts = terms.Debts(
        attrs.evolve(owed.program, convertible=convertible), tuple(award.set_off for award in debts)
    )
    program = attrs.evolve(paid.program, convertible=convertible, debts=terms_of_debts)
    return attrs.evolve(paid, program=program, debts=owed)


def _with_awards(policy: typed.Policy, awards: tuple[typed.Award, ...]) -> typed.Policy:
    """The policy with these awards alone, and the rules over some of them."""
    labels = {award.label for award in awards}
    under = {id(item.rule) for item in placed_rules(policy.root, policy.awards) if not labels.isdisjoint(item.labels)}

    def block_with_awards(block: typed.Block) -> typed.Block:
        items: list[typed.BlockItem] = []
        for item in block.items:
            if isinstance(item, typed.Block):
                items.append(block_with_awards(item))
            elif item.label in labels if isinstance(item, typed.Award) else id(item) in under:
                items.append(item)
        return attrs.evolve(block, items=tuple(items))

    transitions = (
        attrs.evolve(each, awards=tuple(label for label in each.awards if label in labels))
        for each in policy.transitions
    )
    return attrs.evolve(policy, awards=awards, root=block_with_awards(policy.root), transitions=tuple(transitions))


def _plan(policy: typed.Policy, content_hash: str) -> plan.Plan:
    """The plan of awards, or of debts."""
    names = UniqueNames("award")
    functions = [names.take(*_article_and_label(award.article, award.label)) for award in policy.awards]
    conditions = block_conditions_of(policy, names)
    clauses = _clauses(policy, functions, conditions)
    references = tuple(_reference(policy, reference, names) for reference in policy.references)
    allocations = tuple(_allocation(policy, allocation, names) for allocation in policy.allocations)
    obligations = tuple(_obligation(policy, obligation, names) for obligation in policy.obligations)
    recoveries = tuple(_recovery(policy, recovery) for recovery in policy.recoveries)
    schedules = tuple(_schedule(policy, schedule) for schedule in policy.schedules)
    caps = tuple(_computed_caps(policy, names))
    terms_of_clauses = [term for term, _ in clauses]
    rooms = {name: cap.function for name, cap in caps}
    matters = tuple(terms.Matter(matter.name, matter.fields) for matter in policy.matters)
    program = terms.Program(
        name=policy.name,
        title=policy.title,
        is_draft=policy.is_draft,
        document=policy.document,
        issued=policy.issued,
        window=policy.window,
        discretion_from=policy.discretion_from,
        status=policy.status,
        currency=policy.currency,
        rounding=policy.rounding,
        schema=policy.schema,
        clauses=tuple(terms_of_clauses),
        settlement=settlement_of(
            policy.schema,
            policy.currency,
            terms_of_clauses,
            conditions.older,
            policy.root,
            rooms,
            matters,
            conditions.quotas,
        ),
        articles=tuple(
            terms.Article(article.number, article.title, article.mark, article.defines, article.readings)
            for article in policy.articles
        ),
        references=tuple(term for term, _ in references),
        obligations=tuple(term for term, _ in obligations),
        allocations=tuple(term for term, _ in allocations),
        targets=tuple(f"{target.text} {target.number} by {target.by_year}" for target in policy.targets),
        readings=policy.readings,
        content_hash=content_hash,
        convertible=foreign_sums(policy),
        replaced=tuple(terms.ReplacedDocument(line.document, line.clauses) for line in policy.replaced),
        older_standards=conditions.older,
        quotas=conditions.quotas,
        suspensions=conditions.suspensions,
        rankings=rankings_of(policy),
        record_rankings=record_rankings_of(policy),
        level=policy.level,
        matters=matters,
        other_readings=tuple(_readings_outside_articles(policy.root)),
        labels=policy.labels,
        fiscal_year=policy.fiscal_year,
        ended=policy.ended,
        former_names=policy.former_names,
        recoveries=tuple(term for term, _ in recoveries),
        schedules=tuple(term for term, _ in schedules),
        payment_caps=tuple(_payment_caps(policy, terms_of_clauses, rooms)),
        awards_with_sums=tuple(_awards_with_sums(policy)),
    )
    return plan.Plan(
        program=program,
        root=policy.root,
        clauses=tuple(body for _, body in clauses),
        caps=tuple(cap for _, cap in caps),
        references=tuple((i, body) for i, (_, body) in enumerate(references) if body is not None),
        allocations=tuple(body for _, body in allocations),
        suspensions=conditions.functions,
        obligations=tuple((i, body) for i, (_, body) in enumerate(obligations) if body is not None),
        recoveries=tuple(body for _, body in recoveries),
        schedules=tuple(bodies for _, bodies in schedules),
    )


def _awards_with_sums(policy: typed.Policy) -> Iterator[terms.AwardWithSums]:
    """The awards whose amounts have sums of other awards."""
    for award in policy.awards:
        made = nodes(award.amount, typed.AwardSum)
        if sums := dict.fromkeys(terms.AwardSum(each.kind, each.line, each.awards) for each in made):
            line = award.span.line
            yield terms.AwardWithSums(line, tuple(sums), tuple(rules_after(policy.root, line)))


def _readings_outside_articles(block: typed.Block) -> Iterator[str]:
    """The readings of the groups of a draft, and of their rules."""
    for item in block.items:
        if isinstance(item, typed.Block) and not item.article:
            yield from item.readings
            yield from _readings_outside_articles(item)


def _computed_caps(policy: typed.Policy, names: UniqueNames) -> Iterator[tuple[str, plan.CapBody]]:
    """The caps with a computed amount, by name, in the order of the page."""
    for placed in placed_rules(policy.root, policy.awards):
        cap, article = placed.rule, placed.article
        if isinstance(cap, typed.Cap) and has_computed_room(cap):
            function, title = names.take(*_article(article), "cap"), _title(article, cap.span, cap.name)
            yield cap.name, plan.CapBody(function, title, relative_span(cap.span), cap.amount, cap.is_by_claim)


# ---------------------------------------------------------------------------------------------- clauses


def _clauses(
    policy: typed.Policy, functions: Sequence[str], conditions: BlockConditions
) -> tuple[tuple[terms.Clause, plan.ClauseBody], ...]:
    pairs = zip(policy.awards, functions, strict=True)
    return tuple(_clause(policy, index, award, name, conditions) for index, (award, name) in enumerate(pairs))


def _clause(
    policy: typed.Policy, index: int, award: typed.Award, function: str, conditions: BlockConditions
) -> tuple[terms.Clause, plan.ClauseBody]:
    trigger = _trigger(policy.schema, award.trigger)
    over, more_picks = conditions.gates[award.label], conditions.picks[award.label]
    whole = (award, *(gate.test for gate in (*over, *more_picks)))
    picks = award.trigger.picks if isinstance(award.trigger, typed.SetTrigger) else ()
    rows = award.amount.rows if isinstance(award.amount, typed.AmountByRows) else ()
    term = terms.Clause(
        index=index,
        label=award.label,
        article=award.article,
        text=award.text,
        span=relative_span(award.span),
        function=function,
        trigger=trigger,
        beneficiaries=award.to,
        start=award.start,
        gates=tuple(_gate_term(gate) for gate in award.gates) + tuple(gate.term for gate in over),
        picks=tuple(_gate_term(gate) for gate in picks) + tuple(pick.term for pick in more_picks),
        kind=_amount_kind(award.amount),
        rows=tuple(terms.Row(row.name, _amount_kind(row.amount), _once_keys(row.once)) for row in rows),
        row_words=_row_words(policy.schema, award.amount),
        rows_name_applicant=isinstance(award.amount, typed.AmountByRows)
        and any(map(names_applicant, award.amount.values)),
        once=_once_keys(award.once),
        counts_support=award.counts_support,
        reads_support=any(next(nodes(part, typed.OtherSupport), None) is not None for part in whole),
        less=(award.less.record, award.less.field) if award.less else None,
        readings=award.readings,
        series=series_of(award),
        has_parts=has_parts(award) or reads_earlier(whole),
        title=award.title,
        conditions=conditions_digest(award, policy.schema.kinds_and_classes, (trigger.kind.value, trigger.keys), picks),
        sum_=sum_digest(award),
        formerly=award.formerly,
        payee_shares=tuple(
            terms.PayeeShare(each.rate, each.is_at_least, each.payee, each.payee_name) for each in award.payee_shares
        ),
    )
    title = _title(award.article, award.span, award.text)
    tests = (*_tests(award.gates), *(gate.test for gate in over))
    body = _body(policy.schema, function, title, award.span, award.trigger, tests, award.amount)
    more = _gates(policy.schema, [pick.test for pick in more_picks])
    return term, attrs.evolve(body, picks=(*body.picks, *more), threshold=_threshold_after_deductions(award))


def _threshold_after_deductions(award: typed.Award) -> typed.Expr | None:
    """The threshold of an award, if something is deducted from its sum."""
    if not (award.counts_support or award.less):
        return None
    thresholds = (sum_.threshold for sum_ in plan.fixed_amounts(award.amount))  # all rows have the same
    return next((threshold for threshold in thresholds if threshold is not None), None)


def _once_keys(once: typed.OnceRule | None) -> tuple[str, ...] | None:
    """The keys of `once`, including `year` if it is per year; its value is the year of the claim."""
    if once is None:
        return None
    return (*once.keys, "year") if once.per_year else once.keys


def _tests(gates: tuple[typed.Gate, ...]) -> tuple[typed.Expr, ...]:
    return tuple(gate.test for gate in gates)


def _row_words(schema: Schema, amount: typed.Amount) -> tuple[str, ...]:
    """The words in the reason if no row of the amount, or of a table in it, fits."""
    if isinstance(amount, typed.AmountByRows):
        return amount.words
    return tuple(evidence.name for evidence in _amount_evidence(schema, amount))


def _body(
    schema: Schema, function: str, title: str, span: Span, trigger: typed.Trigger, tests: tuple[typed.Expr, ...],
    amount: typed.Amount | None,
) -> plan.ClauseBody:  # fmt: skip
    picks = trigger.picks if isinstance(trigger, typed.SetTrigger) else ()
    rows = amount.rows if isinstance(amount, typed.AmountByRows) else ()
    return plan.ClauseBody(
        function=function,
        title=title,
        span=relative_span(span),
        gates=_gates(schema, tests),
        table_gates=_table_gates(schema, amount),
        amount=amount,
        evidence=_amount_evidence(schema, amount),
        row_evidence=evidence_of(schema, *(part for row in rows for part in plan.parts_of(row.amount))),
        change_dates=change_dates_of(schema, tests) if isinstance(trigger, typed.StateTrigger) else (),
        picks=_gates(schema, _tests(picks)),
    )


def _gates(schema: Schema, tests: Iterable[typed.Expr]) -> tuple[plan.Gate, ...]:
    return tuple(plan.Gate(test, evidence_of(schema, test)) for test in tests)


def _table_gates(schema: Schema, amount: typed.Amount | None) -> tuple[plan.Gate, ...]:
    """Gates that a table has a row for its key; otherwise the claim is not eligible because of the key.

    An applicant or a record without a rank has no row, not even `otherwise`.
    """
    if isinstance(amount, typed.AmountByRows) and isinstance(
        rank := amount.value, typed.ApplicantRank | typed.RecordRank
    ):
        first = typed.Const(span=rank.span, value=1, type=rank.type)
        test = typed.Compare(span=rank.span, left=rank, op=Comparison.AT_LEAST, right=first)
        return (plan.Gate(test, evidence_of(schema, test)),)
    if amount is None or isinstance(amount, typed.AmountByRows):
        return ()
    tables = [
        node for part in plan.parts_of(amount) for node in expression_nodes(part) if isinstance(node, typed.TableValue)
    ]
    tests = dict.fromkeys(
        typed.Membership(span=table.span, value=table.key, members=tuple(member for member, _ in table.rows))
        for table in tables
    )
    return tuple(plan.Gate(test, evidence_of(schema, test)) for test in tests)


def _amount_evidence(schema: Schema, amount: typed.Amount | None) -> tuple[plan.Evidence, ...]:
    match amount:
        case None:
            return ()
        case typed.FixedAmount() | typed.Ceiling():
            return evidence_of(schema, *plan.parts_of(amount))
        case typed.AmountByRows(value=value, text=text):
            evidence = evidence_of(schema, *amount.values)
            if value is None or any(item.value == value for item in evidence):
                return evidence
            return (plan.Evidence(text, value), *evidence)
        case _:
            assert_never(amount)


def _trigger(schema: Schema, trigger: typed.Trigger) -> terms.Trigger:
    match trigger:
        case typed.EventTrigger(record=record, event=event):
            return terms.Trigger(terms.TriggerKind.RECORD, record, event, _date_field(schema, record, event))
        case typed.StateTrigger(record=record):
            return terms.Trigger(terms.TriggerKind.WHILE, record or "")
        case typed.YearTrigger():
            return terms.Trigger(terms.TriggerKind.YEAR)
        case typed.SetTrigger(record=record, event=event, keys=keys):
            return terms.Trigger(terms.TriggerKind.SET, record, event, _date_field(schema, record, event), keys)
        case _:
            assert_never(trigger)


def _date_field(schema: Schema, record: str, event: str) -> str:
    return schema.record_by_name[record].event_by_name[event].date_field


def _gate_term(gate: typed.Gate) -> terms.Gate:
    is_of_applicant = names_applicant(gate.test)
    return terms.Gate(
        gate.text,
        gate.words,
        relative_span(gate.span),
        article=gate.article,
        is_requirement=gate.is_requirement,
        names_applicant=is_of_applicant,
    )


def _amount_kind(amount: typed.Amount) -> terms.AmountKind:
    match amount:
        case typed.FixedAmount():
            return terms.AmountKind.FIXED
        case typed.Ceiling():
            return terms.AmountKind.CEILING
        case typed.AmountByRows(rows=rows):
            are_ceilings = bool(rows) and all(isinstance(row.amount, typed.Ceiling) for row in rows)
            return terms.AmountKind.CEILING if are_ceilings else terms.AmountKind.FIXED
        case _:
            assert_never(amount)


# ---------------------------------------------------------------------------------------------- the rest


def _reference(
    policy: typed.Policy, reference: typed.Reference, names: UniqueNames
) -> tuple[terms.Reference, plan.ClauseBody | None]:
    body = None
    trigger = None
    if reference.trigger is not None:
        trigger = _trigger(policy.schema, reference.trigger)
        function = names.take(*_article(reference.article), "refers_to", trigger.record)
        title = _title(reference.article, reference.span, f"refers to {reference.document}")
        body = _body(policy.schema, function, title, reference.span, reference.trigger, _tests(reference.gates), None)
    term = terms.Reference(
        article=reference.article,
        document=reference.document,
        span=relative_span(reference.span),
        trigger=trigger,
        function=body.function if body else None,
        gates=tuple(_gate_term(gate) for gate in reference.gates),
        readings=reference.readings,
    )
    return term, body


def _allocation(
    policy: typed.Policy, allocation: typed.Allocation, names: UniqueNames
) -> tuple[terms.Allocation, plan.ClauseBody]:
    function = names.take(
        *_article(allocation.article), "allocate", *_article_and_label(allocation.article, allocation.label)[-1:]
    )
    title = _title(allocation.article, allocation.span, allocation.text)
    term = terms.Allocation(
        article=allocation.article,
        label=allocation.label,
        text=allocation.text,
        span=relative_span(allocation.span),
        function=function,
        beneficiaries=allocation.to,
        trigger=_trigger(policy.schema, allocation.trigger),
        gates=tuple(_gate_term(gate) for gate in allocation.gates),
        readings=allocation.readings,
        title=allocation.title,
    )
    tests = _tests(allocation.gates)
    body = _body(policy.schema, function, title, allocation.span, allocation.trigger, tests, allocation.amount)
    return term, body


def _obligation(
    policy: typed.Policy, obligation: typed.Obligation, names: UniqueNames
) -> tuple[terms.Obligation, plan.ClauseBody | None]:
    body = None
    if obligation.gates:
        function = names.take(*_article(obligation.article), "oblige", obligation.who)
        title = _title(obligation.article, obligation.span, f"oblige {obligation.who}")
        trigger = typed.YearTrigger(span=obligation.span)
        body = _body(policy.schema, function, title, obligation.span, trigger, _tests(obligation.gates), None)
    term = terms.Obligation(
        article=obligation.article,
        who=obligation.who,
        text=obligation.text,
        span=relative_span(obligation.span),
        op=obligation.op.value if obligation.op else None,
        share=obligation.share,
        clauses=obligation.awards,
        readings=obligation.readings,
        function=body.function if body else None,
        gates=tuple(_gate_term(gate) for gate in obligation.gates),
    )
    return term, body


def _recovery(policy: typed.Policy, recovery: typed.Recovery) -> tuple[terms.Recovery, plan.RecoveryBody]:
    places = {award.label: index for index, award in enumerate(policy.awards)}
    term = terms.Recovery(
        label=recovery.label,
        article=recovery.article,
        text=recovery.text,
        span=relative_span(recovery.span),
        trigger=_trigger(policy.schema, recovery.trigger),
        gates=tuple(_gate_term(gate) for gate in recovery.gates),
        tests=tuple(_gate_term(gate) for gate in recovery.tests),
        clauses=tuple(places[label] for label in recovery.awards),
        is_sum=recovery.share.type.is_money,
        is_above=recovery.is_above,
        same=recovery.same or "",
        payer=recovery.payer or "",
        frees_threshold=recovery.frees_threshold,
        rounding=recovery.rounding,
        order=tuple(places[label] for label in recovery.order),
        stops=recovery.stops,
        set_off=recovery.set_off,
        readings=recovery.readings,
        title=recovery.title,
        conditions=_digest(*sorted(_node_texts(gate.test) for gate in (*recovery.gates, *recovery.tests))),
        sum_=_digest(_node_texts(recovery.share), recovery.is_above, recovery.same, recovery.payer),
        formerly=recovery.formerly,
    )
    gates, tests = (_gates(policy.schema, _tests(each)) for each in (recovery.gates, recovery.tests))
    body = plan.RecoveryBody(
        gates, tests, recovery.share, recovery.surcharge, recovery.interest, recovery.at_most, recovery.threshold
    )
    return term, body


def _schedule(
    policy: typed.Policy, schedule: typed.PaymentSchedule
) -> tuple[terms.PaymentSchedule, tuple[plan.InstalmentBody, ...]]:
    places = {award.label: index for index, award in enumerate(policy.awards)}
    shares = [fixed_rate(each.share) for each in schedule.instalments]
    fixed = [share for share in shares if share is not None]
    is_whole = len(fixed) == len(shares) and sum(fixed) == 1  # then the last one is the rest
    instalments = tuple(
        terms.Instalment(
            text=each.text,
            span=relative_span(each.span),
            is_sum=each.share is not None and each.share.type.is_money,
            is_rest=each.share is None or (is_whole and each is schedule.instalments[-1]),
            delay=(each.delay, each.unit),
            has_day=each.day is not None,
            event=_instalment_event(policy.schema, each),
            payee=each.payee,
            payee_name=each.payee_name,
            gates=tuple(_gate_term(gate) for gate in each.gates),
        )
        for each in schedule.instalments
    )
    bodies = tuple(
        plan.InstalmentBody(each.share, each.day, _gates(policy.schema, _tests(each.gates)))
        for each in schedule.instalments
    )
    clauses = tuple(places[label] for label in schedule.awards)
    span = relative_span(schedule.span)
    return terms.PaymentSchedule(schedule.article, span, clauses, instalments, schedule.readings), bodies


def _payment_caps(
    policy: typed.Policy, clauses: Sequence[Clause], functions: Mapping[str, str]
) -> Iterator[terms.PaymentCap]:
    """The caps over payments, which act after all steps of the settlement."""
    builder = _StepBuilder(policy.currency, clauses, functions)
    for placed in (each for each in placed_rules(policy.root, policy.awards) if each.is_of_payments):
        assert isinstance(placed.rule, typed.Cap)
        reach = dict.fromkeys((builder.index_of[award.label] for award in placed.awards), 0)
        step = builder.step(placed.article, placed.rule, reach)
        yield terms.PaymentCap(step.first_rule, step.wait, step.manner is Manner.IN_TURN)


def _instalment_event(schema: Schema, instalment: typed.Instalment) -> terms.InstalmentEvent | None:
    event = instalment.event
    if event is None:
        return None
    return terms.InstalmentEvent(
        event.record, _date_field(schema, event.record, event.event), not (instalment.same or instalment.link),
        instalment.same, instalment.link, instalment.is_link_of_event,
    )  # fmt: skip


def _article(number: str) -> tuple[str, ...]:
    return ("article", number) if number else ()


def _article_and_label(article: str, label: str) -> tuple[str, ...]:
    """Article and label; a label that already begins with its article stays as it is."""
    return *_article(article), label.removeprefix(f"{article}.") if article else label


def _title(article: str, span: Span, text: str) -> str:
    where = f"line {span.line}" if not article else f"article {article}, line {span.line}"
    return f"{where[0].upper()}{where[1:]}: {text}"
