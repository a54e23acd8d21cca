"""A trace as a page for people, with the lines of the policy, and as plain data for JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ipdsl.questions.steps import IN_CHINESE, OPEN, Trace, TraceStep, Verdict
from ipdsl.runtime.decision.as_of import assumed_as_of
from ipdsl.runtime.decision.days import written_day
from ipdsl.runtime.decision.export import money_to_json, optional_to_json
from ipdsl.runtime.decision.light import NOTICE_SAID, Decision
from ipdsl.runtime.decision.page import clean, sides, width, wrapped
from ipdsl.runtime.decision.telling import ENGLISH, Teller, amount
from ipdsl.source import Sources, Span

SCHEMA = 1
_SAME = (Verdict.UNTOUCHED, Verdict.IDLE, Verdict.UNREACHED)
"""After these the sum is what it was."""


def render(decision: Decision, traces: Iterable[Trace], sources: Sources, tell: Teller = ENGLISH) -> str:
    """Each claim, step by step."""
    head = tell("{policy}; applicant {applicant}, as of {day}, {currency}",
                "{policy}；申请人{applicant}，截至{day}，{currency}",
                policy=tell.names.quotation(decision.title) or decision.policy, applicant=decision.applicant,
                day=written_day(decision.as_of), currency=decision.currency)  # fmt: skip
    lines = wrapped(head)
    for one in assumed_as_of(decision):
        lines += wrapped(tell.phrase(one), "  ", "    ")
    for trace in traces:
        lines += ["", *_one(trace, sources, tell)]
    return "\n".join(line.rstrip() for line in (*lines, "", *wrapped(tell.phrase(NOTICE_SAID)))) + "\n"


def _one(trace: Trace, sources: Sources, tell: Teller) -> Iterator[str]:
    claim = trace.claim
    head = tell("{label}, {item}, {day}", "{label}，{item}，{day}", label=tell.names.clause(claim.label),
                item=tell.names.item(claim.item, claim.passage), day=written_day(claim.event_date))  # fmt: skip
    yield clean(head)
    yield "-" * min(100, width(head))
    shown: Span | None = None
    for number, step in enumerate(trace.steps, 1):
        yield from _step(number, step, trace, tell)
        if step.place is not None and (shown is None or step.place.line != shown.line):
            shown = step.place
            yield from _source(shown, sources, tell)
    if trace.readings:
        yield tell("how it was read:", "对文件的理解：")
    for reading in trace.readings:
        where = tell.names.clause(reading.label) if reading.label else tell.article(reading.article)
        yield from wrapped(
            tell("{where}: {text}", "{where}：{text}", where=where, text=tell.names.quotation(reading.text)),
            "  ",
            "    ",
        )


def _step(number: int, step: TraceStep, trace: Trace, tell: Teller) -> Iterator[str]:
    indent, hanging = f"{number:>3}. ", "     "
    text = step.text
    if step.verdict is not Verdict.TOLD:
        became = tell(step.verdict.value, IN_CHINESE[step.verdict])
        text = tell("{text}: {became}", "{text}：{became}", text=text, became=became)
    if step.kind == "end":
        claim = trace.claim
        is_open = claim.outcome in OPEN or not claim.bounds.is_point
        right = tell.between(claim.bounds.low, claim.bounds.high) if is_open else amount(claim.paid)
        yield from _numbered(indent, step.text, right)
    elif step.after is not None and step.verdict not in _SAME:
        yield from _numbered(indent, text, amount(step.after))
    else:
        yield from wrapped(text, indent, hanging)
    if step.detail:
        yield from wrapped(step.detail, hanging)
    if step.values:
        yield from wrapped(tell.both(f"{name} {value}" for name, value in step.values), hanging, "       ")


def _numbered(number: str, text: str, right: str) -> Iterator[str]:
    """A text with a sum at the right edge, its number in front."""
    first, *rest = sides(text, right, " " * len(number))
    yield number + first[len(number) :]
    yield from rest


def _source(place: Span, sources: Sources, tell: Teller) -> Iterator[str]:
    """The line of the page, as it stands there."""
    text = sources.line_at(place)
    line = tell("line {n}", "第{n}行", n=place.line)
    yield clean(f"     {place.line:>4} | {text.rstrip()}" if text is not None else f"     {line}")


def plain(decision: Decision, traces: Iterable[Trace], sources: Sources, tell: Teller = ENGLISH) -> dict[str, object]:
    """As JSON."""
    return {
        "schema": SCHEMA,
        "policy": decision.policy,
        "applicant": decision.applicant,
        "currency": decision.currency,
        "traces": [_plain_trace(trace, sources) for trace in traces],
        "notice": tell.phrase(NOTICE_SAID),
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
