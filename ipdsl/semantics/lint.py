"""What is well formed and still doubtful, and in words what each rule covers.

In: the typed policy. Out: warnings and notes. Assumed: it was built without errors.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from ipdsl.diagnostics.model import RelatedPlace, Report
from ipdsl.diagnostics.phrase import NOTHING, THE_FIRST, LocalizedSentence, Phrase, join_names, join_phrases
from ipdsl.schema.model import Schema
from ipdsl.schema.types import ChoiceType, LevelType, RateType, Type
from ipdsl.semantics import amounts, official_senses, paid_again, reach, typed, upper
from ipdsl.semantics import errors_lints as w
from ipdsl.semantics.exclusion import are_exclusive, can_be_member
from ipdsl.semantics.placed import PlacedRule, awards_of, blocks_of, placed_rules, reached_awards, verb_of
from ipdsl.semantics.walk import nodes
from ipdsl.syntax import keywords
from ipdsl.values.written import decimal

LESS = Phrase(
    "no sum is below 0, so what is taken off must stand behind what it is taken from: `premium less 500`",
    "金额不会小于0，所减的应写在被减的之后：`保费 减 500元`",
)
MAX_SHARE_MULTIPLE = 10


def lint(policy: typed.Policy) -> Report:
    """All warnings and notes about a whole policy."""
    report = Report()
    placed = tuple(placed_rules(policy.root, policy.awards))
    for award in policy.awards:
        over = tuple(x for x in placed if award.label in x.labels)
        _report_rates(award, over, policy.schema, report)
        _report_window(award, policy, report)
        _report_members(award, over, policy.schema, report)
    _report_unbound(policy, placed, report)
    for item in placed:
        match item.rule:
            case typed.Limit(number=0) | typed.Quota(number=0) | typed.Cap(amount=typed.Const(value=0)):
                report.add(w.RuleLeavesNothing(span=item.rule.span, verb=keywords.phrase(verb_of(item.rule))))
            case _:
                pass
        _report_cover(item, policy, report)
    _report_stacking(policy, placed, report)
    paid_again.report_split_awards(policy, placed, report)
    official_senses.report_official_senses(policy, placed, report)
    return report


# ------------------------------------------------------------------------------------------------- rates


def _report_rates(award: typed.Award, over: tuple[PlacedRule, ...], schema: Schema, report: Report) -> None:
    for amount in amounts.sums(award.amount):
        is_row_of_nothing = isinstance(award.amount, typed.AmountByRows) and isinstance(amount.value, typed.Const)
        if amount.value is not None and not is_row_of_nothing and upper.is_always_zero(amount.value):
            is_less = any(isinstance(node, typed.Subtract) for node in nodes(amount.value, typed.Node))
            report.add(
                w.AlwaysZeroAmount(span=amount.span, advice=LESS) if is_less else w.AlwaysZeroAmount(span=amount.span)
            )
        _report_shares(amount, report)
    if award.is_uncapped:
        return
    caps = [x.rule for x in over if isinstance(x.rule, typed.Cap)]
    if any(reach.can_bind(cap.keys, award, schema, across=cap.is_across_applicants) for cap in caps):
        return
    held = _true_tests(award, over)
    for amount, tests in _cases(award.amount, held):
        if isinstance(amount, typed.FixedAmount) and amount.at_most is None and not upper.is_always_zero(amount.value):
            free = upper.unbounded_words(amount.value, upper.bounded_values(tests))
            if free:
                words = join_phrases([f"`{word}`" for word in dict.fromkeys(free)])
                report.add(w.NoCapOnRate(span=amount.span, words=words))


def _report_shares(amount: typed.FixedAmount | typed.Ceiling, report: Report) -> None:
    """A share of ten times its base, or more."""
    for part in (amount.value, amount.at_most):
        for node in nodes(part, typed.Node) if part is not None else ():
            match node:
                case typed.Scale(factor=typed.Const(value=Fraction() as times, type=RateType(), span=span)):
                    if times >= MAX_SHARE_MULTIPLE:
                        report.add(w.ShareExceedsBase(span=span, rate=decimal(times * 100), times=decimal(times)))
                case _:
                    pass


def _cases(
    amount: typed.Amount, held: list[typed.Expr]
) -> Iterator[tuple[typed.FixedAmount | typed.Ceiling, list[typed.Expr]]]:
    """The single sums of an amount, each with the tests that hold where it is paid: its row's, no earlier one's."""
    if not isinstance(amount, typed.AmountByRows):
        yield amount, held
        return
    for row in amount.rows:
        yield row.amount, held if row.test is None else [*held, row.test]
        if isinstance(row.test, typed.Compare):
            held = [*held, upper.negate(row.test)]


# ------------------------------------------------------------------------------------------------- rows


def _report_members(award: typed.Award, over: tuple[PlacedRule, ...], schema: Schema, report: Report) -> None:
    """Members without a row, among those that the conditions of the award leave."""
    rows = award.amount
    if not isinstance(rows, typed.AmountByRows) or any(row.test is None for row in rows.rows):
        return
    choice = schema.choice_by_name.get(_choice_name(rows.value.type))
    named = {member for row in rows.rows if isinstance(row.test, typed.Membership) for member in row.test.members}
    if choice is None or not named:
        return
    held = _true_tests(award, over)
    fixed = _fixed_value(award, rows.value, schema)
    missing = [
        member
        for member in choice.names
        if member not in named and fixed in (None, member) and can_be_member(rows.value, member, held)
    ]
    if missing:
        count = (
            Phrase("1 member", "1个取值")
            if len(missing) == 1
            else Phrase("{count} members", "{count}个取值", count=len(missing))
        )
        shown = join_phrases([f"`{member}`" for member in missing])
        report.add(w.MembersMissing(span=rows.span, members=shown, count=count))


def _choice_name(type_: Type) -> str:
    """The choice or level behind a type, or the empty text."""
    match type_:
        case ChoiceType(choice=name) | LevelType(level=name):
            return name
        case _:
            return ""


def _true_tests(award: typed.Award, over: Iterable[PlacedRule]) -> list[typed.Expr]:
    """The tests that are true of each paid claim of an award."""
    held = [gate.test for gate in award.gates]
    if isinstance(award.trigger, typed.SetTrigger):
        held += [gate.test for gate in award.trigger.picks]
    for placed in over:
        match placed.rule:
            case typed.NoneWhenRule(test=test, span=span) if test is not None:
                held.append(typed.Not(span=span, part=test))
            case _:
                pass
    return held


def _fixed_value(award: typed.Award, value: typed.Expr, schema: Schema) -> object:
    """The value that every record of the award's kind has in a field, or `None`."""
    kind = reach.record_of(award)
    if kind is None or not isinstance(value, typed.RecordField):
        return None
    return dict(schema.record_by_name[kind].fixed).get(value.field)


# ------------------------------------------------------------------------------------------------- whom


_KIND_SENSITIVE_RULES = ("limit", "pay highest", "cap", "no repeat", "top up")
"""The rules that look at one applicant by its kind."""


def _report_unbound(policy: typed.Policy, placed: tuple[PlacedRule, ...], report: Report) -> None:
    """Beneficiaries that no rule of a verb over their award binds, though one binds others, and no reading says so."""
    schema = policy.schema
    explained = {rule for block in blocks_of(policy.root) for rule in block.explained_rules}
    unbound: dict[tuple[typed.Rule, Phrase, Phrase], list[typed.Award]] = {}
    for award in policy.awards:
        paid = reach.kinds_paid(award.to, schema)
        over = [x.rule for x in placed if award.label in x.labels]
        for verb in _KIND_SENSITIVE_RULES:
            rules = [r for r in over if isinstance(r, typed.Rule) and verb_of(r) == verb]
            rules = [r for r in rules if reach.can_bind(r.keys, award, schema)]
            bound = {k for r in rules for k in reach.kinds_bound(r.keys, award, schema)}
            missed = [k for k in paid if k not in bound]
            if rules and missed:
                who = join_names(reach.widest(missed, schema))
                caught = join_names(reach.widest([k for k in paid if k in bound], schema))
                unbound.setdefault((rules[0], who, caught), []).append(award)
    for (rule, who, caught), awards in unbound.items():
        if rule.span in explained:
            continue
        report.add(
            w.UnboundBeneficiaries(
                span=rule.span, verb=keywords.phrase(verb_of(rule)), who=who, labels=_labels(awards), bound=caught
            )
        )


def _report_window(award: typed.Award, policy: typed.Policy, report: Report) -> None:
    end = policy.window.end
    if award.start is not None and end is not None and award.start > end:
        report.add(w.StartOutsideWindow(span=award.span, start=award.start.isoformat(), end=end.isoformat()))


# ------------------------------------------------------------------------------------------------- words


def _report_cover(placed: PlacedRule, policy: typed.Policy, report: Report) -> None:
    under = list(reached_awards(placed, policy.schema))
    labels = {a.label for a in under}
    spared = [a for a in placed.awards if a.label not in labels]
    count, where, labels_ = _number(under), _article_words(under), _labels(under)
    what = Phrase("{count}{where}: {labels}", "{where}{count}：{labels}", count=count, where=where, labels=labels_)
    if spared:
        why = Phrase("for want of its keys", "因为没有它的归并项")
        if isinstance(placed.rule, typed.Suspension):
            why = Phrase("paid to no {who}", "因为不是给{who}的", who=placed.rule.who)
        left = _labels(spared)
        what = Phrase(
            "{what}; leaves untouched, {why}: {left}", "{what}；不涉及（{why}）：{left}", what=what, why=why, left=left
        )
    is_detail = placed.has_no_inner_blocks and not spared
    report.add(
        w.RuleCoverage(
            span=placed.rule.span, rule=LocalizedSentence(placed.rule.name), what=what, count=count, is_detail=is_detail
        )
    )


def _number(awards: list[typed.Award]) -> Phrase:
    return (
        Phrase("1 award", "1项奖励")
        if len(awards) == 1
        else Phrase("{count} awards", "{count}项奖励", count=len(awards))
    )


def _article_words(awards: list[typed.Award]) -> Phrase:
    articles = list(dict.fromkeys(a.article for a in awards if a.article))
    if not articles:
        return NOTHING
    if len(articles) == 1:
        return Phrase(" of article {number}", "第{number}条的", number=articles[0])
    return Phrase(" of {count} articles", "{count}条中的", count=len(articles))


def _labels(awards: Iterable[typed.Award]) -> Phrase:
    labels = [f"`{a.label}`" for a in awards]
    if len(labels) <= 8:
        return join_phrases(labels)
    first, more = join_phrases(labels[:8]), len(labels) - 8
    return Phrase("{first} and {more} more", "{first}等，另有{more}项", first=first, more=more)


_ANSWERS = (typed.HighestRule, typed.NoRepeat, typed.TopUp)
"""The rules that say what is paid of two ladders."""


def _report_stacking(policy: typed.Policy, placed: tuple[PlacedRule, ...], report: Report) -> None:
    """Two ladders for one record and event, where nothing says whether both are paid."""
    answered = {a.label for x in placed if isinstance(x.rule, _ANSWERS) for a in x.awards}
    answered |= {a.label for b in blocks_of(policy.root) if b.pays_each for a in awards_of(b.items)}
    earlier: dict[tuple[str, str], list[typed.Award]] = {}
    for award in policy.awards:
        if not isinstance(award.trigger, typed.EventTrigger) or not isinstance(award.amount, typed.AmountByRows):
            continue
        if award.label in answered:
            continue
        key = (award.trigger.record, award.trigger.event)
        other = next((x for x in earlier.get(key, []) if not are_exclusive(_tests(x), _tests(award))), None)
        earlier.setdefault(key, []).append(award)
        if other is not None:
            related = (RelatedPlace(other.span, THE_FIRST),)
            report.add(w.UnresolvedStacking(span=award.span, record=key[0], event=key[1], related=related))


def _tests(award: typed.Award) -> list[typed.Expr]:
    return [gate.test for gate in award.gates]
