"""Expressions: amounts, conditions, heads. One ladder serves sums and conditions; the checker separates types."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import attrs
from lark import Tree

from ipdsl.diagnostics.model import InternalError
from ipdsl.diagnostics.phrase import Phrase, as_written
from ipdsl.syntax import ast, errors, keywords, layout_errors
from ipdsl.syntax.builders.context import Context, must
from ipdsl.syntax.tree import Branch, branch, branches, token

MAX_NESTING = 64
_AGGREGATES = {k.value: k for k in ast.AggregateKind}
_POINTS = {
    "in_january_of": ast.SeriesPoint.IN_JANUARY_OF,
    "in_month_of": ast.SeriesPoint.IN_MONTH_OF,
    "on": ast.SeriesPoint.ON,
}
_POINTS_OF_DAY = {
    "day_in_january": ast.SeriesPoint.IN_JANUARY_OF,
    "day_in_month": ast.SeriesPoint.IN_MONTH_OF,
    "day_on": ast.SeriesPoint.ON,
}
"""In Chinese the day stands first."""
_COMPARISONS = {c.name.lower(): c for c in ast.Comparison}
_UNITS = {u.value: u for u in ast.Unit}
_COMPARISON_NAMES = tuple(_COMPARISONS)


def expression(c: Context, tree: Branch) -> ast.Expr:
    """Any expression; nesting beyond the limit is a finding. Each further term of a sum counts like a bracket."""
    deeper = len(branches(tree)) - 1 if tree.data == "sum_" else 1
    if c.depth + deeper > MAX_NESTING:
        c.report.add(layout_errors.TooDeep(span=c.span(tree), what=Phrase("expressions", "算式"), limit=MAX_NESTING))
        return ast.Number(span=c.span(tree), value=Fraction(0))
    c.depth += deeper
    found = _expression(c, tree)
    c.depth -= deeper
    return found


def first_expression(c: Context, tree: Branch) -> ast.Expr:
    """The first expression in a tree."""
    return expression(c, next(part for part in branches(tree) if part.data not in _BESIDE))


_BESIDE = ("keys", "across")
"""What stands before the expression of a sentence in Chinese."""


def any_expression(c: Context, tree: Branch) -> ast.Expr | None:
    """The first expression in a tree, if it has one."""
    found = branches(tree)
    return expression(c, found[0]) if found else None


def _expression(c: Context, tree: Branch) -> ast.Expr:
    match str(tree.data):
        case "bracket":
            inner = expression(c, branches(tree)[0])
            return attrs.evolve(inner, is_bracketed=True) if isinstance(inner, ast.Operation) else inner
        case "word" | "soft_word":
            return _word(c, tree)
        case "number" | "percent" | "date" | "duration":
            return literal(c, tree)
        case "or_" | "and_" | "not_" | "and_words":
            return _connective(c, tree)
        case (
            "sum_" | "share" | "share_of" | "each_full" | "full_each" | "for_each" | "above" | "interest"
            | "interest_from" | "min_" | "max_"
        ):  # fmt: skip
            return _arithmetic(c, tree)
        case (
            "is_" | "compare" | "compare_member" | "compare_upwards" | "ago" | "between" | "cannot" | "has"
            | "has_again" | "has_no"
        ):  # fmt: skip
            return _test(c, tree)
        case _:
            return _primary(c, tree)


def _word(c: Context, tree: Branch) -> ast.Word:
    found = token(tree, "NAME")
    if found is None:
        return ast.Word(span=c.span(tree), name=ast.Name(span=c.span(tree), text=c.written(tree)))
    return ast.Word(span=c.span(tree), name=c.name(found))


def literal(c: Context, tree: Branch) -> ast.Number | ast.Percent | ast.Date | ast.Duration:
    """A literal of any kind."""
    match str(tree.data):
        case "number":
            return c.number(tree)
        case "percent":
            return c.percent(must(token(tree)))
        case "date":
            return ast.Date(span=c.span(tree), value=c.date(must(token(tree))))
        case _:
            return duration(c, tree)


def duration(c: Context, tree: Branch) -> ast.Duration:
    """`2 years`."""
    unit = _UNITS[str(must(branch(tree)).data)]
    return ast.Duration(span=c.span(tree), number=c.whole(must(token(tree, "NUMBER"))), unit=unit)


def _connective(c: Context, tree: Branch) -> ast.Expr:
    parts = branches(tree)
    span = c.span(tree)
    if tree.data == "and_words":
        words = (ast.Word(span=name.span, name=name) for name in c.names(tree))
        return ast.And(span=span, parts=(*words, *_flat(c, parts, ast.And)))
    if tree.data == "not_":
        return ast.Not(span=span, part=expression(c, parts[0]))
    if tree.data == "and_":
        return ast.And(span=span, parts=_flat(c, parts, ast.And))
    for part in parts:
        if part.data == "and_":
            c.report.add(errors.MixedConnectives(span=c.span(part), part=c.written(part)))
    _check_has(c, parts)
    return ast.Or(span=span, parts=_flat(c, parts, ast.Or))


def _flat(c: Context, parts: list[Branch], kind: type[ast.And] | type[ast.Or]) -> tuple[ast.Expr, ...]:
    """Brackets around a part of the same connective say nothing: the chain stays flat."""
    if kind is ast.And:
        _check_has(c, parts)
    found: list[ast.Expr] = []
    for part in parts:
        built = expression(c, part)
        found += built.parts if isinstance(built, kind) else (built,)
    return tuple(found)


def _check_has(c: Context, parts: list[Branch]) -> None:
    """`at least 5 K` without `has` counts records only after an earlier `has` of the same chain."""
    seen = False
    for part in parts:
        seen = seen or part.data in ("has", "has_no")
        if part.data == "has_again" and seen:
            part.data = "has"
        seen = seen or part.data == "has_again"  # told once: with it, those that follow are right


def _arithmetic(c: Context, tree: Branch) -> ast.Expr:
    span = c.span(tree)
    parts = branches(tree)
    match str(tree.data):
        case "sum_":
            return _sum(c, tree)
        case "share" | "share_of":
            base = expression(c, parts[0])
            return ast.Share(span=span, percent=c.percent(must(token(tree, "PERCENT"))), base=base)
        case "each_full":
            amount, base = expression(c, parts[0]), expression(c, parts[2])
            return ast.ForEachFull(span=span, amount=amount, step=c.number(parts[1]), base=base)
        case "full_each":
            base, amount = expression(c, parts[0]), expression(c, parts[2])
            return ast.ForEachFull(span=span, amount=amount, step=c.number(parts[1]), base=base)
        case "for_each":
            return ast.ForEach(span=span, amount=expression(c, parts[0]), record=c.first_name(tree))
        case "above":
            return ast.Above(span=span, value=expression(c, parts[0]), floor=expression(c, parts[1]))
        case "interest" | "interest_from":
            start, end = c.names(tree)
            years = token(tree, "NUMBER")
            return ast.Interest(
                span=span,
                principal=expression(c, parts[0]),
                rate=expression(c, parts[1]),
                start=start,
                end=end,
                last_years=None if years is None else c.whole(years),
            )
        case _:
            values = tuple(expression(c, p) for p in parts)
            return ast.Extreme(span=span, largest=tree.data == "max_", values=values)


def _sum(c: Context, tree: Branch) -> ast.Expr:
    terms: list[ast.Expr] = []
    signs: list[bool] = []
    open_share: Branch | None = None
    for part in branches(tree):
        inner = branches(part)[0] if part.data in ("plus", "less") else part
        is_added = part.data != "less"
        if open_share is not None:
            _tell_open_share(c, open_share, is_added)
        if terms:
            _check_taken_of(c, tree, inner, is_added)
        open_share = inner if inner.data == "share" else None
        built = expression(c, inner)
        if isinstance(built, ast.Sum) and is_added and (not terms or all(built.signs)):
            terms += built.terms
            signs += built.signs
        else:
            terms.append(built)
            signs.append(is_added)
    return ast.Sum(span=c.span(tree), terms=tuple(terms), signs=tuple(signs))


_PERCENTAGE = Phrase("percentage", "比例")
_INTEREST = Phrase("interest", "利息")


def _tell_open_share(c: Context, share: Branch, is_added: bool) -> None:
    """`30% of a less b`: what follows could be meant with `a`."""
    sign = keywords.phrase("plus" if is_added else "less")
    percent = str(must(token(share, "PERCENT")))
    one = Phrase("({share}) {sign} …", "（{share}）{sign} …", share=c.written(share), sign=sign)
    other = Phrase("{percent} of (… {sign} …)", "（… {sign} …）的 {percent}", percent=percent, sign=sign)
    c.report.add(
        errors.ShareWithoutBrackets(span=c.span(share), word="% of", what=_PERCENTAGE, sign=sign, one=one, other=other)
    )


_GOES_ON = ("full_each", "for_each", "above")
"""What stands after a value in Chinese, and leaves it where it was."""


def _check_taken_of(c: Context, tree: Branch, term: Branch, is_added: bool) -> None:
    """`a 减 b 的 30%`: in Chinese the percentage stands last, and what stands before `b` could be meant with it."""
    while term.data in _GOES_ON:
        term = branches(term)[0]
    if term.data not in ("share_of", "interest_from") or branches(term)[0].data == "bracket":
        return  # brackets have answered
    word, what = ("的 …%", _PERCENTAGE) if term.data == "share_of" else ("计息", _INTEREST)
    before, share, base = (c.line.text[tree.meta.start_pos : term.meta.start_pos], c.written(term), branches(term)[0])
    taken = share[base.meta.end_pos - term.meta.start_pos :]
    one, other = f"{before}（{share}）", f"（{before}{c.written(base)}）{taken}"
    c.report.add(
        errors.ShareWithoutBrackets(
            span=c.span(term), word=word, what=what, sign="加" if is_added else "减",
            one=as_written(one, one), other=as_written(other, other),
        )
    )  # fmt: skip


def comparison(tree: Branch) -> ast.Comparison:
    """The comparison among the children of a tree."""
    return _COMPARISONS[str(must(branch(tree, *_COMPARISON_NAMES)).data)]


def _test(c: Context, tree: Branch) -> ast.Expr:
    span = c.span(tree)
    parts = branches(tree)
    match str(tree.data):
        case "is_":
            return ast.Is(span=span, value=expression(c, parts[0]), members=_members(c, parts[1:]))
        case "compare":
            left, right = expression(c, parts[0]), expression(c, parts[2])
            return ast.Compare(span=span, left=left, op=comparison(tree), right=right)
        case "compare_upwards":
            left, right = expression(c, parts[0]), expression(c, parts[1])
            return ast.Compare(span=span, left=left, op=comparison(tree), right=right)
        case "compare_member":
            name = c.first_name(tree)
            right = ast.Word(span=name.span, name=name)
            return ast.Compare(span=span, left=expression(c, parts[0]), op=comparison(tree), right=right)
        case "ago":
            day, ago = expression(c, parts[0]), duration(c, parts[2])
            return ast.Ago(span=span, day=day, op=comparison(tree), duration=ago)
        case "between":
            value, low, high = (expression(c, p) for p in parts)
            return ast.Between(span=span, value=value, low=low, high=high)
        case "cannot":
            return _cannot(c, tree, parts[0])
        case _:
            return _count(c, tree)


def _members(c: Context, parts: list[Branch]) -> tuple[ast.Name, ...]:
    leaves = [must(token(p)) for p in parts]
    return tuple(ast.Name(span=c.span(t), text=c.text_of(t)) for t in leaves)


def _cannot(c: Context, tree: Branch, value: Branch) -> ast.Expr:
    built = expression(c, value)
    if isinstance(built, ast.Word):
        return ast.CannotBeDetermined(span=c.span(tree), field=built.name)
    found = c.written(value)
    c.report.add(
        errors.UnexpectedWord(span=c.span(value), found=found, expected=Phrase("the name of a field", "字段名"))
    )
    return built


def _count(c: Context, tree: Branch) -> ast.Expr:
    span = c.span(tree)
    record, *words = c.names(tree)
    if tree.data == "has_no":
        return ast.HasNo(span=span, record=record, words=tuple(words))
    if tree.data == "has_again":
        c.report.add(errors.MissingHas(span=span, text=c.written(tree)))
    number = c.whole(must(token(tree, "NUMBER")))
    return ast.Has(span=span, op=comparison(tree), number=number, record=record, words=tuple(words))


def _primary(c: Context, tree: Branch) -> ast.Expr:
    span = c.span(tree)
    names = c.names(tree)
    match str(tree.data):
        case "of":
            return ast.Of(span=span, table=names[0], key=names[1])
        case "in_january_of" | "in_month_of" | "on" as point:
            return ast.SeriesValue(span=span, series=names[0], point=_POINTS[point], day=names[1])
        case "day_in_january" | "day_in_month" | "day_on" as point:
            return ast.SeriesValue(span=span, series=names[1], point=_POINTS_OF_DAY[point], day=names[0])
        case "increase":
            return ast.Increase(span=span, figure=names[0])
        case "total" | "largest" | "earliest" as kind:
            return ast.Aggregate(span=span, kind=_AGGREGATES[kind], field=names[0])
        case "counted_number":
            return ast.Aggregate(span=span, kind=ast.AggregateKind.NUMBER, field=None)
        case other:
            raise InternalError(f"no expression is built from `{other}`")


# ---------------------------------------------------------------------------------------------- amounts and heads


def amount(c: Context, tree: Branch) -> ast.Fixed | ast.UpTo | ast.AtDiscretion:
    """`X at most Y`, `up to X`, `at discretion`."""
    span = c.span(tree)
    if tree.data == "at_discretion":
        return ast.AtDiscretion(span=span)
    value, *limit = (expression(c, p) for p in branches(tree) if p.data not in ("keys", "once"))
    at_most = limit[0] if limit else None
    if tree.data == "up_to":
        return ast.UpTo(span=span, value=value, at_most=at_most)
    return ast.Fixed(span=span, value=value, at_most=at_most)


def key_word(c: Context, tree: Branch) -> ast.Name:
    """What a rule counts by: a name, or `year`, `month`, `matter`, `applicant` in either language."""
    found = token(tree, "NAME")
    if found is not None:
        return c.name(found)
    return ast.Name(span=c.span(tree), text=str(tree.data).removeprefix("key_"))


def keys(c: Context, trees: list[Branch]) -> tuple[ast.Name, ...]:
    """The keys of several `per` in a row; in Chinese they are one branch, and a year is a key by itself."""
    found: list[ast.Name] = []
    for tree in trees:
        if tree.data == "keys":
            found += keys(c, branches(tree))
        elif tree.data in ("per_year", "per_matter"):
            found.append(ast.Name(span=c.span(tree), text=str(tree.data).removeprefix("per_")))
        else:
            word, *in_year = branches(tree)
            found += (key_word(c, word), *(ast.Name(span=c.span(year), text="year") for year in in_year))
    return tuple(found)


def when(c: Context, tree: Branch) -> ast.When:
    """`when [the first] RECORD words`; in Chinese `首次 通过 的 规范认证` too, the event before its record."""
    event = branch(tree, "when")
    if event is not None:
        return when(c, event).of(c.first_name(tree))
    test = [t for t in branches(tree) if t.data != "the_first"]
    return ast.When(
        span=c.span(tree),
        record=c.first_name(tree),
        the_first=branch(tree, "the_first") is not None,
        test=expression(c, test[0]) if test else None,
    )


def trigger(c: Context, tree: Branch) -> ast.Trigger:
    """`when`, `while`, `each year`."""
    match str(tree.data):
        case "when":
            return when(c, tree)
        case "while":
            test = branches(tree)
            return ast.While(
                span=c.span(tree), subject=c.first_name(tree), test=expression(c, test[0]) if test else None
            )
        case _:
            return ast.EachYear(span=c.span(tree))


def head(c: Context, tree: Branch) -> ast.Head:
    """The free list between amount and trigger, in its canonical order."""
    parts: dict[str, Any] = {}
    per: list[ast.Name] = []
    once: Branch | None = None
    once_per: list[ast.Name] = []
    after_once = False
    for part in branches(tree):
        word = str(part.data)
        if word == "per":
            (once_per if after_once else per).extend(keys(c, [part]))
            continue
        after_once = word == "once"
        field, value = _head_part(c, part)
        if field in parts:
            shown = "from" if field == "start" else field
            c.report.add(errors.SaidTwice(span=c.span(part), word=keywords.phrase(shown)))
        parts[field] = value
        once = part if word == "once" else once
    if once is not None:
        parts["once"] = ast.Once(span=c.span(once), per=tuple(once_per))
    return ast.Head(span=c.span(tree), per=tuple(per), **parts)


def payees(c: Context, part: Branch) -> tuple[ast.Name, ...]:
    """The names of a list; in Chinese they stand in the branch itself."""
    return c.names(part) or c.names(branches(part)[0])


def _head_part(c: Context, part: Branch) -> tuple[str, object]:
    match str(part.data):
        case "once":
            return "once", None
        case "to" | "among" as word:
            return word, payees(c, part)
        case "start":
            return "start", c.date(must(token(part, "DATE")))
        case _:
            return "trigger", trigger(c, part)


def once(c: Context, tree: Branch) -> ast.Once | None:
    """`once per K` at the end of a row."""
    found = branch(tree, "once")
    return None if found is None else ast.Once(span=c.span(found), per=keys(c, branches(tree, "per", "keys")))


def row_key(c: Context, tree: Branch) -> ast.RowKey:
    """What stands before the colon of a row."""
    span = c.span(tree)
    match str(tree.data):
        case "member_keys":
            return ast.MemberKeys(span=span, names=c.names(tree))
        case "ranks_key":
            first, last = str(must(token(tree, "RANKS"))).split("至")
            return ast.BetweenKey(span=span, low=_rank(c, tree, first), high=_rank(c, tree, last))
        case "threshold_key":
            [of] = [t for t in branches(tree) if str(t.data) not in _COMPARISON_NAMES]
            return ast.ThresholdKey(span=span, op=comparison(tree), literal=literal(c, of))
        case "range_key":
            ops = [_COMPARISONS[str(t.data)] for t in branches(tree, *_COMPARISON_NAMES)]
            numbers_ = [t for t in branches(tree) if str(t.data) not in _COMPARISON_NAMES]
            begin, end = (
                ast.ThresholdKey(span=c.span(of), op=op, literal=literal(c, of))
                for op, of in zip(ops, numbers_, strict=True)
            )
            return ast.RangeKey(span=span, low=begin, high=end)
        case "between_key":
            low, high = branches(tree)
            return ast.BetweenKey(span=span, low=literal(c, low), high=literal(c, high))
        case "rank_key":
            return ast.RankKey(span=span, rank=c.rank(must(token(tree, "NUMBER", "RANK"))))
        case _:
            return ast.OtherwiseKey(span=span)


def _rank(c: Context, tree: Branch, written: str) -> ast.Number:
    """`第4名`, `4名` or `第4` of a range."""
    return ast.Number(span=c.span(tree), value=Fraction(c.rank_of(written.strip(" "), c.span(tree))))


# ---------------------------------------------------------------------------------------------- heads in Chinese


def chinese_head(c: Context, tree: Branch) -> ast.Head:
    """Whom an award is for, spread over the sentence. Keys that stand directly before `一次性` are those of `once`."""
    parts = branches(tree)
    by = branch(tree, "fixed_by")  # `一次性` may stand in it
    start = branch(tree, "start")
    last = tree if by is None else by
    found = branch(last, "once")
    before = None if found is None else last.children[last.children.index(found) - 1]
    of_once = [before] if isinstance(before, Tree) and before.data == "keys" else []
    if by is not None and found is None:
        parts += branches(by, "keys")
    listed = [t for t in parts if t.data == "keys" and not any(t is one for one in of_once)]
    to, among, when_ = branch(tree, "to"), branch(tree, "among"), branch(tree, "when", "while", "each_year")
    return ast.Head(
        span=c.span(tree),
        per=keys(c, listed),
        once=None if found is None else ast.Once(span=c.span(found), per=keys(c, of_once)),
        to=() if to is None else _not_everybody(payees(c, to)),
        start=None if start is None else c.date(must(token(start, "DATE"))),
        among=() if among is None else payees(c, among),
        trigger=None if when_ is None else trigger(c, when_),
    )


def _not_everybody(names: tuple[ast.Name, ...]) -> tuple[ast.Name, ...]:
    """`对 … 的 申请人，` is whoever has the record, as an English sentence without `to`."""
    return () if [name.text for name in names] == [keywords.chinese()["APPLICANT"].shown] else names
