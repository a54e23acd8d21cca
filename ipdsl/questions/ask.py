"""What is missing, as questions: each fact with its type in words, what it is worth, and the sentences that ask for it.

The facts of undetermined claims come first, the dearest before the others. Then come sums that the bureau has not set,
and published ranks. Each is asked for once, however many claims wait for it. Last come the kinds of record of which
nothing was stated: what these are worth cannot be known.
"""

from __future__ import annotations

from typing import assert_never

import attrs

from ipdsl.diagnostics.phrase import LocalizedName, Phrase, join_phrases
from ipdsl.library import Policy
from ipdsl.runtime.clauses.unstated import type_of
from ipdsl.runtime.decision.light import Decision
from ipdsl.runtime.unknown import FactRef
from ipdsl.schema import types as t
from ipdsl.schema.model import Schema, Series
from ipdsl.values.money import Money

COHORT_GROUP = "cohort"
"""What hangs on a selection among all applicants: none of them can state it."""


@attrs.frozen
class AskingClause:
    """A clause that waits for a fact."""

    label: str
    article: str
    text: str


@attrs.frozen
class Question:
    """A fact to be stated. `worth` is the most that it may bring; `None` where that has no limit or is not known.

    `answer` says in words what may be answered. `is_known_worth` is false for kinds of which nothing was stated.
    """

    ref: FactRef
    path: str
    label: str
    answer: Phrase
    worth: Money | None
    askers: tuple[AskingClause, ...]
    is_known_worth: bool = True


def questions(policy: Policy, decision: Decision) -> tuple[Question, ...]:
    """The questions that a decision leaves, the dearest first."""
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
    """Whether nothing that anybody may state would change what is due."""
    return decision.due.is_point and not decision.not_stated and not decision.is_undetermined


def answer_form(schema: Schema, ref: FactRef, currency: str) -> Phrase:
    """What may be answered, in words."""
    match ref.group:
        case "approval":
            return Phrase("the sum that the bureau sets, in {currency}", "主管部门核定的金额，币种{currency}",
                          currency=currency)  # fmt: skip
        case "records":
            return Phrase(
                "the list of these records, without those listed already; `none` where there is none, or no other",
                "这类记录的清单，已列出的除外；没有（或没有其他）的写`无`",
            )
        case "series":
            return _series_answer(schema.series_by_name[ref.kind], currency)
        case "rank":
            return Phrase("the place in the published ranking, 1 for the first; `none` where there is none",
                          "公布的名次，第一名写1；没有名次的写`无`")  # fmt: skip
        case "left":
            return Phrase("what the bureau has left, in {currency}", "主管部门尚余的金额，币种{currency}",
                          currency=currency)  # fmt: skip
        case "history" | "support" | "older_documents" if not ref.field:
            return Phrase("the list of these; `none` where there is nothing", "这些内容的清单；没有的写`none`")
        case _:
            type_ = type_of(schema, ref)
            return _VALUE if type_ is None else describe_type(schema, type_, currency)


_VALUE = Phrase("a value", "一个值")
_PERCENTAGE = Phrase("a percentage, as 3.65%", "百分比，例如3.65%")


def _series_answer(series: Series, currency: str) -> Phrase:
    if series.currency is None:
        return _PERCENTAGE
    return Phrase("{currency} for one unit", "一个单位折合的{currency}", currency=series.currency or currency)


def describe_type(schema: Schema, type_: t.Type, currency: str) -> Phrase:
    """A type as an answer to be given."""
    match type_:
        case t.BoolType():
            return Phrase("yes or no", "是或否")
        case t.MoneyType(currency="*"):
            return Phrase("a sum with its currency", "金额，写明币种")
        case t.MoneyType(currency=other):
            return Phrase("a sum in {currency}", "金额，币种{currency}", currency=other or currency)
        case t.RateType():
            return _PERCENTAGE
        case t.CountType():
            return Phrase("a whole number", "整数")
        case t.NumberType():
            return Phrase("a number", "数字")
        case t.DateType():
            return Phrase("a day, as 2022-03-01", "日期，例如2022-03-01")
        case t.ChoiceType(choice=name) | t.LevelType(level=name):
            members = join_phrases(
                [LocalizedName(member.name, member.label.zh) for member in schema.choice_by_name[name].members]
            )
            return Phrase("one of {members}", "下列之一：{members}", members=members)
        case t.TextType():
            return Phrase("a name", "名称")
        case t.RecordType(record=name):
            return Phrase("the key of a {kind}", "{kind}的识别项", kind=LocalizedName(name))
        case t.ApplicantType():
            return Phrase("the id of an applicant", "申请人的编号")
        case t.ListType(item=item):
            return Phrase("a list, each {item}", "清单，每项为{item}", item=describe_type(schema, item, currency))
        case t.DurationType() | t.Poison():
            return _VALUE
        case _:
            assert_never(type_)
