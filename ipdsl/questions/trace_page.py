"""A trace as a page for people, with the lines of the policy, and as plain data for JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ipdsl.questions.steps import OPEN, VERDICTS_ZH, StepVerdict, Trace, TraceStep
from ipdsl.runtime.decision.as_of import assumed_as_of
from ipdsl.runtime.decision.days import written_day
from ipdsl.runtime.decision.export import money_to_json, optional_to_json
from ipdsl.runtime.decision.light import NOTICE_PHRASE, Decision
from ipdsl.runtime.decision.page import clean, sides, width, wrap
from ipdsl.runtime.decision.telling import ENGLISH, Localizer, amount
from ipdsl.source import Sources, Span

SCHEMA = 1
_UNCHANGED = (StepVerdict.NOT_CUT, StepVerdict.NOT_RAISED, StepVerdict.UNREACHED)
"""After these the sum is what it was."""


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
    if trace.readings:
        yield localize("how it was read:", "对文件的理解：")
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
    """A text with a sum at the right edge, its number in front."""
    first, *rest = sides(text, right, " " * len(number))
    yield number + first[len(number) :]
    yield from rest


def _source(place: Span, sources: Sources, localize: Localizer) -> Iterator[str]:
    """The line of the page, as it stands there."""
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
                "place": None
                if step.place is None
                else {
                    "file": step.place.file,
                    "line": step.place.line,
                    "text": sources.line_at(step.place),
                },
            }
            for step in trace.steps
        ],
        "readings": [{"article": r.article, "label": r.label, "text": r.text} for r in trace.readings],
    }
