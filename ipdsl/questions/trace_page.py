"""A trace as a page for people, with the lines of the policy, and as plain data for JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ipdsl.questions.steps import OPEN, Trace, TraceStep, Verdict
from ipdsl.runtime.decision.explain import amount, between
from ipdsl.runtime.decision.export import money_to_json, optional_to_json
from ipdsl.runtime.decision.light import NOTICE, Decision
from ipdsl.runtime.decision.page import clean, sides, wrapped
from ipdsl.source import Sources, Span

SCHEMA = 1
_SAME = (Verdict.UNTOUCHED, Verdict.IDLE, Verdict.UNREACHED)
"""After these the sum is what it was."""


def render(decision: Decision, traces: Iterable[Trace], sources: Sources) -> str:
    """Each claim, step by step."""
    lines = [*wrapped(f"{decision.title or decision.policy}; applicant {decision.applicant}, {decision.currency}")]
    for trace in traces:
        lines += ["", *_one(trace, sources)]
    return "\n".join(line.rstrip() for line in (*lines, "", *wrapped(NOTICE))) + "\n"


def _one(trace: Trace, sources: Sources) -> Iterator[str]:
    claim = trace.claim
    head = f"{claim.label}, {claim.item}, {claim.event_date or 'day not known'}"
    yield clean(head)
    yield "-" * min(100, len(head))
    shown: Span | None = None
    for number, step in enumerate(trace.steps, 1):
        yield from _step(number, step, trace)
        if step.place is not None and (shown is None or step.place.line != shown.line):
            shown = step.place
            yield from _source(shown, sources)
    if trace.readings:
        yield "how it was read:"
    for reading in trace.readings:
        where = reading.label or f"article {reading.article}"
        yield from wrapped(f"{where}: {reading.text}", "  ", "    ")


def _step(number: int, step: TraceStep, trace: Trace) -> Iterator[str]:
    indent, hanging = f"{number:>3}. ", "     "
    verdict = "" if step.verdict is Verdict.TOLD else f": {step.verdict.value}"
    if step.kind == "end":
        claim = trace.claim
        is_open = claim.outcome in OPEN or not claim.bounds.is_point
        right = between(claim.bounds.low, claim.bounds.high) if is_open else amount(claim.paid)
        yield from _numbered(indent, step.text, right)
    elif step.after is not None and step.verdict not in _SAME:
        yield from _numbered(indent, f"{step.text}{verdict}", amount(step.after))
    else:
        yield from wrapped(f"{step.text}{verdict}", indent, hanging)
    if step.detail:
        yield from wrapped(step.detail, hanging)
    if step.values:
        yield from wrapped("; ".join(f"{name} {value}" for name, value in step.values), hanging, "       ")


def _numbered(number: str, text: str, right: str) -> Iterator[str]:
    """A text with a sum at the right edge, its number in front."""
    first, *rest = sides(text, right, " " * len(number))
    yield number + first[len(number) :]
    yield from rest


def _source(place: Span, sources: Sources) -> Iterator[str]:
    """The line of the page, as it stands there."""
    text = sources.line_at(place)
    yield clean(f"     {place.line:>4} | {text.rstrip()}" if text is not None else f"     line {place.line}")


def plain(decision: Decision, traces: Iterable[Trace], sources: Sources) -> dict[str, object]:
    """As JSON."""
    return {
        "schema": SCHEMA,
        "policy": decision.policy,
        "applicant": decision.applicant,
        "currency": decision.currency,
        "traces": [_plain_trace(trace, sources) for trace in traces],
        "notice": NOTICE,
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
