"""Rules of a block: limits, caps, `pay highest`; what they are named, whom they reach, what they spare."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import attrs

from ipdsl.diagnostics.model import Related
from ipdsl.diagnostics.nearest import nearest
from ipdsl.schema.model import Record
from ipdsl.semantics import amounts, keys, reach, typed
from ipdsl.semantics import errors_names as n
from ipdsl.semantics import errors_page as g
from ipdsl.semantics import errors_policy as p
from ipdsl.semantics import errors_types as e
from ipdsl.semantics.symbols import Context, Scope, is_poison
from ipdsl.semantics.unsettled import report_unsettled
from ipdsl.semantics.walk import is_constant
from ipdsl.syntax import ast


@attrs.frozen
class Over:
    """What a rule acts on: the awards before it, and what its block is called in its name.

    `spared` are labels of awards that the block leaves out (`over articles 5 to 9`); `awards` holds them too.
    """

    block: str
    awards: tuple[typed.Award, ...]
    spared: tuple[str, ...] = ()
    groups: dict[str, tuple[str, ...]] = attrs.field(factory=dict)
    articles: tuple[str, ...] = ()
    is_whole: bool = (
        True  # False: an award was reported and is missing here, so nothing can be said of what is not bound
    )


def verb_of(rule: ast.Rule) -> str:
    """The words with which a rule begins."""
    match rule:
        case ast.Limit():
            return "limit"
        case ast.NoRepeat():
            return "no repeat"
        case ast.PayHighest():
            return "pay highest"
        case ast.PayEach():
            return "pay each"
        case ast.TopUp():
            return "top up"
        case ast.Cap():
            return "cap"
        case ast.Quota():
            return "quota"
        case ast.Suspend():
            return "suspend"
        case ast.NoneWhen():
            return "none when"


def rule(line: ast.Rule, over: Over, ctx: Context) -> typed.Rule | None:
    """Check a rule; None where it says nothing to settle or something was reported."""
    match line:
        case ast.Limit():
            return _limit(line, over, ctx)
        case ast.PayHighest():
            return _highest(line, over, ctx)
        case ast.Cap():
            return _cap(line, over, ctx)
        case ast.PayEach():
            return None
        case ast.NoRepeat() | ast.TopUp() | ast.Quota() | ast.Suspend() | ast.NoneWhen():
            report_unsettled(line, verb_of(line), _records(over.awards, ctx), ctx)
            return None


# ------------------------------------------------------------------------------------------------- the three


def _limit(line: ast.Limit, over: Over, ctx: Context) -> typed.Limit | None:
    exempt = _exempt(line.body, over, ctx)
    counts, others = _counted(line, over, exempt, ctx)
    names = _keys(line.per, over, exempt, "limit", line, ctx)
    if names is None or counts is _BAD:
        return None
    shown = counts or "items"
    order = typed.Order(line.order.value) if line.order is not None else typed.Order.EARLIEST
    return typed.Limit(
        span=line.span,
        name=_name(over, f"limit {shown}", line.per),
        number=line.number,
        counts=counts,
        keys=_without_year(names),
        per_year="year" in names,
        order=order,
        exempt=tuple(dict.fromkeys([*exempt, *others])),
    )


def _highest(line: ast.PayHighest, over: Over, ctx: Context) -> typed.Highest | None:
    if line.with_older:
        ctx.add(g.NotSettled(span=line.span, what="pay highest with older documents"))
        return None
    exempt = _exempt(line.body, over, ctx)
    names = _keys(line.per, over, exempt, "pay highest", line, ctx)
    if names is None:
        return None
    for key in line.per:
        if _is_list(key.text, over, ctx):
            advice = "competitors are told apart by one value"
            ctx.add(e.ListKey(span=key.span, word=key.text, advice=advice))
    if "year" not in names:
        ctx.add(p.HighestNeedsYear(span=line.span))
        return None
    name = _name(over, "pay highest", line.per)
    return typed.Highest(span=line.span, name=name, keys=_without_year(names), exempt=exempt)


def _cap(line: ast.Cap, over: Over, ctx: Context) -> typed.Cap | None:
    exempt = _exempt(line.body, over, ctx)
    if line.across:
        ctx.add(g.NotSettled(span=line.span, what="across applicants"))
        return None
    names = _keys(line.per, over, exempt, "cap", line, ctx)
    amount = amounts.money(line.amount, Scope(ctx, figures=True))
    if names is None or is_poison(amount):
        return None
    if not is_constant(amount) and "year" not in names:
        ctx.add(p.CapNeedsYear(span=line.span))
        return None
    return typed.Cap(
        span=line.span,
        name=_name(over, "cap", line.per),
        amount=amount,
        keys=_without_year(names),
        per_year="year" in names,
        across=False,
        exempt=exempt,
    )


def _name(over: Over, what: str, per: Iterable[ast.Name]) -> str:
    return " ".join([over.block, what, *(f"per {k.text}" for k in per)])


def _without_year(names: Sequence[str]) -> tuple[str, ...]:
    return tuple(k for k in names if k != "year")


# ------------------------------------------------------------------------------------------------- keys


def _records(awards: Iterable[typed.Award], ctx: Context) -> tuple[Record, ...]:
    names = dict.fromkeys(r for a in awards if (r := reach.record_of(a)) is not None)
    return tuple(ctx.schema.record_by_name[r] for r in names)


def _is_list(key: str, over: Over, ctx: Context) -> bool:
    return any(key in reach.list_keys(a, ctx.schema) for a in over.awards)


def _keys(
    per: tuple[ast.Name, ...], over: Over, exempt: tuple[str, ...], verb: str, line: ast.Rule, ctx: Context
) -> tuple[str, ...] | None:
    """The keys of a rule; None where one is unknown or the rule can bind nobody."""
    awards = tuple(a for a in over.awards if a.label not in exempt)
    if not awards and not over.is_whole:
        return None
    if not awards:
        why = "there is no award before it in its block" if not over.awards else "it spares every award before it"
        advice = "put it beneath the awards that it binds, in one group with them"
        ctx.add(p.BindsNobody(span=line.span, verb=verb, why=why, advice=advice))
        return None
    sound = True
    for key in per:
        sound = _key(key, awards, verb, over.is_whole, ctx) and sound
    if not sound:
        return None
    names = tuple(dict.fromkeys(k.text for k in per))
    if over.is_whole and not any(reach.binds(names, a, ctx.schema) for a in awards):
        why = "no award before it has all of its keys"
        ctx.add(p.BindsNobody(span=line.span, verb=verb, why=why, advice="use keys that one of the awards has"))
        return None
    return names


def _key(key: ast.Name, awards: tuple[typed.Award, ...], verb: str, is_whole: bool, ctx: Context) -> bool:
    """A single key is known and some award before the rule has it."""
    schema = ctx.schema
    if not is_whole:
        return keys.is_known(key, schema.records, ctx)
    if any(reach.binds((key.text,), a, schema) for a in awards):
        return True
    if key.text in schema.who:
        paid = ", ".join(dict.fromkeys(w for a in awards for w in a.to))
        why, advice = f"the awards before it are paid to {paid}", f"write `per {paid.split(', ')[0]}`"
    elif keys.is_field_anywhere(key.text, schema):
        why, advice = f"no award before it has a `{key.text}`", "use a field of the records above as key"
    elif key.text in schema.applicant_field_by_name:
        why = f"`{key.text}` is a field of the applicant, which is in every key already"
        advice = "name a kind of applicant, or a field of the record"
    else:
        return keys.is_known(key, _records(awards, ctx), ctx)
    ctx.add(p.BindsNobody(span=key.span, verb=verb, why=why, advice=advice))
    return False


_BAD = "?"


def _counted(line: ast.Limit, over: Over, exempt: tuple[str, ...], ctx: Context) -> tuple[str | None, tuple[str, ...]]:
    """What a limit counts: a field's values, or records; in the latter case the awards about other records."""
    if line.what is None:
        return None, ()
    word = line.what.text
    awards = tuple(a for a in over.awards if a.label not in exempt)
    if any(word in reach.fields_of(a, ctx.schema) for a in awards):
        return word, ()
    plurals = ctx.vocabulary.plural_by_name
    record = plurals.get(word) or ctx.schema.record_by_name.get(word)
    if record is not None:
        narrower = ctx.schema.narrower_records[record.name]
        others = tuple(a.label for a in awards if reach.record_of(a) not in narrower)
        if len(others) == len(awards) and awards and over.is_whole:
            ctx.add(p.PluralOfOther(span=line.what.span, word=word, record=record.name))
            return _BAD, ()
        return None, others
    if word in ("year", "years"):
        ctx.add(g.NotSettled(span=line.what.span, what="limit … year"))
    elif awards and (over.is_whole or not keys.is_field_anywhere(word, ctx.schema)):
        records = _records(awards, ctx)
        known = [f for r in records for f in r.field_by_name] + [r.plural or r.name for r in records] + ["items"]
        place = "the records above"
        ctx.add(n.UnknownWord(span=line.what.span, word=word, place=place, nearest=nearest(word, known)))
    return _BAD, ()


# ------------------------------------------------------------------------------------------------- exceptions


def _exempt(body: Iterable[ast.RuleLine], over: Over, ctx: Context) -> tuple[str, ...]:
    """The labels of the awards that a rule spares."""
    found = list(over.spared)
    for line in body:
        match line:
            case ast.Except(refs=refs):
                for ref in refs:
                    found += _spared(ref, over, ctx)
            case ast.CarryForward():
                ctx.add(g.NotSettled(span=line.span, what="carry forward"))
            case _:
                pass
    return tuple(dict.fromkeys(found))


def _spared(ref: ast.Ref, over: Over, ctx: Context) -> tuple[str, ...]:
    if isinstance(ref, ast.ArticleRef):
        numbers = articles_between(ref, over.articles, ctx)
        return tuple(a.label for a in over.awards if a.article in numbers)
    labels = [a.label for a in over.awards]
    if ref.text in labels:
        return (ref.text,)
    if ref.text in over.groups:
        return tuple(x for x in over.groups[ref.text] if x in labels)
    found = nearest(ref.text, [*labels, *over.groups])
    if not over.is_whole:
        return ()
    ctx.add(n.UnknownLabel(span=ref.span, word=ref.text, where="under this rule", nearest=found))
    return ()


def articles_between(ref: ast.ArticleRef, articles: tuple[str, ...], ctx: Context) -> tuple[str, ...]:
    """The numbers that `article 3` or `articles 5 to 9` names, in the order of the page."""
    for number in (ref.first, ref.last or ref.first):
        if number not in articles:
            listed = ", ".join(articles) or "no article"
            finding = n.UnknownArticle(span=ref.span, number=number, articles=listed, nearest=nearest(number, articles))
            ctx.add(finding)
            return ()
    first, last = articles.index(ref.first), articles.index(ref.last or ref.first)
    if first > last:
        start, end = f"article {ref.first}", f"article {ref.last}"
        ctx.add(g.UpsideDown(span=ref.span, what="the range", start=start, end=end))
    return articles[first : last + 1]


def report_twins(rules: Iterable[typed.Rule], ctx: Context) -> None:
    """Two rules of one name."""
    first: dict[str, typed.Rule] = {}
    for item in rules:
        other = first.setdefault(item.name, item)
        if other is not item:
            related = (Related(other.span, "the first"),)
            ctx.add(n.RuleTwice(span=item.span, word=item.name, related=related))
