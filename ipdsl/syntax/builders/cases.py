"""Builders of the sentences of a case: given facts and expectations."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from ipdsl.syntax import ast
from ipdsl.syntax.builders import expressions as ex
from ipdsl.syntax.builders.context import (
    Body,
    Branch,
    Builder,
    Reader,
    SentenceContext,
    any_token,
    branch,
    branches,
    expect_present,
    fixed,
    in_branch,
    node,
    sentence,
    token,
    tokens,
)
from ipdsl.syntax.builders.policy import article_number

_NAME = re.compile(r"[^\W\d]\w*")


def _case(c: SentenceContext, tree: Branch, body: Body) -> ast.Sentence:
    expect = tuple(s for s in body if isinstance(s, ast.Expect))
    given = tuple(s for s in body if not isinstance(s, ast.Expect))
    return ast.Case(**c.common, title=c.text(tree), title_zh=c.chinese(tree), given=given, expect=expect)


# ---------------------------------------------------------------------------------------------- given


def _parts(c: SentenceContext, tree: Branch) -> tuple[ast.FactPart, ...]:
    return _listed_parts(c, tree) or ()


def _each_part(c: SentenceContext, tree: Branch) -> tuple[ast.FactPart, ...]:
    return tuple(_part(c, part) for part in branches(tree))


_listed_parts = in_branch("parts", _each_part)


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
    "word_value": _word_value,
    "text_value": node(ast.FactValue, text=SentenceContext.first_string),
    "list_value": node(ast.FactValue, items=lambda c, tree: tuple(_value(c, item) for item in branches(tree))),
    "none_value": node(ast.FactValue, special=fixed("none")),
    "unknown_value": node(ast.FactValue, special=fixed("unknown")),
    "cannot_value": node(ast.FactValue, special=fixed("cannot be determined")),
}


def _given_record(c: SentenceContext, tree: Branch, body: Body) -> ast.Sentence:
    item = branch(tree, "item")
    return ast.GivenRecord(
        **c.common,
        kind=c.first_name(tree),
        item=None if item is None else c.reference_text(expect_present(token(item))),
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


def _expect(kind: Callable[..., ast.Expectation], **fields: Reader) -> Builder:
    """A builder of an expectation, which may name its applicant."""
    return sentence(kind, "", applicant=_applicant, **fields)


_HISTORY = sentence(
    ast.GivenHistory, document=SentenceContext.first_string, label=_label, item=_name_or_text,
    paid=SentenceContext.first_number,
    year=SentenceContext.first_year, parts=_parts,
)  # fmt: skip

BUILDERS: dict[str, Builder] = {
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
        ast.ExpectPaid, year=_any_year, item=_name_or_text, label=_label, amount=SentenceContext.first_number
    ),
    "expect_outcome": _expect_outcome,
    "expect_due": _expect_due,
    "expect_obligation": _expect(ast.ExpectObligation, article=article_number, amount=_any_number),
    "expect_carried": _expect(
        ast.ExpectCarried, amount=SentenceContext.first_number, to_year=SentenceContext.first_year
    ),
    "expect_lapsed": _expect(ast.ExpectLapsed, amount=SentenceContext.first_number),
}
