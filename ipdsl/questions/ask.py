"""What is missing, as questions: each fact with its type in words, what it is worth, and the sentences that ask for it.

The facts of undetermined claims come first, the dearest before the others. Then come sums that the bureau has not set,
and published ranks. Each is asked for once, however many claims wait for it. Last come the kinds of record of which
nothing was stated: what they are worth cannot be known.
"""

from __future__ import annotations

from typing import assert_never

from ipdsl.library import Policy
from ipdsl.making import attrs
from ipdsl.runtime.clauses.unstated import type_of
from ipdsl.runtime.decision.light import Decision
from ipdsl.runtime.unknown import FactRef
from ipdsl.schema import types as t
from ipdsl.schema.model import Schema, Series
from ipdsl.values.money import Money


@attrs.frozen
class Asker:
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
    answer: str
    worth: Money | None
    askers: tuple[Asker, ...]
    is_known_worth: bool = True


def questions(policy: Policy, decision: Decision) -> tuple[Question, ...]:
    """The questions that a decision leaves, the dearest first."""
    askers = {clause.label: Asker(clause.label, clause.article, clause.text) for clause in policy.program.clauses}
    schema, currency = policy.program.schema, policy.currency

    def asked_by(labels: tuple[str, ...]) -> tuple[Asker, ...]:
        return tuple(askers[label] for label in labels if label in askers)

    asked = [
        Question(m.ref, m.path, m.label, answer_form(schema, m.ref, currency), m.worth, asked_by(m.clauses))
        for m in (*decision.missing, *decision.of_others)
    ]
    asked += [
        Question(ref, ref.path, one.label, answer_form(schema, ref, currency), None, asked_by(one.clauses), False)
        for one in decision.not_stated
        for ref in (FactRef("records", one.kind),)
        if one.kind in schema.record_by_name
    ]
    return tuple(asked)


def answer_form(schema: Schema, ref: FactRef, currency: str) -> str:
    """What may be answered, in words."""
    match ref.group:
        case "approval":
            return f"the sum that the bureau sets, in {currency}"
        case "records":
            return "the list of these records, without those listed already; `none` where there is none, or no other"
        case "series":
            return _of_series(schema.series_by_name[ref.kind], currency)
        case "rank":
            return "the place in the published ranking, 1 for the first; `none` where there is none"
        case "left":
            return f"what the bureau has left, in {currency}"
        case "history" | "support" | "older_documents" if not ref.field:
            return "the list of these; `none` where there is nothing"
        case "as_of":
            return "the day up to which all is settled, as 2022-03-01"
        case _:
            type_ = type_of(schema, ref)
            return "a value" if type_ is None else in_words(schema, type_, currency)


def _of_series(series: Series, currency: str) -> str:
    return "a percentage, as 3.65%" if series.currency is None else f"{series.currency or currency} for one unit"


def in_words(schema: Schema, type_: t.Type, currency: str) -> str:
    """A type as an answer to be given."""
    match type_:
        case t.BoolType():
            return "yes or no"
        case t.MoneyType(currency=other):
            return "a sum with its currency" if other == "*" else f"a sum in {other or currency}"
        case t.RateType():
            return "a percentage, as 3.65%"
        case t.CountType():
            return "a whole number"
        case t.NumberType():
            return "a number"
        case t.DateType():
            return "a day, as 2022-03-01"
        case t.ChoiceType(choice=name) | t.LevelType(level=name):
            return f"one of {', '.join(schema.choice_by_name[name].names)}"
        case t.TextType():
            return "a name"
        case t.RecordType(record=name):
            return f"the key of a {name}"
        case t.ApplicantType():
            return "the id of an applicant"
        case t.ListType(item=item):
            return f"a list, each {in_words(schema, item, currency)}"
        case t.DurationType() | t.Poison():
            return "a value"
        case _:
            assert_never(type_)
