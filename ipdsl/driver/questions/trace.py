"""Trace a claim from its record through every condition and rule to the amount due, with the lines of the page.

A trace is a view of the decision. Its steps, in their order:

| step | printed from |
|---|---|
| the sentence and the record | the award of the claim, the facts |
| beneficiary, window, conditions | the reason of the claim; the formulas and words that reasons use |
| selections | the reason of the claim |
| parts of the amount, the amount | the parts of the claim, which `ipdsl/decision/amount_parts.py` makes; the claim |
| deductions and rules | the adjustments of the claim, which `ipdsl/settlement/journal.py` explains |
| the end | the outcome and the reasons of the claim |

A rule without an adjustment is a step too: it cuts nothing. `traced_lines.py` adds the effect of each line of the page.
The trace is printed as a page for people or as plain data for JSON. A claim is named by its item, its label or both; if
several claims match, also by the day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import attrs

from ipdsl.base.findings.phrase import Phrase
from ipdsl.base.source import Sources, Span
from ipdsl.base.values.days import Date
from ipdsl.base.values.money import Money
from ipdsl.claims.applicability import profiles_of
from ipdsl.claims.proposer import with_ended_awards
from ipdsl.decision.decision import NOTICE_PHRASE, Decision
from ipdsl.decision.model import Adjustment, Claim, Reading, RecoveredPayment, Recovery
from ipdsl.decision.other_years import assumed_as_of
from ipdsl.driver.library import Policy
from ipdsl.driver.questions.traced_lines import OPEN, VERDICTS_ZH, LineEffects, StepVerdict, Trace, TraceStep
from ipdsl.engine.aggregates import AggregateParts
from ipdsl.engine.evaluator import Evaluator
from ipdsl.engine.operations import Answer
from ipdsl.engine.situation import Situation
from ipdsl.ir.facts import Fact, FactRef, Facts, Open, Record, all_records
from ipdsl.ir.operations import OPERATIONS
from ipdsl.ir.proposal import (
    ALREADY_DEDUCTED,
    AMOUNT_CANNOT,
    ANYWHERE,
    BELOW_AFTER_DEDUCTIONS,
    BENEFICIARY,
    COHORT_QUOTA,
    NO_FITTING_ROW,
    NOT_HAPPENED,
    ONE_FOR_LIFE,
    REQUIREMENT,
    SUPPORT,
    Outcome,
    Passage,
)
from ipdsl.ir.terms import Clause, EvidenceFormula, Formula, Gate, Program, TestFormula, TriggerKind, clauses_by_label
from ipdsl.report.decision_json import bounds_to_json, money_to_json, optional_to_json
from ipdsl.report.decision_page import DecisionReport, instalment_text
from ipdsl.report.localizer import ENGLISH, Localizer, amount, clean, sides, width, wrap
from ipdsl.schema.type_list import type_by_name
from ipdsl.schema.values.value_type import Type
from ipdsl.semantics.typed import nodes
from ipdsl.settlement.recoveries import points_of_payment
from ipdsl.syntax import ast
from ipdsl.wording.labels import UNTRANSLATED, PolicyNames, written_day


def find_claims(
    decision: Decision,
    label: str | None,
    item: str | None,
    day: str | None = None,
    names: PolicyNames = UNTRANSLATED,
) -> tuple[Claim, ...]:
    """The claims with this label, item and day, in claim order.

    A label and an item may also be written in `names`, as the page of a decision shows them.
    """
    return tuple(
        claim
        for claim in decision.claims
        if label in (None, claim.label, names.clause(claim.label))
        and item in (None, claim.item, names.item(claim.item, claim.passage))
        and day in (None, str(claim.event_date))
    )


def find_recoveries(
    decision: Decision, label: str | None, item: str | None, day: str | None, names: PolicyNames
) -> tuple[Recovery, ...]:
    """The recoveries and debts with this label, item and day, as `find_claims` finds claims."""
    return tuple(
        entry
        for entry in decision.recoveries
        if label in (None, entry.label, names.clause(entry.label))
        and item in (None, entry.item, names.item(entry.item))
        and day in (None, str(entry.known_day))
    )


def trace_recovery(
    policy: Policy, facts: Facts, entry: Recovery, decision: Decision, localize: Localizer = ENGLISH
) -> Trace:
    """The steps of a recovery or a debt: its sentence, event and conditions, what it takes, what is to be paid back."""
    text = localize.names.sentence(entry.text, Passage(line=entry.place.line))
    where = localize.article(entry.article) if entry.article else decision.document
    day = localize("day not known", "日期不明") if entry.known_day is None else localize.phrase(written_day(entry.day))
    steps = [
        TraceStep("sentence", text, StepVerdict.STATED, entry.place, where),
        TraceStep("day", day, StepVerdict.OPEN if entry.known_day is None else StepVerdict.STATED),
    ]
    steps += _conditions_of_recovery(policy, facts, entry, localize)
    parts = DecisionReport(decision, localize=localize).parts_of_recovery(entry)
    steps += [TraceStep("part", part, StepVerdict.STATED) for part in parts]
    steps += [TraceStep("part", localize.names.path(ref), StepVerdict.OPEN) for ref in entry.missing]
    end = localize("to be paid back", "应退回")
    return Trace(entry, (*steps, TraceStep("end", end, StepVerdict.STATED, after=entry.paid_back.low)))


def _conditions_of_recovery(policy: Policy, facts: Facts, entry: Recovery, localize: Localizer) -> Iterator[TraceStep]:
    """The record and the conditions of a recovery, with those of each payment; of a debt those of its claim."""
    program, code, debts = policy.program, policy.code, policy.program.debts
    if entry.claim is not None and debts is not None and code.debts is not None:
        clause = clauses_by_label(debts.program)[entry.label]
        steps = ClaimSteps(
            code.debts.evaluator, debts.program, facts, entry.claim, clause, None, localize, is_debt=True
        )
        yield from steps.origin_and_conditions()
        return
    place = next((place for place, term in enumerate(program.recoveries) if term.label == entry.label), None)
    record = next((each for each in all_records(facts) if each.id == entry.record), None)
    if place is None or record is None:  # a line of an earlier run
        return
    term, formulas = program.recoveries[place], code.evaluator.formulas.recoveries[place]
    passage = Passage(record.kind, entry.place.line)
    here = Situation(program, facts, record, entry.day, entry.year)
    yield _record_step(record, here, localize)
    conditions: list[tuple[Gate, TestFormula, Situation | None, str]] = [
        (gate, test, here, "") for gate, test in zip(term.gates, formulas.gates, strict=True)
    ]
    for payment in entry.payments:
        days = _known_points(program, payment)
        day = Phrase("{year}", "{year}年", year=payment.year) if payment.day is None else written_day(payment.day)
        item = localize.names.item(payment.item)
        of_payment = localize(" ({item}, {day})", "（{item}，{day}）", item=item, day=day)
        there = attrs.evolve(here, assumptions=days, cache={}) if days else None
        conditions += [(gate, test, there, of_payment) for gate, test in zip(term.tests, formulas.tests, strict=True)]
    for gate, test, situation, of_payment in conditions:
        text, values, is_open = localize.names.sentence(gate.text, passage), tuple[tuple[str, str], ...](), True
        if situation is not None:  # the day of the payment is known
            is_open = isinstance(code.evaluator.reader(test.holds)(situation), Open)
            values = (*_evidence(test.evidence, situation, code.evaluator, localize, passage),)
        verdict = StepVerdict.OPEN if is_open else StepVerdict.PASSED
        yield TraceStep("gate", f"{text}{of_payment}", verdict, gate.span, values=values)


def _known_points(program: Program, payment: RecoveredPayment) -> Mapping[FactRef, Fact]:
    """The days that a condition of a recovery may read of a payment; none if one of them is not known."""
    day, first, granted = payment.day, payment.first_day, payment.granted_on
    if day is None or first is None or granted is None:
        return {}
    return points_of_payment(program, day, first, granted)


def _record_step(record: Record, here: Situation, localize: Localizer) -> TraceStep:
    """The record with its stated fields."""
    names, program = localize.names, here.program
    not_stated = localize("not stated", "未填写")
    values = [
        (names.name(field.name, record.kind), localize.value(here.field(field.name), field.type, program.currency))
        for field in program.schema.record_by_name[record.kind].fields
    ]
    stated = tuple((name, value) for name, value in values if value != not_stated)
    text = f"{names.name(record.kind)} {names.item(record.item, Passage(record.kind))}"
    return TraceStep("record", text, StepVerdict.STATED, None, record.path, stated)


def _evidence(
    entries: Sequence[EvidenceFormula], here: Situation, evaluator: Evaluator, localize: Localizer, passage: Passage
) -> Iterator[tuple[str, str]]:
    """The words of a condition with their values, as the reason of a failed one has them.

    If the record and the applicant have a word of the condition, both values are shown with their owners.
    """
    words = [word for word, *_ in entries]
    for word, formula, *type_name in entries:
        value, type_ = evaluator.reader(formula)(here), type_by_name(*type_name)
        name, text = localize.evidence(word, value, type_, here.program.currency, passage)
        if words.count(word) > 1 and isinstance(formula, tuple) and OPERATIONS[str(formula[0])].reads:
            name = localize("{word} of applicant", "申请人 之 {word}", word=name)
        elif words.count(word) > 1:
            kind = localize.names.name(passage.kind, passage.kind)
            name = localize("{word} of {kind}", "{kind} 之 {word}", word=name, kind=kind)
        yield name, text


def trace(
    policy: Policy,
    facts: Facts,
    claim: Claim,
    localize: Localizer = ENGLISH,
    decision: Decision | None = None,
    page: ast.Page | None = None,
) -> Trace:
    """The steps of a claim in the policy's decision on these facts.

    With the decision and the page of the policy, the trace has the lines of the page that concern the claim.
    """
    program = with_ended_awards(policy.program, facts.history or ())
    clauses = program.members if claim.brought_in.minor else program.clauses
    clause = next((c for c in clauses if c.label == claim.label), None)
    text, citation = localize.names.sentence(claim.text), localize.citation(claim, program.document)
    steps = [TraceStep("sentence", text, StepVerdict.STATED, claim.place, citation)]
    readings: tuple[Reading, ...] = ()
    if clause is not None:  # otherwise another document decides on the claim, or money of an ended award lapsed
        steps += ClaimSteps(policy.code.evaluator, program, facts, claim, clause, page, localize).steps()
        readings = tuple(_readings(policy, clause, claim, steps))
    outcome, place = localize.outcome(claim.final_outcome), claim.place if clause is None else None
    steps.append(TraceStep("end", outcome, StepVerdict.STATED, place, localize.why(claim), after=claim.paid))
    if page is None or decision is None:
        return Trace(claim, tuple(steps), readings)
    effects = LineEffects(program, clause, claim, tuple(steps), decision, page, localize)
    return Trace(claim, tuple(steps), readings, tuple(effects.lines()))


def _readings(policy: Policy, clause: Clause, claim: Claim, steps: Iterable[TraceStep]) -> Iterator[Reading]:
    """The readings of the clause, and of the articles whose rules or conditions apply to the claim."""
    idle = (StepVerdict.UNREACHED, StepVerdict.NOT_APPLIED)
    places = {step.place for step in steps if step.kind == "gate" and step.verdict not in idle}
    articles = {claim.article, *(adjustment.article for adjustment in claim.adjustments)}
    articles |= {gate.article for gate in clause.gates if gate.span in places}
    for reading in policy.readings:
        is_of_article = reading.article in articles and reading.article and not reading.label
        if is_of_article or reading.label == claim.label:
            yield reading


# ---------------------------------------------------------------------------------------------- the steps

AFTER_GATES = (NO_FITTING_ROW, AMOUNT_CANNOT, COHORT_QUOTA)
"""The reasons of refused claims whose gates all hold."""


class _AmountChange(NamedTuple):
    """A rule or deduction that may change the amount, and the adjustments that it made."""

    kind: str
    text: str
    place: Span | None
    adjustments: tuple[Adjustment, ...]
    is_carried: bool = False


@attrs.frozen
class ClaimSteps:
    """Makes the steps of one claim. `program` has the ended awards of the facts."""

    evaluator: Evaluator
    program: Program
    facts: Facts
    claim: Claim
    clause: Clause
    page: ast.Page | None
    localize: Localizer
    is_debt: bool = False

    def steps(self) -> Iterator[TraceStep]:
        """The record, the conditions, then the amount, which a condition may prevent; or the money of earlier years."""
        if self.claim.brought_in.minor:
            yield from self._carried_steps()
            return
        if self.claim.is_granted_before:
            text = self.localize("granted in earlier years", "以前年度核准")
            yield TraceStep("carried", text, StepVerdict.STATED, self.claim.place, after=self.claim.granted)
            yield from self._instalments()
            return
        conditions = (*self.origin_and_conditions(),)
        yield from conditions
        is_stopped = any(step.verdict is StepVerdict.STOPPED for step in conditions)
        if not is_stopped:
            yield from self._selections()
        yield from self._parts()
        if not is_stopped:
            yield from self._amounts()

    def origin_and_conditions(self) -> Iterator[TraceStep]:
        """The record and the conditions."""
        record = self._record()
        here = self._situation(record)
        yield from self._origin(record, here)
        yield from self._before_gates()
        yield from self._gates(here)

    def _carried_steps(self) -> Iterator[TraceStep]:
        """The steps of money carried from earlier years. Only the cap that carried it applies to it."""
        brought, text = self.claim.brought_in, self.localize("carried here from earlier years", "由以前年度结转而来")
        yield TraceStep("carried", text, StepVerdict.STATED, self.claim.place, after=brought)
        yield from (self._change(change, brought) for change in self._changes() if change.is_carried)

    # ------------------------------------------------------------------------------------------ the record

    def _record(self) -> Record | None:
        claim = self.claim
        if not claim.record or not claim.kind:
            return None
        named = (claim.record, self.program.schema.record_by_name[claim.kind].root, claim.item)
        return next((each for each in all_records(self.facts) if (each.id, each.root, each.item) == named), None)

    def _origin(self, record: Record | None, here: Situation) -> Iterator[TraceStep]:
        """The origin of the claim: a record, the records of a year, or the figures of a year."""
        year, names, schema, trigger = self.claim.year, self.localize.names, self.program.schema, self.clause.trigger
        if record is not None:
            yield _record_step(record, here, self.localize)
        elif trigger.kind is TriggerKind.SET:
            text = self.localize("the records of {kind} of {year}", "{year}年的{kind}",
                             kind=names.name(trigger.record), year=names.year(year or 0))  # fmt: skip
            yield TraceStep("record", text, StepVerdict.STATED)
        elif year is not None and year in self.facts.figures and trigger.kind is TriggerKind.YEAR:
            text = self.localize("the figures of {year}", "{year}年度数据", year=names.year(year))
            stated = tuple(
                (names.name(name), self._value_text(value, schema.figure_by_name[name].type))
                for name, value in self.facts.figures[year].items()
            )
            yield TraceStep("record", text, StepVerdict.STATED, None, f"$.figures.{year}", stated)

    def _situation(self, record: Record | None) -> Situation:
        """The situation on the claim's day. For a claim without a day, the first day of the policy is used."""
        program, year = self.program, self.claim.year
        day = self.claim.event_date or program.window.start or program.fiscal_year.first_day(year or 1900)
        return Situation(program, self.facts, record, day, year or program.year_of(day))

    def _value_text(self, value: Answer, type_: Type) -> str:
        return self.localize.value(value, type_, self.program.currency)

    @property
    def _not_stated(self) -> str:
        """The text for a value that is not stated."""
        return self.localize("not stated", "未填写")

    # ------------------------------------------------------------------------------------------ conditions

    @property
    def _code(self) -> str:
        """The code of the reason of the claim; empty without a reason."""
        return "" if self.claim.reason is None else self.claim.reason.code

    def _before_gates(self) -> Iterator[TraceStep]:
        """The beneficiary, the event and the window."""
        claim, localize, window, name = self.claim, self.localize, self.program.window, self.localize.names.name
        if self.clause.beneficiaries:
            texts = ("owed by {who}", "收取对象：{who}") if self.is_debt else ("paid to {who}", "奖励对象：{who}")
            text = localize(*texts, who=localize.row(map(name, self.clause.beneficiaries)))
            kinds = ((localize("applicant", "申请人"), localize.row(map(name, sorted(self.facts.kinds)))),)
            verdict = StepVerdict.STOPPED if self._code == BENEFICIARY else StepVerdict.PASSED
            yield TraceStep("beneficiary", text, verdict, values=kinds)
        if self._code == NOT_HAPPENED:
            yield TraceStep("day", localize.why(claim), StepVerdict.STOPPED)
        if self._code in (BENEFICIARY, NOT_HAPPENED):
            return
        day, is_outside = claim.event_date, claim.outcome is Outcome.OUT_OF_WINDOW
        if is_outside or not self.program.is_draft:
            text = localize("in the window {first} to {last}", "有效期{first}至{last}",
                            first=_end(window.start), last=_end(window.end))  # fmt: skip
            shown = self._not_stated if day is None else localize.phrase(written_day(day))
            yield TraceStep(
                "window", text, StepVerdict.STOPPED if is_outside else self._window_verdict(day),
                detail=localize.why(claim) if is_outside else "", values=((localize("day", "日期"), shown),),
            )  # fmt: skip

    def _window_verdict(self, day: Date | None) -> StepVerdict:
        """The verdict of the window for a claim that it does not stop.

        Outside the window, a condition of the record stopped the claim earlier.
        """
        if day is None:
            return StepVerdict.OPEN
        profile = profiles_of(self.program).profiles[self.clause.index]
        first = min(profile.first_day, self.program.discretion_from or profile.first_day)
        is_inside = first <= day <= min(profile.last_day, self.facts.as_of or profile.last_day)
        return StepVerdict.PASSED if is_inside else StepVerdict.UNREACHED

    def _gates(self, here: Situation) -> Iterator[TraceStep]:
        """The conditions up to the one that stopped the claim, with their values; the others are not looked at."""
        claim, localize, names = self.claim, self.localize, self.localize.names
        is_refused = claim.outcome is Outcome.NOT_ELIGIBLE
        stop = next((gate for gate in self.clause.gates if self._is_stopped_by(gate)), None)
        is_refused_before = is_refused and stop is None and self._code not in AFTER_GATES
        is_ended = is_refused_before or claim.outcome is Outcome.OUT_OF_WINDOW
        tests = self.evaluator.formulas.clauses[self.clause.index].gates
        for gate, test in zip(self.clause.gates, tests, strict=True):
            text = names.sentence(gate.text, claim.passage)
            if is_ended:
                yield TraceStep("gate", text, StepVerdict.UNREACHED, gate.span)
                continue
            if gate.article and not gate.rule:
                text = localize("{text} ({article})", "{text}（{article}）", text=text,
                                article=localize.article(gate.article))  # fmt: skip
            is_ended = gate is stop
            verdict = StepVerdict.STOPPED if is_ended else self._gate_verdict(gate, test, here)
            why = localize.why(claim) if is_ended else ""
            yield TraceStep("gate", text, verdict, gate.span, why, tuple(self._values(test, here)))
        if self._code in (NO_FITTING_ROW, AMOUNT_CANNOT):
            yield TraceStep("amount", localize.why(claim), StepVerdict.STOPPED, claim.place)
        elif is_refused_before and self._code not in (BENEFICIARY, NOT_HAPPENED):  # these have a step of their own
            yield TraceStep("record", localize.why(claim), StepVerdict.STOPPED, claim.place)

    def _is_stopped_by(self, gate: Gate) -> bool:
        """Whether the claim's reason names a condition."""
        outcome, reason = self.claim.outcome, self.claim.reason
        if reason is None or outcome is not Outcome.NOT_ELIGIBLE:
            return bool(gate.rule) and gate.outcome is outcome
        if reason.code == ONE_FOR_LIFE:
            return gate.words == reason.words
        return gate.text == dict(reason.values).get("gate") and gate.is_requirement == (reason.code == REQUIREMENT)

    def _gate_verdict(self, gate: Gate, test: TestFormula, here: Situation) -> StepVerdict:
        """The verdict of a condition that the claim's reason does not name."""
        is_known = self._is_readable(test.holds, here) and not isinstance(self._value(test.holds, here), Open)
        if self.claim.missing and not is_known:
            return StepVerdict.OPEN
        return StepVerdict.NOT_APPLIED if gate.rule else StepVerdict.PASSED

    def _values(self, test: TestFormula, here: Situation) -> Iterator[tuple[str, str]]:
        """The words of a condition with their values on the claim's day."""
        entries = [entry for entry in test.evidence if self._is_readable(entry[1], here)]
        return _evidence(entries, here, self.evaluator, self.localize, self.claim.passage)

    def _is_readable(self, formula: Formula, here: Situation) -> bool:
        """Whether the situation has what a formula reads: not the records of a set, nor a record that is not listed."""
        if not isinstance(formula, tuple):
            return True
        if self.clause.trigger.kind is not TriggerKind.SET:
            return here.record is not None or not self.clause.trigger.record
        is_of_set = formula[0] == "aggregate" and AggregateParts.of(formula[1:]).is_of_set
        return not is_of_set and all(self._is_readable(part, here) for part in formula)

    def _value(self, formula: Formula, here: Situation) -> Answer:
        return self.evaluator.reader(formula)(here)

    # ------------------------------------------------------------------------------------------ the amount

    def _selections(self) -> Iterator[TraceStep]:
        """The selections among applicants."""
        is_stopped, is_open = self._code == COHORT_QUOTA, self.claim.outcome in OPEN
        verdict = StepVerdict.STOPPED if is_stopped else StepVerdict.OPEN if is_open else StepVerdict.PASSED
        why = self.localize.why(self.claim) if is_stopped else ""
        for quota in self.program.quotas:
            if self.clause.index in quota.clauses:
                yield TraceStep("quota", self._rule_text(quota.article, quota.text), verdict, quota.span, why)

    def _parts(self) -> Iterator[TraceStep]:
        """The parts of the amount; of a claim that a condition stopped, what decided it."""
        for part in self.claim.parts:
            sources = [value for name, value in part.values if name == "source" and isinstance(value, str)]
            yield TraceStep(
                "part", self.localize.reason(part, self.claim.passage), StepVerdict.STATED, self.claim.place,
                values=tuple((self.localize("source", "来源"), source) for source in sources),
            )  # fmt: skip

    def _amounts(self) -> Iterator[TraceStep]:
        """The amount of the award, then each rule that may change it."""
        step = self._amount()
        yield step
        for change in self._changes():
            step = self._change(change, step.after)
            yield step
        yield from self._instalments()

    def _instalments(self) -> Iterator[TraceStep]:
        """The instalments of the grant, each with its line of the page."""
        for each in self.claim.instalments:
            place = attrs.evolve(self.claim.place, line=each.line) if each.line else None
            yield TraceStep("instalment", instalment_text(each, self.localize), StepVerdict.STATED, place)

    def _amount(self) -> TraceStep:
        """The amount of the award, before an older standard raises it."""
        claim, localize = self.claim, self.localize
        text = localize("the amount", "金额")
        if claim.row:
            text = localize("tier: {row}", "适用档次：{row}", row=localize.names.sentence(claim.row, claim.passage))
        if claim.outcome in OPEN:
            return TraceStep("amount", text, StepVerdict.OPEN, claim.place, localize.why(claim))
        after = claim.proposed.minor - sum(entry.raised.minor for entry in claim.adjustments if entry.raised)
        if claim.ceiling is not None:
            ceiling = claim.ceiling.minor + sum(entry.cut.minor for entry in self._adjustments(code=SUPPORT))
            text = localize("{row}, a ceiling of {sum}", "{row}，上限{sum}", row=text, sum=str(self._money(ceiling)))
            if not after and not claim.bounds.is_point:
                after = ceiling  # the bureau has not set the sum yet; the rules act on the ceiling
        detail = "" if claim.reason is None else localize.reason(claim.reason, claim.passage)
        return TraceStep("amount", text, StepVerdict.STATED, claim.place, detail, after=self._money(after))

    def _money(self, minor: int) -> Money:
        return Money(minor, self.claim.proposed.currency)

    def _changes(self) -> Iterator[_AmountChange]:
        """What may change the amount, in the order of settlement."""
        localize, names, passage = self.localize, self.localize.names, self.claim.passage
        support = self._adjustments(code=SUPPORT)
        if self.clause.counts_support or support:
            text = localize("counting all other support", "各级各类资助合并计算")
            yield _AmountChange("less", text, self._line_below_award(ast.SupportDeduction), support)
        if self.clause.less is not None:
            kind, field = self.clause.less
            text = localize("less already paid for {kind} of the same {field}", "扣除同一{field}的{kind}已奖励部分",
                            kind=names.name(kind), field=names.name(field, kind))  # fmt: skip
            deducted = self._adjustments(code=ALREADY_DEDUCTED)
            yield _AmountChange("less", text, self._line_below_award(ast.PriorPaymentDeduction), deducted)
        for below in self._adjustments(code=BELOW_AFTER_DEDUCTIONS):
            text = localize.reason(below.reason, passage)
            yield _AmountChange("less", text, self._line_below_award(ast.AwardThreshold), (below,))
        for older in self.program.older_standards:
            if self.clause.index in older.clauses:
                text = self._rule_text(older.article, older.text)
                yield _AmountChange("older", text, older.span, self._adjustments(rule=older.name))
        for once in self._adjustments(rule="once"):
            yield _AmountChange("rule", localize.reason(once.reason, passage), once.place or self.claim.place, (once,))
        settlement = self.program.settlement
        for number, rule in settlement.rules_by_clause[self.clause.index]:
            step, text = settlement.steps[number], self._rule_text(rule.article, rule.text)
            if step.is_block_rule:
                yield _AmountChange("rule", text, rule.span, self._adjustments(rule=rule.name), step.wait > 0)

    def _adjustments(self, *, rule: str | None = None, code: str | None = None) -> tuple[Adjustment, ...]:
        """The adjustments of the claim that a rule made, or that have a code."""
        return tuple(each for each in self.claim.adjustments if rule in (None, each.rule) and code in (None, each.code))

    def _change(self, change: _AmountChange, left: Money | None) -> TraceStep:
        """The step of a rule, by its adjustments; `left` is the amount before it."""
        if left is None:
            return TraceStep(change.kind, change.text, StepVerdict.OPEN, change.place)
        idle, active, after = StepVerdict.NOT_CUT, StepVerdict.CUT, left.minor
        if change.kind == "older":
            idle, active = StepVerdict.NOT_RAISED, StepVerdict.RAISED
        for each in change.adjustments:
            after = max(after - each.cut.minor + (each.raised.minor if each.raised else 0), 0)  # a ceiling may be below
        if change.is_carried and change.adjustments:
            active, after = StepVerdict.CARRIED, self.claim.paid.minor
        if not left.minor:
            idle = StepVerdict.UNREACHED
        texts = (self.localize.reason(each.reason, self.claim.passage) for each in change.adjustments)
        detail = self.localize.join_sentences(text for text in texts if text != change.text)
        return TraceStep(
            change.kind, change.text, active if change.adjustments else idle, change.place, detail,
            before=left, after=self._money(after),
        )  # fmt: skip

    def _rule_text(self, article: str, text: str) -> str:
        text = self.localize.names.sentence(text)
        if not article:
            return text
        return self.localize(
            "{article}: {text}", "{article}：{text}", article=self.localize.article(article), text=text
        )

    def _line_below_award(self, kind: type[ast.Sentence]) -> Span:
        """The line of this kind under the award, or the line of the award."""
        place = self.claim.place
        awards = (award for award in nodes(self.page, ast.Award) if award.span.line == place.line)
        return next(
            (attrs.evolve(line.span, file=place.file) for award in awards for line in nodes(award, kind)), place
        )


def _end(day: Date | None) -> Phrase | str:
    """One end of a window."""
    return "…" if day is None else written_day(day)


# ---------------------------------------------------------------------------------------------- the page and JSON

SCHEMA = 1
_UNCHANGED = (StepVerdict.NOT_CUT, StepVerdict.NOT_RAISED, StepVerdict.UNREACHED)
"""The verdicts after which the amount is unchanged."""


def render(decision: Decision, traces: Iterable[Trace], sources: Sources, localize: Localizer = ENGLISH) -> str:
    """Each claim, step by step."""
    head = localize("{policy}; applicant {applicant}, as of {day}, {currency}",
                "{policy}；申请人{applicant}，截至{day}，{currency}",
                policy=localize.names.quotation(decision.title) or decision.policy, applicant=decision.applicant,
                day=written_day(decision.as_of), currency=decision.currency)  # fmt: skip
    lines = wrap(head)
    for assumption in assumed_as_of(decision):
        lines += wrap(localize.phrase(assumption), "  ", "    ")
    for trace in traces:
        lines += ["", *_trace_lines(trace, sources, localize)]
    return "\n".join(line.rstrip() for line in (*lines, "", *wrap(localize.phrase(NOTICE_PHRASE)))) + "\n"


def _trace_lines(trace: Trace, sources: Sources, localize: Localizer) -> Iterator[str]:
    claim, passage = trace.claim, ANYWHERE if isinstance(trace.claim, Recovery) else trace.claim.passage
    head = localize("{label}, {item}, {day}", "{label}，{item}，{day}", label=localize.names.clause(claim.label),
                item=localize.names.item(claim.item, passage), day=written_day(_day(claim)))  # fmt: skip
    yield clean(head)
    yield "-" * min(100, width(head))
    shown: Span | None = None
    for number, step in enumerate(trace.steps, 1):
        yield from _step(number, step, trace, localize)
        if step.place is not None and (shown is None or step.place.line != shown.line):
            shown = step.place
            yield from _source(shown, sources, localize)
    if trace.lines:
        yield localize("lines of the page:", "条文逐行：")
    for line in trace.lines:
        for number in range(line.place.line, line.place.end_line + 1):  # a sentence may be on several lines
            yield from _source(attrs.evolve(line.place, line=number, end_line=number), sources, localize)
        yield from wrap(line.effect, " " * 12)
    if trace.readings:
        yield localize("interpretation:", "条款适用口径：")
    for reading in trace.readings:
        subject = localize.names.clause(reading.label) if reading.label else localize.article(reading.article)
        yield from wrap(
            localize("{where}: {text}", "{where}：{text}", where=subject, text=localize.names.quotation(reading.text)),
            "  ",
            "    ",
        )


def _step(number: int, step: TraceStep, trace: Trace, localize: Localizer) -> Iterator[str]:
    indent, hanging = f"{number:>3}. ", "     "
    text = step.text
    if step.verdict is not StepVerdict.STATED:
        became = localize(step.verdict.value, VERDICTS_ZH[step.verdict])
        text = localize("{text}: {became}", "{text}：{became}", text=text, became=became)
    if step.kind == "end":
        claim = trace.claim
        if isinstance(claim, Recovery):
            right = localize.bounds(claim.paid_back)
        else:
            is_open = claim.outcome in OPEN or not claim.bounds.is_point
            right = localize.range_text(claim.bounds.low, claim.bounds.high) if is_open else amount(claim.paid)
        yield from _numbered_lines(indent, step.text, right)
    elif step.after is not None and step.verdict not in _UNCHANGED:
        yield from _numbered_lines(indent, text, amount(step.after))
    else:
        yield from wrap(text, indent, hanging)
    if step.detail:
        yield from wrap(step.detail, hanging)
    if step.values:
        yield from wrap(localize.join_sentences(f"{name} {value}" for name, value in step.values), hanging, "       ")


def _numbered_lines(number: str, text: str, right: str) -> Iterator[str]:
    """A numbered text with an amount at the right edge."""
    first, *rest = sides(text, right, " " * len(number))
    yield number + first[len(number) :]
    yield from rest


def _source(place: Span, sources: Sources, localize: Localizer) -> Iterator[str]:
    """The line of the page, unchanged."""
    text = sources.line_at(place)
    line = localize("line {n}", "第{n}行", n=place.line)
    yield clean(f"     {place.line:>4} | {text.rstrip()}" if text is not None else f"     {line}")


def to_plain(
    decision: Decision, traces: Iterable[Trace], sources: Sources, localize: Localizer = ENGLISH
) -> dict[str, object]:
    """As JSON."""
    return {
        "schema": SCHEMA,
        "policy": decision.policy,
        "applicant": decision.applicant,
        "currency": decision.currency,
        "traces": [_plain_trace(trace, sources) for trace in traces],
        "notice": localize.phrase(NOTICE_PHRASE),
    }


def _plain_trace(trace: Trace, sources: Sources) -> dict[str, object]:
    claim, day = trace.claim, _day(trace.claim)
    sums = (
        {"to_pay_back": bounds_to_json(claim.paid_back)}
        if isinstance(claim, Recovery)
        else {"outcome": claim.outcome.value, "paid": money_to_json(claim.paid)}
    )
    return {
        "clause": claim.label,
        "item": claim.item,
        "event_date": str(day) if day else None,
        **sums,
        "steps": [
            {
                "kind": step.kind,
                "text": step.text,
                "verdict": step.verdict.value,
                "detail": step.detail,
                "values": dict(step.values),
                "before": optional_to_json(step.before),
                "after": optional_to_json(step.after),
                "place": None if step.place is None else _plain_place(step.place, sources),
            }
            for step in trace.steps
        ],
        "lines": [
            {"place": _plain_place(line.place, sources), "effect": line.effect, "steps": list(line.steps)}
            for line in trace.lines
        ],
        "readings": [{"article": r.article, "label": r.label, "text": r.text} for r in trace.readings],
    }


def _day(claim: Claim | Recovery) -> Date | None:
    return claim.known_day if isinstance(claim, Recovery) else claim.event_date


def _plain_place(place: Span, sources: Sources) -> dict[str, object]:
    return {"file": place.file, "line": place.line, "text": sources.line_at(place)}
