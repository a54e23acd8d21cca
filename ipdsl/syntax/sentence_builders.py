"""Builders of sentences: policies with their awards and rules, vocabularies, and cases."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping
from fractions import Fraction

import attrs
from lark import Token

from ipdsl.base.findings.phrase import Phrase, join_phrases
from ipdsl.base.values.written_values import decimal
from ipdsl.schema.comparisons import Comparison
from ipdsl.syntax import ast, errors, expression_builders as ex, keywords, literals
from ipdsl.syntax.expression_builders import (
    Body,
    Branch,
    Builder,
    Reader,
    SentenceContext,
    any_token,
    article_number,
    article_range,
    branch,
    branches,
    expect_present,
    fixed,
    has_branch,
    in_branch,
    in_table,
    node,
    sentence,
    token,
    tokens,
)

# ---------------------------------------------------------------------------------------------- pages


def _condition_count(c: SentenceContext, tree: Branch, body: Body) -> ast.Sentence:
    count = ast.ConditionCount(span=c.span(tree), op=ex.comparison(tree), number=ex.number(c, tree), lines=body)
    return ast.ConditionLine(**c.common, test=count)


def _year_begins(c: SentenceContext, tree: Branch, _body: Body) -> ast.Sentence:
    month, day = c.month_and_day(expect_present(token(tree, "MONTH_DAY")))
    return ast.YearBeginsLine(**c.common, month=month, day=day)


def _last_date(c: SentenceContext, tree: Branch) -> datetime.date | None:
    """The second of two dates."""
    _, *last = tokens(tree, "DATE")
    return c.date(last[0]) if last else None


def _effective(*, open_form: bool) -> Builder:
    return sentence(
        ast.EffectiveLine,
        start=SentenceContext.first_date,
        end=_last_date,
        duration=in_branch("duration", ex.duration),
        discretion_from=in_branch("discretion", SentenceContext.first_date),
        open_form=fixed(open_form),
    )


def rounding(c: SentenceContext, tree: Branch) -> tuple[str, Fraction]:
    """Mode and step of `round half up to 0.01`."""
    leaf = expect_present(token(tree, "NUMBER"))
    step, _ = literals.read_number(str(leaf), c.span(leaf), c.report)
    return ex.ROUNDING_MODES[str(expect_present(branch(tree, *ex.ROUNDING_MODES)).data)], step


def _round(c: SentenceContext, tree: Branch, body: Body) -> ast.Sentence:
    mode, step = rounding(c, tree)
    return ast.RoundingLine(**c.common, mode=mode, step=step)


def _clause_was(c: SentenceContext, tree: Branch, body: Body) -> ast.Sentence:
    new, old = (str(t) for t in tokens(tree, "REFERENCE"))
    return ast.ClauseMapping(**c.common, new=new, old=old)


def _labels(c: SentenceContext, tree: Branch) -> tuple[ast.Name, ...]:
    return tuple(c.name(leaf) for leaf in tokens(tree, "REFERENCE"))


def _refers(c: SentenceContext, tree: Branch, body: Body) -> ast.Sentence:
    document, zh = c.text(tree), c.chinese(tree)
    if tree.data == "refers_for_policy":
        return ast.Reference(**c.common, document=document, zh=zh, body=body)
    if tree.data == "refers_instead":
        articles = article_range(c, expect_present(branch(tree, "article_range")))
        year = c.first_year(tree)
        return ast.Reference(**c.common, document=document, zh=zh, instead_of=articles, records_of=year, body=body)
    if branch(tree, "when", "while", "each_year") is not None:
        trigger = _event_trigger(c, tree)
        return ast.Reference(**c.common, document=document, zh=zh, trigger=trigger, body=body)
    record = expect_present(token(tree, "NAME"))
    span = c.line.span(record.start_pos or 0, len(c.line.text))
    when = ast.WhenTrigger(span=span, record=c.name(record), the_first=False, test=ex.any_expression(c, tree))
    return ast.Reference(**c.common, document=document, zh=zh, trigger=when, body=body)


def _attribution(c: SentenceContext, tree: Branch) -> ast.Attribution:
    return ast.Attribution(span=c.span(tree), by=c.text(tree), zh=c.chinese(tree), day=c.first_date(tree))


_OTHER_PARTS: Mapping[str, tuple[Phrase, Phrase]] = {
    "start": (
        Phrase("the event", "`对`"),
        Phrase(
            "leave out the first day; it is a condition in a line under the sentence: `if DATE no earlier than DAY`",
            "请删去起始日；它是条件，在这一句之下写`须 日期 不早于 …`",
        ),
    ),
    "to": (
        Phrase("`,`", "`，`"),
        Phrase(
            "leave it out: the record of the event says whom it is about, `when RECORD EVENT`",
            "请删去：涉及谁由事件的记录确定，写作`对 记录 事件 的，`",
        ),
    ),
    "while": (
        Phrase("an event of a record", "记录的事件"),
        Phrase(
            "a state has no day: name the event that begins or ends it, `when RECORD EVENT`",
            "状态不是一天的事：请写使它开始或结束的事件，`对 记录 事件 的`",
        ),
    ),
    "each_year": (
        Phrase("an event of a record", "记录的事件"),
        Phrase(
            "a year is not an event: name what happens, `when RECORD EVENT`, such as a review of each year",
            "年度不是事件：请写发生了什么，`对 记录 事件 的`，例如每年的考核",
        ),
    ),
}
"""Parts of the head of an award that a sentence about an event does not have: what it has instead, and the advice."""


def _event_trigger(c: SentenceContext, tree: Branch) -> ast.WhenTrigger:
    """The event of a Chinese sentence that has no beneficiary. Other parts of a head are reported."""
    trigger = branch(tree, "when")
    for part in branches(tree, "while", "each_year") if trigger is None else branches(tree, "start", "to"):
        expected, hint = _OTHER_PARTS[str(part.data)]
        c.report.add(
            errors.UnexpectedWord(
                span=c.span(part),
                found=c.written_text(part).rstrip("，, "),
                expected=expected,
                hint=hint,
            )
        )
    if trigger is not None:
        return ex.when(c, trigger)
    words = ast.Name(span=c.span(tree), text=c.written_text(tree))  # the sentence has a finding
    return ast.WhenTrigger(span=words.span, record=words, the_first=False, test=None)


def _oblige(c: SentenceContext, tree: Branch, body: Body) -> ast.Sentence:
    who = c.first_name(tree)
    if tree.data == "oblige_to":
        return ast.Obligation(**c.common, who=who, text=c.text(tree), zh=c.chinese(tree), body=body)
    share = c.percent(expect_present(token(tree, "PERCENT")))
    return ast.Obligation(**c.common, who=who, op=ex.comparison(tree), share=share, body=body)


def _allocate(c: SentenceContext, tree: Branch, body: Body) -> ast.Sentence:
    to = branches(tree, "to")
    if len(to) > 1:
        c.report.add(errors.RepeatedWord(span=c.span(to[1]), word=Phrase("to", "给")))
    sums = [p for p in branches(tree) if p.data not in _ALLOCATION_PARTS]
    values = [ex.expression(c, p) for p in sums]
    amount = ast.FixedAmount(span=c.span(sums[0]), value=values[0], at_most=values[1] if len(values) > 1 else None)
    return ast.Allocation(
        **c.common,
        amount=amount,
        per=ex.keys(c, branches(tree, *ex.KEYS, "keys")),
        to=tuple(name for t in to for name in ex.payees(c, t)),
        trigger=ex.trigger(c, expect_present(branch(tree, "when", "while", "each_year"))),
        body=body,
    )


def _recover(c: SentenceContext, tree: Branch, body: Body) -> ast.Sentence:
    """A recovery. In Chinese the share follows what was paid."""
    same, payer = (in_branch(name, SentenceContext.first_name)(c, tree) for name in ("paid_for_the_same", "payer"))
    shares = [part for part in branches(tree) if part.data not in _RECOVERY_PARTS]
    return ast.Recovery(
        **c.common, share=_recovered_share(c, shares[0]) if shares else _all_paid(c, tree),
        trigger=_event_trigger(c, tree),
        is_above=tree.data == "recover_above" or branch(tree, "recovered_above") is not None, same=same, payer=payer,
        body=body,
    )  # fmt: skip


_RECOVERY_PARTS = ("when", "start", "to", "while", "each_year", "paid_for_the_same", "payer")


def _all_paid(c: SentenceContext, tree: Branch) -> ast.Expr:
    """`追回 已拨付资金`: all of it."""
    return ast.Percent(span=c.span(tree), value=Fraction(1))


def _recovered_share(c: SentenceContext, tree: Branch) -> ast.Expr:
    """The share of a recovery, which a Chinese sentence has in another order."""
    match str(tree.data):
        case "recovered_share":
            return c.percent(expect_present(token(tree, "PERCENT", "FRACTION")))
        case "recovered_word":
            name = c.first_name(tree)
            return ast.Word(span=name.span, name=name)
        case "recovered_product":
            factors = tuple(ex.expression(c, branches(part)[0]) for part in branches(tree))
            is_divisor = tuple(part.data == "divided" for part in branches(tree))
            if is_divisor[0]:
                factors, is_divisor = (_all_paid(c, tree), *factors), (False, *is_divisor)
            return (
                factors[0]
                if len(factors) == 1
                else ast.Product(span=c.span(tree), factors=factors, is_divisor=is_divisor)
            )
        case "recovered_rate" | "recovered_above" | "recovered_sum":
            return ex.first_expression(c, tree)
        case _:
            return ex.expression(c, tree)


def _recovery_interest(c: SentenceContext, tree: Branch, body: Body) -> ast.Sentence:
    """Interest of a recovery. The Chinese sentence has its days before its rate."""
    parts = [ex.expression(c, part) for part in branches(tree)]
    rate, start, end = parts if not c.line.is_chinese else (parts[2], *parts[:2])
    return ast.RecoveryInterest(**c.common, rate=rate, start=start, end=end)


def _instalment(c: SentenceContext, tree: Branch, _body: Body) -> ast.Sentence:
    """A part of a grant. In Chinese the day precedes the share."""
    share, yearly, payee = branch(tree, "instalment_share"), branch(tree, "yearly"), branch(tree, "payee")
    day = branch(tree, "on_event", "later", "due_on_date", "due_on_day")
    return ast.Instalment(
        **c.common, share=None if share is None else ex.first_expression(c, share),
        day=None if day is None else _instalment_day(c, day),
        years=None if yearly is None else ex.duration(c, branches(yearly)[0]),
        payee=None if payee is None or token(payee, "NAME") is None else c.first_name(payee),
        payee_name=None if payee is None else c.first_string(payee),
        test=in_branch("instalment_condition", ex.first_expression)(c, tree),
    )  # fmt: skip


def _payee_share(c: SentenceContext, tree: Branch, _body: Body) -> ast.Sentence:
    """A share of an award for someone else."""
    payee = branch(tree, "payee")
    return ast.PayeeShare(
        **c.common, rate=ex.first_expression(c, tree), is_at_least=tree.data == "least_payee_share",
        payee=None if payee is None or token(payee, "NAME") is None else c.first_name(payee),
        payee_name=None if payee is None else c.first_string(payee),
    )  # fmt: skip


def _instalment_day(c: SentenceContext, tree: Branch) -> ast.InstalmentDay:
    match str(tree.data):
        case "on_event":
            same = in_branch("of_the_same", SentenceContext.first_name)(c, tree)
            *records, event = c.names(tree)
            return ast.InstalmentEvent(
                span=c.span(tree), event=event, record=records[0] if records else None, same=same
            )
        case "later":
            return ex.duration(c, branches(tree)[0])
        case "due_on_date":
            leaf = expect_present(token(tree, "DATE"))
            return ast.Date(span=c.span(leaf), value=c.date(leaf))
        case _:
            return ex.day_of_year(c, tree)


_ALLOCATION_PARTS = (*ex.KEYS, "keys", "to", "when", "while", "each_year", "start")


def _fields_of_matter(c: SentenceContext, tree: Branch) -> tuple[ast.Name, ...]:
    return c.names(branches(tree)[0])


_OVER = sentence(
    ast.OverBlock,
    "body",
    articles=lambda c, tree: tuple(article_range(c, ref) for ref in branches(tree, "article_range")),
)


def _definition(c: SentenceContext, tree: Branch, body: Body) -> ast.Sentence:
    """A definition. The Chinese sentence has the record before the name."""
    names = c.names(tree)
    name, record = (names[0], None) if len(names) == 1 else names if not c.line.is_chinese else names[::-1]
    value: ast.Expr | ast.AmountByRows | ast.AmountByConditions
    if tree.data == "here_as_follows":
        value = ast.AmountByConditions(span=c.place)
    else:
        [written] = branches(tree)
        value = ex.expression(c, written)
        if tree.data == "here_by_rows":
            value = ast.AmountByRows(span=c.span(written), value=value)
    return ast.Definition(**c.common, name=name, value=value, label=c.first_string(tree), record=record, body=body)


def _table(c: SentenceContext, tree: Branch, body: Body) -> ast.Sentence:
    """`table NAME by FIELD`, the former wording of a definition by rows."""
    name, by = c.names(tree)
    value = ast.AmountByRows(span=by.span, value=ast.Word(span=by.span, name=by))
    return ast.Definition(**c.common, name=name, value=value, label=c.first_string(tree), body=body)


# ---------------------------------------------------------------------------------------------- awards and rules

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
    is_debt = tree.data.startswith("collect")
    return ast.Award(**c.common, amount=amount, head=built, body=body, is_debt=is_debt, verb=_verb(c, tree))


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
    if tree.data in ("award_as_follows", "collect_as_follows"):
        return ast.AmountByConditions(span=c.place)
    [what] = [t for t in branches(tree) if t.data not in _HEAD_PARTS]
    if tree.data in ("award_by_rows", "collect_by_rows"):
        return ast.AmountByRows(span=c.span(what), value=ex.expression(c, what))
    return ex.amount(c, what)


def _row(c: SentenceContext, tree: Branch, body: Body) -> ast.Sentence:
    key, *rest = branches(tree)
    [amount] = [t for t in rest if t.data not in (*ex.NOT_SUMS, *ex.KEYS)]
    limited, limit = branch(rest, "row_limit") or branch(amount, "row_limit"), None
    if limited is not None:
        common = {**c.common, "span": c.span(limited), "trivia": ast.Trivia()}
        number, what, order = ex.number(c, limited), _counted_word(c, limited), _order(c, limited)
        limit = ast.Limit(
            **common, number=number, what=what, per=_per(c, limited), order=order or _field_order(c, limited)
        )
    return ast.Row(
        **c.common, key=ex.row_key(c, key), amount=ex.amount(c, amount), once=ex.once(c, tree), limit=limit, body=body
    )


def _row_by(c: SentenceContext, tree: Branch, body: Body) -> ast.Sentence:
    key, value = branches(tree)
    amount = ast.AmountByRows(span=c.span(value), value=ex.expression(c, value))
    return ast.Row(**c.common, key=ex.row_key(c, key), amount=amount, body=body)


def _row_as_follows(c: SentenceContext, tree: Branch, body: Body) -> ast.Sentence:
    [key] = branches(tree)
    return ast.Row(**c.common, key=ex.row_key(c, key), amount=ast.AmountByConditions(span=c.place), body=body)


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


_COUNTED_APPLICANTS = re.compile("(?:(?!每[^年]|同|单).)*[家人名]|.*家")
"""A limit on applicants: `家` is not for records, `人` and `名` are only in a limit of each applicant."""


def _counted_word(c: SentenceContext, tree: Branch) -> ast.Name | None:
    counted = expect_present(branch(tree, "items", "counted_applicants", "counted_word"))
    if counted.data == "items":
        if _COUNTED_APPLICANTS.fullmatch(f"{c.line.text[: counted.meta.start_pos]}{c.written_text(counted)}"):
            what = Phrase("the word for what is counted", "所计的对象")
            how = Phrase(
                "applicants are counted with `每年 各申请人合计 最多 5个 申请人`, records with `最多 5件`",
                "申请人的个数写作`每年 各申请人合计 最多 5个 申请人`，记录的件数写作`最多 5件`",
            )
            c.report.add(errors.EndsEarly(span=c.span(counted), expected=what, hint=how))
        return None
    if counted.data == "counted_applicants":
        return ast.Name(span=c.span(counted), text="applicant")
    return ex.key_word(c, branches(counted)[0])


def _field_order(c: SentenceContext, tree: Branch) -> ast.FieldOrder | None:
    ties: ast.FieldOrder | None = None
    for order in reversed(branches(branch(tree, "field_orders") or tree, "in_order_of", "highest_first")):
        [field] = c.names(order)
        ties = ast.FieldOrder(
            span=c.span(order), field=field, is_highest_first=order.data == "highest_first", ties=ties
        )
    return ties


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
        order = ast.FieldOrder(span=by[0].span, field=by[0], is_highest_first=True, ties=_field_order(c, tree))
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
        ties=_field_order(c, tree),
        body=body,
    )


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


# ---------------------------------------------------------------------------------------------- vocabularies

LEVEL, LEVEL_ZH = "level", "级别"
"""The name of the type of levels, in English and Chinese vocabularies."""

_varies = in_table({"fixed_field": "fixed", "dated_field": "dated", "yearly_field": "yearly"})


def names_with_labels(c: SentenceContext, tree: Branch) -> list[tuple[ast.Name, str | None]]:
    """Names, each with the quotation that follows it directly."""
    pairs: list[tuple[ast.Name, str | None]] = []
    for child in tree.children:
        if isinstance(child, Token) and child.type == "NAME":
            pairs.append((c.name(child), None))
        elif isinstance(child, Token) and child.type == "STRING" and pairs:
            pairs[-1] = (pairs[-1][0], c.string(child))
    return pairs


_member = node(ast.MemberDecl, name=SentenceContext.first_name, label=SentenceContext.first_string)


def choice_members(c: SentenceContext, tree: Branch) -> tuple[ast.MemberDecl, ...]:
    """All members directly in a tree."""
    return tuple(_member(c, t) for t in branches(tree, "member"))


def _choice(c: SentenceContext, tree: Branch, body: Body) -> ast.Sentence:
    listed = branch(tree, "choices")
    on_line = () if listed is None else choice_members(c, listed)
    return ast.ChoiceDecl(
        **c.common, name=c.first_name(tree), label=c.first_string(tree), members=on_line + tuple(body)
    )


def _each_branch(name: str, read: Callable[[SentenceContext, Branch], object]) -> Reader:
    """Reads each branch with this name."""
    return lambda c, tree: tuple(read(c, subtree) for subtree in branches(tree, name))


_key_part = node(ast.KeyPart, name=SentenceContext.first_name, label=SentenceContext.first_string)


_fixed_value = node(ast.FixedValue, field=SentenceContext.first_name, value=SentenceContext.second_name)


def _event(c: SentenceContext, tree: Branch) -> ast.EventDecl:
    (name, label), (day, day_label) = names_with_labels(c, tree)
    return ast.EventDecl(
        span=c.span(tree),
        name=name,
        label=label,
        date_field=day,
        date_label=day_label,
        first=branch(tree, "first") is not None,
        for_life=branch(tree, "for_life") is not None,
        default=branch(tree, "default") is not None,
    )


def _state(c: SentenceContext, tree: Branch, body: Body) -> ast.Sentence:
    (name, label), (start, start_label), *rest = names_with_labels(c, tree)
    until, until_label = rest[0] if rest else (None, None)
    return ast.StateDecl(
        **c.common,
        name=name,
        label=label,
        start=start,
        start_label=start_label,
        until=until,
        until_label=until_label,
    )


def _field(c: SentenceContext, tree: Branch) -> ast.FieldDecl:
    field = ast.FieldDecl(
        span=c.span(tree),
        name=c.first_name(tree),
        label=c.first_string(tree),
        definition=c.definition(tree),
        definition_zh=c.definition_zh(tree),
    )
    tail = branch(tree, "typed", "one_of", "since", "means")
    if tail is None:
        return field
    changes = _varies(c, tail)
    match str(tail.data):
        case "typed":
            return _typed_field(c, tail, attrs.evolve(field, varies=changes))
        case "one_of":
            listed = ast.TypeExpr(span=c.span(tail), members=choice_members(c, tail))
            if len(listed.members) == 1 and "·" in c.line.text:
                hint = Phrase(
                    "commas are between the values of a choice, and `·` is between fields",
                    "各取值之间写逗号，`·`写在各字段之间",
                )
                c.report.add(
                    errors.UnexpectedWord(span=c.span(tail), found="·", expected=Phrase("a comma", "逗号"), hint=hint)
                )
            return attrs.evolve(field, type=listed, varies=changes)
        case "since":
            return attrs.evolve(field, since=c.first_name(tail), since_label=c.first_string(tail))
        case _:
            return attrs.evolve(field, means=ex.expression(c, branches(tail)[0]))


def _typed_field(c: SentenceContext, tail: Branch, field: ast.FieldDecl) -> ast.FieldDecl:
    written = token(tail, "STRING")
    if written is not None:
        if field.definition is not None:
            c.report.add(errors.TwoDefinitions(span=c.span(written), name=field.name.text))
        field = attrs.evolve(field, definition=c.title(tail), definition_zh=c.chinese(tail))
    before = branch(tail, "zero_before")
    zero = None if before is None else token(before, "NUMBER")
    if zero is not None and literals.read_number(str(zero), c.span(zero), c.report)[0] != Fraction(0):
        c.report.add(
            errors.WholeNumber(span=c.span(zero), found=str(zero), wanted="0", example="0 before established_on")
        )
    return attrs.evolve(
        field,
        type=_type(c, expect_present(branch(tail, "type", "list_type"))),
        may_be_negative=branch(tail, "may_be_negative") is not None,
        zero_before=None if before is None else c.first_name(before),
        years_between=_any_years_between(c, tail),
    )


_years_between = node(
    ast.YearsBetweenDecl,
    start=SentenceContext.first_name,
    record=in_branch("of_record", SentenceContext.first_name),
    end=SentenceContext.second_name,
)


_any_years_between = in_branch("years_between", _years_between)


def _type(c: SentenceContext, tree: Branch) -> ast.TypeExpr:
    base = branches(tree)[0]
    is_list = tree.data == "list_type"
    if base.data == "named_type":
        name = c.first_name(base)
        if name.text == LEVEL_ZH:
            name = attrs.evolve(name, text=LEVEL)
        return ast.TypeExpr(span=c.span(tree), name=name, is_list=is_list)
    return ast.TypeExpr(span=c.span(tree), word=keywords.TYPE_BY_RULE[str(base.data)], is_list=is_list)


# ---------------------------------------------------------------------------------------------- cases

_NAME = re.compile(r"[^\W\d]\w*")


def _case(c: SentenceContext, tree: Branch, body: Body) -> ast.Sentence:
    expect = tuple(s for s in body if isinstance(s, ast.Expect))
    given = tuple(s for s in body if not isinstance(s, ast.Expect))
    return ast.Case(**c.common, title=c.text(tree), title_zh=c.chinese(tree), given=given, expect=expect)


# ---------------------------------------------------------------------------------------------- given


def _parts(c: SentenceContext, tree: Branch) -> tuple[ast.FactPart, ...]:
    return _listed_parts(c, tree) or ()


_listed_parts = in_branch("parts", lambda c, tree: tuple(_part(c, part) for part in branches(tree)))


def _part(c: SentenceContext, tree: Branch) -> ast.FactPart:
    value = branches(tree)
    return ast.FactPart(
        span=c.span(tree),
        name=c.first_name(tree),
        value=_value(c, value[0]) if value else None,
        negated=tree.data == "not_part",
    )


def _value(c: SentenceContext, tree: Branch) -> ast.FactValue:
    return _VALUES[str(tree.data)](c, tree)


def _literal(c: SentenceContext, tree: Branch) -> ast.Number | ast.Percent | ast.Date | ast.Duration:
    return ex.literal(c, branches(tree)[0])


def _word_value(c: SentenceContext, tree: Branch) -> ast.FactValue:
    """A name if the text can be one; other bare references (`ZL2015-1`) are texts."""
    leaf = expect_present(token(tree))
    if _NAME.fullmatch(str(leaf)):
        return ast.FactValue(span=c.span(leaf), value=ast.Word(span=c.span(leaf), name=c.name(leaf)))
    return ast.FactValue(span=c.span(leaf), text=str(leaf))


_VALUES: Mapping[str, Callable[[SentenceContext, Branch], ast.FactValue]] = {
    "literal_value": node(ast.FactValue, value=_literal),
    "negative_value": node(ast.FactValue, value=_literal, is_negative=fixed(True)),
    "word_value": _word_value,
    "text_value": node(ast.FactValue, text=SentenceContext.first_string),
    "list_value": node(ast.FactValue, items=lambda c, tree: tuple(_value(c, item) for item in branches(tree))),
    "none_value": node(ast.FactValue, special=fixed("none")),
    "unknown_value": node(ast.FactValue, special=fixed("unknown")),
    "cannot_value": node(ast.FactValue, special=fixed("cannot be determined")),
}


_item = in_branch("item", lambda c, tree: c.reference_text(expect_present(token(tree))))


def _given_record(c: SentenceContext, tree: Branch, body: Body) -> ast.Sentence:
    return ast.GivenRecord(
        **c.common,
        kind=c.first_name(tree),
        item=_item(c, tree),
        parts=_parts(c, tree),
        none=tree.data == "no_record",
        partial=tree.data == "partial_record",
        unknown=tree.data == "unknown_record",
    )


def _name_or_text(c: SentenceContext, tree: Branch) -> str:
    leaf = expect_present(token(expect_present(branch(tree, "name_or_text"))))
    return str(c.year(leaf)) if leaf.type == "YEAR_NAME" else c.reference_text(leaf)


def _given_support(c: SentenceContext, tree: Branch, body: Body) -> ast.Sentence:
    """Support by others. In Chinese the level comes first, as a name."""
    *kind, item, level = (*tokens(tree, "REFERENCE", "STRING"), *tokens(tree, "NAME"))
    return ast.GivenSupport(
        **c.common,
        item=c.reference_text(item),
        kind=c.name(kind[0]) if kind else None,
        level=c.name(level),
        amount=c.first_number(tree),
        year=c.first_year(tree),
    )


def _given_rank(c: SentenceContext, tree: Branch, body: Body) -> ast.Sentence:
    named = token(tree, "RANK")
    rank, year = tokens(tree, "NUMBER") if named is None else (named, expect_present(token(tree, "NUMBER")))
    return ast.GivenRank(**c.common, figure=c.first_name(tree), rank=c.rank(rank), year=c.year(year))


# ---------------------------------------------------------------------------------------------- expect


_label = any_token(lambda _, leaf: str(leaf), "REFERENCE")
_any_number = in_branch("number", SentenceContext.number)
_any_year = any_token(SentenceContext.year, "NUMBER", "YEAR_NAME")
_applicant = in_branch("for_applicant", SentenceContext.quotation)


def _expect_outcome(c: SentenceContext, tree: Branch, body: Body) -> ast.Sentence:
    outcome = branches(tree)[-1]
    rule = [t for t in branches(outcome) if str(t.data).startswith("rule_")]
    listed = branch(outcome, "reasons")
    named = branches(listed if listed is not None else outcome, "name_or_text")
    return ast.ExpectOutcome(
        **c.common,
        applicant=_applicant(c, tree),
        year=_any_year(c, tree),
        item=_name_or_text(c, tree),
        label=_label(c, tree),
        outcome=str(outcome.data).replace("_", " "),
        rule=str(rule[0].data).removeprefix("rule_").replace("_", " ") if rule else None,
        article=article_number(c, outcome) if token(outcome, "NUMBER", "ARTICLE") is not None else None,
        words=tuple(c.reference_text(expect_present(token(t))) for t in named),
    )


def _expect_due(c: SentenceContext, tree: Branch, body: Body) -> ast.Sentence:
    low, *high = (c.number(t) for t in branches(tree, "number"))
    return ast.ExpectDue(**c.common, applicant=_applicant(c, tree), low=low, high=high[0] if high else None)


def _expect_back(c: SentenceContext, tree: Branch, body: Body) -> ast.Sentence:
    low, *high = (c.number(t) for t in branches(tree, "number"))
    return ast.ExpectBack(
        **c.common, applicant=_applicant(c, tree), year=_any_year(c, tree), low=low, high=high[0] if high else None
    )


def _signed_number(c: SentenceContext, tree: Branch) -> ast.Number:
    """A number, also after the word for a negative one."""
    negative = branch(tree, "negative_number")
    return c.first_number(tree if negative is None else negative)


def _expect(kind: Callable[..., ast.Expectation], **fields: Reader) -> Builder:
    """A builder of an expectation, which may name its applicant."""
    return sentence(kind, "", applicant=_applicant, **fields)


_HISTORY = sentence(
    ast.GivenHistory, document=SentenceContext.first_string, label=_label, item=_name_or_text,
    paid=SentenceContext.first_number,
    year=SentenceContext.first_year, parts=_parts,
)  # fmt: skip


_payment_of_day = sentence(
    ast.GivenHistory, label=_label, item=_name_or_text, paid=SentenceContext.first_number,
    year=lambda c, tree: c.first_date(tree).year, day=SentenceContext.first_date, parts=_parts,
)  # fmt: skip


BUILDERS: dict[str, Builder] = {
    # ---- the head of a page, articles, and sentences that award nothing
    "policy": sentence(
        ast.PolicyLine,
        "header",
        name=SentenceContext.first_name,
        title=SentenceContext.title,
        title_zh=SentenceContext.chinese,
    ),
    "document": sentence(ast.DocumentLine, number=SentenceContext.quotation),
    "issued": sentence(ast.IssueDateLine, day=SentenceContext.first_date),
    "effective_to": _effective(open_form=False),
    "effective_from": _effective(open_form=True),
    "year_begins": _year_begins,
    "status": sentence(ast.StatusLine, word=SentenceContext.first_name),
    "currency": sentence(ast.CurrencyLine, code=SentenceContext.code),
    "same_matter": sentence(
        ast.SameMatter, record=any_token(SentenceContext.name, "NAME", "REFERENCE"), names=_fields_of_matter
    ),
    "own_level": sentence(ast.PolicyLevel, name=SentenceContext.first_name),
    "round": _round,
    "use": sentence(ast.UseLine, name=SentenceContext.first_name),
    "language": sentence(
        ast.LanguageLine, version=lambda c, tree: ex.number(c, tree, Phrase("a version", "版本号"), "1")
    ),
    "replaces": sentence(ast.ReplacesLine, "body", document=SentenceContext.quotation),
    "clause_was": _clause_was,
    "former_names": sentence(ast.FormerNames, names=_labels),
    "formerly": sentence(ast.FormerLabels, labels=_labels),
    "ended": sentence(ast.EndedLabels, labels=_labels),
    "cases_for": sentence(ast.CasesLine, policy=SentenceContext.first_name),
    "article": sentence(
        ast.Article,
        "body",
        number=article_number,
        title=SentenceContext.title,
        title_zh=SentenceContext.chinese,
        informative=has_branch("informative"),
        in_header=has_branch("in_header"),
        defines=in_branch("defines", SentenceContext.title),
        defines_zh=in_branch("defines", SentenceContext.chinese),
    ),
    "group": sentence(ast.Group, "body", name=SentenceContext.first_name, label=SentenceContext.first_string),
    "over_policy": _OVER,
    "over_articles": _OVER,
    "table": _table,
    "reading": sentence(
        ast.ReadingLine,
        text=SentenceContext.text,
        zh=SentenceContext.chinese,
        attribution=in_branch("attribution", _attribution),
    ),
    "source": sentence(ast.SourceNote, text=SentenceContext.text, zh=SentenceContext.chinese),
    "title": sentence(ast.TitleLine, text=SentenceContext.text, zh=SentenceContext.chinese),
    "refers_for_record": _refers,
    "refers_for_policy": _refers,
    "refers_instead": _refers,
    "oblige_to": _oblige,
    "oblige_match": _oblige,
    "allocate": _allocate,
    "collect_fixed": _award,
    "collect_by_rows": _award,
    "collect_as_follows": _award,
    "recover": _recover,
    "recover_above": _recover,
    "surcharge": sentence(ast.Surcharge, rate=ex.first_expression),
    "recovery_interest": _recovery_interest,
    "recovery_threshold": sentence(ast.RecoveryThreshold, amount=ex.first_expression),
    "recovery_exemption": sentence(ast.RecoveryThreshold, amount=ex.first_expression, includes_sum=fixed(True)),
    "payment_order": sentence(ast.PaymentOrder, refs=_references),
    "stop_payments": sentence(ast.StopPayments),
    "instalments": sentence(ast.PaymentSchedule, "body"),
    "instalment": _instalment,
    "set_off": sentence(ast.SetOff, years=lambda c, tree: ex.number(c, tree, Phrase("a number of years", "年数"), "3")),
    "target": sentence(
        ast.Target,
        text=SentenceContext.text,
        zh=SentenceContext.chinese,
        number=SentenceContext.first_number,
        by_year=SentenceContext.first_year,
    ),
    "here": _definition,
    "here_by_rows": _definition,
    "here_as_follows": _definition,
    # ---- awards and rules
    "award_fixed": _award,
    "award_by_rows": _award,
    "award_by_rank": _award,
    "award_by_rank_of_record": _award,
    "award_as_follows": _award,
    "row": _row,
    "row_by": _row_by,
    "row_as_follows": _row_as_follows,
    "condition_row_as_follows": _row_as_follows,
    "condition_row": _row,
    "condition_row_by": _row_by,
    "ties": sentence(ast.TiesShare),
    "ties_in_order": sentence(ast.TiesShare, order=_field_order),
    "if": sentence(ast.ConditionLine, test=ex.first_expression),
    "if_count": _condition_count,
    "counted_condition": sentence(ast.CountedCondition, test=ex.first_expression),
    "require": sentence(ast.Requirement, record=SentenceContext.first_name, test=ex.first_expression),
    "require_of_every": sentence(ast.Requirement, test=ex.first_expression),
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
    "payee_share": _payee_share,
    "least_payee_share": _payee_share,
    "limit": sentence(
        ast.Limit,
        "body",
        number=ex.number,
        what=_counted_word,
        per=_per,
        across=has_branch("across"),
        order=lambda c, tree: _order(c, tree) or _field_order(c, tree),
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
        of_payments=has_branch("of_payments"),
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
    "suspend": sentence(ast.Suspension, "body", who=_suspended_applicants, when=in_branch("when", ex.when)),
    "none_when": sentence(ast.NoneWhenRule, "body", test=ex.any_expression),
    "none_when_own_level": sentence(ast.NoneWhenRule, "body", is_own_level=lambda _, _tree: True),
    "except": sentence(ast.ExceptionLine, refs=_references),
    "repaid_uncounted": sentence(ast.RepaidUncounted),
    "lapsed_uncounted": sentence(ast.LapsedUncounted),
    "carry_forward": sentence(
        ast.CarryForward, years=lambda c, tree: ex.number(c, tree, Phrase("a number of years", "年数"), "2")
    ),
    # ---- vocabularies
    "vocabulary": sentence(
        ast.VocabularyLine,
        "header",
        name=SentenceContext.first_name,
        title=SentenceContext.title,
        title_zh=SentenceContext.chinese,
    ),
    "kind": sentence(
        ast.KindDecl,
        name=SentenceContext.first_name,
        label=SentenceContext.first_string,
        definition=SentenceContext.definition,
        definition_zh=SentenceContext.definition_zh,
        includes=SentenceContext.listed_names,
    ),
    "class": sentence(
        ast.ClassDecl,
        name=SentenceContext.first_name,
        label=SentenceContext.first_string,
        definition=SentenceContext.definition,
        definition_zh=SentenceContext.definition_zh,
        members=SentenceContext.listed_names,
    ),
    "level": sentence(ast.LevelDecl, members=choice_members),
    "choice": _choice,
    "series": sentence(
        ast.SeriesDecl,
        name=SentenceContext.first_name,
        label=SentenceContext.first_string,
        currency=lambda c, tree: c.code(expect_present(branch(tree, "percent_series", "currency_series"))),
        frequency=in_table({"monthly": "monthly", "daily": "daily"}),
    ),
    "applicant_fields": sentence(ast.ApplicantFields, "lines"),
    "figures": sentence(ast.Figures, "lines"),
    "record": sentence(
        ast.RecordDecl,
        "body",
        name=SentenceContext.first_name,
        label=SentenceContext.first_string,
        definition=SentenceContext.definition,
        definition_zh=SentenceContext.definition_zh,
        plural=in_branch("plural", SentenceContext.first_name),
        base=in_branch("base", SentenceContext.first_name),
        fixed=_each_branch("fixed_value", _fixed_value),
    ),
    "key": sentence(ast.KeyDecl, parts=_each_branch("key_part", _key_part)),
    "matter": sentence(ast.MatterDecl, names=_fields_of_matter),
    "events": sentence(ast.EventLine, events=_each_branch("event", _event)),
    "state": _state,
    "order_of_days": sentence(ast.OrderOfDays, days=SentenceContext.names),
    "fields": sentence(ast.FieldLine, fields=_each_branch("field", _field)),
    # ---- cases
    "case": _case,
    "given_applicant": sentence(ast.GivenApplicant, "lines", kinds=SentenceContext.listed_names, parts=_parts),
    "given_named_applicant": sentence(
        ast.GivenApplicant,
        "lines",
        name=SentenceContext.quotation,
        kinds=SentenceContext.listed_names,
        parts=_parts,
    ),
    "record_with_parts": _given_record,
    "bare_record": _given_record,
    "no_record": _given_record,
    "partial_record": _given_record,
    "unknown_record": _given_record,
    "given_figures": sentence(ast.GivenFigures, year=SentenceContext.first_year, parts=_parts),
    "own_history": _HISTORY,
    "other_history": _HISTORY,
    "payment_of_day": _payment_of_day,
    "support_for_item": _given_support,
    "support_for_kind": _given_support,
    "support_by": _given_support,
    "given_approval": sentence(
        ast.GivenApproval, label=_label, item=_name_or_text, amount=SentenceContext.first_number
    ),
    "given_series": sentence(
        ast.GivenSeries,
        series=SentenceContext.first_name,
        currency=SentenceContext.code,
        day=SentenceContext.first_date,
        value=_literal,
    ),
    "given_rank": _given_rank,
    "given_older": sentence(
        ast.GivenOlder, document=SentenceContext.quotation, item=_name_or_text, amount=SentenceContext.first_number
    ),
    "given_as_of": sentence(ast.GivenAsOfDate, day=SentenceContext.first_date),
    "expect_total": _expect(ast.ExpectTotal, year=_any_year, amount=SentenceContext.first_number),
    "expect_paid": _expect(
        ast.ExpectPaid,
        year=_any_year,
        item=_name_or_text,
        label=_label,
        amount=SentenceContext.first_number,
        is_granted=has_branch("granted_in_all"),
    ),
    "expect_outcome": _expect_outcome,
    "expect_due": _expect_due,
    "expect_obligation": _expect(ast.ExpectObligation, article=article_number, amount=_any_number),
    "expect_carried": _expect(
        ast.ExpectCarried, amount=SentenceContext.first_number, to_year=SentenceContext.first_year
    ),
    "expect_lapsed": _expect(ast.ExpectLapsed, amount=SentenceContext.first_number),
    "expect_back": _expect_back,
    "expect_net": _expect(ast.ExpectNet, amount=_signed_number, is_negative=has_branch("negative_number")),
    "expect_payable": _expect(ast.ExpectPayable, amount=SentenceContext.first_number),
    "expect_no_obligation": _expect(ast.ExpectNoObligation, article=article_number),
    "expect_value": _expect(
        ast.ExpectValue,
        year=_any_year,
        name=SentenceContext.first_name,
        item=_item,
        value=lambda c, tree: _value(c, branches(tree)[-1]),
    ),
}
"""The builder of each sentence, by the name of its grammar rule."""
