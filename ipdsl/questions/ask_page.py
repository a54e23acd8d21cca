"""Questions as a page for people and as plain data for JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ipdsl.questions.ask import Question
from ipdsl.runtime.decision.explain import amount, at_most, worth_of
from ipdsl.runtime.decision.export import bounds_to_json, optional_to_json
from ipdsl.runtime.decision.light import NOTICE, Decision
from ipdsl.runtime.decision.page import sides, wrapped

SCHEMA = 1
OTHERS = ("approval", "rank", "left")


def render(decision: Decision, asked: Iterable[Question]) -> str:
    """What is due so far, and each question with what its answer is worth."""
    lines = [*wrapped(decision.title or decision.policy), *due(decision)]
    questions = list(asked)
    sections = (
        ("What would settle it", [q for q in questions if q.is_known_worth and q.ref.group not in OTHERS]),
        ("What the bureau sets", [q for q in questions if q.ref.group == "approval"]),
        ("What the ranking of all says", [q for q in questions if q.ref.group == "rank"]),
        ("What is left of rooms that all share", [q for q in questions if q.ref.group == "left"]),
    )
    for title, of in sections:
        if of:
            lines += ["", title, "-" * len(title)]
            lines += [line for question in of for line in one(question, decision)]
    unstated = [f"{q.ref.kind} {q.label}".strip() for q in questions if not q.is_known_worth]
    if unstated:
        title = "Of what nothing was stated"
        lines += [
            "",
            title,
            "-" * len(title),
            *wrapped(f"list them, or state that there are none: {', '.join(unstated)}", "  "),
        ]
    if not questions:
        lines += ["", "nothing is missing"]
    return "\n".join(line.rstrip() for line in (*lines, "", *wrapped(NOTICE))) + "\n"


def due(decision: Decision) -> Iterator[str]:
    """What is due with the facts as they are."""
    if decision.due.is_point:
        yield from sides("Total due", amount(decision.total))
        return
    yield from sides("Total due at least", amount(decision.due.low))
    yield from sides("and at most", at_most(decision.due.high), "  ")


def one(question: Question, decision: Decision) -> Iterator[str]:
    """A question: where the fact belongs, what it is, what it is worth, who asks."""
    label = f" ({question.label})" if question.label else ""
    yield from sides(f"{question.path}{label}", worth_of(question.worth, decision.due), "  ")
    yield from wrapped(f"answer: {question.answer}", "    ", "      ")
    for asker in question.askers:
        article = f"article {asker.article}, " if asker.article else ""
        yield from wrapped(f"asked by {article}{asker.label}: {asker.text}", "    ", "      ")


def plain(decision: Decision, asked: Iterable[Question]) -> dict[str, object]:
    """As JSON."""
    return {
        "schema": SCHEMA,
        "policy": decision.policy,
        "applicant": decision.applicant,
        "currency": decision.currency,
        "due": bounds_to_json(decision.due),
        "questions": [
            {
                "path": question.path,
                "group": question.ref.group,
                "kind": question.ref.kind,
                "item": question.ref.item,
                "field": question.ref.field,
                "year": question.ref.year or None,
                "label": question.label,
                "answer": question.answer,
                "worth": optional_to_json(question.worth),
                "unlimited": question.worth is None and question.is_known_worth,
                "clauses": [
                    {"clause": asker.label, "article": asker.article, "text": asker.text} for asker in question.askers
                ],
            }
            for question in asked
        ],
        "notice": NOTICE,
    }
