"""Count how often a construct of the language matters: removing it from a page changes the decision of generated facts.

    python -m tests.properties.removals --policies 1000 --facts 20 --seed 1

Each row of `CONSTRUCTS` finds the places of a construct and removes it: a product becomes its first factor, a cap loses
its manner, a line is deleted. For each policy, one place of each construct is removed. The smaller page is compiled,
and both pages settle the same facts. A construct is met if a claim differs.
"""

from __future__ import annotations

import argparse
import datetime
import random
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import cache, partial
from typing import Any, TypeAlias

import attrs

from ipdsl.decision.decision import Decision
from ipdsl.facts.errors.problems import FactsError
from ipdsl.runtime.evaluation import evaluate_cohort
from ipdsl.semantics.tree_walk import nodes
from ipdsl.syntax import ast
from tests.properties import build as b
from tests.properties.facts import Facts
from tests.properties.facts import facts as make_facts
from tests.properties.oracle_laws import named, shares
from tests.properties.pipeline import Compiled, RejectedError, compile_generated
from tests.properties.trials import generated, trial_of

DAY = datetime.date(2021, 7, 1)
COUNTS = (ast.RecordCountTest, ast.NoRecordsTest)
RULES = (ast.Cap, ast.Limit, ast.OnceRule)
TESTS = (ast.Membership, ast.Compare, ast.RangeTest, ast.ElapsedComparison)

Without: TypeAlias = Callable[[Any], tuple[ast.Node | None, ...]]
"""The possible replacements of a node, best first; `None` deletes it. Empty if it is another construct."""


@attrs.frozen
class Construct:
    """A construct: its name, the class of its nodes, its replacements, and whether it needs several applicants."""

    name: str
    node: type[ast.Node] | tuple[type[ast.Node], ...]
    without: Without
    is_shared: bool = False


def _line(_: ast.Node) -> tuple[None]:
    return (None,)


def _always(test: ast.Expr) -> tuple[ast.Expr]:
    """A condition that is true for complete facts."""
    opposite = b.negate(attrs.evolve(test, is_bracketed=True) if isinstance(test, ast.Operation) else test)
    return (b.either([test, opposite]),)


def _fixed_cap(cap: ast.Cap) -> tuple[ast.Cap, ...]:
    if isinstance(cap.amount, (ast.Number, ast.Word)):
        return ()
    return tuple(attrs.evolve(cap, amount=b.number(value)) for value in (3_000, 1_000_000))


def _test_of_owner(test: ast.Operation) -> tuple[ast.Expr, ...]:
    """A condition that is always true, in place of one about a word with its owner."""
    return _always(test) if any(isinstance(part, ast.TableLookup) for part in _inner(test)) else ()


def _state_on(value: ast.SeriesValue) -> tuple[ast.Node, ...]:
    return (b.word(value.series.text),) if value.point is ast.SeriesPoint.ON else ()


def _definition(defined: ast.Definition) -> tuple[ast.Definition, ...]:
    """A literal in place of the value: an amount, a number or a rate, whichever the page accepts."""
    values: tuple[ast.Expr, ...] = (b.number(1), b.percent(Fraction(1, 100)))
    if isinstance(defined.value, (ast.AmountByRows, ast.AmountByConditions)):
        return tuple(attrs.evolve(defined, value=value, body=()) for value in values)
    return tuple(attrs.evolve(defined, value=value) for value in (*values, *_always(defined.value)))


def _without_part(part: str, value: object) -> Without:
    """A node without one of its parts."""
    return lambda node: (attrs.evolve(node, **{part: value}),) if getattr(node, part) else ()


def _counts_applicants(limit: ast.Limit) -> bool:
    return limit.what is not None and limit.what.text == "applicant"


def _without_order(limit: ast.Limit) -> tuple[ast.Limit, ...]:
    is_by_field = _counts_applicants(limit) and isinstance(limit.order, ast.FieldOrder)
    return (attrs.evolve(limit, order=None),) if is_by_field else ()


def _row(kind: Callable[[ast.Row], bool]) -> Without:
    return lambda row: (None,) if kind(row) else ()


def _is_of_flag(row: ast.Row) -> bool:
    return isinstance(row.key, ast.MemberKeys) and {name.text for name in row.key.names} <= {"yes", "no"}


def _first_row(award: ast.Award) -> tuple[ast.Award, ...]:
    """The sum of the first rank for all records."""
    if not isinstance(award.amount, ast.AmountByRankOfRecord):
        return ()
    first = next(line for line in award.body if isinstance(line, ast.Row))
    body = tuple(line for line in award.body if not isinstance(line, (ast.Row, ast.TiesShare)))
    return (attrs.evolve(award, amount=first.amount, head=attrs.evolve(award.head, per=()), body=body),)


def _is_selection(limit: ast.Limit) -> bool:
    return limit.across and isinstance(limit.order, ast.FieldOrder) and limit.order.is_highest_first


def _without_period(*, is_span: bool) -> Without:
    """A rule without its period: it counts for life."""

    def without(rule: ast.Cap | ast.Limit | ast.OnceRule) -> tuple[ast.Node, ...]:
        kept = tuple(key for key in rule.per if not (isinstance(key, ast.PeriodKey) and key.is_span == is_span))
        return (attrs.evolve(rule, per=kept),) if len(kept) < len(rule.per) else ()

    return without


def _day_of_two(node: ast.Extreme) -> tuple[ast.Expr, ...]:
    """The other day, unless the values are sums."""
    return node.values[1:] if isinstance(node.values[0], ast.Word | ast.ShiftedDay) else ()


CONSTRUCTS: tuple[Construct, ...] = (
    Construct("years that begin on another day", ast.YearBeginsLine, _line),
    Construct("a block of years", RULES, _without_period(is_span=False)),
    Construct("a span", RULES, _without_period(is_span=True)),
    Construct("a product", ast.Product, lambda node: node.factors),
    Construct("a computed rate", ast.RateOf, lambda node: (node.base,)),
    Construct("a part above or up to", ast.Band, lambda node: (node.value,)),
    Construct("a rounded value", ast.RoundedValue, lambda node: (node.value,)),
    Construct("a word with its owner", TESTS, _test_of_owner),
    Construct("a day after or before a day", ast.ShiftedDay, lambda node: (node.day,)),
    Construct("the earliest or the latest of two days", ast.Extreme, _day_of_two),
    Construct("a count of years, months or days", ast.SpanCount, lambda node: (b.number(1),)),
    Construct("the length of a state in the year", ast.StateLength, lambda node: (b.number(1),)),
    Construct("the day or the year", (ast.ClaimDay, ast.ClaimYear), lambda _: (b.number(2022), b.date(DAY))),
    Construct("what others paid", ast.OtherSupport, lambda _: (b.number(0),)),
    Construct("a figure of earlier years", ast.EarlierFigure, lambda node: (ast.Word(span=b.SPAN, name=node.figure),)),
    Construct("a word on a day", ast.SeriesValue, _state_on),
    Construct("a row in a row", ast.Row, _row(lambda row: isinstance(row.amount, ast.AmountByRows))),
    Construct("a row of a condition", ast.Row, _row(lambda row: isinstance(row.key, ast.ConditionKey))),
    Construct("a row of yes or no", ast.Row, _row(_is_of_flag)),
    Construct("a definition", ast.Definition, _definition),
    Construct("a requirement", ast.Requirement, _line),
    Construct("a count of picked records", COUNTS, _always),
    Construct("an aggregate of picked records", ast.Aggregate, lambda node: (b.number(1),) if node.pick else ()),
    Construct("earlier records", ast.Pick, _without_part("is_earlier", value=False)),
    Construct("records of the same value", ast.Pick, _without_part("same", value=())),
    Construct("records of the year", ast.Pick, _without_part("is_in_year", value=False)),
    Construct("a condition of picked records", ast.Pick, _without_part("test", value=None)),
    Construct("a computed cap", ast.Cap, _fixed_cap),
    Construct("the manner of a cap", ast.Cap, _without_part("manner", value=None), is_shared=True),
    Construct("a rank of records", ast.Award, _first_row),
    Construct("ties in the order of a field", ast.TiesShare, _without_part("order", value=None), is_shared=True),
    Construct("a limit by a number", ast.Limit, lambda limit: (None,) if _is_selection(limit) else ()),
    Construct("support counted", ast.SupportDeduction, _line),
    Construct("alternatives", ast.HighestRule, lambda rule: (None,) if rule.alternatives else ()),
    Construct("the order of a cap", ast.Cap, _without_part("order", value=None), is_shared=True),
    Construct("a limit of applicants", ast.Limit, lambda limit: (None,) if _counts_applicants(limit) else (), True),
    Construct("the order of a limit of applicants", ast.Limit, _without_order, True),
)


def smaller(page: ast.Page, construct: Construct, number: int) -> Iterator[ast.Page]:
    """Copies of the page without one place of the construct; `number` chooses the place."""
    places = [node for node in nodes(page, construct.node) if construct.without(node)]
    if places:
        for replacement in construct.without(chosen := places[number % len(places)]):
            yield _replaced(page, chosen, replacement)


def _inner(node: ast.Node) -> Iterator[ast.Node]:
    for field in attrs.fields(type(node)):
        value = getattr(node, field.name)
        for inner in value if isinstance(value, tuple) else (value,):
            if isinstance(inner, ast.Node):
                yield inner


def _replaced(page: ast.Page, place: ast.Node, replacement: ast.Node | None) -> ast.Page:
    """A copy of a page in which one node, compared by identity, is replaced or left out."""

    def become(node: ast.Node) -> ast.Node | None:
        return replacement if node is place else b.with_parts(node, become)

    changed = b.with_parts(page, become)
    assert isinstance(changed, ast.Page)
    return changed


def _settled(decision: Decision) -> tuple[object, ...]:
    """Each claim with its outcome and sums."""
    return tuple(
        (claim.label, claim.item, claim.event_date, claim.outcome, claim.proposed, claim.paid)
        for claim in decision.claims
    )


def _settled_together(compiled: Compiled, cohort: list[Facts]) -> list[tuple[object, ...]]:
    """The claims of several applicants that are settled together."""
    read = [compiled.read(named(facts, f"F{n + 1}")) for n, facts in enumerate(cohort)]
    return [*map(_settled, evaluate_cohort(compiled.program, compiled.code, read).decisions)]


def _without_ranks(facts: dict[str, Any], compiled: Compiled) -> dict[str, Any]:
    """The facts without published ranks of records that a page does not rank."""
    ranked = {name for _, name, _ in compiled.edges.places}
    lines = [
        line
        for line in facts.get("published", ())
        if "item" not in line or (line.get("clause") or line["rule"]) in ranked
    ]
    return {**facts, "published": lines} if "published" in facts else facts


def count(seed: int, policies: int, facts: int) -> tuple[Counter[str], Counter[str]]:
    """How often each construct was on a page with facts, and how often it changed the decision."""
    tried, met = Counter[str](), Counter[str]()
    for number in range(policies):
        made = generated(seed, number)
        compiled = compile_generated(made)
        others: list[tuple[Construct, Compiled]] = []
        for construct in CONSTRUCTS:
            for page in smaller(made.page, construct, number):
                try:
                    others.append((construct, compile_generated(attrs.evolve(made, page=page))))
                except RejectedError:
                    continue
                break
        for index in range(facts if others else 0):
            edges = attrs.evolve(compiled.edges)
            stated = trial_of(compiled, edges, f"{seed}:{number}:{index}", index + number).facts
            whole = _settled(compiled.evaluate(stated))
            r = random.Random(f"{seed}:{number}:{index}")
            cohort = [
                stated,
                *(make_facts(r, compiled.policy, edges) for _ in range(4 if shares(compiled.policy) else 0)),
            ]
            together = cache(partial(_settled_together, compiled, cohort))
            for construct, other in others:
                try:
                    if construct.is_shared:
                        differs = _settled_together(other, cohort) != together()
                    else:
                        differs = _settled(other.evaluate(_without_ranks(stated, other))) != whole
                except FactsError:  # an approval of an amount that the smaller page fixes, or too many on a list
                    continue
                tried[construct.name] += 1
                met[construct.name] += differs
    return tried, met


def main() -> int:
    """Print a table; exit code 1 if a construct is met less often than `--least`."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--policies", type=int, default=1_000)
    parser.add_argument("--facts", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--least", type=int, default=200)
    asked = parser.parse_args()
    tried, met = count(asked.seed, asked.policies, asked.facts)
    print(f"{asked.policies:,} policies, {asked.facts} facts each, seed {asked.seed}")
    print("| construct | pages with facts | met |\n|---|--:|--:|")
    for construct in CONSTRUCTS:
        print(f"| {construct.name} | {tried[construct.name]:,} | {met[construct.name]:,} |")
    return int(any(met[construct.name] < asked.least for construct in CONSTRUCTS))


if __name__ == "__main__":
    sys.exit(main())
