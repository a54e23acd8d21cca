"""Run the cases of a policy: settle the facts of each case and check its expectations.

Input: the program, code and cases of a policy. Output: one result per case, with the actual value for each expectation
that is not met; as text, JSON or JUnit. A case is self-contained: facts that it does not mention do not exist.

An expectation names an item by the key of the claim or by the id of its record.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from types import MappingProxyType
from typing import cast
from xml.etree import ElementTree

import attrs

from ipdsl.base.errors import NoCases, NoSuchCase
from ipdsl.base.findings.finding import Report
from ipdsl.base.findings.phrase import Language, Phrase
from ipdsl.base.pages import CASES_SUFFIX, PAGE_SUFFIX
from ipdsl.base.partition import values_by_key
from ipdsl.base.source import Sources, Span
from ipdsl.base.values.money import Bounds, Money
from ipdsl.codegen.python.expressions import FormulaBuilder
from ipdsl.decision.amount_parts import money
from ipdsl.decision.decision import Decision
from ipdsl.decision.model import Adjustment, Claim
from ipdsl.driver.compilation import Compilation
from ipdsl.driver.library import PolicyError
from ipdsl.engine.evaluator import GeneratedFunctions
from ipdsl.engine.situation import Situation
from ipdsl.facts.published_series import facts_with_published
from ipdsl.facts.reader import read_facts
from ipdsl.ir import proposal
from ipdsl.ir.facts import Facts, Open, all_records
from ipdsl.ir.proposal import Outcome
from ipdsl.ir.terms import TRAITS, Program
from ipdsl.plain_data.errors import FactsError
from ipdsl.report.decision_page import compact_lines
from ipdsl.report.localizer import ENGLISH, Localizer, localizer_of
from ipdsl.runtime.compiled_policy import evaluate, evaluate_cohort
from ipdsl.schema.values.value_type import NO_VALUE, NONE
from ipdsl.semantics import typed
from ipdsl.semantics.typed import Expectation
from ipdsl.syntax.layout import quote

RULES = {
    **{traits.reason: traits.keyword for traits in TRAITS.values() if traits.keyword},
    proposal.CARRIED: "cap",
    proposal.LAPSED: "cap",
    proposal.SPREAD: "cap",
    proposal.NUMBER_LIMIT: "limit",
    proposal.APPLICANT_LIMIT: "limit",
    proposal.HIGHEST: "pay highest",
    proposal.HIGHEST_PAID: "pay highest",
    proposal.ONCE: "once",
    proposal.SUPPORT: "support",
    proposal.OVER_CEILING: "ceiling",
    proposal.NO_REPEAT: "no repeat",
    proposal.NO_REPEAT_PAID: "no repeat",
    proposal.NO_REPEAT_EARLIER: "no repeat",
    proposal.BELOW_AFTER_DEDUCTIONS: "nothing below",
}
"""The keyword with which a case names a rule, by the code of the reason."""


def judge(
    expected: Expectation, decision: Decision, localize: Localizer = ENGLISH, stated: Iterable[Expectation] = ()
) -> str | None:
    """`None` if the expectation is met, otherwise the actual result in words. `stated`: all expectations of the case.

    A total is not met while a claim is open that no expectation names.
    """
    if expected.kind not in _JUDGES:
        unknown = ("nothing: `{kind}` is not settled by this version", "没有：本版本不结算`{kind}`")
        return localize(*unknown, kind=expected.kind)
    answer = _JUDGES[expected.kind](expected, decision, localize)
    if answer is None and expected.kind == "total" and (claims := _unnamed_open_claims(expected, decision, stated)):
        return localize(
            "more may be due: {items}", "合计未定：{items}", items=_actual_text(claims, expected, decision, localize)
        )
    return answer


def _unnamed_open_claims(expected: Expectation, decision: Decision, stated: Iterable[Expectation]) -> list[Claim]:
    """The open claims of a total that no expectation names; none if an expectation states the bounds."""
    of_applicant = [other for other in stated if other.applicant == expected.applicant]
    if decision.due.is_point or any(other.kind == "due" for other in of_applicant):
        return []
    named = [claim for other in of_applicant if not names_no_claim(other) for claim in expected_claims(other, decision)]
    return [claim for claim in expected_claims(expected, decision) if not claim.bounds.is_point and claim not in named]


def names_no_claim(expected: Expectation) -> bool:
    """Whether the expectation is about a total of several claims, so that its actual value gives no reason."""
    return expected.kind not in ("paid", "outcome")


def _judge_total(expected: Expectation, decision: Decision, localize: Localizer) -> str | None:
    total = decision.total if expected.year is None else decision.total_of(expected.year)
    if total.minor == expected.amount:
        return None
    phrase = Phrase("total {sum}", "合计{sum}", sum=str(total))
    return (
        localize.phrase(phrase)
        if expected.year is None
        else localize("{year} {said}", "{year}年{said}", year=localize.year(expected.year), said=phrase)
    )


def _judge_paid(expected: Expectation, decision: Decision, localize: Localizer) -> str | None:
    claims = expected_claims(expected, decision)
    paid = sum(claim.paid.minor for claim in claims)
    is_settled = bool(claims) and all(claim.bounds.is_point for claim in claims)
    return None if is_settled and paid == expected.amount else _actual_text(claims, expected, decision, localize)


def _judge_granted(expected: Expectation, decision: Decision, localize: Localizer) -> str | None:
    claims = expected_claims(expected, decision)
    granted = Money(sum((claim.granted or claim.paid).minor for claim in claims), decision.currency)
    if claims and granted.minor == expected.amount:
        return None
    return localize("granted {sum}", "核准总额{sum}", sum=str(granted))


def _judge_outcome(expected: Expectation, decision: Decision, localize: Localizer) -> str | None:
    claims = expected_claims(expected, decision)
    keys_by_name = _keys_by_name(decision)
    return (
        None
        if any(_is_met(expected, claim, keys_by_name) for claim in claims)
        else _actual_text(claims, expected, decision, localize)
    )


def _keys_by_name(decision: Decision) -> dict[str, set[str]]:
    """The items that a name in a case may refer to: the keys of records with that id."""
    keys: dict[str, set[str]] = {}
    for claim in decision.claims:
        keys.setdefault(claim.record, {claim.record}).add(claim.item)
    return keys


def _is_met(expected: Expectation, claim: Claim, keys_by_name: dict[str, set[str]]) -> bool:
    if claim.outcome.value != expected.outcome or expected.amount not in (None, _worth(claim)):
        return False
    match claim.outcome:
        case Outcome.REDUCED | Outcome.DISPLACED | Outcome.ALREADY_PAID | Outcome.AWARDED | Outcome.CEILING:
            return _rule_is_met(expected, claim, keys_by_name)
        case Outcome.UNDETERMINED:
            return all(any(word in _names(claim, i) for i in range(len(claim.missing))) for word in expected.words)
        case _:
            return expected.rule is None and _words_are_met(expected, claim)


def _rule_is_met(expected: Expectation, claim: Claim, keys_by_name: dict[str, set[str]]) -> bool:
    """Whether a rule that cut the claim matches the expected rule, article and preferred claim."""
    if expected.rule is None and expected.article is None and not expected.words:
        return True
    return any(_is_rule(expected, adjustment, keys_by_name) for adjustment in claim.adjustments)


def _is_rule(expected: Expectation, adjustment: Adjustment, keys_by_name: dict[str, set[str]]) -> bool:
    names_in_reason = (adjustment.by, *adjustment.reason.words)
    return (
        expected.rule in (None, RULES.get(adjustment.code))
        and expected.article in (None, adjustment.article)
        and all(not keys_by_name.get(word, {word}).isdisjoint(names_in_reason) for word in expected.words)
    )


def _words_are_met(expected: Expectation, claim: Claim) -> bool:
    """Whether the reason of the claim's outcome has each expected word.

    If no record of a set counts, the reasons of its records are searched, too.
    """
    why = [] if claim.reason is None else [claim.reason]
    if claim.reason is not None and claim.reason.code == proposal.NO_MEMBER:
        why += [omitted.reason for omitted in claim.left_out]
    words_of_reasons = {word for reason in why for word in (*reason.words, *_words_of_sets(reason, claim.text))}
    conditions = " ".join(str(dict(reason.values).get("gate", "")) for reason in why)
    names_definitions = all(re.search(rf"\b{re.escape(name)}\b", conditions) for name in expected.definitions)
    return names_definitions and words_of_reasons.issuperset(expected.words)


def _words_of_sets(why: proposal.Reason, sentence: str) -> Iterator[str]:
    """The words `total` and the like that the condition or the award sentence applies to a field in the reason."""
    values = dict(why.values)
    because, condition = values.get("because"), values.get("gate", sentence)
    yield from (pair[0] for pair in because.evidence) if isinstance(because, proposal.StatedValues) else ()
    for word, field in re.findall(r"\b(total|largest|earliest) (\w+)", str(condition)):
        if field in why.words:
            yield word


def _names(claim: Claim, index: int) -> tuple[str, ...]:
    ref = claim.missing[index]
    return (ref.field, ref.kind, ref.path, ref.group)


def _worth(claim: Claim) -> int | None:
    if claim.outcome is Outcome.CEILING and claim.ceiling is not None:
        return claim.ceiling.minor
    return claim.paid.minor


def _judge_due(expected: Expectation, decision: Decision, localize: Localizer) -> str | None:
    due = decision.due
    high = None if due.high is None else due.high.minor
    if due.low.minor == expected.amount and high == expected.high:
        return None
    if due.high is None:
        return localize("due at least {low}", "应得合计至少{low}", low=str(due.low))
    return localize("due between {low} and {high}", "应得合计介于{low}至{high}", low=str(due.low), high=str(due.high))


def _judge_obligation(expected: Expectation, decision: Decision, localize: Localizer) -> str | None:
    duties = [duty for duty in decision.obligations if duty.article == expected.article and not duty.missing]
    amounts = [duty.amount for duty in duties]
    if duties and (expected.amount is None or Money(expected.amount, decision.currency) in amounts):
        return None
    if expected.amount == 0 and all(amount is not None and not amount for amount in amounts):
        return None  # no award leads to the obligation, or one of its conditions is not met
    if not duties:
        return localize("no such obligation", "没有此项义务")
    sums = localize.row(str(amount) for amount in amounts if amount is not None)
    return localize("obligation of article {article} {sums}", "应尽义务 第{article}条 {sums}",
                article=expected.article or "", sums=sums).rstrip()  # fmt: skip


def _judge_no_obligation(expected: Expectation, decision: Decision, localize: Localizer) -> str | None:
    duties = [duty for duty in decision.obligations if duty.article == expected.article]
    return localize("the obligation is listed", "列有此项义务") if duties else None


def _judge_value(
    expected: Expectation, decision: Decision, facts: Facts, code: GeneratedFunctions, localize: Localizer
) -> str | None:
    """The value of a definition in the situation of the first claim of the item, or of its default event."""
    program, defined = code.program, expected.definition
    assert defined is not None
    item = next((each for each in all_records(facts) if expected.item in (each.item, each.id)), None)
    days: list[object] = []
    if expected.item is not None:
        days += [claim.event_date for claim in expected_claims(expected, decision)]
    if item is not None and (event := program.schema.record_by_name[item.kind].default_event) is not None:
        days.append(item.values.get(event.date_field))
    last = decision.as_of if expected.year is None else program.fiscal_year.last_day(expected.year)
    day = next((day for day in days if isinstance(day, datetime.date)), last)
    here = Situation(program, facts, item, day, expected.year or program.year_of(day))
    value = code.evaluator.reader(FormulaBuilder(program.schema).formula(defined))(here)
    if isinstance(value, int | Fraction) and defined.type.is_money:
        value = money(value, program.currency).minor
    if (None if isinstance(value, Open) else NONE if value is NO_VALUE else value) == expected.value:
        return None
    return localize("{name} {value}", "{name} {value}", name=localize.names.name(defined.name),
                    value=localize.value(value, defined.type, program.currency))  # fmt: skip


def _judge_carried(expected: Expectation, decision: Decision, localize: Localizer) -> str | None:
    waits = [(claim.carry_until, claim.carried.minor) for claim in decision.claims]
    waits += [(each.until, each.sum.low.minor) for claim in decision.claims for each in claim.instalments]
    carried = values_by_key(waits)
    by_year = {year: sum(sums) for year, sums in carried.items() if year is not None}
    if by_year.get(expected.year or 0, 0) == expected.amount:
        return None
    sums = [
        localize("{sum} to {year}", "{sum}至{year}年", sum=str(Money(sum_, decision.currency)), year=year)
        for year, sum_ in sorted(by_year.items())
    ]
    return (
        localize("carried {sums}", "结转{sums}", sums=localize.row(sums))
        if sums
        else localize("nothing is carried", "没有结转")
    )


def _judge_lapsed(expected: Expectation, decision: Decision, localize: Localizer) -> str | None:
    lapsed = Money(sum(claim.lapsed.minor for claim in decision.claims), decision.currency)
    return None if lapsed.minor == expected.amount else localize("lapsed {sum}", "逾期作废{sum}", sum=str(lapsed))


def _judge_back(expected: Expectation, decision: Decision, localize: Localizer) -> str | None:
    back = [each.paid_back for each in decision.recoveries if not each.payer and expected.year in (None, each.year)]
    low, highs = sum(each.low.minor for each in back), [each.high.minor for each in back if each.high is not None]
    high = None if len(highs) < len(back) else sum(highs)
    if (low, high) == (expected.amount, expected.amount if expected.high is None else expected.high):
        return None
    least = str(Money(low, decision.currency))
    most = localize.upper_end(None if high is None else Money(high, decision.currency))
    if low == high:
        return localize("to be paid back {sum}", "应退回{sum}", sum=least)
    return localize("to be paid back between {low} and {high}", "应退回介于{low}至{high}", low=least, high=most)


def _judge_net(expected: Expectation, decision: Decision, localize: Localizer) -> str | None:
    return _judge_sum(expected, decision.net, "net {sum}", "净得{sum}", localize)


def _judge_payable(expected: Expectation, decision: Decision, localize: Localizer) -> str | None:
    return _judge_sum(expected, decision.payable, "payable now {sum}", "本次应付{sum}", localize)


def _judge_sum(expected: Expectation, bounds: Bounds | None, en: str, zh: str, localize: Localizer) -> str | None:
    """A sum that must be known; otherwise its bounds are reported."""
    if bounds is None or not bounds.is_point:
        return localize(en, zh, sum=localize.bounds(bounds))
    return None if bounds.low.minor == expected.amount else localize(en, zh, sum=str(bounds.low))


_JUDGES: Mapping[str, Callable[[Expectation, Decision, Localizer], str | None]] = MappingProxyType({
    "total": _judge_total, "paid": _judge_paid, "outcome": _judge_outcome, "due": _judge_due,
    "back": _judge_back, "net": _judge_net, "payable": _judge_payable,
    "obligation": _judge_obligation, "no obligation": _judge_no_obligation, "carried": _judge_carried,
    "lapsed": _judge_lapsed, "granted": _judge_granted,
})  # fmt: skip


def expected_claims(expected: Expectation, decision: Decision) -> list[Claim]:
    """The claims that match the item, label and year of an expectation, as far as it names them."""
    return [
        claim
        for claim in decision.claims
        if expected.item in (None, claim.item, claim.record)
        and expected.label in (None, claim.label)
        and expected.year in (None, claim.year)
    ]


def _actual_text(claims: list[Claim], expected: Expectation, decision: Decision, localize: Localizer) -> str:
    if claims:
        return localize.join_sentences(_claim_text(claim, localize) for claim in claims)
    label, year = expected.label, expected.year
    wanted = localize(
        "no claim for {item}{label}{year}", "没有{year}{item}{label}的申请", item=expected.item or "",
        label="" if label is None else Phrase(" of {label}", "（{label}）", label=localize.names.clause(label)),
        year="" if year is None else Phrase(" in {year}", "{year}年", year=localize.year(year)),
    )  # fmt: skip
    item_claims = expected_claims(attrs.evolve(expected, label=None, year=None), decision)
    if item_claims:
        return localize.join_sentences([wanted, *(_claim_text(claim, localize) for claim in item_claims)])
    items = localize.row(dict.fromkeys(claim.item for claim in decision.claims))
    return localize.join_sentences(
        [wanted, *([localize("there are claims for {items}", "有申请的是{items}", items=items)] if items else [])]
    )


def _claim_text(claim: Claim, localize: Localizer) -> str:
    why = localize.why(claim)
    return localize(
        "{year}{item} of {label} {outcome} {sum}{why}", "{year}{item}（{label}）{outcome}，{sum}{why}",
        year="" if claim.year is None else Phrase("{year} ", "{year}年", year=localize.year(claim.year)),
        item=localize.names.item(claim.item, claim.passage),
        label=localize.names.clause(claim.label), outcome=localize.outcome(claim.outcome), sum=str(claim.paid),
        why=Phrase(" ({why})", "（{why}）", why=why) if why else "",
    )  # fmt: skip


_INNER = " " * 6


def _refused_debts(code: GeneratedFunctions, facts: Facts, localize: Localizer) -> Iterator[str]:
    """What is not collected, with the reasons, which a decision does not keep."""
    if code.debts is not None:
        of_debts = attrs.evolve(facts, history=None, others=(), reopened=None, digest=facts.digest)
        claims = evaluate(code.debts.program, code.debts, of_debts).claims
        refused = (claim for claim in claims if claim.bounds.is_point and not claim.paid.minor)
        yield from (f"{_INNER}{_claim_text(claim, localize)}" for claim in refused)


@attrs.frozen
class Miss:
    """An expectation that is not met, and the actual result.

    `claims` shows the claims if the expectation names none.
    """

    expected: str
    actual: str
    span: Span
    claims: tuple[str, ...] = ()


@attrs.frozen
class CaseResult:
    """One case. `misses` is empty if it passed. `facts_error` is the error if its facts could not be read."""

    title: str
    span: Span
    expectations: int
    misses: tuple[Miss, ...] = ()
    facts_error: str = ""

    @property
    def has_passed(self) -> bool:
        return not self.misses and not self.facts_error


def run_cases(
    program: Program, code: GeneratedFunctions, cases: Iterable[typed.Case], language: Language = Language.EN,
    sources: Sources | None = None,
) -> tuple[CaseResult, ...]:  # fmt: skip
    """The result of every case, in their order. In Chinese, expectations are quoted from `sources`."""
    localize = localizer_of(program, language).with_labels
    return tuple(run_case(program, code, case, localize, sources or Sources())[0] for case in cases)


def case_facts(case: typed.Case, program: Program) -> tuple[Facts, ...]:
    """The facts of each applicant of a case: complete, and extended to the last year in an expectation."""
    read = (facts_with_published(read_facts(facts, program), program) for facts in case.facts)
    last_year = last_year_expected(case)
    return tuple(attrs.evolve(facts, closed=True).extend_to(last_year, program.fiscal_year) for facts in read)


def case_decisions(
    case: typed.Case, program: Program, code: GeneratedFunctions, facts: Sequence[Facts]
) -> dict[str | None, Decision]:
    """The decisions of a case by applicant. Those of a joint case are made together; any other has one, of `None`.

    Raises `FactsError` for applicants that contradict each other.
    """
    if not case.is_joint:
        (applicant_facts,) = facts
        return {None: evaluate(program, code, applicant_facts)}
    places = [quote(applicant.applicant) for applicant in facts]
    joint = evaluate_cohort(program, code, facts, places=places)
    return {decision.applicant: decision for decision in joint.decisions}


def last_year_expected(case: typed.Case) -> int | None:
    """The last year in an expectation. The year in `carried` is ignored, because it is in the future."""
    return max(
        (
            expectation.year
            for expectation in case.expect
            if expectation.year is not None and expectation.kind != "carried"
        ),
        default=None,
    )


def run_case(
    program: Program, code: GeneratedFunctions, case: typed.Case, localize: Localizer, sources: Sources
) -> tuple[CaseResult, dict[str | None, Decision]]:
    """The result of a case, and its decisions by applicant; none if its facts could not be read."""
    title = case.title_zh or case.title if localize.is_chinese else case.title
    try:
        read = case_facts(case, program)
        decisions = case_decisions(case, program, code, read)
    except FactsError as error:
        return CaseResult(title, case.span, len(case.expect), facts_error=error.text(localize.language)), {}
    facts = {each.applicant if case.is_joint else None: each for each in read}
    misses: list[Miss] = []
    for expected in case.expect:
        decision = decisions[expected.applicant]
        if expected.definition is not None:
            answer = _judge_value(expected, decision, facts[expected.applicant], code, localize)
        else:
            answer = judge(expected, decision, localize, case.expect)
        if answer is not None:
            claims = (
                tuple(compact_lines(decision, _INNER, with_all=True, localize=localize))
                if names_no_claim(expected)
                else ()
            )
            if expected.kind == "back":
                claims += (*_refused_debts(code, facts[expected.applicant], localize),)
            written = (
                (sources.line(expected.span.file, expected.span.line) or "").strip() if localize.is_chinese else ""
            )
            misses.append(Miss(written or expected.text, answer, expected.span, claims))
    return CaseResult(title, case.span, len(case.expect), tuple(misses)), decisions


def case_at(where: str, line: int) -> typed.Case:
    """The last case that begins at or before a line of a page. Raises `PolicyError` if no case precedes the line."""
    page = Compilation.from_file(where)
    tested = page.policy_and_cases
    if tested is None or page.source is None or page.has_errors:
        raise PolicyError(page.report, page.sources)
    above = [case for case in tested[1] if case.span.file == page.source.name and case.span.line <= line]
    if not above:
        raise PolicyError(Report([NoSuchCase(name=where, line=str(line))]), page.sources)
    return max(above, key=lambda case: case.span.line)


def position_of_applicant(case: typed.Case, line: int) -> int:
    """The position of the applicant that a line of a case is about: the last one named at or before the line.

    Before the first named applicant, it is the first.
    """
    names = [name for place, name in case.lines if place <= line]
    ids = [cast("dict[str, object]", facts["applicant"])["id"] for facts in case.facts]
    return ids.index(names[-1]) if names else 0


def run_page(path: str, page: Compilation, language: Language = Language.EN) -> PolicyResult | None:
    """The results of the cases of a page; `None` if it has no cases or has errors. Its report has the finding."""
    tested = page.policy_and_cases
    if tested is None or page.has_errors:
        return None
    policy, cases = tested
    if policy.program is None or policy.code is None:
        return None
    if not cases:
        name = Path(path).name
        cases_file = name if name.endswith(CASES_SUFFIX) else f"{name.removesuffix(PAGE_SUFFIX)}{CASES_SUFFIX}"
        page.report.add(NoCases(name=path, policy=policy.program.name, beside=cases_file))
        return None
    return PolicyResult(path, run_cases(policy.program, policy.code, cases, language, page.sources), language)


# ---------------------------------------------------------------------------------------------- results


@attrs.frozen
class PolicyResult:
    """The cases of one policy, under the name given by the user."""

    name: str
    cases: tuple[CaseResult, ...]
    language: Language = Language.EN

    @property
    def failed_count(self) -> int:
        return sum(not case.has_passed for case in self.cases)


def to_text(results: Iterable[PolicyResult]) -> str:
    """The failed cases with the actual results, and a line of counts for each policy."""
    results = tuple(results)
    lines: list[str] = []
    for result in results:
        for case in result.cases:
            if not case.has_passed:
                head = Phrase(
                    "FAILED {place}: {title}", "未通过 {place}：{title}", place=str(case.span), title=case.title
                )
                lines += [head.text(result.language), *_reasons(case, result.language)]
        count, failed = len(result.cases), result.failed_count
        case_count = Phrase("{n} case" if count == 1 else "{n} cases", "{n}个案例", n=count)
        more = Phrase(", {n} failed", "，{n}个未通过", n=failed) if failed else ""
        summary = Phrase("{page}: {cases}, {passed} passed{failed}", "{page}：{cases}，{passed}个通过{failed}",
                      page=result.name, cases=case_count, passed=count - failed, failed=more)  # fmt: skip
        lines.append(summary.text(result.language))
    broken = next((result for result in results if result.failed_count), None)
    if broken is not None:
        lines.append(_TRACE_HINT.text(broken.language))
    return "\n".join(lines)


_TRACE_HINT = Phrase("to follow a claim of a case: ipdsl trace POLICY CLAIM --facts PAGE:LINE",
                    "逐步查看案例中的一项：`ipdsl trace 政策 条款或项目 --facts 页面:行号`")  # fmt: skip


def _reasons(case: CaseResult, language: Language) -> list[str]:
    lines = [f"  {line}" for line in case.facts_error.splitlines()]
    for miss in case.misses:
        line = Phrase("  line {n}: {text}", "  第{n}行：{text}", n=miss.span.line, text=miss.expected)
        actual = Phrase("    found: {text}", "    结果：{text}", text=miss.actual)
        lines += [line.text(language), actual.text(language), *miss.claims]
    return lines


def to_objects(results: Iterable[PolicyResult]) -> dict[str, object]:
    """The results as plain data for JSON."""
    return {
        "schema": 1,
        "policies": [
            {"policy": result.name, "failed": result.failed_count, "cases": [_object(case) for case in result.cases]}
            for result in results
        ],
    }


def _object(case: CaseResult) -> dict[str, object]:
    return {
        "title": case.title,
        "file": case.span.file,
        "line": case.span.line,
        "passed": case.has_passed,
        "expectations": case.expectations,
        "misses": [
            {"line": m.span.line, "expected": m.expected, "found": m.actual, "claims": [c.strip() for c in m.claims]}
            for m in case.misses
        ],
        "broken": case.facts_error,
    }


_UNREADABLE = Phrase("the facts of the case cannot be read", "无法读取案例的事实")


def to_junit(results: Iterable[PolicyResult]) -> str:
    """The results as JUnit XML, with one suite per policy."""
    suites = ElementTree.Element("testsuites")
    for result in results:
        tests, failures = str(len(result.cases)), str(result.failed_count)
        suite = ElementTree.SubElement(suites, "testsuite", name=result.name, tests=tests, failures=failures)
        for case in result.cases:
            place = {"file": case.span.file, "line": str(case.span.line)}
            element = ElementTree.SubElement(suite, "testcase", place, name=case.title, classname=result.name)
            if not case.has_passed:
                message = case.misses[0].actual if case.misses else _UNREADABLE.text(result.language)
                failure = ElementTree.SubElement(element, "failure", message=_xml(message))
                failure.text = _xml("\n".join(_reasons(case, result.language)))
    ElementTree.indent(suites)
    return ElementTree.tostring(suites, encoding="unicode", xml_declaration=False)


def _xml(text: str) -> str:
    """The text without the control characters that XML forbids."""
    return "".join(c for c in text if c in "\t\n" or c >= " ")
