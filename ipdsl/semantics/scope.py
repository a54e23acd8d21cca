"""The scope of rules, the order of claims, and caps with the periods among their keys.

The scope of a rule is its awards, the keys of their claims, and their beneficiaries. A rule applies to the awards
before it in its block, except those that it exempts. Placed rules are in the order in which they apply.

Claims may be in the order of a field of their record: `in order of received_on`, `highest score first`.

A cap is a sum of money per key, computed from constants, yearly figures, or words of the record or the applicant. If
the sum uses words of the record or the applicant, each claim states it by its own facts, and the least sum of a
group and year counts. The keys of such a cap contain the item or a field of the record.

Some rules have a period among their keys, `per 3 years` or `in any 24 months`. Blocks of years are counted from the
first year of the window. A span compares the days of claims, so its rule takes claims in the order of their days and
leaves each one the balance.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, partial
from typing import assert_never

import attrs

from ipdsl.base.findings.finding import Diagnostic, Report, nearest
from ipdsl.base.findings.phrase import NOTHING, LocalizedSentence, MessageValue, Phrase, join_names, join_phrases
from ipdsl.base.value_object import ValueObject
from ipdsl.schema.declarations import MEASURES, keys_text
from ipdsl.schema.vocabulary import RecordKind, Schema
from ipdsl.semantics import amounts, lookup, typed
from ipdsl.semantics.errors import lints as w, names_and_types as n, policy as g
from ipdsl.semantics.expressions import operands
from ipdsl.semantics.expressions.conditions import near_label
from ipdsl.semantics.header import Header
from ipdsl.semantics.lookup import (
    LEVEL,
    MATTER,
    Context,
    Matters,
    Scope,
    has_level,
    is_built_in,
    is_poison,
    poison,
    record_words,
)
from ipdsl.semantics.typed import is_constant, nodes, nodes_around_picks, words_of_expr
from ipdsl.syntax import ast, keywords
from ipdsl.syntax.printing import format_line

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


def counts_payments(rule: object) -> bool:
    """Whether a line is a cap that counts payments."""
    return isinstance(rule, typed.Cap) and rule.of_payments


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

    @property
    def is_of_payments(self) -> bool:
        """Whether it is a cap that counts payments."""
        return counts_payments(self.rule)


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
        case typed.KeyedRule():
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


def rules_after(block: typed.Block, line: int) -> Iterator[str]:
    """The names of the rules that act after the blocks above a line are done: those below it, and those of `over`."""
    for item in block.items:
        if isinstance(item, typed.Block):
            yield from rules_after(item, line)
        elif not isinstance(item, typed.Award) and (block.kind == "over" or item.span.line > line):
            yield item.name


def blocks_of(block: typed.Block) -> Iterator[typed.Block]:
    """A block and all blocks in it, in order."""
    yield block
    for item in block.items:
        if isinstance(item, typed.Block):
            yield from blocks_of(item)


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
        return ctx.refuse(
            g.RuleWithoutEffect(
                span=line.span,
                verb=keywords.phrase(verb),
                why=Phrase("no award before it has all of its keys", "它之前的奖励都不具备全部归并项"),
                advice=Phrase("use keys that one of the awards has", "请使用某项奖励具备的归并项"),
            )
        )
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
    for ref in (ref for line in body if isinstance(line, ast.ExceptionLine) for ref in line.refs):
        spared = referred_labels(ref, targets, ctx)
        if spared == () and targets.is_complete:
            ctx.add(g.ExceptionWithoutEffect(span=ref.span, what=reference_words(ref)))
        labels += spared or ()
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


_UNDER_RULE = Phrase("under this rule", "这条规则之下")


def referred_labels(
    ref: ast.Ref, targets: RuleTargets, ctx: Context, where: Phrase = _UNDER_RULE
) -> tuple[str, ...] | None:
    """The labels in a reference; `None` after an error. `where` are the awards that it may refer to, for messages."""
    if isinstance(ref, ast.ArticleRef):
        numbers = articles_in_range(ref, targets.articles, ctx)
        return tuple(a.label for a in targets.awards if a.article in numbers) if numbers else None
    labels = [a.label for a in targets.awards]
    if ref.text in labels:
        return (ref.text,)
    if ref.text in targets.groups:
        return tuple(x for x in targets.groups[ref.text] if x in labels)
    near_labels = near_label(ref.text, [*labels, *targets.groups], ctx)
    if targets.is_complete:
        ctx.add(n.UnknownLabel(span=ref.span, word=ref.text, where=where, nearest=near_labels))
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


def articles_in_ranges(refs: Iterable[ast.ArticleRef], articles: tuple[str, ...], ctx: Context) -> tuple[str, ...]:
    """The article numbers in several such references, in the order of the page; empty after an error in one."""
    numbers = [articles_in_range(ref, articles, ctx) for ref in refs]
    return tuple(number for number in articles if any(number in each for each in numbers)) if all(numbers) else ()


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
    before: str = "",
) -> typed.FieldOrder | None:
    """The order, if each claim of the awards is about one record with its fields; `before` orders first."""
    return lookup.checked_order(line, partial(_field_of_claims, awards, ctx, for_definition), ctx, before)


def _field_of_claims(
    awards: Sequence[typed.Award], ctx: Context, for_definition: Phrase, line: ast.FieldOrder
) -> str | None:
    """The field, if each claim of the awards is about one record with it, and its values have an order."""
    name, word = line.field, line.field.text
    types = []
    for award in awards:
        record = record_of_claim(award)
        if record is None:
            why = Phrase(
                "a claim of `{award}` has no single record", "`{award}`的申请不针对单个记录", award=award.label
            )
            return ctx.refuse(g.OrderNotOfClaims(span=name.span, word=word, why=why, advice=_WRITE_AWARD_EXCEPTION))
        kind = ctx.schema.record_by_name[record]
        field = kind.field_by_name.get(word)
        if field is not None:
            types.append(field.type)
        elif any(word in fields_of(other, ctx.schema) for other in awards):
            why = Phrase("a `{record}` has no such field", "`{record}`没有这个字段", record=record)
            return ctx.refuse(g.OrderNotOfClaims(span=name.span, word=word, why=why, advice=_WRITE_AWARD_EXCEPTION))
        else:
            lookup.report_unknown_field(name, kind.field_by_name, f"`{record}`", ctx, for_definition=for_definition)
            return None
    if any(type_.is_poison for type_ in types) or not types:
        return None
    other = next((type_ for type_ in types if not (type_.is_date or type_.is_summable)), None)
    if other is not None:
        expected = Phrase("a day or a number", "日期或数值")
        place = keywords.phrase("`highest … first`" if line.is_highest_first else "`in order of`")
        return ctx.refuse(n.Mismatch(span=name.span, place=place, expected=expected, found=other.phrase))
    if len({type(type_) for type_ in types}) > 1:
        return ctx.refuse(
            g.OrderNotOfClaims(
                span=name.span,
                word=word,
                why=Phrase("its values are of different types in these records", "这些记录中它的数值类型不同"),
                advice=Phrase("write a rule for each kind of record", "请按记录类别分别写规则"),
            )
        )
    return word


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


_RULES = (ast.Cap, ast.Limit, ast.OnceRule)
_ONE_PERIOD = Phrase("a rule has one period", "一条规则只有一个时段")
_IN_ORDER = Phrase("claims in a span are taken in the order of their days", "连续时段之内的申请按日期先后计算")


def report_periods(periods: Iterable[tuple[ast.Node, ast.PeriodKey]], head: Header, ctx: Context) -> None:
    """Report periods in sentences that cannot have one, and periods that cannot be counted; each with its sentence."""
    for node, period in periods:
        finding = next(_findings(node, period, head, ctx), None)
        if finding is not None:
            ctx.add(finding)


_IN_A_CAP = Phrase("write it in `cap`, `limit` or `once`", "请写在最高金额、件数或一次性之中")
_CAP_OF_DIFFERENCE = Phrase(
    "a cap of the highest sum pays the difference within the period: `cap 50000 per matter in any 36 months`; `top up`"
    " without a period compares all payments",
    "时段内只付差额的，以最高一级的金额为限：`连续 36个月 内 同一 事项 最高奖励 5万元`；"
    "不写时段的`晋级补足差额`与全部已付金额比较",
)


def _findings(node: ast.Node, period: ast.PeriodKey, head: Header, ctx: Context) -> Iterator[Diagnostic]:
    per: tuple[ast.Name, ...] = node.per if isinstance(node, _RULES) else ()
    if not operands.is_reasonable(period.duration, ctx):
        return
    if not isinstance(node, _RULES):
        why = Phrase("a period limits a sum, a number or `once`", "时段限于金额、件数和一次性")
        yield _not_possible(period, why, _CAP_OF_DIFFERENCE if isinstance(node, ast.TopUp) else _IN_A_CAP)
    if len([key for key in per if key.text == "year" or isinstance(key, ast.PeriodKey)]) > 1:
        yield _not_possible(period, _ONE_PERIOD, Phrase("keep the period that is meant", "请只写其中一个"))
    if isinstance(node, ast.OnceRule) and len(per) == 1:
        yield g.PeriodWithoutKey(span=period.span, period=_period_phrase(period))
    if period.is_span:
        yield from _span_findings(node, period, head)
        return
    if period.duration.unit is not ast.Unit.YEAR:
        number, unit = period.duration.number, period.duration.unit.value
        blocks = _blocks_of_years(number if unit == ast.Unit.MONTH.value else 0)
        words = _span_words(number, unit)
        yield g.PeriodOfMonths(span=period.span, period=_period_phrase(period), span_words=words, blocks=blocks)
    elif head.window.start is None:
        why = Phrase("its blocks of years begin with the window", "年度从有效期的第一年起计")
        yield _not_possible(period, why, Phrase("write `effective …` in the head", "请在文首写明`起施行`"))


def _span_findings(node: ast.Node, period: ast.PeriodKey, head: Header) -> Iterator[Diagnostic]:
    if head.discretion_from is not None:
        why = Phrase("claims by discretion come after later days", "可参照执行的申请排在以后日期之后")
        yield _not_possible(period, why, Phrase("write a period of years: `per 2 years`", "请按年度写：`每 2年`"))
    match node:
        case ast.Cap(manner=manner, order=order) if manner is not None or order is not None:
            yield _not_possible(period, _IN_ORDER, Phrase("leave out the manner and the order", "请删去核减方式和次序"))
        case ast.Cap(body=body) if any(isinstance(line, ast.SupportDeduction | ast.CarryForward) for line in body):
            why = Phrase("support of others has no day", "其他资助没有日期")
            counts_support = any(isinstance(line, ast.SupportDeduction) for line in body)
            yield _not_possible(period, why, _SUPPORT_IN_SPAN if counts_support else _BY_YEARS)
        case ast.Limit(across=True) | ast.Limit(order=ast.LimitOrder.BEST | ast.FieldOrder()):
            yield _not_possible(period, _IN_ORDER, Phrase("leave out the order", "请删去次序"))


_BY_YEARS = Phrase("write a period of years", "请按年度写")
_SUPPORT_IN_SPAN = Phrase(
    "declare a field of the record for all support of these months, and write under the award `at most AMOUNT less"
    " FIELD`; or write `per year`",
    "请为这一时段的全部资助声明记录的字段，并在奖励之下写`单项不超过 数额 减 字段`；或写`每年`",
)


def report_amount_of_claims(line: ast.Cap, ctx: Context) -> bool:
    """Report a span in a cap that each claim states by its own facts; returns whether it has one."""
    for key in line.per:
        if isinstance(key, ast.PeriodKey) and key.is_span:
            why = Phrase("the sum of a span is fixed", "连续时段的最高金额是固定的")
            ctx.add(_not_possible(key, why, Phrase("write a sum", "请写金额")))
            return True
    return False


def _not_possible(period: ast.PeriodKey, why: Phrase, advice: Phrase) -> Diagnostic:
    return g.PeriodNotPossible(span=period.span, period=_period_phrase(period), why=why, advice=advice)


def _period_phrase(period: ast.PeriodKey) -> Phrase:
    number, unit = period.duration.number, period.duration.unit.value
    if period.is_span:
        return _span_words(number, unit)
    return Phrase("per {length}", "每 {length}", length=_length(number, unit))


def _span_words(number: int, unit: str) -> Phrase:
    return Phrase("in any {length}", "连续 {length} 内", length=_length(number, unit))


def _blocks_of_years(months: int) -> Phrase:
    """How as many years as these months are written, or an example."""
    if months == 12:
        return Phrase("`{key}`", "`{key}`", key=keywords.per_phrase("year"))
    years, rest = divmod(months, 12)
    if years and not rest:
        return Phrase("`per {length}`", "`每 {length}`", length=_length(years, "year"))
    example = _length(2, "year")
    return Phrase("a number of years, such as `per {length}`", "年数，例如`每 {length}`", length=example)


def _length(number: int, unit: str) -> Phrase:
    measure = MEASURES[unit]
    return Phrase(f"{{n}} {unit}{'' if number == 1 else 's'}", f"{{n}}{measure}", n=number)


def cap(line: ast.Cap, targets: RuleTargets, ctx: Context) -> typed.Cap | None:
    """Check a cap; `None` after an error."""
    exempt = exempt_labels(line.body, targets, ctx)
    names = rule_keys(line.per, targets, exempt, "cap", line, ctx, across=line.across)
    awards = tuple(
        a
        for a in targets.awards
        if a.label not in exempt and (names is None or can_bind(names, a, ctx.schema, across=line.across))
    )
    amount = _cap_amount(line, awards, ctx, is_complete=targets.is_complete)
    if next(nodes(amount, typed.OtherSupport), None) is not None:
        return ctx.refuse_misplaced(
            line.amount.span,
            keywords.phrase("other support"),
            Phrase("in the sum of a cap", "最高金额的金额之中"),
            Phrase("write `counting all other support` under the cap", "请在最高金额之下写`各级各类资助合并计算`"),
        )
    if names is None or is_poison(amount):
        return None
    carry = next((x for x in line.body if isinstance(x, ast.CarryForward)), None)
    if line.across and not _is_shared_cap(line, amount, carry, ctx):
        return None
    parts = tuple(_parts(amount))
    by_claim = [node for node in parts if isinstance(node, _WORDS_OF_CLAIMS)]
    if by_claim and (not _is_by_claim(line, by_claim, names, awards, carry, ctx) or report_amount_of_claims(line, ctx)):
        return None
    if not (_is_manner_possible(line, amount, ctx) and _may_count_payments(line, ctx)):
        return None
    levels = _support_levels(line, names, awards, ctx)
    if levels is _INVALID:
        return None
    order = None if line.order is None else field_order(line.order, awards, ctx)
    if line.order is not None and order is None:
        return None
    if carry is not None and "year" not in names:
        return ctx.refuse(g.CarryNeedsYear(span=carry.span))
    if is_constant(amount):
        together = attrs.evolve(line, across=True, body=())
        report_yearly_without_key(line, Phrase(f"write `{format_line(together)}`", "请写`每年 各申请人合计 …`"), ctx)
    by_year = any(isinstance(node, (*_WORDS_OF_YEARS, typed.StateLength)) for node in parts)
    if (by_year or not (by_claim or is_constant(amount))) and "year" not in names:
        return ctx.refuse(g.CapNeedsYear(span=line.span))
    return typed.Cap(
        span=line.span,
        name=rule_name(targets, "cap paid" if line.of_payments else "cap", line.per),
        amount=amount,
        keys=keys_without_year(names),
        per_year="year" in names,
        is_across_applicants=line.across,
        exempt=exempt,
        carry=carry.years if carry is not None else 0,
        of_payments=line.of_payments,
        is_freed_by_recovery=any(isinstance(x, ast.RepaidUncounted) for x in line.body),
        is_freed_by_lapse=any(isinstance(x, ast.LapsedUncounted) for x in line.body),
        is_by_claim=bool(by_claim) or levels is not None,
        support_levels=levels,
        manner=line.manner,
        order=order,
    )


def with_names_apart(root: typed.Block) -> typed.Block:
    """The blocks of a page, where a cap across applicants has another name if a cap of each applicant has its name.

    Alone it keeps the name that ledgers have.
    """
    names = {
        rule.name for rule in rules_of(root.items) if isinstance(rule, typed.Cap) and not rule.is_across_applicants
    }

    def with_name(item: typed.BlockItem) -> typed.BlockItem:
        if isinstance(item, typed.Block):
            return attrs.evolve(item, items=tuple(map(with_name, item.items)))
        if isinstance(item, typed.Cap) and item.is_across_applicants and item.name in names:
            return attrs.evolve(item, name=f"{item.name} across applicants")
        return item

    return attrs.evolve(root, items=tuple(map(with_name, root.items)))


def report_yearly_without_key(line: ast.Cap | ast.Limit, together: MessageValue, ctx: Context) -> None:
    """Report `cap 5000000 per year`: documents mean all applicants, but the rule is for each.

    A `reading` under the rule shows that it is meant.
    """
    is_explained = any(isinstance(item, ast.ReadingLine) for item in line.body)
    if line.across or is_explained or [name.text for name in line.per] != ["year"]:
        return
    written = attrs.evolve(line, body=())
    each = attrs.evolve(written, per=(ast.Name(span=line.span, text=ANYBODY), *line.per))
    ctx.add(
        w.YearlyRuleWithoutKey(
            span=line.span, written=LocalizedSentence(format_line(written)),
            each=Phrase(format_line(each), "每个 申请人 每年 …"),
            together=together,
        )
    )  # fmt: skip


def _is_manner_possible(line: ast.Cap, amount: typed.Expr, ctx: Context) -> bool:
    """Whether a cap has keys or is across applicants, and `whole`, `in turn` or `in proportion` share one fixed sum."""
    if not line.per and not line.across:
        ctx.add(g.RuleWithoutKey(span=line.span, verb=keywords.phrase("cap"), advice=g.CAPPED_APPLICANTS))
        return False
    if line.order is not None and line.manner is ast.CapManner.IN_PROPORTION:
        ctx.refuse_misplaced(
            line.order.span,
            keywords.phrase("in order of"),
            Phrase("in a cap that cuts all claims in proportion", "各项申请同比例核减的最高金额之中"),
            Phrase("remove the order", "请删去先后次序"),
        )
        return False
    if line.manner is None:
        return True
    word = keywords.phrase(line.manner.value)
    if not line.across:
        where = Phrase("in a cap of one applicant", "单个申请人的最高金额之中")
        advice = Phrase("write it after `across applicants`, or remove it", "请写在`各申请人合计`之后，或删去")
    elif not _is_of_year(amount):
        where = Phrase("in a cap by words of the record", "按记录金额的最高金额之中")
        advice = Phrase("write a sum, or remove it", "请写金额，或删去")
    else:
        return True
    ctx.refuse_misplaced(line.span, word, where, advice)
    return False


def _may_count_payments(line: ast.Cap, ctx: Context) -> bool:
    """Whether a cap with `paid` is the budget of a year, from which each instalment is paid whole."""
    if not line.of_payments:
        return True
    if not line.across or [name.text for name in line.per] != ["year"]:
        where = Phrase("in a cap that is not the budget of a year", "一个年度的预算以外的最高金额之中")
        advice = Phrase(
            "write `per year across applicants`, or remove it: the cap then counts the amounts granted",
            "请写`每年 各申请人合计`；或删去：最高金额即按核准的金额计算",
        )
    elif line.manner not in (ast.CapManner.WHOLE, ast.CapManner.IN_TURN):
        where = Phrase("in a cap that divides payments", "拆分拨付的最高金额之中")
        advice = Phrase(
            "an instalment is paid whole: write `in turn` or `whole` after `across applicants`",
            "每期全额拨付：请写`按序全额拨付`或`不予拆分`",
        )
    else:
        return True
    ctx.refuse_misplaced(line.span, Phrase("paid", "实际拨付"), where, advice)
    return False


def _is_of_year(amount: typed.Expr) -> bool:
    """Whether an amount is the same for all claims of a year: of constants and the year alone."""
    parts = tuple(_parts(amount))
    return is_constant(amount) or not any(isinstance(node, (*_WORDS_OF_CLAIMS, *_WORDS_OF_FIGURES)) for node in parts)


_INVALID = ("?",)


def counting_word(counting: ast.SupportDeduction) -> Phrase:
    """The keyword of a `counting …` line."""
    return keywords.phrase("counting support of" if counting.levels else "counting all other support")


def _support_levels(
    line: ast.Cap, names: tuple[str, ...], awards: tuple[typed.Award, ...], ctx: Context
) -> tuple[str, ...] | None:
    """The levels of `counting …` under a cap; `None` without such a line.

    Support is stated for items. So it counts for the item or the matter that is a key, or for all records of the
    applicant. It does not count for other fields, nor for several applicants.
    """
    counting = next((x for x in line.body if isinstance(x, ast.SupportDeduction)), None)
    if counting is None:
        return None
    periods_ = [key for key in line.per if isinstance(key, ast.PeriodKey)]
    if any(key.is_span for key in periods_):
        return _INVALID  # reported as a period
    by_item = [name for name in names if name == "item" or lookup.is_matter(name)]
    fields = [
        name
        for name in names
        if name not in by_item and name not in ("year", "applicant") and name not in ctx.schema.kinds_and_classes
    ]
    without_record = [a for a in awards if record_of_claim(a) is None]
    advice = NOTHING
    if line.across:
        where = Phrase("under a cap across applicants", "各申请人合计的最高金额之下")
        advice = Phrase("support is stated for one applicant: remove the line", "资助是某一申请人的：请删去这一行")
    elif any(isinstance(x, ast.CarryForward) for x in line.body):
        where = Phrase("beside `carry forward`", "结转之外")
        advice = Phrase("remove one of the two lines", "请删去两行之一")
    elif periods_:
        where = Phrase("under a cap of several years", "几个年度合计的最高金额之下")
        advice = Phrase(
            "support counts in a year, or in all years: write `per year`, or remove the period",
            "资助按每年或全部年度计算：请写`每年`，或删去时段",
        )
    elif fields:
        where = Phrase("under a cap `{key}`", "`{key}`的最高金额之下", key=keywords.per_phrase(fields[0]))
        advice = Phrase(
            "support is stated for items: write `per item`, `per matter` or `per applicant`",
            "资助按单项填写：请写`每个 单项`、`同一 事项`或`每个 申请人`",
        )
    elif by_item and without_record:
        where = Phrase("over `{award}`, whose claims have no single record", "`{award}`之上，其申请不针对单个记录",
                       award=without_record[0].label)  # fmt: skip
        advice = Phrase("except that award", "请把该项奖励除外")
    if advice is not NOTHING:
        ctx.refuse_misplaced(counting.span, counting_word(counting), where, advice)
        return _INVALID
    levels = tuple(dict.fromkeys(name.text for name in counting.levels))
    is_known = [lookup.is_level_member(name, ctx) for name in counting.levels]
    return levels if all(is_known) else _INVALID


_WORDS_OF_RECORDS = (
    typed.RecordField, typed.EventHappened, typed.StateHolds, typed.StateLength, typed.FirstEventTest
)  # fmt: skip
"""The nodes of words of a record."""

_WORDS_OF_APPLICANTS = (typed.ApplicantField, typed.ApplicantFieldOn, typed.ApplicantKindTest, typed.Aggregate)
"""The nodes of words of the applicant."""

_WORDS_OF_CLAIMS = (*_WORDS_OF_RECORDS, *_WORDS_OF_APPLICANTS, typed.ClaimDay)
"""The nodes whose values differ between the claims of a year."""

_WORDS_OF_FIGURES = (typed.Figure, typed.FigureOfYears, typed.ApplicantRank, typed.EventInYear, typed.ClaimYearIs)
"""The nodes of words of the applicant in a year."""

_WORDS_OF_YEARS = (*_WORDS_OF_FIGURES, typed.ClaimYear)
"""The nodes whose values differ between years."""


def _cap_amount(line: ast.Cap, awards: tuple[typed.Award, ...], ctx: Context, *, is_complete: bool) -> typed.Expr:
    """The amount of a cap: of figures, and of words of the record or of the applicant if it names one that is no
    figure. A word of a record may be one of an award that has errors and is not among the awards.
    """
    picks = tuple(nodes(line.amount, ast.Pick))
    in_picks = {id(name) for pick in picks for name in nodes(pick, ast.Name)} - {id(x) for p in picks for x in p.same}
    in_picks |= {id(x.field) for x in nodes(line.amount, ast.Aggregate) if x.pick is not None}
    written = {name.text for name in nodes(line.amount, ast.Name) if id(name) not in in_picks}
    written -= ctx.schema.figure_by_name.keys()
    about_applicant = written.intersection(ctx.vocabulary.applicant_words())
    has_definition = any(x.record is None for name in written for x in ctx.definitions.get(name, ()))
    plain = Scope(ctx, has_figures=True, has_applicant=bool(about_applicant) or has_definition)
    records = records_of(awards, ctx)
    of_record = {name for name in written - about_applicant if any(_is_word_of(name, each, ctx) for each in records)}
    if not of_record:
        if not is_complete and any(
            lookup.owners(name, ctx) or any(x.record is not None for x in ctx.definitions.get(name, ()))
            for name in written - about_applicant
        ):
            return poison(line.amount.span)
        return amounts.money(line.amount, plain)
    wider = [ctx.schema.lineage(record.name) for record in records]
    common = next((name for name in wider[0] if all(name in names for names in wider)), "")
    shared = ctx.schema.record_by_name.get(common)
    if shared is not None and all(_is_word_of(name, shared, ctx) for name in of_record):
        return amounts.money(line.amount, attrs.evolve(plain, record=shared))
    first, *more = sorted(records, key=lambda each: not any(_is_word_of(name, each, ctx) for name in of_record))
    amount = amounts.money(line.amount, attrs.evolve(plain, record=first))
    if is_poison(amount):
        return amount
    has_tests = any(isinstance(node, _WORDS_OF_RECORDS[1:]) for node in _parts(amount))
    for other in more:
        of_other = amounts.money(line.amount, attrs.evolve(plain, ctx=attrs.evolve(ctx, report=Report()), record=other))
        if has_tests or _words(amount) != _words(of_other):
            why = Phrase(
                "`{record}` has no such word, or one with another meaning",
                "`{record}`没有这个词，或者含义不同",
                record=other.name,
            )
            advice = Phrase("write a cap for each kind of record", "请按记录类别分别写最高金额")
            return ctx.poison(
                line.amount.span,
                g.CapNotOfOneRecord(span=line.amount.span, word=words_of_expr(amount)[0], why=why, advice=advice),
            )
    return amount


def _is_word_of(name: str, record: RecordKind, ctx: Context) -> bool:
    """Whether a name is a word of a record, or a definition about it."""
    defined = ctx.definition(name, record)
    return name in record_words(record) or (defined is not None and defined.record is not None)


def _words(amount: typed.Expr) -> list[tuple[object, ...]]:
    """The nodes of an amount with their words and types, regardless of the kind of record."""
    return [(type(node), words_of_expr(node), node.type) for node in _parts(amount)]


def _parts(amount: typed.Expr) -> Iterator[typed.Expr]:
    """The nodes of an amount, without those about records that it counts."""
    return (node for node in nodes_around_picks(amount, typed.Node) if isinstance(node, typed.Expr))


def _is_by_claim(
    line: ast.Cap,
    words: Sequence[typed.Expr],
    names: tuple[str, ...],
    awards: tuple[typed.Award, ...],
    carry: ast.CarryForward | None,
    ctx: Context,
) -> bool:
    """Whether the claims of a cap can state its amount: each is about one record, which a key names."""
    word: MessageValue = next(iter(words_of_expr(tuple(words))), keywords.phrase("the day"))
    why, advice = NOTHING, NOTHING
    of_record = [node for node in words if isinstance(node, _WORDS_OF_RECORDS)]
    without_record = [a for a in awards if record_of_claim(a) is None]
    if carry is not None:
        why = Phrase("what waits for later years belongs to no single claim", "结转的金额不属于某一项申请")
        advice = Phrase("remove `carry forward`, or write a sum", "请删去`可在后 … 年 内兑现`，或写金额")
    elif of_record and without_record:
        word = words_of_expr(of_record[0])[0]
        why = Phrase(
            "a claim of `{award}` has no single record", "`{award}`的申请不针对单个记录", award=without_record[0].label
        )
        advice = Phrase("except that award, or write a sum", "请把该项奖励除外，或写金额")
    elif of_record and all(name in ("year", "applicant") or name in ctx.schema.kinds_and_classes for name in names):
        word = words_of_expr(of_record[0])[0]
        why = Phrase("its keys count several records together", "它的归并项把几个记录合并计算")
        advice = Phrase("add `per item`, or a field of the record", "请写`每个 单项`，或记录的字段")
    elif converted := _converted_word(of_record, awards):
        word, award = converted
        why = Phrase(
            "`{award}` converts it from other currencies, and a cap does not",
            "`{award}`把它从其他币种折算，最高金额不折算",
            award=award.label,
        )
        advice = Phrase("write the limit in the award, after `at most`", "请在该项奖励之下写`单项不超过`")
    if why is NOTHING:
        return True
    ctx.add(g.CapNotOfOneRecord(span=line.amount.span, word=word, why=why, advice=advice))
    return False


def _converted_word(
    of_record: Sequence[typed.Expr], awards: tuple[typed.Award, ...]
) -> tuple[MessageValue, typed.Award] | None:
    """A field of a cap's amount that an award converts from other currencies, with the award."""
    fields = {node.field: words_of_expr(node)[0] for node in of_record if isinstance(node, typed.RecordField)}
    for award in awards:
        for conversion in nodes(award, typed.CurrencyConversion):
            if isinstance(conversion.value, typed.RecordField) and conversion.value.field in fields:
                return fields[conversion.value.field], award
    return None


def _is_shared_cap(line: ast.Cap, amount: typed.Expr, carry: ast.CarryForward | None, ctx: Context) -> bool:
    """Whether a cap is shared by several applicants: a fixed sum or one of a record, without the applicant among its
    keys.
    """
    advice = Phrase("remove it, or `across applicants`", "请删去，或删去`各申请人合计`")
    has_applicant_key = report_applicant_keys(line.per, keywords.phrase("across applicants"), advice, ctx)
    own_words = (*_WORDS_OF_APPLICANTS, *_WORDS_OF_FIGURES)
    parts = tuple(_parts(amount))
    is_fixed = _is_of_year(amount) or any(isinstance(node, _WORDS_OF_RECORDS) for node in parts)
    if not is_fixed or any(isinstance(node, own_words) for node in parts):
        why, advice = (
            Phrase("a figure belongs to one applicant", "年度数据属于单个申请人"),
            Phrase(
                "write a sum, or for a sum of each year a definition by `the year`",
                "请写金额；各年度金额不同的，请按`申请年度`写定义",
            ),
        )
        ctx.add(g.SharedCapNotFixed(span=line.amount.span, why=why, advice=advice))
    elif carry is not None and (line.manner is ast.CapManner.IN_PROPORTION or not _is_of_year(amount)):
        why, advice = (
            Phrase("grants wait for the budget of a whole year", "等候的是一个年度的全部预算"),
            Phrase(
                "remove `carry forward`; or write one sum of each year, and `in turn` or `whole` instead of"
                " `in proportion`",
                "请删去`可在后 … 年 内兑现`；或写各年度的一个金额，并写`按序全额拨付`或`不予拆分`，不写同比例核减",
            ),
        )
        ctx.add(g.SharedCapNotFixed(span=carry.span, why=why, advice=advice))
    else:
        return not has_applicant_key
    return False
