"""One award that was amended in mid-window: two awards, of which one ends where the other begins, each with its `once`.

In: the typed policy. Out: warnings. What one of the two paid once, the other pays once again, unless something holds
both: a rule over them that remembers all years, an event that an item has once, `less already paid`, or the head of the
page, which says that one was the other.
"""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Iterable, Iterator

import attrs

from ipdsl.diagnostics.model import RelatedPlace, Report
from ipdsl.diagnostics.phrase import MessageValue, Phrase, join_phrases
from ipdsl.schema.model import Schema
from ipdsl.semantics import errors_lints as w
from ipdsl.semantics import reach, typed, upper
from ipdsl.semantics.exclusion import are_exclusive
from ipdsl.semantics.placed import PlacedRule
from ipdsl.semantics.typed import Op
from ipdsl.value_object import ValueObject

_FIRST = {Op.AT_LEAST: 0, Op.MORE_THAN: 1}
_LAST = {Op.AT_MOST: 0, Op.LESS_THAN: -1}
"""How far the first, or the last, day of an award lies from the day that its condition names."""


@attrs.frozen(eq=False, repr=False)
class _AwardPart(ValueObject):
    """An award with `once` of single events: the days of events for which it pays, and what else must hold of them."""

    award: typed.Award
    once: typed.OnceRule
    trigger: typed.EventTrigger
    first: int | None
    last: int | None
    tests: tuple[typed.Expr, ...]


def report_split_awards(policy: typed.Policy, placed: Iterable[PlacedRule], findings: Report) -> None:
    """Awards that go on where another ends, and pay once again what that one paid once."""
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
            field = policy.schema.record_by_name[award.trigger.record].event_by_name[award.trigger.event].date_field
            first = [] if award.start is None else [award.start.toordinal()]
            last: list[int] = []
            tests: list[typed.Expr] = []
            for test in upper.atoms(gate.test for gate in award.gates):
                match test:
                    case typed.Compare(
                        left=typed.RecordField(field=name), op=op, right=typed.Const(value=datetime.date() as day)
                    ) if name == field:
                        first += [day.toordinal() + _FIRST[op]] if op in _FIRST else []
                        last += [day.toordinal() + _LAST[op]] if op in _LAST else []
                    case _:
                        tests.append(test)
            yield _AwardPart(
                award, award.once, award.trigger, max(first, default=None), min(last, default=None), tuple(tests)
            )


def _is_one_award(earlier: _AwardPart, following: _AwardPart, schema: Schema) -> bool:
    """Both are of one article, and may pay the same item of the same applicant, as often."""
    award, other = following.award, earlier.award
    return (
        award.article == other.article
        and earlier.once.keys == following.once.keys
        and earlier.trigger.event == following.trigger.event
        and earlier.trigger.record in schema.related_records[following.trigger.record]
        and not {*reach.kinds_paid(award.to, schema)}.isdisjoint(reach.kinds_paid(other.to, schema))
        and not are_exclusive(earlier.tests, following.tests)
    )


def _has_one_event(part: _AwardPart) -> bool:
    """It pays for the first event of an item alone, or the first of all, so an earlier one was not paid before."""
    firsts = [test for test in part.tests if isinstance(test, typed.FirstEventTest)]
    return any(not test.is_per_item or not part.once.keys for test in firsts)


def _counts_both(placed: PlacedRule, award: typed.Award, second_award: typed.Award) -> bool:
    """A rule over both counts what either paid in any year."""
    if not placed.labels.issuperset((award.label, second_award.label)):
        return False
    match placed.rule:
        case typed.NoRepeat() | typed.TopUp():
            return True
        case typed.Limit(per_year=by_year) | typed.Cap(per_year=by_year):
            return not by_year
        case _:
            return False


def _keys(once: typed.OnceRule) -> Phrase:
    """By what `no repeat` has to count both."""
    keys: list[MessageValue] = [key.partition(" ")[0] for key in once.keys]
    keys = keys or [Phrase("item", "项目")]
    return join_phrases([Phrase("per {key}", "同一 {key}", key=key) for key in keys], " ", " ")
