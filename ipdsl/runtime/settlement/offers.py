"""What all claims of a clause have alike: for every applicant, and for those of the same kinds. Made once a program.

A claim on a day from `first` to `last` of its offer, and not after the as-of date, lies in the window and after the
clause's own start: nothing but the clause's conditions can stop it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeAlias

import attrs

from ipdsl.runtime.clauses.plain_form import NotKnownError
from ipdsl.runtime.clauses.situation import Situation
from ipdsl.runtime.code import ClauseFunction
from ipdsl.runtime.facts import Facts, Record
from ipdsl.runtime.proposal import NO_ROW, Proposal
from ipdsl.runtime.reasons import BENEFICIARY, Names, Reason, reason
from ipdsl.runtime.settlement.horizon import window_of
from ipdsl.runtime.settlement.item_order import Ranks, ranks_of
from ipdsl.runtime.settlement.stated_keys import StatedKeys, stated_keys_of
from ipdsl.runtime.steps import Bound
from ipdsl.runtime.terms import Clause, Gate, Program, TriggerKind
from ipdsl.runtime.unknown import FactRef
from ipdsl.values.days import Date

Shared: TypeAlias = "tuple[tuple[FactRef, Bound | None], ...]"
"""What over a clause hangs on other applicants, as facts of the cohort; of a cap with the rule."""

NOT_SHARED: Shared = ()

MOST_KEPT = 64
"""For how many sets of kinds the offers of a program are kept."""


@attrs.frozen(eq=False, repr=False)
class Form:
    """A clause for every applicant. `of_applicant` are the keys that mean the applicant, `names` the others.

    `stated` reads those of a record by its kind.

    `record` is the kind of which each record gives claims, or the one that a set is made of; `alone`: there is none.
    `is_raised`: an older standard may raise its sums. `first` and `last` are the days between which nothing but its
    conditions can stop it, as-of date apart. `own` and `own_picks` are the stops of a proposal, and the picks of a set,
    that words of the record alone decide.
    """

    clause: Clause
    root: str
    ranks: Ranks
    of_applicant: tuple[str, ...]
    names: tuple[str, ...]
    stated: Mapping[str, StatedKeys | None]
    record: str
    alone: bool
    is_set: bool
    is_raised: bool
    first: Date
    last: Date
    own: frozenset[int]
    own_picks: frozenset[int]
    shared: Shared = NOT_SHARED


@attrs.define(eq=False, repr=False)
class Offer:
    """A clause for applicants of the same kinds; `refused` is why it is not paid to them. Never changed.

    `held` are the keys that mean the applicant and that it has. `is_plain`: what the clause proposes is what reaches
    the rules, `ends`: it has to be ended first (see `ending`).
    """

    form: Form
    refused: Reason | None
    first: Date
    last: Date
    held: tuple[str, ...]
    is_plain: bool
    ends: bool


@attrs.frozen(eq=False, repr=False)
class Forms:
    """The clauses of a program, by index. `alone` are those that speak of no records; `over` has for each kind of
    record those that speak of records listed under it.

    `hang_on_others`: something does, ranks apart; `follow_states`: an award is paid while something lasts. `kept` are
    the offers that were asked for, by kinds of the applicant, strictness, and whether it has documents.
    """

    every: tuple[Form, ...]
    alone: frozenset[int]
    over: Mapping[str, frozenset[int]]
    hang_on_others: bool
    follow_states: bool
    kept: dict[tuple[frozenset[str], bool, bool], tuple[Offer, ...]]

    def met(self, facts: Facts) -> set[int]:
        """The clauses that may give claims for these facts, by index."""
        met = {*self.alone}
        for kind, listing in facts.records.items():
            if listing.records or listing.partial:
                met |= self.over[kind]
        return met

    def offers(self, facts: Facts, *, strict: bool) -> tuple[Offer, ...]:
        """The offers of all clauses for an applicant, by index."""
        kept, key = self.kept, (facts.kinds, strict, bool(facts.older_documents))
        offers = kept.get(key)
        if offers is None:
            if len(kept) >= MOST_KEPT:
                kept.clear()
            offers = kept[key] = tuple(_offer(form, *key) for form in self.every)
        return offers


def forms_of(program: Program) -> Forms:
    """The clauses of a program."""
    return program.kept(_forms)


def _forms(program: Program) -> Forms:
    every = tuple(_form(program, clause) for clause in program.clauses)
    alone = frozenset(form.clause.index for form in every if form.alone)
    related = program.schema.related_records.items()
    over = {
        kind: frozenset(f.clause.index for f in every if not f.alone and f.record in kinds) for kind, kinds in related
    }
    follow = any(form.clause.trigger.kind is TriggerKind.WHILE for form in every)
    return Forms(every, alone, over, any(form.shared for form in every), follow, {})


def _form(program: Program, clause: Clause) -> Form:
    schema, trigger = program.schema, clause.trigger
    record = schema.record_by_name.get(trigger.record)
    names = program.settlement.columns[clause.index]
    of_applicant = tuple(name for name in names if name == "applicant" or name in schema.who)
    others = tuple(name for name in names if name not in of_applicant)
    kinds = schema.related_records[trigger.record] if record is not None else ()
    stated = {kind: stated_keys_of(program, schema.record_by_name[kind], others) for kind in sorted(kinds)}
    alone = trigger.kind is TriggerKind.YEAR or (trigger.kind is TriggerKind.WHILE and not trigger.record)
    return Form(
        clause, record.root if record is not None else "", ranks_of(schema, clause), of_applicant,
        others, stated, trigger.record, alone, trigger.kind is TriggerKind.SET,
        any(step.lifts for step in program.settlement.steps_over(clause.index)), *_days(program, clause),
        *_own(program, clause), tuple(_shared(program, clause)),
    )  # fmt: skip


def _own(program: Program, clause: Clause) -> tuple[frozenset[int], frozenset[int]]:
    """Where what a record says of itself stops a claim, or keeps it out of a set, whoever the applicant is."""
    record = program.schema.record_by_name.get(clause.trigger.record)
    words = frozenset(record.field_by_name) if record is not None else frozenset[str]()

    def own(gates: tuple[Gate, ...]) -> Iterator[tuple[int, tuple[str, ...]]]:
        return ((number, gate.words) for number, gate in enumerate(gates) if not gate.rule)

    rows = [(NO_ROW, clause.row_words)] if clause.rows else []
    return tuple(
        frozenset(number for number, asked in stops if asked and words.issuperset(asked))
        for stops in ((*own(clause.gates), *rows), own(clause.picks))
    )  # type: ignore[return-value]  # two of them


def _shared(program: Program, clause: Clause) -> Iterator[tuple[FactRef, Bound | None]]:
    """The quotas that select by a score, and the caps across applicants, over a clause."""
    for quota in program.quotas:
        if quota.score and clause.index in quota.clauses:
            yield FactRef("cohort", quota.name), None
    for _, bound in program.settlement.over[clause.index]:
        if bound.across:
            yield FactRef("left", bound.name), bound


def reaches_back(clause: Clause) -> bool:
    """A beginning of its own counts for single events, also before the window; states, sets and years lie in it."""
    return clause.start is not None and clause.trigger.kind is TriggerKind.RECORD


def _days(program: Program, clause: Clause) -> tuple[Date, Date]:
    window = window_of(program)
    first, last = window.start or Date.min, window.end or Date.max
    if clause.start is not None and (clause.start > first or reaches_back(clause)):
        first = clause.start
    return first, last


def _offer(form: Form, kinds: frozenset[str], strict: bool, has_older: bool) -> Offer:
    clause = form.clause
    is_meant = not clause.to or not kinds.isdisjoint(clause.to)
    refused = None if is_meant else reason(BENEFICIARY, clause.to, to=Names(clause.to))
    held = tuple(name for name in form.of_applicant if name == "applicant" or name in kinds)
    ends = clause.less is not None or (form.is_raised and (strict or has_older))
    is_plain = not (clause.counts_support or strict or ends)
    return Offer(form, refused, form.first, form.last, held, is_plain, ends)


def _not_plain(c: Situation, record: Record | None, day: Date, year: int) -> Proposal:
    raise NotKnownError


NOT_PLAIN: ClauseFunction = _not_plain
"""In the place of a function where there is none."""
