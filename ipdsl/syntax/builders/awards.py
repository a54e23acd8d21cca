"""Builders of awards with their lines, and of the rules of a block."""

from __future__ import annotations

from ipdsl.base.findings.phrase import Phrase, join_phrases
from ipdsl.base.values.written_values import decimal
from ipdsl.schema.comparisons import Comparison
from ipdsl.syntax import ast, errors, keywords
from ipdsl.syntax.builders import expressions as ex
from ipdsl.syntax.builders.context import (
    Body,
    Branch,
    Builder,
    SentenceContext,
    branch,
    branches,
    expect_present,
    has_branch,
    in_table,
    sentence,
    token,
    tokens,
)
from ipdsl.syntax.builders.policy import article_range, rounding

_order = in_table(
    {
        "earliest_first": ast.LimitOrder.EARLIEST,
        "best_first": ast.LimitOrder.BEST,
        "as_chosen": ast.LimitOrder.CHOSEN,
    }
)
_manner = in_table(
    {
        "undivided": ast.CapManner.WHOLE,
        "in_turn": ast.CapManner.IN_TURN,
        "in_proportion": ast.CapManner.IN_PROPORTION,
    }
)


def _award(c: SentenceContext, tree: Branch, body: Body) -> ast.Sentence:
    head = branch(tree, "head")
    built = ex.chinese_head(c, tree) if head is None else ex.head(c, head)
    amount = _amount(c, tree, built)
    if built.trigger is None and not isinstance(amount, ast.AmountByRank):
        end = len(c.line.text)
        c.report.add(errors.MissingTrigger(span=c.line.span(end - 1, end)))
    _check_each_item(c, tree, built)
    return ast.Award(**c.common, amount=amount, head=built, body=body, verb=_verb(c, tree))


_HEAD_PARTS = ("head", "start", "when", "while", "each_year", "to", "keys", "once", "each_item")


def _check_each_item(c: SentenceContext, tree: Branch, head: ast.Head) -> None:
    """Report `每件 奖励` in an award that pays for all records of a year, because it means an amount per record."""
    each_item = branch(tree, "each_item")
    if each_item is None:
        return
    of_sets = isinstance(head.trigger, ast.YearTrigger) or any(t.data in _SET_PARTS for t in tree.iter_subtrees())
    if head.per or of_sets:
        expected = Phrase("an amount for all records of the year together", "金额：这项奖励按全年的记录合计")
        c.report.add(errors.UnexpectedWord(span=c.span(each_item), found=c.written_text(each_item), expected=expected))


_SET_PARTS = ("total", "largest", "earliest", "counted_number", "for_each")
"""Expressions over several records."""


def _verb(_c: SentenceContext, tree: Branch) -> str | None:
    """The verb of a Chinese sentence if it is not 奖励; it is in the tree or in that of its amount."""
    verb = next((t for part in (tree, *branches(tree)) if (t := token(part, "_AWARD")) is not None), None)
    return None if verb is None or verb == keywords.chinese()["AWARD"].preferred_phrase else str(verb)


def _amount(c: SentenceContext, tree: Branch, head: ast.Head) -> ast.Amount:
    if tree.data == "award_by_rank_of_record":
        field = c.first_name(tree)
        return ast.AmountByRankOfRecord(span=field.span, field=field)
    if tree.data == "award_by_rank":
        figure = c.first_name(tree)
        if isinstance(head.trigger, ast.WhenTrigger):
            return ast.AmountByRankOfRecord(span=figure.span, field=figure)
        return ast.AmountByRank(span=figure.span, figure=figure)
    if tree.data == "award_as_follows":
        return ast.AmountByConditions(span=c.place)
    [what] = [t for t in branches(tree) if t.data not in _HEAD_PARTS]
    if tree.data == "award_by_rows":
        return ast.AmountByRows(span=c.span(what), value=ex.expression(c, what))
    return ex.amount(c, what)


def _row(c: SentenceContext, tree: Branch, body: Body) -> ast.Sentence:
    key, *rest = branches(tree)
    [amount] = [t for t in rest if t.data not in ("once", *ex.KEYS, "keys")]
    once = ex.once(c, tree)
    return ast.Row(**c.common, key=ex.row_key(c, key), amount=ex.amount(c, amount), once=once, body=body)


def _row_by(c: SentenceContext, tree: Branch, body: Body) -> ast.Sentence:
    key, value = branches(tree)
    amount = ast.AmountByRows(span=c.span(value), value=ex.expression(c, value))
    return ast.Row(**c.common, key=ex.row_key(c, key), amount=amount, body=body)


def _limit_of_rows(c: SentenceContext, tree: Branch, body: Body) -> ast.Sentence:
    """`at most AMOUNT` among rows; another comparison is a row without its colon."""
    if ex.comparison(tree) is not Comparison.AT_MOST:
        end = len(c.line.text)
        hint = Phrase(
            "write the amount of a row after a colon: `at least 1000000: 20000`",
            "每一档在冒号之后写奖励数额：`100万元以上：2万元`",
        )
        c.report.add(errors.EndsEarly(span=c.line.span(end - 1, end), expected="`:`", hint=hint))
    return ast.AwardLimit(**c.common, amount=ex.expression(c, branches(tree)[1]))


def _per(c: SentenceContext, tree: Branch) -> tuple[ast.Name, ...]:
    return ex.keys(c, branches(tree, *ex.KEYS, "keys"))


def _counted_word(c: SentenceContext, tree: Branch) -> ast.Name | None:
    counted = expect_present(branch(tree, "items", "counted_applicants", "counted_word"))
    if counted.data == "items":
        return None
    if counted.data == "counted_applicants":
        return ast.Name(span=c.span(counted), text="applicant")
    return ex.key_word(c, branches(counted)[0])


def _field_order(c: SentenceContext, tree: Branch) -> ast.FieldOrder | None:
    order = branch(tree, "in_order_of", "highest_first")
    if order is None:
        return None
    [field] = c.names(order)
    return ast.FieldOrder(span=c.span(order), field=field, is_highest_first=order.data == "highest_first")


def _limit_order(c: SentenceContext, tree: Branch) -> ast.LimitOrder | ast.FieldOrder | None:
    return _order(c, tree) or _field_order(c, tree)


def _rounded_total(c: SentenceContext, tree: Branch, body: Body) -> ast.Sentence:
    mode, step = rounding(c, tree)
    across = branch(tree, "across") is not None
    if mode != "down":
        c.report.add(errors.TotalRoundedUp(span=c.place, number=decimal(step)))
    return ast.RoundedTotal(**c.common, step=step, per=_per(c, tree), across=across, body=body)


def _quota(c: SentenceContext, tree: Branch, body: Body) -> ast.Sentence:
    """A quota. Without a lower number, a quota by a score is read as the limit that it means."""
    low, number = ([None, *(c.whole_number(t) for t in tokens(tree, "NUMBER"))])[-2:]
    what, *by = c.names(tree)
    if by and low is None:
        order = ast.FieldOrder(span=by[0].span, field=by[0], is_highest_first=True)
        return ast.Limit(
            **c.common,
            number=expect_present(number),
            what=what,
            per=_per(c, tree),
            across=True,
            order=order,
            body=body,
        )
    return ast.Quota(
        **c.common,
        low=low,
        number=expect_present(number),
        what=what,
        per=_per(c, tree),
        by=by[0] if by else None,
        body=body,
    )


def _when(c: SentenceContext, tree: Branch) -> ast.WhenTrigger:
    return ex.when(c, expect_present(branch(tree, "when")))


def _suspended_applicants(c: SentenceContext, tree: Branch) -> ast.Name:
    """The suspended applicants; the Chinese grammar accepts a list, but only one name is allowed."""
    listed = branch(tree, "to")
    if listed is None:
        return c.first_name(tree)
    first, *more = c.names(listed)
    for name in more:
        c.report.add(
            errors.UnexpectedWord(
                span=name.span, found=name.text, expected=Phrase("one kind of applicant", "一类申请人")
            )
        )
    return first


def _references(c: SentenceContext, tree: Branch) -> tuple[ast.Ref, ...]:
    return tuple(_reference(c, t) for t in branches(tree))


def _levels(c: SentenceContext, tree: Branch) -> tuple[ast.Name, ...]:
    """Names of levels; the grammar accepts articles too, which are reported."""
    references = _references(c, tree)
    for reference in references:
        if isinstance(reference, ast.ArticleRef):
            expected = Phrase("a level", "级别")
            c.report.add(errors.UnexpectedWord(span=reference.span, found=reference.first, expected=expected))
    return tuple(reference for reference in references if isinstance(reference, ast.Name))


def _reference(c: SentenceContext, tree: Branch) -> ast.Ref:
    if tree.data == "article_reference":
        return article_range(c, branches(tree)[0])
    return c.name(expect_present(token(tree, "REFERENCE")))


def _alternatives(c: SentenceContext, tree: Branch) -> tuple[ast.Alternative, ...]:
    """The alternatives of `pay highest of`. One that `and` joins without brackets is reported, and so is a single one.

    `A, B and C` could also be a list of three.
    """
    parts = branches(tree, "alternative", "joined_alternative")
    written = [[c.written_text(reference) for reference in branches(part)] for part in parts]
    if len(parts) == 1:
        listed = join_phrases(written[0])
        if len(written[0]) == 1:
            listed = join_phrases([*written[0], Phrase("article 4", "第4条")])
        c.report.add(errors.SingleAlternative(span=c.span(parts[0]), listed=listed))
    else:
        joined = next((index for index, part in enumerate(parts) if part.data == "joined_alternative"), None)
        if joined is not None:
            as_list = join_phrases(words for part in written for words in part)
            as_one = join_phrases(_in_brackets(part) for part in written)
            word = join_phrases(written[joined], " and ", " 与 ")
            c.report.add(errors.JoinedAlternative(span=c.span(parts[joined]), word=word, one=as_list, other=as_one))
    return tuple(ast.Alternative(span=c.span(part), refs=_references(c, part)) for part in parts)


def _in_brackets(references: list[str]) -> Phrase:
    """An alternative as the formatter prints it."""
    joined = join_phrases(references, " and ", " 与 ")
    return joined if len(references) == 1 else Phrase("({joined})", "（{joined}）", joined=joined)


def _years(c: SentenceContext, tree: Branch) -> int:
    return c.whole_number(expect_present(token(tree, "NUMBER")), Phrase("a number of years", "年数"), "2")


BUILDERS: dict[str, Builder] = {
    "award_fixed": _award,
    "award_by_rows": _award,
    "award_by_rank": _award,
    "award_by_rank_of_record": _award,
    "award_as_follows": _award,
    "row": _row,
    "row_by": _row_by,
    "condition_row": _row,
    "condition_row_by": _row_by,
    "ties": sentence(ast.TiesShare),
    "ties_in_order": sentence(ast.TiesShare, order=SentenceContext.first_name),
    "if": sentence(ast.ConditionLine, test=ex.first_expression),
    "require": sentence(ast.Requirement, record=SentenceContext.first_name, test=ex.first_expression),
    "label": sentence(ast.LabelLine, name=SentenceContext.first_name, label=SentenceContext.first_string),
    "own_limit": sentence(ast.AwardLimit, amount=ex.first_expression),
    "own_minimum": sentence(ast.AwardMinimum, amount=ex.first_expression),
    "own_threshold": sentence(ast.AwardThreshold, amount=ex.first_expression),
    "limit_of_rows": _limit_of_rows,
    "counting": sentence(ast.SupportDeduction),
    "counting_levels": sentence(ast.SupportDeduction, levels=_levels),
    "less_paid": sentence(
        ast.PriorPaymentDeduction, record=SentenceContext.first_name, field=SentenceContext.second_name
    ),
    "less_paid_of": sentence(
        ast.PriorPaymentDeduction, record=SentenceContext.second_name, field=SentenceContext.first_name
    ),
    "convert": sentence(ast.ConversionLine, series=SentenceContext.first_name, day=SentenceContext.second_name),
    "convert_by_day": sentence(ast.ConversionLine, series=SentenceContext.second_name, day=SentenceContext.first_name),
    "uncapped": sentence(ast.UncappedLine),
    "limit": sentence(
        ast.Limit,
        "body",
        number=ex.number,
        what=_counted_word,
        per=_per,
        across=has_branch("across"),
        order=_limit_order,
    ),
    "no_repeat": sentence(ast.NoRepeat, "body", per=_per),
    "pay_highest": sentence(ast.HighestRule, "body", per=_per, with_older=has_branch("with_older")),
    "pay_highest_of": sentence(ast.HighestRule, "body", per=_per, alternatives=_alternatives),
    "pay_each": sentence(ast.PayEachLine),
    "top_up": sentence(ast.TopUp, "body", per=_per),
    "cap": sentence(
        ast.Cap,
        "body",
        amount=ex.first_expression,
        per=_per,
        across=has_branch("across"),
        manner=_manner,
        order=_field_order,
        verb=_verb,
    ),
    "minimum_total": sentence(
        ast.MinimumTotal, "body", amount=ex.first_expression, across=has_branch("across"), per=_per
    ),
    "rounded_total": _rounded_total,
    "quota": _quota,
    "suspend": sentence(ast.Suspension, "body", who=_suspended_applicants, when=_when),
    "none_when": sentence(ast.NoneWhenRule, "body", test=ex.any_expression),
    "except": sentence(ast.ExceptionLine, refs=_references),
    "carry_forward": sentence(ast.CarryForward, years=_years),
}
