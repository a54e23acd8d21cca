"""Sentences of a vocabulary."""

from __future__ import annotations

from fractions import Fraction

from lark import Token

from ipdsl.making import attrs
from ipdsl.syntax import ast, errors, numbers
from ipdsl.syntax.builders import expressions as ex
from ipdsl.syntax.builders.context import Body, Builder, Context, must
from ipdsl.syntax.tree import Branch, branch, branches, token

_TYPES = {
    "yes_no_type": ast.TypeWord.YES_NO,
    "money_type": ast.TypeWord.MONEY,
    "percent_type": ast.TypeWord.PERCENT,
    "count_type": ast.TypeWord.COUNT,
    "number_type": ast.TypeWord.NUMBER,
    "date_type": ast.TypeWord.DATE,
    "text_type": ast.TypeWord.TEXT,
    "applicant_type": ast.TypeWord.APPLICANT,
}
_VARIES = {"fixed_field": "fixed", "dated_field": "dated", "yearly_field": "yearly"}


def labels(c: Context, tree: Branch) -> tuple[str | None, str | None]:
    """Label and definition: the first two quotations."""
    first, second, *_ = [*c.strings(tree), None, None]
    return first, second


def named_labels(c: Context, tree: Branch) -> list[tuple[ast.Name, str | None]]:
    """Names, each with the quotation that follows it directly."""
    found: list[tuple[ast.Name, str | None]] = []
    for child in tree.children:
        if isinstance(child, Token) and child.type == "NAME":
            found.append((c.name(child), None))
        elif isinstance(child, Token) and child.type == "STRING" and found:
            found[-1] = (found[-1][0], c.string(child))
    return found


def member(c: Context, tree: Branch) -> ast.MemberDecl:
    """`gold "金奖"`."""
    return ast.MemberDecl(span=c.span(tree), name=c.first_name(tree), label=c.first_string(tree))


def members(c: Context, tree: Branch) -> tuple[ast.MemberDecl, ...]:
    """All members directly in a tree."""
    return tuple(member(c, t) for t in branches(tree, "member"))


def _vocabulary(c: Context, tree: Branch, body: Body) -> ast.Sentence:
    return ast.VocabularyLine(**c.common, name=c.first_name(tree), title=c.first_string(tree), header=body)


def _kind(c: Context, tree: Branch, body: Body) -> ast.Sentence:
    label, definition = labels(c, tree)
    includes = branch(tree, "names")
    return ast.KindDecl(
        **c.common,
        name=c.first_name(tree),
        label=label,
        definition=definition,
        includes=() if includes is None else c.names(includes),
    )


def _class(c: Context, tree: Branch, body: Body) -> ast.Sentence:
    label, definition = labels(c, tree)
    listed = c.names(must(branch(tree, "names")))
    return ast.ClassDecl(**c.common, name=c.first_name(tree), label=label, definition=definition, members=listed)


def _level(c: Context, tree: Branch, body: Body) -> ast.Sentence:
    return ast.LevelDecl(**c.common, members=members(c, tree))


def _choice(c: Context, tree: Branch, body: Body) -> ast.Sentence:
    listed = branch(tree, "choices")
    on_line = () if listed is None else members(c, listed)
    return ast.ChoiceDecl(
        **c.common, name=c.first_name(tree), label=c.first_string(tree), members=on_line + tuple(body)
    )


def choices(c: Context, tree: Branch) -> tuple[ast.MemberDecl, ...]:
    """A line of members beneath `choice`."""
    return members(c, tree)


def _series(c: Context, tree: Branch, body: Body) -> ast.Sentence:
    value = must(branch(tree, "percent_series", "currency_series"))
    code = token(value, "CODE")
    return ast.SeriesDecl(
        **c.common,
        name=c.first_name(tree),
        label=c.first_string(tree),
        currency=None if code is None else str(code),
        frequency=str(must(branch(tree, "monthly", "daily")).data),
    )


def _applicant_fields(c: Context, tree: Branch, body: Body) -> ast.Sentence:
    return ast.ApplicantFields(**c.common, lines=body)


def _figures(c: Context, tree: Branch, body: Body) -> ast.Sentence:
    return ast.Figures(**c.common, lines=body)


def _record(c: Context, tree: Branch, body: Body) -> ast.Sentence:
    label, definition = labels(c, tree)
    plural, base = branch(tree, "plural"), branch(tree, "base")
    return ast.RecordDecl(
        **c.common,
        name=c.first_name(tree),
        label=label,
        definition=definition,
        plural=None if plural is None else c.first_name(plural),
        base=None if base is None else c.first_name(base),
        fixed=tuple(_fixed(c, t) for t in branches(tree, "fixed_value")),
        body=body,
    )


def _fixed(c: Context, tree: Branch) -> ast.FixedValue:
    field, value = c.names(tree)
    return ast.FixedValue(span=c.span(tree), field=field, value=value)


def _key(c: Context, tree: Branch, body: Body) -> ast.Sentence:
    parts = [
        ast.KeyPart(span=c.span(t), name=c.first_name(t), label=c.first_string(t)) for t in branches(tree, "key_part")
    ]
    return ast.KeyDecl(**c.common, parts=tuple(parts))


def _matter(c: Context, tree: Branch, body: Body) -> ast.Sentence:
    return ast.MatterDecl(**c.common, names=c.names(branches(tree)[0]))


def _events(c: Context, tree: Branch, body: Body) -> ast.Sentence:
    return ast.EventLine(**c.common, events=tuple(_event(c, t) for t in branches(tree, "event")))


def _event(c: Context, tree: Branch) -> ast.EventDecl:
    (name, label), (day, day_label) = named_labels(c, tree)
    return ast.EventDecl(
        span=c.span(tree),
        name=name,
        label=label,
        date_field=day,
        date_label=day_label,
        default=branch(tree, "default") is not None,
    )


def _state(c: Context, tree: Branch, body: Body) -> ast.Sentence:
    (name, label), (start, start_label), *rest = named_labels(c, tree)
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


def _fields(c: Context, tree: Branch, body: Body) -> ast.Sentence:
    return ast.FieldLine(**c.common, fields=tuple(_field(c, t) for t in branches(tree, "field")))


def _field(c: Context, tree: Branch) -> ast.FieldDecl:
    label, definition = labels(c, tree)
    field = ast.FieldDecl(span=c.span(tree), name=c.first_name(tree), label=label, definition=definition)
    tail = branch(tree, "typed", "one_of", "since", "means")
    if tail is None:
        return field
    varies = branch(tail, *_VARIES)
    changes = None if varies is None else _VARIES[str(varies.data)]
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


def _typed_field(c: Context, tail: Branch, field: ast.FieldDecl) -> ast.FieldDecl:
    definition = token(tail, "STRING")
    if definition is not None and field.definition is not None:
        c.report.add(errors.TwoDefinitions(span=c.span(definition), name=field.name.text))
    zero = token(tail, "NUMBER")
    if zero is not None and numbers.read_number(str(zero), c.span(zero), c.report)[0] != Fraction(0):
        c.report.add(
            errors.WholeNumber(span=c.span(zero), found=str(zero), wanted="0", example="0 before established_on")
        )
    return attrs.evolve(
        field,
        type=_type(c, must(branch(tail, "type", "list_type"))),
        definition=field.definition if definition is None else c.string(definition),
        zero_before=c.first_name(tail) if token(tail, "NAME") is not None else None,
    )


def _type(c: Context, tree: Branch) -> ast.TypeExpr:
    base = branches(tree)[0]
    is_list = tree.data == "list_type"
    if base.data == "named_type":
        return ast.TypeExpr(span=c.span(tree), name=c.first_name(base), is_list=is_list)
    return ast.TypeExpr(span=c.span(tree), word=_TYPES[str(base.data)], is_list=is_list)


BUILDERS: dict[str, Builder] = {
    "vocabulary": _vocabulary,
    "kind": _kind,
    "class": _class,
    "level": _level,
    "choice": _choice,
    "series": _series,
    "applicant_fields": _applicant_fields,
    "figures": _figures,
    "record": _record,
    "key": _key,
    "matter": _matter,
    "events": _events,
    "state": _state,
    "fields": _fields,
}
