"""Warnings and notes: sentences that are correct but doubtful; and errors: those with another sum before language 4.

Input: the typed policy, which was built without errors. Output: warnings and notes.

- Rates: the facts with which a sum grows without limit, unless a condition or a cap bounds them.
- Rows: members that the conditions of the award allow but no row has. Tests are exclusive if they require different
  members, ranges without a common value, or yes and no of the same field.
- Split awards: two awards, each with its own `once`, where the second begins when the first ends. The second pays
  again for what the first has paid once. The warning is omitted if a rule over both remembers all years, or if the
  event happens once per item. It is also omitted if the award has `less already paid`, or if the head of the page says
  that one replaces the other.
- Awards to a kind and to a narrower kind for one event: an applicant of the narrower kind is paid both. The warning is
  omitted if a condition separates them, if a rule decides between them, or if each has a condition of its own.
- Official wordings that this language reads differently from officials. A `reading` that explains the sentence turns
  the warning off.

A bound says that one value is not above another, or is below it. Bounds are contradictory if they lead from a value
back to itself through one that is strict.

Before language 4 a difference below 0 was 0, wherever it is written. Now only an amount, a cap or a threshold below 0
is 0, so `less` is reported where its result is used in another way: in a longer sum, a comparison, a row key, `max`, an
aggregate, or a definition that is used so. It is not reported if the right side is a part of the left side.

Before language 4 the first, last, largest and smallest of no record were 0, and so was a figure of a year without
figures, except in a comparison with the figure itself, which was false. They are reported where a comparison or an
amount then gave a claim its sum. An average of no record was refused, as it is now, and a day of no record is none.
"""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Collection, Iterable, Iterator, Mapping
from fractions import Fraction
from functools import partial
from typing import Any, TypeAlias

import attrs

from ipdsl.base.findings.finding import RelatedPlace, Report
from ipdsl.base.findings.phrase import (
    NOTHING,
    THE_FIRST,
    LocalizedSentence,
    MessageValue,
    Phrase,
    join_first_names,
    join_names,
    join_phrases,
)
from ipdsl.base.partition import values_by_key
from ipdsl.base.source import Span
from ipdsl.base.value_object import ValueObject
from ipdsl.base.values.written_values import decimal, percentage
from ipdsl.schema.comparisons import Comparison, End
from ipdsl.schema.declarations import is_period
from ipdsl.schema.vocabulary import RecordKind, Schema
from ipdsl.semantics import amounts, scope, typed
from ipdsl.semantics.errors import lints as w
from ipdsl.semantics.lookup import LEVEL, MATTER
from ipdsl.semantics.rules import verb_of
from ipdsl.semantics.scope import (
    PlacedRule,
    awards_of,
    blocks_of,
    placed_rules,
    reached_awards,
)
from ipdsl.semantics.typed import (
    atoms,
    child_fields,
    has_all,
    has_negative_field,
    is_constant,
    is_part,
    may_be_negative,
    nodes,
    nodes_around_picks,
    truth,
    words_of_expr,
)
from ipdsl.syntax import ast, keywords

CLAIM_DAY = "the day"
_A_YEAR = 2023  # any year
Bound: TypeAlias = tuple[object, object, bool]  # the smaller and the larger value, and whether they differ


def negate(test: typed.Compare) -> typed.Compare:
    """The opposite comparison."""
    return attrs.evolve(test, op=test.op.opposite)


def are_exclusive(first: Iterable[typed.Expr], second: Iterable[typed.Expr]) -> bool:
    """Whether some test of the first and some test of the second exclude each other."""
    second_atoms = list(atoms(second))
    return any(_are_opposed(test, other) for test in atoms(first) for other in second_atoms)


def can_be_member(value: typed.Expr, member: str, tests: Iterable[typed.Expr]) -> bool:
    """Whether a value may be this member if all tests are true.

    A test about other facts is assumed to be possible, unless another test contradicts it.
    """
    all_tests = list(tests)
    known = [*atoms(all_tests)]

    def holds(test: typed.Expr) -> bool | None:
        members = _members(test)
        if members is not None and members[0] == value:
            return member in members[1]
        if test in known:
            return True
        return False if any(_are_opposed(test, other) for other in known) else None

    return all(truth(test, holds) is not False for test in all_tests)


def _are_opposed(first: typed.Expr, second: typed.Expr) -> bool:
    if first == typed.Not(span=first.span, part=second) or second == typed.Not(span=first.span, part=first):
        return True
    members, second_members = _members(first), _members(second)
    if members is not None and second_members is not None:
        return members[0] == second_members[0] and not members[1] & second_members[1]
    return not is_possible([*bounds(first), *bounds(second)])


def _members(test: typed.Expr) -> tuple[typed.Expr, set[str]] | None:
    """The field of a test, and its members for which the test is true."""
    match test:
        case typed.Membership(value=value, members=members) if not value.type.is_list:
            return value, set(members)
        case typed.CompareLevel(left=left):
            return left, set(test.matching_members)
        case _:
            return None


def bounds(test: typed.Expr, record: RecordKind | None = None) -> Iterator[Bound]:
    """What a test says about the order of two values. The days of states and events are those of the record."""
    match test:
        case typed.Compare(left=left, op=op, right=right):
            low, high = (right, left) if op.end is End.LOW else (left, right)
            yield _key(low), _key(high), not op.includes
            sides = (side for side in (left, right) if side.type.is_totalled and not may_be_negative(side))
            yield from ((Fraction(0), _key(side), False) for side in sides)
        case typed.Not(part=typed.Compare() as part):
            yield from bounds(negate(part))
        case typed.ElapsedComparison(since=since, op=op, number=number, day=day):
            yield _key(since), _key(day), op.end is End.LOW and (number > 0 or not op.includes)
        case typed.EventHappened(event=event) if record is not None:
            yield record.event_by_name[event].date_field, CLAIM_DAY, False
        case typed.StateHolds(state=state) if record is not None:
            yield record.state_by_name[state].from_field, CLAIM_DAY, False
            yield CLAIM_DAY, record.state_by_name[state].until_field, True


def _key(expr: typed.Expr) -> object:
    """A value as it is compared."""
    match expr:
        case typed.Const(value=datetime.date() as day):
            return Fraction(day.toordinal())
        case typed.Const(value=int() | Fraction() as number):
            return Fraction(number)
        case typed.RecordField(field=field):
            return field
        case typed.DefinedValue(value=value):
            return _key(value)
        case _:
            return CLAIM_DAY if isinstance(expr, typed.ClaimDay) else expr


def is_possible(limits: Iterable[Bound]) -> bool:
    """Whether values can satisfy all bounds."""
    limits = list(limits)
    numbers = sorted({key for limit in limits for key in limit[:2] if isinstance(key, Fraction)})
    limits += [(low, high, True) for low, high in itertools.pairwise(numbers)]
    index: dict[object, int] = {}  # the hash of a fraction is slow
    pairs = [
        (index.setdefault(low, len(index)), index.setdefault(high, len(index)), differs)
        for low, high, differs in limits
    ]
    ranks = [0] * len(index)
    for _ in range(len(limits) + 2):
        is_settled = True
        for low, high, differs in pairs:
            if ranks[low] + differs > ranks[high]:
                ranks[high], is_settled = ranks[low] + differs, False
        if is_settled:
            return True
    return False


def is_always_zero(expr: typed.Expr, missing: typed.Expr | None = None) -> bool:
    """Whether a value is never above 0, so that an amount is always 0.

    With `missing`, whether it was 0 before language 4 if this aggregate has no record, or this figure is not stated.
    """
    match expr:
        case typed.Const(value=value):
            return value == 0
        case typed.Subtract(left=left, right=right):
            is_signed = may_be_negative if missing is None else has_negative_field  # a difference was not below 0
            return (is_always_zero(left, missing) and not is_signed(right)) or is_part(left, right)
        case (
            typed.Divide(left=value)
            | typed.DefinedValue(value=value)
            | typed.RoundedValue(value=value)
            | typed.CurrencyConversion(value=value)
        ):
            return is_always_zero(value, missing)
        case typed.SelectedValue(cases=cases):
            return all(is_always_zero(value, missing) for _, value in cases)
        case typed.Scale(factor=left, value=right) if missing is None and may_be_negative(expr):
            sides = (left, right), (right, left)
            return any(
                is_always_zero(x) and (isinstance(x, typed.Const) or not may_be_negative(other)) for x, other in sides
            )
        case typed.Scale(factor=left, value=right):
            return is_always_zero(left, missing) or is_always_zero(right, missing)
        case typed.Minimum(values=values):
            return any(is_always_zero(value, missing) for value in values)
        case typed.Add(left=left, right=right):
            return is_always_zero(left, missing) and is_always_zero(right, missing)
        case typed.Maximum(values=values):
            return all(is_always_zero(value, missing) for value in values)
        case typed.Aggregate() if isinstance(missing, typed.Aggregate):
            return has_all(missing, expr)
        case _:
            return expr == missing


def bounded_values(tests: Iterable[typed.Expr]) -> list[typed.Expr]:
    """The values for which a test gives an upper bound."""
    bounded: list[typed.Expr] = []
    for test in atoms(tests):
        if isinstance(test, typed.Compare):
            small, large = (test.left, test.right) if test.op.end is End.HIGH else (test.right, test.left)
            if is_constant(large) and not is_constant(small):
                bounded.append(small)
    return bounded


def unbounded_words(expr: typed.Expr, bounded: Collection[typed.Expr]) -> tuple[str, ...]:
    """The words with which a value grows without limit; empty if the value is bounded."""
    if is_constant(expr) or expr in bounded:
        return ()
    match expr:
        case typed.Scale(
            factor=typed.Aggregate(kind=ast.AggregateKind.NUMBER, pick=typed.Pick(is_of_set=True)), value=value
        ):
            return unbounded_words(value, bounded)  # an amount per record, as in an award for each record
        case typed.SelectedValue(cases=cases):
            return tuple(word for _, value in cases for word in unbounded_words(value, bounded))
        case typed.Subtract(left=left, right=right):
            return unbounded_words(left, bounded) + _falling_words(right, bounded)
        case typed.FallbackValue(value=value):
            return unbounded_words(value, bounded)
        case typed.Divide(left=left, right=right):
            by_divisor = () if is_constant(right) or right.type.is_whole else words_of_expr(right)
            return unbounded_words(left, bounded) + by_divisor
        case typed.Minimum(values=values):
            parts = [unbounded_words(value, bounded) for value in values]
            return () if () in parts else tuple(word for part in parts for word in part)
        case typed.FullStepCount(base=value):
            return unbounded_words(value, bounded)
        case typed.Interest(principal=principal, end=end, last_years=last):
            return unbounded_words(principal, bounded) or (() if last is not None else words_of_expr(end))
        case typed.TableValue() | typed.SeriesValue() | typed.StateLength():
            return ()
        case typed.Aggregate(kind=kind, pick=typed.Pick(value=value)) if value is not None and not kind.is_sum:
            return unbounded_words(value, bounded)
        case typed.Aggregate():
            return words_of_expr(expr)
        case _:  # it grows with each of its parts
            numbers = _number_parts(expr)
            words = tuple(word for number in numbers for word in unbounded_words(number, bounded))
            return words if numbers else words_of_expr(expr)


def _falling_words(expr: typed.Expr, bounded: Collection[typed.Expr]) -> tuple[str, ...]:
    """The words with which a value falls below 0 without limit."""
    match expr:
        case _ if not may_be_negative(expr):
            return ()
        case typed.Subtract(left=left, right=right, is_excess=False):
            return _falling_words(left, bounded) + unbounded_words(right, bounded)
        case typed.Subtract():
            return ()
        case typed.Maximum(values=values) if not all(map(may_be_negative, values)):
            return ()
        case _:
            numbers = _number_parts(expr)
            return tuple(word for x in numbers for word in _falling_words(x, bounded)) or words_of_expr(expr)


def _number_parts(expr: typed.Expr) -> list[typed.Expr]:
    """The operands of an operation, without days."""
    kind: Any = type(expr)
    fields = [getattr(expr, name) for name in child_fields(kind)]
    parts = itertools.chain.from_iterable(field if isinstance(field, tuple) else [field] for field in fields)
    return [part for part in parts if isinstance(part, typed.Expr) and not part.type.is_date]


@attrs.frozen(eq=False, repr=False)
class _AwardPart(ValueObject):
    """An award with `once` for single events: the first and last day of its events, and its other tests."""

    award: typed.Award
    once: typed.OnceRule
    trigger: typed.EventTrigger
    first: int | None
    last: int | None
    tests: tuple[typed.Expr, ...]


def report_split_awards(policy: typed.Policy, placed: Iterable[PlacedRule], findings: Report) -> None:
    """Report awards that continue an earlier award and pay again for what that one paid once."""
    placed = tuple(placed)
    declared_pairs = {pair for document in policy.replaced for pair in document.clauses}
    for before, after in itertools.permutations(_parts(policy), 2):
        award, other = after.award, before.award
        if after.first is None or before.last != after.first - 1 or not _is_one_award(before, after, policy.schema):
            continue
        is_meant = award.readings or award.less is not None or (award.label, other.label) in declared_pairs
        if is_meant or _has_one_event(after) or any(_counts_both(x, award, other) for x in placed):
            continue
        finding = w.SplitAwardPaidTwice(
            span=award.span, label=award.label, earlier=other.label, keys=_keys(after.once),
            start=datetime.date.fromordinal(after.first).isoformat(),
            related=(RelatedPlace(other.span, Phrase("until then", "在此之前")),),
        )  # fmt: skip
        findings.add(finding)


def _parts(policy: typed.Policy) -> Iterator[_AwardPart]:
    for award in policy.awards:
        if award.once is not None and not award.once.per_year and isinstance(award.trigger, typed.EventTrigger):
            first, last, tests = _days_and_tests(award, award.trigger, _tests(award), policy.schema)
            yield _AwardPart(award, award.once, award.trigger, first, last, tests)


def _days_and_tests(
    award: typed.Award, trigger: typed.EventTrigger, gates: Iterable[typed.Expr], schema: Schema
) -> tuple[int | None, int | None, tuple[typed.Expr, ...]]:
    """The first and the last day of the events that an award pays, and its tests of other facts."""
    field = schema.record_by_name[trigger.record].event_by_name[trigger.event].date_field
    first = [] if award.start is None else [award.start.toordinal()]
    last: list[int] = []
    tests: list[typed.Expr] = []
    for test in atoms(gates):
        match test:
            case typed.Compare(
                left=typed.RecordField(field=name), op=op, right=typed.Const(value=datetime.date() as day)
            ) if name == field:
                first += [day.toordinal() + (not op.includes)] if op.end is End.LOW else []
                last += [day.toordinal() - (not op.includes)] if op.end is End.HIGH else []
            case _:
                tests.append(test)
    return max(first, default=None), min(last, default=None), tuple(tests)


def _is_one_award(earlier: _AwardPart, following: _AwardPart, schema: Schema) -> bool:
    """Whether both are in the same article, may pay for the same item of the same applicant, and have the same keys."""
    award, other = following.award, earlier.award
    return (
        award.article == other.article
        and earlier.once.keys == following.once.keys
        and earlier.trigger.event == following.trigger.event
        and earlier.trigger.record in schema.related_records[following.trigger.record]
        and not {*scope.kinds_paid(award.to, schema)}.isdisjoint(scope.kinds_paid(other.to, schema))
        and not are_exclusive(earlier.tests, following.tests)
    )


def _has_one_event(part: _AwardPart) -> bool:
    """Whether it pays only for the first event, so that an earlier award cannot have paid for an earlier one."""
    firsts = [test for test in part.tests if isinstance(test, typed.FirstEventTest)]
    return any(not test.is_per_item or not part.once.keys for test in firsts)


def _counts_both(placed: PlacedRule, award: typed.Award, second_award: typed.Award) -> bool:
    """Whether a rule over both counts payments of both in all years."""
    if not placed.labels.issuperset((award.label, second_award.label)):
        return False
    match placed.rule:
        case typed.NoRepeat() | typed.TopUp():
            return True
        case typed.Limit(per_year=by_year, keys=keys) | typed.Cap(per_year=by_year, keys=keys):
            return not (by_year or any(map(is_period, keys)))
        case _:
            return False


def _keys(once: typed.OnceRule) -> Phrase:
    """The keys of a `no repeat` that covers both."""
    keys: list[MessageValue] = [key.partition(" ")[0] for key in once.keys]
    keys = keys or [Phrase("item", "项目")]
    return join_phrases([Phrase("per {key}", "同一 {key}", key=key) for key in keys], " ", " ")


def report_kinds_paid_twice(
    policy: typed.Policy, placed: Iterable[PlacedRule], findings: Report
) -> frozenset[tuple[str, str]]:
    """Report two awards for one event, one to a kind and one to a narrower kind; returns the pairs of labels."""
    placed, schema = tuple(placed), policy.schema
    together = [set(block.paid_each) for block in blocks_of(policy.root) if block.paid_each]
    reported = set()
    for wide, narrow, trigger in _pairs_to_narrower_kinds(policy):
        who = _kinds_paid_both(wide, narrow, placed, schema)
        is_meant = wide.readings or narrow.readings or any(x >= {wide.label, narrow.label} for x in together)
        if not who or is_meant or any(_decides_between(x, wide, narrow, schema) for x in placed):
            continue
        finding = w.NarrowerKindPaidTwice(
            span=narrow.span, other=wide.label, label=narrow.label, record=trigger.record, event=trigger.event,
            who=join_names(who),
            conditions=join_phrases([Phrase("not {kind}", "非 {kind}", kind=k) for k in narrow.to], " and ", " 且 "),
            related=(RelatedPlace(wide.span, Phrase("the award to the wider kind", "给较宽类别的奖励")),),
        )  # fmt: skip
        findings.add(finding)
        reported |= {(wide.label, narrow.label), (narrow.label, wide.label)}
    return frozenset(reported)


def _pairs_to_narrower_kinds(
    policy: typed.Policy,
) -> Iterator[tuple[typed.Award, typed.Award, typed.EventTrigger]]:
    """Pairs of awards for one event, with the trigger of the second: its kinds are only a part of those of the first.

    Both awards name their kinds.
    """
    related, with_kinds = policy.schema.related_records, [x for x in policy.awards if x.to and x.less is None]
    by_event = values_by_key(
        (award.trigger.event, (award, award.trigger, {*scope.kinds_paid(award.to, policy.schema)}))
        for award in with_kinds
        if isinstance(award.trigger, typed.EventTrigger)
    )
    for awards in by_event.values():
        for (wide, wide_trigger, all_kinds), (narrow, trigger, kinds) in itertools.permutations(awards, 2):
            if kinds < all_kinds and wide_trigger.record in related[trigger.record]:
                yield wide, narrow, trigger


def _kinds_paid_both(
    wide: typed.Award, narrow: typed.Award, placed: Iterable[PlacedRule], schema: Schema
) -> tuple[str, ...]:
    """The kinds that both awards pay for one record, if the conditions of one are all conditions of the other."""
    kinds = {*scope.kinds_paid(narrow.to, schema)}
    periods, tests = [], []
    for award in (wide, narrow):
        assert isinstance(award.trigger, typed.EventTrigger)
        held = _true_tests(award, [x for x in placed if award.label in x.labels])
        start, end, conditions = _days_and_tests(award, award.trigger, held, schema)
        periods.append((start or 0, end or datetime.date.max.toordinal()))
        kinds = {kind for kind in kinds if all(_holds_for_kind(test, kind, schema) is not False for test in conditions)}
        tests.append([test for test in conditions if not _is_about_kinds(test)])
    first, second = tests
    is_possible = max(low for low, _ in periods) <= min(high for _, high in periods) and not are_exclusive(
        [*first, *_row_tests(wide)], [*second, *_row_tests(narrow)]
    )
    is_case = all(test in second for test in first) or all(test in first for test in second)
    return scope.widest(
        [k for k in scope.kinds_paid(narrow.to, schema) if k in kinds and is_possible and is_case], schema
    )


def _holds_for_kind(test: typed.Expr, kind: str, schema: Schema) -> bool | None:
    """Whether a test is true for an applicant of the kind; `None` if that depends on other facts."""

    def holds(part: typed.Expr) -> bool | None:
        if not isinstance(part, typed.ApplicantKindTest):
            return None
        return (
            True if part.kind in schema.wider_kinds[kind] else None if kind in schema.wider_kinds[part.kind] else False
        )

    return truth(test, holds)


def _is_about_kinds(test: typed.Expr) -> bool:
    parts = typed.Not | typed.And | typed.Or | typed.DefinedValue | typed.ApplicantKindTest
    return all(isinstance(node, parts) for node in nodes(test, typed.Node))


def _row_tests(award: typed.Award) -> list[typed.Expr]:
    """The members that have a row, as one test; empty if another row, or another amount, is possible."""
    rows = award.amount.rows if isinstance(award.amount, typed.AmountByRows) else ()
    tests = [row.test for row in rows if isinstance(row.test, typed.Membership)]
    if not tests or len(tests) < len(rows):
        return []
    members = dict.fromkeys(member for test in tests for member in test.members)
    return [attrs.evolve(tests[0], members=tuple(members))]


def _decides_between(placed: PlacedRule, award: typed.Award, other: typed.Award, schema: Schema) -> bool:
    """Whether a rule over both decides which is paid, or limits what they pay together for one record."""
    if not placed.labels.issuperset((award.label, other.label)):
        return False
    match placed.rule:
        case typed.HighestRule(alternatives=alternatives):  # the awards of one alternative do not compete
            return not any(award.label in labels and other.label in labels for labels in alternatives)
        case typed.NoRepeat() | typed.TopUp():
            return True
        case typed.Cap(keys=keys):
            return not {*keys}.isdisjoint(scope.fields_of(award, schema) | {"item", MATTER})
        case _:
            return False


def report_official_senses(policy: typed.Policy, placed: Iterable[PlacedRule], findings: Report) -> None:
    """Report sentences copied from documents that have a different effect here."""
    explained = {rule for block in blocks_of(policy.root) for rule in block.explained_rules}
    for item in placed:
        rule = item.rule
        if isinstance(rule, typed.NoRepeat) and rule.span not in explained and _is_level_only_key(item, policy.schema):
            findings.add(w.LevelAsOnlyKey(span=rule.span))
    for award in policy.awards:
        if not award.readings and _pays_one_rung(award, policy.schema):
            assert award.once is not None
            findings.add(w.OnceOverRungs(span=award.once.span, key=keywords.per_phrase(award.once.keys[0])))


def _is_level_only_key(item: PlacedRule, schema: Schema) -> bool:
    """Whether it is 「同一级别不重复奖励」: documents mean the same matter, but the rule covers all its awards."""
    assert isinstance(item.rule, typed.NoRepeat)
    return bool(item.rule.keys) and all(
        any(_is_level(key, award, schema) for award in item.awards) for key in item.rule.keys
    )


def _is_level(key: str, award: typed.Award, schema: Schema) -> bool:
    record = scope.record_of(award)
    field = None if record is None else schema.record_by_name[record].field_by_name.get(key)
    return key == LEVEL or (field is not None and field.type.is_level)


def _pays_one_rung(award: typed.Award, schema: Schema) -> bool:
    """Whether it is 「每家分别给予一次性奖励」: in documents each firm that won; here one row per firm."""
    once, amount = award.once, award.amount
    if once is None or once.per_year or not isinstance(amount, typed.AmountByRows):
        return False
    if not once.keys or not all(key == scope.ANYBODY or key in schema.kinds_and_classes for key in once.keys):
        return False
    tests = [node for gate in award.gates for node in nodes(gate.test, typed.FirstEventTest)]
    is_first = any(not test.is_per_item for test in tests)
    rungs = [row for row in amount.rows if isinstance(row.test, typed.Membership)]
    return len(rungs) > 1 and not is_first


LESS = Phrase(
    "no sum is below 0: write the deduction after the amount, `premium less 500`",
    "金额不会小于0，所减的应写在被减的之后：`保费 减 500元`",
)
MAX_SHARE_MULTIPLE = 10


def lint(policy: typed.Policy) -> Report:
    """All warnings and notes about a whole policy."""
    report = Report()
    placed = tuple(placed_rules(policy.root, policy.awards))
    by_award = values_by_key((label, item) for item in placed for label in item.labels)
    for award in policy.awards:
        over = tuple(by_award.get(award.label, ()))
        _report_rates(award, over, policy.schema, report)
        _report_window(award, policy, report)
        _report_members(award, over, policy.schema, report)
        _report_contradiction(award, over, policy, report)
        if isinstance(award.trigger, typed.EventTrigger):
            _report_days_of_own_year(award.trigger, _true_tests(award, over), w.DayOfOwnYear.advice, policy, report)
    for recovery in policy.recoveries:
        tests = [gate.test for gate in recovery.gates]
        _report_days_of_own_year(recovery.trigger, tests, w.IN_A_RECOVERY, policy, report)
    _report_unbound(policy, by_award, report)
    for item in placed:
        if _leaves_nothing(item.rule):
            report.add(w.RuleLeavesNothing(span=item.rule.span, verb=keywords.phrase(verb_of(item.rule))))
        _report_cover(item, policy, report)
    _report_sums_after_caps(policy, placed, report)
    _report_groups_as_alternatives(policy, report)
    paid = attrs.evolve(policy, awards=tuple(award for award in policy.awards if not award.is_debt))
    _report_stacking(paid, placed, report_kinds_paid_twice(paid, placed, report), report)
    report_split_awards(policy, placed, report)
    report_official_senses(policy, placed, report)
    return report


def _leaves_nothing(rule: typed.Rule | typed.Condition) -> bool:
    if isinstance(rule, typed.Limit | typed.Quota):
        return rule.number == 0
    return isinstance(rule, typed.Cap) and is_always_zero(rule.amount)


def _report_sums_after_caps(policy: typed.Policy, placed: Iterable[PlacedRule], report: Report) -> None:
    """Report rules about the sum of a year that apply after a cap, if another rule counts the admitted amount.

    Such a rule admits what it leaves, so the part that the cap cut is no longer admitted.
    """
    of_policy = {id(rule) for block in scope.blocks_of(policy.root) if block.kind == "over" for rule in block.items}
    caps: dict[str, typed.Cap] = {}
    promotions = {label: each.rule for each in placed if isinstance(each.rule, typed.TopUp) for label in each.labels}
    for each in sorted(placed, key=lambda item: id(item.rule) in of_policy):  # in the order in which they apply
        match each.rule:
            case typed.Cap():
                caps |= dict.fromkeys(each.labels, each.rule)
            case typed.SumRule():
                label = next((a.label for a in each.awards if a.label in caps and a.label in promotions), None)
                if label is not None:
                    related = RelatedPlace(caps[label].span, Phrase("the cap", "最高金额"))
                    verb = keywords.phrase(verb_of(promotions[label]))
                    report.add(w.SumsAfterCap(span=each.rule.span, label=label, reader=verb, related=(related,)))


# ------------------------------------------------------------------------------------------------- rates


def _report_rates(award: typed.Award, over: tuple[PlacedRule, ...], schema: Schema, report: Report) -> None:
    for amount in amounts.sums(award.amount):
        is_row_of_nothing = isinstance(award.amount, typed.AmountByRows) and isinstance(amount.value, typed.Const)
        parts = [part for part in (amount.value, amount.at_most) if part is not None]
        if not is_row_of_nothing and any(map(is_always_zero, parts)):
            is_less = any(nodes(tuple(parts), typed.Subtract))
            report.add(w.AlwaysZeroAmount(span=amount.span, advice=LESS if is_less else w.AlwaysZeroAmount.advice))
        _report_shares(amount, report)
    if award.is_uncapped or award.is_debt:
        return
    caps = [x.rule for x in over if isinstance(x.rule, typed.Cap)]
    if any(scope.can_bind(cap.keys, award, schema, across=cap.is_across_applicants) for cap in caps):
        return
    for amount, bounded in _cases(award.amount, bounded_values(_true_tests(award, over))):
        if isinstance(amount, typed.FixedAmount) and amount.at_most is None and not is_always_zero(amount.value):
            free = unbounded_words(amount.value, bounded)
            if free:
                words = join_phrases([f"`{word}`" for word in dict.fromkeys(free)])
                report.add(
                    w.NoCapOnRate(span=amount.span, words=words, advice=w.NO_CAP_ON_ROW)
                    if isinstance(award.amount, typed.AmountByRows)
                    else w.NoCapOnRate(span=amount.span, words=words)
                )


def _report_shares(amount: typed.FixedAmount | typed.Ceiling, report: Report) -> None:
    """Report shares of at least ten times their base."""
    for part in (amount.value, amount.at_most):
        for node in nodes(part, typed.Node) if part is not None else ():
            match node:
                case typed.Scale(factor=typed.Const(value=Fraction() as times, type=type_, span=span)) if (
                    type_.is_rate and times >= MAX_SHARE_MULTIPLE
                ):
                    report.add(w.ShareExceedsBase(span=span, rate=percentage(times), times=decimal(times)))


def _cases(
    amount: typed.Amount, bounded: list[typed.Expr]
) -> Iterator[tuple[typed.FixedAmount | typed.Ceiling, list[typed.Expr]]]:
    """The single sums of an amount, each with the values that are bounded if it is paid.

    Those are the given ones, and those bounded by the test of its row or by the opposites of earlier tests. Each value
    is listed once, because the rows of a table test the same value.
    """
    if not isinstance(amount, typed.AmountByRows):
        yield amount, bounded
        return
    for row in amount.rows:
        yield row.amount, bounded if row.test is None else _with_bounded(bounded, row.test)
        if isinstance(row.test, typed.Compare):
            bounded = _with_bounded(bounded, negate(row.test))


def _with_bounded(bounded: list[typed.Expr], test: typed.Expr) -> list[typed.Expr]:
    """The values, and those for which the test gives an upper bound."""
    return [*bounded, *(value for value in bounded_values((test,)) if value not in bounded)]


# ------------------------------------------------------------------------------------------------- rows


def _report_members(award: typed.Award, over: tuple[PlacedRule, ...], schema: Schema, report: Report) -> None:
    """Report members without a row, if the conditions of the award allow them."""
    rows = award.amount
    if not isinstance(rows, typed.AmountByRows):
        return
    held = _true_tests(award, over)
    groups = rows.groups
    if not groups and rows.value is not None:
        tests = tuple(row.test for row in rows.rows)
        groups = (typed.RowGroup(span=rows.span, value=rows.value, tests=tests),)
    for group in groups:
        under = held if group.within is None else [*held, group.within]
        _report_missing_members(award, group, under, schema, report)


def _report_missing_members(
    award: typed.Award, rows: typed.RowGroup, held: list[typed.Expr], schema: Schema, report: Report
) -> None:
    if rows.value is None or any(test is None for test in rows.tests):
        return
    missing: list[str]
    if rows.value.type.is_flag:
        answers = {"no" if isinstance(test, typed.Not) else "yes" for test in rows.tests}
        known = {
            "no" if isinstance(test, typed.Not) else "yes"
            for test in atoms(held)
            if test == rows.value or (isinstance(test, typed.Not) and test.part == rows.value)
        }
        missing = [] if known else [answer for answer in ("yes", "no") if answer not in answers]
    else:
        choice = schema.choice_by_name.get(rows.value.type.choice_name)
        named = {member for test in rows.tests if isinstance(test, typed.Membership) for member in test.members}
        if choice is None or not named:
            return
        fixed = _fixed_value(award, rows.value, schema)
        missing = [
            member
            for member in choice.names
            if member not in named and fixed in (None, member) and can_be_member(rows.value, member, held)
        ]
    if missing:
        count = (
            Phrase("1 member", "1个取值")
            if len(missing) == 1
            else Phrase("{count} members", "{count}个取值", count=len(missing))
        )
        shown = join_phrases([f"`{member}`" for member in missing])
        pronoun = Phrase("it", "这种情形") if len(missing) == 1 else Phrase("them", "这些情形")
        report.add(w.MembersMissing(span=rows.span, members=shown, count=count, pronoun=pronoun))


def _true_tests(award: typed.Award, over: Iterable[PlacedRule]) -> list[typed.Expr]:
    """The tests that are true for each paid claim of an award."""
    held = [gate.test for gate in award.gates]
    if isinstance(award.trigger, typed.SetTrigger):
        held += [gate.test for gate in award.trigger.picks]
    rules = [placed.rule for placed in over if isinstance(placed.rule, typed.NoneWhenRule)]
    return held + [typed.Not(span=rule.span, part=rule.test) for rule in rules if rule.test is not None]


def _fixed_value(award: typed.Award, value: typed.Expr, schema: Schema) -> object:
    """The value that a field has in every record of the award's kind, or `None`."""
    kind = scope.record_of(award)
    if kind is None or not isinstance(value, typed.RecordField):
        return None
    return dict(schema.record_by_name[kind].fixed).get(value.field)


# ------------------------------------------------------------------------------------------------- beneficiaries


_KIND_SENSITIVE_RULES = ("limit", "pay highest", "cap", "no repeat", "top up")
"""Rules that depend on the kind of an applicant."""


def _report_unbound(policy: typed.Policy, by_award: Mapping[str, list[PlacedRule]], report: Report) -> None:
    """Report beneficiaries to which no rule of a verb applies, if it applies to others and has no reading."""
    schema = policy.schema
    explained = {rule for block in blocks_of(policy.root) for rule in block.explained_rules}
    unbound: dict[tuple[typed.Rule, Phrase, Phrase], list[typed.Award]] = {}
    for award in policy.awards:
        paid = scope.kinds_paid(award.to, schema)
        over = [x.rule for x in by_award.get(award.label, ())]
        for verb in _KIND_SENSITIVE_RULES:
            rules = [r for r in over if isinstance(r, typed.Rule) and verb_of(r) == verb]
            rules = [r for r in rules if scope.can_bind(r.keys, award, schema)]
            bound = {k for r in rules for k in scope.kinds_bound(r.keys, award, schema)}
            missed = [k for k in paid if k not in bound]
            if rules and missed:
                who = join_names(scope.widest(missed, schema))
                caught = join_names(scope.widest([k for k in paid if k in bound], schema))
                unbound.setdefault((rules[0], who, caught), []).append(award)
    for (rule, who, caught), awards in unbound.items():
        if rule.span in explained:
            continue
        report.add(
            w.UnboundBeneficiaries(
                span=rule.span,
                verb=keywords.phrase(verb_of(rule)),
                who=who,
                labels=_labels(awards),
                bound=caught,
            )
        )


def _report_window(award: typed.Award, policy: typed.Policy, report: Report) -> None:
    end = policy.window.end
    if award.start is not None and end is not None and award.start > end:
        report.add(w.StartOutsideWindow(span=award.span, start=award.start.isoformat(), end=end.isoformat()))


_CONTRADICTIONS = (
    Phrase(
        "by the order of days, the condition is true only if both days are one date",
        "按日期先后，只有两个日期为同一天的才满足这个条件",
    ),
    Phrase("the condition is never true together with those before it", "没有申请能同时满足这个条件及之前的条件"),
)


def _report_contradiction(
    award: typed.Award, over: tuple[PlacedRule, ...], policy: typed.Policy, report: Report
) -> None:
    """Report the first condition that cannot be true together with those before it and the days of the claim."""
    record = policy.schema.record_by_name.get(scope.record_of(award) or "")
    limits, orders = _days_of_claim(award, policy, record)
    held: list[typed.Expr] = []
    for test in atoms(_true_tests(award, over)):
        limits += bounds(test, record)
        is_never = are_exclusive(held, (test,)) or not is_possible(limits)
        if is_never or not is_possible([*limits, *orders]):
            report.add(w.ConditionNeverTrue(span=test.span, when=_CONTRADICTIONS[is_never]))
            return
        held.append(test)


def _report_days_of_own_year(
    trigger: typed.EventTrigger, tests: Iterable[typed.Expr], advice: Phrase, policy: typed.Policy, report: Report
) -> None:
    """Report comparisons of the day of an event with a day that is after or before every day of its year."""
    event = policy.schema.record_by_name[trigger.record].event_by_name[trigger.event]
    ends = [
        (day.year, day.month, day.day)
        for day in (policy.fiscal_year.first_day(_A_YEAR), policy.fiscal_year.last_day(_A_YEAR))
    ]
    for test in nodes(tuple(tests), typed.Compare):
        limit = test.right
        if not isinstance(limit, typed.DayOfYear) or _key(test.left) not in (event.date_field, CLAIM_DAY):
            continue
        if isinstance(limit.base, typed.ClaimYear):
            other = _A_YEAR + limit.years, limit.month, limit.day
            held = {test.op.includes if day == other else (day > other) == (test.op.end is End.LOW) for day in ends}
            if len(held) == 1:
                always = Phrase("always", "总是") if True in held else Phrase("never", "从不")
                report.add(w.DayOfOwnYear(span=test.span, word=event.date_field, always=always, advice=advice))
                return


def _days_of_claim(
    award: typed.Award, policy: typed.Policy, record: RecordKind | None
) -> tuple[list[Bound], list[Bound]]:
    """The bounds of the claim's day, and those that the order of days adds if no two days are equal."""
    first, last = (
        [] if day is None else [Fraction(day.toordinal())] for day in (policy.window.start, policy.window.end)
    )
    limits: list[Bound] = [*((day, CLAIM_DAY, False) for day in first), *((CLAIM_DAY, day, False) for day in last)]
    if record is None:
        return limits, []
    if isinstance(award.trigger, typed.EventTrigger):
        day = record.event_by_name[award.trigger.event].date_field
        limits += [(CLAIM_DAY, day, False), (day, CLAIM_DAY, False)]
    pairs = [pair for order in record.orders for pair in itertools.pairwise(order)]
    return [*limits, *((first, second, False) for first, second in pairs)], [(*pair, True) for pair in pairs]


# ------------------------------------------------------------------------------------------------- words


def _report_groups_as_alternatives(policy: typed.Policy, report: Report) -> None:
    """Report alternatives that are all groups of one block without other rules: `pay highest` there is the same."""
    blocks = [*blocks_of(policy.root)]
    for rule in (item for block in blocks for item in block.items if isinstance(item, typed.HighestRule)):
        alternatives = {frozenset(labels) for labels in rule.alternatives}
        for block in blocks if alternatives else ():
            inner = [item for item in block.items if isinstance(item, typed.Block) and item.kind != "over"]
            rest = [item for item in block.items if item not in inner and item is not rule]
            groups = {frozenset(award.label for award in awards_of(item.items)) for item in inner}
            if groups == alternatives and not any(item.kind == "article" for item in inner) and not rest:
                keys = Phrase("per {keys}", "同一 {keys}", keys=join_phrases(rule.keys, " per ", " 同一 "))
                report.add(w.GroupsAsAlternatives(span=rule.span, keys=keys))


def _report_cover(placed: PlacedRule, policy: typed.Policy, report: Report) -> None:
    under = list(reached_awards(placed, policy.schema))
    labels = {a.label for a in under}
    spared = [a for a in placed.awards if a.label not in labels]
    count, where, labels_ = (
        (
            Phrase("1 award", "1项奖励")
            if len(under) == 1
            else Phrase("{count} awards", "{count}项奖励", count=len(under))
        ),
        _article_words(under),
        _labels(under),
    )
    what = Phrase("{count}{where}: {labels}", "{where}{count}：{labels}", count=count, where=where, labels=labels_)
    if spared:
        why = Phrase("for want of its keys", "因为没有它的归并项")
        if isinstance(placed.rule, typed.Suspension):
            why = Phrase("paid to no {who}", "因为不是给{who}的", who=placed.rule.who)
        left = _labels(spared)
        what = Phrase(
            "{what}; leaves untouched, {why}: {left}", "{what}；不涉及（{why}）：{left}", what=what, why=why, left=left
        )
    is_detail = placed.has_no_inner_blocks and not spared
    report.add(
        w.RuleCoverage(
            span=placed.rule.span, rule=LocalizedSentence(placed.rule.name), what=what, count=count, is_detail=is_detail
        )
    )


def _article_words(awards: list[typed.Award]) -> Phrase:
    articles = list(dict.fromkeys(a.article for a in awards if a.article))
    if not articles:
        return NOTHING
    if len(articles) == 1:
        return Phrase(" of article {number}", "第{number}条的", number=articles[0])
    return Phrase(" of {count} articles", "{count}条中的", count=len(articles))


def _labels(awards: Iterable[typed.Award]) -> Phrase:
    return join_first_names([f"`{award.label}`" for award in awards], 8, "项")


_ANSWERS = (typed.HighestRule, typed.NoRepeat, typed.TopUp)
"""Rules that decide which of two awards is paid."""


def _report_stacking(
    policy: typed.Policy, placed: tuple[PlacedRule, ...], reported: Collection[tuple[str, str]], report: Report
) -> None:
    """Report two awards by rows for one record and event, if no rule decides whether both are paid."""
    comparisons = [x for x in placed if isinstance(x.rule, typed.HighestRule) and x.rule.alternatives]
    answered = {a.label for x in placed if isinstance(x.rule, _ANSWERS) and x not in comparisons for a in x.awards}
    answered |= {label for block in blocks_of(policy.root) for label in block.paid_each or ()}
    earlier: dict[tuple[str, str], list[typed.Award]] = {}
    for award in policy.awards:
        if (
            award.label in answered
            or not isinstance(award.trigger, typed.EventTrigger)
            or not isinstance(award.amount, typed.AmountByRows)
        ):
            continue
        key = (award.trigger.record, award.trigger.event)
        both = (
            x
            for x in earlier.get(key, [])
            if not are_exclusive(_tests(x), _tests(award))
            and not any(_decides_between(rule, x, award, policy.schema) for rule in comparisons)
        )
        other = next((x for x in both if (x.label, award.label) not in reported), None)
        earlier.setdefault(key, []).append(award)
        if other is not None:
            related = (RelatedPlace(other.span, THE_FIRST),)
            report.add(w.UnresolvedStacking(span=award.span, record=key[0], event=key[1], related=related))


def _tests(award: typed.Award) -> list[typed.Expr]:
    return [gate.test for gate in award.gates]


# What becomes of a negative value in such a node; `None`: it counts as 0.
_EFFECTS: dict[type, Phrase | None] = {
    **dict.fromkeys((typed.FixedAmount, typed.Ceiling, typed.Cap, typed.AmountByRows, typed.RowGroup)),
    **dict.fromkeys((typed.Add, typed.Subtract), Phrase("the negative value is added", "按负数计入")),
    typed.Compare: Phrase("the negative value is compared", "按负数比较"),
}
_COMPUTED = Phrase("the negative value is computed with", "按负数计算")
# The fields of a node whose negative value makes the value of the node negative or 0.
_PASSED: dict[type, tuple[str, ...]] = {
    typed.CurrencyConversion: ("value",),
    typed.DefinedValue: ("value",),
    typed.Minimum: ("values",),
    typed.RoundedValue: ("value",),
    typed.SelectedValue: ("cases",),
}
# The fields of a product, whose value is negative or 0 if one of them is negative and no other one may be.
_FACTORS: dict[type, tuple[str, str]] = {
    typed.Divide: ("left", "right"),
    typed.FullStepCount: ("base", "step"),
    typed.Interest: ("principal", "rate"),
    typed.Scale: ("factor", "value"),
}


def report_changed_sums(policy: typed.Policy, report: Report) -> None:
    """Report the sentences whose sums may differ from those before language 4; one finding for a line's differences."""
    by_line: dict[tuple[str, int], dict[Span, tuple[typed.Subtract, Phrase]]] = {}
    clauses = policy.awards, policy.allocations, policy.references, policy.obligations
    for node, effect in _signed_uses((*clauses, policy.root), None):
        by_line.setdefault((node.span.file, node.span.line), {}).setdefault(node.span, (node, effect))
    for uses in by_line.values():
        (span, (_, effect)), *_ = uses.items()
        sides = tuple(sorted(((node.left.span, node.right.span) for node, _ in uses.values()), key=_place_in_text))
        report.add(w.NegativeDifference(span=span, effect=effect, sides=sides))
    _report_missing_values(policy, report)


def _place_in_text(sides: tuple[Span, Span]) -> tuple[int, ...]:
    """The order of differences in a text, outermost first."""
    left, right = sides
    return left.line, left.column, -right.end_line, -right.end_column


def _signed_uses(node: object, effect: Phrase | None) -> Iterator[tuple[typed.Subtract, Phrase]]:
    """Each `less` whose value may be below 0 where that matters, with what becomes of it, outermost first.

    `effect` is what it makes of the value of `node`, or `None` if a value below 0 counts as 0 there.
    """
    kind: Any = type(node)
    passed = _PASSED.get(kind, ())
    match node:
        case typed.Subtract(left=left, right=right, is_excess=is_excess):
            if not (is_excess or effect is None or is_part(right, left) or is_always_zero(right)):
                yield node, effect
            passed, effect = ("left",) if is_excess else (), None  # an excess is never negative
        case typed.Maximum(values=(value, *_), span=span) if value.span < span:  # of a line `at least`
            passed = ("values",)
        case typed.Maximum(values=values) if any(isinstance(value, typed.Const) for value in values):
            passed, effect = ("values",), None  # no constant is below 0
        case typed.Compare(left=left, op=op, right=right) if _is_same_with_zero(left, op, right):
            passed, effect = ("left", "right"), None
        case _ if kind in _FACTORS:
            factors = [(name, getattr(node, name)) for name in _FACTORS[kind]]
            pairs = zip(factors, reversed(factors), strict=True)
            passed = tuple(name for (name, _), (_, other) in pairs if not may_be_negative(other))
        case tuple():
            for part in node:
                yield from _signed_uses(part, effect)
    other = _EFFECTS.get(kind, _COMPUTED)
    for name in child_fields(kind):
        yield from _signed_uses(getattr(node, name), effect if name in passed else other)


def _is_same_with_zero(left: typed.Expr, op: Comparison, right: typed.Expr) -> bool:
    """Whether a comparison has one result for a value below 0 and for 0, because the other one is not below 0."""
    return any(
        not may_be_negative(most) and (order not in _BY_SIGN or (isinstance(most, typed.Const) and most.value != 0))
        for order, most in ((op, right), (op.converse, left))
    )


# ------------------------------------------------------------------------------------------------- no record


_COMPARED = Phrase("a comparison with it does not hold, and neither does its `not`", "与它的比较及其`非`都不成立")
_PAID = Phrase("a sum with it is not paid", "含有它的数额不支付")
_ZERO = Phrase("counted as 0", "按0计")
_KEPT = Phrase("to keep the sum, write `, otherwise 0` after the value", "要保持数额，请在这个数之后写`，无则为 0`")
_NOT_KEPT = Phrase(
    "no constant in its place keeps the sum: name the case without it, such as `has no RECORD or …`",
    "没有能保持数额的常数：请另写没有它的情形，如`没有 某种记录 或者 …`",
)
_CANNOT = Phrase("could not be determined", "无法确定")
_PICKS = (
    ast.AggregateKind.AVERAGE,
    ast.AggregateKind.FIRST,
    ast.AggregateKind.LAST,
    ast.AggregateKind.LARGEST,
    ast.AggregateKind.SMALLEST,
)
_WITHOUT = typed.Pick, typed.FallbackValue
Clause: TypeAlias = typed.Award | typed.Allocation | typed.Reference | typed.Obligation
Source: TypeAlias = typed.Aggregate | typed.Figure


@attrs.frozen(kw_only=True, eq=False, repr=False)
class _Use:
    """Tests and values of one sentence. Where `refuses`, a test or value that cannot be determined stops the claim."""

    tests: tuple[typed.Expr, ...] = ()
    values: tuple[typed.Expr, ...] = ()
    amount: typed.Amount | None = None
    trigger: object = None
    refuses: bool = False


def _uses(policy: typed.Policy) -> Iterator[_Use]:
    """What the clauses, picks, sets and rules of a policy compute."""
    payments: tuple[typed.Award | typed.Allocation, ...] = (*policy.awards, *policy.allocations)
    clauses: tuple[Clause, ...] = (*payments, *policy.references, *policy.obligations)
    for each in clauses:
        tests, trigger = tuple(gate.test for gate in each.gates), getattr(each, "trigger", None)
        yield _Use(tests=tests, amount=getattr(each, "amount", None), trigger=trigger, refuses=each in payments)
        if isinstance(trigger, typed.SetTrigger):
            yield _Use(tests=tuple(gate.test for gate in trigger.picks))
    for pick in nodes((clauses, policy.root), typed.Pick):
        yield _Use(tests=pick.tests, values=() if pick.value is None else (pick.value,))
    for rule in nodes(policy.root, typed.BlockRule):
        if isinstance(rule, typed.NoneWhenRule) and rule.test is not None:
            yield _Use(tests=(rule.test,))
        elif isinstance(rule, typed.Cap):
            yield _Use(amount=typed.FixedAmount(span=rule.span, value=rule.amount))


def _report_missing_values(policy: typed.Policy, report: Report) -> None:
    """Report the values that may be without a record or a figure where a claim may have another sum now."""
    days = {figure.name for figure in policy.schema.figures if figure.type.is_date}
    effects: dict[Span, tuple[Source, Phrase]] = {}
    not_zero: set[Span] = set()  # of a definition: in one of its uses
    for use in _uses(policy):
        sources = _sources((use.tests, use.values, use.amount), days)
        for source in itertools.filterfalse(partial(_has_record_of, use.trigger), sources):
            if _is_average(source) or not _was_zero(_tests_of(use), source):
                not_zero.add(source.span)
            if truth(typed.And(span=source.span, parts=use.tests), partial(_holds_without, source)) is not False:
                effect = (_effect_on_average if _is_average(source) else _effect_on_zero)(use, source)
                if effect is not None:
                    effects.setdefault(source.span, (source, effect))
    for span, (source, effect) in effects.items():
        values, advice = ((), _NOT_KEPT) if span in not_zero else ((span,), _KEPT)
        report.add(
            w.ValueWithoutRecord(
                span=span, what=_missing_part(source), before=_CANNOT if _is_average(source) else _ZERO, effect=effect,
                values=values, number="0%" if source.type.is_rate else "0", advice=advice,
            )
        )  # fmt: skip


def _is_average(source: Source) -> bool:
    return isinstance(source, typed.Aggregate) and source.kind is ast.AggregateKind.AVERAGE


def _sources(root: object, days: Collection[str]) -> Iterator[Source]:
    """The values of a pick that may be without a record, and figures; without those that say what counts instead."""
    picked = (node for node in nodes(root, typed.Aggregate, without=_WITHOUT) if node.kind in _PICKS)
    yield from (node for node in picked if not node.pick.is_of_set and not node.is_of_days)
    yield from (node for node in nodes(root, typed.Figure, without=_WITHOUT) if node.figure not in days)


def _tests_of(use: _Use) -> tuple[typed.Expr, ...]:
    """The tests of a sentence, of the rows of its amount, and of the cases of its values."""
    rows = use.amount.rows if isinstance(use.amount, typed.AmountByRows) else ()
    cases = nodes_around_picks((use.tests, use.values, use.amount), typed.SelectedValue)
    return (
        *use.tests,
        *(row.test for row in rows if row.test is not None),
        *(test for each in cases for test, _ in each.cases),
    )


def _effect_on_zero(use: _Use, source: Source) -> Phrase | None:
    """What became of a value that counted as 0, or `None` if no sum changes."""
    whole = typed.And(span=source.span, parts=use.tests)
    if any(_changes(test, source) for test in (whole, *_tests_of(use)[len(use.tests) :])):
        return _COMPARED
    return _PAID if _is_paid(use.amount, source) or _is_computed_with(use.values, source) else None


def _effect_on_average(use: _Use, source: Source) -> Phrase | None:
    """What became of an average that could not be determined: where that stopped the claim, it is refused now too."""
    if _has(_tests_of(use)[len(use.tests) :], source) or any(
        _has(each, source) for each in nodes_around_picks(use.tests, typed.CannotBeDetermined)
    ):
        return _COMPARED
    return None if use.refuses else _COMPARED if _has(use.tests, source) else _PAID


def _has(root: object, source: Source) -> bool:
    return source in nodes(root, type(source), without=_WITHOUT)


def _is_computed_with(root: object, source: Source) -> bool:
    """Whether a value is in a sum, and not only in a test that selects one."""
    tests = [test for each in nodes_around_picks(root, typed.SelectedValue) for test, _ in each.cases]
    number, in_tests = (
        sum(node == source for node in nodes(part, type(source), without=_WITHOUT)) for part in (root, tuple(tests))
    )
    return number > in_tests


def _missing_part(source: Source) -> Phrase:
    if isinstance(source, typed.Figure):
        return Phrase("figures of that year", "该年数据")
    return Phrase("a `{name}`", "`{name}`", name=source.pick.record)


def _was_zero(tests: Iterable[typed.Expr], source: Source) -> bool:
    """Whether 0 is the same everywhere: a test of a figure itself was false without it."""
    leaves = [leaf for test in tests for leaf in _leaves(test, source) if _is_figure(leaf, source)]
    return all(isinstance(leaf, typed.Compare) and _holds_with_zero(source, leaf) is False for leaf in leaves)


def _is_figure(test: typed.Expr, source: Source) -> bool:
    """Whether a test is about a figure itself, and not about a value computed with it."""
    if not isinstance(source, typed.Figure):
        return False
    kind: Any = type(test)
    parts = [test, *(getattr(test, name) for name in child_fields(kind))]
    return source in [part.value if isinstance(part, typed.DefinedValue) else part for part in parts]


def _has_record_of(trigger: object, source: Source) -> bool:
    """Whether the record of the sentence is one of those picked."""
    match trigger, source:
        case typed.EventTrigger(record=record, event=event), typed.Aggregate(before=None, pick=pick):
            events = [typed.EventHappened(span=pick.span, record=record, event=event)]
            is_of_all = pick.record == record and not pick.same  # of the same field it may have none
            return is_of_all and all(test in events for test in pick.tests)
        case typed.YearTrigger(), typed.Figure(years_back=0):
            return True  # a claim of a year needs figures of that year
        case _:
            return False


def _is_paid(amount: typed.Amount | None, source: Source) -> bool:
    """Whether an amount with a value could be above 0 without it before language 4."""
    if isinstance(amount, typed.AmountByRows):
        reached = (
            x for x in amount.rows if x.test is None or truth(x.test, partial(_holds_without, source)) is not False
        )
        return any(_is_paid(row.amount, source) for row in reached)
    parts = [part for part in (amount.value, amount.at_most) if part is not None] if amount is not None else []
    return _is_computed_with(amount, source) and not any(is_always_zero(part, source) for part in parts)


def _leaves(test: typed.Expr, source: Source) -> Iterator[typed.Expr]:
    """The parts of a test with the value, each side of `and` and `or`, and what `not` and a definition contain."""
    match test:
        case typed.And(parts=parts) | typed.Or(parts=parts) | typed.AtLeastOf(parts=parts):
            yield from (leaf for part in parts for leaf in _leaves(part, source))
        case typed.Not(part=part) | typed.DefinedValue(value=part):
            yield from _leaves(part, source)
        case _ if _has(test, source):
            yield test


def _changes(test: typed.Expr, source: Source, *, is_affirmed: bool = True) -> bool:
    """Whether a test could be true without a value before language 4, by a part of it that does not hold now.

    Neither the part nor its `not` holds now. Without `is_affirmed`, the test is under a `not`. Nothing changes where
    another part decided before and decides now.
    """
    match test:
        case typed.Not(part=part):
            return _changes(part, source, is_affirmed=not is_affirmed)
        case typed.DefinedValue(value=value):
            return _changes(value, source, is_affirmed=is_affirmed)
        case typed.And(parts=parts) | typed.Or(parts=parts) | typed.AtLeastOf(parts=parts):
            changing = [_changes(part, source, is_affirmed=is_affirmed) for part in parts]
            before = [truth(part, partial(_holds_without, source)) for part in parts]
            if isinstance(test, typed.And if is_affirmed else typed.Or):
                return any(changing) and (not is_affirmed) not in before
            return any(changing) and (is_affirmed, False) not in zip(before, changing, strict=True)
        case _:
            return _has(test, source) and _holds_without(source, test) is not (not is_affirmed)


def _holds_without(source: Source, test: typed.Expr) -> bool | None:
    """Whether a test was true without a value before language 4; `None` if that depends on facts."""
    if _is_figure(test, source):
        return False
    return _holds_with_zero(source, test) if isinstance(test, typed.Compare) else None


def _holds_with_zero(source: Source, test: typed.Compare) -> bool | None:
    """Whether a comparison is true if a value in it is 0; `None` if that depends on facts."""
    low, op, high = test.left, test.op, test.right
    if is_always_zero(low, source):
        low, op, high = high, op.converse, low
    if not is_always_zero(high, source) or has_negative_field(low) or has_negative_field(high):
        return None
    if is_always_zero(low, source):
        return op.includes
    return op.end is End.LOW if isinstance(low, typed.Const) or op in _BY_SIGN else None


_BY_SIGN = (Comparison.AT_LEAST, Comparison.LESS_THAN)  # decided by any value that is compared with 0
