"""How the ambiguous sentences of a policy were read, in the order of the page."""

from __future__ import annotations

from collections.abc import Iterator

from ipdsl.runtime.decision.model import Reading
from ipdsl.runtime.terms import Block, Program


def readings_of(program: Program) -> tuple[Reading, ...]:
    """The readings of the policy, then article by article those of the article (its groups and rules with it), its
    clauses and other lines; last what stands in no article, as in a draft.
    """
    return program.kept(_readings)


def _readings(program: Program) -> tuple[Reading, ...]:
    found = [Reading("", "", text) for text in program.readings]
    numbers = dict.fromkeys((*(article.number for article in program.articles), ""))
    for number in numbers:
        for article in program.articles:
            if article.number == number:
                found += [Reading(number, "", text) for text in article.readings]
        if not number:
            found += [Reading("", "", text) for text in _outside_articles(program.root)]
        for clause in program.clauses:
            if clause.article == number:
                found += [Reading(number, clause.label, text) for text in clause.readings]
        others = [(line.article, line.readings) for line in program.references]
        others += [(line.article, line.readings) for line in program.obligations]
        others += [(line.article, line.readings) for line in program.allocations]
        found += [Reading(number, "", text) for where, texts in others if where == number for text in texts]
    return tuple(dict.fromkeys(found))


def _outside_articles(block: Block) -> Iterator[str]:
    """The readings of the groups of a draft, and of their rules."""
    for item in block.items:
        if isinstance(item, Block) and not item.article:
            yield from item.readings
            yield from _outside_articles(item)
