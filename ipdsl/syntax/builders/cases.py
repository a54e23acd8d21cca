"""Sentences of a case: what is given and what is expected."""

from __future__ import annotations

import re

from lark import Token

from ipdsl.syntax import ast
from ipdsl.syntax.builders import expressions as ex
from ipdsl.syntax.builders.context import Body, Builder, Context, must
from ipdsl.syntax.builders.policy import article_number
from ipdsl.syntax.tree import Branch, branch, branches, token, tokens

_NAME = re.compile(r"[^\W\d]\w*")


def _case(c: Context, tree: Branch, body: Body) -> ast.Sentence:
    expect = tuple(s for s in body if isinstance(s, ast.Expect))
    given = tuple(s for s in body if not isinstance(s, ast.Expect))
    return ast.Case(**c.common, title=must(c.first_string(tree)), given=given, expect=expect)


# ---------------------------------------------------------------------------------------------- given


def _given_applicant(c: Context, tree: Branch, body: Body) -> ast.Sentence:
    kinds = c.names(must(branch(tree, "names")))
    return ast.GivenApplicant(**c.common, kinds=kinds, parts=_parts(c, tree), records=body)


def _parts(c: Context, tree: Branch) -> tuple[ast.FactPart, ...]:
    listed = branch(tree, "parts")
    return () if listed is None else tuple(_part(c, t) for t in branches(listed))


def _part(c: Context, tree: Branch) -> ast.FactPart:
    value = branches(tree)
    return ast.FactPart(
        span=c.span(tree),
        name=c.first_name(tree),
        value=_value(c, value[0]) if value else None,
        negated=tree.data == "not_part",
    )


def _value(c: Context, tree: Branch) -> ast.FactValue:
    span = c.span(tree)
    match str(tree.data):
        case "literal_value":
            return ast.FactValue(span=span, value=ex.literal(c, branches(tree)[0]))
        case "word_value":
            return _word_value(c, must(token(tree)))
        case "text_value":
            return ast.FactValue(span=span, text=c.first_string(tree))
        case "list_value":
            return ast.FactValue(span=span, items=tuple(_value(c, t) for t in branches(tree)))
        case "none_value":
            return ast.FactValue(span=span, special="none")
        case "unknown_value":
            return ast.FactValue(span=span, special="unknown")
        case _:
            return ast.FactValue(span=span, special="cannot be determined")


def _word_value(c: Context, leaf: Token) -> ast.FactValue:
    """A word that could be a name is one; other bare references (`ZL2015-1`) are texts."""
    if _NAME.fullmatch(str(leaf)):
        return ast.FactValue(span=c.span(leaf), value=ast.Word(span=c.span(leaf), name=c.name(leaf)))
    return ast.FactValue(span=c.span(leaf), text=str(leaf))


def _given_record(c: Context, tree: Branch, body: Body) -> ast.Sentence:
    item = branch(tree, "item")
    return ast.GivenRecord(
        **c.common,
        kind=c.first_name(tree),
        item=None if item is None else c.text_of(must(token(item))),
        parts=_parts(c, tree),
        none=tree.data == "no_record",
        partial=tree.data == "partial_record",
        unknown=tree.data == "unknown_record",
    )


def _given_figures(c: Context, tree: Branch, body: Body) -> ast.Sentence:
    return ast.GivenFigures(**c.common, year=c.year(must(token(tree, "NUMBER"))), parts=_parts(c, tree))


def _named(c: Context, tree: Branch) -> str:
    return c.text_of(must(token(must(branch(tree, "name_or_text")))))


def _given_history(c: Context, tree: Branch, body: Body) -> ast.Sentence:
    other = token(tree, "STRING")
    return ast.GivenHistory(
        **c.common,
        document=None if other is None else c.text_of(other),
        label=str(must(token(tree, "REFERENCE"))),
        item=_named(c, tree),
        paid=c.number(must(branch(tree, "number"))),
        year=c.year(must(token(tree, "NUMBER"))),
        parts=_parts(c, tree),
    )


def _given_support(c: Context, tree: Branch, body: Body) -> ast.Sentence:
    *kind, item, level = tokens(tree, "REFERENCE", "STRING")
    return ast.GivenSupport(
        **c.common,
        item=c.text_of(item),
        kind=c.name(kind[0]) if kind else None,
        level=c.name(level),
        amount=c.number(must(branch(tree, "number"))),
        year=c.year(must(token(tree, "NUMBER"))),
    )


def _given_approval(c: Context, tree: Branch, body: Body) -> ast.Sentence:
    label = str(must(token(tree, "REFERENCE")))
    return ast.GivenApproval(
        **c.common, label=label, item=_named(c, tree), amount=c.number(must(branch(tree, "number")))
    )


def _given_series(c: Context, tree: Branch, body: Body) -> ast.Sentence:
    code = token(tree, "CODE")
    return ast.GivenSeries(
        **c.common,
        series=c.first_name(tree),
        currency=None if code is None else str(code),
        day=c.date(must(token(tree, "DATE"))),
        value=ex.literal(c, branches(tree)[0]),
    )


def _given_rank(c: Context, tree: Branch, body: Body) -> ast.Sentence:
    rank, year = tokens(tree, "NUMBER")
    return ast.GivenRank(**c.common, figure=c.first_name(tree), rank=c.whole(rank), year=c.year(year))


def _given_older(c: Context, tree: Branch, body: Body) -> ast.Sentence:
    return ast.GivenOlder(
        **c.common,
        document=must(c.first_string(tree)),
        item=_named(c, tree),
        amount=c.number(must(branch(tree, "number"))),
    )


def _given_as_of(c: Context, tree: Branch, body: Body) -> ast.Sentence:
    return ast.GivenAsOf(**c.common, day=c.date(must(token(tree, "DATE"))))


# ---------------------------------------------------------------------------------------------- expect


def _optional_year(c: Context, tree: Branch) -> int | None:
    leaf = token(tree, "NUMBER")
    return None if leaf is None else c.year(leaf)


def _expect_total(c: Context, tree: Branch, body: Body) -> ast.Sentence:
    return ast.ExpectTotal(**c.common, year=_optional_year(c, tree), amount=c.number(must(branch(tree, "number"))))


def _expect_paid(c: Context, tree: Branch, body: Body) -> ast.Sentence:
    label = token(tree, "REFERENCE")
    return ast.ExpectPaid(
        **c.common,
        year=_optional_year(c, tree),
        item=_named(c, tree),
        label=None if label is None else str(label),
        amount=c.number(must(branch(tree, "number"))),
    )


def _expect_outcome(c: Context, tree: Branch, body: Body) -> ast.Sentence:
    label = token(tree, "REFERENCE")
    outcome = branches(tree)[-1]
    rule = [t for t in branches(outcome) if str(t.data).startswith("rule_")]
    listed = branch(outcome, "reasons")
    named = branches(listed if listed is not None else outcome, "name_or_text")
    return ast.ExpectOutcome(
        **c.common,
        year=_optional_year(c, tree),
        item=_named(c, tree),
        label=None if label is None else str(label),
        outcome=str(outcome.data).replace("_", " "),
        rule=str(rule[0].data).removeprefix("rule_").replace("_", " ") if rule else None,
        article=article_number(c, outcome) if token(outcome, "NUMBER") is not None else None,
        words=tuple(c.text_of(must(token(t))) for t in named),
    )


def _expect_due(c: Context, tree: Branch, body: Body) -> ast.Sentence:
    low, *high = (c.number(t) for t in branches(tree, "number"))
    return ast.ExpectDue(**c.common, low=low, high=high[0] if high else None)


def _expect_obligation(c: Context, tree: Branch, body: Body) -> ast.Sentence:
    amount = branch(tree, "number")
    return ast.ExpectObligation(
        **c.common, article=article_number(c, tree), amount=None if amount is None else c.number(amount)
    )


def _expect_carried(c: Context, tree: Branch, body: Body) -> ast.Sentence:
    amount = c.number(must(branch(tree, "number")))
    return ast.ExpectCarried(**c.common, amount=amount, to_year=c.year(must(token(tree, "NUMBER"))))


def _expect_lapsed(c: Context, tree: Branch, body: Body) -> ast.Sentence:
    return ast.ExpectLapsed(**c.common, amount=c.number(must(branch(tree, "number"))))


BUILDERS: dict[str, Builder] = {
    "case": _case,
    "given_applicant": _given_applicant,
    "record_with_parts": _given_record,
    "bare_record": _given_record,
    "no_record": _given_record,
    "partial_record": _given_record,
    "unknown_record": _given_record,
    "given_figures": _given_figures,
    "own_history": _given_history,
    "other_history": _given_history,
    "support_for_item": _given_support,
    "support_for_kind": _given_support,
    "given_approval": _given_approval,
    "given_series": _given_series,
    "given_rank": _given_rank,
    "given_older": _given_older,
    "given_as_of": _given_as_of,
    "expect_total": _expect_total,
    "expect_paid": _expect_paid,
    "expect_outcome": _expect_outcome,
    "expect_due": _expect_due,
    "expect_obligation": _expect_obligation,
    "expect_carried": _expect_carried,
    "expect_lapsed": _expect_lapsed,
}
