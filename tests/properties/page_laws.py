"""Invariants of a whole page: printing and parsing, renaming, and a rule that is added last."""

from __future__ import annotations

import json
import random
import re
from collections import Counter
from collections.abc import Callable, Iterable
from fractions import Fraction

import attrs

from ipdsl.base.source import Source
from ipdsl.base.values.money import Bounds, Money
from ipdsl.decision.decision import Decision
from ipdsl.decision.model import Claim
from ipdsl.driver.compilation import hashed_text
from ipdsl.ir.proposal import Outcome
from ipdsl.semantics import typed
from ipdsl.semantics.typed import nodes
from ipdsl.syntax import ast
from ipdsl.syntax.keywords import Surface
from ipdsl.syntax.parser import parse
from ipdsl.syntax.printing import format_page
from tests.properties import build as b
from tests.properties.budget_laws import bounds_hold_what_budgets_pay, budgets_pay_as_simulated
from tests.properties.facts import facts as make_facts
from tests.properties.instalment_laws import (
    a_reopened_year_pays_its_instalments_once,
    bounds_of_instalments_hold_completions,
    instalments_add_up,
    instalments_agree_with_oracle,
    instalments_in_any_order,
    instalments_of_years_one_by_one,
    parts_paid_at_once_change_nothing,
    payments_of_instalments_count_once,
    the_chinese_page_pays_the_same,
    the_last_share_is_the_rest,
    totals_of_instalments_are_those_of_decisions,
    what_is_paid_besides_what_was_withheld_changes_nothing,
    what_was_missing_is_paid_once,
)
from tests.properties.limit_laws import limits_are_never_exceeded, what_a_first_rule_refuses_changes_nothing
from tests.properties.pipeline import Compiled, RejectedError, compile_texts
from tests.properties.policies import Generated
from tests.properties.recovery_laws import due_is_the_same_without_recoveries
from tests.properties.trial import BrokenError, Facts, expect, is_settled, ledger_of
from tests.properties.words import PLACES

WORD = re.compile(r"(?<!\bhas )(?<!\bhave )\b\w+")


def round_trips(made: Generated, compiled: Compiled, r: random.Random) -> None:
    """The printed page parses to the same tree, and printing again changes nothing."""
    for page in (made.page, made.vocabulary):
        text = format_page(page)
        again, report = parse(Source("generated.ipp", text))
        expect(not report.has_errors, "a printed page does not parse", *report)
        expect(again == page, "the parsed page differs", text, again, page)
        assert again is not None
        expect(format_page(again) == text, "formatting twice changes the page", text)


def both_surfaces_are_one_tree(made: Generated, compiled: Compiled, r: random.Random) -> None:
    """The page printed in Chinese parses to the same tree, so both surfaces mean the same."""
    for page in (made.page, made.vocabulary):
        chinese = format_page(page, to=Surface.CHINESE)
        again, report = parse(Source("generated.ipp", chinese), lambda _: tuple(made.words))
        expect(not report.has_errors, "a page printed in Chinese does not parse", chinese, *report)
        expect(again == page, "the Chinese page is another tree", chinese, format_page(page))


def needless_brackets_leave_no_trace_in_the_hash(made: Generated, compiled: Compiled, r: random.Random) -> None:
    """A page with needless brackets, as the formatter prints it, and in Chinese: all have the same hashed text.

    The formatter keeps brackets around a comparison inside another condition. It drops them around a word, a number
    or a whole condition.
    """
    for page in (made.page, made.vocabulary):
        text = _lines(format_page(page))
        hashed = hashed_text(page, text)
        chinese = _lines(format_page(page, to=Surface.CHINESE))
        in_chinese, _ = parse(Source("generated.ipp", chinese), lambda _: tuple(made.words))
        assert in_chinese is not None
        expect(hashed_text(in_chinese, chinese) == hashed, "the Chinese page has another hash", chinese)
        parsed, _ = parse(Source("generated.ipp", text))
        assert parsed is not None
        translated = _lines(format_page(parsed, to=Surface.CHINESE))
        operands = [x for x in _OPERAND.finditer(text) if not (x["comparison"] and x[1] in _ARITHMETIC)]
        for operand in r.sample(operands, min(4, len(operands))):
            more = f"{text[: operand.start(2)]}({operand[2]}){text[operand.end() :]}"
            again, report = parse(Source("generated.ipp", more))
            if again is None or report.has_errors:
                continue  # the place takes no expression
            formatted = _lines(format_page(again))
            expect(hashed_text(again, more) == hashed, "needless brackets change the hash", more)
            expect(hashed_text(again, formatted) == hashed, "the formatter changes the hash", more)
            if operand["comparison"] and not _is_whole(operand):
                expect(formatted.split() == more.split(), "the formatter drops brackets of an operand", more)
            else:
                expect(formatted == text, "the formatter keeps needless brackets", more)
                expect(_lines(format_page(again, to=Surface.CHINESE)) == translated, "another page in Chinese", more)


_OPERAND = re.compile(
    r"\b(and|or|not|plus|less|when|if|award|of|times) "
    r"((?:\d+|[a-z]\w*)(?P<comparison> (?:more than|at (?:least|most)) \d+)?)"
    r"(?=\n| (?:and|or|plus|less|of|times|when) |\))"
)
"""A word, a number or a comparison after an operator, up to the next one."""

_ARITHMETIC = ("plus", "less", "award", "of", "times")
"""A comparison after one of these is of all before it, or it is a limit of the sum."""


def _is_whole(operand: re.Match[str]) -> bool:
    """Whether no operator combines the condition with another one, on its line or on the next one."""
    return operand[1] in ("when", "if") and not re.match(r"\s+(?:and|or)\b", operand.string[operand.end() :])


def _lines(text: str) -> str:
    return "\n".join(Source("", text).lines())


def earlier_versions_are_kept(made: Generated, compiled: Compiled, r: random.Random) -> None:
    """The emitted module has the labels and names that `formerly` and `ended` list, each award its own."""
    program = compiled.code.program
    names, ended = (
        tuple(name.text for line in nodes(made.page, kind) for name in getattr(line, field))
        for kind, field in ((ast.FormerNames, "names"), (ast.EndedLabels, "labels"))
    )
    expect((program.former_names, program.ended) == (names, ended), "a name or an ended award is lost", names, ended)
    awards = (award for award in nodes(made.page.items, ast.Award) if not award.is_debt)
    for award, clause in zip(awards, program.clauses, strict=True):
        formerly = tuple(label.text for line in nodes(award.body, ast.FormerLabels) for label in line.labels)
        expect(clause.formerly == formerly, "an award lost its former labels", clause.label, formerly)


def renaming_is_irrelevant(made: Generated, compiled: Compiled, r: random.Random) -> None:
    """If all words are renamed, in another alphabetical order, claims and amounts stay the same.

    Texts in facts keep their order: if two items claim on one day, the alphabetically first one is first.
    """
    words = sorted(made.words - {"repaid"})  # a part of a line of a recovery too
    endings = [f"{word}{number:03d}" for number, word in enumerate(words)]
    r.shuffle(endings)
    fresh = {word: f"x{r.randint(100, 999)}_{ending}" for word, ending in zip(words, endings, strict=True)}
    stated = {word for word in words if word in PLACES or word in compiled.edges.texts}
    fresh |= {word: f"text{number:03d}_{word}" for number, word in enumerate(words) if word in stated}

    def rename(text: str) -> str:
        return WORD.sub(lambda m: fresh.get(m.group(), m.group()), text)

    other = compile_texts(rename(compiled.text), rename(compiled.vocabulary_text), fresh[made.vocabulary_name])
    for _ in range(4):
        facts = make_facts(r, compiled.policy, compiled.edges)
        first = compiled.evaluate(facts)
        second = other.evaluate(json.loads(rename(json.dumps(facts))))
        want = [_told(c, rename) for c in first.claims]
        got = [_told(c, str) for c in second.claims]
        expect(sorted(want) == sorted(got), "renaming changes the decision", facts, *zip(want, got, strict=False))


def _told(claim: Claim, rename: Callable[[str], str]) -> tuple[str, ...]:
    """A claim with its words renamed: an item may be a member of a choice."""
    sums = (claim.outcome.value, str(claim.proposed), str(claim.paid))
    return (rename(claim.label), rename(claim.item), str(claim.event_date), *sums)


def _told_if_settled(claim: Claim) -> tuple[str, ...]:
    """A claim; of an open one, whatever the facts that it needs, the bounds."""
    label, item, day, outcome, *sums = _told(claim, str)
    is_open = claim.outcome in (Outcome.UNDETERMINED, Outcome.CONTINGENT)
    return (label, item, day, *([str(claim.bounds)] if is_open else [outcome, *sums]))


def _contains(wide: Bounds, narrow: Bounds) -> bool:
    is_below = wide.high is None or (narrow.high is not None and narrow.high <= wide.high)
    return wide.low <= narrow.low and is_below


def last_cap_never_raises(made: Generated, compiled: Compiled, r: random.Random) -> None:
    """A cap in an `over policy` block after all other rules and before a carrying one never raises the total.

    Bounds of an open total are not compared, because they may be wider without the cap.
    """
    if compiled.policy.is_draft or _collects(compiled):
        return
    size, keys = r.choice([100, 5000, 20000]), r.choice(["applicant", "applicant per year"])
    cap = ast.Cap(span=b.SPAN, amount=b.number(size), per=b.names(*keys.replace("per ", "").split()))
    last = _last_article(cap)
    items = list(made.page.items)
    carrying = [n for n, item in enumerate(items) if any(True for _ in nodes(item, ast.CarryForward))]
    if carrying and not isinstance(items[carrying[0]].body[0], ast.OverBlock):
        return  # the article ends with a carrying cap: no rule may follow
    items.insert(carrying[0] if carrying else len(items), last)
    text = format_page(attrs.evolve(made.page, items=tuple(items)))
    capped = compile_texts(text, compiled.vocabulary_text, made.vocabulary_name)
    for _ in range(6):
        facts = make_facts(r, compiled.policy, compiled.edges)
        before, after = compiled.evaluate(facts), capped.evaluate(facts)
        if before.due.is_point and after.due.is_point:
            raised = after.total.minor > before.total.minor
            expect(not raised, "a cap added last raises the total", facts, before.total, after.total)


def _collects(compiled: Compiled) -> bool:
    """Whether the page has debts: no rule is over sums that are paid and sums that are collected."""
    return compiled.program.debts is not None


def _last_article(rule: ast.BlockItem) -> ast.Article:
    """An article with one rule over the whole policy."""
    over = ast.OverBlock(span=b.SPAN, articles=(), body=(rule,))
    return ast.Article(span=b.SPAN, number="99", title="Last", body=(over,))


def _with_last(made: Generated, compiled: Compiled, rule: ast.BlockItem) -> Compiled:
    """The page with an article after all others, with one rule over the whole policy."""
    text = format_page(attrs.evolve(made.page, items=(*made.page.items, _last_article(rule))))
    return compile_texts(text, compiled.vocabulary_text, made.vocabulary_name)


def last_sum_keeps_its_rule(made: Generated, compiled: Compiled, r: random.Random) -> None:
    """A rule about sums, added last, leaves of a year's sum all or nothing, or the whole steps in it.

    Years after the first that it changes are not compared, because what it refuses is not admitted. The sum of a year
    is compared if the years together come to the total: then it is known, though some of its claims may be open.
    """
    counts_years = (ast.CarryForward, ast.PriorPaymentDeduction)  # what is due in a year depends on the sums of others
    if compiled.policy.is_draft or _collects(compiled) or any(True for _ in nodes(made.page, counts_years)):
        return
    keys, size = b.names("applicant", "year"), r.choice([50, 100, 1000, 5000, 20000])
    rule: ast.BlockItem = ast.RoundedTotal(span=b.SPAN, step=Fraction(size), per=keys)
    is_rounded = r.random() < 0.5
    if not is_rounded:
        rule = ast.MinimumTotal(span=b.SPAN, amount=b.number(size), per=keys)
    changed, minor = _with_last(made, compiled, rule), size * 100
    for _ in range(6):
        facts = {**make_facts(r, compiled.policy, compiled.edges), "history": []}
        before, after = compiled.evaluate(facts), changed.evaluate(facts)
        paid, left = _sums_by_year(before), _sums_by_year(after)
        if paid is None or left is None:
            continue
        for year in sorted(paid):
            whole = paid[year] - paid[year] % minor if is_rounded else paid[year] if paid[year] >= minor else 0
            expect(left.get(year, 0) == whole, "a rule leaves another sum", facts, format_page(made.page), paid, left)
            if whole != paid[year]:
                break


def _sums_by_year(decision: Decision) -> Counter[int] | None:
    """What is due in each year, in minor units, if no open fact changes it."""
    sums = Counter({year: due.minor for year, due in decision.year_totals})
    return sums if decision.due.is_point and sums.total() == decision.due.low.minor else None


def definition_is_its_text(made: Generated, compiled: Compiled, r: random.Random) -> None:
    """If the text of each definition without rows replaces its name, claims and amounts stay the same."""
    meanings = {
        line.name.text: line.value
        for line in nodes(made.page, ast.Definition)
        if not isinstance(line.value, ast.AmountByRows | ast.AmountByConditions)
        and line.name.text not in compiled.policy.schema.kinds_and_classes
    }
    if not meanings:
        return

    def replace(node: ast.Node) -> ast.Node | None:
        if isinstance(node, ast.Word) and node.name.text in meanings:
            return meanings[node.name.text]
        if isinstance(node, ast.Definition) and node.name.text in meanings:
            return None
        return b.with_parts(node, replace)

    page = b.with_parts(made.page, replace)
    other = compile_texts(format_page(page), compiled.vocabulary_text, made.vocabulary_name)
    for _ in range(6):
        facts = make_facts(r, compiled.policy, compiled.edges)
        first, second = compiled.evaluate(facts), other.evaluate(facts)
        expect(first.due == second.due, "a definition is not its text", facts, first.due, second.due)
        want, got = [_told(c, str) for c in first.claims], [_told(c, str) for c in second.claims]
        expect(want == got, "a definition is not its text", facts, *zip(want, got, strict=False))


def definition_may_be_in_any_article(made: Generated, compiled: Compiled, r: random.Random) -> None:
    """If each definition of an article, with a name of its own, moves to the next article, claims stay the same."""
    own = compiled.policy.schema.kinds_and_classes
    written = Counter(line.name.text for line in nodes(made.page, ast.Definition))
    articles = [item for item in made.page.items if isinstance(item, ast.Article)]
    moved = [
        [
            x
            for x in article.body
            if isinstance(x, ast.Definition) and written[x.name.text] == 1 and x.name.text not in own
        ]
        for article in articles
    ]
    if len(articles) < 2 or not any(moved):
        return
    changed = {
        id(article): attrs.evolve(article, body=(*moved[i - 1], *(x for x in article.body if x not in moved[i])))
        for i, article in enumerate(articles)
    }
    page = attrs.evolve(made.page, items=tuple(changed.get(id(item), item) for item in made.page.items))
    try:
        other = compile_texts(format_page(page), compiled.vocabulary_text, made.vocabulary_name)
    except RejectedError as error:
        raise BrokenError("a definition applies only in its article", str(error)) from error
    facts = make_facts(r, compiled.policy, compiled.edges)
    want, got = ([_told(c, str) for c in each.evaluate(facts).claims] for each in (compiled, other))
    expect(want == got, "a definition has another meaning elsewhere", facts, *zip(want, got, strict=False))


def requirement_is_a_word_of_each_when(made: Generated, compiled: Compiled, r: random.Random) -> None:
    """If the words of a requirement are written in each `when` that it reaches, claims and amounts stay the same."""
    lineage = compiled.policy.schema.lineage
    over = [*nodes(made.page, ast.OverBlock)]

    def is_about(line: ast.Requirement, kind: str) -> bool:
        if line.record is not None:
            return line.record.text in lineage(kind)
        record = compiled.policy.schema.record_by_name[kind]
        words = {*record.field_by_name, *record.event_by_name, *record.state_by_name}
        return all(node.name.text in words for node in nodes(line.test, ast.Word, without=(ast.Pick,)))

    def required(node: ast.Node, lines: tuple[ast.Requirement, ...]) -> ast.Node | None:
        if isinstance(node, ast.Requirement):
            return None
        if isinstance(node, ast.WhenTrigger | ast.WhileTrigger):
            name = node.record if isinstance(node, ast.WhenTrigger) else node.subject
            is_record = name.text in compiled.policy.schema.record_by_name
            tests = [line.test for line in lines if is_record and is_about(line, name.text)]
            return attrs.evolve(node, test=b.both([*([node.test] if node.test else []), *tests])) if tests else node
        if isinstance(node, ast.Suspension | ast.Reference):
            return node
        own = _requirements(node.body) if isinstance(node, ast.Article | ast.Group) else []
        if isinstance(node, ast.Article):
            own += [line for block in over if _is_over(block, node.number) for line in _requirements(block.body)]
        changed = b.with_parts(node, lambda part: required(part, (*lines, *own)))
        is_empty = isinstance(changed, ast.Article | ast.OverBlock) and not changed.body
        return None if is_empty else changed

    if not any(True for _ in nodes(made.page, ast.Requirement)):
        return
    head = _requirements(made.page.header.header) if isinstance(made.page.header, ast.PolicyLine) else []
    page = b.with_parts(made.page, lambda part: required(part, tuple(head)))
    other = compile_texts(format_page(page), compiled.vocabulary_text, made.vocabulary_name)
    for _ in range(6):
        facts = make_facts(r, compiled.policy, compiled.edges)
        first, second = compiled.evaluate(facts), other.evaluate(facts)
        want, got = [_told(c, str) for c in first.claims], [_told(c, str) for c in second.claims]
        expect(want == got, "a requirement is no word of `when`", facts, *zip(want, got, strict=False))


def support_counts_like_a_smaller_cap(made: Generated, compiled: Compiled, r: random.Random) -> None:
    """A last cap per item that counts the support of others is the cap less that support, if each item has as much.

    Under a cap whose rest each claim states, later claims count too: a claim that is open there may be settled under
    the smaller cap, within its bounds, and name other facts.
    """
    policy = compiled.policy
    levels = [name for choice in policy.schema.choices if choice.is_ordered for name in choice.names]
    levels = [name for name in levels if name != policy.level]
    others = [award.label for award in policy.awards if not isinstance(award.trigger, typed.EventTrigger)]
    carries = any(True for _ in nodes(made.page, ast.CarryForward))
    if policy.is_draft or not levels or len(others) == len(policy.awards) or carries or _collects(compiled):
        return
    level, size = r.choice(levels), r.choice([100, 1000, 5000, 20_000])
    told = r.choice([1, size // 2, size - 1])
    counted = b.names(*r.choice([[], [level], levels]))
    counting = ast.SupportDeduction(span=b.SPAN, levels=counted)
    exempt = (ast.ExceptionLine(span=b.SPAN, refs=b.names(*others)),) if others else ()
    per_item = ast.Cap(span=b.SPAN, amount=b.number(size), per=b.names("item"), body=(counting, *exempt))
    smaller = attrs.evolve(per_item, amount=b.number(size - told), body=exempt)
    counts, is_less = (_with_last(made, compiled, cap) for cap in (per_item, smaller))
    for _ in range(6):
        facts = {**make_facts(r, policy, compiled.edges), "history": []}
        claims = [claim for claim in compiled.evaluate(facts).claims if claim.record]
        items = {(policy.schema.record_by_name[claim.kind].root, claim.item) for claim in claims}
        lines = [
            {"kind": kind, "item": item, "level": level, "year": 2022, "amount": told} for kind, item in sorted(items)
        ]
        facts["support"] = lines
        first, second = counts.evaluate(facts), is_less.evaluate(facts)
        for claim, other in zip(first.claims, second.claims, strict=True):
            is_alike = _told_if_settled(claim) == _told_if_settled(other)
            if not claim.bounds.is_point and _told(claim, str)[:3] == _told(other, str)[:3]:
                is_alike = _contains(claim.bounds, other.bounds)
            expect(is_alike, "support counts otherwise than a smaller cap", facts, told, claim, other)


def _requirements(lines: Iterable[ast.Node]) -> list[ast.Requirement]:
    return [line for line in lines if isinstance(line, ast.Requirement)]


def _is_over(block: ast.OverBlock, number: str) -> bool:
    """Whether an `over` block is about an article."""
    ends = [(int(ref.first), int(ref.last or ref.first)) for ref in block.articles]
    return not ends or any(first <= int(number) <= last for first, last in ends)


def highest_alternative_in_any_order(made: Generated, compiled: Compiled, r: random.Random) -> None:
    """As the last rule, `pay highest of` pays the alternative with the greatest total, in any order.

    This is checked for the first year with payments: displaced claims do not count for `once` in later years.
    """
    labels = [award.label for award in compiled.policy.awards]
    carries = any(True for _ in nodes(made.page.items, ast.CarryForward))
    if compiled.policy.is_draft or _collects(compiled) or len(labels) < 2 or carries:
        return
    r.shuffle(labels)
    middle = r.randint(1, len(labels) - 1)
    alternatives = [labels[:middle], labels[middle:]]
    orders = [_with_comparison(made, compiled, order) for order in (alternatives, alternatives[::-1])]
    for _ in range(6):
        facts = {**make_facts(r, compiled.policy, compiled.edges), "history": []}
        plain, *compared = (each.evaluate(facts) for each in (compiled, *orders))
        if not is_settled(plain) or not all(decision.due.is_point for decision in compared):
            continue  # of a known total, claims may be open one by one
        by_year: dict[int, list[int]] = {}
        for claim in plain.claims:
            if claim.paid.minor and claim.year is not None:
                totals = by_year.setdefault(claim.year, [0, 0])
                totals[0 if claim.label in alternatives[0] else 1] += claim.paid.minor
        if not by_year:
            continue
        year = min(by_year)
        for decision in compared:
            total = decision.total_of(year)
            expect(total.minor == max(by_year[year]), "the highest alternative is not paid", facts, total, by_year)


def debts_are_what_awards_pay(made: Generated, compiled: Compiled, r: random.Random) -> None:
    """With `collect` for `award`, an applicant without a history owes what was due, and nothing is due.

    In a second run with more records, the debts of the first count as lines of awards with the same sums.
    """
    awards = [*nodes(made.page.items, ast.Award)]
    bureau = (ast.Ceiling, ast.DiscretionaryAmount, ast.AmountByRank, ast.AmountByRankOfRecord)
    others = (ast.CarryForward, ast.Obligation, ast.ReplacesLine, ast.Recovery, ast.AwardSum)
    if not awards or any(True for kind in (*bureau, *others) for _ in nodes(made.page, kind)):
        return

    def collected(node: ast.Node) -> ast.Node:
        inner = b.with_parts(node, collected)
        return attrs.evolve(inner, is_debt=True) if isinstance(inner, ast.Award) else inner

    try:
        owing = compile_texts(format_page(collected(made.page)), compiled.vocabulary_text, made.vocabulary_name)
    except RejectedError as error:
        expect("over what is collected" in str(error), "a page of debts is refused", error)
        return
    for _ in range(4):
        facts = {**make_facts(r, compiled.policy, compiled.edges), "history": [], "approvals": []}
        paid, owed = compiled.evaluate(facts), owing.evaluate(facts)
        if is_settled(paid) and not paid.balances:
            expect(owed.due.high == Money(0, owed.currency), "a debt is due", facts, owed.due)
            expect(owed.to_pay_back.low == paid.due.low, "a debt is another sum", facts, owed.to_pay_back, paid.due)
            _later_debts_are_what_awards_pay(compiled, owing, facts, r)


def _later_debts_are_what_awards_pay(awarding: Compiled, owing: Compiled, facts: Facts, r: random.Random) -> None:
    seen = {kind: [record for record in listed if r.random() < 0.5] for kind, listed in facts["records"].items()}
    dated = {**facts, "as_of": str(awarding.evaluate(facts).as_of)}
    paid, owed = (each.evaluate({**dated, "records": seen}) for each in (awarding, owing))
    if not is_settled(paid) or not is_settled(owed):
        return
    back = ("back", "recovers", "repaid", "set_off")
    debts = ledger_of(owed)
    lines = [{name: part for name, part in line.items() if name not in back} | {"due": line["back"]} for line in debts]
    paid, owed = awarding.evaluate({**dated, "history": lines}), owing.evaluate({**dated, "history": debts})
    if is_settled(paid):
        expect(owed.to_pay_back.low == paid.due.low, "a later debt is another sum", owed.to_pay_back, paid.due, debts)


def _with_comparison(made: Generated, compiled: Compiled, order: list[list[str]]) -> Compiled:
    """The page with a comparison of these alternatives as its last rule."""
    alternatives = tuple(ast.Alternative(span=b.SPAN, refs=b.names(*labels)) for labels in order)
    rule = ast.HighestRule(span=b.SPAN, per=b.names("applicant", "year"), alternatives=alternatives)
    return _with_last(made, compiled, rule)


PAGE_LAWS = {
    "round trips": (round_trips, 1),
    "both surfaces are one tree": (both_surfaces_are_one_tree, 2),
    "needless brackets leave no trace in the hash": (needless_brackets_leave_no_trace_in_the_hash, 2),
    "earlier versions are kept": (earlier_versions_are_kept, 1),
    "renaming is irrelevant": (renaming_is_irrelevant, 12),
    "a last cap never raises": (last_cap_never_raises, 8),
    "a last sum keeps its rule": (last_sum_keeps_its_rule, 4),
    "a definition is its text": (definition_is_its_text, 1),
    "a definition may be in any article": (definition_may_be_in_any_article, 2),
    "a requirement is a word of each `when`": (requirement_is_a_word_of_each_when, 1),
    "support counts like a smaller cap": (support_counts_like_a_smaller_cap, 3),
    "the highest alternative is paid in any order": (highest_alternative_in_any_order, 3),
    "debts are what awards pay": (debts_are_what_awards_pay, 4),
    "limits are never exceeded": (limits_are_never_exceeded, 5),
    "what a first rule refuses changes nothing": (what_a_first_rule_refuses_changes_nothing, 5),
    "due is the same without recoveries": (due_is_the_same_without_recoveries, 3),
    "instalments agree with the oracle": (instalments_agree_with_oracle, 5),
    "instalments add up": (instalments_add_up, 5),
    "the last share is the rest": (the_last_share_is_the_rest, 5),
    "parts paid at once change nothing": (parts_paid_at_once_change_nothing, 5),
    "instalments in any order": (instalments_in_any_order, 5),
    "instalments of years one by one": (instalments_of_years_one_by_one, 5),
    "a reopened year pays its instalments once": (a_reopened_year_pays_its_instalments_once, 5),
    "payments of instalments count once": (payments_of_instalments_count_once, 5),
    "what is paid besides what was withheld changes nothing": (
        what_is_paid_besides_what_was_withheld_changes_nothing,
        5,
    ),
    "bounds of instalments hold completions": (bounds_of_instalments_hold_completions, 5),
    "what was missing is paid once": (what_was_missing_is_paid_once, 5),
    "the Chinese page pays the same": (the_chinese_page_pays_the_same, 10),
    "budgets pay as simulated": (budgets_pay_as_simulated, 10),
    "bounds hold what budgets pay": (bounds_hold_what_budgets_pay, 10),
    "totals of instalments are those of decisions": (totals_of_instalments_are_those_of_decisions, 10),
}
"""Each invariant with an interval n: it is checked on every nth policy."""
