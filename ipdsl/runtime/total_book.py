"""The rules of a component made ready for light claims: once for a program, and once for the kinds of an applicant.

In come the clauses and the columns of their claims, as the emitted total tells them; out come the rules in the order in
which they act, without those that do not bind the applicant.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TypeAlias, assert_never

import attrs

from ipdsl.runtime.settlement.candidate import level_field
from ipdsl.runtime.settlement.item_order import Ranks, ranks_of
from ipdsl.runtime.settlement.layout import Before, Stage, counts_by_year, layout_of
from ipdsl.runtime.settlement.ledger import root_of
from ipdsl.runtime.terms import (
    Cap,
    Clause,
    Highest,
    Limit,
    LimitOrder,
    NoRepeat,
    Older,
    Program,
    Rule,
    TopUp,
    TriggerKind,
)
from ipdsl.runtime.total_meets import CapRule, Keyer, LimitRule, NoRepeatRule, OnceRule, TopUpRule, keyer
from ipdsl.runtime.totals import outside

Step: TypeAlias = CapRule | LimitRule | TopUpRule
Ready: TypeAlias = CapRule | LimitRule | NoRepeatRule | TopUpRule


@attrs.frozen(eq=False)
class Fold:
    """What a line of a clause means to the rules: where its keys are, and which rules remember what of it.

    `who` are the words for the applicant that rules use, `keys` the columns with their names; `absent` are those of
    both that claims of this applicant and clause cannot have.
    """

    index: int
    who: tuple[str, ...]
    keys: tuple[tuple[int, str], ...]
    absent: frozenset[str]
    lacks_level: bool
    blank: tuple[None, ...]  # the keys of a line that has none
    caps: tuple[tuple[int, str, Keyer], ...]
    carried_by: CapRule | None
    ladders: tuple[TopUpRule, ...]
    no_repeats: tuple[NoRepeatRule, ...]
    limits: tuple[LimitRule, ...]
    is_of_items: bool
    onces: tuple[OnceRule, ...]
    deducted: tuple[tuple[tuple[str, str], int], ...]  # what other awards deduct, with the column of the field

    @cached_property
    def remembers(self) -> bool:
        """Whether a rule asks later for what was admitted, items that are paid once apart."""
        return bool(self.no_repeats or self.limits or self.onces or self.deducted)


@attrs.define(eq=False)
class Pass:
    """Rules that take one claim after the other, then rules that look at all claims of a year at once.

    For each clause `steps` has the former, and the place among the latter of the one that reaches it (-1: none does).
    """

    steps: dict[int, tuple[tuple[Step, ...], int]] = attrs.field(factory=dict)
    carries: list[CapRule] = attrs.field(factory=list)
    together: list[tuple[Ready, ...]] = attrs.field(factory=list)
    stages: list[Ready] = attrs.field(factory=list)

    @cached_property
    def tail(self) -> tuple[TopUpRule, CapRule] | None:
        """One ladder by a single key and then one cap of the year, where these are all rules of the pass."""
        match self.stages:
            case [TopUpRule(only=only) as ladder, CapRule(is_flat=True, per_year=True) as cap] if only >= 0:
                return None if self.together else (ladder, cap)
            case _:
                return None


@attrs.frozen(eq=False)
class Live:
    """The rules that bind an applicant, in order.

    `onces` are those of each clause that has any; it is empty where each item is paid once, and nothing else is asked.
    """

    passes: list[Pass]
    rooms: dict[int, int]  # of the caps, where they are constant
    folds: Mapping[int, Fold]
    onces: Mapping[int, tuple[OnceRule, ...]]
    remembering: frozenset[int]  # the clauses of which a rule asks later what was admitted, items apart
    older: tuple[tuple[Older, Keyer], ...]
    computed: tuple[CapRule, ...]
    origin: Mapping[int, tuple[Stage, Rule]]  # by the place of the rule
    outer: Mapping[int, NoRepeatRule | TopUpRule]  # those that count payments under other documents, likewise


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
    lacking: Mapping[int, frozenset[str]]
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
        {index: _lacking(program, term, columns) for index, term in terms.items()},
    )  # fmt: skip


def _live(book: Book, kinds: frozenset[str]) -> Live:
    layout = layout_of(book.program)
    stages: list[tuple[tuple[Ready, ...], frozenset[int]]] = []
    origin: dict[int, tuple[Stage, Rule]] = {}
    over: dict[int, list[Ready]] = {index: [] for index in book.terms}
    at = 0
    for stage in layout.stages:
        ready: list[Ready] = []
        for rule in stage.rules:
            clauses = _reached(book, stage, rule)
            if clauses and _binds(book, kinds, rule.keys):
                made = _ready(book, rule, at, clauses)
                origin[at] = stage, rule
                ready.append(made)
                for index in clauses:
                    over[index].append(made)
                at += 1
        if ready:
            stages.append((tuple(ready), frozenset().union(*(rule.clauses for rule in ready))))
    every = [rule for stage, _ in stages for rule in stage]
    onces = _onces(book, kinds)
    items = frozenset(index for index, term in book.terms.items() if _is_of_items(book, term))
    folds = {
        index: _fold(book, index, tuple(rules), () if index in items else onces.get(index, ()), kinds,
                     is_of_items=index in items)
        for index, rules in over.items()
    }  # fmt: skip
    return Live(
        _passes(stages),
        {rule.at: rule.cap.amount or 0 for rule in every if isinstance(rule, CapRule)},
        folds,
        {index: () if index in items else rules for index, rules in onces.items() if rules},
        frozenset(index for index, fold in folds.items() if fold.remembers),
        tuple(
            (older, _keyer(book, older.keys, per_year=False))
            for older in book.before.older
            if _binds(book, kinds, older.keys) and not book.terms.keys().isdisjoint(older.clauses)
        ),
        tuple(rule for rule in every if isinstance(rule, CapRule) and rule.cap.function is not None),
        origin,
        {rule.at: rule for rule in every if isinstance(rule, NoRepeatRule | TopUpRule)},
    )  # fmt: skip


def _onces(book: Book, kinds: frozenset[str]) -> dict[int, tuple[OnceRule, ...]]:
    """The `once` of each clause that has one, its rows included."""
    return {
        index: tuple(
            OnceRule(keys, _keyer(book, keys, per_year=False) if keys else None)
            for keys in term.once_kinds
            if _binds(book, kinds, keys)
        )
        for index, term in book.terms.items()
        if term.once_kinds
    }


def _is_of_items(book: Book, term: Clause) -> bool:
    """Each item is paid once, whatever its row."""
    rows = ("", *(row.name for row in term.rows))
    return term.once_kinds == ((),) and all(book.once_of[term.index, row] == () for row in rows)


def _reached(book: Book, stage: Stage, rule: Rule) -> frozenset[int]:
    """The clauses over which a rule stands, and whose claims have its keys."""
    return frozenset(
        index
        for index, term in book.terms.items()
        if stage.reaches(rule, term) and not book.lacking[index].intersection(rule.keys)
    )


def _passes(stages: list[tuple[tuple[Ready, ...], frozenset[int]]]) -> list[Pass]:
    """The rules in as few passes as keep the order of those that reach a clause together."""
    found: list[Pass] = []
    next_of: dict[int, int] = {}  # the pass in which the next rule over a clause may act
    for place, (stage, clauses) in enumerate(stages):
        number = max([next_of.get(index, 0) for index in clauses])
        if number == len(found):
            found.append(Pass())
        part, rule = found[number], stage[0]
        is_step = _is_step(stage, [later[0] for later, _ in stages[place + 1 :]])
        part.stages += stage
        for index in clauses:
            steps, at = part.steps.get(index, ((), -1))
            if is_step and not isinstance(rule, NoRepeatRule):
                part.steps[index] = (*steps, rule), at
            else:
                part.steps[index] = steps, len(part.together)
            next_of[index] = number if is_step else number + 1
        if not is_step:
            part.together.append(stage)
        elif isinstance(rule, CapRule) and rule.cap.carry:
            part.carries.append(rule)
    return found


def _is_step(stage: tuple[Ready, ...], later: list[Ready]) -> bool:
    """Whether a rule may take one claim after the other."""
    match stage:
        case (CapRule(),):
            return True
        case (LimitRule(limit=limit),):
            return limit.order is not LimitOrder.BEST
        case (TopUpRule(),):  # no later rule displaces what set a rung
            return all(isinstance(rule, CapRule) for rule in later)
        case _:
            return False


def _lacking(program: Program, term: Clause, columns: tuple[str, ...]) -> frozenset[str]:
    """The columns that are no fields of a clause's records, and follow from nothing."""
    if term.trigger.kind is TriggerKind.SET or not term.trigger.record:
        return frozenset()
    kind = program.schema.record_by_name[term.trigger.record]
    known = {"matter", "item", "year", *kind.field_by_name, *(["level"] if level_field(kind) is not None else [])}
    return frozenset(name for name in columns if name not in known)


def _fold(
    book: Book, index: int, rules: tuple[Ready, ...], onces: tuple[OnceRule, ...], kinds: frozenset[str],
    *, is_of_items: bool,
) -> Fold:  # fmt: skip
    lacking = book.lacking[index]
    caps = [rule for rule in rules if isinstance(rule, CapRule)]
    return Fold(
        index, tuple(name for name in book.who[index] if name == "applicant" or name in kinds),
        tuple((place, name) for place, name in book.asked[index] if name not in lacking),
        lacking.union(name for name in book.who[index] if name != "applicant" and name not in kinds),
        "level" in lacking, (None,) * len(book.columns),
        tuple((rule.at, rule.cap.name, rule.groups) for rule in caps if not rule.cap.carry),
        next((rule for rule in caps if rule.cap.carry), None),
        tuple(rule for rule in rules if isinstance(rule, TopUpRule)),
        tuple(rule for rule in rules if isinstance(rule, NoRepeatRule)),
        tuple(rule for rule in rules if isinstance(rule, LimitRule)),
        is_of_items,
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
            is_flat = not any(key in book.columns for key in rule.keys)
            return CapRule(at, rule, groups, is_flat, clauses, rule.per_year, rule.carry)
        case Limit(counts=counts):
            return LimitRule(
                at, rule, groups, None if counts is None else book.columns.index(counts), book.roots, clauses
            )
        case NoRepeat():
            return NoRepeatRule(at, groups, clauses)
        case TopUp():
            columns = [book.columns.index(key) for key in rule.keys if key in book.columns]
            only = columns[0] if len(columns) == 1 else -1
            return TopUpRule(at, rule.name, groups, book.columns.index("level"), only, clauses)
        case Highest():
            return outside()
        case _:
            assert_never(rule)
