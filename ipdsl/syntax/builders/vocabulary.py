"""Builders of the sentences of a vocabulary."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import attrs
from lark import Token

from ipdsl.syntax import ast, errors, keywords, literals
from ipdsl.syntax.builders import expressions as ex
from ipdsl.syntax.builders.context import (
    Body,
    Branch,
    Builder,
    Reader,
    SentenceContext,
    branch,
    branches,
    expect_present,
    in_branch,
    in_table,
    node,
    sentence,
    token,
)

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


def members(c: SentenceContext, tree: Branch) -> tuple[ast.MemberDecl, ...]:
    """All members directly in a tree."""
    return tuple(_member(c, t) for t in branches(tree, "member"))


def _choice(c: SentenceContext, tree: Branch, body: Body) -> ast.Sentence:
    listed = branch(tree, "choices")
    on_line = () if listed is None else members(c, listed)
    return ast.ChoiceDecl(
        **c.common, name=c.first_name(tree), label=c.first_string(tree), members=on_line + tuple(body)
    )


def choices(c: SentenceContext, tree: Branch) -> tuple[ast.MemberDecl, ...]:
    """A line of members under `choice`."""
    return members(c, tree)


def _each_branch(name: str, read: Callable[[SentenceContext, Branch], object]) -> Reader:
    """Reads each branch with this name."""
    return lambda c, tree: tuple(read(c, subtree) for subtree in branches(tree, name))


def _series_currency(c: SentenceContext, tree: Branch) -> str | None:
    return c.code(expect_present(branch(tree, "percent_series", "currency_series")))


def _frequency(c: SentenceContext, tree: Branch) -> str:
    return str(expect_present(branch(tree, "monthly", "daily")).data)


_key_part = node(ast.KeyPart, name=SentenceContext.first_name, label=SentenceContext.first_string)


def _matter(c: SentenceContext, tree: Branch) -> tuple[ast.Name, ...]:
    return c.names(branches(tree)[0])


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
            listed = ast.TypeExpr(span=c.span(tail), members=members(c, tail))
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


BUILDERS: dict[str, Builder] = {
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
    "level": sentence(ast.LevelDecl, members=members),
    "choice": _choice,
    "series": sentence(
        ast.SeriesDecl,
        name=SentenceContext.first_name,
        label=SentenceContext.first_string,
        currency=_series_currency,
        frequency=_frequency,
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
    "matter": sentence(ast.MatterDecl, names=_matter),
    "events": sentence(ast.EventLine, events=_each_branch("event", _event)),
    "state": _state,
    "order_of_days": sentence(ast.OrderOfDays, days=SentenceContext.names),
    "fields": sentence(ast.FieldLine, fields=_each_branch("field", _field)),
}
