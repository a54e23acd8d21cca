"""The awards under a rule: those before it in its block, the keys that they have, and those that the rule spares."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import attrs

from ipdsl.diagnostics.nearest import nearest
from ipdsl.diagnostics.phrase import Phrase, join_names, join_phrases
from ipdsl.schema.model import RecordKind
from ipdsl.semantics import errors_names as n
from ipdsl.semantics import errors_page as g
from ipdsl.semantics import errors_policy as p
from ipdsl.semantics import errors_rules as r
from ipdsl.semantics import errors_types as e
from ipdsl.semantics import keys, matters, reach, typed
from ipdsl.semantics.labels import near_label
from ipdsl.semantics.symbols import MATTER, Context, Matters
from ipdsl.syntax import ast, keywords
from ipdsl.value_object import ValueObject


@attrs.frozen(eq=False, repr=False)
class RuleTargets(ValueObject):
    """What a rule acts on: the awards before it, and what its block is called in its name.

    `spared` are labels of awards that the block leaves out (`over articles 5 to 9`); `awards` holds them too. `matters`
    is what the same matter is for the rule.
    """

    block: str
    awards: tuple[typed.Award, ...]
    spared: tuple[str, ...] = ()
    groups: dict[str, tuple[str, ...]] = attrs.field(factory=dict)
    articles: tuple[str, ...] = ()
    matters: Matters = attrs.field(factory=dict)
    is_complete: bool = (
        True  # False: an award was reported and is missing here, so nothing can be said of what is not bound
    )


# ------------------------------------------------------------------------------------------------- keys


def rule_name(targets: RuleTargets, verb: str, per: Iterable[ast.Name]) -> str:
    """The name of a rule in the ledger: block, verb with what it counts, keys."""
    return " ".join([targets.block, verb, *(f"per {k.text}" for k in per)])


def keys_without_year(names: Sequence[str]) -> tuple[str, ...]:
    """The keys beside the year."""
    return tuple(k for k in names if k != "year")


def records_of(awards: Iterable[typed.Award], ctx: Context) -> tuple[RecordKind, ...]:
    """The kinds of record that awards speak of."""
    names = dict.fromkeys(r for a in awards if (r := reach.record_of(a)) is not None)
    return tuple(ctx.schema.record_by_name[r] for r in names)


def is_list(key: str, targets: RuleTargets, ctx: Context) -> bool:
    """The key holds several values."""
    return any(key in reach.list_keys(a, ctx.schema) for a in targets.awards)


def report_lists(per: Iterable[ast.Name], targets: RuleTargets, advice: Phrase, ctx: Context) -> None:
    """A list as a key where one value is needed."""
    for key in per:
        if is_list(key.text, targets, ctx):
            ctx.add(e.ListKey(span=key.span, word=key.text, advice=advice))


def bound_awards(
    targets: RuleTargets, exempt: tuple[str, ...], verb: str, line: ast.Rule, ctx: Context
) -> tuple[typed.Award, ...]:
    """The awards under a rule, without those that it spares. If there are none, that is reported."""
    awards = tuple(a for a in targets.awards if a.label not in exempt)
    if not awards and targets.is_complete:
        why, advice = (
            Phrase("there is no award before it in its block", "同一部分中它之前没有奖励"),
            Phrase("put it beneath the awards that it binds", "请写在所约束的奖励之下"),
        )
        if targets.awards:
            why, advice = (
                Phrase("it spares every award before it", "它把前面的奖励全部除外"),
                Phrase("take out an exception", "请删去一项除外"),
            )
        ctx.add(p.RuleWithoutEffect(span=line.span, verb=keywords.phrase(verb), why=why, advice=advice))
    return awards


def rule_keys(
    per: tuple[ast.Name, ...],
    targets: RuleTargets,
    exempt: tuple[str, ...],
    verb: str,
    line: ast.Rule,
    ctx: Context,
    *,
    across: bool = False,
) -> tuple[str, ...] | None:
    """The keys of a rule; None where one is unknown or the rule can bind nobody.

    Across applicants a field of the applicant is a key too: it holds several of them together.
    """
    awards = bound_awards(targets, exempt, verb, line, ctx)
    if not awards and targets.is_complete:
        return None
    sound = bool(awards)
    for key in per:
        if across and key.text in ctx.schema.applicant_field_by_name:
            continue
        sound = _is_known_key(key, awards, verb, targets.is_complete, ctx) and sound
    if not sound:
        return None
    names = tuple(dict.fromkeys(k.text for k in per))
    if targets.is_complete and not any(reach.can_bind(names, a, ctx.schema, across=across) for a in awards):
        why = Phrase("no award before it has all of its keys", "它之前的奖励都不具备全部归并项")
        ctx.add(
            p.RuleWithoutEffect(
                span=line.span,
                verb=keywords.phrase(verb),
                why=why,
                advice=Phrase("use keys that one of the awards has", "请使用某项奖励具备的归并项"),
            )
        )
        return None
    return tuple(matters.key_of(targets.matters, ctx) if name == MATTER else name for name in names)


def _is_known_key(key: ast.Name, awards: tuple[typed.Award, ...], verb: str, is_whole: bool, ctx: Context) -> bool:
    """A single key is known and some award before the rule has it."""
    schema = ctx.schema
    if not is_whole:
        return keys.is_known(key, schema.records, ctx)
    if any(reach.can_bind((key.text,), a, schema) for a in awards):
        return True
    if key.text in schema.kinds_and_classes:
        paid = [*dict.fromkeys(w for a in awards for w in a.to)]
        why = Phrase("the awards before it are paid to {paid}", "它之前的奖励给{paid}", paid=join_names(paid))
        advice = Phrase("write `per {who}`", "请写`每个 {who}`", who=paid[0] if paid else "")
    elif keys.is_field_anywhere(key.text, schema):
        why, advice = (
            Phrase("no award before it has a `{key}`", "它之前的奖励都没有`{key}`", key=key.text),
            Phrase("use a field of the records above as key", "请以上面各记录的字段为归并项"),
        )
    elif key.text in schema.applicant_field_by_name:
        why = Phrase(
            "`{key}` is a field of the applicant, which is in every key already",
            "`{key}`是申请人的字段，每个归并项都已包含申请人",
            key=key.text,
        )
        advice = Phrase("name a kind of applicant or a field of the record", "请写申请人类别或记录的字段")
        if verb == "cap":
            advice = Phrase(
                "{first}; a cap of several applicants ends with `across applicants`",
                "{first}；几个申请人共用的最高金额写`各申请人合计`",
                first=advice,
            )
    else:
        return keys.is_known(key, records_of(awards, ctx), ctx)
    ctx.add(p.RuleWithoutEffect(span=key.span, verb=keywords.phrase(verb), why=why, advice=advice))
    return False


# ------------------------------------------------------------------------------------------------- exceptions


def exempt_labels(body: Iterable[ast.RuleLine], targets: RuleTargets, ctx: Context) -> tuple[str, ...]:
    """The labels of the awards that a rule spares."""
    labels = list(targets.spared)
    for line in body:
        match line:
            case ast.ExceptionLine(refs=refs):
                for ref in refs:
                    spared = _spared_labels(ref, targets, ctx)
                    if spared == () and targets.is_complete:
                        ctx.add(r.ExceptionWithoutEffect(span=ref.span, what=_reference_words(ref)))
                    labels += spared or ()
            case _:
                pass
    return tuple(dict.fromkeys(labels))


def _reference_words(ref: ast.Ref) -> Phrase:
    if isinstance(ref, ast.Name):
        return Phrase("the group `{ref}`", "组`{ref}`", ref=ref.text)
    return (
        Phrase("article {number}", "第{number}条", number=ref.first)
        if ref.last is None
        else Phrase("articles {first} to {last}", "第{first}条至第{last}条", first=ref.first, last=ref.last)
    )


def _spared_labels(ref: ast.Ref, targets: RuleTargets, ctx: Context) -> tuple[str, ...] | None:
    """The labels that are named; None where something was reported."""
    if isinstance(ref, ast.ArticleRef):
        numbers = articles_in_range(ref, targets.articles, ctx)
        if not numbers:
            return None
        return tuple(a.label for a in targets.awards if a.article in numbers)
    labels = [a.label for a in targets.awards]
    if ref.text in labels:
        return (ref.text,)
    if ref.text in targets.groups:
        return tuple(x for x in targets.groups[ref.text] if x in labels)
    near_labels = near_label(ref.text, [*labels, *targets.groups], ctx)
    if targets.is_complete:
        ctx.add(
            n.UnknownLabel(
                span=ref.span, word=ref.text, where=Phrase("under this rule", "这条规则之下"), nearest=near_labels
            )
        )
    return None


def articles_in_range(ref: ast.ArticleRef, articles: tuple[str, ...], ctx: Context) -> tuple[str, ...]:
    """The numbers that `article 3` or `articles 5 to 9` names, in the order of the page."""
    for number in (ref.first, ref.last or ref.first):
        if number not in articles:
            article_list = join_phrases(articles)
            listed = (
                Phrase("the articles {every}", "有第{every}条", every=article_list)
                if articles
                else Phrase("no articles", "没有条")
            )
            finding = n.UnknownArticle(span=ref.span, number=number, articles=listed, nearest=nearest(number, articles))
            ctx.add(finding)
            return ()
    first, last = articles.index(ref.first), articles.index(ref.last or ref.first)
    if first > last:
        start, end = (
            Phrase("article {number}", "第{number}条", number=ref.first),
            Phrase("article {number}", "第{number}条", number=ref.last or ref.first),
        )
        ctx.add(g.ReversedRange(span=ref.span, what=Phrase("the range", "范围"), start=start, end=end))
    return articles[first : last + 1]
