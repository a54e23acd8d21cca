"""The rules of a policy in the order in which they act, with the clauses that each reaches.

Blocks from inside out, rules of a block as written, neighbouring caps together, `over` blocks after all articles. A
rule reaches the clauses written before it in its block; an `over` block without clauses of its own reaches all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import attrs

from ipdsl.runtime.terms import Block, Cap, Clause, Highest, Limit, Program, Rule


@attrs.frozen(eq=False)
class Stage:
    """One rule, or caps that stand next to each other.

    `child` gives, for each clause that it reaches, the position of the direct child of the block that holds it;
    `inner` are the positions that are blocks. Over a policy every clause is its own child and no child is a block.
    """

    rules: tuple[Rule, ...]
    child: Mapping[int, int]
    inner: frozenset[int]

    def reaches(self, rule: Rule, clause: Clause) -> bool:
        return clause.index in self.child and clause.label not in rule.exempt

    @property
    def is_cap(self) -> bool:
        return isinstance(self.rules[0], Cap)


@attrs.frozen(eq=False)
class Layout:
    """The stages of a policy, and for each clause the names of keys and counted fields that rules over it ask for."""

    stages: tuple[Stage, ...]
    names: Mapping[int, tuple[str, ...]]

    def only(self, rule: Rule) -> Layout:
        """This rule alone."""
        found = [attrs.evolve(s, rules=(rule,)) for s in self.stages if any(r is rule for r in s.rules)]
        return Layout(tuple(found), self.names)

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
    stages: list[Stage] = []
    later: list[Block] = []
    _walk(program.root, stages, later)
    every = {clause.index: clause.index for clause in program.clauses}
    for block in later:
        own = dict.fromkeys(_clauses(block), 0)
        _stages(block, {index: index for index in own} or every, frozenset(), stages)
    names: dict[int, dict[str, None]] = {clause.index: {} for clause in program.clauses}
    for clause in program.clauses:
        for once in (clause.once, *(row.once for row in clause.rows)):
            names[clause.index].update(dict.fromkeys(once or ()))
    for stage in stages:
        for rule in stage.rules:
            for clause in program.clauses:
                if stage.reaches(rule, clause):
                    names[clause.index].update(dict.fromkeys(rule_names(rule)))
    return Layout(tuple(stages), {index: tuple(found) for index, found in names.items()})


def rule_names(rule: Rule) -> tuple[str, ...]:
    """The keys that a rule asks for, its counted field included."""
    counted = (rule.counts,) if isinstance(rule, Limit) and rule.counts is not None else ()
    return (*rule.keys, *counted)


def counts_by_year(rule: Rule) -> bool:
    """Whether the year belongs to the rule's key."""
    return isinstance(rule, Highest) or rule.per_year


def _walk(block: Block, stages: list[Stage], later: list[Block]) -> None:
    child: dict[int, int] = {}
    inner: set[int] = set()
    for position, item in enumerate(block.items):
        if isinstance(item, Block):
            if item.kind == "over":
                later.append(item)
                continue
            _walk(item, stages, later)
            inner.add(position)
            child.update(dict.fromkeys(_clauses(item), position))
        elif isinstance(item, int):
            child[item] = position
    _stages(block, child, frozenset(inner), stages)


def _stages(block: Block, child: Mapping[int, int], inner: frozenset[int], stages: list[Stage]) -> None:
    run: list[Rule] = []
    for item in (*block.items, None):
        if isinstance(item, Cap):
            run.append(item)
            continue
        if run:
            stages.append(Stage(tuple(run), child, inner))
            run = []
        if isinstance(item, Limit | Highest):
            stages.append(Stage((item,), child, inner))


def _clauses(block: Block) -> Iterator[int]:
    for item in block.items:
        if isinstance(item, Block):
            yield from _clauses(item)
        elif isinstance(item, int):
            yield item
