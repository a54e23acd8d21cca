"""Reduce a failure: remove parts of the page, the facts and the gaps while the same invariant fails."""

from __future__ import annotations

import copy
import random
import time
from collections.abc import Iterator, Set
from typing import Any

import attrs

from ipdsl.syntax import ast
from ipdsl.syntax.printing import format_page
from tests.properties.laws import LAWS, Trial
from tests.properties.page_laws import PAGE_LAWS, WORD
from tests.properties.pipeline import RejectedError, compile_generated
from tests.properties.trials import Failure
from tests.reference.oracle import Gap


def shrink(failure: Failure, seconds: float = 30) -> Failure:
    """A smaller failure of the same invariant, searched for at most this many seconds."""
    until = time.monotonic() + seconds
    small, changed = failure, True
    while changed and time.monotonic() < until:
        changed = False
        for candidate in _smaller(small):
            if time.monotonic() > until:
                break
            if (message := broken(candidate)) is not None:
                small, changed = attrs.evolve(candidate, message=message), True
                break
    return small


def broken(failure: Failure) -> str | None:
    """The message of the invariant, if it still fails in the same way."""
    kind = failure.message.split("\n")[0].split(":")[0]
    try:
        compiled = compile_generated(failure.made)
    except RejectedError as error:
        return str(error) if failure.law == "compiles" and _code(str(error)) == _code(failure.message) else None
    except Exception as error:
        return f"{type(error).__name__}: {error}" if failure.law == "compiles" else None
    try:
        if failure.law in PAGE_LAWS:
            PAGE_LAWS[failure.law][0](failure.made, compiled, random.Random(f"{failure.seed}:{failure.law}"))
        elif failure.law in LAWS:
            assert failure.facts is not None
            assert failure.open_facts is not None
            given = copy.deepcopy((failure.open_facts, list(failure.gaps)))
            LAWS[failure.law][0](Trial(compiled, failure.facts, failure.number, lambda: given))
    except Exception as error:
        return f"{type(error).__name__}: {error}" if type(error).__name__ == kind else None
    return None


def _code(message: str) -> str:
    start = message.find("error[")
    return message[start : start + 11]


def _smaller(failure: Failure) -> Iterator[Failure]:
    for page in without_one(failure.made.page):
        yield attrs.evolve(failure, made=attrs.evolve(failure.made, page=page))
    if failure.facts is None:
        return
    if failure.law in ("bounds hold every completion", "named facts settle"):
        for n in range(len(failure.gaps)):
            yield _fill(failure, n)
        for facts in _less(failure.open_facts):
            if all(_holds(facts, gap) for gap in failure.gaps):
                yield attrs.evolve(failure, open_facts=facts)
    else:
        for facts in _less(failure.facts):
            yield attrs.evolve(failure, facts=facts)
    for page in without_one(failure.made.vocabulary):
        lost = failure.made.words - {*WORD.findall(format_page(page))}
        facts, open_facts = _known(failure.facts, lost), _known(failure.open_facts, lost)
        if all(_holds(open_facts, gap) for gap in failure.gaps):
            made = attrs.evolve(failure.made, vocabulary=page)
            yield attrs.evolve(failure, made=made, facts=facts, open_facts=open_facts)


def _known(facts: Any, lost: Set[str]) -> Any:
    """The facts without the words that are missing from a smaller vocabulary."""
    if isinstance(facts, list):
        return [_known(part, lost) for part in facts]
    if isinstance(facts, dict):
        return {k: _known(v, lost) for k, v in facts.items() if k not in lost}
    return facts


def _fill(failure: Failure, n: int) -> Failure:
    """The failure with one gap filled with its true value."""
    facts: Any = copy.deepcopy(failure.open_facts)
    gap = failure.gaps[n]
    place = facts
    for step in gap.path[:-1]:
        place = place[step]
    place[gap.path[-1]] = gap.values[0]
    return attrs.evolve(failure, open_facts=facts, gaps=failure.gaps[:n] + failure.gaps[n + 1 :])


def _holds(facts: Any, gap: Gap) -> bool:
    """Whether the place of the gap still exists."""
    place = facts
    for step in gap.path[:-1]:
        try:
            place = place[step]
        except (KeyError, IndexError):
            return False
    return True


def without_one(node: Any) -> Iterator[Any]:
    """Copies of a page with one sentence, one part of a condition or one name less; outer parts first."""
    kept = ("span", "trivia", "header")  # without its window a policy means something else
    fields = [f.name for f in attrs.fields(type(node)) if f.name not in kept]
    is_chain = isinstance(node, ast.And | ast.Or)
    least = {"parts": 2 if is_chain else 1}  # a chain of one part is that part
    for name in fields:
        value = getattr(node, name)
        if isinstance(value, tuple) and len(value) > least.get(name, 0) and isinstance(value[0], ast.Node):
            for n in range(len(value)):
                yield attrs.evolve(node, **{name: value[:n] + value[n + 1 :]})
        if name in ("once", "start", "at_most") and value is not None and not isinstance(node, ast.StateDecl):
            yield attrs.evolve(node, **{name: None})
    if is_chain and len(node.parts) == 2:
        yield from node.parts
    for name in fields:
        value = getattr(node, name)
        if isinstance(value, tuple) and value and isinstance(value[0], ast.Node):
            for n, inner in enumerate(value):
                for less in without_one(inner):
                    # a chain has no part of its own kind
                    parts = less.parts if is_chain and type(less) is type(node) else (less,)
                    yield attrs.evolve(node, **{name: (*value[:n], *parts, *value[n + 1 :])})
        elif isinstance(value, ast.Node):
            for less in without_one(value):
                yield attrs.evolve(node, **{name: less})


def _less(facts: Any) -> Iterator[Any]:
    """Facts with one list, record or year less. The rest stays complete."""
    for part in ("history", "support", "approvals", "as_of"):
        if facts.get(part):
            yield {k: v for k, v in facts.items() if k != part}
    for kind, items in facts["records"].items():
        for n in range(len(items) if isinstance(items, list) else 0):
            yield {**facts, "records": {**facts["records"], kind: items[:n] + items[n + 1 :]}}
    for part in ("history", "support", "approvals"):
        lines = facts.get(part) or []
        for n in range(len(lines)):
            yield {**facts, part: lines[:n] + lines[n + 1 :]}
