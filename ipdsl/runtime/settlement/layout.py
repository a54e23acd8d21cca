"""The rules of a policy in the order in which they act, with the clauses that each reaches.

Blocks from inside out, rules of a block as written, neighbouring caps together, `over` blocks after all articles. A
rule reaches the clauses written before it in its block; an `over` block without clauses of its own reaches all.

Emitted totals alone are still written from this form; all else reads the table of steps (`ipdsl.runtime.steps`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import assert_never

from ipdsl.making import attrs
from ipdsl.runtime.kernel.table import Table, table_of_program
from ipdsl.runtime.terms import Block, Cap, Clause, Highest, Limit, NoRepeat, Older, Program, Rule, TopUp
from ipdsl.values.rounding import Rounding


@attrs.frozen(eq=False)
class Stage:
    """One rule, or caps that stand next to each other.

    `child` gives, for each clause that it reaches, the position of the direct child of the block that holds it;
    `inner` are the positions that are blocks; over a policy there are none. `kinds` are the records they speak of.
    """

    rules: tuple[Rule, ...]
    child: Mapping[int, int]
    inner: frozenset[int]
    kinds: tuple[str, ...] = ()

    @cached_property
    def is_cap(self) -> bool:
        return isinstance(self.rules[0], Cap)

    def reaches(self, rule: Rule, clause: Clause) -> bool:
        return clause.index in self.child and clause.label not in rule.exempt


@attrs.frozen(eq=False)
class Before:
    """What acts on proposed sums before all stages: deductions of awards, and standards of older documents.

    `deducting` are the awards that deduct what was paid for a kind of record, `deducted` each such kind with the field
    that has to be the same; `paid_for` gives the clauses that pay for each kind.
    """

    older: tuple[Older, ...]
    deducting: frozenset[int]
    paid_for: Mapping[str, frozenset[int]]
    rounding: Rounding
    deducted: tuple[tuple[str, str], ...] = ()

    @cached_property
    def over(self) -> frozenset[int]:
        """The clauses that deduct what was paid before, or that an older standard may raise."""
        return self.deducting.union(*(older.clauses for older in self.older))

    @property
    def acts(self) -> bool:
        """Whether anything ends the proposals of any award."""
        return bool(self.older or self.paid_for)


@attrs.frozen(eq=False)
class Layout:
    """The stages of a policy, and for each clause the names of keys and counted fields that rules over it ask for."""

    stages: tuple[Stage, ...]
    names: Mapping[int, tuple[str, ...]]
    before: Before
    table: Table

    @cached_property
    def computed(self) -> tuple[Cap, ...]:
        """The caps whose sum comes from a year's figures."""
        return tuple(rule for _, rule in self.rules() if isinstance(rule, Cap) and rule.function is not None)

    @cached_property
    def carrying(self) -> tuple[tuple[Stage, Cap], ...]:
        """The caps that carry forward what they cut, each with its stage."""
        return tuple((stage, rule) for stage, rule in self.rules() if isinstance(rule, Cap) and rule.carry)

    def carrying_over(self, clause: Clause) -> tuple[Stage, Cap] | None:
        """The cap that carries the money of a clause; no clause has two."""
        return next(((stage, cap) for stage, cap in self.carrying if stage.reaches(cap, clause)), None)

    def rules(self) -> Iterator[tuple[Stage, Rule]]:
        """Every rule with its stage, in order."""
        for stage in self.stages:
            for rule in stage.rules:
                yield stage, rule

    def over(self, clause: Clause) -> Iterator[tuple[Stage, Rule]]:
        """The rules that reach a clause, in order."""
        return ((stage, rule) for stage, rule in self.rules() if stage.reaches(rule, clause))


def layout_of(program: Program) -> Layout:
    """The stages of a program."""
    return program.kept(_layout)


def _layout(program: Program) -> Layout:
    stages: list[Stage] = []
    later: list[Block] = []
    _walk(program.root, stages, later)
    every = tuple(clause.index for clause in program.clauses)
    for block in later:
        covered = list(_clauses(block))
        rules = tuple(item for item in block.items if isinstance(item, Rule))
        found: list[Stage] = []
        _walk(attrs.evolve(block, kind="rules", items=(*(covered or every), *rules)), found, [])
        stages += found
    stages = [attrs.evolve(stage, kinds=_kinds(program, stage)) for stage in stages]
    deducting = frozenset(clause.index for clause in program.clauses if clause.less is not None)
    deducted = tuple(dict.fromkeys(clause.less for clause in program.clauses if clause.less is not None))
    before = Before(program.older, deducting, _paid_for(program), program.rounding, deducted)
    return Layout(tuple(stages), _names(program, stages, before), before, table_of_program(program))


def _names(program: Program, stages: list[Stage], before: Before) -> Mapping[int, tuple[str, ...]]:
    names: dict[int, dict[str, None]] = {clause.index: {} for clause in program.clauses}
    for clause in program.clauses:
        for once in (clause.once, *(row.once for row in clause.rows)):
            names[clause.index].update(dict.fromkeys(once or ()))
        if clause.less is not None:
            kind, field = clause.less
            for index in (clause.index, *sorted(before.paid_for[kind])):
                names[index][field] = None
    for older in before.older:
        for index in older.clauses:
            names[index].update(dict.fromkeys(older.keys))
    for stage in stages:
        for rule in stage.rules:
            for clause in program.clauses:
                if stage.reaches(rule, clause):
                    names[clause.index].update(dict.fromkeys(rule_names(rule)))
    return {index: tuple(found) for index, found in names.items()}


def _kinds(program: Program, stage: Stage) -> tuple[str, ...]:
    return tuple(dict.fromkeys(program.clauses[index].trigger.record for index in stage.child))


def _paid_for(program: Program) -> Mapping[str, frozenset[int]]:
    """For each kind that an award deducts, the clauses over its records."""
    schema = program.schema
    return {
        clause.less[0]: frozenset(
            other.index
            for other in program.clauses
            if other.trigger.record and clause.less[0] in schema.lineage(other.trigger.record)
        )
        for clause in program.clauses
        if clause.less is not None
    }


def rule_names(rule: Rule | Older) -> tuple[str, ...]:
    """The keys that a rule asks for: its own, the field that it counts, the level on which a rung stands."""
    match rule:
        case Limit(counts=str(counted)):
            return (*rule.keys, counted)
        case TopUp():
            return tuple(dict.fromkeys((*rule.keys, "level")))
        case _:
            return rule.keys


def counts_by_year(rule: Rule) -> bool:
    """Whether the year belongs to the rule's key."""
    match rule:
        case Highest():
            return True
        case TopUp():
            return False
        case Cap() | Limit() | NoRepeat():
            return rule.per_year


def _walk(block: Block, stages: list[Stage], later: list[Block]) -> None:
    """The stages of the inner blocks, then those of the block, each over what stands before it."""
    child: dict[int, int] = {}
    inner: set[int] = set()
    own: list[Stage] = []
    run: list[Rule] = []
    for position, item in enumerate(block.items):
        match item:
            case Cap():
                run.append(item)
                if item.carry or not _is_filled_with(block, position + 1):
                    own.append(Stage(tuple(run), dict(child), frozenset(inner)))
                    run = []
            case Limit() | Highest() | NoRepeat() | TopUp():
                own.append(Stage((item,), dict(child), frozenset(inner)))
            case Block(kind="over"):
                later.append(item)
            case Block():
                _walk(item, stages, later)
                inner.add(position)
                child.update(dict.fromkeys(_clauses(item), position))
            case int():
                child[item] = position
            case _:
                assert_never(item)
    stages += own


def _is_filled_with(block: Block, position: int) -> bool:
    """Whether a cap stands there that fills together with the one before it; one that carries forward fills alone."""
    item = block.items[position] if position < len(block.items) else None
    return isinstance(item, Cap) and not item.carry


def _clauses(block: Block) -> Iterator[int]:
    for item in block.items:
        if isinstance(item, Block):
            yield from _clauses(item)
        elif isinstance(item, int):
            yield item
