"""The rules of a component as its ledger asks for them: where keys stand, what caps and ladders were charged.

In come the clauses and the columns of their claims, as the emitted total tells them. What acts on claims is emitted;
here is what reads the lines of earlier years, made once for a program.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TypeAlias

import attrs

from ipdsl.runtime.settlement.candidate import level_field
from ipdsl.runtime.settlement.item_order import Ranks, ranks_of
from ipdsl.runtime.settlement.layout import Before, Stage, counts_by_year, layout_of, rule_names
from ipdsl.runtime.terms import Cap, Clause, NoRepeat, Older, Program, Rule, TopUp, TriggerKind
from ipdsl.runtime.total_meets import Group, Key, groups
from ipdsl.schema.model import Schema

WHO, ABSENT = -1, -2

Keyer: TypeAlias = "Callable[[tuple[Key, ...], int], tuple[Group, ...]]"
"""The groups of a claim's keys in a year."""


@attrs.frozen(eq=False)
class Placed:
    """A rule with its place among those of the component, and the clauses whose claims it reaches."""

    at: int
    stage: Stage
    rule: Rule
    clauses: frozenset[int]


@attrs.frozen(eq=False)
class Ladder:
    """`top up`: its place and name, the groups of a claim, the column of the level."""

    at: int
    name: str
    groups: Keyer
    level: int


@attrs.frozen(eq=False)
class Carrying:
    """A cap that carries forward: its place, whom it binds, the groups of a claim.

    `is_of_year`: a year has one room, whatever the keys of a claim.
    """

    at: int
    who: frozenset[str]
    groups: Keyer
    is_of_year: bool


@attrs.frozen(eq=False)
class Fold:
    """What a line of a clause means: `keys` are the columns of its keys with their names.

    `places` gives the column of each name that a line may state, WHO for a word that means the applicant, ABSENT for
    one that claims of the clause cannot have. Where no rule `asks` for keys, they matter to older standards alone.
    """

    index: int
    asks: bool
    keys: tuple[tuple[int, str], ...]
    places: Mapping[str, int]
    blank: tuple[None, ...]  # the keys of a line that has none
    caps: tuple[tuple[int, str, Keyer], ...]
    carried_by: Carrying | None
    ladders: tuple[Ladder, ...]


@attrs.frozen(eq=False)
class Outer:
    """`no repeat` or `top up`, over awards of some kinds of records: which payments under other documents it counts."""

    at: int
    is_ladder: bool
    keys: tuple[str, ...]
    kinds: frozenset[str]
    groups: Keyer


@attrs.define(eq=False)
class Book:
    """The rules of a component; `outer` are those that count payments under other documents.

    `states` are the kinds under which records of any award that follows a state may be listed; `follows_applicant`: one
    follows the applicant itself.
    """

    program: Program
    terms: Mapping[int, Clause]
    columns: tuple[str, ...]
    by_label: Mapping[str, int]
    ranked: Mapping[int, Ranks]
    folds: Mapping[int, Fold]
    before: Before
    older: tuple[tuple[Older, Keyer], ...]
    carrying: Mapping[int, Carrying]
    outer: tuple[Outer, ...]
    states: frozenset[str]
    follows_applicant: bool


def book_of(program: Program, clauses: tuple[int, ...], columns: tuple[str, ...]) -> Book:
    """The rules over some clauses."""
    before = layout_of(program).before
    terms = {index: program.clauses[index] for index in clauses}
    rules = placed(program, clauses, columns)
    carrying = {one.at: _carrying(columns, one) for one in rules if isinstance(one.rule, Cap) and one.rule.carry}
    followed = {term.trigger.record for term in program.clauses if term.trigger.kind is TriggerKind.WHILE}
    return Book(
        program, terms, columns, {term.label: index for index, term in terms.items()},
        {index: ranks for index, term in terms.items() if (ranks := ranks_of(program.schema, term))},
        {index: _fold(program, term, columns, rules, carrying) for index, term in terms.items()}, before,
        tuple(
            (older, keyer(columns, older.keys, per_year=False))
            for older in before.older if not terms.keys().isdisjoint(older.clauses)
        ),
        carrying,
        tuple(_outer(columns, one) for one in rules if isinstance(one.rule, NoRepeat | TopUp)),
        frozenset(kind for name in followed if name for kind in _listed_under(program.schema, name)), "" in followed,
    )  # fmt: skip


def _listed_under(schema: Schema, kind: str) -> Iterator[str]:
    yield from schema.narrower_records[kind]
    yield from schema.lineage(kind)


def placed(program: Program, clauses: tuple[int, ...], columns: tuple[str, ...]) -> tuple[Placed, ...]:
    """The rules that reach claims of the clauses, in the order in which they act."""
    found: list[Placed] = []
    for stage, rule in layout_of(program).rules():
        reached = frozenset(
            index
            for index in clauses
            if stage.reaches(rule, program.clauses[index])
            and not lacking(program, program.clauses[index], columns).intersection(rule.keys)
        )
        if reached:
            found.append(Placed(len(found), stage, rule, reached))
    return tuple(found)


def lacking(program: Program, term: Clause, columns: tuple[str, ...]) -> frozenset[str]:
    """The columns that are no fields of a clause's records, and follow from nothing."""
    if term.trigger.kind is TriggerKind.SET or not term.trigger.record:
        return frozenset()
    kind = program.schema.record_by_name[term.trigger.record]
    known = {"matter", "item", "year", *kind.field_by_name, *(["level"] if level_field(kind) is not None else [])}
    return frozenset(name for name in columns if name not in known)


def keyer(columns: tuple[str, ...], keys: tuple[str, ...], *, per_year: bool) -> Keyer:
    """The groups of a claim by its columns among the keys."""
    places = [columns.index(key) for key in keys if key in columns]
    if not places:
        return (lambda _, year: (year,)) if per_year else (lambda _, __: ("",))
    if per_year:
        return lambda told, year: groups(*[told[place] for place in places], year)
    if len(places) > 1:
        return lambda told, _: groups(*[told[place] for place in places])
    only = places[0]

    def by_one(told: tuple[Key, ...], _: int) -> tuple[Group, ...]:
        value = told[only]
        return (value,) if type(value) is str else groups(value)

    return by_one


def _deducted(program: Program) -> list[tuple[str, str]]:
    return [term.less for term in program.clauses if term.less is not None]


def _carrying(columns: tuple[str, ...], one: Placed) -> Carrying:
    who = frozenset(one.rule.keys).difference(columns, ["applicant"])
    is_of_year = counts_by_year(one.rule) and not any(key in columns for key in one.rule.keys)
    return Carrying(one.at, who, _keyer(columns, one.rule), is_of_year)


def _outer(columns: tuple[str, ...], one: Placed) -> Outer:
    rule = one.rule
    return Outer(one.at, isinstance(rule, TopUp), rule.keys, frozenset(one.stage.kinds), _keyer(columns, rule))


def _keyer(columns: tuple[str, ...], rule: Rule) -> Keyer:
    return keyer(columns, rule.keys, per_year=counts_by_year(rule))


def _fold(
    program: Program, term: Clause, columns: tuple[str, ...], rules: tuple[Placed, ...], carrying: dict[int, Carrying]
) -> Fold:
    names = layout_of(program).names[term.index]
    absent = lacking(program, term, columns)
    over = [one for one in rules if term.index in one.clauses]
    keys = tuple((place, name) for place, name in enumerate(columns) if name in names and name not in absent)
    places = {name: place for place, name in keys} | dict.fromkeys(absent, ABSENT)
    places |= dict.fromkeys((name for name in names if name not in columns), WHO)
    before = layout_of(program).before
    asked = {name for one in over for name in rule_names(one.rule)}.union(*term.once_kinds)
    asked |= {field for kind, field in _deducted(program) if term.index in before.paid_for[kind]}
    return Fold(
        term.index, not asked.isdisjoint(columns), keys, places, (None,) * len(columns),
        tuple(
            (one.at, one.rule.name, _keyer(columns, one.rule))
            for one in over if isinstance(one.rule, Cap) and not one.rule.carry
        ),
        next((carrying[one.at] for one in over if one.at in carrying), None),
        tuple(
            Ladder(one.at, one.rule.name, _keyer(columns, one.rule), columns.index("level"))
            for one in over if isinstance(one.rule, TopUp)
        ),
    )  # fmt: skip
