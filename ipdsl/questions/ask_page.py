"""Questions as a page for people and as plain data for JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ipdsl.diagnostics.phrase import Phrase
from ipdsl.questions.ask import Question, is_settled
from ipdsl.runtime.decision.as_of import assumed_as_of
from ipdsl.runtime.decision.days import written_day
from ipdsl.runtime.decision.export import bounds_to_json, optional_to_json
from ipdsl.runtime.decision.light import NOTICE_SAID, Decision
from ipdsl.runtime.decision.page import sides, width, wrapped
from ipdsl.runtime.decision.telling import ENGLISH, Teller, amount

SCHEMA = 1
OTHERS = ("approval", "rank", "left")


def render(decision: Decision, asked: Iterable[Question], tell: Teller = ENGLISH) -> str:
    """What is due so far, and each question with what its answer is worth."""
    lines = [
        *wrapped(tell.names.quotation(decision.title) or decision.policy),
        *wrapped(
            tell("applicant {applicant}, as of {day}; all sums in {currency}",
                 "申请人{applicant}，截至{day}；金额币种{currency}", applicant=decision.applicant,
                 day=written_day(decision.as_of), currency=decision.currency)
        ),
        *(line for one in assumed_as_of(decision) for line in wrapped(tell.phrase(one), "  ", "    ")),
        *due(decision, tell),
    ]  # fmt: skip
    questions = list(asked)
    sections = (
        (tell("What would settle it", "填写后即可结算的事实"), ""),
        (tell("What the bureau sets", "由主管部门核定的金额"), "approval"),
        (tell("What the ranking of all says", "由全体排名决定的名次"), "rank"),
        (tell("What is left of rooms that all share", "共用限额的余额"), "left"),
    )
    for title, group in sections:
        of = [question for question in questions if _section_of(question) == group]
        if of:
            lines += ["", title, "-" * width(title)]
            lines += [line for question in of for line in one(question, decision, tell)]
    unstated = [_unstated(question, tell) for question in questions if not question.is_known_worth]
    if unstated:
        title = tell("Of what nothing was stated", "完全没有填写的内容")
        said = tell("list them, or state that there are none: {kinds}", "请逐项列出，或写明没有：{kinds}",
                    kinds=tell.row(unstated))  # fmt: skip
        lines += ["", title, "-" * width(title), *wrapped(said, "  ")]
    if not questions and is_settled(decision):
        lines += ["", tell("nothing is missing", "没有缺少的内容")]
    elif not questions:
        lines += ["", tell("what is open hangs on the selection among all applicants",
                           "尚未确定的金额取决于全体申请人的评选")]  # fmt: skip
    return "\n".join(line.rstrip() for line in (*lines, "", *wrapped(tell.phrase(NOTICE_SAID)))) + "\n"


def _unstated(question: Question, tell: Teller) -> str:
    """What a question is about of which nothing was stated."""
    kind = question.ref.kind
    return tell.names.name(kind) if tell.is_chinese else f"{kind} {question.label}".strip()


def _section_of(question: Question) -> str | None:
    """What others say by its group; what the applicant does by none; a kind of which nothing was stated is in none."""
    group = question.ref.group
    if group in OTHERS:
        return group
    return "" if question.is_known_worth else None


def due(decision: Decision, tell: Teller = ENGLISH) -> Iterator[str]:
    """What is due with the facts as they are."""
    for number, (said, sum_) in enumerate(due_in_parts(decision, tell)):
        yield from sides(said, sum_, "  " * bool(number))


def due_in_parts(decision: Decision, tell: Teller = ENGLISH) -> Iterator[tuple[str, str]]:
    """The same as words and a sum each; what is not settled is not called nothing."""
    if decision.due.is_point and (decision.total.minor or not decision.not_stated):
        yield tell("Total due", "应得合计"), amount(decision.total)
    elif decision.due.low.minor:
        yield tell("Total due at least", "应得合计至少"), amount(decision.due.low)
    else:
        yield tell("Total due", "应得合计"), tell("not settled yet", "尚未结算")
    if not decision.due.is_point:
        yield tell("and at most", "最多"), tell.at_most(decision.due.high)


def one(question: Question, decision: Decision, tell: Teller = ENGLISH) -> Iterator[str]:
    """A question: where the fact belongs, what it is, what it is worth, who asks."""
    named = tell.names.asked(question.ref, question.label)
    yield from sides(named, tell.worth_of(question.worth, decision.due), "  ")
    answer = tell("answer: {answer}", "可填：{answer}", answer=tell.phrase(question.answer))
    yield from wrapped(answer, "    ", "      ")
    for asker in question.askers:
        article = Phrase("article {n}, ", "第{n}条，", n=asker.article) if asker.article else ""
        said = tell("asked by {article}{label}: {text}", "{article}{label}涉及：{text}", article=article,
                    label=tell.names.clause(asker.label), text=tell.names.sentence(asker.text))  # fmt: skip
        yield from wrapped(said, "    ", "      ")


def plain(decision: Decision, asked: Iterable[Question], tell: Teller = ENGLISH) -> dict[str, object]:
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
                "answer": tell.phrase(question.answer),
                "worth": optional_to_json(question.worth),
                "unlimited": question.worth is None and question.is_known_worth,
                "clauses": [
                    {"clause": asker.label, "article": asker.article, "text": asker.text} for asker in question.askers
                ],
            }
            for question in asked
        ],
        "notice": tell.phrase(NOTICE_SAID),
    }
