"""Generated policies under the laws, made to be run many times: what does not depend on the runtime is worked out once.

When the module is collected, policies are compiled and the oracle answers. A test then reads the facts and settles
them anew. `run_mutants.py` runs it beside the other tests; it is no part of them, since `tests/properties` does more.
"""

from __future__ import annotations

import random
from contextlib import suppress
from typing import Any

import attrs
import pytest

from ipdsl.runtime.code import OUTSIDE, Code
from ipdsl.runtime.reading.reader import read_facts
from tests.properties.borders import borders
from tests.properties.facts import facts as make_facts
from tests.properties.laws import LAWS
from tests.properties.pipeline import Compiled, RejectedError, compile_generated
from tests.properties.trial import Facts, Trial
from tests.properties.trials import generated, trial_of
from tests.reference import oracle
from tests.reference.oracle import Gap
from tests.reference.world import NotStatedError
from tests.totals.plain import plain
from tests.totals.trials import cut_down
from tests.totals.variety import is_read, vary

SEED, POLICIES, FACTS = 11, 80, 2
TOTALS, TOTALS_FACTS = 60, 8
RARE = ("order is irrelevant", "ledger pays nothing twice", "years one by one", "cohorts agree with the oracle")


@attrs.frozen
class Prepared:
    """Facts of a policy, with what is taken away and what the oracle says."""

    compiled: Compiled
    facts: Facts
    seed: int
    gaps: tuple[Facts, list[Gap]]
    answer: oracle.Answer

    def trial(self) -> Trial:
        """A trial in which nothing has been settled yet."""
        trial = Trial(self.compiled, self.facts, self.seed, lambda: self.gaps)
        vars(trial)["answer"] = self.answer
        return trial


def prepared(number: int) -> list[Prepared]:
    """The facts of a numbered policy that the oracle can settle."""
    try:
        compiled = compile_generated(generated(SEED, number))
    except RejectedError:  # tests/properties says so
        return []
    edges = borders(compiled.policy)
    found: list[Prepared] = []
    for index in range(FACTS):
        trial = trial_of(compiled, edges, f"{SEED}:{number}:{index}", 1 + index + FACTS * number)
        with suppress(NotStatedError):
            found.append(Prepared(compiled, trial.facts, trial.seed, (trial.open_facts, trial.gaps), trial.answer))
    return found


def laws_of(number: int, index: int) -> list[str]:
    """The laws for facts: most for all, the slower ones in turn."""
    turn = RARE[(number + index) % len(RARE)]
    return [law for law in LAWS if law not in RARE or law == turn]


POLICIES_WITH_FACTS: dict[int, list[Prepared]] = {number: prepared(number) for number in range(POLICIES)}


@attrs.frozen
class Expected:
    """Facts whose total the oracle has worked out, over all years and for each."""

    code: Code
    facts: Facts
    totals: dict[int | None, int]


def expected(number: int) -> list[Expected]:
    """Facts of a policy of which the emitted total speaks, as `tests/totals` makes them."""
    made = generated(11, number)
    compiled = compile_generated(plain(made) if number % 3 else made)
    if compiled.code.total is None:
        return []
    edges = borders(compiled.policy)
    found: list[Expected] = []
    for index in range(TOTALS_FACTS):
        r = random.Random(f"totals:{number}:{index}")
        data = make_facts(r, compiled.policy, edges)
        cut_down(r, data)
        if not is_read(compiled, data):
            data.pop("history", None)
        if index % 2:
            vary(r, compiled, edges, data)
        with suppress(NotStatedError, *OUTSIDE):
            compiled.code.total.due(compiled.code, read_facts(data, compiled.program), None)
            answer = oracle.evaluate(compiled.policy, data, every_day=False)
            sums: dict[int | None, int] = {None: answer.total, **answer.totals}
            found.append(Expected(compiled.code, data, sums))
    return found


POLICIES_WITH_TOTALS: dict[int, list[Expected]] = {number: expected(number) for number in range(TOTALS)}


@pytest.mark.parametrize("number", POLICIES_WITH_TOTALS)
def test_the_emitted_total_is_the_oracles(number: int) -> None:
    for one in POLICIES_WITH_TOTALS[number]:
        read = read_facts(one.facts, one.code.program)
        assert one.code.total is not None
        for year, sum_ in one.totals.items():
            with suppress(*OUTSIDE):
                assert one.code.total.due(one.code, read, year) == sum_


@pytest.mark.parametrize("number", POLICIES_WITH_FACTS)
def test_the_laws_hold_for(number: int) -> None:
    random.seed(number)
    for index, one in enumerate(POLICIES_WITH_FACTS[number]):
        for law in laws_of(number, index):
            trial: Any = one.trial()
            with suppress(NotStatedError):
                LAWS[law][0](trial)
