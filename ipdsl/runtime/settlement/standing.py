"""What all claims of a clause have alike: for every applicant (made once for a program), and for one of them.

A claim on a day from `first` to `last` of its standing lies in the window, after the clause's own start, and not after
the as-of date: nothing but the clause's conditions can stop it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeAlias

import attrs

from ipdsl.runtime.facts import Facts
from ipdsl.runtime.settlement.candidate import NO_FIELDS, field_of_key
from ipdsl.runtime.settlement.claims import KeyValue
from ipdsl.runtime.settlement.horizon import Calendar
from ipdsl.runtime.settlement.item_order import Ranks, ranks_of
from ipdsl.runtime.settlement.layout import layout_of
from ipdsl.runtime.settlement.reasons import BENEFICIARY, Reason, reason
from ipdsl.runtime.terms import Cap, Clause, Program, TriggerKind
from ipdsl.runtime.unknown import FactRef
from ipdsl.schema.model import Record, Schema
from ipdsl.values.days import Date

Shared: TypeAlias = "tuple[tuple[FactRef, tuple[str, ...] | None], ...]"
"""What over a clause hangs on other applicants, as facts of the cohort; with the keys that a claim needs for it."""

NOT_SHARED: Shared = ()


@attrs.frozen(eq=False)
class Form:
    """A clause for every applicant. `of_applicant` are the keys that mean the applicant, `names` the others.

    `fields` are those of the others that a record of the clause's own kind can have, each with the field that holds it
    (empty where it is no field).

    `record` is the kind of which each record gives claims, or the one that a set is made of; `alone`: there is none.
    """

    clause: Clause
    root: str
    ranks: Ranks
    of_applicant: tuple[str, ...]
    names: tuple[str, ...]
    fields: tuple[tuple[str, str], ...]
    record: str
    alone: bool
    is_set: bool
    shared: Shared = NOT_SHARED


@attrs.define(eq=False)
class Standing:
    """A clause for one applicant; `refused` is why it is not paid to it. Made for every run, and never changed."""

    kind: str
    root: str
    ranks: Ranks
    refused: Reason | None
    first: Date
    last: Date
    keys: Mapping[str, KeyValue]
    names: tuple[str, ...]
    fields: tuple[tuple[str, str], ...]


def forms_of(program: Program) -> tuple[Form, ...]:
    """The clauses of a program, by index."""
    return program.kept(_forms)


def hangs_on_others(program: Program) -> bool:
    """Whether anything of the policy hangs on other applicants, ranks apart."""
    return any(form.shared for form in forms_of(program))


def follows_states(program: Program) -> bool:
    """Whether an award is paid while something lasts."""
    return any(clause.trigger.kind is TriggerKind.WHILE for clause in program.clauses)


def _forms(program: Program) -> tuple[Form, ...]:
    return tuple(_form(program, clause) for clause in program.clauses)


def _form(program: Program, clause: Clause) -> Form:
    schema, trigger = program.schema, clause.trigger
    record = schema.record_by_name.get(trigger.record)
    of_applicant, others = layout_of(program).asked(clause, schema.who)
    alone = trigger.kind is TriggerKind.YEAR or (trigger.kind is TriggerKind.WHILE and not trigger.record)
    return Form(
        clause, record.root if record is not None else "", ranks_of(schema, clause), of_applicant,
        others, tuple(_fields(schema, record, others)),
        trigger.record, alone, trigger.kind is TriggerKind.SET, tuple(_shared(program, clause)),
    )  # fmt: skip


def _fields(schema: Schema, kind: Record | None, names: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for name in names:
        field = field_of_key(schema, kind, name)
        if field or name in NO_FIELDS or name in schema.applicant_field_by_name:
            yield name, field


def _shared(program: Program, clause: Clause) -> Iterator[tuple[FactRef, tuple[str, ...] | None]]:
    """The quotas that select by a score, and the caps across applicants, over a clause."""
    for quota in program.quotas:
        if quota.score and clause.index in quota.clauses:
            yield FactRef("cohort", quota.name), None
    for _, rule in layout_of(program).over(clause):
        if isinstance(rule, Cap) and rule.across:
            yield FactRef("cohort", rule.name), rule.keys


def reaches_back(clause: Clause) -> bool:
    """A beginning of its own counts for single events, also before the window; states, sets and years lie in it."""
    return clause.start is not None and clause.trigger.kind is TriggerKind.RECORD


def standing_of(form: Form, facts: Facts, calendar: Calendar) -> Standing:
    """The standing of a clause for an applicant."""
    clause, kinds, window = form.clause, facts.kinds, calendar.window
    is_meant = not clause.to or not kinds.isdisjoint(clause.to)
    refused = None if is_meant else reason(BENEFICIARY, clause.to, to=", ".join(clause.to))
    keys = {name: facts.applicant for name in form.of_applicant if name == "applicant" or name in kinds}
    first, last = window.start or Date.min, window.end or Date.max
    if clause.start is not None and (clause.start > first or reaches_back(clause)):
        first = clause.start
    if calendar.as_of is not None and calendar.as_of < last:
        last = calendar.as_of
    return Standing(form.record, form.root, form.ranks, refused, first, last, keys, form.names, form.fields)
