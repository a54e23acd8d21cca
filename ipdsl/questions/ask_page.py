"""Questions as a page for people and as plain data for JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ipdsl.diagnostics.phrase import Phrase
from ipdsl.questions.ask import Question, is_settled
from ipdsl.runtime.decision.as_of import assumed_as_of
from ipdsl.runtime.decision.days import written_day
from ipdsl.runtime.decision.export import bounds_to_json, optional_to_json
from ipdsl.runtime.decision.light import NOTICE_PHRASE, Decision
from ipdsl.runtime.decision.page import sides, width, wrap
from ipdsl.runtime.decision.telling import ENGLISH, Localizer, amount

SCHEMA = 1
GROUPS_OF_OTHERS = ("approval", "rank", "left")


def render(decision: Decision, all_questions: Iterable[Question], localize: Localizer = ENGLISH) -> str:
    """What is due so far, and each question with what its answer is worth."""
    lines = [
        *wrap(localize.names.quotation(decision.title) or decision.policy),
        *wrap(
            localize("applicant {applicant}, as of {day}; all sums in {currency}",
                 "申请人{applicant}，截至{day}；金额币种{currency}", applicant=decision.applicant,
                 day=written_day(decision.as_of), currency=decision.currency)
        ),
        *(line for assumption in assumed_as_of(decision) for line in wrap(localize.phrase(assumption), "  ", "    ")),
        *due(decision, localize),
    ]  # fmt: skip
    questions = list(all_questions)
    sections = (
        (localize("What would settle it", "填写后即可结算的事实"), ""),
        (localize("What the bureau sets", "由主管部门核定的金额"), "approval"),
        (localize("What the ranking of all says", "由全体排名决定的名次"), "rank"),
        (localize("What is left of rooms that all share", "共用限额的余额"), "left"),
    )
    for title, group in sections:
        group_questions = [question for question in questions if _section_of(question) == group]
        if group_questions:
            lines += ["", title, "-" * width(title)]
            lines += [line for question in group_questions for line in question_lines(question, decision, localize)]
    unstated = [_unstated_text(question, localize) for question in questions if not question.is_known_worth]
    if unstated:
        title = localize("Of what nothing was stated", "完全没有填写的内容")
        text = localize("list them, or state that there are none: {kinds}", "请逐项列出，或写明没有：{kinds}",
                    kinds=localize.row(unstated))  # fmt: skip
        lines += ["", title, "-" * width(title), *wrap(text, "  ")]
    if not questions and is_settled(decision):
        lines += ["", localize("nothing is missing", "没有缺少的内容")]
    elif not questions:
        lines += ["", localize("what is open hangs on the selection among all applicants",
                           "尚未确定的金额取决于全体申请人的评选")]  # fmt: skip
    return "\n".join(line.rstrip() for line in (*lines, "", *wrap(localize.phrase(NOTICE_PHRASE)))) + "\n"


def _unstated_text(question: Question, localize: Localizer) -> str:
    """What a question is about of which nothing was stated."""
    kind = question.ref.kind
    return localize.names.name(kind) if localize.is_chinese else f"{kind} {question.label}".strip()


def _section_of(question: Question) -> str | None:
    """What others say by its group; what the applicant does by none; a kind of which nothing was stated is in none."""
    group = question.ref.group
    if group in GROUPS_OF_OTHERS:
        return group
    return "" if question.is_known_worth else None


def due(decision: Decision, localize: Localizer = ENGLISH) -> Iterator[str]:
    """What is due with the facts as they are."""
    for number, (words, sum_) in enumerate(due_in_parts(decision, localize)):
        yield from sides(words, sum_, "  " * bool(number))


def due_in_parts(decision: Decision, localize: Localizer = ENGLISH) -> Iterator[tuple[str, str]]:
    """The same as words and a sum each; what is not settled is not called nothing."""
    if decision.due.is_point and (decision.total.minor or not decision.not_stated):
        yield localize("Total due", "应得合计"), amount(decision.total)
    elif decision.due.low.minor:
        yield localize("Total due at least", "应得合计至少"), amount(decision.due.low)
    else:
        yield localize("Total due", "应得合计"), localize("not settled yet", "尚未结算")
    if not decision.due.is_point:
        yield localize("and at most", "最多"), localize.upper_end(decision.due.high)


def question_lines(question: Question, decision: Decision, localize: Localizer = ENGLISH) -> Iterator[str]:
    """A question: where the fact belongs, what it is, what it is worth, who asks."""
    question_name = localize.names.fact_label(question.ref, question.label)
    yield from sides(question_name, localize.worth_of(question.worth, decision.due), "  ")
    answer = localize("answer: {answer}", "可填：{answer}", answer=localize.phrase(question.answer))
    yield from wrap(answer, "    ", "      ")
    for asker in question.askers:
        article = Phrase("article {n}, ", "第{n}条，", n=asker.article) if asker.article else ""
        text = localize("asked by {article}{label}: {text}", "{article}{label}涉及：{text}", article=article,
                    label=localize.names.clause(asker.label), text=localize.names.sentence(asker.text))  # fmt: skip
        yield from wrap(text, "    ", "      ")


def to_plain(decision: Decision, questions: Iterable[Question], localize: Localizer = ENGLISH) -> dict[str, object]:
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
                "answer": localize.phrase(question.answer),
                "worth": optional_to_json(question.worth),
                "unlimited": question.worth is None and question.is_known_worth,
                "clauses": [
                    {"clause": asker.label, "article": asker.article, "text": asker.text} for asker in question.askers
                ],
            }
            for question in questions
        ],
        "notice": localize.phrase(NOTICE_PHRASE),
    }
