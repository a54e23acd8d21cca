"""One numbered policy with its facts under all invariants. The tests, the seeded script and the reduction use it.

A seed and a number identify a policy. The same seed, number and index identify its facts on every machine.
"""

from __future__ import annotations

import random
from collections import Counter
from typing import Any

import attrs

from tests.properties.constructs import constructs
from tests.properties.facts import Borders, facts
from tests.properties.gaps import with_gaps
from tests.properties.laws import LAWS, Trial
from tests.properties.page_laws import PAGE_LAWS
from tests.properties.pipeline import Compiled, compile_generated
from tests.properties.policies import Generated, policy
from tests.properties.trial import item_of, ledger_of
from tests.reference.oracle import Gap
from tests.reference.world import NotStatedError


@attrs.frozen
class Failure:
    """A broken invariant with the data to reproduce it. `law` is "compiles" for a rejected page."""

    seed: str
    law: str
    message: str
    made: Generated
    facts: dict[str, Any] | None = None
    open_facts: dict[str, Any] | None = None
    gaps: tuple[Gap, ...] = ()
    number: int = 0


@attrs.define
class Tally:
    """Counts of the policies and facts that a run has checked."""

    pairs: int = 0
    checked: Counter[str] = attrs.field(factory=Counter)
    met: Counter[str] = attrs.field(factory=Counter)  # pairs and lines by their constructs
    unsettled: int = 0  # facts that the oracle cannot settle because a relevant fact is missing
    failures: list[Failure] = attrs.field(factory=list)


def generated(seed: int, number: int, *, is_short: bool = False) -> Generated:
    """The policy of a number."""
    return policy(random.Random(f"{seed}:{number}"), is_short=is_short)


def run_policy(seed: int, number: int, pairs: int, tally: Tally) -> None:
    """Check one policy with `pairs` facts. The tally keeps one failure for each invariant."""
    made = generated(seed, number)
    name = f"{seed}:{number}"
    try:
        compiled = compile_generated(made)
    except Exception as error:  # any exception is a failure
        tally.failures.append(Failure(name, "compiles", _told(error), made))
        return
    for law, (check, every) in PAGE_LAWS.items():
        if number % every == 0:
            try:
                tally.checked[law] += 1
                check(made, compiled, random.Random(f"{name}:{law}"))
            except Exception as error:
                tally.failures.append(Failure(name, law, _told(error), made))
    edges = attrs.evolve(compiled.edges)  # the share of `none` values is chosen again for each index
    broken: set[str] = set()
    for index in range(pairs):
        tally.pairs += 1
        _run_facts(trial_of(compiled, edges, f"{name}:{index}", index + number), f"{name}:{index}", made, tally, broken)


def trial_of(compiled: Compiled, edges: Borders, name: str, number: int) -> Trial:
    """The facts of an index, with a function that makes their gaps."""
    r = random.Random(name)
    edges.nones, edges.cannot = r.choice([(0.0, 0.0), (0.04, 0.0), (0.06, 0.04)])
    whole = facts(r, compiled.policy, edges)
    if r.random() < 0.15:
        whole["history"] = settled_before(r, compiled, whole)
    return Trial(compiled, whole, number, lambda: with_gaps(r, compiled.policy, whole, edges))


def settled_before(r: random.Random, compiled: Compiled, whole: dict[str, Any]) -> list[Any]:
    """The ledger of an earlier run with some of the facts, to the end of a year or sometimes to another day."""
    named = {line["item"] for line in whole.get("history") or []}  # a short line may count by values of its record
    records = {
        kind: [x for x in items if r.random() < 0.8 or named & item_of(compiled, kind, x)]
        for kind, items in whole["records"].items()
    }
    as_of = f"{r.randint(2020, 2024)}-12-31" if r.random() < 0.8 else str(r.choice(range(2020, 2024))) + "-06-30"
    known = max([line["year"] for line in whole.get("history") or []], default=2020)
    paid = [str(one["day"]) for line in whole.get("history") or [] for one in line.get("payments", ())]
    as_of = max(as_of, str(compiled.policy.fiscal_year.last_day(known)), *paid)  # no history line is about the future
    earlier = {**whole, "records": records, "as_of": min(as_of, str(whole.get("as_of") or as_of))}
    lines = ledger_of(compiled.evaluate(earlier))
    return [x for x in lines if x.get("proposed") != "0.00" or r.random() < 0.3]  # most zero lines are left out


def _run_facts(trial: Trial, name: str, made: Generated, tally: Tally, broken: set[str]) -> None:
    for law, (check, every) in LAWS.items():
        if trial.seed % every or law in broken:
            continue
        try:
            tally.checked[law] += 1
            check(trial)
        except NotStatedError:
            tally.unsettled += law == "agrees with the oracle"
        except Exception as error:
            broken.add(law)
            tally.failures.append(
                Failure(name, law, _told(error), made, trial.facts, trial.open_facts, tuple(trial.gaps), trial.seed)
            )
    if not broken:
        trial.counts.update(constructs(trial))
    tally.met.update(trial.counts)


def _told(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"
