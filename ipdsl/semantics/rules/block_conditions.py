"""Conditions of a block, which apply before its rules: older standards, quotas, suspensions, `none when`."""

from __future__ import annotations

from ipdsl.base.findings.phrase import NOTHING, Phrase, join_names
from ipdsl.schema.vocabulary import RecordKind
from ipdsl.semantics import typed
from ipdsl.semantics.errors import names as n
from ipdsl.semantics.errors import policy as g
from ipdsl.semantics.errors import policy as p
from ipdsl.semantics.errors import policy as r
from ipdsl.semantics.errors import types as e
from ipdsl.semantics.expressions import conditions
from ipdsl.semantics.names import keys, lookup
from ipdsl.semantics.names.symbols import Context, Scope, record_words
from ipdsl.semantics.rules import orders, scope
from ipdsl.semantics.rules.scope import (
    ANYBODY,
    RuleTargets,
    bound_awards,
    exempt_labels,
    keys_without_year,
    records_of,
    report_lists,
    rule_keys,
    rule_name,
)
from ipdsl.semantics.tree_walk import nodes
from ipdsl.syntax import ast, keywords
from ipdsl.syntax.printing.printer import format_expr, format_line


def older_standard(line: ast.HighestRule, targets: RuleTargets, ctx: Context) -> typed.OlderStandardRule | None:
    """`pay highest with older documents per matter`."""
    exempt = exempt_labels(line.body, targets, ctx)
    verb = "pay highest with older documents"
    names = rule_keys(line.per, targets, exempt, verb, line, ctx)
    if names is None:
        return None
    if not keys_without_year(names):
        words = keywords.phrase(verb)
        ctx.add(r.RuleWithoutKey(span=line.span, verb=words, advice=r.same_thing_advice(words)))
        return None
    report_lists(line.per, targets, Phrase("items are compared by one value", "是否相同以一个值判断"), ctx)
    name = rule_name(targets, "pay highest with older documents", line.per)
    return typed.OlderStandardRule(span=line.span, name=name, keys=keys_without_year(names), exempt=exempt)


# ------------------------------------------------------------------------------------------------- quotas


def quota(line: ast.Quota, targets: RuleTargets, ctx: Context) -> typed.Quota | None:
    """`quota 2 to 5 projects per year`, the list of the authority, or `by score`."""
    if line.low is not None and line.low > line.number:
        low, high = str(line.low), str(line.number)
        ctx.add(
            g.ReversedRange(
                span=line.span,
                what=Phrase("the quota", "评选名额"),
                start=low,
                end=high,
                order=Phrase("more than", "大于"),
            )
        )
        return None
    return _selection(line, "quota", line.what, line.by, line.low, targets, ctx)


def limit_by_score(line: ast.Limit, targets: RuleTargets, ctx: Context) -> typed.Quota | None:
    """`limit 3 projects per year across applicants, highest score first`: the best records of all applicants."""
    assert isinstance(line.order, ast.FieldOrder)
    if line.what is None:
        ctx.add(p.NothingToSelect(span=line.span))
        return None
    return _selection(line, "limit", line.what, line.order.field, None, targets, ctx)


def _selection(
    line: ast.Quota | ast.Limit, verb: str, what: ast.Name, score: ast.Name | None, low: int | None,
    targets: RuleTargets, ctx: Context,
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
        ctx.add(p.PluralOfOther(span=what.span, word=what.text, record=record.name))
        return None
    sound = score is None or _is_score(score, verb, record, ctx)
    advice = Phrase(
        "remove it; `limit` without `across applicants` counts the records of each applicant",
        "请删去；按申请人统计记录请用`最多`，不写`各申请人合计`",
    )
    if isinstance(line, ast.Limit) and isinstance(line.order, ast.FieldOrder):
        best_of_each = orders.best_of_each_advice(line, line.order, ctx)
        advice = Phrase("remove it; or {best_of_each}", "请删去；{best_of_each}", best_of_each=best_of_each)
    has_applicant_key = scope.report_applicant_keys(line.per, keywords.phrase(verb), advice, ctx)
    if has_applicant_key or names is None or not sound:
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
        is_limit=verb == "limit",
        exempt=tuple(dict.fromkeys([*exempt, *other_labels])),
    )


def _is_score(name: ast.Name, verb: str, record: RecordKind, ctx: Context) -> bool:
    """Whether the word is a field of the record with ordered values."""
    field = record.field_by_name.get(name.text)
    if field is None:
        lookup.report_unknown_field(name, record.field_by_name, f"`{record.name}`", ctx)
        return False
    if not (field.type.is_summable or field.type.is_poison):
        found_type = field.type.phrase
        ctx.add(
            e.Mismatch(
                span=name.span,
                place=keywords.phrase("`quota … by`" if verb == "quota" else "`highest`"),
                expected=Phrase("a number that ranks", "可以排名的数值"),
                found=found_type,
            )
        )
        return False
    return True


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
        ctx.add(r.SuspensionWithoutEffect(span=line.who.span, who=who, paid=paid))
        return None
    record = about.record.name
    pick = typed.Pick(span=line.when.span, record=record, tests=tuple(gate.test for gate in about.gates))
    return typed.Suspension(
        span=line.span,
        name=f"{targets.block} suspend {who} when {record} {about.event}",
        text=format_line(line),
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
        _report_unknown_words(line.test, ctx)
    if not awards:
        return None
    if line.test is None:
        shown = "another level supported the same matter"
        return typed.NoneWhenRule(
            span=line.span, name=f"{targets.block} none when {shown}", text=format_line(line), test=None,
            words=("support",), exempt=exempt, matter=keys.key_of(targets.matters, ctx),
        )  # fmt: skip
    if not targets.is_complete and not _has_known_words(line.test, awards, ctx):
        return None  # its words may belong to an award with errors
    record, spared = _record_of_condition(line.test, awards, ctx)
    gate = conditions.gate(line.test, Scope(ctx, record=record, has_applicant=True, has_figures=True))
    if gate is None:
        return None
    return typed.NoneWhenRule(
        span=line.span,
        name=f"{targets.block} none when {format_expr(line.test)}",
        text=format_line(line),
        test=gate.test,
        words=gate.words,
        exempt=tuple(dict.fromkeys([*exempt, *spared])),
    )


def _report_unknown_words(test: ast.Expr, ctx: Context) -> None:
    """Report words that no record and no applicant has."""
    known = {*ctx.vocabulary.applicant_words()}
    known.update(word for record in ctx.schema.records for word in record_words(record))
    for name in [*_names_in(test), *(node.table for node in _owned_words(test, ctx))]:
        if name.text not in known:
            near, place = (
                lookup.nearest_words(name.text, sorted(known), ctx),
                Phrase("a record or the applicant", "记录或申请人"),
            )
            advice = NOTHING if near else lookup.unknown_word_advice(name.text, ())
            ctx.add(n.UnknownWord(span=name.span, word=name.text, place=place, nearest=near, advice=advice))


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
    names = {x.name for x in whole if all(_means_same(w, x, whole[0]) for w in record_specific)}
    reached = {a.label for a in awards if scope.record_of_claim(a) in names}
    return whole[0], tuple(a.label for a in awards if a.label not in reached)


def _means_same(word: str, record: RecordKind, second: RecordKind) -> bool:
    """Whether a word has the same meaning in both kinds: the same type, or the same days."""
    first_field, second_field = record.field_by_name.get(word), second.field_by_name.get(word)
    if first_field is not None and second_field is not None:
        return first_field.type == second_field.type
    event, same_event = record.event_by_name.get(word), second.event_by_name.get(word)
    if event is not None and same_event is not None:
        return event.date_field == same_event.date_field
    state, same_state = record.state_by_name.get(word), second.state_by_name.get(word)
    if state is None or same_state is None:
        return False
    return (state.from_field, state.until_field) == (same_state.from_field, same_state.until_field)
