"""Generated policies and facts, reduced to the forms that the emitted total supports, with both totals.

The generator makes many forms that are left to `evaluate`, and facts for them would only test the fallback. The records
of clauses with such forms are therefore removed, and sometimes all but a few kinds.
"""

from __future__ import annotations

import random
from collections import Counter
from typing import Any

import attrs

from ipdsl.decision.decision import Request
from ipdsl.engine.evaluator import GeneratedFunctions
from ipdsl.facts.reader import read_facts
from ipdsl.ir.facts import Facts
from ipdsl.runtime.compiled_policy import evaluate_eagerly
from ipdsl.schema.values.value_type import NeedsGeneralPathError
from tests.properties.facts import Borders, borders, facts
from tests.properties.gaps import with_gaps
from tests.properties.pipeline import Compiled, compile_generated
from tests.properties.trials import generated
from tests.reference import oracle
from tests.reference.world import NotStatedError
from tests.support.runtime.plain_pages import plain
from tests.support.runtime.variety import is_read, vary

SEED = 11


@attrs.define
class Tally:
    """Counts and errors of a run."""

    counts: Counter[str] = attrs.field(factory=Counter)
    wrong: list[str] = attrs.field(factory=list)


def run(number: int, pairs: int, tally: Tally, *, gaps: bool = False) -> None:
    """Test one generated policy with some facts."""
    compiled = drawn_policy(number)
    tally.counts["policies"] += 1
    if compiled.code.total is None:
        return
    edges = borders(compiled.policy)
    for index in range(pairs):
        r = random.Random(f"totals:{number}:{index}")
        data = drawn_facts(r, compiled, edges, gaps=gaps, varied=index % 2 == 1)
        read = read_facts(data, compiled.program)
        if not gaps and index % 4 == 0:
            ask_oracle(compiled, data, read, f"policy {number}, facts {index}", tally)
        for year in (None, r.randint(2019, 2025)):
            compare(compiled.code, read, year, f"policy {number}, facts {index}, year {year}", tally)
            tally.counts["history"] += bool(read.history)


def drawn_policy(number: int) -> Compiled:
    """The policy of a number. Most policies only have forms that totals support."""
    made = generated(SEED, number)
    return compile_generated(plain(made) if number % 5 else made)


def drawn_facts(r: random.Random, compiled: Compiled, edges: Borders, *, gaps: bool, varied: bool) -> dict[str, Any]:
    """Facts for emitted totals, with gaps if requested, and sometimes stated in other forms."""
    edges.nones, edges.cannot = r.choice([(0.0, 0.0), (0.02, 0.0), (0.04, 0.03)])
    data = facts(r, compiled.policy, edges)
    if gaps:
        data = with_gaps(r, compiled.policy, data, edges)[0]
    cut_down(r, data)
    if not is_read(compiled, data):  # a line may refer to a removed record
        data.pop("history", None)
    if varied:
        vary(r, compiled, edges, data)
    return data


def ask_oracle(compiled: Compiled, data: dict[str, Any], read: Facts, where: str, tally: Tally) -> None:
    """Compare the emitted total, if there is one, with the oracle's own settlement."""
    assert compiled.code.total is not None
    try:
        sum_ = compiled.code.total.due(compiled.code, read, None)
        wanted = oracle.evaluate(compiled.policy, data).total
    except (NeedsGeneralPathError, NotStatedError):
        return
    tally.counts["oracle"] += 1
    if sum_ != wanted:
        tally.wrong.append(f"{where}: emitted {sum_}, oracle {wanted}")


def cut_down(r: random.Random, data: dict[str, Any]) -> None:
    """Remove some of the stated facts."""
    records = data.get("records") or {}
    kept = list(records)
    if r.random() < 0.3:
        kept = r.sample(kept, min(len(kept), 2))
    for kind in [kind for kind in records if kind not in kept]:
        del records[kind]
    if r.random() < 0.8:
        data.pop("history", None)
    if r.random() < 0.5:
        data.pop("figures", None)


def compare(code: GeneratedFunctions, read: Facts, year: int | None, where: str, tally: Tally) -> None:
    """Compare the emitted total, if there is one, with the decision."""
    assert code.total is not None
    try:
        sum_ = code.total.due(code, read.extend_to(year), year)
    except NeedsGeneralPathError:
        tally.counts["left to evaluate"] += 1
        return
    tally.counts["emitted"] += 1
    tally.counts["paid"] += sum_ > 0
    due = evaluate_eagerly(code.program, code, read, Request(year)).due
    if type(sum_) is not int or not due.is_point or due.low.minor != sum_:
        tally.wrong.append(f"{where}: emitted {sum_}, decided {due.low} to {due.high}")
