"""The rules of a component made ready for light claims: once for a program, and once for the kinds of an applicant.

In come the clauses and the columns of their claims, as the emitted total tells them; out come the rules in the order in
which they act, without those that do not bind the applicant.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias, assert_never

import attrs

from ipdsl.runtime.settlement.candidate import level_field
from ipdsl.runtime.settlement.item_order import Ranks, ranks_of
from ipdsl.runtime.settlement.layout import Before, Stage, counts_by_year, layout_of
from ipdsl.runtime.settlement.ledger import root_of
from ipdsl.runtime.terms import Cap, Clause, Highest, Limit, NoRepeat, Older, Program, Rule, TopUp, TriggerKind
from ipdsl.runtime.total_meets import CapRule, Keyer, LimitRule, NoRepeatRule, OnceRule, TopUpRule, keyer
from ipdsl.runtime.totals import outside

Ready: TypeAlias = CapRule | LimitRule | NoRepeatRule | TopUpRule


@attrs.frozen(eq=False)
class Fold:
    """What a line of a clause means to the rules: where its keys are, and which rules remember what of it.

    `keys` are the columns with their names; those `lacking` are no fields of its records, and follow from nothing.
    """

    index: int
    who: tuple[str, ...]
    keys: tuple[tuple[int, str], ...]
    lacking: frozenset[str]
    caps: tuple[tuple[int, str, Keyer], ...]
    carried_by: CapRule | None
    ladders: tuple[TopUpRule, ...]
    no_repeats: tuple[NoRepeatRule, ...]
    limits: tuple[LimitRule, ...]
    onces: tuple[OnceRule, ...]
    deducted: tuple[tuple[tuple[str, str], int], ...]  # what other awards deduct, with the column of the field


@attrs.frozen(eq=False)
class Live:
    """The rules that bind an applicant: stages in order, for each clause the positions of those that reach it."""

    stages: tuple[tuple[Ready, ...], ...]
    positions: Mapping[int, tuple[int, ...]]
    folds: Mapping[int, Fold]
    onces: Mapping[int, tuple[OnceRule, ...]]
    older: tuple[tuple[Older, Keyer], ...]
    computed: tuple[CapRule, ...]
    origin: Mapping[int, tuple[Stage, Rule]]  # by the place of the rule


@attrs.define(eq=False)
class Book:
    """The rules of a component. `who` are the words for applicants that they use, by clause."""

    program: Program
    terms: Mapping[int, Clause]
    columns: tuple[str, ...]
    by_label: Mapping[str, int]
    once_of: Mapping[tuple[int, str | None], tuple[str, ...] | None]
    ranked: Mapping[int, Ranks]
    roots: Mapping[int, str]
    who: Mapping[int, tuple[str, ...]]
    asked: Mapping[int, tuple[tuple[int, str], ...]]  # the columns of each clause, with their names
    before: Before
    deducted: Mapping[tuple[str, str], frozenset[int]]  # what awards deduct, and the clauses that pay for it
    _live: dict[frozenset[str], Live] = attrs.field(factory=dict, init=False)

    def live(self, kinds: frozenset[str]) -> Live:
        """The rules for an applicant of these kinds."""
        found = self._live.get(kinds)
        if found is None:
            found = self._live[kinds] = _live(self, kinds)
        return found


def book_of(program: Program, clauses: tuple[int, ...], columns: tuple[str, ...]) -> Book:
    """The rules over some clauses."""
    schema, layout = program.schema, layout_of(program)
    terms = {index: program.clauses[index] for index in clauses}
    once_of: dict[tuple[int, str | None], tuple[str, ...] | None] = {}
    for index, term in terms.items():
        once_of[index, ""] = term.once
        for row in term.rows:
            once_of[index, row.name] = row.once if row.once is not None else term.once
    ranked = {index: ranks for index, term in terms.items() if (ranks := ranks_of(schema, term))}
    who, asked = {}, {}
    for index in terms:
        names = layout.names[index]
        who[index] = tuple(name for name in names if name not in columns)
        asked[index] = tuple((place, name) for place, name in enumerate(columns) if name in names)
    return Book(
        program, terms, columns, {term.label: index for index, term in terms.items()}, once_of, ranked,
        {index: root_of(program, term) for index, term in terms.items()}, who, asked, layout.before,
        {term.less: layout.before.paid_for[term.less[0]] for term in terms.values() if term.less is not None},
    )  # fmt: skip


def _live(book: Book, kinds: frozenset[str]) -> Live:
    layout = layout_of(book.program)
    stages: list[tuple[Ready, ...]] = []
    origin: dict[int, tuple[Stage, Rule]] = {}
    reached: dict[int, list[tuple[int, Ready]]] = {index: [] for index in book.terms}
    at = 0
    for stage in layout.stages:
        ready: list[Ready] = []
        for rule in stage.rules:
            clauses = frozenset(index for index, term in book.terms.items() if stage.reaches(rule, term))
            if clauses and _binds(book, kinds, rule.keys):
                made = _ready(book, rule, at, clauses)
                origin[at] = stage, rule
                ready.append(made)
                for index in clauses:
                    reached[index].append((len(stages), made))
                at += 1
        if ready:
            stages.append(tuple(ready))
    every = [rule for stage in stages for rule in stage]
    onces = {
        index: tuple(
            OnceRule(keys, _keyer(book, keys, per_year=False) if keys else None)
            for keys in term.once_kinds
            if _binds(book, kinds, keys)
        )
        for index, term in book.terms.items()
        if term.once_kinds
    }
    return Live(
        tuple(stages),
        {index: tuple(dict.fromkeys(place for place, _ in found)) for index, found in reached.items()},
        {
            index: _fold(book, index, tuple(rule for _, rule in found), onces.get(index, ()))
            for index, found in reached.items()
        },
        onces,
        tuple(
            (older, _keyer(book, older.keys, per_year=False))
            for older in book.before.older
            if _binds(book, kinds, older.keys) and not book.terms.keys().isdisjoint(older.clauses)
        ),
        tuple(rule for rule in every if isinstance(rule, CapRule) and rule.cap.function is not None),
        origin,
    )  # fmt: skip


def _fold(book: Book, index: int, rules: tuple[Ready, ...], onces: tuple[OnceRule, ...]) -> Fold:
    schema, term = book.program.schema, book.terms[index]
    lacking: frozenset[str] = frozenset()
    if term.trigger.kind is TriggerKind.RECORD:
        kind = schema.record_by_name[term.trigger.record]
        has_level = level_field(kind) is not None
        known = {"matter", "item", "year", *kind.field_by_name, *(["level"] if has_level else [])}
        lacking = frozenset(name for name in book.columns if name not in known)
    caps = [rule for rule in rules if isinstance(rule, CapRule)]
    return Fold(
        index, book.who[index], book.asked[index], lacking,
        tuple((rule.at, rule.cap.name, rule.groups) for rule in caps if not rule.cap.carry),
        next((rule for rule in caps if rule.cap.carry), None),
        tuple(rule for rule in rules if isinstance(rule, TopUpRule)),
        tuple(rule for rule in rules if isinstance(rule, NoRepeatRule)),
        tuple(rule for rule in rules if isinstance(rule, LimitRule)),
        onces,
        tuple(
            ((kind, field), book.columns.index(field))
            for (kind, field), clauses in book.deducted.items() if index in clauses
        ),
    )  # fmt: skip


def _binds(book: Book, kinds: frozenset[str], keys: tuple[str, ...]) -> bool:
    """Whether the applicant has every kind that the keys name."""
    return all(key in book.columns or key == "applicant" or key in kinds for key in keys)


def _keyer(book: Book, keys: tuple[str, ...], *, per_year: bool) -> Keyer:
    columns = book.columns
    return keyer(tuple(columns.index(key) for key in keys if key in columns), per_year=per_year)


def _ready(book: Book, rule: Rule, at: int, clauses: frozenset[int]) -> Ready:
    groups = _keyer(book, rule.keys, per_year=counts_by_year(rule))
    match rule:
        case Cap():
            return CapRule(at, rule, groups, not any(key in book.columns for key in rule.keys), clauses)
        case Limit(counts=counts):
            return LimitRule(at, rule, groups, None if counts is None else book.columns.index(counts), book.roots)
        case NoRepeat():
            return NoRepeatRule(at, groups)
        case TopUp():
            return TopUpRule(at, rule.name, groups, book.columns.index("level"))
        case Highest():
            return outside()
        case _:
            assert_never(rule)
