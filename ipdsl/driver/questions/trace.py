"""Trace a claim from its record through every gate and rule to the amount due, each step with its line of the page.

Output: a page for people with the lines of the policy, and plain data for JSON. A claim is named by its item, its label
or both; if several claims match, also by the day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import attrs

from ipdsl.base.findings.phrase import Phrase
from ipdsl.base.source import Sources, Span
from ipdsl.base.values.days import Date
from ipdsl.claims.applicability import profiles_of
from ipdsl.claims.proposer import with_ended_awards
from ipdsl.decision.decision import NOTICE_PHRASE, Decision
from ipdsl.decision.model import Claim, Reading
from ipdsl.decision.other_years import assumed_as_of
from ipdsl.driver.library import Policy
from ipdsl.driver.questions.traced_lines import (
    OPEN,
    VERDICTS_ZH,
    AmountSteps,
    LineEffects,
    StepVerdict,
    Trace,
    TraceStep,
)
from ipdsl.engine.aggregates import AggregateParts
from ipdsl.engine.operations import Answer
from ipdsl.engine.situation import Situation
from ipdsl.ir.facts import Facts, Open, Record, all_records
from ipdsl.ir.operations import OPERATIONS
from ipdsl.ir.proposal import (
    AMOUNT_CANNOT,
    BENEFICIARY,
    COHORT_QUOTA,
    NO_FITTING_ROW,
    NOT_HAPPENED,
    ONE_FOR_LIFE,
    REQUIREMENT,
    Outcome,
    Passage,
)
from ipdsl.ir.terms import Clause, Formula, Gate, Program, TestFormula, TriggerKind
from ipdsl.report.decision_json import money_to_json, optional_to_json
from ipdsl.report.localizer import ENGLISH, Localizer, amount, clean, sides, width, wrap
from ipdsl.schema.type_list import type_by_name
from ipdsl.schema.values.value_type import Type
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


def trace(
    policy: Policy,
    facts: Facts,
    claim: Claim,
    localize: Localizer = ENGLISH,
    decision: Decision | None = None,
    page: ast.Page | None = None,
) -> Trace:
    """The steps of a claim in the policy's decision on these facts.

    With the page of the policy, the trace has the lines of the page that concern the claim. The decision gives the
    effect of the lines of duties, budget lines and references.
    """
    program = with_ended_awards(policy.program, facts.history or ())
    clauses = program.members if claim.brought_in.minor else program.clauses
    clause = next((c for c in clauses if c.label == claim.label), None)
    if clause is None:  # another document decides on the claim, or money of an ended award lapsed
        outcome, why = localize.outcome(claim.outcome), localize.why(claim)
        end = TraceStep("end", outcome, StepVerdict.STATED, claim.place, why, after=claim.paid)
        made = Trace(claim, (_sentence(claim, policy.program.document, localize), end))
    else:
        builder = _TraceBuilder(policy, facts, claim, clause, localize, program)
        steps = tuple(builder.steps())
        made = Trace(claim, steps, builder.readings(steps))
    if page is None:
        return made
    effects = LineEffects(program, clause, claim, made.steps, decision, page, localize)
    return attrs.evolve(made, lines=tuple(effects.lines()))


def _sentence(claim: Claim, document: str, localize: Localizer) -> TraceStep:
    text = localize.names.sentence(claim.text)
    return TraceStep("sentence", text, StepVerdict.STATED, claim.place, localize.citation(claim, document))


@attrs.frozen
class _TraceBuilder:
    """Builds the steps of one claim."""

    policy: Policy
    facts: Facts
    claim: Claim
    clause: Clause
    localize: Localizer
    program: Program

    def steps(self) -> Iterator[TraceStep]:
        yield _sentence(self.claim, self.policy.program.document, self.localize)
        if self.claim.brought_in.minor:
            yield from self._sums.carried_steps()
            yield self._end()
            return
        yield from self._origin()
        is_live = True
        for step in (*self._before_gates(), *self._gates()):
            yield step
            is_live = is_live and step.verdict is not StepVerdict.STOPPED
        yield from self._sums.steps() if is_live else self._sums.part_steps()
        yield self._end()

    @property
    def _sums(self) -> AmountSteps:
        return AmountSteps(self.program, self.clause, self.claim, self.policy.sources, self.localize)

    # ------------------------------------------------------------------------------------------ the record

    def _record(self) -> Record | None:
        claim, schema = self.claim, self.policy.program.schema
        if not claim.record or not claim.kind:
            return None
        root = schema.record_by_name[claim.kind].root
        named = (claim.record, root, claim.item)
        return next((each for each in all_records(self.facts) if (each.id, each.root, each.item) == named), None)

    def _origin(self) -> Iterator[TraceStep]:
        """The origin of the claim: a record, the records of a year, or the figures of a year."""
        record, year, names = self._record(), self.claim.year, self.localize.names
        if record is not None:
            situation = self._situation(record)
            fields = self.policy.program.schema.record_by_name[record.kind].fields
            values = [
                (self._localized_name(field.name), self._value_text(situation.field(field.name), field.type))
                for field in fields
            ]
            stated = tuple((name, value) for name, value in values if value != self._not_stated_text)
            text = f"{names.name(record.kind)} {names.item(record.item, Passage(record.kind))}"
            yield TraceStep("record", text, StepVerdict.STATED, None, record.path, stated)
        elif self.clause.trigger.kind is TriggerKind.SET:
            text = self.localize("the records of {kind} of {year}", "{year}年的{kind}",
                             kind=names.name(self.clause.trigger.record), year=names.year(year or 0))  # fmt: skip
            yield TraceStep("record", text, StepVerdict.STATED)
        elif year is not None and year in self.facts.figures and self.clause.trigger.kind is TriggerKind.YEAR:
            figures = self.policy.program.schema.figure_by_name
            stated = tuple(
                (names.name(n), self._value_text(v, figures[n].type)) for n, v in self.facts.figures[year].items()
            )
            text = self.localize("the figures of {year}", "{year}年度数据", year=names.year(year))
            yield TraceStep("record", text, StepVerdict.STATED, None, f"$.figures.{year}", stated)

    def _situation(self, record: Record | None) -> Situation:
        """The situation on the claim's day. For a claim without a day, the first day of the policy is used."""
        program = self.policy.program
        day = self.claim.event_date or program.window.start or (program.fiscal_year.first_day(self.claim.year or 1900))
        return Situation(program, self.facts, record, day, self.claim.year or program.year_of(day))

    # ------------------------------------------------------------------------------------------ gates

    def _before_gates(self) -> Iterator[TraceStep]:
        claim, program, localize = self.claim, self.policy.program, self.localize
        code = claim.reason.code if claim.reason is not None else ""
        if self.clause.beneficiaries:
            verdict = StepVerdict.STOPPED if code == BENEFICIARY else StepVerdict.PASSED
            kinds = localize.row(map(localize.names.name, sorted(self.facts.kinds)))
            text = localize(
                "paid to {who}",
                "奖励对象：{who}",
                who=localize.row(map(localize.names.name, self.clause.beneficiaries)),
            )
            yield TraceStep("beneficiary", text, verdict, values=((localize("applicant", "申请人"), kinds),))
            if verdict is StepVerdict.STOPPED:
                return
        if code == NOT_HAPPENED:
            yield TraceStep("day", localize.why(claim), StepVerdict.STOPPED)
            return
        window = localize("in the window {first} to {last}", "有效期{first}至{last}",
                      first=_end(program.window.start), last=_end(program.window.end))  # fmt: skip
        day = self._not_stated_text if claim.event_date is None else localize.phrase(written_day(claim.event_date))
        days = ((localize("day", "日期"), day),)
        if claim.outcome is Outcome.OUT_OF_WINDOW:
            yield TraceStep("window", window, StepVerdict.STOPPED, detail=localize.why(claim), values=days)
        elif not program.is_draft:
            verdict = StepVerdict.OPEN if claim.event_date is None else self._window_verdict(claim.event_date)
            yield TraceStep("window", window, verdict, values=days)

    def _window_verdict(self, day: Date) -> StepVerdict:
        """`PASSED` for a day in the window.

        Otherwise `UNREACHED`, since a condition of the record stopped the claim earlier.
        """
        program, as_of = self.policy.program, self.facts.as_of
        form = profiles_of(program).profiles[self.clause.index]
        first, last = (
            min(form.first_day, program.discretion_from or form.first_day),
            min(form.last_day, as_of or form.last_day),
        )
        return StepVerdict.PASSED if first <= day <= last else StepVerdict.UNREACHED

    def _gates(self) -> Iterator[TraceStep]:
        claim, localize, reason = self.claim, self.localize, self.claim.reason
        code = reason.code if reason is not None else ""
        stop, is_stopped = self._stopping_gate(), False
        is_refused = claim.outcome is Outcome.NOT_ELIGIBLE and stop is None and code not in AFTER_GATES
        if is_refused or claim.outcome is Outcome.OUT_OF_WINDOW:
            yield from (TraceStep("gate", self._text(g), StepVerdict.UNREACHED, g.span) for g in self.clause.gates)
            if is_refused and code not in (BENEFICIARY, NOT_HAPPENED):  # these have a step of their own
                yield TraceStep("record", localize.why(claim), StepVerdict.STOPPED, claim.place)
            return
        situation = self._situation(self._record())
        tests = self.policy.code.evaluator.formulas.clauses[self.clause.index].gates
        for index, (gate, test) in enumerate(zip(self.clause.gates, tests, strict=True)):
            if is_stopped:
                yield TraceStep("gate", self._text(gate), StepVerdict.UNREACHED, gate.span)
                continue
            text = self._text(gate)
            if gate.article and not gate.rule:
                text = localize("{text} ({article})", "{text}（{article}）", text=text,
                            article=localize.article(gate.article))  # fmt: skip
            verdict = StepVerdict.STOPPED if index == stop else self._gate_verdict(gate, test, situation)
            is_stopped = verdict is StepVerdict.STOPPED
            detail = localize.why(claim) if index == stop else ""
            yield TraceStep("gate", text, verdict, gate.span, detail, tuple(self._values(test, situation)))
        if code in (NO_FITTING_ROW, AMOUNT_CANNOT):
            yield TraceStep("amount", localize.why(claim), StepVerdict.STOPPED, claim.place)

    def _stopping_gate(self) -> int | None:
        """The index of the gate in the claim's reason."""
        outcome, reason = self.claim.outcome, self.claim.reason
        for index, gate in enumerate(self.clause.gates):
            if reason is None or outcome is not Outcome.NOT_ELIGIBLE:
                is_named = bool(gate.rule) and gate.outcome is outcome
            elif reason.code == ONE_FOR_LIFE:
                is_named = gate.words == reason.words
            else:
                text = dict(reason.values).get("gate")
                is_named = gate.text == text and gate.is_requirement == (reason.code == REQUIREMENT)
            if is_named:
                return index
        return None

    def _gate_verdict(self, gate: Gate, test: TestFormula, situation: Situation) -> StepVerdict:
        """The verdict of a gate that is not the one in the claim's reason."""
        is_readable = self._is_readable(test.holds, situation)
        if self.claim.missing and (not is_readable or isinstance(self._value(test.holds, situation), Open)):
            return StepVerdict.OPEN
        return StepVerdict.NOT_APPLIED if gate.rule else StepVerdict.PASSED

    def _is_readable(self, formula: Formula, situation: Situation) -> bool:
        """Whether the situation has what a formula reads: not the records of a set, nor a record that is not listed."""
        if not isinstance(formula, tuple):
            return True
        trigger = self.clause.trigger
        if trigger.kind is not TriggerKind.SET:
            return situation.record is not None or not trigger.record
        is_of_set = formula[0] == "aggregate" and AggregateParts.of(formula[1:]).is_of_set
        return not is_of_set and all(self._is_readable(part, situation) for part in formula)

    def _values(self, test: TestFormula, situation: Situation) -> Iterator[tuple[str, str]]:
        """The words of a gate with their values on the claim's day, as the reason of a failed gate has them.

        If the record and the applicant have a word of the gate, both values are shown with their owners.
        """
        entries = [entry for entry in test.evidence if self._is_readable(entry[1], situation)]
        words = [word for word, *_ in entries]
        for word, formula, *type_name in entries:
            value = self._value(formula, situation)
            name, text = self.localize.evidence(
                word, value, type_by_name(*type_name), self.policy.currency, self.claim.passage
            )
            if words.count(word) == 1:
                yield name, text
            elif isinstance(formula, tuple) and OPERATIONS[str(formula[0])].reads:
                yield self.localize("{word} of applicant", "申请人 之 {word}", word=name), text
            else:
                kind = self._localized_name(self.claim.kind)
                yield self.localize("{word} of {kind}", "{kind} 之 {word}", word=name, kind=kind), text

    def _value(self, formula: Formula, situation: Situation) -> Answer:
        return self.policy.code.evaluator.reader(formula)(situation)

    def _value_text(self, value: Answer, type_: Type) -> str:
        return self.localize.value(value, type_, self.policy.currency)

    def _localized_name(self, word: str) -> str:
        return self.localize.names.name(word, self.claim.kind)

    def _text(self, gate: Gate) -> str:
        return self.localize.names.sentence(gate.text, self.claim.passage)

    @property
    def _not_stated_text(self) -> str:
        """The text for a value that is not stated."""
        return self.localize("not stated", "未填写")

    # ------------------------------------------------------------------------------------------ the end

    def readings(self, steps: Iterable[TraceStep]) -> tuple[Reading, ...]:
        """The readings of the clause, and of the articles whose rules or gates apply to the claim."""
        articles = {self.claim.article, *(adjustment.article for adjustment in self.claim.adjustments)}
        idle = (StepVerdict.UNREACHED, StepVerdict.NOT_APPLIED)
        gate_places = {step.place for step in steps if step.kind == "gate" and step.verdict not in idle}
        articles |= {gate.article for gate in self.clause.gates if gate.span in gate_places}
        return tuple(
            reading
            for reading in self.policy.readings
            if reading.label == self.claim.label
            or (reading.article in articles and reading.article and not reading.label)
        )

    def _end(self) -> TraceStep:
        claim, localize = self.claim, self.localize
        outcome = localize.outcome(claim.outcome)
        return TraceStep("end", outcome, StepVerdict.STATED, None, localize.why(claim), after=claim.paid)


def _end(day: Date | None) -> Phrase | str:
    """One end of a window."""
    return "…" if day is None else written_day(day)


SCHEMA = 1
AFTER_GATES = (NO_FITTING_ROW, AMOUNT_CANNOT, COHORT_QUOTA)
"""The reasons of refused claims whose gates all hold."""
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
    claim = trace.claim
    head = localize("{label}, {item}, {day}", "{label}，{item}，{day}", label=localize.names.clause(claim.label),
                item=localize.names.item(claim.item, claim.passage), day=written_day(claim.event_date))  # fmt: skip
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
    claim = trace.claim
    return {
        "clause": claim.label,
        "item": claim.item,
        "event_date": str(claim.event_date) if claim.event_date else None,
        "outcome": claim.outcome.value,
        "paid": money_to_json(claim.paid),
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


def _plain_place(place: Span, sources: Sources) -> dict[str, object]:
    return {"file": place.file, "line": place.line, "text": sources.line_at(place)}
