"""The scope of rules, and the order of claims.

The scope of rules: the awards to which a rule applies, the keys of their claims, and their beneficiaries.

A rule applies to the awards before it in its block, except those that it exempts. Placed rules are in the order in
which they apply.

The order of claims by a field of their record: `in order of received_on`, `highest score first`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from types import MappingProxyType
from typing import assert_never

import attrs

from ipdsl.base.findings.finding import nearest
from ipdsl.base.findings.phrase import NOTHING, Phrase, join_names, join_phrases
from ipdsl.base.value_object import ValueObject
from ipdsl.schema.periods import keys_text
from ipdsl.schema.vocabulary import RecordKind, Schema
from ipdsl.semantics import typed
from ipdsl.semantics.errors import names_and_types as n
from ipdsl.semantics.errors import policy as g
from ipdsl.semantics.names import lookup
from ipdsl.semantics.names.lookup import LEVEL, has_level, is_built_in
from ipdsl.semantics.names.symbols import MATTER, Context, Matters
from ipdsl.semantics.triggers import near_label
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


_VERBS: Mapping[type[typed.Rule | typed.Condition], str] = MappingProxyType({
    typed.Limit: "limit", typed.HighestRule: "pay highest", typed.Cap: "cap", typed.NoRepeat: "no repeat",
    typed.TopUp: "top up", typed.MinimumTotal: "nothing below", typed.RoundedTotal: "round",
    typed.OlderStandardRule: "pay highest with older documents", typed.Quota: "quota", typed.Suspension: "suspend",
    typed.NoneWhenRule: "none when",
})  # fmt: skip


def verb_of_typed_rule(rule: typed.Rule | typed.Condition) -> str:
    """The verb of a rule."""
    return "limit" if isinstance(rule, typed.Quota) and rule.is_limit else _VERBS[type(rule)]


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
            ctx.add(n.ListKey(span=key.span, word=key.text, advice=advice))


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
        if not (across and key.text in ctx.schema.applicant_field_by_name):
            sound = _is_known_key(key, awards, verb, line, targets.is_complete, ctx) and sound
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
    return tuple(lookup.key_of(targets.matters, ctx) if name == MATTER else name for name in names)


def _is_known_key(
    key: ast.Name, awards: tuple[typed.Award, ...], verb: str, line: ast.Rule, is_whole: bool, ctx: Context
) -> bool:
    """Whether a single key is known and some award before the rule has it."""
    schema = ctx.schema
    if not is_whole:
        return lookup.is_known(key, schema.records, ctx)
    if any(can_bind((key.text,), a, schema) for a in awards):
        return True
    if key.text in schema.kinds_and_classes:
        paid = [*dict.fromkeys(w for a in awards for w in a.to)]
        why = Phrase("the awards before it are paid to {paid}", "它之前的奖励给{paid}", paid=join_names(paid))
        advice = Phrase("write `per {who}`", "请写`每个 {who}`", who=paid[0] if paid else "")
    elif lookup.is_field_anywhere(key.text, schema):
        why, advice = (
            Phrase("no award before it has a `{key}`", "它之前的奖励都没有`{key}`", key=key.text),
            Phrase("use a field of the records above as key", "请以上面各记录的字段为归并项"),
        )
    elif key.text in schema.applicant_field_by_name:
        why, advice = (
            Phrase(
                "`{key}` is a field of the applicant, which is in every key already",
                "`{key}`是申请人的字段，每个归并项都已包含申请人",
                key=key.text,
            ),
            Phrase("name a kind of applicant or a field of the record", "请写申请人类别或记录的字段"),
        )
        if isinstance(line, ast.Quota) or (isinstance(line, ast.Limit) and line.across):
            why, advice = (
                Phrase(
                    "records are selected by fields of the record, and `{key}` is a field of the applicant",
                    "评选记录只能以记录的字段为归并项，而`{key}`是申请人的字段",
                    key=key.text,
                ),
                Phrase(
                    "name a field of the record; `limit … applicants per {key} across applicants` limits the"
                    " applicants of each `{key}`",
                    "请写记录的字段；限制每个`{key}`的申请人个数，请写`每个 {key} 各申请人合计 最多 …个 申请人`",
                    key=key.text,
                ),
            )
        elif verb == "cap":
            advice = Phrase(
                "{first}; a cap of several applicants ends with `across applicants`",
                "{first}；几个申请人共用的最高金额写`各申请人合计`",
                first=advice,
            )
    else:
        return lookup.is_known(key, records_of(awards, ctx), ctx)
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


_WRITE_AWARD_EXCEPTION = Phrase("except that award", "请把该项奖励除外")


_ORDER_NEEDS_FIELD = Phrase(
    "a definition does not order claims: state its value in a field of the record, and write that field",
    "定义不能排先后：请在记录中声明一个字段填写该数值，此处写该字段",
)
ORDER_BY_AMOUNT = Phrase(
    "{field}; for an order by the amount of the awards, write `best first` without a field",
    "{field}；按奖励金额排先后的，只写`从高到低`，不写字段",
    field=_ORDER_NEEDS_FIELD,
)
"""The advice for a definition in a limit that can also be ordered by amount."""


def field_order(
    line: ast.FieldOrder,
    awards: Sequence[typed.Award],
    ctx: Context,
    *,
    for_definition: Phrase = _ORDER_NEEDS_FIELD,
) -> typed.FieldOrder | None:
    """Check that each claim of the awards is about one record with this field, and that its values have an order."""
    name, word = line.field, line.field.text
    types = []
    for award in awards:
        record = record_of_claim(award)
        if record is None:
            why = Phrase(
                "a claim of `{award}` has no single record", "`{award}`的申请不针对单个记录", award=award.label
            )
            ctx.add(g.OrderNotOfClaims(span=name.span, word=word, why=why, advice=_WRITE_AWARD_EXCEPTION))
            return None
        kind = ctx.schema.record_by_name[record]
        field = kind.field_by_name.get(word)
        if field is not None:
            types.append(field.type)
        elif any(word in fields_of(other, ctx.schema) for other in awards):
            why = Phrase("a `{record}` has no such field", "`{record}`没有这个字段", record=record)
            ctx.add(g.OrderNotOfClaims(span=name.span, word=word, why=why, advice=_WRITE_AWARD_EXCEPTION))
            return None
        else:
            lookup.report_unknown_field(name, kind.field_by_name, f"`{record}`", ctx, for_definition=for_definition)
            return None
    if any(type_.is_poison for type_ in types) or not types:
        return None
    other = next((type_ for type_ in types if not (type_.is_date or type_.is_summable)), None)
    if other is not None:
        expected = Phrase("a day or a number", "日期或数值")
        place = keywords.phrase("`highest … first`" if line.is_highest_first else "`in order of`")
        ctx.add(n.Mismatch(span=name.span, place=place, expected=expected, found=other.phrase))
        return None
    if len({type(type_) for type_ in types}) > 1:
        why = Phrase("its values are of different types in these records", "这些记录中它的数值类型不同")
        advice = Phrase("write a rule for each kind of record", "请按记录类别分别写规则")
        ctx.add(g.OrderNotOfClaims(span=name.span, word=word, why=why, advice=advice))
        return None
    return typed.FieldOrder(span=line.span, field=word, is_highest_first=line.is_highest_first)


def best_of_each_advice(line: ast.Limit, order: ast.FieldOrder, ctx: Context) -> Phrase:
    """How each applicant's best record by a field is chosen, which a limit cannot do."""
    field, word = order.field.text, "" if line.what is None else line.what.text
    record = ctx.vocabulary.plural_by_name.get(word) or ctx.schema.record_by_name.get(word)
    keys = [key.text for key in line.per if not is_key_of_applicants(key.text, ctx)]
    fields_among_keys = [key for key in keys if key != "year"]
    fields = {} if record is None else record.field_by_name
    if (
        record is None
        or line.number != 1
        or len(fields_among_keys) > 1
        or not fields.keys() >= {field, *fields_among_keys}
    ):
        return Phrase(
            "a limit keeps the earliest awards of each applicant, or with `best first` the largest; state another"
            " choice as a yes/no field of the record, and test it in the award",
            "每个申请人的，只能先到先得，或写`从高到低`先取金额高的奖励；按其他标准选定的，请声明记录的是否字段，"
            "并在奖励中写作条件",
        )
    same = (
        NOTHING if not fields_among_keys else Phrase(" of the same {key}", "同一 {key} 的 ", key=fields_among_keys[0])
    )
    year = Phrase(" in the year", "当年 ") if "year" in keys else NOTHING
    bound, extreme = Phrase("at most", "不超过"), Phrase("smallest", "最小")
    if order.is_highest_first:
        bound, extreme = Phrase("at least", "不低于"), Phrase("largest", "最大")
    return Phrase(
        "for the best record of each applicant write `if {field} {bound} {extreme} {field} of {record}{same}{year}`"
        " under the award, and end the limit after its keys",
        "每个申请人取最优一项的，请在奖励之下写`须 {field} {bound} 全部 {year}{same}{record} 的 {extreme} {field}`，"
        "件数限制只写归并项和件数",
        field=field,
        bound=bound,
        record=record.name,
        same=same,
        year=year,
        extreme=extreme,
    )
