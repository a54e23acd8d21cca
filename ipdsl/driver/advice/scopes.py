"""Sums with two readings: a percentage, a factor or a limit may apply to one part or to the result.

Input: an expression of a parsed sentence. Output: the expression with the other scope, and both sums for an example.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from fractions import Fraction

import attrs

from ipdsl.base.findings.phrase import NOTHING, Phrase, join_phrases
from ipdsl.base.source import Span
from ipdsl.base.values.money import group_digits
from ipdsl.driver.advice.words import UnreadError, Words, present
from ipdsl.semantics.lookup import Vocabulary
from ipdsl.semantics.typed import nodes
from ipdsl.syntax import ast
from ipdsl.syntax.printing import CHINESE, ENGLISH, keeping_brackets

Terms = Sequence[tuple[ast.Expr, bool]]

_NOWHERE = Span("", 1, 1, 1, 1)
"""The place of a node that no page has."""


def other_scope(value: ast.Node, *, is_chinese: bool, has_open_limit: bool = False) -> ast.Expr | None:
    """The expression with the other scope, or `None` if it has one reading.

    A percentage is before the sum in English, and after it in Chinese. An open limit may be one of the base.
    """
    match value:
        case ast.Share(percent=percent, base=ast.Sum() as base) if base.is_bracketed:
            terms, place = _terms(base), -1 if is_chinese else 0
            part = _with_brackets(_share(percent, terms[place][0])), terms[place][1]
            return _sum([*terms[:place], part] if is_chinese else [part, *terms[1:]])
        case ast.Sum():
            return _share_of_all(_terms(value), is_chinese=is_chinese)
        case ast.Product(factors=(ast.Sum() as added, *factors)) if added.is_bracketed:
            *terms, (last, sign) = _terms(added)
            factor = attrs.evolve(value, factors=(last, *factors))
            return _sum([*terms, (_with_brackets(factor), sign)])
        case ast.FixedAmount(value=ast.Share(percent=percent, base=ast.Band(ceiling=None) as part), at_most=limit):
            limited = attrs.evolve(part, ceiling=limit)
            return _share(percent, limited) if limit is not None and not is_chinese else None
        case ast.FixedAmount(value=ast.Share(percent=percent, base=ast.Word() as base), at_most=limit):
            limited = ast.Band(span=_NOWHERE, value=base, floor=None, ceiling=limit)
            return _share(percent, limited) if limit is not None and has_open_limit else None
        case _:
            return None


def _terms(added: ast.Sum) -> Terms:
    return [*zip(added.terms, added.signs, strict=True)]


def _sum(terms: Terms) -> ast.Expr:
    if len(terms) == 1:
        return terms[0][0]
    return ast.Sum(span=_NOWHERE, terms=tuple(term for term, _ in terms), signs=tuple(added for _, added in terms))


def _share(percent: ast.Percent, base: ast.Expr) -> ast.Share:
    return ast.Share(span=_NOWHERE, percent=percent, base=base)


def _with_brackets(value: ast.Expr) -> ast.Expr:
    return attrs.evolve(value, is_bracketed=True) if isinstance(value, ast.Operation) else value


def _share_of_all(terms: Terms, *, is_chinese: bool) -> ast.Expr | None:
    """A sum whose only percentage applies to all terms on the side where a base may be."""
    places = [i for i, (term, _) in enumerate(terms) if isinstance(term, ast.Share)]
    if len(places) != 1:
        return None
    before, (part, sign), after = terms[: places[0]], terms[places[0]], terms[places[0] + 1 :]
    if not isinstance(part, ast.Share) or not (before if is_chinese else after):
        return None
    base = [*before, (part.base, sign)] if is_chinese else [(part.base, True), *after]
    whole = _share(part.percent, _with_brackets(_sum(base)))
    return _sum([(whole, True), *after] if is_chinese else [*before, (whole, sign)])


def sum_text(value: ast.Expr, *, is_chinese: bool) -> str:
    """An expression as a page writes it."""
    with keeping_brackets():
        return (CHINESE if is_chinese else ENGLISH).text(value)


def examples(values: Sequence[ast.Node], limit: ast.Expr | None, words: Vocabulary) -> Sequence[Phrase]:
    """What each expression is for the same numbers under a limit, if the results differ."""
    names = dict.fromkeys(each.name.text for each in nodes(tuple(values), ast.Word))
    for thousands in (1, 2, 5, 10, 100):
        try:
            numbers = {name: _number(name, words, thousands * (i + 1)) for i, name in enumerate(names)}
            sums = [_lower_value(numbers, each, limit) for each in values]
        except UnreadError:
            break
        if len(set(sums)) == len(sums) and min(sums) >= 0:
            return [_example(numbers, amount) for amount in sums]
    return [NOTHING] * len(values)


def _number(name: str, words: Vocabulary, thousands: int) -> Fraction:
    """A number for a field: a sum of money in thousands, and 3 for a count."""
    declared = Words(words, is_chinese=not name.isascii())
    fields = (declared.fields(record).get(name) for record in (None, *declared.records.values()))
    kind = present(next(filter(None, fields), None)).type
    return Fraction(1000 * thousands if kind.is_money else present(3 if kind.is_count else None))


def _example(numbers: Mapping[str, Fraction], amount: Fraction) -> Phrase:
    return Phrase(
        "if {numbers}: {sum}" if numbers else "{sum}",
        "{numbers}时：{sum}" if numbers else "{sum}",
        numbers=join_phrases(
            [
                Phrase("{name} is {value}", "`{name}`为{value}", name=name, value=f"{int(value):,}")
                for name, value in numbers.items()
            ]
        ),
        sum=group_digits(round(amount * 100), 2).removesuffix(".00"),
    )


def _value(value: ast.Node, numbers: Mapping[str, Fraction]) -> Fraction:
    match value:
        case ast.Number():
            return value.value
        case ast.Word():
            return numbers[value.name.text]
        case ast.Share():
            return value.percent.value * _value(value.base, numbers)
        case ast.Sum():
            return sum((_value(term, numbers) * (1 if added else -1) for term, added in _terms(value)), Fraction(0))
        case ast.Product():
            factors = zip(value.factors, value.is_divisor, strict=True)
            return math.prod(
                (_value(each, numbers) ** (-1 if divides else 1) for each, divides in factors), start=Fraction(1)
            )
        case ast.Band():
            least = _lower_value(numbers, value.value, value.ceiling)
            return least if value.floor is None else max(Fraction(0), least - _value(value.floor, numbers))
        case ast.FixedAmount():
            return _lower_value(numbers, value.value, value.at_most)
        case _:
            raise UnreadError


def _lower_value(numbers: Mapping[str, Fraction], *values: ast.Node | None) -> Fraction:
    return min(_value(each, numbers) for each in values if each is not None)
