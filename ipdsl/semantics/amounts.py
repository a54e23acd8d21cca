"""Amounts: a sum that the policy sets, a ceiling for a sum that the authority sets, or rows that select one."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import attrs

from ipdsl.base.findings.finding import InternalError
from ipdsl.base.findings.phrase import NOTHING, LocalizedSentence, Phrase
from ipdsl.base.source import Span
from ipdsl.base.values.money import DECIMALS
from ipdsl.schema.types.money import MoneyType
from ipdsl.semantics import typed
from ipdsl.semantics.errors import policy as g
from ipdsl.semantics.errors import policy as p
from ipdsl.semantics.errors import types as e
from ipdsl.semantics.expressions import inference
from ipdsl.semantics.expressions.rows import condition_rows, row_name, rows, rows_of
from ipdsl.semantics.names.symbols import Context, Scope, is_poison, poison
from ipdsl.semantics.tree_walk import is_constant, nodes
from ipdsl.syntax import ast, keywords
from ipdsl.syntax.printing.printer import format_expr


def money(expr: ast.Expr, scope: Scope) -> typed.Expr:
    """An expression that must be a sum of money."""
    sum_ = inference.infer(expr, scope, MoneyType())
    if sum_.type.is_money or sum_.type.is_poison:
        return sum_
    advice = _quotient_advice(expr) or sum_.type.amount_advice
    scope.ctx.add(e.AmountNotMoney(span=expr.span, found=sum_.type.phrase, advice=advice))
    return poison(expr.span)


def _quotient_advice(expr: ast.Expr) -> Phrase:
    """Advice for `2000/12`, which is a share above 1."""
    fraction = next((x for x in nodes(expr, ast.Percent) if x.is_fraction and x.value > 1), None)
    if fraction is None:
        return NOTHING
    number, divisor = fraction.value.as_integer_ratio()
    return Phrase(
        "a quotient of money is written `{number} divided by {divisor}`",
        "金额的商写作`{number} 除以 {divisor}`",
        number=number,
        divisor=divisor,
    )


def step_in_minor_units(step: Fraction, span: Span, ctx: Context) -> int | None:
    """A step of rounding in minor units; `None` after an error."""
    decimals = DECIMALS[ctx.currency]
    minor: Fraction = step * 10**decimals
    if minor > 0 and minor.denominator == 1:
        return minor.numerator
    unit = "1" if decimals == 0 else f"0.{'0' * (decimals - 1)}1"
    ctx.add(p.RoundingStep(span=span, unit=unit, currency=ctx.currency))
    return None


def amount_without_rows(amount: ast.Amount, scope: Scope) -> typed.FixedAmount | typed.Ceiling | None:
    """An amount without rows; `None` after an error."""
    match amount:
        case ast.FixedAmount(value=value, at_most=at_most) | ast.Ceiling(value=value, at_most=at_most):
            return _bounded_amount(amount, value, at_most, scope)
        case ast.DiscretionaryAmount():
            return typed.Ceiling(span=amount.span, value=None)
        case ast.AmountByRows():
            advice = Phrase("write two awards", "请写成两项奖励")
            scope.ctx.add(
                g.MisplacedLine(
                    span=amount.span,
                    word=keywords.phrase("by"),
                    where=Phrase("within a row", "档次之内"),
                    advice=advice,
                )
            )
            return None
        case ast.AmountByConditions():
            raise InternalError("the grammar allows `as follows` only in an award")
        case ast.AmountByRank() | ast.AmountByRankOfRecord():
            advice = Phrase("write an award of its own", "请单独写一项奖励")
            scope.ctx.add(
                g.MisplacedLine(
                    span=amount.span, word=keywords.phrase("by rank of"), where=Phrase("here", "此处"), advice=advice
                )
            )
            return None


def _bounded_amount(
    amount: ast.FixedAmount | ast.Ceiling, value: ast.Expr, at_most: ast.Expr | None, scope: Scope
) -> typed.FixedAmount | typed.Ceiling | None:
    sum_ = money(value, scope)
    limit = money(at_most, scope) if at_most is not None else None
    if is_poison(sum_) or (limit is not None and is_poison(limit)):
        return None
    if at_most is not None and limit is not None and is_constant(sum_) and is_constant(limit):
        shown, most = LocalizedSentence(format_expr(value)), LocalizedSentence(format_expr(at_most))
        scope.ctx.add(p.FixedSumWithLimit(span=amount.span, value=shown, limit=most))
        return None
    if isinstance(amount, ast.Ceiling):
        return typed.Ceiling(span=amount.span, value=sum_, at_most=limit)
    return typed.FixedAmount(span=amount.span, value=sum_, at_most=limit)


def amount(written: ast.Amount, lines: tuple[ast.Row, ...], scope: Scope) -> typed.Amount | None:
    """The amount of an award, with the rows under it."""
    if isinstance(written, ast.AmountByRows):
        return rows(written, lines, scope, amount_without_rows)
    if isinstance(written, ast.AmountByConditions):
        return condition_rows(written, lines, scope, amount_without_rows)
    if lines:
        advice = Phrase("write `award by FIELD` above them", "请在其上写`按 字段 分别奖励：`")
        where = Phrase("under an amount without `by`", "没有`分别奖励`的奖励之下")
        scope.ctx.add(
            g.MisplacedLine(span=lines[0].span, word=LocalizedSentence(row_name(lines[0])), where=where, advice=advice)
        )
    return amount_without_rows(written, scope)


def amount_by_rank(
    place: typed.ApplicantRank | typed.RecordRank, lines: tuple[ast.Row, ...], scope: Scope
) -> typed.AmountByRows | None:
    """The amount of an award by rank, with a row for each rank."""
    word = place.figure if isinstance(place, typed.ApplicantRank) else place.field
    return rows_of(place, f"rank of {word}", place.span, lines, scope, amount_without_rows)


def amount_with_limit(written: typed.Amount, line: ast.AwardLimit, scope: Scope) -> typed.Amount | None:
    """An amount with the `at most` line of its award as the limit of each claim, for all rows."""
    limit = money(line.amount, scope)
    if is_poison(limit):
        return None
    values = [s.value for s in sums(written) if s.value is not None]
    if values and is_constant(limit) and all(is_constant(value) for value in values):
        shown = Phrase("fixed sums", "固定金额") if len(values) > 1 else Phrase("a fixed sum", "固定金额")
        scope.ctx.add(
            p.FixedSumWithLimit(span=line.span, value=shown, limit=LocalizedSentence(format_expr(line.amount)))
        )
        return None
    return _each_sum(written, lambda sum_: _limited_sum(sum_, limit))


def amount_with_minimum(written: typed.Amount, line: ast.AwardMinimum, scope: Scope) -> typed.Amount | None:
    """An amount with the `at least` line of its award as the least amount of each claim, for all rows."""
    return _with_line(written, line, Phrase("at least", "单项不低于"), scope, _raised_sum)


def amount_with_threshold(written: typed.Amount, line: ast.AwardThreshold, scope: Scope) -> typed.Amount | None:
    """An amount with the `nothing below` line of its award, for all rows: a smaller sum is not paid."""
    return _with_line(written, line, Phrase("nothing below", "单项不足"), scope, _sum_with_threshold)


def _with_line(
    written: typed.Amount,
    line: ast.AwardMinimum | ast.AwardThreshold,
    word: Phrase,
    scope: Scope,
    changed: Callable[[typed.FixedAmount, typed.Expr], typed.FixedAmount],
) -> typed.Amount | None:
    """An amount whose sums are changed by a line under its award, after checks of both."""
    bound, text = money(line.amount, scope), LocalizedSentence(format_expr(line.amount))
    single = sums(written)
    if is_poison(bound):
        return None
    if any(isinstance(sum_, typed.Ceiling) for sum_ in single):
        scope.ctx.add(e.MinimumOfCeiling(span=line.span, word=word))
        return None
    if is_constant(bound) and all(is_constant(part) for sum_ in single for part in _parts(sum_)):
        scope.ctx.add(p.FixedSumWithMinimum(span=line.span, word=word, text=text))
        return None
    least, most = constant_sum(bound), [constant_sum(sum_.at_most) for sum_ in single if sum_.at_most is not None]
    if least is not None and any(limit is not None and limit < least for limit in most):
        scope.ctx.add(p.MinimumAboveLimit(span=line.span, word=word, text=text))
        return None

    def change(sum_: typed.FixedAmount | typed.Ceiling) -> typed.FixedAmount | typed.Ceiling:
        return changed(sum_, bound) if isinstance(sum_, typed.FixedAmount) else sum_

    return _each_sum(written, change)


def _each_sum(
    written: typed.Amount,
    change: Callable[[typed.FixedAmount | typed.Ceiling], typed.FixedAmount | typed.Ceiling],
) -> typed.Amount:
    """An amount whose single sums are changed: the amount itself, or that of each row."""
    if isinstance(written, typed.AmountByRows):
        rows_ = tuple(attrs.evolve(row, amount=change(row.amount)) for row in written.rows)
        return attrs.evolve(written, rows=rows_)
    return change(written)


def _parts(sum_: typed.FixedAmount | typed.Ceiling) -> list[typed.Expr]:
    return [part for part in (sum_.value, sum_.at_most) if part is not None]


def constant_sum(expr: typed.Expr | None) -> int | None:
    """A sum that is the same for all claims, in minor units."""
    while isinstance(expr, typed.DefinedValue):
        expr = expr.value
    value = expr.value if isinstance(expr, typed.Const) else None
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _raised_sum(sum_: typed.FixedAmount, minimum: typed.Expr) -> typed.FixedAmount:
    value = typed.Maximum(span=minimum.span, values=(sum_.value, minimum), type=minimum.type)
    return attrs.evolve(sum_, value=value)


def _sum_with_threshold(sum_: typed.FixedAmount, threshold: typed.Expr) -> typed.FixedAmount:
    return attrs.evolve(sum_, threshold=threshold)


def _limited_sum(amount: typed.FixedAmount | typed.Ceiling, limit: typed.Expr) -> typed.FixedAmount | typed.Ceiling:
    if amount.at_most is not None:
        limit = typed.Minimum(span=limit.span, values=(amount.at_most, limit), type=limit.type)
    return attrs.evolve(amount, at_most=limit)


def sums(written: typed.Amount) -> tuple[typed.FixedAmount | typed.Ceiling, ...]:
    """The single amounts: the amount itself, or those of its rows."""
    if isinstance(written, typed.AmountByRows):
        return tuple(row.amount for row in written.rows)
    return (written,)
