"""The scope of rules: the awards to which a rule applies, the keys of their claims, and their beneficiaries.

A rule applies to the awards before it in its block, except those that it exempts. Placed rules are in the order in
which they apply.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import assert_never

import attrs

from ipdsl.base.findings.nearest_words import nearest
from ipdsl.base.findings.phrase import Phrase, join_names, join_phrases
from ipdsl.base.value_object import ValueObject
from ipdsl.schema.periods import keys_text
from ipdsl.schema.vocabulary import RecordKind, Schema
from ipdsl.semantics import typed
from ipdsl.semantics.award_labels import near_label
from ipdsl.semantics.errors import names as n
from ipdsl.semantics.errors import policy as g
from ipdsl.semantics.errors import types as e
from ipdsl.semantics.names import keys
from ipdsl.semantics.names.keys import LEVEL, has_level, is_built_in
from ipdsl.semantics.names.symbols import MATTER, Context, Matters
from ipdsl.syntax import ast, keywords

ANYBODY = "applicant"
"""The subject of a suspension without a kind."""


def record_of(award: typed.Award) -> str | None:
    """The record kind of an award's claims."""
    match award.trigger:
        case typed.EventTrigger(record=record) | typed.SetTrigger(record=record) | typed.StateTrigger(record=record):
            return record
        case typed.YearTrigger():
            return None


def record_of_claim(award: typed.Award) -> str | None:
    """The kind of the single record of each claim; `None` for a claim of a set, a year or the applicant."""
    return None if isinstance(award.trigger, typed.SetTrigger) else record_of(award)


def fields_of(award: typed.Award, schema: Schema) -> frozenset[str]:
    """The field keys of each claim of the award."""
    if isinstance(award.trigger, typed.SetTrigger):
        return frozenset(award.trigger.keys)
    record = record_of(award)
    if record is None:
        return frozenset()
    kind = schema.record_by_name[record]
    return frozenset(kind.field_by_name) | ({LEVEL} if has_level(kind) else frozenset())


def list_keys(award: typed.Award, schema: Schema) -> frozenset[str]:
    """The fields of an award's claims that are lists."""
    record = record_of(award)
    fields = schema.record_by_name[record].fields if record is not None else ()
    return frozenset(f.name for f in fields if f.type.is_list) & fields_of(award, schema)


def kinds_paid(to: Iterable[str], schema: Schema) -> tuple[str, ...]:
    """The kinds of applicant that can be paid, in the order of the vocabulary; without `to` every kind."""
    words = tuple(to)
    wider = schema.wider_kinds
    return tuple(k.name for k in schema.kinds if not words or any(w in wider[k.name] for w in words))


def can_pay(kind: str, award: typed.Award, schema: Schema) -> bool:
    """Whether an applicant of this kind can be paid by the award."""
    return kind == ANYBODY or bool({*kinds_paid((kind,), schema)} & {*kinds_paid(award.to, schema)})


def kinds_bound(keys: Iterable[str], award: typed.Award, schema: Schema) -> tuple[str, ...]:
    """The kinds that can be paid and that have every applicant key of a rule."""
    who = [k for k in keys if k in schema.kinds_and_classes]
    return tuple(k for k in kinds_paid(award.to, schema) if all(w in schema.wider_kinds[k] for w in who))


def can_bind(keys: Iterable[str], award: typed.Award, schema: Schema, *, across: bool = False) -> bool:
    """Whether some claim of the award has every key; across applicants, fields of the applicant are keys too."""
    names = tuple(keys)
    fields = fields_of(award, schema)
    if across:
        fields |= schema.applicant_field_by_name.keys()
    if not all(is_built_in(k) or k in schema.kinds_and_classes or k in fields for k in names):
        return False
    who = [k for k in names if k in schema.kinds_and_classes]
    return not who or not schema.kinds or bool(kinds_bound(who, award, schema))


def widest(kinds: Iterable[str], schema: Schema) -> tuple[str, ...]:
    """The kinds without those that another of them includes."""
    all_kinds = tuple(kinds)
    return tuple(k for k in all_kinds if not any(o in schema.wider_kinds[k] for o in all_kinds if o != k))


@attrs.frozen(eq=False, repr=False)
class PlacedRule(ValueObject):
    """A rule with the awards before it in its block, without exempted ones; `article` is the article of its block.

    `has_no_inner_blocks`: none of these awards is in an inner group, or the rule names its scope.
    """

    rule: typed.Rule | typed.Condition
    awards: tuple[typed.Award, ...]
    article: str
    has_no_inner_blocks: bool

    @cached_property
    def labels(self) -> frozenset[str]:
        return frozenset(a.label for a in self.awards)


def placed_rules(block: typed.Block, everything: tuple[typed.Award, ...]) -> Iterator[PlacedRule]:
    """Every rule with its awards; a rule of an `over` block has the awards of the whole policy."""
    for index, item in enumerate(block.items):
        if isinstance(item, typed.Block):
            yield from placed_rules(item, everything)
        elif not isinstance(item, typed.Award):
            under = everything if block.kind == "over" else awards_of(block.items[:index])
            is_plain = block.kind == "over" or not any(isinstance(x, typed.Block) for x in block.items[:index])
            yield PlacedRule(item, tuple(a for a in under if a.label not in item.exempt), block.article, is_plain)


def reached_awards(placed: PlacedRule, schema: Schema) -> tuple[typed.Award, ...]:
    """The awards with claims to which the rule can apply."""
    rule = placed.rule
    match rule:
        case typed.Suspension(who=who):
            return tuple(a for a in placed.awards if can_pay(who, a, schema))
        case typed.NoneWhenRule():
            return placed.awards
        case typed.Cap(is_across_applicants=True) | typed.Limit(is_across_applicants=True):
            return tuple(a for a in placed.awards if can_bind(rule.keys, a, schema, across=True))
        case (
            typed.Limit() | typed.HighestRule() | typed.Cap() | typed.NoRepeat() | typed.TopUp()
            | typed.MinimumTotal() | typed.RoundedTotal() | typed.OlderStandardRule()
            | typed.Quota()
        ):  # fmt: skip
            return tuple(a for a in placed.awards if can_bind(rule.keys, a, schema))
        case _:
            assert_never(rule)


def awards_of(items: Iterable[typed.BlockItem]) -> tuple[typed.Award, ...]:
    """All awards in blocks, in order."""
    return tuple(item for item in _leaves(items) if isinstance(item, typed.Award))


def rules_of(items: Iterable[typed.BlockItem]) -> tuple[typed.Rule | typed.Condition, ...]:
    """All rules in blocks, in order."""
    return tuple(item for item in _leaves(items) if not isinstance(item, typed.Award))


def _leaves(items: Iterable[typed.BlockItem]) -> Iterator[typed.Award | typed.Rule | typed.Condition]:
    for item in items:
        if isinstance(item, typed.Block):
            yield from _leaves(item.items)
        else:
            yield item


def blocks_of(block: typed.Block) -> Iterator[typed.Block]:
    """A block and all blocks in it, in order."""
    yield block
    for item in block.items:
        if isinstance(item, typed.Block):
            yield from blocks_of(item)


def verb_of_typed_rule(rule: typed.Rule | typed.Condition) -> str:
    """The verb of a rule."""
    match rule:
        case typed.Limit():
            return "limit"
        case typed.HighestRule():
            return "pay highest"
        case typed.Cap():
            return "cap"
        case typed.NoRepeat():
            return "no repeat"
        case typed.TopUp():
            return "top up"
        case typed.MinimumTotal():
            return "nothing below"
        case typed.RoundedTotal():
            return "round"
        case typed.OlderStandardRule():
            return "pay highest with older documents"
        case typed.Quota(is_limit=is_limit):
            return "limit" if is_limit else "quota"
        case typed.Suspension():
            return "suspend"
        case typed.NoneWhenRule():
            return "none when"
        case _:
            assert_never(rule)


@attrs.frozen(eq=False, repr=False)
class RuleTargets(ValueObject):
    """The awards before a rule, and the name of its block.

    `spared` are the labels of awards outside the block (`over articles 5 to 9`); `awards` contains them too. `matters`
    defines the matter for the rule.
    """

    block: str
    awards: tuple[typed.Award, ...]
    spared: tuple[str, ...] = ()
    groups: dict[str, tuple[str, ...]] = attrs.field(factory=dict)
    articles: tuple[str, ...] = ()
    matters: Matters = attrs.field(factory=dict)
    is_complete: bool = True  # False if an award with errors is missing here, so that unbound awards cannot be reported


# ------------------------------------------------------------------------------------------------- keys


def rule_name(targets: RuleTargets, verb: str, per: Iterable[ast.Name]) -> str:
    """The name of a rule in the ledger: block, verb with what it counts, keys."""
    return f"{targets.block} {verb}{keys_text([k.text for k in per])}"


def keys_without_year(names: Sequence[str]) -> tuple[str, ...]:
    """The keys without the year."""
    return tuple(k for k in names if k != "year")


def records_of(awards: Iterable[typed.Award], ctx: Context) -> tuple[RecordKind, ...]:
    """The kinds of record of awards."""
    names = dict.fromkeys(r for a in awards if (r := record_of(a)) is not None)
    return tuple(ctx.schema.record_by_name[r] for r in names)


def is_list(key: str, targets: RuleTargets, ctx: Context) -> bool:
    """Whether the key is a list field."""
    return any(key in list_keys(a, ctx.schema) for a in targets.awards)


def is_key_of_applicants(word: str, ctx: Context) -> bool:
    """Whether a key distinguishes applicants."""
    return word == ANYBODY or word in ctx.schema.kinds_and_classes


def report_applicant_keys(per: Iterable[ast.Name], what: Phrase, advice: Phrase, ctx: Context) -> bool:
    """Report keys that distinguish applicants, in a rule over several; returns whether it has one."""
    parting = [key for key in per if is_key_of_applicants(key.text, ctx)]
    for key in parting:
        ctx.add(g.ApplicantKindAsKey(span=key.span, word=key.text, what=what, advice=advice))
    return bool(parting)


def report_lists(per: Iterable[ast.Name], targets: RuleTargets, advice: Phrase, ctx: Context) -> None:
    """Report list fields as keys that need one value."""
    for key in per:
        if is_list(key.text, targets, ctx):
            ctx.add(e.ListKey(span=key.span, word=key.text, advice=advice))


def bound_awards(
    targets: RuleTargets, exempt: tuple[str, ...], verb: str, line: ast.Rule, ctx: Context
) -> tuple[typed.Award, ...]:
    """The awards of a rule, without exempted ones. It is reported if none remain."""
    awards = tuple(a for a in targets.awards if a.label not in exempt)
    if not awards and targets.is_complete:
        why, advice = (
            Phrase("no award precedes it in its block", "同一部分中它之前没有奖励"),
            Phrase(
                "write it after the awards that it covers, at their indentation; a rule of the whole policy is written"
                " in its article under `over policy`",
                "请写在所约束的奖励之后，与其左对齐；单独一条管全文的，在该条下写`适用于 全文`，规则写在其下",
            ),
        )
        if targets.awards:
            why, advice = (
                Phrase("it spares every award before it", "它把前面的奖励全部除外"),
                Phrase("take out an exception", "请删去一项除外"),
            )
        ctx.add(g.RuleWithoutEffect(span=line.span, verb=keywords.phrase(verb), why=why, advice=advice))
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
    """The keys of a rule; `None` if one is unknown or the rule can apply to no applicant.

    Across applicants, a field of the applicant may be a key that groups several applicants.
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
    if targets.is_complete and not any(can_bind(names, a, ctx.schema, across=across) for a in awards):
        why = Phrase("no award before it has all of its keys", "它之前的奖励都不具备全部归并项")
        ctx.add(
            g.RuleWithoutEffect(
                span=line.span,
                verb=keywords.phrase(verb),
                why=why,
                advice=Phrase("use keys that one of the awards has", "请使用某项奖励具备的归并项"),
            )
        )
        return None
    return tuple(keys.key_of(targets.matters, ctx) if name == MATTER else name for name in names)


def _is_known_key(key: ast.Name, awards: tuple[typed.Award, ...], verb: str, is_whole: bool, ctx: Context) -> bool:
    """Whether a single key is known and some award before the rule has it."""
    schema = ctx.schema
    if not is_whole:
        return keys.is_known(key, schema.records, ctx)
    if any(can_bind((key.text,), a, schema) for a in awards):
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
    ctx.add(g.RuleWithoutEffect(span=key.span, verb=keywords.phrase(verb), why=why, advice=advice))
    return False


# ------------------------------------------------------------------------------------------------- exceptions


def exempt_labels(body: Iterable[ast.RuleLine], targets: RuleTargets, ctx: Context) -> tuple[str, ...]:
    """The labels of the awards that a rule exempts."""
    labels = list(targets.spared)
    for line in body:
        match line:
            case ast.ExceptionLine(refs=refs):
                for ref in refs:
                    spared = referred_labels(ref, targets, ctx)
                    if spared == () and targets.is_complete:
                        ctx.add(g.ExceptionWithoutEffect(span=ref.span, what=reference_words(ref)))
                    labels += spared or ()
            case _:
                pass
    return tuple(dict.fromkeys(labels))


def reference_words(ref: ast.Ref) -> Phrase:
    """A group or articles in words."""
    if isinstance(ref, ast.Name):
        return Phrase("the group `{ref}`", "组`{ref}`", ref=ref.text)
    return (
        Phrase("article {number}", "第{number}条", number=ref.first)
        if ref.last is None
        else Phrase("articles {first} to {last}", "第{first}条至第{last}条", first=ref.first, last=ref.last)
    )


def referred_labels(ref: ast.Ref, targets: RuleTargets, ctx: Context) -> tuple[str, ...] | None:
    """The labels in a reference; `None` after an error."""
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
    """The article numbers in `article 3` or `articles 5 to 9`, in the order of the page."""
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
