"""Rules of a block, and the conditions that apply before them.

Rules of a block: limits, caps, `pay highest`, `no repeat`, `top up`, `nothing below`, `round down`.

A rule gets its name, its keys and the awards to which it applies. A cap that carries forward must be the last rule for
its claims and must not fill together with another cap. No claim may be subject to two such caps.

`nothing below` and `round down` are about the sum of the claims of a group in a year. The amount is the same for all
claims. The claims of a group are those of one applicant, because an applicant is decided alone; each claim has one
group.

Conditions of a block, which apply before its rules: older standards, quotas, suspensions, `none when`.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

import attrs

from ipdsl.base.findings.finding import Edit, RelatedPlace
from ipdsl.base.findings.phrase import NOTHING, Phrase, join_names
from ipdsl.base.source import Span
from ipdsl.schema.declarations import LabelledDeclaration, row_key
from ipdsl.schema.vocabulary import RecordKind, Schema
from ipdsl.semantics import amounts, lookup, scope, typed
from ipdsl.semantics.awards import single_line
from ipdsl.semantics.errors import names_and_types as n, policy as p
from ipdsl.semantics.expressions import conditions
from ipdsl.semantics.expressions.rows import row_name
from ipdsl.semantics.lookup import MATTER, Context, Scope, is_poison, record_words
from ipdsl.semantics.scope import (
    ANYBODY,
    PlacedRule,
    RuleTargets,
    bound_awards,
    can_bind,
    exempt_labels,
    is_key_of_applicants,
    is_list,
    keys_without_year,
    placed_rules,
    reached_awards,
    records_of,
    report_lists,
    rule_keys,
    rule_name,
)
from ipdsl.semantics.typed import nodes, sentences
from ipdsl.syntax import ast, keywords
from ipdsl.syntax.printing import ENGLISH


def older_standard(line: ast.HighestRule, targets: RuleTargets, ctx: Context) -> typed.OlderStandardRule | None:
    """`pay highest with older documents per matter`."""
    exempt = exempt_labels(line.body, targets, ctx)
    verb = "pay highest with older documents"
    names = rule_keys(line.per, targets, exempt, verb, line, ctx)
    if names is None:
        return None
    if not keys_without_year(names):
        words = keywords.phrase(verb)
        return ctx.refuse(p.RuleWithoutKey(span=line.span, verb=words, advice=p.same_thing_advice(words)))
    report_lists(line.per, targets, Phrase("items are compared by one value", "是否相同以一个值判断"), ctx)
    name = rule_name(targets, "pay highest with older documents", line.per)
    return typed.OlderStandardRule(span=line.span, name=name, keys=keys_without_year(names), exempt=exempt)


# ------------------------------------------------------------------------------------------------- quotas


def quota(line: ast.Quota, targets: RuleTargets, ctx: Context) -> typed.Quota | None:
    """`quota 2 to 5 projects per year`, the list of the authority, or `by score`."""
    if line.low is not None and line.low > line.number:
        low, high = str(line.low), str(line.number)
        return ctx.refuse(
            p.ReversedRange(
                span=line.span,
                what=Phrase("the quota", "评选名额"),
                start=low,
                end=high,
                order=Phrase("more than", "大于"),
            )
        )
    return _selection(line, "quota", line.what, line.by, line.low, targets, ctx, line.ties)


def limit_by_score(line: ast.Limit, targets: RuleTargets, ctx: Context) -> typed.Quota | None:
    """`limit 3 projects per year across applicants, highest score first`: the best records of all applicants."""
    assert isinstance(line.order, ast.FieldOrder)
    if line.what is None:
        return ctx.refuse(p.NothingToSelect(span=line.span))
    return _selection(line, "limit", line.what, line.order.field, None, targets, ctx, line.order.ties)


def _selection(
    line: ast.Quota | ast.Limit, verb: str, what: ast.Name, score: ast.Name | None, low: int | None,
    targets: RuleTargets, ctx: Context, ties: ast.FieldOrder | None,
) -> typed.Quota | None:  # fmt: skip
    exempt = exempt_labels(line.body, targets, ctx)
    names = rule_keys(line.per, targets, exempt, verb, line, ctx)
    record = lookup.record_named(what, ctx, plurals=ctx.vocabulary.plural_by_name)
    if record is None:
        return None
    narrower = ctx.schema.narrower_records[record.name]
    awards = tuple(a for a in targets.awards if a.label not in exempt)
    other_labels = tuple(a.label for a in awards if scope.record_of_claim(a) not in narrower)
    if len(other_labels) == len(awards) and awards and targets.is_complete:
        return ctx.refuse(p.PluralOfOther(span=what.span, word=what.text, record=record.name))
    place = keywords.phrase("`quota … by`" if verb == "quota" else "`highest`")
    sound = score is None or conditions.is_ranking_number(score, record, place, ctx)
    advice = Phrase(
        "remove it; `limit` without `across applicants` counts the records of each applicant",
        "请删去；按申请人统计记录请用`最多`，不写`各申请人合计`",
    )
    if isinstance(line, ast.Limit) and isinstance(line.order, ast.FieldOrder):
        best_of_each = scope.best_of_each_advice(line, line.order, ctx)
        advice = Phrase("remove it; or {best_of_each}", "请删去；{best_of_each}", best_of_each=best_of_each)
    has_applicant_key = scope.report_applicant_keys(line.per, keywords.phrase(verb), advice, ctx)
    if has_applicant_key or names is None or not sound:
        return None
    selected = [award for award in awards if award.label not in other_labels]
    order = None if ties is None or score is None else scope.field_order(ties, selected, ctx, before=score.text)
    if ties is not None and order is None:
        return None
    plural = record.plural or record.name
    return typed.Quota(
        span=line.span,
        name=rule_name(targets, f"{verb} {plural}", line.per),
        low=low,
        number=line.number,
        record=record.name,
        keys=keys_without_year(names),
        per_year="year" in names,
        score=score.text if score is not None else None,
        ties=order,
        is_limit=verb == "limit",
        exempt=tuple(dict.fromkeys([*exempt, *other_labels])),
    )


# ------------------------------------------------------------------------------------------------- suspensions


def suspension(line: ast.Suspension, targets: RuleTargets, ctx: Context) -> typed.Suspension | None:
    """`suspend WHO for the year when RECORD words`."""
    exempt = exempt_labels(line.body, targets, ctx)
    who = line.who.text
    about = conditions.when_words(line.when, ctx)
    if who != ANYBODY and who not in ctx.schema.kinds_and_classes:
        lookup.report_applicant_word(
            line.who,
            ctx,
            Phrase(
                "everybody is written `suspend {who}`",
                "所有人写作`对 … 的 {who}，当年不予奖励`",
                who=keywords.phrase(ANYBODY),
            ),
        )
        return None
    awards = bound_awards(targets, exempt, "suspend", line, ctx)
    if not awards or about is None or about.event is None:
        return None
    if targets.is_complete and not any(scope.can_pay(who, a, ctx.schema) for a in awards):
        paid = join_names(dict.fromkeys(w for a in awards for w in a.to))
        return ctx.refuse(p.SuspensionWithoutEffect(span=line.who.span, who=who, paid=paid))
    record = about.record.name
    pick = typed.Pick(span=line.when.span, record=record, tests=tuple(gate.test for gate in about.gates))
    return typed.Suspension(
        span=line.span,
        name=f"{targets.block} suspend {who} when {record} {about.event}",
        text=ENGLISH.text(line),
        who=who,
        event=about.event,
        pick=pick,
        exempt=exempt,
    )


# ------------------------------------------------------------------------------------------------- none when


def none_when_rule(line: ast.NoneWhenRule, targets: RuleTargets, ctx: Context) -> typed.NoneWhenRule | None:
    """`none when another level supported the same matter`, or `none when CONDITION` about the record above."""
    exempt = exempt_labels(line.body, targets, ctx)
    awards = bound_awards(targets, exempt, "none when", line, ctx)
    if not targets.is_complete and line.test is not None:
        report_unknown_words(line.test, ctx)
    if not awards:
        return None
    if line.test is None:
        shown = f"{'this' if line.is_own_level else 'another'} level supported the same matter"
        return typed.NoneWhenRule(
            span=line.span, name=f"{targets.block} none when {shown}", text=ENGLISH.text(line), test=None,
            words=("support",), exempt=exempt, matter=lookup.key_of(targets.matters, ctx),
            is_own_level=line.is_own_level,
        )  # fmt: skip
    if not targets.is_complete and not _has_known_words(line.test, awards, ctx):
        return None  # its words may belong to an award with errors
    record, spared = _record_of_condition(line.test, awards, ctx)
    gate = conditions.gate(line.test, Scope(ctx, record=record, has_applicant=True, has_figures=True))
    if gate is None:
        return None
    return typed.NoneWhenRule(
        span=line.span,
        name=f"{targets.block} none when {ENGLISH.text(line.test)}",
        text=ENGLISH.text(line),
        test=gate.test,
        words=gate.words,
        exempt=tuple(dict.fromkeys([*exempt, *spared])),
    )


def report_unknown_words(test: ast.Expr, ctx: Context) -> bool:
    """Report words that no record and no applicant has; returns whether there is one."""
    known = {*ctx.vocabulary.applicant_words(), *ctx.definitions}
    known.update(word for record in ctx.schema.records for word in record_words(record))
    names = [*_names_in(test), *(node.table for node in _owned_words(test, ctx))]
    unknown = [name for name in names if name.text not in known]
    for name in unknown:
        near, place = (
            lookup.nearest_words(name.text, sorted(known), ctx),
            Phrase("a record or the applicant", "记录或申请人"),
        )
        advice = NOTHING if near else lookup.unknown_word_advice(name.text, ())
        ctx.add(n.UnknownWord(span=name.span, word=name.text, place=place, nearest=near, advice=advice))
    return bool(unknown)


def _names_in(test: ast.Expr) -> list[ast.Name]:
    return [w.name for w in nodes(test, ast.Word)] + [w.field for w in nodes(test, ast.CannotBeDetermined)]


def _owned_words(test: ast.Expr, ctx: Context) -> list[ast.TableLookup]:
    """The words with a kind of record as their owner: `level of contract`."""
    return [node for node in nodes(test, ast.TableLookup) if node.key.text in ctx.schema.record_by_name]


def _words_of(test: ast.Expr) -> list[str]:
    return [name.text for name in _names_in(test)]


def _has_known_words(test: ast.Expr, awards: tuple[typed.Award, ...], ctx: Context) -> bool:
    """Whether every word is about the applicant, or about a record above."""
    known = {*ctx.vocabulary.applicant_words(), *(w for r in records_of(awards, ctx) for w in record_words(r))}
    return all(word in known for word in _words_of(test))


def _record_of_condition(
    test: ast.Expr, awards: tuple[typed.Award, ...], ctx: Context
) -> tuple[RecordKind | None, tuple[str, ...]]:
    """The kind of record that a condition is about, and the awards for other records, to which it does not apply."""
    named_words = _words_of(test)
    general, owned = set(ctx.vocabulary.applicant_words()), _owned_words(test, ctx)
    record_specific = [w for w in named_words if w not in general] + [node.table.text for node in owned]
    kinds = {node.key.text for node in owned}
    records = [
        record
        for record in records_of((a for a in awards if scope.record_of_claim(a) is not None), ctx)
        if kinds <= set(ctx.schema.lineage(record.name))
    ]
    if not record_specific:
        known = any(w in record_words(record) for record in records for w in named_words)
        return (records[0] if known else None), ()
    whole = [x for x in records if all(w in set(record_words(x)) for w in record_specific)]
    if not whole:
        near = [x for x in records if any(w in set(record_words(x)) for w in record_specific)] or records
        return (near[0] if near else None), ()
    names = {x.name for x in whole if all(_meaning(w, x) == _meaning(w, whole[0]) for w in record_specific)}
    reached = {a.label for a in awards if scope.record_of_claim(a) in names}
    return whole[0], tuple(a.label for a in awards if a.label not in reached)


def _meaning(word: str, record: RecordKind) -> object:
    """What a word of a record means: a type of values, the day of an event, or the days of a state."""
    if word in record.field_by_name:
        return record.field_by_name[word].type
    if word in record.event_by_name:
        return record.event_by_name[word].date_field
    state = record.state_by_name[word]
    return state.from_field, state.until_field


_VERBS: Mapping[type, str] = MappingProxyType({
    ast.PayEachLine: "pay each", typed.OlderStandardRule: "pay highest with older documents",
    **dict.fromkeys((ast.Limit, typed.Limit), "limit"),
    **dict.fromkeys((ast.NoRepeat, typed.NoRepeat), "no repeat"),
    **dict.fromkeys((ast.HighestRule, typed.HighestRule), "pay highest"),
    **dict.fromkeys((ast.TopUp, typed.TopUp), "top up"),
    **dict.fromkeys((ast.Cap, typed.Cap), "cap"),
    **dict.fromkeys((ast.MinimumTotal, typed.MinimumTotal), "nothing below"),
    **dict.fromkeys((ast.RoundedTotal, typed.RoundedTotal), "round"),
    **dict.fromkeys((ast.Quota, typed.Quota), "quota"),
    **dict.fromkeys((ast.Suspension, typed.Suspension), "suspend"),
    **dict.fromkeys((ast.NoneWhenRule, typed.NoneWhenRule), "none when"),
})  # fmt: skip


def verb_of(rule: ast.Rule | typed.Rule | typed.Condition) -> str:
    """The verb of a rule."""
    return "limit" if isinstance(rule, typed.Quota) and rule.is_limit else _VERBS[type(rule)]


def rule(line: ast.Rule, targets: RuleTargets, ctx: Context) -> typed.Rule | typed.Condition | None:
    """Check a rule; `None` if it has no effect on settlement or has errors."""
    if isinstance(line, ast.PayEachLine):
        return None
    _report_carry(line, ctx)
    _report_repaid(line, ctx)
    _report_counting(line, ctx)
    _report_matter(line, ctx)
    targets = attrs.evolve(targets, matters=lookup.matters_in_block(targets.matters, line.body, ctx))
    match line:
        case ast.Limit(what=ast.Name(text="applicant")):
            return _limit_of_applicants(line, targets, ctx)
        case ast.Limit(across=True, order=ast.FieldOrder(is_highest_first=True)):
            return limit_by_score(line, targets, ctx)
        case ast.Limit():
            return _limit(line, targets, ctx)
        case ast.HighestRule(with_older=True):
            return older_standard(line, targets, ctx)
        case ast.HighestRule():
            return _highest(line, targets, ctx)
        case ast.Cap():
            return scope.cap(line, targets, ctx)
        case ast.MinimumTotal():
            return _minimum_total(line, targets, ctx)
        case ast.RoundedTotal():
            return _rounded_total(line, targets, ctx)
        case ast.NoRepeat():
            return _no_repeat(line, targets, ctx)
        case ast.TopUp():
            return _top_up(line, targets, ctx)
        case ast.Quota():
            return quota(line, targets, ctx)
        case ast.Suspension():
            return suspension(line, targets, ctx)
        case ast.NoneWhenRule():
            return none_when_rule(line, targets, ctx)


# ------------------------------------------------------------------------------------------------- limits


def limits_of_rows(
    line: ast.Award, award: typed.Award, targets: RuleTargets, before: Iterable[typed.Award], ctx: Context
) -> Iterator[typed.Limit]:
    """The limits in the rows of an award: each is a rule over the claims of its row. `before` are the other awards."""
    rows = [row for row in sentences(line.body) if isinstance(row, ast.Row)]
    for row, limit in [(row, row.limit) for row in rows if row.limit is not None]:
        name = row_name(row)
        if sum(row_name(each) == name for each in rows) > 1:
            ctx.add(p.LimitOfSeveralRows(span=limit.span, word=name))
            continue
        rule = _limit(limit, attrs.evolve(targets, block=f"{award.label} of {name}"), ctx, _ROW_OF_ALL)
        if rule is not None:
            exempt = (*rule.exempt, *(other.label for other in before))
            yield attrs.evolve(rule, keys=(row_key(name), *rule.keys), exempt=exempt)


_LIMIT_OF_ALL = Phrase(
    "write `limit … across applicants, highest FIELD first`", "请写`各申请人合计 最多 …，按 字段 从高到低`"
)
_ROW_OF_ALL = Phrase(
    "make the row an `award` of its own in a group, and write below it"
    " `limit … across applicants, highest FIELD first`",
    "请把这一档另写成一组中的一项奖励，其后写`各申请人合计 最多 …，按 字段 从高到低`",
)


def _limit(line: ast.Limit, targets: RuleTargets, ctx: Context, together: Phrase = _LIMIT_OF_ALL) -> typed.Limit | None:
    if line.across or isinstance(line.order, ast.FieldOrder):
        is_by_highest = isinstance(line.order, ast.FieldOrder) and line.order.is_highest_first
        word = keywords.phrase("across applicants") if line.across else keywords.phrase("in order of")
        if is_by_highest:
            word = Phrase("highest … first", "按 … 从高到低")
        where = Phrase("in a limit on the records of each applicant", "每个申请人的记录的限制之中")
        advice = Phrase(
            "for all applicants together, write `across applicants, highest FIELD first`, or count `applicants`;"
            " for each applicant, `earliest first` or `best first`",
            "全体合计的，请写`各申请人合计 …，按 字段 从高到低`，或按`申请人`计数；"
            "每个申请人各自的，请写`先到先得`或`从高到低`",
        )
        if isinstance(line.order, ast.FieldOrder) and any(is_key_of_applicants(key.text, ctx) for key in line.per):
            advice = scope.best_of_each_advice(line, line.order, ctx)
        return ctx.refuse_misplaced(line.span, word, where, advice)
    exempt = exempt_labels(line.body, targets, ctx)
    counts, other_labels = _counted_field(line, targets, exempt, ctx)
    names = rule_keys(line.per, targets, exempt, "limit", line, ctx)
    if names is None or counts is _INVALID:
        return None
    scope.report_yearly_without_key(line, together, ctx)
    shown = counts or "items"
    order = line.order or ast.LimitOrder.EARLIEST
    return typed.Limit(
        span=line.span,
        name=rule_name(targets, f"limit {shown}", line.per),
        number=line.number,
        counts=counts,
        keys=keys_without_year(names),
        per_year="year" in names,
        order=order,
        exempt=tuple(dict.fromkeys([*exempt, *other_labels])),
    )


def _limit_of_applicants(line: ast.Limit, targets: RuleTargets, ctx: Context) -> typed.Limit | None:
    """`limit 1 applicant per project across applicants`: the places of a group go to applicants."""
    assert line.what is not None
    if not line.across:
        return ctx.refuse(p.LimitOfOneApplicant(span=line.what.span, number=line.number))
    advice = Phrase("name a field of the record", "请写记录的字段")
    has_applicant_key = scope.report_applicant_keys(line.per, keywords.phrase("across applicants"), advice, ctx)
    exempt = exempt_labels(line.body, targets, ctx)
    names = rule_keys(line.per, targets, exempt, "limit", line, ctx, across=True)
    if has_applicant_key or names is None:
        return None
    order: ast.LimitOrder | typed.FieldOrder | None = ast.LimitOrder.EARLIEST
    if line.order is ast.LimitOrder.CHOSEN:
        return ctx.refuse_misplaced(
            line.span,
            keywords.phrase("as chosen"),
            Phrase("in a limit of applicants", "申请人个数的限制之中"),
            Phrase("write `in order of` and a field", "请写`按 字段 先后`"),
        )
    if isinstance(line.order, ast.FieldOrder):
        awards = [a for a in targets.awards if a.label not in exempt and can_bind(names, a, ctx.schema, across=True)]
        order = scope.field_order(line.order, awards, ctx, for_definition=scope.ORDER_BY_AMOUNT)
    elif line.order is not None:
        order = line.order
    return (
        None
        if order is None
        else typed.Limit(
            span=line.span,
            name=rule_name(targets, "limit applicant", line.per),
            number=line.number,
            counts="applicant",
            keys=keys_without_year(names),
            per_year="year" in names,
            order=order,
            is_across_applicants=True,
            exempt=exempt,
        )
    )


_INVALID = "?"
_YEARS = ("year", "years")
_COUNTERS = frozenset("台辆艘架门户张亩栋幢处株头只套部座间层")
"""Chinese counters of things, which a page writes as `件`."""


def _counted_field(
    line: ast.Limit, targets: RuleTargets, exempt: tuple[str, ...], ctx: Context
) -> tuple[str | None, tuple[str, ...]]:
    """What a limit counts: a field, `year`, or `None` for records; and the awards for other records."""
    if line.what is None:
        return None, ()
    word = line.what.text
    awards = tuple(a for a in targets.awards if a.label not in exempt)
    if any(word in scope.fields_of(a, ctx.schema) for a in awards):
        return word, ()
    plurals = ctx.vocabulary.plural_by_name
    record = plurals.get(word) or ctx.schema.record_by_name.get(word)
    if record is not None:
        narrower = ctx.schema.narrower_records[record.name]
        other_labels = tuple(a.label for a in awards if scope.record_of(a) not in narrower)
        if len(other_labels) == len(awards) and awards and targets.is_complete:
            ctx.add(p.PluralOfOther(span=line.what.span, word=word, record=record.name))
            return _INVALID, ()
        return None, other_labels
    if word in _YEARS:
        if not any(key.text == "year" for key in line.per):
            return "year", ()
        ctx.add(
            p.HeadMismatch(
                span=line.what.span,
                part=word,
                other=keywords.per_phrase("year"),
                advice=Phrase("a year has one year only", "一年只有一个年度"),
            )
        )
    elif awards and (targets.is_complete or not lookup.is_field_anywhere(word, ctx.schema)):
        records = records_of(awards, ctx)
        known = [f for r in records for f in r.field_by_name] + [r.plural or r.name for r in records] + ["items"]
        place = Phrase("the records above", "上面各记录")
        if word in known:  # the claims of a set have only the keys of the set
            why, advice = (
                Phrase("a claim of a set has no `{word}`", "针对一批记录的申请没有`{word}`", word=word),
                Phrase(
                    "write `per {word} per year` in the award, or count `items`",
                    "请在奖励中写`每个 {word} 每年`，或按`件`计数",
                    word=word,
                ),
            )
            ctx.add(p.RuleWithoutEffect(span=line.what.span, verb=keywords.phrase("limit"), why=why, advice=advice))
            return _INVALID, ()
        near = lookup.nearest_words(word, known, ctx)
        candidates: tuple[Edit, ...] = ()
        payees: tuple[LabelledDeclaration, ...] = (*ctx.schema.kinds, *ctx.schema.classes)
        if word in {text for kind in payees for text in (kind.name, kind.label.zh)}:
            near = ()
            advice = Phrase(
                "count applicants: `limit 1 applicant per KEY across applicants`",
                "申请人的个数写作`每个 归并项 各申请人合计 最多 1个 申请人`",
            )
        elif word in _COUNTERS:
            near, candidates = (), (Edit(line.what.span, "件"),)
            advice = Phrase("records are counted as `items`", "记录按`件`计数")
        else:
            advice = NOTHING if near else lookup.unknown_word_advice(word, known)
        ctx.add(
            n.UnknownWord(
                span=line.what.span, word=word, place=place, nearest=near, advice=advice, candidates=candidates
            )
        )
    return _INVALID, ()


# ------------------------------------------------------------------------------------------------- highest, repeats


def _highest(line: ast.HighestRule, targets: RuleTargets, ctx: Context) -> typed.HighestRule | None:
    exempt = exempt_labels(line.body, targets, ctx)
    alternatives = _alternatives(line, targets, exempt, ctx)
    if alternatives is None:
        return None
    if alternatives:
        covered = {label for labels in alternatives for label in labels}
        exempt = tuple(dict.fromkeys([*exempt, *(a.label for a in targets.awards if a.label not in covered)]))
    names = rule_keys(line.per, targets, exempt, "pay highest", line, ctx)
    if names is None:
        return None
    report_lists(
        line.per, targets, Phrase("competing claims are distinguished by one value", "参加比较的各项以一个值区分"), ctx
    )
    if "year" not in names:
        return ctx.refuse(p.HighestNeedsYear(span=line.span))
    compared = ", ".join(map(ENGLISH.text, line.alternatives))
    verb = f"pay highest of {compared}" if compared else "pay highest"
    return typed.HighestRule(
        span=line.span,
        name=rule_name(targets, verb, line.per),
        keys=keys_without_year(names),
        exempt=exempt,
        alternatives=alternatives,
        compared=compared,
    )


def _alternatives(
    line: ast.HighestRule, targets: RuleTargets, exempt: tuple[str, ...], ctx: Context
) -> tuple[tuple[str, ...], ...] | None:
    """The labels of the awards of each alternative, without exempted ones; `None` after an error."""
    alternatives: list[tuple[str, ...]] = []
    place_by_label: dict[str, Span] = {}
    is_sound = True
    for alternative in line.alternatives:
        labels: dict[str, None] = {}
        for reference in alternative.refs:
            referred = scope.referred_labels(reference, targets, ctx)
            if referred is None:
                is_sound = False
                continue
            covered = [label for label in referred if label not in exempt]
            if not covered and targets.is_complete:
                _report_empty_reference(reference, targets, ctx)
                is_sound = False
            shared = next((label for label in covered if label in place_by_label), None)
            if shared is not None:
                related = (RelatedPlace(place_by_label[shared], Phrase("the first time", "第一次")),)
                ctx.add(p.AwardInTwoAlternatives(span=reference.span, word=shared, related=related))
                is_sound = False
            place_by_label.update(dict.fromkeys(covered, reference.span))
            labels.update(dict.fromkeys(covered))
        alternatives.append(tuple(labels))
    return tuple(alternatives) if is_sound else None


def _report_empty_reference(reference: ast.Ref, targets: RuleTargets, ctx: Context) -> None:
    """Report a reference to awards that are not under the rule."""
    why = Phrase(
        "{what} has no award under this rule", "{what}没有这条规则约束的奖励", what=scope.reference_words(reference)
    )
    advice = Phrase(
        "name awards before the rule in its block, or write the rule under `over policy`",
        "请写同一部分中它之前的奖励，或把规则写在`适用于 全文`之下",
    )
    if targets.spared:
        advice = Phrase("name awards that the `over` line covers", "请写`适用于`所涉及的奖励")
    ctx.add(p.RuleWithoutEffect(span=reference.span, verb=keywords.phrase("pay highest"), why=why, advice=advice))


def _no_repeat(line: ast.NoRepeat, targets: RuleTargets, ctx: Context) -> typed.NoRepeat | None:
    exempt = exempt_labels(line.body, targets, ctx)
    names = _keys_of_sameness(line, targets, exempt, ctx)
    if names is None:
        return None
    return typed.NoRepeat(
        span=line.span,
        name=rule_name(targets, "no repeat", line.per),
        keys=keys_without_year(names),
        per_year="year" in names,
        exempt=exempt,
    )


def _top_up(line: ast.TopUp, targets: RuleTargets, ctx: Context) -> typed.TopUp | None:
    exempt = exempt_labels(line.body, targets, ctx)
    names = _keys_of_sameness(line, targets, exempt, ctx)
    if names is None:
        return None
    for key in line.per:
        if key.text in ("year", "level"):
            advice = Phrase("remove it: a promotion goes over years and levels", "请删去：晋级跨年度、跨级别")
            return ctx.refuse(
                p.HeadMismatch(
                    span=key.span,
                    part=keywords.per_phrase(key.text),
                    other=keywords.phrase("top up"),
                    advice=advice,
                )
            )
    return typed.TopUp(span=line.span, name=rule_name(targets, "top up", line.per), keys=names, exempt=exempt)


def _keys_of_sameness(
    line: ast.NoRepeat | ast.TopUp, targets: RuleTargets, exempt: tuple[str, ...], ctx: Context
) -> tuple[str, ...] | None:
    """The keys of a rule about repeated payments."""
    if not line.per:
        verb = keywords.phrase(verb_of(line))
        return ctx.refuse(p.RuleWithoutKey(span=line.span, verb=verb, advice=p.same_thing_advice(verb)))
    names = rule_keys(line.per, targets, exempt, verb_of(line), line, ctx)
    if names is not None:
        report_lists(line.per, targets, Phrase("items are compared by one value", "是否相同以一个值判断"), ctx)
    return names


# ------------------------------------------------------------------------------------------------- sums


_WORDS = {"nothing below": Phrase("nothing below", "合计不足"), "round": Phrase("round", "金额 向下取整")}
"""The words of the rules, by their verbs."""


def _minimum_total(line: ast.MinimumTotal, targets: RuleTargets, ctx: Context) -> typed.MinimumTotal | None:
    """Check `nothing below`; `None` after an error."""
    exempt = exempt_labels(line.body, targets, ctx)
    names = _keys_of_total(line, "nothing below", targets, exempt, ctx)
    amount = amounts.money(line.amount, Scope(ctx, has_figures=True, has_applicant=True))
    if names is None or is_poison(amount):
        return None
    minimum, verb = amounts.constant_sum(amount), _WORDS["nothing below"]
    if minimum is None:
        return ctx.refuse_misplaced(
            line.amount.span,
            verb,
            Phrase("with a computed amount over several claims", "对多项申请以计算得出的数额"),
            Phrase(
                "write a sum here; under an award, `nothing below` may be computed",
                "请在此写固定金额；奖励之下的`单项不足`可以写计算的数额",
            ),
        )
    if minimum <= 1:
        return ctx.refuse(
            p.RuleWithoutEffect(
                span=line.span,
                verb=verb,
                why=Phrase("no sum is below it", "没有低于它的合计"),
                advice=Phrase("write a greater amount, or remove the line", "请写更大的金额，或删去这一行"),
            )
        )
    name = rule_name(targets, "nothing below", line.per)
    return typed.MinimumTotal(span=line.span, name=name, amount=minimum, keys=names, exempt=exempt)


def _rounded_total(line: ast.RoundedTotal, targets: RuleTargets, ctx: Context) -> typed.RoundedTotal | None:
    """Check `round down … per …`; `None` after an error."""
    exempt = exempt_labels(line.body, targets, ctx)
    names = _keys_of_total(line, "round", targets, exempt, ctx)
    step = amounts.step_in_minor_units(line.step, line.span, ctx)
    if names is None or step is None:
        return None
    name = rule_name(targets, "round", line.per)
    return typed.RoundedTotal(span=line.span, name=name, amount=step, keys=names, exempt=exempt)


def _keys_of_total(
    line: ast.MinimumTotal | ast.RoundedTotal, verb: str, targets: RuleTargets, exempt: tuple[str, ...], ctx: Context
) -> tuple[str, ...] | None:
    """The keys of a rule about a sum, without the year; `None` after an error."""
    word = _WORDS[verb]
    if line.across:
        return ctx.refuse_misplaced(
            line.span,
            keywords.phrase("across applicants"),
            Phrase("in `{verb}`", "`{verb}`之中", verb=word),
            Phrase(
                "remove it: the sum is that of one applicant; `cap … across applicants` limits several",
                "请删去：合计的是一个申请人的金额；几个申请人合计的限额写`最高奖励`",
            ),
        )
    names = rule_keys(line.per, targets, exempt, verb, line, ctx)
    report_lists(line.per, targets, Phrase("a claim counts in one sum", "一项申请只计入一个合计"), ctx)
    if names is None or any(is_list(key.text, targets, ctx) for key in line.per):
        return None
    if "year" not in names:
        return ctx.refuse(p.TotalNeedsYear(span=line.span, verb=word))
    return keys_without_year(names)


# ------------------------------------------------------------------------------------------------- lines of a rule


def _report_carry(line: ast.RuleWithLines, ctx: Context) -> None:
    """Check `carry forward`: once per rule, only under a cap, with a possible number of years."""
    carry = single_line(line.body, ast.CarryForward, "carry forward", ctx)
    if carry is not None:
        if not isinstance(line, ast.Cap):
            ctx.refuse_misplaced(
                carry.span,
                keywords.phrase("carry forward"),
                Phrase("under `{verb}`", "`{verb}`之下", verb=keywords.phrase(verb_of(line))),
                Phrase(
                    "a cap carries the amount that it cuts: write it under `cap`",
                    "最高金额核减的部分才能结转：请写在`最高奖励`之下",
                ),
            )
        elif not 1 <= carry.years <= MAX_CARRY_YEARS:
            ctx.add(
                n.Mismatch(
                    span=carry.span,
                    place=keywords.phrase("`carry forward`"),
                    expected=Phrase("1 to {most} years", "1至{most}年", most=MAX_CARRY_YEARS),
                    found=str(carry.years),
                    advice=Phrase(
                        "write how long it waits; without the line what is cut is gone",
                        "请写明可以等多少年；不写这一行的，核减部分不再兑现",
                    ),
                )
            )


def _report_repaid(line: ast.RuleWithLines, ctx: Context) -> None:
    """Report `what is paid back counts no longer` where it has no effect: only a cap of several years counts before.

    So it is with `what lapses counts no longer`; `payments` asks for awards in parts.
    """
    is_of_years = isinstance(line, ast.Cap) and not line.across and all(key.text != "year" for key in line.per)
    for uncounted in line.body:
        if isinstance(uncounted, ast.RepaidUncounted | ast.LapsedUncounted) and not is_of_years:
            is_lapsed = isinstance(uncounted, ast.LapsedUncounted)
            ctx.refuse_misplaced(
                uncounted.span,
                keywords.phrase(f"what {'lapses' if is_lapsed else 'is paid back'} counts no longer"),
                Phrase("under this rule", "这条规则之下"),
                Phrase(
                    "write it under a `cap` of one applicant over several years",
                    "请写在单个申请人跨年度的`最高奖励`之下",
                ),
            )


def _report_counting(line: ast.RuleWithLines, ctx: Context) -> None:
    """Report `counting …` under a rule other than a cap, and a second one."""
    lines = [x for x in line.body if isinstance(x, ast.SupportDeduction)]
    for counting in lines[1:]:
        ctx.add(p.RepeatedLine(span=counting.span, word=scope.counting_word(counting)))
    for counting in lines[:1]:
        if not isinstance(line, ast.Cap):
            ctx.refuse_misplaced(
                counting.span,
                scope.counting_word(counting),
                Phrase("under `{verb}`", "`{verb}`之下", verb=keywords.phrase(verb_of(line))),
                Phrase("write it under `cap`, or under an award", "请写在`最高奖励`或奖励之下"),
            )


def _report_matter(line: ast.RuleWithLines, ctx: Context) -> None:
    """Report `same matter` under a rule that does not use the matter."""
    if isinstance(line, ast.NoneWhenRule):
        asks = line.test is None
    else:
        asks = not isinstance(line, ast.Suspension) and any(key.text == MATTER for key in line.per)
    for matter_line in line.body:
        if isinstance(matter_line, ast.SameMatter) and not asks:
            ctx.refuse_misplaced(
                matter_line.span,
                keywords.phrase("same matter"),
                Phrase("under `{verb}`", "`{verb}`之下", verb=keywords.phrase(verb_of(line))),
                Phrase(
                    "the rule does not ask for it: write `per matter`, or remove it",
                    "这条规则不看事项：请写`同一 事项`，或删去此行",
                ),
            )


MAX_CARRY_YEARS = 100
"""A longer period is a mistake."""


def report_carrying(root: typed.Block, awards: tuple[typed.Award, ...], ctx: Context) -> None:
    """Report rules that apply after a carrying cap to one of its claims, or that fill together with it."""
    placed = [x for x in placed_rules(root, awards) if not (isinstance(x.rule, _BLOCK_CONDITIONS) or x.is_of_payments)]
    for index, item in enumerate(placed):
        if not _carries(item.rule):
            continue
        after = [x for x in placed[index + 1 :] if _share(item, x, ctx.schema)]
        following = after[0] if after else None
        before = placed[index - 1] if index else None
        if following is not None:
            if following.rule.name != item.rule.name:  # a rule with the same name is reported elsewhere
                _report_later(item, following, after[-1].rule.span.line, ctx)
        elif before is not None and _are_neighbours(before.rule, item.rule, root) and _share(item, before, ctx.schema):
            advice = Phrase("move it to an `over policy` block of its own", "请移到单独的`适用于 全文`之下")
            why = Phrase("it would fill together with the cap before it", "它会与前一个最高金额合并计算")
            related = (RelatedPlace(before.rule.span, Phrase("the cap before it", "前一个最高金额")),)
            ctx.add(p.CarryNotAlone(span=item.rule.span, why=why, advice=advice, related=related))


_BLOCK_CONDITIONS = (typed.OlderStandardRule, typed.Quota, typed.Suspension, typed.NoneWhenRule)
"""Conditions, which apply before all rules."""


def _carries(rule: typed.Rule | typed.Condition) -> bool:
    return isinstance(rule, typed.Cap) and rule.carry > 0


def _report_later(item: PlacedRule, following: PlacedRule, last: int, ctx: Context) -> None:
    related = (RelatedPlace(item.rule.span, Phrase("the cap that carries forward", "允许结转的最高金额")),)
    if _carries(following.rule):
        why, advice = (
            Phrase("a claim would be subject to two of them", "一项申请会遇到两个这样的最高金额"),
            Phrase(
                "let one of the two spare what the other binds, with `except`",
                "请在其中一个之下写`除外`，排除另一个所约束的奖励",
            ),
        )
    else:
        why = Phrase(
            "this `{verb}` acts after it on the same claims",
            "这条`{verb}`在其后约束同一申请",
            verb=keywords.phrase(verb_of(following.rule)),
        )
        advice = Phrase(
            "move the cap of line {line} below all rules over its claims: below line {last}",
            "请把第{line}行的最高金额移到约束同一申请的各条规则之下，即第{last}行之后",
            line=item.rule.span.line,
            last=last,
        )
    ctx.add(p.CarryNotAlone(span=following.rule.span, why=why, advice=advice, related=related))


def _share(first: PlacedRule, second: PlacedRule, schema: Schema) -> bool:
    """Whether both rules can apply to one claim."""
    under = {award.label for award in reached_awards(second, schema)}
    return any(
        a.label in under and _kinds(first, a, schema) & _kinds(second, a, schema) for a in reached_awards(first, schema)
    )


def _kinds(placed: PlacedRule, award: typed.Award, schema: Schema) -> set[str]:
    """The kinds of applicant that are paid and subject to the rule; `{""}` if the vocabulary has no kinds."""
    rule = placed.rule
    keys = () if isinstance(rule, typed.Suspension | typed.NoneWhenRule) else rule.keys
    return set(scope.kinds_bound(keys, award, schema)) if schema.kinds else {""}


def _are_neighbours(
    first: typed.Rule | typed.Condition, second: typed.Rule | typed.Condition, block: typed.Block
) -> bool:
    """Whether two caps are consecutive in a block."""
    inner = [x for x in block.items if isinstance(x, typed.Block)]
    rules = [x for x in block.items if not isinstance(x, (typed.Award, typed.Block, *_BLOCK_CONDITIONS))]
    if any(a is first and b is second for a, b in itertools.pairwise(rules)):
        return isinstance(first, typed.Cap)
    return any(_are_neighbours(first, second, x) for x in inner)
