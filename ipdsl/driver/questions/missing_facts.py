"""Missing facts as questions: as a page for people and as plain data for JSON.

Each question has a fact, its type in words, its possible effect on the amount due, and the sentences that need it. The
facts of undetermined claims come first, in descending order of that effect. They are followed by amounts that the
bureau has not set, and by published ranks. Each fact is asked for once, even if several claims need it. The record
kinds that the facts do not mention come last, because their effect is unknown.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import attrs

from ipdsl.base.findings.phrase import Phrase
from ipdsl.base.values.money import Money
from ipdsl.decision.assumptions import assumed_as_of
from ipdsl.decision.decision import NOTICE_PHRASE, Decision
from ipdsl.driver.library import Policy
from ipdsl.engine.situation import type_of
from ipdsl.ir.facts import FactRef
from ipdsl.report.decision_json import bounds_to_json, optional_to_json
from ipdsl.report.localizer import ENGLISH, Localizer, amount
from ipdsl.report.text_layout import sides, width, wrap
from ipdsl.schema.types.rate import PERCENTAGE_FORM
from ipdsl.schema.vocabulary import Schema, Series
from ipdsl.wording.labels import written_day

COHORT_GROUP = "cohort"
"""The group of facts that depend on a selection among all applicants. No single applicant can state them."""


@attrs.frozen
class AskingClause:
    """A clause that needs a fact."""

    label: str
    article: str
    text: str


@attrs.frozen
class Question:
    """A missing fact. `worth` is its largest effect on the amount due; `None` if that is unlimited or unknown.

    `answer` describes the possible answers. `is_known_worth` is false for record kinds that the facts do not mention.
    """

    ref: FactRef
    path: str
    label: str
    answer: Phrase
    worth: Money | None
    askers: tuple[AskingClause, ...]
    is_known_worth: bool = True


def questions(policy: Policy, decision: Decision) -> tuple[Question, ...]:
    """The open questions of a decision, in descending order of their effect."""
    askers = {
        clause.label: AskingClause(clause.label, clause.article, clause.text) for clause in policy.program.clauses
    }
    schema, currency = policy.program.schema, policy.currency

    def asking_clauses(labels: tuple[str, ...]) -> tuple[AskingClause, ...]:
        return tuple(askers[label] for label in labels if label in askers)

    missing_facts = [entry for entry in (*decision.missing, *decision.of_others) if entry.ref.group != COHORT_GROUP]
    result = [
        Question(m.ref, m.path, m.label, answer_form(schema, m.ref, currency), m.worth, asking_clauses(m.clauses))
        for m in missing_facts
    ]
    result += [
        Question(
            ref, ref.path, entry.label, answer_form(schema, ref, currency), None, asking_clauses(entry.clauses), False
        )
        for entry in decision.not_stated
        for ref in (FactRef("records", entry.kind),)
        if entry.kind in schema.record_by_name
    ]
    return tuple(result)


def is_settled(decision: Decision) -> bool:
    """Whether no further fact can change the amount due."""
    return decision.due.is_point and not decision.not_stated and not decision.is_undetermined


def answer_form(schema: Schema, ref: FactRef, currency: str) -> Phrase:
    """The possible answers, in words."""
    match ref.group:
        case "approval":
            return Phrase("the sum that the bureau sets, in {currency}", "主管机关核定的金额，币种{currency}",
                          currency=currency)  # fmt: skip
        case "records":
            return Phrase(
                "the list of these records, without those listed already; `none` for no others",
                "这类记录的清单，已列出的除外；没有（或没有其他）的写`无`",
            )
        case "series":
            return _series_answer(schema.series_by_name[ref.kind], currency)
        case "rank" | "place":
            return Phrase("the place in the published ranking, 1 for the first; `none` if it does not exist",
                          "公布的名次，第一名写1；没有名次的写`无`")  # fmt: skip
        case "left":
            return Phrase("what the bureau has left, in {currency}", "主管机关尚余的金额，币种{currency}",
                          currency=currency)  # fmt: skip
        case "ratio":
            return Phrase(
                "the ratio that the bureau published, such as `5/6` or `80%`", "主管机关公布的比例，例如`5/6`或`80%`"
            )
        case "taken":
            return Phrase("the number of places that other applicants have", "其他申请人已占的名额数")
        case "history" | "support" | "older_documents" if not ref.field:
            return Phrase("the list of these; `none` where there is nothing", "这些内容的清单；没有的写`none`")
        case _:
            type_ = type_of(schema, ref)
            return _VALUE if type_ is None else type_.answer_phrase(schema, currency)


_VALUE = Phrase("a value", "一个值")


def _series_answer(series: Series, currency: str) -> Phrase:
    if series.currency is None:
        return PERCENTAGE_FORM
    return Phrase("{currency} for one unit", "一个单位折合的{currency}", currency=series.currency or currency)


SCHEMA = 1
GROUPS_OF_OTHERS = ("approval", "rank", "place", "left", "ratio", "taken")


def render(decision: Decision, all_questions: Iterable[Question], localize: Localizer = ENGLISH) -> str:
    """The amount due so far, and each question with its effect."""
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
        (localize("What the bureau sets", "由主管机关核定的金额"), "approval"),
        (localize("What the ranking of all says", "由全体排名决定的名次"), "rank"),
        (localize("What is left of rooms that all share", "共用限额的余额"), "left"),
        (localize("The ratios by which claims are cut", "同比例核减的比例"), "ratio"),
        (localize("Places that other applicants have", "其他申请人已占的名额"), "taken"),
    )
    for title, group in sections:
        group_questions = [question for question in questions if _section_of(question) == group]
        if group_questions:
            lines += ["", title, "-" * width(title)]
            lines += [line for question in group_questions for line in question_lines(question, decision, localize)]
    unstated = [_unstated_text(question, localize) for question in questions if not question.is_known_worth]
    if unstated:
        title = localize("Record kinds not stated", "未填写的记录类别")
        text = localize("list them, or state that they do not exist: {kinds}", "请逐项列出，或写明没有：{kinds}",
                    kinds=localize.row(unstated))  # fmt: skip
        lines += ["", title, "-" * width(title), *wrap(text, "  ")]
    if not questions and is_settled(decision):
        lines += ["", localize("nothing is missing", "没有缺少的内容")]
    elif not questions:
        lines += ["", localize("undetermined claims depend on the selection among all applicants",
                           "尚未确定的金额取决于全体申请人的评选")]  # fmt: skip
    return "\n".join(line.rstrip() for line in (*lines, "", *wrap(localize.phrase(NOTICE_PHRASE)))) + "\n"


def _unstated_text(question: Question, localize: Localizer) -> str:
    """The name of a record kind that the facts do not mention."""
    kind = question.ref.kind
    return localize.names.name(kind) if localize.is_chinese else f"{kind} {question.label}".strip()


def _section_of(question: Question) -> str | None:
    """The group of a fact stated by others, or an empty text for one of the applicant; `None` for unmentioned kinds."""
    group = question.ref.group
    if group in GROUPS_OF_OTHERS:
        return "rank" if group == "place" else group
    return "" if question.is_known_worth else None


def due(decision: Decision, localize: Localizer = ENGLISH) -> Iterator[str]:
    """The lines for the amount due with the facts so far."""
    for number, (words, sum_) in enumerate(due_in_parts(decision, localize)):
        yield from sides(words, sum_, "  " * bool(number))


def due_in_parts(decision: Decision, localize: Localizer = ENGLISH) -> Iterator[tuple[str, str]]:
    """Pairs of words and an amount. An amount that is not settled is not shown as 0."""
    if decision.due.is_point and (decision.total.minor or not decision.not_stated):
        yield localize("Total due", "应得合计"), amount(decision.total)
    elif decision.due.low.minor:
        yield localize("Total due at least", "应得合计至少"), amount(decision.due.low)
    else:
        yield localize("Total due", "应得合计"), localize("not settled yet", "尚未结算")
    if not decision.due.is_point:
        yield localize("and at most", "最多"), localize.upper_end(decision.due.high)


def question_lines(question: Question, decision: Decision, localize: Localizer = ENGLISH) -> Iterator[str]:
    """The lines of a question: the fact, its effect, the possible answers, and the clauses that need it."""
    question_name = localize.names.fact_label(question.ref, question.label)
    yield from sides(question_name, localize.worth_of(question.worth, decision.due), "  ")
    answer = localize("answer: {answer}", "可填：{answer}", answer=localize.phrase(question.answer))
    yield from wrap(answer, "    ", "      ")
    for asker in question.askers:
        award, sentence = localize.names.award_with_heading(asker.label), localize.names.sentence(asker.text)
        text = localize("needed by {award}: {text}", "{award}涉及：{text}", award=award, text=sentence)
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
