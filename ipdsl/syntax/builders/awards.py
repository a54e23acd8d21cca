"""Awards with what stands beneath them, and the rules of a block."""

from __future__ import annotations

from ipdsl.syntax import ast, errors
from ipdsl.syntax.builders import expressions as ex
from ipdsl.syntax.builders.context import Body, Builder, Context, must
from ipdsl.syntax.builders.policy import article_range
from ipdsl.syntax.tree import Branch, branch, branches, token, tokens

_ORDERS = {
    "earliest_first": ast.LimitOrder.EARLIEST,
    "best_first": ast.LimitOrder.BEST,
    "as_chosen": ast.LimitOrder.CHOSEN,
}


def _award(c: Context, tree: Branch, body: Body) -> ast.Sentence:
    parts = branches(tree)
    amount: ast.Amount
    match str(tree.data):
        case "award_fixed":
            amount = ex.amount(c, parts[0])
        case "award_by_rows":
            amount = ast.ByRows(span=c.span(parts[0]), value=ex.expression(c, parts[0]))
        case _:
            figure = c.first_name(tree)
            amount = ast.ByRank(span=figure.span, figure=figure)
    head = ex.head(c, must(branch(tree, "head")))
    if head.trigger is None and not isinstance(amount, ast.ByRank):
        end = len(c.line.text)
        c.report.add(errors.MissingTrigger(span=c.line.span(end - 1, end)))
    return ast.Award(**c.common, amount=amount, head=head, body=body)


def _row(c: Context, tree: Branch, body: Body) -> ast.Sentence:
    key, amount, *_ = branches(tree)
    once = ex.once(c, tree)
    return ast.Row(**c.common, key=ex.row_key(c, key), amount=ex.amount(c, amount), once=once, body=body)


def _ties(c: Context, tree: Branch, body: Body) -> ast.Sentence:
    return ast.TiesShare(**c.common)


def _if(c: Context, tree: Branch, body: Body) -> ast.Sentence:
    return ast.If(**c.common, test=ex.expression(c, branches(tree)[0]))


def _label(c: Context, tree: Branch, body: Body) -> ast.Sentence:
    return ast.As(**c.common, label=c.first_name(tree))


def _own_limit(c: Context, tree: Branch, body: Body) -> ast.Sentence:
    return ast.OwnLimit(**c.common, amount=ex.expression(c, branches(tree)[0]))


def _limit_of_rows(c: Context, tree: Branch, body: Body) -> ast.Sentence:
    """The same line among rows, where one that lost its colon looks like it."""
    if ex.comparison(tree) is not ast.Comparison.AT_MOST:
        end = len(c.line.text)
        hint = "a row names what is paid after a colon: `at least 1000000: 20000`"
        c.report.add(errors.EndsEarly(span=c.line.span(end - 1, end), expected="`:`", hint=hint))
    return ast.OwnLimit(**c.common, amount=ex.expression(c, branches(tree)[1]))


def _counting(c: Context, tree: Branch, body: Body) -> ast.Sentence:
    return ast.Counting(**c.common)


def _less_paid(c: Context, tree: Branch, body: Body) -> ast.Sentence:
    record, field = c.names(tree)
    return ast.LessPaid(**c.common, record=record, field=field)


def _convert(c: Context, tree: Branch, body: Body) -> ast.Sentence:
    series, day = c.names(tree)
    return ast.Convert(**c.common, series=series, day=day)


def _uncapped(c: Context, tree: Branch, body: Body) -> ast.Sentence:
    return ast.Uncapped(**c.common)


def _per(c: Context, tree: Branch) -> tuple[ast.Name, ...]:
    return ex.keys(c, branches(tree, "per"))


def _limit(c: Context, tree: Branch, body: Body) -> ast.Sentence:
    counted = must(branch(tree, "items", "counted_word"))
    order = branch(tree, *_ORDERS)
    return ast.Limit(
        **c.common,
        number=c.whole(must(token(tree, "NUMBER"))),
        what=None if counted.data == "items" else ex.key_word(c, branches(counted)[0]),
        per=_per(c, tree),
        order=None if order is None else _ORDERS[str(order.data)],
        body=body,
    )


def _no_repeat(c: Context, tree: Branch, body: Body) -> ast.Sentence:
    return ast.NoRepeat(**c.common, per=_per(c, tree), body=body)


def _pay_highest(c: Context, tree: Branch, body: Body) -> ast.Sentence:
    older = branch(tree, "with_older") is not None
    return ast.PayHighest(**c.common, per=_per(c, tree), with_older=older, body=body)


def _pay_each(c: Context, tree: Branch, body: Body) -> ast.Sentence:
    return ast.PayEach(**c.common)


def _top_up(c: Context, tree: Branch, body: Body) -> ast.Sentence:
    return ast.TopUp(**c.common, per=_per(c, tree), body=body)


def _cap(c: Context, tree: Branch, body: Body) -> ast.Sentence:
    amount = ex.expression(c, branches(tree)[0])
    across = branch(tree, "across") is not None
    return ast.Cap(**c.common, amount=amount, per=_per(c, tree), across=across, body=body)


def _quota(c: Context, tree: Branch, body: Body) -> ast.Sentence:
    low, number = ([None, *(c.whole(t) for t in tokens(tree, "NUMBER"))])[-2:]
    what, *by = c.names(tree)
    return ast.Quota(
        **c.common,
        low=low,
        number=must(number),
        what=what,
        per=_per(c, tree),
        by=by[0] if by else None,
        body=body,
    )


def _suspend(c: Context, tree: Branch, body: Body) -> ast.Sentence:
    when = ex.when(c, must(branch(tree, "when")))
    return ast.Suspend(**c.common, who=c.first_name(tree), when=when, body=body)


def _none_when(c: Context, tree: Branch, body: Body) -> ast.Sentence:
    test = branches(tree)
    return ast.NoneWhen(**c.common, test=ex.expression(c, test[0]) if test else None, body=body)


def _except(c: Context, tree: Branch, body: Body) -> ast.Sentence:
    return ast.Except(**c.common, refs=tuple(_reference(c, t) for t in branches(tree)))


def _reference(c: Context, tree: Branch) -> ast.Ref:
    if tree.data == "article_reference":
        return article_range(c, branches(tree)[0])
    return c.name(must(token(tree, "REFERENCE")))


def _carry_forward(c: Context, tree: Branch, body: Body) -> ast.Sentence:
    return ast.CarryForward(**c.common, years=c.whole(must(token(tree, "NUMBER")), "a number of years", "2"))


BUILDERS: dict[str, Builder] = {
    "award_fixed": _award,
    "award_by_rows": _award,
    "award_by_rank": _award,
    "row": _row,
    "ties": _ties,
    "if": _if,
    "label": _label,
    "own_limit": _own_limit,
    "limit_of_rows": _limit_of_rows,
    "counting": _counting,
    "less_paid": _less_paid,
    "convert": _convert,
    "uncapped": _uncapped,
    "limit": _limit,
    "no_repeat": _no_repeat,
    "pay_highest": _pay_highest,
    "pay_each": _pay_each,
    "top_up": _top_up,
    "cap": _cap,
    "quota": _quota,
    "suspend": _suspend,
    "none_when": _none_when,
    "except": _except,
    "carry_forward": _carry_forward,
}
